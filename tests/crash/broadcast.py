"""R7: thousands of check-ins due at once, in one workspace or in many, while a few people want an answer now.

The broadcast goes by a clock that runs as fast as the program can follow; the answers are measured on the
wall, while more goes out than so many workspaces would ever take.
"""

from __future__ import annotations

import asyncio
import json
import random
import shutil
import tempfile
import time
from collections import Counter, deque
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from aiohttp import web

from adapters.slack.installs import Installed
from bot.transaction import Transaction
from tests.adapters.slack.fake import APP_TOKEN, Fault, NotAcknowledged
from tests.adapters.slack.fake_methods import APP, BOT, BOT_USER
from tests.crash import world
from tests.crash.bases import SqliteBase, rows
from tests.crash.house import EARLY, Errand, spawn, unasked
from tests.crash.ledger import percentile
from tests.crash.slack import SlackLedger
from tests.crash.tally import Tally
from tests.crash.wall import FRIDAY, Wall

A_SECOND = 3.8
"""What a workspace takes."""
IN_ONE_GO = 10.0
REFUSED = 0.1
"""The share of the broadcast's sends that is answered by a pause, of 1 to 30 seconds."""
ASKERS = 8
SPREAD = 600
"""Seconds over which many at one hour are spread."""
FASTER = 10
"""How much faster than the wall the clock runs at most,"""
A_SECOND_ON_THE_WALL = 18
"""and with more posts than this a second no faster than the wall."""
TICK = 0.05
ACK, REPLY, LONGEST = 0.5, 1.5, 2.5
BEYOND = 1.25
"""A workspace may take this much longer than its own pauses and its own pace ask for."""


@dataclass(frozen=True)
class Crowd:
    """So many people in so many workspaces."""

    people: int
    workspaces: int = 1

    def team(self, number: int) -> str:
        """The workspace of the person of this number."""
        return f"T{number % self.workspaces:02d}"

    def members(self, team: str) -> list[str]:
        """Everybody in a workspace."""
        return [_user(team, number) for number in range(self.people) if self.team(number) == team]

    @property
    def teams(self) -> list[str]:
        return [self.team(number) for number in range(self.workspaces)]


def _user(team: str, name: object) -> str:
    return f"U{team}{name}"


@dataclass
class Bears:
    """What a workspace takes, and the pauses it asked for."""

    chance: random.Random
    looked: float
    room: float = IN_ONE_GO
    rests_until: float = 0.0
    rested: float = 0.0
    """Seconds in which it wanted nothing."""
    pauses: int = 0
    early: int = 0

    def meet(self, now: float, *, unasked: bool) -> Fault:
        """What a post meets that comes now."""
        self.room = min(IN_ONE_GO, self.room + (now - self.looked) * A_SECOND)
        self.looked = now
        pause = 0
        if unasked and self.chance.random() < REFUSED:
            pause = self.chance.randint(1, 30)
        elif self.room < 1:
            pause = 1
        if not pause:
            self.room -= 1
            return Fault()
        self.pauses += 1
        if unasked:
            self.rested += max(0.0, now + pause - max(now, self.rests_until))
            self.rests_until = max(self.rests_until, now + pause)
        return Fault(status=429, retry_after=pause)


@dataclass
class Arrivals:
    """The check-ins that stand there, and when the last of a workspace came."""

    copies: Counter[str] = field(default_factory=Counter)
    last: dict[str, float] = field(default_factory=dict)
    seen: int = 0


class Crowded(SlackLedger):
    """Workspaces that take so many messages a second each, and remember the pauses they asked for."""

    def __init__(self, wall: Wall, seed: int, crowd: Crowd) -> None:
        super().__init__(wall, seed)
        self.tokens = {f"xoxb-{team}": team for team in crowd.teams}
        self.begun = wall.seconds()
        self.bears = {team: Bears(random.Random(f"{seed}/{team}"), self.begun) for team in crowd.teams}
        self._arrived = Arrivals()

    def settings(self) -> dict[str, str]:
        """One app that several workspaces have installed."""
        return {
            "SLACK_CLIENT_ID": "1.2", "SLACK_CLIENT_SECRET": "shh", "SLACK_APP_TOKEN": APP_TOKEN,
            "SLACK_PORT": "0", "SLACK_API_URL": self.api_url,
        }  # fmt: skip

    async def _api(self, request: web.Request) -> web.StreamResponse:
        if request.match_info["method"] == "chat.postMessage":
            bears = self.bears[self.tokens[request.headers["Authorization"].removeprefix("Bearer ")]]
            bears.early += EARLY in request.headers
            met = bears.meet(self.wall.seconds(), unasked=unasked(await request.json()))
            self.faults["chat.postMessage"].append(met)
        return await super()._api(request)

    def _fault(self) -> Fault:
        return self.faults["chat.postMessage"].pop() if self.faults["chat.postMessage"] else Fault()

    def arrived(self) -> Arrivals:
        """The first pages that stand there by now."""
        found, messages = self._arrived, self.books.messages
        for message in messages[found.seen :]:
            if message.page.endswith("/p/1"):
                found.copies[message.channel] += 1
                found.last[message.channel[1:4]] = message.at_ms / 1000
        found.seen = len(messages)
        return found


async def run(tally: Tally, folder: Path, crowd: Crowd, seed: int) -> Tally:
    """One broadcast to a crowd."""
    tally.of = 1
    wall = Wall()
    slack = Crowded(wall, seed, crowd)
    home = Path(tempfile.mkdtemp(dir=folder))

    def fill(tx: Transaction) -> None:
        for team in crowd.teams:  # before any account is entered: they belong to none
            tx.set(f"slack/{team}", json.dumps(Installed(f"xoxb-{team}", BOT, BOT_USER)))
        for team in crowd.teams:
            users, at_ms = crowd.members(team), round(FRIDAY.timestamp() * 1000)
            world.populate(tx, "slack", team, _user(team, "RITA"), users, at_ms, account=team)

    base = await asyncio.to_thread(SqliteBase, home, fill)
    url = base.fresh()
    await slack.start()
    settings = {
        **slack.settings(),
        "DATABASE_URL": url,
        "FIVEFOLD_DATA": str(home),
        "FIVEFOLD_KEY": world.KEY,
    }
    wall.skip(FRIDAY.timestamp() - wall.seconds())  # making them took a while
    child = spawn(Errand(settings, wall, home / "child.log", paced_by_wall=True))
    replies: list[float] = []
    tasks = [asyncio.create_task(_hurry(wall, slack))]
    tasks += [asyncio.create_task(_ask(slack, crowd.team(n), f"ASK{n}", replies)) for n in range(ASKERS)]
    begun = time.monotonic()
    # A post costs two seconds of rest and pace on that clock, and its share of a second on the wall.
    limit = begun + 120 + (SPREAD + 4 * crowd.people / crowd.workspaces) / FASTER
    limit += 4 * crowd.people / A_SECOND_ON_THE_WALL
    try:
        while time.monotonic() < limit and len(slack.arrived().copies) < crowd.people:
            await asyncio.sleep(0.1)
            tally.tell(f"{len(slack.arrived().copies):,} of {crowd.people:,} people")
        real = time.monotonic() - begun
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        child.kill()
        child.join()
        await slack.stop()
    waiting = rows(url, "SELECT count(*) FROM due WHERE state = 'planned' AND at_ms <= :now", now=wall.at_ms)
    shutil.rmtree(home)
    tally.rounds, tally.messages, tally.events = 1, len(slack.books.messages), len(replies)
    tally.stuck += crowd.people - len(slack.arrived().copies) + int(waiting[0][0])
    tally.doubled += sum(count - 1 for count in slack.arrived().copies.values())
    tally.notes.append(f"{crowd.people:,} people")
    _weigh_pauses(tally, slack, crowd, real)
    _weigh_answers(tally, slack.books.ack_seconds, replies)
    return tally


def _weigh_pauses(tally: Tally, slack: Crowded, crowd: Crowd, real: float) -> None:
    """None came before its pause was over, and none waited for another workspace's."""
    early = sum(bears.early for bears in slack.bears.values())
    took, longer = 0.0, 0.0
    for team, bears in slack.bears.items():
        one = slack.arrived().last.get(team, slack.begun) - FRIDAY.timestamp()
        least = max(SPREAD, bears.rested + len(crowd.members(team)) / A_SECOND)
        took, longer = max(took, one), max(longer, one / least)
    pauses = sum(bears.pauses for bears in slack.bears.values())
    tally.notes.append(
        f"pauses {pauses:,}, early {early}; the last after {took:,.0f} s ({real:.0f} s on the wall), "
        f"at most {longer:.2f} of what its pauses and pace ask for"
    )
    if early:
        tally.failing.append(f"{early} sends came before their pause was over")
    if longer > BEYOND:
        tally.failing.append(f"a workspace took {longer:.2f} of what its own pauses and pace ask for")


def _weigh_answers(tally: Tally, acks: list[float], replies: list[float]) -> None:
    for name, found in (("ack", acks), ("reply", replies)):
        half, most = percentile(found, 0.5) * 1000, percentile(found, 0.99) * 1000
        tally.notes.append(f"{name} p50 {half:.0f} ms p99 {most:.0f} ms most {max(found, default=0):.2f} s")
    slow = percentile(acks, 0.99) > ACK or percentile(replies, 0.99) > REPLY
    if slow or max(replies, default=0.0) > LONGEST:
        tally.failing.append(f"slower than {ACK} s, {REPLY} s and at most {LONGEST} s")


async def _hurry(wall: Wall, slack: Crowded) -> None:
    """Let the clock run ahead while the program has less to do than it can, and the machine keeps up."""
    passed = deque([0], maxlen=round(1 / TICK))
    while True:
        begun = time.monotonic()
        await asyncio.sleep(TICK)
        passed.append(len(slack.books.messages))
        keeps_up = time.monotonic() - begun < 2 * TICK
        if keeps_up and passed[-1] - passed[0] < A_SECOND_ON_THE_WALL:
            wall.skip(TICK * (FASTER - 1))


async def _ask(slack: Crowded, team: str, name: str, replies: list[float]) -> None:
    """Somebody who asks for help again and again, as often as one person may, and waits for the words."""
    user = _user(team, name)
    while True:
        await asyncio.sleep(1.1)
        channel = slack.direct(user)
        before, begun = len(slack.posted[channel]), time.monotonic()
        payload: dict[str, Any] = {
            "command": "/fivefold", "text": "help", "user_id": user, "user_name": user.lower(),
            "channel_id": channel, "channel_name": "directmessage", "team_id": team, "team_domain": "shop",
            "trigger_id": slack.trigger(user), "api_app_id": APP, "response_url": slack.hook(user),
            "is_enterprise_install": "false", "token": "x",
        }  # fmt: skip
        try:
            await slack.send("slash_commands", payload)
        except NotAcknowledged:
            slack.books.ack_seconds.append(3.0)
            continue
        slack.books.ack_seconds.append(time.monotonic() - begun)
        while len(slack.posted[channel]) == before and time.monotonic() - begun < 10:
            await asyncio.sleep(0.005)
        replies.append(time.monotonic() - begun)
