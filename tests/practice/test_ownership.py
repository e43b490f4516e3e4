"""The owner's practice, the tip that is due, and the return."""

from __future__ import annotations

from math import nan

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.practice.ownership import (
    HABITS,
    Counted,
    Habit,
    Part,
    Practice,
    Tally,
    Week,
    practice_of,
    return_of,
    tip_due,
)

TALLY = st.integers(0, 9).flatmap(lambda of: st.builds(Tally, st.integers(0, of), st.just(of)))
HOURS = st.lists(st.floats(0, 200), max_size=6).map(tuple)
COUNTED = st.builds(Counted, TALLY, HOURS, HOURS, TALLY, TALLY, TALLY)
WEEKS = st.lists(
    st.builds(Week, st.none() | st.integers(0, 40).map(float), st.none() | st.integers(0, 40).map(float)),
    max_size=12,
)


def value(practice: Practice, habit: Habit) -> float | None:
    return next(part.value for part in practice.parts if part.habit == habit)


def test_shares_and_median_make_the_score() -> None:
    practice = practice_of(
        Counted(
            rules_first=Tally(3, 3),
            answered_hours=(2, 19, 40),
            looks=Tally(3, 4),
            examples=Tally(1, 2),
            promises=Tally(0, 2),
        )
    )
    assert practice.answer_hours == 19
    assert [part.value for part in practice.parts] == [100, 100, 75, 50, 0]
    assert practice.score == 65


@pytest.mark.parametrize(("hours", "worth"), [(0, 100), (24, 100), (48, 50), (72, 0), (500, 0)])
def test_answers_lose_worth_after_the_promise(hours: float, worth: float) -> None:
    assert value(practice_of(Counted(answered_hours=(hours,))), "answers") == pytest.approx(worth)


def test_leaving_questions_open_does_not_help() -> None:
    assert practice_of(Counted(answered_hours=(2,), waiting_hours=(100,))).answer_hours == 51
    young = practice_of(Counted(answered_hours=(2,), waiting_hours=(5,)))
    assert (young.answer_hours, young.parts[1].occasions) == (2, 1)


def test_no_occasion_is_no_value_and_no_tip() -> None:
    nothing = practice_of(Counted())
    assert (nothing.score, nothing.answer_hours, tip_due(nothing)) == (None, None, None)
    assert {part.value for part in nothing.parts} == {None}


def test_a_habit_without_occasion_enters_no_mean() -> None:
    assert practice_of(Counted(looks=Tally(1, 2))).score == 50


def test_the_weakest_habit_is_due_but_not_twice_in_a_row() -> None:
    practice = practice_of(Counted(looks=Tally(1, 2), promises=Tally(0, 1), examples=Tally(9, 10)))
    assert tip_due(practice) == "promises"
    assert tip_due(practice, previous="promises") == "looks"
    assert tip_due(practice_of(Counted(looks=Tally(1, 2))), previous="looks") == "looks"


def test_ties_go_by_what_helps_first() -> None:
    assert tip_due(practice_of(Counted(promises=Tally(0, 1), rules_first=Tally(0, 1)))) == "rules_first"


def test_good_habits_need_no_tip() -> None:
    assert tip_due(Practice(80, (Part("looks", 80, 5),), None)) is None


@pytest.mark.parametrize(("done", "of"), [(2, 1), (-1, 1)])
def test_tallies_that_cannot_be(done: int, of: int) -> None:
    with pytest.raises(ValueError, match="cannot be counted"):
        Tally(done, of)


def test_hours_that_cannot_be() -> None:
    with pytest.raises(ValueError, match="zero hours or more"):
        Counted(answered_hours=(-1,))
    with pytest.raises(ValueError, match="within some hours"):
        Counted(answer_promise=0)
    with pytest.raises(ValueError, match="taken over or spent"):
        Week(nan, 1)


@settings(deadline=None)
@given(COUNTED)
def test_scores_stay_between_0_and_100_and_tips_name_something_weak(counted: Counted) -> None:
    practice = practice_of(counted)
    assert [part.habit for part in practice.parts] == list(HABITS)
    assert all((part.value is None) == (part.occasions == 0) for part in practice.parts)
    known = [part.value for part in practice.parts if part.value is not None]
    assert practice.score is None if not known else practice.score is not None and 0 <= practice.score <= 100
    due = tip_due(practice)
    assert (due is None) == all(one >= 80 for one in known)
    if due:
        assert value(practice, due) == min(known)


@settings(deadline=None)
@given(TALLY)
def test_one_more_promise_kept_never_lowers_it(promises: Tally) -> None:
    kept = Tally(promises.done + 1, promises.of + 1)
    before = value(practice_of(Counted(promises=promises)), "promises")
    after = value(practice_of(Counted(promises=kept)), "promises")
    assert after is not None
    assert before is None or after >= before


def test_paid_off_since_week_two() -> None:
    back = return_of([Week(2, 5), Week(20, 2), Week(20, 1.5)])
    assert (back.taken_over, back.spent, back.net, back.break_even) == (42, 8.5, 33.5, 2)
    assert back.running == (-3, 15, 33.5)


def test_an_unknown_week_is_left_out_on_both_sides() -> None:
    back = return_of([Week(None, 5), Week(10, 2), Week(10, None)])
    assert (back.taken_over, back.spent, back.net, back.break_even) == (10, 2, 8, 2)
    assert back.running == (None, 8, None)


def test_nothing_known_and_nothing_done_break_nothing_even() -> None:
    assert return_of([]).net is None
    assert return_of([Week(None, None)]).net is None
    assert return_of([Week(0, 0)]).break_even is None


@settings(deadline=None)
@given(WEEKS)
def test_break_even_is_the_first_week_at_zero_or_above(weeks: list[Week]) -> None:
    back = return_of(weeks)
    known = [net for net in back.running if net is not None]
    assert back.net == (known[-1] if known else None)
    if back.break_even is not None:
        at = back.break_even - 1
        assert (back.running[at] or 0) >= 0
        assert all(
            net is None
            or net < 0
            or not any(week.taken_over for week in weeks[: i + 1] if week.spent is not None)
            for i, net in enumerate(back.running[:at])
        )
