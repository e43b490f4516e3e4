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


def share_ahead(weeks: Sequence[tuple[float, float]], weeks_left: int, chance: float) -> tuple[float, float]:
    """The whole round's share (so many, out of so many) if every week to come is like the last one.

    `weeks` are those that were counted, oldest first, at least one. What comes is `chance` pieces better
    than the last week, as far as a share can be.
    """
    part, whole = weeks[-1]
    coming = max(0, weeks_left)
    ahead = min(whole, max(0, part + chance))
    return sum(part for part, _ in weeks) + coming * ahead, sum(whole for _, whole in weeks) + coming * whole


def sum_ahead(weeks: Sequence[float], weeks_left: int, chance: float) -> float:
    """What adds up over the round if it goes on at the pace so far.

    `weeks` are those that were counted, at least one: no answer is never zero. As long as weeks are to
    come, `chance` pieces more may have fallen into those so far.
    """
    coming = max(0, weeks_left)
    so_far = sum(weeks) + (chance if coming else 0)
    return so_far * (len(weeks) + coming) / len(weeks)
