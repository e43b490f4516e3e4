"""No work came, and questions that stop the work."""

from __future__ import annotations

from bot import model
from bot.dialog import Begin, Change, Note, Plan
from bot.phases.gap_training.handbook import RULE
from bot.phases.performance_assessment.questions import ANSWER, KEEP, STUCK
from bot.phases.performance_assessment.supply import AMOUNT, NO_WORK
from tests.phases.talk import play, refusal, typed
from tests.phases.week_scene import ACCOUNT, FRIDAY, at, begin, book, written

# --- no work (X5) ---------------------------------------------------------------------------------


def test_no_work_is_answered_with_work_a_rest_or_less_of_it():
    start = begin(NO_WORK, terms={"came": 2})
    sent = play(
        NO_WORK, book(), start, [("owner", "then", "work"), ("owner", "words", "Ten supplier mails.")]
    )
    assert sent.said("Joy had 2 of 20 hours of work this week. The goals stand still; nothing is behind.")
    assert 'Rita has work for you: "Ten supplier mails."' in sent.notes["work"]
    rest = play(NO_WORK, book(), start, [("owner", "then", "pause")])
    assert [begun.start.dialog for begun in rest.effects(Begin)] == ["pause"]
    less = play(NO_WORK, book(), start, [("owner", "then", "fewer"), ("owner", "amount", typed("10"))])
    assert less.effects(Begin)[0].start.terms == {"amount": 10}


def test_a_week_that_is_over_is_not_this_week():
    start = begin(NO_WORK, terms={"came": 2, "week": "2026-11-23"})
    asked = play(NO_WORK, book(now=at(30, 9)), start)
    assert asked.said("Joy had 2 of 20 hours of work in the week from Mon 23 Nov.")
    assert play(NO_WORK, book(), start).said("Joy had 2 of 20 hours of work this week.")


def test_fewer_hours_need_a_yes():
    start = begin(AMOUNT, terms={"amount": 10})
    yes = play(AMOUNT, book(version=4), start, [("professional", "yes", typed("yes"))])
    assert yes.effects(Change) == (Change(model.Engagement, "work", 4, {"amount": 10}),)
    no = play(
        AMOUNT,
        book(),
        start,
        [("professional", "yes", typed("No, not like this")), ("professional", "why", "I need 15.")],
    )
    assert no.effects(Change) == ()
    assert '"I need 15."' in no.notes["amount"]


# --- stuck ----------------------------------------------------------------------------------------

CODE = "The shop asks for a code that goes to Rita's phone."


def test_stuck_reaches_the_owner_at_once_in_their_hours():
    talk = play(STUCK, book(now=at(26, 10)), begin(STUCK, seed={"words": CODE}))
    assert [begun.start.dialog for begun in talk.effects(Begin)] == ["question_answer"]
    night = play(STUCK, book(now=at(26, 7)), begin(STUCK, seed={"words": CODE}))
    assert night.said("Rita reads it on Thu 26 Nov, 17:00 your time.")
    (plan,) = night.effects(Plan)
    assert (plan.at_ms, plan.asked) == (at(26, 9), True)


def test_stuck_reaches_an_owner_who_is_there_at_any_hour():
    holiday = book(now=at(31, 7))  # 1 December, before nine in Lisbon
    holiday.acted["rita"] = at(31, 7) - 60_000
    talk = play(STUCK, holiday, begin(STUCK, seed={"words": CODE}))
    assert [begun.start.dialog for begun in talk.effects(Begin)] == ["question_answer"]
    holiday.acted["rita"] = at(31, 6)
    assert [
        plan.at_ms for plan in play(STUCK, holiday, begin(STUCK, seed={"words": CODE})).effects(Plan)
    ] == [at(32, 9)]


def asked(**more):
    return model.Question(account=ACCOUNT, id="q", engagement="work", by="joy", words=CODE, at=at(26), **more)


def test_an_answer_is_sent_before_anybody_is_asked_to_keep_it():
    answers = [("owner", "then", "answer"), ("owner", "words", "Use the shared key.")]
    talk = play(ANSWER, book(asked(), now=at(26, 10)), begin(ANSWER, about="q"), answers)
    assert talk.said("Joy is stuck since Thu 26 Nov, 7:00") or talk.said(
        "Joy is stuck since Thu 26 Nov, 07:00"
    )
    (change,) = talk.effects(Change)
    assert change.values == {"state": "answered", "answer": "Use the shared key.", "answered_at": at(26, 10)}
    (note,) = talk.effects(Note)
    assert note.at_ms == at(27, 1), "9:00 in Manila"
    assert "Use the shared key." in talk.notes["answer"]
    (keep,) = talk.effects(Begin)
    assert (keep.start.dialog, keep.start.about, keep.start.seats) == ("answer_keep", "q", {"owner": "rita"})


def answered():
    return asked(state="answered", answer="Use the shared key.", answered_at=at(26, 10))


def test_an_answer_that_was_sent_may_become_a_rule():
    start = begin(KEEP, about="q")
    kept = play(KEEP, book(answered(), now=at(26, 15)), start, [("owner", "keep", "keep")])
    assert kept.said("Sent; Joy reads it on Fri 27 Nov, 1:00 your time. Will this come again?") or kept.said(
        "Sent; Joy reads it on Fri 27 Nov, 01:00 your time. Will this come again?"
    )
    (rule,) = written(kept, model.Rule)
    assert (rule.question, rule.answer, rule.source) == (CODE, "Use the shared key.", "q")
    other = [("owner", "keep", "change"), ("owner", "rule", "The key is in the safe.")]
    changed = play(KEEP, book(answered()), start, other)
    assert changed.said("The rule = Use the shared key.")
    assert written(changed, model.Rule)[0].answer == "The key is in the safe."
    once = play(KEEP, book(answered()), start, [("owner", "keep", "no")])
    assert once.caused.effects == ()
    assert refusal(KEEP, book(asked()), start) == "", "nothing was sent yet"


def test_done_already_and_later_today():
    done = play(ANSWER, book(asked()), begin(ANSWER, about="q"), [("owner", "then", "done")])
    assert done.effects(Change)[0].values["state"] == "solved"
    later = play(ANSWER, book(asked()), begin(ANSWER, about="q"), [("owner", "then", "later")])
    assert later.effects(Change) == ()
    (plan,) = later.effects(Plan)
    assert plan.at_ms == FRIDAY + 3 * 3_600_000


def test_a_question_is_answered_once():
    assert refusal(ANSWER, book(asked(state="answered")), begin(ANSWER, about="q")) == "answer-over"


# --- the handbook ---------------------------------------------------------------------------------


def rule(id: str = "r", answer: str = "Use the shared key.", **more):
    return model.Rule(
        account=ACCOUNT, id=id, engagement="work", question=CODE, answer=answer, at=at(26), **more
    )


def test_a_rule_is_put_in_other_words_by_the_owner_and_its_reader_told():
    start = begin(RULE)
    other = [("owner", "then/r", "change"), ("owner", "words/r", "The key is in the safe.")]
    talk = play(RULE, book(rule(version=3), now=at(26, 10)), start, other)
    assert talk.said("The rule = Use the shared key.")
    (change,) = talk.effects(Change)
    assert (change.id, change.version, change.values["answer"]) == ("r", 3, "The key is in the safe.")
    assert 'From now on: "The key is in the safe."' in talk.notes["rule"]
    assert talk.effects(Note)[0].at_ms == at(27, 1), "9:00 in Manila"
    left = play(RULE, book(rule()), start, [("owner", "then/r", "leave")])
    assert left.caused.effects == ()


def test_a_rule_that_is_deleted_leaves_no_words():
    two = book(rule(), rule("s", "Ask me."))
    talk = play(RULE, two, begin(RULE), [("owner", "rule", "s"), ("owner", "then/s", "delete")])
    (change,) = talk.effects(Change)
    assert (change.id, change.values) == ("s", {"question": "", "answer": ""})
    assert "holds no more" in talk.notes["rule"]
    assert refusal(RULE, book(rule(answer="")), begin(RULE)) == "rules-none"
