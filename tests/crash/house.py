"""A whole Fivefold in a process of its own, forked from a server that has imported everything once."""

from __future__ import annotations

import asyncio
import gc
import logging
import os
import signal
from dataclasses import dataclass
from functools import partial
from multiprocessing.process import BaseProcess
from pathlib import Path
from types import SimpleNamespace

from adapters import discord
from adapters.slack import showing
from bot import app, logs
from bot.delivery import Delivery
from bot.settings import load
from tests.crash import seeded
from tests.crash.forks import FORKS
from tests.crash.labels import Labels
from tests.crash.wall import Wall
from tests.process import OURS

TICK_SECONDS = 0.1


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
    """Whether delivery counts its sends a second on the rig's clock too."""


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
        Labels(errand.die_at, errand.seen).install()
        seeded.sow(errand.seeds)
        gc.freeze()
        asyncio.run(_serve(errand))


async def _serve(errand: Errand) -> None:
    stop = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
    async with app.house(load(None), tick_seconds=errand.tick_seconds):
        await stop.wait()
