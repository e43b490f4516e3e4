"""R1 and R2: the whole bot dies by SIGKILL while people answer, and is started again.

Each round has its own database and its own platform. After the last start everything must come to
rest, with every promised deed kept and no message shown twice.
"""

from __future__ import annotations

import asyncio
import os
import random
import shutil
import signal
import tempfile
import time
from collections.abc import AsyncIterator, Iterable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bot.transaction import Transaction
from tests.crash import left, world
from tests.crash.bases import Base, damage, rows, taken
from tests.crash.discord import DiscordLedger
from tests.crash.house import Errand, spawn
from tests.crash.ledger import Deed, Twice
from tests.crash.people import Platform, answer
from tests.crash.slack import SlackLedger
from tests.crash.tally import Tally
from tests.crash.wall import FRIDAY, Wall
from tests.crash.weather import CALM, ROUGH, Weather

PLATFORMS: dict[str, Any] = {"slack": SlackLedger, "discord": DiscordLedger}
PEOPLE = 2
LONGEST_LIFE = 24
"""Messages and deeds of two people that a life may last; a round without a death has a few less."""
MOST_SECONDS = 60.0
AWAY = 100.0
"""Seconds between a death and the next start, skipped: claims have run out by then."""
CALM_SECONDS = 4.0
"""Where nothing was told for so long, only a pause of somebody's can be waited for: it is skipped."""
PAUSE = 20.0
AT_ONCE = 4
"""Rounds at once: most of a round is waiting."""
LOOK_SECONDS = 0.1
"""Between two looks whether all is at rest."""
MOST_PAUSES = 90
"""After so many of them in a row, half an hour, nothing moves that ever will."""
SETTLES_WITHIN = 240.0
"""Generous: a busy machine is no fault of the program."""
WAITING = """
    SELECT 'talk ' || id || ' is ' || state FROM conversation WHERE dialog = 'checkin'
    UNION ALL SELECT 'parked: ' || id FROM conversation WHERE state = 'parked'
    UNION ALL SELECT 'page ' || conversation || '/' || role || ' not shown' FROM seat
        WHERE put_at_ms > 0 AND shown_turn < turn
    UNION ALL SELECT 'letter ' || id FROM letter WHERE state = 'waiting'
    UNION ALL SELECT 'due ' || occurrence FROM due WHERE state = 'planned' AND at_ms <= :now
"""
"""Whatever is on its way; and the check-ins, also those that are over."""
TROUBLE = "The shop's login stopped working on day {}"


@dataclass
class Round:
    """How one round went."""

    seed: int
    kills: int = 0
    events: int = 0
    messages: int = 0
    lost: list[Deed] = field(default_factory=list)
    doubled: list[Twice] = field(default_factory=list)
    stuck: list[str] = field(default_factory=list)
    damaged: list[str] = field(default_factory=list)
    back_seconds: float = 0.0
    died_at: list[str] = field(default_factory=list)
    left: str = ""
    """Where everything that can tell why lies, where something went wrong."""

    @property
    def clean(self) -> bool:
        return not (self.lost or self.doubled or self.stuck or self.damaged)


def populate(platform: str, people: int = PEOPLE) -> Any:
    """What fills the base of a platform's rounds, with so many people."""
    kind = PLATFORMS[platform]
    wall = Wall()

    def fill(tx: Transaction) -> None:
        users = [kind(wall, 0).member(number) for number in range(people)]
        world.populate(tx, kind.platform, kind.scope, kind.owner, users, round(FRIDAY.timestamp() * 1000))

    return fill


@dataclass
class Scene:
    """A platform, its people, and a database; the bot comes and goes."""

    platform: Platform
    wall: Wall
    url: str
    folder: Path
    people: Sequence[asyncio.Task[None]]
    seeds: Sequence[str] = ()

    def errand(self, die_at: tuple[str, int] = ("", 0), seen: Path | None = None) -> Errand:
        settings = {
            **self.platform.settings(), "DATABASE_URL": self.url, "FIVEFOLD_DATA": str(self.folder),
            "FIVEFOLD_KEY": world.KEY,
        }  # fmt: skip
        return Errand(settings, self.wall, self.folder / "child.log", tuple(self.seeds), die_at, seen)


@asynccontextmanager
async def scene(
    platform: str, base: Base, folder: Path, seed: int, weather: Weather, seeds: Sequence[str] = ()
) -> AsyncIterator[Scene]:
    """A fresh database, a started platform, and people who answer what they see."""
    wall = Wall()
    stand_in = PLATFORMS[platform](wall, seed, weather)
    await stand_in.start()
    url = await asyncio.to_thread(base.fresh)
    users = [stand_in.member(number) for number in range(peopled(url))]
    # Of its own: how often it was started of late is kept there.
    home = Path(tempfile.mkdtemp(dir=folder))
    people = [
        asyncio.create_task(answer(stand_in, user, TROUBLE.format(number)))
        for number, user in enumerate(users)
    ]
    try:
        yield Scene(stand_in, wall, url, home, people, seeds)
    finally:
        for person in people:
            person.cancel()
        gone = await asyncio.gather(*people, return_exceptions=True)
        await stand_in.stop()
        await asyncio.to_thread(base.drop, url)
        shutil.rmtree(home)
        for error in gone:
            if isinstance(error, Exception):
                raise error


async def play(
    platform: str,
    base: Base,
    folder: Path,
    seed: int,
    *,
    weather: Weather = ROUGH,
    seeds: Sequence[str] = (),
    die_at: Sequence[tuple[str, int]] = (),
    seen: Path | None = None,
    kills: int | None = None,
) -> Round:
    """One round. Without `die_at` its deaths are at moments drawn from the seed."""
    chance = random.Random(seed)
    found = Round(seed)
    async with scene(platform, base, folder, seed, weather, seeds) as here:
        lives = kills if kills is not None else chance.choice((1, 1, 2))
        for number in range(len(die_at) or lives):
            point = die_at[number] if die_at else ("", 0)
            longest = LONGEST_LIFE * len(here.people) // PEOPLE
            life = longest * 2 if die_at else chance.randrange(longest)
            died = await _live_and_die(here, point, life, chance.uniform(0, 0.1))
            if die_at and died:
                found.died_at.append(point[0])
            found.kills += 1
            if platform == "slack":  # Discord is asked for everything that stands there
                found.lost += here.platform.books.lost(taken(here.url), found=False)
            here.wall.skip(AWAY)
            here.platform.weather = here.platform.weather._replace(dropped=0.0)  # a later start will not look
        await _settle(here, found, seen)
        known, books = taken(here.url), here.platform.books
        found.doubled = books.doubled(known)
        found.lost += books.lost(known)
        found.events, found.messages = len(known), len(books.messages)
        found.damaged = list(damage(here.url))
        if not found.clean and not seeds:
            found.left = str(left.keep(f"{platform}-{base.name}-{seed}", here.url, books, here.folder, found))
    return found


async def _live_and_die(here: Scene, point: tuple[str, int], life: int, more: float) -> bool:
    """Run until so much happened and a moment more, or until the point; whether it died at the point."""
    books = here.platform.books
    child = spawn(here.errand(point))
    begun = calm = time.monotonic()
    before, pulse = len(books.messages) + len(books.deeds), here.platform.pulse
    looks = begun
    while child.is_alive() and len(books.messages) + len(books.deeds) - before < life:
        await asyncio.sleep(0.005)
        now = time.monotonic()
        if here.platform.pulse != pulse or here.platform.busy:
            pulse, calm = here.platform.pulse, now
        # Nothing moves any more: what was typed was never told.
        if now - begun > MOST_SECONDS or (books.messages and now - calm > 2 * CALM_SECONDS):
            break
        if now - looks > LOOK_SECONDS:
            looks = now
            if books.messages and not unsettled(here.url, here.wall.ms()):
                break  # all is done: people would only press what is answered, for ever
    await asyncio.sleep(more)
    by_itself = not child.is_alive()
    await _bury(here, child)
    return by_itself


async def _bury(here: Scene, child: Any) -> None:
    """Kill it, and let the platform finish what it had received."""
    if child.is_alive():
        os.kill(child.pid, signal.SIGKILL)
    while child.is_alive() or here.platform.busy:  # neither can tell us
        await asyncio.sleep(0.005)
    child.join()


async def _settle(here: Scene, found: Round, seen: Path | None) -> None:
    """Start it once more and wait until nothing moves any more."""
    begun = calm = time.monotonic()
    pulse = before = here.platform.pulse
    pauses = 0
    child = spawn(here.errand(seen=seen))
    try:
        while found_open := unsettled(here.url, here.wall.ms()):
            await asyncio.sleep(LOOK_SECONDS)
            if here.platform.pulse != pulse or here.platform.busy:
                pulse, calm, pauses = here.platform.pulse, time.monotonic(), 0
            elif time.monotonic() - calm > CALM_SECONDS:
                here.wall.skip(PAUSE)
                calm, pauses = time.monotonic(), pauses + (pulse != before)
            if any(person.done() for person in here.people):
                return  # why, the scene says at its end
            if not child.is_alive():
                found.stuck = [f"the bot ended by itself: {found_open}"]
                return
            if pauses > MOST_PAUSES or time.monotonic() - begun > SETTLES_WITHIN:
                found.stuck = found_open
                return
        found.back_seconds = time.monotonic() - begun
    finally:
        await _bury(here, child)


def unsettled(url: str, now_ms: int) -> list[str]:
    """What still waits: talks without an end, pages not shown, letters not sent, dues not fired."""
    found = [row[0] for row in rows(url, WAITING, now=now_ms)]
    begun = sum(line.startswith("talk ") for line in found)
    missing = ["talks not begun"] * (peopled(url) - begun)
    return [line for line in found if not line.endswith(" is done")] + missing


def peopled(url: str) -> int:
    """How many people have a check-in there, or will."""
    return int(rows(url, "SELECT count(*) FROM engagement")[0][0])


async def many(
    tally: Tally,
    platform: str,
    base: Base,
    folder: Path,
    seeds: Iterable[int],
    *,
    at_once: int = AT_ONCE,
    **how: Any,
) -> Tally:
    """R1: rounds with these seeds, a few at once, since most of a round is waiting."""
    left = iter(seeds)

    async def work() -> None:
        for seed in left:
            try:
                add(tally, platform, await play(platform, base, folder, seed, **how))
            except Exception as error:  # the rig's own: said with its seed, and the others go on
                tally.failing.append(f"{platform} {base.name} seed {seed}: {error!r}")

    await asyncio.gather(*(work() for _ in range(at_once)))
    return tally


async def every_point(tally: Tally, platform: str, base: Base, folder: Path) -> Tally:
    """R2: dies once at each labelled point, then again at it while it comes back.

    The points are those that two undisturbed rounds pass by. One that only one of them met, as the machine
    happened to be, is tried as well, and need not be met again.
    """
    found: list[list[str]] = []
    for number in range(2):
        seen = folder / f"points-{platform}-{base.name}-{number}"
        add(tally, platform, await play(platform, base, folder, number, weather=CALM, seen=seen, kills=0))
        found.append(seen.read_text().splitlines())
    points = list(dict.fromkeys([*found[0], *found[1]]))
    always = set(found[0]) & set(found[1])
    tally.of = 2 * len(points) + 2
    missed: set[str] = set()
    free = asyncio.Semaphore(AT_ONCE)

    async def one(number: int, point: str) -> None:
        async with free:
            for times in (1, 2):
                died = [(point, 1)] * times
                played = await play(platform, base, folder, number, weather=CALM, die_at=died)
                if point not in played.died_at and point in always:
                    missed.add(point)
                add(tally, platform, played)

    await asyncio.gather(*(one(number, point) for number, point in enumerate(points)))
    tally.notes.append(f"points {len(points)}, not hit {len(missed)} {sorted(missed) or ''}".strip())
    tally.stuck += len(missed)
    return tally


def add(tally: Tally, platform: str, found: Round) -> None:
    """Count a round."""
    tally.another()
    tally.kills += found.kills
    tally.events += found.events
    tally.messages += found.messages
    tally.lost += len(found.lost) + len(found.damaged)
    tally.doubled += len(found.doubled)
    tally.stuck += len(found.stuck)
    tally.back_seconds.append(found.back_seconds)
    if not found.clean:
        tally.failing.append(f"{platform} {found}")
