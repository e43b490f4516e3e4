"""Settings, away, one's own part, work that rests, the end, and a trial run on oneself."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

import pytest

from bot import commands, model
from bot.dialog import Begin, Change, Close, Move, Note, Plan, Start
from bot.engine.kinds import Consent, Contact
from bot.phases import DIALOGS
from bot.phases.life.closing import CLOSING
from bot.phases.life.leaving import LEAVING
from bot.phases.life.myself import AWAY, SETTINGS
from bot.phases.life.resting import PAUSE, RESUME
from bot.phases.life.todo import TODO
from bot.phases.start.add import ADD
from bot.phases.start.invitation import INVITATION
from bot.practice.calendar import to_millis
from storage import open_store
from tests.phases.book import MemoryBook
from tests.phases.talk import ACCEPT, play, refusal, typed
from tests.workspace import TestClock, Workspace, accept

ACCOUNT = "account"
THURSDAY = to_millis(datetime(2026, 11, 26, 10, 24, tzinfo=UTC))
DAY = 24 * 3_600_000


def records(**engagement):
    joined = dict(
        account=ACCOUNT,
        id="work",
        owner="rita",
        professional="joy",
        role="virtual_assistant",
        role_name="virtual assistant",
        state="active",
        starts_on=date(2026, 11, 23),
        round_ends_on=date(2027, 1, 8),
    )
    return (
        model.Person(
            account=ACCOUNT, id="rita", name="Rita Lopes", called="Rita", zone="Europe/Lisbon", country="PT"
        ),
        model.Person(
            account=ACCOUNT, id="joy", name="Joy Santos", called="Joy", zone="Asia/Manila", country="PH"
        ),
        model.Address(account=ACCOUNT, id="at-rita", person="rita", platform="slack", scope="T1", user="U1"),
        model.Address(account=ACCOUNT, id="at-joy", person="joy", platform="slack", scope="T1", user="U2"),
        model.Engagement(**{**joined, **engagement}),
        model.Job(
            account=ACCOUNT, id="inbox", engagement="work", name="Customer inbox", good="By the next day."
        ),
        model.Discretion(account=ACCOUNT, id="d1", engagement="work", text="wording"),
        model.Discretion(account=ACCOUNT, id="d2", engagement="work", text="refunds up to 20 EUR"),
        todo("rules", "Write the refund rules", date(2026, 11, 26)),
        todo("login", "A login to the shop", date(2026, 12, 1)),
        todo("old", "The first example", date(2026, 11, 24), done_at=1),
    )


def todo(id, what, due, **more):
    return model.Todo(account=ACCOUNT, id=id, engagement="work", person="rita", what=what, due_on=due, **more)


def book(*more, now=THURSDAY, **engagement):
    return MemoryBook(ACCOUNT, now, *records(**engagement), *more)


def begin(dialog, person="rita", **more):
    people = {"owner": "rita", "professional": "joy"}
    seats = (
        {role: people[role] for role in dialog.seats} if len(dialog.seats) > 1 else {dialog.seats[0]: person}
    )
    return Start(dialog.name, seats, **{"conversation": "talk", "by": person, **more})


def about(dialog, person="rita", **more):
    return begin(dialog, person, engagement="work", **more)


# --- settings -------------------------------------------------------------------------------------


def test_settings_are_accepted_with_one_tap():
    talk = play(SETTINGS, book(), begin(SETTINGS, "joy"), [("owner", "", ACCEPT)])
    assert talk.asked == ("zone", "from", "to", "days", "name")
    assert talk.said("It is 18:24 for you (Manila), right?")
    assert talk.said("= Monday, Tuesday, Wednesday, Thursday and Friday")
    assert talk.said(
        "I write to you from 09:00 to 18:00, on Monday, Tuesday, Wednesday, Thursday and Friday."
    )
    assert talk.changed(model.Person)["joy"] == {
        "called": "Joy", "zone": "Asia/Manila", "zone_confirmed": True, "country": "PH",
        "work_from": "09:00", "work_to": "18:00", "work_days": "12345",
    }  # fmt: skip


def test_a_night_shift_is_said_back_plainly():
    answers = [
        ("owner", "zone", "Africa/Nairobi"),
        ("owner", "from", typed("22:00")),
        ("owner", "to", typed("6:00")),
        ("owner", "days", ("5", "6", "7")),
        ("owner", "name", "Joyce"),
    ]
    talk = play(SETTINGS, book(), begin(SETTINGS, "joy"), answers)
    assert talk.said("Noted, Joyce. It is 13:24 for you (Nairobi).")
    assert talk.said("from 22:00 until 06:00 the next day. Your nights begin on Friday, Saturday and Sunday.")
    after = book().after(talk.caused).one(model.Person, "joy")
    assert (after.zone, after.country, after.work_days, after.work_from) == (
        "Africa/Nairobi", "KE", "567", "22:00",
    )  # fmt: skip
    assert (after.called, after.name, after.version) == ("Joyce", "Joy Santos", 2)


def test_the_same_time_twice_is_the_whole_day():
    answers = [
        ("owner", "zone", "Asia/Manila"),
        ("owner", "from", time(0)),
        ("owner", "to", time(0)),
        ("owner", "days", ("1",)),
        ("owner", "name", "Joy"),
    ]
    assert play(SETTINGS, book(), begin(SETTINGS, "joy"), answers).said("at any hour, on Monday.")


def test_a_city_that_came_with_the_command_is_proposed_and_the_rhythm_moves_with_it():
    agreed = model.Agreement(
        account=ACCOUNT, id="a1", engagement="work", number=1, terms="{}", digest="d", at=1
    )
    start = begin(SETTINGS, "joy", seed={"city": "Nairobi"})
    talk = play(SETTINGS, book(agreed), start, [("owner", "", ACCEPT)])
    assert talk.said("It is 13:24 for you (Nairobi), right?")
    assert talk.said("Your next check-in for Rita: Fri 27 Nov, 15:00 your time.")
    moves = [effect for effect in talk.caused.effects if isinstance(effect, Move)]
    assert [move.occurrence for move in moves] == [
        "checkin/2026-11-27", "checkin/2026-12-04", "look-back/1/2027-01-08/professional",
    ]  # fmt: skip
    assert moves[0].at_ms == to_millis(datetime(2026, 11, 27, 12, tzinfo=UTC))
    stays = play(SETTINGS, book(agreed), begin(SETTINGS, "joy"), [("owner", "", ACCEPT)])
    assert stays.said("Your next check-in for Rita: Fri 27 Nov, 15:00 your time.")
    assert not [effect for effect in stays.caused.effects if isinstance(effect, Move)]


def test_a_city_that_nobody_knows_is_said_and_changes_nothing():
    start = begin(SETTINGS, "joy", seed={"city": "Atlantis"})
    talk = play(SETTINGS, book(), start, [("owner", "", ACCEPT)])
    assert talk.said('I do not know "Atlantis".')
    assert talk.changed(model.Person)["joy"]["zone"] == "Asia/Manila"


def test_a_country_that_was_chosen_stays_while_the_city_does():
    living_abroad = book().after(play(SETTINGS, book(), begin(SETTINGS), [("owner", "", ACCEPT)]).caused)
    assert living_abroad.one(model.Person, "rita").country == "PT"


def test_nobody_has_settings_of_somebody_unknown():
    assert refusal(SETTINGS, book(), begin(SETTINGS, "stranger-of-another-account")) == ""


# --- away -----------------------------------------------------------------------------------------


def test_away_tells_the_other_what_may_be_decided_alone():
    start = begin(AWAY, seed={"first": "fri", "last": "1 dec"})
    talk = play(AWAY, book(), start)
    assert talk.asked == ("first", "last")
    assert talk.said("I tell Joy the days, and nothing else.")
    assert talk.said("you are away from Fri 27 Nov to Tue 1 Dec, and back on Wed 2 Dec.")
    days = {"away_from": date(2026, 11, 27), "away_to": date(2026, 12, 1)}
    assert talk.changed(model.Person) == {"rita": days}
    (note,) = talk.effects(Note)
    assert (note.to, note.engagement) == ("joy", "work")
    assert talk.notes["away/work"] == (
        "Rita is away from Fri 27 Nov to Tue 1 Dec, and back on Wed 2 Dec. "
        "Nothing of yours counts as late because of it.\n"
        "You may decide alone: wording and refunds up to 20 EUR. What needs more can wait."
    )


def test_one_day_away_is_one_day():
    day = date(2026, 11, 27)
    talk = play(AWAY, book(), begin(AWAY, "joy"), [("owner", "first", day), ("owner", "last", day)])
    assert talk.notes["away/work"] == (
        "Joy is away on Fri 27 Nov, and back on Mon 30 Nov. Nothing of yours counts as late because of it.\n"
        "What needs Joy can wait until then."
    )
    assert [note.to for note in talk.effects(Note)] == ["rita"]


def test_the_last_day_is_not_before_the_first():
    talk = play(AWAY, book(), begin(AWAY, seed={"first": "1 dec", "last": "27 nov 2026"}))
    assert talk.outcome is None
    assert talk.waits_for == ("last",)


@pytest.mark.parametrize("state", ["invited", "draft", "alone", "ended", "paused"])
def test_nobody_hears_who_does_not_work_with_them_now(state):
    talk = play(AWAY, book(state=state), begin(AWAY, seed={"first": "fri", "last": "1 dec"}))
    assert talk.notes == {}
    assert not talk.said("I tell")
    assert all(prompt.audience == "you" for page in talk.state.path for prompt in page.prompts)


def test_an_engagement_with_oneself_tells_nobody():
    talk = play(AWAY, book(professional="rita"), begin(AWAY, seed={"first": "fri", "last": "1 dec"}))
    assert talk.notes == {}


def test_back_sooner_than_planned():
    gone = play(AWAY, book(), begin(AWAY, seed={"first": "thu", "last": "4 dec"}))
    first = play(AWAY, book(), begin(AWAY, seed={"first": "today", "last": "4 dec"}))
    later = book().after(first.caused).at(THURSDAY + DAY)
    talk = play(AWAY, later, begin(AWAY), [("owner", "then", "back")])
    assert talk.said("I have noted that you are away from Thu 26 Nov to Fri 4 Dec. What has changed?")
    assert talk.changed(model.Person) == {"rita": {"away_from": None, "away_to": None}}
    assert talk.notes == {"away/work": "Rita is back, sooner than planned."}
    assert gone.outcome is not None


def test_other_days_in_place_of_the_noted_ones():
    first = play(AWAY, book(), begin(AWAY, seed={"first": "fri", "last": "1 dec"}))
    answers = [
        ("owner", "then", "other"),
        ("owner", "first", typed("2 dec")),
        ("owner", "last", typed("3 dec")),
    ]
    talk = play(AWAY, book().after(first.caused), begin(AWAY), answers)
    assert talk.changed(model.Person) == {
        "rita": {"away_from": date(2026, 12, 2), "away_to": date(2026, 12, 3)}
    }


def test_what_is_over_is_not_brought_up_again():
    first = play(AWAY, book(), begin(AWAY, seed={"first": "fri", "last": "fri"}))
    assert first.outcome is not None
    assert play(AWAY, book().after(first.caused).at(THURSDAY + 3 * DAY), begin(AWAY)).asked == ("first",)


# --- one's own part -------------------------------------------------------------------------------


def test_promises_are_ticked_off():
    talk = play(TODO, book(), about(TODO), [("owner", "done", ("rules",))])
    assert talk.said("[Write the refund rules: by Thu 26 Nov] [A login to the shop: by Tue 1 Dec]")
    assert talk.said("One thing is left, by Tue 1 Dec: A login to the shop")
    assert talk.changed(model.Todo) == {"rules": {"done_at": THURSDAY}}


def test_all_of_it_is_done():
    talk = play(TODO, book(), about(TODO), [("owner", "done", ("rules", "login"))])
    assert talk.said("Nothing of your part is open now.")
    again = play(TODO, book().after(talk.caused), about(TODO))
    assert again.said("Nothing of your part for Joy is open.")
    assert again.caused.effects == ()


def test_nothing_ticked_changes_nothing():
    talk = play(TODO, book(), about(TODO), [("owner", "done", ())])
    assert talk.said("2 things are left. The next one, by Thu 26 Nov: Write the refund rules")
    assert talk.caused.effects == ()


def test_only_the_one_who_promised_ticks_off():
    assert refusal(TODO, book(), about(TODO, "joy")) == ""


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


# --- a trial run on oneself -----------------------------------------------------------------------

MYSELF = Contact("U1", "Rita", "Europe/Lisbon", "en")
TRIAL = [
    ("owner", "role", "virtual_assistant"),
    ("owner", "", ACCEPT),
    ("owner", "jobs", ("inbox",)),
    ("owner", "", ACCEPT),
    ("owner", "expectation", "No customer waits."),
    ("owner", "ready", ()),
    ("owner", "send", Consent(True)),
]


@pytest.mark.parametrize("word", ["practise", "try", "myself"])
def test_practise_adds_whoever_asks(word):
    command = commands.parse(word).command
    assert command is not None
    assert (command.name, command.dialog, command.who, command.myself) == (
        "practise",
        "add",
        "anybody",
        "who",
    )
    assert command.myself in play(ADD, book(), begin(ADD)).asked


def test_an_engagement_with_oneself_begins_like_any_other():
    start = begin(ADD, seed={"who": "<@" + "|".join(MYSELF) + ">"})
    talk = play(ADD, book(), start, TRIAL)
    assert not talk.written(model.Person)
    assert not talk.written(model.Address)
    (engagement,) = talk.written(model.Engagement)
    assert (engagement.owner, engagement.professional) == ("rita", "rita")
    (begun,) = talk.effects(Begin)
    assert dict(begun.start.seats) == {"professional": "rita"}

    after = book().after(talk.caused)
    answers = [
        ("professional", "reply", "yes"),
        ("professional", "", ACCEPT),
        ("professional", "words", "Right answers."),
        ("professional", "clear", "clear"),
    ]
    yes = play(INVITATION, after, begun.start, answers)
    assert after.after(yes.caused).one(model.Engagement, engagement.id).state == "active"
    assert {tuple(one.start.seats.items()) for one in yes.effects(Begin)} == {
        (("owner", "rita"),),
        (("professional", "rita"),),
    }


async def test_a_trial_run_in_the_whole_house(sqlite_url, ring):
    clock = TestClock()
    store = open_store(sqlite_url, ring, clock)
    w = Workspace(store, clock)
    await w.command("rita", "practise")
    for label in ("virtual assistant", "Looks right"):
        await w.press("rita", label)
    await w.pick("rita", "Customer inbox")
    await w.press("rita", "Looks right")
    await w.type("rita", "No customer waits.")
    await w.pick("rita", "Own login to the inbox and the shop")
    await w.press("rita", "Send")
    assert w.sees("rita").startswith("Hello Rita, I'm Fivefold")
    await accept(w, "rita")

    await w.command("rita", "finish")
    await w.type("rita", "tomorrow")
    await w.pick("rita", "Access to the calendar")
    await w.press("rita", "Skip")
    await w.press("rita", "Yes, end it")
    await w.command("rita", "next")
    await w.press("rita", "Tick off")
    await w.pick("rita", "Close for Rita: Access to the calendar")
    assert w.sees("rita") == "Thank you. Nothing of your part is open now."
    await store.close()


def test_every_command_names_a_dialog_that_exists():
    named = {command.dialog for command in commands.COMMANDS.values() if command.dialog}
    assert {"settings", "away", "pause", "leaving", "todo", "add"} <= named & set(DIALOGS)
