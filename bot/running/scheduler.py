"""Wakes the sweepers. The only file that imports apscheduler; it decides nothing."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from apscheduler.schedulers.asyncio import AsyncIOScheduler

SECONDS = 15


class Scheduler:
    """One interval job in memory. Due work is rows; a missed tick is made good by the next."""

    def __init__(self, tick: Callable[[], Awaitable[object]], seconds: float = SECONDS) -> None:
        # A tick is late rather than skipped, and never runs twice at once.
        self._scheduler = AsyncIOScheduler(
            job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 1}, timezone="UTC"
        )
        self._scheduler.add_job(tick, "interval", seconds=seconds)

    def start(self) -> None:
        """Begin to tick, in the running loop."""
        self._scheduler.start()

    def stop(self) -> None:
        """Tick no more."""
        if self._scheduler.running:
            self._scheduler.shutdown(wait=False)
