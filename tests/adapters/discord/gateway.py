"""The live connection of the fake Discord: hello, identify, heartbeats, resume and its faults."""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from aiohttp import WSMsgType, web

from tests.adapters.discord.payloads import APPLICATION, BOT, guild_of, user_of

if TYPE_CHECKING:
    from tests.adapters.discord.fake import FakeDiscord

Json = dict[str, Any]


class Gateway:
    """One session at a time; events sent while nobody is connected are told on a resume."""

    def __init__(self, fake: FakeDiscord) -> None:
        self._fake = fake
        self.guilds: dict[str, dict[str, str]] = {}
        self.sequence = 0
        self.session = 0
        self.identified: list[Json] = []
        self.resumed = 0
        self.heartbeat_ms = 20_000
        self.heartbeats = 0
        self.acknowledges = True
        """Whether a heartbeat is answered; a connection that died on the way takes everything in silence."""
        self.shards = 1
        """How many connections Discord wants a bot to hold."""
        self._others: dict[int, tuple[web.WebSocketResponse, Iterator[int]]] = {}
        """The connections of all shards but the first."""
        self.refuse = 0
        """How many connections are refused with a 500."""
        self.resume_works = True
        self.resume_url = ""
        self._socket: web.WebSocketResponse | None = None
        self._sent: list[Json] = []
        self.ready = asyncio.Event()

    @property
    def channels(self) -> set[str]:
        """The text channels of every server."""
        return {channel for channels in self.guilds.values() for channel in channels}

    async def connect(self, request: web.Request) -> web.StreamResponse:
        if self.refuse:
            self.refuse -= 1
            return web.Response(status=500)
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        await socket.send_json(
            {"op": 10, "d": {"heartbeat_interval": self.heartbeat_ms}, "s": None, "t": None}
        )
        async for message in socket:
            if message.type is not WSMsgType.TEXT:
                break
            await self._heard(socket, json.loads(message.data))
        if self._socket is socket:
            self._socket = None
            self.ready.clear()
        return socket

    async def _heard(self, socket: web.WebSocketResponse, data: Json) -> None:
        match data["op"]:
            case 1:
                self.heartbeats += 1
                if self.acknowledges:
                    await socket.send_json({"op": 11, "d": None})
            case 2:
                await self._identify(socket, data["d"])
            case 6:
                await self._resume(socket, data["d"])

    async def _identify(self, socket: web.WebSocketResponse, data: Json) -> None:
        self.identified.append(data)
        shard = (data.get("shard") or [0, 1])[0]
        if shard:
            self._others[shard] = socket, itertools.count(1)
            await self._begin(shard)
            return
        self.session += 1
        self.sequence, self._sent = 0, []
        self._socket = socket
        await self._begin(0)
        self.ready.set()

    async def _begin(self, shard: int) -> None:
        await self.say_ready(shard)
        for id, channels in self.guilds.items():
            if self.shard_of(id) == shard:
                await self.send("GUILD_CREATE", guild_of(id, f"Server {id}", channels), shard)

    def shard_of(self, guild: str) -> int:
        """The connection that is told of a server; direct messages come on the first."""
        return (int(guild) >> 22) % self.shards if guild else 0

    async def say_ready(self, shard: int = 0) -> None:
        """The first event of a session; Discord may send it again."""
        guilds = [{"id": id, "unavailable": True} for id in self.guilds if self.shard_of(id) == shard]
        await self.send("READY", {
            "v": 10, "user": user_of(BOT, "Fivefold", bot=True), "guilds": guilds, "private_channels": [],
            "session_id": f"session-{self.session}", "session_type": "normal",
            "resume_gateway_url": self.resume_url or self._fake.gateway_url,
            "application": {"id": APPLICATION, "flags": 0}, "shard": [shard, self.shards],
        }, shard)  # fmt: skip

    async def _resume(self, socket: web.WebSocketResponse, data: Json) -> None:
        if not self.resume_works or data["session_id"] != f"session-{self.session}":
            await socket.send_json({"op": 9, "d": False})
            return
        self.resumed += 1
        self._socket = socket
        for event in [event for event in self._sent if event["s"] > (data["seq"] or 0)]:
            await socket.send_json(event)
        await self.send("RESUMED", {})
        self.ready.set()

    async def send(self, event: str, data: Any, shard: int | None = None) -> None:
        """Tell something; kept for a resume when nobody is there."""
        where = self.shard_of(str(data.get("guild_id") or "")) if shard is None else shard
        if where:
            socket, numbers = self._others[where]
            await socket.send_json({"op": 0, "t": event, "s": next(numbers), "d": data})
            return
        self.sequence += 1
        whole = {"op": 0, "t": event, "s": self.sequence, "d": data}
        self._sent.append(whole)
        if self._socket is not None and not self._socket.closed:
            with contextlib.suppress(ConnectionError):  # whoever listened has just died
                await self._socket.send_json(whole)

    async def ask_to_reconnect(self) -> None:
        """Op 7: come back and resume."""
        await self._tell({"op": 7, "d": None})

    async def invalidate(self) -> None:
        """Op 9: the session is over."""
        await self._tell({"op": 9, "d": False})

    async def drop(self, code: int = 1011) -> None:
        """Cut the connection."""
        socket, self._socket = self._socket, None
        self.ready.clear()
        if socket is not None:
            await socket.close(code=code)

    async def _tell(self, data: Json) -> None:
        self.ready.clear()
        if self._socket is not None:
            await self._socket.send_json(data)
