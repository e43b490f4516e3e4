"""Copies of a SQLite database that can be trusted. A plain copy of a live file misses what the log holds."""

from __future__ import annotations

import os
import sqlite3
from contextlib import suppress
from pathlib import Path

from storage.faults import FULL, StorageTrouble, judge


def backup(database: Path, copy: Path) -> None:
    """Write a whole, checked copy of a database, which may be in use. An older copy is replaced.

    Raises:
        StorageTrouble: the copy could not be made; an older one is untouched.
    """
    draft = copy.with_name(copy.name + ".part")
    try:
        copy.parent.mkdir(parents=True, exist_ok=True)
        draft.unlink(missing_ok=True)
        source = sqlite3.connect(f"{database.absolute().as_uri()}?mode=rw", uri=True, timeout=5)
        try:
            source.execute("VACUUM INTO ?", (str(draft),))
        finally:
            source.close()
        os.chmod(draft, 0o600)
        check = sqlite3.connect(draft)
        try:
            (answer,) = check.execute("PRAGMA integrity_check").fetchone()
        finally:
            check.close()
        if answer != "ok":
            raise StorageTrouble(f"The backup {copy} came out damaged: {answer}")
        os.replace(draft, copy)
    except (sqlite3.Error, OSError) as error:
        trouble = judge(error)
        why = trouble.why if trouble else f"{error.strerror}." if isinstance(error, OSError) else FULL
        raise StorageTrouble(f"No backup was made at {copy}. {why}") from error
    finally:
        with suppress(OSError):
            draft.unlink()
