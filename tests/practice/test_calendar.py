"""Local time to instants, both clock changes, and month ends."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from importlib.resources import files
from itertools import pairwise
from pathlib import Path
from zoneinfo import ZoneInfo, reset_tzpath

import pytest

from bot.practice.calendar import (
    Occurrence,
    Weekly,
    knows_zone,
    local,
    next_occurrence,
    resolve,
    to_millis,
    zone_named,
)
from tests.practice.recurring import daily, follow

FRIDAY = frozenset({5})


@pytest.fixture
def manila_in_lisbon(tmp_path: Path) -> Iterator[None]:
    """A new law: from now on the clocks of Lisbon show what those of Manila do."""
    (tmp_path / "Europe").mkdir()
    law = files("tzdata").joinpath("zoneinfo", "Asia", "Manila").read_bytes()
    (tmp_path / "Europe" / "Lisbon").write_bytes(law)
    reset_tzpath(to=[tmp_path])
    for forget in (ZoneInfo.clear_cache, zone_named.cache_clear):
        forget()
    yield
    reset_tzpath()
    for forget in (ZoneInfo.clear_cache, zone_named.cache_clear):
        forget()


def test_when_a_law_changes_the_wall_time_stays_and_the_instant_follows(request: pytest.FixtureRequest):
    at, fridays = datetime(2026, 11, 24, tzinfo=UTC), Weekly(FRIDAY, time(15))
    before = next_occurrence(fridays, at, "Europe/Lisbon")
    request.getfixturevalue("manila_in_lisbon")
    after = next_occurrence(fridays, at, "Europe/Lisbon")
    assert after.local_date == before.local_date
    assert before.at - after.at == timedelta(hours=8)


@pytest.mark.parametrize(
    ("zone", "wall", "shown_utc"),
    [
        # Clocks go forward: the time does not exist and moves by the length of the jump.
        ("Europe/Berlin", "2026-03-29T02:30", "2026-03-29T01:30"),
        ("Europe/Berlin", "2026-03-29T01:59", "2026-03-29T00:59"),
        ("Europe/Berlin", "2026-03-29T03:00", "2026-03-29T01:00"),
        ("America/New_York", "2026-03-08T02:30", "2026-03-08T07:30"),
        ("Australia/Lord_Howe", "2026-10-04T02:15", "2026-10-03T15:45"),
        ("Africa/Casablanca", "2026-03-22T02:30", "2026-03-22T02:30"),
        ("America/Sao_Paulo", "2018-11-04T00:00", "2018-11-04T03:00"),
        ("America/Sao_Paulo", "2018-11-04T00:30", "2018-11-04T03:30"),
        ("America/Nuuk", "2026-03-28T23:30", "2026-03-29T01:30"),
        # Clocks go back: the time exists twice and means the first.
        ("Europe/Berlin", "2026-10-25T02:30", "2026-10-25T00:30"),
        ("America/New_York", "2026-11-01T01:30", "2026-11-01T05:30"),
        ("Australia/Lord_Howe", "2026-04-05T01:45", "2026-04-04T14:45"),
        ("Africa/Casablanca", "2026-02-15T02:30", "2026-02-15T01:30"),
        ("America/Sao_Paulo", "2018-02-17T23:30", "2018-02-18T01:30"),
        # No change at all.
        ("Asia/Manila", "2026-11-27T15:00", "2026-11-27T07:00"),
        ("Asia/Kathmandu", "2026-11-27T09:00", "2026-11-27T03:15"),
        # A whole day that was skipped is the next day.
        ("Pacific/Apia", "2011-12-30T09:00", "2011-12-30T19:00"),
        ("Pacific/Apia", "2011-12-31T09:00", "2011-12-30T19:00"),
    ],
)
def test_a_wall_time_is_one_instant(zone: str, wall: str, shown_utc: str) -> None:
    at = datetime.fromisoformat(wall)
    assert resolve(at.date(), at.time(), zone) == datetime.fromisoformat(shown_utc + "+00:00")
    assert resolve(at.date(), at.time().replace(fold=1), zone) == resolve(at.date(), at.time(), zone)


def test_instants_are_utc_and_survive_the_way_through_milliseconds() -> None:
    at = resolve(date(2026, 11, 27), time(15), "Asia/Manila")
    assert at.tzinfo is UTC
    assert to_millis(at) == 1795762800000
    assert to_millis(datetime(1969, 12, 31, 23, 59, 59, 999_999, UTC)) == -1


def test_a_time_without_a_zone_is_refused() -> None:
    naive = datetime(2026, 11, 27, 15)  # noqa: DTZ001 - the mistake that is to be found
    for refuses in (lambda: to_millis(naive), lambda: next_occurrence(daily(time(9)), naive, "UTC")):
        with pytest.raises(ValueError, match="no time zone"):
            refuses()
    with pytest.raises(ValueError, match="no zone of its own"):
        Weekly(FRIDAY, time(9, tzinfo=UTC))


@pytest.mark.parametrize(
    "name",
    ["EST", "GMT", "Etc/GMT+5", "Mars/Base", "", "/etc/passwd", "../x", "America/", "a/\0", "Europe/\ud800"],
)
def test_only_zones_with_a_place_are_known(name: str) -> None:
    assert not knows_zone(name)


@pytest.mark.parametrize("name", ["UTC", "Europe/Lisbon", "Asia/Calcutta", "America/Argentina/Ushuaia"])
def test_zones_people_live_in_are_known(name: str) -> None:
    assert knows_zone(name)


def test_an_unknown_zone_is_named() -> None:
    with pytest.raises(ValueError, match="Mars/Base"):
        zone_named("Mars/Base")


# --- what recurs ------------------------------------------------------------------------------


def test_the_first_check_in_is_on_friday() -> None:
    agreed = datetime(2026, 11, 26, 18, tzinfo=UTC)
    first = next_occurrence(Weekly(FRIDAY, time(15)), agreed, "Asia/Manila")
    assert first == Occurrence(date(2026, 11, 27), datetime(2026, 11, 27, 7, tzinfo=UTC))
    assert first.key == "2026-11-27"


@pytest.mark.parametrize(
    "zone", ["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Africa/Casablanca"]
)
def test_weekly_keeps_its_wall_time_over_both_changes(zone: str) -> None:
    found = follow(Weekly(FRIDAY, time(9)), datetime(2026, 1, 1, tzinfo=UTC), zone, 52)
    assert {local(one.at, zone).time() for one in found} == {time(9)}
    assert {second.local_date - first.local_date for first, second in pairwise(found)} == {timedelta(7)}
    assert len({local(one.at, zone).utcoffset() for one in found}) == 2


def test_next_is_strictly_after() -> None:
    nine = datetime(2026, 11, 27, 9, tzinfo=UTC)
    cadence = Weekly(FRIDAY, time(9))
    assert next_occurrence(cadence, nine - timedelta(microseconds=1), "UTC").at == nine
    assert next_occurrence(cadence, nine, "UTC").at == nine + timedelta(7)


@pytest.mark.parametrize("zone", ["Europe/Berlin", "Pacific/Auckland", "America/Los_Angeles"])
def test_every_month_end_of_two_years_is_met(zone: str) -> None:
    """A leap year among them: the day after the last of a month is the first of the next."""
    new_year = resolve(date(2027, 1, 1), time(0), zone) - timedelta(seconds=1)
    found = follow(daily(time(9)), new_year, zone, 731)
    assert [one.local_date for one in found] == [date(2027, 1, 1) + timedelta(n) for n in range(731)]
    assert found[-1].key == "2028-12-31"
    assert {local(one.at, zone).time() for one in found} == {time(9)}


def test_midnight_that_did_not_exist_loses_no_day() -> None:
    found = follow(daily(time(0)), datetime(2018, 11, 2, 12, tzinfo=UTC), "America/Sao_Paulo", 4)
    assert [one.key for one in found] == ["2018-11-03", "2018-11-04", "2018-11-05", "2018-11-06"]
    assert [local(one.at, "America/Sao_Paulo").hour for one in found] == [0, 1, 0, 0]


def test_a_jump_over_midnight_keeps_the_day_it_belongs_to() -> None:
    found = follow(daily(time(23, 30)), datetime(2026, 3, 27, 12, tzinfo=UTC), "America/Nuuk", 4)
    assert [one.key for one in found] == ["2026-03-27", "2026-03-28", "2026-03-29", "2026-03-30"]
    late = found[1]
    assert local(late.at, "America/Nuuk").isoformat() == "2026-03-29T00:30:00-01:00"
    assert next_occurrence(daily(time(23, 30)), late.at - timedelta(minutes=5), "America/Nuuk") == late


def test_a_skipped_day_moves_to_the_next_and_never_doubles_it() -> None:
    before = datetime(2011, 12, 29, 12, tzinfo=UTC)
    days = follow(daily(time(9)), before, "Pacific/Apia", 3)
    assert [one.key for one in days] == ["2011-12-29", "2011-12-31", "2012-01-01"]
    fridays = follow(Weekly(FRIDAY, time(9)), before, "Pacific/Apia", 2)
    assert [one.key for one in fridays] == ["2011-12-30", "2012-01-06"]
    assert local(fridays[0].at, "Pacific/Apia").date() == date(2011, 12, 31)


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: Weekly(frozenset(), time(9)),
        lambda: Weekly(frozenset({0}), time(9)),
        lambda: Weekly(frozenset({8}), time(9)),
    ],
)
def test_an_impossible_cadence_is_refused(wrong) -> None:
    with pytest.raises(ValueError, match="weekdays are 1 to 7"):
        wrong()
