"""The end of a round: what was counted, both views blind, one sheet, the closing, and the next round."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot import model
from bot.dialog import Arrive, Begin, Change, Close, Outcome, Plan, Refused, Write
from bot.engine.kinds import Consent
from bot.phases.life.resting import PAUSE
from bot.phases.performance_assessment.differing import DIFFERING
from bot.phases.performance_assessment.look_back import LOOK_BACK_FACTS
from bot.phases.performance_assessment.own_views import LOOK_BACK_OWNER, LOOK_BACK_PROFESSIONAL
from bot.phases.performance_assessment.review import REVIEW
from bot.phases.performance_assessment.talk_facts import calendar_file
from bot.phases.performance_assessment.talk_sheet import TALK_SHEET
from bot.phases.repeat.next_round import NEXT_ROUND
from bot.phases.repeat.round_close import ROUND_CLOSE
from bot.phases.repeat.round_counter import ROUND_COUNTER
from tests.phases.round_scene import ACCOUNT, DAY, ENDS, NOW, at, begun, book, engagement, goals, start
from tests.phases.talk import ACCEPT, play, refusal, typed

RITA, JOY = "owner", "professional"
YES = Consent(True)
GOOD = "On 14 and 16 Dec refunds of 12 EUR waited a day for me; please decide those yourself."
UP = "Thursday questions wait until Monday."


def no(which):
    return Consent(False, which)


# --- what was counted -----------------------------------------------------------------------------


@pytest.mark.parametrize("role", [RITA, JOY])
def test_what_was_counted_is_confirmed_with_one_tap(role):
    talk = play(LOOK_BACK_FACTS, book(), start(LOOK_BACK_FACTS, role), [(role, "counted", "right")])
    assert talk.said("Inbox: 92 of 100, agreed 90: as agreed.")
    assert talk.said("Orders: done on Wed 9 Dec: sooner than agreed.")
    assert talk.said("Calendar: learned, closed Mon 14 Dec.")
    asked = {
        RITA: "Joy's questions to you: 7, answered after 19 hours on average.",
        JOY: "Your 7 questions waited 19 hours on average.",
    }
    assert talk.said(asked[role])
    dialog = "look_back_owner" if role == RITA else "look_back_professional"
    assert begun(talk.caused, dialog).terms == {"round": 1}
    assert not talk.effects(Write)


def test_what_is_off_is_kept_in_words_for_the_talk():
    answers = [(JOY, "counted", "off"), (JOY, "off", typed("It was 95 in week 50"))]
    talk = play(LOOK_BACK_FACTS, book(), start(LOOK_BACK_FACTS, JOY), answers)
    (words,) = talk.written(model.Feedback)
    assert (words.kind, words.by, words.to, words.words) == ("count", "joy", "rita", "It was 95 in week 50")


def test_nobody_counted_is_never_zero():
    talk = play(LOOK_BACK_FACTS, book(without=(model.Count, model.Item)), start(LOOK_BACK_FACTS, RITA))
    assert talk.said("Inbox: nobody counted. That is not zero; it is not known.")
    assert talk.said("Orders: nobody told me about it; agreed for Fri 11 Dec.")


def test_a_round_without_goals_asks_nothing_about_them():
    scene = book(without=(model.Goal, model.Item, model.Question))
    talk = play(LOOK_BACK_FACTS, scene, start(LOOK_BACK_FACTS, RITA))
    assert talk.asked == ()
    assert talk.said("Nothing was agreed to count in this round")
    assert begun(talk.caused, "look_back_owner").seats == {RITA: "rita"}


@pytest.mark.parametrize(
    ("changed", "terms", "why"),
    [
        ({"state": "paused"}, {}, "look-back-not"),
        ({"state": "ended"}, {}, "look-back-not"),
        ({"round": 2}, {"round": 1}, "look-back-closed"),
        ({"round_ends_on": date(2027, 1, 15)}, {"day": "2027-01-08"}, ""),
    ],
)
def test_a_look_back_that_no_longer_holds_does_not_begin(changed, terms, why):
    assert refusal(LOOK_BACK_FACTS, book(**changed), start(LOOK_BACK_FACTS, RITA, terms=terms)) == why


def test_only_the_two_may_look_back():
    stranger = replace(start(LOOK_BACK_FACTS, RITA), seats={RITA: "joy"})
    assert refusal(LOOK_BACK_FACTS, book(), stranger) == ""


# --- sooner than planned --------------------------------------------------------------------------


def review(by="rita", **more):
    return start(REVIEW, by=by, **more)


def test_a_round_can_end_in_its_first_week_with_a_clear_sentence():
    now = at(date(2026, 11, 26))
    talk = play(REVIEW, book(now=now), review(), [(RITA, "when", "now")])
    assert talk.said("Round 1 is 3 days old, and was to run until Fri 8 Jan.")
    assert talk.changed(model.Engagement) == {"work": {"round_ends_on": date(2026, 11, 26)}}
    roles = [next(iter(effect.start.seats)) for effect in talk.effects(Begin)]
    assert roles == [RITA, JOY]
    (closing,) = talk.effects(Plan)
    assert closing.start
    assert closing.start.dialog == "round_close"
    after = book(now=now).after(talk.caused)
    for effect in talk.effects(Begin):
        LOOK_BACK_FACTS.prepare(after, replace(effect.start, conversation="x"))


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


# --- each on their own ----------------------------------------------------------------------------

OWNER_LEVELS = [(RITA, "level/orders", 3), (RITA, "level/calendar", 2), (RITA, "level/inbox", 3)]
OWN_LEVELS = [(JOY, "level/orders", 3), (JOY, "level/calendar", 4), (JOY, "level/inbox", 3)]


def owner_view(scene, *answers, levels=OWNER_LEVELS):
    return play(LOOK_BACK_OWNER, scene, start(LOOK_BACK_OWNER), [*levels, *answers])


def own_view(scene, *answers):
    return play(LOOK_BACK_PROFESSIONAL, scene, start(LOOK_BACK_PROFESSIONAL), [*OWN_LEVELS, *answers])


def test_the_owner_judges_against_their_own_first_sentence():
    talk = owner_view(
        book(), (RITA, "met", "met"), (RITA, "keep", "Friday numbers"), (RITA, "change", typed(GOOD))
    )
    assert talk.asked[:3] == ("level/orders", "level/calendar", "level/inbox"), "furthest apart first"
    assert talk.said('On Mon 23 Nov you wrote: "No customer waits and I have my evenings back."')
    assert talk.said(
        "week of Mon 30 Nov: 41 of 46, week of Mon 7 Dec: 68 of 74, week of Mon 21 Dec: 64 of 70"
    )
    assert talk.said('Wed 16 Dec: "Refund of 12 EUR waited a day"')
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
    assert talk.said("These are all the same.")


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


REST = ((RITA, "keep", "Numbers"), (RITA, "change", typed(GOOD)))


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


# --- together -------------------------------------------------------------------------------------


def both_in(keep="Friday numbers", *, off=False):
    scene = book()
    if off:
        answers = [(JOY, "counted", "off"), (JOY, "off", typed("It was 95 in week 50"))]
        scene = scene.after(play(LOOK_BACK_FACTS, scene, start(LOOK_BACK_FACTS, JOY), answers).caused)
    scene = scene.after(
        owner_view(scene, (RITA, "met", "met"), (RITA, "keep", keep), (RITA, "change", typed(GOOD))).caused
    )
    return scene.after(
        own_view(scene, (JOY, "met", "expected"), (JOY, "keep", None), (JOY, "change", typed(UP))).caused
    )


def talk_of(scene, *answers):
    return play(TALK_SHEET, scene, start(TALK_SHEET), answers)


TAKEN = ((RITA, "take/owner", YES), (JOY, "take/professional", YES))


def test_both_read_one_sheet_each_from_their_side():
    talk = talk_of(both_in(off=True), *TAKEN)
    assert talk.said("Both free: Mon 11 Jan, 09:00. For your calendar: talk.ics", RITA)
    assert talk.said("Both free: Mon 11 Jan, 17:00", JOY)
    assert talk.said("Calendar: Joy 4, you 2. What did each of you see?", RITA)
    assert talk.said("Calendar: Rita 2, you 4. What did each of you see?", JOY)
    assert talk.said(f'To change, you to Joy: "{GOOD}"', RITA)
    assert talk.said(f'To change, Rita to you: "{GOOD}"', JOY)
    assert talk.said('Counted, Joy says it is off: "It was 95 in week 50"', RITA)
    assert talk.said("Same view: Inbox and Orders.", JOY)
    assert talk.said("What is to change becomes a step.", RITA)
    assert talk.said("Read is not agreed; you can reply.", JOY)
    steps = {one.person: (one.what, one.agreed) for one in talk.written(model.Step)}
    assert steps == {"rita": (UP, True), "joy": ("Please decide those yourself.", True)}
    levels = {one.skill: (one.level, one.provisional, one.disputed) for one in talk.written(model.Level)}
    assert levels == {"inbox": (3, False, False), "orders": (3, False, False), "calendar": (2, True, False)}
    assert begun(talk.caused, "round_close").conversation
    assert all("shown_at" in values for values in talk.changed(model.Feedback).values())


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
        (JOY, "words/professional", "I was ill on 14 Dec."),
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
    (JOY, "words/professional", "Refunds were never mine to decide."),
]


def test_one_other_view_is_asked_about_once_more():
    talk = talk_of(both_in(), *SEES, (RITA, "take-again/owner", YES), (JOY, "take-again/professional", YES))
    assert talk.said('Joy sees it differently: "Refunds were never mine to decide."', RITA)
    assert talk.result.ending == "agreed"


def test_twice_differently_stays_side_by_side_and_comes_up_again():
    answers = [
        *SEES,
        (RITA, "take-again/owner", YES),
        (JOY, "take-again/professional", no("differently")),
        (RITA, "words/owner", "It was in the rules."),
    ]
    talk = talk_of(both_in(), *answers)
    assert talk.said("Both texts stay, side by side, without a number. It comes up again on Fri 22 Jan.")
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


# --- the round closes -----------------------------------------------------------------------------


def closing(scene, *answers, **more):
    return play(ROUND_CLOSE, scene, start(ROUND_CLOSE, **more), answers)


def talked(scene=None):
    scene = scene or both_in()
    return scene.after(talk_of(scene, *TAKEN).caused)


OFFERED = ((RITA, "then", "offer"), (RITA, "sure", "likely"), (RITA, "show", True))


def test_the_round_closes_in_numbers_and_proposes_the_next():
    talk = closing(talked(), *OFFERED)
    assert talk.said("2 of 2 goals as agreed or better.")
    assert talk.said("2 of 2 plans for learning closed.")
    assert talk.said(f"Your one change: {UP}")
    assert talk.said("100 hours of work done for 9 h 40 min of your time; it has paid off since week 2.")
    assert talk.said("Trend: 5 weekly points; I say nothing before six.")
    assert talk.said("Round 2, Mon 11 Jan to Fri 5 Mar:")
    assert talk.said("messages answered by the end of the next working day, 95 of 100.")
    assert talk.said("Orders: Orders. 90 of 100 for now"), "a learning goal that closed gets its number"
    assert talk.said('"2 of 2 goals met, 377 counted, 92 % as agreed; confirmed by Rita Lopes"')
    (closed,) = talk.written(model.Closing)
    assert (closed.met, closed.goals, closed.started_on, closed.ended_on) == (2, 2, date(2026, 11, 23), ENDS)
    assert closed.t_score == pytest.approx(56.202, abs=0.001)
    assert closed.showable.startswith("2 of 2 goals met")
    assert talk.changed(model.Goal) == {
        "g-inbox": {"state": "closed", "result": 0},
        "g-orders": {"state": "closed", "result": 1},
    }
    assert begun(talk.caused, "next_round").seats == {JOY: "joy"}
    assert talk.effects(Close)[0].dialogs


def test_what_may_not_be_shown_is_not_kept():
    talk = closing(talked(), *OFFERED[:2], (RITA, "show", False))
    assert talk.written(model.Closing)[0].showable == ""


def test_nobody_counted_and_nobody_looked_back():
    scene = book(without=(model.Count, model.Item, model.CheckIn, model.OwnerTime, model.Piece))
    talk = closing(scene, *OFFERED[:2])
    assert talk.said("The 2 goals were not counted by anybody")
    assert talk.said("Neither of you has looked back")
    assert talk.said("Trend: no weekly points, so I say nothing.")
    closed = talk.written(model.Closing)[0]
    assert (closed.goals, closed.t_score, closed.hours_done, closed.rework) == (0, None, None, None)
    assert talk.changed(model.Goal)["g-inbox"]["result"] is None


def test_accepting_nothing_ever_is_neither_good_nor_bad():
    scene = talked()
    pieces = [model.Piece(account=ACCOUNT, id=f"n{n}", engagement="work", what="x", at=NOW) for n in range(3)]
    talk = closing(scene.after(outcome(*pieces)), *OFFERED)
    assert talk.written(model.Closing)[0].rework == 0, "only what was looked at counts"


def outcome(*records):
    return Outcome(tuple(Write(record) for record in records))


def test_a_break_rests_and_comes_back_with_the_same_question():
    talk = closing(talked(), (RITA, "then", "break"), (RITA, "until", typed("1 Feb")), (RITA, "show", True))
    assert talk.changed(model.Engagement) == {"work": {"state": "paused", "paused_on": ENDS}}
    assert "Rita lets your work together rest until Mon 1 Feb." in talk.notes["break"]
    plans = {plan.start.dialog: plan for plan in talk.effects(Plan) if plan.start}
    assert set(plans) == {"resume", "round_close"}
    resumed = talked().after(talk.caused).at(plans["round_close"].at_ms)
    resumed = resumed.after(Outcome((Change(model.Engagement, "work", 2, {"state": "active"}),)))
    again = play(ROUND_CLOSE, resumed, replace(plans["round_close"].start, conversation="c2"), OFFERED[:2])
    assert again.said("The break is over.")
    assert again.said("Round 2, Mon 1 Feb to Wed 24 Mar:")
    assert not again.written(model.Closing)


def test_finish_leads_to_a_fair_end():
    talk = closing(talked(), (RITA, "then", "finish"), (RITA, "show", True))
    leaving = begun(talk.caused, "leaving")
    assert (leaving.seats, leaving.by) == ({RITA: "rita", JOY: "joy"}, "rita")


def test_the_owner_changes_a_goal_and_adds_new_work():
    talk = closing(
        talked(),
        (RITA, "then", "change"),
        (RITA, "", ACCEPT),
        (RITA, "", ACCEPT),
        (RITA, "new", "other"),
        (RITA, "new/other", "Supplier follow-up"),
        (RITA, "sure", "sure"),
        (RITA, "show", True),
    )
    assert begun(talk.caused, "next_round").terms["offer"]["new"] == ["Supplier follow-up"]


def test_a_round_closes_once():
    talk = closing(talked(), *OFFERED)
    assert refusal(ROUND_CLOSE, talked().after(talk.caused), start(ROUND_CLOSE)) == "look-back-closed"


def test_numbers_that_were_not_reached_are_not_raised():
    behind = [count.model_copy(update={"part": 30}) for count in book().find(model.Count)]
    scene = book(*behind, without=(model.Count, model.Item))
    talk = closing(scene, *OFFERED)
    assert talk.said("0 of 1 goals as agreed or better. One more was not counted by anybody")
    assert talk.said("next working day, 90 of 100.")
    assert talk.said("Orders: ten in a row", "") or talk.said(
        "ten replies in a row unchanged, by Mon 25 Jan."
    ), "carried over"


def test_a_round_without_goals_carries_none():
    talk = closing(book(without=(model.Goal,)), *OFFERED[:2])
    assert talk.said("No goals were agreed in this round")
    assert talk.said("No goal carries over.")


# --- the next round -------------------------------------------------------------------------------


def offered(*answers):
    answers = answers or OFFERED
    talk = closing(talked(), *answers)
    return talked().after(talk.caused), replace(begun(talk.caused, "next_round"), conversation="next")


def test_both_yes_and_the_next_round_stands():
    scene, begins = offered()
    talk = play(NEXT_ROUND, scene, begins, [(JOY, "round", YES), (JOY, "sure", "sure")])
    assert talk.said(f"Rita's one change: {UP}")
    assert talk.said("Your record to show others, confirmed by name: record.txt")
    assert talk.said("First check-in: Fri 15 Jan, 15:00")
    after = scene.after(talk.caused)
    work = after.one(model.Engagement, "work")
    assert (work.round, work.round_ends_on, work.state) == (2, date(2027, 3, 5), "active")
    agreed = [goal for goal in after.find(model.Goal, round=2) if goal.state == "agreed"]
    assert {goal.what: goal.expected for goal in agreed} == {"Inbox": 95, "Orders": 90}
    assert after.find(model.Agreement)[0].round == 2
    dialogs = [plan.start.dialog for plan in talk.effects(Plan) if plan.start]
    assert dialogs == [
        "checkin",
        "monday",
        "look_back_facts",
        "look_back_facts",
        "round_close",
        "baseline_settle",
    ]
    assert refusal(NEXT_ROUND, after, begins) == "look-back-not"


def test_new_work_is_rated_by_both_first_and_nothing_else():
    scene, begins = offered(
        (RITA, "then", "change"),
        (RITA, "", ACCEPT),
        (RITA, "", ACCEPT),
        (RITA, "new", "other"),
        (RITA, "new/other", "Supplier follow-up"),
        (RITA, "sure", "sure"),
        (RITA, "show", True),
    )
    talk = play(NEXT_ROUND, scene, begins, [(JOY, "round", YES), (JOY, "sure", "sure")])
    (skill,) = talk.written(model.Skill)
    assert skill.name == "Supplier follow-up"
    started = {effect.start.dialog: effect.start.terms for effect in talk.effects(Begin)}
    assert started["own_rating"] == started["owner_rating"] == {"skills": [skill.id], "occasion": "round-2"}


def test_without_goals_the_next_round_begins_with_setting_them():
    talk = closing(book(without=(model.Goal,)), *OFFERED[:2])
    scene = book(without=(model.Goal,)).after(talk.caused)
    begins = replace(begun(talk.caused, "next_round"), conversation="next")
    yes = play(NEXT_ROUND, scene, begins, [(JOY, "round", YES), (JOY, "sure", "sure")])
    assert begun(yes.caused, "goals_draft").seats == {RITA: "rita"}
    assert scene.after(yes.caused).one(model.Engagement, "work").round == 2


def test_not_able_yet_is_planned_when_the_round_begins():
    scene = talked()
    judged = scene.find(model.Judgement, role=RITA)[0]
    unable = Outcome((Change(model.Judgement, judged.id, judged.version, {"why": "unable"}),))
    talk = closing(scene.after(unable), *OFFERED)
    begins = replace(begun(talk.caused, "next_round"), conversation="next")
    yes = play(
        NEXT_ROUND,
        scene.after(unable).after(talk.caused),
        begins,
        [(JOY, "round", YES), (JOY, "sure", "sure")],
    )
    assert begun(yes.caused, "gap_causes").seats == {RITA: "rita"}


def countered(*answers):
    scene, begins = offered()
    talk = play(NEXT_ROUND, scene, begins, answers)
    after = scene.after(talk.caused)
    return after, replace(begun(talk.caused, "round_counter"), conversation="counter")


def test_too_much_goes_to_the_owner_with_what_would_fit():
    scene, begins = offered()
    inbox = begins.terms["offer"]["terms"]["goals"][0]["id"]
    asked = play(NEXT_ROUND, scene, begins, [(JOY, "round", no("too-much")), (JOY, "which", inbox)])
    fields = {key.rpartition("/")[2]: key for key in asked.waits_for}
    kept = {
        "metric": "messages answered",
        "way": "out",
        "due": date(2027, 3, 5),
        "weight": 1.0,
        "agreed": 90.0,
    }
    answers = [(JOY, fields[name], kept[name]) for name in fields]
    talk = play(
        NEXT_ROUND,
        scene,
        begins,
        [
            (JOY, "round", no("too-much")),
            (JOY, "which", inbox),
            *answers,
            (JOY, "why", typed("Old mail takes half my time.")),
        ],
    )
    counter = replace(begun(talk.caused, "round_counter"), conversation="counter")
    agreed = play(ROUND_COUNTER, scene.after(talk.caused), counter, [(RITA, "theirs", YES)])
    assert agreed.said('Joy says it is too much: "Old mail takes half my time."')
    assert agreed.said("This would fit Joy:")
    after = scene.after(talk.caused).after(agreed.caused)
    assert [goal.what for goal in after.find(model.Goal, round=2) if goal.state == "agreed"] == ["Orders"]
    assert "Agreed by both" in agreed.notes["agreed"]


WISH = (
    (JOY, "round", no("change")),
    (JOY, "which", "all"),
    (JOY, "why", typed("Start a week later, please.")),
)


def test_the_owner_offers_theirs_again_with_a_word():
    scene, counter = countered(*WISH)
    talk = play(
        ROUND_COUNTER,
        scene,
        counter,
        [(RITA, "theirs", no("mine")), (RITA, "words", typed("The fair is in March."))],
    )
    again = replace(begun(talk.caused, "next_round"), conversation="n2")
    assert play(NEXT_ROUND, scene, again).said(
        'Rita would like to keep it as it was, and says: "The fair is in March."'
    )


def test_the_owner_talks_first_and_the_question_comes_back():
    scene, counter = countered(*WISH)
    talk = play(ROUND_COUNTER, scene, counter, [(RITA, "theirs", no("talk"))])
    (plan,) = talk.effects(Plan)
    assert plan.start
    assert plan.start.dialog == "round_counter"
    assert json.dumps(plan.start.terms)
    assert play(ROUND_COUNTER, scene.at(plan.at_ms), replace(plan.start, conversation="c")).waits_for == (
        "theirs",
    )


@pytest.mark.parametrize("then", ["break", "mine", "talk"])
def test_a_wish_for_a_break_has_an_answer(then):
    scene, counter = countered((JOY, "round", no("break")), (JOY, "until", typed("1 Feb")))
    answers = [
        (RITA, "then", then),
        *([(RITA, "words", typed("The fair is in March."))] if then == "mine" else []),
    ]
    talk = play(ROUND_COUNTER, scene, counter, answers)
    assert talk.said("Joy would like a break until Mon 1 Feb.")
    assert bool(talk.changed(model.Engagement)) == (then == "break")


def test_an_offer_from_before_does_not_begin_a_round_twice():
    scene, begins = offered()
    yes = play(NEXT_ROUND, scene, begins, [(JOY, "round", YES), (JOY, "sure", "sure")])
    after = scene.after(yes.caused)
    with pytest.raises(Refused):
        NEXT_ROUND.prepare(after, begins)


def test_weeks_of_a_round_that_ended_long_ago_are_not_counted_for_ever():
    late = book(now=NOW + 60 * DAY)
    assert late.find(model.Engagement) == (engagement(),)
    assert goals()[0].due_on + timedelta(days=60) == date(2027, 3, 9)
    assert closing(late, *OFFERED).written(model.Closing)[0].ended_on == ENDS


# --- work that rests ------------------------------------------------------------------------------


def test_the_look_back_moves_with_the_work_that_rests():
    rested = book(now=at(date(2026, 12, 14)), state="paused", paused_on=date(2026, 12, 7))
    talk = play(PAUSE, rested, start(PAUSE, by="rita"), [(RITA, "then", "go-on")])
    plans = [plan for plan in talk.effects(Plan) if plan.start]
    assert {plan.start.terms["day"] for plan in plans if plan.start} == {"2027-01-14"}
    assert [plan.start.dialog for plan in plans if plan.start][:2] == ["look_back_facts", "look_back_facts"]


def test_a_closed_round_keeps_its_end_while_the_work_rests():
    closed = model.Closing(
        account=ACCOUNT, id="c1", engagement="work", round=1, started_on=date(2026, 11, 23), ended_on=ENDS
    )
    rested = book(closed, now=at(date(2027, 2, 1)), state="paused", paused_on=ENDS)
    talk = play(PAUSE, rested, start(PAUSE, by="rita"), [(RITA, "then", "go-on")])
    assert talk.changed(model.Engagement)["work"]["round_ends_on"] == ENDS
    assert not talk.effects(Plan)
