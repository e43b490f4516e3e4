"""Days and hours that suit: by one rule in all phases, with holidays, own days and absences."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time
from itertools import islice

import pytest

from bot import model
from bot.dialog import Outcome, Plan, Write, instant_of
from bot.phases.goal_setting.draft import GOALS_DRAFT
from bot.phases.goal_setting.frame import frame_of
from bot.phases.life.away import AWAY
from bot.phases.performance_assessment.differing import again
from bot.phases.skill_assessment.reveal import REVEAL, finish_reveal, prepare_reveal
from bot.phases.start.readiness import UNDERSTANDING, prepare_understanding
from bot.practice.calendar import local, resolve, to_millis
from bot.practice.identity import derived_id
from bot.tallies.days import coming_days, day_after, day_from, days_between
from tests.phases import life_scene
from tests.phases.goal_scene import ACCOUNT, book, start
from tests.phases.talk import play

RITA, JOY = (book().one(model.Person, id) for id in ("rita", "joy"))
GONE = "2026-12-01/2026-12-03"
CHRISTMAS_EVE = to_millis(datetime(2026, 12, 24, 20, tzinfo=UTC))


def with_days(person, days="12345", away=""):
    return person.model_copy(update={"work_days": days, "away": away})


@pytest.mark.parametrize(
    ("people", "after", "days"),
    [
        ((JOY,), date(2026, 11, 27), [date(2026, 12, 1), date(2026, 12, 2)]),  # the 30th is a holiday there
        ((RITA, JOY), date(2026, 11, 27), [date(2026, 12, 2), date(2026, 12, 3)]),  # and the 1st here
        ((RITA, JOY), date(2026, 12, 23), [date(2027, 1, 4), date(2027, 1, 5)]),
        ((with_days(JOY, away=GONE),), date(2026, 11, 27), [date(2026, 12, 4), date(2026, 12, 7)]),
        ((with_days(JOY, "67"),), date(2026, 11, 27), [date(2026, 11, 28), date(2026, 11, 29)]),
        ((RITA, with_days(JOY, "3456")), date(2026, 12, 9), [date(2026, 12, 10), date(2026, 12, 11)]),
        ((RITA, with_days(JOY, "67")), date(2026, 12, 10), [date(2026, 12, 11), date(2026, 12, 12)]),
    ],
)  # fmt: skip
def test_days_on_which_people_work(people, after, days):
    assert list(islice(coming_days(people, after), 2)) == days
    assert day_after(people, after, 2) == days[1]
    assert day_after(people, after, 0) == after
    assert day_from(people, days[0]) == day_from(people, after.fromordinal(after.toordinal() + 1)) == days[0]
    assert days_between(people, after, days[1]) == 2


VIEWS = [
    model.Rating(
        account=ACCOUNT, id=derived_id("work", "s-orders", "first", role), engagement="work",
        skill="s-orders", role=role, level=level,
    )
    for role, level in (("owner", 2), ("professional", 4))
]  # fmt: skip


def at(day, hour=10):
    return to_millis(datetime(day.year, day.month, day.day, hour, tzinfo=UTC))


def revealed(now, **more):
    """Both views of one skill are in, far apart."""
    terms = {"occasion": "first", "skills": ["s-orders"]}
    return prepare_reveal(book(*VIEWS, now=now, **more), start(REVEAL, terms=terms))


def test_talks_are_proposed_at_the_same_time_everywhere_and_on_no_holiday():
    there = book(*VIEWS, now=CHRISTMAS_EVE)
    _, frame = frame_of(there, start(GOALS_DRAFT))
    assert revealed(CHRISTMAS_EVE).talk_at_ms == frame.talk_at_ms
    assert frame.talk_at_ms == at(date(2026, 12, 28), 9)


def test_nobody_is_proposed_a_talk_while_they_are_away():
    free = revealed(at(date(2026, 11, 26))).talk_at_ms
    assert local(instant_of(free), "Europe/Lisbon").date() == date(2026, 11, 27)
    there = book(*VIEWS)
    away = there.one(model.Person, "joy").model_copy(update={"away": "2026-11-27/2026-12-03"})
    there = there.after(Outcome((Write(away, away.version),)))
    begun = start(REVEAL, terms={"occasion": "first", "skills": ["s-orders"]})
    assert local(instant_of(prepare_reveal(there, begun).talk_at_ms), "Europe/Lisbon").date() == date(
        2026, 12, 4
    )


@pytest.mark.parametrize(
    ("today", "look"),
    [
        (date(2026, 11, 24), date(2026, 12, 4)),
        (date(2026, 12, 11), date(2027, 1, 4)),  # the Friday is Christmas Day, and the year ends after it
        (date(2026, 12, 22), date(2027, 1, 8)),  # by New Year they have worked two days, by the Epiphany more
    ],
)
def test_a_second_look_comes_when_work_was_seen_and_on_a_day_of_work(today, look):
    assert revealed(at(today), round_ends_on=date(2027, 2, 26)).look_again == look


def test_a_second_look_comes_on_its_day_whatever_the_zone():
    facts = replace(revealed(at(date(2026, 11, 24))), professional_zone="Pacific/Auckland")
    pair = facts.apart[0].compared
    plans = {p.person: p for p in finish_reveal(facts, {"s-orders": pair}).effects if isinstance(p, Plan)}
    assert plans["joy"].at_ms == to_millis(resolve(date(2026, 12, 4), time(9), "Pacific/Auckland"))
    assert plans["rita"].at_ms == at(date(2026, 12, 4), 9)


def test_a_sample_is_due_on_a_day_on_which_they_work():
    words = model.Understanding(account=ACCOUNT, id="u", engagement="work", words="Right answers.")
    there = book(words, now=at(date(2026, 11, 27)))
    facts = prepare_understanding(there, start(UNDERSTANDING, about="u"))
    assert facts.due == date(2026, 12, 2), "the 30th is a holiday in Manila"


def test_what_is_seen_differently_comes_up_again_on_a_day_of_both():
    there = book()
    day, _ = again(there, there.one(model.Engagement, "work"), date(2026, 12, 14))
    assert day == date(2027, 1, 6)


def test_whoever_was_away_is_back_after_the_holidays():
    answers = [("owner", "first", date(2026, 12, 21)), ("owner", "last", date(2026, 12, 24))]
    talk = play(AWAY, life_scene.book(), life_scene.begin(AWAY, "rita"), answers)
    assert talk.said("back on Mon 28 Dec.")


def test_whoever_is_away_twice_is_back_after_both():
    noted = life_scene.book()
    rita = noted.one(model.Person, "rita").model_copy(update={"away": "2026-12-07/2026-12-08"})
    noted = noted.after(Outcome((Write(rita, rita.version),)))
    answers = [
        ("owner", "then", "more"),
        ("owner", "first", date(2026, 12, 3)),
        ("owner", "last", date(2026, 12, 4)),
    ]
    talk = play(AWAY, noted, life_scene.begin(AWAY, "rita"), answers)
    assert talk.said("back on Wed 9 Dec.")
