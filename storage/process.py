"""One process writes to a SQLite file. The lock is the system's, so that a killed one frees it."""

from __future__ import annotations

import fcntl
import os
from pathlib import Path


class SecondProcess(Exception):
    """Another Fivefold runs on the same database. The message says what to do."""


def running_on(database: Path) -> int | None:
    """The process that has a database open, by its lock; None where none is known. Changes nothing."""
    try:
        file = os.open(_lock_of(database), os.O_RDONLY | os.O_CLOEXEC)
    except OSError:  # there is none, or it is somebody else's and cannot be read
        return None
    try:
        written = os.read(file, 20).strip()
        process = int(written) if written.isdigit() else 0
        # Only a lock of somebody alive is tried: one who is just starting must never meet ours.
        return process if process and _alive(process) and not _free(file) else None
    finally:
        os.close(file)


def _alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:  # somebody else's
        return True
    return True


def _free(file: int) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _lock_of(database: Path) -> Path:
    return database.with_name(database.name + ".lock")


class ProcessLock:
    """Held from opening to closing the store."""

    def __init__(self, database: Path) -> None:
        """Take the lock.

        Raises:
            SecondProcess: another process has it.
        """
        self._file = os.open(_lock_of(database), os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            holder = os.read(self._file, 20).decode(errors="replace").strip() or "unknown"
            os.close(self._file)
            raise SecondProcess(
                f"Another Fivefold is running on {database} (process {holder}): stop it first, "
                "or set DATABASE_URL to a PostgreSQL database, which several may share."
            ) from None
        os.ftruncate(self._file, 0)
        os.write(self._file, f"{os.getpid()}\n".encode())

    def close(self) -> None:
        """Free the database. The file stays: removing it would let two processes lock two files."""
        os.close(self._file)
