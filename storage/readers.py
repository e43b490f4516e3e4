"""The threads that only read: they see what was committed, and hold up nobody who writes."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Lock, local
from typing import Any, TypeVar

from storage.channel import Channel
from storage.faults import BUSY, Lost, StorageTrouble

T = TypeVar("T")

THREADS = 3
TRIES = 3


class Readers:
    """A few threads, each with a connection that cannot write."""

    def __init__(self, connect: Callable[[], Channel], transaction: Callable[[Channel], Any]) -> None:
        self.threads = ThreadPoolExecutor(THREADS, thread_name_prefix="reader")
        self._connect = connect
        self._transaction = transaction
        self._mine = local()
        self._all: set[Channel] = set()
        self._lock = Lock()

    def read(self, work: Callable[[Any], T]) -> T:
        """Run `work` on this thread's connection, on one state of the database.

        Raises:
            StorageTrouble: the database cannot be read.
        """
        lost = Lost(BUSY)
        for _ in range(TRIES):
            channel = self._channel()
            try:
                channel.begin()
                return work(self._transaction(channel))
            except Lost as trouble:
                lost = trouble
                if not (lost.again or lost.gone):
                    break
            finally:
                channel.rollback()
        raise StorageTrouble(lost.why) from lost

    def close(self) -> None:
        """Finish what is being read, then let the connections go."""
        self.threads.shutdown()
        for channel in self._all:
            channel.close()

    def _channel(self) -> Channel:
        channel: Channel | None = getattr(self._mine, "channel", None)
        if channel is None or not channel.alive:
            fresh = self._connect()
            with self._lock:
                self._all.add(fresh)
                if channel is not None:
                    self._all.discard(channel)
            if channel is not None:
                channel.close()
            channel = self._mine.channel = fresh
        return channel
