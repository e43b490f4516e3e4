"""R11: backups under load are whole, and what is put back is one moment of the database."""

from __future__ import annotations

import asyncio
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

from storage import Database, open_store
from storage.restore import restore, save
from tests.crash.bases import SqliteBase, damage
from tests.crash.tally import Tally
from tests.crash.wall import Wall
from tests.crash.world import RING

Copy = Callable[[Path, Path], None]


def backup(database: Path, copy: Path) -> None:
    """As `fivefold backup` does it."""
    save(f"sqlite:///{database}", copy)


def file_copy(database: Path, copy: Path) -> None:
    """A seeded bug: the file alone, without what its log holds."""
    shutil.copyfile(database, copy)


async def drill(tally: Tally, base: SqliteBase, folder: Path, times: int, make: Copy = backup) -> Tally:
    """Make so many copies while turns are written as fast as they go; look at each, and put it back.

    Each turn writes two settings that must always be equal, and never goes backwards.
    """
    url = base.fresh()
    database = Path(url.removeprefix("sqlite:///"))
    store = open_store(url, RING, Wall())
    committed = [0]
    writing = asyncio.create_task(_write(store, committed))
    copies: list[tuple[Path, int, int]] = []
    try:
        for number in range(times):
            copy, before = folder / f"copy-{number}.db", committed[0]
            await asyncio.to_thread(make, database, copy)
            copies.append((copy, before, committed[0] + 1))
            await asyncio.sleep(0.02)
    finally:
        writing.cancel()
        await asyncio.gather(writing, return_exceptions=True)
        await store.close()
    for copy, least, most in copies:
        tally.rounds += 1
        if fault := await _put_back(url, database, copy, least, most):
            tally.lost += 1
            tally.failing.append(f"{copy.name}: {fault}")
        copy.unlink()
    for old in database.parent.glob(f"{database.stem}-before-restore-*"):
        old.unlink()
    tally.events += committed[0]
    base.drop(url)
    return tally


async def _write(store: Database, committed: list[int]) -> None:
    while True:
        number = committed[0] + 1
        await store.turn(lambda tx, n=number: (tx.set("left", str(n)), tx.set("right", str(n))))  # type: ignore[misc]
        committed[0] = number


async def _put_back(url: str, database: Path, copy: Path, least: int, most: int) -> str:
    """What is wrong with a copy once it stands in the place of the database."""
    # A log of another database lies there: read into the new one, it would spoil it.
    for ending in ("-wal", "-shm"):
        database.with_name(database.name + ending).write_bytes(b"left over " * 500)
    try:
        restore(url, copy)
        if found := damage(url):
            return f"damaged: {found}"
        store = open_store(url, RING, Wall())
    except Exception as error:
        return f"not put back: {type(error).__name__} {error}"
    try:
        left, right = await store.read(lambda tx: (tx.setting("left"), tx.setting("right")))
    except sqlite3.Error as error:
        return f"cannot be read: {error}"
    finally:
        await store.close()
    if left != right:
        return f"two moments in one copy: {left} and {right}"
    return "" if least <= int(left or 0) <= most else f"{left} is not between {least} and {most}"
