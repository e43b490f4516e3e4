"""A talk of two people as a table: who does what, and what is then read."""

from __future__ import annotations

from typing import Any

from bot.ports import Where
from tests.workspace import Workspace

Step = tuple[str, str, Any, str]
"""Who; press, type, pick, fill, command or wait; what; and what they (or "joy: ...") then read."""


async def play(w: Workspace, *steps: Step) -> None:
    """Do each step, and look whether it is read what was expected."""
    for who, how, what, expected in steps:
        match how:
            case "press":
                await w.press(who, what)
            case "type":
                await w.type(who, what)
            case "pick":
                await w.pick(who, *what)
            case "fill":
                await w.fill(who, what)
            case "command":
                await w.command(who, what)
            case "wait":
                await w.pass_time(hours=what)
        reader, _, words = expected.rpartition("::")
        seen = w.screens[reader or who].text() if reader else w.sees(who)
        assert words in seen, f"{who} {how} {what!r}: {words!r} is not in\n{seen}"


async def found(w: Workspace, kind: type[Any], **equal: Any) -> list[Any]:
    """The records of a kind in every account of Rita's."""

    def look(tx: Any) -> list[Any]:
        records = []
        for account, *_ in tx.persons_at(Where("test", "", "rita")):
            tx.enter(account)
            records += tx.find(kind, **equal)
        return records

    return await w.store.read(look)
