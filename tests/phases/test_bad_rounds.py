"""Rounds that go badly: each is in a named state, ends all the same, and nobody's silence becomes a zero."""

from __future__ import annotations

import pytest

from bot import model
from bot.dialog import Ask
from bot.phases.performance_assessment.look_back import LOOK_BACK_FACTS
from bot.phases.repeat.closing_facts import figures_of
from bot.phases.repeat.round_close import ROUND_CLOSE
from bot.summaries.people import people
from bot.summaries.standing import standing_of
from bot.words import Reader, draw_card
from tests.phases.round_scene import ENDS, book, start
from tests.phases.round_words import JOY, RITA
from tests.phases.talk import play

COUNTED = (model.Count, model.CheckIn, model.OwnerTime, model.Piece, model.Question, model.Feedback)
"""Everything that somebody has to say."""


def refused():
    """A round at whose end the goals are still on offer: every proposal was answered by another one."""
    offered = [one.model_copy(update={"state": "offered"}) for one in book().find(model.Goal)]
    return book(*offered, without=(model.Goal, model.Item, *COUNTED))


def silent():
    """A round of which nobody has told anything."""
    return book(without=COUNTED)


def told(there, person):
    return draw_card(people(there, Ask(person, "", "")), Reader("en", "Europe/Lisbon")).plain()


@pytest.mark.parametrize("person", ["rita", "joy"])
def test_goals_that_nobody_accepts_have_a_name_and_the_round_an_end(person):
    there = refused()
    assert standing_of(there, there.one(model.Engagement, "work")).phase == "goals"
    assert "step 3 of 5: agreeing goals" in told(there, person)
    role = RITA if person == "rita" else JOY
    talk = play(LOOK_BACK_FACTS, there, start(LOOK_BACK_FACTS, role))
    assert talk.said("Nothing was agreed to count in this round, so there is nothing to check here.")
    closing = play(ROUND_CLOSE, there, start(ROUND_CLOSE))
    assert closing.said("No goals were agreed in this round, so there is nothing to count.")
    assert closing.said("No goal carries over. You set new ones together at its start.")
    assert not closing.said("0 of")


def test_a_round_that_nobody_told_anything_of_is_unknown_and_not_nothing():
    there = silent()
    figures = figures_of(there, there.one(model.Engagement, "work"), ENDS)
    names = ("agreed_hours", "hours", "efficiency", "productivity", "pace", "rework")
    assert {name: getattr(figures.measures, name) for name in names} == dict.fromkeys(names)
    assert {one.level for one in figures.results if one.counted != "done"} == {None}
    assert (figures.owner_minutes, figures.gain.net, figures.trends) == (None, None, ())
    closing = play(ROUND_CLOSE, there, start(ROUND_CLOSE))
    assert closing.said("One more was not counted by anybody; it is neither met nor not.")
    assert closing.said("Trend: it needs shares counted week by week, and there are none.")
    assert not closing.said("hours of work for")
