"""Whole rows of one table: the statements that find, add, replace and put them, compiled once.

They run on the driver's cursor: SQLAlchemy's own execution costs more than the statement itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Table, bindparam, literal_column, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Dialect
from sqlalchemy.sql.expression import BindParameter, ClauseElement

# Written into the text: SQLite takes a partial index only when it can read the same condition.
ZERO: ColumnElement[int] = literal_column("0")
ONE: ColumnElement[int] = literal_column("1")


def parameter(name: str) -> BindParameter[Any]:
    """A value that is handed over when the statement runs."""
    return bindparam(name)


def compiled(dialect: str, statement: ClauseElement) -> str:
    """A statement as the text of "sqlite"'s or "postgresql"'s driver.

    Raises:
        ValueError: a value is built into it, which the text would lose.
    """
    text = statement.compile(dialect=_driver(dialect))
    if lost := [name for name, bound in getattr(text, "binds", {}).items() if not bound.required]:
        raise ValueError(f"{', '.join(lost)} would be lost from {text}")
    return str(text)


def insert(dialect: str, table: Table) -> Any:
    """An insert that can say what happens when a key is taken."""
    return (sqlite if dialect == "sqlite" else postgresql).insert(table)


def written(dialect: str, values: Mapping[str, Any]) -> dict[str, Any]:
    """Values as the driver takes them: SQLite's knows no dates."""
    if dialect != "sqlite":
        return dict(values)
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in values.items()}


@cache
def find(dialect: str, table: Table, equal: tuple[str, ...], absent: tuple[str, ...]) -> str:
    """Read the rows of an account where these columns equal `is_` values, and those are null.

    There are as many as the code has ways to look for records: some dozens.
    """
    query = select(table).where(table.c.account == bindparam("account"))
    query = query.where(*(table.c[name] == bindparam(f"is_{name}") for name in equal))
    query = query.where(*(table.c[name].is_(None) for name in absent))
    return compiled(dialect, query.order_by(table.c.id))


@cache
def add(dialect: str, table: Table) -> str:
    """Insert a row; nothing comes back when one of its keys is taken."""
    new = insert(dialect, table).values(_each(table)).on_conflict_do_nothing()
    return compiled(dialect, new.returning(table.c[_names(table)[0]]))


@cache
def replace(dialect: str, table: Table) -> str:
    """Replace the row of an account whose version is `is_version`; nothing comes back where there is none."""
    this = (table.c.account == bindparam("account"), table.c.id == bindparam("id"))
    same = table.c.version == bindparam("is_version")
    changed = {name: value for name, value in _each(table).items() if name not in ("account", "id")}
    return compiled(dialect, update(table).where(*this, same).values(changed).returning(table.c.id))


@cache
def put(dialect: str, table: Table, key: tuple[str, ...]) -> str:
    """Insert a row, or put it in the place of the one with this key."""
    new = insert(dialect, table).values(_each(table))
    rest = {name: new.excluded[name] for name in _names(table) if name not in key}
    new = new.on_conflict_do_update(index_elements=key, set_=rest)
    return compiled(dialect, new.returning(table.c[key[0]]))


def _each(table: Table) -> dict[str, Any]:
    return {name: bindparam(name) for name in _names(table)}


def _names(table: Table) -> tuple[str, ...]:
    return tuple(column.name for column in table.columns)


def _driver(dialect: str) -> Dialect:
    if dialect == "sqlite":
        return sqlite.dialect(paramstyle="named")
    psycopg: Any = postgresql.psycopg.dialect
    driver: Dialect = psycopg()
    return driver
