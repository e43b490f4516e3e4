"""Weeks in which nobody was to work: no check-in, nothing filled in, nothing reckoned."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from bot import model
from bot.dialog import Close, Move, Plan, Start, day_of, instant_of
from bot.phases.hours import open_at
from bot.phases.life.away import AWAY
from bot.phases.performance_assessment.checkin import CHECKIN
from bot.phases.performance_assessment.monday import MONDAY as MONDAY_LIST
from bot.phases.rhythm import checkin_after, following
from bot.phases.round_end import look_back
from bot.practice.calendar import local
from bot.tallies.answers import waited
from bot.tallies.owners import week_of
from bot.tallies.round_weeks import weeks_of
from bot.tallies.rounds import measures_of
from bot.tallies.weeks import is_worked
from bot.telling.week import rows
from bot.words import Reader, plain
from tests.phases.talk import play, refusal, typed
from tests.phases.week_scene import FRIDAY, MONDAY, PLANNED, USUAL, at, begin, book, goal, records, week

NEXT_MONDAY = date(2026, 11, 30)


def first_checkin(**engagement):
    """The day of the first check-in after the Monday of the first week."""
    _, joy, work = records(**engagement)
    plan = checkin_after(work, joy, at(23))
    return local(instant_of(plan.at_ms), "Asia/Manila").date() if plan else None


@pytest.mark.parametrize(
    ("first", "last", "asked"),
    [
        ("09:00", "18:00", "Fri 15:00"),
        ("07:00", "12:00", "Fri 11:00"),
        ("16:00", "20:00", "Fri 16:00"),
        ("22:00", "06:00", "Fri 22:00"),
        ("00:00", "00:00", "Fri 15:00"),
        ("00:00", "00:30", "Fri 00:00"),
    ],
)
def test_a_check_in_stays_on_its_day_within_their_hours(first, last, asked):
    """Put off to their next open hour, Friday's came on Monday, without a word to anybody."""
    _, joy, work = records()
    here = joy.model_copy(update={"work_from": first, "work_to": last})
    plan = checkin_after(work, here, at(23))
    assert plan is not None
    assert f"{local(instant_of(plan.at_ms), 'Asia/Manila'):%a %H:%M}" == asked
    assert open_at(here, plan.at_ms) == plan.at_ms


@pytest.mark.parametrize(
    ("starts", "asked"),
    [
        (date(2026, 11, 23), date(2026, 11, 27)),
        (date(2026, 11, 27), date(2026, 11, 27)),  # on the Friday itself
        (date(2026, 11, 28), date(2026, 12, 4)),
        (date(2026, 12, 7), date(2026, 12, 11)),
    ],
)
def test_nobody_is_asked_before_the_first_day_of_work(starts, asked):
    assert first_checkin(starts_on=starts) == asked


def test_nobody_is_asked_of_a_week_away_or_of_the_turn_of_the_year():
    _, joy, work = records()
    away = joy.model_copy(update={"away": "2026-11-23/2026-11-29"})
    plan = checkin_after(work, away, at(23))
    assert plan is not None
    assert plan.occurrence == "checkin/2026-12-04"
    over = checkin_after(work, joy, at(31 + 22))  # 23 December; Friday is a holiday
    assert over is not None
    assert over.occurrence == "checkin/2026-12-25", "three days of that week were worked"
    after = checkin_after(work, joy, over.at_ms)
    assert after is not None
    assert after.occurrence == "checkin/2027-01-08"


def test_a_week_before_the_turn_of_the_year_can_be_told_after_it():
    """Its check-in came on the Tuesday after Christmas, and nobody worked in that week."""
    planned = {"terms": {"day": "2026-12-25"}}
    there = book(goal(), now=at(30, 1) + 36 * 24 * 3_600_000)  # Tuesday, 5 January
    assert play(CHECKIN, there, begin(CHECKIN, **planned), []).asked == ("way",)
    later = there.at(there.now_ms + 7 * 24 * 3_600_000)
    assert refusal(CHECKIN, later, begin(CHECKIN, **planned)) == "checkin-long-gone"


def test_the_list_of_a_week_away_comes_as_this_weeks_and_names_the_week_it_skipped():
    rita, joy, work = records()
    away = rita.model_copy(update={"away": "2026-11-30/2026-12-04"})
    told = (week(MONDAY, hours=20), week(NEXT_MONDAY, id="second", hours=18, at=at(31 + 4)))
    there = type(book())("account", at(31 + 7, 9), away, joy, work, goal(), *told)
    skipped = Start("monday", {"owner": "rita"}, terms={"day": "2026-11-30"}, conversation="talk")
    assert refusal(MONDAY_LIST, there, skipped) == ""
    plans = following(there, skipped)
    assert [plan.occurrence for plan in plans] == ["monday/2026-12-07", "monday/2026-12-14"]
    here = plans[0].start
    assert here is not None
    assert following(there, here) == plans[1:]
    text = play(MONDAY_LIST, there, replace(here, conversation="talk")).notes["monday"]
    assert "Nothing to tell from: Joy, nothing counted yet; says likely\n" in text
    assert "Also, of the week from Mon 23 Nov: Joy, nothing counted yet; says likely, 20 h of work" in text


@pytest.mark.parametrize(
    ("way", "asked"), [("outage", ("week",)), ("nothing", ("way",)), ("no_work", ("way",))]
)
def test_the_numbers_that_could_wait_until_monday_can_be_told_then(way, asked):
    """The power was out on Friday; on Monday the card of that week silently asked about the new one."""
    monday = book(goal(), week(MONDAY, way=way, sure="", at=at(27)), agreed(), now=at(30, 9))
    talk = play(CHECKIN, monday, begin(CHECKIN), [])
    assert talk.asked == asked
    if way == "outage":
        told = [("professional", "week", MONDAY.isoformat()), *USUAL]
        (kept,) = play(CHECKIN, monday, begin(CHECKIN), told).written(model.CheckIn)
        assert (kept.week_of, kept.way, kept.hours, kept.late) == (MONDAY, "nothing", 20, True)


def agreed():
    return model.Agreement(account="account", id="a", engagement="work", number=1, digest="", at=at(25))


def test_whatever_was_told_late_stands_in_the_next_list_and_in_no_other():
    """Told on Wednesday 9 December of a week that is two lists old: the next list left it out."""
    late = week(MONDAY, hours=5, late=True, at=at(30 + 9))
    also = "Also, of the week from Mon 23 Nov: Joy, nothing counted yet; says likely, 5 h of work"
    for monday, listed in ((14, True), (21, False)):
        there = book(goal(), late, now=at(30 + monday, 9))
        day = f"2026-12-{monday}"
        start = Start("monday", {"owner": "rita"}, terms={"day": day}, conversation="talk")
        assert (also in play(MONDAY_LIST, there, start).notes["monday"]) is listed, day


def test_a_later_absence_leaves_the_earlier_weeks_as_they_were():
    """Away in the first week, then at Christmas: the first week was not worked, whatever is noted since."""
    _, joy, work = records()
    there = book(goal(), now=at(23))
    first = play(AWAY, there, away_from("23 nov", "27 nov"))
    there = there.after(first.caused).at(at(30))
    later = there.after(play(AWAY, there, away_from("7 dec", "11 dec")).caused)
    now = later.one(model.Person, "joy")
    assert joy.version < now.version
    for week_of_, worked in ((MONDAY, False), (NEXT_MONDAY, True), (date(2026, 12, 7), False)):
        assert is_worked(work, now, week_of_) is worked
    assert waited(now, at(24, 2), at(28)) == 0
    assert waited(joy, at(24, 2), at(28)) > 0


def away_from(first, last):
    return Start("away", {"owner": "joy"}, seed={"first": first, "last": last}, by="joy", conversation="talk")


def test_a_round_that_ends_before_anything_is_worked_has_no_check_in():
    assert first_checkin(starts_on=date(2027, 2, 1)) is None


def test_a_command_before_the_first_day_says_when_it_begins():
    assert refusal(CHECKIN, book(starts_on=NEXT_MONDAY), begin(CHECKIN)) == "checkin-not-begun"


WEDNESDAY = date(2026, 12, 9)
NOTHING_IN_THE_WAY = [("professional", "way", "nothing")]


def test_the_last_days_of_a_round_are_asked_about_on_its_last_day_once():
    """It ends on a Wednesday; the Friday of that week is after it."""
    _, joy, work = records(round_ends_on=WEDNESDAY)
    last = checkin_after(work, joy, at(31 + 2))
    assert last is not None
    assert last.occurrence == "checkin/2026-12-04"
    ending = checkin_after(work, joy, last.at_ms)
    assert ending is not None
    assert (ending.occurrence, ending.at_ms) == ("checkin/2026-12-09", at(31 + 8))  # 15:00 in Manila
    assert checkin_after(work, joy, ending.at_ms) is None
    rita, *_ = records()
    waits = look_back(work, rita, joy)
    assert [day_of(plan.at_ms, "UTC") for plan in waits[:2]] == [date(2026, 12, 10)] * 2, "told before it"


def test_the_days_after_a_rounds_end_are_no_part_of_its_last_week():
    there = book(goal(), round_ends_on=WEDNESDAY, now=at(31 + 8))
    planned = {"terms": {"day": WEDNESDAY.isoformat()}}
    talk = play(CHECKIN, there, begin(CHECKIN, **planned), NOTHING_IN_THE_WAY)
    assert not talk.said("Hours = 20"), "nobody agreed how many of the 20 fall on three days"
    talk = play(
        CHECKIN, there, begin(CHECKIN, **planned),
        [*NOTHING_IN_THE_WAY, ("professional", "count/inbox", typed("20 of 21")),
         ("professional", "amount", typed("12")), ("professional", "news", None),
         ("professional", "sure", "sure")],
    )  # fmt: skip
    assert talk.effects(Close) == (Close("work", "answered", ("checkin",), {"day": "2026-12-09"}),)
    assert not talk.effects(Plan)
    assert len(talk.effects(Move)) == 2, "the look back need not wait for tomorrow"


def test_a_round_that_goes_on_meanwhile_is_asked_about_on_its_own_day():
    planned = {"terms": {"day": WEDNESDAY.isoformat()}}
    longer = book(goal(), round_ends_on=date(2026, 12, 18), now=at(31 + 8))
    assert refusal(CHECKIN, longer, begin(CHECKIN, **planned)) == ""


def test_what_was_planned_before_somebody_went_away_vanishes():
    rita, joy, work = records()
    away = joy.model_copy(update={"away": "2026-11-23/2026-11-27"})
    there = book(goal())
    assert play(CHECKIN, there, begin(CHECKIN, **PLANNED), []).asked == ("way",)
    gone = type(there)(there.account, FRIDAY, rita, away, work, goal())
    assert refusal(CHECKIN, gone, begin(CHECKIN, **PLANNED)) == ""


@pytest.mark.parametrize(("starts", "filled"), [(MONDAY, True), (date(2026, 11, 26), False)])
def test_hours_are_filled_in_only_for_a_week_that_was_agreed_as_a_whole(starts, filled):
    talk = play(CHECKIN, book(goal(), starts_on=starts), begin(CHECKIN, **PLANNED), NOTHING_IN_THE_WAY)
    assert talk.said("Hours = 20") is filled


def test_agreed_and_taken_compare_whole_weeks_only():
    """From Thursday on 9 hours were worked; of a Thursday and a Friday nobody said how many were agreed."""
    told = (week(MONDAY, hours=9), week(NEXT_MONDAY, hours=20, id="second"))
    there = book(goal(), *told, starts_on=date(2026, 11, 26))
    work = there.one(model.Engagement, "work")
    weeks = weeks_of(there, work, work.starts_on, date(2026, 12, 4))
    measures = measures_of(there, work, 1, (), weeks)
    assert (measures.hours, measures.agreed_hours, measures.taken) == (29, 20, 20)


@pytest.mark.parametrize(
    ("starts", "away", "said"),
    [
        (NEXT_MONDAY, {}, "Getting started: Joy, first check-in on Fri 4 Dec"),
        (date(2026, 11, 16), {"away": "2026-11-23/2026-11-27"}, ""),
        (date(2026, 11, 16), {}, "No word on the week yet: Joy"),
    ],
)
def test_nobody_waits_for_a_word_about_a_week_without_work(starts, away, said):
    rita, joy, work = records(starts_on=starts)
    there = book()
    there = type(there)(there.account, at(30), rita, joy.model_copy(update=away), work, goal())
    reader = Reader("en", "Europe/Lisbon")
    told = [
        f"{plain(name, reader)}: {plain(line, reader)}"
        for name, line in rows(week_of(there, "rita", MONDAY, NEXT_MONDAY))
    ]
    about_joy = [line for line in told if line.startswith(("Getting", "No word", "On course"))]
    assert about_joy == ([said] if said else [])
