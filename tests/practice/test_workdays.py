"""Working hours, free days, holidays, rounds, and times at which two people are both free."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.practice.calendar import local, resolve
from bot.practice.holidays import country_of_zone, public_holidays
from bot.practice.workdays import (
    FIRST_ROUND_WEEKS,
    LATER_ROUND_WEEKS,
    Away,
    Hours,
    add_working_days,
    both_free,
    closed_time,
    is_away,
    is_working,
    is_year_end,
    next_open,
    next_round_start,
    round_end,
    shift,
)

RITA = Hours("Europe/Lisbon", time(9), time(18))
JOY = Hours("Asia/Manila", time(9), time(18))
NIGHT = Hours("Asia/Manila", time(22), time(6))
ALWAYS = Hours("Asia/Manila", time(0), time(0), frozenset(range(1, 8)))
BONIFACIO = date(2026, 11, 30)


def there(wall: str, hours: Hours) -> datetime:
    at = datetime.fromisoformat(wall)
    return resolve(at.date(), at.time(), hours.zone)


class EveryDay:
    """Free for ever."""

    def __contains__(self, day: object) -> bool:
        return True


# --- working hours ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("at", "hours", "opens"),
    [
        ("2026-11-27T08:59", JOY, "2026-11-27T09:00"),
        ("2026-11-27T09:00", JOY, "2026-11-27T09:00"),
        ("2026-11-27T17:59", JOY, "2026-11-27T17:59"),
        ("2026-11-27T18:00", JOY, "2026-12-01T09:00"),
        ("2026-11-28T12:00", JOY, "2026-12-01T09:00"),
        ("2026-11-30T12:00", JOY, "2026-12-01T09:00"),
        ("2026-11-28T12:00", RITA, "2026-12-01T09:00"),
        # A night shift belongs to the day on which it starts.
        ("2026-11-27T12:00", NIGHT, "2026-11-27T22:00"),
        ("2026-11-28T05:59", NIGHT, "2026-11-28T05:59"),
        ("2026-11-28T06:00", NIGHT, "2026-12-01T22:00"),
        ("2026-11-30T03:00", NIGHT, "2026-12-01T22:00"),
        ("2026-11-29T03:00", ALWAYS, "2026-11-29T03:00"),
        ("2026-11-30T03:00", ALWAYS, "2026-12-01T00:00"),
    ],
)
def test_next_open_leaves_out_nights_weekends_and_free_days(at: str, hours: Hours, opens: str) -> None:
    free = {BONIFACIO}
    found = next_open(there(at, hours), hours, free)
    assert found == there(opens, hours)
    assert found.tzinfo is UTC


def test_free_days_may_be_a_mapping_of_holidays() -> None:
    holiday = there("2026-11-30T10:00", JOY)
    assert next_open(holiday, JOY, public_holidays("PH", [2026])) == there("2026-12-01T09:00", JOY)
    assert next_open(holiday, JOY) == holiday


def test_hours_stay_at_the_wall_over_a_clock_change() -> None:
    berlin = Hours("Europe/Berlin", time(9), time(17))
    assert next_open(datetime(2026, 3, 28, tzinfo=UTC), berlin) == datetime(2026, 3, 30, 7, tzinfo=UTC)
    assert next_open(datetime(2026, 10, 24, tzinfo=UTC), berlin) == datetime(2026, 10, 26, 8, tzinfo=UTC)
    night = Hours("Europe/Berlin", time(22), time(6), frozenset({6}))
    spring, autumn = shift(date(2026, 3, 28), night), shift(date(2026, 10, 24), night)
    assert (spring[1] - spring[0], autumn[1] - autumn[0]) == (timedelta(hours=7), timedelta(hours=9))


def test_a_shift_swallowed_by_a_clock_change_is_not_worked() -> None:
    short = Hours("Europe/Berlin", time(2, 15), time(2, 15, 1), frozenset({7}))
    assert next_open(there("2026-03-29T00:00", short), short) == there("2026-03-29T03:15", short)
    inside = Hours("America/Sao_Paulo", time(23, 30), time(0), frozenset({6}))
    assert next_open(there("2018-11-03T12:00", inside), inside) == there("2018-11-03T23:30", inside)


def test_a_day_that_never_was_is_not_worked() -> None:
    apia = Hours("Pacific/Apia", time(9), time(17))
    assert next_open(there("2011-12-29T17:00", apia), apia) == there("2012-01-02T09:00", apia)


def test_nobody_waits_for_ever() -> None:
    for never in (
        lambda: next_open(datetime(2026, 1, 1, tzinfo=UTC), JOY, EveryDay()),
        lambda: add_working_days(date(2026, 1, 1), 1, EveryDay()),
        lambda: next_round_start(date(2026, 1, 1), EveryDay()),
        lambda: round_end(date(2026, 1, 1), 1, EveryDay()),
    ):
        with pytest.raises(ValueError, match="ten years"):
            never()
    assert both_free(RITA, JOY, (), EveryDay(), datetime(2026, 1, 1, tzinfo=UTC), 10) is None


def test_impossible_hours_are_refused() -> None:
    with pytest.raises(ValueError, match="weekdays"):
        Hours("UTC", time(9), time(17), frozenset())
    with pytest.raises(ValueError, match="weekdays"):
        Hours("UTC", time(9), time(17), frozenset({0}))
    with pytest.raises(ValueError, match="Mars/Base"):
        Hours("Mars/Base", time(9), time(17))


some_hours = st.builds(
    Hours,
    st.sampled_from(
        ["Asia/Manila", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "America/Nuuk"]
    ),
    st.times(),
    st.times(),
    st.frozensets(st.integers(1, 7), min_size=1),
)
instants = st.datetimes(datetime(2025, 1, 1), datetime(2028, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
free_days = st.frozensets(st.dates(date(2025, 1, 1), date(2028, 1, 1)), max_size=20)


@given(at=instants, hours=some_hours, free=free_days)
def test_next_open_is_open_and_settled(at: datetime, hours: Hours, free: frozenset[date]) -> None:
    found = next_open(at, hours, free)
    assert found >= at
    assert next_open(found, hours, free) == found
    days = {local(found, hours.zone).date(), local(found, hours.zone).date() - timedelta(days=1)}
    assert any(is_working(day, free, hours.days) for day in days)


# --- working days -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "count", "expected"),
    [
        (date(2026, 11, 27), 0, date(2026, 11, 27)),
        (date(2026, 11, 28), 0, date(2026, 11, 28)),
        (date(2026, 11, 26), 1, date(2026, 11, 27)),
        (date(2026, 11, 27), 1, date(2026, 12, 1)),
        (date(2026, 11, 28), 1, date(2026, 12, 1)),
        (date(2026, 11, 25), 5, date(2026, 12, 3)),
    ],
)
def test_working_days_are_counted_from_the_day_after(day: date, count: int, expected: date) -> None:
    assert add_working_days(day, count, {BONIFACIO}) == expected


def test_working_days_never_go_back() -> None:
    with pytest.raises(ValueError, match="-1 working days"):
        add_working_days(BONIFACIO, -1)


# --- both free --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("after", "minutes", "slot"),
    [
        ("2027-01-08T14:00", 10, "2027-01-11T09:00"),
        ("2027-01-11T09:00", 10, "2027-01-11T09:00"),
        ("2027-01-11T09:01", 10, "2027-01-11T09:15"),
        ("2027-01-11T09:40", 10, "2027-01-11T09:45"),
        ("2027-01-11T09:40", 30, "2027-01-12T09:00"),
        ("2027-01-11T09:00", 60, "2027-01-11T09:00"),
    ],
)
def test_rita_and_joy_are_both_free_at_nine_in_lisbon(after: str, minutes: int, slot: str) -> None:
    found = both_free(RITA, JOY, (), (), there(after, RITA), minutes)
    assert found == there(slot, RITA)
    assert found == both_free(JOY, RITA, (), (), there(after, RITA), minutes)


def test_on_monday_it_is_nine_in_lisbon_and_five_in_manila() -> None:
    found = both_free(RITA, JOY, (), (), datetime(2027, 1, 8, 14, tzinfo=UTC), 10)
    assert found is not None
    assert local(found, RITA.zone).strftime("%a %H:%M") == "Mon 09:00"
    assert local(found, JOY.zone).strftime("%a %H:%M") == "Mon 17:00"


def test_free_days_of_either_are_left_out() -> None:
    monday, tuesday = date(2027, 1, 11), date(2027, 1, 12)
    after = datetime(2027, 1, 8, 14, tzinfo=UTC)
    assert both_free(RITA, JOY, {monday}, {tuesday}, after, 10) == datetime(2027, 1, 13, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    ("ends", "minutes", "slot"),
    [
        # From nine to four in Manila is over before it is nine in Lisbon; until five it is over then.
        (time(16), 10, None),
        (time(17), 10, None),
        (time(17, 5), 10, None),
        (time(17, 10), 10, "2027-01-11T09:00"),
        (time(18), 60, "2027-01-11T09:00"),
        (time(18), 61, None),
    ],
)
def test_a_talk_lies_inside_the_hours_of_both_until_its_end(
    ends: time, minutes: int, slot: str | None
) -> None:
    joy = Hours("Asia/Manila", time(9), ends)
    found = both_free(RITA, joy, (), (), datetime(2027, 1, 9, tzinfo=UTC), minutes)
    assert found == (slot and there(slot, RITA))


def test_a_longer_talk_than_either_works_is_not_found() -> None:
    assert both_free(RITA, RITA, (), (), datetime(2027, 1, 9, tzinfo=UTC), 9 * 60 + 1) is None
    assert both_free(RITA, RITA, (), (), datetime(2027, 1, 9, tzinfo=UTC), 9 * 60) is not None


def test_whole_days_that_touch_are_one_window() -> None:
    late = there("2027-01-11T23:50", ALWAYS)
    assert both_free(ALWAYS, ALWAYS, (), (), late, 1_500) == there("2027-01-12T00:00", ALWAYS)
    earlier = there("2027-01-11T23:40", ALWAYS)
    assert both_free(ALWAYS, ALWAYS, (), (), earlier, 30) == there("2027-01-11T23:45", ALWAYS)
    assert both_free(ALWAYS, NIGHT, (), (), late, 120) == there("2027-01-12T00:00", ALWAYS)


def test_people_who_never_work_on_the_same_day_have_no_slot() -> None:
    monday = Hours("UTC", time(9), time(17), frozenset({1}))
    tuesday = Hours("UTC", time(9), time(17), frozenset({2}))
    assert both_free(monday, tuesday, (), (), datetime(2027, 1, 9, tzinfo=UTC), 10) is None


@given(a=some_hours, b=some_hours, after=instants, minutes=st.integers(1, 240), free=free_days)
def test_a_slot_lies_inside_the_hours_of_both(
    a: Hours, b: Hours, after: datetime, minutes: int, free: frozenset[date]
) -> None:
    found = both_free(a, b, free, (), after, minutes)
    assert found == both_free(b, a, (), free, after, minutes)
    if found is not None:
        assert found >= after
        assert found.minute % 15 == found.second == found.microsecond == 0
        for hours, off in ((a, free), (b, frozenset[date]())):
            last = found + timedelta(minutes=minutes) - timedelta.resolution
            assert next_open(found, hours, off) == found
            assert next_open(last, hours, off) == last


# --- rounds -----------------------------------------------------------------------------------


def test_the_first_two_rounds_of_the_playthrough() -> None:
    end = round_end(date(2026, 11, 23), FIRST_ROUND_WEEKS)
    assert end == date(2027, 1, 8)
    begin = next_round_start(end)
    assert begin == date(2027, 1, 11)
    assert round_end(begin, LATER_ROUND_WEEKS) == date(2027, 3, 5)


def test_holidays_of_both_countries_do_not_move_it() -> None:
    both = closed_time([2026, 2027], holidays=[public_holidays(c, [2026, 2027]) for c in ("PT", "PH")])
    assert round_end(date(2026, 11, 23), 6, both) == date(2027, 1, 8)
    assert round_end(date(2027, 1, 11), 8, both) == date(2027, 3, 5)


@pytest.mark.parametrize(
    ("start", "weeks", "left_out", "year_end", "end"),
    [
        (date(2026, 11, 23), 6, (), False, date(2027, 1, 1)),
        # Monday to Wednesday still make a week; from Thursday on the next one is the first.
        (date(2026, 11, 25), 6, (), True, date(2027, 1, 8)),
        (date(2026, 11, 26), 6, (), True, date(2027, 1, 15)),
        (date(2026, 11, 28), 6, (), True, date(2027, 1, 15)),
        # A pause of a week adds a week.
        (
            date(2026, 11, 23),
            6,
            frozenset(Away(date(2026, 12, 7), date(2026, 12, 11)).days()),
            True,
            date(2027, 1, 15),
        ),
        # Good Friday: the round ends on the day before.
        (date(2027, 3, 22), 1, {date(2027, 3, 26)}, True, date(2027, 3, 25)),
        # The week of Christmas 2026 counts and ends on the 23rd.
        (date(2026, 12, 21), 1, (), True, date(2026, 12, 23)),
    ],
)
def test_a_round_ends_with_its_last_working_week(start, weeks, left_out, year_end, end) -> None:
    assert round_end(start, weeks, left_out, year_end=year_end) == end


def test_a_round_has_a_week() -> None:
    with pytest.raises(ValueError, match="at least one week"):
        round_end(date(2026, 11, 23), 0)


@given(st.dates(date(2020, 1, 1), date(2040, 1, 1)), st.integers(1, 26))
def test_a_longer_round_ends_later_and_the_next_starts_after(start: date, weeks: int) -> None:
    end = round_end(start, weeks)
    assert start <= end < round_end(start, weeks + 1)
    assert is_working(end)
    assert not is_year_end(end)
    assert end < next_round_start(end)


def test_a_round_never_starts_between_the_years() -> None:
    assert next_round_start(date(2026, 12, 18)) == date(2026, 12, 21)
    assert next_round_start(date(2026, 12, 23)) == date(2027, 1, 4)
    assert next_round_start(date(2026, 12, 23), year_end=False) == date(2026, 12, 28)
    assert next_round_start(date(2026, 11, 27), {BONIFACIO}) == date(2026, 12, 1)


def test_closed_time_gathers_holidays_absences_and_the_year_end() -> None:
    away = Away(date(2026, 7, 6), date(2026, 7, 7))
    closed = closed_time([2026], holidays=[{BONIFACIO: "Bonifacio Day"}], away=[away])
    new_year = {date(2026, 1, 1)}
    christmas = {date(2026, 12, day) for day in range(24, 32)}
    assert closed == {BONIFACIO, date(2026, 7, 6), date(2026, 7, 7)} | new_year | christmas
    assert closed_time([2026], year_end=False) == frozenset()
    days = [date(2026, 1, 1) + timedelta(n) for n in range(365)]
    assert {day for day in days if is_year_end(day)} == new_year | christmas


def test_away_includes_both_ends() -> None:
    ranges = [Away(date(2026, 7, 6), date(2026, 7, 8)), Away(date(2026, 8, 1), date(2026, 8, 1))]
    away = [day for day in (date(2026, 7, 1) + timedelta(n) for n in range(40)) if is_away(day, ranges)]
    assert away == [date(2026, 7, 6), date(2026, 7, 7), date(2026, 7, 8), date(2026, 8, 1)]
    assert not is_away(date(2026, 7, 6), [])
    with pytest.raises(ValueError, match="before it begins"):
        Away(date(2026, 7, 6), date(2026, 7, 5))


# --- public holidays --------------------------------------------------------------------------


def test_the_next_philippine_holiday_is_bonifacio_day() -> None:
    days = public_holidays("PH", [2026])
    assert days[BONIFACIO] == "Bonifacio Day"
    assert min(day for day in days if day > date(2026, 11, 23)) == BONIFACIO
    assert list(days) == sorted(days)
    assert public_holidays("ph", (2026, 2026)) is days


def test_holidays_of_several_years_and_of_a_part_of_a_country() -> None:
    assert {day.year for day in public_holidays("PT", range(2026, 2029))} == {2026, 2027, 2028}
    epiphany = date(2026, 1, 6)
    assert epiphany not in public_holidays("DE", [2026])
    assert epiphany in public_holidays("DE", [2026], "BY")
    assert public_holidays("DE", [2026], "ZZ") == public_holidays("DE", [2026])


@pytest.mark.parametrize("language", ["xx", "pt", "pt-PT", "pt_PT", "pt_BR"])
def test_names_come_in_the_language_asked_for_else_in_the_country_s_own(language: str, monkeypatch) -> None:
    # The machine's own language decides nothing.
    monkeypatch.setenv("LANGUAGE", "uk")
    assert public_holidays("PT", [2031], language=language)[date(2031, 1, 1)] == "Ano Novo"
    assert public_holidays("PT", [2031])[date(2031, 1, 1)] == "New Year's Day"


def test_an_unknown_country_has_no_holidays() -> None:
    assert public_holidays("XX", [2026]) == {}
    assert public_holidays("", [2026]) == {}


@pytest.mark.parametrize(
    ("zone", "country"),
    [
        ("Asia/Manila", "PH"),
        ("Europe/Lisbon", "PT"),
        ("Africa/Nairobi", "KE"),
        ("Europe/Amsterdam", "NL"),
        ("America/New_York", "US"),
        ("Asia/Calcutta", "IN"),
        ("Europe/Kiev", "UA"),
        ("US/Eastern", "US"),
        ("UTC", None),
        ("Etc/GMT+5", None),
        ("Mars/Base", None),
    ],
)
def test_a_zone_proposes_a_country(zone: str, country: str | None) -> None:
    assert country_of_zone(zone) == country


def test_the_holiday_library_is_loaded_at_first_use_and_no_country_with_another() -> None:
    """But those that a country is built on: the library's own list of countries would load all of them."""
    asks = (
        "import sys, bot.practice.workdays; from bot.practice.holidays import public_holidays as ask\n"
        "assert 'holidays' not in sys.modules\n"
        "assert all(ask(country, [2026]) for country in ('PT', 'PR', 'IM', 'AX', 'HK'))\n"
        "assert 'holidays.countries.united_states' in sys.modules\n"
        "assert 'holidays.countries.brazil' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", asks], check=True)
