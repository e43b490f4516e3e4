"""R7: thousands of check-ins due at once in one workspace, while a few people want an answer now.

The broadcast goes by a clock that runs ten times as fast; the answers are measured on the wall.
"""

from __future__ import annotations

import asyncio
import shutil
import tempfile
import time
from pathlib import Path
from typing import Any

from aiohttp import web

from bot.transaction import Transaction
from tests.adapters.slack.fake import Fault, NotAcknowledged
from tests.adapters.slack.fake_methods import APP, TEAM
from tests.crash import world
from tests.crash.bases import SqliteBase, rows
from tests.crash.house import Errand, spawn
from tests.crash.ledger import percentile
from tests.crash.slack import SlackLedger
from tests.crash.tally import Tally
from tests.crash.wall import FRIDAY, Wall

A_SECOND = 3.8
"""What a workspace takes."""
REFUSED = 0.1
"""The share of the broadcast's sends that is answered by a pause, of 1 to 30 seconds."""
FASTER = 10
ASKERS = 8
SPREAD = 600
"""Seconds over which many at one hour are spread."""
ON_ITS_WAY = 0.2
"""Seconds in which a send may arrive that was on its way when a pause was asked for."""
ACK, REPLY, LONGEST = 0.5, 1.5, 2.5


class Crowded(SlackLedger):
    """A workspace that takes so many messages a second, and remembers the pauses it asked for."""

    def __init__(self, wall: Wall, seed: int) -> None:
        super().__init__(wall, seed)
        self._room = 10.0
        self._looked = wall.seconds()
        self._told = self._rests_until = 0.0

    async def _api(self, request: web.Request) -> web.StreamResponse:
        if request.match_info["method"] == "chat.postMessage":
            args = await request.json()
            key = str(((args.get("metadata") or {}).get("event_payload") or {}).get("key", ""))
            self.faults["chat.postMessage"].append(self._bears(unasked="/" not in key))
        return await super()._api(request)

    def _fault(self) -> Fault:
        return self.faults["chat.postMessage"].pop() if self.faults["chat.postMessage"] else Fault()

    def _bears(self, *, unasked: bool) -> Fault:
        now = self.wall.seconds()
        self._room = min(10.0, self._room + (now - self._looked) * A_SECOND)
        self._looked = now
        if unasked and self._told + ON_ITS_WAY * FASTER < now < self._rests_until:
            self.books.early += 1
        pause = 0
        if unasked and self.chance.random() < REFUSED:
            pause = self.chance.randint(1, 30)
        elif self._room < 1:
            pause = 1
        if pause:
            self.books.refusals["limited"] += 1
            if unasked:
                self._told, self._rests_until = now, max(self._rests_until, now + pause)
            return Fault(status=429, retry_after=pause)
        self._room -= 1
        return Fault()


async def run(tally: Tally, folder: Path, *, people: int, seed: int) -> Tally:
    """One broadcast to so many people."""
    wall = Wall()
    slack = Crowded(wall, seed)
    home = Path(tempfile.mkdtemp(dir=folder))

    def fill(tx: Transaction) -> None:
        users = [slack.member(number) for number in range(people)]
        world.populate(tx, "slack", slack.scope, slack.owner, users, round(FRIDAY.timestamp() * 1000))

    base = SqliteBase(home, fill)
    url = base.fresh()
    await slack.start()
    settings = {
        **slack.settings(),
        "DATABASE_URL": url,
        "FIVEFOLD_DATA": str(home),
        "FIVEFOLD_KEY": world.KEY,
    }
    child = spawn(Errand(settings, wall, home / "child.log", paced_by_wall=True))
    replies: list[float] = []
    tasks = [asyncio.create_task(_hurry(wall))]
    tasks += [asyncio.create_task(_ask(slack, f"UASK{number}", replies)) for number in range(ASKERS)]
    try:
        begun = wall.seconds()
        limit = time.monotonic() + 60 + (SPREAD + people / A_SECOND * 4) / FASTER
        while time.monotonic() < limit and _reached(slack) < people:
            await asyncio.sleep(0.1)
        took = wall.seconds() - begun
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        child.kill()
        child.join()
        await slack.stop()
    waiting = rows(url, "SELECT count(*) FROM due WHERE state = 'planned' AND at_ms <= :now", now=wall.at_ms)
    shutil.rmtree(home)
    books = slack.books
    tally.rounds, tally.messages, tally.events = 1, len(books.messages), len(replies)
    tally.stuck += people - _reached(slack) + int(waiting[0][0])
    tally.doubled += sum(count - 1 for count in _first_pages(slack).values())
    acks, p99 = percentile(books.ack_seconds, 0.99), percentile(replies, 0.99)
    least = max(SPREAD, people / A_SECOND)
    tally.notes += [
        f"pauses {books.refusals['limited']} early {books.early} in {took:.0f} s of {least:.0f}",
        f"ack p50 {percentile(books.ack_seconds, 0.5) * 1000:.0f} ms p99 {acks * 1000:.0f} ms",
        f"reply p50 {percentile(replies, 0.5) * 1000:.0f} ms p99 {p99 * 1000:.0f} ms",
    ]
    if books.early:
        tally.failing.append(f"{books.early} sends came before their pause was over")
    if acks > ACK or p99 > REPLY or max(replies, default=0.0) > LONGEST:
        tally.failing.append(f"slower than {ACK} s, {REPLY} s and at most {LONGEST} s")
    return tally


async def _hurry(wall: Wall) -> None:
    while True:
        await asyncio.sleep(0.05)
        wall.skip(0.05 * (FASTER - 1))


def _first_pages(slack: Crowded) -> dict[str, int]:
    found: dict[str, int] = {}
    for message in slack.books.messages:
        if message.page.endswith("/p/1"):
            found[message.channel] = found.get(message.channel, 0) + 1
    return found


def _reached(slack: Crowded) -> int:
    return len(_first_pages(slack))


async def _ask(slack: Crowded, user: str, replies: list[float]) -> None:
    """Somebody who asks for help again and again, as often as one person may, and waits for the words."""
    while True:
        await asyncio.sleep(1.1)
        channel = slack.direct(user)
        before, begun = len(slack.posted[channel]), time.monotonic()
        payload: dict[str, Any] = {
            "command": "/fivefold", "text": "help", "user_id": user, "user_name": user.lower(),
            "channel_id": channel, "channel_name": "directmessage", "team_id": TEAM, "team_domain": "shop",
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
