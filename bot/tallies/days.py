"""The days on which people work: their own of a week, without holidays, absences and the turn of the year."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import islice

from bot.model import Person
from bot.practice.absences import absences
from bot.practice.holidays import public_holidays
from bot.practice.workdays import MONDAY_TO_FRIDAY, add_working_days, closed_time, is_working

AHEAD = 3
"""Years of holidays to look at, from the year of the first day on."""


def work_days(person: Person) -> frozenset[int]:
    """The days of the week on which somebody works, by ISO number."""
    return frozenset(int(day) for day in person.work_days) or MONDAY_TO_FRIDAY


def days_off(people: Iterable[Person], first: date, work: str = "") -> frozenset[date]:
    """Every date from the year of `first` on on which work of these people stands still.

    `work`: also those on which that one rested.
    """
    found, years = tuple(people), range(first.year, first.year + AHEAD)
    away = [one for person in found for one in absences(person.away, work)]
    return closed_time(years, holidays=(public_holidays(one.country, years) for one in found), away=away)


def coming_days(people: Iterable[Person], after: date) -> Iterator[date]:
    """The days after one on which all of these work; on which any of them does, if they share no weekday."""
    found = tuple(people)
    free, days = days_off(found, after), _shared(found)
    while True:
        after = add_working_days(after, 1, free, days)
        yield after


def day_after(people: Iterable[Person], day: date, count: int = 1) -> date:
    """The `count`-th of these days; 0 gives the day itself."""
    return next(islice(coming_days(people, day), count - 1, None)) if count else day


def day_from(people: Iterable[Person], day: date) -> date:
    """This day, if all of these work on it; else the next one on which they do."""
    return day_after(people, day - timedelta(days=1))


def counted_until(person: Person, due: date) -> date:
    """Until when something due on a day is in time: on a holiday or while they are away nothing is late."""
    return day_from((person,), due) if due in days_off((person,), due) else due


def days_between(people: Iterable[Person], after: date, until: date) -> int:
    """How many days after one day, up to another and with it, these people work on."""
    found = tuple(people)
    free, days = days_off(found, after), _shared(found)
    coming = (after + timedelta(days=n) for n in range(1, (until - after).days + 1))
    return sum(is_working(day, free, days) for day in coming)


def _shared(people: tuple[Person, ...]) -> frozenset[int]:
    each = [work_days(person) for person in people]
    return frozenset.intersection(*each) or frozenset.union(*each)
