"""Seals what an older version kept open: the names of skills and of a piece of work.

Since revision 0006 they are private like all that people write. The step itself has no keys, so the names
lie where sealed words do, as they were, until the database is opened with its keys: then they are sealed in
the transaction that proves those, before anything else is read. Where nothing lies open nothing is done.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Table, func, select, update

from bot import model
from storage.channel import Channel
from storage.records import shape_of
from storage.sealing import FORMAT, KeyRing

NAMES = ((model.Engagement, "role_name"), (model.Skill, "name"))


def lie_open(channel: Channel) -> bool:
    """Whether a name of an older version was not sealed yet."""
    return any(channel.core(select(here.c.id).where(_open(here, name)).limit(1)) for here, name in _tables())


def seal(channel: Channel, keys: KeyRing) -> int:
    """Seal every name that lies open; how many."""
    sealed = 0
    for table, name in _tables():
        c = table.c
        rows = channel.core(select(c.account, c.id, c[name]).where(_open(table, name)))
        for account, id, words in rows:
            blob = keys.seal(bytes(words).decode(), account, table.name, id, name)
            one = update(table).where(c.account == account, c.id == id)
            channel.core(one.values({name: blob}))
        sealed += len(rows)
    return sealed


def _tables() -> list[tuple[Table, str]]:
    return [(shape_of(kind).table, name) for kind, name in NAMES]


def _open(table: Table, name: str) -> ColumnElement[bool]:
    """By its first byte: no name begins with the one of what is sealed, and an empty one has none."""
    column: Any = table.c[name]
    return (func.length(column) > 0) & (func.substr(column, 1, 1) != FORMAT)
