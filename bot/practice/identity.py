"""Ids of records: thirteen characters that a person can read aloud."""

from __future__ import annotations

from hashlib import sha256

ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
"""Base 32 after Crockford, in lower case: without i, l, o and u, which are misread or spell words."""

ID_BITS = 64
ID_LENGTH = 13
"""Thirteen characters of five bits hold 64 bits; the first one is never above `f`."""


PLACE_BITS = 8
"""The first of a listed id."""


def new_id(bits: int) -> str:
    """Write 64 random bits as an id. The caller brings the bits, so that this stays free of chance.

    Ids sort as text the way their bits sort as numbers. Raises ValueError outside 0 .. 2**64 - 1.
    """
    if not 0 <= bits < 1 << ID_BITS:
        raise ValueError(f"an id is made of {ID_BITS} bits, not of {bits}")
    return "".join(ALPHABET[bits >> shift & 31] for shift in range(5 * (ID_LENGTH - 1), -1, -5))


def derived_id(*parts: str) -> str:
    """Make the id that always belongs to these parts, for example a conversation and a key.

    A turn that is replayed or retried writes the same record again instead of a second one. The id
    is the first 64 bits of SHA-256 over the parts joined with NUL. Raises ValueError without parts,
    for a part that itself contains NUL (two different lists of parts could then meet in one id),
    and for text that has no UTF-8 form.
    """
    return new_id(_bits(parts))


def listed_id(position: int, *parts: str) -> str:
    """The derived id of something that has its place in a list: in order of their ids they stand as listed.

    Raises ValueError as `derived_id` does, and for a position below 0; from 255 on they share the last place.
    """
    if position < 0:
        raise ValueError(f"a list has no place {position}")
    below = ID_BITS - PLACE_BITS
    return new_id(min(position, (1 << PLACE_BITS) - 1) << below | _bits(parts) >> PLACE_BITS)


def _bits(parts: tuple[str, ...]) -> int:
    if not parts:
        raise ValueError("an id cannot be derived from nothing")
    if any("\0" in part for part in parts):
        raise ValueError("a part of a derived id must not contain NUL")
    digest = sha256("\0".join(parts).encode()).digest()
    return int.from_bytes(digest[: ID_BITS // 8], "big")
