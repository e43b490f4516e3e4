"""Every zone on earth: each day is met once, whatever its clocks do."""

from __future__ import annotations

import functools
import os
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.practice.calendar import (
    Occurrence,
    Weekly,
    knows_zone,
    local,
    next_occurrence,
    resolve,
    zone_named,
)
from tests.practice.recurring import daily, follow

ZONES = sorted(zone for zone in available_timezones() if "/" in zone and knows_zone(zone))
SWEEP_YEARS = int(os.environ.get("SWEEP_YEARS", "1"))


wall_times = st.times(max_value=time(23, 59)).map(lambda at: at.replace(second=0, microsecond=0))
weekly = st.builds(Weekly, st.frozensets(st.integers(1, 7), min_size=1), wall_times)
instants = st.datetimes(datetime(1990, 1, 1), datetime(2036, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
zones = st.sampled_from(ZONES)


@given(cadence=weekly, after=instants, zone=zones)
def test_next_is_after_and_strictly_monotone(cadence: Weekly, after: datetime, zone: str) -> None:
    found = follow(cadence, after, zone, 8)
    assert all(first < second for first, second in pairwise([after, *(one.at for one in found)]))
    assert all(first.local_date < second.local_date for first, second in pairwise(found))
    # Any moment between two of them leads to the second: nothing is skipped.
    for first, second in pairwise(found):
        middle = first.at + (second.at - first.at) / 2
        assert next_occurrence(cadence, middle, zone) == second


@given(cadence=weekly, after=instants, zone=zones)
def test_weekly_keeps_its_wall_time_unless_it_does_not_exist(
    cadence: Weekly, after: datetime, zone: str
) -> None:
    for one in follow(cadence, after, zone, 5):
        assert one.local_date.isoweekday() in cadence.days
        shown = local(one.at, zone)
        if (shown.date(), shown.time()) != (one.local_date, cadence.at):
            assert moved_by_a_jump(one, cadence.at, zone)


def moved_by_a_jump(one: Occurrence, wall: time, zone: str) -> bool:
    """The clock never showed the wished time, and shows one as much later as it jumped."""
    wished = datetime.combine(one.local_date, wall)
    jump = local(one.at, zone).replace(tzinfo=None) - wished
    before, after = (local(one.at + way * jump, zone).utcoffset() for way in (-1, 0))
    assert before is not None
    assert after is not None
    return timedelta(0) < jump == after - before


Clocks = tuple[tuple[datetime, timedelta | None], ...]


def clocks(zone: str, first: date, last: date) -> Clocks:
    """How the clocks of a zone go from `first` to `last`: each offset, and the second it starts.

    Looks once a day, so it takes it that no zone changes twice between two midnights in UTC.
    """
    rules = zone_named(zone)
    at = datetime(first.year, first.month, first.day, tzinfo=UTC)
    found = [(at, at.astimezone(rules).utcoffset())]
    while at.date() <= last:
        then = at + timedelta(1)
        while then.astimezone(rules).utcoffset() != found[-1][1]:
            low, high = at, then
            while high - low > timedelta(seconds=1):
                middle = low + timedelta(seconds=(high - low) // timedelta(seconds=2))
                same = middle.astimezone(rules).utcoffset() == found[-1][1]
                low, high = (middle, high) if same else (low, middle)
            found.append((high, high.astimezone(rules).utcoffset()))
            at = high
        at = then
    return tuple(found)


@functools.cache
def zones_by_clocks(first: date, last: date) -> dict[Clocks, list[str]]:
    """All zones, those together whose clocks agree throughout: one of them speaks for all."""
    groups: dict[Clocks, list[str]] = {}
    for zone in ZONES:
        groups.setdefault(clocks(zone, first - timedelta(3), last + timedelta(3)), []).append(zone)
    return groups


@pytest.mark.parametrize("wall", [time(0), time(0, 30), time(2, 30), time(9)])
@pytest.mark.timeout(60 * SWEEP_YEARS)
def test_every_zone_meets_every_day_once(wall: time) -> None:
    first, last = date(2026, 1, 1), date(2025 + SWEEP_YEARS, 12, 31)
    days = [first + timedelta(n) for n in range((last - first).days + 1)]
    groups = zones_by_clocks(first, last)
    assert sum(map(len, groups.values())) == len(ZONES)
    cadence = daily(wall)
    for zone, *_ in groups.values():
        rules = zone_named(zone)
        at = resolve(first - timedelta(1), wall, zone)
        for day in days:
            one = next_occurrence(cadence, at, zone)
            at = one.at
            shown = at.astimezone(rules)
            assert one.local_date == day, f"{zone} {wall}: {day} is skipped or met twice"
            assert shown.fold == 0, f"{zone} {wall}: {day} is the second of two"
            if (shown.date(), shown.time()) != (day, wall):
                assert moved_by_a_jump(one, wall, zone), f"{zone} {wall}: {day} at {shown}"


def test_the_sweep_meets_all_zones_and_both_changes() -> None:
    assert len(ZONES) > 500
    groups = zones_by_clocks(date(2026, 1, 1), date(2026, 12, 31))
    changing_twice = [zone for offsets, zones in groups.items() if len(offsets) >= 3 for zone in zones]
    assert len(changing_twice) > 100
