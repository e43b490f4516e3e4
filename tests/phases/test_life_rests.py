"""Work that rests, and goes on."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from bot import model
from bot.dialog import Plan
from bot.phases.life.resting import PAUSE, RESUME
from bot.phases.performance_assessment.checkin import CHECKIN
from bot.practice.absences import coming
from bot.practice.calendar import to_millis
from bot.tallies.weeks import is_worked
from tests.phases import scene
from tests.phases.life_scene import ACCOUNT, DAY, THURSDAY, about, book
from tests.phases.talk import play, refusal, typed

# --- work that rests ------------------------------------------------------------------------------


def test_the_work_rests_and_the_other_hears_it():
    talk = play(PAUSE, book(), about(PAUSE), [("owner", "until", typed("10 dec"))])
    assert talk.asked == ("until",)
    assert talk.changed(model.Engagement)["work"] == {
        "state": "paused", "paused_on": date(2026, 11, 26), "round_ends_on": date(2027, 1, 8),
    }  # fmt: skip
    assert talk.changed(model.Todo) == {}
    assert talk.notes == {
        "rest": "Rita lets your work together rest until Thu 10 Dec. All dates move by that time, "
        "and nothing counts as late. Until then I ask you nothing about it."
    }
    (plan,) = talk.effects(Plan)
    assert plan.engagement == ""  # what is due for work that rests would sleep with it
    assert plan.at_ms == to_millis(datetime(2026, 12, 10, 9, tzinfo=UTC))
    assert plan.start is not None
    assert (plan.start.dialog, dict(plan.start.seats), plan.start.engagement) == (
        "resume", {"owner": "rita"}, "work",
    )  # fmt: skip


def resting(until="10 dec"):
    talk = play(PAUSE, book(), about(PAUSE), [("owner", "until", typed(until))])
    (plan,) = talk.effects(Plan)
    return book().after(talk.caused), plan.start


def test_going_on_moves_every_open_date_by_the_working_days_that_rested():
    rested, planned = resting()
    talk = play(RESUME, rested.at(THURSDAY + 14 * DAY), planned, [("owner", "then", "go-on")])
    assert talk.said("The work with Joy has rested since Thu 26 Nov. Shall it go on today?")
    assert talk.said("The round now ends on Tue 19 Jan instead of Fri 8 Jan.")
    assert talk.notes["rest"].startswith("Your work with Rita goes on today.")
    assert talk.said("2 more dates moved by the same time.")
    after = rested.after(talk.caused)
    work = after.one(model.Engagement, "work")
    # seven of the ten weekdays: 30 Nov, 1 Dec and 8 Dec are holidays of one of them
    assert (work.state, work.paused_on, work.round_ends_on) == ("active", None, date(2027, 1, 19))
    assert after.one(model.Todo, "rules").due_on == date(2026, 12, 10)
    assert after.one(model.Todo, "login").due_on > date(2026, 12, 10)
    assert after.one(model.Todo, "old").due_on == date(2026, 11, 24)
    days = {plan.start.terms["day"] for plan in talk.effects(Plan) if plan.start}
    assert days == {"2027-01-19"}, "the look back moves with the end of the round"


def test_on_the_same_day_nothing_moves():
    rested, _ = resting()
    talk = play(PAUSE, rested, about(PAUSE), [("owner", "then", "go-on")])
    assert talk.said("No date had to move; the round ends on Fri 8 Jan as before.")
    assert rested.after(talk.caused).one(model.Engagement, "work").state == "active"


def test_nobody_is_asked_about_a_week_that_rested():
    """Neither by the check-in that slept until the work went on, nor by a typed one."""
    monday, friday = date(2026, 11, 30), "2026-12-04"
    agreed = model.Agreement(account=ACCOUNT, id="a1", engagement="work", round=1, number=1, digest="", at=1)
    rested = book(agreed, state="paused", paused_on=monday, now=THURSDAY + 11 * DAY)
    planned = about(CHECKIN, "joy", terms={"day": friday})
    worked = book(agreed, now=rested.now_ms)
    assert play(CHECKIN, worked, planned, []).asked == ("way",)
    on = play(PAUSE, rested, about(PAUSE), [("owner", "then", "go-on")])
    after = rested.after(on.caused)
    assert refusal(CHECKIN, after, planned) == ""
    typed_in = CHECKIN.prepare(after, about(CHECKIN, "joy"))
    assert [week.monday for week in typed_in.weeks] == [date(2026, 12, 7)]


def test_a_week_that_rested_in_one_work_was_worked_in_the_other():
    rested = book(
        scene.work(id="other", owner="rita", professional="joy"),
        state="paused",
        paused_on=date(2026, 11, 30),
        now=THURSDAY + 11 * DAY,
    )
    on = play(PAUSE, rested, about(PAUSE), [("owner", "then", "go-on")])
    after = rested.after(on.caused)
    joy, monday = after.one(model.Person, "joy"), date(2026, 11, 30)
    works = {id: after.one(model.Engagement, id) for id in ("work", "other")}
    assert {id: is_worked(one, joy, monday) for id, one in works.items()} == {"work": False, "other": True}
    assert not coming(joy.away, date(2026, 11, 23)), "she herself was not away"


def test_resting_longer_loses_no_day():
    rested, planned = resting("30 nov")
    later = rested.at(THURSDAY + 6 * DAY)
    longer = play(RESUME, later, planned, [("owner", "then", "longer"), ("owner", "until", typed("7 dec"))])
    again = later.after(longer.caused)
    assert again.one(model.Engagement, "work").paused_on == date(2026, 12, 2)
    (plan,) = longer.effects(Plan)
    assert plan.start is not None
    end = again.at(THURSDAY + 11 * DAY)
    assert refusal(RESUME, end, planned) == ""  # the first "go on?" is about another rest
    on = play(RESUME, end, plan.start, [("owner", "then", "go-on")])
    whole, first = resting("7 dec")
    at_once = play(RESUME, whole.at(THURSDAY + 11 * DAY), first, [("owner", "then", "go-on")])
    ends = [
        book_.one(model.Engagement, "work").round_ends_on
        for book_ in (end.after(on.caused), whole.after(at_once.caused))
    ]
    assert ends[0] == ends[1] > date(2027, 1, 8)


def test_a_sample_that_was_open_moves_too_and_what_is_handed_in_stays():
    samples = (
        model.Sample(account=ACCOUNT, id="s1", engagement="work", title="Replies", due_on=date(2026, 11, 27)),
        model.Sample(
            account=ACCOUNT,
            id="s2",
            engagement="work",
            title="Old",
            due_on=date(2026, 11, 27),
            handed_in_at=1,
        ),
    )
    paused = book(*samples, state="paused", paused_on=date(2026, 11, 26), now=THURSDAY + DAY)
    talk = play(PAUSE, paused, about(PAUSE), [("owner", "then", "go-on")])
    assert talk.changed(model.Sample) == {"s1": {"due_on": date(2026, 12, 2)}}


@pytest.mark.parametrize("state", ["invited", "draft", "alone", "ended"])
def test_only_work_under_way_can_rest(state):
    assert refusal(PAUSE, book(state=state), about(PAUSE)) == "pause-not"


def test_only_the_owner_lets_the_work_rest():
    assert refusal(PAUSE, book(), about(PAUSE, "joy")) == ""


def test_going_on_is_asked_once_only():
    _, planned = resting()
    assert refusal(RESUME, book(), planned) == ""
