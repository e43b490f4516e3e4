"""The page's files and its JSON API; docs/browser-api.md describes it for scripts."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from aiohttp import web

from adapters.browser import read, render
from adapters.browser.clock import days_later
from adapters.browser.limits import LIMITS
from adapters.browser.people import CAST, CHANNEL, CLOCK_KEEPER, ROOMS, Player, handles, mark_mentions
from adapters.browser.rooms import Json
from bot.engine.measured import clean

if TYPE_CHECKING:
    from adapters.browser.app import BrowserAdapter

PAGE = Path(__file__).parent / "page"
RETRY_MS = 500
"""A page whose stream broke tries again this soon."""

MOST_QUIET_STEPS = 60
"""Due instants without a message that "to the next thing due" passes over, at most."""


class Api:
    """One handler for each route."""

    def __init__(self, browser: BrowserAdapter) -> None:
        self._browser = browser
        self._rooms = browser.rooms
        self._files = frozenset(path.name for path in PAGE.iterdir())
        self._moving = asyncio.Lock()

    def routes(self) -> list[web.RouteDef]:
        return [
            web.get("/", self.page),
            web.get("/page/{name}", self.file),
            web.get("/pictures/{name:.+}", self.picture),
            web.get("/healthz", self.health),
            web.get("/api/state", self.state),
            web.get("/api/suggest", self.suggest),
            web.get("/api/waiting", self.waiting),
            web.get("/api/events", self.events),
            web.post("/api/say", self.say),
            web.post("/api/press", self.press),
            web.post("/api/submit", self.submit),
            web.post("/api/clock", self.clock),
        ]

    # --- files ------------------------------------------------------------------------------------

    async def page(self, request: web.Request) -> web.FileResponse:
        return web.FileResponse(PAGE / "index.html")

    async def file(self, request: web.Request) -> web.FileResponse:
        name = request.match_info["name"]
        if name not in self._files:
            raise web.HTTPNotFound
        return web.FileResponse(PAGE / name)

    async def picture(self, request: web.Request) -> web.Response:
        pictures = self._browser.pictures
        image = await pictures(request.match_info["name"]) if pictures is not None else None
        if image is None:
            raise web.HTTPNotFound
        drawn = "image/svg+xml" if image.startswith(b"<svg") else "image/png"
        return web.Response(body=image, content_type=drawn)

    async def health(self, request: web.Request) -> web.Response:
        return web.json_response({"ok": True, "data": self._browser.data})

    # --- looking ------------------------------------------------------------------------------------

    async def state(self, request: web.Request) -> web.Response:
        """One person's messages and open prompts; without a person, the whole workspace."""
        await self._rooms.look_again()
        if "person" not in request.query:
            return web.json_response(self._workspace())
        who = read.player(request.query["person"])
        messages = self._rooms.messages(who.room)
        return web.json_response(
            {
                "person": _person(who),
                "time": self._time(),
                "messages": messages,
                "open": [
                    {"message": message["number"], **control}
                    for message in messages
                    for control in message.get("controls", ())
                ],
                "channel": self._rooms.messages(f"channel/{CHANNEL}"),
                "event": self._rooms.position(),
            }
        )

    def _workspace(self) -> Json:
        return {
            "people": [_person(player) for player in CAST.values()],
            "channel": CHANNEL,
            "time": self._time(),
            "rooms": {room: self._rooms.messages(room) for room in ROOMS},
            "pictures": self._browser.pictures is not None,
            "limits": {"searchable_above": LIMITS.searchable_above},
            "event": self._rooms.position(),
        }

    async def suggest(self, request: web.Request) -> web.Response:
        """Completions for a command; a last word beginning with @ is completed to a person."""
        who = read.player(request.query.get("person"))
        typed = clean(request.query.get("words", ""))
        found = await self._browser.inbox.suggest(who.where, mark_mentions(typed))
        offered = [
            {"label": handles(each.label), "value": handles(each.value), "note": each.note} for each in found
        ]
        start, at, name = typed.rpartition("@")
        if at and not (start and start[-1].isalnum()) and " " not in name:
            values = {each["value"] for each in offered}
            for player in CAST.values():
                value = f"{start}@{player.id}"
                if player.id.startswith(name.lower()) and not values & {value, f"@{player.id}"}:
                    offered.append({"label": f"@{player.id}", "value": value, "note": player.name})
        return web.json_response({"suggestions": offered})

    async def waiting(self, request: web.Request) -> web.Response:
        who = read.player(request.query.get("person"))
        return web.json_response({"message": render.message(await self._browser.inbox.waiting(who.where))})

    async def events(self, request: web.Request) -> web.StreamResponse:
        """Server-sent events: everything after the position the page stood at."""
        position = request.headers.get("Last-Event-ID") or request.query.get("after", "")
        stream = web.StreamResponse(
            headers={"Content-Type": "text/event-stream", "Cache-Control": "no-store"}
        )
        try:
            await stream.prepare(request)
            await stream.write(f"retry: {RETRY_MS}\n\n".encode())
            async for change in self._rooms.watch(position):
                if change is None:
                    await stream.write(b": alive\n\n")
                    continue
                at = self._rooms.position(change.number)
                text = f"id: {at}\nevent: {change.kind}\ndata: {json.dumps(change.data)}\n\n"
                await stream.write(text.encode())
        except ConnectionResetError:
            pass
        return stream

    # --- doing ------------------------------------------------------------------------------------

    async def say(self, request: web.Request) -> web.Response:
        data = read.body(await request.read())
        who = read.player(data.get("person"))
        event = read.say(who, data, self._browser.clock.real_ms())
        line = clean(data["words"]).strip()
        return self._shown(await self._browser.said(who, event, line))

    async def press(self, request: web.Request) -> web.Response:
        data = read.body(await request.read())
        who = read.player(data.get("person"))
        return self._shown(await self._browser.did(who, read.press(who, data, self._browser.clock.real_ms())))

    async def submit(self, request: web.Request) -> web.Response:
        data = read.body(await request.read())
        who = read.player(data.get("person"))
        return self._shown(
            await self._browser.did(who, read.submit(who, data, self._browser.clock.real_ms()))
        )

    def _shown(self, messages: list[Json]) -> web.Response:
        return web.json_response({"messages": messages, "time": self._time()})

    async def clock(self, request: web.Request) -> web.Response:
        """Move people's time; answers when everything due on the way has happened."""
        days = read.days(read.body(await request.read()))
        if self._moving.locked():
            raise read.Unreadable("The clock is moving already; wait until it stands.", 409)
        async with self._moving:
            clock, mark, start = self._browser.clock, self._rooms.mark(), self._browser.clock.now_ms()
            target = days_later(start, days, CLOCK_KEEPER.zone) if days else await clock.next_due()
            moved = target is not None

            def progress(reached: int, aim: int) -> None:
                self._rooms.publish("moving", {"from": start, "reached": reached, "aim": aim})

            try:
                for _ in range(1 if days else MOST_QUIET_STEPS):
                    if target is None:
                        break
                    progress(start, max(start, target))
                    await clock.forward_to(max(start, target), progress)
                    if days or any(self._rooms.messages(room, mark) for room in ROOMS):
                        break
                    # What was due showed nothing to anybody: go on to what does.
                    target = await clock.next_due()
            finally:
                self._rooms.publish("clock", self._time())
                await self._rooms.look_again()
        changed = {room: self._rooms.messages(room, mark) for room in ROOMS}
        return web.json_response(
            {
                "time": self._time(),
                "moved": moved,
                "rooms": {room: new for room, new in changed.items() if new},
            }
        )

    def _time(self) -> Mapping[str, Any]:
        return {"now": self._browser.clock.now_ms()}


def _person(player: Player) -> Json:
    return {**player._asdict(), "room": player.room}
