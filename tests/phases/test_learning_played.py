"""From both views of the skills to a closed step, played through the house as people do it."""

from __future__ import annotations

import pytest

from bot import model
from bot.ports import Where
from bot.words.render import strict
from storage import open_store
from tests.workspace import TestClock, Workspace, accept, hire


@pytest.fixture
async def w(sqlite_url, ring):
    """Rita and Joy in front of the plan: order questions needs one level more, calendar two."""
    clock = TestClock()
    store = open_store(sqlite_url, ring, clock)
    with strict():
        w = Workspace(store, clock)
        await hire(w)
        await accept(w)
        for level in ("3", "3", "3", "3", "1", "3"):
            await w.press("joy", level)
        await w.press("rita", "Yes, and I know Joy's work")
        for level in ("3", "2", "3", "3", "Not seen yet", "Not seen yet"):
            await w.press("rita", level)
        await w.press("rita", "Skip")
        yield w
    await store.close()


async def found(w, kind, **equal):
    """Records of Rita's account."""

    def read(tx):
        ((account, *_),) = tx.persons_at(Where("test", "", "rita"))
        tx.enter(account)
        return tx.find(kind, **equal)

    return await w.store.read(read)


async def test_a_plan_is_offered_answered_and_worked_off(w):
    assert "2 things are next to learn." in w.screens["rita"].text()
    assert "Calendar (needs 3, Joy says 1)" in w.sees("rita")
    await w.press("rita", "It is new to Joy")
    await w.press("rita", "I never explained it")
    assert "A plan for Joy: 2 h 30 min in paid hours" in w.sees("rita")
    await w.press("rita", "Offer to Joy")
    assert "Nothing counts before Joy's yes." in w.sees("rita")

    await w.press("joy", "Other dates")
    await w.fill("joy", {"Order questions: five old": "3 december"})
    assert "Order questions: five old e-mails, answered once more, by Thu 3 Dec" in w.sees("rita")
    await w.press("rita", "Take it")
    assert "The plan stands" in w.screens["joy"].text()
    assert "Goal 1" in w.sees("rita")

    await w.command("joy", "plan")
    assert "five old e-mails, answered once more, by Thu 3 Dec." in w.sees("joy")
    await w.press("joy", "Hand in a step")
    await w.type("joy", "Read; here is my checklist")
    await w.press("joy", "a two-page guide, then a checklist for bookings")
    assert "here is my checklist" in w.sees("rita")
    await w.press("rita", "Nearly: one thing")
    await w.type("rita", "both time zones")
    assert 'One thing is left: "both time zones"' in w.sees("joy")

    await w.command("joy", "done now with both time zones")
    await w.press("joy", "a two-page guide, then a checklist for bookings")
    await w.press("rita", "Ready")
    assert "Next: five real bookings by the checklist" in w.sees("joy")

    for count in ("3", "five"):
        await w.command("joy", "done the booking of Thursday")
        await w.press("joy", "five real bookings by the checklist")
        await w.type("joy", count)
    assert "Noted: 3 of 5." in w.screens["joy"].text()
    assert "Joy counts 5 in a row." in w.sees("rita")
    await w.press("rita", "Ready")
    assert "Calendar is there, level 3, seen in real work." in w.sees("joy")
    await w.command("joy", "skills")
    assert "Calendar | 3 | 3" in w.sees("joy")


async def test_a_count_is_told_in_the_words_that_were_asked_for(w):
    await w.press("rita", "It is new to Joy")
    await w.press("rita", "I never explained it")
    await w.press("rita", "Offer to Joy")
    await w.press("joy", "Fine")
    await w.press("rita", "Good")
    await w.type("joy", "3 in a row")
    assert "Which of these is it?" in w.sees("joy"), "two of her steps are counted"
    await w.press("joy", "five real bookings by the checklist")
    assert 'Noted: 3 of 5. When there are more, write it like this: "5 in a row".' in w.sees("joy")
    await w.type("joy", "5 in a row now!")
    assert "Which of these is it?" in w.sees("joy"), "two of her steps are counted"
    await w.press("joy", "five real bookings by the checklist")
    assert "Well done." in w.sees("joy")
    assert "How many in a row" not in w.sees("joy")


async def test_what_was_not_done_in_time_is_planned_anew(w):
    await w.press("rita", "It is new to Joy")
    await w.press("rita", "I never explained it")
    await w.press("rita", "Offer to Joy")
    await w.press("joy", "Fine")
    (todo,) = [one for one in await found(w, model.Todo) if "refund rules" in one.what]
    await w.pass_time(days=3.9)  # Friday: the e-mails were due on Thursday
    assert f'waits for Rita ("{todo.what}")' in w.screens["joy"].text()
    await w.press("joy", "Wed 2 Dec")
    assert 'It waits for your part: "the order and refund rules' in w.screens["rita"].text()
    (step,) = [one for one in await found(w, model.Item) if "old e-mails" in one.what]
    assert (step.due_on.isoformat(), step.moved, step.state) == ("2026-12-02", 1, "agreed")


async def test_what_comes_next_sleeps_while_the_work_rests(w):
    await w.press("rita", "It is new to Joy")
    await w.press("rita", "I never explained it")
    await w.press("rita", "Offer to Joy")
    await w.command("rita", "pause")
    await w.type("rita", "30 november")
    await w.press("joy", "Fine")
    assert "Something went wrong" not in w.screens["joy"].text() + w.screens["rita"].text()
    assert "Goal 1" not in w.sees("rita")
    assert {one.state for one in await found(w, model.Item)} == {"agreed"}
    await w.pass_time(days=6)
    await w.command("rita", "pause")
    await w.press("rita", "Go on today")
    await w.pass_time(days=1)
    assert "Goal 1" in w.screens["rita"].text()


async def test_a_second_look_plans_nothing(w):
    assert len(await found(w, model.Item)) == 0
    await w.press("rita", "It is new to Joy")
    await w.press("rita", "It is new to Joy")
    await w.press("rita", "Offer to Joy")
    before = len(await found(w, model.Item))
    for days in (6.97, 4.01):  # on Monday at its hour, on Friday past nine
        await w.pass_time(days=days)
    for level in ("3", "3"):
        await w.press("joy", level)
    for level in ("3", "3"):
        await w.press("rita", level)
    assert "Both views are in." in w.screens["rita"].text()
    assert len(await found(w, model.Item)) == before
    assert "mostly missing" not in w.screens["rita"].text()  # the first question has become its answer


async def test_two_steps_done_in_one_week_are_two_talks(w):
    await w.press("rita", "It is new to Joy")
    await w.press("rita", "It is new to Joy")
    await w.press("rita", "Offer to Joy")
    await w.press("joy", "Fine")
    await w.command("joy", "checkin")
    await w.press("joy", "Nothing")
    await w.press("joy", "Done")
    await w.press("joy", "Done")
    await w.fill("joy", {})  # the hours as agreed, no news
    await w.press("joy", "Likely")
    handed_in = [message.plain() for message in w.screens["joy"].messages.values()]
    assert sum("Paste your work or a link to it." in words for words in handed_in) == 2


async def test_a_plan_that_is_never_answered_ends_with_its_round(w):
    """Silence of weeks: Rita is told on Mondays, the round closes with what is known, one can follow."""
    await w.press("rita", "It is new to Joy")
    await w.press("rita", "It is new to Joy")
    await w.press("rita", "Offer to Joy")
    await w.pass_time(days=7)
    assert "a plan is offered; nothing counts before you both say yes" in w.sees("rita")
    for _ in range(9):
        await w.pass_time(days=7)
    assert "Round 1 closed." in w.screens["rita"].text()
    await w.press("rita", "Offer round 2")
    await w.press("rita", "Likely")
    assert [one.round for one in await found(w, model.Closing)] == [1]
    assert "Round 2" in w.screens["joy"].text()


async def asked_for_another_day(w):
    """The steps of which Joy is asked for another day."""
    return {about for dialog, about in await asked_of_joy(w) if dialog == "item_moved"}


async def asked_of_joy(w):
    """Every question about a step that is open for Joy, one entry each."""

    def read(tx):
        ((account, joy, _),) = tx.persons_at(Where("test", "", "joy"))
        tx.enter(account)
        open_ones = [(row.dialog, row.about) for seat, row in tx.open_seats(joy) if seat.asked]
        return sorted(one for one in open_ones if one[0] in ("item_moved", "item_done"))

    return await w.store.read(read)


async def test_what_was_asked_of_a_step_is_over_when_it_is_said_elsewhere(w):
    """Told as done twice and late as well: one question stays, and none when it is handed in."""
    for label in ("It is new to Joy", "I never explained it", "Offer to Joy"):
        await w.press("rita", label)
    await w.press("joy", "Fine")
    while not await asked_for_another_day(w):
        await w.pass_time(hours=23)
    (step,) = await asked_for_another_day(w)
    await w.press("joy", "It is done")
    assert await asked_of_joy(w) == [("item_done", step)]
    await w.command("joy", "checkin")
    for label in ("Nothing", "Done", "Done"):
        await w.press("joy", label)
    await w.fill("joy", {})
    await w.press("joy", "Likely")
    assert (await asked_of_joy(w)).count(("item_done", step)) == 1
    await w.command("joy", "done the five e-mails")
    await w.press("joy", next(one.what for one in await found(w, model.Item) if one.id == step))
    assert step not in {about for _, about in await asked_of_joy(w)}


async def test_a_button_that_is_still_there_is_taken_days_later(w):
    """The days that are proposed have moved on since; that it is done has not."""
    for label in ("It is new to Joy", "I never explained it", "Offer to Joy"):
        await w.press("rita", label)
    await w.press("joy", "Fine")
    while not await asked_for_another_day(w):
        await w.pass_time(hours=23)
    (step,) = await asked_for_another_day(w)
    w.clock.forward(days=4)
    await w.press("joy", "It is done")
    assert await asked_of_joy(w) == [("item_done", step)]


async def test_what_was_asked_of_a_step_that_is_not_needed_any_more_is_closed(w):
    """Its day has passed and Joy was asked for another; the last proof of the skill spares her the answer."""
    for label in ("It is new to Joy", "It is new to Joy", "Offer to Joy"):
        await w.press("rita", label)
    await w.press("joy", "Fine")
    guide = next(one for one in await found(w, model.Item) if "a checklist for bookings" in one.what)
    for _ in range(12):
        await w.pass_time(hours=23)
        if guide.id in await asked_for_another_day(w):
            break
    assert guide.id in await asked_for_another_day(w)
    await w.command("joy", "done the five bookings")
    await w.press("joy", "five real bookings by the checklist")
    await w.type("joy", "5")
    await w.press("rita", "Ready")
    assert guide.id not in await asked_for_another_day(w)
    (spared,) = [one for one in await found(w, model.Item) if one.id == guide.id]
    assert spared.state == "dropped"
