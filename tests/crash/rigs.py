"""Every rig by its name, at the length that was asked for, cut into units that need nothing of each other."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from tests import migrated
from tests.crash import backups, broadcast, chaos, dialogs, faults, fuzz, inbound, kills, kinds, migrations
from tests.crash.bases import Base, PostgresBase, SqliteBase, nothing
from tests.crash.broadcast import Crowd
from tests.crash.tally import Tally
from tests.postgres import Postgres

ROOT = Path(__file__).parents[2]
PLATFORMS = ("slack", "discord")
STEPS = 200
"""Of each play of R4."""
CROWDED = 6
"""People in a round of R6."""


@dataclass
class Place:
    """Where the rigs work, and how much."""

    folder: Path
    rounds: int
    seconds: float
    seed: int = 1
    _bases: dict[tuple[str, str, int], Base] = field(default_factory=dict)
    _server: Postgres | None = None

    @property
    def server(self) -> Postgres:
        """A PostgreSQL of the rigs' own."""
        if self._server is None:
            self._server = Postgres(self.folder / "postgres", "crash")
        return self._server

    def base(self, platform: str, database: str, people: int = kills.PEOPLE) -> Base:
        """A populated database for the rounds of a platform; of none, one with every table and nobody."""
        found = self._bases.get((platform, database, people))
        if found is None:
            folder = self.folder / f"{platform}-{database}-{people}"
            folder.mkdir()
            fill = kills.populate(platform, people) if platform else nothing
            found = (
                SqliteBase(folder, fill)
                if database == "sqlite"
                else PostgresBase(self.server, fill, f"template_{platform}_{people}")
            )
            self._bases[platform, database, people] = found
        return found

    def seeds(self, rounds: int) -> range:
        return range(self.seed, self.seed + rounds)

    def close(self) -> None:
        if self._server is not None:
            self._server.close()


def random_kills(tally: Tally, place: Place, platform: str, database: str) -> None:
    tally.of = place.rounds
    base = place.base(platform, database)
    asyncio.run(kills.many(tally, platform, base, place.folder, place.seeds(place.rounds)))


def every_point(tally: Tally, place: Place, platform: str, database: str) -> None:
    asyncio.run(kills.every_point(tally, platform, place.base(platform, database), place.folder))


def every_turn(tally: Tally, place: Place) -> None:
    asyncio.run(dialogs.every_turn(tally, place.folder))


def every_talk(tally: Tally, place: Place) -> None:
    asyncio.run(kinds.every_kind(tally, place.folder, migrated.empty(), place.seed))


def chaos_of_processes(tally: Tally, place: Place, platform: str) -> None:
    base = place.base(platform, "postgres")
    asyncio.run(chaos.run(tally, platform, base, place.server, place.folder, place.seconds, place.seed))


def fuzzed(tally: Tally, place: Place, database: str) -> None:
    """On PostgreSQL, where a play takes some ten times as long, a tenth of them."""
    tally.of = place.rounds if database == "sqlite" else max(1, place.rounds // 10)
    for seed in place.seeds(tally.of):
        asyncio.run(fuzz.play(tally, place.base("", database), seed, STEPS))


def repeated_and_dropped(tally: Tally, place: Place, platform: str, database: str) -> None:
    """What counts here are events and not deaths: fewer rounds, with more people in each."""
    tally.of = max(1, place.rounds // 6)
    base = place.base(platform, database, CROWDED)
    asyncio.run(inbound.many(tally, platform, base, place.folder, place.seeds(tally.of)))


def one_workspace(tally: Tally, place: Place) -> None:
    crowd = Crowd(min(1_000, place.rounds))
    asyncio.run(broadcast.run(tally, place.folder, crowd, place.seed))


def twenty_workspaces(tally: Tally, place: Place) -> None:
    """Ten thousand people, from ROUNDS=295 on."""
    crowd = Crowd(min(10_000, place.rounds * 34), workspaces=20)
    asyncio.run(broadcast.run(tally, place.folder, crowd, place.seed))


def zones(tally: Tally, place: Place) -> None:
    """The sweep of the calendar's own tests, over more years."""
    years = tally.rounds = max(2, min(10, place.rounds // 30))
    tally.notes.append(f"years {years}")
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests/practice/test_every_zone.py"],
        cwd=ROOT, env={**os.environ, "SWEEP_YEARS": str(years)}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode:
        tally.failing.append(done.stdout[-1500:])


def brought_up(tally: Tally, place: Place, database: str) -> None:
    migrations.drill(tally, place.base("slack", database), place.folder)


def copies(tally: Tally, place: Place, database: str) -> None:
    tally.of = max(5, min(100, place.rounds // 6))
    asyncio.run(backups.drill(tally, place.base("slack", database), place.folder, tally.of))


def failing_words(tally: Tally, place: Place, database: str) -> None:
    tally.of = place.rounds * 3
    asyncio.run(faults.drill(tally, place.base("slack", database), place.seed, tally.of))


class Unit(NamedTuple):
    """A part of a rig that is played on its own, in a process of its own."""

    rig: str
    where: str
    play: Callable[..., None]
    arguments: tuple[str, ...] = ()
    fixed: float = 0.0
    """Seconds that it takes two quiet cores, however many rounds are asked for,"""
    a_round: float = 0.0
    """for each round,"""
    a_second: float = 0.0
    """and for each second of SECONDS."""
    alone: bool = False
    """Whether its figures are about time: then nothing else runs beside it."""
    forks: bool = False
    """Whether it starts processes from the fork server, which takes longer to warm up than some rigs last."""

    @property
    def name(self) -> str:
        return f"{self.rig} {self.where}".strip()

    def takes(self, rounds: int, seconds: float) -> float:
        """Seconds on two quiet cores that have nothing else to do."""
        return self.fixed + self.a_round * rounds + self.a_second * seconds

    def run(self, place: Place) -> Tally:
        tally = Tally(self.name)
        self.play(tally, place, *self.arguments)
        return tally


def units(databases: tuple[str, ...]) -> list[Unit]:
    """All there are, in the order of their names."""
    both = [(platform, database) for database in databases for platform in PLATFORMS]
    found = [
        Unit("R1", f"{p} {d}", random_kills, (p, d), a_round=1.0 if d == "sqlite" else 1.5, forks=True)
        for p, d in both
    ]
    found += [Unit("R2", f"{p} {d}", every_point, (p, d), fixed=75, forks=True) for p, d in both]
    found += [
        Unit("R2", "sixteen weeks", every_turn, fixed=40),
        Unit("R2", "every talk", every_talk, fixed=40),
    ]
    if "postgres" in databases:
        found += [
            Unit(
                "R3", f"{p} postgres", chaos_of_processes, (p,), fixed=20, a_second=1, alone=True, forks=True
            )
            for p in PLATFORMS
        ]
    found += [Unit("R4", d, fuzzed, (d,), a_round=0.8) for d in databases]
    found += [
        Unit(
            "R6", f"{p} {d}", repeated_and_dropped, (p, d), a_round=0.2 if d == "sqlite" else 0.4, forks=True
        )
        for p, d in both
    ]
    found += [
        Unit("R7", "one workspace", one_workspace, fixed=50, a_round=0.3, alone=True, forks=True),
        Unit("R7", "twenty workspaces", twenty_workspaces, fixed=70, a_round=1.6, alone=True, forks=True),
        Unit("R8", "", zones, fixed=15, a_round=0.05),
    ]
    found += [Unit("R10", d, brought_up, (d,), fixed=25, forks=True) for d in databases]
    found += [Unit("R11", d, copies, (d,), a_round=0.15) for d in databases]
    found += [Unit("R14", d, failing_words, (d,), a_round=0.2) for d in databases]
    return found
