"""Weeks of work as the calendar and the records have them: which are worked, what is counted in them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, time, timedelta
from math import floor
from typing import Literal

from bot import model
from bot.dialog import Book, day_of
from bot.practice.absences import absences
from bot.practice.attainment import Thresholds, classify, per_hundred
from bot.practice.calendar import monday_of, resolve, to_millis
from bot.practice.holidays import public_holidays
from bot.practice.identity import derived_id
from bot.practice.workdays import closed_time, is_year_end

Rest = Literal["away", "turn", "other"]
"""Away by their own word; the turn of the year, which rounds leave out; paused, not begun, all holidays."""


def left_out(engagement: model.Engagement, professional: model.Person, week: date) -> frozenset[date]:
    """Working days of a week without work by agreement: before the start, away, the turn of the year.

    And those of the round's last week after its end: nobody is asked about them.
    """
    here = _working_days(professional, week)
    closed = closed_time((week.year, week.year + 1), away=absences(professional.away, engagement.id))
    last = engagement.round_ends_on
    after = last if monday_of(last) == week else date.max
    return frozenset(day for day in here if day < engagement.starts_on or day > after or day in closed)


def is_worked(engagement: model.Engagement, professional: model.Person, week: date) -> bool:
    """Whether anybody was to work in a week at all: else there is nothing to tell of it."""
    free = left_out(engagement, professional, week)
    holidays = public_holidays(professional.country, (week.year, week.year + 1))
    return any(day not in free and day not in holidays for day in _working_days(professional, week))


def rests_for(engagement: model.Engagement, professional: model.Person, week: date) -> Rest:
    """Why nobody was to work in a week: what covers each of its days that is no holiday."""
    holidays = public_holidays(professional.country, (week.year, week.year + 1))
    days = {day for day in _working_days(professional, week) if day not in holidays}
    away = {day for one in absences(professional.away) for day in one.days()}
    if days and days <= away:
        return "away"
    turn = {day for day in days if is_year_end(day)}
    return "turn" if turn and days <= away | turn else "other"


def _working_days(person: model.Person, week: date) -> list[date]:
    return [week + timedelta(days=int(day) - 1) for day in person.work_days]


def checkin_day(engagement: model.Engagement, monday: date) -> date:
    """The day on which a week is asked about: the round's last day, where its week ends before that."""
    day, last = monday + timedelta(days=engagement.checkin_day - 1), engagement.round_ends_on
    return last if monday <= last < day else day


def is_asked(book: Book, engagement: model.Engagement, week: date) -> bool:
    """Whether a week is asked about: there was work in it, and its check-in came after the yes to goals."""
    professional = book.one(model.Person, engagement.professional)
    if week > engagement.round_ends_on or not is_worked(engagement, professional, week):
        return False
    agreed = book.find(model.Agreement, engagement=engagement.id, round=engagement.round)
    return asked_ms(engagement, professional, week) > min((one.at for one in agreed), default=0)


def asked_ms(engagement: model.Engagement, professional: model.Person, week: date) -> int:
    """When a week is asked about, as it was agreed; on a holiday it waits for the next open hour."""
    at = time.fromisoformat(engagement.checkin_at)
    return to_millis(resolve(checkin_day(engagement, week), at, professional.zone))


def checkin_id(engagement: str, week: date) -> str:
    """One check-in for each week of an engagement: a second one revises the first."""
    return derived_id(engagement, "checkin", week.isoformat())


def goals_of(book: Book, engagement: model.Engagement) -> tuple[model.Goal, ...]:
    """The goals that both agreed to for the round that runs."""
    found = book.find(model.Goal, engagement=engagement.id, round=engagement.round)
    return in_order(goal for goal in found if goal.state == "agreed")


def in_order(goals: Iterable[model.Goal]) -> tuple[model.Goal, ...]:
    """Goals as both read them."""
    return tuple(sorted(goals, key=lambda goal: (goal.position, goal.id)))


def tells_weekly(book: Book, engagement: model.Engagement) -> bool:
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
