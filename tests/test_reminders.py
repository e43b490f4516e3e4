"""Reminders and practice: one kind word on the next working day, and both sides played by one person."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.conversations.planning import nudge
from bot.conversations.stage import Stage
from bot.dialog import Start
from bot.due import checkins
from bot.model import OWNER, Engagement, Level, Sample
from bot.ports import Where
from bot.transaction import NUDGE, Due
from bot.words.render import strict
from storage import KeyRing, open_store
from storage.transaction import StoredTransaction
from tests.workspace import TestClock, Workspace, accept, hire, rate_own

MANILA = ZoneInfo("Asia/Manila")
FRIDAY = 1_795_428_000_000 + 4 * 24 * 3_600_000 - 2 * 3_600_000
"""27 November 2026, 8:00 in Lisbon, 16:00 in Manila; Monday is Bonifacio Day there."""


@pytest.fixture
async def w(sqlite_url: str, ring: KeyRing) -> AsyncIterator[Workspace]:
    clock = TestClock()
    store = open_store(sqlite_url, ring, clock)
    with strict():
        yield Workspace(store, clock)
    await store.close()


async def reminders(w: Workspace, user: str, days: int) -> list[datetime]:
    """When somebody was reminded while so many days went by, hour by hour."""
    found = []
    for _ in range(days * 24):
        before = len(w.log)
        await w.pass_time(hours=1)
        found += [
            datetime.fromtimestamp(w.clock.now / 1000, UTC)
            for who, what, words in w.log[before:]
            if who == user and what == "gets" and words.startswith("Still waiting")
        ]
    return found


async def test_what_becomes_of_a_no_is_asked_once_more(w: Workspace) -> None:
    await hire(w)
    await w.press("joy", "Not for me")
    assert len(await reminders(w, "rita", 5)) == 1


async def test_work_that_rests_is_not_forgotten(w: Workspace) -> None:
    """Whether it goes on is asked on its day, and once more: nothing else would ever say that it rests."""
    await hire(w)
    await accept(w)
    await w.command("rita", "pause <@joy>")
    await w.type("rita", "Mon 30 Nov")
    [at] = await reminders(w, "rita", 11)
    assert at.date().isoformat() == "2026-12-02", "Tue 1 Dec is a holiday in Lisbon"
    assert "Shall it go on today?" in w.screens["rita"].text()


async def test_one_reminder_on_the_next_working_day_in_their_hours(w: Workspace) -> None:
    await hire(w)
    await accept(w)
    [at] = await reminders(w, "joy", 9)
    there = at.astimezone(MANILA)
    assert (there.date().isoformat(), 9 <= there.hour < 18) == ("2026-11-24", True)


async def test_the_monday_list_is_the_reminder_of_its_day(w: Workspace) -> None:
    """Asked on Friday: on Monday the list says all that waits, and is not said once more beside it."""
    w.clock.forward(days=4)
    await hire(w)
    await accept(w)
    assert await reminders(w, "rita", 4) == []
    (monday,) = [words for who, what, words in w.log if who == "rita" and words.startswith("Mon 30 Nov")]
    assert "Do you both mean the same?" in monday


@pytest.mark.parametrize("before", [False, True])
async def test_the_list_and_a_reminder_of_the_same_hour_are_one_message(w: Workspace, before: bool) -> None:
    """Whichever of the two comes out of the plan first."""
    w.clock.forward(days=4)
    await hire(w)
    await accept(w)

    def same_hour(tx: StoredTransaction) -> None:
        ((account, person, _),) = tx.persons_at(Where("test", "", "rita"))
        tx.enter(account)
        (listed,) = [due for due in tx.planned(person, "start") if due.occurrence.startswith("monday/")]
        for due in tx.planned(person, NUDGE):
            tx.retime(person, NUDGE, due.occurrence, listed.at_ms - int(before), due.engagement)

    await w.store.turn(same_hour)
    assert await reminders(w, "rita", 4) == []
    assert [words for who, what, words in w.log if who == "rita" and words.startswith("Mon 30 Nov")]


async def test_whoever_was_asked_outside_their_hours_has_a_day_for_it(w: Workspace) -> None:
    """Asked on a holiday at five: it is read the next morning, and an hour later is no time to remind."""
    w.clock.now = w.clock.real = FRIDAY + 3 * 24 * 3_600_000 + 3_600_000  # Bonifacio Day, 17:00 in Manila
    await hire(w)
    await accept(w)

    def ask(tx: StoredTransaction) -> None:
        ((account, person, _),) = tx.persons_at(Where("test", "", "joy"))
        tx.enter(account)
        live = Stage(tx).begin(Start("settings", {OWNER: person}, by=person, conversation="asked"))
        assert live is not None
        assert nudge(tx, live, OWNER)

    await w.pass_time(hours=0.5)
    await w.store.turn(ask)

    def planned(tx: StoredTransaction) -> int:
        ((account, person, _),) = tx.persons_at(Where("test", "", "joy"))
        tx.enter(account)
        (asked,) = [due.at_ms for due in tx.planned(person, NUDGE) if due.conversation == "asked"]
        return asked

    at = datetime.fromtimestamp(await w.store.read(planned) / 1000, MANILA)
    assert f"{at:%a %d %b %H:%M}" == "Wed 02 Dec 00:00", "a night after Tuesday at nine"


async def test_no_reminder_on_a_public_holiday_or_a_weekend(w: Workspace) -> None:
    w.clock.now = w.clock.real = FRIDAY
    await hire(w)
    await accept(w)
    [at] = await reminders(w, "joy", 6)
    assert at.astimezone(MANILA).date().isoformat() == "2026-12-01"


async def test_no_reminder_after_answering(w: Workspace) -> None:
    await hire(w)
    await accept(w)
    for level in ("3", "3", "3", "3", "3", "3"):
        await w.press("joy", level)
    assert await reminders(w, "joy", 4) == []


async def test_a_reminder_that_waits_to_be_sent_names_what_is_still_asked_then(w: Workspace) -> None:
    """It is written, and its workspace wants a pause, or it is not its minute yet."""
    for words in ("add <@joy>", "add <@brian>"):
        await w.command("rita", words)
    w.clock.now += 24 * 3_600_000
    await w.sweeper.sweep()
    before = len(w.log)
    await w.press("rita", "virtual assistant")
    (told,) = [words for who, _, words in w.log[before:] if who == "rita" and words.startswith("Still")]
    assert "waiting for you: Add a person: Joy (about 5 min)." in told
    assert "I do not remind you of it again; only after three quiet working days I say once" in told


async def test_no_reminder_behind_an_answer_that_came_before_it_was_sent(w: Workspace) -> None:
    await hire(w)
    await accept(w)
    for level in ("4", "4", "3", "1", "3", "3"):
        await w.press("joy", level)
    w.clock.now += 18 * 3_600_000  # noon in Manila
    await w.sweeper.sweep()
    before = len(w.log)
    await w.type("joy", "sixty orders a day for a shoe seller")
    assert [words for who, what, words in w.log[before:] if (who, what) == ("joy", "gets")] == []


async def test_several_talks_of_one_day_are_one_reminder(w: Workspace) -> None:
    """Also where they were begun at different hours; what was listed is not reminded of again."""
    for words in ("add <@joy>", "add <@brian>"):
        await w.command("rita", words)
        await w.pass_time(hours=9)
    before = len(w.log)
    assert len(await reminders(w, "rita", 4)) == 1
    (told,) = [words for who, _, words in w.log[before:] if who == "rita" and words.startswith("Still")]
    assert "Add a person: Joy and Add a person: Brian (about 10 min)" in told
    assert "I do not remind you of these again; only after three quiet working days I say once" in told


async def test_two_processes_that_fire_at_once_send_one_reminder(
    url: str, ring: KeyRing, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also where what is due for one person does not fit into one go."""
    clock = TestClock()
    stores = [open_store(url, ring, clock) for _ in range(1 if url.startswith("sqlite") else 2)]
    w = Workspace(stores[0], clock)
    for who in ("joy", "brian"):
        await w.command("rita", f"add <@{who}>")
    clock.forward(days=1)
    monkeypatch.setattr(checkins, "BATCH", 1)
    taken, go_on = threading.Event(), threading.Event()
    claim = StoredTransaction.claim_due

    def slow(tx: StoredTransaction, now_ms: int, limit: int) -> tuple[Due, ...]:
        found = claim(tx, now_ms, limit)
        if not taken.is_set():
            taken.set()
            assert go_on.wait(10)
        return found

    monkeypatch.setattr(StoredTransaction, "claim_due", slow)
    first = asyncio.create_task(stores[0].turn(checkins.fire))
    await asyncio.to_thread(taken.wait, 10)
    second = asyncio.create_task(stores[-1].turn(checkins.fire))
    await asyncio.wait({second}, timeout=0.3)
    go_on.set()
    await asyncio.gather(first, second)
    while await stores[-1].turn(checkins.fire):
        pass
    await w.deliver()
    told = [words for who, what, words in w.log if (who, what) == ("rita", "gets")]
    assert len(told) == 1
    assert "Add a person: Joy and Add a person: Brian" in told[0]
    for store in stores:
        await store.close()


async def test_what_belongs_to_no_work_is_reminded_of_in_the_same_hour(w: Workspace) -> None:
    """Somebody is being added, late in the evening: no work with them is there yet."""
    await hire(w)
    await accept(w)
    await w.pass_time(hours=11)
    await w.command("rita", "add <@brian>")
    before = len(w.log)
    [at] = await reminders(w, "rita", 2)
    assert at.astimezone(ZoneInfo("Europe/Lisbon")).hour == 9
    (told,) = [words for who, _, words in w.log[before:] if who == "rita" and words.startswith("Still")]
    assert "Do you both mean the same? and Add a person: Brian" in told


async def test_what_is_begun_on_another_day_has_a_reminder_of_its_own(w: Workspace) -> None:
    await w.command("rita", "add <@joy>")
    assert len(await reminders(w, "rita", 1)) == 1
    await w.command("rita", "add <@brian>")
    before = len(w.log)
    assert len(await reminders(w, "rita", 3)) == 1
    (told,) = [words for who, _, words in w.log[before:] if who == "rita" and words.startswith("Still")]
    assert "waiting for you: Add a person: Brian (about 5 min)." in told
    assert "I do not remind you of it again; only after three quiet working days I say once" in told


async def test_later_to_what_nobody_waits_for_brings_no_reminder(w: Workspace) -> None:
    await hire(w)
    await accept(w)
    await w.command("rita", "erase")
    assert "I ask once more tomorrow" not in w.sees("rita")
    await w.type("rita", "later")
    assert "It waits under /fivefold next; nothing is lost." in w.sees("rita")
    before = len(w.log)
    await reminders(w, "rita", 3)
    assert not [words for who, what, words in w.log[before:] if what == "gets" and "rase" in words]


async def test_later_to_what_was_reminded_of_promises_no_second_reminder(w: Workspace) -> None:
    await hire(w)
    await accept(w)
    assert len(await reminders(w, "joy", 1)) == 1
    await w.type("joy", "later")
    assert w.sees("joy") == "All right, later. It waits under /fivefold next; nothing is lost."
    assert await reminders(w, "joy", 2) == []


async def test_the_one_who_invites_is_reminded_of_a_question_before_the_yes(w: Workspace) -> None:
    await hire(w)
    await w.press("joy", "Ask Rita something first")
    await w.type("joy", "Is it every day?")
    assert len(await reminders(w, "rita", 3)) == 1
    assert len([what for who, what, _ in w.log if who == "joy" and what == "gets"]) == 1


async def test_nobody_is_reminded_of_a_sample_before_its_day(w: Workspace) -> None:
    await hire(w)
    await accept(w)
    await rate_own(w)
    await w.press("rita", "Yes, send the sample")

    def look(tx):
        ((account, *_),) = tx.persons_at(Where("test", "", "joy"))
        tx.enter(account)
        return tx.find(Sample)

    (sample,) = await w.store.read(look)
    reply = await w.type("joy", "later")
    assert "tomorrow" not in "".join(put.message.plain() for put in reply.puts)
    [at] = await reminders(w, "joy", 5)
    assert at.astimezone(MANILA).date() == sample.due_on


async def test_an_engagement_with_oneself_is_the_practice_run(w: Workspace) -> None:
    """Both sides by one person, in one place, and nobody else hears of it."""
    await w.command("rita", "practise")
    for label in ("virtual assistant", "Looks right"):
        await w.press("rita", label)
    await w.pick("rita", "Customer inbox")
    await w.press("rita", "Looks right")
    await w.type("rita", "I know how it feels.")
    await w.pick("rita", "Own login to the inbox and the shop")
    for label in ("Send", "Let's start", "All right"):
        await w.press("rita", label)
    await w.type("rita", "The inbox matters most.")
    await w.press("rita", "All clear")
    while " of " in w.sees("rita"):
        await w.press("rita", "3")
    await w.press("rita", "Yes, send the sample")
    await w.press("rita", "Send to Rita")
    await w.type("rita", "My drafts.")
    while "3 Alone" in w.buttons("rita"):
        await w.press("rita", "3")
    assert "Both views are in." in w.transcript()
    assert {who for who, _, _ in w.log} == {"rita"}

    def look(tx):
        ((account, *_),) = tx.persons_at(Where("test", "", "rita"))
        tx.enter(account)
        return tx.find(Engagement), tx.find(Level)

    (engagement,), levels = await w.store.read(look)
    assert engagement.owner == engagement.professional
    assert levels
