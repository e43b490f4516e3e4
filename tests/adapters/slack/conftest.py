"""The stand-in for Slack, and a Fivefold that talks to it with the real store, inbox and delivery."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import partial
from typing import Any

import pytest

from adapters.slack import Access, SlackAdapter
from adapters.slack.sending import Pictures
from bot import charts
from bot.conversations.inbox import Conversations
from bot.delivery import Delivery, Rules
from bot.ports import Adapter, Clock, Inbox, Manners, Moment, Reply
from storage import Database, KeyRing, StorageTrouble, open_store
from tests.adapters.slack.fake import APP_TOKEN, SECRET, TOKEN, Slack
from tests.adapters.slack.judge import judge
from tests.adapters.slack.person import Person


class RealClock:
    """The clock on the wall: Slack's times are real ones."""

    def moment(self) -> Moment:
        now = round(time.time() * 1000)
        return Moment(now, now)


@dataclass
class House:
    """A running Fivefold."""

    slack: Slack
    store: Database
    inbox: Conversations
    delivery: Delivery
    adapter: SlackAdapter
    woken: asyncio.Event
    """Something was left for somebody."""

    @property
    def rita(self) -> Person:
        return Person(self.slack, "URITA", self.settled)

    @property
    def joy(self) -> Person:
        return Person(self.slack, "UJOY", self.settled)

    async def settled(self) -> None:
        """Until all that was done is shown, to everybody."""
        await self.adapter.running.listeners.settled()
        await self.adapter.running.lanes.settled()
        if self.woken.is_set():  # as delivery's own loop does: it looks when it was woken
            self.woken.clear()
            await self.delivery.sweep()


@pytest.fixture
async def slack() -> AsyncIterator[Slack]:
    """The stand-in. At the end everything that was sent to it is judged."""
    server = Slack()
    await server.start()
    yield server
    await server.stop()
    assert not server.wrong
    for kind, payload in server.payloads:
        judge(kind, payload)


@asynccontextmanager
async def running(
    slack: Slack,
    url: str,
    ring: KeyRing,
    mode: str = "socket",
    clock: Clock | None = None,
    pictures: Pictures | None = None,
) -> AsyncIterator[House]:
    """Start Fivefold on a database, and stop it."""
    store = open_store(url, ring, clock or RealClock(), durable=clock is None)
    adapters: dict[str, Adapter] = {}
    delivery = Delivery(store, adapters, Rules(keep_hours=False))
    woken = asyncio.Event()
    inbox = Conversations(store, woken.set, StorageTrouble)
    access = Access(TOKEN, APP_TOKEN, SECRET, mode, slack.api_url, port=0)
    adapter = SlackAdapter(inbox, access, pictures=pictures or partial(charts.png, store))
    if clock is not None:
        adapter.manners = Manners()  # weeks pass in seconds: that is neither haste nor a loop
    adapters["slack"] = adapter
    await adapter.start()
    server = adapter.running.server
    slack.url = f"http://127.0.0.1:{server.port}/slack/events" if server else ""
    try:
        yield House(slack, store, inbox, delivery, adapter, woken)
    finally:
        await adapter.stop()
        await store.close()


@pytest.fixture(params=["socket", "http"])
def mode(request: pytest.FixtureRequest) -> str:
    """Either way in which events come: a test that asks for it runs twice."""
    return str(request.param)


@pytest.fixture
async def house(slack: Slack, sqlite_url: str, ring: KeyRing) -> AsyncIterator[House]:
    """A Fivefold in Socket Mode."""
    async with running(slack, sqlite_url, ring) as found:
        yield found


class Heard:
    """An inbox that writes down what it is told, in front of the real one."""

    def __init__(self, inbox: Inbox) -> None:
        self.inbox = inbox
        self.events: list[Any] = []
        self.slow = 0.0

    async def take(self, event: Any) -> Reply:
        self.events.append(event)
        await asyncio.sleep(self.slow)
        return await self.inbox.take(event)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.inbox, name)


@pytest.fixture
def heard(house: House) -> Heard:
    """Everything that the house is told."""
    found = Heard(house.inbox)
    running = house.adapter.running
    for part in (running.lanes, running.listeners, running.home, running.listeners._modals):
        part._inbox = found
    return found
