"""A stand-in for Slack: its Web API, its sockets and its signed requests, as far as we use them.

It is strict where Slack is: triggers expire and work once, tokens are looked at, a method that only
reads takes no JSON, an answer that does not come in three seconds is an error.
"""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import itertools
import json
import time
from collections import defaultdict
from collections.abc import Callable
from typing import Any, NamedTuple
from urllib.parse import urlencode

import aiohttp
from aiohttp import WSMsgType, web

from tests.adapters.slack.fake_methods import APP, BOT_USER, TEAM, Methods

Json = dict[str, Any]

TOKEN, APP_TOKEN, SECRET = "xoxb-test", "xapp-test", "signing-secret"
READS = {"users.info", "conversations.history", "conversations.info"}


class Call(NamedTuple):
    """One call of the Web API."""

    method: str
    args: Json
    token: str


class NotAcknowledged(Exception):
    """Slack would show an error to the person, or send the event again."""


class Fault(NamedTuple):
    """What a call meets instead of its answer."""

    status: int = 200
    error: str = ""
    retry_after: int = 0
    cut: bool = False
    """Take the call, then break the connection before answering."""
    slow: float = 0


class Slack(Methods):
    """The server. `start` it, point the adapter at `api_url`, act through `send` and the persons."""

    def __init__(self) -> None:
        self.calls: list[Call] = []
        self.posted: dict[str, dict[str, Json]] = defaultdict(dict)
        """Channel -> timestamp -> message, as it stands now."""
        self.changes: list[tuple[str, str]] = []
        """Channel and timestamp of every message that was posted or edited, in order."""
        self.payloads: list[tuple[str, Any]] = []
        self.wrong: list[str] = []
        """Calls that the real one would not have taken."""
        """Everything that was shown, with its kind: blocks, modal or home."""
        self.ephemeral: list[Json] = []
        self.views: dict[str, Json] = {}
        self.open_view: dict[str, str] = {}
        self.homes: dict[str, Json] = {}
        self.files: dict[str, Json] = {}
        self.faults: dict[str, list[Fault]] = defaultdict(list)
        self.tokens = {TOKEN: TEAM}
        self.refreshes: dict[str, str] = {}
        """Refresh token -> workspace, while it is unused."""
        self.triggers: dict[str, tuple[str, float]] = {}
        self.trigger_seconds = 3.0
        self.patience = 3.0
        """How long an answer is waited for."""
        self.scopes = (
            "app_mentions:read,channels:read,chat:write,commands,files:write,groups:read,"
            "im:history,im:write,users:read"
        )
        self.joined: set[str] = set()
        """The channels into which somebody has invited the bot."""
        self.sockets: list[web.WebSocketResponse] = []
        self.opened_sockets = 0
        self.listened = asyncio.Event()
        """Set while a socket is open."""
        self.refuse_sockets = False
        self.app_token = APP_TOKEN
        self.socket_mode = True
        self.deaf = False
        """Sockets look open and carry nothing."""
        self.url = ""
        """Where signed requests go; empty in Socket Mode."""
        self.ack_seconds: list[float] = []
        self._waiting: dict[str, asyncio.Future[Json]] = {}
        self._numbers = itertools.count(1)
        self._stamps = itertools.count(1)
        self._runner: web.AppRunner | None = None
        self._http: aiohttp.ClientSession | None = None
        self.port = 0

    # --- the server ---------------------------------------------------------------------------------

    async def start(self) -> None:
        app = web.Application(client_max_size=2**24)
        app.router.add_post("/api/{method}", self._api)
        app.router.add_get("/socket", self._socket)
        app.router.add_post("/hook/{user}", self._hook)
        app.router.add_post("/upload/{file}", self._uploaded)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.5)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        self.port = self._runner.addresses[0][1]
        self._http = aiohttp.ClientSession()

    async def stop(self) -> None:
        for socket in self.sockets:
            await socket.close()
        if self._http is not None:
            await self._http.close()
        if self._runner is not None:
            await self._runner.cleanup()

    @property
    def api_url(self) -> str:
        return f"http://127.0.0.1:{self.port}/api/"

    def count(self, method: str) -> int:
        return sum(call.method == method for call in self.calls)

    async def _api(self, request: web.Request) -> web.StreamResponse:
        method = request.match_info["method"]
        token = request.headers.get("Authorization", "").removeprefix("Bearer ")
        if request.content_type == "application/json":
            if method in READS:
                return web.json_response({"ok": False, "error": "invalid_arguments"})
            args = await request.json()
        else:
            args = {**request.query, **dict(await request.post())}
        self.calls.append(Call(method, args, token))
        fault = self.faults[method].pop(0) if self.faults[method] else Fault()
        if fault.slow:
            await asyncio.sleep(fault.slow)
        if fault.status == 429:
            return web.json_response(
                {"ok": False, "error": "ratelimited"},
                status=429,
                headers={"Retry-After": str(fault.retry_after)},
            )
        if fault.error or fault.status != 200:
            return web.json_response({"ok": False, "error": fault.error}, status=fault.status)
        answer = self._answer(method, args, token)
        if fault.cut and request.transport is not None:  # whoever asked may be dead by now
            request.transport.close()
        return web.json_response(answer, headers={"x-oauth-scopes": self.scopes})

    def _answer(self, method: str, args: Json, token: str) -> Json:
        if method == "apps.connections.open":
            if token != self.app_token or self.refuse_sockets:
                return {"ok": False, "error": "invalid_auth"}
            if not self.socket_mode:
                return {"ok": False, "error": "socket_mode_not_enabled"}
            return {"ok": True, "url": f"ws://127.0.0.1:{self.port}/socket?ticket={next(self._numbers)}"}
        if method == "oauth.v2.access":
            return self._exchange(args)
        if token not in self.tokens:
            return {"ok": False, "error": "token_revoked" if token else "not_authed"}
        handler: Callable[[Json], Json] | None = getattr(self, "_do_" + method.replace(".", "_"), None)
        if handler is None:
            return {"ok": False, "error": "unknown_method"}
        try:
            found = handler(args)
        except AssertionError:
            self.wrong.append(f"{method}: {args}")
            raise
        return {"ok": "error" not in found, **found}

    def _exchange(self, args: Json) -> Json:
        if args.get("grant_type") == "refresh_token":
            return self._renew(args["refresh_token"])
        if args.get("code") != "good-code":
            return {"ok": False, "error": "invalid_code"}
        team = f"T{len(self.tokens)}"
        token = f"xoxb-{team}-{next(self._numbers)}"
        self.tokens[token] = team
        return {
            "ok": True, "access_token": token, "token_type": "bot", "scope": "commands",
            "bot_user_id": BOT_USER,
            "app_id": APP, "team": {"name": "Other", "id": team}, "enterprise": None,
            "authed_user": {"id": "URITA"}, "is_enterprise_install": False,
        }  # fmt: skip

    def _renew(self, refresh: str) -> Json:
        team = self.refreshes.pop(refresh, "")  # it works once
        if not team:
            return {"ok": False, "error": "invalid_refresh_token"}
        number = next(self._numbers)
        token, again = f"xoxe.xoxb-{number}", f"xoxe-{number}"
        self.tokens[token] = team
        self.refreshes[again] = team
        return {
            "ok": True, "access_token": token, "refresh_token": again, "expires_in": 43_200,
            "token_type": "bot", "bot_user_id": BOT_USER, "team": {"id": team},
        }  # fmt: skip

    async def _uploaded(self, request: web.Request) -> web.Response:
        self.files[request.match_info["file"]]["data"] = await request.read()
        return web.Response(text="OK")

    async def _hook(self, request: web.Request) -> web.Response:
        body = await request.json()
        if self.faults["hook"]:
            fault = self.faults["hook"].pop(0)
            return web.Response(status=fault.status, text=fault.error)
        assert body.get("response_type", "ephemeral") == "ephemeral"
        if "blocks" in body:
            self.payloads.append(("blocks", body["blocks"]))
        self.ephemeral.append({**body, "user": request.match_info["user"]})
        return web.Response(text="ok")

    # --- sockets ------------------------------------------------------------------------------------

    async def _socket(self, request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse(autoping=not self.deaf)
        await socket.prepare(request)
        self.sockets.append(socket)
        self.opened_sockets += 1
        self.listened.set()
        await socket.send_json({"type": "hello", "num_connections": 1})
        try:
            async for message in socket:
                if message.type == WSMsgType.TEXT and not self.deaf:
                    answer = json.loads(message.data)
                    waiting = self._waiting.pop(answer["envelope_id"], None)
                    if waiting is not None and not waiting.done():
                        waiting.set_result(answer.get("payload") or {})
        finally:
            self.sockets.remove(socket)
            if not self.sockets:
                self.listened.clear()
        return socket

    async def disconnect(self, reason: str = "refresh_requested") -> None:
        """Tell every socket that its time is over."""
        for socket in list(self.sockets):
            await socket.send_json({"type": "disconnect", "reason": reason})

    # --- what Slack tells us ------------------------------------------------------------------------

    async def send(self, kind: str, payload: Json, *, retry: int = 0) -> Json:
        """Tell the app something, and its answer. `kind`: events_api, slash_commands or interactive.

        Raises:
            NotAcknowledged: no good answer within three seconds.
        """
        begun = time.monotonic()
        try:
            async with asyncio.timeout(self.patience):
                answer = await (
                    self._request(kind, payload, retry) if self.url else self._frame(kind, payload, retry)
                )
        except TimeoutError:
            raise NotAcknowledged("three seconds") from None
        self.ack_seconds.append(time.monotonic() - begun)
        return answer

    async def _frame(self, kind: str, payload: Json, retry: int) -> Json:
        await self.listened.wait()
        envelope = f"e{next(self._numbers)}"
        answer: asyncio.Future[Json] = asyncio.get_running_loop().create_future()
        self._waiting[envelope] = answer
        frame = {"type": kind, "envelope_id": envelope, "payload": payload, "accepts_response_payload": True}
        if retry:
            frame |= {"retry_attempt": retry, "retry_reason": "timeout"}
        await self.sockets[-1].send_json(frame)
        return await answer

    async def _request(self, kind: str, payload: Json, retry: int) -> Json:
        body, content = json.dumps(payload), "application/json"
        if kind == "slash_commands":
            body, content = urlencode(payload), "application/x-www-form-urlencoded"
        elif kind == "interactive":
            body, content = urlencode({"payload": body}), "application/x-www-form-urlencoded"
        status, text = await self.signed(body, content, retry=retry)
        if status != 200:
            raise NotAcknowledged(f"{status} {text}")
        return dict(json.loads(text)) if text.startswith("{") else {}

    async def signed(
        self, body: str, content: str, *, age: int = 0, secret: str = SECRET, retry: int = 0
    ) -> tuple[int, str]:
        """Send a signed request, perhaps an old one or one with another's signature."""
        at = str(int(time.time()) - age)
        sign = hmac.new(secret.encode(), f"v0:{at}:{body}".encode(), hashlib.sha256).hexdigest()
        headers = {
            "Content-Type": content,
            "X-Slack-Request-Timestamp": at,
            "X-Slack-Signature": f"v0={sign}",
        }
        if retry:
            headers |= {"X-Slack-Retry-Num": str(retry), "X-Slack-Retry-Reason": "http_timeout"}
        assert self._http is not None
        async with self._http.post(self.url, data=body.encode(), headers=headers) as answer:
            return answer.status, await answer.text()

    async def event(self, event: Json, *, id: str = "", retry: int = 0, team: str = TEAM) -> None:
        """Tell of an event."""
        body = {
            "token": "x", "team_id": team, "api_app_id": APP, "type": "event_callback", "event": event,
            "event_id": id or f"Ev{next(self._numbers)}", "event_time": int(time.time()),
            "authorizations": [{"team_id": team, "user_id": BOT_USER, "is_bot": True, "enterprise_id": None,
                                "is_enterprise_install": False}],
        }  # fmt: skip
        await self.send("events_api", body, retry=retry)

    def trigger(self, user: str) -> str:
        id = f"{next(self._numbers)}.trigger"
        self.triggers[id] = (user, time.monotonic() + self.trigger_seconds)
        return id

    def hook(self, user: str) -> str:
        return f"http://127.0.0.1:{self.port}/hook/{user}"
