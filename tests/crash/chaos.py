"""R3: two processes on one PostgreSQL; one is killed or frozen, and the server goes down under both."""

from __future__ import annotations

import asyncio
import os
import random
import signal
import time
from pathlib import Path
from typing import Any

from sqlalchemy.exc import DBAPIError

from tests.crash import left
from tests.crash.bases import Base, taken
from tests.crash.house import spawn
from tests.crash.kills import CALM_SECONDS, PAUSE, SETTLES_WITHIN, Scene, scene, unsettled
from tests.crash.ledger import percentile
from tests.crash.tally import Tally
from tests.crash.weather import ROUGH
from tests.postgres import Postgres

BLOWS = ("kill", "freeze", "server")
FROZEN = 70.0
"""Seconds for which a process sleeps over all its claims; skipped."""
TAKEOVER = 30.0


async def run(
    tally: Tally, platform: str, base: Base, server: Postgres, folder: Path, seconds: float, seed: int
) -> Tally:
    """Waves of check-ins with a fresh database each, until the time is up; at least one."""
    chance = random.Random(seed)
    takeovers: list[float] = []
    until = time.monotonic() + seconds
    tally.of = 1
    while not tally.rounds or time.monotonic() < until:
        async with scene(platform, base, folder, seed + tally.rounds, ROUGH) as here:
            stuck = await _wave(here, server, chance, takeovers, tally)
            known = taken(here.url)
            books = here.platform.books
            doubled, lost = books.doubled(known), books.lost(known)
            tally.another()
            tally.events += len(known)
            tally.messages += len(books.messages)
            tally.lost += len(lost)
            tally.doubled += len(doubled)
            tally.stuck += len(stuck)
            if lost or doubled or stuck:
                found = f"seed {seed} wave {tally.rounds}: {lost} {doubled} {stuck}"
                lies = left.keep(f"R3-{platform}-{seed}-{tally.rounds}", here.url, books, here.folder, found)
                tally.failing.append(f"{found} {lies}")
    if takeovers:
        tally.notes.append(f"takeover p50 {percentile(takeovers, 0.5):.1f} s most {max(takeovers):.1f} s")
        tally.stuck += sum(one > TAKEOVER for one in takeovers)
    return tally


async def _wave(
    here: Scene, server: Postgres, chance: random.Random, takeovers: list[float], tally: Tally
) -> list[str]:
    """Two processes and a blow each second or so, then rest; what is stuck at its end."""
    children = [spawn(here.errand()), spawn(here.errand())]
    try:
        for _ in range(chance.randint(2, 4)):
            await asyncio.sleep(chance.uniform(0.3, 2.0))
            tally.kills += 1
            match chance.choice(BLOWS):
                case "kill":
                    children = await _kill(here, children, chance)
                case "freeze":
                    await _freeze(here, chance.choice(children))
                case "server":
                    await asyncio.to_thread(server.restart)
        begun = time.monotonic()
        found = await _rest(here)
        tally.back_seconds.append(time.monotonic() - begun)
        takeovers += await _takeover(here, children)
        return found
    finally:
        for child in children:
            child.kill()
            child.join()


async def _kill(here: Scene, children: list[Any], chance: random.Random) -> list[Any]:
    victim = chance.randrange(2)
    os.kill(children[victim].pid, signal.SIGKILL)
    children[victim].join()
    children[victim] = spawn(here.errand())
    return children


async def _freeze(here: Scene, child: Any) -> None:
    """It sleeps over its claims, wakes up, and must not write what is another's by now."""
    os.kill(child.pid, signal.SIGSTOP)
    try:
        await asyncio.sleep(0.2)
        here.wall.skip(FROZEN)
        await asyncio.sleep(1.0)
    finally:
        os.kill(child.pid, signal.SIGCONT)


async def _rest(here: Scene) -> list[str]:
    begun = calm = time.monotonic()
    pulse = here.platform.pulse
    while time.monotonic() - begun < SETTLES_WITHIN:
        found = _look(here)
        if not found:
            return []
        await asyncio.sleep(0.1)
        if here.platform.pulse != pulse or here.platform.busy:
            pulse, calm = here.platform.pulse, time.monotonic()
        elif time.monotonic() - calm > CALM_SECONDS:
            here.wall.skip(PAUSE)
            calm = time.monotonic()
    return _look(here)


def _look(here: Scene) -> list[str]:
    try:
        return unsettled(here.url, here.wall.ms())
    except DBAPIError:
        return ["the server is away"]


async def _takeover(here: Scene, children: list[Any]) -> list[float]:
    """How long nobody listens after the one that holds Discord's connection died. Slack needs no holder."""
    gateway = getattr(here.platform, "gateway", None)
    if gateway is None or not gateway.ready.is_set():
        return []
    for child in children:
        begun = time.monotonic()
        os.kill(child.pid, signal.SIGKILL)
        child.join()
        await asyncio.sleep(0.3)
        if gateway.ready.is_set():
            return []  # it was not the holder; the other one is, and nobody would be left
        async with asyncio.timeout(TAKEOVER * 2):
            await gateway.ready.wait()
        return [time.monotonic() - begun]
    return []
