"""The one thread that writes to SQLite. Turns that wait together are committed together.

Where one of them raises, all of it is undone and each is run again by itself, so that nobody takes
anything from the others. A savepoint for each would cost every turn what hardly one needs, and would
not do: some faults (a full disk, a failed commit) make SQLite drop the whole transaction anyway.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from threading import Thread
from typing import Any

from storage.channel import Channel
from storage.faults import BROKEN, Lost, StorageTrouble
from storage.queue import Job, Queue, deliver

log = logging.getLogger(__name__)

BATCH = 64


class Writer:
    """The writer thread and its queue."""

    def __init__(
        self,
        first: Channel,
        connect: Callable[[], Channel],
        transaction: Callable[[Channel], Any],
        *,
        batch: int = BATCH,
    ) -> None:
        """Begin to write on the `first` connection; where it breaks, `connect` makes another."""
        self._connect = connect
        self._transaction = transaction
        self._batch = batch
        self._queue = Queue()
        self._channel = first
        self._thread = Thread(target=self._work, name="writer", daemon=True)
        self._thread.start()

    def put(self, job: Job, *, lane: str, urgent: bool) -> None:
        """Queue a turn. There is one writer, so every lane is in order anyway."""
        self._queue.put(job, urgent=urgent)

    def close(self) -> None:
        """Do what waits, then stop."""
        self._queue.close()
        self._thread.join()
        self._channel.close()

    def _work(self) -> None:
        while jobs := self._queue.take(self._batch):
            wanted = [job for job in jobs if not job.future.cancelled()]
            if len(wanted) < 2 or not self._together(wanted):
                for job in wanted:
                    self._alone(job)
            deliver(wanted)

    def _together(self, jobs: list[Job]) -> bool:
        """Commit turns in one transaction; False when one of them raised, and nothing of any is kept."""
        try:
            self._commit(jobs)
        except Lost as lost:
            log.warning("a batch broke and is run again turn by turn: %s", lost.why)
            return False
        except BaseException:  # whoever raised it does so again alone, and is told
            return False
        return True

    def _alone(self, job: Job) -> None:
        """Commit one turn, or say why nothing of it is kept."""
        try:
            self._commit([job])
        except Lost as lost:
            job.error = _told(lost.why, lost)
        except BaseException as error:
            if job.error is None:  # not the turn: this thread must live, and nobody may hear "saved"
                log.exception("a turn was not committed")
                job.error = _told(BROKEN, error)

    def _commit(self, jobs: list[Job]) -> None:
        """Run turns in one transaction. Raises what a turn raises, or `Lost`; then nothing is kept."""
        if not self._channel.alive:
            self._channel = self._reconnected()
        channel = self._channel
        try:
            channel.begin()
            for job in jobs:
                self._run(channel, job)
            channel.commit()
        except BaseException:
            channel.rollback()
            raise
        if channel.traces:
            channel.wipe()

    def _run(self, channel: Channel, job: Job) -> None:
        job.result = job.error = None
        try:
            job.result = job.work(self._transaction(channel))
        except BaseException as error:
            job.error = error
            raise

    def _reconnected(self) -> Channel:
        try:
            return self._connect()
        except StorageTrouble as trouble:
            raise Lost(str(trouble)) from trouble


def _told(why: str, cause: BaseException) -> StorageTrouble:
    trouble = StorageTrouble(why)
    trouble.__cause__ = cause
    return trouble
