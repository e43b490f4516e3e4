"""Keeps one client connected: builds it, watches it, and builds another when it cannot go on."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import threading
import time
from collections.abc import Awaitable, Callable

import discord
from discord.gateway import DiscordWebSocket, KeepAliveHandler
from discord.http import Route
from yarl import URL

from adapters.discord.calls import Calls
from adapters.discord.client import Client, Hears, ShardedClient
from adapters.discord.limits import STARTS_KEPT, WAITS
from adapters.discord.shards import Shards
from bot.ports import Lease

logger = logging.getLogger(__name__)

STEADY = 600
"""Seconds after which a connection counts as sound, and the pauses start small again."""


class _Others(Exception):
    """Other connections are wanted or held than the client was built for."""


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
        self.shards = Shards(lease)
        self._logged_in = logged_in
        self._began = began
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
            except _Others:
                pause = 0
            except discord.LoginFailure:
                self.refused.set()
                logger.error("Discord refuses the token: reset it in the Developer Portal, Bot, Token")
                pause = WAITS.refused
            except Exception as fault:  # an event that it cannot read, a failed first connect, giving up
                logger.warning("connection lost, building a new one", extra={"why": type(fault).__name__})
            finally:
                self.ready.clear()
                await self._closed(client)
            if time.monotonic() - began > STEADY:
                pause = WAITS.rebuild
            await asyncio.sleep(pause)
            pause = min(max(pause * 2, WAITS.rebuild), WAITS.rebuild_most)

    def _build(self) -> Client:
        async def began() -> None:
            self.ready.set()
            await self._began()

        self.built += 1
        options = {"guild_ready_timeout": self._guild_ready_timeout, "heartbeat_timeout": WAITS.silent}
        if self.shards.count == 1:
            self.client = Client(self._hears, began, **options)
        else:
            of = {"shard_count": self.shards.count, "shard_ids": list(self.shards.mine)}
            self.client = ShardedClient(self._hears, began, **of, **options)
        return self.client

    async def _serve(self, client: Client) -> None:
        """Log in, wait for the lease, connect, and look after the connection."""
        built_for = (self.shards.count, self.shards.mine)
        await client.login(self._token)
        self.refused.clear()
        self._calls.application = client.application_id or 0
        self._calls.http = client.http
        self.logged_in = True
        await self._hold()
        await self._ask(client)
        if (self.shards.count, self.shards.mine) != built_for:
            raise _Others
        await self._logged_in()
        client.begins()
        connecting = asyncio.ensure_future(client.connect())
        try:
            while True:
                await asyncio.wait({connecting}, timeout=WAITS.watch)
                if connecting.done():
                    await connecting
                    raise ConnectionError("the client stopped")
                if client.lost_at is not None and time.monotonic() - client.lost_at > WAITS.lost:
                    raise ConnectionError("it does not come back")
                held = self.shards.mine
                if not await self.shards.take():
                    raise ConnectionError("another process holds the connection")
                if self.shards.mine != held:
                    logger.info("other shards than before", extra={"shards": str(self.shards.mine)})
                    raise _Others
        finally:
            connecting.cancel()
            # Waited for and not awaited: who is stopped meanwhile must hear of it, and the library can
            # lose a cancellation in the middle of a new connection.
            await asyncio.wait({connecting}, timeout=WAITS.stop)
            if connecting.done() and not connecting.cancelled():
                connecting.exception()

    async def _hold(self) -> None:
        """Wait until a connection is free for this process. Messages can be sent meanwhile."""
        while not await self.shards.take():  # noqa: ASYNC110  # the other process cannot tell us
            await asyncio.sleep(WAITS.watch)

    async def _ask(self, client: Client) -> None:
        """Ask Discord how many connections it wants, and whether it lets us begin one."""
        count, _, starts = await client.http.get_bot_gateway()
        if count != self.shards.count:
            self.shards.count = count
            await self._hold()
        if starts["remaining"] <= STARTS_KEPT:
            # A bot that begins a thousand times a day loses its token.
            logger.error("connected too often today: waiting until Discord counts anew")
            await asyncio.sleep(starts["reset_after"] / 1000)

    async def let_go(self) -> None:
        """Let another process have the connection at once."""
        await self.shards.let_go()

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
