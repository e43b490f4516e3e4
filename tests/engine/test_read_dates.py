"""Days, lengths of time and times of day: what was typed on a Monday morning, and what it means."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

import pytest

from bot.engine.read import Reading, read_date, read_duration, read_wall_time, warm_dates
from bot.engine.text import Invalid

MONDAY = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
BRITISH = Reading(MONDAY, "Europe/London", "en-GB")
AMERICAN = Reading(MONDAY, "America/New_York", "en-US")
NEXT_YEAR = date(2027, 12, 31)


@pytest.mark.parametrize(
    ("zone", "meant"),
    [
        ("Europe/Lisbon", "2026-12-01"),
        ("Africa/Nairobi", "2026-12-01"),
        ("Europe/Berlin", "2026-12-01"),
        ("America/New_York", "2027-01-12"),
        ("Asia/Manila", "2027-01-12"),
    ],
)
def test_figures_in_a_bare_language_go_by_where_they_are_written(zone: str, meant: str) -> None:
    day = read_date("1/12", Reading(MONDAY, zone, "en"), earliest=None, latest=None)
    assert day == date.fromisoformat(meant)


def in_language(locale: str) -> Reading:
    return Reading(MONDAY, "Europe/Lisbon", locale)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("today", "2026-11-23"),
        ("tomorrow", "2026-11-24"),
        ("Tomorrow!", "2026-11-24"),
        ("tmrw", "2026-11-24"),
        ("the day after tomorrow", "2026-11-25"),
        ("Friday", "2026-11-27"),
        ("fri", "2026-11-27"),
        ("by Friday", "2026-11-27"),
        ("by Friday please", "2026-11-27"),
        ("on Friday.", "2026-11-27"),
        ("this Friday", "2026-11-27"),
        ("this coming Thursday", "2026-11-26"),
        ("next Friday", "2026-12-04"),
        ("next week Friday", "2026-12-04"),
        ("Friday next week", "2026-12-04"),
        ("Friday week", "2026-12-04"),
        ("a week from Friday", "2026-12-04"),
        ("two weeks from Friday", "2026-12-11"),
        ("Monday", "2026-11-30"),
        ("this Monday", "2026-11-23"),
        ("tomorrow morning", "2026-11-24"),
        ("Friday 5pm", "2026-11-27"),
        ("Sunday evening", "2026-11-29"),
        ("the 15th of next month", "2026-12-15"),
        ("Friday (4 Dec)", "2026-12-04"),
        ("4 or 5 Dec", None),
        ("this week", None),
        ("next Monday", "2026-11-30"),
        ("Fri 8 Jan", "2027-01-08"),
        ("Friday, 8 January", "2027-01-08"),
        ("8 Jan", "2027-01-08"),
        ("Jan 8", "2027-01-08"),
        ("January 8th", "2027-01-08"),
        ("8th of January", "2027-01-08"),
        ("the 8th of January 2027", "2027-01-08"),
        ("Jan 8, 2027", "2027-01-08"),
        ("8 Jan 27", "2027-01-08"),
        ("the 8th", "2026-12-08"),
        ("31st", "2026-12-31"),
        ("8.1.", "2027-01-08"),
        ("8.1", "2027-01-08"),
        ("8. 1. 2027", "2027-01-08"),
        ("08.01.27", "2027-01-08"),
        ("8/1", "2027-01-08"),
        ("8/1/2027", "2027-01-08"),
        ("08-01-2027", "2027-01-08"),
        ("12/24", "2026-12-24"),
        ("2026-12-01", "2026-12-01"),
        ("2026/12/01", "2026-12-01"),
        ("20261201", "2026-12-01"),
        ("٢٠٢٦-١٢-٠١", "2026-12-01"),
        ("in two weeks", "2026-12-07"),
        ("in 2 weeks", "2026-12-07"),
        ("in 2 weeks time", "2026-12-07"),
        ("two weeks from now", "2026-12-07"),
        ("in a week", "2026-11-30"),
        ("a week from now", "2026-11-30"),
        ("in a couple of weeks", "2026-12-07"),
        ("in a fortnight", "2026-12-07"),
        ("in ten days", "2026-12-03"),
        ("10 days", "2026-12-03"),
        ("in a month", "2026-12-23"),
        ("next week", "2026-11-30"),
        ("next month", "2026-12-23"),
        ("end of the month", "2026-11-30"),
        ("end of month", "2026-11-30"),
        ("by the end of the month", "2026-11-30"),
        ("end of next month", "2026-12-31"),
        ("end of January", "2027-01-31"),
        ("end of November", "2026-11-30"),
        ("end of the week", "2026-11-27"),
        ("end of next week", "2026-12-04"),
        ("end of the year", "2026-12-31"),
        ("end of the quarter", "2026-12-31"),
        ("mid December", "2026-12-15"),
        ("24 Dec", "2026-12-24"),
        ("Dec 24th", "2026-12-24"),
        ("24th December 2026", "2026-12-24"),
        ("31 Feb", None),
        ("30.2.", None),
        ("13.13.", None),
        ("0000-01-01", None),
        ("2026-02-30", None),
        ("soon", None),
        ("when Rita is back", None),
        ("may", None),
        ("January", None),
        ("7", None),
        ("2027", None),
        ("2 of 5", None),
        ("a week", "2026-11-30"),
        ("week", None),
        ("9:30", None),
        ("no idea", None),
        ("sat down with her", None),
        ("I march on", None),
        ("99999999999999999999", None),
        ("in 99999999 days", None),
        ("🙂", None),
        ("غدا إن شاء الله", None),
    ],
)
def test_day_typed_on_a_monday(typed: str, meant: str | None) -> None:
    if meant is None:
        with pytest.raises(Invalid, match="invalid-date"):
            read_date(typed, BRITISH, earliest=None, latest=NEXT_YEAR)
    else:
        assert read_date(typed, BRITISH, earliest=None, latest=NEXT_YEAR) == date.fromisoformat(meant)


@pytest.mark.parametrize(
    ("typed", "locale", "meant"),
    [
        ("1/8", "en-US", "2027-01-08"),
        ("1/8/2027", "en-US", "2027-01-08"),
        ("24/12", "en-US", "2026-12-24"),
        ("1/8", "en-GB", "2027-08-01"),
        ("1/8", "pt-BR", "2027-08-01"),
        ("8.1.", "de-DE", "2027-01-08"),
        ("24. Dezember", "de", "2026-12-24"),
        ("morgen", "de", "2026-11-24"),
        ("übermorgen", "de", "2026-11-25"),
        ("Freitag", "de", "2026-11-27"),
        ("nächsten Freitag", "de", "2026-12-04"),
        ("in zwei Wochen", "de", "2026-12-07"),
        ("amanhã", "pt-BR", "2026-11-24"),
        ("sexta-feira", "pt-BR", "2026-11-27"),
        ("próxima sexta-feira", "pt-BR", "2026-12-04"),
        ("24 de dezembro", "pt-BR", "2026-12-24"),
        ("mañana", "es", "2026-11-24"),
        ("viernes", "es-MX", "2026-11-27"),
        ("el próximo viernes", "es", "2026-12-04"),
        ("en dos semanas", "es", "2026-12-07"),
        ("vendredi prochain", "fr", "2026-12-04"),
        ("dans deux semaines", "fr", "2026-12-07"),
        ("bukas", "fil", "2026-11-24"),
        ("next Friday", "de", "2026-12-04"),
        ("tomorrow", "xx-unknown", "2026-11-24"),
    ],
)
def test_day_in_the_language_and_order_of_the_locale(typed: str, locale: str, meant: str) -> None:
    assert read_date(typed, in_language(locale), earliest=None, latest=NEXT_YEAR) == date.fromisoformat(meant)


def test_today_is_the_persons_today() -> None:
    late = datetime(2026, 11, 23, 20, 0, tzinfo=UTC)
    assert read_date("today", Reading(late, "Asia/Manila", "en-PH"), earliest=None, latest=None) == date(
        2026, 11, 24
    )
    assert read_date("today", Reading(late, "America/Los_Angeles", "en"), earliest=None, latest=None) == date(
        2026, 11, 23
    )


@pytest.mark.parametrize(
    ("day", "typed", "meant"),
    [
        (27, "Friday", "2026-12-04"),  # said on a Friday
        (27, "this Friday", "2026-11-27"),
        (27, "next Friday", "2026-12-04"),
        (28, "next Friday", "2026-12-04"),  # said on a Saturday
        (29, "next Monday", "2026-11-30"),  # said on a Sunday
        (29, "end of the week", "2026-12-04"),
        (30, "end of the month", "2026-11-30"),
    ],
)
def test_week_begins_on_monday(day: int, typed: str, meant: str) -> None:
    reading = Reading(MONDAY.replace(day=day), "Europe/London", "en-GB")
    assert read_date(typed, reading, earliest=None, latest=None) == date.fromisoformat(meant)


@pytest.mark.parametrize(
    ("typed", "earliest", "latest", "key", "args"),
    [
        ("yesterday", None, None, "invalid-date-past", {"date": date(2026, 11, 22)}),
        ("last Friday", None, None, "invalid-date-past", {"date": date(2026, 11, 20)}),
        ("8 Jan 2020", None, None, "invalid-date-past", {"date": date(2020, 1, 8)}),
        ("two days ago", None, None, "invalid-date-past", {"date": date(2026, 11, 21)}),
        ("Friday", date(2026, 12, 1), None, "invalid-date-early", {"earliest": date(2026, 12, 1)}),
        ("8 Jan", None, date(2026, 12, 31), "invalid-date-late", {"latest": date(2026, 12, 31)}),
        ("8 Jan 2090", None, None, "invalid-date-late", {"latest": date(2036, 11, 23)}),
        ("Thu 8 Jan", None, None, "invalid-date-weekday", {"date": date(2027, 1, 8)}),
        ("30 Feb", None, None, "invalid-date-none", {}),
        ("30.2.", None, None, "invalid-date-none", {}),
        ("30 February 2027", None, None, "invalid-date-none", {}),
        ("2027-02-30", None, None, "invalid-date-none", {}),
        ("x" * 50_000, None, None, "invalid-date", {}),
        ("\x00", None, None, "invalid-empty", {}),
    ],
)
def test_day_that_does_not_fit(
    typed: str, earliest: date | None, latest: date | None, key: str, args: dict[str, object]
) -> None:
    with pytest.raises(Invalid) as caught:
        read_date(typed, BRITISH, earliest=earliest, latest=latest)
    assert (caught.value.why.key, dict(caught.value.why.args)) == (key, args)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("yesterday", "2026-11-22"),
        ("3 Nov", "2026-11-03"),
        ("Friday", "2026-11-20"),
        ("last Friday", "2026-11-20"),
        ("two weeks ago", "2026-11-09"),
        ("1.11.", "2026-11-01"),
        ("today", "2026-11-23"),
    ],
)
def test_question_about_the_past_gets_the_last_such_day(typed: str, meant: str) -> None:
    day = read_date(typed, BRITISH, earliest=date(2026, 1, 1), latest=date(2026, 11, 23))
    assert day == date.fromisoformat(meant)


def test_leap_day_waits_for_its_year() -> None:
    assert read_date("29 Feb", BRITISH, earliest=None, latest=None) == date(2028, 2, 29)
    with pytest.raises(Invalid, match="invalid-date-late"):
        read_date("29 Feb", BRITISH, earliest=None, latest=NEXT_YEAR)


def test_warming_reads_in_every_language() -> None:
    warm_dates(("en", "de", "pt-BR", "xx"))


@pytest.mark.parametrize(
    ("typed", "minutes"),
    [
        ("45 min", 45),
        ("45min", 45),
        ("45 minutes", 45),
        ("45m", 45),
        ("45'", None),
        ("1 h 30", 90),
        ("1h30", 90),
        ("1h30m", 90),
        ("1 h 30 min", 90),
        ("1 hour 30 minutes", 90),
        ("1 hour and 20 minutes", 80),
        ("one hour twenty minutes", 80),
        ("1:30", 90),
        ("0:45", 45),
        ("an hour and a half", 90),
        ("one and a half hours", 90),
        ("two hours and a quarter", 135),
        ("an hour", 60),
        ("half an hour", 30),
        ("half hour", 30),
        ("a quarter of an hour", 15),
        ("three quarters of an hour", 45),
        ("90", 90),
        ("1 and a half hours", 90),
        ("30-40 min", None),
        ("0", 0),
        ("2 hours", 120),
        ("2 hrs", 120),
        ("about 2 hours", 120),
        ("~2h", 120),
        ("twenty minutes", 20),
        ("twenty-five minutes", 25),
        ("1.5 h", 90),
        ("1½ h", 90),
        ("1.25 hours", 75),
        ("٤٥ min", 45),
        ("1.5", None),
        ("-5 min", None),
        ("1:75", None),
        ("1 h 75", None),
        ("a while", None),
        ("2 days", None),
        ("5 bananas", None),
        ("min", None),
        ("hours", None),
        ("1 h 2 h", None),
        ("999999", None),
        ("nan", None),
        ("⏰", None),
    ],
)
def test_length_of_time(typed: str, minutes: int | None) -> None:
    if minutes is None:
        with pytest.raises(Invalid, match="invalid-duration"):
            read_duration(typed, BRITISH)
    else:
        assert read_duration(typed, BRITISH) == minutes


@pytest.mark.parametrize(
    ("typed", "locale", "minutes"),
    [
        ("1,5 h", "de", 90),
        ("eine Stunde", "de", 60),
        ("2 Stunden", "de", 120),
        ("uma hora", "pt-BR", 60),
        ("1,5 h", "en", 90),
    ],
)
def test_length_of_time_in_the_locale(typed: str, locale: str, minutes: int) -> None:
    assert read_duration(typed, in_language(locale)) == minutes


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("9", "09:00"),
        ("09", "09:00"),
        ("9:30", "09:30"),
        ("9.30", "09:30"),
        ("9h30", "09:30"),
        ("0930", "09:30"),
        ("930", "09:30"),
        ("9am", "09:00"),
        ("9 a.m.", "09:00"),
        ("9:30 pm", "21:30"),
        ("3 pm", "15:00"),
        ("3p", "15:00"),
        ("12am", "00:00"),
        ("12 pm", "12:00"),
        ("15:00", "15:00"),
        ("15:00:00", "15:00"),
        ("15h", "15:00"),
        ("15 Uhr", "15:00"),
        ("at 9", "09:00"),
        ("around 9:15", "09:15"),
        ("9 o'clock", "09:00"),
        ("nine", "09:00"),
        ("nine am", "09:00"),
        ("half past nine", "09:30"),
        ("quarter to 10", "09:45"),
        ("a quarter past 3 pm", "15:15"),
        ("9 in the morning", "09:00"),
        ("9 in the evening", "21:00"),
        ("noon", "12:00"),
        ("midnight", "00:00"),
        ("٩:٣٠", "09:30"),
        ("24:00", None),
        ("25", None),
        ("9:60", None),
        ("13 pm", None),
        ("0 am", None),
        ("soon", None),
        ("a", None),
        ("9-10", None),
        ("99999", None),
        ("🕘", None),
    ],
)
def test_time_of_day(typed: str, meant: str | None) -> None:
    if meant is None:
        with pytest.raises(Invalid, match="invalid-time"):
            read_wall_time(typed)
    else:
        assert read_wall_time(typed) == time.fromisoformat(meant)
