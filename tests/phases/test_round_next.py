"""The next round: both say yes to it, one of them would have it otherwise, and it stands."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot import model
from bot.dialog import Begin, Change, Outcome, Plan, Refused
from bot.phases.goal_setting.draft import GOALS_DRAFT
from bot.phases.repeat.next_round import NEXT_ROUND
from bot.phases.repeat.round_counter import ROUND_COUNTER
from bot.phases.templates import anchors_for
from bot.practice.identity import derived_id
from tests.phases.round_scene import ACCOUNT, DAY, ENDS, NOW, at, begun, book, engagement, goals, start
from tests.phases.round_words import JOY, OFFERED, RITA, UP, YES, closing, no, outcome, talked
from tests.phases.talk import ACCEPT, play, refusal, typed


def offered(*answers):
    answers = answers or OFFERED
    talk = closing(talked(), *answers)
    return talked().after(talk.caused), replace(begun(talk.caused, "next_round"), conversation="next")


def test_both_yes_and_the_next_round_stands():
    scene, begins = offered()
    talk = play(NEXT_ROUND, scene, begins, [(JOY, "round", YES), (JOY, "sure", "sure")])
    assert talk.said(f"Rita's one change: {UP}")
    assert talk.said("Your one change: Rita wrote: “Please decide those yourself.”")
    assert talk.said("How sure Rita is: likely.", JOY)
    assert "How sure Joy is: sure." in talk.notes["agreed"]
    assert talk.said("Your record to show others, confirmed by name: record.txt")
    assert talk.said("First check-in: Fri 15 Jan, 15:00")
    after = scene.after(talk.caused)
    work = after.one(model.Engagement, "work")
    assert (work.round, work.round_ends_on, work.state) == (2, date(2027, 3, 5), "active")
    agreed = [goal for goal in after.find(model.Goal, round=2) if goal.state == "agreed"]
    assert {goal.what: goal.expected for goal in agreed} == {"Inbox": 95, "Orders": 90}
    assert after.find(model.Agreement)[0].round == 2
    dialogs = [plan.start.dialog for plan in talk.effects(Plan) if plan.start]
    assert dialogs == [
        "checkin",
        "monday",
        "look_back_facts",
        "look_back_facts",
        "round_close",
        "baseline_settle",
    ]
    assert refusal(NEXT_ROUND, after, begins) == "look-back-not"


def test_new_work_is_rated_by_both_first_and_nothing_else():
    scene, begins = offered(
        (RITA, "then", "change"),
        (RITA, "", ACCEPT),
        (RITA, "", ACCEPT),
        (RITA, "new", "other"),
        (RITA, "new/other", "Supplier follow-up"),
        (RITA, "new/good", None),
        (RITA, "sure", "sure"),
        (RITA, "show", True),
    )
    talk = play(NEXT_ROUND, scene, begins, [(JOY, "round", YES), (JOY, "sure", "sure")])
    (skill,) = talk.written(model.Skill)
    assert skill.name == "Supplier follow-up"
    started = {effect.start.dialog: effect.start.terms for effect in talk.effects(Begin)}
    assert started["own_rating"] == started["owner_rating"] == {"skills": [skill.id], "occasion": "round-2"}


def with_new(*picked):
    """The scene in its second round, with something new, and what began it."""
    changed = ((RITA, "then", "change"), (RITA, "", ACCEPT), (RITA, "", ACCEPT))
    scene, begins = offered(*changed, *picked, (RITA, "sure", "sure"), (RITA, "show", True))
    talk = play(NEXT_ROUND, scene, begins, [(JOY, "round", YES), (JOY, "sure", "sure")])
    return scene.after(talk.caused).at(at(date(2027, 1, 12))), talk


def goals_for(scene, skill, level):
    """What is proposed once both have said what level there is."""
    seen = model.Level(
        account=ACCOUNT, id="new", engagement="work", skill=skill, level=level, at=scene.now_ms
    )
    there = scene.after(outcome(seen))
    return play(GOALS_DRAFT, there, start(GOALS_DRAFT))


def test_new_work_in_own_words_gets_a_counted_goal_like_any_other_job():
    good = "every supplier has an answer within two days"
    scene, talk = with_new(
        (RITA, "new", "other"), (RITA, "new/other", "Supplier follow-up"), (RITA, "new/good", good)
    )
    assert talk.said(f"New: Supplier follow-up: {good} (skill check first).")
    (job,) = talk.written(model.Job)
    assert (job.name, job.good) == ("Supplier follow-up", good)
    asked = goals_for(scene, talk.written(model.Skill)[0].id, 3)
    assert asked.said("Goal 1 of 1, can start now: Supplier follow-up")
    assert asked.said(f"What is counted = {good}")
    assert asked.said("In reach: Joy is at 3, it needs 3; about")


def test_new_work_that_the_template_knows_is_its_job_and_its_skill():
    scene, talk = with_new((RITA, "new", f"new-{derived_id('Invoices')}"))
    (job,), (skill,) = talk.written(model.Job), talk.written(model.Skill)
    assert (job.template, skill.template, skill.required) == ("invoices", "invoices", 3)
    assert anchors_for(scene, scene.one(model.Engagement, "work"), RITA)(skill)[0] != "Not done yet."
    assert goals_for(scene, skill.id, 3).said("Goal 1 of 1, can start now: Invoices")


def test_an_offer_that_waited_past_its_goals_says_so():
    scene, begins = offered()
    assert not play(NEXT_ROUND, scene, begins).said("has passed meanwhile")
    late = play(NEXT_ROUND, scene.at(at(date(2027, 3, 20))), begins)
    assert late.said("The day of Inbox and Orders has passed meanwhile; a change gives it another.")


def test_without_goals_the_next_round_begins_with_setting_them():
    talk = closing(book(without=(model.Goal,)), *OFFERED[:2])
    scene = book(without=(model.Goal,)).after(talk.caused)
    begins = replace(begun(talk.caused, "next_round"), conversation="next")
    yes = play(NEXT_ROUND, scene, begins, [(JOY, "round", YES)])
    assert begun(yes.caused, "goals_draft").seats == {RITA: "rita"}
    assert scene.after(yes.caused).one(model.Engagement, "work").round == 2


def test_not_able_yet_is_planned_when_the_round_begins():
    scene = talked()
    judged = scene.find(model.Judgement, role=RITA)[0]
    unable = Outcome((Change(model.Judgement, judged.id, judged.version, {"why": "unable"}),))
    talk = closing(scene.after(unable), *OFFERED)
    begins = replace(begun(talk.caused, "next_round"), conversation="next")
    yes = play(
        NEXT_ROUND,
        scene.after(unable).after(talk.caused),
        begins,
        [(JOY, "round", YES), (JOY, "sure", "sure")],
    )
    assert begun(yes.caused, "gap_causes").seats == {RITA: "rita"}


def countered(*answers):
    scene, begins = offered()
    talk = play(NEXT_ROUND, scene, begins, answers)
    after = scene.after(talk.caused)
    return after, replace(begun(talk.caused, "round_counter"), conversation="counter")


def test_too_much_goes_to_the_owner_with_what_would_fit():
    scene, begins = offered()
    inbox = begins.terms["offer"]["terms"]["goals"][0]["id"]
    asked = play(NEXT_ROUND, scene, begins, [(JOY, "round", no("too-much")), (JOY, "which", inbox)])
    fields = {key.rpartition("/")[2]: key for key in asked.waits_for}
    kept = {
        "metric": "messages answered",
        "way": "out",
        "due": date(2027, 3, 5),
        "weight": 1.0,
        "agreed": 90.0,
    }
    answers = [(JOY, fields[name], kept[name]) for name in fields]
    talk = play(
        NEXT_ROUND,
        scene,
        begins,
        [
            (JOY, "round", no("too-much")),
            (JOY, "which", inbox),
            *answers,
            (JOY, "why", typed("Old mail takes half my time.")),
        ],
    )
    counter = replace(begun(talk.caused, "round_counter"), conversation="counter")
    agreed = play(ROUND_COUNTER, scene.after(talk.caused), counter, [(RITA, "theirs", YES)])
    assert agreed.said('Joy says it is too much: "Old mail takes half my time."')
    assert agreed.said("This would fit Joy:")
    assert not agreed.said("reach"), "a goal that goes takes nothing"
    after = scene.after(talk.caused).after(agreed.caused)
    assert [goal.what for goal in after.find(model.Goal, round=2) if goal.state == "agreed"] == ["Orders"]
    assert "Agreed by both" in agreed.notes["agreed"]


def test_another_number_for_the_next_round_has_its_arithmetic_on_both_sides():
    scene, begins = offered()
    inbox = begins.terms["offer"]["terms"]["goals"][0]["id"]
    fields = (("metric", "messages answered"), ("way", "ratio"), ("agreed", 92), ("due", date(2027, 3, 5)))
    answers = (
        (JOY, "round", no("change")),
        (JOY, "which", inbox),
        *((JOY, f"goal/{inbox}/{key}", value) for key, value in (*fields, ("weight", 1))),
    )
    asked = play(NEXT_ROUND, scene, begins, answers)
    assert asked.said("Inbox: 92 of 100. The levels beside it are my proposal. A stretch: you are at 3")
    _, counter = countered(*answers, (JOY, "", ACCEPT), (JOY, "why", typed("The fair takes two weeks.")))
    told = play(ROUND_COUNTER, scene, counter)
    assert told.said(
        "Inbox. A stretch: Joy is at 3, it needs 3; about 20 of the 20 hours (an even share)", RITA
    )
    assert not told.said("Orders. "), "of what stayed nothing is said twice"


WISH = (
    (JOY, "round", no("change")),
    (JOY, "which", "all"),
    (JOY, "why", typed("Start a week later, please.")),
)


def test_the_owner_offers_theirs_again_with_a_word():
    scene, counter = countered(*WISH)
    talk = play(
        ROUND_COUNTER,
        scene,
        counter,
        [(RITA, "instead", "mine"), (RITA, "words", typed("The fair is in March."))],
    )
    again = replace(begun(talk.caused, "next_round"), conversation="n2")
    assert play(NEXT_ROUND, scene, again).said(
        'Rita would like to keep it as it was, and says: "The fair is in March."'
    )


def test_the_owner_talks_first_and_the_question_comes_back():
    scene, counter = countered(*WISH)
    talk = play(ROUND_COUNTER, scene, counter, [(RITA, "instead", "talk")])
    (plan,) = talk.effects(Plan)
    assert plan.start
    assert plan.start.dialog == "round_counter"
    assert json.dumps(plan.start.terms)
    assert play(ROUND_COUNTER, scene.at(plan.at_ms), replace(plan.start, conversation="c")).waits_for == (
        "instead",
    )


def test_where_nothing_else_was_named_there_is_no_yes_to_take():
    """A round would have begun that Joy had just found too much."""
    scene, counter = countered(*WISH)
    asked = play(ROUND_COUNTER, scene, counter)
    assert asked.said("Joy has named nothing else, and has not said yes. What do you say?")
    assert not asked.said("Take it")
    assert not asked.said("Joy has said yes to this one.")


@pytest.mark.parametrize("then", ["break", "mine", "talk"])
def test_a_wish_for_a_break_has_an_answer(then):
    scene, counter = countered((JOY, "round", no("break")), (JOY, "until", typed("1 Feb")))
    answers = [
        (RITA, "then", then),
        *([(RITA, "words", typed("The fair is in March."))] if then == "mine" else []),
    ]
    talk = play(ROUND_COUNTER, scene, counter, answers)
    assert talk.said("Joy would like a break until Mon 1 Feb.")
    assert bool(talk.changed(model.Engagement)) == (then == "break")


def test_an_offer_from_before_does_not_begin_a_round_twice():
    scene, begins = offered()
    yes = play(NEXT_ROUND, scene, begins, [(JOY, "round", YES), (JOY, "sure", "sure")])
    after = scene.after(yes.caused)
    with pytest.raises(Refused):
        NEXT_ROUND.prepare(after, begins)


def test_weeks_of_a_round_that_ended_long_ago_are_not_counted_for_ever():
    late = book(now=NOW + 60 * DAY)
    assert late.find(model.Engagement) == (engagement(),)
    assert goals()[0].due_on + timedelta(days=60) == date(2027, 3, 9)
    assert closing(late, *OFFERED).written(model.Closing)[0].ended_on == ENDS
