"""Rooms of the log that hold what one person typed on a platform and did not send yet."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import ColumnElement, delete, select

from bot.ports import Where, own_room
from storage.session import Session
from storage.tables import log


def entries(tx: Session, who: Where) -> tuple[Mapping[str, Any], ...]:
    """What stands in them."""
    rows = tx.channel.core(select(log.c.room, log.c.number, log.c.entry).where(_theirs(who)))
    return tuple(tx.ring.open(sealed, "", "log", room, str(number)) for room, number, sealed in rows)


def clear(tx: Session, who: Where) -> int:
    """Take it all away; how many entries there were."""
    return len(tx.channel.core(delete(log).where(_theirs(who)).returning(log.c.number)))


def _theirs(who: Where) -> ColumnElement[bool]:
    return log.c.room.startswith(own_room(who, ""), autoescape=True)
