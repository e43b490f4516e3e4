"""Ids: their form, their order, and the same id for the same parts."""

from __future__ import annotations

from hashlib import sha256

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.practice.identity import ALPHABET, ID_LENGTH, derived_id, listed_id, new_id

BITS = st.integers(0, 2**64 - 1)
PART = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=20)


@pytest.mark.parametrize(
    ("bits", "written"),
    [(0, "0000000000000"), (1, "0000000000001"), (32, "0000000000010"), (2**64 - 1, "fzzzzzzzzzzzz")],
)
def test_known_ids(bits: int, written: str) -> None:
    assert new_id(bits) == written


@pytest.mark.parametrize("bits", [-1, 2**64])
def test_only_64_bits_make_an_id(bits: int) -> None:
    with pytest.raises(ValueError, match="64 bits"):
        new_id(bits)


@settings(deadline=None)
@given(BITS, BITS)
def test_ids_are_distinct_and_sort_like_their_bits(one: int, other: int) -> None:
    assert len(new_id(one)) == ID_LENGTH
    assert set(new_id(one)) <= set(ALPHABET)
    assert (new_id(one) < new_id(other)) == (one < other)


@settings(deadline=None)
@given(st.lists(PART, min_size=1))
def test_the_same_parts_always_give_the_same_id(parts: list[str]) -> None:
    first_bits = int.from_bytes(sha256("\0".join(parts).encode()).digest()[:8], "big")
    assert derived_id(*parts) == new_id(first_bits)


def test_a_derived_id_never_changes_between_versions() -> None:
    assert derived_id("conversation", "level/inbox") == "e2rx4bk2erfm8"


def test_where_a_part_ends_matters() -> None:
    assert derived_id("ab", "c") != derived_id("a", "bc")


@pytest.mark.parametrize("parts", [(), ("a\0b",), ("\ud800",)])
def test_parts_that_cannot_name_anything(parts: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match=r"derive|NUL|surrogates"):
        derived_id(*parts)


def test_a_list_read_by_its_ids_stands_as_it_was_written() -> None:
    ids = [listed_id(position, "engagement", "access", f"{position}") for position in range(255)]
    assert ids == sorted(ids)
    assert all(len(id) == ID_LENGTH for id in ids)


def test_what_shares_a_place_in_two_lists_is_told_apart() -> None:
    assert listed_id(3, "one") != listed_id(3, "other")
    assert listed_id(255, "one") != listed_id(1000, "other")
    with pytest.raises(ValueError, match="no place"):
        listed_id(-1, "one")
