"""R2 in every talk of the example: each turn dies before its commit and after it, and is taken again.

Sixteen weeks of three people are played twice: undisturbed, and so that every turn of the house is
undone when all of it is done, then run anew, and every event is told again as if nobody had heard that
it was taken. Both must leave the same records, and no event may be taken for new again.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from bot.conversations.inbox import Conversations
from bot.demo import example
from bot.model import RECORDS
from bot.phases import DIALOGS
from bot.settings import load
from bot.transaction import Transaction
from storage import Database, load_key, open_store
from tests.crash.bases import rows
from tests.crash.tally import Tally
from tests.crash.wall import Wall

YEAR_2001_MS = 10**12
"""Whole numbers beyond it are instants: those of two plays differ."""


class Died(Exception):
    """What a turn ends in that is undone."""


class Deaths:
    """How often the house died, and of what it was told again."""

    def __init__(self, times: int) -> None:
        self.times = times
        self.turns = self.events = self.anew = 0

    @contextmanager
    def installed(self) -> Iterator[None]:
        """Inside, every turn and every event goes through them."""
        turn, take = Database.turn, Conversations.take

        async def again(store: Database, work: Callable[[Any], Any], **how: Any) -> Any:
            def dies(tx: Any) -> None:
                work(tx)
                raise Died

            for _ in range(self.times):
                self.turns += 1
                with suppress(Died):
                    await turn(store, dies, **how)
            return await turn(store, work, **how)

        async def told_again(inbox: Conversations, event: Any) -> Any:
            reply = await take(inbox, event)
            for _ in range(self.times):
                self.events += 1
                self.anew += not (await take(inbox, event)).repeated
            return reply

        Database.turn, Conversations.take = again, told_again  # type: ignore[assignment, method-assign]
        try:
            yield
        finally:
            Database.turn, Conversations.take = turn, take  # type: ignore[method-assign]


async def every_turn(tally: Tally, folder: Path) -> Tally:
    """Play the example undisturbed, then with one death at each turn, then with two in a row."""
    tally.of = 2
    sound, kinds = await _played(folder / "sound")
    for times in (1, 2):
        deaths = Deaths(times)
        with deaths.installed():
            found, _ = await _played(folder / f"dying-{times}")
        differ = sorted(kind for kind in sound if sound[kind] != found[kind])
        tally.another()
        tally.kills += deaths.turns
        tally.events += deaths.events
        tally.lost += len(differ)
        tally.doubled += deaths.anew
        tally.failing += [f"{kind}: {_first(sound[kind], found[kind])}" for kind in differ]
    tally.notes.append(f"kinds of talk {len(kinds)} of {len(DIALOGS)}")
    return tally


def _first(sound: list[str], found: list[str]) -> str:
    both = set(sound) & set(found)
    return " / ".join(f"{[one for one in side if one not in both][:2]}" for side in (sound, found))


async def _played(folder: Path) -> tuple[dict[str, list[str]], set[str]]:
    """The records that the example leaves, by kind, and the kinds of talk in it."""
    folder.mkdir()
    os.environ["FIVEFOLD_DATA"] = str(folder)
    settings = example.settings_of(load(None))
    example.clear(settings.storage.data)
    await example.make(settings, lambda share: None)
    url = settings.storage.url
    store = open_store(url, load_key(settings.storage.data / "fivefold.key", ()), Wall())
    try:
        accounts = [row[0] for row in rows(url, "SELECT id FROM account")]
        return await store.read(lambda tx: records(tx, accounts)), {
            row[0] for row in rows(url, "SELECT dialog FROM conversation WHERE state <> 'parked'")
        }
    finally:
        await store.close()


def records(tx: Transaction, accounts: list[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {kind.__name__: [] for kind in RECORDS}
    for account in accounts:
        tx.enter(account)
        for kind in RECORDS:
            for record in tx.find(kind):
                lasting = {name: value for name, value in record if not _passing(name, value)}
                found[kind.__name__].append(str(lasting))
    return {kind: sorted(lines) for kind, lines in found.items()}


def _passing(name: str, value: object) -> bool:
    """What two plays of the same weeks need not have in common."""
    return name == "version" or (isinstance(value, int) and value > YEAR_2001_MS)
