"""The skill scale and the blind comparison."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.practice import levels
from bot.practice.levels import Compared, compare, counted_claim, decide, disagree, talk_order

FRIDAY = date(2026, 12, 4)
LEVEL = st.integers(0, 5)
RATING = st.none() | LEVEL


def compared(
    professional: int | None,
    owner: int | None,
    *,
    seen: bool = True,
    example: bool = True,
    skill: str = "orders",
) -> Compared:
    return compare(skill, professional, owner, seen=seen, example=example, look_again=FRIDAY)


def test_the_scale_is_zero_to_five() -> None:
    assert (levels.LOWEST, levels.HIGHEST) == (0, 5)


@pytest.mark.parametrize(
    ("claim", "example", "counted"),
    [(5, False, 3), (4, False, 3), (3, False, 3), (1, False, 1), (5, True, 5), (4, True, 4)],
)
def test_a_high_claim_without_an_example_counts_three(claim: int, example: bool, counted: int) -> None:
    assert counted_claim(claim, example=example) == counted


def test_two_apart_is_a_proposal_at_the_level_seen_with_a_second_look() -> None:
    orders = compared(4, 2)
    assert (orders.standing, orders.level, orders.between) == ("apart", 2, 3)
    assert (orders.provisional, orders.look_again, orders.distance) == (True, FRIDAY, 2)


def test_one_apart_is_settled_at_the_level_seen() -> None:
    higher = compared(2, 3)
    assert (higher.standing, higher.level) == ("settled", 3)
    assert (higher.provisional, higher.look_again) == (False, None)


def test_one_apart_without_work_seen_is_the_lower_and_provisional() -> None:
    guessed = compared(2, 3, seen=False)
    assert (guessed.standing, guessed.level) == ("settled", 2)
    assert (guessed.provisional, guessed.look_again) == (True, FRIDAY)


def test_not_seen_yet_leaves_the_own_view_for_now() -> None:
    own = compared(2, None, seen=False)
    assert (own.standing, own.level, own.provisional, own.look_again) == ("one_view", 2, True, FRIDAY)
    assert compared(5, None, seen=False, example=False).level == 3


def test_a_claim_is_taken_as_said_once_work_was_seen() -> None:
    assert compared(5, 3, example=False).standing == "apart"
    assert compared(5, 3, example=False, seen=False).standing == "settled"


def test_the_owner_alone() -> None:
    alone = compared(None, 3)
    assert (alone.standing, alone.level, alone.provisional) == ("one_view", 3, False)


def test_nobody_rated_is_unknown_and_not_zero() -> None:
    nobody = compared(None, None, seen=False)
    assert (nobody.standing, nobody.level, nobody.distance) == ("unrated", None, None)


def test_the_same_pick_settles_for_now() -> None:
    settled = decide(compared(4, 2), 3, 3)
    assert (settled.standing, settled.level, settled.provisional) == ("settled", 3, True)
    assert settled.look_again == FRIDAY


@pytest.mark.parametrize(("owner", "professional"), [(2, 3), (None, None), (2, None), (None, 2)])
def test_other_picks_keep_both_views(owner: int | None, professional: int | None) -> None:
    apart = compared(4, 2)
    assert decide(apart, owner, professional) == apart


def test_a_lasting_disagreement_has_no_level_and_can_be_settled_later() -> None:
    lasting = disagree(compared(4, 2), date(2027, 1, 22))
    assert (lasting.standing, lasting.level, lasting.professional, lasting.owner) == ("disagreed", None, 4, 2)
    assert lasting.look_again == date(2027, 1, 22)
    assert decide(lasting, 3, 3).level == 3


def test_what_is_settled_is_not_decided_again() -> None:
    with pytest.raises(ValueError, match="nothing to decide"):
        decide(compared(3, 3), 3, 3)


@pytest.mark.parametrize("off", [-1, 6])
def test_ratings_off_the_scale(off: int) -> None:
    with pytest.raises(ValueError, match="a level is 0 to 5"):
        compared(off, 2)
    with pytest.raises(ValueError, match="a level is 0 to 5"):
        compared(2, off)
    with pytest.raises(ValueError, match="a level is 0 to 5"):
        decide(compared(4, 2), off, off)


@settings(deadline=None)
@given(RATING, RATING, st.booleans(), st.booleans())
def test_a_level_lies_between_the_views_it_comes_from(
    professional: int | None, owner: int | None, seen: bool, example: bool
) -> None:
    found = compared(professional, owner, seen=seen, example=example)
    views = [view for view in (professional, owner) if view is not None]
    assert (found.level is None) == (not views)
    if found.level is not None:
        assert min([3, *views]) <= found.level <= max(views)
    if found.between is not None:
        assert found.standing == "apart"
        assert found.distance is not None
        assert min(views) < found.between < max(views)
    if owner is None or not seen:
        assert found.provisional
    assert (found.look_again is not None) == found.provisional


@settings(deadline=None)
@given(st.permutations([compared(4, 1, skill="a"), compared(3, 3, skill="b"), compared(5, None, skill="c")]))
def test_the_talk_starts_with_what_is_furthest_apart(given_order: list[Compared]) -> None:
    assert [one.skill for one in talk_order(given_order)] == ["a", "b", "c"]
