"""How a result would be counted, by what the words for it tell: a proposal to be changed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

Way = Literal["ratio", "number", "fewer", "done"]
"""So many of a hundred; a number over the round, where more or where less is better; done on a day."""

WEEKS_IN_A_MONTH = 52 / 12


@dataclass(frozen=True, slots=True)
class Hints:
    """What the words for a result tell, whatever their language: see `bot.words.counted`."""

    never: bool = False
    """It must not happen."""
    nth: int | None = None
    """The day of a month by which it is done."""
    times: int = 0
    """So many come in each span."""
    span: Literal["", "week", "month"] = ""
    most: bool = False
    """So many are the most that there may be."""


@dataclass(frozen=True, slots=True)
class Counting:
    """How to count, how much would be as agreed (None: nothing is said), and on which day of a month."""

    way: Way
    expected: float | None = None
    nth: int | None = None


def counting_of(told: Hints, weeks: float) -> Counting:
    """How a result would be counted over so many weeks.

    What must not happen is counted, and none of it is as agreed; of what there may be at most so much, fewer
    are better. What comes at a pace adds up over the round; what comes once in it is done or not. Everything
    else is a share of all that comes.
    """
    if told.never:
        return Counting("fewer", 0.0)
    if told.nth is not None:
        return Counting("done", nth=told.nth)
    if not told.span:
        return Counting("ratio")
    span = WEEKS_IN_A_MONTH if told.span == "month" else 1
    expected = round(told.times * weeks / span)
    if told.most:
        return Counting("fewer", float(expected))
    return Counting("number", float(expected)) if expected > 1 else Counting("done")


def comes_again(told: Hints) -> bool:
    """Whether what is done on its day comes in every round: on a day of the month, at a pace."""
    return told.nth is not None or told.span != ""


def last_nth(nth: int, after: date, until: date) -> date | None:
    """The last day of these that is the nth of its month; None where none is."""
    days = (until - timedelta(days=back) for back in range((until - after).days))
    return next((day for day in days if day.day == nth), None)
