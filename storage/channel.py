"""One connection as a transaction uses it: the driver's cursor for hot statements, Core for the rest."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any, NoReturn

from sqlalchemy import Connection, Engine, Executable, create_engine, event, make_url
from sqlalchemy.engine import URL
from sqlalchemy.pool import NullPool

from storage.faults import AWAY, BROKEN, Lost, StorageTrouble, driver_errors, judge
from storage.statements import Statements, statements

log = logging.getLogger(__name__)

BUSY_MS = 5_000
"""How long a SQLite connection waits for another program, a backup for instance."""
FROZEN_MS = 20_000
"""PostgreSQL undoes the turn of a process that says nothing for so long in the middle of it.

It was stopped, or its machine is gone: what it had locked is free before others are to take over. Where it
goes on it finds the line broken, and runs the turn again.
"""


def engine_for(url: str, *, writes: bool = True, durable: bool = True) -> Engine:
    """An engine without a pool: every thread holds its own connection for as long as it lives."""
    address = make_url(url)
    if address.get_backend_name() == "sqlite":
        return _sqlite(address, writes, durable)
    return _postgres(address)


def _postgres(address: URL) -> Engine:
    # A server that vanished without a word is noticed before anybody would take over.
    patience = {
        "connect_timeout": 10, "keepalives_idle": 10, "keepalives_interval": 5, "keepalives_count": 2,
        "tcp_user_timeout": 20_000,
    }  # fmt: skip
    wanted = {name: value for name, value in patience.items() if name not in address.query}
    engine = create_engine(
        address.set(drivername="postgresql+psycopg"), poolclass=NullPool, connect_args=wanted
    )

    def prepare(connection: Any, _record: Any) -> None:
        with connection.cursor() as cursor:
            cursor.execute(f"SET idle_in_transaction_session_timeout = {FROZEN_MS}")
        connection.commit()

    event.listen(engine, "connect", prepare)
    return engine


def _sqlite(address: URL, writes: bool, durable: bool) -> Engine:
    engine = create_engine(
        address,
        poolclass=NullPool,
        # A connection is used by one thread, but closed by the one that ends the store.
        connect_args={"check_same_thread": False, "cached_statements": 256, "timeout": BUSY_MS / 1000},
    )

    def prepare(connection: Any, _record: Any) -> None:
        connection.isolation_level = None  # we begin ourselves: the driver would begin too late
        for pragma in (
            *(("journal_mode=WAL",) if writes else ()),
            "synchronous=FULL" if durable else "synchronous=NORMAL",
            "foreign_keys=ON",
            "trusted_schema=OFF",
            "secure_delete=ON",  # what is deleted is overwritten, so that erased is erased
        ):
            connection.execute(f"PRAGMA {pragma}").fetchall()

    event.listen(engine, "connect", prepare)
    return engine


class Channel:
    """A connection with its cursor. Used by one thread; transactions are begun and ended by hand."""

    def __init__(self, engine: Engine, *, writes: bool = True) -> None:
        """Connect.

        Raises:
            StorageTrouble: the database cannot be opened.
        """
        self.writes = writes
        self.after_commit: list[Callable[[], None]] = []
        """What is to be done once this transaction is committed, and not at all where it is undone."""
        self.traces = False
        """Set by an erasure: what it took away still stands in the write-ahead log."""
        self.found: dict[tuple[Any, ...], Any] = {}
        """What was read since the last statement that may have changed it, or waited for whoever did."""
        self.dialect = engine.dialect.name
        self.hot: Statements = statements(self.dialect)
        try:
            # AUTOCOMMIT: SQLAlchemy begins and ends nothing, so both its half and ours see one transaction.
            self.connection: Connection = engine.connect().execution_options(isolation_level="AUTOCOMMIT")
            driver: Any = self.connection.connection.dbapi_connection
            self._driver = driver
            self._cursor = driver.cursor()
            if self.dialect == "sqlite" and not writes:
                self._cursor.execute("PRAGMA query_only=ON")
        except driver_errors() as error:
            trouble = judge(error)
            raise StorageTrouble(trouble.why if trouble else AWAY) from error
        self._sqlite = self.dialect == "sqlite"

    # --- statements ---------------------------------------------------------------------------

    def run(self, statement: str, values: Mapping[str, Any]) -> list[Any]:
        """Run a hot statement and take its rows."""
        if not _only_asks(statement):
            self.found.clear()
        if self._sqlite and not self._driver.in_transaction:
            raise Lost(BROKEN)
        try:
            rows: list[Any] = self._cursor.execute(statement, values).fetchall()
        except driver_errors() as error:
            self._raise(error)
        return rows

    def run_each(self, statement: str, rows: Sequence[Mapping[str, Any]]) -> None:
        """Run a hot statement for each of these, and look at nothing that comes back."""
        self.found.clear()
        if self._sqlite and not self._driver.in_transaction:
            raise Lost(BROKEN)
        try:
            if rows:
                self._cursor.executemany(statement, rows)
        except driver_errors() as error:
            self._raise(error)

    def core(self, statement: Executable, values: Sequence[Mapping[str, Any]] | None = None) -> list[Any]:
        """Run an ordinary query and take its rows."""
        self.found.clear()
        if self._sqlite and not self._driver.in_transaction:
            raise Lost(BROKEN)
        try:
            result = self.connection.execute(statement, values)
            return list(result) if result.returns_rows else []
        except driver_errors() as error:
            self._raise(error)

    def command(self, words: str) -> None:
        """Begin, mark, undo: what has no values and no rows."""
        self.found.clear()
        try:
            self._cursor.execute(words)
        except driver_errors() as error:
            self._raise(error)

    def _raise(self, error: Exception) -> NoReturn:
        lost = judge(error)
        if lost is None and self._sqlite and not self._driver.in_transaction:
            lost = Lost(BROKEN)  # some errors end the whole transaction without saying so
        raise (lost or error) from (error if lost else None)

    # --- transactions -------------------------------------------------------------------------

    def begin(self) -> None:
        """Begin. On SQLite a writing transaction takes the lock now: waiting later cannot help."""
        if self._sqlite:
            self.command("BEGIN IMMEDIATE" if self.writes else "BEGIN")
        else:
            self.command("BEGIN" if self.writes else "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")

    def commit(self) -> None:
        """Commit, and be sure of it.

        Raises:
            Lost: nothing was committed (on PostgreSQL, with a broken line: perhaps it was).
        """
        if self._sqlite and not self._driver.in_transaction:
            raise Lost(BROKEN)
        if not self._sqlite and self._driver.info.transaction_status.name == "INERROR":
            from psycopg.errors import InFailedSqlTransaction

            # The server would answer COMMIT with a quiet ROLLBACK.
            raise InFailedSqlTransaction("an error inside the turn was caught without a savepoint")
        self.command("COMMIT")
        due, self.after_commit = self.after_commit, []
        for work in due:
            work()

    def wipe(self) -> None:
        """Empty the write-ahead log of SQLite; where that cannot be done now, the next commit tries again."""
        try:
            if self._sqlite:
                busy, *_ = self._cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
                self.traces = bool(busy)
        except driver_errors() as error:
            log.warning("what was erased still stands in the write-ahead log: %s", type(error).__name__)

    def rollback(self) -> None:
        """Undo whatever is open. Never fails: after it, ask `alive`."""
        self.after_commit = []
        try:
            if not self._sqlite or self._driver.in_transaction:
                self._cursor.execute("ROLLBACK")
        except driver_errors():
            if self._sqlite:
                self.close()

    @property
    def alive(self) -> bool:
        """Whether the connection is still of use and nothing is open on it."""
        if self.connection.closed:
            return False
        if self._sqlite:
            return not self._driver.in_transaction
        return bool(self._driver.info.transaction_status.name == "IDLE")

    def close(self) -> None:
        """Let the connection go."""
        try:
            self._driver.close()
        finally:
            if not self.connection.closed:
                self.connection.invalidate()
                self.connection.close()


@cache
def _only_asks(statement: str) -> bool:
    """Whether a hot statement changes nothing and waits for nobody. There are some dozens of them."""
    return statement.startswith("SELECT") and "FOR UPDATE" not in statement
