"""The rigs have teeth: each of these bugs, switched on, is caught by a gate that is clean without it."""

from __future__ import annotations

import asyncio
import contextlib
import sqlite3
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

import pytest

from adapters.discord import posts, render
from adapters.discord.app import DiscordAdapter
from adapters.slack.app import SlackAdapter
from adapters.slack.listening import Listeners
from bot import commands
from bot.engine.cards import Message, Run
from bot.ports import Press
from bot.practice.calendar import Weekly, next_occurrence
from storage import Database, KeyRing, StorageTrouble, migrations, open_store
from storage.channel import Channel
from storage.transaction import StoredTransaction
from tests.adapters.discord import judge
from tests.crash import backups, kills, people, seeded, slack
from tests.crash import migrations as rig
from tests.crash.bases import SqliteBase
from tests.crash.fuzz import Fuzz
from tests.crash.kills import Round
from tests.crash.tally import Tally
from tests.crash.weather import CALM, Weather
from tests.storage.making import at_home, settle
from tests.workspace import TestClock, Workspace, accept, hire

pytestmark = pytest.mark.timeout(600)


@pytest.fixture
def sow(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Switches a bug on in this process, for one test."""
    for owner, name in (
        (Channel, "begin"), (StoredTransaction, "note_event"), (StoredTransaction, "move_seat"),
        (StoredTransaction, "save_conversation"),
        (SlackAdapter, "find"), (SlackAdapter, "catch_up"), (DiscordAdapter, "catch_up"),
        (Listeners, "event"), (posts, "nonce"), (migrations, "_without_foreign_keys"),
        (render, "NOBODY"), (commands, "may"), (KeyRing, "seal_written"), (KeyRing, "open_written"),
    ):  # fmt: skip
        monkeypatch.setattr(owner, name, getattr(owner, name))  # put back afterwards
    return lambda name: seeded.sow([name])


@pytest.fixture(params=[False, True], ids=["sound", "seeded"])
def bug(request: pytest.FixtureRequest) -> bool:
    """Each gate is tried without the bug and with it."""
    return bool(request.param)


# --- gates in this process ------------------------------------------------------------------------


@pytest.fixture
async def house(sqlite_url: str, ring: KeyRing):
    clock = TestClock()
    store = open_store(sqlite_url, ring, clock, durable=False)
    yield Workspace(store, clock)
    await store.close()


async def test_a_repeated_event_is_known(house: Workspace, bug: bool, sow) -> None:
    if bug:
        sow("forgotten_events")
    await house.command("rita", "add <@joy>")
    event = house._event("rita")
    control = house.screens["rita"].last.controls[0].id
    replies = [await house.inbox.take(Press(**event, control=control)) for _ in range(2)]
    assert replies[1].repeated is not bug


async def test_what_is_the_owners_alone_is_begun_by_nobody_else(house: Workspace, bug: bool, sow) -> None:
    if bug:
        sow("fail_open")
    await hire(house)
    await accept(house)
    reply = await house.command("joy", "pause")
    assert reply.puts[0].message.plain().startswith("Only whoever gives the work") is not bug


async def test_what_is_shown_is_what_a_replay_asks(house: Workspace, bug: bool, sow) -> None:
    if bug:
        sow("forgotten_answer")
    assert isinstance(house.store, Database)
    plays = Fuzz(house.store, house.clock, 1)
    await plays.house.command("rita", "add <@joy>")
    assert bool(await plays.look()) is bug


async def test_what_is_kept_is_in_no_file(house: Workspace, sqlite_url: str, bug: bool, sow) -> None:
    if bug:
        sow("plain_text")
    await house.command("rita", "add <@joy>")
    await house.store.turn(lambda tx: tx.set("token", "xoxb-of-nobody"))
    path = Path(sqlite_url.removeprefix("sqlite:///"))
    whole = b"".join(file.read_bytes() for file in path.parent.glob(f"{path.name}*"))
    assert (b"xoxb-of-nobody" in whole) is bug


def test_what_is_sent_to_discord_calls_nobody(bug: bool, sow) -> None:
    if bug:
        sow("missing_allowed_mentions")
    (payload,) = render.message(Message(((Run("Hello @everyone"),),)), None)
    assert ("somebody could be called" in judge.problems("POST", "/channels/1/messages", payload.body)) is bug


async def test_of_two_clicks_one_moves_the_seat(sqlite_store, bug: bool, sow) -> None:
    if bug:
        sow("lost_turn_check")
    await sqlite_store.turn(settle)
    seen = (await sqlite_store.read(lambda tx: at_home(tx).seats("c1")))[0]

    def click(tx):
        return at_home(tx).move_seat(seen, asked=False, editing="", put_at_ms=0, touched=True)

    won = await asyncio.gather(*(sqlite_store.turn(click) for _ in range(10)))
    assert (won.count(True) == 1) is not bug


async def test_a_turn_that_reads_before_it_writes_is_not_overtaken(
    sqlite_store, sqlite_url: str, bug: bool, sow
) -> None:
    if bug:
        sow("deferred_begin")
    path = sqlite_url.removeprefix("sqlite:///")
    other = sqlite3.connect(path, isolation_level=None, timeout=0, check_same_thread=False)

    def work(tx) -> None:
        tx.setting("seen")
        with contextlib.suppress(sqlite3.OperationalError):  # the sound turn holds the lock
            other.execute("UPDATE alembic_version SET version_num = version_num")
        tx.set("seen", "yes")

    try:
        if bug:
            with pytest.raises(StorageTrouble):
                await sqlite_store.turn(work)
        else:
            await sqlite_store.turn(work)
    finally:
        other.close()


@pytest.mark.parametrize("zone", ["Europe/Berlin", "America/New_York"])
def test_no_local_day_is_skipped_at_midnight(zone: str, bug: bool) -> None:
    if bug:
        days = seeded.cron_days(zone, 0, 2026)
    else:
        daily, at, days = Weekly(frozenset(range(1, 8)), time(0)), datetime(2025, 12, 31, 12, tzinfo=UTC), []
        while (one := next_occurrence(daily, at, zone)).local_date.year <= 2026:
            days.append(one.local_date)
            at = one.at
    whole = [days[0] + timedelta(n) for n in range(365)]
    assert (days == whole) is not bug


async def test_a_copy_under_load_is_whole(bases: dict[str, SqliteBase], folder: Path, bug: bool) -> None:
    make = backups.file_copy if bug else backups.backup
    tally = await backups.drill(Tally("R11"), bases["slack"], folder, 3, make)
    assert (tally.lost == 0) is not bug, tally.failing


# --- gates in children ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("seed", "at"), [("foreign_keys_off_too_late", rig.WHOLE), ("one_transaction_for_all_steps", rig.HALFWAY)]
)
def test_a_migration_loses_no_row_and_is_whole(
    bases: dict[str, SqliteBase], folder: Path, seed: str, at: rig.Point, bug: bool
) -> None:
    tally = rig.drill(Tally("R10"), bases["slack"], folder, at=[at], seeds=[seed] * bug)
    assert bool(tally.failing) is bug, tally.failing


@pytest.fixture
def killed(bases: dict[str, SqliteBase], folder: Path) -> Callable[..., Awaitable[Round]]:
    """A round in which the bugs of these names are switched on."""

    def play(platform: str, seeds: list[str], **how) -> Awaitable[Round]:
        return kills.play(platform, bases[platform], folder, 3, seeds=seeds, **how)

    return play


@pytest.fixture
def nobody_acts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only the calendar causes pages, so no reply shows one; all is at rest when each page stands."""
    unsettled = kills.unsettled

    def pages(url: str, now_ms: int) -> list[str]:
        return [line for line in unsettled(url, now_ms) if line.startswith("page ")]

    monkeypatch.setattr(people, "READS", 600.0)
    monkeypatch.setattr(kills, "unsettled", pages)


@pytest.mark.usefixtures("nobody_acts")
async def test_sending_before_marking_is_caught(killed, bug: bool) -> None:
    died = [("after chat.postMessage", 1)]
    found = await killed("slack", ["send_then_mark"] * bug, weather=CALM, die_at=died)
    assert bool(found.doubled) is bug, found


@pytest.mark.usefixtures("nobody_acts")
async def test_another_key_each_time_is_caught(killed, bug: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kills, "AWAY", 1.0)  # within the time that Discord remembers a key
    died = [("after POST messages", 1)]
    found = await killed("discord", ["random_nonce"] * bug, weather=CALM, die_at=died)
    assert bool(found.doubled) is bug, found


async def test_saying_received_too_early_is_caught(killed, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(slack, "ON_TIME", 60.0)  # however busy the machine, "received" was said
    # Which of them is a press, which nothing can find again, is as the two people happen to be.
    for which in (3, 1, 2, 4):
        died = [("before commit bot.conversations.inbox.Conversations._turn", which)]
        if (await killed("slack", ["acknowledge_first"], weather=CALM, die_at=died)).lost:
            return
    pytest.fail("nothing was lost")


async def test_never_looking_back_is_caught(killed, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kills, "CALM_SECONDS", 1.0)
    monkeypatch.setattr(kills, "MOST_PAUSES", 3)
    found = await killed("discord", ["no_look_back"], weather=Weather(dropped=1.0), kills=1)
    assert found.lost
    assert found.stuck
