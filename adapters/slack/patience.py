"""How long Slack waits for us. What takes longer goes on without it."""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from collections.abc import Coroutine
from typing import Any, TypeVar

logger = logging.getLogger(__name__)

T = TypeVar("T")


class Late(Exception):
    """Slack has to be answered now, and it is not done yet."""


class Patience:
    """What was begun for Slack, and what Slack still waits for.

    Everything waits equally long, so one alarm for the oldest does: a timer and a callback for each
    press cost as much as all else that a press does before it is taken.
    """

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._running: set[asyncio.Task[None]] = set()
        self._awaited: deque[tuple[float, asyncio.Future[Any]]] = deque()
        """Until when, the oldest first."""
        self._alarm: asyncio.TimerHandle | None = None

    def begin(self, doing: Coroutine[Any, Any, Any]) -> None:
        """Something that Slack does not wait for."""
        task = asyncio.create_task(doing)
        self._running.add(task)
        task.add_done_callback(self._ended)

    async def in_time(self, doing: Coroutine[Any, Any, T]) -> T:
        """Wait for it as long as Slack waits for us. A press is not sent again: it goes on without Slack.

        Raises:
            Late: the time is up.
            Exception: what went wrong in time: not acknowledged, Slack says so, and they try again.
        """
        loop = asyncio.get_running_loop()
        outcome: asyncio.Future[T] = loop.create_future()
        self.begin(_tell(doing, outcome))
        self._awaited.append((loop.time() + self._seconds, outcome))
        if self._alarm is None:
            self._alarm = loop.call_at(self._awaited[0][0], self._ring)
        try:
            return await outcome
        finally:
            self._drop_answered()

    async def settled(self) -> None:
        """Until everything that was begun is done."""
        while self._running:
            await asyncio.wait(set(self._running))

    def _ring(self) -> None:
        loop = asyncio.get_running_loop()
        for until, outcome in self._awaited:
            if until > loop.time():
                break
            if not outcome.done():
                outcome.set_exception(Late())
        self._drop_answered()
        self._alarm = loop.call_at(self._awaited[0][0], self._ring) if self._awaited else None

    def _drop_answered(self) -> None:
        while self._awaited and self._awaited[0][1].done():
            self._awaited.popleft()

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._running.discard(task)
        if not task.cancelled() and (error := task.exception()) is not None:
            logger.error("not done", exc_info=error)


async def _tell(doing: Coroutine[Any, Any, T], outcome: asyncio.Future[T]) -> None:
    """Do it and tell whoever still waits; what goes wrong after that is raised here."""
    try:
        done = await doing
    except Exception as error:  # whatever it is, whoever waits for the outcome hears it
        if outcome.done():
            raise
        outcome.set_exception(error)
    else:
        if not outcome.done():
            outcome.set_result(done)
