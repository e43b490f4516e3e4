"""Adding a person for work that no template knows: the jobs and what is good about them in own words."""

from __future__ import annotations

from datetime import date

import pytest

from bot import model
from bot.engine.kinds import Consent
from bot.engine.text import Invalid
from bot.phases.start.add import ADD
from bot.practice.identity import derived_id
from tests.phases.life_scene import begin, book
from tests.phases.talk import ACCEPT, Talk, play, typed

OWNER = "owner"
JOBS = ("Three posts a week", "Answer comments", "Count visits")


def adding(lines: str, *more: tuple[str, str, object]) -> Talk:
    answers = [
        (OWNER, "who", typed("<@brian|Brian|Africa/Nairobi|en>")),
        (OWNER, "role", "other"),
        (OWNER, "role-name", "social media"),
        (OWNER, "role-jobs", typed(lines)),
        *more,
    ]
    return play(ADD, book(), begin(ADD), answers)


def test_a_fourth_job_is_told_and_never_dropped():
    with pytest.raises(Invalid) as refused:
        adding("\n".join((*JOBS, "", "- Write the newsletter")))
    assert (refused.value.why.key, dict(refused.value.why.args)["count"]) == ("invalid-too-many-lines", 4)


def test_a_job_in_own_words_is_not_proposed_as_its_own_good():
    said = "posted by Friday, with one picture"
    asked = adding("\n".join(JOBS), (OWNER, "", ACCEPT))
    assert not asked.said("Three posts a week = ")
    keys = [key for key in asked.asked if key.startswith("good/")]
    assert asked.said("What does good look like for Three posts a week, Answer comments and Count visits?")
    goods = zip(keys, (said, None, None), strict=True)
    talk = adding(
        "\n".join(JOBS),
        (OWNER, "", ACCEPT),
        *((OWNER, key, good) for key, good in goods),
        (OWNER, "", ACCEPT),
        (OWNER, "expectation", "More visitors."),
        (OWNER, "send", Consent(True)),
    )
    jobs = {job.name: job.good for job in talk.written(model.Job)}
    assert jobs == {JOBS[0]: said, JOBS[1]: JOBS[1], JOBS[2]: JOBS[2]}


def in_own_words(*alone: tuple[str, str, object]) -> Talk:
    good = next(key for key in adding(JOBS[0], (OWNER, "", ACCEPT)).asked if key.startswith("good/"))
    return adding(
        JOBS[0],
        (OWNER, "", ACCEPT),
        (OWNER, good, "posted by Friday, with one picture"),
        *alone,
        (OWNER, "expectation", "More visitors."),
        (OWNER, "send", Consent(True)),
    )


def test_work_in_own_words_has_lines_of_its_own_that_may_be_decided_alone():
    """Two that suit any work are proposed on a page of their own, taken with one tap, changed or left out."""
    asked = adding(JOBS[0], (OWNER, "", ACCEPT), (OWNER, f"good/{derived_id(JOBS[0].casefold())}", None))
    assert asked.waits_for == ("alone",)
    assert asked.said("your own.) = what to do first and mending small slips")
    taken = in_own_words((OWNER, "", ACCEPT)).written(model.Discretion)
    assert [one.text for one in sorted(taken, key=lambda one: one.id)] == [
        "what to do first",
        "mending small slips",
    ]
    own = in_own_words((OWNER, "alone", typed("pictures up to 15 EUR\nwhat to do first")))
    lines = sorted(own.written(model.Discretion), key=lambda one: one.id)
    assert [one.text for one in lines] == ["pictures up to 15 EUR", "what to do first"]
    assert not in_own_words((OWNER, "alone", None)).written(model.Discretion)


def test_a_job_of_ones_own_in_a_known_work_stands_beside_its_lines():
    answers = [
        (OWNER, "who", typed("<@brian|Brian|Africa/Nairobi|en>")),
        (OWNER, "role", "virtual_assistant"),
        (OWNER, "", ACCEPT),
        (OWNER, "jobs", ("other",)),
        (OWNER, "job-other", "Water the plants"),
        (OWNER, f"good/{derived_id('water the plants')}", None),
    ]
    talk = play(ADD, book(), begin(ADD), answers)
    assert talk.waits_for == ("alone",)
    assert talk.said("your own.) = wording and what to do first"), "the template's, for any job"
    assert not talk.said("What good looks like. Change what is wrong."), "nothing of that was proposed"


def test_what_no_chosen_job_needs_is_neither_decided_nor_asked_for():
    answers = [
        (OWNER, "who", typed("<@brian|Brian|Africa/Nairobi|en>")),
        (OWNER, "role", "virtual_assistant"),
        (OWNER, "", ACCEPT),
        (OWNER, "jobs", ("inbox",)),
        (OWNER, "", ACCEPT),
        (OWNER, "expectation", "No customer waits."),
    ]
    talk = play(ADD, book(), begin(ADD), answers)
    assert talk.said("Own login to the inbox and the shop")
    assert talk.said("refunds up to 20 EUR")
    for words in ("Access to the calendar", "A list of suppliers", "supplies up to 30 EUR", "meeting times"):
        assert not talk.said(words)


def test_what_is_to_be_ready_before_the_start_is_due_by_the_start():
    answers = [
        (OWNER, "who", typed("<@brian|Brian|Africa/Nairobi|en>")),
        (OWNER, "role", "virtual_assistant"),
        *((OWNER, key, value) for key, value in (("kind", "contractor"), ("pay", "hours"))),
        *((OWNER, key, value) for key, value in (("worked-before", False), ("starts", typed("27 Nov")))),
        (OWNER, "amount/hours", 20),
        (OWNER, "jobs", ("inbox",)),
        (OWNER, "", ACCEPT),
        (OWNER, "expectation", "No customer waits."),
        (OWNER, "ready", ()),
        (OWNER, "send", Consent(True)),
    ]
    todos = play(ADD, book(), begin(ADD), answers).written(model.Todo)
    assert {todo.due_on for todo in todos} == {date(2026, 11, 27)}, "Friday, when they start"


def test_sums_are_changed_and_lines_added_to_what_may_be_decided_alone():
    answers = [
        (OWNER, "who", typed("<@brian|Brian|Africa/Nairobi|en>")),
        (OWNER, "role", "virtual_assistant"),
        (OWNER, "", ACCEPT),
        (OWNER, "jobs", ("inbox",)),
        *((OWNER, key, value) for key, value in (("good/inbox", "Sorted by ten."),)),
        (OWNER, "alone", typed("- wording\n- refunds up to 30 USD, once a week\n- wording\n- gift cards")),
        (OWNER, "expectation", "No customer waits."),
        (OWNER, "ready", ()),
        (OWNER, "send", Consent(True)),
    ]
    talk = play(ADD, book(), begin(ADD), answers)
    alone = sorted(talk.written(model.Discretion), key=lambda one: one.id)
    assert [one.text for one in alone] == ["wording", "refunds up to 30 USD, once a week", "gift cards"]
    left = play(ADD, book(), begin(ADD), [*answers[:5], (OWNER, "alone", None), *answers[6:]])
    assert not left.written(model.Discretion)
