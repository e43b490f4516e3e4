"""A copy of what is held about somebody, as lines that a person can read; the JSON beside it has every id.

Ids are said as the names of what they stand for, moments as they were for whoever reads.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import Any, NamedTuple

from bot.dialog import instant_of
from bot.engine.text import Text, t
from bot.practice.calendar import local
from bot.privacy import Held
from bot.words import Reader, plain

LONG_AGO_MS = 100_000_000_000
"""No number of work is as large as this: it is a moment."""
MOMENTS = ("_at", "_ms")
"""How fields end that hold a moment: none there means that it did not come."""

LONG_AGO_MS = 100_000_000_000
"""No number of work is as large as this: it is a moment."""


class Wording(NamedTuple):
    """Who reads the copy, and what each id in it stands for."""

    reader: Reader
    named: Mapping[str, str]

    def say(self, words: Text) -> str:
        """What stands around the data."""
        return plain(words, self.reader)


def as_text(copy: Held) -> str:
    """All of it, a heading for each sort of record."""
    person = copy["person"]
    told = Wording(Reader(person["locale"], person["zone"]), _names(copy))
    lines = [told.say(t("copy-title", name=person["name"])), "", *_lines(person, told)]
    lines += [told.say(t("copy-other", name=other["name"])) for other in copy["others"]]
    for kind, records in copy["records"].items():
        lines += ["", told.say(t("copy-records", kind=kind, count=len(records)))]
        for record in records:
            lines += ["", *_lines(record, told)]
    lines += ["", told.say(t("copy-answers", count=len(copy["conversations"])))]
    before, typed = told.say(t("copy-before")), told.say(t("copy-typed"))
    for talk in copy["conversations"]:
        begun = _moment(talk["started_ms"], told)
        lines += ["", f"{talk['dialog']} ({talk['state']}), {begun}", *_lines(talk["answers"], told)]
        lines += [
            f"  {_named(one['question'], told)}, {before}: {_said(one['answer'], told)}"
            for one in talk["before"]
        ]
        lines += [f"  {_named(key, told)}, {typed}: {words}" for key, words in talk["begun_with"].items()]
    for unsent in copy["unsent"]:
        kept = (line for one in unsent.values() for line in _lines(one, told))
        lines += ["", told.say(t("copy-unsent")), *kept]
    return "\n".join(lines) + "\n"


def _names(copy: Held) -> Mapping[str, str]:
    """Names of people, of what is worked on, and of everything with a name or a sentence of its own."""
    people = {one["id"]: one["name"] for one in (copy["person"], *copy["others"])}
    found = dict(people)
    for records in copy["records"].values():
        for record in records:
            called = record.get("name") or record.get("what") or record.get("role_name")
            if called:
                found[record["id"]] = called
    return found


def _lines(values: Mapping[str, Any], told: Wording) -> Iterator[str]:
    for name, value in values.items():
        never = value == 0 and name.endswith(MOMENTS)
        if name != "id" and value not in ("", None) and not never:
            yield f"  {_named(name, told)}: {_said(value, told)}"


def _named(key: str, told: Wording) -> str:
    """A field or the key of a question, with names in the place of ids."""
    named = "/".join(told.named.get(part, part) for part in key.split("/"))
    return named.removesuffix("_ms").replace("_", " ")


def _said(value: Any, told: Wording) -> str:
    match value:
        case bool():
            return told.say(t("copy-yes" if value else "copy-no"))
        case int() if value > LONG_AGO_MS:
            return _moment(value, told)
        case float():
            return f"{value:.15g}"
        case str() if (held := _structure(value)) is not None:
            return _said(held, told)
        case str():
            return told.named.get(value, value)
        case Mapping():
            return "; ".join(_lines_of(value, told))
        case list() | tuple():
            return ", ".join(_said(one, told) for one in value)
        case _:
            return str(value)


def _lines_of(values: Mapping[str, Any], told: Wording) -> Iterator[str]:
    return (line.strip() for line in _lines(values, told))


def _structure(words: str) -> Any:
    """What is kept as JSON in a field of words; None where it is words."""
    if words[:1] not in ("{", "["):
        return None
    with suppress(ValueError):
        return json.loads(words)
    return None


def _moment(ms: int, told: Wording) -> str:
    return f"{local(instant_of(ms), told.reader.zone):%Y-%m-%d %H:%M}"
