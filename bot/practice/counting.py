"""How a result would be counted, as far as the words for it tell: a proposal to be changed. English."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from bot.engine.spoken import SMALL_NUMBERS

Way = Literal["ratio", "number", "fewer", "done"]
"""So many of a hundred; a number over the round, where more or where less is better; done on a day."""

WEEKS_IN_A_MONTH = 52 / 12

_TIMES = {"once": 1, "twice": 2} | {
    name: number
    for number, names in enumerate(SMALL_NUMBERS["en"].split(","))
    for name in names.split("/")
    if number
}
_NONE = re.compile(r"(?:no|never|zero|without)\s+(?!more\b|later\b|less\b|fewer\b)\w", re.IGNORECASE)
_NTH = re.compile(r"\b(?:by|on|before|until)\s+the\s+(\d{1,2})(?:st|nd|rd|th)\b", re.IGNORECASE)
_PACE = re.compile(
    rf"\b(?P<times>\d{{1,2}}|{'|'.join(_TIMES)})\b(?:\s+(?!a\b|an\b|per\b)[\w-]+){{0,3}}"
    r"\s+(?:a|an|per|each|every)\s+(?P<span>week|month)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Counting:
    """How to count, how much would be as agreed (None: nothing is said), and on which day of a month."""

    way: Way
    expected: float | None = None
    nth: int | None = None


def counting_of(words: str, weeks: float) -> Counting:
    """How the words for a result would be counted over so many weeks.

    What must not happen is counted, and none of it is as agreed; what comes at a pace adds up over the
    round; what comes once in it is done or not. Everything else is a share of all that comes.
    """
    if _NONE.match(words.strip()):
        return Counting("fewer", 0.0)
    nth = _NTH.search(words)
    if nth and 1 <= int(nth.group(1)) <= 31:
        return Counting("done", nth=int(nth.group(1)))
    pace = _PACE.search(words)
    if pace is None:
        return Counting("ratio")
    times = pace.group("times").casefold()
    span = WEEKS_IN_A_MONTH if pace.group("span").casefold() == "month" else 1
    expected = round((int(times) if times.isdigit() else _TIMES[times]) * weeks / span)
    return Counting("number", float(expected)) if expected > 1 else Counting("done")


def comes_again(words: str) -> bool:
    """Whether what is done on its day comes in every round: on a day of the month, at a pace."""
    return bool(_NTH.search(words) or _PACE.search(words))


def last_nth(nth: int, after: date, until: date) -> date | None:
    """The last day of these that is the nth of its month; None where none is."""
    days = (until - timedelta(days=back) for back in range((until - after).days))
    return next((day for day in days if day.day == nth), None)
