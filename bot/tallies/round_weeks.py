"""The weeks of a round as points: what was counted, what was worked, what it took of the owner."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeVar

from bot import model
from bot.dialog import Book
from bot.practice import ownership, trends
from bot.practice.attainment import per_hundred
from bot.practice.calendar import monday_of
from bot.tallies.own_time import estimate


@dataclass(frozen=True, slots=True)
class Week:
    """One week: what was counted as a share, and what it took."""

    monday: date
    shares: Mapping[str, float]
    """Of a hundred, by goal. Two goals may count the same work, so nothing is added up over them."""
    hours: float | None
    pieces: float | None
    owner_hours: float | None
    said: bool = False
    """Whether the owner said themselves how long it was."""


def weeks_of(book: Book, engagement: model.Engagement, first: date, last: date) -> tuple[Week, ...]:
    """Every week of these days, oldest first, also those in which nobody said anything."""
    checkins = _by_week(book.find(model.CheckIn, engagement=engagement.id))
    counts = _by_week(book.find(model.Count, engagement=engagement.id))
    own = _by_week(book.find(model.OwnerTime, engagement=engagement.id))
    goals = book.find(model.Goal, engagement=engagement.id)
    owner = book.one(model.Person, engagement.owner)
    ratios = {one.id for one in goals if one.counted == "ratio"}
    weeks = []
    monday = monday_of(first)
    while monday <= last:
        told, spent = checkins.get(monday, []), own.get(monday, [])
        counted = [one for one in counts.get(monday, []) if one.goal in ratios]
        weeks.append(
            Week(
                monday,
                {one.goal: share for one in counted if (share := _share(one)) is not None},
                next((one.hours for one in told if one.hours is not None), None),
                next((one.pieces for one in told if one.pieces is not None), None),
                _own_hours(book, engagement, owner, monday, spent) if spent or told else None,
                any(one.said for one in spent),
            )
        )
        monday += timedelta(days=7)
    return tuple(weeks)


def _share(count: model.Count) -> float | None:
    if count.part is None or count.whole is None or not 0 <= count.part <= count.whole:
        return None
    return per_hundred(count.part, count.whole)


def _own_hours(
    book: Book, engagement: model.Engagement, owner: model.Person, monday: date, noted: list[model.OwnerTime]
) -> float:
    """As it was said or noted on a Monday; of the week that still runs, as far as it can be seen."""
    minutes = [one.minutes for one in noted] or [estimate(book, engagement, owner, monday)]
    return sum(minutes) / 60


W = TypeVar("W", model.CheckIn, model.Count, model.OwnerTime)


def _by_week(records: Iterable[W]) -> dict[date, list[W]]:
    weeks: dict[date, list[W]] = {}
    for record in records:
        weeks.setdefault(record.week_of, []).append(record)
    return weeks


def return_of(weeks: Iterable[Week]) -> ownership.Return:
    """What handing over work gave back, in hours.

    A week of which nobody told hours is left out, unless the owner told theirs: what was spent before
    the work began is spent.
    """

    def taken(week: Week) -> float | None:
        return 0.0 if week.hours is None and week.said else week.hours

    return ownership.return_of([ownership.Week(taken(week), week.owner_hours) for week in weeks])


@dataclass(frozen=True, slots=True)
class GoalTrend:
    """What the weekly points of one goal say."""

    goal: str
    what: str
    trend: trends.Trend


def trends_of(goals: Iterable[tuple[str, str]], weeks: Sequence[Week]) -> tuple[GoalTrend, ...]:
    """The trend of each goal (its id and name) that has weekly points; nothing is said below six."""
    found = ((id, what, trends.trend_of([week.shares.get(id) for week in weeks])) for id, what in goals)
    return tuple(GoalTrend(id, what, trend) for id, what, trend in found if trend.points)
