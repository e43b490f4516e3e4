"""Forms -> modals: five parts a page, what was filled in before put back into each field."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Literal, NamedTuple

from adapters.discord import wire, words
from adapters.discord.controls import option, paged
from adapters.discord.limits import LIMITS
from adapters.discord.text import escape, names, too_long
from bot.engine.cards import Choice, Field, Form
from bot.engine.measured import heading, short, size

Json = dict[str, Any]
Values = Mapping[str, str | tuple[str, ...]]

STRING_SELECT, TEXT_INPUT, USER_SELECT, TEXT, LABEL, RADIO, CHECKS = 3, 4, 5, 10, 18, 21, 22
SHORT_LINE, PARAGRAPH = 1, 2

_USER = re.compile(r"<@!?([0-9]{1,20})[|>]")


class Part(NamedTuple):
    """A field, or a piece of one whose list is too long for one control."""

    field: Field
    choices: tuple[Choice, ...]
    number: int
    pieces: int
    above: str
    """What does not fit beside the control."""

    @property
    def weight(self) -> int:
        return 2 if self.above else 1


def pages(form: Form) -> list[list[Part]]:
    """The parts of a form, in pages that a modal takes."""
    found: list[list[Part]] = [[]]
    room = LIMITS.modal_parts
    for field in form.fields:
        for part in _parts(field):
            if part.weight > room and found[-1]:
                found.append([])
                room = LIMITS.modal_parts
            found[-1].append(part)
            room -= part.weight
    return found


def _parts(field: Field) -> list[Part]:
    pieces = paged(field.choices) or [()]
    above = _above(field)
    return [
        Part(field, choices, number, len(pieces), above if number == 0 else "")
        for number, choices in enumerate(pieces)
    ]


def modal(form: Form, page: int, kept: Values) -> Json:
    """One page of a form. `kept` is what was filled in already; it goes before what the form brings."""
    found = pages(form)
    page = min(page, len(found) - 1)
    parts: list[Json] = []
    for part in found[page]:
        if part.above:
            parts.append({"type": TEXT, "content": part.above})
        parts.append(_label(part, kept.get(part.field.id, part.field.value)))
    return {
        "custom_id": wire.write(wire.FILL, page, form.id, of=len(found)),
        "title": _title(form, f" ({page + 1}/{len(found)})" if len(found) > 1 else ""),
        "components": parts,
    }


def _title(form: Form, place: str) -> str:
    """What the form is about, where it fits and is not the question itself: that stands below it, whole."""
    repeats = any(field.label == form.title for field in form.fields)
    title = "" if repeats else heading(names(form.title), LIMITS.modal_title - len(place))
    return (title or words.NAME) + place


def _stands(field: Field) -> Literal["label", "beside", "above"]:
    """Where a question stands whole: as the label, beside it in place of a hint, or above them."""
    length = size(names(field.label))
    if length <= LIMITS.label - (len(" (10/10)") if len(field.choices) > LIMITS.options else 0):
        return "label"
    return "above" if length > LIMITS.description or _hint(field) or field.error else "beside"


def _above(field: Field) -> str:
    """The question, its error, its hint and its long options where they do not fit beside the field."""
    label, hint, error = names(field.label), _hint(field), names(field.error)
    long_options = [
        f"- {escape(names(f'{one.label}: {one.note}' if one.note else one.label))}"
        for one in field.choices
        if too_long(one.label, LIMITS.option_text) or too_long(one.note, LIMITS.option_text)
    ]
    lines = []
    if _stands(field) == "above":
        lines.append(escape(label))
    beside = error or hint
    if error and hint:
        lines.append(escape(hint))
    if size(beside) > LIMITS.description:
        lines.append(escape(beside))
    text = "\n".join([*lines, *long_options])
    return text if size(text) <= LIMITS.modal_text else short(text, LIMITS.modal_text)


def _hint(field: Field) -> str:
    unit = f"({names(field.unit)})" if field.unit else ""
    return " ".join(part for part in (names(field.hint), unit) if part)


def _label(part: Part, value: str | tuple[str, ...]) -> Json:
    """A field with what stands beside it. A question that is no label stands there whole, or above it."""
    field = part.field
    place = f" ({part.number + 1}/{part.pieces})" if part.pieces > 1 else ""
    question, stands = names(field.label).strip() or field.id, _stands(field)
    found: Json = {
        "type": LABEL,
        "label": (question if stands == "label" else words.ANSWER) + place,
        "component": _component(part, value),
    }
    if beside := names(field.error) or _hint(field) or (question if stands == "beside" else ""):
        found["description"] = short(beside, LIMITS.description)
    return found


def _component(part: Part, value: str | tuple[str, ...]) -> Json:
    field = part.field
    if field.choices:
        return _choosing(part, (value,) if isinstance(value, str) else value)
    text = value if isinstance(value, str) else ""
    user = _USER.match(text)
    if field.kind == "person" and (not text or user):
        found: Json = {
            "type": USER_SELECT,
            "custom_id": wire.field(wire.USER, 0, field.id),
            "required": not field.optional,
        }
        return {**found, "default_values": [{"id": user[1], "type": "user"}]} if user else found
    found = {
        "type": TEXT_INPUT,
        "custom_id": wire.field(wire.TEXT, 0, field.id),
        "style": PARAGRAPH if field.long or "\n" in text else SHORT_LINE,
        "required": not field.optional,
        "max_length": LIMITS.modal_text,
    }
    shown = names(text)
    return {**found, "value": short(shown, LIMITS.modal_text)} if shown else found


def _choosing(part: Part, picked: tuple[str, ...]) -> Json:
    field, choices = part.field, part.choices
    whole = part.pieces == 1
    required = whole and not field.optional
    many = field.kind == "many"
    found: Json = {
        "custom_id": wire.field(wire.MANY if many else wire.ONE, part.number, field.id),
        "required": required,
        "options": [option(choice, picked=choice.id in picked) for choice in choices],
    }
    most = int(max(1, min(len(choices), field.most))) if many and field.most else len(choices)
    if whole and many and len(choices) <= LIMITS.ticks:
        return {"type": CHECKS, **found, "min_values": int(required), "max_values": most}
    if whole and not many and LIMITS.radio_least <= len(choices) <= LIMITS.ticks:
        return {"type": RADIO, **found}
    return {"type": STRING_SELECT, **found, "min_values": int(required), "max_values": most if many else 1}
