"""Is a goal in reach: each comparison, and how they come together."""

from __future__ import annotations

from math import inf, nan

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.practice.carrying import next_target
from bot.practice.realism import (
    Check,
    Pay,
    capacity_check,
    even_share,
    judge,
    load_check,
    past_check,
    room_check,
    skill_check,
)

HARDER = ["reachable", "stretch", "not_yet"]
AMOUNT = st.floats(0, 1000)
PAST = st.lists(st.none() | st.floats(-100, 100), max_size=8)


def hardness(check: Check) -> int:
    assert check.verdict is not None
    return HARDER.index(check.verdict)


@pytest.mark.parametrize(
    ("required", "level", "verdict"),
    [(3, 3, "reachable"), (3, 5, "reachable"), (3, 2, "stretch"), (3, 1, "not_yet"), (3, None, None)],
)
def test_skill(required: int, level: int | None, verdict: str | None) -> None:
    check = skill_check(required, level)
    assert (check.verdict, check.takes, check.has) == (verdict, required, level)


def test_seven_of_twenty_hours_are_in_reach() -> None:
    check = capacity_check("hours", 7, 20)
    assert (check.unit, check.takes, check.has, check.verdict) == ("hours", 7, 20, "reachable")


def test_eleven_hours_needed_and_seven_free_are_too_much() -> None:
    check = capacity_check("hours", 11, 20, promised=13)
    assert (check.has, check.verdict) == (7, "not_yet")


@pytest.mark.parametrize(
    ("needed", "verdict"), [(10, "reachable"), (10.1, "stretch"), (12, "stretch"), (12.1, "not_yet")]
)
def test_a_fifth_more_than_is_free_is_a_stretch(needed: float, verdict: str) -> None:
    assert capacity_check("hours", needed, 10).verdict == verdict


@pytest.mark.parametrize(("pay", "unit"), [("pieces", "pieces"), ("project", "parts")])
def test_no_hours_where_hours_are_not_bought(pay: Pay, unit: str) -> None:
    assert capacity_check(pay, 4, 3).unit == unit
    assert capacity_check(pay, 4, 3).verdict == "not_yet"
    assert capacity_check(pay, None, None).verdict is None


def test_nothing_bought_is_known_and_not_unknown() -> None:
    assert capacity_check("hours", 1, 0).verdict == "not_yet"
    assert capacity_check("hours", 1, None).verdict is None
    assert capacity_check("hours", None, 5) == Check("capacity", "hours", None, 5, None)


@pytest.mark.parametrize("wrong", [(-1, 2, 0), (1, -2, 0), (1, 2, -1), (nan, 2, 0), (1, inf, 0)])
def test_amounts_that_cannot_be(wrong: tuple[float, float, float]) -> None:
    with pytest.raises(ValueError, match="cannot be needed or bought"):
        capacity_check("hours", *wrong)


@pytest.mark.parametrize(
    ("target", "verdict"),
    [(88, "reachable"), (89, "stretch"), (95, "stretch"), (96, "not_yet")],
)
def test_the_own_past(target: float, verdict: str) -> None:
    check = past_check(target, [80, None, 95, 88])
    assert (check.verdict, check.typical, check.has) == (verdict, 88, 95)


@pytest.mark.parametrize(("target", "verdict"), [(19, "reachable"), (8, "stretch"), (4, "not_yet")])
def test_the_own_past_where_less_is_better(target: float, verdict: str) -> None:
    assert past_check(target, [19, 8, 30], lower_is_better=True).verdict == verdict


@pytest.mark.parametrize(("target", "verdict"), [(95, "stretch"), (96, "stretch"), (97, "not_yet")])
def test_half_of_the_room_beyond_the_best_week_is_a_stretch(target: float, verdict: str) -> None:
    """A next round is raised by so much, and would else be proposed and called out of reach at once."""
    assert past_check(target, [90, 91, 93], limit=100).verdict == verdict
    assert next_target(91, 0, limit=100) == 95
    assert past_check(100, [100, 100, 100], limit=100).verdict == "reachable"


def test_two_weeks_are_not_a_past() -> None:
    assert past_check(90, [80, 85, None]).verdict is None


def test_past_values_are_numbers() -> None:
    with pytest.raises(ValueError, match="finite"):
        past_check(nan, [1, 2, 3])


@pytest.mark.parametrize(
    ("goals", "verdict"), [(1, "reachable"), (3, "reachable"), (5, "stretch"), (6, "not_yet")]
)
def test_open_goals(goals: int, verdict: str) -> None:
    assert load_check(goals).verdict == verdict


def test_the_goal_itself_is_open() -> None:
    with pytest.raises(ValueError, match="at least one"):
        load_check(0)


def test_a_goal_is_as_hard_as_its_hardest_known_check() -> None:
    checks = [skill_check(3, 3), capacity_check("hours", 11, 7), past_check(90, []), load_check(4)]
    whole = judge(checks)
    assert whole.verdict == "not_yet"
    assert whole.checks == tuple(checks)


def test_nothing_known_is_no_verdict() -> None:
    assert judge([]).verdict is None
    assert judge([skill_check(3, None)]).verdict is None


@settings(deadline=None)
@given(AMOUNT, AMOUNT, AMOUNT, AMOUNT)
def test_needing_more_is_never_easier(needed: float, more: float, bought: float, promised: float) -> None:
    easier, harder = sorted((needed, more))
    checks = [capacity_check("hours", amount, bought, promised) for amount in (easier, harder)]
    assert hardness(checks[0]) <= hardness(checks[1])
    assert hardness(capacity_check("hours", needed, bought + 1, promised)) <= hardness(
        capacity_check("hours", needed, bought, promised)
    )


@settings(deadline=None)
@given(st.floats(-100, 100), PAST, st.booleans(), st.randoms(use_true_random=False))
def test_empty_weeks_and_order_do_not_change_the_past(
    target: float, past: list[float | None], lower: bool, chance: object
) -> None:
    known = sorted((value for value in past if value is not None), key=lambda _: chance.random())  # type: ignore[attr-defined]
    whole = past_check(target, past, lower_is_better=lower)
    assert whole == past_check(target, known, lower_is_better=lower)
    assert (whole.verdict is None) == (len(known) < 3)


@settings(deadline=None)
@given(st.lists(st.sampled_from([skill_check(3, level) for level in (None, 1, 2, 3)])))
def test_an_unknown_check_never_changes_the_verdict(checks: list[Check]) -> None:
    known = [check for check in checks if check.verdict is not None]
    assert judge(checks).verdict == judge(known).verdict == judge(reversed(checks)).verdict


def test_jobs_share_what_is_bought_evenly():
    assert round(even_share(20, 3)) == 7
    assert even_share(20, 1) == 20
    with pytest.raises(ValueError, match="at least one part"):
        even_share(20, 0)


@settings(deadline=None)
@given(st.floats(0, 1000), st.integers(1, 20))
def test_shares_add_up_to_what_is_bought(bought: float, parts: int) -> None:
    assert even_share(bought, parts) * parts == pytest.approx(bought)


@pytest.mark.parametrize(
    ("target", "limit", "verdict"), [(100, 100, "stretch"), (99, 100, "reachable"), (5, None, None)]
)
def test_all_of_them_is_a_stretch_for_anybody(
    target: float, limit: float | None, verdict: str | None
) -> None:
    assert room_check(target, limit).verdict == verdict
