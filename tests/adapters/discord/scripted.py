"""The adapter with an inbox that says what a test wants, and a log in memory."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

from adapters.discord import DiscordAdapter
from bot.engine.cards import Button, Message, Run
from bot.ports import Incoming, Offered, Option, Put, Reply, SlotRef, Suggestion, Where
from tests.adapters.discord.fake import FakeDiscord
from tests.adapters.discord.people import Person, quiet
from tests.adapters.log import MemoryLog

TOKEN = "good.to.go"

OFFERED = (
    Offered("next", "what waits for you"),
    Offered(
        "tell",
        "tell somebody something",
        (Option("person", "person", "whom"), Option("words", "long", "what"), Option("day", "date", "when")),
    ),
    Offered("find", "find something", (Option("thing", "text", "what", suggests=True),)),
)


def lines(*words: str, **parts: Any) -> Message:
    return Message(tuple((Run(line),) for line in words), **parts)


class Inbox:
    """Notes what comes in; `says` is its reply."""

    def __init__(self) -> None:
        self.events: list[Any] = []
        self.says: Callable[[Any], Reply] = lambda event: Reply((Put(lines("Heard.")),))
        self.page: Message | None = None
        self.found: tuple[Suggestion, ...] = ()
        self.asked: list[str] = []
        self.confirmed: list[tuple[SlotRef, str]] = []
        self.takes = 0.0
        self.broken = False

    async def take(self, event: Incoming) -> Reply:
        await asyncio.sleep(self.takes)
        if self.broken:
            raise RuntimeError("the inbox is broken")
        seen = any(other.id == event.id for other in self.events)
        self.events.append(event)
        reply = self.says(event)
        return Reply(reply.puts, repeated=True) if seen else reply

    async def shown(self, slot: SlotRef, ref: str, at_ms: int = 0) -> None:
        self.confirmed.append((slot, ref))

    async def form(self, who: Where, control: str) -> Message | None:
        await asyncio.sleep(self.takes)
        return self.page

    async def suggest(self, who: Where, words: str) -> tuple[Suggestion, ...]:
        await asyncio.sleep(self.takes)
        self.asked.append(words)
        return self.found

    async def waiting(self, who: Where) -> Message:
        return lines("Nothing waits.")


class Desk:
    """The adapter, what it talks to, and two people."""

    def __init__(self) -> None:
        self.fake = FakeDiscord()
        self.inbox = Inbox()
        self.log = MemoryLog()
        self.options: dict[str, Any] = {}
        self.rita = Person(self.fake, self.settle, "100", "Rita Lopes")
        self.joy = Person(self.fake, self.settle, "200", "Joy Santos")

    async def start(self, *, fake: bool = True) -> None:
        if fake:
            await self.fake.start()
        self.adapter = self.build()
        await self.adapter.start()

    def build(self) -> DiscordAdapter:
        options: dict[str, Any] = {"offered": OFFERED, **self.options}
        return DiscordAdapter(
            self.inbox,
            self.log,
            TOKEN,
            api_url=self.fake.api_url,
            gateway_url=self.fake.gateway_url,
            guild_ready_timeout=0.05,
            **options,
        )

    async def restart(self) -> None:
        await self.adapter.stop()
        await self.start(fake=False)

    async def stop(self) -> None:
        await self.adapter.stop()
        await self.fake.stop()

    async def settle(self) -> None:
        await quiet(self.fake, lambda: self.adapter.supervisor.client)

    async def put(
        self, message: Message, *, to: str = "100", ref: str = "", key: str = "k1", channel: str = ""
    ) -> str:
        where = Where("discord", "", "" if channel else to)
        return (await self.adapter.put(where, channel, message, ref=ref, key=key)).ref

    def inbox_address(self, user: str) -> Where:
        return Where("discord", "", user)

    async def until(self, ready: Callable[[], bool]) -> None:
        """Wait for something that takes a moment."""
        async with asyncio.timeout(10):
            while not ready():  # noqa: ASYNC110
                await asyncio.sleep(0.005)


def pressable(*labels: str) -> Message:
    return lines("Which?", controls=tuple(Button(f"c:{label}", label) for label in labels))
