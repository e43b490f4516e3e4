"""Goals offered, answered and agreed to by two people in their chats."""

from __future__ import annotations

from datetime import date

import pytest

from bot import model
from bot.conversations.stage import Stage
from bot.engine.cards import Download
from bot.phases.goal_setting.draft import GOALS_DRAFT
from bot.tallies.own_time import ADDING, MINUTES, estimate
from bot.words.render import strict
from storage import open_store
from tests.phases.goal_scene import (
    ACCOUNT,
    THURSDAY,
    records,
    start,
)
from tests.workspace import TestClock, Workspace


async def seated(w, **what):
    """Put the scene into the store, reach both people, and begin the draft."""

    def write(tx):
        tx.add_account(model.Account(id=ACCOUNT, name="Rita Lopes"))
        tx.enter(ACCOUNT)
        for record in records(**what):
            tx.write(record, 0)
        for person in ("rita", "joy"):
            address = model.Address(
                account=ACCOUNT, id=f"at-{person}", person=person, platform="test", user=person
            )
            tx.write(address, 0)
        begin = start(GOALS_DRAFT, conversation="draft00000000", by="")
        Stage(tx).begin(begin)

    await w.store.turn(write)
    await w.deliver()


@pytest.fixture
async def w(sqlite_url, ring):
    clock = TestClock(THURSDAY)
    store = open_store(sqlite_url, ring, clock)
    with strict():
        yield Workspace(store, clock)
    await store.close()


async def test_two_people_agree_in_their_chats(w):
    await seated(w)
    assert "Goal 1 of 2" in w.sees("rita")
    for label in ("Good", "Good", "Sure"):
        await w.press("rita", label)
    assert "Sent to Joy." in w.screens["rita"].text()
    assert "Rita offers these goals for the round:" in w.sees("joy")
    await w.press("joy", "Yes to both")
    await w.press("joy", "Sure")
    assert "Agreed by both, Thu 26 Nov, version 1" in w.screens["joy"].text()
    assert "First check-in: Fri 27 Nov, 07:00; 15:00 for Joy." in w.sees("rita")
    await w.command("joy", "goals")
    assert "as agreed 90 of 100" in w.sees("joy")
    await w.press("joy", "Change")
    assert "What would you like to change?" in w.sees("joy")
    await w.command("rita", "goals page")
    assert "#" not in w.sees("rita"), "Markdown belongs into the file"
    (page,) = [span for line in w.screens["rita"].last.body for span in line if isinstance(span, Download)]
    assert (page.text, page.media) == ("agreement-1.md", "text/markdown")
    assert page.content.startswith("# Agreement, version 1\n\nBetween Rita Lopes and Joy Santos")
    assert "\n\n## Goals\n\n1. " in page.content


async def test_a_yes_with_a_condition_agrees_to_nothing(w):
    await seated(w)
    await w.type("rita", "Good, but make it 80 of 100")
    assert "Please press the button if this is right, or press Change." in w.sees("rita")
    assert "Goal 1 of 2" in w.sees("rita")
    for label in ("Good", "Good", "Sure"):
        await w.press("rita", label)
    for words in ("Yes, but only if the deadline moves to Friday", "Yes?", "yes to both in principle"):
        await w.type("joy", words)
        assert "You wrote more than a yes or a no, so I took it as neither." in w.sees("joy")
        assert "Rita offers these goals for the round:" in w.sees("joy")
    assert 'You wrote: "Yes, but only if the deadline moves to Friday"' in w.screens["joy"].text()
    await w.type("joy", "Yes, happy to!")
    assert "How sure are you" in w.sees("joy")


async def test_a_form_keeps_what_was_right(w):
    await seated(w)
    await w.fill("rita", {"As agreed": "95", "Weight": "7", "By": "1 March 2027"})
    seen = w.sees("rita")
    assert "Please write a number from 1 to 4." in seen
    assert "Please write a date up to Fri 8 Jan." in seen
    await w.fill("rita", {"Weight": "2", "By": "8 January 2027"})
    await w.press("rita", "Skip")
    assert "**" not in w.sees("rita")
    assert "Inbox: 95 of 100" in w.sees("rita")


async def test_the_numbers_travel_between_two_chats(w):
    await seated(w)
    for label in ("Good", "Good", "Likely"):
        await w.press("rita", label)
    await w.press("joy", "Too much")
    await w.press("joy", "Inbox")
    await w.fill("joy", {"This would fit": "80", "Hours": "11", "What makes": "old unread mail"})
    await w.press("joy", "Likely")
    assert "By the numbers it is too much: 11 hours needed, 7 planned." in w.sees("rita")
    assert await own_minutes(w) == 2, "to propose them"
    await w.press("rita", "80 it is")
    assert "Agreed by both" in w.sees("joy")
    assert await own_minutes(w) == 4, "and to answer what Joy proposed"


async def own_minutes(w):
    """Rita's own time for the work in the week of the scene, as it is estimated."""

    def look(tx):
        tx.enter(ACCOUNT)
        work, rita = tx.one(model.Engagement, "work"), tx.one(model.Person, "rita")
        return estimate(tx, work, rita, date(2026, 11, 23)) - MINUTES[ADDING] * bool(work.created_at)

    return await w.store.read(look)


async def test_a_trial_run_on_oneself(w):
    await seated(w, professional="rita")
    for label in ("Good", "Good", "Sure", "Yes to both", "Sure"):
        await w.press("rita", label)
    assert "Agreed by both" in w.screens["rita"].text()


async def test_the_work_ends_while_goals_wait(w):
    await seated(w)
    await w.press("rita", "Good")
    await w.press("rita", "Good")

    def end(tx):
        tx.enter(ACCOUNT)
        found = tx.one(model.Engagement, "work")
        tx.write(found.model_copy(update={"state": "ended"}), found.version)

    await w.store.turn(end)
    await w.press("rita", "Sure")
    assert "This work rests or has ended, so its goals wait too." in w.sees("rita")
