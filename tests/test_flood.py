"""Somebody who floods commands hears so once; answers are always taken, and nobody else waits."""

from __future__ import annotations

import asyncio
from typing import Any

from bot.conversations.flood import MOST, Flood, FloodGuard
from bot.conversations.inbox import Conversations
from bot.ports import Command, HomeOpened, Reply, Typed, Where
from storage import Database, StorageTrouble

RITA, JOY = Where("slack", "T1", "U1"), Where("slack", "T1", "U2")


def command(number: int, who: Where = RITA, at_ms: int = 0) -> Command:
    return Command(id=f"c{number}", who=who, at_ms=at_ms, words="help")


def test_sixty_in_a_minute_are_taken_and_one_notice_follows():
    guard = FloodGuard()
    judged = [guard.judge(command(number, at_ms=number * 10)) for number in range(MOST + 20)]
    assert judged == [Flood.TAKE] * MOST + [Flood.ASK] + [Flood.DROP] * 19
    assert guard.judge(command(999, JOY, 800)) is Flood.TAKE
    home = HomeOpened(id="h", who=RITA, at_ms=900)
    assert guard.judge(home) is Flood.DROP
    assert guard.judge(command(1000, at_ms=60_001)) is Flood.TAKE


def test_an_answer_is_never_held_up():
    guard = FloodGuard()
    for number in range(500):
        assert guard.judge(Typed(id=f"t{number}", who=RITA, at_ms=0, words="5")) is Flood.TAKE


def test_a_clock_that_goes_back_locks_nobody_out():
    guard = FloodGuard()
    for number in range(MOST):
        guard.judge(command(number, at_ms=10_000_000))
    assert guard.judge(command(99, at_ms=0)) is Flood.TAKE


class Slow:
    """A store that takes one turn after the other and notes whose they were."""

    def __init__(self) -> None:
        self.lock = asyncio.Lock()
        self.order: list[str] = []

    async def turn(self, work: Any, *, lane: str = "", urgent: bool = True) -> Any:
        async with self.lock:
            await asyncio.sleep(0)
            self.order.append(lane)
            return Reply()


async def test_whoever_sends_a_hundred_things_waits_behind_themselves_only():
    store = Slow()
    inbox = Conversations(store, lambda: None, StorageTrouble)  # type: ignore[arg-type]
    flooding = [
        asyncio.create_task(inbox.take(Typed(id=f"t{n}", who=RITA, at_ms=0, words="x"))) for n in range(100)
    ]
    await asyncio.sleep(0)
    await inbox.take(Typed(id="joy", who=JOY, at_ms=0, words="y"))
    before = len(store.order)
    await asyncio.gather(*flooding)
    assert before <= 3, "after what was being taken, at most one of theirs"


async def test_the_notice_is_kind_and_comes_once(sqlite_store: Database):
    inbox = Conversations(sqlite_store, lambda: None, StorageTrouble)
    replies = [await inbox.take(command(number)) for number in range(MOST + 5)]
    said = [reply for reply in replies[MOST:] if reply.puts]
    assert len(said) == 1
    assert "please wait a moment" in said[0].puts[0].message.plain()
