"""A check-in over several shares: each has its own field, and one typed line tells several of them."""

from __future__ import annotations

import pytest

from bot import model
from bot.engine.cards import Form
from bot.engine.replay import Finished, Waiting, replay
from bot.phases.performance_assessment.checkin import CHECKIN, checkin
from bot.phases.performance_assessment.week_numbers import several_in
from tests.phases.house import house_of
from tests.phases.talk import play, typed
from tests.phases.week_scene import ACCOUNT, PLANNED, USUAL, at, begin, book, goal, records, written

TWO = (goal(), goal("orders", what="Order questions", metric="right by the rules", position=1))


def of_two(inbox, orders, *more):
    counts = [("professional", "count/inbox", inbox), ("professional", "count/orders", orders)]
    return play(CHECKIN, book(*TWO, *more), begin(CHECKIN, **PLANNED), [USUAL[0], *counts, *USUAL[2:]])


@pytest.mark.parametrize(
    ("inbox", "orders", "kept"),
    [
        (typed("41 of 46"), typed("31 of 33"), {"inbox": (41, 46), "orders": (31, 33)}),
        (None, typed("31/33"), {"orders": (31, 33)}),
        (None, None, {}),
    ],
)
def test_each_of_two_shares_has_its_own_question(inbox, orders, kept):
    talk = of_two(inbox, orders)
    assert {one.goal: (one.part, one.whole) for one in written(talk, model.Count)} == kept


def test_a_second_telling_begins_from_what_was_told_first():
    first = of_two(typed("41 of 46"), None)
    there = book(*TWO).after(first.caused)
    again = play(CHECKIN, there, begin(CHECKIN), [USUAL[0]]).state
    assert isinstance(again, Waiting)
    assert again.page is not None
    known = again.page.proposed or {}
    assert (known["count/inbox"], "count/orders" in known) == ((41, 46), False)


def test_goals_of_one_name_are_told_apart_by_what_is_counted():
    same = (goal(), goal("other", position=1))
    talk = play(CHECKIN, book(*same), begin(CHECKIN, **PLANNED), [USUAL[0]])
    assert {"count/inbox", "count/other"} <= set(talk.asked)
    assert not several_in(CHECKIN.prepare(book(*same), begin(CHECKIN, **PLANNED)))


def test_the_list_of_an_older_talk_counts():
    """Several shares were one list to type once: what was told there is asked no more."""
    facts = CHECKIN.prepare(book(*TWO), begin(CHECKIN, **PLANNED))
    kept = {
        "way": "nothing", "counts": [[41, 46], None], "amount": 20.0, "news": None, "sure": "likely",
    }  # fmt: skip
    state = replay(checkin(facts), kept)
    assert isinstance(state, Finished)
    assert state.result.counts == {"inbox": (41.0, 46.0), "orders": None}


@pytest.mark.parametrize(("pay", "heading"), [("hours", True), ("project", False)])
def test_a_week_without_numbers_is_not_called_that(pay, heading):
    """Paid by the project, and with nothing counted, only good news is asked for."""
    done = goal("close", what="Month close", counted="done")
    way, close = USUAL[0], ("professional", "done/close", "not")
    talk = play(CHECKIN, book(done, pay=pay), begin(CHECKIN, **PLANNED), [way, close])
    assert isinstance(talk.state, Waiting)
    assert talk.state.page is not None
    assert (talk.state.page.ask is not None) is heading
    assert [prompt.key for prompt in talk.state.missing] == (["amount", "news"] if heading else ["news"])


# --- in a chat ----------------------------------------------------------------------------------------------


@pytest.fixture
async def friday(sqlite_url, ring):
    """Joy is asked for the numbers of her week."""
    async with house_of(sqlite_url, ring, at(27, 6), (*records(), *TWO)) as w:
        await w.pass_time(hours=1)
        await w.press("joy", "Nothing")
        yield w


async def counts(w):
    def look(tx):
        tx.enter(ACCOUNT)
        return {one.goal: (one.part, one.whole) for one in tx.find(model.Count)}

    return await w.store.read(look)


def fields(w):
    form = next(one for one in w.screens["joy"].last.controls if isinstance(one, Form))
    return [field.label for field in form.fields]


async def test_each_number_has_its_own_field(friday):
    w = friday
    assert "Inbox: answered by the next day.\nOrder questions: right by the rules." in w.sees("joy")
    assert fields(w)[:2] == ["Inbox: how many, of how many?", "Order questions: how many, of how many?"]
    await w.fill("joy", {"Inbox": "41 of 46", "Order": "31 of 33"})
    await w.press("joy", "Likely")
    assert await counts(w) == {"inbox": (41, 46), "orders": (31, 33)}


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("41 of 46, 31 of 33", {"inbox": (41, 46), "orders": (31, 33)}),
        ("41 of 46 and 31 of 33", {"inbox": (41, 46), "orders": (31, 33)}),
        ("41/46 31/33", {"inbox": (41, 46), "orders": (31, 33)}),
        ("Order questions 31 of 33, Inbox 41 of 46", {"inbox": (41, 46), "orders": (31, 33)}),
        ("inbox: 41 of 46\norder questions: -", {"inbox": (41, 46)}),
        ("41 of 46", {"inbox": (41, 46)}),
        ("order questions 31 of 33", {"orders": (31, 33)}),
    ],
)
async def test_one_line_tells_several_counts(friday, line, told):
    w = friday
    await w.type("joy", line)
    await w.fill("joy", {})
    await w.press("joy", "Likely")
    assert await counts(w) == told


@pytest.mark.parametrize("line", ["41 of 46, 31 of 33, 8 of 9", "41, 46, 31, 33", "41 of 46 or 31 of 33"])
async def test_a_line_of_which_nobody_knows_what_it_counts_is_asked_back(friday, line):
    w = friday
    await w.type("joy", line)
    assert "Inbox: how many, of how many?" in fields(w)
    assert "Order questions: how many, of how many?" in fields(w)
