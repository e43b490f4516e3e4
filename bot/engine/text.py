"""Words before they are words: a catalogue key with its arguments, rendered once for the person who reads."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple, TypeAlias


class Instant(NamedTuple):
    """A moment, in milliseconds since 1970 UTC, that every reader sees in their own time zone."""

    ms: int


class Person(NamedTuple):
    """Somebody to be named: shown by name, never pinged."""

    id: str
    name: str


class File(NamedTuple):
    """A small file to keep: shown by its name, handed over by the platform."""

    name: str
    media: str
    """Its media type, "text/calendar"."""
    content: str


class Text(NamedTuple):
    """One entry of the catalogue (`bot/words`) and what fills its places.

    String arguments are what people wrote: they are never read as markup. Dates and instants
    are written in the reader's locale and zone, numbers by the reader's locale.
    """

    key: str
    args: Mapping[str, Argument] = {}


Argument: TypeAlias = "str | int | float | date | Instant | Person | File | Text | tuple[Argument, ...]"


def t(key: str, /, **args: Argument) -> Text:
    """Name an entry of the catalogue: `t("reveal-intro", other=facts.other)`."""
    return Text(key, args)


LITERAL = "answer-plain"
"""The entry that is nothing but its value."""


def literal(words: str) -> Text:
    """What somebody wrote, or a template's own words, as a text of its own."""
    return Text(LITERAL, {"value": words})


class Invalid(Exception):
    """What somebody typed cannot be taken; `why` is the sentence they read beside the field.

    `meant`: what it would be without its doubt, as it would be typed then; it can be offered.
    """

    def __init__(self, why: Text, meant: str = "") -> None:
        super().__init__(why.key)
        self.why = why
        self.meant = meant
