"""How a week stands, what it says, and how long a question waited: as counted, never as added up."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot import model
from bot.phases.performance_assessment.look_back import result_line
from bot.phases.performance_assessment.monday import MONDAY
from bot.tallies.answers import waited
from bot.tallies.owners import week_of
from bot.tallies.rounds import results_of
from bot.tallies.weeks import told
from bot.words import Reader, plain
from tests.phases.talk import play
from tests.phases.test_between import ACCOUNT, at, book, count, goal, item
from tests.phases.test_between import MONDAY as WEEK
from tests.phases.test_between import week as said
from tests.phases.test_monday import MONDAY_MORNING, monday

ORDERS = goal("orders", what="Order questions")


def standing(*more):
    there = book(*more, now=MONDAY_MORNING)
    (work,) = there.find(model.Engagement)
    return told(there, work, WEEK).standing


def test_two_goals_are_told_side_by_side_and_never_added_up():
    orders = count(WEEK, 38, 42, goal="orders", id="orders")
    there = book(goal(), ORDERS, said(WEEK), count(WEEK, 41, 46), orders, now=MONDAY_MORNING)
    text = play(MONDAY, there, monday()).notes["monday"]
    assert "Joy, Inbox 41 of 46 and Order questions 38 of 42, likely" in text


@pytest.mark.parametrize(
    ("part", "whole", "expected"),
    [(37, 46, "on_course"), (35, 46, "less"), (0, 0, "on_course"), (46, 46, "on_course")],
)
def test_one_piece_less_than_less_is_chance_and_more_is_not(part, whole, expected):
    assert standing(goal(), said(WEEK), count(WEEK, part, whole)) == expected


def test_whoever_feels_sure_is_not_called_unsure():
    there = book(goal(), said(WEEK, sure="sure"), count(WEEK, 20, 46), now=MONDAY_MORNING)
    text = play(MONDAY, there, monday()).notes["monday"]
    assert "Less than agreed: Joy, 20 of 46, sure" in text
    assert "Unsure" not in text


@pytest.mark.parametrize(
    ("weeks", "expected"),
    [
        ((1, 1, 1), "on_course"),
        ((1, 0, 1), "on_course"),
        ((0, 0, 0), "less"),
        ((1, None, None), "on_course"),
    ],
)
def test_what_adds_up_over_the_round_is_held_against_its_pace(weeks, expected):
    """Six pieces by the eighth of January: one a week is on course, nothing in three weeks is not."""
    pieces = goal(counted="number", unit="pieces", less=5, expected=6, more=7)
    mondays = [WEEK + timedelta(weeks=back) for back in range(-2, 1)]
    found = [pieces]
    for n, (monday_, part) in enumerate(zip(mondays, weeks, strict=True)):
        found.append(said(monday_, round=1, way="no_work" if part is None and n < 2 else "nothing"))
        if part is not None:
            found.append(count(monday_, part, None, id=f"c{n}"))
    assert standing(*found) == expected


def test_what_nobody_counted_is_not_held_against_a_week():
    pieces = goal(counted="number", unit="pieces", less=20, expected=24, more=28)
    mondays = [WEEK + timedelta(weeks=back) for back in range(-4, 1)]
    told_ = [said(monday_, round=1, way="nothing") for monday_ in mondays]
    assert standing(pieces, *told_, count(mondays[0], 3, None)) == "on_course", "three in one counted week"


@pytest.mark.parametrize("way", ["no_work", "outage"])
def test_a_week_without_work_or_power_is_not_called_less_for_those_before_it(way):
    pieces = goal(counted="number", unit="pieces", less=20, expected=24, more=28)
    before = WEEK - timedelta(weeks=1)
    told_ = (said(before, round=1), count(before, 0, None), said(WEEK, round=1, way=way, sure=""))
    assert standing(pieces, *told_) == "on_course"


# --- the owner's part -----------------------------------------------------------------------------


@pytest.mark.parametrize(("done_at", "tip"), [(at(25), None), (at(27), "rules_first"), (0, "rules_first")])
def test_an_own_part_of_the_plan_is_there_once_its_promise_is_ticked_off(done_at, tip):
    part = item("rules", person="rita", what="The refund rules", due_on=date(2026, 11, 25))
    promise = model.Todo(
        account=ACCOUNT, id="t", engagement="work", person="rita", what="The refund rules",
        due_on=date(2026, 11, 25), done_at=done_at, source="rules",
    )  # fmt: skip
    there = book(goal(), said(WEEK), part, promise, now=MONDAY_MORNING)
    assert week_of(there, "rita", WEEK, date(2026, 11, 30)).tip == tip


# --- how long a question waited -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("asked", "answered", "hours"),
    [
        (at(25, 15), at(26, 10), 19),  # Wednesday to Thursday
        (at(27, 16), at(30, 9), 17),  # over a weekend
        (at(30, 16), at(32, 9), 17),  # over a holiday in Lisbon, 1 December
        (at(28, 10), at(29, 10), 0),  # asked and answered on days off
        (at(25, 15), at(25, 15), 0),
    ],
)
def test_a_question_waits_only_on_days_on_which_its_owner_works(asked, answered, hours):
    rita = book().one(model.Person, "rita")
    assert waited(rita, asked, answered) == hours


def test_a_question_does_not_wait_while_its_owner_is_away():
    rita = book().one(model.Person, "rita")
    away = rita.model_copy(update={"away_from": date(2026, 11, 25), "away_to": date(2026, 11, 27)})
    assert waited(away, at(24, 12), at(30, 9)) == 12 + 9


# --- what is shown is what is judged --------------------------------------------------------------


@pytest.mark.parametrize(
    ("part", "words"),
    [
        (947, "95 of 100, agreed 95: as agreed"),
        (945, "95 of 100, agreed 95: as agreed"),
        (944, "94 of 100, agreed 95: less than agreed"),
    ],
)
def test_a_goal_is_judged_by_the_number_that_both_read(part, words):
    there = book(goal(less=90, expected=95, more=98), said(WEEK), count(WEEK, part, 1000))
    (work,) = there.find(model.Engagement)
    (result,) = results_of(there, work, 1, date(2026, 11, 30))
    assert words in plain(result_line(result), Reader("en", "UTC"))


def test_what_adds_up_is_shown_with_its_half():
    articles = goal(counted="number", unit="pieces", less=5, expected=6, more=7)
    there = book(articles, said(WEEK), count(WEEK, 5.5, None))
    (work,) = there.find(model.Engagement)
    (result,) = results_of(there, work, 1, date(2026, 11, 30))
    assert "5.5" in plain(result_line(result), Reader("en", "UTC"))


def test_what_came_after_its_list_stands_in_the_next_one_once():
    """Told on Tuesday, of the week that ended before Monday's list."""
    late = said(WEEK, hours=14.5, late=True, at=at(31, 10))
    weeks = (goal(), late, count(WEEK, 41, 46))
    line = "Came late, of the week from Mon 23 Nov: Joy, 41 of 46, likely, 14.5 h of work"

    def listed(weeks_on, *found):
        now = MONDAY_MORNING + weeks_on * 7 * 24 * 3_600_000
        day = (date(2026, 11, 30) + timedelta(weeks=weeks_on)).isoformat()
        there = book(*found, now=now)
        return play(MONDAY, there, replace(monday(), terms={"day": day})).notes["monday"]

    assert line in listed(1, *weeks)
    assert "Came late" not in listed(2, *weeks)
    assert "Came late" not in listed(1, goal(), said(WEEK, hours=14.5)), "it stood in its own list"
