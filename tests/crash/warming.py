"""A check-in played once, so that everything it needs is loaded, compiled and drawn."""

from __future__ import annotations

import tempfile
from pathlib import Path

from bot.conversations.kept_facts import facts_as
from bot.engine.cards import Button
from bot.engine.read import warm_dates
from bot.phases import DIALOGS
from bot.transaction import Transaction
from bot.words.catalogue import BASE, catalogue
from storage import open_store
from storage.channel import engine_for
from storage.mail_statements import looks, mail_statements
from storage.statements import statements
from tests.crash import world
from tests.crash.people import PUSHES
from tests.crash.wall import Wall
from tests.migrated import copied
from tests.workspace import TestClock, Workspace

OWNER, USER = "rita", "joy"


async def play() -> None:
    """One professional answers; the owner is told. On SQLite, and with the words of PostgreSQL made."""
    warm_dates()
    for dialog in DIALOGS.values():
        facts_as(dialog.facts)
    words = catalogue(BASE)
    for key in words._sources:
        words.entry(key)
    for dialect in ("sqlite", "postgresql"):
        statements(dialect)
        mail_statements(dialect)
        looks(dialect, 1, 0)
    engine_for("postgresql://nobody/nothing").dispose()  # its driver is loaded; nothing is connected
    clock = TestClock(Wall().at_ms)

    def fill(tx: Transaction) -> None:
        world.populate(tx, Workspace.platform, "", OWNER, [USER], clock.now)

    with tempfile.TemporaryDirectory() as folder:
        store = open_store(copied(Path(folder) / "warm.db"), world.RING, clock, durable=False)
        try:
            await store.turn(fill)
            await _answer(Workspace(store, clock))
        finally:
            await store.close()


async def _answer(house: Workspace) -> None:
    await house.pass_time()
    while len(house.screens[OWNER].messages) == 0:
        labels = [one.label for one in house.screens[USER].last.controls if isinstance(one, Button)]
        push = next((label for label in labels if label in PUSHES), None)
        if push:
            await house.press(USER, push)
        else:
            await house.type(USER, "The shop's login stopped working")
    await house.command(OWNER, "next")
