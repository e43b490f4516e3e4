"""Kinds of goals, their levels, vague texts, and commitment."""

from __future__ import annotations

from math import nan

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.practice.attainment import classify
from bot.practice.goals import (
    Sureness,
    asks_commitment,
    commitment,
    gate,
    kind_of_goal,
    propose_levels,
    vagueness,
)

ITEMS = st.lists(st.none() | st.integers(1, 5), min_size=4, max_size=4)


@pytest.mark.parametrize(
    ("required", "level", "new_task", "kind"),
    [
        (3, 3, False, "number"),
        (3, 5, False, "number"),
        (3, 2, False, "learning"),
        (3, None, False, "learning"),
        (3, 4, True, "learning"),
    ],
)
def test_learning_comes_before_the_number(
    required: int, level: int | None, new_task: bool, kind: str
) -> None:
    assert kind_of_goal(required, level, new_task=new_task) == kind


@pytest.mark.parametrize(
    ("target", "baseline", "limit", "lower", "steps"),
    [
        (90, None, 100, False, (80, 90, 97, 100)),
        (95, None, 100, False, (90, 95, 98, 100)),
        (90, 60, 100, False, (75, 90, 97, 100)),
        (90, 95, 100, False, (80, 90, 97, 100)),
        (100, None, 100, False, (80, 100)),
        (99, None, 100, False, (98, 99, 100)),
        (10, None, None, False, (8, 10, 12, 14)),
        (1, None, None, False, (0, 1, 2, 3)),
        (4, 19, None, True, (11, 4, 2, 0)),
        (0, None, None, True, (1, 0)),
    ],
)
def test_proposed_levels(
    target: float, baseline: float | None, limit: float | None, lower: bool, steps: tuple[float, ...]
) -> None:
    assert propose_levels(target, baseline, limit=limit, lower_is_better=lower).steps == steps


def test_fractions_where_they_make_sense() -> None:
    assert propose_levels(0.5, 0.1, whole=False).steps == pytest.approx((0.3, 0.5, 0.7, 0.9))


@pytest.mark.parametrize(
    ("target", "baseline", "limit", "lower"),
    [
        (nan, None, None, False),
        (90.5, None, None, False),
        (90, None, 80, False),
        (5, None, 8, True),
        (5, nan, None, False),
    ],
)
def test_levels_that_cannot_be(
    target: float, baseline: float | None, limit: float | None, lower: bool
) -> None:
    with pytest.raises(ValueError, match=r"finite|whole|beyond"):
        propose_levels(target, baseline, limit=limit, lower_is_better=lower)


@settings(deadline=None)
@given(st.integers(0, 1000), st.none() | st.integers(0, 1000), st.none() | st.integers(0, 500), st.booleans())
def test_levels_keep_the_target_and_the_limit(
    target: int, baseline: int | None, room: int | None, lower: bool
) -> None:
    sign = -1 if lower else 1
    limit = None if room is None else target + sign * room
    levels = propose_levels(target, baseline, limit=limit, lower_is_better=lower)
    assert classify(target, levels) == 0
    assert levels.lower_is_better == lower
    assert all(step == int(step) for step in levels.steps)
    best = 0 if lower and limit is None else limit
    assert best is None or all(sign * step <= sign * best for step in levels.steps)
    if baseline is not None and sign * (target - baseline) > 1:
        assert classify(baseline, levels) == -2


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("By Fri 8 Jan 90 of 100 messages answered by the end of the next working day", []),
        ("No double booking until 2027-01-08", []),
        ("Improve answer time from 19 to 8 hours by 8 Jan", []),
        ("Improve customer service", [("vague_verb", "Improve"), ("no_number", ""), ("no_date", "")]),
        ("Try to answer 40 mails by Friday", [("vague_verb", "Try to")]),
        ("ten replies unchanged", [("no_date", "")]),
        ("Drafts ready by Friday", [("no_number", "")]),
        ("Answer 90 mails and post 2 articles by end of March", [("several_goals", " and post")]),
        ("5 mails by Friday; 3 posts", [("several_goals", "; ")]),
        ("  5 mails by Friday\n- 3 posts ", [("several_goals", "\n- ")]),
        (" ", []),
    ],
)
def test_vague_texts(text: str, found: list[tuple[str, str]]) -> None:
    assert [(one.code, one.words) for one in vagueness(text)] == found


def test_what_the_goal_carries_outside_its_text() -> None:
    assert vagueness("Improve the inbox", has_number=True, has_date=True) == ()


@settings(deadline=None)
@given(st.text(), st.booleans(), st.booleans())
def test_findings_point_into_the_text(text: str, has_number: bool, has_date: bool) -> None:
    found = vagueness(text, has_number=has_number, has_date=has_date)
    for one in found:
        assert one.words == ("" if one.span is None else text[slice(*one.span)])
    assert set(vagueness(text, has_number=True, has_date=True)) <= set(vagueness(text))


def test_a_long_text_takes_no_time() -> None:
    for piece in ("\n", "; ", " and ", "\n- ", "1 and ", "  "):
        vagueness("a" + piece * 2000)


@pytest.mark.parametrize(
    ("sureness", "asked"),
    [
        (["sure", "likely"], False),
        (["sure", "fifty_fifty"], True),
        (["shaky", None], True),
        ([None, None], False),
    ],
)
def test_the_four_items_only_where_somebody_doubts(sureness: list[Sureness | None], asked: bool) -> None:
    assert asks_commitment(sureness) == asked


@pytest.mark.parametrize(
    ("items", "score"),
    [((5, 4, 4, 5), 4.5), ((2, 3, 3, 3), 2.75), ((4, None, 2, None), 3), ((None, None, None, None), None)],
)
def test_commitment_is_the_mean_of_what_was_answered(
    items: tuple[int | None, ...], score: float | None
) -> None:
    assert commitment(items) == score


@pytest.mark.parametrize("items", [(), (3, 3, 3), (3, 3, 3, 0), (3, 3, 3, 6)])
def test_commitment_has_four_items_of_1_to_5(items: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match="commitment"):
        commitment(items)


@pytest.mark.parametrize(
    ("owner", "professional", "verdict"),
    [
        (3.0, 3.0, "agreed"),
        (2.75, 5.0, "renegotiate"),
        (5.0, 2.9, "renegotiate"),
        (None, 2.9, "renegotiate"),
        (None, 4.0, "unanswered"),
        (None, None, "unanswered"),
    ],
)
def test_either_below_three_renegotiates(
    owner: float | None, professional: float | None, verdict: str
) -> None:
    assert gate(owner, professional) == verdict


@settings(deadline=None)
@given(ITEMS, st.randoms(use_true_random=False))
def test_commitment_ignores_order_and_gaps(items: list[int | None], chance: object) -> None:
    shuffled = sorted(items, key=lambda _: chance.random())  # type: ignore[attr-defined]
    score = commitment(items)
    assert commitment(shuffled) == score
    assert score is None or 1 <= score <= 5


MEAN = st.none() | st.floats(1, 5)


@settings(deadline=None)
@given(MEAN, MEAN)
def test_neither_side_weighs_more_at_the_gate(one: float | None, other: float | None) -> None:
    verdict = gate(one, other)
    assert verdict == gate(other, one)
    low = [score for score in (one, other) if score is not None and score < 3]
    assert (verdict == "renegotiate") == bool(low)
    assert (verdict == "agreed") == (not low and one is not None and other is not None)
