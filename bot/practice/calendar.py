"""When something happens: local wall times, what recurs, and catching up after a standstill.

Future times are kept as wall time and zone and become instants here, so that a changed clock law
moves them along. Zones are IANA names, weekdays are ISO numbers (1 = Monday), and every datetime
taken or returned is aware; what is returned is in UTC.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import Generic, TypeAlias, TypeVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

T = TypeVar("T")

Millis: TypeAlias = int
"""Milliseconds since 1970 UTC, as events and tables carry instants."""

ONE_DAY = timedelta(days=1)
DAY_MS = 24 * 3_600_000
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MONDAY_ZERO = date(2024, 1, 1)
"""The Monday from which "every second week" counts when nothing else is said."""

MOST_STEPS = 1_000
"""No cadence needs more candidates than this to find its next date; more is an error, not a wait."""


def to_millis(at: datetime) -> Millis:
    """Write an aware datetime as milliseconds since 1970 UTC, rounded down."""
    return (aware(at) - EPOCH) // timedelta(milliseconds=1)


def aware(at: datetime) -> datetime:
    """Return `at` in UTC.

    Raises:
        ValueError: it has no zone. The machine's own zone is nobody's here.
    """
    if at.utcoffset() is None:
        raise ValueError(f"{at} has no time zone")
    return at.astimezone(UTC)


# A process meets a few hundred zones; zoneinfo itself keeps only eight of them for good.
@lru_cache(maxsize=1_024)
def zone_named(name: str) -> ZoneInfo:
    """Return the zone with this IANA name.

    Raises:
        ValueError: there is no such zone.
    """
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, OSError, ValueError) as unknown:
        raise ValueError(f"unknown time zone {name!r}") from unknown


def knows_zone(name: str) -> bool:
    """Say whether this is an IANA zone with a place in it: Europe/Lisbon, not EST or Etc/GMT+5.

    Bare abbreviations never change their clocks, which is not what people who type them mean.
    UTC is taken.
    """
    if name != "UTC" and ("/" not in name or name.startswith(("Etc/", "SystemV/", "posix", "right"))):
        return False
    try:
        zone_named(name)
    except ValueError:
        return False
    return True


def resolve(local_date: date, wall_time: time, zone: str) -> datetime:
    """Return the instant (UTC) at which clocks in `zone` show this date and time.

    A time the clocks jump over moves forward by the jump (02:30 becomes 03:30, a skipped day the
    next day); of a time they show twice, the first counts.
    """
    # fold=0 means both: the offset before a jump, and the first of two.
    wall = datetime.combine(local_date, wall_time.replace(fold=0), tzinfo=zone_named(zone))
    return wall.astimezone(UTC)


def local(at: datetime, zone: str) -> datetime:
    """Return `at` as clocks in `zone` show it."""
    return aware(at).astimezone(zone_named(zone))


# --- what recurs ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Weekly:
    """On these ISO weekdays at a wall time, every `every` weeks counted from the week of `since`."""

    days: frozenset[int]
    at: time
    every: int = 1
    since: date = MONDAY_ZERO

    def __post_init__(self) -> None:
        if not self.days or not self.days <= frozenset(range(1, 8)):
            raise ValueError(f"weekdays are 1 to 7, at least one: {sorted(self.days)}")
        if not 1 <= self.every <= 52:
            raise ValueError(f"every {self.every} weeks is not 1 to 52")
        _plain(self.at)

    def dates(self, first: date) -> Iterator[date]:
        """Its dates from `first` on, in order, without end."""
        start = monday_of(self.since)
        monday = monday_of(first)
        monday += timedelta(weeks=-((monday - start).days // 7) % self.every)
        while True:
            for day in sorted(self.days):
                if (on := monday + timedelta(days=day - 1)) >= first:
                    yield on
            monday += timedelta(weeks=self.every)


@dataclass(frozen=True, slots=True)
class Monthly:
    """On this day of every month at a wall time; 29 to 31 mean the last day where a month is shorter."""

    day: int
    at: time

    def __post_init__(self) -> None:
        if not 1 <= self.day <= 31:
            raise ValueError(f"day {self.day} is not 1 to 31")
        _plain(self.at)

    def dates(self, first: date) -> Iterator[date]:
        """Its dates from `first` on, in order, without end."""
        year, month = first.year, first.month
        while True:
            # The wished day is looked up afresh each month: 31, 28, 31, never 31, 28, 28.
            on = date(year, month, min(self.day, monthrange(year, month)[1]))
            if on >= first:
                yield on
            year, month = (year, month + 1) if month < 12 else (year + 1, 1)


Cadence = Weekly | Monthly


def daily(at: time) -> Weekly:
    """Every day at a wall time."""
    return Weekly(frozenset(range(1, 8)), at)


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One time of a cadence: the local date it belongs to, and its instant in UTC."""

    local_date: date
    at: datetime

    @property
    def key(self) -> str:
        """Its stable name: the ISO date. It survives a change of zone, wall time or clock law."""
        return self.local_date.isoformat()


def next_occurrence(cadence: Cadence, after: datetime, zone: str) -> Occurrence:
    """Return the first occurrence strictly after `after`.

    Following it from one occurrence to the next meets every local date of the cadence once and in
    order. Where a zone once skipped a whole day (Apia, 30 December 2011), that day's occurrence
    moves to the next day, and falls together with that day's own if there is one.
    """
    after = aware(after)
    # A wall time that jumped over midnight belongs to the day before: begin there.
    dates = cadence.dates(local(after, zone).date() - ONE_DAY)
    for _ in range(MOST_STEPS):
        on = next(dates)
        at = resolve(on, cadence.at, zone)
        if at <= after:
            continue
        if local(at, zone).date() != on:
            following = next(dates)
            if resolve(following, cadence.at, zone) == at:
                on = following
        return Occurrence(on, at)
    raise AssertionError(f"{cadence} has no occurrence after {after}")


def monday_of(day: date) -> date:
    """The Monday of a day's week: the name of the week in the records."""
    return day - timedelta(days=day.isoweekday() - 1)


def _plain(at: time) -> None:
    if at.tzinfo is not None:
        raise ValueError("a wall time carries no zone of its own")


# --- after a standstill -----------------------------------------------------------------------

ON_TIME = timedelta(minutes=10)
"""Up to this late nobody needs a word about it: "about 9:00" was promised."""
SEND_AS_LATE = timedelta(hours=12)
"""Up to this late a message still means what it says; it is sent with a word about the delay."""
STILL_WORTH_IT = timedelta(days=7)
"""Later than this the question is about a week nobody remembers: it is dropped, and said so once."""


@dataclass(frozen=True, slots=True)
class CatchUp(Generic[T]):
    """What becomes of one person's due things after a standstill, oldest first in each group."""

    on_time: tuple[T, ...] = ()
    """Sent as if nothing had happened."""
    late: T | None = None
    """The newest that is at most twelve hours late: sent as itself, with a word about the delay."""
    folded: tuple[T, ...] = ()
    """Named inside `late`'s message, or, where nothing is `late`, in one message of their own."""
    dropped: tuple[T, ...] = ()
    """Closed without a message to this person; the owner is told."""
    waiting: tuple[T, ...] = ()
    """Not due yet."""


def catch_up(due: Sequence[tuple[datetime, T]], now: datetime) -> CatchUp[T]:
    """Sort one person's due things by how late they are, so that at most one catch-up goes out.

    Args:
        due: when each was due, and the thing; any order. All things of one person together.
        now: people's time.
    """
    now = aware(now)
    oldest_first = sorted(((now - aware(at), thing) for at, thing in due), key=lambda one: -one[0])
    behind = [one for one in oldest_first if ON_TIME < one[0] <= STILL_WORTH_IT]
    late = behind.pop()[1] if behind and behind[-1][0] <= SEND_AS_LATE else None
    return CatchUp(
        on_time=tuple(thing for by, thing in oldest_first if timedelta(0) <= by <= ON_TIME),
        late=late,
        folded=tuple(thing for _, thing in behind),
        dropped=tuple(thing for by, thing in oldest_first if by > STILL_WORTH_IT),
        waiting=tuple(thing for by, thing in oldest_first if by < timedelta(0)),
    )
