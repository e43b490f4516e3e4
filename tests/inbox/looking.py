"""What tests look for in replies and in the store."""

from __future__ import annotations

from typing import Any

from bot.conversations.controls import Control, parse
from bot.engine.cards import Button
from bot.ports import Reply, Where
from tests.workspace import Workspace, says

NOTHING_HERE = "There is nothing here that I can show you. What waits for you: /fivefold next"


def said(reply: Reply) -> str:
    return "\n".join(put.message.plain() for put in reply.puts)


def control_of(w: Workspace, user: str, label: str) -> str:
    """The id of the newest button with this label."""
    for message in reversed(w.screens[user].messages.values()):
        for control in message.controls:
            if isinstance(control, Button) and says(control.label, label):
                return control.id
    raise AssertionError(f"{user} sees no {label}")


def newest(w: Workspace, user: str, kind: type[Any]) -> Any:
    return next(control for control in w.screens[user].last.controls if isinstance(control, kind))


async def records(w: Workspace, kind: type[Any], user: str = "rita", **equal: Any) -> list[Any]:
    """Every record of a kind in the accounts of a user."""

    def look(tx: Any) -> list[Any]:
        found = []
        for account, *_ in tx.persons_at(Where("test", "", user)):
            tx.enter(account)
            found += tx.find(kind, **equal)
        return found

    return await w.store.read(look)


async def talk(w: Workspace, control: str, user: str = "rita") -> Any:
    """The conversation behind a control, as it is stored."""
    wanted = parse(control)
    assert isinstance(wanted, Control)

    def look(tx: Any) -> Any:
        for account, *_ in tx.persons_at(Where("test", "", user)):
            tx.enter(account)
            row = tx.conversation(wanted.conversation, lock=False)
            if row is not None:
                return row
        return None

    return await w.store.read(look)


async def to_expectation(w: Workspace) -> None:
    """Rita adds Joy, up to the question that takes her own words."""
    await w.command("rita", "add <@joy>")
    await w.press("rita", "virtual assistant")
    await w.press("rita", "Looks right")
    await w.pick("rita", "Customer inbox", "Calendar")
    await w.press("rita", "Looks right")
