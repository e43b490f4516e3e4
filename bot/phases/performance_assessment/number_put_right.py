"""A number of a week that somebody puts right in a correction: it counts once the other one takes it.

What was counted stays until both want it otherwise. Who writes names the number and what is right; who reads
takes it with one press, leaves it, or replies.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot import model
from bot.dialog import Book, Change
from bot.engine.kinds import RATIO, NumberKind, Option
from bot.engine.prompts import Prompt, choice
from bot.engine.text import Text, t

MOST_NAMED = 5
"""The newest numbers of a round: what is put right is seldom older, and at the round's end all can be."""
NONE = "none"


@dataclass(frozen=True, slots=True)
class WeeksNumber:
    """One goal's number of one week as it was told."""

    id: str
    version: int
    what: str
    week: date
    part: float
    whole: float | None
    pieces: bool = False

    @property
    def shown(self) -> Text:
        """As people read it."""
        return _shown(self.part, self.whole, pieces=self.pieces)


@dataclass(frozen=True, slots=True)
class PutRight:
    """A number of a week, and what would be right."""

    number: WeeksNumber
    part: float
    whole: float | None

    @property
    def shown(self) -> Text:
        """What would be right, as people read it."""
        return _shown(self.part, self.whole, pieces=self.number.pieces)

    @property
    def taken(self) -> Change:
        """What the other one's yes changes."""
        values = {"part": self.part, "whole": self.whole}
        return Change(model.Count, self.number.id, self.number.version, values)


def _shown(part: float, whole: float | None, *, pieces: bool) -> Text:
    if whole is not None:
        return t("week-share", part=part, whole=whole)
    return t("goals-pieces", value=part) if pieces else t("answer-number", value=part)


def numbers_told(book: Book, engagement: model.Engagement) -> tuple[WeeksNumber, ...]:
    """The newest numbers of the round that runs, the newest first."""
    return _told(book, engagement)[:MOST_NAMED]


def _told(book: Book, engagement: model.Engagement) -> tuple[WeeksNumber, ...]:
    found = book.find(model.Goal, engagement=engagement.id, round=engagement.round, state="agreed")
    goals = {goal.id: goal for goal in found if goal.counted != "done"}
    counts = book.find(model.Count, engagement=engagement.id)
    told = [
        WeeksNumber(
            one.id,
            one.version,
            goal.what,
            one.week_of,
            one.part,
            one.whole if goal.counted == "ratio" else None,
            goal.unit == "pieces",
        )
        for one in counts
        if one.part is not None and (goal := goals.get(one.goal)) is not None
    ]
    return tuple(sorted(told, key=lambda one: (one.week, one.what, one.id), reverse=True))


def names_number(words: str) -> bool:
    """Whether a correction may be one of a number."""
    return re.search(r"\d", words) is not None


async def which_number(numbers: tuple[WeeksNumber, ...], other: str, by: str) -> PutRight | None:
    """Which number it is, and what is right; None where it is none of them."""
    options = tuple(
        Option(one.id, t("correct-number-of", what=one.what, week=one.week, value=one.shown))
        for one in numbers
    )
    ask = t("correct-number", other=other)
    which = await choice("number", ask, (*options, Option(NONE, t("correct-number-none"), bare="no")), to=by)
    if which == NONE:
        return None
    number = next(one for one in numbers if one.id == which)
    right = t("correct-right", what=number.what, week=number.week)
    if number.whole is not None:
        part, whole = await Prompt[tuple[int, int]]("right/share", RATIO, right, to=by)
        return PutRight(number, float(part), float(whole))
    kind = NumberKind(0, 1_000_000, False, None, "pieces" if number.pieces else "")
    return PutRight(number, float(await Prompt[float]("right", kind, right, to=by)), None)


def kept(right: PutRight) -> dict[str, Any]:
    """As it is kept with the words."""
    return {"id": right.number.id, "part": right.part, "whole": right.whole}


def put_right(book: Book, engagement: model.Engagement, about: Mapping[str, Any] | None) -> PutRight | None:
    """What a correction would put right; None where it is no number, or one of a round that is over."""
    said = (about or {}).get("number")
    numbers = {one.id: one for one in _told(book, engagement)} if said else {}
    number = numbers.get(said["id"]) if said else None
    if said is None or number is None:
        return None
    right = PutRight(number, said["part"], said["whole"])
    return right if (right.part, right.whole) != (number.part, number.whole) else None
