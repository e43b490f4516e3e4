"""Gaps, their order, and who acts first."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.practice.gaps import CAUSES, Need, first_to_act, gap_of, plan_order, rank

NEEDS = st.lists(
    st.builds(
        Need,
        skill=st.uuids().map(str),
        name=st.sampled_from(["Calendar", "Inbox", "inbox", "Orders"]),
        required=st.integers(0, 5),
        level=st.none() | st.integers(0, 5),
        importance=st.integers(1, 5),
        frequency=st.sampled_from([0.0, 1.0, 5.0]),
    ),
    max_size=8,
    unique_by=lambda need: need.skill,
)


def need(
    name: str, required: int = 3, level: int | None = 2, importance: int = 3, frequency: float = 0
) -> Need:
    return Need(name.lower(), name, required, level, importance, frequency)


@pytest.mark.parametrize(
    ("required", "level", "importance", "size", "priority"),
    [(3, 2, 5, 1, 5), (3, 1, 2, 2, 4), (3, 3, 5, 0, 0), (2, 5, 5, 0, 0), (5, 0, 5, 5, 25)],
)
def test_priority_is_importance_times_gap(
    required: int, level: int, importance: int, size: int, priority: int
) -> None:
    gap = gap_of(need("Orders", required, level, importance))
    assert (gap.size, gap.priority) == (size, priority)


def test_an_unknown_level_is_neither_zero_nor_enough() -> None:
    gap = gap_of(need("Orders", level=None))
    assert (gap.size, gap.priority, gap.provisional) == (None, None, True)


def test_a_provisional_level_makes_a_provisional_gap() -> None:
    assert gap_of(Need("calendar", "Calendar", 3, 1, 2, provisional=True)).provisional
    assert not gap_of(need("Orders")).provisional


def test_ties_go_by_frequency_and_then_by_name() -> None:
    ranking = rank(
        [need("Travel"), need("Orders", frequency=40), need("calendar"), need("Inbox", importance=5)]
    )
    assert [gap.need.name for gap in ranking.gaps] == ["Inbox", "Orders", "calendar", "Travel"]


def test_unknown_levels_stand_apart_the_weightiest_first() -> None:
    ranking = rank([need("Travel", level=None, importance=1), need("Tone", level=None, importance=5)])
    assert [gap.need.name for gap in ranking.unknown] == ["Tone", "Travel"]
    assert ranking.gaps == ()
    assert ranking.met == ()


@pytest.mark.parametrize(
    "wrong",
    [{"required": 6}, {"level": -1}, {"importance": 0}, {"importance": 6}, {"frequency": -1.0}],
)
def test_numbers_off_their_scales(wrong: dict[str, int]) -> None:
    with pytest.raises(ValueError, match=r"is 0 to 5|is 1 to 5|times a week"):
        Need(**{"skill": "a", "name": "A", "required": 3, "level": 3, "importance": 3, **wrong})  # type: ignore[arg-type]


def test_what_lies_with_the_owner_goes_first() -> None:
    assert [first_to_act(cause) for cause in CAUSES] == ["owner", "owner", "professional", "owner"]
    new, unexplained = gap_of(need("Calendar", importance=5)), gap_of(need("Orders"))
    ordered = plan_order([(new, "new_to_them"), (unexplained, "never_explained")])
    assert [gap.need.name for gap, _ in ordered] == ["Orders", "Calendar"]


@settings(deadline=None)
@given(NEEDS, st.randoms(use_true_random=False))
def test_the_order_does_not_depend_on_how_needs_came_in(needs: list[Need], chance: object) -> None:
    shuffled = sorted(needs, key=lambda _: chance.random())  # type: ignore[attr-defined]
    assert rank(shuffled) == rank(needs)


@settings(deadline=None)
@given(NEEDS)
def test_every_need_is_in_one_group_and_gaps_fall_in_priority(needs: list[Need]) -> None:
    ranking = rank(needs)
    everything = [gap.need.skill for group in (ranking.gaps, ranking.unknown, ranking.met) for gap in group]
    assert sorted(everything) == sorted(need.skill for need in needs)
    priorities = [gap.priority or 0 for gap in ranking.gaps]
    assert priorities == sorted(priorities, reverse=True)
    assert all(0 < priority <= 25 for priority in priorities)
    assert all(gap.need.level is None for gap in ranking.unknown)


@settings(deadline=None)
@given(st.integers(0, 5), st.integers(0, 4), st.integers(1, 5))
def test_a_higher_level_never_makes_a_larger_gap(required: int, level: int, importance: int) -> None:
    lower, higher = (gap_of(need("A", required, at, importance)).priority for at in (level, level + 1))
    assert lower is not None
    assert higher is not None
    assert higher <= lower
