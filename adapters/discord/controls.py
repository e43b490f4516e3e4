"""Buttons, selects and forms of a message -> action rows."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from adapters.discord import wire, words
from adapters.discord.limits import LIMITS
from adapters.discord.text import names, too_long
from bot.engine.cards import Button, Choice, Control, Field, Form, Rich, Run, Select
from bot.engine.measured import short

Json = dict[str, Any]

STYLES = {"main": 1, "plain": 2, "quiet": 2}
ROW, BUTTON, STRING_SELECT = 1, 2, 3
LABELS_KEPT = 1_000


def rows(controls: tuple[Control, ...]) -> list[Json]:
    """Everything that can be pressed, in order, in rows of five buttons or one select.

    Of a list that may stay empty Discord sends nothing when nothing is picked, so a button says that.
    Where the answers fill more than a row, Back and the like begin their own.
    """
    found: list[Json] = []
    row: list[Json] = []
    answers = 0
    first = any(isinstance(control, Button) and control.style == "main" for control in controls)

    def end_row() -> None:
        if row:
            found.append({"type": ROW, "components": list(row)})
            row.clear()

    for number, control in enumerate(controls):
        match control:
            case Button():
                if control.style == "quiet" and answers > LIMITS.buttons_in_a_row:
                    end_row()
                    answers = 0
                answers += control.style != "quiet"
                row.append(button(wire.write(wire.PRESS, number, control.id), control.label, control.style))
            case Select() if too_many(control):
                opens = wire.write(wire.OPEN, 0, control.id)
                row.append(button(opens, control.label, "plain" if first else "main"))
            case Select():
                end_row()
                found += [{"type": ROW, "components": [one]} for one in selects(control, number)]
                if control.most > 1 and not control.least:
                    row.append(button(wire.write(wire.PRESS, number, control.id), words.NONE))
            case Form():
                wrong = any(field.error for field in control.fields)
                label = words.FIX if wrong else control.open
                style = "plain" if first and not wrong else "main"
                row.append(button(wire.write(wire.OPEN, 0, control.id), label, style))
        if len(row) >= LIMITS.buttons_in_a_row:
            end_row()
    end_row()
    return found


def button(custom_id: str, label: str, style: str = "plain") -> Json:
    """A button; only the main one is coloured."""
    return {"type": BUTTON, "custom_id": custom_id, "label": _shown(label), "style": STYLES[style]}


@lru_cache(maxsize=LABELS_KEPT)
def _shown(label: str) -> str:
    """A label as a button holds it: nearly all are the same few words, all day."""
    return short(names(label).strip() or "?", LIMITS.button_label)


def selects(select: Select, number: int) -> Iterator[Json]:
    """A select, or one for each 25 options where one of them is picked."""
    pages = paged(select.choices)
    for page, choices in enumerate(pages):
        text = names(select.label)
        if len(pages) > 1:
            text = f"{short(names(choices[0].label), 60)} - {short(names(choices[-1].label), 60)}"
        yield {
            "type": STRING_SELECT,
            "custom_id": wire.write(wire.PICK, number * 10 + page, select.id),
            "placeholder": short(text.strip() or "?", LIMITS.placeholder),
            "min_values": max(1, min(select.least, len(choices))) if len(pages) == 1 else 1,
            "max_values": max(1, min(select.most, len(choices))) if len(pages) == 1 else 1,
            "options": [option(choice) for choice in choices],
        }


def paged(choices: tuple[Choice, ...], most: int = LIMITS.options) -> list[tuple[Choice, ...]]:
    """Options in lists of a length that Discord takes."""
    return [choices[start : start + most] for start in range(0, len(choices), most)]


def option(choice: Choice, *, picked: bool = False) -> Json:
    """One option of a list, with its note where it has one."""
    label = short(names(choice.label).strip() or choice.id, LIMITS.option_text)
    found: Json = {"label": label, "value": choice.id}
    if note := names(choice.note).strip():
        found["description"] = short(note, LIMITS.option_text)
    if picked:
        found["default"] = True
    return found


def in_full(controls: tuple[Control, ...]) -> Iterator[Rich]:
    """Every label and note that does not fit where it belongs, whole."""
    for control in controls:
        match control:
            case Button(label=label) | Form(open=label):
                if too_long(label, LIMITS.button_label):
                    yield (Run(label),)
            case Select(label=label, choices=choices):
                if too_long(label, LIMITS.button_label):
                    yield (Run(label),)
                yield from options_in_full(choices)


def options_in_full(choices: tuple[Choice, ...]) -> Iterator[Rich]:
    """Options that had to be shortened, whole."""
    for choice in choices:
        if too_long(choice.label, LIMITS.option_text) or too_long(choice.note, LIMITS.option_text):
            yield (Run(choice.label, True), Run(f": {choice.note}" if choice.note else ""))


def too_many(control: Control) -> bool:
    """Whether it is a list, too long for a message, of which several may be picked: it opens as a form."""
    return isinstance(control, Select) and control.most > 1 and len(control.choices) > LIMITS.options


def as_form(control: Control) -> Form | None:
    """The form that a control opens: its own, or a long list of which several may be picked."""
    if isinstance(control, Form):
        return control
    if isinstance(control, Select) and control.most > 1:
        field = Field(control.id, control.label, "many", control.choices, most=control.most)
        return Form(control.id, control.label, control.label, control.done or words.SEND, (field,))
    return None
