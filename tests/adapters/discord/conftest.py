"""A Fivefold on a fake Discord: the real store, inbox and delivery, and the unmodified library."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from adapters.discord import DiscordAdapter
from adapters.discord.limits import WAITS
from bot.catching_up import CatchingUp
from bot.commands.offering import offered
from bot.conversations.inbox import Conversations
from bot.delivery import Delivery, Rules
from bot.engine.read import warm_dates
from bot.ports import Clock, Moment, Pace
from storage import KeyRing, StorageTrouble, open_store
from tests.adapters.discord.fake import FakeDiscord
from tests.adapters.discord.payloads import BOT
from tests.adapters.discord.people import Person, quiet
from tests.adapters.discord.scripted import TOKEN, Desk

QUICK = WAITS._replace(
    answer=0.3,
    suggest=0.2,
    rate_limit=0.5,
    request=1.5,
    ready=5,
    silent=0.15,
    lost=5,
    identify=0.01,
    watch=0.05,
    rebuild=0.02,
    rebuild_most=0.1,
    refused=0.2,
    stop=1,
)


MONDAY = 1_795_428_000.0
"""Monday, 23 November 2026, 10:00 in Lisbon."""


class RunningClock:
    """Both times, from a Monday morning on: the library's own timers cannot be stopped."""

    def __init__(self) -> None:
        self.offset = MONDAY - time.time()

    def seconds(self) -> float:
        return time.time() + self.offset

    def moment(self) -> Moment:
        now = round(self.seconds() * 1000)
        return Moment(now, now)


class House:
    """What runs, and how to run it again."""

    def __init__(self, url: str, ring: KeyRing, clock: Clock | None = None) -> None:
        self.url = url
        self.ring = ring
        running = RunningClock()
        self.clock: Clock = clock or running
        self.hurried = clock is not None
        """Whether weeks pass in seconds: then a platform is written to more often than it is in a year."""
        self.seconds = time.time if clock else running.seconds
        self.fake = FakeDiscord()
        self.fake.now = self.seconds
        self.store: Any = None
        self.adapter: DiscordAdapter
        self.delivery: Delivery
        self.rita = Person(self.fake, self.settle, "100", "Rita Lopes")
        self.joy = Person(self.fake, self.settle, "200", "Joy Santos")
        self.options: dict[str, Any] = {}

    async def start(self, *, fake: bool = True) -> None:
        # As the program does when it starts: the first date would hold an answer for half a second.
        warm_dates()
        if fake:
            await self.fake.start()
        self.store = open_store(self.url, self.ring, self.clock, durable=False)
        adapters: dict[str, Any] = {}
        self.delivery = Delivery(self.store, adapters, Rules(keep_hours=False))
        self.inbox = Conversations(self.store, self.delivery.wake, StorageTrouble)
        self.adapter = DiscordAdapter(
            self.inbox,
            self.store.log,
            TOKEN,
            offered=offered(),
            api_url=self.fake.api_url,
            gateway_url=self.fake.gateway_url,
            guild_ready_timeout=0.05,
            now=self.seconds,
            **self.options,
        )
        if self.hurried:
            self.adapter.manners = self.adapter.manners._replace(
                to_one_a_minute=0, posts=Pace(), edits=Pace()
            )
        adapters["discord"] = self.adapter
        await self.adapter.start()
        await CatchingUp(self.store, adapters, self.clock).sweep()

    async def stop(self, *, fake: bool = True) -> None:
        await self.adapter.stop()
        await self.store.close()
        if fake:
            await self.fake.stop()

    async def restart(self) -> None:
        """A new process: nothing is remembered but what is stored."""
        await self.stop(fake=False)
        await self.start(fake=False)

    async def settle(self) -> None:
        """Everything that was done is handled, and what it caused is sent."""
        await quiet(self.fake, lambda: self.adapter.supervisor.client)
        await self.delivery.sweep()

    def clean(self) -> None:
        """Nothing was refused, and nothing stands in front of anybody that should not."""
        assert self.fake.refused == []
        for messages in self.fake.messages.values():
            for message in messages.values():
                assert message["author"]["id"] != BOT or message["content"] or message.get("attachments")

    async def connected(self, times: int) -> None:
        """Wait until so many connections were begun."""
        async with asyncio.timeout(10):
            while len(self.fake.gateway.identified) + self.fake.gateway.resumed < times:  # noqa: ASYNC110
                await asyncio.sleep(0.01)
            await self.fake.gateway.ready.wait()


@pytest.fixture
async def house(sqlite_url: str, ring: KeyRing, tmp_path: Path) -> AsyncIterator[House]:
    it = House(sqlite_url, ring)
    await it.start()
    yield it
    await it.stop()
    assert it.fake.refused == []


@pytest.fixture
async def desk(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Desk]:
    """The adapter with a scripted inbox; what it waits for is short."""
    for module in ("app", "calls", "client", "listening", "modals", "shards", "showing", "supervisor"):
        monkeypatch.setattr(f"adapters.discord.{module}.WAITS", QUICK)
    it = Desk()
    await it.start()
    yield it
    await it.stop()
    assert it.fake.refused == []
