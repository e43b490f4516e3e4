"""A copy of what is held about somebody, as lines that a person can read; the JSON beside it has every id.

Ids are said as the names of what they stand for, moments as they were for whoever reads.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from bot.dialog import instant_of
from bot.practice.calendar import local
from bot.privacy import Held

Words = Mapping[str, str]
"""What each id stands for, in words."""

LONG_AGO_MS = 100_000_000_000
"""No number of work is as large as this: it is a moment."""


def as_text(copy: Held) -> str:
    """All of it, a heading for each sort of record."""
    words, zone = _words(copy), copy["person"]["zone"]
    lines = [f"What Fivefold holds about {copy['person']['name']}", ""]
    lines += _lines(copy["person"], words, zone)
    lines += [f"Works with: {other['name']}" for other in copy["others"]]
    for kind, records in copy["records"].items():
        lines += ["", f"== {kind} ({len(records)})"]
        for record in records:
            lines += ["", *_lines(record, words, zone)]
    lines += ["", f"== Answers ({len(copy['conversations'])} conversations)"]
    for talk in copy["conversations"]:
        begun = _moment(talk["started_ms"], zone)
        lines += ["", f"{talk['dialog']} ({talk['state']}), {begun}", *_lines(talk["answers"], words, zone)]
        lines += [
            f"  {_named(one['question'], words)}, before: {_said(one['answer'], words, zone)}"
            for one in talk["before"]
        ]
        lines += [f"  {_named(key, words)}, as typed: {typed}" for key, typed in talk["begun_with"].items()]
    for unsent in copy["unsent"]:
        lines += [
            "",
            "== Kept for now: filled in and not sent, written and not taken yet, where messages go, noted",
            *(line for one in unsent.values() for line in _lines(one, words, zone)),
        ]
    return "\n".join(lines) + "\n"


def _words(copy: Held) -> Words:
    """Names of people, of what is worked on, and of everything with a name or a sentence of its own."""
    people = {one["id"]: one["name"] for one in (copy["person"], *copy["others"])}
    found = dict(people)
    for records in copy["records"].values():
        for record in records:
            called = record.get("name") or record.get("what") or record.get("role_name")
            if called:
                found[record["id"]] = called
    return found


def _lines(values: Mapping[str, Any], words: Words, zone: str) -> Iterator[str]:
    for name, value in values.items():
        if name != "id" and value not in ("", None):
            yield f"  {_named(name, words)}: {_said(value, words, zone)}"


def _named(key: str, words: Words) -> str:
    """A field or the key of a question, with names in the place of ids."""
    named = "/".join(words.get(part, part) for part in key.split("/"))
    return named.removesuffix("_ms").replace("_", " ")


def _said(value: Any, words: Words, zone: str) -> str:
    match value:
        case bool():
            return "yes" if value else "no"
        case int() if value > LONG_AGO_MS:
            return _moment(value, zone)
        case float():
            return f"{value:.6g}"
        case str():
            return words.get(value, value)
        case Mapping():
            return "; ".join(f"{_named(key, words)}: {_said(one, words, zone)}" for key, one in value.items())
        case list() | tuple():
            return ", ".join(_said(one, words, zone) for one in value)
        case _:
            return str(value)


def _moment(ms: int, zone: str) -> str:
    return f"{local(instant_of(ms), zone):%Y-%m-%d %H:%M}"
