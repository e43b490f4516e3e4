"""An answer that is different by now: changed until it is read, carried to the other one from then on."""

from __future__ import annotations

import pytest

from bot import model
from tests.phases.house import house_of
from tests.phases.round_scene import ACCOUNT, ENDS, at, book
from tests.phases.test_round_end_in_the_house import joy_looks_back, looking_back, rita_looks_back


@pytest.fixture
async def house(sqlite_url, ring):
    """Rita and Joy on the last day of their round, two hours after the look back came."""
    there = [record for kind in model.RECORDS for record in book().find(kind)]
    async with house_of(sqlite_url, ring, at(ENDS, 0), there, looking_back) as w:
        await w.pass_time(hours=2)
        yield w


CHANGES = ("Change", "Put right")


async def records(w, kind):
    found = []

    def read(tx):
        tx.enter(ACCOUNT)
        found.extend(tx.find(kind))

    await w.store.read(read)
    return found


async def ends(w, state="ended"):
    def end(tx):
        tx.enter(ACCOUNT)
        work = tx.one(model.Engagement, "work")
        tx.write(work.model_copy(update={"state": state}), work.version)

    await w.store.turn(end)


async def press_change(w, user, words):
    """Press the button that changes the answer whose card says these words."""
    messages = [m for m in w.screens[user].messages.values() if m.plain().startswith(words)]
    await w.press_id(user, next(c.id for m in messages for c in m.controls if c.label in CHANGES))


async def test_a_blind_answer_is_free_until_both_are_in(house):
    """It was carried to the other one as a correction, before they had answered anything."""
    w = house
    await joy_looks_back(w)
    before = {(one.id, one.level) for one in await records(w, model.Rating)}
    await press_change(w, "joy", "Calendar")
    assert "Calendar" in w.sees("joy")
    await w.press("joy", "2")
    ratings = await records(w, model.Rating)
    (new,) = {(one.id, one.level) for one in ratings} - before
    assert new[1] == 2
    assert len(ratings) == len(before), "it stands in the place of the first one"
    await w.pass_time(hours=8)
    assert "different" not in w.screens["rita"].text()
    assert "correction" not in w.screens["rita"].text()
    assert not [one for one in await records(w, model.Feedback) if one.kind == "correction"]
    await rita_looks_back(w)
    assert "Talk sheet; Rita has the same." in w.sees("joy"), "the gate opens once for the last view"
    await press_change(w, "joy", "Calendar")
    assert "is different" in w.sees("joy")
    await w.type("joy", "It is a 3 after all")
    await w.pass_time(hours=0.5)
    assert "It is a 3 after all" in w.screens["rita"].text()


async def test_a_correction_is_read_as_all_words_and_its_reply_stands_beside_it(house):
    """It was read in a talk of its own, whose reply was kept nowhere."""
    w = house
    await joy_looks_back(w)
    await press_change(w, "joy", "Round 1")
    assert 'and Rita reads it: "What was counted", answered "That is right"' in w.sees("joy")
    await w.type("joy", "December was 12")
    assert "Sent to Rita as a correction." in w.screens["joy"].text()
    (kept,) = await corrections(w)
    assert not kept.shown_at, "nobody has read it yet"
    await w.pass_time(hours=8)
    read = (
        'Joy puts an answer right. Asked: "What was counted" Answered: "That is right" Now: "December was 12"'
    )
    assert read in w.screens["rita"].text()
    (kept,) = await corrections(w)
    assert kept.shown_at
    await w.press("rita", "Reply")
    await w.type("rita", "I looked again, you are right")
    (kept,) = await corrections(w)
    assert (kept.reply, kept.about["asked"]) == (
        "I looked again, you are right",
        {"text": "title-look-back-facts"},
    )
    for command in ("numbers", "people", "next"):
        await w.command("rita", command)


async def test_what_was_left_out_is_said_so(house):
    """It was shown as None."""
    w = house
    await joy_looks_back(w)
    await w.pass_time(hours=8)
    await rita_looks_back(w)
    card = next(m for m in w.screens["joy"].messages.values() if "Rita should keep doing" in m.plain())
    await w.press_id("joy", next(c.id for c in card.controls if c.label in CHANGES))
    assert "None" not in w.sees("joy")
    assert "Not said" in w.sees("joy")


async def corrections(w):
    return [one for one in await records(w, model.Feedback) if one.kind == "correction"]


@pytest.mark.parametrize("state", ["ended", "alone"])
async def test_nothing_can_be_put_right_where_nobody_reads_it(house, state):
    """After the work, or where one of them looks back alone, a press could do nothing."""
    w = house
    await ends(w, state)
    await w.press("joy", "That is right")
    card = next(m for m in w.screens["joy"].messages.values() if m.plain().startswith("Round 1"))
    assert not [c for c in card.controls if c.label in CHANGES]


async def test_a_button_says_what_it_does(house):
    w = house
    await w.press("joy", "That is right")
    first = next(m for m in w.screens["joy"].messages.values() if m.plain().startswith("Round 1"))
    assert [c.label for c in first.controls] == ["Put right"], "it was agreed, and stays"
    await w.press("joy", "3")
    level = next(m for m in w.screens["joy"].messages.values() if "Alone, few corrections" in m.plain())
    assert "Change" in [c.label for c in level.controls], "nobody has read it yet"
