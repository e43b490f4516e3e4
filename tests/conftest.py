"""What any test may ask for: a movable clock, a store on either database, a PostgreSQL of its own."""

from __future__ import annotations

import asyncio
import gc
import os
import shutil
import sys
import tempfile
from collections import defaultdict
from collections.abc import AsyncIterator, Iterator
from functools import cache
from pathlib import Path

import pytest
import typer.testing
from hypothesis import settings
from typer.main import get_command

from bot.ports import Moment
from storage import Database, KeyRing, open_store
from tests.migrated import copied
from tests.postgres import Postgres

ROOT = Path(__file__).parents[1]
pytest_plugins = ["tests.forked"]

# Where it is set, every worker and every process that a test starts compiles everything anew.
sys.dont_write_bytecode = False
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
# Tests commit many thousand times. Where memory can be had as a folder, nobody waits for a disk each time.
MEMORY = Path("/dev/shm")  # pytest makes folders of its own in it, as in /tmp
if os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > 2**31:
    os.environ.setdefault("TMPDIR", str(MEMORY))
    tempfile.tempdir = None
# How long one example takes says what else the machine does, and nothing about the code. Other examples are
# drawn in every run; EXAMPLES=1000 looks longer at once.
settings.register_profile("suite", deadline=None, max_examples=int(os.environ.get("EXAMPLES", "25")))
settings.load_profile("suite")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the files that last, so that nobody is still at one when the others have nothing left."""
    longest: dict[Path, float] = defaultdict(float)
    for item in items:
        if mark := item.get_closest_marker("timeout"):
            longest[item.path] = max(longest[item.path], mark.args[0])
    items.sort(key=lambda item: -longest[item.path])


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """What each rig did, one line for each, from whatever worker."""
    told = [
        str(line)
        for report in terminalreporter.getreports("passed") + terminalreporter.getreports("failed")
        for name, line in getattr(report, "user_properties", ())
        if name == "rig" and report.when == "call"
    ]
    if told:
        terminalreporter.section("rigs")
        terminalreporter.write_line("\n".join(sorted(told)))


def pytest_configure(config: pytest.Config) -> None:
    """Start the server of forked programs while one core has nothing to do: the other one collects."""
    if _everything(config):
        from tests.crash import forks

        forks.share(ROOT / ".cache" / "forks.log")


def pytest_collection_finish(session: pytest.Session) -> None:
    """Do once what each process of a run of everything would do for itself."""
    option = session.config.option
    if _everything(session.config):
        from tests.crash import warming

        asyncio.run(warming.play())
    if not option.collectonly and "tests.workspace" in sys.modules:
        asyncio.run(sys.modules["tests.workspace"].remember())
    # Thousands of tests stay until the end: looking through them for garbage would take a fifth of it.
    gc.collect()
    gc.freeze()


def _everything(config: pytest.Config) -> bool:
    """Whether all tests are run, in several processes."""
    whole = config.args_source is pytest.Config.ArgsSource.TESTPATHS
    return whole and config.option.jobs > 1 and not config.option.collectonly and not config.option.version


NOON = 1_795_521_600_000
"""A Tuesday: 24 November 2026, 12:00 UTC."""


class MovableClock:
    """Both clocks of the house, standing still until they are moved."""

    def __init__(self, ms: int = NOON) -> None:
        self.real_ms = ms
        self.offset_ms = 0

    def moment(self) -> Moment:
        return Moment(self.real_ms + self.offset_ms, self.real_ms)

    def pass_by(self, ms: int) -> None:
        """Time goes by for everybody."""
        self.real_ms += ms

    def move(self, ms: int) -> None:
        """People's time is moved; real time stays."""
        self.offset_ms += ms


# Each call would build the whole command anew, which takes longer than most of what is called.
typer.testing._get_command = cache(get_command)  # type: ignore[attr-defined]


@pytest.fixture
def clock() -> MovableClock:
    return MovableClock()


@pytest.fixture
def ring() -> KeyRing:
    return KeyRing((b"k" * 32,))


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    return copied(tmp_path / "fivefold.db")


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """The PostgreSQL server, started with the first test that needs it."""
    server = Postgres(ROOT / ".cache" / "postgres", "suite")
    try:
        yield server
    finally:
        server.close()


@pytest.fixture
def postgres_url(postgres: Postgres) -> str:
    """A database with every table and nothing in it."""
    return postgres.emptied()


@pytest.fixture(params=["sqlite", "postgres"])
def url(request: pytest.FixtureRequest) -> str:
    """Either database: a test that asks for it runs twice."""
    found: str = request.getfixturevalue(f"{request.param}_url")
    return found


@pytest.fixture
async def store(url: str, ring: KeyRing, clock: MovableClock) -> AsyncIterator[Database]:
    """A store on either database: a test that asks for it runs twice."""
    opened = open_store(url, ring, clock)
    yield opened
    await opened.close()


@pytest.fixture
async def sqlite_store(sqlite_url: str, ring: KeyRing, clock: MovableClock) -> AsyncIterator[Database]:
    opened = open_store(sqlite_url, ring, clock)
    yield opened
    await opened.close()
