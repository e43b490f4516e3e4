"""A machine that was off: one word of excuse to each person, whatever was due meanwhile."""

from __future__ import annotations

import tracemalloc

import pytest
from sqlalchemy import select

from bot.due import unasked as unasked_messages
from bot.due.checkins import MOST_TRIES
from bot.transaction import Conflict
from storage import tables
from tests.workspace import TestClock, Workspace, accept, hire


@pytest.fixture
async def w(sqlite_url, ring):
    from storage import open_store

    clock = TestClock()
    store = open_store(sqlite_url, ring, clock)
    workspace = Workspace(store, clock)
    await hire(workspace)
    await accept(workspace)
    await workspace.sweeper.sweep()
    try:
        yield workspace
    finally:
        await store.close()


def unasked(w: Workspace, user: str, since: int) -> list[str]:
    return [words for who, what, words in w.log[since:] if who == user and what == "gets"]


@pytest.mark.parametrize("hours", [0.08, 23, 24 * 3, 24 * 60, 24 * 365])
async def test_nobody_gets_more_than_one_message_after_a_standstill(w, hours):
    before = len(w.log)
    await w.stand_still(hours=hours)
    for user in ("rita", "joy"):
        assert len(unasked(w, user, before)) <= 1


async def test_years_at_once_cost_no_more_memory_and_rows_than_a_week(w):
    """Put forward by ten years, back, and forward again: what comes of it stays as small."""

    def rows(tx):
        return [len(tx.channel.core(select(table))) for table in (tables.conversation, tables.due)]

    await w.stand_still(days=7)
    before = await w.store.read(rows)
    tracemalloc.start()
    try:
        for years in (10, -10, 10):
            await w.stand_still(days=365 * years)
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert most < 4_000_000
    after = await w.store.read(rows)
    # The weekly talks, what was planned for a day, and how the round closed: one of each.
    assert all(later <= earlier + 5 for later, earlier in zip(after, before, strict=True)), (before, after)


async def test_the_excuse_says_since_when_and_what_waits(w, plan_talk):
    before = len(w.log)
    await plan_talk(in_hours=2)
    await w.stand_still(hours=7)
    (words,) = unasked(w, "rita", before)
    assert "I was switched off from Mon 23 Nov, 10:" in words
    assert "Here now, whenever it suits you: " in words
    assert "Show me" in w.buttons("rita")
    await w.press("rita", "Show me")
    assert "Needs you" in w.sees("rita")


async def test_moving_the_clock_is_no_standstill(w, plan_talk):
    before = len(w.log)
    await plan_talk(in_hours=2)
    await w.pass_time(hours=7)
    words = unasked(w, "rita", before)
    assert words
    assert not any("switched off" in one for one in words)


@pytest.mark.parametrize("times", [1, 2, 3])
async def test_what_others_change_at_the_same_moment_is_fired_again_at_once(w, plan_talk, monkeypatch, times):
    """A third conflict in a row is a fault: an hour later it may be mended."""
    await plan_talk(in_hours=1)
    conflicts, count = [Conflict("changed meanwhile")] * times, unasked_messages.count

    def meanwhile(tx, person):
        if conflicts:
            raise conflicts.pop()
        count(tx, person)

    monkeypatch.setattr(unasked_messages, "count", meanwhile)
    for hours, begun in ((1.01, times < MOST_TRIES), (1.01, True)):
        await w.pass_time(hours=hours)
        talks = await w.store.read(_talks)
        assert (talks == ["open"]) == begun


@pytest.fixture
def plan_talk(w):
    async def plan(in_hours: float) -> None:
        from bot.conversations.planning import schedule
        from bot.dialog import Plan, Start
        from bot.model import OWNER, Engagement

        def work(tx):
            ((account, person, _),) = tx.persons_at(_where("rita"))
            tx.enter(account)
            (engagement,) = tx.find(Engagement, owner=person)
            start = Start("settings", {OWNER: person}, by=person)
            at = tx.moment.now + round(in_hours * 3_600_000)
            schedule(tx, Plan("start", "later", person, at, engagement.id, start))

        await w.store.turn(work)

    return plan


def _talks(tx) -> list[str]:
    ((account, person, _),) = tx.persons_at(_where("rita"))
    tx.enter(account)
    return [row.state for _, row in tx.open_seats(person) if row.dialog == "settings"]


def _where(user: str):
    from bot.ports import Where

    return Where("test", "", user)
