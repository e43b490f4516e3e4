"""When something happens: local wall times, and what comes again every week.

Future times are kept as wall time and zone and become instants here, so that a changed clock law
moves them along. Zones are IANA names, weekdays are ISO numbers (1 = Monday), and every datetime
taken or returned is aware; what is returned is in UTC.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import TypeAlias
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

Millis: TypeAlias = int
"""Milliseconds since 1970 UTC, as events and tables carry instants."""

ONE_DAY = timedelta(days=1)
DAY_MS = 24 * 3_600_000
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

MOST_STEPS = 1_000
"""Nothing needs more candidates than this to find its next date; more is an error, not a wait."""


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
    """On these ISO weekdays at a wall time."""

    days: frozenset[int]
    at: time

    def __post_init__(self) -> None:
        if not self.days or not self.days <= frozenset(range(1, 8)):
            raise ValueError(f"weekdays are 1 to 7, at least one: {sorted(self.days)}")
        _plain(self.at)

    def dates(self, first: date) -> Iterator[date]:
        """Its dates from `first` on, in order, without end."""
        monday = monday_of(first)
        while True:
            for day in sorted(self.days):
                if (on := monday + timedelta(days=day - 1)) >= first:
                    yield on
            monday += timedelta(weeks=1)


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One time of a cadence: the local date it belongs to, and its instant in UTC."""

    local_date: date
    at: datetime

    @property
    def key(self) -> str:
        """Its stable name: the ISO date. It survives a change of zone, wall time or clock law."""
        return self.local_date.isoformat()


def next_occurrence(cadence: Weekly, after: datetime, zone: str) -> Occurrence:
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
