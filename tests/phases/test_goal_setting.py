"""Goals are proposed: few, from what is there and in reach, and only where there is work for them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot import model
from bot.dialog import Begin, Change, Note, Outcome, Plan, Refused, Write
from bot.phases.goal_setting.draft import GOALS_DRAFT
from bot.phases.goal_setting.proposals import accepted_when, first_clause
from bot.phases.goal_setting.reach import realism_of
from bot.practice import roles
from bot.practice.goals import vagueness
from bot.words import Reader, plain
from tests.phases.goal_scene import (
    ACCOUNT,
    BOTH,
    JOBS,
    OWNER,
    PROFESSIONAL,
    THURSDAY,
    YES,
    answered,
    began,
    book,
    drafted,
    goal_in,
    planned,
    start,
)
from tests.phases.talk import ACCEPT, play, typed


def test_a_promise_whose_day_has_passed_is_not_offered_for_that_day():
    friday = THURSDAY + 24 * 3_600_000
    assert drafted(now=friday)[0].said(
        "Your part, which Joy will see. Still to come, planned for Thu 26 Nov: refund"
    )
    talk, _ = answered([(PROFESSIONAL, "agree", YES), (PROFESSIONAL, "sure", "sure")], now=friday)
    assert talk.said("Rita's part: Still to come, planned for Thu 26 Nov: refund rules.")


def test_a_met_skill_gets_a_number_and_a_new_one_a_learning_goal():
    talk, after = drafted()
    assert talk.said("Goal 1 of 2, can start now: Inbox\nToday's value: unknown.")
    assert talk.said("as agreed 90 of 100, less 80, more 97.\nJoy counts on Fridays.")
    assert talk.said("In reach: Joy is at 3, it needs 3; about 7 of the 20 hours (an even share).")
    assert talk.said("Goal 2 of 2, a learning goal, because it is new: Order questions")
    assert talk.said(
        "Your part, which Joy will see. By Thu 26 Nov: refund rules. Answers within one working day."
    )
    number, learning = goal_in(after), goal_in(after, learning=True)
    assert (number.less, number.expected, number.more, number.much_more) == (80, 90, 97, 100)
    assert (number.baseline_until, number.settled) == (date(2026, 12, 11), False)
    assert (number.weight, number.due_on, number.state) == (1, date(2027, 1, 8), "offered")
    assert (learning.counted, learning.due_on, learning.expected) == ("done", date(2026, 12, 11), None)
    assert learning.metric == "ten in a row go out unchanged"
    assert talk.effects(Write)[0].record.sure == "likely"


@pytest.mark.parametrize(
    ("levels", "kinds"),
    [
        ({"orders": 3, "calendar": 3}, [False, False, False]),
        ({"inbox": 1, "orders": 1, "calendar": 1}, [True, True]),
        ({"orders": 3}, [False, False, True]),
        ({"inbox": None, "orders": None, "calendar": None}, [True, True]),
    ],
    ids=["all met", "all new", "two met", "nothing seen"],
)
def test_at_most_three_goals_and_one_new_thing_beside_numbers(levels, kinds):
    answers = [*[(OWNER, "", ACCEPT)] * len(kinds), (OWNER, "sure", "sure")]
    _, after = drafted(answers, levels=levels, plan=False)
    offered = sorted(after.find(model.Goal), key=lambda goal: goal.position)
    assert [goal.learning for goal in offered] == kinds


def test_paid_by_the_piece_nobody_is_asked_for_hours():
    talk, after = drafted(pay="pieces", amount=3)
    assert talk.said("Proposed: as agreed 5 pieces, less 4, more 6."), "none at the turn of the year"
    assert talk.said("about 1 of 3 a week"), "one of three jobs"
    assert not talk.said("hour")
    goal = goal_in(after)
    assert (goal.counted, goal.unit, goal.settled) == ("number", "pieces", True)
    job = next(one for one in book().find(model.Job) if one.name == goal.what)
    assert goal.metric == accepted_when(job.good), "what a piece must be to count, and not a skill's name"


ALL_MET = {"orders": 3, "calendar": 3}


def test_the_pieces_of_all_goals_together_are_those_that_are_bought():
    """Three a week for three jobs: the first one had all of them, and the others were said to fit beside."""
    answers = [*[(OWNER, "", ACCEPT)] * 3, (OWNER, "sure", "sure")]
    talk, after = drafted(answers, levels=ALL_MET, pay="pieces", amount=3)
    assert [goal.expected for goal in after.find(model.Goal)] == [5, 5, 5]
    assert talk.said("about 1 of 3 a week, beside 2 for other goals")
    assert not talk.said("No goal so far")


def test_a_number_that_is_changed_is_reckoned_anew_and_so_are_those_after_it():
    """From 5 pieces to 15 the line went on saying what five of them take."""
    paid = book(levels=ALL_MET, pay="pieces", amount=3)
    key = play(GOALS_DRAFT, paid, start(GOALS_DRAFT)).asked[0].rpartition("/")[0]
    typed_in = [
        (OWNER, f"{key}/metric", typed("On the day")), (OWNER, f"{key}/way", "number"),
        (OWNER, f"{key}/agreed", typed("15")), (OWNER, f"{key}/due", typed("8 January")),
        (OWNER, f"{key}/weight", typed("1")), (OWNER, f"{key}/today", None), (OWNER, "", ACCEPT),
    ]  # fmt: skip
    talk = play(GOALS_DRAFT, paid, start(GOALS_DRAFT), typed_in)
    assert talk.said("Joy is at 3, it needs 3; about 3 of 3 a week.")
    assert talk.said("Not in reach yet: Joy is at 3, it needs 3; about 1 of 3 a week, beside 3 for other")


def test_a_job_without_a_goal_is_named_with_the_way_to_one():
    """What is still to be learned of two jobs is begun with one of them."""
    talk, after = drafted()
    assert {goal.what for goal in after.find(model.Goal)} == {"Inbox", "Order questions"}
    assert talk.said("No goal so far for: calendar. When these are agreed, /fivefold goals adds one.")


def test_what_is_agreed_stays_and_what_is_new_fits_beside_it():
    """Ten pieces were agreed; the next job that was proposed had all three a week as well."""
    answers = [*[(OWNER, "", ACCEPT)] * 3, (OWNER, "sure", "sure")]
    _, after = drafted(answers, levels=ALL_MET, pay="pieces", amount=3)
    goals = sorted(after.find(model.Goal), key=lambda goal: goal.position)
    agreed = goals[0].model_copy(update={"state": "agreed", "expected": 12.0, "id": "carried"})
    kept = [
        one for kind in model.RECORDS for one in after.find(kind) if kind not in (model.Goal, model.Sureness)
    ]
    there = type(after)(ACCOUNT, after.now_ms, *kept, agreed)
    talk = play(GOALS_DRAFT, there, start(GOALS_DRAFT), answers[1:])
    assert talk.said("Goal 1 of 2")
    assert talk.said("about 0.2 of 3 a week, beside 2.4 for other goals")
    new = [write.record for write in talk.effects(Write) if isinstance(write.record, model.Goal)]
    assert {goal.what for goal in new} == {goal.what for goal in goals[1:]}
    (begun,) = talk.effects(Begin)
    offered = {goal["id"] for goal in begun.start.terms["terms"]["goals"]}
    assert offered == {"carried", *(goal.id for goal in new)}


def test_paid_by_the_project_there_is_no_arithmetic_of_hours():
    talk, _ = drafted(pay="project", amount=0)
    assert talk.said("In reach: Joy is at 3, it needs 3.")


def test_what_templates_propose_is_not_vague():
    for template in roles.load().values():
        for job in template.jobs:
            for words in (first_clause(job.good), accepted_when(job.good)):
                assert not vagueness(words, has_number=True, has_date=True), words


@pytest.mark.parametrize(
    ("parts", "verdict", "often"),
    [((40, 42, 43), "A stretch", 84), ((30, 31, 32), "Not in reach yet", 62)],
)
def test_past_weeks_say_what_is_in_reach(parts, verdict, often):
    past = model.Goal(
        account=ACCOUNT,
        id="old",
        engagement="work",
        skill="s-inbox",
        round=0,
        due_on=date(2026, 11, 20),
        what="Inbox",
    )
    counts = [
        model.Count(
            account=ACCOUNT,
            id=f"c{n}",
            engagement="work",
            goal="old",
            part=part,
            whole=50,
            week_of=date(2026, 11, 2) + timedelta(weeks=n),
        )
        for n, part in enumerate(parts)
    ]
    talk = play(GOALS_DRAFT, book(past, *counts), start(GOALS_DRAFT))
    why = f"Joy is at 3, it needs 3; about 7 of the 20 hours (an even share); so far most often {often}"
    assert talk.said(f"{verdict}: {why}")


def test_a_round_that_is_over_gets_no_goals():
    talk, after = drafted([], round_ends_on=date(2026, 11, 26))
    assert talk.said("This round ends on Thu 26 Nov, too soon for a goal to show anything.")
    assert not after.find(model.Goal)
    assert "look_back_facts" in planned(talk)


def test_a_short_round_does_not_wait_for_a_count():
    talk, after = drafted(round_ends_on=date(2026, 12, 4))
    assert talk.said("Today's value: unknown. Proposed: as agreed 90 of 100")
    assert goal_in(after).settled
    assert goal_in(after, learning=True).due_on == date(2026, 12, 4)


@pytest.mark.parametrize("state", ["paused", "ended", "invited"])
def test_work_that_is_not_under_way_has_no_goals(state):
    with pytest.raises(Refused):
        play(GOALS_DRAFT, book(state=state), start(GOALS_DRAFT))


def test_only_the_two_people_of_the_work():
    with pytest.raises(Refused):
        play(GOALS_DRAFT, book(), replace(start(GOALS_DRAFT), seats={"owner": "joy"}))


def test_an_owner_who_doubts_their_part_is_asked_for_another_day_and_nothing_about_themselves():
    monday = date(2026, 11, 30)
    talk, after = drafted([*BOTH, (OWNER, "sure", "shaky"), (OWNER, "part/rules/due", typed("30 Nov"))])
    assert not any(key.startswith("commitment/") for key in talk.asked)
    assert talk.said("Which days could you keep?")
    assert after.one(model.Todo, "rules").due_on == date(2026, 11, 26), "it waits for Joy's yes"
    offer = began(talk)
    assert (offer.dialog, offer.terms["terms"]["part"][0]["due_on"]) == ("goals_answer", monday.isoformat())


def test_an_owner_who_doubts_may_leave_the_days_as_they_are():
    talk, after = drafted([*BOTH, (OWNER, "sure", "even"), (OWNER, "", ACCEPT)])
    assert not talk.changed(model.Todo)
    assert began(talk).dialog == "goals_answer"
    assert after.one(model.Todo, "rules").due_on == date(2026, 11, 26)


def test_a_doubt_about_answers_alone_gets_a_way_to_keep_them():
    """Nothing dated is promised, so there is no other day to ask for."""
    done = Outcome((Change(model.Todo, "rules", 1, {"done_at": 1}),))
    talk = play(GOALS_DRAFT, book().after(done), start(GOALS_DRAFT), [*BOTH, (OWNER, "sure", "shaky")])
    assert talk.said("one line to Joy on the same day is enough: when you will answer.")
    assert not talk.waits_for


def test_whoever_keeps_goals_alone_moves_their_own_day_at_once():
    days = [(OWNER, "sure", "shaky"), (OWNER, "part/rules/due", typed("30 Nov"))]
    _, after = drafted([*BOTH, *days], state="alone")
    assert after.one(model.Todo, "rules").due_on == date(2026, 11, 30)


def test_used_alone_goals_stay_on_the_owners_side():
    talk, after = drafted(state="alone")
    assert talk.said("Kept, on your side only.")
    assert not talk.effects(Begin)
    assert not talk.effects(Note)
    assert {goal.state for goal in after.find(model.Goal)} == {"agreed"}
    assert {plan.person for plan in talk.effects(Plan)} == {"rita"}


def test_the_jobs_of_the_scene_are_those_of_the_template():
    template = roles.load()["virtual_assistant"]
    assert {job.id: job.good for job in template.jobs if job.id in JOBS} == JOBS


def test_it_is_said_whose_word_a_level_is_and_nobody_reads_of_themselves_by_name():
    own = model.Level(
        account=ACCOUNT, id="own", engagement="work", skill="s-inbox", level=5, provisional=True, at=9
    )
    talk = play(GOALS_DRAFT, book(own), start(GOALS_DRAFT))
    assert talk.said("In reach: Joy says 5 (not seen yet), it needs 3; about 7 of")
    facts = GOALS_DRAFT.prepare(book(own), start(GOALS_DRAFT))
    (idea, *_) = facts.ideas
    read = plain(realism_of(facts.scene, idea, idea.goal, 1, PROFESSIONAL), Reader("en", "UTC"))
    assert read.startswith("In reach: you are at 5, it needs 3")


def test_jobs_are_proposed_as_their_words_say():
    """A share of a hundred stood before "no double booking" and before what happens once."""
    answers = [*[(OWNER, "", ACCEPT)] * 3, (OWNER, "sure", "likely")]
    talk, after = drafted(answers, levels={"inbox": 3, "orders": 2, "calendar": 3})
    (calendar,) = after.find(model.Goal, what="Calendar")
    assert (calendar.counted, calendar.less_is_better, calendar.expected) == ("number", True, 0)
    assert talk.said("as agreed 0 in all, not quite 1.")
