"""The browser workspace as a platform: its server, and what it shows to whom."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable

from aiohttp import web

from adapters.browser import guard, people, render
from adapters.browser.api import Api
from adapters.browser.clock import WorkspaceClock
from adapters.browser.limits import LIMITS, NOT_KEPT
from adapters.browser.rooms import Json, Rooms
from bot.engine.cards import Message
from bot.ports import Command, Inbox, Log, Manners, Press, Put, Sent, Submit, Typed, Unreachable, Where

logger = logging.getLogger(__name__)

Pictures = Callable[[str], Awaitable[bytes | None]]
"""The picture behind a name, PNG or SVG; None when there is none."""


class BrowserAdapter:
    """The local page. Bound to this machine only: whoever reaches it plays everybody."""

    platform = people.PLATFORM
    # Rooms keep the key of everything in them, so a second try never adds a second message. One person
    # plays everybody here: nobody waits for a morning.
    manners = Manners(same_key_seconds=float("inf"))
    connections = 1
    """Whatever is done on the page is a request that is answered, or done again: nothing can be missed."""

    def __init__(
        self,
        inbox: Inbox,
        log: Log,
        clock: WorkspaceClock,
        *,
        host: str = "127.0.0.1",
        port: int = 8420,
        pictures: Pictures | None = None,
        data: str = "",
        trouble: type[Exception],
    ) -> None:
        if not guard.is_loopback(host):
            raise ValueError("The page can only be bound to 127.0.0.1, ::1 or localhost.")
        self.inbox = inbox
        self.clock = clock
        self.pictures = pictures
        self.data = data
        """What stands for the data behind the page: another program can ask whether it is its own."""
        self.rooms = Rooms(log, people.ROOMS)
        self.host = host
        self.port = port
        """The port asked for; after the start, the one that was given."""
        self._trouble = trouble
        self._turns = {player: asyncio.Lock() for player in people.CAST}
        self._runner: web.AppRunner | None = None

    # --- the platform -----------------------------------------------------------------------------

    async def start(self) -> None:
        """Read the rooms and open the page. Raises OSError when the port is taken."""
        await self.rooms.open()
        self._runner = web.AppRunner(self.application(), access_log=None, shutdown_timeout=2.0)
        await self._runner.setup()
        try:
            await web.TCPSite(self._runner, self.host, self.port).start()
        except OSError:
            await self.stop()
            raise
        self.port = self._runner.addresses[0][1]

    async def stop(self) -> None:
        """Let running requests finish, end the streams and close."""
        self.rooms.close()
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None

    @property
    def address(self) -> str:
        """What to open in a browser."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"http://{host}:{self.port}/"

    def application(self) -> web.Application:
        """The server without its socket, as tests want it."""
        app = web.Application(
            middlewares=[guard.guard(lambda: self.port, self._trouble)], client_max_size=LIMITS.body_bytes
        )
        app.on_response_prepare.append(guard.dress)
        app.add_routes(Api(self).routes())
        return app

    async def put(self, to: Where, channel: str, message: Message, *, ref: str, key: str) -> Sent:
        """Show a message to a person, or in the channel; a repeated `key` adds nothing, and so does none."""
        return Sent(await self._show(self._room(to, channel), message, ref, key))

    async def find(
        self, to: Where, channel: str, message: Message, *, key: str, since_ms: int
    ) -> tuple[Sent, ...]:
        """The message with this key."""
        ref = self.rooms.keyed(self._room(to, channel), key)
        return (Sent(ref),) if ref else ()

    async def catch_up(self, to: Where, since_ms: int) -> int:
        """Nothing was missed: what was typed waits for its answer."""
        return 0

    @staticmethod
    def _room(to: Where, channel: str) -> str:
        if channel:
            if channel.removeprefix("channel/").removeprefix("#") != people.CHANNEL:
                raise Unreachable("channel_not_found")
            return f"channel/{people.CHANNEL}"
        if to.platform != people.PLATFORM or to.user not in people.CAST:
            raise Unreachable("user_not_found")
        return people.CAST[to.user].room

    # --- what a person does ---------------------------------------------------------------------

    async def said(self, who: people.Player, event: Command | Typed, line: str) -> list[Json]:
        """Keep a typed line in the person's room, take it, and show the answer."""
        return await self._turn(who, event, {"from": who.id, "at": self.clock.now_ms(), "words": line})

    async def did(self, who: people.Player, event: Press | Submit) -> list[Json]:
        """Take a press or a form and show the answer."""
        return await self._turn(who, event, None)

    async def _turn(
        self,
        who: people.Player,
        event: Command | Typed | Press | Submit,
        line: Json | None,
    ) -> list[Json]:
        # One thing at a time for each person, so that answers stand in the order of the questions.
        async with self._turns[who.id]:
            mark = self.rooms.mark()
            kept = await self.rooms.append(who.room, line, f"said/{event.id}") if line else ""
            reply = await self.inbox.take(event)
            if kept and line and reply.secret:
                await self.rooms.replace(kept, {**line, "words": NOT_KEPT})
            for index, put in enumerate(reply.puts):
                await self._answer(who, event.id, index, put)
            return self.rooms.messages(who.room, mark)

    async def _answer(self, who: people.Player, event: str, index: int, put: Put) -> None:
        # Of a retry only what has not been shown yet is added: the slot names it, else its place.
        part = f"{put.slot.name}/{put.slot.sequence}" if put.slot else str(index)
        key = (put.slot.key if put.slot else "") or f"reply/{event}/{part}"
        key = "" if put.redraws else key
        ref = await self._show(who.room, put.message, put.ref, key, renew=True)
        if put.slot is None:
            return
        try:
            await self.inbox.shown(put.slot, ref)
        except Exception as fault:  # it is shown; without the confirmation it is merely put once more
            logger.warning("could not confirm what was shown: %s", type(fault).__name__)

    async def _show(self, room: str, message: Message, ref: str, key: str, *, renew: bool = False) -> str:
        entry: Json = {"from": "fivefold", "at": self.clock.now_ms(), **render.message(message)}
        if ref and await self.rooms.replace(ref, entry):
            return ref
        return await self.rooms.append(room, entry, key, renew=renew) if key else ref
