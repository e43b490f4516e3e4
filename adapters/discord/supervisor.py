"""Keeps one client connected: builds it, watches it, and builds another when it cannot go on."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import secrets
import threading
import time
from collections.abc import Awaitable, Callable
from typing import Any, Protocol

import discord
from discord.gateway import DiscordWebSocket, KeepAliveHandler
from discord.http import Route
from yarl import URL

from adapters.discord.calls import Calls
from adapters.discord.limits import WAITS
from bot.ports import Lease

logger = logging.getLogger(__name__)

SHARD = "discord/0"
"""What one process at a time may hold: the connection of the only shard."""
STEADY = 600
"""Seconds after which a connection counts as sound, and the pauses start small again."""


class Hears(Protocol):
    """Who is told of what happens."""

    async def interaction(self, interaction: discord.Interaction[Any]) -> None: ...
    async def message(self, message: discord.Message) -> None: ...
    async def edited(self, payload: discord.RawMessageUpdateEvent) -> None: ...
    async def deleted(self, payload: discord.RawMessageDeleteEvent) -> None: ...


class Client(discord.Client):
    """The library's client, with everything handed on and nothing remembered."""

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
        self.lost_at: float | None = time.monotonic()
        """Since when there is no connection; None while there is one."""

    async def on_ready(self) -> None:
        self.lost_at = None
        await self._began()

    async def on_resumed(self) -> None:
        self.lost_at = None

    async def on_disconnect(self) -> None:
        if self.lost_at is None:
            self.lost_at = time.monotonic()

    async def on_interaction(self, interaction: discord.Interaction[Any]) -> None:
        await self._hears.interaction(interaction)

    async def on_message(self, message: discord.Message) -> None:
        await self._hears.message(message)

    async def on_raw_message_edit(self, payload: discord.RawMessageUpdateEvent) -> None:
        await self._hears.edited(payload)

    async def on_raw_message_delete(self, payload: discord.RawMessageDeleteEvent) -> None:
        await self._hears.deleted(payload)

    async def on_error(self, event_method: str, /, *args: Any, **kwargs: Any) -> None:
        logger.exception("an event failed", extra={"event": event_method})


class Supervisor:
    """Runs until it is stopped. `logged_in` is called before each connection, `began` after each start."""

    def __init__(
        self,
        token: str,
        calls: Calls,
        hears: Hears,
        lease: Lease | None,
        *,
        logged_in: Callable[[], Awaitable[None]],
        began: Callable[[], Awaitable[None]],
        api_url: str,
        gateway_url: str,
        guild_ready_timeout: float = 2.0,
    ) -> None:
        self._token = token
        self._calls = calls
        self._hears = hears
        self._lease = lease
        self._logged_in = logged_in
        self._began = began
        self._holder = secrets.token_hex(8)
        self._urls = (api_url, gateway_url)
        self._guild_ready_timeout = guild_ready_timeout
        self.client: Client | None = None
        self.ready = asyncio.Event()
        self.refused = asyncio.Event()
        """Set while Discord does not take the token."""
        self.built = 0
        self.logged_in = False
        """Whether messages can be sent, connected or not."""

    async def run(self) -> None:
        """Stay connected until cancelled."""
        api_url, gateway_url = self._urls
        Route.BASE = api_url
        DiscordWebSocket.DEFAULT_GATEWAY = URL(gateway_url)
        pause = WAITS.rebuild
        while True:
            began = time.monotonic()
            client = self._build()
            try:
                await self._serve(client)
            except discord.LoginFailure:
                self.refused.set()
                logger.error("Discord refuses the token: reset it in the Developer Portal, Bot, Token")
                pause = WAITS.refused
            except Exception as fault:
                # The parser met an event that it cannot read, or the first connect failed, or it gave up.
                logger.warning("connection lost, building a new one", extra={"why": type(fault).__name__})
            finally:
                self.ready.clear()
                await self._closed(client)
            if time.monotonic() - began > STEADY:
                pause = WAITS.rebuild
            await asyncio.sleep(pause)
            pause = min(pause * 2, WAITS.rebuild_most)

    def _build(self) -> Client:
        async def began() -> None:
            self.ready.set()
            await self._began()

        self.built += 1
        self.client = Client(self._hears, began, guild_ready_timeout=self._guild_ready_timeout)
        return self.client

    async def _serve(self, client: Client) -> None:
        """Log in, wait for the lease, connect, and look after the connection."""
        await client.login(self._token)
        self.refused.clear()
        self._calls.application = client.application_id or 0
        self._calls.http = client.http
        self.logged_in = True
        await self._hold()
        await self._logged_in()
        client.lost_at = time.monotonic()
        connecting = asyncio.ensure_future(client.connect())
        try:
            while True:
                await asyncio.wait({connecting}, timeout=WAITS.watch)
                if connecting.done():
                    await connecting
                    raise ConnectionError("the client stopped")
                if client.lost_at is not None and time.monotonic() - client.lost_at > WAITS.lost:
                    raise ConnectionError("it does not come back")
                if not await self._held():
                    raise ConnectionError("another process holds the connection")
        finally:
            connecting.cancel()
            with contextlib.suppress(asyncio.CancelledError, Exception):
                await connecting

    async def _hold(self) -> None:
        """Wait until no other process holds the connection. Messages can be sent meanwhile."""
        while not await self._held():  # noqa: ASYNC110  # the other process cannot tell us
            await asyncio.sleep(WAITS.watch)

    async def _held(self) -> bool:
        if self._lease is None:
            return True
        return await self._lease.hold(SHARD, self._holder, WAITS.lease)

    async def let_go(self) -> None:
        """Let another process have the connection at once."""
        if self._lease is not None:
            with contextlib.suppress(Exception):
                await self._lease.hold(SHARD, self._holder, 0)

    async def _closed(self, client: Client) -> None:
        with contextlib.suppress(Exception):
            async with asyncio.timeout(WAITS.stop):
                for socket in _half_open(client):
                    await socket.close(code=1000)
                await client.close()


def _half_open(client: Client) -> list[DiscordWebSocket]:
    """Connections that were still being made: the client does not know them, their hearts beat already."""
    beating = [thread for thread in threading.enumerate() if isinstance(thread, KeepAliveHandler)]
    sockets = [thread.ws for thread in beating if thread.ws._connection is client._connection]
    return [socket for socket in sockets if socket is not client.ws]
