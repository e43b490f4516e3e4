"""How a week stands, what it says, and how long a question waited: as counted, never as added up."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot import model
from bot.dialog import Ask, Outcome
from bot.phases.performance_assessment.monday import MONDAY
from bot.phases.performance_assessment.result_lines import result_line
from bot.phases.promises import let_go
from bot.phases.repeat.closing_facts import figures_of
from bot.practice.attainment import per_hundred
from bot.summaries.numbers import numbers
from bot.tallies.answers import waited
from bot.tallies.owners import week_of
from bot.tallies.round_weeks import weeks_of
from bot.tallies.rounds import results_of
from bot.tallies.told import told
from bot.words import Reader, plain
from tests.phases.talk import play
from tests.phases.test_monday import MONDAY_MORNING, monday
from tests.phases.week_scene import ACCOUNT, at, book, count, goal, item
from tests.phases.week_scene import MONDAY as WEEK
from tests.phases.week_scene import week as said

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
    [(41, 46, "on_course"), (40, 46, "less"), (0, 0, "uncounted"), (46, 46, "on_course")],
)
def test_a_week_is_held_against_what_was_agreed_give_or_take_one_piece(part, whole, expected):
    """Ninety of a hundred, with six weeks to come: 41 of 46 may be 42 by chance, 40 may not."""
    assert standing(goal(), said(WEEK), count(WEEK, part, whole)) == expected


BEFORE = WEEK - timedelta(weeks=1)


@pytest.mark.parametrize(
    ("due", "before", "now", "expected"),
    [
        (date(2027, 1, 8), (60, 100), (46, 50), "less"),  # too little left to make good for last week
        (date(2027, 1, 8), (85, 100), (48, 50), "on_course"),  # every week like this one would
        (WEEK + timedelta(days=4), (98, 100), (40, 50), "on_course"),  # the last one: 92 of 100 together
        (WEEK + timedelta(days=4), (88, 100), (46, 50), "less"),  # 134 of 150: one piece is chance no more
    ],
)
def test_mondays_word_is_the_level_at_which_the_goal_would_close(due, before, now, expected):
    inbox = goal(due_on=due)
    there = book(
        inbox, said(BEFORE), count(BEFORE, *before, id="before"), said(WEEK), count(WEEK, *now),
        now=MONDAY_MORNING,
    )  # fmt: skip
    (work,) = there.find(model.Engagement)
    assert told(there, work, WEEK).standing == expected
    if due < WEEK + timedelta(weeks=1):
        (result,) = results_of(there, work, 1, due)
        assert result.level is not None
        assert (result.level >= 0) == (expected == "on_course")


def test_what_is_less_says_what_of():
    """A good week in a round that has too few of them: the week alone would not tell why."""
    articles = goal("articles", what="Articles", counted="number", unit="pieces", less=5, expected=6, more=7)
    learning = goal("learn", what="Calendar", learning=True, counted="done", due_on=date(2026, 11, 20))
    none = count(WEEK, 0, None, goal="articles", id="articles")
    early = [count(WEEK - timedelta(weeks=n), 0, None, goal="articles", id=f"early{n}") for n in (1, 2)]
    there = book(
        goal(), articles, learning, said(WEEK), count(WEEK, 46, 46), none, *early, now=MONDAY_MORNING
    )
    text = play(MONDAY, there, monday()).notes["monday"]
    assert (
        "Less than agreed: Joy, 46 of 46, likely; Articles 0 so far, 6 agreed by Fri 8 Jan; "
        "Calendar was to be there by Fri 20 Nov" in text
    )
    assert "Inbox 100" not in text


def test_what_came_late_is_said_to_be_late_until_the_week_it_came():
    learning = goal("learn", what="Calendar", learning=True, counted="done", due_on=date(2026, 11, 20))
    there = book(learning, said(WEEK), count(WEEK, 1, 1, goal="learn", id="l"), now=MONDAY_MORNING)
    assert told(there, there.find(model.Engagement)[0], WEEK).standing == "on_course"
    half = book(learning, said(WEEK), count(WEEK, 0.5, 1, goal="learn", id="l"), now=MONDAY_MORNING)
    assert told(half, half.find(model.Engagement)[0], WEEK).standing == "less"


def test_what_the_owner_spent_before_the_work_began_is_part_of_what_it_took():
    """Ninety minutes said of a week before any hours were told; an estimate of such a week stays out."""

    def spent(monday, minutes, said):
        return model.OwnerTime(
            account=ACCOUNT, id=f"t{monday}", engagement="work", week_of=monday, minutes=minutes, said=said
        )

    def gain(said):
        there = book(said_week, spent(BEFORE, 90, said), spent(WEEK, 30, False), now=MONDAY_MORNING)
        (work,) = there.find(model.Engagement)
        return figures_of(there, work.model_copy(update={"starts_on": BEFORE}), WEEK).gain

    said_week = said(WEEK, hours=20)
    assert (gain(True).taken_over, gain(True).spent, gain(True).break_even) == (20, 2, 2)
    assert gain(False).spent == 0.5


def test_points_are_each_goals_own():
    """Both goals may count the same replies: 41 of 46 and 23 of 46 are not 64 of 92."""
    pair = (count(WEEK, 41, 46), count(WEEK, 23, 46, goal="orders", id="orders"))
    there = book(goal(), ORDERS, said(WEEK), *pair, now=MONDAY_MORNING)
    (work,) = there.find(model.Engagement)
    figures = figures_of(there, work, date(2026, 11, 30))
    assert [(one.what, one.trend.points) for one in figures.trends] == [("Inbox", 1), ("Order questions", 1)]
    (first, *_) = weeks_of(there, work, WEEK, WEEK)
    assert first.shares == {"inbox": per_hundred(41, 46), "orders": 50}
    table = numbers(there, Ask("rita", "work", "")).table
    assert [plain(cell, Reader("en", "UTC")) for cell in table[0]][:3] == [
        "Week of", "Inbox", "Order questions",
    ]  # fmt: skip
    assert [plain(cell, Reader("en", "UTC")) for cell in table[1]][1:3] == ["89 %", "50 %"]


@pytest.mark.parametrize(
    ("handed_in", "state", "expected"),
    [
        (0, "agreed", "less"),
        (at(26), "done", "on_course"),  # it waits for Rita, and that is not Joy's
        (at(28), "done", "less"),
        (at(26), "closed", "on_course"),
    ],
)
def test_what_was_to_be_learned_by_a_day_is_less_once_the_day_is_over(handed_in, state, expected):
    due = date(2026, 11, 27)
    learning = goal("learn", learning=True, counted="done", skill="orders", due_on=due)
    proof = item("live", skill="orders", state=state, done_at=handed_in, closed_at=at(30), due_on=due)
    assert standing(learning, proof, said(WEEK)) == expected
    there = book(learning, proof, said(WEEK), now=MONDAY_MORNING)
    (work,) = there.find(model.Engagement)
    (result,) = results_of(there, work, 1, date(2026, 12, 1))
    assert result.done_on == (date(2026, 11, 26) if state == "closed" else None)
    assert result.level is None or state == "closed"


def test_whoever_feels_sure_is_not_called_unsure():
    there = book(goal(), said(WEEK, sure="sure"), count(WEEK, 20, 46), now=MONDAY_MORNING)
    text = play(MONDAY, there, monday()).notes["monday"]
    assert "Less than agreed: Joy, 20 of 46, sure; Inbox 43 of 100 so far, 90 agreed" in text
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
    assert standing(pieces, *told_) == "uncounted"


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


@pytest.mark.parametrize("day", [26, 25])
def test_a_promise_that_was_let_go_with_its_work_is_neither_kept_nor_broken(day):
    """There were two ways to end one, and one of them counted as kept."""
    promise = model.Todo(
        account=ACCOUNT, id="t", engagement="work", person="rita", due_on=date(2026, 11, 25), source="rules"
    )
    part = item("rules", person="rita", what="The refund rules", due_on=date(2026, 11, 25))
    there = book(goal(), said(WEEK), part, promise, now=MONDAY_MORNING)
    gone = there.after(Outcome((let_go("t", promise.version, at(day)),)))
    never = book(goal(), said(WEEK), part, now=MONDAY_MORNING)
    assert week_of(gone, "rita", WEEK, date(2026, 11, 30)) == week_of(never, "rita", WEEK, date(2026, 11, 30))


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
    away = rita.model_copy(update={"away": "2026-11-25/2026-11-27"})
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
    line = "Also, of the week from Mon 23 Nov: Joy, 41 of 46, likely, 14.5 h of work"

    def listed(weeks_on, *found):
        now = MONDAY_MORNING + weeks_on * 7 * 24 * 3_600_000
        day = (date(2026, 11, 30) + timedelta(weeks=weeks_on)).isoformat()
        there = book(*found, now=now)
        return play(MONDAY, there, replace(monday(), terms={"day": day})).notes["monday"]

    assert line in listed(1, *weeks)
    assert "Also" not in listed(2, *weeks)
    assert "Also" not in listed(1, goal(), said(WEEK, hours=14.5)), "it stood in its own list"


@pytest.mark.parametrize(("slips", "expected"), [((0, 0), "on_course"), ((1, 0), "less"), ((0, 1), "less")])
def test_what_was_to_stay_few_and_has_happened_does_not_go_away(slips, expected):
    """No double booking in the round: one in six weeks is not "on course", whatever the pace says."""
    few = goal(
        "calendar", what="Calendar", counted="number", less_is_better=True, less=1, expected=0, more=None
    )
    weeks = (BEFORE, WEEK)
    told_ = [
        one
        for week, slip in zip(weeks, slips, strict=True)
        for one in (said(week), count(week, slip, None, goal="calendar", id=f"c{week}"))
    ]
    assert standing(few, *told_) == expected
