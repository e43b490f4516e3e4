"""Where a goal may come to stand, and what the next round asks for."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.practice.carrying import next_target
from bot.practice.forecast import FEWEST, share_ahead, share_range, sum_ahead, sum_range

WEEKS = st.lists(st.none() | st.floats(0, 100), max_size=10)
LEFT = st.integers(0, 10)


def test_three_weeks_and_the_lowest_or_highest_of_them_to_come() -> None:
    assert share_range([80, 90, 100], 3) == (85, 95)
    assert share_range([80, None, 90, 100], 0) == (90, 90)


def test_two_weeks_say_nothing() -> None:
    assert share_range([80, None, 90], 4) is None
    assert sum_range([1, None, 2], 4) is None


def test_what_adds_up_goes_on_from_where_it_stands() -> None:
    assert sum_range([1, 0, 2], 3) == (3, 9)
    assert sum_range([1, None, 1, 2], 0) == (4, 4)
    assert sum_range([1, 1, 1], -2) == (3, 3)


@settings(deadline=None)
@given(WEEKS, LEFT)
def test_a_range_holds_what_was_counted_and_never_leaves_it(points: list[float | None], left: int) -> None:
    known = [point for point in points if point is not None]
    found = share_range(points, left)
    assert (found is None) == (len(known) < FEWEST)
    if found is not None:
        low, high = found
        middle = sum(known) / len(known)
        assert min(known) - 1e-9 <= low <= middle + 1e-9
        assert middle - 1e-9 <= high <= max(known) + 1e-9
        assert found == share_range(known, left)


@settings(deadline=None)
@given(WEEKS, LEFT)
def test_the_fewer_weeks_are_left_the_narrower_is_the_range(points: list[float | None], left: int) -> None:
    now, before = share_range(points, left), share_range(points, left + 1)
    if now is not None and before is not None:
        assert now[1] - now[0] <= before[1] - before[0] + 1e-9


COUNTED = st.lists(st.tuples(st.integers(0, 50), st.integers(0, 50)).map(sorted), min_size=1, max_size=8)


def test_every_week_to_come_is_like_this_one_give_or_take_a_piece() -> None:
    assert share_ahead([(41, 46)], 5, 1) == (41 + 5 * 42, 6 * 46)
    assert share_ahead([(46, 46)], 5, 1) == (6 * 46, 6 * 46)
    assert share_ahead([(0, 20)], 2, -1) == (0, 60)
    assert sum_ahead([1, 0, 1], 3, 1) == 6
    assert sum_ahead([3, 0], 2, -1) == 4


@settings(deadline=None)
@given(COUNTED, st.sampled_from([-1, 0, 1]))
def test_in_the_last_week_it_is_what_was_counted(weeks: list[list[int]], chance: int) -> None:
    pairs = [(float(part), float(whole)) for part, whole in weeks]
    parts, wholes = [part for part, _ in pairs], [whole for _, whole in pairs]
    assert share_ahead(pairs, 0, chance) == (sum(parts), sum(wholes))
    assert sum_ahead(parts, 0, chance) == sum(parts)


@settings(deadline=None)
@given(COUNTED, LEFT, st.sampled_from([-1, 0, 1]))
def test_a_share_to_come_is_a_share(weeks: list[list[int]], left: int, chance: int) -> None:
    part, whole = share_ahead([(float(part), float(whole)) for part, whole in weeks], left, chance)
    assert 0 <= part <= whole


@pytest.mark.parametrize(
    ("expected", "level", "more", "limit", "target"),
    [
        (90, 0, 97, 100, 95),
        (95, 1, 98, 100, 97),
        (99, 2, 100, 100, 99),
        (90, -1, 97, 100, 90),
        (90, None, 97, 100, 90),
        (10, 1, 12, None, 12),
        (10, 0, 12, None, 10),
        (10, 2, None, None, 10),
    ],
)
def test_what_the_next_round_asks_for(
    expected: float, level: int | None, more: float | None, limit: float | None, target: float
) -> None:
    assert next_target(expected, level, more=more, limit=limit) == target


@settings(deadline=None)
@given(st.integers(0, 100), st.none() | st.integers(-2, 2))
def test_what_was_not_reached_is_not_raised_and_nothing_passes_its_limit(
    expected: int, level: int | None
) -> None:
    target = next_target(expected, level, limit=100)
    assert expected <= target <= 100
    if level is None or level < 0:
        assert target == expected
