"""R11: backups under load are whole, and what is put back is one moment of the database."""

from __future__ import annotations

import asyncio
import os
import shutil
import sqlite3
import subprocess
from collections.abc import Callable
from pathlib import Path

import psycopg

from storage import Database, open_store
from storage.restore import restore, save
from tests.crash.bases import Base, damage
from tests.crash.tally import Tally
from tests.crash.wall import Wall
from tests.crash.world import RING
from tests.postgres import TOOLS

Copy = Callable[[str, Path], None]


def backup(url: str, copy: Path) -> None:
    """As `fivefold backup` does it."""
    save(url, copy)


def file_copy(url: str, copy: Path) -> None:
    """A seeded bug: the file alone, without what its log holds."""
    shutil.copyfile(file_of(url), copy)


def file_of(url: str) -> Path:
    return Path(url.removeprefix("sqlite:///"))


async def drill(tally: Tally, base: Base, folder: Path, times: int, make: Copy = backup) -> Tally:
    """Make so many copies while turns are written as fast as they go; look at each, and put it back.

    Each turn writes two settings that must always be equal, and never goes backwards.
    """
    os.environ["PATH"] = f"{TOOLS}{os.pathsep}{os.environ['PATH']}"
    url = base.fresh()
    store = open_store(url, RING, Wall())
    committed = [0]
    writing = asyncio.create_task(_write(store, committed))
    copies: list[tuple[Path, int, int]] = []
    try:
        for number in range(times):
            copy, before = folder / f"copy-{number}.db", committed[0]
            await asyncio.to_thread(make, url, copy)
            copies.append((copy, before, committed[0] + 1))
            await asyncio.sleep(0.02)
    finally:
        writing.cancel()
        await asyncio.gather(writing, return_exceptions=True)
        await store.close()
    for copy, least, most in copies:
        tally.another()
        if fault := await _look(url, copy, least, most):
            tally.lost += 1
            tally.failing.append(f"{copy.name}: {fault}")
        copy.unlink()
    if url.startswith("sqlite"):
        for old in file_of(url).parent.glob(f"{file_of(url).stem}-before-restore-*"):
            old.unlink()
    tally.events += committed[0]
    base.drop(url)
    return tally


async def _write(store: Database, committed: list[int]) -> None:
    while True:
        number = committed[0] + 1
        await store.turn(lambda tx, n=number: (tx.set("left", str(n)), tx.set("right", str(n))))  # type: ignore[misc]
        committed[0] = number


async def _look(url: str, copy: Path, least: int, most: int) -> str:
    """What is wrong with a copy once it stands in the place of the database."""
    try:
        _put_back(url, copy)
        if found := damage(url):
            return f"damaged: {found}"
        store = open_store(url, RING, Wall())
    except Exception as error:
        return f"not put back: {type(error).__name__} {error}"
    try:
        left, right = await store.read(lambda tx: (tx.setting("left"), tx.setting("right")))
    except (sqlite3.Error, psycopg.Error) as error:
        return f"cannot be read: {error}"
    finally:
        await store.close()
    if left != right:
        return f"two moments in one copy: {left} and {right}"
    return "" if least <= int(left or 0) <= most else f"{left} is not between {least} and {most}"


def _put_back(url: str, copy: Path) -> None:
    """As `fivefold restore` does it, or tells to do it."""
    if not url.startswith("sqlite"):
        command = ["pg_restore", "--clean", "--if-exists", f"--dbname={url}", str(copy)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            raise RuntimeError(done.stderr[-500:])
        return
    # A log of another database lies there: read into the new one, it would spoil it.
    database = file_of(url)
    for ending in ("-wal", "-shm"):
        database.with_name(database.name + ending).write_bytes(b"left over " * 500)
    restore(url, copy)
