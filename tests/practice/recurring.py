"""What recurs, followed over a number of times."""

from __future__ import annotations

from datetime import datetime, time

from bot.practice.calendar import Occurrence, Weekly, next_occurrence


def daily(at: time) -> Weekly:
    """Every day at a wall time."""
    return Weekly(frozenset(range(1, 8)), at)


def follow(cadence: Weekly, after: datetime, zone: str, times: int) -> list[Occurrence]:
    found = []
    for _ in range(times):
        found.append(next_occurrence(cadence, after, zone))
        after = found[-1].at
    return found
