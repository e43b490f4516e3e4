"""Turns that wait for a thread, and how their outcome gets back to the event loop."""

from __future__ import annotations

import asyncio
import contextlib
from collections import deque
from collections.abc import Callable, Iterable
from threading import Condition
from typing import Any

from storage.faults import CLOSED, StorageTrouble

PATIENCE = 8
"""After so many batches in a row a waiting sweep goes before the next people."""


class Job:
    """One turn: what to run, and the future that waits for it."""

    __slots__ = ("error", "future", "result", "work")

    def __init__(self, work: Callable[[Any], Any], future: asyncio.Future[Any]) -> None:
        self.work = work
        self.future = future
        self.result: Any = None
        self.error: BaseException | None = None

    def finish(self) -> None:
        """Hand the outcome to whoever waits. Runs on the event loop."""
        if self.future.done():
            return
        if self.error is not None:
            self.future.set_exception(self.error)
        else:
            self.future.set_result(self.result)


def deliver(jobs: Iterable[Job]) -> None:
    """Hand outcomes over, waking each event loop once."""
    by_loop: dict[asyncio.AbstractEventLoop, list[Job]] = {}
    for job in jobs:
        if isinstance(job.error, StopIteration):  # a future takes any exception but this one
            job.error = RuntimeError("StopIteration from a turn")
        by_loop.setdefault(job.future.get_loop(), []).append(job)
    for loop, done in by_loop.items():
        with contextlib.suppress(RuntimeError):  # the loop is closed: nobody waits any more
            loop.call_soon_threadsafe(_finish, done)


def _finish(jobs: list[Job]) -> None:
    for job in jobs:
        job.finish()


class Queue:
    """Two lanes: people, who wait for an answer, before sweeps, which nobody watches."""

    def __init__(self) -> None:
        self._people: deque[Job] = deque()
        self._sweeps: deque[Job] = deque()
        self._changed = Condition()
        self._closed = False
        self._passed_over = 0

    def put(self, job: Job, *, urgent: bool) -> None:
        """Add a turn.

        Raises:
            StorageTrouble: the store is closing.
        """
        with self._changed:
            if self._closed:
                raise StorageTrouble(CLOSED)
            (self._people if urgent else self._sweeps).append(job)
            self._changed.notify()

    def take(self, most: int) -> list[Job]:
        """Wait for turns: up to `most` of people, or one sweep. Empty when closed and all are done."""
        with self._changed:
            while not self._people and not self._sweeps and not self._closed:
                self._changed.wait()
            if self._sweeps and (not self._people or self._passed_over >= PATIENCE):
                self._passed_over = 0
                return [self._sweeps.popleft()]
            if self._sweeps:
                self._passed_over += 1
            return [self._people.popleft() for _ in range(min(most, len(self._people)))]

    def close(self) -> None:
        """Take nothing new; what waits is still done."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()
