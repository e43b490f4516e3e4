"""A job comes or leaves in the middle of a round: its goals are set aside, a new skill is rated by both."""

from __future__ import annotations

import json
from dataclasses import replace

from bot import model
from bot.commands import Ask
from bot.dialog import Begin, Outcome, Start, Write
from bot.phases.goal_setting.frame import frame_of
from bot.phases.goal_setting.goal_terms import Terms, dump_terms, terms_of
from bot.phases.goal_setting.proposals import skills_of_job
from bot.phases.goal_setting.standing import carried, standing
from bot.phases.life.changing import CHANGING
from bot.phases.life.changing_answer import CHANGING_ANSWER
from bot.phases.life.changing_begins import CHANGING_BEGINS
from bot.summaries.goals import goals as goals_card
from bot.tallies.bought import Bought, bought_in
from bot.tallies.jobs import jobs_of
from bot.tallies.rounds import results_of
from bot.words import Reader, draw_card
from tests.phases.life_scene import ACCOUNT, about, book
from tests.phases.talk import ACCEPT, play, refusal, typed
from tests.phases.test_life_changing import (
    BOTH_AWAKE,
    SECOND,
    THIRD,
    agreed,
    agreement,
    asked_of,
    begun,
    goal,
    proposed,
    vars_of,
    work,
)


def two_jobs(*more, **engagement):
    """The inbox, and articles with a goal, a step of the plan and a version that names the goal."""
    articles = goal("articles", what="Articles", skill="writing")
    named = json.dumps(dump_terms(Terms(1, 0, (terms_of(goal()), terms_of(articles)))))
    step = model.Item(
        account=ACCOUNT, id="step", engagement="work", skill="writing", person="joy", what="One article",
        due_on=THIRD, state="agreed",
    )  # fmt: skip
    handed_over = (
        model.Job(
            account=ACCOUNT, id="blog", engagement="work", template="blog", name="Articles", position=1
        ),
        model.Skill(
            account=ACCOUNT, id="writing", engagement="work", template="blog", name="Writing",
            importance=3, required=3,
        ),
        model.Level(account=ACCOUNT, id="l1", engagement="work", skill="writing", level=4, at=1),
    )  # fmt: skip
    records = book(goal(), articles, step, *handed_over, *more, now=BOTH_AWAKE, amount=20, **engagement)
    return records.after(Outcome((Write(agreement(terms=named)),)))


WITHOUT_BLOG = [
    ("owner", "what", "work"),
    ("owner", "job", "blog"),
    ("owner", "", ACCEPT),
    ("owner", "why", None),
]


def test_a_job_leaves_with_its_goals_and_nothing_counts_against_anybody():
    records = two_jobs()
    talk = proposed(records, WITHOUT_BLOG)
    assert talk.said("From Mon 30 Nov: without Articles.")
    assert talk.said("Set aside, and nothing counts against anybody: Articles.")
    assert talk.said("Skills, levels and these goals live on: Inbox.")
    after, plan = agreed(records, WITHOUT_BLOG)
    assert [one.number for one in after.find(model.Agreement)] == [1, 2]
    assert len(jobs_of(after, "work")) == 2, "not before its day"
    after = begun(after, plan)
    assert [job.name for job in jobs_of(after, "work")] == ["Customer inbox"]
    assert after.one(model.Goal, "articles").state == "dropped"
    assert after.one(model.Item, "step").state == "dropped"
    assert after.one(model.Level, "l1").level == 4, "skills and levels live on"
    engagement = after.one(model.Engagement, "work")
    assert [one.what for one in results_of(after, engagement, 1, THIRD)] == ["Inbox"]
    shown = draw_card(goals_card(after, Ask("joy", "work", "")), Reader("en", "UTC", "contractor")).plain()
    assert "Inbox" in shown
    assert "Articles" not in shown
    assert bought_in(after, engagement, SECOND) == Bought("hours", 20)


def test_the_day_tells_what_was_set_aside_and_what_is_left():
    records, plan = agreed(two_jobs(), WITHOUT_BLOG)
    there = records.at(plan.at_ms)
    talk = play(CHANGING_BEGINS, there, Start(**{**vars_of(plan.start), "conversation": "begins"}))
    assert talk.said("without Articles. Its goals are set aside")
    again = Start(**{**vars_of(plan.start), "conversation": "again"})
    assert refusal(CHANGING_BEGINS, there.after(talk.caused), again) == "", "once only"


def test_a_job_comes_and_both_rate_its_skill_first():
    answers = [
        ("professional", "what", "work"), ("professional", "job", "new"),
        ("professional", "job-name", "Supplier mails"), ("professional", "job-good", "Answered in a day."),
        ("professional", "", ACCEPT), ("professional", "why", None),
    ]  # fmt: skip
    records, plan = agreed(work(), answers, "joy")
    there = records.at(plan.at_ms)
    talk = play(CHANGING_BEGINS, there, Start(**{**vars_of(plan.start), "conversation": "begins"}))
    assert talk.said("Supplier mails is part of Joy's work")
    assert [begin.start.dialog for begin in talk.effects(Begin)] == ["own_rating", "owner_rating"]
    after = there.after(talk.caused)
    assert [(job.name, job.good) for job in jobs_of(after, "work")][1:] == [
        ("Supplier mails", "Answered in a day.")
    ]
    (skill,) = talk.written(model.Skill)
    assert [one.id for one in skills_of_job(after, after.one(model.Engagement, "work"), skill.template)] == [
        skill.id
    ]
    assert len(after.find(model.Agreement)) == 2, "its goals are as they were"


def test_the_last_job_cannot_leave():
    talk = play(CHANGING, work(), about(CHANGING), [("owner", "what", "work")])
    assert any("[A new job]" in line and "Without" not in line for line in talk.transcript)


def test_a_job_that_left_meanwhile_is_not_asked_about():
    records = two_jobs()
    start = asked_of(proposed(records, WITHOUT_BLOG))
    after, plan = agreed(records, WITHOUT_BLOG)
    assert refusal(CHANGING_ANSWER, begun(after, plan), start) == "changing-gone"


def test_a_job_and_hours_change_beside_each_other():
    """A change of a job says nothing about hours: those agreed for an earlier Monday stand."""
    later = [*WITHOUT_BLOG[:2], ("owner", "from", typed("7 dec")), ("owner", "why", None)]
    records, _ = agreed(two_jobs(), later)
    records, hours = agreed(records)
    after = begun(records, hours)
    engagement = after.one(model.Engagement, "work")
    assert bought_in(after, engagement, THIRD) == Bought("hours", 12)


def test_a_goal_proposed_meanwhile_brings_no_goal_back_that_was_set_aside():
    records, plan = agreed(two_jobs(), WITHOUT_BLOG)
    start = Start("goals_change", {"owner": "rita", "professional": "joy"}, "work", by="rita")
    _, before = frame_of(records, start)
    inbox = before.now.goal("inbox")
    assert inbox is not None
    offered = before.now.put(replace(inbox, expected=95.0))
    after = begun(records, plan)
    scene, frame = frame_of(after, start)
    moved = standing(after, scene, frame, carried(offered, before, written=True))
    assert moved is not None
    assert [(one.id, one.expected) for one in moved.goals] == [("inbox", 95.0)]
