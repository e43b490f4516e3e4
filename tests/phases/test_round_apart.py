"""The end of a round, each on their own: what was counted, and both views, blind."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from bot import model
from bot.dialog import Arrive, Begin, Change, Outcome, Plan, Start, Write
from bot.engine.kinds import Consent
from bot.engine.replay import Waiting, replay
from bot.phases.performance_assessment.checkin import CHECKIN
from bot.phases.performance_assessment.checkin_facts import prepare_checkin
from bot.phases.performance_assessment.look_back import LOOK_BACK_FACTS
from bot.phases.performance_assessment.moments import skill_moments
from bot.phases.performance_assessment.review import REVIEW
from bot.phases.performance_assessment.talk_sheet import TALK_SHEET
from bot.practice.calendar import to_millis
from bot.tallies.answers import how_long
from bot.tallies.corrections import kept_beside
from bot.words import Reader, plain
from tests.phases.round_scene import ACCOUNT, at, begun, book, start
from tests.phases.round_words import GOOD, JOY, REST, RITA, UP, own_view, owner_view
from tests.phases.talk import play, refusal, typed

# --- what was counted -----------------------------------------------------------------------------


@pytest.mark.parametrize("role", [RITA, JOY])
def test_what_was_counted_is_confirmed_with_one_tap(role):
    talk = play(LOOK_BACK_FACTS, book(), start(LOOK_BACK_FACTS, role), [(role, "numbers", Consent(True))])
    assert talk.said("Inbox: 92 of 100, agreed 90: as agreed.")
    assert talk.said("Orders: done on Wed 9 Dec: sooner than agreed.")
    assert talk.said("Calendar: learned, closed Mon 14 Dec.")
    asked = {
        RITA: "Joy's questions to you: 7, answered after 19 hours on average, days off left out.",
        JOY: "Your 7 questions were answered after 19 hours on average, days off left out.",
    }
    assert talk.said(asked[role])
    dialog = "look_back_owner" if role == RITA else "look_back_professional"
    assert begun(talk.caused, dialog).terms == {"round": 1}
    assert not talk.effects(Write)


@pytest.mark.parametrize("said", [Consent(True), Consent(False, "off")])
def test_numbers_that_changed_after_they_were_shown_are_shown_again_before_a_word_counts(said):
    """The week that is told late, beside the open sheet: what was said of the numbers was of the old ones."""
    shown, began = book(), start(LOOK_BACK_FACTS, JOY)
    talk = play(LOOK_BACK_FACTS, shown, began, [(JOY, "numbers", said)])
    late = shown.find(model.Count, goal="g-inbox")[0].model_copy(
        update={"id": "late", "part": 1.0, "whole": 9.0}
    )
    again = replay(LOOK_BACK_FACTS.script(LOOK_BACK_FACTS.prepare(book(late), began)), talk.kept)
    assert isinstance(again, Waiting)
    assert [prompt.key for prompt in again.missing] == ["numbers"]
    assert not any("92 of 100" in plain(one.text, Reader("en", "Asia/Manila")) for one in again.said)


@pytest.mark.parametrize("role", [RITA, JOY])
def test_a_question_that_nobody_answered_is_counted_with_none_of_the_answers(role):
    def asked(id, state):
        return model.Question(
            account=ACCOUNT,
            id=id,
            engagement="work",
            by="joy",
            words="?",
            at=at(date(2026, 12, 9)),
            state=state,
        )

    talk = play(
        LOOK_BACK_FACTS, book(asked("open", "open"), asked("gone", "solved")), start(LOOK_BACK_FACTS, role)
    )
    told = {
        RITA: ("Joy's questions to you: 7, answered", "One question from Joy still waits for you."),
        JOY: ("Your 7 questions were answered", "One question of yours still waits."),
    }
    assert all(talk.said(line) for line in told[role])


def test_what_is_off_is_kept_in_words_for_the_talk():
    answers = [
        (JOY, "numbers", Consent(False, "off")),
        (JOY, "what", typed("It was 95 in week 50")),
        (JOY, "right/g-inbox", None),
    ]
    talk = play(LOOK_BACK_FACTS, book(), start(LOOK_BACK_FACTS, JOY), answers)
    (words,) = talk.written(model.Feedback)
    assert (words.kind, words.by, words.to, words.words) == ("count", "joy", "rita", "It was 95 in week 50")


def test_an_answer_that_was_put_right_stands_beside_what_was_counted():
    words = model.Feedback(
        account=ACCOUNT, id="right", engagement="work", by="joy", to="rita", kind="correction",
        words="It was 44", about=kept_beside("Inbox: how many?", "41 of 46"), shown_at=1, at=1,
    )  # fmt: skip
    line = ' an answer right. Asked: "Inbox: how many?" Answered: "41 of 46" Now: "It was 44"'
    for role in (RITA, JOY):
        who = "Joy puts" if role == RITA else "You put"
        assert play(LOOK_BACK_FACTS, book(words), start(LOOK_BACK_FACTS, role)).said(who + line)


def test_nobody_counted_is_never_zero():
    talk = play(LOOK_BACK_FACTS, book(without=(model.Count, model.Item)), start(LOOK_BACK_FACTS, RITA))
    assert talk.said("Inbox: nobody counted. That is not zero; it is not known.")
    assert talk.said("Orders: nobody told me about it; agreed for Fri 11 Dec.")


def test_what_somebody_told_or_handed_in_is_not_what_nobody_told():
    """Before its day no level can be told of it; that is not the same as silence."""
    early = at(date(2026, 12, 7))
    gone = (model.Count, model.Item)
    not_yet = model.Count(
        account=ACCOUNT,
        id="n",
        engagement="work",
        goal="g-orders",
        week_of=date(2026, 11, 30),
        part=0,
        whole=1,
    )
    talk = play(LOOK_BACK_FACTS, book(not_yet, without=gone, now=early), start(LOOK_BACK_FACTS, RITA))
    assert talk.said("Orders: not done yet; agreed for Fri 11 Dec.")
    waits = model.Item(
        account=ACCOUNT, id="i1", engagement="work", skill="orders", person="joy", what="Ten live ones",
        due_on=date(2026, 12, 11), state="done", done_at=at(date(2026, 12, 4)),
    )  # fmt: skip
    talk = play(LOOK_BACK_FACTS, book(waits, without=gone, now=early), start(LOOK_BACK_FACTS, RITA))
    assert talk.said("Orders: handed in on Fri 4 Dec, not looked at yet; agreed for Fri 11 Dec.")


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


# --- each on their own ----------------------------------------------------------------------------


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
