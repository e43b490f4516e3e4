"""One week of work as the records have it: what was counted, how it stands, what came back for it.

Read by the check-in, the Monday list, the week's card and the channel's post, so that all of them
say the same about the same week.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from bot import model
from bot.dialog import Book, day_of
from bot.practice.attainment import LESS, Thresholds, classify, per_hundred
from bot.practice.identity import derived_id

Standing = Literal["on_course", "unsure", "silent"]
"""How a week stands. Silent: nobody said anything, which is neither good nor bad."""

CALM_WEEKS = 3
"""After so many weeks on course the check-in asks less."""


def monday_of(day: date) -> date:
    """The Monday of a day's week: the name of the week in the records."""
    return day - timedelta(days=day.isoweekday() - 1)


def checkin_id(engagement: str, week: date) -> str:
    """One check-in for each week of an engagement: a second one revises the first."""
    return derived_id(engagement, "checkin", week.isoformat())


def goals_of(book: Book, engagement: model.Engagement) -> tuple[model.Goal, ...]:
    """The goals that both agreed to for the round that runs."""
    found = book.find(model.Goal, engagement=engagement.id, round=engagement.round)
    agreed = [goal for goal in found if goal.state == "agreed"]
    return tuple(sorted(agreed, key=lambda goal: (goal.position, goal.id)))


def asked_about(book: Book, engagement: model.Engagement) -> bool:
    """Whether somebody is asked about their weeks: not before anything is agreed or was told."""
    return bool(goals_of(book, engagement) or book.find(model.CheckIn, engagement=engagement.id))


def value_of(goal: model.Goal, counts: Sequence[model.Count]) -> float | None:
    """What was counted for a goal, in the goal's own measure; None where nobody counted."""
    known = [count for count in counts if count.goal == goal.id and count.part is not None]
    if not known:
        return None
    part = sum(count.part or 0 for count in known)
    if goal.counted == "number":
        return part
    whole = sum(count.whole or 0 for count in known)
    return per_hundred(part, whole) if 0 <= part <= whole else None


def level_of(goal: model.Goal, value: float | None) -> int | None:
    """The level, -2 to +2, that a value earns; None without a value or before the number is agreed."""
    if value is None or goal.less is None or goal.expected is None or goal.less == goal.expected:
        return None
    try:
        levels = Thresholds(goal.less, goal.expected, goal.more, goal.much_more)
    except ValueError:
        return None
    return classify(value, levels)


@dataclass(frozen=True, slots=True)
class Told:
    """What one person said about one week, and what it comes to."""

    standing: Standing
    sure: str = ""
    way: str = ""
    trouble: str = ""
    part: float = 0
    """Of all ratios of the week together: how many as agreed ..."""
    whole: float = 0
    """... out of how many."""
    hours: float | None = None
    pieces: float | None = None


SILENT = Told("silent")


def told(book: Book, engagement: model.Engagement, week: date) -> Told:
    """A week of an engagement as its professional told it."""
    found = book.find(model.CheckIn, engagement=engagement.id, week_of=week)
    if not found:
        return SILENT
    checkin = found[0]
    goals = goals_of(book, engagement)
    counts = book.find(model.Count, engagement=engagement.id, week_of=week)
    ratios = {goal.id for goal in goals if goal.counted == "ratio"}
    counted = [count for count in counts if count.goal in ratios and count.part is not None and count.whole]
    return Told(
        "on_course" if on_course(checkin, goals, counts) else "unsure",
        checkin.sure,
        checkin.way,
        checkin.trouble,
        sum(count.part or 0 for count in counted),
        sum(count.whole or 0 for count in counted),
        checkin.hours,
        checkin.pieces,
    )


def on_course(checkin: model.CheckIn, goals: Sequence[model.Goal], counts: Sequence[model.Count]) -> bool:
    """Whether a week went as agreed, or near it. No work and no power are never held against it."""
    if checkin.way == "something" or checkin.sure in ("even", "shaky"):
        return False
    levels = [level_of(goal, value_of(goal, counts)) for goal in goals]
    return all(level is None or level >= LESS for level in levels)


def calm(book: Book, engagement: model.Engagement, week: date) -> bool:
    """Whether the check-in of a week may ask less: three weeks on course, and the last one counted."""
    goals = goals_of(book, engagement)
    weeks = [week - timedelta(weeks=back) for back in range(1, CALM_WEEKS + 1)]
    for before in weeks:
        found = book.find(model.CheckIn, engagement=engagement.id, round=engagement.round, week_of=before)
        counts = book.find(model.Count, engagement=engagement.id, week_of=before)
        if not found or not found[0].sure or not on_course(found[0], goals, counts):
            return False
        if before == weeks[0] and any(goal.counted != "done" for goal in goals) and not counts:
            return False
    return True


def last_week(today: date) -> date:
    """The week before this one."""
    return monday_of(today) - timedelta(weeks=1)


def picked(book: Book, owner: str, week: date) -> model.Piece | None:
    """The one piece of a week that the owner looks at, over all their people.

    By chance, and yet the same whenever it is asked: the week and the ids of the pieces decide.
    """
    zone = book.one(model.Person, owner).zone
    mine = [e for e in book.find(model.Engagement, owner=owner) if e.state == "active"]
    pieces = [piece for e in mine for piece in book.find(model.Piece, engagement=e.id, item="")]
    # Handed in once more, a piece counts for the week of its first look.
    fresh = [one for one in pieces if not one.again and monday_of(day_of(one.at, zone)) == week]
    return min(fresh, key=lambda one: derived_id(week.isoformat(), one.id), default=None)
