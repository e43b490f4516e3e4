"""Adding a person for work that no template knows: the jobs and what is good about them in own words."""

from __future__ import annotations

import pytest

from bot import model
from bot.engine.kinds import Consent
from bot.engine.text import Invalid
from bot.phases.start.add import ADD
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
        (OWNER, "expectation", "More visitors."),
        (OWNER, "send", Consent(True)),
    )
    jobs = {job.name: job.good for job in talk.written(model.Job)}
    assert jobs == {JOBS[0]: said, JOBS[1]: JOBS[1], JOBS[2]: JOBS[2]}
