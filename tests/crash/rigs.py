"""Every rig by its name, at the length that was asked for."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from storage import migrate
from tests.crash import backups, broadcast, chaos, dialogs, faults, fuzz, inbound, kills, kinds, migrations
from tests.crash.bases import Base, PostgresBase, SqliteBase, nothing
from tests.crash.broadcast import Crowd
from tests.crash.forks import warm
from tests.crash.tally import Tally
from tests.postgres import Postgres

ROOT = Path(__file__).parents[2]


@dataclass
class Place:
    """Where the rigs work, and how much."""

    folder: Path
    rounds: int
    seconds: float
    seed: int = 1
    _bases: dict[tuple[str, str], Base] = field(default_factory=dict)
    _server: Postgres | None = None

    @property
    def server(self) -> Postgres:
        """A PostgreSQL of the rigs' own."""
        if self._server is None:
            self._server = Postgres(self.folder / "postgres", "crash")
        return self._server

    def base(self, platform: str, database: str) -> Base:
        """A populated database for the rounds of a platform; of none, one with every table and nobody."""
        found = self._bases.get((platform, database))
        if found is None:
            folder = self.folder / f"{platform}-{database}"
            folder.mkdir()
            fill = kills.populate(platform) if platform else nothing
            found = (
                SqliteBase(folder, fill)
                if database == "sqlite"
                else PostgresBase(self.server, fill, f"template_{platform}")
            )
            self._bases[platform, database] = found
        return found

    @cached_property
    def migrated(self) -> Path:
        """An empty database with every table."""
        path = self.folder / "empty.db"
        migrate(f"sqlite:///{path}")
        return path

    @property
    def seeds(self) -> range:
        return range(self.seed, self.seed + self.rounds)

    def close(self) -> None:
        if self._server is not None:
            self._server.close()


BOTH = ("slack", "discord")
STEPS = 200
"""Of each play of R4."""
DATABASES = tuple(os.environ.get("DATABASES", "sqlite postgres").split())


def random_kills(place: Place) -> Iterator[Tally]:
    """R1."""
    warm()
    for database in DATABASES:
        for platform in BOTH:
            tally = Tally(f"R1 {platform} {database}")
            base = place.base(platform, database)
            yield asyncio.run(kills.many(tally, platform, base, place.folder, place.seeds))


def every_point(place: Place) -> Iterator[Tally]:
    """R2."""
    warm()
    for database in DATABASES:
        for platform in BOTH:
            tally = Tally(f"R2 {platform} {database}")
            yield asyncio.run(
                kills.every_point(tally, platform, place.base(platform, database), place.folder)
            )
    yield asyncio.run(dialogs.every_turn(Tally("R2 sixteen weeks"), place.folder))
    tally = Tally("R2 every talk")
    yield asyncio.run(kinds.every_kind(tally, place.folder, place.migrated, place.seed))


def chaos_of_processes(place: Place) -> Iterator[Tally]:
    """R3."""
    warm()
    for platform in BOTH:
        tally = Tally(f"R3 {platform} postgres")
        base = place.base(platform, "postgres")
        yield asyncio.run(
            chaos.run(tally, platform, base, place.server, place.folder, place.seconds, place.seed)
        )


def fuzzed(place: Place) -> Iterator[Tally]:
    """R4."""
    for database in DATABASES:
        tally = Tally(f"R4 {database}")
        for seed in place.seeds:
            asyncio.run(fuzz.play(tally, place.base("", database), seed, STEPS))
        yield tally


def repeated_and_dropped(place: Place) -> Iterator[Tally]:
    """R6."""
    warm()
    for database in DATABASES:
        for platform in BOTH:
            tally = Tally(f"R6 {platform} {database}")
            base = place.base(platform, database)
            yield asyncio.run(inbound.many(tally, platform, base, place.folder, place.seeds))


def broadcasts(place: Place) -> Iterator[Tally]:
    """R7: in one workspace, and ten thousand in twenty."""
    warm()
    crowds = {
        "one workspace": Crowd(min(1_000, place.rounds * 2)),
        "twenty workspaces": Crowd(min(10_000, place.rounds * 34), workspaces=20),
    }
    for name, crowd in crowds.items():
        yield asyncio.run(broadcast.run(Tally(f"R7 {name}"), place.folder, crowd, place.seed))


def zones(place: Place) -> Iterator[Tally]:
    """R8: the sweep of the calendar's own tests, over more years."""
    years = max(2, min(10, place.rounds // 30))
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests/practice/test_every_zone.py"],
        cwd=ROOT, env={**os.environ, "SWEEP_YEARS": str(years)}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    tally = Tally("R8", rounds=years, notes=[f"years {years}"])
    if done.returncode:
        tally.failing.append(done.stdout[-1500:])
    yield tally


def brought_up(place: Place) -> Iterator[Tally]:
    """R10."""
    for database in DATABASES:
        base = place.base("slack", database)
        yield migrations.drill(Tally(f"R10 {database}"), base, place.folder)


def copies(place: Place) -> Iterator[Tally]:
    """R11."""
    times = max(5, min(100, place.rounds // 3))
    for database in DATABASES:
        base = place.base("slack", database)
        yield asyncio.run(backups.drill(Tally(f"R11 {database}"), base, place.folder, times))


def failing_words(place: Place) -> Iterator[Tally]:
    """R14."""
    for database in DATABASES:
        base = place.base("slack", database)
        yield asyncio.run(faults.drill(Tally(f"R14 {database}"), base, place.seed, place.rounds * 3))


RIGS: dict[str, Callable[[Place], Iterator[Tally]]] = {
    "R1": random_kills,
    "R2": every_point,
    "R3": chaos_of_processes,
    "R4": fuzzed,
    "R6": repeated_and_dropped,
    "R7": broadcasts,
    "R8": zones,
    "R10": brought_up,
    "R11": copies,
    "R14": failing_words,
}
