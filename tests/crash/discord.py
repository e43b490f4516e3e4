"""Discord with a ledger: slow to take, quick to cut the line, and with books that outlive every child."""

from __future__ import annotations

import asyncio
import random
import time
from typing import Any

from aiohttp import web

from tests.adapters.discord.fake import FakeDiscord
from tests.adapters.discord.interactions import Interaction, as_json
from tests.adapters.discord.payloads import BOT, interaction_of, public, user_of
from tests.adapters.discord.people import parts
from tests.adapters.discord.scripted import TOKEN
from tests.crash.ledger import Deed, Ledger, asks
from tests.crash.wall import Wall
from tests.crash.weather import CALM, Weather

Json = dict[str, Any]

PATIENCE = 3.0


class DiscordLedger(FakeDiscord):
    """One application with as many users as are asked for."""

    platform = "discord"
    scope = ""
    owner = "100"

    def __init__(self, wall: Wall, seed: int, weather: Weather = CALM) -> None:
        super().__init__()
        self.wall = wall
        self.now = wall.seconds
        self.books = Ledger()
        self.chance = random.Random(seed)
        self.weather = weather
        self.busy = 0
        self.users[self.owner] = user_of(self.owner, "Rita Lopes")
        self._deeds: dict[str, Deed] = {}

    def member(self, number: int) -> str:
        user = str(200 + number)
        self.users.setdefault(user, user_of(user, f"Member {number}"))
        return user

    def settings(self) -> dict[str, str]:
        """What a house needs to find it."""
        return {
            "DISCORD_TOKEN": TOKEN, "DISCORD_API_URL": self.api_url, "DISCORD_GATEWAY_URL": self.gateway_url,
        }  # fmt: skip

    @property
    def pulse(self) -> int:
        """Rises with everything that is told in either direction."""
        return len(self.requests) + len(self.books.deeds)

    # --- what it is told -----------------------------------------------------------------------

    async def _request(self, request: web.Request) -> web.StreamResponse:
        self.busy += 1
        try:
            path = request.match_info["path"]
            shows = request.method in ("POST", "PATCH") and "/messages" in path
            kind, seconds = self.weather.draw(self.chance) if shows else ("fine", 0.0)
            self.books.refusals[kind] += 1
            await request.read()
            await asyncio.sleep(seconds)
            if kind == "limited":
                body = {"message": "You are being rate limited.", "retry_after": 0.3, "global": False}
                return as_json(body, 429, {"Via": "1.1 google", "Retry-After": "0.3"})
            if kind == "broken":
                return as_json({"message": "unavailable"}, 503)
            answer = await super()._request(request)
            if kind == "cut" and request.transport is not None:
                request.transport.close()
            return answer
        finally:
            self.busy -= 1

    def say(self, channel: str, author: str, body: Json) -> Json:
        message = super().say(channel, author, body)
        if author == BOT and not body.get("only"):
            controls = " ".join(str(part.get("custom_id", "")) for part in parts(body))
            self.books.post(
                self.wall.ms(), channel, str(body.get("nonce", "")), str(body.get("content", "")), controls
            )
        return message

    def _callback(self, body: Any, query: Any, id: str, token: str) -> web.StreamResponse:
        before = self.interactions.get(id)
        answered = bool(before and before.answers)
        told = super()._callback(body, query, id, token)
        known = self.interactions.get(id)
        # A deferral only says "wait": what was done is promised by an answer that shows it.
        if known and known.answers and not answered:
            self.books.ack_seconds.append(known.took)
            if body["type"] in (4, 7):
                self.books.promised.append(self._deeds[id])
        return told

    # --- what people do ---------------------------------------------------------------------------

    def channel_of(self, user: str) -> str:
        return self.direct_of(user)

    def page(self, user: str) -> list[tuple[str, str, Any]]:
        """The buttons of the newest message with any: verb, label, and what pressing them needs."""
        kept = self.messages.get(self.direct_of(user), {})
        for id in sorted(kept, key=int, reverse=True):
            if kept[id].get("only", "") not in ("", user):
                continue
            found = [
                (str(part["custom_id"]).partition(":")[0], str(part.get("label", "")), (kept[id], part))
                for part in parts(kept[id])
                if asks(str(part.get("custom_id", "")))
            ]
            if found:
                return found
        return []

    async def press(self, user: str, handle: Any) -> bool:
        message, part = handle
        channel, id = self.direct_of(user), self.new_id()
        data: Json = {"component_type": 2, "custom_id": part["custom_id"], "id": 1}
        made = Interaction(id, 3, user, channel, message["id"])
        self.interactions[id] = made
        self._deeds[id] = deed = Deed(self.wall.ms(), f"i/{id}", channel, "")
        self.books.deeds.append(deed)
        payload = interaction_of(id, made.token, 3, self.users[user], channel, "", data, message)
        made.at = time.monotonic()
        if not self.gateway.ready.is_set():
            return False  # "the application did not respond"
        for _ in range(self.weather.repeats + 1):
            await self.gateway.send("INTERACTION_CREATE", payload)
        until = time.monotonic() + PATIENCE
        while not made.answers and self.gateway.ready.is_set() and time.monotonic() < until:
            await asyncio.sleep(0.005)
        return bool(made.answers)

    def write(self, user: str, words: str) -> Json:
        """Something typed stands in the channel for good: it may never be lost, whoever hears of it."""
        message = self.say(self.direct_of(user), user, {"content": words})
        deed = Deed(self.wall.ms(), f"m/{message['id']}", self.direct_of(user), words)
        self.books.deeds.append(deed)
        self.books.promised.append(deed)
        return message

    async def tell(self, message: Json, retry: int = 0) -> bool:
        """Tell of what was typed. Discord tells once; what is missed is read in the channel."""
        if not retry and self.chance.random() >= self.weather.dropped:
            for _ in range(self.weather.repeats + 1):
                await self.gateway.send("MESSAGE_CREATE", public(message))
        return True
