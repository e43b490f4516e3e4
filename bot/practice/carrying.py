"""What a goal asks for in the next round: a little more where it was reached, the same where it was not."""

from __future__ import annotations

from math import floor

from bot.practice.attainment import AS_AGREED, MORE


def next_target(
    expected: float,
    level: int | None,
    *,
    more: float | None = None,
    limit: float | None = None,
) -> float:
    """The number to propose for the next round, from this round's number and its level, -2 to +2.

    Reached where there is a limit, as in 90 of 100: half of the room that is left, in whole numbers;
    from 99 there is none. Reached by more than agreed where there is no limit: the number that was
    "more". Else, and where nobody counted, it stays: a number that was not reached is not raised. The
    construction is our own.
    """
    if level is None or level < AS_AGREED:
        return expected
    if limit is not None:
        return max(expected, float(floor((expected + limit) / 2)))
    return more if level >= MORE and more is not None else expected
