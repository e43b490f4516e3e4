"""Brings a database to this version's tables, with a copy of it kept first."""

from __future__ import annotations

import logging
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Engine, inspect, make_url, text

from storage.backup import backup
from storage.channel import Channel, engine_for
from storage.faults import StorageTrouble, driver_errors, judge

if TYPE_CHECKING:
    from alembic.config import Config

log = logging.getLogger(__name__)

HERE = Path(__file__).parent

_ADVISORY_LOCK = 0x46697665  # "Five": processes that start together migrate one after another


class NewerDatabase(Exception):
    """A newer Fivefold wrote to this database. The message says what to do."""


def newest() -> str:
    """The revision that this version's tables have: its files are numbered in order."""
    return max(path.stem.partition("_")[0] for path in (HERE / "versions").glob("[0-9]*.py"))


def migrate(url: str) -> None:
    """Bring a database up to date; nothing happens when it is.

    Raises:
        NewerDatabase: it is ahead of this version.
        StorageTrouble: it cannot be opened or changed.
    """
    engine = engine_for(url)
    try:
        with engine.connect() as connection:
            found = revision_of(connection)
            if found == newest():
                return
            connection.rollback()
            if connection.dialect.name == "postgresql":
                connection.execute(text("SELECT pg_advisory_lock(:key)"), {"key": _ADVISORY_LOCK})
                connection.commit()
                found = revision_of(connection)
                connection.rollback()
            if found is not None and found > newest():
                raise NewerDatabase(
                    "A newer Fivefold has used this database: install that version again, "
                    "or put back the backup from before its first start."
                )
            if found is not None:
                _copy(engine, found)
            _upgrade(connection, "head")
    except driver_errors() as error:
        trouble = judge(error)
        if trouble is None:
            raise
        raise StorageTrouble(trouble.why) from error
    finally:
        engine.dispose()


def is_current(channel: Channel) -> bool:
    """Whether a database has this version's tables."""
    return revision_of(channel.connection) == newest()


def revision_of(connection: Connection) -> str | None:
    """The revision that a database is at; None when it is new."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    found: str | None = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return found


def config(connection: Connection) -> Config:
    """Alembic's settings, without a file."""
    from alembic.config import Config

    made = Config(stdout=sys.stdout)
    made.set_main_option("script_location", str(HERE))
    made.attributes["connection"] = connection
    return made


def _upgrade(connection: Connection, target: str) -> None:
    from alembic import command

    _without_foreign_keys(connection, lambda: command.upgrade(config(connection), target))


def downgrade(connection: Connection, target: str) -> None:
    """Go back to an older revision. For tests: people put back a backup."""
    from alembic import command

    _without_foreign_keys(connection, lambda: command.downgrade(config(connection), target))


def _without_foreign_keys(connection: Connection, work: Any) -> None:
    """Run a migration with SQLite's foreign keys off, then look whether every one still holds.

    Changing a table on SQLite copies it and drops the old one, which would cascade. The switch does
    nothing inside a transaction, and says nothing about it.
    """
    sqlite = connection.dialect.name == "sqlite"
    driver: Any = connection.connection.dbapi_connection
    if sqlite:
        driver.execute("PRAGMA foreign_keys=OFF")
    work()
    if sqlite:
        broken = driver.execute("PRAGMA foreign_key_check").fetchall()
        driver.execute("PRAGMA foreign_keys=ON")
        if broken:
            raise StorageTrouble(
                f"The migration left {len(broken)} rows that refer to nothing. Put back the backup."
            )


def _copy(engine: Engine, found: str) -> None:
    address = make_url(engine.url)
    if address.get_backend_name() != "sqlite" or not address.database:
        return
    database = Path(address.database)
    copy = database.with_name(f"{database.stem}-before-{newest()}-from-{found}{database.suffix}")
    backup(database, copy)
    log.info("the database is brought up to date; a copy of it as it was lies at %s", copy)
