"""A machine that was off: one word of excuse to each person, whatever was due meanwhile."""

from __future__ import annotations

import asyncio
import tracemalloc

import pytest
from sqlalchemy import select

from bot.due import checkins, firing, reminders
from bot.due import unasked as unasked_messages
from bot.due.checkins import MOST_TRIES, Sweeper
from bot.due.firing import NOBODY, Unheard
from bot.phases import DIALOGS
from bot.transaction import Conflict, Due
from storage import StorageTrouble, open_store, tables
from tests.workspace import TestClock, Workspace, accept, close_what_waits, hire


@pytest.fixture
async def w(sqlite_url, ring):
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


@pytest.mark.parametrize("hours", [0.08, 23, 24 * 3, 24 * 7, 24 * 9, 24 * 60, 24 * 365])
async def test_nobody_gets_more_than_one_message_after_a_standstill(w, hours):
    """That day: what was to remind of the same is not sent an hour behind it."""
    before = len(w.log)
    await w.stand_still(hours=hours)
    for _ in range(3):
        await w.pass_time(hours=1)
    for user in ("rita", "joy"):
        assert len(unasked(w, user, before)) <= 1


async def test_a_laptop_that_was_shut_over_the_weekend_brings_the_monday_list_with_its_excuse(w):
    await w.pass_time(days=4, hours=9)
    before = len(w.log)
    await w.stand_still(hours=66)
    await w.pass_time(hours=1)
    (words,) = unasked(w, "rita", before)
    assert words.startswith("Mon 30 Nov\nNeeds you, about ")
    assert "I was switched off from Fri 27 Nov, 19:00 to Mon 30 Nov, 13:00; sorry." in words
    assert "Do you both mean the same?" in w.buttons("rita")
    assert "It took me longer" in w.buttons("rita")


async def test_an_excuse_that_waits_for_the_morning_goes_into_the_list_of_that_morning(w, plan_talk):
    """It was on again on Sunday evening."""
    await w.pass_time(days=4, hours=6)
    await plan_talk(in_hours=1)
    before = len(w.log)
    await w.stand_still(hours=53)
    assert unasked(w, "rita", before) == []
    for _ in range(15):
        await w.pass_time(hours=1)
    (words,) = unasked(w, "rita", before)
    assert words.startswith("Mon 30 Nov\n")
    assert "I was switched off from Fri 27 Nov, 16:00 to Sun 29 Nov, 21:00; sorry." in words


async def test_a_list_in_the_place_of_one_that_is_too_old_is_no_second_message(w):
    """On for an hour on Monday night, and then off for another week."""
    await w.pass_time(days=6, hours=22)
    await w.stand_still(hours=14)
    await w.pass_time(hours=1)
    before = len(w.log)
    await w.stand_still(hours=7 * 24 - 10)
    for _ in range(3):
        await w.pass_time(hours=0.01)
    (words,) = unasked(w, "rita", before)
    assert words.startswith("Mon 7 Dec\nNeeds you, about ")
    assert "I was switched off from Mon 30 Nov, 08:00 to Mon 7 Dec, 13:00; sorry." in words


@pytest.mark.parametrize("batch", [1, 2])
async def test_one_message_however_few_are_fired_at_once(w, plan_talk, monkeypatch, batch):
    monkeypatch.setattr(checkins, "BATCH", batch)
    await w.pass_time(days=4, hours=9)
    for hours in (1, 2, 3, 63):
        await plan_talk(in_hours=hours)
    before = len(w.log)
    await w.stand_still(hours=66)
    (words,) = unasked(w, "rita", before)
    assert words.startswith("Mon 30 Nov\n")


async def test_what_would_have_waited_for_their_hours_anyway_is_nothing_to_be_sorry_for(w, plan_talk):
    """A laptop that is shut every night and at the weekend is no standstill to somebody who is off then."""
    await w.pass_time(days=4, hours=10)
    await plan_talk(in_hours=15)
    before = len(w.log)
    await w.stand_still(hours=60.5)
    for _ in range(3):
        await w.pass_time(hours=1)
    told = unasked(w, "rita", before)
    assert any(words.startswith("Mon 30 Nov\nNeeds you") for words in told)
    assert not any("switched off" in words for words in told)


async def test_a_night_does_not_swallow_the_reminder_that_fell_into_it(w):
    """Nobody was promised an hour for it, so it comes as it is, and there is nothing to be sorry for."""
    before = len(w.log)
    await w.stand_still(hours=23.5)
    for _ in range(2):
        await w.pass_time(hours=1)
    (words,) = unasked(w, "rita", before)
    assert words.startswith("Still waiting for you: Do you both mean the same?")


async def test_whatever_is_said_in_it_comes_with_the_excuse(w):
    """Somebody's thanks would have been read meanwhile: they wait nowhere else, and are no second message."""
    before = len(w.log)
    await w.command("rita", "thanks <@joy> for the calm answers")
    await w.stand_still(hours=17)
    (words,) = unasked(w, "joy", before)
    assert words.startswith("I was switched off from ")
    assert "for the calm answers" in words


async def test_the_first_look_after_it_may_fail(w, plan_talk, monkeypatch):
    before = len(w.log)
    for hours in (2, 3, 4):
        await plan_talk(in_hours=hours)
    fire, fails = checkins.fire, [StorageTrouble("away")]

    def once_away(tx, **given):
        if fails:
            raise fails.pop()
        return fire(tx, **given)

    monkeypatch.setattr(checkins, "fire", once_away)
    with pytest.raises(StorageTrouble):
        await w.stand_still(hours=7)
    await w.pass_time(hours=0.01)
    (words,) = unasked(w, "rita", before)
    assert words.startswith("I was switched off from ")


async def test_another_process_that_sweeps_first_knows_of_it(url, ring):
    clock = TestClock()
    stores = [open_store(url, ring, clock) for _ in range(1 if url.startswith("sqlite") else 2)]
    w = Workspace(stores[0], clock)
    await hire(w)
    await accept(w)
    await w.sweeper.sweep()
    await w.pass_time(days=4, hours=9)
    before = len(w.log)
    looks, go_on = asyncio.Event(), asyncio.Event()

    async def slow(_):
        looks.set()
        await go_on.wait()
        return NOBODY

    clock.forward(hours=66)
    first = asyncio.create_task(Sweeper(stores[0], lambda: None, clock, slow).sweep())
    await looks.wait()
    await Sweeper(stores[-1], lambda: None, clock).sweep()
    await w.deliver()
    go_on.set()
    await first
    await w.deliver()
    (words,) = unasked(w, "rita", before)
    assert "I was switched off from " in words
    for store in stores:
        await store.close()


async def test_one_message_also_where_it_is_not_known_yet_whether_somebody_had_answered(w, plan_talk):
    """What is due about them waits ten minutes, and the one message with it."""
    await w.pass_time(days=4, hours=9)
    await plan_talk(in_hours=62)
    before, looks = len(w.log), []

    async def once_unheard(people):
        looks.append(people)
        return Unheard(frozenset(people)) if len(looks) == 1 else NOBODY

    w.clock.forward(hours=66)
    w.sweeper = Sweeper(w.store, lambda: None, w.clock, once_unheard)
    await w.pass_time()
    assert unasked(w, "rita", before) == []
    await w.pass_time(hours=0.2)
    (words,) = unasked(w, "rita", before)
    assert words.startswith("Mon 30 Nov\n")
    assert "I was switched off from " in words


async def test_a_message_that_waits_for_the_morning_tells_what_waits_then(w, plan_talk):
    """Not what waited when it was written."""
    before = len(w.log)
    await plan_talk(in_hours=2)
    w.clock.forward(hours=7)
    w.sweeper = Sweeper(w.store, lambda: None, w.clock)
    await w.sweeper.sweep()
    await close_what_waits(w.store, _where("rita"), "answered")
    await w.delivery.sweep()
    assert not any("switched off" in words for words in unasked(w, "rita", before))


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
    # The weekly talks, what was planned for a day, how the round closed: one of each; and both excuses.
    assert all(later <= earlier + 7 for later, earlier in zip(after, before, strict=True)), (before, after)


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
def failing(monkeypatch):
    """The planned talk cannot be begun, so often."""
    left, begin = [0], firing._begin

    def fails(tx, due, start, stage):
        if start.dialog == "settings" and left[0]:
            left[0] -= 1
            raise RuntimeError("a fault in one talk")
        return begin(tx, due, start, stage)

    monkeypatch.setattr(firing, "_begin", fails)
    return left


async def test_what_fails_once_is_waited_for_and_comes_with_the_one_message(w, plan_talk, failing):
    await plan_talk(in_hours=2)
    failing[0] = 1
    before = len(w.log)
    await w.stand_still(hours=7)
    assert unasked(w, "rita", before) == []
    for _ in range(3):
        await w.pass_time(hours=0.1)
    (words,) = unasked(w, "rita", before)
    assert words.startswith("I was switched off from ")
    assert "Your settings" in words


async def test_what_fails_again_keeps_nothing_else_back(w, plan_talk, failing):
    await w.command("joy", "thanks <@rita> for the quick answers")
    await plan_talk(in_hours=2)
    failing[0] = 3
    before = len(w.log)
    await w.stand_still(hours=4)
    for _ in range(2):
        await w.pass_time(hours=0.1)
    (words,) = unasked(w, "rita", before)
    assert words.startswith("I was switched off from ")
    assert "for the quick answers" in words
    for _ in range(3):
        await w.pass_time(hours=1)
    assert await w.store.read(_talks) == ["open"], "and it is begun once it can be"


async def test_a_talk_of_a_newer_version_is_left_for_it_and_said_once(w, plan_talk, monkeypatch, caplog):
    monkeypatch.setattr(firing, "DIALOGS", {name: one for name, one in DIALOGS.items() if name != "settings"})
    firing.left_for_another_version.cache_clear()
    await plan_talk(in_hours=1)
    for _ in range(3):
        await w.pass_time(hours=1)
    said = [one for one in caplog.records if one.message == "left for a version that knows it"]
    assert [one.what for one in said] == ["settings"]
    assert await w.store.read(_talks) == []
    monkeypatch.undo()
    await w.pass_time(hours=0.1)
    assert await w.store.read(_talks) == ["open"]


async def test_a_reminder_of_a_talk_of_a_newer_version_is_left_for_it(w, monkeypatch):
    """She is asked whether both mean the same."""
    before = len(w.log)
    for file in (firing, reminders):
        monkeypatch.setattr(file, "DIALOGS", {})
    await w.pass_time(days=1, hours=2)
    assert unasked(w, "rita", before) == []
    monkeypatch.undo()
    await w.pass_time(hours=0.1)
    (words,) = unasked(w, "rita", before)
    assert words.startswith("Still waiting for you: Do you both mean the same?")


async def test_a_kind_of_a_newer_version_is_said_once(w, caplog):
    def plan(tx):
        ((account, person, _),) = tx.persons_at(_where("rita"))
        tx.enter(account)
        tx.plan(Due("newer", account, "newer kind", "o", person, "", "", tx.moment.now, {}))

    firing.left_for_another_version.cache_clear()
    await w.store.turn(plan)
    for _ in range(3):
        w.clock.forward(hours=0.1)
        await w.sweeper.sweep()
    said = [one for one in caplog.records if one.message == "left for a version that knows it"]
    assert [one.what for one in said] == ["newer kind"]


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
            start = Start("settings", {OWNER: person})
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
