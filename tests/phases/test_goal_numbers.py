"""Numbers that come later, and changes at any time."""

from __future__ import annotations

import json
from datetime import date, timedelta

import pytest

from bot import model
from bot.dialog import Begin, Change, Outcome, Refused, Write
from bot.phases.goal_setting.answers import GOALS_ANSWER
from bot.phases.goal_setting.changes import GOALS_CHANGE
from bot.phases.goal_setting.counters import GOALS_COUNTER
from bot.phases.goal_setting.numbers import BASELINE_SETTLE, GOAL_NUMBER
from bot.tallies.rounds import results_of
from tests.phases.goal_scene import (
    ACCOUNT,
    DAY,
    OWNER,
    PROFESSIONAL,
    THURSDAY,
    YES,
    agreed,
    began,
    drafted,
    goal_in,
    key_of,
    planned,
    start,
)
from tests.phases.talk import ACCEPT, play, refusal

# --- numbers that come later ----------------------------------------------------------------------


def learned(now=THURSDAY + 13 * DAY):
    """The plan of the learning goal was closed on Wednesday, 9 December."""
    after = agreed()
    item = after.one(model.Item, "drafts")
    level = model.Level(account=ACCOUNT, id="new", engagement="work", skill="s-orders", level=3, at=now)
    closed = item.model_copy(update={"state": "closed", "closed_at": now})
    kept = [record for record in after._records.values() if record is not item]
    return type(after)(ACCOUNT, now, *kept, closed, level)


def test_a_learning_goal_gets_its_number():
    before = learned()
    goal = goal_in(before, learning=True)
    talk = play(GOAL_NUMBER, before, start(GOAL_NUMBER, about=goal.id), [(OWNER, "", ACCEPT)])
    assert talk.said("Order questions is learned, so it can be counted now.")
    after = before.after(talk.outcome)
    assert after.one(model.Goal, goal.id).result == 1
    answer = play(GOALS_ANSWER, after, began(talk), [(PROFESSIONAL, "agree", YES)])
    assert answer.said("Rita proposes a number for what you have learned:")
    assert answer.said(
        "Order questions, by Fri 8 Jan: Right by the shop's rules, no second message needed; as agreed 90"
    )
    assert not answer.said("Inbox, by")
    done = after.after(answer.outcome)
    assert sorted(a.number for a in done.find(model.Agreement)) == [1, 2]
    assert sorted(goal.what for goal in done.find(model.Goal, state="agreed")) == [
        "Inbox",
        "Order questions",
        "Order questions",
    ]


def test_its_level_is_the_one_at_which_the_round_closes():
    """It was told as done before the proof came: both go by the same day."""
    there = learned(THURSDAY + 18 * DAY)
    goal = goal_in(there, learning=True)
    told = model.Count(
        account=ACCOUNT, id="told", engagement="work", goal=goal.id, week_of=date(2026, 12, 7), part=1,
        whole=1, at=THURSDAY + 12 * DAY,
    )  # fmt: skip
    there = there.after(Outcome((Write(told),)))
    talk = play(GOAL_NUMBER, there, start(GOAL_NUMBER, about=goal.id), [(OWNER, "", ACCEPT)])
    (closed,) = (
        one
        for one in results_of(there, there.one(model.Engagement, "work"), 1, date(2027, 1, 8))
        if one.goal == goal.id
    )
    assert talk.changed(model.Goal)[goal.id]["result"] == closed.level == 1


def test_a_number_waits_where_the_round_is_nearly_over():
    before = learned(now=THURSDAY + 34 * DAY)
    talk = play(GOAL_NUMBER, before, start(GOAL_NUMBER, about="s-orders"))
    assert talk.said("its number comes with round 2")
    assert [effect.values for effect in talk.effects(Change)] == [{"result": -2}]
    assert not talk.effects(Begin)


def test_without_a_learning_goal_there_is_no_number():
    with pytest.raises(Refused):
        play(GOAL_NUMBER, agreed(), start(GOAL_NUMBER, about="s-inbox"))


def counted(parts, now=THURSDAY + 18 * DAY):
    after = agreed()
    goal = goal_in(after)
    counts = [
        model.Count(
            account=ACCOUNT,
            id=f"c{n}",
            engagement="work",
            goal=goal.id,
            part=part,
            whole=whole,
            week_of=date(2026, 11, 23) + timedelta(weeks=n),
        )
        for n, (part, whole) in enumerate(parts)
    ]
    return type(after)(ACCOUNT, now, *after._records.values(), *counts), goal


@pytest.mark.parametrize(
    ("parts", "value", "levels"),
    [
        ([(41, 46), (38, 50)], 82, (86, 90, 94)),
        ([(45, 50), (45, 50)], 90, (80, 90, 97)),
        ([(46, 50), (46, 50)], 92, (84, 92, 97)),
        ([(50, 50)], 100, (80, 90, 97)),
    ],
    ids=["below", "as agreed so far", "above", "all of them"],
)
def test_two_weeks_of_counting_settle_the_number(parts, value, levels):
    before, goal = counted(parts)
    talk = play(BASELINE_SETTLE, before, start(BASELINE_SETTLE, about=goal.id), [(OWNER, "", ACCEPT)])
    assert talk.said(f"so today's value is {value} of 100")
    after = before.after(talk.outcome)
    assert not after.one(model.Goal, goal.id).settled, "what both agreed to stays until both agree again"
    answer = play(GOALS_ANSWER, after, began(talk), [(PROFESSIONAL, "agree", YES)])
    assert answer.said("It has been counted for a while now. Rita proposes this number:")
    settled = after.after(answer.outcome).one(model.Goal, goal.id)
    assert (settled.settled, settled.baseline, settled.baseline_until) == (True, value, None)
    assert (settled.less, settled.expected, settled.more) == levels


def test_nobody_counted_is_not_zero():
    before, goal = counted([])
    talk = play(BASELINE_SETTLE, before, start(BASELINE_SETTLE, about=goal.id))
    assert talk.said(
        "Nobody has counted Inbox yet, so there is nothing to settle. I ask again on Mon 28 Dec."
    )
    assert planned(talk) == {"baseline_settle"}
    late = play(BASELINE_SETTLE, before.at(THURSDAY + 32 * DAY), start(BASELINE_SETTLE, about=goal.id))
    assert late.said("its number stays: as agreed 90 of 100")
    assert late.outcome == Outcome()


def test_no_number_of_a_round_that_is_over_is_settled():
    before, goal = counted([(41, 46)])
    ends = before.one(model.Engagement, "work").round_ends_on
    days = (ends - date(2026, 11, 26)).days
    last = play(BASELINE_SETTLE, before.at(THURSDAY + days * DAY), start(BASELINE_SETTLE, about=goal.id))
    assert last.waits_for, "on its last day it may be"
    over = before.at(THURSDAY + (days + 1) * DAY)
    assert refusal(BASELINE_SETTLE, over, start(BASELINE_SETTLE, about=goal.id)) == "goals-settle-over"


def test_a_settled_number_is_settled_once():
    before, goal = counted([(41, 46)])
    talk = play(BASELINE_SETTLE, before, start(BASELINE_SETTLE, about=goal.id), [(OWNER, "", ACCEPT)])
    after = before.after(talk.outcome)
    answer = play(GOALS_ANSWER, after, began(talk), [(PROFESSIONAL, "agree", YES)])
    with pytest.raises(Refused):
        play(BASELINE_SETTLE, after.after(answer.outcome), start(BASELINE_SETTLE, about=goal.id))


def test_two_proposals_at_once_keep_each_other():
    before, goal = counted([(41, 46), (38, 50)])
    settle = play(BASELINE_SETTLE, before, start(BASELINE_SETTLE, about=goal.id), [(OWNER, "", ACCEPT)])
    learning = goal_in(before, learning=True)
    number = play(GOAL_NUMBER, before, start(GOAL_NUMBER, about=learning.id), [(OWNER, "", ACCEPT)])
    after = before.after(settle.outcome).after(number.outcome)
    one = play(GOALS_ANSWER, after, began(number, "one"), [(PROFESSIONAL, "agree", YES)])
    after = after.after(one.outcome)
    two = play(GOALS_ANSWER, after, began(settle, "two"), [(PROFESSIONAL, "agree", YES)])
    after = after.after(two.outcome)
    assert sorted(agreement.number for agreement in after.find(model.Agreement)) == [1, 2, 3]
    assert after.one(model.Goal, goal.id).baseline == 82
    assert len(after.find(model.Goal, state="agreed")) == 3
    same = play(GOALS_ANSWER, after, began(settle, "again"))
    assert same.said("Meanwhile you agreed on something else (version 3)")
    assert same.outcome == Outcome()


# --- changes any time -----------------------------------------------------------------------------


def change(by, before):
    goal = goal_in(before)
    key = f"goal/{goal.id}"
    role = {"rita": OWNER, "joy": PROFESSIONAL}[by]
    answers = [
        (role, "which", goal.id),
        (role, f"{key}/metric", goal.metric),
        (role, f"{key}/way", "ratio"),
        (role, f"{key}/agreed", 85),
        (role, f"{key}/due", goal.due_on),
        (role, f"{key}/weight", 2),
        (role, f"{key}/today", None),
        (role, "", ACCEPT),
        (role, "why", "The shop is closed for a week."),
    ]
    return play(GOALS_CHANGE, before, start(GOALS_CHANGE, by), answers)


@pytest.mark.parametrize("by", ["rita", "joy"])
def test_either_side_proposes_and_the_other_answers(by):
    before = agreed()
    talk = change(by, before)
    after = before.after(talk.outcome)
    assert goal_in(after).expected == 90, "as agreed until both have said yes"
    if by == "rita":
        yes = [(PROFESSIONAL, "agree", YES), (PROFESSIONAL, "sure", "sure")]
        answer = play(GOALS_ANSWER, after, began(talk, "second"), yes)
        assert answer.said("Rita would like to change the goals:")
    else:
        answer = play(GOALS_COUNTER, after, began(talk), [(OWNER, "take", YES)])
        assert answer.said("Joy suggests: Inbox, by Fri 8 Jan")
    assert answer.said("Agreed by both, Thu 26 Nov, version 2")
    assert not answer.said("First check-in")
    done = after.after(answer.outcome)
    assert (goal_in(done).expected, goal_in(done).weight) == (85, 2)
    assert [
        json.loads(a.terms)["goals"][0]["expected"]
        for a in sorted(done.find(model.Agreement), key=lambda a: a.number)
    ] == [90, 85]


def test_nothing_changed_bothers_nobody():
    before = agreed()
    goal = goal_in(before)
    answers = [(OWNER, "which", goal.id), (OWNER, "", ACCEPT)]
    talk = play(GOALS_CHANGE, before, start(GOALS_CHANGE, "rita"), answers)
    assert talk.said("Nothing changed.")
    assert talk.outcome == Outcome()


def test_a_goal_is_added_later():
    before = agreed()
    first = play(GOALS_CHANGE, before, start(GOALS_CHANGE, "joy"), [(PROFESSIONAL, "which", "new")])
    key = key_of(first, "/what").rpartition("/")[0]
    answers = [
        (PROFESSIONAL, "which", "new"),
        (PROFESSIONAL, f"{key}/what", "Returns"),
        (PROFESSIONAL, f"{key}/metric", "answered in one message"),
        (PROFESSIONAL, f"{key}/way", "ratio"),
        (PROFESSIONAL, f"{key}/agreed", 75),
        (PROFESSIONAL, f"{key}/due", date(2027, 1, 8)),
        (PROFESSIONAL, "why", None),
    ]
    talk = play(GOALS_CHANGE, before, start(GOALS_CHANGE, "joy"), answers)
    after = before.after(talk.outcome)
    counter = play(GOALS_COUNTER, after, began(talk), [(OWNER, "take", YES)])
    assert counter.said("Joy suggests: Returns, by Fri 8 Jan: answered in one message")
    assert len(after.after(counter.outcome).find(model.Goal, state="agreed")) == 3


def test_a_first_proposal_that_waits_is_changed_in_its_own_place():
    _, after = drafted()
    with pytest.raises(Refused):
        play(GOALS_CHANGE, after, start(GOALS_CHANGE, "rita"))
