"""A round that ends sooner than planned, because one of the two asks for it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from bot import model
from bot.dialog import Begin, Change, Outcome, Plan, Start
from bot.phases.performance_assessment.checkin import CHECKIN
from bot.phases.performance_assessment.checkin_facts import prepare_checkin
from bot.phases.performance_assessment.look_back import LOOK_BACK_FACTS
from bot.phases.performance_assessment.review import REVIEW
from bot.practice.calendar import to_millis
from tests.phases.round_scene import ACCOUNT, at, begun, book, start
from tests.phases.round_words import JOY, RITA
from tests.phases.talk import play, refusal


def review(by="rita", **more):
    return start(REVIEW, by=by, **more)


def test_a_round_can_end_in_its_first_week_with_a_clear_sentence():
    now = at(date(2026, 11, 26))
    talk = play(REVIEW, book(now=now), review(), [(RITA, "when", "now")])
    assert talk.said("Round 1 is 3 days old, and was to run until Fri 8 Jan.")
    assert talk.changed(model.Engagement) == {"work": {"round_ends_on": date(2026, 11, 26)}}
    assert talk.said("Joy tells about the last days first; then I ask you both, tomorrow at the latest.")
    (first,) = talk.effects(Begin)
    assert (first.start.dialog, first.start.seats, first.start.terms) == (
        "checkin", {JOY: "joy"}, {"day": "2026-11-26"},
    )  # fmt: skip
    plans = {plan.occurrence.rpartition("/")[2]: plan for plan in talk.effects(Plan)}
    assert set(plans) == {RITA, JOY, "close"}
    after = book(now=now).after(talk.caused)
    (week,) = CHECKIN.prepare(after, replace(first.start, conversation="x")).weeks
    assert {move.occurrence for move in week.look_back} == {plans[RITA].occurrence, plans[JOY].occurrence}
    for role in (RITA, JOY):
        planned = plans[role].start
        assert planned is not None
        LOOK_BACK_FACTS.prepare(after, replace(planned, conversation="x"))
    friday = Start("checkin", {JOY: "joy"}, "work", terms={"day": "2026-11-27"}, conversation="y")
    assert refusal(CHECKIN, after.at(at(date(2026, 11, 27))), friday) == "", "asked once"


def test_a_round_whose_last_week_is_told_is_looked_back_on_at_once():
    there = book(now=at(date(2026, 12, 12)))  # a Saturday; the check-in came on Friday
    talk = play(REVIEW, there, review(), [(RITA, "when", "now")])
    assert [next(iter(effect.start.seats)) for effect in talk.effects(Begin)] == [RITA, JOY]
    (closing,) = talk.effects(Plan)
    assert closing.start
    assert closing.start.dialog == "round_close"


@pytest.mark.parametrize(
    ("zones", "last"),
    [
        (("Australia/Sydney", "America/New_York"), "2026-11-25"),
        (("Europe/Lisbon", "Asia/Manila"), "2026-11-25"),
    ],
)
def test_a_round_that_ends_now_ends_on_a_day_that_both_have(zones, last):
    """East of the professional the owner lives in tomorrow: its last days could not be told yet."""
    there = book(now=to_millis(datetime(2026, 11, 25, 21, tzinfo=UTC)))
    people = [there.one(model.Person, id) for id in ("rita", "joy")]
    moved = (
        Change(model.Person, one.id, one.version, {"zone": zone})
        for one, zone in zip(people, zones, strict=True)
    )
    there = there.after(Outcome(tuple(moved)))
    talk = play(REVIEW, there, review(), [(RITA, "when", "now")])
    assert talk.changed(model.Engagement)["work"]["round_ends_on"] == date.fromisoformat(last)
    asked = replace(begun(talk.caused, "checkin"), conversation="x")
    assert prepare_checkin(there.after(talk.caused), asked).weeks


def test_the_professional_may_ask_too_and_leave_it():
    talk = play(REVIEW, book(now=at(date(2026, 12, 21))), review("joy"), [(JOY, "when", "wait")])
    assert talk.said("Look back now instead? Rita is asked the same today")
    assert not talk.caused.effects


def test_at_its_end_the_look_back_begins_without_a_question():
    talk = play(REVIEW, book(), review("joy"))
    assert talk.asked == ()
    assert [effect.start.seats for effect in talk.effects(Begin)] == [{JOY: "joy"}]


def test_whoever_has_said_everything_waits():
    said = model.Judgement(account=ACCOUNT, id="j", engagement="work", role=RITA, met="met")
    talk = play(REVIEW, book(said), review())
    assert talk.said("Now it waits for Joy")
    assert refusal(LOOK_BACK_FACTS, book(said), start(LOOK_BACK_FACTS, RITA)) == "look-back-done"
