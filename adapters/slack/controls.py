"""Buttons, selects and forms of a message -> the blocks that answer it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from adapters.slack import inputs, wire, words
from adapters.slack.inputs import plain
from adapters.slack.limits import LIMITS
from adapters.slack.rich import elements, listed
from adapters.slack.text import names
from bot.engine.cards import Button, Choice, Control, Field, Form, Rich, Run, Select
from bot.engine.measured import short, size

Json = dict[str, Any]

PICKERS = frozenset({"conversations_select", "datepicker", "timepicker", "users_select"})
"""What answers a single question by itself, in the message."""


def blocks(controls: tuple[Control, ...]) -> list[Json]:
    """Everything that can be pressed, in order; what had to be shortened stands above it in full."""
    found: list[Json] = []
    row: list[Json] = []
    whole: list[Rich] = []
    main = any(isinstance(control, Button) and control.style == "main" for control in controls)

    def end_row() -> None:
        nonlocal row
        if row:
            found.append({"type": "actions", "elements": row})
            row = []

    for number, control in enumerate(controls):
        match control:
            case Button():
                whole += _label_in_full(control.label)
                if control.style == "quiet" and len(row) > LIMITS.buttons_in_a_row:
                    end_row()
                row.append(button(wire.write(wire.PRESS, number, control.id), control.label, control.style))
            case Select():
                whole += in_full(control.choices)
                end_row()
                picks, row = _select(control, number)
                found += picks
            case Form():
                whole += _label_in_full(control.open)
                above, beside = _form(control, number, main)
                if above:
                    end_row()
                    found += above
                row += beside
        if len(row) >= LIMITS.action_elements:
            end_row()
    end_row()
    return [*listed(map(elements, whole)), *found] if whole else found


def button(action_id: str, label: str, style: str = "plain") -> Json:
    """A button; only the main one is coloured."""
    found: Json = {
        "type": "button",
        "action_id": action_id,
        "text": plain(short(names(label) or "?", LIMITS.button_text)),
    }
    if style == "main":
        found["style"] = "primary"
    return found


def _select(select: Select, number: int) -> tuple[list[Json], list[Json]]:
    """What is picked from, and what the row of buttons begins with: a short list, or what sends several."""
    if select.most <= 1 and not select.done:
        element = {
            "type": "static_select",
            "action_id": wire.write(wire.PICK, number, select.id),
            "placeholder": plain(short(names(select.label) or "?", LIMITS.placeholder)),
            **inputs.options(select.choices),
        }
        return [], [element]
    gather = wire.write(wire.MANY, number, select.id)
    done = button(wire.write(wire.DONE, number, select.id), select.done or select.label, "main")
    if len(select.choices) <= LIMITS.ticks:
        ticks = {"type": "checkboxes", "action_id": gather, **inputs.options(select.choices)}
        return [{"type": "actions", "elements": [ticks]}], [done]
    listing: Json = {
        "type": "multi_static_select",
        "action_id": gather,
        "placeholder": plain(short(names(select.label) or "?", LIMITS.placeholder)),
        **inputs.options(select.choices),
    }
    if 1 <= select.most < len(select.choices):
        listing["max_selected_items"] = select.most
    label = plain(short(names(select.label) or "?", LIMITS.section_text))
    return [{"type": "section", "text": label, "accessory": listing}], [done]


def _form(form: Form, number: int, beside_main: bool) -> tuple[list[Json], list[Json]]:
    """A form as the blocks that stand above the buttons, and its part of the buttons."""
    only = form.fields[0] if form.inline and len(form.fields) == 1 else None
    opens = button(wire.write(wire.OPEN, number, form.id), form.open, "plain" if beside_main else "main")
    if only is None:
        return [], [opens]
    element = inputs.element(only, wire.write(wire.FILL, number, form.id, only.id))
    if element["type"] in PICKERS:
        return [], [element]
    return ([_number(only, element)], [opens]) if element["type"] == "number_input" else ([], [opens])


def _number(field: Field, element: Json) -> Json:
    enter = {"dispatch_action_config": {"trigger_actions_on": ["on_enter_pressed"]}}
    return {
        "type": "input",
        "dispatch_action": True,
        # The question itself stands above it, as the message.
        "label": plain(short(inputs.hint(field) or words.NUMBER, LIMITS.label)),
        "element": {**element, **enter},
    }


def _label_in_full(label: str) -> Iterator[Rich]:
    if size(names(label)) > LIMITS.button_text:
        yield (Run(label),)


def in_full(choices: tuple[Choice, ...]) -> Iterator[Rich]:
    """Options that had to be shortened, whole."""
    for choice in inputs.too_long(choices):
        yield (Run(choice.label, True), Run(f": {choice.note}" if choice.note else ""))
