"""When people work: hours, working days, absences, and the length of a round.

A day is free for somebody when it is in their `free` collection of dates: public holidays, away, a
pause. A night shift belongs to the day on which it starts. Weekdays are ISO numbers (1 = Monday).
"""

from __future__ import annotations

from collections.abc import Collection, Container, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache

from bot.practice.calendar import EPOCH, ONE_DAY, aware, local, monday_of, resolve, zone_named

MONDAY_TO_FRIDAY = frozenset({1, 2, 3, 4, 5})

MOST_FREE_DAYS = 3_660
"""Ten years without a working day is an error in the data, not a holiday."""


@dataclass(frozen=True, slots=True)
class Hours:
    """When somebody works and may be written to: wall times in their own zone.

    `end` at or before `start` is on the next day: 22:00 to 06:00 is a night shift, 00:00 to 00:00
    the whole day.
    """

    zone: str
    start: time
    end: time
    days: frozenset[int] = MONDAY_TO_FRIDAY

    def __post_init__(self) -> None:
        if not self.days or not self.days <= frozenset(range(1, 8)):
            raise ValueError(f"weekdays are 1 to 7, at least one: {sorted(self.days)}")
        zone_named(self.zone)


@dataclass(frozen=True, slots=True)
class Away:
    """Somebody is away from `first` to `last`, both included."""

    first: date
    last: date

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise ValueError(f"away until {self.last} ends before it begins")

    def days(self) -> Iterator[date]:
        """Each day of it."""
        return (self.first + timedelta(days=n) for n in range((self.last - self.first).days + 1))


def is_away(day: date, ranges: Iterable[Away]) -> bool:
    """Say whether any of the ranges covers this local date."""
    return any(away.first <= day <= away.last for away in ranges)


# --- working hours ----------------------------------------------------------------------------


def shift(day: date, hours: Hours) -> tuple[datetime, datetime]:
    """Return begin and end (UTC) of the hours that start on this local date, free or not."""
    last = day if hours.start < hours.end else day + ONE_DAY
    return resolve(day, hours.start, hours.zone), resolve(last, hours.end, hours.zone)


def _shifts(at: datetime, hours: Hours, free: Container[date]) -> Iterator[tuple[date, datetime, datetime]]:
    """Yield the worked shifts that end after `at`, in order: day, begin, end."""
    first = local(at, hours.zone).date() - ONE_DAY
    for n in range(MOST_FREE_DAYS):
        day = first + timedelta(days=n)
        if day.isoweekday() in hours.days and day not in free:
            begin, end = shift(day, hours)
            # A clock change can swallow a short shift; it ends no later than it begins.
            if max(begin, at) < end and _exists(day, hours.zone):
                yield day, begin, end


def _exists(day: date, zone: str) -> bool:
    """False for a day that a zone skipped by crossing the date line."""
    return local(resolve(day, time(12), zone), zone).date() == day


def next_open(at: datetime, hours: Hours, free: Container[date] = ()) -> datetime:
    """Return the first instant (UTC) not before `at` inside the working hours.

    Raises:
        ValueError: ten years hold no working day.
    """
    at = aware(at)
    for _, begin, _ in _shifts(at, hours, free):
        return max(begin, at)
    raise ValueError(f"no working day in the ten years after {at}")


def is_working(day: date, free: Container[date] = (), days: Collection[int] = MONDAY_TO_FRIDAY) -> bool:
    """Say whether this local date is a working day that is not free."""
    return day.isoweekday() in days and day not in free


def add_working_days(
    day: date, count: int, free: Container[date] = (), days: Collection[int] = MONDAY_TO_FRIDAY
) -> date:
    """Return the `count`-th working day after `day`; `day` itself does not count, and 0 returns it.

    Raises:
        ValueError: `count` is negative, or ten years hold no working day.
    """
    if count < 0:
        raise ValueError(f"cannot go back {count} working days")
    idle = 0
    while count:
        day += ONE_DAY
        idle += 1
        if is_working(day, free, days):
            count -= 1
            idle = 0
        elif idle > MOST_FREE_DAYS:
            raise ValueError(f"no working day in the ten years before {day}")
    return day


# --- both at once -----------------------------------------------------------------------------

SLOT = timedelta(minutes=15)
"""Talks begin on a quarter of an hour, in every zone on earth."""
LOOK_AHEAD = timedelta(days=60)
"""A talk later than this is not worth proposing."""


def both_free(
    a: Hours, b: Hours, free_a: Container[date], free_b: Container[date], after: datetime, minutes: int
) -> datetime | None:
    """Return the first instant (UTC) not before `after` from which both have `minutes` of time.

    All of it lies inside the hours of both: where those never meet within sixty days, it is None.
    """
    after = aware(after)
    length = timedelta(minutes=minutes)
    yours, theirs = _windows(after, a, free_a), _windows(after, b, free_b)
    slot, other = next(yours, None), next(theirs, None)
    while slot and other:
        start = _quarter(max(slot[0], other[0], after))
        if start + length <= min(slot[1], other[1]):
            return start
        if slot[1] <= other[1]:
            slot = next(yours, None)
        else:
            other = next(theirs, None)
    return None


def _windows(after: datetime, hours: Hours, free: Container[date]) -> Iterator[tuple[datetime, datetime]]:
    """Yield working times in order, those that touch as one."""
    pending: tuple[datetime, datetime] | None = None
    for _, begin, end in _shifts(after, hours, free):
        if begin > after + LOOK_AHEAD:
            break
        if pending and begin <= pending[1]:
            pending = (pending[0], max(pending[1], end))
            continue
        if pending:
            yield pending
        pending = (begin, end)
    if pending:
        yield pending


def _quarter(at: datetime) -> datetime:
    return at + (EPOCH - at) % SLOT


# --- rounds -----------------------------------------------------------------------------------

FIRST_ROUND_WEEKS = 6
LATER_ROUND_WEEKS = 8


def is_year_end(day: date) -> bool:
    """Say whether a date lies in the closure nobody counts on: 24 December to 1 January."""
    return (day.month, day.day) >= (12, 24) or (day.month, day.day) == (1, 1)


def closed_time(
    years: Iterable[int],
    *,
    holidays: Iterable[Iterable[date]] = (),
    away: Iterable[Away] = (),
    year_end: bool = True,
) -> frozenset[date]:
    """Gather every date on which work stands still, for `free` and for `round_end`.

    Args:
        years: calendar years in which the year-end closure is left out.
        holidays: one collection of dates per country, as `public_holidays` gives it.
        away: absences and pauses.
        year_end: leave out 24 December to 1 January as well.
    """
    closed = {day for country in holidays for day in country}
    closed.update(day for absence in away for day in absence.days())
    if year_end:
        closed.update(*map(_year_end, years))
    return frozenset(closed)


@cache
def _year_end(year: int) -> frozenset[date]:
    return frozenset((date(year, 1, 1), *(date(year, 12, day) for day in range(24, 32))))


def round_end(
    start: date, working_weeks: int, left_out: Container[date] = (), *, year_end: bool = True
) -> date:
    """Return the date a round of so many working weeks ends: the Friday of its last one.

    A week from Monday to Friday counts when at least three of its days, from `start` on, are not left
    out; so a start on Thursday counts from the next Monday, and a week that is mostly holidays adds
    one at the end. Where the last Friday itself is left out, the round ends on the last day before
    it that is not.

    Args:
        start: first day of the round.
        working_weeks: usually six for the first round, eight for later ones.
        left_out: dates that do not count: holidays of both countries, pauses.
        year_end: leave out 24 December to 1 January as well.

    Raises:
        ValueError: less than one week, or ten years hold too few of them.
    """
    if working_weeks < 1:
        raise ValueError(f"a round has at least one week, not {working_weeks}")
    monday = monday_of(start)
    for n in range(MOST_FREE_DAYS // 7):
        week = (monday + timedelta(weeks=n, days=day) for day in range(5))
        worked = [d for d in week if d >= start and d not in left_out and not (year_end and is_year_end(d))]
        working_weeks -= len(worked) >= 3
        if not working_weeks:
            return worked[-1]
    raise ValueError(f"too few working weeks in the ten years after {start}")


def next_round_start(end: date, left_out: Container[date] = (), *, year_end: bool = True) -> date:
    """Return the first day from the Monday after `end` on that counts for a round."""
    day = monday_of(end) + timedelta(weeks=1)
    while not is_working(day, left_out) or (year_end and is_year_end(day)):
        day = add_working_days(day, 1, left_out)
    return day
