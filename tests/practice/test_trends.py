"""Signal or noise in weekly points, and the measures they are made of."""

from __future__ import annotations

from collections.abc import Callable
from math import inf, nan

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.practice.trends import (
    effectiveness,
    efficiency,
    limits_of,
    pace,
    productivity,
    rework,
    trend_of,
)

Ratio = Callable[[int | None, int | None], float | None]

POINTS = st.lists(st.none() | st.integers(-1000, 1000).map(float), max_size=20)
MIRRORED = {"too_few": "too_few", "steady": "steady", "rising": "falling", "falling": "rising"}


def test_check_values() -> None:
    limits = limits_of([8, 10, 9, 11, 7, 10])
    assert limits is not None
    assert limits.mean == pytest.approx(9.167, abs=5e-4)
    assert limits.lower == pytest.approx(2.783, abs=5e-4)
    assert limits.upper == pytest.approx(15.551, abs=5e-4)
    assert trend_of([8, 10, 9, 11, 7, 10]).verdict == "steady"


def test_silent_below_six_points() -> None:
    assert limits_of([1, 2, 3, 4, 50]) is None
    five = trend_of([1, None, 2, 3, None, 4, 50])
    assert (five.verdict, five.points, five.limits) == ("too_few", 5, None)


@pytest.mark.parametrize(
    ("points", "verdict"),
    [
        ([10, 11, 10, 11, 10, 11, 10, 30], "rising"),
        ([10, 11, 10, 11, 10, 11, 10, -9], "falling"),
        ([1, 2, 3, 4, 5, 6], "rising"),
        ([6, 5, 4, 3, 2, 1], "falling"),
        ([0, 9, 0, 9, 0, 9, 0, 9, 6, 8, 6, 9, 6, 8, 6, 9], "rising"),
        ([9, 0, 9, 0, 9, 0, 9, 0, 3, 1, 3, 0, 3, 1, 3, 0], "falling"),
        ([10, 30, 10, 11, 10, 11, 10, 11], "steady"),
        ([5, 5, 5, 5, 5, 5], "steady"),
        ([0.1] * 7, "steady"),
        ([1 / 3] * 11, "steady"),
    ],
)
def test_verdicts(points: list[float], verdict: str) -> None:
    assert trend_of(points).verdict == verdict


@pytest.mark.parametrize("point", [nan, inf])
def test_points_are_numbers(point: float) -> None:
    with pytest.raises(ValueError, match="finite"):
        trend_of([point])


@settings(deadline=None)
@given(POINTS)
def test_an_empty_week_is_not_a_zero(points: list[float | None]) -> None:
    known = [point for point in points if point is not None]
    assert trend_of(points) == trend_of(known)
    assert trend_of([*points, None]) == trend_of(points)


@settings(deadline=None)
@given(POINTS)
def test_limits_hold_the_mean_and_directions_mirror(points: list[float | None]) -> None:
    trend = trend_of(points)
    turned = trend_of([None if point is None else -point for point in points])
    assert turned.verdict == MIRRORED[trend.verdict]
    assert (trend.limits is None) == (trend.verdict == "too_few") == (trend.points < 6)
    if trend.limits is not None:
        assert trend.limits.lower <= trend.limits.mean <= trend.limits.upper


def test_three_es_and_rework() -> None:
    assert effectiveness(9, 10) == 0.9
    assert effectiveness(11, 10) == 1.1
    assert efficiency(10, 8) == 1.25
    assert productivity(30, 20) == 1.5
    assert pace(5, 6) == pytest.approx(0.833, abs=5e-4)
    assert rework(1, 4) == 0.25


def test_unanswered_is_none_and_nothing_done_is_zero() -> None:
    assert effectiveness(None, 10) is None
    assert effectiveness(0, 10) == 0
    assert effectiveness(0, 0) is None
    assert efficiency(10, None) is None
    assert efficiency(None, 10) is None
    assert productivity(30, None) is None
    assert productivity(30, 0) is None
    assert pace(None, 6) is None
    assert rework(None, 4) is None
    assert rework(0, 0) is None
    assert rework(0, 4) == 0


def test_counts_that_cannot_be() -> None:
    with pytest.raises(ValueError, match="cannot have been redone"):
        rework(5, 4)
    with pytest.raises(ValueError, match="not a count"):
        effectiveness(-1, 4)
    with pytest.raises(ValueError, match="not a count"):
        productivity(1, inf)


@settings(deadline=None)
@given(st.integers(0, 50), st.integers(0, 50))
def test_rework_is_a_share(redone: int, clean: int) -> None:
    share = rework(redone, redone + clean)
    assert share is None if redone + clean == 0 else share is not None and 0 <= share <= 1


@settings(deadline=None)
@given(
    st.integers(0, 500), st.integers(0, 500), st.sampled_from([effectiveness, efficiency, productivity, pace])
)
def test_a_ratio_grows_with_what_came_out_and_shrinks_with_what_went_in(
    part: int, whole: int, ratio: Ratio
) -> None:
    found = ratio(part, whole)
    assert (found is None) == (whole == 0)
    if found is not None:
        more, dearer = ratio(part + 1, whole), ratio(part, whole + 1)
        assert more is not None
        assert dearer is not None
        assert dearer <= found < more
        assert found >= 0


@settings(deadline=None)
@given(st.integers(0, 500), st.sampled_from([effectiveness, efficiency, productivity, pace, rework]))
def test_what_nobody_told_is_none_on_either_side(count: int, ratio: Ratio) -> None:
    assert ratio(None, count) is None
    assert ratio(count, None) is None


@settings(deadline=None)
@given(st.lists(st.integers(-1000, 1000).map(float), min_size=6, max_size=20), st.integers(-500, 500))
def test_limits_move_with_their_points(points: list[float], by: int) -> None:
    here, there = limits_of(points), limits_of([point + by for point in points])
    assert here is not None
    assert there is not None
    assert there.mean == pytest.approx(here.mean + by, abs=1e-6)
    assert there.upper - there.lower == pytest.approx(here.upper - here.lower)
