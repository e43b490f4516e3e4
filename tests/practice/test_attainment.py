"""Goal Attainment Scaling: the check values, the five levels, and what is missing."""

from __future__ import annotations

from datetime import date
from math import inf, nan

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.practice.attainment import (
    Mark,
    Thresholds,
    attain,
    change,
    classify,
    classify_day,
    fairness,
    per_hundred,
)

INBOX = Thresholds(80, 90, 97, 100)
HOURS = Thresholds(8, 4, 2, 1)
MARKS = st.lists(st.builds(Mark, st.text(max_size=3), st.none() | st.integers(-2, 2), st.integers(1, 4)))
VALUE = st.floats(-200, 200)
SCORE = st.floats(13, 87)
DAYS = st.dates(date(2026, 11, 23), date(2027, 1, 31))


def marks(levels: tuple[int | None, ...], weights: tuple[int, ...] | None = None) -> list[Mark]:
    chosen = weights or (1,) * len(levels)
    return [Mark(str(i), level, weight) for i, (level, weight) in enumerate(zip(levels, chosen, strict=True))]


@pytest.mark.parametrize(
    ("levels", "weights", "score"),
    [
        ((0, 0, 0), (1, 1, 1), 50.000),
        ((1, 1, 1), (1, 1, 1), 63.693),
        ((-1, -1, -1), (1, 1, 1), 36.307),
        ((-2, -2, -2), (1, 1, 1), 22.614),
        ((2, 2, 2), (1, 1, 1), 77.386),
        ((2, 0, -1), (3, 2, 1), 61.016),
        ((-2,), (1,), 30.000),
        ((1,), (1,), 60.000),
    ],
)
def test_check_values(levels: tuple[int, ...], weights: tuple[int, ...], score: float) -> None:
    assert attain(marks(levels, weights)).score == pytest.approx(score, abs=5e-4)


def test_equal_weights_count_the_same_whatever_they_are() -> None:
    assert attain(marks((1, 1, 1), (4, 4, 4))).score == pytest.approx(63.693, abs=5e-4)


def test_a_round_without_a_counted_goal_has_no_score() -> None:
    assert attain([]).score is None
    nothing = attain(marks((None, None)))
    assert (nothing.score, nothing.met, nothing.counted, nothing.missing) == (None, 0, 0, ("0", "1"))


def test_two_of_two_goals_as_agreed_or_better() -> None:
    done = attain(marks((0, 1)))
    assert (done.met, done.counted) == (2, 2)


@pytest.mark.parametrize(("level", "weight"), [(3, 1), (-3, 1), (0, 0), (0, 5)])
def test_marks_off_their_scales(level: int, weight: int) -> None:
    with pytest.raises(ValueError, match="goal's"):
        Mark("a", level, weight)


@settings(deadline=None)
@given(MARKS)
def test_a_missing_goal_changes_nothing_but_the_list_of_missing(given_marks: list[Mark]) -> None:
    known = [mark for mark in given_marks if mark.level is not None]
    whole, part = attain(given_marks), attain(known)
    assert (whole.score, whole.met, whole.counted) == (part.score, part.met, part.counted)
    assert len(whole.missing) == len(given_marks) - len(known)


@settings(deadline=None)
@given(MARKS, st.randoms(use_true_random=False))
def test_the_order_of_goals_does_not_matter(given_marks: list[Mark], chance: object) -> None:
    shuffled = sorted(given_marks, key=lambda _: chance.random())  # type: ignore[attr-defined]
    assert attain(shuffled).score == attain(given_marks).score


@settings(deadline=None)
@given(MARKS)
def test_scores_stay_in_bounds_and_mirror(given_marks: list[Mark]) -> None:
    score = attain(given_marks).score
    turned = attain(Mark(m.goal, None if m.level is None else -m.level, m.weight) for m in given_marks).score
    if score is None or turned is None:
        assert score is turned
    else:
        assert 13 < score < 87
        assert score + turned == pytest.approx(100)


@settings(deadline=None)
@given(MARKS, st.integers(-2, 1), st.integers(1, 4))
def test_a_better_level_never_lowers_the_score(given_marks: list[Mark], level: int, weight: int) -> None:
    lower = attain([*given_marks, Mark("x", level, weight)]).score
    higher = attain([*given_marks, Mark("x", level + 1, weight)]).score
    assert lower is not None
    assert higher is not None
    assert higher > lower


@pytest.mark.parametrize(
    ("value", "level"), [(91, 0), (90, 0), (89.9, -1), (80, -1), (79, -2), (97, 1), (100, 2), (None, None)]
)
def test_levels_where_more_is_better(value: float | None, level: int | None) -> None:
    assert classify(value, INBOX) == level


@pytest.mark.parametrize(("value", "level"), [(9, -2), (8, -1), (4, 0), (3, 0), (2, 1), (1, 2), (0, 2)])
def test_levels_where_less_is_better(value: float, level: int) -> None:
    assert HOURS.lower_is_better
    assert classify(value, HOURS) == level


def test_what_cannot_be_beaten_ends_at_as_agreed() -> None:
    assert classify(100, Thresholds(80, 100)) == 0


@pytest.mark.parametrize(
    "values", [(1, 1), (1, 2, 2), (1, 2, 1), (3, 2, 2.5), (1, nan), (1, 2, inf), (1, 2, None, 3)]
)
def test_levels_must_run_one_way(values: tuple[float, ...]) -> None:
    with pytest.raises(ValueError, match=r"one way|finite|needs a value"):
        Thresholds(*values)


def test_not_a_number_has_no_level() -> None:
    with pytest.raises(ValueError, match="must be a number"):
        classify(nan, INBOX)


@settings(deadline=None)
@given(VALUE, VALUE, st.sampled_from([INBOX, HOURS]))
def test_a_better_value_never_earns_a_lower_level(one: float, other: float, thresholds: Thresholds) -> None:
    worse, better = sorted((one, other), reverse=thresholds.lower_is_better)
    low, high = classify(worse, thresholds), classify(better, thresholds)
    assert low is not None
    assert high is not None
    assert -2 <= low <= high <= 2


@pytest.mark.parametrize(
    ("done", "today", "level"),
    [
        (date(2026, 12, 9), date(2027, 1, 8), 1),
        (date(2026, 12, 10), date(2027, 1, 8), 0),
        (date(2026, 12, 14), date(2027, 1, 8), -1),
        (None, date(2026, 12, 11), None),
        (None, date(2026, 12, 12), -1),
        (None, date(2027, 1, 8), -2),
    ],
)
def test_sooner_than_agreed(done: date | None, today: date, level: int | None) -> None:
    days = {"less": date(2026, 12, 18), "expected": date(2026, 12, 11), "more": date(2026, 12, 9)}
    assert classify_day(done, **days, today=today) == level


@settings(deadline=None)
@given(DAYS, DAYS, DAYS)
def test_a_day_sooner_never_earns_less_and_waiting_never_earns_more(
    done: date, later: date, today: date
) -> None:
    days = {"less": date(2026, 12, 18), "expected": date(2026, 12, 11), "more": date(2026, 12, 9)}
    sooner, after = sorted((done, later))
    first, second = (classify_day(day, **days, today=today) for day in (sooner, after))
    assert first is not None
    assert second is not None
    assert first >= second
    waiting = [classify_day(None, **days, today=day) for day in (sooner, after)]
    assert (waiting[0] is None) == (sooner <= days["expected"])
    if waiting[0] is not None:
        assert waiting[1] is not None
        assert waiting[1] <= waiting[0] < 0


def test_days_must_run_backwards() -> None:
    with pytest.raises(ValueError, match="a day before"):
        classify_day(None, date(2026, 1, 1), date(2026, 1, 2), date(2026, 1, 3), today=date(2026, 1, 1))


def test_per_hundred() -> None:
    assert per_hundred(27, 30) == 90
    assert per_hundred(0, 0) is None
    assert per_hundred(0, 5) == 0
    with pytest.raises(ValueError, match="cannot be counted"):
        per_hundred(6, 5)


@settings(deadline=None)
@given(st.integers(0, 500), st.integers(0, 500))
def test_a_share_is_a_share_and_nothing_to_do_is_none(done: int, short: int) -> None:
    share = per_hundred(done, done + short)
    assert share is None if done + short == 0 else share is not None and 0 <= share <= 100


def test_change_needs_both_ends() -> None:
    assert change(40, 63.5) == 23.5
    assert change(None, 50) is None
    assert change(50, None) is None


@pytest.mark.parametrize(
    ("scores", "verdict"),
    [
        ([], "too_few"),
        ([65, None], "too_few"),
        ([65, None, 61], "too_easy"),
        ([30, 65, 61], "too_easy"),
        ([39, 35], "too_hard"),
        ([60, 65], "fair"),
        ([35, 65], "fair"),
    ],
)
def test_a_run_of_scores_tells_how_fairly_goals_were_set(scores: list[float | None], verdict: str) -> None:
    assert fairness(scores) == verdict


@settings(deadline=None)
@given(st.lists(st.none() | SCORE, max_size=6))
def test_fairness_mirrors_and_rounds_without_a_score_say_nothing(scores: list[float | None]) -> None:
    turned = [None if score is None else 100 - score for score in scores]
    mirrored = {"too_easy": "too_hard", "too_hard": "too_easy"}
    verdict = fairness(scores)
    assert fairness(turned) == mirrored.get(verdict, verdict)
    assert fairness([score for score in scores if score is not None]) == verdict


@settings(deadline=None)
@given(SCORE, SCORE)
def test_a_change_back_is_the_change_turned(start: float, end: float) -> None:
    assert change(start, end) == -(change(end, start) or 0)
