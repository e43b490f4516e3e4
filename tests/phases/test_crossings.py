"""Where one thing meets another: an absence and a goal, a rest and a second look, a holiday and a promise."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from bot import model
from bot.phases.goal_setting.numbers import GOAL_NUMBER, prepare_goal_number
from bot.phases.performance_assessment.own_views import LOOK_BACK_OWNER
from bot.phases.performance_assessment.view_facts import prepare_look_back_view
from bot.practice.calendar import monday_of
from bot.tallies.owners import week_of
from bot.tallies.rounds import results_of
from bot.tallies.told import told
from bot.tallies.weeks import checkin_id
from tests.phases.scene import ENDS, at, begin, book, day, joy, learning, of, rita, skill, step, todo

ILL = "2026-12-09/2026-12-18"
MONDAY = day(12, 21)


def proven(on: date, **more):
    return step(
        "live",
        position=300,
        proof="ten in a row",
        state="closed",
        done_at=at(on, 3),
        closed_at=at(on, 9),
        **more,
    )


def level(there, today=ENDS):
    (one,) = results_of(there, there.one(model.Engagement, "work"), 1, today)
    return one.level


@pytest.mark.parametrize(
    ("away", "on", "expected"),
    [
        ("", MONDAY, -2),
        (ILL, MONDAY, 0),  # the first day after it
        (ILL, day(12, 22), -1),
        (ILL, day(12, 9), 1),  # sooner than agreed stays sooner
        ("2026-12-14/2026-12-18", MONDAY, -2),  # back too early: they were there on its day
    ],
)
def test_what_was_due_while_somebody_was_away_is_in_time_on_their_first_day_back(away, on, expected):
    there = book(learning(), proven(on), joy(away=away), skill(), now=at(day(12, 22)))
    assert level(there) == expected
    number = prepare_goal_number(there, begin(GOAL_NUMBER, about="goal"))
    assert number.result == expected


def test_a_goal_due_on_a_holiday_is_in_time_on_the_next_day_of_work():
    there = book(learning(due_on=day(11, 30)), proven(day(12, 1)), skill(), now=at(day(12, 2)))
    assert level(there) == 0


def test_a_week_is_not_less_while_what_was_due_waits_for_somebody_who_is_ill():
    week = model.CheckIn(
        account="account", id=checkin_id("work", day(12, 7)), engagement="work", week_of=day(12, 7),
        sure="sure", way="nothing", at=at(day(12, 8)),
    )  # fmt: skip
    for away, standing in (("", "less"), (ILL, "uncounted")):
        there = book(learning(), week, joy(away=away), skill(), now=at(day(12, 21)))
        assert told(there, there.one(model.Engagement, "work"), day(12, 7)).standing == standing


@pytest.mark.parametrize(
    ("due", "away", "kept"),
    [
        (day(12, 1), "", day(12, 2)),  # a holiday in Lisbon
        (day(12, 3), "2026-12-03/2026-12-04", day(12, 7)),
    ],
)
def test_a_promise_whose_day_is_a_day_off_is_kept_on_the_next_day_of_work(due, away, kept):
    """The tip of the week is about a promise that was not kept."""

    def tip(done):
        there = book(todo(due_on=due, done_at=at(done)), rita(away=away), now=at(day(12, 14)))
        return week_of(there, "rita", monday_of(kept), day(12, 14)).tip

    assert tip(kept) is None
    assert tip(kept + timedelta(days=1)) is not None


@pytest.mark.parametrize(("ends", "asked"), [(ENDS, True), (date(2027, 1, 19), True), (day(12, 23), False)])
def test_a_second_look_that_falls_to_the_end_of_a_round_goes_with_it(ends, asked):
    settled = of(
        model.Level,
        dict(id="l", skill="orders", level=2, provisional=True, look_again_on=ENDS, at=1),
        {},
    )
    there = book(settled, skill(), now=at(ends), round_ends_on=ends)
    facts = prepare_look_back_view(there, begin(LOOK_BACK_OWNER))
    assert ([one.id for one in facts.skills] == ["orders"]) is asked
