"""A Discord of our own: its gateway, its REST routes, its clocks and its refusals."""

from __future__ import annotations

import asyncio
import itertools
import json
import re
import time
from typing import Any

from aiohttp import web

from tests.adapters.discord import judge
from tests.adapters.discord.gateway import Gateway
from tests.adapters.discord.interactions import Interaction, Interactions, as_json
from tests.adapters.discord.payloads import APPLICATION, BOT, EPOCH, channel_of, public, user_of

Json = dict[str, Any]


class FakeDiscord(Interactions):
    """Everything that the bot can reach. What people see is in `messages`, by channel."""

    def __init__(self) -> None:
        self.gateway = Gateway(self)
        self.users: dict[str, Json] = {}
        self.direct: dict[str, str] = {}
        self.closed: dict[str, int] = {}
        """Users who cannot be written to, and the code that says so."""
        self.too_fast = 403
        """The status of 40003; seen with either."""
        self.messages: dict[str, dict[str, Json]] = {}
        self.changes: list[tuple[str, str]] = []
        """Channel and message of everything that the bot showed or edited, in order."""
        self.nonces: dict[tuple[str, str], str] = {}
        self.interactions: dict[str, Interaction] = {}
        self.commands: list[Json] = []
        self.registrations = 0
        self.members: set[tuple[str, str]] = set()
        self.requests: list[tuple[str, str, Any]] = []
        self.refused: list[str] = []
        """What was wrong with bodies: a sound adapter leaves it empty."""
        self.failures: list[tuple[re.Pattern[str], int, Json, dict[str, str], bool]] = []
        self.threads: dict[str, tuple[str, str, str]] = {}
        """Threads by id: server, channel and name."""
        self.private: dict[str, set[str]] = {}
        """Who is in those of them that are private."""
        self.overwrites: dict[str, list[Json]] = {}
        self.given = "117760"
        """What the bot may do in each server: all it asks for, but writing in threads."""
        self.role = "274878024704"
        """What the bot's own role allows."""
        self.token = "good.to.go"
        self.token_fine = True
        self.starts_left = 999
        self.slow = 0.0
        self.slow_at = ""
        """Of which `METHOD path`; all of them when it is empty."""
        self.now = time.time
        self._ids = itertools.count(1)
        self._runner: web.AppRunner | None = None
        self.port = 0

    # --- running ------------------------------------------------------------------------------------

    async def start(self) -> None:
        app = web.Application()
        app.router.add_get("/gateway", self.gateway.connect)
        app.router.add_get("/gateway/", self.gateway.connect)
        app.router.add_route("*", "/api/v10/{path:.*}", self._request)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.2)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        self.port = self._runner.addresses[0][1]

    async def stop(self) -> None:
        await self.gateway.drop()
        if self._runner is not None:
            await self._runner.cleanup()

    @property
    def api_url(self) -> str:
        return f"http://127.0.0.1:{self.port}/api/v10"

    @property
    def gateway_url(self) -> str:
        return f"ws://127.0.0.1:{self.port}/gateway"

    def new_id(self) -> str:
        """A snowflake of this moment; no two are the same."""
        return str((round(self.now() * 1000) - EPOCH) << 22 | next(self._ids) & 0x3FFFFF)

    def fail(
        self,
        pattern: str,
        status: int,
        body: Json | None = None,
        *,
        via: bool = True,
        lost: bool = False,
        times: int = 1,
    ) -> None:
        """Refuse the next requests whose `METHOD path` matches. `lost`: take them all the same."""
        headers = {"Via": "1.1 google"} if via else {}
        for _ in range(times):
            self.failures.append((re.compile(pattern), status, body or {}, headers, lost))

    # --- REST ---------------------------------------------------------------------------------------

    async def _request(self, request: web.Request) -> web.StreamResponse:
        path = "/" + request.match_info["path"]
        body = await _body(request)
        self.requests.append((request.method, path, body))
        spoken = f"{request.method} {path}"
        if self.slow and re.search(self.slow_at, spoken):
            await asyncio.sleep(self.slow)
        for index, (pattern, status, answer, headers, lost) in enumerate(self.failures):
            if pattern.search(spoken):
                del self.failures[index]
                if lost:
                    self._answer(request.method, path, body, request.query)
                return as_json(answer, status, headers)
        if request.headers.get("Authorization") != f"Bot {self.token}" or not self.token_fine:
            return as_json({"code": 0, "message": "401: Unauthorized"}, 401)
        if wrong := judge.problems(request.method, path, body, judge.FINE) if body is not None else []:
            self.refused += [f"{spoken}: {each}\n{json.dumps(body)[:2000]}" for each in wrong]
            return as_json({"code": 50035, "message": "Invalid Form Body", "errors": {}}, 400)
        return self._answer(request.method, path, body, request.query)

    def _answer(self, method: str, path: str, body: Any, query: Any) -> web.StreamResponse:
        for pattern, handler in ROUTES:
            if found := re.fullmatch(pattern, f"{method} {path}"):
                answer: web.StreamResponse = getattr(self, handler)(body, query, *found.groups())
                return answer
        return as_json({"code": 0, "message": "404: Not Found"}, 404)

    def _me(self, body: Any, query: Any) -> web.Response:
        return as_json(user_of(BOT, "Fivefold", bot=True))

    def _gateway(self, body: Any, query: Any) -> web.Response:
        starts = {"total": 1000, "remaining": self.starts_left, "reset_after": 300, "max_concurrency": 1}
        shards = self.gateway.shards
        return as_json({"url": self.gateway_url, "shards": shards, "session_start_limit": starts})

    def _application(self, body: Any, query: Any) -> web.Response:
        owner = user_of("4", "Owner")
        return as_json(
            {
                "id": APPLICATION,
                "name": "Fivefold",
                "icon": None,
                "description": "",
                "bot_public": True,
                "bot_require_code_grant": False,
                "verify_key": "",
                "flags": 0,
                "owner": owner,
            }
        )

    def _guilds(self, body: Any, query: Any) -> web.Response:
        return as_json(
            [{"id": id, "name": f"Server {id}", "permissions": self.given} for id in self.gateway.guilds]
        )

    def _channel(self, body: Any, query: Any, channel: str) -> web.Response:
        for guild, channels in self.gateway.guilds.items():
            if channel in channels:
                found = {"id": channel, "type": 0, "name": channels[channel], "guild_id": guild}
                return as_json({**found, "permission_overwrites": self.overwrites.get(channel, [])})
        if channel in self.threads:
            guild, parent, name = self.threads[channel]
            type_ = 12 if channel in self.private else 11
            found = {"id": channel, "type": type_, "name": name, "guild_id": guild, "parent_id": parent}
            return as_json(found)
        for user, direct in self.direct.items():
            if channel == direct:
                return as_json(channel_of(channel, [self.users[user]]))
        return as_json({"code": 10003, "message": "Unknown Channel"}, 404)

    def _roles(self, body: Any, query: Any, guild: str) -> web.Response:
        return as_json([{"id": guild, "permissions": str(1 << 10)}, {"id": "77", "permissions": self.role}])

    def _register(self, body: Any, query: Any, application: str) -> web.Response:
        self.commands, self.registrations = body, self.registrations + 1
        return as_json([{**one, "id": self.new_id()} for one in body])

    def _registered(self, body: Any, query: Any, application: str) -> web.Response:
        return as_json(self.commands)

    def _open(self, body: Any, query: Any) -> web.Response:
        user = str(body["recipient_id"])
        if user not in self.users:
            return as_json({"code": 10013, "message": "Unknown User"}, 404)
        if self.closed.get(user) == 40003:
            body = {"code": 40003, "message": "You are opening direct messages too fast"}
            return as_json(body, self.too_fast, {"Via": "1.1 google"})
        return as_json(channel_of(self.direct_of(user), [self.users[user]]))

    def direct_of(self, user: str) -> str:
        """The channel of somebody's direct messages with the bot."""
        return self.direct.setdefault(user, str(1000 + int(user)))

    def _member(self, body: Any, query: Any, guild: str, user: str) -> web.Response:
        if user == BOT:
            return as_json({"user": user_of(BOT, "Fivefold", bot=True), "roles": ["77"]})
        if (guild, user) not in self.members:
            return as_json({"code": 10007, "message": "Unknown Member"}, 404)
        return as_json({"user": self.users[user], "roles": []})

    def _in_thread(self, body: Any, query: Any, thread: str, user: str) -> web.Response:
        if user not in self.private.get(thread, ()):
            return as_json({"code": 10007, "message": "Unknown Member"}, 404)
        return as_json({"id": thread, "user_id": user})

    def _post(self, body: Any, query: Any, channel: str) -> web.Response:
        owner = next((user for user, direct in self.direct.items() if direct == channel), "")
        if owner in self.closed:
            return as_json({"code": self.closed[owner], "message": "Cannot send messages to this user"}, 403)
        if not owner and channel not in {*self.gateway.channels, *self.threads}:
            return as_json({"code": 10003, "message": "Unknown Channel"}, 404)
        nonce = body.get("nonce")
        if nonce is not None and (channel, nonce) in self.nonces:
            return as_json(public(self.messages[channel][self.nonces[channel, nonce]]))
        message = self.say(channel, BOT, body)
        if nonce is not None:
            self.nonces[channel, nonce] = message["id"]
        return as_json(public(message))

    def say(self, channel: str, author: str, body: Json) -> Json:
        """Keep a message and return it."""
        user = user_of(BOT, "Fivefold", bot=True) if author == BOT else self.users[author]
        message = {"id": self.new_id(), "channel_id": channel, "author": user, "content": "", **body}
        self.messages.setdefault(channel, {})[message["id"]] = message
        if author == BOT:
            self.changes.append((channel, message["id"]))
        return message

    def change(self, channel: str, id: str, body: Json) -> Json:
        """Edit a message."""
        message = self.messages[channel][id]
        message.update(body)
        self.changes.append((channel, id))
        return message

    def _edit(self, body: Any, query: Any, channel: str, id: str) -> web.Response:
        message = self.messages.get(channel, {}).get(id)
        if message is None:
            return as_json({"code": 10008, "message": "Unknown Message"}, 404)
        if message["author"]["id"] != BOT:
            return as_json({"code": 50005, "message": "Cannot edit a message by another user"}, 403)
        return as_json(public(self.change(channel, id, body)))

    def _delete(self, body: Any, query: Any, channel: str, id: str) -> web.StreamResponse:
        if self.messages.get(channel, {}).pop(id, None) is None:
            return as_json({"code": 10008, "message": "Unknown Message"}, 404)
        return web.Response(status=204)

    def _history(self, body: Any, query: Any, channel: str) -> web.Response:
        after = int(query.get("after", 0))
        found = [public(one) for one in self.messages.get(channel, {}).values() if int(one["id"]) > after]
        # The next ones after it, told the newest first.
        nearest = sorted(found, key=lambda one: int(one["id"]))[: int(query.get("limit", 50))]
        return as_json(nearest[::-1])


ROUTES = (
    (r"GET /users/@me", "_me"),
    (r"GET /gateway/bot", "_gateway"),
    (r"GET /oauth2/applications/@me", "_application"),
    (r"PUT /applications/(\d+)/commands", "_register"),
    (r"GET /applications/(\d+)/commands", "_registered"),
    (r"POST /users/@me/channels", "_open"),
    (r"GET /users/@me/guilds", "_guilds"),
    (r"GET /channels/(\d+)", "_channel"),
    (r"GET /guilds/(\d+)/roles", "_roles"),
    (r"GET /guilds/(\d+)/members/(\d+)", "_member"),
    (r"GET /channels/(\d+)/thread-members/(\d+)", "_in_thread"),
    (r"POST /channels/(\d+)/messages", "_post"),
    (r"GET /channels/(\d+)/messages", "_history"),
    (r"PATCH /channels/(\d+)/messages/(\d+)", "_edit"),
    (r"DELETE /channels/(\d+)/messages/(\d+)", "_delete"),
    (r"POST /interactions/(\d+)/([^/]+)/callback", "_callback"),
    (r"POST /webhooks/(\d+)/([^/]+)", "_follow_up"),
    (r"PATCH /webhooks/(\d+)/([^/]+)/messages/@original", "_original"),
)


async def _body(request: web.Request) -> Any:
    if request.content_type == "application/json":
        return await request.json()
    if request.content_type == "multipart/form-data":
        form = await request.post()
        whole = form["payload_json"]
        return json.loads(whole if isinstance(whole, (str, bytes, bytearray)) else "null")
    return None
