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
from bot.engine.prompts import Prompt, choice, number
from bot.engine.text import Text, literal, t
from bot.phases.terms import MOST, counts_by

MOST_NAMED = 6
"""The newest numbers of a round: what is put right is seldom older, and at the round's end all can be."""
NONE = "none"


@dataclass(frozen=True, slots=True)
class WeeksNumber:
    """One number of one week as it was told: a goal's, or how much work there was."""

    id: str
    version: int
    what: str
    week: date
    part: float
    whole: float | None
    pieces: bool = False
    amount: str = ""
    """The field of the check-in that it stands in, `hours` or `pieces`; empty where it is a goal's count."""

    @property
    def named(self) -> Text:
        """What it counts."""
        return t("correct-amount", paid=self.amount) if self.amount else literal(self.what)

    @property
    def shown(self) -> Text:
        """As people read it."""
        return self.show(self.part, self.whole)

    def show(self, part: float, whole: float | None) -> Text:
        """Another number of it, as people read it."""
        if whole is not None:
            return t("week-share", part=part, whole=whole)
        if self.amount == "hours":
            return t("correct-hours", value=part)
        return t("goals-pieces", value=part) if self.pieces else t("answer-number", value=part)


@dataclass(frozen=True, slots=True)
class PutRight:
    """A number of a week, and what would be right."""

    number: WeeksNumber
    part: float
    whole: float | None

    @property
    def shown(self) -> Text:
        """What would be right, as people read it."""
        return self.number.show(self.part, self.whole)

    @property
    def taken(self) -> Change:
        """What the other one's yes changes."""
        number = self.number
        if number.amount:
            return Change(model.CheckIn, number.id, number.version, {number.amount: self.part})
        return Change(model.Count, number.id, number.version, {"part": self.part, "whole": self.whole})


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
    weeks = book.find(model.CheckIn, engagement=engagement.id, round=engagement.round)
    told += [
        WeeksNumber(week.id, week.version, "", week.week_of, came, None, amount == "pieces", amount)
        for week in weeks
        for amount, came in (("hours", week.hours), ("pieces", week.pieces))
        if came is not None
    ]
    return tuple(sorted(told, key=lambda one: (one.week, one.what, one.id), reverse=True))


def names_number(words: str) -> bool:
    """Whether a correction may be one of a number."""
    return re.search(r"\d", words) is not None


async def which_number(numbers: tuple[WeeksNumber, ...], other: str, by: str) -> PutRight | None:
    """Which number it is, and what is right; None where it is none of them."""
    options = tuple(
        Option(one.id, t("correct-number-of", what=one.named, week=one.week, value=one.shown))
        for one in numbers
    )
    ask = t("correct-number", other=other)
    which = await choice("number", ask, (*options, Option(NONE, t("correct-number-none"), bare="no")), to=by)
    if which == NONE:
        return None
    told = next(one for one in numbers if one.id == which)
    right = t("correct-right", what=told.named, week=told.week)
    if told.whole is not None:
        part, whole = await Prompt[tuple[int, int]]("right/share", RATIO, right, to=by)
        return PutRight(told, float(part), float(whole))
    if told.amount:
        paid = number(
            "right", right, most=MOST[told.amount], whole=False, counts=counts_by(told.amount), to=by
        )
        return PutRight(told, float(await paid), None)
    kind = NumberKind(0, 1_000_000, False, None, "pieces" if told.pieces else "")
    return PutRight(told, float(await Prompt[float]("right", kind, right, to=by)), None)


def kept(right: PutRight) -> dict[str, Any]:
    """As it is kept with the words."""
    return {"id": right.number.id, "part": right.part, "whole": right.whole}


def put_right(book: Book, engagement: model.Engagement, about: Mapping[str, Any] | None) -> PutRight | None:
    """What a correction would put right; None where it is no number, or one of a round that is over."""
    said = (about or {}).get("number")
    numbers = {one.id: one for one in _told(book, engagement)} if said else {}
    told = numbers.get(said["id"]) if said else None
    if said is None or told is None:
        return None
    right = PutRight(told, said["part"], said["whole"])
    return right if (right.part, right.whole) != (told.part, told.whole) else None
