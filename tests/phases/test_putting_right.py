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
    await w.pass_time(hours=20)
    assert "It is a 3 after all" in w.screens["rita"].text()
