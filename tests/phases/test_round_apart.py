"""The end of a round, each on their own: both views, blind."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from bot import model
from bot.dialog import Arrive, Plan
from bot.phases.performance_assessment.moments import skill_moments
from bot.phases.performance_assessment.talk_sheet import TALK_SHEET
from bot.tallies.answers import how_long
from bot.words import Reader, plain
from tests.phases.round_scene import ACCOUNT, at, begun, book, start
from tests.phases.round_words import GOOD, JOY, REST, RITA, UP, own_view, owner_view
from tests.phases.talk import play, typed


def test_the_owner_judges_against_their_own_first_sentence():
    talk = owner_view(
        book(), (RITA, "met", "met"), (RITA, "keep", "Friday numbers"), (RITA, "change", typed(GOOD))
    )
    assert talk.asked[:3] == ("level/orders", "level/calendar", "level/inbox"), "furthest apart first"
    assert talk.said('On Mon 23 Nov you wrote: "No customer waits and I have my evenings back."')
    assert talk.said("week of Mon 30 Nov: 41 of 46, week of Mon 7 Dec: 68 of 74, week of Mon 14 Dec"), (
        "every week that was counted"
    )
    assert talk.said('Wed 16 Dec: "Refund of 12 EUR waited a day"')
    thanks = model.Feedback(
        account=ACCOUNT, id="t", engagement="work", by="joy", to="rita", kind="thanks",
        words="You answered fast.", at=at(date(2026, 12, 7)), shown_at=1,
    )  # fmt: skip
    assert not owner_view(book(thanks)).said("You answered fast."), "it says nothing of Joy's work"
    assert {one.skill: one.level for one in talk.written(model.Rating)} == {
        "orders": 3,
        "calendar": 2,
        "inbox": 3,
    }
    assert [one.kind for one in talk.written(model.Feedback)] == ["keep", "change"]
    assert all(not one.shown_at for one in talk.written(model.Feedback)), "nobody reads it yet"
    (gate,) = talk.effects(Arrive)
    assert (gate.gate, gate.who, gate.need) == ("look-back/work/1", RITA, (RITA, JOY))
    (silent,) = talk.effects(Plan)
    assert silent.start
    assert silent.start.terms == {"round": 1, "silent": JOY}
    assert silent.at_ms == at(date(2027, 1, 15), 9), "five working days"


@pytest.mark.parametrize(("item", "shown"), [("i1", False), ("", True), ("i9", True)])
def test_a_slip_of_a_step_that_was_taken_after_all_says_nothing_of_the_round(item, shown):
    """It stood as all of seven weeks, though its step was closed three days later."""
    slip = model.Piece(
        account=ACCOUNT, id="slip", engagement="work", what="Ten replies", item=item, accepted=False,
        wish="By hand, always", at=at(date(2027, 1, 5)), looked_at=at(date(2027, 1, 5)),
    )  # fmt: skip
    assert owner_view(book(slip)).said("By hand, always") is shown


def test_what_was_noted_for_the_look_back_is_all_there():
    """ "You find it again": beside other things of the same weeks one note in three was left out."""
    notes = [
        model.Feedback(
            account=ACCOUNT, id=f"note{n}", engagement="work", by="rita", to="joy", kind="note",
            words=f"Left over: {n} parcels", at=at(date(2026, 12, 7) + timedelta(days=n)),
        )
        for n in range(4)
    ]  # fmt: skip
    there = book(*notes)
    assert all(owner_view(there).said(one.words) for one in notes)
    assert not any(own_view(there).said(one.words) for one in notes), "they are the owner's"


def test_of_a_very_long_round_a_few_weeks_stand_for_all_and_it_is_said():
    """Half a year of weeks beside one skill would be a wall; nobody takes four of them for all."""
    weeks = [date(2026, 11, 30) + timedelta(weeks=n) for n in range(24)]
    counts = [
        model.Count(
            account=ACCOUNT, id=f"w{n:02}", engagement="work", goal="g-inbox", week_of=day, part=n, whole=99
        )
        for n, day in enumerate(weeks)
    ]
    there = book(*counts)
    noted = skill_moments(there, there.one(model.Engagement, "work"), "inbox", weeks[0], weeks[-1])
    assert [one.kind for one in noted] == [*["counted"] * 4, "more"]
    assert noted[-1].part + 4 == len(there.find(model.Count, goal="g-inbox"))


@pytest.mark.parametrize("words", ["Nothing.", "all good", "nothing to change"])
def test_nothing_to_change_needs_no_example(words):
    talk = owner_view(book(), (RITA, "met", "met"), (RITA, "keep", "Numbers"), (RITA, "change", typed(words)))
    assert "change/found" not in talk.asked


@pytest.mark.parametrize(
    ("then", "kept"), [("again", GOOD), ("send", "On 22 December he was lazy. Please come")]
)
def test_what_is_said_of_the_person_is_pointed_at_first_and_once_more(then, kept):
    """Of "always late and lazy" only the "always" was named, and then "he was lazy" went to the sheet."""
    more = [(RITA, "change/last", typed(GOOD))] if then == "again" else []
    talk = owner_view(
        book(),
        (RITA, "met", "met"),
        (RITA, "keep", "Numbers"),
        (RITA, "change", typed("he is always late and lazy")),
        (RITA, "change/found", "again"),
        (RITA, "change/again", typed("On 22 December he was lazy. Please come")),
        (RITA, "change/still", then),
        *more,
    )
    assert not talk.said('"always" is easy to deny')
    assert sum('"lazy"' in line for line in talk.transcript if line.startswith("owner?")) == 2
    assert talk.written(model.Feedback)[1].words == kept


def test_words_are_pointed_at_once_and_never_rewritten():
    first = (RITA, "change", typed("Joy always asks me about refunds"))
    again = owner_view(
        book(),
        (RITA, "met", "met"),
        (RITA, "keep", "Numbers"),
        first,
        (RITA, "change/found", "again"),
        (RITA, "change/again", typed(GOOD)),
    )
    assert again.said('"always" is easy to deny')
    assert again.written(model.Feedback)[1].words == GOOD
    sent = owner_view(
        book(), (RITA, "met", "met"), (RITA, "keep", "Numbers"), first, (RITA, "change/found", "send")
    )
    assert sent.written(model.Feedback)[1].words == "Joy always asks me about refunds"


def test_the_professional_may_leave_criticism_out():
    talk = own_view(book(), (JOY, "met", "expected"), (JOY, "keep", None), (JOY, "change", None))
    assert not talk.written(model.Feedback)
    assert not talk.said("Not seen yet"), "one has always seen one's own work"


def test_a_client_is_told_what_happened_without_being_told_what_to_do():
    talk = own_view(
        book(), (JOY, "met", "partly"), (JOY, "keep", "Short answers"), (JOY, "change", typed(UP))
    )
    assert [one.words for one in talk.written(model.Feedback)] == ["Short answers", UP]


def test_everything_not_seen_is_an_answer():
    levels = [(RITA, f"level/{skill}", None) for skill in ("orders", "calendar", "inbox")]
    talk = owner_view(
        book(),
        (RITA, "met", "partly"),
        (RITA, "keep", "Numbers"),
        (RITA, "change", typed(GOOD)),
        levels=levels,
    )
    assert talk.said("You have not seen this work of Joy's yet, so no level changes.")
    assert {one.level for one in talk.written(model.Rating)} == {None}


def test_equal_ratings_get_a_quiet_word():
    levels = [(RITA, f"level/{skill}", 3) for skill in ("orders", "calendar", "inbox")]
    talk = owner_view(book(), levels=levels)
    assert talk.said("These are all the same, which can well be so.")


def test_other_skills_are_asked_for_only_where_something_changed():
    scene = book(without=(model.Item,))
    levels = [(RITA, "level/orders", 3), (RITA, "level/inbox", 3)]
    none = owner_view(scene, (RITA, "others", "none"), levels=levels)
    assert none.waits_for == ("met",)
    some = owner_view(
        scene,
        (RITA, "others", "some"),
        (RITA, "which", ("calendar",)),
        (RITA, "level/calendar", 2),
        levels=levels,
    )
    assert some.waits_for == ("met",)


def test_not_yet_and_never_made_clear_is_the_owners_own_task():
    talk = owner_view(
        book(),
        (RITA, "met", "not"),
        (RITA, "nearest", "unclear"),
        (RITA, "clear", typed("Write the tone guide")),
        *REST,
    )
    (task,) = talk.written(model.Todo)
    assert (task.person, task.what, task.due_on) == ("rita", "Write the tone guide", date(2027, 1, 15))


def test_not_yet_and_able_is_one_step_with_a_date():
    answers = [
        (RITA, "met", "not"),
        (RITA, "nearest", "able"),
        (RITA, "step", typed("Sort the inbox by ten")),
        (RITA, "step-day", typed("22 Jan")),
    ]
    talk = owner_view(book(), *answers, *REST)
    (step,) = talk.written(model.Step)
    assert (step.person, step.what, step.due_on, step.agreed) == (
        "joy",
        "Sort the inbox by ten",
        date(2027, 1, 22),
        False,
    )
    shown = play(TALK_SHEET, book().after(talk.caused), start(TALK_SHEET))
    assert shown.said("From now on, Joy: Sort the inbox by ten (by Fri 22 Jan)", RITA)


@pytest.mark.parametrize(
    ("which", "words"), [("unable", "something to learn"), ("unfit", "a fair end is an answer too")]
)
def test_not_yet_for_other_reasons(which, words):
    talk = owner_view(book(), (RITA, "met", "not"), (RITA, "nearest", which), *REST)
    assert talk.said(words)
    assert talk.written(model.Judgement)[0].why == which


def test_alone_the_round_closes_without_the_other():
    talk = owner_view(book(state="alone"), (RITA, "met", "met"), *REST)
    assert begun(talk.caused, "round_close").seats == {RITA: "rita"}
    assert not talk.effects(Arrive)


@pytest.mark.parametrize(
    ("hours", "words"), [(0.2, "less than an hour"), (19.4, "19 hours"), (48, "48 hours"), (96, "4 days")]
)
def test_a_long_wait_is_told_in_days(hours, words):
    assert plain(how_long(hours), Reader("en", "UTC")) == words
