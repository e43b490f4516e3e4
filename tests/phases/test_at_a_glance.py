"""How somebody stands, where there is little to tell from: nobody is silent who was not asked."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from bot import model
from bot.dialog import Ask
from bot.phases.performance_assessment.monday import MONDAY as LIST
from bot.summaries.people import people
from bot.summaries.standing import standing_of
from bot.tallies.rounds import began_on
from bot.words import Reader, draw_card
from tests.phases.scene import DAY, step
from tests.phases.talk import play
from tests.phases.test_monday import monday
from tests.phases.week_scene import ACCOUNT, MONDAY, at, book, count, goal, week

MORNING = at(30, 9)
NEXT = date(2026, 11, 30)


def agreed(ms):
    """The goals of the first round, agreed at a moment."""
    return model.Agreement(account=ACCOUNT, id="a1", engagement="work", round=1, number=1, digest="d", at=ms)


def glance(there, person="rita"):
    return draw_card(people(there, Ask(person, "work", "")), Reader("en", "Europe/Lisbon")).plain()


def listed(there):
    return play(LIST, there, monday()).notes["monday"]


def test_whoever_agreed_goals_after_the_weeks_check_in_is_not_silent():
    """On Friday evening in Manila, when the check-in of that week would have been over."""
    there = book(goal(), agreed(at(27, 11)), now=MORNING)
    assert "at work, before the first check-in." in glance(there)
    text = listed(there)
    assert "Getting started: Joy, first check-in on Fri 4 Dec" in text
    assert "No word" not in text
    asked = book(goal(), agreed(at(26)), now=MORNING)
    assert "at work, the last check-in has no answer yet." in glance(asked)
    assert "No word on the week yet: Joy (last word on Thu 26 Nov)" in listed(asked), "a yes is a word"


@pytest.mark.parametrize(
    ("sample", "line"),
    [
        ({}, "Joy, has the sample task, by Wed 2 Dec"),
        ({"handed_in_at": at(27)}, "Joy"),
        ({"recent": True}, "Joy"),
    ],
)
def test_what_the_start_waits_for_is_named(sample, line):
    out = {"title": "Three e-mails", "due_on": date(2026, 12, 2), **sample}
    there = book(model.Sample(account=ACCOUNT, id="s", engagement="work", **out), now=MORNING)
    assert f"Getting started: {line}\n" in listed(there)


@pytest.mark.parametrize(
    ("way", "line"),
    [
        ("outage", "Joy, power or internet was out"),
        ("no_work", "Joy, too little work came, so nothing is behind"),
        ("nothing", "Joy, nothing counted yet; says likely"),
    ],
)
def test_a_first_week_without_a_count_is_nothing_to_tell_from_yet(way, line):
    there = book(goal(), week(MONDAY, way=way, sure="likely" if way == "nothing" else ""), now=MORNING)
    assert "at work, nothing to tell from yet." in glance(there)
    text = listed(there)
    assert f"Nothing to tell from: {line}" in text
    assert "Thank Joy" not in text
    assert "course" not in text


def test_a_week_without_power_leaves_what_was_told_before_it():
    told = (week(MONDAY), count(MONDAY, 46, 46))
    there = book(goal(), *told, week(NEXT, id="second", way="outage", sure=""), now=at(31 + 7))
    assert "at work, on course." in glance(there)


def test_a_week_of_rest_is_passed_over():
    rested = book(goal(), week(MONDAY), count(MONDAY, 46, 46), now=at(31 + 7))
    away = rested.one(model.Person, "joy").model_copy(update={"away": "2026-11-30/2026-12-04"})
    others = [one for kind in model.RECORDS for one in rested.find(kind) if one.id != "joy"]
    there = type(rested)(ACCOUNT, at(31 + 7), away, *others)
    assert "at work, on course." in glance(there)
    assert "at work, the last check-in has no answer yet." in glance(rested)


@pytest.mark.parametrize(("state", "standing"), [("agreed", "uncounted"), ("done", "on_course")])
def test_a_proof_that_was_handed_in_tells_something(state, standing):
    learning = goal("learn", what="Order questions", skill="orders", learning=True, counted="done")
    proof = step("proof", skill="orders", state=state, done_at=at(26) if state == "done" else 0)
    there = book(learning, week(MONDAY), proof, now=MORNING)
    assert standing_of(there, there.one(model.Engagement, "work")).told.standing == standing


@pytest.mark.parametrize(("done", "standing"), [(0, "uncounted"), (0.5, "on_course")])
def test_not_yet_tells_nothing_of_what_is_still_to_be_learned(done, standing):
    learning = goal("learn", what="Order questions", learning=True, counted="done", due_on=date(2026, 12, 18))
    there = book(learning, week(MONDAY), count(MONDAY, done, 1, goal="learn", id="l"), now=MORNING)
    assert standing_of(there, there.one(model.Engagement, "work")).told.standing == standing


def test_nothing_is_past_its_day_while_somebody_is_away():
    part = step("ten", due_on=date(2026, 11, 25))
    there = book(goal(), part, now=at(27))
    away = there.one(model.Person, "joy").model_copy(update={"away": "2026-11-23/2026-11-27"})
    others = [one for kind in model.RECORDS for one in there.find(kind) if one.id != "joy"]
    assert "Past the day in the plan" in glance(there)
    off = glance(type(there)(ACCOUNT, at(27), away, *others))
    assert "Past the day in the plan" not in off
    assert "Next: one part of the plan by Tue 1 Dec" in off, "after Bonifacio Day"


def test_what_is_past_its_day_is_told_by_whose_it_is():
    """Joy read of parts that were past their day, the first of them Rita's."""
    mine = step("rules", person="rita", due_on=date(2026, 11, 24), cause="explain")
    there = book(goal(), mine, step("ten", due_on=date(2026, 11, 25)), now=MORNING)
    late = "Past the day in the plan: one part of yours, {}; one part of {}'s, {}."
    assert late.format("Tue 24 Nov", "Joy", "Wed 25 Nov") in glance(there)
    assert late.format("Wed 25 Nov", "Rita", "Tue 24 Nov") in glance(there, "joy")


def test_parts_that_are_past_their_day_are_not_what_comes_next():
    days = (date(2026, 11, 25), date(2026, 11, 27), date(2026, 12, 2))
    there = book(goal(), *(step(f"s{day:%m%d}", due_on=day) for day in days), now=MORNING)
    text = glance(there)
    assert "Past the day in the plan: 2 parts of Joy's, the first Wed 25 Nov." in text
    assert "Next: one part of the plan by Wed 2 Dec; check-in" in text


def test_nobody_is_waited_for_between_two_rounds():
    """Round one ended on Fri 8 Jan and was closed on Wed 13: the next one begins on Monday 18."""
    ended, now = date(2027, 1, 8), at(30) + 49 * DAY
    closed = model.Closing(
        account=ACCOUNT, id="c1", engagement="work", round=1, started_on=MONDAY, ended_on=ended,
        at=at(30) + 44 * DAY,
    )  # fmt: skip
    told = week(date(2027, 1, 4), id="last", at=at(30) + 39 * DAY)
    again = goal("g2", round=2, due_on=date(2027, 3, 12))
    there = book(closed, told, again, now=now, round=2, round_ends_on=date(2027, 3, 12))
    assert began_on(there, there.one(model.Engagement, "work")) == date(2027, 1, 18)
    here = replace(monday(), terms={"day": "2027-01-18"})
    text = play(LIST, there, here).notes["monday"]
    assert "Between two rounds: Joy, first check-in on Fri 22 Jan" in text
    lasts = book(goal(due_on=ended), told, now=now, round_ends_on=ended)
    assert "Between two rounds: Joy\n" in play(LIST, lasts, here).notes["monday"], "they look back still"


def test_a_check_in_that_waits_for_a_holiday_is_not_unanswered_before_it_came():
    """Christmas is a Friday: the check-in of that week comes on Monday 28 in Manila."""
    sunday = at(27) + 30 * DAY
    before = (week(date(2026, 12, 14), id="before"), count(date(2026, 12, 14), 46, 46))
    there = book(goal(), *before, now=sunday)
    assert "at work, on course." in glance(there)
    assert "at work, the last check-in has no answer yet." in glance(there.at(sunday + 2 * DAY))
