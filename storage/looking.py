"""A look at the database from beside whoever writes to it: for the command line, changing nothing."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import func, inspect, make_url, select

from bot.ports import Clock
from storage.channel import Channel, engine_for
from storage.faults import READ_ONLY, Lost, StorageTrouble, driver_errors, judge
from storage.migrations import NewerDatabase, newest, revision_of
from storage.sealing import PROOF, KeyRing, LostKey, Unsealed
from storage.statements import IN_PLAY
from storage.tables import TABLES, conversation, metadata, person, setting
from storage.transaction import StoredTransaction


class Lying(NamedTuple):
    """A conversation as a list shows it: nothing of what is said in it."""

    account: str
    id: str
    dialog: str
    state: str
    reason: str
    created_ms: int
    touched_ms: int


class Somebody(NamedTuple):
    """A person, with the account that they belong to."""

    account: str
    id: str
    name: str


def file_of(url: str) -> Path | None:
    """The file of a SQLite database; None for PostgreSQL."""
    address = make_url(url)
    return Path(address.database or "") if address.get_backend_name() == "sqlite" else None


def place_of(url: str) -> str:
    """Where a database is, for people: its file, or its address without the password."""
    file = file_of(url)
    return make_url(url).render_as_string() if file is None else str(file.absolute())


def mark_of(url: str) -> str:
    """Twelve digits that stand for a database, so that two programs can tell whether theirs is the same."""
    address = make_url(url)
    file = file_of(url)
    place = (address.host, address.port, address.database) if file is None else file.absolute().resolve()
    return sha256(str(place).encode()).hexdigest()[:12]


def revision(url: str) -> str | None:
    """The revision of the tables; None where there are none yet. Makes no file.

    Raises:
        StorageTrouble: it cannot be reached or read.
    """
    file = file_of(url)
    if file is not None and not file.exists():
        return None
    engine = engine_for(url, writes=False)
    try:
        with engine.connect() as connection:
            return revision_of(connection)
    except driver_errors() as error:
        trouble = judge(error)
        raise StorageTrouble(trouble.why if trouble else "The database cannot be read.") from error
    finally:
        engine.dispose()


def used(url: str) -> bool:
    """Whether a key has sealed something in it: a first start that broke off leaves tables and nothing else.

    Raises:
        StorageTrouble: it cannot be reached or read.
    """
    if revision(url) is None:
        return False
    engine = engine_for(url, writes=False)
    try:
        with engine.connect() as connection:
            there = inspect(connection).has_table(setting.name)
            return there and connection.execute(select(setting.c.name).limit(1)).first() is not None
    except driver_errors() as error:
        trouble = judge(error)
        raise StorageTrouble(trouble.why if trouble else "The database cannot be read.") from error
    finally:
        engine.dispose()


def age_of(found: str | None) -> str:
    """Where a database stands beside this version: new, older, current or newer."""
    if found is None:
        return "new"
    if found == newest():
        return "current"
    return "newer" if found > newest() else "older"


@contextmanager
def look(url: str, keys: KeyRing, clock: Clock) -> Iterator[StoredTransaction]:
    """One state of the database, read-only, while others may write to it.

    Raises:
        StorageTrouble: there is none yet, it is of an older version, or it cannot be read.
        NewerDatabase: a newer Fivefold wrote to it.
        LostKey: it is sealed with another key.
    """
    match age_of(revision(url)):
        case "new":
            raise StorageTrouble("There is no database yet: the first start makes it.")
        case "older":
            raise StorageTrouble("The database is of an older version: the next start brings it up to date.")
        case "newer":
            raise NewerDatabase("A newer Fivefold has used this database: install that version again.")
    engine = engine_for(url, writes=False)
    channel = Channel(engine, writes=False)
    try:
        channel.begin()
        seen = StoredTransaction(channel, keys, clock.moment())
        _prove(seen)
        yield seen
    except Lost as lost:
        raise StorageTrouble(lost.why) from lost
    finally:
        channel.rollback()
        channel.close()
        engine.dispose()


def _prove(seen: StoredTransaction) -> None:
    try:
        seen.setting(PROOF)
    except (LostKey, Unsealed):
        raise LostKey(
            "The database is sealed with a key that is not here: put your copy of the key file back, "
            "or set FIVEFOLD_KEY."
        ) from None


def sound(url: str) -> str:
    """What SQLite finds wrong with its file; empty when it is whole. PostgreSQL looks after itself."""
    file = file_of(url)
    if file is None or not file.exists():
        return ""
    connection = sqlite3.connect(file)
    try:
        (answer,) = connection.execute("PRAGMA quick_check(1)").fetchone()
    except sqlite3.Error as error:
        return str(error)
    finally:
        connection.close()
    return "" if answer == "ok" else str(answer)


def in_play(seen: StoredTransaction) -> tuple[Lying, ...]:
    """Every open or parked conversation of every account, the oldest first."""
    c = conversation.c
    query = (
        select(*(c[name] for name in Lying._fields)).where(c.state.in_(IN_PLAY)).order_by(c.created_ms, c.id)
    )
    return tuple(Lying._make(row) for row in seen.channel.core(query))


def whose(seen: StoredTransaction, id: str) -> tuple[str, ...]:
    """The accounts that have a conversation with this id; nearly always one."""
    c = conversation.c
    return tuple(row[0] for row in seen.channel.core(select(c.account).where(c.id == id)))


def accounts(seen: StoredTransaction) -> tuple[str, ...]:
    """Every account that has a person."""
    rows = seen.channel.core(select(person.c.account).distinct().order_by(person.c.account))
    return tuple(row[0] for row in rows)


def people(seen: StoredTransaction, words: str) -> tuple[Somebody, ...]:
    """Everybody with this id or name."""
    p = person.c
    wanted = words.strip()
    rows = seen.channel.core(select(p.account, p.id, p.name, p.called).order_by(p.account, p.id))
    # Compared here: SQLite knows small letters of English only.
    return tuple(
        Somebody(account, id, name)
        for account, id, name, called in rows
        if id == wanted or wanted.casefold() in (name.casefold(), called.casefold())
    )


def counts(seen: StoredTransaction) -> dict[str, int]:
    """How many rows each table holds."""
    names = [table.name for table in TABLES.values()] + ["conversation"]
    tables = metadata.tables
    return {name: seen.channel.core(select(func.count()).select_from(tables[name]))[0][0] for name in names}


def writable(url: str) -> str:
    """Why nothing can be written to the database; empty when it can."""
    engine = engine_for(url)
    try:
        with engine.connect() as connection:
            if connection.dialect.name == "sqlite":
                connection.exec_driver_sql("BEGIN IMMEDIATE")
                connection.exec_driver_sql("ROLLBACK")
            elif connection.exec_driver_sql("SHOW transaction_read_only").scalar() == "on":
                return READ_ONLY
    except driver_errors() as error:
        trouble = judge(error)
        return trouble.why if trouble else "The database refuses to be written to."
    finally:
        engine.dispose()
    return ""


def compact(url: str) -> None:
    """Leave nothing of what was erased in the free places of a SQLite file. Only when it is not in use."""
    file = file_of(url)
    if file is None:
        return
    connection = sqlite3.connect(file)
    try:
        connection.execute("VACUUM")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        connection.close()
