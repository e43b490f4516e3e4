"""What can go wrong below a turn, told apart: a bug of the turn, or trouble of the database.

A bug is an ordinary exception: a conversation parks on it and goes on. Trouble ends the whole
transaction, so nothing in the turn may catch it: it travels as `Lost` to whoever ran the turn.
"""

from __future__ import annotations

import logging
import sqlite3
import sys
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from sqlalchemy.exc import DBAPIError

if TYPE_CHECKING:
    import psycopg

log = logging.getLogger(__name__)

FULL = "The disk is full: nothing new can be kept until there is room. What was kept can still be read."
READ_ONLY = (
    "The database cannot be written to: check who owns its file and folder. What was kept can still be read."
)
NOT_OPENED = (
    "The database cannot be opened: check who owns its file and folder, and whether it may be written to."
)
BUSY = "Another program holds the database: nothing was changed. Try again in a moment."
BROKEN = "The disk fails to read or write: nothing was changed. What was kept before is safe if the disk is."
AWAY = "The database cannot be reached: nothing was changed. Is it running, and is DATABASE_URL right?"
CLOSED = "Fivefold is stopping: nothing was changed."
DAMAGED = "The database file is damaged: stop, and put back the newest backup."


class StorageTrouble(Exception):
    """The database cannot do its work now. The message is a plain sentence; nothing was changed."""


class Lost(BaseException):
    """The transaction is gone. Only the thread that runs turns may catch it.

    Not an `Exception`: a turn that went on after it would write outside any transaction.
    """

    def __init__(self, why: str, *, again: bool = False, gone: bool = False) -> None:
        super().__init__(why)
        self.why = why
        self.again = again
        """The same turn may succeed at once: two turns stood in each other's way."""
        self.gone = gone
        """The connection is of no use any more."""


def driver_errors() -> tuple[type[Exception], ...]:
    """What a driver may raise. PostgreSQL's is not loaded where nobody uses it, and raises nothing there."""
    postgres: Any = sys.modules.get("psycopg")
    return (sqlite3.Error, DBAPIError, *([postgres.Error] if postgres else []))


_SQLITE = {
    sqlite3.SQLITE_FULL: FULL,
    sqlite3.SQLITE_READONLY: READ_ONLY,
    sqlite3.SQLITE_CANTOPEN: NOT_OPENED,
    sqlite3.SQLITE_PERM: READ_ONLY,
    sqlite3.SQLITE_BUSY: BUSY,
    sqlite3.SQLITE_LOCKED: BUSY,
    sqlite3.SQLITE_IOERR: BROKEN,
    sqlite3.SQLITE_NOMEM: BROKEN,
    sqlite3.SQLITE_CORRUPT: DAMAGED,
    sqlite3.SQLITE_NOTADB: DAMAGED,
}


def judge(error: BaseException) -> Lost | None:
    """The trouble behind a driver's error, or None when the turn itself did something wrong."""
    cause = error.orig if isinstance(error, DBAPIError) else error
    if isinstance(cause, sqlite3.Error):
        # The low byte is the class of an extended code.
        why = _SQLITE.get((getattr(cause, "sqlite_errorcode", None) or 0) & 0xFF)
        return Lost(why) if why else None
    postgres: Any = sys.modules.get("psycopg")
    return _judge_postgres(cause) if postgres and isinstance(cause, postgres.Error) else None


def _judge_postgres(error: psycopg.Error) -> Lost | None:
    from psycopg import OperationalError  # loaded already: this is an error of it

    state = error.sqlstate or ""
    if state in ("40001", "40P01", "55P03"):
        return Lost(BUSY, again=True)
    if state == "25006":
        return Lost(READ_ONLY)
    if state == "53100":
        return Lost(FULL)
    if state.startswith("58") or state.startswith("53") or state.startswith("XX"):
        return Lost(BROKEN, gone=True)
    if state == "25P03":  # this process was stopped in the middle of a turn, and the server gave it up
        return Lost(AWAY, gone=True)
    # No state at all: the server did not answer. 57P..: it is being stopped. 08: the line broke.
    if isinstance(error, OperationalError) and (not state or state[:2] in ("08", "57")):
        return Lost(AWAY, gone=True)
    return None


class Alarm:
    """One line for the operator when the database fails, and one when it works again: not one a turn."""

    def __init__(self, quiet: float = 60.0, now: Callable[[], float] = time.monotonic) -> None:
        self._quiet = quiet
        self._now = now
        self._why = ""
        self._since = self._last = 0.0

    def fails(self, why: str) -> None:
        """A turn or a look failed for this reason."""
        now = self._now()
        if why != self._why:
            log.error(why)
            self._why, self._since = why, now
        self._last = now

    def works(self) -> None:
        """One succeeded. While others fail now and then, that is no news."""
        if self._why and self._now() - self._last >= self._quiet:
            log.warning("the database works again", extra={"seconds": round(self._now() - self._since)})
            self._why = ""
