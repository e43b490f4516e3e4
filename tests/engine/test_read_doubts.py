"""Doubt is no answer, whatever holds it; days in a row mean the same however they are written."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from bot.engine.kinds import DATE, FIRST_DAY, NumberKind
from bot.engine.read import first_of, last_of, read_date, read_wall_time, tells_both, what_was_in_the_way
from bot.engine.read_spans import read_span
from bot.engine.text import Invalid
from tests.engine.reading import MONDAY, NASTY, at

HERE = at("en-GB")
TODAY = MONDAY.date()
LONGEST = timedelta(days=300)
SURE = (
    "friday",
    "27 Nov",
    "27/11",
    "the 30th",
    "tomorrow",
    "next monday",
    "in two weeks",
    "end of the month",
)
DOUBT = ("{}?", "maybe {}", "{} maybe", "{} or so", "I think {}", "can we do {}?", "{}, hopefully", "{} ?")
DAYS = st.dates(TODAY + timedelta(days=1), TODAY + timedelta(days=200))
WRITTEN = (
    "{0:%d %B} to {1:%d %B}",
    "from {0:%d %b} until {1:%d %b}",
    "{0:%d.%m.} - {1:%d.%m.}",
    "{0} to {1}",
)


@pytest.mark.parametrize("day", SURE)
@pytest.mark.parametrize("doubt", DOUBT)
def test_a_day_in_doubt_is_proposed_and_not_taken(day: str, doubt: str) -> None:
    meant = read_date(day, HERE, earliest=None, latest=None)
    with pytest.raises(Invalid) as invalid:
        read_date(doubt.format(day), HERE, earliest=None, latest=None)
    assert invalid.value.meant == meant.isoformat()
    assert DATE.read(invalid.value.meant, HERE) == meant, "what is proposed is taken as it is"


@pytest.mark.parametrize(("typed", "meant"), [("9?", "09:00"), ("maybe 3 pm", "15:00"), ("9ish", "09:00")])
def test_a_time_in_doubt_is_proposed(typed: str, meant: str) -> None:
    with pytest.raises(Invalid) as invalid:
        read_wall_time(typed)
    assert invalid.value.meant == meant


@pytest.mark.parametrize("typed", ["20?", "20 or so", "can I have 20?"])
def test_a_number_in_doubt_is_proposed(typed: str) -> None:
    hours = NumberKind(0, 168, False, None, "hours")
    with pytest.raises(Invalid) as invalid:
        hours.read(typed, HERE)
    assert hours.read(invalid.value.meant, HERE) == 20


@given(NASTY)
def test_nothing_with_a_question_mark_is_a_day(typed: str) -> None:
    assume("why not" not in typed.casefold())
    with pytest.raises(Invalid):
        read_date(f"{typed}?", HERE, earliest=None, latest=None)


# --- days in a row --------------------------------------------------------------------------------


@given(DAYS, st.integers(0, 60), st.sampled_from(WRITTEN))
def test_days_in_a_row_are_those_that_were_written(first: date, more: int, written: str) -> None:
    last = first + timedelta(days=more)
    assume(last <= TODAY + timedelta(days=300))
    line = written.format(first, last)
    assert read_span(line, HERE, latest=LONGEST) == (first, last)
    assert tells_both(line, HERE, latest=LONGEST)
    assert first_of(line, HERE, latest=LONGEST) == first
    assert last_of(line, HERE, first, latest=LONGEST) == last


@given(DAYS, st.integers(1, 27))
def test_one_month_may_stand_for_both_days(first: date, more: int) -> None:
    last = first + timedelta(days=more)
    assume(last.month == first.month)
    for line in (f"{first.day}-{last.day} {last:%B}", f"{last:%B} {first.day} to {last.day}"):
        assert read_span(line, HERE, latest=LONGEST) == (first, last)


@given(DAYS, st.integers(1, 30))
def test_a_length_is_counted_with_its_first_day(first: date, many: int) -> None:
    line = f"{first:%d %B} for {many} day{'s' if many > 1 else ''}"
    assert read_span(line, HERE, latest=LONGEST) == (first, first + timedelta(days=many - 1))


@given(NASTY)
def test_whatever_is_typed_for_days_is_days_or_asked(typed: str) -> None:
    for read in (lambda: FIRST_DAY.read(typed, HERE), lambda: last_of(typed, HERE, TODAY, latest=LONGEST)):
        try:
            day = read()
        except Invalid:
            continue
        assert isinstance(day, date)


# --- a week ---------------------------------------------------------------------------------------

LINES = ("all good", "no power", "internet down since noon", "no work", "nothing special", "no issues here")


@given(st.sampled_from(LINES), st.sampled_from(("but", "except", "though", "zyx", "refunds", "unless")))
def test_a_word_more_that_nobody_knows_is_asked_about(line: str, word: str) -> None:
    for said in (f"{line} {word}", f"{line}, {word} late", f"{word} {line}"):
        assert what_was_in_the_way(said, HERE) == ""
    assert what_was_in_the_way(line, HERE) != ""
