"""Goals between two people: yes, too much, change, outside, and what comes back."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from bot import model
from bot.dialog import Plan, Refused, instant_of
from bot.engine.kinds import Consent
from bot.phases.goal_setting.answers import GOALS_ANSWER
from bot.phases.goal_setting.counters import GOALS_COUNTER
from bot.phases.goal_setting.draft import GOALS_DRAFT
from bot.phases.goal_setting.frame import frame_of
from bot.phases.goal_setting.goal_terms import digest, load_terms
from bot.phases.life.todo import TODO
from tests.phases.book import MemoryBook
from tests.phases.goal_scene import (
    ACCOUNT,
    BOTH,
    OWNER,
    PROFESSIONAL,
    THURSDAY,
    YES,
    answered,
    answered_so_far,
    began,
    book,
    drafted,
    goal_in,
    key_of,
    no,
    planned,
    records,
    start,
)
from tests.phases.talk import ACCEPT, play, typed

# --- the answer (P10, P11, B1) --------------------------------------------------------------------


def test_both_yes_to_the_same_digest():
    talk, after = answered([(PROFESSIONAL, "agree", YES), (PROFESSIONAL, "sure", "sure")])
    assert talk.said(
        "Inbox, by Fri 8 Jan: Answered or sorted by the end of the next working day; as agreed 90 of 100"
    )
    assert talk.said("Nothing counts without your yes; changing things is normal. [Yes to both] [Too much]")
    assert talk.said("Agreed by both, Thu 26 Nov, version 1; you each have a copy.")
    assert talk.said("First check-in: Fri 27 Nov, 15:00; 07:00 for Rita.")
    assert "First check-in: Fri 27 Nov, 07:00; 15:00 for Joy." in talk.notes["agreed"]
    assert {goal.state for goal in after.find(model.Goal)} == {"agreed"}
    (kept,) = after.find(model.Agreement)
    assert (kept.number, kept.digest) == (1, digest(load_terms(json.loads(kept.terms))))
    assert kept.digest == talk.kept["agree"]["digest"]
    plans = planned(talk)
    assert {"checkin", "monday", "look_back_facts", "baseline_settle"} <= plans
    assert {(sure.role, sure.sure) for sure in after.find(model.Sureness)} == {
        ("owner", "likely"),
        ("professional", "sure"),
    }


def test_the_first_check_in_is_named_on_the_day_on_which_it_comes():
    """A Monday that is a holiday in Manila: it comes on Tuesday morning."""
    _, frame = frame_of(book(checkin_day=1), start(GOALS_DRAFT))
    assert frame.checkin is not None
    assert instant_of(frame.checkin.at_ms) == datetime(2026, 12, 1, 1, tzinfo=UTC), "9:00 in Manila"
    assert (frame.checkin.owner_clock, frame.checkin.professional_clock) == ("01:00", "09:00")


def test_somebody_likely_may_say_what_would_make_it_surer():
    words = (PROFESSIONAL, "surer", "A login of my own")
    talk, after = answered([(PROFESSIONAL, "agree", YES), (PROFESSIONAL, "sure", "likely"), words])
    assert "commitment/care" not in talk.asked
    assert 'How sure Joy is: likely. "A login of my own"' in talk.notes["agreed"], "Rita sees it"
    assert "A login of my own" in [sure.why for sure in after.find(model.Sureness)]


@pytest.mark.parametrize(("points", "mean"), [("3333", 3.0), ("3235", 3.25)])
def test_doubt_asks_four_things_and_three_is_enough(points, mean):
    items = [
        (PROFESSIONAL, f"commitment/{i}", p)
        for i, p in zip(("committed", "care", "dedicated", "chosen"), points, strict=True)
    ]
    talk, after = answered(
        [(PROFESSIONAL, "agree", YES), (PROFESSIONAL, "sure", "even"), (PROFESSIONAL, "surer", None), *items]
    )
    assert talk.said("Agreed by both")
    assert mean in [sure.commitment for sure in after.find(model.Sureness)]


def test_a_doubt_about_ones_own_proposal_asks_no_more():
    talk, _ = too_much(sure="shaky")
    assert not any(key.startswith("commitment/") for key in talk.asked)


def test_a_yes_that_is_not_meant_becomes_a_smaller_goal():
    items = [
        (PROFESSIONAL, f"commitment/{item}", "2") for item in ("committed", "care", "dedicated", "chosen")
    ]
    first = answered_so_far()
    goal = key_of(first, "agreed").split("/")[1]
    wish = [
        (PROFESSIONAL, "which", goal),
        (PROFESSIONAL, f"fits/{goal}/value", 70),
        (PROFESSIONAL, f"fits/{goal}/due", None),
        (PROFESSIONAL, f"fits/{goal}/needs", None),
        (PROFESSIONAL, "why", "I am new to this shop"),
    ]
    talk, after = answered(
        [
            (PROFESSIONAL, "agree", YES),
            (PROFESSIONAL, "sure", "shaky"),
            (PROFESSIONAL, "surer", None),
            *items,
            *wish,
        ]
    )
    assert talk.said("Then these goals are too big for now")
    assert not after.find(model.Agreement)
    counter = play(GOALS_COUNTER, after, began(talk), [(OWNER, "take", YES)])
    assert counter.said('Joy suggests Inbox 70 of 100 until Fri 8 Jan: "I am new to this shop"')
    assert counter.said("[70 it is]")
    assert counter.said("How sure Joy is: shaky.")


# --- counter-offers (X2) --------------------------------------------------------------------------


def too_much(value=80, hours=11, due=None, sure="likely", **what):
    goal = key_of(answered_so_far() if not what else drafted(**what)[0], "agreed").split("/")[1]
    wish = [
        no("too-much"),
        (PROFESSIONAL, "which", goal),
        (PROFESSIONAL, f"fits/{goal}/value", value),
        (PROFESSIONAL, f"fits/{goal}/due", due),
        (PROFESSIONAL, f"fits/{goal}/needs", hours),
        (PROFESSIONAL, "why", "old unread mail takes half my time"),
        (PROFESSIONAL, "sure", sure),
    ]
    return answered(wish, **what)


@pytest.mark.parametrize(
    ("hours", "says"),
    [
        (11, "By the numbers it is too much: 11 hours needed, 7 planned."),
        (7.5, "By the numbers it is too much: 7.5 hours needed, 7 planned."),
        (5, "By the numbers it fits: 5 hours needed, 7 planned."),
        (None, 'half my time"'),
    ],
)
def test_too_much_comes_with_its_arithmetic(hours, says):
    talk, after = too_much(hours=hours, due=date(2026, 12, 24))
    counter = play(GOALS_COUNTER, after, began(talk), [(OWNER, "take", YES)])
    assert counter.said("Joy suggests Inbox 80 of 100 until Thu 24 Dec")
    assert counter.said(says)
    assert counter.said("[80 it is] [Propose again] [Talk]")
    (kept,) = after.after(counter.outcome).find(model.Agreement)
    assert kept.digest == counter.kept["take"]["digest"]
    assert kept.why == "old unread mail takes half my time"
    assert "agreed" in counter.notes
    goal = goal_in(after.after(counter.outcome))
    assert (goal.expected, goal.state, goal.due_on) == (80, "agreed", date(2026, 12, 24))


def test_both_see_the_levels_beside_the_number_before_they_say_yes_to_it():
    talk, after = too_much(value=90)
    goal = load_terms(began(talk).terms["terms"]).goal(began(talk).terms["about"])
    assert goal is not None
    levels = f"Then: as agreed 90 of 100, less {goal.less:g}, more {goal.more:g}."
    assert talk.said(levels, PROFESSIONAL)
    assert play(GOALS_COUNTER, after, began(talk)).said(levels)


def test_too_much_in_pieces_asks_for_no_hours():
    talk, after = too_much(value=4, hours=2, pay="pieces", amount=1)
    counter = play(GOALS_COUNTER, after, began(talk))
    assert talk.said("Pieces a week you can do")
    assert counter.said("Joy suggests inbox 4 pieces")
    assert not counter.said("hours")


def test_the_owner_proposes_again_and_it_goes_on_until_both_agree():
    talk, after = too_much()
    goal = talk.result.about
    page = [
        (OWNER, "take", Consent(False, "again")),
        (OWNER, f"goal/{goal}/metric", "Answered the same day"),
        (OWNER, f"goal/{goal}/way", "ratio"),
        (OWNER, f"goal/{goal}/agreed", 85),
        (OWNER, f"goal/{goal}/due", date(2027, 1, 8)),
        (OWNER, f"goal/{goal}/weight", 1),
        (OWNER, f"goal/{goal}/today", None),
        (OWNER, "", ACCEPT),
        (OWNER, "words", "Half way?"),
    ]
    counter = play(GOALS_COUNTER, after, began(talk), page)
    after = after.after(counter.outcome)
    assert goal_in(after).state == "offered"
    again = play(
        GOALS_ANSWER,
        after,
        began(counter, "third"),
        [(PROFESSIONAL, "agree", YES), (PROFESSIONAL, "sure", "sure")],
    )
    assert again.said("Rita proposes once more:")
    assert again.said('Rita: "Half way?"')
    assert again.said("as agreed 85 of 100")
    assert goal_in(after.after(again.outcome)).expected == 85


def test_a_talk_is_set_up_and_the_question_comes_back():
    talk, after = too_much()
    counter = play(GOALS_COUNTER, after, began(talk), [(OWNER, "take", Consent(False, "talk"))])
    assert counter.said("You and Joy are both free")
    assert "Rita would like to talk about your proposal first." in counter.notes["talk"]
    (plan,) = counter.effects(Plan)
    assert plan.start is not None
    assert (plan.start.dialog, plan.start.terms["why"]) == (
        "goals_counter",
        "old unread mail takes half my time",
    )
    back = play(
        GOALS_COUNTER, after.at(plan.at_ms), replace(plan.start, conversation="later"), [(OWNER, "take", YES)]
    )
    assert back.said("80 it is")


def test_outside_what_was_agreed_is_taken_out():
    goal = [key for key in answered_so_far().asked if key.endswith("/metric")][-1].split("/")[1]
    talk, after = answered(
        [no("outside"), (PROFESSIONAL, "which", goal), (PROFESSIONAL, "why", "Orders were never part.")]
    )
    counter = play(GOALS_COUNTER, after, began(talk), [(OWNER, "take", YES)])
    assert counter.said('Order questions is outside what you agreed, says Joy: "Orders were never part."')
    assert counter.said("[Take it out]")
    states = {goal.what: goal.state for goal in after.after(counter.outcome).find(model.Goal)}
    assert states == {"Inbox": "agreed", "Order questions": "dropped"}


@pytest.mark.parametrize(
    ("wish", "says"),
    [
        ("too-much", "All of it together is too much"),
        ("change", "Joy would change something in all of it"),
        ("outside", "finds this outside"),
    ],
)
def test_all_of_it_leaves_no_number_to_take(wish, says):
    talk, after = answered(
        [no(wish), (PROFESSIONAL, "which", "all"), (PROFESSIONAL, "why", "Christmas is near.")]
    )
    counter = play(
        GOALS_COUNTER, after, began(talk), [(OWNER, "then", "again"), *BOTH, (OWNER, "words", None)]
    )
    assert counter.said(says)
    assert began(counter).dialog == "goals_answer"


def test_something_is_changed_by_the_professional():
    goal = [key for key in answered_so_far().asked if key.endswith("/metric")][-1].split("/")[1]
    wish = [
        no("change"),
        (PROFESSIONAL, "which", goal),
        (PROFESSIONAL, f"goal/{goal}/metric", "five in a row go out unchanged"),
        (PROFESSIONAL, f"goal/{goal}/way", "done"),
        (PROFESSIONAL, f"goal/{goal}/due", typed("18 December")),
        (PROFESSIONAL, f"goal/{goal}/weight", 1),
        (PROFESSIONAL, "why", "Few orders come before then."),
        (PROFESSIONAL, "sure", "sure"),
    ]
    talk, after = answered(wish)
    counter = play(GOALS_COUNTER, after, began(talk), [(OWNER, "take", YES)])
    assert counter.said("Joy suggests: Order questions, by Fri 18 Dec: five in a row go out unchanged.")
    assert goal_in(after.after(counter.outcome), learning=True).due_on == date(2026, 12, 18)


# --- the owner's own part, on its day --------------------------------------------------------------


def test_what_the_owner_promised_is_asked_after_on_its_day():
    talk, _ = answered([(PROFESSIONAL, "agree", YES), (PROFESSIONAL, "sure", "sure")])
    plans = [plan for plan in talk.effects(Plan) if plan.start and plan.start.dialog == "todo"]
    assert [plan.occurrence for plan in plans] == ["todo/2026-11-23"], "one for the week"
    assert [plan.person for plan in plans] == ["rita"]
    day: Any = {"terms": {"day": "2026-11-26"}, "by": ""}
    assert play(TODO, book(), start(TODO, **day)).asked == ("done",)
    done = model.Todo(
        account=ACCOUNT, id="rules", engagement="work", person="rita", what="refund rules",
        due_on=date(2026, 11, 26), done_at=THURSDAY - 1,
    )  # fmt: skip
    others = [one for one in records() if not isinstance(one, model.Todo)]
    with pytest.raises(Refused):
        play(TODO, MemoryBook(ACCOUNT, THURSDAY, *others, done), start(TODO, **day))


def test_what_was_left_as_it_is_after_a_no_is_no_yes():
    """Joy would change something, leaves the goal as it stands and says why: there is nothing to take."""
    draft, after = drafted()
    goal = goal_in(after)
    answers = [no("change"), (PROFESSIONAL, "which", goal.id), (PROFESSIONAL, "", ACCEPT)]
    answers += [(PROFESSIONAL, "why", "Mondays are mine."), (PROFESSIONAL, "sure", "likely")]
    talk = play(GOALS_ANSWER, after, began(draft), answers)
    counter = play(GOALS_COUNTER, after.after(talk.caused), began(talk, "counter"))
    assert counter.said('Joy has said no to Inbox and named nothing else: "Mondays are mine."')
    assert counter.waits_for == ("then",)
    assert not counter.said("[Take it]")
