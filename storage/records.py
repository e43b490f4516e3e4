"""Records in and out of their tables: private fields sealed, versions checked, the account always in."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache
from typing import Any, NamedTuple, TypeVar

from sqlalchemy import Table, select

from bot.dialog import Refused
from bot.model import Account, Address, Person, Record, private_fields
from bot.ports import Where
from bot.transaction import At, Conflict
from storage.rows import add, find, replace, written
from storage.sealing import KeyRing
from storage.session import Session, clean
from storage.tables import TABLES, account, seen_event

R = TypeVar("R", bound=Record)

ROWS_KEPT = 4_096
"""Rows that are kept opened: what a hundred people's rounds are about. A few megabytes."""


class Shape(NamedTuple):
    """How a kind of record lies in its table."""

    table: Table
    columns: tuple[str, ...]
    private: frozenset[str]


@cache
def shape_of(kind: type[Record]) -> Shape:
    """The table, its columns and the private fields of a kind of record."""
    table = TABLES[kind]
    return Shape(table, tuple(column.name for column in table.columns), frozenset(private_fields(kind)))


class Records(Session):
    """The part of a transaction that reads and writes records."""

    # --- before the account is known ----------------------------------------------------------

    def note_event(self, id: str) -> bool:
        """Remember a platform's event; False when it was taken before."""
        return bool(self.run(self.hot.note_event, {"id": clean("event", id), "at_ms": self.moment.real}))

    def noted(self, id: str) -> int | None:
        """When an event was taken, real time; None for one that never was."""
        query = select(seen_event.c.at_ms).where(seen_event.c.id == clean("event", id))
        rows = self.channel.core(query)
        return rows[0][0] if rows else None

    def persons_at(self, where: Where) -> tuple[At, ...]:
        """Everybody behind an address, newest account first."""
        platform, scope, user = where
        rows = self.run(self.hot.persons_at, {"platform": platform, "scope": scope, "user": user})
        found = {(account, person): At(account, person, bool(open)) for account, person, open in rows}
        return tuple(found.values())

    def add_account(self, new: Account) -> None:
        """Open an account.

        Raises:
            Conflict: there is one with this id.
        """
        values = {name: clean(name, value) for name, value in new.model_dump().items()}
        if not self._add(account, values):
            raise Conflict("the account exists already")

    # --- reading ------------------------------------------------------------------------------

    def one(self, kind: type[R], id: str) -> R:
        """The record with this id. Raises `Refused` where there is none in this account."""
        found = self.find(kind, id=id)
        if not found:
            raise Refused
        return found[0]

    def find(self, kind: type[R], **equal: Any) -> tuple[R, ...]:
        """Every record whose fields equal these, by id. Asked twice in a row, the database is asked once."""
        found: dict[tuple[Any, ...], tuple[R, ...]] = self.channel.found
        wanted = (kind, self.inside(), *equal.items())
        if wanted not in found:
            found[wanted] = self._find(kind, equal)
        return found[wanted]

    def _find(self, kind: type[R], equal: Mapping[str, Any]) -> tuple[R, ...]:
        table, columns, private = shape_of(kind)
        values: dict[str, Any] = {"account": self.inside()}
        for name, value in equal.items():
            if name in private or name not in columns:
                raise ValueError(f"{kind.__name__} cannot be found by {name}")
            values[f"is_{name}"] = value
        given = tuple(name for name, value in equal.items() if value is not None)
        absent = tuple(name for name, value in equal.items() if value is None)
        dialect = self.channel.dialect
        rows = self.run(find(dialect, table, given, absent), written(dialect, values))
        ring, account = self.ring, self.account
        return tuple(_opened(kind, ring, account, tuple(row)) for row in rows)

    def person(self, id: str) -> Person:
        """Somebody in this account."""
        return self.one(Person, id)

    def addresses(self, person: str) -> tuple[Address, ...]:
        """Where somebody can be reached."""
        return self.find(Address, person=person)

    # --- writing ------------------------------------------------------------------------------

    def write(self, record: Record, version: int) -> None:
        """Insert (version 0) or replace a record whose stored version must be `version`.

        A record without an account belongs to this one.

        Raises:
            Conflict: it exists already, or another turn changed it.
            Refused: it belongs to another account.
        """
        kind = type(record)
        table = shape_of(kind).table
        if record.account not in ("", self.inside()):
            raise Refused
        values = self._sealed(record) | {"account": self.account, "version": version + 1}
        if version == 0:
            fits = self._add(table, values)
        else:
            dialect = self.channel.dialect
            fits = bool(self.run(replace(dialect, table), written(dialect, values) | {"is_version": version}))
        if not fits:
            raise Conflict(f"{kind.__name__} {record.id} is not at version {version}")

    def _add(self, table: Table, values: dict[str, Any]) -> bool:
        # By hand and not by catching the error: on PostgreSQL an error ends the transaction.
        dialect = self.channel.dialect
        return bool(self.run(add(dialect, table), written(dialect, values)))

    # --- sealing ------------------------------------------------------------------------------

    def _sealed(self, record: Record) -> dict[str, Any]:
        table, columns, private = shape_of(type(record))
        values: dict[str, Any] = {}
        for name in columns:
            value = getattr(record, name)
            if name not in private:
                values[name] = clean(name, value)
            elif value is None or value == "":
                values[name] = None if value is None else b""
            else:
                dumped = (
                    value if isinstance(value, str) else record.model_dump(mode="json", include={name})[name]
                )
                values[name] = self.ring.seal(dumped, self.account, table.name, record.id, name)
        return values


def close_opened() -> None:
    """Keep no opened row: what was erased is not kept in this process's memory either."""
    _opened.cache_clear()


@lru_cache(maxsize=ROWS_KEPT)
def _opened(kind: type[R], ring: KeyRing, account: str, row: tuple[Any, ...]) -> R:
    """The record that a row holds. The row says all and a record never changes, so turns share it."""
    table, columns, private = shape_of(kind)
    # SQLite hands over dates as text and booleans as numbers; the record makes of them what they are.
    values = dict(zip(columns, row, strict=True))
    for name in private:
        blob = values[name]
        if blob is not None:
            values[name] = ring.open(bytes(blob), account, table.name, values["id"], name) if blob else ""
    return kind.model_validate(values)
