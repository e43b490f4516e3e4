"""Starting and stopping: each platform on its own, pauses that outlive the process, alarms said once."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import signal
import time
from pathlib import Path
from typing import Any

import pytest

from bot.app import house, run
from bot.running import lag
from bot.running.starts import FREE, LONGEST_PAUSE, Start, Starts, pause
from bot.running.supervisor import Supervisor
from bot.settings import load
from storage import StorageTrouble
from storage.faults import Alarm
from tests.adapters.discord.fake import FakeDiscord
from tests.adapters.discord.scripted import TOKEN


class Platform:
    """An adapter that starts after so many failures."""

    platform = "test"

    def __init__(self, *faults: Exception, seconds: float = 0) -> None:
        self.faults = list(faults)
        self.seconds = seconds
        self.started = self.stopped = 0

    async def start(self) -> None:
        await asyncio.sleep(self.seconds)
        if self.faults:
            raise self.faults.pop(0)
        self.started += 1

    async def stop(self) -> None:
        self.stopped += 1


def supervised(tmp_path: Path, now: float = 0, **platforms: Any) -> Supervisor:
    return Supervisor(platforms, Starts(tmp_path / "starts.json"), now=lambda: now, steady=0.01)


async def test_one_that_cannot_start_keeps_no_other_from_it(tmp_path, caplog):
    broken, sound = Platform(RuntimeError("no gateway"), RuntimeError("still none")), Platform()
    supervisor = supervised(tmp_path, discord=broken, slack=sound)
    await supervisor.start()
    assert sound.started == 1
    async with asyncio.timeout(5):
        while not broken.started:  # noqa: ASYNC110  # it is started again by itself
            await asyncio.sleep(0.001)
    await supervisor.stop()
    assert caplog.text.count("not started") == 2
    assert (broken.stopped, sound.stopped) == (3, 1)


async def test_while_the_database_cannot_be_opened_no_platform_is_asked_for_anything(tmp_path, monkeypatch):
    """Discord takes a thousand beginnings a day: starts that end here must cost none of them."""
    discord = FakeDiscord()
    await discord.start()
    (tmp_path / "fivefold.db").write_bytes(b"no database" * 500)
    given = {
        "FIVEFOLD_DATA": str(tmp_path), "DISCORD_TOKEN": TOKEN, "DISCORD_API_URL": discord.api_url,
        "DISCORD_GATEWAY_URL": discord.gateway_url,
    }  # fmt: skip
    for name, value in given.items():
        monkeypatch.setenv(name, value)
    try:
        for _ in range(5):
            with pytest.raises(StorageTrouble):
                async with house(load(None)):
                    pytest.fail("it started")
    finally:
        await discord.stop()
    assert discord.gateway.identified == []
    assert discord.requests == []


async def test_a_slow_one_is_given_up_when_the_house_stops(tmp_path):
    slow = Platform(seconds=60)
    supervisor = supervised(tmp_path, slack=slow)
    starting = asyncio.create_task(supervisor.start())
    await asyncio.sleep(0.01)
    async with asyncio.timeout(5):
        await supervisor.stop()
    starting.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await starting
    assert (slow.started, slow.stopped) == (0, 1)


async def test_whoever_is_stopped_while_a_platform_cannot_be_reached_ends_at_once(tmp_path, monkeypatch):
    begun = asyncio.Event()
    told: list[Any] = []

    async def hangs(self) -> None:
        begun.set()
        await asyncio.sleep(3600)

    monkeypatch.setattr(Supervisor, "start", hangs)
    monkeypatch.setenv("FIVEFOLD_DATA", str(tmp_path))
    running = asyncio.create_task(run(load(None), told.append, lambda: told.append("stopping")))
    async with asyncio.timeout(60):
        await begun.wait()
        os.kill(os.getpid(), signal.SIGTERM)
        await running
    assert told == ["stopping"], "it never was up"


async def test_a_port_that_is_taken_ends_the_start_only_when_nothing_else_runs(tmp_path):
    taken = OSError(98, "Address already in use")
    with pytest.raises(OSError, match="in use"):
        await supervised(tmp_path, browser=Platform(taken)).start()
    both = supervised(tmp_path, slack=Platform(taken), discord=Platform())
    await both.start()
    assert "discord" in both.up
    await both.stop()


async def test_starts_that_end_in_death_wait_longer_each_time_over_restarts(tmp_path):
    now, starts, kept = 1_000.0, [], Starts(tmp_path / "starts.json")
    for _ in range(40):
        kept = Starts(tmp_path / "starts.json")  # a new process each time
        now += kept.pause("discord", now)
        kept.begin("discord", now)
        starts.append(now)
    within_an_hour = [at for at in starts if at < starts[0] + 3600]
    assert len(within_an_hour) <= 20 + FREE
    assert kept.pause("slack", now) == 0
    kept.went_well("discord")
    assert Starts(tmp_path / "starts.json").pause("discord", now) == 0


def test_a_clock_that_was_put_back_makes_nobody_wait_for_long():
    assert pause(Start(30, at=10_000_000.0), now=0.0) == LONGEST_PAUSE
    assert pause(Start(30, at=0.0), now=10_000_000.0) == 0


def test_a_file_that_cannot_be_read_costs_the_memory_only(tmp_path, caplog):
    (tmp_path / "starts.json").write_text("{")
    starts = Starts(tmp_path / "starts.json")
    assert starts.pause("slack", 0) == 0
    starts.begin("slack", 0)
    assert "cannot be read" in caplog.text
    Starts(tmp_path / "starts.json" / "below").begin("slack", 0)
    assert "not remembered" in caplog.text


async def test_a_held_loop_is_told_once(caplog):
    watching = asyncio.create_task(lag.watch(look=0.001, too_long=0.05))
    for _ in range(2):
        await asyncio.sleep(0.005)
        time.sleep(0.08)  # noqa: ASYNC251  # that is what is watched for
    await asyncio.sleep(0.005)
    watching.cancel()
    assert caplog.text.count("the event loop was held") == 1


def test_trouble_of_the_database_is_told_once_and_its_end_once(caplog):
    caplog.set_level(logging.INFO)
    at = [0.0]
    alarm = Alarm(quiet=60, now=lambda: at[0])
    for _ in range(100):
        at[0] += 1
        alarm.fails("The disk is full.")
        alarm.works()
    assert caplog.text.count("The disk is full.") == 1
    at[0] += 61
    for _ in range(3):
        alarm.works()
    assert caplog.text.count("works again") == 1
    alarm.fails("The disk is full.")
    assert caplog.text.count("The disk is full.") == 2
