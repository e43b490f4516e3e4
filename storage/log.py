"""Messages kept for a platform that keeps none itself."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import bindparam, func, literal_column, select, update

from bot.ports import Store
from storage.rows import add, compiled
from storage.session import Session, clean
from storage.tables import log


class RoomLog:
    """`bot.ports.Log`: each room's messages, numbered from 1, sealed one by one."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def append(self, room: str, entry: Mapping[str, Any]) -> int:
        """Add a message; its number."""

        def work(tx: Session) -> int:
            while True:
                number: int = tx.run(_words(tx).next, {"room": clean("room", room)})[0][0]
                if tx.run(_words(tx).add, _row(tx, room, number, entry)):
                    return number
                # Another process took this number meanwhile, and is done: the next look sees it.

        return await self._store.turn(work, lane=room)

    async def replace(self, room: str, number: int, entry: Mapping[str, Any]) -> None:
        """Put another message in the place of one."""

        def work(tx: Session) -> None:
            tx.run(_words(tx).replace, _row(tx, room, number, entry))

        await self._store.turn(work, lane=room)

    async def read(self, room: str, after: int = 0) -> list[tuple[int, Mapping[str, Any]]]:
        """The messages of a room with a higher number than `after`, in order."""

        def work(tx: Session) -> list[tuple[int, Mapping[str, Any]]]:
            rows = tx.run(_words(tx).read, {"room": room, "after": after})
            return [(row[0], tx.ring.open(row[1], "", "log", room, str(row[0]))) for row in rows]

        return await self._store.read(work)


def _row(tx: Session, room: str, number: int, entry: Mapping[str, Any]) -> dict[str, Any]:
    sealed = tx.ring.seal(entry, "", "log", room, str(number))
    return {"room": room, "number": number, "entry": sealed}


class _Words(NamedTuple):
    """The statements as the driver's own text: every message of the page runs two of them."""

    next: str
    add: str
    replace: str
    read: str


def _words(tx: Session) -> _Words:
    return _compiled(tx.channel.dialect)


@cache
def _compiled(dialect: str) -> _Words:
    room: Any = bindparam("room")
    number: Any = bindparam("number")
    entry: Any = bindparam("entry")
    here = log.c.room == room
    last = func.coalesce(func.max(log.c.number), literal_column("0"))
    return _Words(
        compiled(dialect, select(last + literal_column("1")).where(here)),
        add(dialect, log),
        compiled(
            dialect,
            update(log).where(here, log.c.number == number).values(entry=entry).returning(log.c.number),
        ),
        compiled(
            dialect,
            select(log.c.number, log.c.entry)
            .where(here, log.c.number > bindparam("after"))
            .order_by(log.c.number),
        ),
    )
