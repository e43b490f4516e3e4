"""Fields of a form -> Slack's input blocks; the same ones stand in views and in messages."""

from __future__ import annotations

import re
from typing import Any

from adapters.slack import wire
from adapters.slack.limits import LIMITS
from adapters.slack.text import names
from bot.engine.cards import Choice, Field
from bot.engine.measured import short, size

Json = dict[str, Any]

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_CLOCK = re.compile(r"\d{2}:\d{2}")
_NUMBER = re.compile(r"-?\d{1,15}(?:\.\d{1,6})?")
_USER = re.compile(r"<@([A-Z0-9]{2,20})[|>]")
_CHANNEL = re.compile(r"<#([A-Z0-9]{2,20})[|>]")


def plain(text: str) -> Json:
    """A text that Slack shows as it is: no markup, no emoji codes."""
    return {"type": "plain_text", "text": text, "emoji": False}


def option(choice: Choice) -> Json:
    """One option of a list, with its note where it has one."""
    found: Json = {
        "text": plain(short(names(choice.label) or choice.id, LIMITS.option_text)),
        "value": choice.id,
    }
    if choice.note:
        found["description"] = plain(short(names(choice.note), LIMITS.option_note))
    return found


def too_long(choices: tuple[Choice, ...]) -> tuple[Choice, ...]:
    """The options that do not fit in a list as they are; they are shown in full beside it."""
    return tuple(
        choice
        for choice in choices
        if size(names(choice.label)) > LIMITS.option_text or size(names(choice.note)) > LIMITS.option_note
    )


def options(choices: tuple[Choice, ...]) -> Json:
    """All options of a select: a list, or groups of a hundred named by their first and last."""
    if len(choices) <= LIMITS.options:
        return {"options": [option(choice) for choice in choices]}
    most = (LIMITS.group_text - len(" - ")) // 2
    groups = [choices[start : start + LIMITS.options] for start in range(0, len(choices), LIMITS.options)]
    return {
        "option_groups": [
            {
                "label": plain(
                    f"{short(names(group[0].label), most)} - {short(names(group[-1].label), most)}"
                ),
                "options": [option(choice) for choice in group],
            }
            for group in groups
        ]
    }


def element(field: Field, action_id: str) -> Json:
    """What a field is filled in with."""
    if field.choices:
        return {**_choosing(field), "action_id": action_id}
    value = field.value if isinstance(field.value, str) else ""
    return {**_typing(field, value), "action_id": action_id}


def _choosing(field: Field) -> Json:
    picked = (field.value,) if isinstance(field.value, str) else field.value
    initial = [option(choice) for choice in field.choices if choice.id in picked]
    few = len(field.choices) <= LIMITS.ticks
    if field.kind == "many":
        found: Json = {"type": "checkboxes" if few else "multi_static_select", **options(field.choices)}
        if not few and field.most is not None and 1 <= field.most < len(field.choices):
            found["max_selected_items"] = int(field.most)
        return {**found, "initial_options": initial} if initial else found
    found = {"type": "radio_buttons" if few else "static_select", **options(field.choices)}
    return {**found, "initial_option": initial[0]} if initial else found


def _typing(field: Field, value: str) -> Json:
    match field.kind:
        case "date" if not value or _DAY.fullmatch(value):
            return {"type": "datepicker", **({"initial_date": value} if value else {})}
        case "time" if not value or _CLOCK.fullmatch(value):
            return {"type": "timepicker", **({"initial_time": value} if value else {})}
        case "person" if not value or _USER.match(value):
            user = _USER.match(value)
            return {"type": "users_select", **({"initial_user": user[1]} if user else {})}
        case "channel" if not value or _CHANNEL.match(value):
            channel = _CHANNEL.match(value)
            rooms = {"include": ["public", "private"], "exclude_bot_users": True}
            initial = {"initial_conversation": channel[1]} if channel else {}
            return {"type": "conversations_select", "filter": rooms, **initial}
        case "number" if not value or _NUMBER.fullmatch(value):
            found: Json = {"type": "number_input", "is_decimal_allowed": True}
            return {**found, "initial_value": value} if value else found
    found = {"type": "plain_text_input", "multiline": field.long, "max_length": LIMITS.input_text}
    shown = names(value)
    if shown and size(shown) <= LIMITS.input_text:
        found["initial_value"] = shown
    return found


def hint(field: Field) -> str:
    """What stands below a field: its hint, and the unit of its number."""
    return " ".join(
        part for part in (names(field.hint), f"({names(field.unit)})" if field.unit else "") if part
    )


def block(field: Field, block_id: str) -> Json:
    """A field with its label. The block's id ends with the field's, so that an error finds it."""
    found: Json = {
        "type": "input",
        "block_id": f"{block_id}#{field.id}",
        "label": plain(short(names(field.label) or field.id, LIMITS.label)),
        "element": element(field, wire.VALUE),
        "optional": field.optional,
        "dispatch_action": False,
    }
    if below := hint(field):
        found["hint"] = plain(short(below, LIMITS.label))
    return found
