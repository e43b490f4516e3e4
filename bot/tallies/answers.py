"""How long somebody let a question wait, in hours of the days on which they work."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.dialog import day_of, instant_of
from bot.engine.text import Text, t
from bot.model import Person
from bot.practice.absences import absences
from bot.practice.holidays import public_holidays
from bot.practice.workdays import MONDAY_TO_FRIDAY, is_away, is_working

HOUR = timedelta(hours=1)

MOST_HOURS = 48
"""One thinks in hours up to here, then in days."""


def waited(person: Person, asked_ms: int, until_ms: int) -> float:
    """The hours between two instants, without those of a day off: a weekend, a holiday, a day away.

    An answer is promised within working days, so only these can be waited for.
    """
    asked, until = instant_of(asked_ms), max(instant_of(asked_ms), instant_of(until_ms))
    zone = ZoneInfo(person.zone)
    days = frozenset(int(day) for day in person.work_days) or MONDAY_TO_FRIDAY
    first, last = day_of(asked_ms, person.zone), until.astimezone(zone).date()
    holidays = public_holidays(person.country, range(first.year, last.year + 1))
    away = absences(person.away)
    hours = 0.0
    day = first
    while day <= last:
        if not is_away(day, away) and is_working(day, holidays, days):
            begins = _midnight(datetime.combine(day, time(), zone))
            ends = _midnight(datetime.combine(day + timedelta(days=1), time(), zone))
            hours += max(timedelta(), min(until, ends) - max(asked, begins)) / HOUR
        day += timedelta(days=1)
    return hours


def _midnight(there: datetime) -> datetime:
    """As an instant, so that a day with a clock change has its own length."""
    return there.astimezone(UTC)


def how_long(hours: float) -> Text:
    """How long something waited: in hours while one thinks in hours, then in days."""
    if hours > MOST_HOURS:
        return t("look-back-days", days=round(hours / 24))
    return t("look-back-hours", hours=round(hours))
