"""A check-in over several shares: one list to type in place of a question for each."""

from __future__ import annotations

import pytest

from bot import model
from bot.engine.replay import Waiting
from bot.phases.performance_assessment.checkin import CHECKIN
from tests.phases.talk import play, typed
from tests.phases.week_scene import PLANNED, USUAL, begin, book, goal, written

TWO = (goal(), goal("orders", what="Order questions", metric="right by the rules", position=1))


def of_two(counts, *more, **start):
    answers = [USUAL[0], ("professional", "counts", counts), *USUAL[2:]]
    return play(CHECKIN, book(*TWO, *more), begin(CHECKIN, **(start or PLANNED)), answers)


@pytest.mark.parametrize(
    ("counts", "kept"),
    [
        (typed("41 of 46\n31 of 33"), {"inbox": (41, 46), "orders": (31, 33)}),
        (typed("Order questions 31/33, Inbox -"), {"orders": (31, 33)}),
        (None, {}),
    ],
)
def test_two_shares_are_one_list_to_type(counts, kept):
    talk = of_two(counts)
    assert not any(key.startswith("count/") for key in talk.asked)
    assert {one.goal: (one.part, one.whole) for one in written(talk, model.Count)} == kept


def test_a_second_telling_begins_from_the_list_of_the_first():
    """What was not counted then stands there as a dash, and what is emptied now is emptied."""
    first = of_two(typed("41 of 46\n-"))
    there = book(*TWO).after(first.caused)
    again = play(CHECKIN, there, begin(CHECKIN), [USUAL[0]]).state
    assert isinstance(again, Waiting)
    assert again.page is not None
    assert (again.page.proposed or {})["counts"] == ((41, 46), None)
    changed = play(
        CHECKIN, there, begin(CHECKIN), [USUAL[0], ("professional", "counts", typed("-\n31/33")), *USUAL[2:]]
    )
    assert {one.goal: (one.part, one.whole) for one in written(changed, model.Count)} == {
        "inbox": (None, None), "orders": (31, 33),
    }  # fmt: skip


def test_goals_of_one_name_have_a_question_each():
    same = (goal(), goal("other", position=1))
    talk = play(CHECKIN, book(*same), begin(CHECKIN, **PLANNED), [USUAL[0]])
    assert {"count/inbox", "count/other"} <= set(talk.asked)
