"""Another day for what the owner does first: asked for in a doubt, and true with the yes of the other one."""

from __future__ import annotations

from datetime import date

import pytest

from bot import model
from bot.dialog import Change, Outcome
from bot.engine.kinds import Consent
from bot.phases.goal_setting.answers import GOALS_ANSWER
from bot.phases.goal_setting.counters import GOALS_COUNTER
from bot.phases.goal_setting.draft import GOALS_DRAFT
from tests.phases import scene
from tests.phases.goal_scene import BOTH, DAY, OWNER, PROFESSIONAL, THURSDAY, YES, began, book, no, start
from tests.phases.talk import ACCEPT, play, typed

AGREED, NEW = date(2026, 12, 2), date(2026, 12, 14)
SURE = (PROFESSIONAL, "sure", "sure")
FINE, STAY = (PROFESSIONAL, "part-days", YES), (PROFESSIONAL, "part-days", Consent(False, "stay"))


def doubted(to="14 Dec"):
    """Rita goes first, by Wed 2 Dec, then Joy by Fri 11 Dec; Rita doubts it and asks for another day."""
    first = scene.step("explain", skill="s-orders", due_on=AGREED, position=0, person="rita")
    there = book(first, scene.todo("before", source="explain", what="refund rules in writing", due_on=AGREED))
    days = [(OWNER, "part/before/due", typed(to)), (OWNER, "part/rules/due", date(2026, 11, 26))]
    talk = play(GOALS_DRAFT, there, start(GOALS_DRAFT), [*BOTH, (OWNER, "sure", "shaky"), *days])
    return talk, there.after(talk.caused)


def day_in(there):
    return there.one(model.Todo, "before").due_on


def test_what_was_agreed_stands_until_the_other_one_says_yes_and_both_read_what_comes_too_late():
    draft, there = doubted()
    assert day_in(there) == AGREED
    late = '"ten live ones" waits for "refund rules in writing" and is due by Fri 11 Dec, so Mon 14 Dec'
    assert draft.said(late)
    assert draft.said("Joy reads that too, before saying yes.")
    asked = play(GOALS_ANSWER, there, began(draft))
    assert asked.said('"refund rules in writing": so far by Wed 2 Dec, instead by Mon 14 Dec.')
    assert asked.said(late)
    assert asked.asked == ("part-days",)
    talk = play(GOALS_ANSWER, there, began(draft), [FINE, (PROFESSIONAL, "agree", YES), SURE])
    after = there.after(talk.caused)
    assert day_in(after) == NEW
    (agreement,) = after.find(model.Agreement)
    assert NEW.isoformat() in agreement.terms
    assert 'Joy says yes to Mon 14 Dec for "refund rules in writing".' in talk.notes["agreed"]


def test_a_no_leaves_the_agreed_day_and_the_owner_reads_it():
    draft, there = doubted()
    talk = play(GOALS_ANSWER, there, began(draft), [STAY, (PROFESSIONAL, "agree", YES), SURE])
    after = there.after(talk.caused)
    assert day_in(after) == AGREED
    (agreement,) = after.find(model.Agreement)
    assert NEW.isoformat() not in agreement.terms
    assert (
        'Joy would like "refund rules in writing" to stay on Wed 2 Dec, so that day stands'
        in talk.notes["agreed"]
    )


def test_a_day_in_time_for_what_follows_warns_nobody():
    draft, there = doubted("4 Dec")
    asked = play(GOALS_ANSWER, there, began(draft))
    assert not draft.said("too late")
    assert not asked.said("too late")
    assert asked.said("so far by Wed 2 Dec, instead by Fri 4 Dec")


@pytest.mark.parametrize(("answer", "day"), [(FINE, NEW), (STAY, AGREED)])
def test_the_day_is_answered_for_itself_whatever_becomes_of_the_goals(answer, day):
    draft, there = doubted()
    wish = [(PROFESSIONAL, "which", "all"), (PROFESSIONAL, "why", "Too much at once")]
    talk = play(GOALS_ANSWER, there, began(draft), [answer, no("too-much"), *wish])
    after = there.after(talk.caused)
    assert day_in(after) == day
    assert "14 Dec" in talk.notes["part-days"] or "2 Dec" in talk.notes["part-days"]
    again = [(OWNER, "then", "again"), (OWNER, "", ACCEPT), (OWNER, "", ACCEPT), (OWNER, "words", None)]
    counter = play(GOALS_COUNTER, after, began(talk), again)
    offered = after.after(counter.caused)
    last = play(GOALS_ANSWER, offered, began(counter, "last"), [(PROFESSIONAL, "agree", YES), SURE])
    assert "part-days" not in last.asked, "it was answered"
    assert day_in(offered.after(last.caused)) == day


def test_a_day_that_has_passed_meanwhile_is_not_asked_about():
    draft, there = doubted("30 Nov")
    late = there.at(THURSDAY + 7 * DAY)
    talk = play(GOALS_ANSWER, late, began(draft), [(PROFESSIONAL, "agree", YES), SURE])
    assert day_in(late.after(talk.caused)) == AGREED


def test_what_is_done_meanwhile_is_not_asked_about():
    draft, there = doubted()
    done = there.after(Outcome((Change(model.Todo, "before", 1, {"done_at": THURSDAY}),)))
    talk = play(GOALS_ANSWER, done, began(draft), [(PROFESSIONAL, "agree", YES), SURE])
    assert not talk.said("refund rules in writing"), "it is no part of it any more"
    assert day_in(done.after(talk.caused)) == AGREED


def test_a_day_that_nobody_else_has_read_is_the_owners_own_to_move():
    """What was not ready at the start stands on their list alone: Brian was asked about days he never saw."""
    mine = scene.todo("login", source="start", what="Own login", due_on=date(2026, 11, 28))
    days = [(OWNER, "part/rules/due", date(2026, 11, 26)), (OWNER, "part/login/due", typed("2 Dec"))]
    talk = play(GOALS_DRAFT, book(mine), start(GOALS_DRAFT), [*BOTH, (OWNER, "sure", "shaky"), *days])
    there = book(mine).after(talk.caused)
    assert there.one(model.Todo, "login").due_on == AGREED
    asked = play(GOALS_ANSWER, there, began(talk))
    assert asked.asked == ("agree",)
    assert asked.said("By Wed 2 Dec: Own login")
