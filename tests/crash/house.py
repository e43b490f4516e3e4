"""A whole Fivefold in a process of its own, forked from a server that has imported everything once."""

from __future__ import annotations

import asyncio
import gc
import logging
import os
import signal
from collections.abc import Mapping
from contextvars import ContextVar
from dataclasses import dataclass
from functools import partial
from multiprocessing.process import BaseProcess
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from adapters import discord, slack
from adapters.slack import calls, showing
from bot import app, logs
from bot.delivery import Delivery
from bot.ports import TryLater
from bot.settings import load
from tests.crash import seeded
from tests.crash.forks import FORKS
from tests.crash.labels import Labels
from tests.crash.wall import Wall
from tests.process import OURS

TICK_SECONDS = 0.2
EARLY = "X-Begun-In-A-Pause"


@dataclass
class Errand:
    """What a child is told before it begins. `die_at`: a labelled point and at which visit to it."""

    settings: dict[str, str]
    wall: Wall
    log: Path
    seeds: tuple[str, ...] = ()
    die_at: tuple[str, int] = ("", 0)
    seen: Path | None = None
    """Where the points that were passed are written."""
    tick_seconds: float = TICK_SECONDS
    paced_by_wall: bool = False
    """Whether delivery counts its sends a second on the rig's clock too, and the pauses it was asked for."""


def spawn(errand: Errand) -> BaseProcess:
    """Start a house; it runs until it is killed, or asked to stop by SIGTERM."""
    process: BaseProcess = FORKS.Process(target=_live, args=(errand,), daemon=True)
    process.start()
    return process


def _live(errand: Errand) -> None:
    for name in [name for name in os.environ if name.startswith(OURS)]:
        del os.environ[name]
    os.environ.update(errand.settings)
    os.environ["FIVEFOLD_OPEN"] = "no"
    with errand.log.open("a") as stream:
        logs.configure("info", (), stream)
        logging.getLogger("apscheduler").setLevel(logging.ERROR)  # it ticks faster here than it can sweep
        vars(app)["WorldClock"] = lambda: errand.wall
        vars(showing)["time"] = SimpleNamespace(time=errand.wall.seconds)  # a reply that was frozen is late
        # The stand-in has no guilds that could still be told of.
        vars(discord)["DiscordAdapter"] = partial(discord.DiscordAdapter, guild_ready_timeout=0.05)
        if errand.paced_by_wall:
            vars(app)["Delivery"] = partial(Delivery, now=errand.wall.seconds)
            _note_early(errand.wall)
        Labels(errand.die_at, errand.seen).install()
        seeded.sow(errand.seeds)
        gc.freeze()
        asyncio.run(_serve(errand))


def _note_early(wall: Wall) -> None:
    """Mark each post that delivery began in a pause that it had been asked for, and had heard of.

    Only this side knows: what the platform sees come in a pause may have been on its way.
    """
    put, call = slack.SlackAdapter.put, calls.call
    begun: ContextVar[float] = ContextVar("begun")
    pauses: dict[str, tuple[float, float]] = {}

    async def puts(self: Any, *args: Any, **how: Any) -> Any:
        begun.set(wall.seconds())
        return await put(self, *args, **how)

    async def sent(web: Any, method: str, **arguments: Any) -> Any:
        if method != "chat.postMessage" or not unasked(arguments):
            return await call(web, method, **arguments)
        heard, until = pauses.get(web.token, (0.0, 0.0))
        if heard < begun.get() < until:
            web.headers[EARLY] = "yes"
        try:
            return await call(web, method, **arguments)
        except TryLater as later:
            now = wall.seconds()
            pauses[web.token] = (now if until <= now else heard, max(until, now + later.seconds))
            raise

    slack.SlackAdapter.put = puts  # type: ignore[method-assign]
    calls.call = sent


def unasked(post: Mapping[str, Any]) -> bool:
    """Whether a post is delivery's, and no reply to somebody's command."""
    return "/" not in str(((post.get("metadata") or {}).get("event_payload") or {}).get("key", ""))


async def _serve(errand: Errand) -> None:
    stop = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
    async with app.house(load(None), tick_seconds=errand.tick_seconds):
        await stop.wait()
