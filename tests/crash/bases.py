"""Databases for the rounds of a rig: a populated one is made once, and each round gets a copy."""

from __future__ import annotations

import itertools
import shutil
from collections.abc import Callable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, Protocol

from sqlalchemy import Engine, create_engine, make_url, text

from bot.transaction import Transaction
from storage import migrate
from storage.channel import Channel, engine_for
from storage.transaction import StoredTransaction
from tests.crash.wall import Wall
from tests.crash.world import RING
from tests.migrated import copied
from tests.postgres import Postgres

Rows = list[Any]
Populate = Callable[[Transaction], None]


class Base(Protocol):
    """Gives out copies of what it was populated with."""

    name: str

    def fresh(self) -> str:
        """The address of a new copy."""

    def drop(self, url: str) -> None:
        """A copy is not needed any more."""


def nothing(_: Transaction) -> None:
    """Nobody is in it."""


def _fill(url: str, populate: Populate) -> None:
    engine = engine_for(url)
    channel = Channel(engine)
    try:
        channel.begin()
        populate(StoredTransaction(channel, RING, Wall().moment()))
        channel.commit()
    finally:
        channel.rollback()
        channel.close()
        engine.dispose()


class SqliteBase:
    """A file, copied."""

    name = "sqlite"

    def __init__(self, folder: Path, populate: Populate) -> None:
        self._folder = folder
        self._template = folder / "template.db"
        self._numbers = itertools.count(1)
        _fill(copied(self._template), populate)

    def fresh(self) -> str:
        path = self._folder / f"round-{next(self._numbers)}.db"
        shutil.copyfile(self._template, path)
        return f"sqlite:///{path}"

    def drop(self, url: str) -> None:
        _engine(url).dispose()
        path = Path(url.removeprefix("sqlite:///"))
        for file in path.parent.glob(f"{path.name}*"):
            file.unlink()


class PostgresBase:
    """A database of the wheel's server, copied by the server."""

    name = "postgres"

    def __init__(self, server: Postgres, populate: Populate, template: str = "template") -> None:
        self._server = server
        self._numbers = itertools.count(1)
        self._template = template
        url = server.create(template)
        migrate(url)
        _fill(url, populate)

    def fresh(self) -> str:
        return self._server.create(f"{self._template}_{next(self._numbers)}", like=self._template)

    def drop(self, url: str) -> None:
        _engine(url).dispose()
        self._server.drop(url)


@lru_cache(maxsize=64)
def _engine(url: str) -> Engine:
    """Kept while its database stands: a rig looks many times a second."""
    address = make_url(url)
    if address.get_backend_name() != "sqlite":
        address = address.set(drivername="postgresql+psycopg")
    return create_engine(address, isolation_level="AUTOCOMMIT")


def rows(url: str, statement: str, **values: Any) -> Rows:
    """Read beside whoever writes."""
    with _engine(url).connect() as connection:
        return list(connection.execute(text(statement), values))


def taken(url: str) -> set[str]:
    """The ids of every event that was taken."""
    return {str(row[0]) for row in rows(url, "SELECT id FROM seen_event")}


def damage(url: str) -> Sequence[str]:
    """What an integrity check finds; nothing when all is well."""
    if not url.startswith("sqlite"):
        return ()
    found = [str(row[0]) for row in rows(url, "PRAGMA integrity_check")]
    broken = rows(url, "PRAGMA foreign_key_check")
    return [line for line in found if line != "ok"] + [str(row) for row in broken]
