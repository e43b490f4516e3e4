"""The library's clients, with everything handed on and nothing remembered: one connection, or several."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable
from typing import Any, Protocol

import discord

from adapters.discord.limits import WAITS

logger = logging.getLogger(__name__)


class Hears(Protocol):
    """Who is told of what happens."""

    async def interaction(self, interaction: discord.Interaction[Any]) -> None: ...
    async def message(self, message: discord.Message, us: int) -> None: ...
    async def edited(self, payload: discord.RawMessageUpdateEvent) -> None: ...
    async def deleted(self, payload: discord.RawMessageDeleteEvent) -> None: ...


class Client(discord.Client):
    """One connection: all that a bot in few servers needs."""

    def __init__(self, hears: Hears, began: Callable[[], Awaitable[None]], **options: Any) -> None:
        intents = discord.Intents.none()
        intents.guilds = True
        intents.dm_messages = True
        super().__init__(
            intents=intents,
            allowed_mentions=discord.AllowedMentions.none(),
            max_messages=None,
            chunk_guilds_at_startup=False,
            member_cache_flags=discord.MemberCacheFlags.none(),
            **options,
        )
        # The constructor allows no pause below half a minute; ours are waited out by delivery.
        self.http.max_ratelimit_timeout = WAITS.rate_limit
        self._hears = hears
        self._began = began
        self._lost: dict[int, float] = {}
        self.begins()

    @property
    def lost_at(self) -> float | None:
        """Since when a connection is missing; None while all of them stand."""
        return min(self._lost.values(), default=None)

    def begins(self) -> None:
        """It connects from now on."""
        self._lost = {0: time.monotonic()}

    def lose(self, shard: int) -> None:
        """A connection is missing from now on."""
        self._lost.setdefault(shard, time.monotonic())

    def dispatch(self, event: str, /, *args: Any, **kwargs: Any) -> None:
        # What was on its way when a client was closed would find no loop to run in.
        if not self.is_closed():
            super().dispatch(event, *args, **kwargs)

    async def on_ready(self) -> None:
        self._lost.clear()
        await self._began()

    async def on_resumed(self) -> None:
        self._lost.clear()

    async def on_disconnect(self) -> None:
        self.lose(0)

    async def on_interaction(self, interaction: discord.Interaction[Any]) -> None:
        await self._hears.interaction(interaction)

    async def on_message(self, message: discord.Message) -> None:
        await self._hears.message(message, self.user.id if self.user else 0)

    async def on_raw_message_edit(self, payload: discord.RawMessageUpdateEvent) -> None:
        await self._hears.edited(payload)

    async def on_raw_message_delete(self, payload: discord.RawMessageDeleteEvent) -> None:
        await self._hears.deleted(payload)

    async def on_error(self, event_method: str, /, *args: Any, **kwargs: Any) -> None:
        logger.exception("an event failed", extra={"event": event_method})


class ShardedClient(Client, discord.AutoShardedClient):
    """Several connections, each for a part of the servers, as Discord asks of bots in thousands of them."""

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        # Discord lets in one connection every five seconds.
        if not initial:
            await asyncio.sleep(WAITS.identify)

    async def on_resumed(self) -> None:
        """Of some connection: which one is told apart below."""

    async def on_disconnect(self) -> None:
        """Of some connection: which one is told apart below."""

    async def on_shard_disconnect(self, shard: int) -> None:
        self.lose(shard)

    async def on_shard_resumed(self, shard: int) -> None:
        self._lost.pop(shard, None)

    async def on_shard_ready(self, shard: int) -> None:
        self._lost.pop(shard, None)
