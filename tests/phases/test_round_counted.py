"""The end of a round, each on their own: whether what was counted is right."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from bot import model
from bot.dialog import Write
from bot.engine.kinds import Consent
from bot.engine.replay import Waiting, replay
from bot.phases.performance_assessment.look_back import LOOK_BACK_FACTS
from bot.tallies.corrections import kept_beside
from bot.words import Reader, plain
from tests.phases.round_scene import ACCOUNT, at, begun, book, start
from tests.phases.round_words import JOY, RITA
from tests.phases.talk import play, refusal, typed


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
