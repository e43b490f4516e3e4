"""Work handed in and looked at, and words from one to the other."""

from __future__ import annotations

import pytest

from bot import model
from bot.dialog import Begin, Change, Note, Plan, Refused, Write
from bot.engine.text import Text
from bot.phases.performance_assessment.pieces import AGAIN, DONE, LOOK
from bot.phases.performance_assessment.words_between import FEEDBACK, NOTE, THANKS
from bot.phases.performance_assessment.words_read import REPLY, TAKE_BACK, TOLD
from bot.tallies.corrections import corrections_in
from bot.tallies.weeks import picked
from tests.phases.talk import play, refusal, typed
from tests.phases.week_scene import ACCOUNT, MONDAY, at, begin, book, item, written

NOON = at(27, 12)
"""Friday noon in Lisbon; Manila has closed."""


# --- work handed in -------------------------------------------------------------------------------


def piece(id="p", **more):
    about = dict(account=ACCOUNT, id=id, engagement="work", what="https://docs.example/17", at=at(26))
    return model.Piece(**{**about, **more})


def test_work_is_handed_in_with_one_line():
    talk = play(DONE, book(), begin(DONE, seed={"what": "https://docs.example/17"}))
    (kept,) = written(talk, model.Piece)
    assert (kept.what, kept.accepted, kept.item) == ("https://docs.example/17", None, "")
    assert talk.asked == ("what",)


def test_a_step_of_the_plan_is_handed_in_as_one():
    start = begin(DONE, seed={"what": "five drafts"})
    talk = play(DONE, book(item()), start, [("professional", "step", "mails")])
    (begun,) = talk.effects(Begin)
    assert (begun.start.dialog, begun.start.about, begun.start.terms) == (
        "item_done",
        "mails",
        {"work": "five drafts"},
    )
    assert written(talk, model.Piece) == []
    other = play(DONE, book(item()), start, [("professional", "step", "work")])
    assert len(written(other, model.Piece)) == 1


def test_one_piece_a_week_by_chance_and_always_the_same():
    many = [piece(f"p{n}") for n in range(20)]
    first = picked(book(*many), "rita", MONDAY)
    assert first is not None
    assert picked(book(*reversed(many)), "rita", MONDAY) == first
    assert picked(book(*many), "rita", MONDAY.replace(day=16)) is None, "nothing of that week"
    chances = [picked(book(*(piece(f"p{n}{k}") for n in range(5))), "rita", MONDAY) for k in range(40)]
    weeks = {one.id[:2] for one in chances if one}
    assert len(weeks) == 5, "each has its chance"
    again = picked(book(*(one.model_copy(update={"accepted": True}) for one in many)), "rita", MONDAY)
    assert again is not None
    assert again.id == first.id, "looked at, it is still the one of its week"


def test_as_you_like_it():
    talk = play(LOOK, book(piece(), now=at(30, 10)), begin(LOOK), [("owner", "liked", "yes")])
    assert talk.said('One of Joy\'s pieces, picked by chance: "https://docs.example/17" As you like it?')
    (change,) = talk.effects(Change)
    assert change.values == {"accepted": True, "wish": "", "looked_at": at(30, 10)}
    assert not talk.effects(Begin)


def test_what_is_to_change_goes_back_and_comes_again():
    answers = [("owner", "liked", "no"), ("owner", "wish", "Name the delivery day.")]
    talk = play(LOOK, book(piece(), now=at(30, 10)), begin(LOOK, about="p"), answers)
    (plan,) = talk.effects(Plan)
    assert plan.start is not None
    assert plan.start.dialog == "piece_again"
    unliked = piece(accepted=False, wish="Name the delivery day.", looked_at=1)
    start = begin(AGAIN, about="p")
    again = play(
        AGAIN,
        book(unliked, now=NOON),
        start,
        [("professional", "then", "hand-in"), ("professional", "what", "v2")],
    )
    (change,) = again.effects(Change)
    assert (change.values["what"], change.values["accepted"], change.values["again"]) == ("v2", None, 1)
    assert [begun.start.dialog for begun in again.effects(Begin)] == ["piece_look"]
    asks = [("professional", "then", "ask"), ("professional", "question", "Which day?")]
    unclear = play(AGAIN, book(unliked, now=NOON), start, asks)
    assert [begun.start.dialog for begun in unclear.effects(Begin)] == ["question_answer", "piece_again"]


@pytest.mark.parametrize("records", [(), (piece(accepted=True),)])
def test_there_may_be_nothing_to_look_at(records):
    assert refusal(LOOK, book(*records, now=at(30, 10)), begin(LOOK)) == "look-nothing"


def test_whoever_looks_a_week_late_still_finds_the_piece():
    """The list of Mon 30 Nov has a button; Rita presses it on Tue 8 Dec. After four weeks it is history."""
    late = book(piece(), now=at(31 + 7, 10))
    assert play(LOOK, late, begin(LOOK)).said("https://docs.example/17")
    newer = piece(id="q", at=at(31 + 2)).model_copy(update={"what": "https://docs.example/18"})
    assert play(LOOK, book(piece(), newer, now=at(31 + 7, 10)), begin(LOOK)).said("docs.example/18")
    assert refusal(LOOK, book(piece(), now=at(31 + 28, 10)), begin(LOOK)) == "look-nothing"


# --- words ----------------------------------------------------------------------------------------

GOOD = "On Thursday you sorted 40 old mails, so nobody waits now. Please keep doing that on Thursdays."
WEAK = "You are always late."


def test_thanks_are_read_in_ten_minutes_at_the_earliest():
    talk = play(THANKS, book(now=at(27, 2)), begin(THANKS, by="rita", seed={"words": "The list on Friday."}))
    (kept,) = written(talk, model.Feedback)
    assert (kept.kind, kept.by, kept.to, kept.shown_at) == ("thanks", "rita", "joy", 0)
    (plan,) = talk.effects(Plan)
    assert (plan.person, plan.at_ms, plan.asked) == ("joy", at(27, 2, 10), True)
    assert talk.said("Kept. Joy reads it in 10 minutes.")
    assert "[Take it back]" in talk.notes["take-back"]


def test_either_may_write_and_nobody_else():
    talk = play(
        THANKS, book(now=NOON), begin(THANKS, by="joy"), [("professional", "words", "Quick answers.")]
    )
    assert written(talk, model.Feedback)[0].to == "rita"
    with pytest.raises(Refused):
        THANKS.prepare(book(), begin(THANKS, by="brian"))


def test_good_feedback_goes_as_it_is():
    talk = play(
        FEEDBACK, book(), begin(FEEDBACK, by="rita"), [("owner", "kind", "keep"), ("owner", "words/0", GOOD)]
    )
    assert written(talk, model.Feedback)[0].words == GOOD
    assert talk.asked == ("kind", "words/0")


def test_findings_are_shown_and_nothing_is_rewritten():
    weak = [("owner", "kind", "change"), ("owner", "words/0", WEAK)]
    shown = play(FEEDBACK, book(), begin(FEEDBACK, by="rita"), weak)
    assert shown.said('"always" is easy to deny. Name the times.')
    assert shown.said("[Write again] [Send as it is]")
    sent = play(FEEDBACK, book(), begin(FEEDBACK, by="rita"), [*weak, ("owner", "then/0", "send")])
    assert written(sent, model.Feedback)[0].words == WEAK
    better = [*weak, ("owner", "then/0", "again"), ("owner", "words/1", GOOD)]
    again = play(FEEDBACK, book(), begin(FEEDBACK, by="rita"), better)
    assert written(again, model.Feedback)[0].words == GOOD


def feedback(**more):
    about = dict(
        account=ACCOUNT, id="f", engagement="work", by="rita", to="joy", kind="change", words=GOOD, at=at(27)
    )
    return model.Feedback(**{**about, **more})


def test_words_are_read_once_and_may_be_replied_to():
    talk = play(TOLD, book(feedback()), begin(TOLD, about="f"))
    assert talk.effects(Change)[0].values == {"shown_at": at(27)}
    (note,) = talk.effects(Note)
    assert note.to == "joy"
    assert GOOD in talk.notes["words"]
    assert "Read is not agreed; you can reply." in talk.notes["words"]
    read = feedback(shown_at=at(27))
    reply = play(REPLY, book(read), begin(REPLY, by="joy"), [("professional", "reply", "Thursdays I can.")])
    assert reply.effects(Change)[0].values == {"reply": "Thursdays I can."}
    assert "Thursdays I can." in reply.notes["reply"]
    assert refusal(REPLY, book(), begin(REPLY, by="joy")) == "reply-nothing"


@pytest.mark.parametrize("kind", ["count", "reply", "differs", "note"])
def test_a_reply_stands_beside_words_to_somebody_and_beside_nothing_else(kind):
    """What is said of a number is answered on the talk sheet: a reply took the place of the number."""
    other = feedback(id="g", kind=kind, shown_at=at(27) + 1, about={"g1": {"right": 12.0, "taken": None}})
    assert refusal(REPLY, book(other), begin(REPLY, by="joy")) == "reply-nothing"
    read = feedback(kind="correction", shown_at=at(27), about={"asked": "How many?", "before": "41"})
    there = book(read, other)
    talk = play(REPLY, there, begin(REPLY, by="joy"), [("professional", "reply", "I see.")])
    assert talk.effects(Change)[0].id == "f"
    work = there.one(model.Engagement, "work")
    (beside,) = corrections_in(there.after(talk.outcome), work, read.round)
    assert (beside.asked, beside.before, beside.words) == ("How many?", "41", GOOD)


@pytest.mark.parametrize("kind", ["count", "note"])
def test_what_is_not_words_to_the_other_is_not_taken_back_as_such(kind):
    assert refusal(TAKE_BACK, book(feedback(kind=kind)), begin(TAKE_BACK, by="rita")) == "take-back-late"


def test_what_nobody_read_can_be_taken_back():
    talk = play(TAKE_BACK, book(feedback()), begin(TAKE_BACK, by="rita"))
    assert talk.said("Taken back. Joy never sees it.", to="owner")
    assert not talk.said("Taken back", to="professional")
    gone = book(feedback()).after(talk.outcome)
    with pytest.raises(Refused):
        TOLD.prepare(gone, begin(TOLD, about="f"))
    assert refusal(TAKE_BACK, book(feedback(shown_at=1)), begin(TAKE_BACK, by="rita")) == "take-back-late"
    assert refusal(TAKE_BACK, book(feedback()), begin(TAKE_BACK, by="joy")) == "take-back-late"


def test_the_words_of_a_look_back_are_not_taken_back_one_by_one():
    """They are shown together with the other's, and judged in the same moment as they were written."""
    words = feedback()
    judged = model.Judgement(
        account=ACCOUNT, id="j", engagement=words.engagement, role="owner", met="met", at=words.at
    )
    assert refusal(TAKE_BACK, book(words, judged), begin(TAKE_BACK, by="rita")) == "take-back-late"


def test_a_note_says_who_may_read_it_before_it_is_written():
    talk = play(NOTE, book(), begin(NOTE, by="rita"))
    assert talk.said("It stands in Joy's copy of everything")
    kept = play(
        NOTE, book(), begin(NOTE, by="rita"), [("owner", "words", typed("On Friday two mails waited."))]
    )
    assert written(kept, model.Feedback)[0].kind == "note"
    assert not kept.effects(Note)
    assert not kept.effects(Plan)
    assert all(not isinstance(effect, Text) for effect in kept.effects(Write))
