"""One process writes to a SQLite file. The lock is the system's, so that a killed one frees it."""

from __future__ import annotations

import fcntl
import os
from pathlib import Path


class SecondProcess(Exception):
    """Another Fivefold runs on the same database. The message says what to do."""


class ProcessLock:
    """Held from opening to closing the store."""

    def __init__(self, database: Path) -> None:
        """Take the lock.

        Raises:
            SecondProcess: another process has it.
        """
        path = database.with_name(database.name + ".lock")
        self._file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
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
