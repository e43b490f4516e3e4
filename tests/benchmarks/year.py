"""A year of ten people's work, every talk of it, played through the inbox at a moved clock."""

from __future__ import annotations

import asyncio
import itertools
import statistics
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from adapters.browser import render
from bot.demo.play import settle
from bot.demo.player import Player, Rule
from bot.demo.script import Script
from bot.engine.cards import Message
from bot.model import Engagement
from bot.ports import Command, Press, Profile, Put, Sent, Submit, Typed, Where
from bot.transaction import Transaction
from storage import open_store
from tests.benchmarks.measuring import DOCUMENT_US, Line, cpu_us, document
from tests.benchmarks.talks import RING
from tests.workspace import TestClock, Workspace

PEOPLE = 10
DAYS = 365
TARGET_SECONDS = 60
LATE = 2.0
ROUND_DAYS = 70
"""A round of eight working weeks with its holidays is over by then."""
FEW_DAYS = 14


class Year(Workspace):
    """A workspace that players read, with as many people in it as are wanted."""

    def __init__(self, store: Any, clock: TestClock, people: int) -> None:
        super().__init__(store, clock)
        self.people = {"rita": Profile("Rita Lopes", "Europe/Lisbon", "en")}
        self.people |= {f"joy{n}": Profile(f"Joy Santos{n}", "Asia/Manila", "en") for n in range(people)}
        self.took: list[tuple[int, float]] = []
        """(day, seconds) of every turn."""
        self._events = itertools.count(1)
        self._new: dict[str, list[Mapping[str, Any]]] = defaultdict(list)

    def now_ms(self) -> int:
        return self.clock.now

    async def changed(self, who: str) -> Sequence[Mapping[str, Any]]:
        found, self._new[who] = self._new[who], []
        return found

    async def put(self, to: Where, channel: str, message: Message, *, ref: str, key: str) -> Sent:
        return Sent(self._keep(to.user, message, ref))

    async def show(self, user: str, put: Put) -> None:
        ref = self._keep(user, put.message, put.ref)
        if put.slot is not None:
            await self.inbox.shown(put.slot, ref)

    def _keep(self, user: str, message: Message, ref: str) -> str:
        number = int(ref or next(self._events))
        self._new[user].append({"number": number, "from": "fivefold", **render.message(message)})
        return str(number)

    async def say(self, who: str, words: str) -> None:
        if words.startswith("/fivefold "):
            await self._timed(Command(**self._of(who), words=words.removeprefix("/fivefold ")))
        else:
            await self._timed(Typed(**self._of(who), words=words))

    async def press(self, user: str, label: str, picked: tuple[str, ...] = ()) -> Any:
        await self._timed(Press(**self._of(user), control=label, picked=picked))

    async def submit(self, who: str, control: str, values: Mapping[str, Any]) -> None:
        given = {name: tuple(value) if isinstance(value, list) else value for name, value in values.items()}
        await self._timed(Submit(**self._of(who), control=control, values=given))

    def _of(self, who: str) -> dict[str, Any]:
        self.clock.forward(hours=1 / 3600)
        return {
            "id": f"e{next(self._events)}", "who": Where("test", "", who), "at_ms": self.clock.real,
            "profile": self.people[who], "people": self.people,
        }  # fmt: skip

    async def _timed(self, event: Any) -> None:
        begun = time.perf_counter()
        reply = await self.inbox.take(event)
        self.took.append((self.clock.now, time.perf_counter() - begun))
        for put in reply.puts:
            await self.show(event.who.user, put)
        await self.delivery.sweep()

    async def next(self, ends_ms: int) -> None:
        """Let the next thing due happen."""
        due = await self.store.read(lambda tx: tx.next_due())
        before = self.clock.now
        self.clock.now = min(ends_ms, max(before, due or ends_ms))
        self.clock.real += self.clock.now - before
        await self.sweeper.sweep()
        await self.delivery.sweep()


class Everybody(Script):
    """The example's Joy, as often as there are people."""

    def __init__(self, people: int) -> None:
        super().__init__()
        own = [rule for rule in self.rules if rule.who == "joy"]
        others = [rule for rule in self.rules if rule.who != "joy"]
        work = Rule("rita", "What is their work?", ("virtual assistant",))
        self.rules = [work, *(rule._replace(who=f"joy{n}") for n in range(people) for rule in own), *others]

    def level(self, who: str, skill: str, words: str, day: int) -> int:
        return super().level("joy" if who.startswith("joy") else who, skill, words, day)


async def simulate(folder: Path, people: int, days: int) -> tuple[float, int, Year]:
    """Play so many days of so many people; CPU seconds, answers and the workspace with its turns."""
    clock = TestClock()
    store = open_store(f"sqlite:///{folder}/year.db", RING, clock, durable=False)
    year = Year(store, clock, people)
    begins_ms = clock.now
    player = Player(year, Everybody(people), begins_ms)
    awake = dict.fromkeys(year.people, "")
    begun = time.process_time()
    for who in list(year.people)[1:]:
        await year.say("rita", f"/fivefold add <@{who}>")
        await settle(year, player, awake)
    ends_ms = begins_ms + days * 86_400_000
    while clock.now < ends_ms:
        await year.next(ends_ms)
        await settle(year, player, awake)
    spent = time.process_time() - begun
    rounds = await store.read(lambda tx: _rounds(tx))
    await store.close()
    if len(rounds) != people or min(rounds) < days // ROUND_DAYS:
        raise RuntimeError(f"not everybody's work went on: they are in the rounds {rounds}")
    return spent, player.answers, year


def _rounds(tx: Transaction) -> list[int]:
    """The round that each one's work is in."""
    for account, *_ in tx.persons_at(Where("test", "", "rita")):
        tx.enter(account)
    return [engagement.round for engagement in tx.find(Engagement)]


def lines() -> Iterator[Line]:
    """The year against its target, and its last turns against its first."""
    with TemporaryDirectory() as folder:
        unit = cpu_us(document, 200) / DOCUMENT_US
        spent, answers, year = asyncio.run(simulate(Path(folder), PEOPLE, DAYS))
        unit = (unit + cpu_us(document, 200) / DOCUMENT_US) / 2
    counts = f"{spent:.1f} s of CPU time, {answers} answers, {len(year.took)} turns; <= {TARGET_SECONDS} s"
    yield Line(f"a year of {PEOPLE} people", spent / unit / TARGET_SECONDS, 1.0, counts)
    few = FEW_DAYS * 86_400_000
    first = statistics.median(took for at, took in year.took if at < year.took[0][0] + few)
    last = statistics.median(took for at, took in year.took if at > year.took[-1][0] - few)
    counts = f"{last * 1000:.1f} ms, {first * 1000:.1f} ms"
    yield Line("a turn late in the year, of the first", last / first, LATE, counts)
