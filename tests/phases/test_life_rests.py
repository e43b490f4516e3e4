"""Work that rests, and work that ends."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from bot import commands, model
from bot.dialog import Begin, Change, Close, Plan, Start
from bot.phases.life.closing import CLOSING
from bot.phases.life.leaving import LEAVING
from bot.phases.life.resting import PAUSE, RESUME
from bot.phases.life.todo import TODO
from bot.practice.calendar import to_millis
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


# --- the end --------------------------------------------------------------------------------------

END = [
    ("owner", "last", typed("4 dec")),
    ("owner", "access", ("inbox_and_shop", "calendar")),
    ("owner", "word", "On 9 Dec you calmed a customer I had given up on."),
    ("owner", "sure", "end"),
]


def test_the_owner_ends_it_and_both_keep_a_copy():
    talk = play(LEAVING, book(), about(LEAVING), END)
    assert talk.asked == ("last", "access", "word", "sure")
    assert talk.said(
        'Still open, to hand over or to settle: "A login to the shop" and "Write the refund rules".'
    )
    assert not talk.said("", to="professional")
    after = book().after(talk.caused)
    work = after.one(model.Engagement, "work")
    assert (work.state, work.round_ends_on) == ("ended", date(2026, 12, 4))
    assert talk.effects(Close) == (Close("work", "ended"),)
    assert talk.notes["copy/other"] == (
        "Rita and Joy: a fair end\n"
        "Rita has ended your work together here. Thank you for all you put into it. "
        "I ask you nothing more about it.\n"
        "This copy is yours to keep. What I hold is deleted after 12 months, or sooner "
        "if either of you asks. What is unpaid you settle with each other.\n"
        "Work: virtual assistant, round 1\n"
        "Time: Mon 23 Nov to Fri 4 Dec\n"
        "Jobs: Customer inbox\n"
        'Still open: "A login to the shop" and "Write the refund rules"\n'
        'Access to close: "Own login to the inbox and the shop" and "Access to the calendar"\n'
        "A word from Rita: On 9 Dec you calmed a customer I had given up on."
    )
    assert talk.notes["copy/own"].startswith(
        "Rita and Joy: a fair end\nYou have ended your work with Joy here."
    )
    assert talk.notes["copy/own"].endswith("[Tick off]")


def test_access_to_close_is_ticked_off_one_by_one_after_the_end():
    talk = play(LEAVING, book(), about(LEAVING), END)
    after = book().after(talk.caused)
    left = [todo for todo in after.find(model.Todo, engagement="work") if not todo.done_at]
    assert sorted(todo.what for todo in left) == [
        "Close for Joy: Access to the calendar",
        "Close for Joy: Own login to the inbox and the shop",
    ]
    assert {todo.due_on for todo in left} == {date(2026, 12, 4)}
    ticked = play(TODO, after, about(TODO), [("owner", "done", tuple(todo.id for todo in left))])
    assert len(ticked.effects(Change)) == 2
    assert commands.COMMANDS["ready"].ended


def test_what_is_held_is_erased_after_a_year():
    (plan,) = play(LEAVING, book(), about(LEAVING), END).effects(Plan)
    assert (plan.what, plan.occurrence, plan.start) == ("erase", "work", None)
    assert plan.at_ms == to_millis(datetime(2027, 12, 4, 9, tzinfo=UTC))


def test_nothing_happens_before_the_last_yes():
    answers = [("owner", "last", typed("4 dec")), ("owner", "access", ()), ("owner", "word", None)]
    assert play(LEAVING, book(), about(LEAVING), answers).outcome is None
    talk = play(LEAVING, book(), about(LEAVING), [*answers, ("owner", "sure", "not-now")])
    assert talk.caused.effects == ()
    assert talk.said("Nothing has changed, and Joy has heard nothing.", to="owner")


def test_the_professional_leaves_and_the_owner_closes_the_access():
    answers = [
        ("professional", "last", typed("today")),
        ("professional", "word", None),
        ("professional", "sure", "end"),
    ]
    talk = play(LEAVING, book(), about(LEAVING, "joy"), answers)
    assert talk.asked == ("last", "word", "sure")
    assert not talk.said("", to="owner")
    assert talk.notes["copy/other"].startswith(
        "Rita and Joy: a fair end\nJoy has ended your work together here."
    )
    (begun,) = talk.effects(Begin)
    after = book().after(talk.caused)
    closing = play(CLOSING, after, begun.start, [("owner", "access", ("calendar",))])
    assert closing.said("One thing is on your list, by Thu 26 Nov.")
    (written,) = closing.written(model.Todo)
    assert (written.what, written.person) == ("Close for Joy: Access to the calendar", "rita")
    assert play(CLOSING, after, begun.start, [("owner", "access", ())]).said("nothing is left to close")


def test_access_of_work_without_a_template_is_written_line_by_line():
    own = book(role="other")
    answers = [
        ("owner", "last", typed("4 dec")),
        ("owner", "access-lines", "- the kiln room\n\n- the bank\n- the bank"),
        ("owner", "word", None),
        ("owner", "sure", "end"),
    ]
    talk = play(LEAVING, own, about(LEAVING), answers)
    assert [one.what for one in talk.written(model.Todo)] == [
        "Close for Joy: the kiln room",
        "Close for Joy: the bank",
    ]


def test_work_may_have_ended_some_days_ago():
    talk = play(LEAVING, book(), about(LEAVING), [("owner", "last", typed("24 nov")), *END[1:]])
    assert book().after(talk.caused).one(model.Engagement, "work").round_ends_on == date(2026, 11, 24)


@pytest.mark.parametrize("state", ["invited", "draft", "alone"])
def test_without_a_yes_nothing_is_written_to_the_other(state):
    talk = play(LEAVING, book(state=state), about(LEAVING), [("owner", "sure", "end")])
    assert talk.asked == ("sure",)
    assert talk.notes == {}
    assert talk.changed(model.Engagement)["work"]["state"] == "ended"
    assert refusal(LEAVING, book(state=state), about(LEAVING, "joy")) == ""


def test_the_end_comes_once():
    assert refusal(LEAVING, book(state="ended"), about(LEAVING)) == "leaving-over"


def test_an_engagement_with_oneself_ends_with_one_copy():
    alone = book(professional="rita")
    start = Start(
        "leaving", {"owner": "rita", "professional": "rita"}, "work", conversation="talk", by="rita"
    )
    talk = play(LEAVING, alone, start, END)
    assert list(talk.notes) == ["copy/other"]
