"""The threads that write to PostgreSQL, each with its own connection. A lane always has the same one.

When the line breaks during a commit nobody knows whether it happened. The turn is run again all the
same, and what turns are makes that safe: one that takes an event notes the event's id first, so after
a commit that did happen it finds a repeat and shows today's page; what is planned, posted or begun has
a name that exists once; due rows are claimed and acted on in one turn, so both happened or neither;
pages and letters that were claimed and not handed out are handed out a minute later. Only a turn
without an event that writes a record can hear `Conflict` about its own write: it looks again, and
finds it there.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from hashlib import sha256
from itertools import count
from threading import Event, Thread
from typing import Any

from storage.channel import Channel
from storage.faults import AWAY, Lost, StorageTrouble
from storage.queue import Job, Queue, deliver

log = logging.getLogger(__name__)

THREADS = 4
TRIES = 6
"""Two turns may stand in each other's way again; after so many tries it is trouble."""


class Lanes:
    """A few writing threads. An empty lane goes to any of them."""

    def __init__(
        self, first: Channel, connect: Callable[[], Channel], transaction: Callable[[Channel], Any]
    ) -> None:
        """Begin to write: one lane on the `first` connection, the others on those that `connect` makes."""
        channels = [first, *[None] * (THREADS - 1)]
        self._lanes = [
            _Lane(channel, connect, transaction, number) for number, channel in enumerate(channels)
        ]
        self._next = count()

    def put(self, job: Job, *, lane: str, urgent: bool) -> None:
        """Queue a turn behind the earlier ones of its lane."""
        # Not hash(): it differs between runs, and a failure should be the same one twice.
        number = sha256(lane.encode()).digest()[0] if lane else next(self._next)
        self._lanes[number % len(self._lanes)].queue.put(job, urgent=urgent)

    def close(self) -> None:
        """Do what waits, then stop."""
        for lane in self._lanes:
            lane.stop()
        for lane in self._lanes:
            lane.join()


class _Lane:
    """One thread, its queue and its connection."""

    def __init__(
        self,
        channel: Channel | None,
        connect: Callable[[], Channel],
        transaction: Callable[[Channel], Any],
        number: int,
    ) -> None:
        self.queue = Queue()
        self._connect = connect
        self._transaction = transaction
        self._channel = channel
        self._closing = Event()
        self._thread = Thread(target=self._work, name=f"lane {number}", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        self._closing.set()
        self.queue.close()

    def join(self) -> None:
        self._thread.join()
        if self._channel is not None:
            self._channel.close()

    def _work(self) -> None:
        while jobs := self.queue.take(1):
            job = jobs[0]
            if job.future.cancelled():
                continue
            self._commit(job)
            deliver(jobs)

    def _commit(self, job: Job) -> None:
        """Run a turn until it is committed, refused, or the database stays away."""
        lost = Lost(AWAY)
        for tried in range(TRIES):
            try:
                self._try(job)
                return
            except Lost as trouble:
                lost = trouble
                if not (lost.again or lost.gone):
                    break
                log.warning("a turn is run again: %s", lost.__cause__ or lost.why)
                self._closing.wait(0.01 * 4**tried if lost.gone else 0.002 * 2**tried)
        job.error = StorageTrouble(lost.why)
        job.error.__cause__ = lost

    def _try(self, job: Job) -> None:
        job.result = job.error = None
        channel = self._ready()
        try:
            channel.begin()
            job.result = job.work(self._transaction(channel))
            channel.commit()
        except Lost as lost:
            channel.rollback()
            if lost.gone:
                self._drop()
            raise
        except BaseException as error:
            channel.rollback()
            job.error = error

    def _ready(self) -> Channel:
        if self._channel is not None and not self._channel.alive:
            self._drop()
        if self._channel is None:
            try:
                self._channel = self._connect()
            except StorageTrouble as trouble:
                raise Lost(str(trouble), gone=True) from trouble
        return self._channel

    def _drop(self) -> None:
        channel, self._channel = self._channel, None
        if channel is not None:
            channel.close()
