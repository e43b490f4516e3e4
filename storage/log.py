"""Messages kept for a platform that keeps none itself."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import func, insert, select, update

from bot.ports import Store
from storage.session import Session, clean
from storage.tables import log


class RoomLog:
    """`bot.ports.Log`: each room's messages, numbered from 1, sealed one by one."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def append(self, room: str, entry: Mapping[str, Any]) -> int:
        """Add a message; its number."""

        def work(tx: Session) -> int:
            last = tx.channel.core(select(func.max(log.c.number)).where(log.c.room == clean("room", room)))[
                0
            ][0]
            number = (last or 0) + 1
            tx.channel.core(
                insert(log).values(room=room, number=number, entry=_seal(tx, room, number, entry))
            )
            return number

        return await self._store.turn(work, lane=room)

    async def replace(self, room: str, number: int, entry: Mapping[str, Any]) -> None:
        """Put another message in the place of one."""

        def work(tx: Session) -> None:
            tx.channel.core(
                update(log)
                .where(log.c.room == room, log.c.number == number)
                .values(entry=_seal(tx, room, number, entry))
            )

        await self._store.turn(work, lane=room)

    async def read(self, room: str, after: int = 0) -> list[tuple[int, Mapping[str, Any]]]:
        """The messages of a room with a higher number than `after`, in order."""

        def work(tx: Session) -> list[tuple[int, Mapping[str, Any]]]:
            rows = tx.channel.core(
                select(log.c.number, log.c.entry)
                .where(log.c.room == room, log.c.number > after)
                .order_by(log.c.number)
            )
            return [(row[0], tx.ring.open(row[1], "", "log", room, str(row[0]))) for row in rows]

        return await self._store.read(work)


def _seal(tx: Session, room: str, number: int, entry: Mapping[str, Any]) -> bytes:
    return tx.ring.seal(entry, "", "log", room, str(number))
