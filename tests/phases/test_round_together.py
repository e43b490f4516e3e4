"""The end of a round, together: one sheet for one talk."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot import model
from bot.dialog import Change, Outcome, Plan, Write
from bot.engine.kinds import Consent
from bot.phases.performance_assessment.differing import DIFFERING
from bot.phases.performance_assessment.look_back import LOOK_BACK_FACTS
from bot.phases.performance_assessment.talk_facts import calendar_file
from bot.phases.performance_assessment.talk_sheet import TALK_SHEET
from bot.phases.repeat.round_close import ROUND_CLOSE
from bot.tallies.rounds import results_of
from tests.phases.round_scene import ENDS, begun, book, start
from tests.phases.round_words import (
    GOOD,
    JOY,
    REST,
    RITA,
    TAKEN,
    UP,
    YES,
    both_in,
    no,
    own_view,
    owner_view,
    talk_of,
)
from tests.phases.talk import play, refusal, typed


def test_both_read_one_sheet_each_from_their_side():
    talk = talk_of(both_in(off=True), *TAKEN)
    assert talk.said("Both free: Mon 11 Jan, 09:00. For your calendar: talk.ics", RITA)
    assert talk.said("Both free: Mon 11 Jan, 17:00", JOY)
    assert talk.said("Calendar: Joy 4, you 2. What did each of you see?", RITA)
    assert talk.said("Calendar: Rita 2, you 4. What did each of you see?", JOY)
    assert talk.said(f'To change, you to Joy: "{GOOD}"', RITA)
    assert talk.said(f'To change, Rita to you: "{GOOD}"', JOY)
    for side, name in ((RITA, "Joy"), (JOY, "Rita")):
        assert talk.said("As expected? You: ", side)
        assert talk.said(f"As expected? {name}: ", side)
    assert talk.said('To keep, you to Joy: "Friday numbers"', RITA)
    assert talk.said('To keep, Rita to you: "Friday numbers"', JOY)
    assert talk.said('Counted, Joy says it is off: "It was 95 in week 50"', RITA)
    assert talk.said("Same view: Inbox 3 and Orders 3.", JOY)
    assert talk.said("What is to change becomes a step.", RITA)
    assert talk.said("Read is not agreed; you can reply.", JOY)
    steps = {one.person: (one.what, one.agreed) for one in talk.written(model.Step)}
    assert steps == {"rita": (UP, True), "joy": ("Please decide those yourself.", True)}
    levels = {one.skill: (one.level, one.provisional, one.disputed) for one in talk.written(model.Level)}
    assert levels == {"inbox": (3, False, False), "orders": (3, False, False), "calendar": (2, True, False)}
    assert begun(talk.caused, "round_close").conversation
    assert all("shown_at" in values for values in talk.changed(model.Feedback).values())


def test_hours_that_do_not_meet_are_said_and_nothing_is_put_into_a_calendar():
    """From nine to four in Manila is over an hour before it is nine in Lisbon."""
    there = both_in()
    early = there.one(model.Person, "joy").model_copy(update={"work_to": "16:00"})
    talk = talk_of(there.after(Outcome((Write(early, 1),))), *TAKEN)
    for role, other in ((RITA, "Joy"), (JOY, "Rita")):
        assert talk.said(f"Your hours and {other}'s do not meet, so agree on a time yourselves.", role)
        assert not talk.said("Both free", role)


def said_off(role, value):
    """What one of the two says of the Inbox goal, counted as 92."""
    answers = [
        (role, "numbers", Consent(False, "off")),
        (role, "what", "Week 50"),
        (role, "right/g-inbox", typed(value)),
    ]
    talk = play(LOOK_BACK_FACTS, book(), start(LOOK_BACK_FACTS, role), answers)
    return talk.caused


@pytest.mark.parametrize(
    ("answer", "value", "line"),
    [
        ("take", 80, "Inbox: 80 of 100, agreed 90: less than agreed. You both put it right; counted was 92"),
        ("leave", 92, "Inbox: 92 of 100, agreed 90: as agreed. Joy says 80 of 100."),
    ],
)
def test_a_number_that_one_says_counts_once_the_other_one_takes_it(answer, value, line):
    there = both_in().after(said_off(JOY, "80"))
    talk = talk_of(there, (RITA, "number/professional/g-inbox", answer), *TAKEN)
    assert talk.said("Inbox: counted 92 of 100, you say 80 of 100.", JOY)
    assert talk.said("Inbox: counted 92 of 100, Joy says 80 of 100. Which is right?", RITA)
    assert talk.said("[80 of 100 is right] [92 of 100 stays]", RITA)
    after = there.after(talk.caused)
    inbox = results_of(after, after.one(model.Engagement, "work"), 1, ENDS)[0]
    assert inbox.value == value
    closes = play(ROUND_CLOSE, after, replace(begun(talk.caused, "round_close"), conversation="close"))
    assert closes.said(line)


def test_a_number_that_nobody_answered_stands_beside_what_was_counted():
    there = both_in().after(said_off(JOY, "80"))
    assert not results_of(there, there.one(model.Engagement, "work"), 1, ENDS)[0].said, "before the talk"
    assert play(ROUND_CLOSE, there, start(ROUND_CLOSE)).said("as agreed. Joy says 80 of 100.")


@pytest.mark.parametrize(("theirs", "asked"), [("80", 0), ("85", 2)])
def test_the_same_number_said_by_both_is_not_asked_about(theirs, asked):
    there = both_in().after(said_off(JOY, "80")).after(said_off(RITA, theirs))
    talk = talk_of(there)
    assert sum(key.startswith("number/") for key in talk.asked) == asked
    numbers = {f"number/{role}/g-inbox": "take" for role in (RITA, JOY)} if asked else {}
    others = [(RITA if "prof" in key else JOY, key, value) for key, value in numbers.items()]
    after = there.after(talk_of(there, *others, *TAKEN).caused)
    inbox = results_of(after, after.one(model.Engagement, "work"), 1, ENDS)[0]
    assert (inbox.value, len(inbox.said)) == ((80, 0) if not asked else (92, 2)), "crossed, so both stay"


def without_a_change(met):
    """Both leave out what should change."""
    view = owner_view(book(), (RITA, "met", met), (RITA, "keep", "Numbers"), (RITA, "change", None))
    there = book().after(view.caused)
    theirs = own_view(there, (JOY, "met", "expected"), (JOY, "keep", None), (JOY, "change", None))
    return view, talk_of(there.after(theirs.caused), *TAKEN)


def test_a_round_in_which_nothing_should_change_is_one():
    """What would make it better still is asked once and may be left: no step comes of it, as both read."""
    view, talk = without_a_change("met")
    assert view.said("what would make it better still? Nothing is an answer too; then skip it.")
    assert [words.kind for words in view.written(model.Feedback)] == ["keep"]
    assert talk.said("To change, you: nothing; that is fine.", RITA)
    assert talk.said("To change, Rita: nothing; that is fine.", JOY)
    assert talk.said("No step came out of this. Is it good as it stands?", RITA)
    assert not talk.written(model.Step)


def test_nothing_to_change_is_said_of_no_round_that_was_not_as_expected():
    _, talk = without_a_change("partly")
    assert not talk.said("that is fine")


def test_the_calendar_file_is_an_appointment_of_ten_minutes():
    facts = TALK_SHEET.prepare(both_in(), start(TALK_SHEET))
    file = calendar_file(facts)
    assert (file.name, file.media) == ("talk.ics", "text/calendar")
    assert "DTSTART:20270111T090000Z\r\nDTEND:20270111T091000Z" in file.content


def test_read_is_not_agreed_and_a_reply_is_kept():
    talk = talk_of(
        both_in(),
        TAKEN[0],
        (JOY, "take/professional", no("reply")),
        (JOY, "view/professional", "I was ill on 14 Dec."),
    )
    assert talk.result.ending == "read"
    assert [one.agreed for one in talk.written(model.Step)] == [False, False]
    (reply,) = talk.written(model.Feedback)
    assert (reply.kind, reply.by, reply.words) == ("reply", "joy", "I was ill on 14 Dec.")
    assert talk.said('Joy has read it and replied: "I was ill on 14 Dec."', RITA)


def test_changed_steps_need_the_other_ones_yes():
    answers = [
        (RITA, "take/owner", no("change")),
        (JOY, "take/professional", YES),
        (RITA, "step/owner", "Look at questions Thu 17:00"),
        (RITA, "step/professional", "Decide refunds up to 20 EUR"),
    ]
    open_one = talk_of(both_in(), *answers)
    assert open_one.waits_for == ("take-again/professional",)
    assert open_one.said("From now on, you: Decide refunds up to 20 EUR", JOY)
    talk = talk_of(both_in(), *answers, (JOY, "take-again/professional", YES))
    assert {one.what for one in talk.written(model.Step)} == {
        "Look at questions Thu 17:00",
        "Decide refunds up to 20 EUR",
    }


SEES = [
    (RITA, "take/owner", YES),
    (JOY, "take/professional", no("differently")),
    (JOY, "view/professional", "Refunds were never mine to decide."),
]


def test_whoever_sees_it_differently_is_asked_at_once_what_they_see():
    asked = talk_of(both_in(), SEES[1])
    assert asked.waits_for == ("take/owner", "view/professional"), "and not after Rita has answered"
    said = talk_of(both_in(), *SEES[1:])
    assert said.waits_for == ("take/owner",)
    taken = talk_of(both_in(), *TAKEN)
    assert not taken.result.replies, "whoever takes it is asked for no words"


def test_who_reads_the_other_view_may_change_the_steps_after_it():
    answers = [
        *SEES,
        (RITA, "take-again/owner", no("change")),
        (JOY, "take-again/professional", no("differently")),
        (RITA, "step/owner", "Say what is whose"),
        (RITA, "step/professional", "Ask about refunds"),
    ]
    asked = talk_of(both_in(), *answers)
    assert asked.waits_for == ("take-changed/professional",)
    talk = talk_of(both_in(), *answers, (JOY, "take-changed/professional", YES))
    assert talk.result.ending == "agreed"
    assert {one.what for one in talk.written(model.Step)} == {"Say what is whose", "Ask about refunds"}


def test_whoever_put_the_steps_in_other_words_is_not_told_that_the_other_one_did():
    answers = [
        (RITA, "take/owner", no("change")),
        *SEES[1:],
        (RITA, "step/owner", "Say what is whose"),
        (RITA, "step/professional", "Ask about refunds"),
    ]
    talk = talk_of(both_in(), *answers)
    assert talk.said("Rita has put the steps in other words.", JOY)
    assert talk.said("The steps in your words.", RITA)
    assert not talk.said("Joy has put the steps in other words.")


def test_what_asks_for_nothing_becomes_no_step():
    there = both_in()
    empty = [
        Change(model.Feedback, one.id, one.version, {"words": "Nothing really."})
        for one in there.find(model.Feedback)
        if one.kind == "change"
    ]
    assert talk_of(there.after(Outcome(tuple(empty)))).said("No step came out of this.", RITA)


def test_what_says_only_how_somebody_is_becomes_no_step():
    """It stands on the sheet as it was written; "from now on, Joy: Joy is always slow" is nobody's step."""
    there = both_in()
    harsh = [
        Change(model.Feedback, one.id, one.version, {"words": "Joy is always slow."})
        for one in there.find(model.Feedback)
        if one.kind == "change" and one.by == "rita"
    ]
    talk = talk_of(there.after(Outcome(tuple(harsh))), *TAKEN)
    assert talk.said('To change, you to Joy: "Joy is always slow."', RITA)
    assert {one.person for one in talk.written(model.Step)} == {"rita"}
    assert talk.said("[Take it]", RITA)


def test_one_apart_is_not_called_the_same():
    there = both_in()
    lower = [
        Change(model.Rating, one.id, one.version, {"level": 2})
        for one in there.find(model.Rating, skill="inbox", role=RITA)
    ]
    assert talk_of(there.after(Outcome(tuple(lower)))).said(
        "Same or one apart: Inbox (you 3, Rita 2) and Orders 3.", JOY
    )


def test_the_other_one_has_an_objection_before_them_when_they_answer():
    heard = 'Joy sees it differently: "Refunds were never mine to decide."'
    objected = talk_of(both_in(), *SEES[1:])
    assert objected.waits_for == ("take/owner",)
    assert objected.said(heard, RITA)
    assert not objected.said(heard, JOY)
    replied = [(JOY, "take/professional", no("reply")), (JOY, "view/professional", "I was ill on 14 Dec.")]
    assert talk_of(both_in(), *replied).said('Joy replies: "I was ill on 14 Dec."', RITA)


def test_numbers_that_stay_are_never_said_to_be_without_a_number():
    there = both_in().after(said_off(JOY, "80"))
    answers = [
        (RITA, "number/professional/g-inbox", "leave"),
        *SEES,
        (RITA, "take-again/owner", YES),
        (JOY, "take-again/professional", no("differently")),
        (RITA, "side/owner", None),
    ]
    talk = talk_of(there, *answers)
    assert talk.said("both numbers stay, 92 of 100 as counted and 80 of 100 as Joy says")
    assert not talk.said("without a number")
    assert talk.said("What was written stays beside the sheet, and the level of Calendar stays open for now.")


def test_whoever_still_sees_it_differently_says_what_they_see():
    answers = [
        (RITA, "take/owner", no("change")),
        (JOY, "take/professional", YES),
        (RITA, "step/owner", "Say what is whose"),
        (RITA, "step/professional", "Ask about refunds"),
        (JOY, "take-again/professional", no("differently")),
        (RITA, "side/owner", None),
    ]
    (side,) = talk_of(both_in(), *answers).state.missing
    assert (side.key, side.optional) == ("side/professional", False)
    talk = talk_of(both_in(), *answers, (JOY, "side/professional", "Refunds are Rita's."))
    (kept,) = talk.written(model.Feedback)
    assert (kept.by, kept.kind) == ("joy", "differs")


def test_one_other_view_is_asked_about_once_more():
    talk = talk_of(both_in(), *SEES, (RITA, "take-again/owner", YES), (JOY, "take-again/professional", YES))
    assert talk.said('Joy sees it differently: "Refunds were never mine to decide."', RITA)
    assert talk.said("Rita has your words now. When you two have talked, once more:", JOY)
    assert talk.result.ending == "agreed"


def test_twice_differently_stays_side_by_side_and_comes_up_again():
    answers = [
        *SEES,
        (RITA, "take-again/owner", YES),
        (JOY, "take-again/professional", no("differently")),
        (RITA, "side/owner", "It was in the rules."),
    ]
    talk = talk_of(both_in(), *answers)
    assert talk.said(
        "Both texts stay, side by side, and the level of Calendar stays open for now. "
        "It comes up again on Fri 22 Jan."
    )
    assert {(one.by, one.kind) for one in talk.written(model.Feedback)} == {
        ("rita", "differs"),
        ("joy", "differs"),
    }
    levels = {one.skill: (one.level, one.disputed) for one in talk.written(model.Level)}
    assert levels["calendar"] == (None, True)
    (plan,) = talk.effects(Plan)
    assert plan.start is not None
    after = both_in().after(talk.caused).at(plan.at_ms)
    raised = replace(plan.start, conversation="again")
    still = play(
        DIFFERING, after, raised, [(RITA, "now/owner", "still"), (JOY, "now/professional", "together")]
    )
    assert still.said('Rita: "It was in the rules."')
    assert not still.caused.effects
    settled = play(
        DIFFERING, after, raised, [(RITA, "now/owner", "together"), (JOY, "now/professional", "together")]
    )
    assert refusal(DIFFERING, after.after(settled.caused), raised) == ""


def test_the_silent_side_is_named_and_nothing_is_read_into_it():
    scene = book()
    view = owner_view(scene, (RITA, "met", "met"), *REST)
    planned = view.effects(Plan)[0].start
    assert planned is not None
    talk = play(
        TALK_SHEET,
        scene.after(view.caused),
        replace(planned, conversation="talk"),
        [(RITA, "take/owner", YES), (JOY, "take/professional", YES)],
    )
    assert talk.said("Joy has given no answer yet.", RITA)
    assert talk.said("Your own view is not here", JOY)
    assert talk.said("Seen by one of you only", RITA)
