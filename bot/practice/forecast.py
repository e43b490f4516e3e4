"""Where a counted goal may come to stand at the end of its round: a range, never one number."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import mean

FEWEST = 3
"""Weeks needed before a range says more than a guess: our own choice."""


def share_range(points: Sequence[float | None], weeks_left: int) -> tuple[float, float] | None:
    """The range of the whole round's share, if every week to come is like the lowest or the highest so far.

    Weeks count alike; those without a value are left out. None below three known weeks.
    """
    known = [point for point in points if point is not None]
    if len(known) < FEWEST:
        return None
    so_far, left = len(known) * mean(known), max(0, weeks_left)
    low, high = ((so_far + left * value) / (len(known) + left) for value in (min(known), max(known)))
    return low, high


def sum_range(points: Sequence[float | None], weeks_left: int) -> tuple[float, float] | None:
    """The same for what adds up over the round: so far, and every week to come like the least or the most."""
    known = [point for point in points if point is not None]
    if len(known) < FEWEST:
        return None
    so_far, left = sum(known), max(0, weeks_left)
    return so_far + left * min(known), so_far + left * max(known)
