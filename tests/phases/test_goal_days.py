"""Days that move while a proposal about goals waits for its answer: with a step, and with work that rests."""

from __future__ import annotations

from datetime import date

import pytest

from bot import model
from bot.phases.gap_training.item_moved import ITEM_MOVED
from bot.phases.goal_setting.answers import GOALS_ANSWER
from bot.phases.goal_setting.changes import GOALS_CHANGE
from bot.phases.goal_setting.counters import GOALS_COUNTER
from bot.phases.goal_setting.draft import GOALS_DRAFT
from bot.phases.life.resting import PAUSE
from tests.phases.goal_scene import (
    DAY,
    OWNER,
    PROFESSIONAL,
    THURSDAY,
    YES,
    agreed,
    began,
    book,
    drafted,
    goal_in,
    no,
    start,
)
from tests.phases.talk import ACCEPT, play

SURE = (PROFESSIONAL, "sure", "sure")
MONDAY = THURSDAY + 18 * DAY  # 14 Dec; the step and what is learned by it were due on Fri 11 Dec
LATER = date(2026, 12, 18)


def moved(there, to=LATER):
    """The step goes to another day, and the learning goal with it."""
    answers = [(PROFESSIONAL, "to", "other"), (PROFESSIONAL, "day", to)]
    talk = play(ITEM_MOVED, there, start(ITEM_MOVED, about="drafts", conversation="moved"), answers)
    return there.after(talk.caused)


def another_number(there, by="rita"):
    """Somebody proposes 85 of 100 for the inbox, and nothing else."""
    goal = goal_in(there)
    role, key = (OWNER if by == "rita" else PROFESSIONAL), f"goal/{goal.id}"
    said = {"metric": goal.metric, "way": "ratio", "agreed": 85, "due": goal.due_on, "weight": 1}
    answers = [(role, "which", goal.id), *((role, f"{key}/{name}", value) for name, value in said.items())]
    answers += [(role, f"{key}/today", None), (role, "", ACCEPT), (role, "why", None)]
    talk = play(GOALS_CHANGE, there, start(GOALS_CHANGE, by), answers)
    return there.after(talk.caused), began(talk, "second")


def days_of(there):
    step, goal = there.one(model.Item, "drafts"), goal_in(there, learning=True)
    return step.due_on, goal.due_on


@pytest.mark.parametrize("by", ["rita", "joy"])
def test_a_yes_to_one_goal_leaves_the_moved_day_of_another(by):
    offered, answer = another_number(agreed().at(MONDAY), by)
    there = moved(offered)
    assert days_of(there) == (LATER, LATER)
    if by == "rita":
        talk = play(GOALS_ANSWER, there, answer, [(PROFESSIONAL, "agree", YES), SURE])
        assert not talk.said("Order questions"), "it is not about that goal"
    else:
        talk = play(GOALS_COUNTER, there, answer, [(OWNER, "take", YES)])
    after = there.after(talk.caused)
    assert days_of(after) == (LATER, LATER)
    assert goal_in(after).expected == 85


def test_a_day_that_had_moved_before_the_proposal_may_move_again():
    offered, answer = another_number(moved(agreed().at(MONDAY)))
    later = moved(offered.at(MONDAY + 7 * DAY), date(2027, 1, 5))
    talk = play(GOALS_ANSWER, later, answer, [(PROFESSIONAL, "agree", YES), SURE])
    assert days_of(later.after(talk.caused)) == (date(2027, 1, 5), date(2027, 1, 5))


def test_a_proposal_from_before_it_was_told_over_what_it_was_made_reads_its_agreement():
    offered, answer = another_number(agreed().at(MONDAY))
    old = {key: value for key, value in answer.terms.items() if key not in ("over", "laid")}
    there = moved(offered)
    begun = start(GOALS_ANSWER, terms=old, conversation="second")
    talk = play(GOALS_ANSWER, there, begun, [(PROFESSIONAL, "agree", YES), SURE])
    assert days_of(there.after(talk.caused)) == (LATER, LATER)


def test_a_first_offer_takes_the_days_that_moved_while_it_waited():
    draft, there = drafted()
    there = moved(there.at(MONDAY))
    assert days_of(there) == (LATER, LATER)
    talk = play(GOALS_ANSWER, there, began(draft), [(PROFESSIONAL, "agree", YES), SURE])
    assert talk.said("by Fri 18 Dec")
    assert days_of(there.after(talk.caused)) == (LATER, LATER)


def test_a_wish_carries_the_day_that_was_wished_and_the_one_that_moved():
    draft, there = drafted()
    key = goal_in(there).id
    wish = [no("too-much"), (PROFESSIONAL, "which", key), (PROFESSIONAL, f"fits/{key}/value", 80.0)]
    wish += [(PROFESSIONAL, f"fits/{key}/due", date(2026, 12, 23)), (PROFESSIONAL, f"fits/{key}/needs", None)]
    wish += [(PROFESSIONAL, "why", "old mail"), SURE]
    talk = play(GOALS_ANSWER, there, began(draft), wish)
    there = moved(there.after(talk.caused).at(MONDAY))
    take = play(GOALS_COUNTER, there, began(talk, "counter"), [(OWNER, "take", YES)])
    after = there.after(take.caused)
    assert days_of(after) == (LATER, LATER)
    assert (goal_in(after).due_on, goal_in(after).expected) == (date(2026, 12, 23), 80)


def test_an_offer_that_waited_while_the_work_rested_is_about_the_new_days():
    draft, there = drafted()
    there = there.at(THURSDAY + DAY)
    talk = play(PAUSE, there, start(PAUSE, conversation="rest"), [(OWNER, "until", date(2026, 12, 10))])
    rested = there.after(talk.caused).at(THURSDAY + 14 * DAY)
    talk = play(PAUSE, rested, start(PAUSE, conversation="on"), [(OWNER, "then", "go-on")])
    after = rested.after(talk.caused)
    step, learning = days_of(after)
    assert step == learning > date(2026, 12, 18)
    yes = play(GOALS_ANSWER, after, began(draft), [(PROFESSIONAL, "agree", YES), SURE])
    done = after.after(yes.caused)
    assert days_of(done) == (step, learning)
    assert goal_in(done).due_on == done.one(model.Engagement, "work").round_ends_on > date(2027, 1, 8)
    assert done.one(model.Todo, "rules").due_on == after.one(model.Todo, "rules").due_on


def test_a_day_that_is_proposed_counts_even_where_it_moved_meanwhile():
    there = agreed().at(MONDAY)
    goal = goal_in(there, learning=True)
    key, wished = f"goal/{goal.id}", date(2027, 1, 6)
    answers = [
        (OWNER, "which", goal.id), (OWNER, f"{key}/metric", goal.metric), (OWNER, f"{key}/way", "done"),
        (OWNER, f"{key}/due", wished), (OWNER, f"{key}/weight", 1), (OWNER, "why", None),
    ]  # fmt: skip
    talk = play(GOALS_CHANGE, there, start(GOALS_CHANGE, "rita"), answers)
    offered = moved(there.after(talk.caused))
    yes = play(GOALS_ANSWER, offered, began(talk, "second"), [(PROFESSIONAL, "agree", YES), SURE])
    assert days_of(offered.after(yes.caused)) == (wished, wished)


def test_another_number_for_the_same_goal_still_closes_the_older_proposal():
    there = agreed().at(MONDAY)
    _, first = another_number(there)
    offered, second = another_number(there, "joy")
    after = offered.after(play(GOALS_COUNTER, offered, second, [(OWNER, "take", YES)]).caused)
    assert play(GOALS_ANSWER, after, first).said("Meanwhile you agreed on something else")


def counting(**person):
    """Until when today's value of a new goal is counted, as it is proposed on Mon 7 Dec."""
    there = book(now=THURSDAY + 11 * DAY, plan=False, round_ends_on=date(2027, 1, 22))
    joy = there.one(model.Person, "joy").model_copy(update=person)
    others = [one for kind in model.RECORDS for one in there.find(kind) if one.id != "joy"]
    facts = GOALS_DRAFT.prepare(type(there)(there.account, there.now_ms, joy, *others), start(GOALS_DRAFT))
    return facts.ideas[0].goal.baseline_until


@pytest.mark.parametrize(
    ("person", "until"),
    [
        ({}, date(2027, 1, 8)),  # Fri 25 Dec and Fri 1 Jan are nobody's days of work
        ({"away": "2027-01-04/2027-01-08"}, date(2027, 1, 15)),
        ({"away": "2026-12-08/2027-01-08"}, None),  # one check-in more, and the round has no room after it
    ],
)
def test_two_weeks_of_counting_end_on_a_check_in_that_comes(person, until):
    assert counting(**person) == until
