"""What people did and were shown, in words that are the same on every platform."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
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

    def repeated(self, beginnings: tuple[str, ...]) -> list[str]:
        """What begins like this and was shown to somebody more than once."""
        shown = Counter(
            (line.who, line.words)
            for line in self.lines
            if line.what == "sees" and line.words.startswith(beginnings)
        )
        return [words for (_, words), times in shown.items() if times > 1]


# --- beside each other ------------------------------------------------------------------------------

MOST = 1_000
"""Longer than this is only a task with the work that answers it, and its key."""
CITY = "Your city Manila "
"""Discord tells nobody's time zone: there the city is asked before this page, elsewhere it stands on it."""


def told(transcript: Transcript) -> dict[str, list[tuple[str, ...]]]:
    """What each did and read, in order; what they read again is left out."""
    found: dict[str, dict[tuple[str, ...], None]] = defaultdict(dict)
    done: Counter[str] = Counter()
    for who, what, words in transcript.lines:
        done[who] += what == "does"
        # Everything done counts, even if it was done before; what is edited in place is read once.
        place = (str(done[who]),) if what == "does" else ()
        found[who].setdefault((*place, words.replace(CITY, "")))
    return {who: list(lines) for who, lines in found.items()}


def put_together(parts: list[tuple[str, ...]], messages: list[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """Discord shows a message that is too long for it in several: what is read together, as one.

    Where it changes later, only the part with the change is read again.
    """
    found: list[tuple[str, ...]] = []
    for part in parts:
        if len(found) > len(messages):
            break
        whole = messages[len(found) - 1][-1] if found else ""
        begun = found[-1][-1] if found else ""
        again = messages[len(found)][-1] if len(found) < len(messages) else ""
        if len(whole) > MOST and whole.startswith(f"{begun} {part[-1]}"):
            found[-1] = (f"{begun} {part[-1]}",)
        elif len(again) > MOST and again.endswith(f" {part[-1]}"):
            found.append((again,))
        else:
            found.append(part)
    return found
