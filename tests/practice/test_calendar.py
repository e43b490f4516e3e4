"""Local time to instants: both clock changes, month ends, catching up, and every zone on earth."""

from __future__ import annotations

import functools
import os
import re
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta, timezone
from importlib.resources import files
from itertools import pairwise
from pathlib import Path
from zoneinfo import ZoneInfo, available_timezones, reset_tzpath

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.practice.calendar import (
    Cadence,
    Monthly,
    Occurrence,
    Weekly,
    catch_up,
    daily,
    from_millis,
    jitter,
    knows_zone,
    local,
    next_occurrence,
    resolve,
    to_millis,
    zone_named,
)
from bot.practice.ics import ics_event

ZONES = sorted(zone for zone in available_timezones() if "/" in zone and knows_zone(zone))
SWEEP_YEARS = int(os.environ.get("SWEEP_YEARS", "1"))

FRIDAY = frozenset({5})


def follow(cadence: Cadence, after: datetime, zone: str, times: int) -> list[Occurrence]:
    found = []
    for _ in range(times):
        found.append(next_occurrence(cadence, after, zone))
        after = found[-1].at
    return found


# --- instants ---------------------------------------------------------------------------------


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
    assert from_millis(to_millis(at)) == at
    assert to_millis(datetime(1969, 12, 31, 23, 59, 59, 999_999, UTC)) == -1


def test_a_time_without_a_zone_is_refused() -> None:
    naive = datetime(2026, 11, 27, 15)  # noqa: DTZ001 - the mistake that is to be found
    for refuses in (lambda: to_millis(naive), lambda: next_occurrence(daily(time(9)), naive, "UTC")):
        with pytest.raises(ValueError, match="no time zone"):
            refuses()
    with pytest.raises(ValueError, match="no zone of its own"):
        Weekly(FRIDAY, time(9, tzinfo=UTC))
    with pytest.raises(ValueError, match="no zone of its own"):
        Monthly(5, time(9, tzinfo=UTC))


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


def test_every_second_week_counts_from_its_first_week() -> None:
    cadence = Weekly(frozenset({1, 5}), time(9), every=2, since=date(2026, 11, 25))
    found = follow(cadence, datetime(2026, 11, 25, 12, tzinfo=UTC), "UTC", 4)
    assert [one.key for one in found] == ["2026-11-27", "2026-12-07", "2026-12-11", "2026-12-21"]
    before = next_occurrence(cadence, datetime(2026, 11, 14, tzinfo=UTC), "UTC")
    assert before.key == "2026-11-23"


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (
            31,
            [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31],
        ),
        (
            30,
            [30, 28, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 29, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30],
        ),
        (29, [29, 28] + [29] * 22),
        (1, [1] * 24),
    ],
)
@pytest.mark.parametrize("zone", ["Europe/Berlin", "Pacific/Auckland", "America/Los_Angeles"])
def test_a_month_end_is_met_in_each_of_24_months(zone: str, day: int, expected: list[int]) -> None:
    new_year = resolve(date(2027, 1, 1), time(0), zone) - timedelta(seconds=1)
    found = follow(Monthly(day, time(9)), new_year, zone, 24)
    assert [one.local_date.day for one in found] == expected
    assert [(one.local_date.year, one.local_date.month) for one in found] == [
        (year, month) for year in (2027, 2028) for month in range(1, 13)
    ]


def test_midnight_that_did_not_exist_loses_no_day() -> None:
    found = follow(daily(time(0)), datetime(2018, 11, 2, 12, tzinfo=UTC), "America/Sao_Paulo", 4)
    assert [one.key for one in found] == ["2018-11-03", "2018-11-04", "2018-11-05", "2018-11-06"]
    assert [local(one.at, "America/Sao_Paulo").hour for one in found] == [0, 1, 0, 0]


def test_a_jump_over_midnight_keeps_the_day_it_belongs_to() -> None:
    found = follow(daily(time(23, 30)), datetime(2026, 3, 27, 12, tzinfo=UTC), "America/Nuuk", 4)
    assert [one.key for one in found] == ["2026-03-27", "2026-03-28", "2026-03-29", "2026-03-30"]
    late = found[1]
    assert local(late.at, "America/Nuuk").isoformat() == "2026-03-29T00:30:00-01:00"
    for cadence in (daily(time(23, 30)), Monthly(28, time(23, 30))):
        assert next_occurrence(cadence, late.at - timedelta(minutes=5), "America/Nuuk") == late


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
        lambda: Weekly(FRIDAY, time(9), every=0),
        lambda: Weekly(FRIDAY, time(9), every=53),
        lambda: Monthly(0, time(9)),
        lambda: Monthly(32, time(9)),
    ],
)
def test_an_impossible_cadence_is_refused(wrong) -> None:
    with pytest.raises(ValueError, match=r"is not 1 to|weekdays are 1 to 7"):
        wrong()


wall_times = st.times(max_value=time(23, 59)).map(lambda at: at.replace(second=0, microsecond=0))
weekly = st.builds(
    Weekly,
    st.frozensets(st.integers(1, 7), min_size=1),
    wall_times,
    st.integers(1, 6),
    st.dates(date(2000, 1, 1), date(2030, 1, 1)),
)
monthly = st.builds(Monthly, st.integers(1, 31), wall_times)
instants = st.datetimes(datetime(1990, 1, 1), datetime(2036, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
zones = st.sampled_from(ZONES)


@given(cadence=weekly | monthly, after=instants, zone=zones)
def test_next_is_after_and_strictly_monotone(cadence: Cadence, after: datetime, zone: str) -> None:
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


# --- after a standstill -----------------------------------------------------------------------

NOW = datetime(2026, 11, 27, 8, tzinfo=UTC)


def due(*hours_ago: float) -> list[tuple[datetime, float]]:
    return [(NOW - timedelta(hours=hours), hours) for hours in hours_ago]


def test_a_laptop_that_slept_all_day_sends_the_check_in_late() -> None:
    found = catch_up([(NOW, "check-in")], NOW + timedelta(hours=1, minutes=10))
    assert (found.late, found.folded, found.dropped) == ("check-in", (), ())


@pytest.mark.parametrize(
    ("hours_ago", "on_time", "late", "folded", "dropped", "waiting"),
    [
        ([], [], None, [], [], []),
        ([0], [0], None, [], [], []),
        ([1 / 6], [1 / 6], None, [], [], []),
        ([0.2], [], 0.2, [], [], []),
        ([12], [], 12, [], [], []),
        ([12.1], [], None, [12.1], [], []),
        ([168], [], None, [168], [], []),
        ([168.1], [], None, [], [168.1], []),
        ([-1], [], None, [], [], [-1]),
        ([3, 5], [], 3, [5], [], []),
        ([5, 200, -2, 30, 0, 3, 400, 29], [0], 3, [30, 29, 5], [400, 200], [-2]),
    ],
)
def test_lateness_decides(hours_ago, on_time, late, folded, dropped, waiting) -> None:
    found = catch_up(due(*hours_ago), NOW)
    assert found.on_time == tuple(on_time)
    assert found.late == late
    assert found.folded == tuple(folded)
    assert found.dropped == tuple(dropped)
    assert found.waiting == tuple(waiting)


@pytest.mark.parametrize("stopped", [timedelta(minutes=5), timedelta(1), timedelta(60), timedelta(365)])
def test_any_standstill_gives_at_most_one_catch_up(stopped: timedelta) -> None:
    times = follow(daily(time(9)), NOW - stopped, "Asia/Manila", 400)
    found = catch_up([(one.at, one.key) for one in times], NOW)
    kept = [*found.on_time, *filter(None, [found.late]), *found.folded, *found.dropped, *found.waiting]
    assert sorted(kept) == [one.key for one in times]
    assert len(found.folded) <= 7
    assert len(found.on_time) <= 1


def test_jitter_is_stable_and_spreads() -> None:
    assert jitter("p1/2026-11-30") == jitter("p1/2026-11-30")
    assert jitter("anybody", 0) == 0
    counts = Counter(jitter(f"person-{n}") for n in range(11_000))
    assert sorted(counts) == list(range(11))
    assert min(counts.values()) > 850
    assert max(counts.values()) < 1_150


# --- calendar file ----------------------------------------------------------------------------


def test_a_talk_as_a_calendar_file() -> None:
    text = ics_event(
        uid="talk-7@fivefold",
        start=datetime(2027, 1, 11, 17, tzinfo=timezone(timedelta(hours=8))),
        minutes=10,
        title="Rita, Joy; ten minutes",
        description="1 Calendar\r\n2 C:\\refunds\x07\r3",
        stamp=datetime(2027, 1, 8, 12, tzinfo=UTC),
    )
    assert text == (
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Fivefold//Fivefold//EN\r\nMETHOD:PUBLISH\r\n"
        "BEGIN:VEVENT\r\nUID:talk-7@fivefold\r\nDTSTAMP:20270108T120000Z\r\n"
        "DTSTART:20270111T090000Z\r\nDTEND:20270111T091000Z\r\n"
        "SUMMARY:Rita\\, Joy\\; ten minutes\r\nDESCRIPTION:1 Calendar\\n2 C:\\\\refunds\\n3\r\n"
        "END:VEVENT\r\nEND:VCALENDAR\r\n"
    )
    assert "DESCRIPTION" not in ics_event(uid="u", start=NOW, minutes=1, title="t", stamp=NOW)


@example("a" * 300)
@example("ä" * 300)
@example("a" + "ü€😀" * 60)
@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=300))
def test_calendar_lines_are_short_and_unfold_to_what_was_written(words: str) -> None:
    text = ics_event(uid="u", start=NOW, minutes=10, title=words, stamp=NOW)
    raw = text.encode().split(b"\r\n")
    assert raw.pop() == b""
    assert all(len(line) <= 75 and b"\n" not in line and b"\r" not in line for line in raw)
    unfolded = text.replace("\r\n ", "").split("\r\n")
    (summary,) = [line for line in unfolded if line.startswith("SUMMARY:")]
    assert not [line for line in unfolded[:-1] if ":" not in line]
    plain = words.replace("\r\n", "\n").replace("\r", "\n")
    expected = "".join(c for c in plain if c in "\n\t" or (c >= " " and c != "\x7f"))
    assert unescape(summary.removeprefix("SUMMARY:")) == expected


def unescape(written: str) -> str:
    return re.sub(r"\\(.)", lambda found: "\n" if found[1] == "n" else found[1], written)
