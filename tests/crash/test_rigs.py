"""The rigs, a few rounds of each: enough to notice a break, seconds long. `make crash` goes on for longer."""

from __future__ import annotations

import asyncio
import os
import re
import signal
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.adapters.slack.fake import Fault
from tests.crash import __main__ as command
from tests.crash import backups, faults, fuzz, inbound, kills, migrations
from tests.crash.bases import Base, SqliteBase, nothing, rows
from tests.crash.house import spawn
from tests.crash.slack import SlackLedger
from tests.crash.tally import Tally
from tests.crash.weather import CALM

Clean = Callable[[Tally], None]
pytestmark = pytest.mark.timeout(600)


def test_the_command_of_the_page_prints_a_line_for_each_rig(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("ROUNDS", "6")
    monkeypatch.setenv("DATABASES", "sqlite")
    assert command.main(["R11"], into_table=False) == 0
    told = capfd.readouterr().out
    assert re.match(r"1 units at ROUNDS=6 SECONDS=30: about 1 min ", told)
    assert re.search(r"^R11 sqlite lost 0 duplicated 0 stuck 0  rounds 5 ", told, re.M)
    assert re.search(r"^all of it lost 0 duplicated 0 stuck 0  rounds 5 .*not clean: none$", told, re.M)


@pytest.fixture
def clean(record_property: Callable[[str, object], None]) -> Callable[[Tally], None]:
    """Says at the end of the run what a rig did; nothing was lost, doubled or stuck."""

    def look(tally: Tally) -> None:
        record_property("rig", str(tally))
        assert tally.clean, "\n".join([str(tally), *tally.failing])

    return look


@pytest.mark.parametrize("platform", ["slack", "discord"])
async def test_r1_the_whole_bot_is_killed_while_people_answer(
    platform: str, bases: dict[str, SqliteBase], folder: Path, clean: Clean
) -> None:
    clean(
        await kills.many(Tally(f"R1 {platform} sqlite"), platform, bases[platform], folder, [2], weather=CALM)
    )


@pytest.mark.parametrize(
    ("platform", "point"),
    [
        ("slack", "after chat.postMessage"),
        ("slack", "after commit bot.conversations.inbox.Conversations._turn"),
        ("discord", "after commit bot.conversations.inbox.Conversations._turn"),
    ],
)
async def test_r2_it_dies_twice_at_a_point_that_matters(
    platform: str, point: str, bases: dict[str, SqliteBase], folder: Path, clean: Clean
) -> None:
    died = [(point, 1), (point, 1)]
    found = await kills.play(platform, bases[platform], folder, 1, weather=CALM, die_at=died)
    assert point in found.died_at
    tally = Tally(f"R2 {platform} sqlite, {point.rpartition('.')[2]}")
    kills.add(tally, platform, found)
    clean(tally)


async def test_r4_people_do_whatever_they_find(folder: Path, clean: Clean) -> None:
    tally = Tally("R4 sqlite")
    (folder / "empty").mkdir()
    await fuzz.play(tally, SqliteBase(folder / "empty", nothing), 2, 60)
    clean(tally)


async def test_r6_what_is_told_four_times_counts_once_and_what_is_never_told_is_found(
    bases: dict[str, SqliteBase], folder: Path, clean: Clean
) -> None:
    clean(await inbound.many(Tally("R6 slack sqlite"), "slack", bases["slack"], folder, [1]))


def test_r10_a_migration_dies_in_the_middle_of_each_step(
    bases: dict[str, SqliteBase], folder: Path, clean: Clean
) -> None:
    clean(migrations.drill(Tally("R10 sqlite"), bases["slack"], folder, share=9))


async def test_r11_copies_of_postgresql_made_under_load_are_whole(
    base_of: Callable[[str], Base], folder: Path, clean: Clean
) -> None:
    clean(await backups.drill(Tally("R11 postgres"), base_of("postgres"), folder, 1))


@pytest.mark.parametrize("database", ["sqlite", "postgres"])
async def test_r14_any_word_to_the_database_may_fail(
    database: str, base_of: Callable[[str], Base], clean: Clean
) -> None:
    clean(await faults.drill(Tally(f"R14 {database}"), base_of(database), 1, 12))


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
