"""Signs that ratings say more about the rater."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.practice.bias import warnings

RATINGS = st.dictionaries(st.sampled_from("abcdef"), st.none() | st.integers(0, 5))


@pytest.mark.parametrize(
    ("now", "before", "expected"),
    [
        ({"a": 3, "b": 3, "c": 3}, None, ("all_equal",)),
        ({"a": 3, "b": 3}, None, ()),
        ({"a": 3, "b": 3, "c": None}, None, ()),
        ({"a": 3, "b": 3, "c": 4}, None, ()),
        ({"a": 2, "b": 3, "c": 4}, {"a": 1, "b": 2, "c": 3}, ("same_change",)),
        ({"a": 2, "b": 3, "c": 4}, {"a": 2, "b": 3, "c": 4}, ()),
        ({"a": 2, "b": 3, "c": 4}, {"a": 1, "b": 2, "c": None}, ()),
        ({"a": 4, "b": 4, "c": 4}, {"a": 3, "b": 3, "c": 3}, ("all_equal", "same_change")),
    ],
)
def test_patterns(
    now: dict[str, int | None], before: dict[str, int | None] | None, expected: tuple[str, ...]
) -> None:
    assert warnings(now, before) == expected


@settings(deadline=None)
@given(RATINGS, RATINGS)
def test_what_was_not_rated_changes_nothing(
    now: dict[str, int | None], before: dict[str, int | None]
) -> None:
    def rated(ratings: dict[str, int | None]) -> dict[str, int | None]:
        return {skill: level for skill, level in ratings.items() if level is not None}

    assert warnings(now, before) == warnings(rated(now), rated(before))
