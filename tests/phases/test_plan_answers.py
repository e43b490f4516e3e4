"""The offer between the two: yes, other days, another way; and back, until both say yes."""

from __future__ import annotations

from datetime import date

import pytest

from bot import model
from bot.dialog import Note, Plan, Refused
from bot.engine.kinds import Consent
from bot.engine.text import t
from bot.phases.gap_training.plan_answers import PLAN_ANSWER, PLAN_COUNTER
from tests.phases.learning import DAY, TAKE, TUESDAY, begin, begun, book, changes, edited, item, written
from tests.phases.talk import play

OFFERED = (
    item("mine", position=0, person="rita", what="write the rules", due=date(2026, 11, 26), minutes=15),
    item("practice", position=20),
    item("live", position=21, due=date(2026, 12, 11), proof="ten in a row go out unchanged", minutes=30),
)
OFFERED = tuple(one.model_copy(update={"state": "offered"}) for one in OFFERED)
ITEMS = {"items": ["mine", "practice", "live"]}


def offer(*answers, now=TUESDAY, terms=ITEMS, more=(), **engagement):
    return play(
        PLAN_ANSWER, book(*OFFERED, *more, now=now, **engagement), begin(PLAN_ANSWER, terms=terms), answers
    )


def counter(*answers, **terms):
    return play(PLAN_COUNTER, book(*OFFERED), begin(PLAN_COUNTER, terms={**ITEMS, **terms}), answers)


def consent(role, otherwise=""):
    return (role, "plan", Consent(not otherwise, otherwise))


def test_a_yes_makes_the_plan_stand():
    talk = offer(consent("professional"))
    assert talk.said("Rita offers this plan: 1 h 30 min, in paid hours.")
    assert talk.said("Rita goes first: write the rules, by Thu 26 Nov.")
    assert talk.said("Then step live, 30 min, by Fri 11 Dec. Closed when: ten in a row go out unchanged.")
    assert {change["state"] for change in changes(talk).values()} == {"agreed"}
    (todo,) = written(talk, model.Todo)
    assert (todo.what, todo.due_on, todo.minutes, todo.source) == (
        "write the rules",
        date(2026, 11, 26),
        15,
        "mine",
    )
    assert [plan.start.dialog for plan in talk.effects(Plan)] == ["item_moved", "item_moved"]
    assert [plan.start.about for plan in talk.effects(Plan)] == ["practice", "live"]
    assert [start.dialog for start in begun(talk)] == ["goals_draft"]


def test_nobody_is_said_to_go_first_where_the_plan_is_all_theirs():
    first = "Rita goes first, then it is your turn"
    assert offer(consent("professional")).said(first)
    alone = offer(consent("professional"), terms={"items": ["practice", "live"]})
    assert not alone.said(first)
    assert alone.said("Good. The plan stands, day by day: /fivefold plan.")


@pytest.mark.parametrize(
    ("about", "words"),
    [
        ({"kind": "employee"}, "Rita proposes this training: 1 h 30 min of your paid time."),
        ({"kind": "agency"}, "Rita offers this plan: 1 h 30 min, in paid hours."),
        ({"pay": "pieces"}, "Rita offers this plan: 1 h 30 min, paid on top of the work."),
    ],
)
def test_words_follow_the_kind_of_work_and_pay(about, words):
    assert offer(**about).said(words)


def test_an_answer_after_days_moves_the_plan_by_those_days():
    talk = offer(consent("professional"), now=TUESDAY + 6 * DAY)  # Monday 30 Nov, a holiday in Manila
    assert [change["due_on"] for change in changes(talk).values()] == [
        date(2026, 12, 1), date(2026, 12, 2), date(2026, 12, 15),
    ]  # fmt: skip


EARLY = {"practice": date(2026, 11, 25), "live": date(2026, 12, 18)}
LATE = {"practice": date(2026, 11, 27), "live": date(2026, 12, 18)}


def days(of, again=""):
    return [("professional", f"{again}day/{id}", day) for id, day in of.items()]


@pytest.mark.parametrize(
    ("answers", "sent"),
    [
        ([("professional", "order", "keep")], EARLY),
        ([("professional", "order", "again"), *days(LATE, "again/")], LATE),
    ],
)
def test_a_step_before_the_part_it_waits_for_is_pointed_at_and_may_be_meant_so(answers, sent):
    talk = offer(consent("professional", "dates"), *days(EARLY), *answers)
    assert talk.said(
        "Order questions: Rita's part is due on Thu 26 Nov, and your step on Wed 25 Nov waits for it."
    )
    (start,) = begun(talk)
    assert start.terms["days"] == {id: day.isoformat() for id, day in sent.items()}


def test_days_in_their_order_are_not_pointed_at():
    assert "order" not in offer(consent("professional", "dates"), *days(LATE)).asked


def test_other_days_go_to_the_owner():
    days = {"practice": date(2026, 12, 1), "live": date(2026, 12, 18)}
    talk = offer(
        consent("professional", "dates"),
        *(("professional", f"day/{id}", day) for id, day in days.items()),
    )
    (back,) = begun(talk)
    assert (back.dialog, back.seats) == ("plan_counter", {"owner": "rita"})
    assert back.terms["days"] == {"practice": "2026-12-01", "live": "2026-12-18"}
    assert not changes(talk)


def test_another_way_asks_which_skill_where_there_are_two():
    second = item("guide", "calendar", position=30, state="offered")
    terms = {"items": [*ITEMS["items"], "guide"]}
    answers = (consent("professional", "way"), ("professional", "skill", "calendar"))
    talk = offer(*answers, ("professional", "way", "a call"), terms=terms, more=(second,))
    assert begun(talk)[0].terms["skill"] == "calendar"
    one = offer(consent("professional", "way"), ("professional", "way", "a call"))
    assert "skill" not in one.asked
    assert (begun(one)[0].terms["skill"], begun(one)[0].terms["way"]) == ("orders", "a call")


def test_a_plan_that_is_settled_cannot_be_answered_again():
    agreed = [one.model_copy(update={"state": "agreed"}) for one in OFFERED]
    with pytest.raises(Refused) as refused:
        play(PLAN_ANSWER, book(*agreed), begin(PLAN_ANSWER, terms=ITEMS))
    assert refused.value.why == t("plan-settled")


def test_an_offer_names_only_its_own_work():
    strange = item("strange", state="offered").model_copy(update={"engagement": "other"})
    with pytest.raises(Refused):
        play(PLAN_ANSWER, book(strange), begin(PLAN_ANSWER, terms={"items": ["strange"]}))


# --- the plan comes back --------------------------------------------------------------------------


def test_other_days_taken_are_agreed_and_told():
    talk = counter(consent("owner"), days={"practice": "2026-12-01", "live": "2026-12-11"})
    assert talk.said("Joy would rather have these days:")
    assert talk.said("Order questions: step practice, by Tue 1 Dec")
    assert not talk.said("step live, by")
    assert changes(talk)["practice"]["due_on"] == date(2026, 12, 1)
    assert changes(talk)["practice"]["state"] == "agreed"
    assert "Rita takes what you proposed." in talk.notes["taken"]
    assert [start.dialog for start in begun(talk)] == ["goals_draft"]


def test_words_that_say_i_stay_those_of_who_wrote_them():
    """The step is read by both, in lists, check-ins and sheets: "I" is only one of them."""
    talk = counter(consent("owner"), skill="orders", way="You show me one on a video call, then I do three")
    kept = {values["what"] for values in changes(talk).values()}
    assert "Joy wrote: “You show me one on a video call, then I do three”" in kept
    plain = counter(consent("owner"), skill="orders", way="a video course")
    assert "a video course" in {values["what"] for values in changes(plain).values()}


def test_another_way_replaces_the_first_step_and_keeps_the_proof():
    talk = counter(consent("owner"), skill="orders", way="a call, then five e-mails")
    assert talk.said('Joy would learn Order questions another way: "a call, then five e-mails"')
    assert changes(talk)["practice"]["what"] == "a call, then five e-mails"
    assert changes(talk)["live"]["proof"] == "ten in a row go out unchanged"


def test_proposing_again_offers_it_once_more_with_a_word():
    answers = (
        consent("owner", "again"),
        ("owner", "offer/0", TAKE),
        ("owner", "reply", "Friday is tight for me"),
    )
    talk = counter(*answers, days={"practice": "2026-12-01"})
    assert (
        changes(talk)["practice"] | {"state": "offered", "due_on": date(2026, 12, 1)}
        == changes(talk)["practice"]
    )
    (again,) = begun(talk)
    assert (again.dialog, again.terms["reply"]) == ("plan_answer", "Friday is tight for me")
    assert not talk.effects(Note)
    after = book(*OFFERED).after(talk.outcome)
    shown = play(PLAN_ANSWER, after, begin(PLAN_ANSWER, terms=again.terms))
    assert shown.said('Rita writes: "Friday is tight for me"')


def test_a_plan_taken_back_is_told_and_goals_come_next():
    again = consent("owner", "again")
    gone = ((2, {"what": None}), (1, {"what": None}))
    answers = edited(lambda *given: counter(again, *given, days={}), *gone)
    talk = counter(again, *answers, days={})
    assert {id: change["state"] for id, change in changes(talk).items()} == {
        "practice": "dropped", "live": "dropped", "mine": "agreed",
    }  # fmt: skip
    assert "nothing is asked of you" in talk.notes["left-out"]
    assert [start.dialog for start in begun(talk)] == ["goals_draft"]


def test_a_step_before_the_one_that_it_follows_is_pointed_at():
    crossed = {"practice": date(2026, 12, 10), "live": date(2026, 12, 7)}
    talk = offer(consent("professional", "dates"), *days(crossed))
    assert talk.waits_for == ("order",)
    assert talk.said('"step live" on Mon 7 Dec would come before "step practice" on Thu 10 Dec.')
