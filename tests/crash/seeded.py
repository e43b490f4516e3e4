"""Bugs to be switched on in a child, so that the rigs can be seen to catch them."""

from __future__ import annotations

from collections.abc import Iterable

from tests.crash.wall import Wall


def sow(names: Iterable[str], wall: Wall) -> None:
    """Switch these on in this process."""
