"""Rooms of the log that hold what was shown: what of it goes when one who stands in it is erased."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import delete, or_, select, update

from bot.ports import Where, told_room
from storage.session import Session
from storage.strings import strings_in
from storage.tables import log

KNOWN_BY = 24
"""By so many letters from its beginning a line is known again, where it was shown shortened."""
LEAST = 8
"""A shorter text is like many others: it says nothing about anybody."""
LEFT = ("from", "at", "key")
"""What is left of a message of which nothing may be read any more."""


def clear(tx: Session, whose: Iterable[Where], names: Iterable[str], said: Iterable[str]) -> int:
    """Take away everything in their own rooms, and in others' what names them or holds a text of theirs.

    An empty message stays in the place of each, and one in their own room: numbers go on from there.
    How many messages went.
    """
    own = {told_room(who) for who in whose}
    called = "|".join(re.escape(name.casefold()) for name in names if name)
    named = re.compile(rf"\b(?:{called})\b") if called else None
    lines = {_plain(line)[:KNOWN_BY] for text in said for line in text.splitlines()}
    known = {line for line in lines if len(line) >= LEAST and " " in line}
    c = log.c
    theirs = or_(c.room.startswith("dm/"), c.room.startswith("channel/"))
    rows = tx.channel.core(select(c.room, c.number, c.entry).where(theirs).order_by(c.room, c.number))
    last = {room: number for room, number, _ in rows if room in own}
    count = 0
    for room, number, sealed in rows:
        entry = tx.ring.open(sealed, "", "log", room, str(number))
        here = c.room == room, c.number == number
        if room in own and number != last[room]:
            tx.channel.core(delete(log).where(*here))
        elif room in own or _holds(entry, named, known):
            left = {"erased": True, **{name: entry[name] for name in LEFT if name in entry}}
            blob = tx.ring.seal(left, "", "log", room, str(number))
            tx.channel.core(update(log).where(*here).values(entry=blob))
        else:
            continue
        count += 1
    return count


def _holds(entry: Mapping[str, Any], named: re.Pattern[str] | None, known: set[str]) -> bool:
    words = _plain(" ".join(strings_in(entry)))
    return bool(named and named.search(words)) or any(line in words for line in known)


def _plain(words: str) -> str:
    return " ".join(words.casefold().split())
