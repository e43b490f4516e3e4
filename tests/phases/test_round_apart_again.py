"""One's own view of a round, changed before it is compared with the other one's."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from bot import model
from bot.phases.performance_assessment.own_views import LOOK_BACK_OWNER, LOOK_BACK_PROFESSIONAL
from bot.phases.performance_assessment.talk_sheet import TALK_SHEET
from bot.phases.performance_assessment.view_facts import is_compared
from tests.phases.round_scene import at, book, start
from tests.phases.round_words import GOOD, JOY, OWN_LEVELS, OWNER_LEVELS, REST, RITA, UP, own_view, owner_view
from tests.phases.talk import play, refusal, typed

NEAREST = {
    "unclear": ((RITA, "clear", typed("Write the tone guide")),),
    "able": ((RITA, "step", typed("Sort the inbox by ten")), (RITA, "step-day", typed("22 Jan"))),
}
NEW = "Questions of Monday wait until Thursday."
OWN = start(LOOK_BACK_PROFESSIONAL, revises="first")
OWNERS = start(LOOK_BACK_OWNER, revises="first", conversation="second")


def near(which):
    return ((RITA, "met", "not"), (RITA, "nearest", which), *NEAREST[which], *REST)


def test_the_last_view_takes_the_place_of_the_first():
    first = own_view(book(), (JOY, "met", "expected"), (JOY, "keep", "Short"), (JOY, "change", typed(UP)))
    there = book().after(first.caused)
    answers = [*OWN_LEVELS[:2], (JOY, "level/inbox", 1), (JOY, "met", "partly"), (JOY, "keep", None)]
    again = play(LOOK_BACK_PROFESSIONAL, there, OWN, [*answers, (JOY, "change", typed(NEW))])
    after = there.after(again.caused)
    for kind, more in ((model.Rating, 0), (model.Judgement, 0), (model.Feedback, 0)):
        assert len(after.find(kind)) == len(there.find(kind)) + more, kind
    (judgement,) = after.find(model.Judgement)
    assert judgement.met == "partly"
    words = {one.kind: one.words for one in after.find(model.Feedback, by="joy")}
    assert (words["keep"], words["change"]) == ("", NEW)
    levels = {one.skill: one.level for one in after.find(model.Rating) if one.at == judgement.at}
    assert levels["inbox"] == 1
    own = owner_view(after, (RITA, "met", "met"), *REST)
    sheet = play(TALK_SHEET, after.after(own.caused), start(TALK_SHEET))
    assert sheet.said(NEW, RITA)
    assert not sheet.said("Short", RITA), "what was taken out was not said"


def test_the_same_is_asked_again_whatever_was_rated_meanwhile():
    """Its own ratings are no part of what the skills are ordered by, or of what a view is compared with."""
    there = book().after(owner_view(book(), (RITA, "met", "met"), *REST).caused)
    before = LOOK_BACK_OWNER.prepare(book(), start(LOOK_BACK_OWNER))
    today = LOOK_BACK_OWNER.prepare(there, OWNERS)
    assert (today.skills, today.others, today.before) == (before.skills, before.others, before.before)


@pytest.mark.parametrize(("first", "then"), [("unclear", "able"), ("able", "unclear"), ("able", "able")])
def test_what_is_nearest_is_one_thing(first, then):
    there = book().after(owner_view(book(), *near(first)).caused)
    again = play(LOOK_BACK_OWNER, there, OWNERS, [*OWNER_LEVELS, *near(then)])
    after = there.after(again.caused)
    open_tasks = [one.what for one in after.find(model.Todo) if one.source == "expectations"]
    assert open_tasks == (["Write the tone guide"] if then == "unclear" else [])
    sheet = play(TALK_SHEET, after, start(TALK_SHEET))
    steps = len([one for one in after.find(model.Step) if one.what])
    assert (steps, sheet.said("Sort the inbox by ten", RITA)) == ((1, True) if then == "able" else (0, False))


def test_what_both_have_before_them_is_changed_no_more():
    there = book().after(owner_view(book(), (RITA, "met", "met"), *REST).caused)
    assert not is_compared(there, OWNERS)
    answers = ((JOY, "met", "expected"), (JOY, "keep", None), (JOY, "change", typed(GOOD)))
    both = there.after(own_view(there, *answers).caused)
    assert is_compared(both, OWNERS)
    assert refusal(LOOK_BACK_OWNER, both, OWNERS) == "look-back-done"
    # The other one stays silent: the talk comes with what one of the two said.
    told = there.find(model.Judgement)
    late = book(*told, now=at(date(2027, 1, 15), 9))
    assert is_compared(late, replace(OWNERS, terms={"round": 1}))
    assert not is_compared(book(*told, now=at(date(2027, 1, 15), 8)), OWNERS)
