"""The rigs, a few rounds of each: enough to notice a break, seconds long. `make crash` goes on for longer."""

from __future__ import annotations

import asyncio
import itertools
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.adapters.slack.fake import Fault
from tests.crash import backups, faults, fuzz, inbound, kills, migrations
from tests.crash.bases import Base, PostgresBase, SqliteBase, rows
from tests.crash.house import spawn
from tests.crash.slack import SlackLedger
from tests.crash.tally import Tally
from tests.crash.weather import CALM
from tests.postgres import Postgres

ROOT = Path(__file__).parents[2]
NUMBERS = itertools.count(1)

pytestmark = [pytest.mark.timeout(600), pytest.mark.xdist_group("rigs")]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    found = tmp_path_factory.mktemp("rigs")
    yield found
    shutil.rmtree(found)


@pytest.fixture(scope="module")
def bases(folder: Path) -> dict[str, SqliteBase]:
    """A populated database for each platform."""
    found = {}
    for platform in kills.PLATFORMS:
        (folder / platform).mkdir()
        found[platform] = SqliteBase(folder / platform, kills.populate(platform))
    return found


@pytest.fixture
def base_of(bases: dict[str, SqliteBase], request: pytest.FixtureRequest) -> Callable[[str], Base]:
    """A populated database of either kind."""

    def made(database: str) -> Base:
        if database == "sqlite":
            return bases["slack"]
        server: Postgres = request.getfixturevalue("postgres")
        return PostgresBase(server, kills.populate("slack"), f"rigs{next(NUMBERS)}")

    return made


def test_the_command_of_the_page_prints_a_line_for_each_rig() -> None:
    rounds = {**os.environ, "ROUNDS": "6", "RIGS": "R11", "DATABASES": "sqlite"}
    done = subprocess.run(
        [sys.executable, "-m", "tests.crash"],
        cwd=ROOT,
        env=rounds,
        capture_output=True,
        text=True,
        check=True,
    )
    assert re.match(r"R11 sqlite lost 0 duplicated 0 stuck 0  rounds 5 ", done.stdout)


def clean(tally: Tally) -> None:
    """Say what it did; nothing was lost, doubled or stuck."""
    print(tally)
    assert tally.clean, "\n".join([str(tally), *tally.failing])


@pytest.mark.parametrize("platform", ["slack", "discord"])
async def test_r1_the_whole_bot_is_killed_while_people_answer(
    platform: str, bases: dict[str, SqliteBase], folder: Path
) -> None:
    clean(await kills.many(Tally("R1"), platform, bases[platform], folder, [2], weather=CALM))


@pytest.mark.parametrize(
    ("platform", "point"),
    [
        ("slack", "after chat.postMessage"),
        ("slack", "after commit bot.conversations.inbox.Conversations._turn"),
        ("discord", "after commit bot.conversations.inbox.Conversations._turn"),
    ],
)
async def test_r2_it_dies_twice_at_a_point_that_matters(
    platform: str, point: str, bases: dict[str, SqliteBase], folder: Path
) -> None:
    died = [(point, 1), (point, 1)]
    found = await kills.play(platform, bases[platform], folder, 1, weather=CALM, die_at=died)
    assert point in found.died_at
    assert found.clean, found


async def test_r4_people_do_whatever_they_find(folder: Path, migrated_file: Path) -> None:
    tally = Tally("R4")
    for seed in (1, 2):
        await fuzz.play(tally, folder, migrated_file, seed, 50)
    clean(tally)


async def test_r6_what_is_told_four_times_counts_once_and_what_is_never_told_is_found(
    bases: dict[str, SqliteBase], folder: Path
) -> None:
    clean(await inbound.many(Tally("R6"), "slack", bases["slack"], folder, [1]))


def test_r10_a_migration_dies_in_the_middle_of_each_step(bases: dict[str, SqliteBase], folder: Path) -> None:
    clean(migrations.drill(Tally("R10"), bases["slack"], folder, share=9))


@pytest.mark.parametrize(("database", "times"), [("sqlite", 3), ("postgres", 1)])
async def test_r11_copies_made_under_load_are_whole(
    database: str, times: int, base_of: Callable[[str], Base], folder: Path
) -> None:
    clean(await backups.drill(Tally("R11"), base_of(database), folder, times))


@pytest.mark.parametrize("database", ["sqlite", "postgres"])
async def test_r14_any_word_to_the_database_may_fail(database: str, base_of: Callable[[str], Base]) -> None:
    clean(await faults.drill(Tally(f"R14 {database}"), base_of(database), 1, 24))


class Slow(SlackLedger):
    """Takes every message, a second later."""

    def _fault(self) -> Fault:
        return Fault(slow=1.0)


async def test_sigterm_lets_what_is_on_its_way_arrive(
    bases: dict[str, SqliteBase], folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(kills.PLATFORMS, "slack", Slow)
    async with kills.scene("slack", bases["slack"], folder, 1, CALM) as here:
        child = spawn(here.errand())
        while not here.platform.busy or here.platform.books.messages:
            assert child.is_alive()
            await asyncio.sleep(0.005)
        os.kill(child.pid or 0, signal.SIGTERM)
        begun = time.monotonic()
        while child.is_alive():
            await asyncio.sleep(0.005)
        assert time.monotonic() - begun < 10
        assert child.exitcode == 0
        assert len(here.platform.books.messages) == kills.PEOPLE
        assert rows(here.url, "SELECT count(*) FROM attempt") == [(0,)], "nothing is in doubt"
        assert rows(here.url, "SELECT count(*) FROM seat WHERE shown_turn = turn") == [(kills.PEOPLE,)]
