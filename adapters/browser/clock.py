"""People's time in the workspace: what the page needs of it, and how far a button moves it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

Progress = Callable[[int, int], None]
"""Called after each step with the time reached and the time aimed at, in milliseconds."""


class WorkspaceClock(Protocol):
    """People's time, which the page shows and moves."""

    def now_ms(self) -> int:
        """People's time, in milliseconds since 1970 UTC."""

    def real_ms(self) -> int:
        """When something happens, which is what an event says: the machine's time, never moved."""

    async def forward_to(self, ms: int, progress: Progress) -> None:
        """Move to `ms`, stopping at every instant on the way at which something is due."""

    async def next_due(self) -> int | None:
        """When the next thing is due (it may have passed already); None when nothing is."""


def days_later(now_ms: int, days: int, zone: str) -> int:
    """The same time of day, `days` later, by the wall clock of `zone`."""
    there = datetime.fromtimestamp(now_ms / 1000, ZoneInfo(zone))
    later = (there + timedelta(days=days)).astimezone(UTC)
    return int(later.timestamp() * 1000)
