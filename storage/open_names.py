"""Seals what an older version kept open: the names of skills and of a piece of work.

Since revision 0006 they are private like all that people write. The step itself has no keys, so the names
lie where sealed words do, as they were, until the database is opened with its keys: then they are sealed in
the transaction that proves those, before anything else is read. Where nothing lies open nothing is done.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Table, exists, func, or_, select, update

from bot import model
from storage.channel import Channel
from storage.records import shape_of
from storage.rows import ONE, ZERO, compiled, parameter
from storage.sealing import FORMAT, KeyRing

NAMES = ((model.Engagement, "role_name"), (model.Skill, "name"))


def lie_open(channel: Channel) -> bool:
    """Whether a name of an older version was not sealed yet. Asked at every start."""
    return bool(channel.run(_asked(channel.dialect), {"format": FORMAT})[0][0])


@cache
def _asked(dialect: str) -> str:
    return compiled(dialect, select(or_(*(exists().where(_open(*one)) for one in _tables()))))


def seal(channel: Channel, keys: KeyRing) -> int:
    """Seal every name that lies open; how many."""
    if not lie_open(channel):
        return 0
    sealed = 0
    for table, name in _tables():
        c = table.c
        rows = channel.core(select(c.account, c.id, c[name]).where(_open(table, name)).params(format=FORMAT))
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
    return (func.length(column) > ZERO) & (func.substr(column, ONE, ONE) != parameter("format"))
