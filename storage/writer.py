"""The one thread that writes to SQLite. Turns that wait together are committed together.

Each turn has its own savepoint, so one that raises takes nothing from the others. Some faults (a
full disk, a failed commit) make SQLite drop the whole transaction whatever savepoints say; then
every turn of the batch is run again on its own, and only the guilty one is told.
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
        connect: Callable[[], Channel],
        transaction: Callable[[Channel], Any],
        *,
        batch: int = BATCH,
    ) -> None:
        self._connect = connect
        self._transaction = transaction
        self._batch = batch
        self._queue = Queue()
        self._channel = connect()
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
        while jobs := [job for job in self._queue.take(self._batch)]:
            wanted = [job for job in jobs if not job.future.cancelled()]
            if not wanted:
                continue
            try:
                self._commit_together(wanted)
            except Lost as lost:
                if len(wanted) == 1:
                    _tell(wanted, lost)
                else:
                    log.warning("a batch broke and is run again turn by turn: %s", lost.why)
                    self._commit_each(wanted)
            deliver(wanted)

    def _commit_each(self, jobs: list[Job]) -> None:
        for job in jobs:
            try:
                self._commit_together([job])
            except Lost as lost:
                _tell([job], lost)

    def _commit_together(self, jobs: list[Job]) -> None:
        """Run turns in one transaction.

        Raises:
            Lost: none of them is kept.
        """
        if not self._channel.alive:
            self._channel = self._reconnected()
        channel = self._channel
        try:
            channel.begin()
            if len(jobs) == 1:
                self._run_alone(channel, jobs[0])
            else:
                for job in jobs:
                    self._run(channel, job)
                channel.commit()
        except Lost:
            channel.rollback()
            raise
        except Exception as error:  # whatever it was: this thread must live, and nobody may hear "saved"
            log.exception("a batch broke")
            channel.rollback()
            raise Lost(BROKEN) from error
        if channel.traces:
            channel.wipe()

    def _run_alone(self, channel: Channel, job: Job) -> None:
        """A turn that shares its transaction with nobody needs no savepoint."""
        job.result = job.error = None
        try:
            job.result = job.work(self._transaction(channel))
        except Lost:
            raise
        except BaseException as error:
            channel.rollback()
            job.error = error
        else:
            channel.commit()

    def _run(self, channel: Channel, job: Job) -> None:
        job.result = job.error = None
        channel.command("SAVEPOINT turn")
        try:
            job.result = job.work(self._transaction(channel))
        except Lost:
            raise
        except BaseException as error:
            # If SQLite dropped the transaction this fails, as it must: earlier turns are gone too.
            channel.command("ROLLBACK TO SAVEPOINT turn")
            job.error = error
        channel.command("RELEASE SAVEPOINT turn")

    def _reconnected(self) -> Channel:
        try:
            return self._connect()
        except StorageTrouble as trouble:
            raise Lost(str(trouble)) from trouble


def _tell(jobs: list[Job], lost: Lost) -> None:
    for job in jobs:
        job.error = StorageTrouble(lost.why)
        job.error.__cause__ = lost
