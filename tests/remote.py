"""The workspace of a started process, as players find it: its API, its stream, kill -9 in between."""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

import aiohttp
from sqlalchemy import text

from storage.channel import engine_for
from tests.process import Process

PEOPLE = ("rita", "joy")
CALM_SECONDS = 0.04
"""So long after an act whatever it causes for others has arrived."""


def minute_passes(url: str) -> None:
    """What was being sent when the process died is looked at again a minute later: nobody here has one."""
    engine = engine_for(url)
    with engine.begin() as connection:
        connection.execute(text("UPDATE letter SET next_ms = 0 WHERE state = 'waiting'"))
        connection.execute(text("UPDATE seat SET put_at_ms = 1 WHERE put_at_ms > 0"))
        connection.execute(text("UPDATE attempt SET until_ms = 0"))
        connection.execute(text("UPDATE lease SET until_ms = 0"))
    engine.dispose()


class Remote:
    """A `bot.demo.player.Place` over HTTP. At some acts the process is killed while it takes them."""

    def __init__(self, process: Process, url: str, kill_at: Sequence[int] = ()) -> None:
        self.process = process
        self._url = url
        self.kills = 0
        self._kill_at = set(kill_at)
        self._acts = itertools.count(1)
        self._now_ms = 0
        self._new: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
        self._reading: asyncio.Task[None] | None = None

    async def open(self) -> None:
        """Read what stands there, then follow what changes."""
        position = ""
        for who in PEOPLE:
            state = await self.process.state(who)
            self._new[who] += state["messages"]
            self._now_ms, position = state["time"]["now"], state["event"]
        self._reading = asyncio.create_task(self._follow(position))

    async def close(self) -> None:
        if self._reading is not None:
            self._reading.cancel()
            with contextlib.suppress(asyncio.CancelledError, aiohttp.ClientError):
                await self._reading

    async def _follow(self, position: str) -> None:
        timeout = aiohttp.ClientTimeout(total=None)
        address = f"{self.process.address}/api/events?after={position}"
        async with (
            aiohttp.ClientSession(timeout=timeout, read_bufsize=2**22) as session,
            session.get(address) as stream,
        ):
            kind = ""
            with contextlib.suppress(aiohttp.ClientError):  # the process was killed
                async for raw in stream.content:
                    name, _, value = raw.decode().rstrip("\n").partition(": ")
                    if name == "event":
                        kind = value
                    elif name == "data" and kind == "message":
                        change = json.loads(value)
                        self._new[change["room"].removeprefix("dm/")].append(change["message"])

    # --- as a place -------------------------------------------------------------------------------

    def now_ms(self) -> int:
        return self._now_ms

    async def changed(self, who: str) -> Sequence[Mapping[str, Any]]:
        found, self._new[who] = self._new[who], []
        return found

    async def calm(self) -> None:
        """Wait for what is on its way to others."""
        await asyncio.sleep(CALM_SECONDS)

    async def say(self, who: str, words: str) -> None:
        await self._do("/api/say", who, words=words)

    async def press(self, who: str, control: str, picked: tuple[str, ...] = ()) -> None:
        await self._do("/api/press", who, control=control, picked=picked)

    async def submit(self, who: str, control: str, values: Mapping[str, Any]) -> None:
        await self._do("/api/submit", who, control=control, values=values)

    async def next(self) -> bool:
        """Move the clock to the next thing due; whether there was one."""
        answer = await self.process.forward(to="next")
        self._now_ms = answer["time"]["now"]
        for room, messages in answer["rooms"].items():
            self._new[room.removeprefix("dm/")] += messages
        return bool(answer["moved"])

    async def _do(self, path: str, who: str, **body: Any) -> None:
        number = next(self._acts)
        body |= {"person": who, "id": f"act-{number}"}
        killed = number in self._kill_at
        if killed:
            await self._cut_off(path, body)
        answer = await self.process.call("POST", path, **body)
        self._now_ms = answer["time"]["now"]
        self._new[who] += answer["messages"]
        if killed:
            await self._look_what_waits()

    async def _look_what_waits(self) -> None:
        """What was on its way when it was killed is put again a minute later: nobody here has a minute."""
        for who in PEOPLE:
            shown = await self.process.call("POST", "/api/say", person=who, words="/fivefold next")
            controls = [c for message in shown["messages"] for c in message.get("controls", ())]
            for control in [c["id"] for c in controls if c["id"].endswith(":open")]:
                answer = await self.process.call("POST", "/api/press", person=who, control=control)
                self._new[who] += answer["messages"]

    async def _cut_off(self, path: str, body: Mapping[str, Any]) -> None:
        """Kill the process while it takes an act, and start it again. What was sent is sent again."""
        self.kills += 1
        taking = asyncio.create_task(self.process.call("POST", path, **body))
        await asyncio.sleep(0.002 * self.kills)
        await self.close()
        await self.process.kill()
        minute_passes(self._url)
        with contextlib.suppress(Exception):
            await taking
        await self.process.start()
        await self.open()
