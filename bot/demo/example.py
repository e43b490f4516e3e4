"""Makes the example: a database of its own, its weeks played, its last words said."""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from adapters.browser.people import CAST
from bot.app import House, house
from bot.clock import OFFSET
from bot.demo.place import Workspace
from bot.demo.play import Clocked, play
from bot.demo.player import Player
from bot.demo.script import BEGINS, ENDS, OWNER, ZONES, Script
from bot.engine.cards import card
from bot.engine.text import t
from bot.settings import DATABASE_FILE, Settings
from bot.words import Reader, draw_card
from storage.process import ProcessLock

FOLDER = "example"
"""Inside the data folder: the example never touches what is kept beside it."""
NEVER_TICKS = 3_600
WEEKS = math.ceil((ENDS - BEGINS) / timedelta(weeks=1))

Progress = Callable[[float], None]
"""Called with the part of the time that has passed, 0 to 1."""


def settings_of(loaded: Settings) -> Settings:
    """The settings for the example: a folder of its own, the page, and no platform."""
    return replace(
        loaded,
        storage=loaded.storage.model_copy(
            update={"data": loaded.storage.data / FOLDER, "database_url": None}
        ),
        slack=loaded.slack.model_copy(update={"bot_token": None}),
        discord=loaded.discord.model_copy(update={"token": None}),
    )


def clear(folder: Path) -> None:
    """Take away an example that was made before.

    Raises:
        SecondProcess: it is being looked at right now.
    """
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / DATABASE_FILE
    lock = ProcessLock(path)
    try:
        for ending in ("", "-wal", "-shm"):
            path.with_name(path.name + ending).unlink(missing_ok=True)
    finally:
        lock.close()


async def make(
    settings: Settings,
    progress: Progress,
    *,
    bad: bool = False,
    called: str = "fivefold",
    around: Callable[[Clocked], Clocked] = lambda place: place,
) -> Player:
    """Play the example into an empty folder; the player knows how it went.

    `called`: how this program is called here, for the last words. `around` looks on.
    """
    started = time.monotonic()
    quiet = replace(settings, browser=settings.browser.model_copy(update={"port": 0}))
    async with house(quiet, tick_seconds=NEVER_TICKS, durable=False, awaited=False) as running:
        begins_ms, ends_ms = (round(at.timestamp() * 1000) for at in (BEGINS, ENDS))
        await running.store.turn(lambda tx: tx.set(OFFSET, str(begins_ms - tx.moment.real)))
        await running.clock.restore()
        place, script = around(Workspace(running)), Script(bad=bad)
        player = Player(place, script, begins_ms)
        await play(
            place,
            player,
            ZONES,
            script.events(),
            ends_ms,
            lambda now_ms: progress((now_ms - begins_ms) / (ends_ms - begins_ms)),
        )
        await _last_words(running, round(time.monotonic() - started), called)
    return player


async def _last_words(running: House, seconds: int, called: str) -> None:
    """What stands last in the owner's column."""
    assert running.browser is not None  # noqa: S101  # the place was made of it
    owner = CAST[OWNER]
    words = card(t("demo-over", weeks=WEEKS, seconds=max(1, seconds)), t("demo-next", called=called))
    message = draw_card(words, Reader(owner.locale, owner.zone))
    await running.browser.put(owner.where, "", message, ref="", key="example/over")
