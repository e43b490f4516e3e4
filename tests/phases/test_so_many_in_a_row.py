"""So many in a row are there or not yet: what the rule closes by is asked, and no share of a hundred."""

from __future__ import annotations

import pytest

from bot import model
from bot.phases.goal_setting.draft import GOALS_DRAFT
from bot.phases.performance_assessment.checkin import CHECKIN
from bot.practice.plans import row_asked
from tests.phases.goal_scene import OWNER, drafted, goal_in, key_of, start
from tests.phases.goal_scene import book as at_goals
from tests.phases.talk import ACCEPT, play, typed
from tests.phases.week_scene import PLANNED, USUAL, begin, book, goal, written

ROW = goal(metric="five in a row without a change")


@pytest.mark.parametrize(
    ("words", "count"),
    [
        ("five in a row without a change", 5),
        ("10 in a row go out unchanged", 10),
        ("answered within 2 days", 0),
        ("in a row", 0),
        ("answered by the next day", 0),
    ],
)
def test_only_words_for_a_row_ask_for_one(words, count):
    assert row_asked(words) == count


@pytest.mark.parametrize(("told", "kept"), [("3", (3, 5)), ("5 in a row", (5, 5)), ("seven", (5, 5))])
def test_a_goal_of_so_many_in_a_row_asks_how_many_there_are(told, kept):
    answers = [USUAL[0], ("professional", "row/inbox", typed(told)), *USUAL[2:]]
    talk = play(CHECKIN, book(ROW), begin(CHECKIN, **PLANNED), answers)
    assert "count/inbox" not in talk.asked
    assert [(one.part, one.whole) for one in written(talk, model.Count)] == [kept]


def test_what_nobody_counted_stays_open():
    answers = [USUAL[0], ("professional", "row/inbox", None), *USUAL[2:]]
    talk = play(CHECKIN, book(ROW), begin(CHECKIN, **PLANNED), answers)
    assert written(talk, model.Count) == []


def test_a_second_telling_begins_from_the_row_of_the_first():
    answers = [USUAL[0], ("professional", "row/inbox", typed("3")), *USUAL[2:]]
    first = play(CHECKIN, book(ROW), begin(CHECKIN, **PLANNED), answers)
    again = play(CHECKIN, book(ROW).after(first.caused), begin(CHECKIN), [USUAL[0]])
    assert (again.state.page.proposed or {})["row/inbox"] == 3  # type: ignore[union-attr]


@pytest.mark.parametrize(("way", "counted"), [("done", "done"), ("keep", "ratio")])
def test_who_wants_a_row_as_a_share_is_asked_whether_it_is_there_or_not(way, counted):
    key = key_of(play(GOALS_DRAFT, at_goals(), start(GOALS_DRAFT)), "/metric").rpartition("/")[0]
    answers = [
        (OWNER, f"{key}/metric", typed("five in a row without a change")),
        (OWNER, f"{key}/way", "ratio"),
        (OWNER, f"{key}/agreed", typed("90")),
        (OWNER, f"{key}/due", typed("18 December")),
        (OWNER, f"{key}/weight", typed("1")),
        (OWNER, f"{key}/row", way),
        (OWNER, "", ACCEPT),
        (OWNER, "sure", "sure"),
    ]
    _, after = drafted(answers)
    assert goal_in(after).counted == counted
