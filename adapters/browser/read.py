"""JSON from the page -> the events of the ports. What cannot be read is refused in a sentence."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any
from uuid import uuid4

from adapters.browser.limits import LIMITS
from adapters.browser.people import CAST, PROFILES, Player, mark_mentions
from bot.engine.measured import clean
from bot.ports import Command, Press, Submit, Typed

ROOT = "fivefold"


class Unreadable(Exception):
    """A request that makes no sense; `sentence` says what is wrong with it."""

    def __init__(self, sentence: str, status: int = 400) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.status = status


def body(raw: bytes) -> Mapping[str, Any]:
    """The request's JSON object."""
    try:
        value = json.loads(raw)
    except (ValueError, RecursionError):
        raise Unreadable("This is not JSON.") from None
    if not isinstance(value, dict):
        raise Unreadable("Send one JSON object.")
    return value


def player(name: object) -> Player:
    """The person somebody plays."""
    if isinstance(name, str) and name.lower() in CAST:
        return CAST[name.lower()]
    raise Unreadable(f"Say who it is with person: {', '.join(CAST)}.", 404)


def command_words(line: str) -> str | None:
    """What was typed after the root command, or None when the line is no command."""
    if not line.startswith("/"):
        return None
    first, _, rest = line[1:].strip().partition(" ")
    return rest.strip() if first.lower() == ROOT else line[1:].strip()


def event_id(who: Player, data: Mapping[str, Any]) -> str:
    """The id of what was done. A retry sends the same one; without one nothing is a retry."""
    given = data.get("id")
    if given is None:
        return f"{who.id}:{uuid4().hex}"
    return f"{who.id}:{_name(given, 'id')}"


def say(who: Player, data: Mapping[str, Any], at_ms: int) -> Command | Typed:
    """A line typed to the bot: a command when it begins with a slash."""
    line = data.get("words")
    if not isinstance(line, str) or not line.strip():
        raise Unreadable("Send what is said as words, a text.")
    line = clean(line).strip()
    words = command_words(line)
    marked = mark_mentions(line if words is None else words)
    given: dict[str, Any] = {
        "id": event_id(who, data),
        "who": who.where,
        "at_ms": at_ms,
        "profile": who.profile,
        "people": PROFILES,
    }
    return Typed(words=marked, **given) if words is None else Command(words=marked, **given)


def press(who: Player, data: Mapping[str, Any], at_ms: int) -> Press:
    """A button pressed or options picked."""
    picked = data.get("picked", ())
    return Press(
        id=event_id(who, data),
        who=who.where,
        at_ms=at_ms,
        profile=who.profile,
        control=_control(data),
        picked=(picked,) if isinstance(picked, str) else _ids(picked, "picked"),
    )


def submit(who: Player, data: Mapping[str, Any], at_ms: int) -> Submit:
    """A form sent."""
    given = data.get("values")
    if not isinstance(given, dict):
        raise Unreadable("Send values as an object: field id to text, or to a list of option ids.")
    values: dict[str, str | tuple[str, ...]] = {}
    for field, value in given.items():
        if isinstance(value, str):
            values[clean(field)] = mark_mentions(clean(value))
        else:
            values[clean(field)] = _ids(value, f"values.{clean(field)[:40]}")
    return Submit(
        id=event_id(who, data),
        who=who.where,
        at_ms=at_ms,
        profile=who.profile,
        people=PROFILES,
        control=_control(data),
        values=values,
    )


def days(data: Mapping[str, Any]) -> int | None:
    """How many days the clock shall move; None = to the next thing due."""
    if data.get("to") == "next":
        return None
    asked = data.get("days")
    if isinstance(asked, int) and not isinstance(asked, bool) and 1 <= asked <= LIMITS.days_most:
        return asked
    raise Unreadable(f'Send {{"to": "next"}}, or days as a whole number from 1 to {LIMITS.days_most}.')


def _control(data: Mapping[str, Any]) -> str:
    return _name(data.get("control"), "control")


def _name(value: object, what: str) -> str:
    if isinstance(value, str) and 0 < len(value) <= LIMITS.name_characters:
        return clean(value)
    raise Unreadable(f"Send {what} as a text of 1 to {LIMITS.name_characters} characters.")


def _ids(value: object, what: str) -> tuple[str, ...]:
    if not isinstance(value, (list, tuple)) or not all(isinstance(item, str) for item in value):
        raise Unreadable(f"Send {what} as a list of option ids.")
    return tuple(clean(item) for item in value)
