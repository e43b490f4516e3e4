"""The database as asyncio sees it: `await store.turn(...)` and `await store.read(...)`."""

from __future__ import annotations

import asyncio
import logging
import os
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import Engine, make_url

from bot.ports import Clock
from bot.transaction import Transaction
from storage import open_names
from storage.channel import Channel, engine_for
from storage.faults import CLOSED, Alarm, StorageTrouble
from storage.lanes import Lanes
from storage.log import RoomLog
from storage.migrations import is_current, migrate
from storage.process import ProcessLock
from storage.queue import Job
from storage.readers import Readers
from storage.sealing import PROOF, KeyRing, LostKey, Unsealed
from storage.transaction import StoredTransaction
from storage.writer import BATCH, Writer

logger = logging.getLogger(__name__)

T = TypeVar("T")

OLDEST_SQLITE = (3, 35, 0)
"""The first with RETURNING."""


class Database:
    """`bot.ports.Store` on SQLite or PostgreSQL."""

    def __init__(
        self,
        first: Channel,
        engine: Engine,
        ring: KeyRing,
        clock: Clock,
        lock: ProcessLock | None,
        batch: int = BATCH,
    ) -> None:
        """Use `open_store`: it looks whether all is well first, on the connection that then writes."""
        self._lock = lock
        self._open = True
        self._alarm = Alarm()
        self._engine = engine

        def transaction(channel: Channel) -> Transaction:
            return StoredTransaction(channel, ring, clock.moment())

        if engine.dialect.name == "sqlite":
            self._writer: Writer | Lanes = Writer(first, lambda: Channel(engine), transaction, batch=batch)
        else:
            self._writer = Lanes(first, lambda: Channel(engine), transaction)
        self._readers = Readers(lambda: Channel(engine, writes=False), transaction)
        self.log = RoomLog(self)

    async def turn(self, work: Callable[[Any], T], *, lane: str = "", urgent: bool = True) -> T:
        """Run `work(transaction)` in one write transaction and commit. It may be run again.

        Raises:
            StorageTrouble: nothing was changed, because the database cannot.
        """
        future: asyncio.Future[T] = asyncio.get_running_loop().create_future()
        self._writer.put(Job(work, future), lane=lane, urgent=urgent)
        return await self._watched(future)

    async def read(self, work: Callable[[Any], T]) -> T:
        """Run `work(transaction)` on a read-only connection.

        Raises:
            StorageTrouble: the database cannot be read.
        """
        if not self._open:
            raise StorageTrouble(CLOSED)
        loop = asyncio.get_running_loop()
        return await self._watched(loop.run_in_executor(self._readers.threads, self._readers.read, work))

    async def _watched(self, outcome: asyncio.Future[T]) -> T:
        try:
            found = await outcome
        except StorageTrouble as trouble:
            self._alarm.fails(str(trouble))
            raise
        self._alarm.works()
        return found

    @property
    def alone(self) -> bool:
        """Whether no other process can have this database: the lock of a SQLite file proves it."""
        return self._lock is not None

    async def close(self) -> None:
        """Finish the turns that wait, take no new ones, and let the database go. Twice is once."""
        if self._open:
            self._open = False
            await asyncio.to_thread(self._close)

    def _close(self) -> None:
        self._writer.close()
        self._readers.close()
        self._engine.dispose()
        if self._lock is not None:
            self._lock.close()


def open_store(
    url: str, keys: KeyRing, clock: Clock, *, batch: int = BATCH, durable: bool = True
) -> Database:
    """Open the database: made when it is new, brought up to date when it is older.

    Without `durable` a power cut may cost the last turns of a SQLite file: enough for what can be
    made again at any time.

    Raises:
        SecondProcess: another process has this SQLite file.
        NewerDatabase: a newer Fivefold wrote to it.
        LostKey: it is sealed with another key.
        StorageTrouble: it cannot be opened.
    """
    lock = _take_file(url)
    first = None
    try:
        engine = engine_for(url, durable=durable)
        first = _brought_up_to_date(url, engine)
        _fit_key(first, keys, clock)
        return Database(first, engine, keys, clock, lock, batch)
    except BaseException:
        if first is not None:
            first.close()
        if lock is not None:
            lock.close()
        raise


def _brought_up_to_date(url: str, engine: Engine) -> Channel:
    """A connection to a database with this version's tables."""
    channel = Channel(engine)
    if is_current(channel):
        return channel
    channel.close()
    migrate(url)
    return Channel(engine)


def _take_file(url: str) -> ProcessLock | None:
    address = make_url(url)
    if address.get_backend_name() != "sqlite":
        return None
    if sqlite3.sqlite_version_info < OLDEST_SQLITE:
        oldest = ".".join(map(str, OLDEST_SQLITE))
        raise StorageTrouble(f"SQLite {sqlite3.sqlite_version} is too old: Fivefold needs {oldest} or newer.")
    if not address.database or address.database == ":memory:":
        raise StorageTrouble("The database address names no file, so nothing would be kept.")
    path = Path(address.database)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _for_nobody_else(path)
        return ProcessLock(path)
    except OSError as error:
        raise StorageTrouble(f"The folder {path.parent} cannot be written to: {error.strerror}.") from error


def _for_nobody_else(path: Path) -> None:
    """Keep the file of the database from everybody but its owner; SQLite makes those beside it alike.

    Texts in it are sealed; names, days and numbers are not. Who runs it may open it again on purpose: it is
    closed when it is made, and where everybody on the machine could read it.
    """
    try:
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    except FileExistsError:
        mode = path.stat().st_mode
        if mode & 0o007:
            path.chmod(mode & 0o700)


def seal_names(url: str, keys: KeyRing, clock: Clock) -> None:
    """Seal what an older version kept open, where something is; without that no key is needed.

    Raises:
        LostKey: something lies open, and the keys are not those of this database.
    """
    engine = engine_for(url)
    channel = Channel(engine)
    try:
        channel.begin()
        lie_open = open_names.lie_open(channel)
        channel.rollback()
        if lie_open:
            _fit_key(channel, keys, clock)
    finally:
        channel.close()
        engine.dispose()


def _fit_key(channel: Channel, keys: KeyRing, clock: Clock) -> None:
    """Prove that the keys open this database; a new database is given its proof.

    What an older version kept open is sealed with them, in the same transaction.

    Raises:
        LostKey: they do not.
    """
    try:
        channel.begin()
        transaction = StoredTransaction(channel, keys, clock.moment())
        try:
            proof = transaction.setting(PROOF)
        except (LostKey, Unsealed):
            raise LostKey(
                "The database is sealed with a key that is not here: put your copy of the key file back, "
                "or set FIVEFOLD_KEY. Without it nobody can read what is kept."
            ) from None
        if proof is None:
            keys.keep()
            transaction.set(PROOF, "yes")
        if sealed := open_names.seal(channel, keys):
            logger.info("names that lay open are sealed", extra={"count": sealed})
        channel.commit()
    finally:
        channel.rollback()
