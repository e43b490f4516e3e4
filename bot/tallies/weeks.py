"""One week of work as the records have it: what was counted, how it stands, what came back for it.

Read by the check-in, the Monday list, the week's card and the channel's post, so that all of them
say the same about the same week.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import floor
from typing import Literal

from bot import model
from bot.dialog import Book, day_of
from bot.practice.attainment import LESS, Thresholds, classify, per_hundred
from bot.practice.holidays import public_holidays
from bot.practice.identity import derived_id
from bot.practice.workdays import Away, closed_time

Standing = Literal["on_course", "less", "unsure", "silent"]
"""How a week stands. Less: as counted, whatever somebody feels. Unsure: in their own words.
Silent: nobody said anything, which is neither good nor bad."""

CALM_WEEKS = 3
"""After so many weeks on course the check-in asks less."""


def monday_of(day: date) -> date:
    """The Monday of a day's week: the name of the week in the records."""
    return day - timedelta(days=day.isoweekday() - 1)


def left_out(engagement: model.Engagement, professional: model.Person, week: date) -> frozenset[date]:
    """Working days of a week without work by agreement: before the start, away, the turn of the year."""
    here = _working_days(professional, week)
    away = (professional.away_from, professional.away_to)
    absence = [Away(away[0], away[1])] if away[0] and away[1] and away[0] <= away[1] else []
    closed = closed_time((week.year, week.year + 1), away=absence)
    return frozenset(day for day in here if day < engagement.starts_on or day in closed)


def is_worked(engagement: model.Engagement, professional: model.Person, week: date) -> bool:
    """Whether anybody was to work in a week at all: else there is nothing to tell of it."""
    free = left_out(engagement, professional, week)
    holidays = public_holidays(professional.country, (week.year, week.year + 1))
    return any(day not in free and day not in holidays for day in _working_days(professional, week))


def _working_days(person: model.Person, week: date) -> list[date]:
    return [week + timedelta(days=int(day) - 1) for day in person.work_days]


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
    """What was counted for a goal, in the goal's own measure; None where nobody counted.

    Of a hundred it is a whole number: it is judged by what both read.
    """
    known = [count for count in counts if count.goal == goal.id and count.part is not None]
    if not known:
        return None
    part = sum(count.part or 0 for count in known)
    if goal.counted == "number":
        return part
    whole = sum(count.whole or 0 for count in known)
    return whole_hundred(part, whole) if 0 <= part <= whole else None


def whole_hundred(part: float, whole: float) -> float | None:
    """So many of a hundred as they are shown, a half upwards; None of nothing."""
    value = per_hundred(part, whole)
    return None if value is None else float(floor(value + 0.5))


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
class Share:
    """What was counted of one goal in a week: so many as agreed, out of so many."""

    what: str
    part: float
    whole: float


@dataclass(frozen=True, slots=True)
class Told:
    """What one person said about one week, and what it comes to."""

    standing: Standing
    sure: str = ""
    way: str = ""
    trouble: str = ""
    hours: float | None = None
    pieces: float | None = None
    shares: tuple[Share, ...] = ()
    """Each for itself: two goals may count the same work, so nothing is added up over them."""


SILENT = Told("silent")


def told(book: Book, engagement: model.Engagement, week: date) -> Told:
    """A week of an engagement as its professional told it."""
    found = book.find(model.CheckIn, engagement=engagement.id, week_of=week)
    if not found:
        return SILENT
    checkin = found[0]
    goals = goals_of(book, engagement)
    counts = book.find(model.Count, engagement=engagement.id, week_of=week)
    return Told(
        _standing(book, engagement, checkin, goals),
        checkin.sure,
        checkin.way,
        checkin.trouble,
        checkin.hours,
        checkin.pieces,
        tuple(
            Share(goal.what, count.part, count.whole)
            for goal in goals
            if goal.counted == "ratio"
            for count in counts
            if count.goal == goal.id and count.part is not None and count.whole
        ),
    )


def _standing(
    book: Book, engagement: model.Engagement, checkin: model.CheckIn, goals: Sequence[model.Goal]
) -> Standing:
    """As somebody feels about a week, else as it was counted. No work and no power harm nobody."""
    if checkin.way == "something" or checkin.sure in ("even", "shaky"):
        return "unsure"
    if checkin.way in ("no_work", "outage"):
        return "on_course"
    near = {"ratio": _share_near, "number": _sum_near}
    counted = [goal for goal in goals if goal.counted in near]
    if all(near[goal.counted](book, engagement, goal, checkin) for goal in counted):
        return "on_course"
    return "less"


def _share_near(book: Book, engagement: model.Engagement, goal: model.Goal, checkin: model.CheckIn) -> bool:
    """Whether a week's share is as agreed or less, not much less, give or take one piece.

    One piece is chance: a week of 45 must not look bad for its 93 instead of 94.
    """
    counted = book.find(model.Count, engagement=engagement.id, goal=goal.id, week_of=checkin.week_of)
    known = [(one.part, one.whole) for one in counted if one.part is not None and one.whole]
    if not known or not 0 <= known[0][0] <= known[0][1]:
        return True
    part, whole = known[0]
    step = -1 if goal.less is not None and goal.expected is not None and goal.less > goal.expected else 1
    level = level_of(goal, whole_hundred(min(whole, max(0, part + step)), whole))
    return level is None or level >= LESS


def _sum_near(book: Book, engagement: model.Engagement, goal: model.Goal, checkin: model.CheckIn) -> bool:
    """Whether what adds up over the round keeps pace, give or take one: a week is only a part of it.

    Weeks in which nobody counted are no weeks here: no answer is never zero.
    """
    if goal.less is None or goal.expected is None:
        return True
    week = checkin.week_of
    found = book.find(model.Count, engagement=engagement.id, goal=goal.id)
    so_far = [one.part for one in found if one.part is not None and one.week_of <= week]
    if not so_far:
        return True
    coming = max(0, (goal.due_on - week).days // 7)
    pace = goal.less * len(so_far) / (len(so_far) + coming)
    return sum(so_far) - 1 <= pace if goal.less > goal.expected else sum(so_far) + 1 >= pace


def calm(book: Book, engagement: model.Engagement, week: date) -> bool:
    """Whether the check-in of a week may ask less: three weeks on course, and the last one counted.

    What adds up over the round is asked for every week: one that nobody counted would be missing in it.
    """
    goals = goals_of(book, engagement)
    if any(goal.counted == "number" for goal in goals):
        return False
    weeks = [week - timedelta(weeks=back) for back in range(1, CALM_WEEKS + 1)]
    for before in weeks:
        found = book.find(model.CheckIn, engagement=engagement.id, round=engagement.round, week_of=before)
        counts = book.find(model.Count, engagement=engagement.id, week_of=before)
        if not found or not found[0].sure or _standing(book, engagement, found[0], goals) != "on_course":
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
