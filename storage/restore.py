"""Puts a backup in the place of the database, keeping what stood there; and copies PostgreSQL."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import time
from pathlib import Path

from sqlalchemy import make_url

from storage.backup import backup
from storage.faults import StorageTrouble
from storage.looking import age_of, file_of, revision, sound
from storage.process import ProcessLock

SQLITE = b"SQLite format 3\0"


def save(url: str, copy: Path) -> None:
    """Write a whole, checked copy of the database, which may be in use.

    Raises:
        StorageTrouble: there is nothing to copy, or the copy could not be made.
    """
    file = file_of(url)
    if age_of(revision(url)) == "new":
        raise StorageTrouble("There is no database yet, so there is nothing to back up.")
    if file is None:
        _dump(url, copy)
        return
    if copy.exists() and (copy.is_dir() or copy.resolve() == file.resolve() or not _database(copy)):
        raise StorageTrouble(f"{copy} is there already and is no backup: choose another name.")
    backup(file, copy)


def restore(url: str, copy: Path) -> Path | None:
    """Put a copy in the place of a SQLite database; where the old one lies now, if there was one.

    Raises:
        StorageTrouble: it is no whole copy, or PostgreSQL (its own tools do it better).
        SecondProcess: Fivefold is running.
    """
    file = file_of(url)
    if file is None:
        raise StorageTrouble(
            "PostgreSQL is put back with its own tool: pg_restore --clean --if-exists --dbname=... FILE. "
            "Stop Fivefold first."
        )
    if not copy.exists():
        raise StorageTrouble(f"There is no file {copy}: name one that fivefold backup wrote.")
    if not copy.is_file() or not _database(copy):
        raise StorageTrouble(f"{copy} is no backup of Fivefold: choose a file that fivefold backup wrote.")
    beside = f"sqlite:///{copy.as_posix()}"
    if copy.resolve() == file.resolve():
        raise StorageTrouble(f"{copy} is the database itself: choose a backup of it.")
    if damage := sound(beside):
        raise StorageTrouble(f"{copy} is damaged ({damage}): take an older backup.")
    match age_of(revision(beside)):
        case "new":
            raise StorageTrouble(f"{copy} is a database, but none of Fivefold's.")
        case "newer":
            raise StorageTrouble(f"{copy} was written by a newer Fivefold: install that version first.")
    file.parent.mkdir(parents=True, exist_ok=True)
    lock = ProcessLock(file)
    try:
        return _swap(file, copy)
    finally:
        lock.close()


def _swap(file: Path, copy: Path) -> Path | None:
    draft = file.with_name(file.name + ".part")
    shutil.copyfile(copy, draft)
    os.chmod(draft, 0o600)
    with open(draft, "rb") as written:
        os.fsync(written.fileno())
    old = None
    if file.exists():
        _settle(file)
        old = _free(file, f"{file.stem}-before-restore-{time.strftime('%Y%m%d-%H%M%S')}")
        os.link(file, old)
    os.replace(draft, file)
    return old


def _free(file: Path, stem: str) -> Path:
    """A name beside the file that nothing has yet: two backups may be tried within a second."""
    names = (stem, *(f"{stem}-{number}" for number in range(2, 1000)))
    return next(path for name in names if not (path := file.with_name(name + file.suffix)).exists())


def _settle(file: Path) -> None:
    """Bring the log of the old file into it. A log that stayed would be read into the new one."""
    try:
        connection = sqlite3.connect(file)
        try:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        finally:
            connection.close()
    except sqlite3.DatabaseError:
        pass  # a damaged file is often why somebody restores: it is kept as it is
    for ending in ("-wal", "-shm"):
        left = file.with_name(file.name + ending)
        if left.exists():
            left.rename(file.with_name(f"{file.name}{ending}-before-restore"))


def _database(path: Path) -> bool:
    with open(path, "rb") as file:
        return file.read(len(SQLITE)) == SQLITE


def _dump(url: str, copy: Path) -> None:
    """With the server's own tool. The password goes by the environment: lists of processes show the rest."""
    tool = shutil.which("pg_dump")
    if tool is None:
        raise StorageTrouble("pg_dump is not here: install the PostgreSQL client, or copy on the server.")
    address = make_url(url)
    password = {"PGPASSWORD": str(address.password)} if address.password else {}
    plain = address.set(drivername="postgresql", password=None).render_as_string(hide_password=False)
    draft = copy.with_name(copy.name + ".part")
    try:
        copy.parent.mkdir(parents=True, exist_ok=True)
        done = subprocess.run(  # noqa: S603  # the tool was found by name, nothing of it is typed
            [tool, "--format=custom", f"--file={draft}", f"--dbname={plain}"],
            env={**os.environ, **password},
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode != 0:
            said = done.stderr.strip().splitlines() or ["pg_dump says nothing"]
            raise StorageTrouble(f"No backup was made: {said[-1]}")
        os.chmod(draft, 0o600)
        _check_dump(draft)
        os.replace(draft, copy)
    except OSError as error:
        raise StorageTrouble(f"No backup was made at {copy}: {error.strerror}.") from error
    finally:
        draft.unlink(missing_ok=True)


def _check_dump(draft: Path) -> None:
    tool = shutil.which("pg_restore")
    if tool is None:
        return
    listed = subprocess.run([tool, "--list", str(draft)], capture_output=True, text=True, check=False)  # noqa: S603
    if listed.returncode != 0 or "TABLE DATA" not in listed.stdout:
        raise StorageTrouble("The backup came out damaged: try again.")
