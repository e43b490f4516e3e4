"""Work that ends (X4), begun by either side: what is handed over, and half a round closed as it went."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from bot import commands, model
from bot.dialog import Begin, Change, Close, Note, Plan, Start
from bot.engine.text import File
from bot.phases.life.closing import CLOSING
from bot.phases.life.leaving import LEAVING
from bot.phases.life.todo import TODO
from bot.practice.calendar import to_millis
from tests.phases import round_scene
from tests.phases.life_scene import ACCOUNT, about, book
from tests.phases.talk import play, refusal, typed

END = [
    ("owner", "last", typed("4 dec")),
    ("owner", "access", ("inbox_and_shop", "calendar")),
    ("owner", "word", "On 9 Dec you calmed a customer I had given up on."),
    ("owner", "sure", "end"),
]


def test_the_owner_ends_it_and_both_keep_a_copy():
    talk = play(LEAVING, book(), about(LEAVING), END)
    assert talk.asked == ("last", "access", "word", "sure")
    assert talk.said("[Own login to the inbox and the shop] [Access to the calendar]")
    assert not talk.said("Rules for orders"), "what was only to be read lets nobody in"
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
        'Access to close: "Own login to the inbox and the shop"; "Access to the calendar"\n'
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


def test_whoever_closes_access_later_is_asked_on_the_last_day():
    talk = play(LEAVING, book(), about(LEAVING), END)
    (plan,) = [one for one in talk.effects(Plan) if one.start]
    assert plan.at_ms == to_millis(datetime(2026, 12, 4, 9, tzinfo=UTC))
    assert plan.engagement == "", "the work has ended, and nothing of it fires any more"
    assert plan.start is not None
    on_the_day = book(now=plan.at_ms).after(talk.caused)
    asked = TODO.prepare(on_the_day, plan.start)
    assert len(asked.todos) == 2
    today = play(LEAVING, book(), about(LEAVING), [("owner", "last", typed("today")), *END[1:]])
    assert [one for one in today.effects(Plan) if one.start] == []


# --- half a round ---------------------------------------------------------------------------------

HALF = [("owner", "last", typed("today")), *END[1:3], ("owner", "show", True), END[3]]


def test_half_a_round_is_closed_with_what_is_known():
    half = round_scene.book(now=round_scene.at(date(2026, 12, 18)))
    talk = play(LEAVING, half, about(LEAVING), HALF)
    after = half.after(talk.caused)
    (closing,) = after.find(model.Closing, engagement="work")
    assert (closing.round, closing.ended_on) == (1, date(2026, 12, 18))
    assert (closing.met, closing.goals) == (2, 2)
    assert {goal.state for goal in after.find(model.Goal, engagement="work")} == {"closed"}
    for copy in talk.notes.values():
        assert "Round 1, as far as it went:\nInbox: 92 of 100, agreed 90: as agreed." in copy
    assert closing.showable == "2 of 2 goals met; Inbox: 377 counted, 92 % as agreed; confirmed by Rita Lopes"
    assert closing.showable in file_of(talk, "copy/other")
    assert "record.txt" not in talk.notes["copy/own"]


def test_the_record_ends_on_the_last_day_that_was_worked():
    half = round_scene.book(now=round_scene.at(date(2026, 12, 18)))
    talk = play(LEAVING, half, about(LEAVING), [("owner", "last", typed("16 dec")), *HALF[1:]])
    (closing,) = half.after(talk.caused).find(model.Closing, engagement="work")
    assert closing.ended_on == date(2026, 12, 16)
    assert "Mon 23 Nov to Wed 16 Dec: 2 of 2 goals met" in file_of(talk, "copy/other")


def test_a_round_that_is_closed_is_not_closed_again():
    ended = model.Closing(
        account=ACCOUNT, id="c1", engagement="work", round=1, started_on=date(2026, 11, 23),
        ended_on=date(2027, 1, 8), showable="2 of 2 goals met",
    )  # fmt: skip
    there = round_scene.book(ended)
    talk = play(LEAVING, there, about(LEAVING), [("owner", "last", typed("today")), *END[1:]])
    assert talk.written(model.Closing) == ()
    assert talk.changed(model.Goal) == {}
    assert "Round 1, as far as it went" not in talk.notes["copy/other"]
    assert "2 of 2 goals met" in file_of(talk, "copy/other")


def test_where_nothing_was_counted_no_number_is_made_up():
    talk = play(LEAVING, book(), about(LEAVING), [("owner", "last", typed("today")), *END[1:]])
    (closing,) = talk.written(model.Closing)
    assert (closing.goals, closing.effectiveness, closing.hours_done) == (0, None, None)
    assert "show" not in talk.asked


def test_the_owner_may_let_it_be_shown_after_the_other_one_has_left():
    there = round_scene.book()
    answers = [("professional", "last", typed("today")), ("professional", "word", None)]
    talk = play(LEAVING, there, about(LEAVING, "joy"), [*answers, ("professional", "sure", "end")])
    assert "show" not in talk.asked
    (begun,) = talk.effects(Begin)
    after = there.after(talk.caused)
    closing = play(CLOSING, after, begun.start, [("owner", "access", ()), ("owner", "show", True)])
    assert closing.said('May Joy show this to others? "2 of 2 goals met; Inbox:')
    (shown,) = after.after(closing.caused).find(model.Closing)
    assert "confirmed by Rita Lopes" in shown.showable
    assert shown.showable in file_of(closing, "record")
    no = play(CLOSING, after, begun.start, [("owner", "access", ()), ("owner", "show", False)])
    assert no.notes == {}


def test_a_no_at_the_rounds_end_is_not_asked_again_when_the_other_one_leaves():
    """Round one closed and was not to be shown; then Joy leaves before a second begins."""
    kept = model.Closing(
        account=ACCOUNT, id="c1", engagement="work", round=1, started_on=date(2026, 11, 23),
        ended_on=date(2027, 1, 8),
    )  # fmt: skip
    there = round_scene.book(kept)
    answers = [("professional", "last", typed("today")), ("professional", "word", None)]
    talk = play(LEAVING, there, about(LEAVING, "joy"), [*answers, ("professional", "sure", "end")])
    (begun,) = talk.effects(Begin)
    closing = play(CLOSING, there.after(talk.caused), begun.start, [("owner", "access", ())])
    assert "show" not in closing.asked
    assert closing.outcome is not None


def file_of(talk, once):
    """The text of the file that a note holds."""
    (note,) = [one for one in talk.effects(Note) if one.once == once]
    return next(
        value.content for line in note.card.lines for value in line.args.values() if isinstance(value, File)
    )


def test_what_is_held_is_erased_after_a_year():
    (plan,) = [one for one in play(LEAVING, book(), about(LEAVING), END).effects(Plan) if not one.start]
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
