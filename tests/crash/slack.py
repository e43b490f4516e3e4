"""Slack with a ledger: slow to take, quick to cut the line, and with books that outlive every child."""

from __future__ import annotations

import asyncio
import contextlib
import random
import time
from typing import Any

from aiohttp import web

from tests.adapters.slack.fake import APP_TOKEN, TOKEN, Fault, NotAcknowledged, Slack
from tests.adapters.slack.fake_methods import APP, BOT_USER, TEAM
from tests.adapters.slack.judge import texts
from tests.adapters.slack.person import filled
from tests.crash.ledger import Deed, Ledger, asks
from tests.crash.wall import Wall
from tests.crash.weather import CALM, Weather

Json = dict[str, Any]

ON_TIME = 2.2
"""A press that takes longer is answered in time for Slack, and promises nothing: people press again."""
SHOWS = ("chat.postMessage", "chat.update")


class SlackLedger(Slack):
    """One workspace with as many members as are asked for."""

    platform = "slack"
    scope = TEAM
    owner = "URITA"

    def __init__(self, wall: Wall, seed: int, weather: Weather = CALM) -> None:
        super().__init__()
        self.wall = wall
        self.books = Ledger()
        self.chance = random.Random(seed)
        self.weather = weather
        self.said: dict[str, list[Json]] = {}
        self.busy = 0
        """Calls that were received and not answered yet: they are finished whoever dies."""
        self._echoes: list[asyncio.Task[None]] = []
        self._carried: dict[str, web.WebSocketResponse] = {}

    @staticmethod
    def member(number: int) -> str:
        return f"U{number:04d}"

    def settings(self) -> dict[str, str]:
        """What a house needs to find it."""
        return {"SLACK_BOT_TOKEN": TOKEN, "SLACK_APP_TOKEN": APP_TOKEN, "SLACK_API_URL": self.api_url}

    @property
    def pulse(self) -> int:
        """Rises with everything that is told in either direction."""
        return len(self.calls) + len(self.books.deeds)

    def stamp(self) -> str:
        return f"{self.wall.ms() // 1000}.{self.wall.ms() % 1000:03d}{next(self._stamps) % 1000:03d}"

    # --- what it is told -----------------------------------------------------------------------

    async def _api(self, request: web.Request) -> web.StreamResponse:
        method = request.match_info["method"]
        self.busy += 1
        try:
            if method in SHOWS:
                self.faults[method].append(self._fault())
            return await super()._api(request)
        finally:
            self.busy -= 1

    def _fault(self) -> Fault:
        kind, seconds = self.weather.draw(self.chance)
        self.books.refusals[kind] += 1
        match kind:
            case "slow":
                return Fault(slow=seconds)
            case "cut":
                return Fault(cut=True, slow=seconds)
            case "limited":
                return Fault(status=429, retry_after=1)
            case "broken":
                return Fault(status=503, error="service_unavailable")
        return Fault()

    def _do_users_info(self, args: Json) -> Json:
        name = "Rita Lopes" if args["user"] == self.owner else f"Member {args['user']}"
        profile = {"real_name": name, "display_name": ""}
        return {
            "user": {"id": args["user"], "name": name, "tz": "UTC", "locale": "en-US", "profile": profile}
        }

    def _do_chat_postMessage(self, args: Json) -> Json:
        if args["channel"].startswith("U"):
            args = {**args, "channel": self.direct(args["channel"])}
        told = super()._do_chat_postMessage(args)
        if "ts" in told:
            key = str(((args.get("metadata") or {}).get("event_payload") or {}).get("key", ""))
            controls = " ".join(
                str(one.get("action_id", "")) for block in args["blocks"] for one in block.get("elements", ())
            )
            self.books.post(self.wall.ms(), args["channel"], key, texts(args["blocks"]), controls)
        return told

    def _do_conversations_history(self, args: Json) -> Json:
        channel = args["channel"]
        oldest, latest = float(args.get("oldest") or 0), float(args.get("latest") or "inf")
        whole = [*self.posted[channel].values(), *self.said.get(channel, ())]
        found = [one for one in whole if oldest <= float(one["ts"]) <= latest]
        found.sort(key=lambda one: -float(one["ts"]))
        return {"messages": found[: int(args.get("limit", 100))], "has_more": False}

    # --- what it tells --------------------------------------------------------------------------

    async def _socket(self, request: web.Request) -> web.WebSocketResponse:
        try:
            return await super()._socket(request)
        finally:
            for envelope, socket in list(self._carried.items()):
                waiting = self._waiting.get(envelope)
                if socket.closed and waiting is not None and not waiting.done():
                    waiting.set_exception(NotAcknowledged("the line broke"))

    async def _frame(self, kind: str, payload: Json, retry: int) -> Json:
        await self.listened.wait()
        envelope = f"e{next(self._numbers)}"
        answer: asyncio.Future[Json] = asyncio.get_running_loop().create_future()
        self._waiting[envelope] = answer
        socket = self._carried[envelope] = self.chance.choice(self.sockets)
        frame = {"type": kind, "envelope_id": envelope, "payload": payload, "accepts_response_payload": True}
        if retry:
            frame |= {"retry_attempt": retry, "retry_reason": "timeout"}
        try:
            await socket.send_json(frame)
            return await answer
        except ConnectionError:
            raise NotAcknowledged("the line broke") from None
        finally:
            self._waiting.pop(envelope, None)
            self._carried.pop(envelope, None)

    async def _tell(self, kind: str, payload: Json, deed: Deed, retry: int = 0) -> bool:
        """Tell of a deed; whether it was acknowledged."""
        if not retry:
            self.books.deeds.append(deed)
            if deed.words and self.chance.random() < self.weather.dropped:
                self.books.untold.append(deed)
                return True
            for number in range(self.weather.repeats):
                self._echoes.append(asyncio.create_task(self._again(kind, payload, number + 1)))
        begun = time.monotonic()
        try:
            await self.send(kind, payload, retry=retry)
        except NotAcknowledged:
            return False
        self.books.ack_seconds.append(time.monotonic() - begun)
        if deed.words or self.books.ack_seconds[-1] < ON_TIME:
            self.books.promised.append(deed)
        return True

    async def _again(self, kind: str, payload: Json, retry: int) -> None:
        await asyncio.sleep(self.chance.random() * 0.3)
        with contextlib.suppress(NotAcknowledged):
            await self.send(kind, payload, retry=retry)

    async def stop(self) -> None:
        for echo in self._echoes:
            echo.cancel()
        await asyncio.gather(*self._echoes, return_exceptions=True)
        await super().stop()

    # --- what people do ---------------------------------------------------------------------------

    def channel_of(self, user: str) -> str:
        return self.direct(user)

    def page(self, user: str) -> list[tuple[str, str, Any]]:
        """The buttons of the newest message with any: verb, label, and what pressing them needs."""
        posted = self.posted[self.direct(user)]
        for stamp in sorted(posted, key=float, reverse=True):
            found = [
                (str(one.get("action_id", "")).partition(":")[0], _label(one), (posted[stamp], block, one))
                for block in posted[stamp]["blocks"]
                for one in block.get("elements", ())
                if asks(str(one.get("action_id", "")))
            ]
            if found:
                return found
        return []

    async def press(self, user: str, handle: Any) -> bool:
        message, block, element = handle
        stamp = self.stamp()
        action = {"type": "button", "action_id": element["action_id"], "block_id": block["block_id"]}
        channel = self.direct(user)
        payload = {
            "type": "block_actions", "user": {"id": user, "username": user, "name": user, "team_id": TEAM},
            "api_app_id": APP, "token": "x", "trigger_id": self.trigger(user),
            "container": {
                "type": "message", "message_ts": message["ts"], "channel_id": channel, "is_ephemeral": False,
            },
            "team": {"id": TEAM, "domain": "shop"}, "enterprise": None, "is_enterprise_install": False,
            "channel": {"id": channel, "name": "directmessage"},
            "message": {"ts": message["ts"], "bot_id": "B0BOT", "user": BOT_USER, "type": "message"},
            "state": {"values": filled(message["blocks"], {})}, "response_url": self.hook(user),
            "actions": [{**action, "action_ts": stamp}],
        }  # fmt: skip
        return await self._tell(
            "interactive", payload, Deed(self.wall.ms(), f"i/{user}/{stamp}/", channel, "")
        )

    def write(self, user: str, words: str) -> Json:
        """Something typed stands in the channel, whoever hears of it."""
        stamp = self.stamp()
        channel = self.direct(user)
        message = {"type": "message", "user": user, "text": words, "ts": stamp, "team": TEAM}
        self.said.setdefault(channel, []).append(message)
        return {**message, "channel": channel, "channel_type": "im", "event_ts": stamp}

    async def tell(self, message: Json, retry: int = 0) -> bool:
        """Tell of what was typed; Slack tells again until it is acknowledged."""
        body = {
            "token": "x", "team_id": TEAM, "api_app_id": APP, "type": "event_callback", "event": message,
            "event_id": f"Ev{message['ts']}", "event_time": int(float(message["ts"])),
            "authorizations": [{"team_id": TEAM, "user_id": BOT_USER, "is_bot": True, "enterprise_id": None,
                                "is_enterprise_install": False}],
        }  # fmt: skip
        deed = Deed(
            self.wall.ms(), f"m/{message['channel']}/{message['ts']}", message["channel"], message["text"]
        )
        return await self._tell("events_api", body, deed, retry)


def _label(element: Json) -> str:
    text = element.get("text")
    return str(text["text"]) if isinstance(text, dict) else ""
