"""What is in the way of a week: it becomes a question, and the week told anew knows it again."""

from __future__ import annotations

from datetime import UTC, date, datetime

from bot import model
from bot.dialog import Begin, Change, Close, Outcome
from bot.phases.performance_assessment.checkin import CHECKIN
from bot.practice.calendar import to_millis
from bot.tallies.hindrances import question_id
from bot.tallies.told import told
from tests.phases.talk import play
from tests.phases.week_scene import (
    ACCOUNT,
    MONDAY,
    PLANNED,
    USUAL,
    at,
    begin,
    book,
    goal,
    week,
    written,
)

CODE = [("professional", "way", "something"), ("professional", "trouble", "A code.")]


def test_something_in_the_way_becomes_a_question():
    answers = [
        ("professional", "way", "something"),
        ("professional", "trouble", "A code goes to Rita's phone."),
        *USUAL[1:],
    ]
    talk = play(CHECKIN, book(goal(), now=at(27, 10)), begin(CHECKIN, **PLANNED), answers)
    (question,) = written(talk, model.Question)
    assert question.words == "A code goes to Rita's phone."
    assert [begun.start.dialog for begun in talk.effects(Begin)] == ["question_answer"]


def test_an_answer_heads_one_check_in_with_what_was_said():
    """It named the question alone, and headed every check-in until the next one that was told."""
    answered = model.Question(
        account=ACCOUNT, id="q", engagement="work", by="joy", words="Who has the code?", answer="It is mine.",
        at=at(26), answered_at=at(26, 12), state="answered",
    )  # fmt: skip
    there = book(goal(), answered, now=at(27, 10))
    line = 'Since you asked "Who has the code?", Rita has answered: "It is mine."'
    assert play(CHECKIN, there, begin(CHECKIN)).said(line)
    later = book(goal(), answered, now=to_millis(datetime(2026, 12, 11, 10, tzinfo=UTC)))
    assert not play(CHECKIN, later, begin(CHECKIN)).said("It is mine.")


def in_week_three(state="open"):
    """The same words were in the way of the first week and of the third; the first were answered."""
    weeks = [week(MONDAY, way="something", trouble="A code."), week(date(2026, 12, 7), way="something")]
    weeks[1] = weeks[1].model_copy(update={"trouble": "A code.", "at": at(31)})
    return book(
        *weeks,
        *(
            model.Question(
                account=ACCOUNT, id=question_id(one.id), engagement="work", by="joy", words="A code.",
                state=kept,
            )
            for one, kept in zip(weeks, ("answered", state), strict=True)
        ),
    )  # fmt: skip


def standing(there, monday):
    one = told(there, there.one(model.Engagement, "work"), monday)
    return one.standing, one.trouble


def test_a_told_week_does_not_change_when_the_same_is_in_the_way_again():
    there = in_week_three()
    assert standing(there, MONDAY) == ("uncounted", "")
    assert standing(there, date(2026, 12, 7)) == ("unsure", "A code.")


def test_weeks_told_before_questions_had_a_name_know_them_by_their_moment():
    old = [
        model.Question(
            account=ACCOUNT, id=id, engagement="work", by="joy", words="A code.", state=state, at=moment
        )
        for id, state, moment in (("q1", "answered", at(27)), ("q2", "open", at(31)))
    ]
    there = book(week(MONDAY, way="something", trouble="A code."), *old)
    assert standing(there, MONDAY) == ("uncounted", "")


def first_told(*answers):
    """The week is told once, with a code in the way unless said."""
    there = book(goal(), now=at(27, 10))
    return there.after(play(CHECKIN, there, begin(CHECKIN), answers or [*CODE, *USUAL[1:]]).caused)


def told_anew(there, *answers):
    return play(CHECKIN, there, begin(CHECKIN, conversation="anew"), [*answers, *USUAL[1:]])


def test_a_week_told_anew_asks_its_question_once():
    there = first_told()
    same = told_anew(there, *CODE)
    assert not written(same, model.Question)
    assert not same.effects(Begin)
    other = told_anew(there, CODE[0], ("professional", "trouble", "A password."))
    (question,) = written(other, model.Question)
    (asked,) = there.find(model.Question)
    assert (question.id, question.words) == (asked.id, "A password.")
    assert ("question_answer",) in [close.dialogs for close in other.effects(Close)]
    assert [begun.start.about for begun in other.effects(Begin)] == [asked.id]


def test_a_week_told_anew_without_anything_in_the_way_takes_its_question_back():
    there = first_told()
    after = there.after(told_anew(there, USUAL[0]).caused)
    assert [one.state for one in after.find(model.Question)] == ["solved"]
    assert standing(after, MONDAY)[1] == ""


def test_what_was_answered_stays_answered_and_something_else_is_asked_beside_it():
    there = first_told()
    (asked,) = there.find(model.Question)
    values = {"state": "answered", "answer": "In the safe.", "answered_at": at(27, 11)}
    there = there.after(Outcome((Change(model.Question, asked.id, asked.version, values),)))
    assert not written(told_anew(there, *CODE), model.Question)
    after = there.after(told_anew(there, CODE[0], ("professional", "trouble", "A password.")).caused)
    assert sorted((one.words, one.state) for one in after.find(model.Question)) == [
        ("A code.", "answered"), ("A password.", "open"),
    ]  # fmt: skip
    assert standing(after, MONDAY) == ("unsure", "A password.")
