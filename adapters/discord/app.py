"""Discord as a platform: its connection, what people do there, and what is put in front of them."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import time
from collections.abc import Awaitable, Callable

import discord

from adapters.discord import history, read, registering, render
from adapters.discord.calls import Calls, Refused, Unsure, as_port
from adapters.discord.limits import MANNERS, WAITS
from adapters.discord.listening import Listening
from adapters.discord.modals import Modals
from adapters.discord.notes import Drafts, Notes
from adapters.discord.pictures import Pictures, Source
from adapters.discord.places import Places
from adapters.discord.posts import Posts, posted_ms
from adapters.discord.showing import Showing
from adapters.discord.supervisor import Supervisor
from bot.engine.cards import Message
from bot.ports import Inbox, Lease, Log, Offered, Sent, TryLater, Unreachable, Where

logger = logging.getLogger(__name__)

UNKNOWN_CHANNEL = "10003"


class DiscordAdapter:
    """One bot, in as many servers as it was added to."""

    platform = read.PLATFORM
    manners = MANNERS

    def __init__(
        self,
        inbox: Inbox,
        log: Log,
        token: str,
        *,
        offered: tuple[Offered, ...] = (),
        translated: registering.Translated = registering.NO_OTHERS,
        lease: Lease | None = None,
        pictures: Source | None = None,
        api_url: str = "https://discord.com/api/v10",
        gateway_url: str = "wss://gateway.discord.gg/",
        guild_ready_timeout: float = 2.0,
        now: Callable[[], float] = time.time,
    ) -> None:
        notes = Notes(log)
        drafts = Drafts(notes)
        self._calls = Calls()
        self._notes = notes
        self._offered = offered
        self._translated = translated
        self._pictures = Pictures(pictures)
        self._now = now
        self._posts = Posts(self._calls, notes)
        places = Places(self._calls, self._guilds)
        showing = Showing(inbox, self._posts, drafts, self._pictures)
        self._listening = Listening(
            inbox, self._calls, self._posts, showing, Modals(inbox, drafts, places), places
        )
        self.supervisor = Supervisor(
            token,
            self._calls,
            self._listening,
            lease,
            logged_in=self._register,
            began=self._hears,
            api_url=api_url.rstrip("/"),
            gateway_url=gateway_url,
            guild_ready_timeout=guild_ready_timeout,
        )
        self._running: asyncio.Task[None] | None = None
        self.connections = 0
        """How often it began to hear: what was written before that was perhaps not told."""

    # --- the platform -----------------------------------------------------------------------------

    async def start(self) -> None:
        """Connect. Returns when ready, when the token is refused, or after a while: it goes on trying."""
        await self._posts.drop_list()
        self._running = asyncio.create_task(self.supervisor.run())
        waits = [
            asyncio.ensure_future(event.wait()) for event in (self.supervisor.ready, self.supervisor.refused)
        ]
        await asyncio.wait(waits, timeout=WAITS.ready, return_when=asyncio.FIRST_COMPLETED)
        for wait in waits:
            wait.cancel()

    async def stop(self) -> None:
        """Disconnect; what was taken is in the store."""
        if self._running is None:
            return
        self._running.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await self._running
        await self.supervisor.let_go()
        self._calls.http = None
        self._running = None

    async def put(self, to: Where, channel: str, message: Message, *, ref: str, key: str) -> Sent:
        """Show a message to a person, or in a channel; a repeated `key` adds nothing for some minutes."""
        payloads = render.message(message, await self._pictures.bytes(message.picture))
        if channel:
            if not channel.isdecimal():
                # A name alone could be anybody's channel.
                raise Unreachable(UNKNOWN_CHANNEL)
            found = await self._sent(self._posts.put(channel, payloads, ref, key), in_channel=True)
            return Sent(found, posted_ms(found) if found != ref else 0)
        if not to.user.isdecimal():
            raise Unreachable("user_not_found")
        found = await self._sent(self._posts.to_person(to.user, payloads, ref, key, asked=False))
        return Sent(found, posted_ms(found) if found != ref else 0)

    async def find(
        self, to: Where, channel: str, message: Message, *, key: str, since_ms: int
    ) -> tuple[Sent, ...]:
        """Every message of ours that says this and stands there since then, the oldest first."""
        payloads = render.message(message, await self._pictures.bytes(message.picture))
        try:
            there = channel or await self._posts.direct(to.user, asked=False)
            found = await history.ours(self._calls, there, payloads, key, since_ms)
        except Refused as refused:
            raise Unreachable(str(refused.code)) from None
        return tuple(Sent(one, posted_ms(one)) for one in found)

    async def catch_up(self, to: Where, since_ms: int) -> int:
        """Take what somebody wrote to us since then and Discord never told."""
        try:
            channel = await self._posts.direct(to.user, asked=False)
            found = await history.theirs(self._calls, channel, to.user, since_ms)
        except Refused as refused:
            raise Unreachable(str(refused.code)) from None
        for data in found:
            await self._listening.missed(data)
        return len(found)

    async def _sent(self, putting: Awaitable[str], *, in_channel: bool = False) -> str:
        try:
            return await putting
        except (Refused, Unsure, TryLater) as fault:
            raise as_port(fault, in_channel=in_channel) from None

    # --- around a connection ----------------------------------------------------------------------

    def _guilds(self) -> list[discord.Guild]:
        client = self.supervisor.client
        return list(client.guilds) if client is not None else []

    async def _hears(self) -> None:
        self.connections += 1

    async def _register(self) -> None:
        try:
            await registering.register(self._calls, self._notes, self._offered, self._translated)
        except (Refused, Unsure, TryLater) as fault:
            logger.error("commands not registered", extra={"why": str(fault)})
