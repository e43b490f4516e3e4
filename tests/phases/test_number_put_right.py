"""A number of a week that was told wrong: the other one takes the right one with one press."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from bot import model
from bot.dialog import Begin, Change, Note
from bot.phases.performance_assessment.correcting import CORRECTED, CORRECTING
from bot.phases.performance_assessment.words_read import TOLD
from tests.phases.scene import DAY, begin
from tests.phases.talk import play, typed
from tests.phases.week_scene import book, count, goal, week

WEEK = date(2026, 11, 23)
TEXTS = goal(counted="number", unit="pieces", what="Product texts", less=8, expected=10, more=12)
SLIP = "I wrote 5 texts, it was only 2, sorry"
OWNER, JOY = "owner", "professional"


def there():
    return book(TEXTS, count(WEEK, 5, None))


def written(*answers, records=None, **terms):
    """A correction of Joy's, and the records after it."""
    start = begin(CORRECTING, seed={"words": SLIP}, by="joy", terms=terms, conversation="correction")
    before = records or there()
    talk = play(CORRECTING, before, start, answers)
    return talk, before.after(talk.caused) if talk.outcome else before


def read(after):
    """What Rita is asked when she reads it."""
    (words,) = after.find(model.Feedback)
    told = play(TOLD, after, begin(TOLD, about=words.id, by="", conversation="told"))
    assert not told.effects(Note)
    (asked,) = told.effects(Begin)
    return after.after(told.caused), replace(asked.start, conversation="corrected")


def named():
    return (JOY, "number", count(WEEK, 5, None).id)


@pytest.mark.parametrize(
    ("press", "part", "told"),
    [
        ("take", 2, "Rita takes your number. Product texts, week from Mon 23 Nov: 2 pieces."),
        (
            "leave",
            5,
            "Rita leaves the number that was counted. Product texts, week from Mon 23",
        ),
    ],
)
def test_a_number_that_both_know_to_be_wrong_is_put_right(press, part, told):
    """Only a reply could be given: "no problem, I write 2", and five stayed in the count."""
    talk, after = written(named(), (JOY, "right", typed("2")))
    assert talk.said("[Product texts, week from Mon 23 Nov: 5 pieces] [No number]")
    assert talk.said("The number that was counted stays until Rita takes yours.")
    assert after.find(model.Count)[0].part == 5
    after, asked = read(after)
    answer = play(CORRECTED, after, asked, [(OWNER, "number", press)])
    assert answer.said("Counted for Product texts, week from Mon 23 Nov: 5 pieces. Which is right?")
    assert answer.said("[2 pieces is right] [5 pieces stays] [Reply]")
    assert after.after(answer.caused).find(model.Count)[0].part == part
    assert answer.notes["number"].startswith(told)


def test_a_reply_leaves_the_number_and_is_kept_beside_the_words():
    _, after = written(named(), (JOY, "right", typed("2")))
    after, asked = read(after)
    answer = play(CORRECTED, after, asked, [(OWNER, "number", "reply"), (OWNER, "reply", "Which ones?")])
    (changed,) = answer.effects(Change)
    assert (changed.kind, changed.values) == (model.Feedback, {"reply": "Which ones?"})


def test_a_share_is_put_right_as_it_was_told():
    shares = book(goal(), count(WEEK, 41, 46))
    id = count(WEEK, 41, 46).id
    talk, after = written((JOY, "number", id), (JOY, "right/share", typed("44 of 46")), records=shares)
    assert talk.said("[Inbox, week from Mon 23 Nov: 41 of 46]")
    after, asked = read(after)
    answer = play(CORRECTED, after, asked, [(OWNER, "number", "take")])
    (kept,) = after.after(answer.caused).find(model.Count)
    assert (kept.part, kept.whole) == (44, 46)


@pytest.mark.parametrize(
    ("paid", "named_as", "shown"),
    [("hours", "Hours of work", "12 hours"), ("pieces", "Pieces of work", "12 pieces")],
)
def test_how_much_work_there_was_is_put_right_too(paid, named_as, shown):
    """It stood in every sum of the round, and only a goal's count could be named."""
    told = week(WEEK, **{"hours": None, "pieces": None, paid: 21.0})
    talk, after = written(
        (JOY, "number", told.id), (JOY, "right", typed("12")), records=book(goal(), told, count(WEEK, 41, 46))
    )
    assert talk.said(f"[{named_as}, week from Mon 23 Nov: 21 {paid}]")
    after, asked = read(after)
    answer = play(CORRECTED, after, asked, [(OWNER, "number", "take")])
    assert answer.said(f"[{shown} is right] [21 {paid} stays]")
    (kept,) = after.after(answer.caused).find(model.CheckIn)
    assert getattr(kept, paid) == 12
    assert answer.notes["number"] == f"Rita takes your number. {named_as}, week from Mon 23 Nov: {shown}."


@pytest.mark.parametrize("over", ["told again", "round closed"])
def test_what_can_no_longer_be_taken_is_read_as_words(over):
    _, after = written(named(), (JOY, "right", typed("2")))
    if over == "told again":
        (kept,) = after.find(model.Count)
        records = [one for kind in model.RECORDS for one in after.find(kind) if kind is not model.Count]
        after = type(after)(after.account, after.now_ms, *records, kept.model_copy(update={"part": 2.0}))
    else:
        records = [one for kind in model.RECORDS for one in after.find(kind) if kind is not model.Goal]
        closed = TEXTS.model_copy(update={"state": "closed"})
        after = type(after)(after.account, after.now_ms + DAY, *records, closed)
    (words,) = after.find(model.Feedback)
    told = play(TOLD, after, begin(TOLD, about=words.id, by="", conversation="told"))
    assert SLIP in told.notes["words"]
    assert not told.effects(Begin)


@pytest.mark.parametrize(
    ("records", "of"),
    [(there(), "look_back"), (book(), "checkin"), (book(TEXTS), "checkin")],
    ids=["another answer", "no goal", "nothing counted"],
)
def test_nobody_is_asked_for_a_number_where_there_is_none_to_put_right(records, of):
    talk, _ = written(records=records, asked="How was it?", before="Good", of=of)
    assert talk.said("Sent to Rita as a correction. What was agreed or counted stays as it is")


def test_a_correction_of_something_else_says_so_with_one_tap():
    talk, after = written((JOY, "number", "none"))
    (words,) = after.find(model.Feedback)
    assert words.about is None
    assert talk.said("What was agreed or counted stays as it is until you both change it.")
