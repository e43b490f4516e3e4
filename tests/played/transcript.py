"""What people did and were shown, in words that are the same on every platform."""

from __future__ import annotations

import re
from typing import NamedTuple

_BETWEEN_WORDS = re.compile(r"[\W_]+")
"""Marks, line breaks and bullets are each platform's own; words are not."""


class Line(NamedTuple):
    """One thing that somebody did or was shown."""

    who: str
    what: str
    """does, sees, or sees again where a message was edited."""
    words: str


class Transcript:
    """Everything that was played, in order."""

    def __init__(self) -> None:
        self.lines: list[Line] = []

    def add(self, who: str, what: str, words: str) -> None:
        self.lines.append(Line(who, what, _BETWEEN_WORDS.sub(" ", words).strip()))

    def seen(self, who: str) -> list[str]:
        """What somebody was shown."""
        return [line.words for line in self.lines if line.who == who and line.what == "sees"]
