"""What recurs, followed over a number of times."""

from __future__ import annotations

from datetime import datetime

from bot.practice.calendar import (
    Cadence,
    Occurrence,
    next_occurrence,
)


def follow(cadence: Cadence, after: datetime, zone: str, times: int) -> list[Occurrence]:
    found = []
    for _ in range(times):
        found.append(next_occurrence(cadence, after, zone))
        after = found[-1].at
    return found
