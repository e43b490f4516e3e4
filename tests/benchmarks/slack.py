"""Slack: what our code adds to Bolt's own dispatch of the same signed request, storage and network apart."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import itertools
import json
import re
import time
from collections.abc import Awaitable, Callable, Iterator
from typing import Any
from urllib.parse import urlencode

from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.request.async_request import AsyncBoltRequest

from adapters.slack import bolt, calls, render, wire
from adapters.slack.home import Home
from adapters.slack.limits import WAITS
from adapters.slack.listening import Listeners
from adapters.slack.meeting import Meeting
from adapters.slack.modals import Modals
from adapters.slack.people import People
from adapters.slack.sending import Sender
from adapters.slack.showing import Lanes
from adapters.slack.workspaces import Workspaces
from bot.engine.cards import Button, Message, Run
from bot.ports import Profile, Put, Reply, SlotRef, Where
from tests.benchmarks.measuring import Line, medians

SECRET, TEAM = "signing-secret", "T0TEAM"
TIMES, ROUNDS = 60, 20
USERS = tuple(f"URITA{number}" for number in range(TIMES))
"""Each does one thing at a time: what somebody does next waits for the reply to what they did before."""
MOST = 0.5
ASKED = Message(
    ((Run("Order questions. Today, nearest to you:"),),),
    facts=tuple(((Run(f"{level}"),), (Run("Alone, few corrections."),)) for level in range(6)),
    controls=tuple(Button(f"1:4dd1panga7g9w:o:9:27ce1d:{level}", f"{level}") for level in range(6)),
    audience="You and Joy read this answer.",
)
"""A question as most are."""

Signed = tuple[str, dict[str, Any]]
"""The body and the headers of a request as Slack sends it."""

_numbers = itertools.count(1)


def lines() -> Iterator[Line]:
    """One line for each kind of request that people cause all day."""
    return iter(asyncio.run(_lines()))


async def _lines() -> list[Line]:
    found = []
    async with calls.session() as session:
        web = calls.client("xoxb-test", "http://127.0.0.1:9/api/", session)
        bare, ours = _bare(web), Ours(web, session)
        for name, request in (("press", _press), ("message", _message)):
            rounds = []
            for _ in range(ROUNDS):
                theirs_us = await _cpu_us(bare.async_dispatch, request, _nothing)
                ours.inbox.asks = False
                taken_us = await _cpu_us(ours.app.async_dispatch, request, ours.settled)
                ours.inbox.asks = True
                drawn_us = await _cpu_us(ours.app.async_dispatch, request, ours.settled)
                rounds.append((theirs_us, taken_us - theirs_us, drawn_us - taken_us))
            theirs_us, takes_us, draws_us = medians(rounds)
            counts = (
                f"Bolt {theirs_us:.0f} us, ours {takes_us:.0f} us, the next question {draws_us:.0f} us CPU"
            )
            found.append(Line(f"slack: our code for a {name}, of Bolt's", takes_us / theirs_us, MOST, counts))
            whole = (takes_us + draws_us) / theirs_us
            found.append(Line(f"slack: a {name} and the next question drawn", whole, MOST, counts))
        begun = time.perf_counter()
        for _ in range(20):
            body, headers = _press()
            await ours.app.async_dispatch(AsyncBoltRequest(body=body, headers=headers))
        each_ms = (time.perf_counter() - begun) / 20 * 1000
        await ours.settled()
        found.append(
            Line("slack: acknowledged without Bolt's 10 ms poll", each_ms / 10, 1, f"{each_ms:.1f} ms wall")
        )
    return found


async def _cpu_us(
    dispatch: Callable[[AsyncBoltRequest], Awaitable[Any]],
    request: Callable[[], Signed],
    settled: Callable[[], Awaitable[None]],
) -> float:
    requests = [request() for _ in range(TIMES)]
    begun = time.process_time_ns()
    for body, headers in requests:
        answer = await dispatch(AsyncBoltRequest(body=body, headers=headers))
        assert answer.status == 200
    await settled()
    return (time.process_time_ns() - begun) / TIMES / 1000


async def _nothing() -> None:
    """Nothing is left running."""


async def _authorize(**_: Any) -> AuthorizeResult:
    return AuthorizeResult(
        enterprise_id=None, team_id=TEAM, bot_token="xoxb-test", bot_id="B1", bot_user_id="U1"
    )


def _bare(web: Any) -> AsyncApp:
    """Bolt with listeners that do nothing."""
    app = AsyncApp(client=web, signing_secret=SECRET, authorize=_authorize, process_before_response=True)

    async def press(ack: Any) -> None:
        await ack()

    async def message(event: Any) -> None:
        pass

    app.action(re.compile(".*"))(press)
    app.event(re.compile(".*"))(message)
    return app


class Inbox:
    """Takes everything in no time, and asks the next question or nothing."""

    asks = True

    async def take(self, event: Any) -> Reply:
        if not self.asks:
            return Reply()
        return Reply((Put(ASKED, "", SlotRef("seat/a/c/owner", next(_numbers))),))

    async def shown(self, slot: SlotRef, ref: str, at_ms: int = 0) -> None:
        pass


class Drawn(Sender):
    """Draws what would be sent."""

    async def put(self, team: str, to: str, message: Message, *, ref: str, key: str) -> str:
        payloads = render.message(message, key)
        return f"D1:{len(payloads)}"


class Unpublished(Home):
    """Publishing comes later, once for many changes, and is the database's work."""

    def want(self, who: Where, soon: float = WAITS.home) -> None:
        pass


class Ours:
    """Our listeners as the adapter puts them together, without a network."""

    def __init__(self, web: Any, session: Any) -> None:
        self.inbox = Inbox()
        inbox: Any = self.inbox

        async def token(_: str) -> str:
            return "xoxb-test"

        workspaces = Workspaces(token, web.base_url, session)
        people = People(workspaces)
        known = time.monotonic(), Profile("Rita Lopes", "Europe/Lisbon", "en")
        people._kept.update({(TEAM, user): known for user in USERS})
        sender, home = Drawn(workspaces), Unpublished(inbox, workspaces)
        self.lanes = Lanes(inbox, people, sender, home)
        modals = Modals(inbox, workspaces, sender, self.lanes)
        meeting = Meeting(self.lanes, sender)
        self.listeners = Listeners(inbox, self.lanes, modals, home, meeting, _left)
        self.app = bolt.app(web, _us, SECRET)
        self.listeners.register(self.app)

    async def settled(self) -> None:
        await self.listeners.settled()
        await self.lanes.settled()


async def _us(_: str) -> bolt.Bot:
    return bolt.Bot("xoxb-test", "B1", "U1")


async def _left(team: str, code: str) -> None:
    """Nobody leaves here."""


# --- requests -------------------------------------------------------------------------------------


def _press() -> Signed:
    number = next(_numbers)
    user = USERS[number % TIMES]
    payload: dict[str, Any] = {
        "type": "block_actions", "user": {"id": user, "username": "rita", "team_id": TEAM},
        "api_app_id": "A0APP", "token": "x", "trigger_id": f"{number}.trigger",
        "team": {"id": TEAM, "domain": "shop"}, "enterprise": None, "is_enterprise_install": False,
        "container": {"type": "message", "message_ts": "1.1", "channel_id": "D1", "is_ephemeral": False},
        "channel": {"id": "D1", "name": "directmessage"},
        "message": {"ts": "1.1", "bot_id": "B1", "user": "U1", "type": "message"},
        "state": {"values": {}}, "response_url": "http://127.0.0.1:9/hook",
        "actions": [
            {"type": "button", "action_id": wire.write(wire.PRESS, 0, ASKED.controls[0].id),
             "block_id": "b", "action_ts": f"{1_795_428_000 + number}.000100"}
        ],
    }  # fmt: skip
    return _signed(urlencode({"payload": json.dumps(payload)}), "application/x-www-form-urlencoded")


def _message() -> Signed:
    number = next(_numbers)
    ts = f"{1_795_428_000 + number}.000100"
    event = {
        "type": "message", "channel": "D1", "channel_type": "im", "user": USERS[number % TIMES], "team": TEAM,
        "text": "Customers need a right answer the next day.", "ts": ts, "event_ts": ts,
    }  # fmt: skip
    body = {
        "token": "x", "team_id": TEAM, "api_app_id": "A0APP", "type": "event_callback", "event": event,
        "event_id": f"Ev{ts}", "event_time": 1_795_428_000,
        "authorizations": [{"team_id": TEAM, "user_id": "U1", "is_bot": True, "enterprise_id": None,
                            "is_enterprise_install": False}],
    }  # fmt: skip
    return _signed(json.dumps(body), "application/json")


def _signed(body: str, content: str) -> Signed:
    at = str(int(time.time()))
    sign = hmac.new(SECRET.encode(), f"v0:{at}:{body}".encode(), hashlib.sha256).hexdigest()
    headers: dict[str, Any] = {
        "Content-Type": content, "X-Slack-Request-Timestamp": at, "X-Slack-Signature": f"v0={sign}",
    }  # fmt: skip
    return body, headers
