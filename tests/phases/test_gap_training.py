"""What is mostly missing, the plan that follows from it, and answers that are kept."""

from __future__ import annotations

from datetime import date

import pytest

from bot import model
from bot.dialog import Refused, scene_of
from bot.engine.text import Invalid, t
from bot.phases.gap_training.causes import GAP_CAUSES
from bot.phases.gap_training.handbook import rule_of
from bot.phases.gap_training.parts import duration
from bot.phases.gap_training.plan_page import MOST_CHANGES
from bot.words import Reader, plain
from tests.phases.learning import ACCOUNT, TAKE, TUESDAY, begin, begun, book, edited, item, waiting, written
from tests.phases.talk import play, typed

EXPLAIN = ("owner", "cause/orders", "explain")
OFFER = ("owner", "offer/0", TAKE)


def causes(*answers, **about):
    return play(GAP_CAUSES, book(**about), begin(GAP_CAUSES), answers)


# --- what is missing ------------------------------------------------------------------------------


def test_nothing_missing_is_said_kindly_and_goals_come_next():
    talk = causes(levels={"orders": 3, "calendar": 4, "tone": 5})
    assert talk.said("Nothing is next to learn: Joy is where the work needs it.")
    assert talk.asked == ()
    assert [start.dialog for start in begun(talk)] == ["goals_draft"]
    assert begun(talk)[0].seats == {"owner": "rita"}


def test_an_unknown_level_is_no_gap_and_a_disputed_one_neither():
    talk = causes(levels={"orders": None, "tone": 3})
    assert talk.asked == ()


def test_what_both_see_differently_is_not_said_to_be_there():
    apart = model.Level(account=ACCOUNT, id="apart", engagement="work", skill="orders", disputed=True, at=2)
    talk = play(GAP_CAUSES, book(apart, levels={"tone": 3}), begin(GAP_CAUSES), ())
    assert not talk.said("where the work needs it")
    assert talk.said("What comes of Order questions, which you see differently, is open")
    assert [start.dialog for start in begun(talk)] == ["goals_draft"]


def test_what_is_being_learned_already_is_not_planned_again():
    talk = play(GAP_CAUSES, book(item("old")), begin(GAP_CAUSES))
    assert talk.said("Nothing new is next to learn for Joy")


def test_at_most_three_the_ones_that_matter_most():
    more: list[model.Record] = []
    for n in (1, 2):
        id = f"s{n}"
        skill = model.Skill(
            account=ACCOUNT, id=id, engagement="work", name=f"Skill {n}", importance=n, required=3
        )
        more += [
            skill,
            model.Level(account=ACCOUNT, id=f"l-{id}", engagement="work", skill=id, level=2, at=1),
        ]
    talk = play(GAP_CAUSES, book(*more, levels={"orders": 2, "calendar": 1, "tone": 2}), begin(GAP_CAUSES))
    assert talk.asked == ("cause/calendar", "cause/orders", "cause/tone")  # 4 x 2, 5 x 1, 4 x 1
    assert talk.said("3 things are next to learn")
    assert talk.said("These come after what is next: Skill 2 and Skill 1.")


def test_whose_word_a_level_rests_on_is_said():
    provisional = model.Level(
        account=ACCOUNT, id="now", engagement="work", skill="calendar", level=1, provisional=True, at=2
    )
    talk = play(GAP_CAUSES, book(provisional), begin(GAP_CAUSES))
    assert talk.said("Calendar (needs 3, Joy says 1)")
    assert talk.said("Order questions (needs 3, now 2)")


@pytest.mark.parametrize("state", ["ended", "invited", "draft"])
def test_only_work_under_way_is_planned(state):
    with pytest.raises(Refused):
        causes(state=state)


def test_only_the_owner_is_asked():
    with pytest.raises(Refused):
        play(GAP_CAUSES, book(), begin(GAP_CAUSES, "joy"))


# --- the plan -------------------------------------------------------------------------------------


def test_one_tap_offers_the_plan_with_the_owners_part_first():
    talk = causes(EXPLAIN, OFFER)
    assert talk.said("A plan for Joy: 1 h 30 min in paid hours, until Fri 11 Dec.")
    assert talk.said("You first: the order and refund rules, one page, 15 min, by Thu 26 Nov.")
    assert talk.said("by Fri 11 Dec. Closed when: ten in a row go out unchanged.")
    assert talk.said("[Offer to Joy] [Change a step]")
    mine, practice, live = written(talk, model.Item)
    assert (mine.person, mine.due_on, mine.minutes, mine.position) == ("rita", date(2026, 11, 26), 15, 0)
    assert (practice.person, practice.due_on, practice.proof) == ("joy", date(2026, 11, 27), "")
    assert (live.due_on, live.proof_count, live.cause) == (date(2026, 12, 11), 10, "explain")
    assert {one.state for one in (mine, practice, live)} == {"offered"}
    (offer,) = begun(talk)
    assert (offer.dialog, offer.seats) == ("plan_answer", {"professional": "joy"})
    assert offer.terms["items"] == [mine.id, practice.id, live.id]


@pytest.mark.parametrize(
    ("cause", "people"),
    [
        ("explain", ["rita", "joy", "joy"]),
        ("access", ["rita", "joy"]),
        ("new", ["joy", "joy"]),
        ("unsure", ["rita", "joy", "joy"]),
    ],
)
def test_each_cause_has_its_plan(cause, people):
    talk = causes(("owner", "cause/orders", cause), OFFER)
    assert [one.person for one in written(talk, model.Item)] == people


def changed(*edits, cause=EXPLAIN):
    """The plan with some of its steps changed, everything else left as proposed."""
    return causes(cause, *edited(lambda *answers: causes(cause, *answers), *edits))


def test_each_step_can_be_changed_on_its_own_and_an_empty_one_is_left_out():
    talk = changed(
        (1, {"what": None}),
        (1, {"what": "five live replies", "day": date(2026, 12, 18), "proof": "five in a row"}),
        ("paid", {"paid": 60}),
    )
    assert talk.said(
        "Which one would you change? [1 Order questions, you, by Thu 26 Nov: the order and refund"
    )
    assert talk.said("[2 Order questions, by Fri 27 Nov: five old e-mails")
    assert talk.said("[Paid in all: now 1 h")
    mine, live = written(talk, model.Item)
    assert mine.minutes == 15
    assert (live.what, live.due_on, live.proof, live.proof_count) == (
        "five live replies", date(2026, 12, 18), "five in a row", 5,
    )  # fmt: skip
    assert live.minutes == 60


def test_what_closes_a_skill_stays_when_the_step_that_has_it_is_left_out():
    talk = changed((2, {"what": None}))
    _, practice = written(talk, model.Item)
    assert (practice.proof, practice.proof_count) == ("ten in a row go out unchanged", 10)
    assert talk.said("A plan for Joy: 1 h in paid hours, until Fri 27 Nov. [Offer to Joy]")


@pytest.mark.parametrize(
    ("pay", "kind", "words"),
    [
        ("pieces", "contractor", "1 h 30 min paid on top of the work, until"),
        ("project", "contractor", "1 h 30 min paid on top of the work, until"),
        ("pieces", "employee", "1 h 30 min of paid time, until"),
    ],
)
def test_the_owner_reads_what_is_paid_on_top_before_it_is_offered(pay, kind, words):
    """The other one read "paid on top of the work", and they read "paid"."""
    reader = Reader("en", "UTC", kind)
    offered = t("plan-proposed", name="Joy", minutes=duration(90), pay=pay, last=date(2026, 12, 11))
    assert words in plain(offered, reader)


def test_other_paid_time_is_shared_in_round_minutes_and_adds_up():
    talk = changed(("paid", {"paid": 100}))
    assert [one.minutes for one in written(talk, model.Item) if one.person == "joy"] == [65, 35]
    assert talk.said("A plan for Joy: 1 h 40 min in paid hours, until")


def test_without_a_paid_step_nothing_is_offered_and_the_promise_stands():
    talk = changed((2, {"what": None}), (1, {"what": None}))
    assert talk.said("nothing is offered")
    (mine,) = written(talk, model.Item)
    (todo,) = written(talk, model.Todo)
    assert (mine.state, todo.source, todo.person) == ("agreed", mine.id, "rita")
    assert [start.dialog for start in begun(talk)] == ["goals_draft"]


def test_a_day_after_the_round_is_refused_with_a_sentence():
    with pytest.raises(Invalid) as refused:
        changed((1, {"day": typed("1 March 2027")}))
    assert refused.value.why.key == "invalid-date-late"


def test_the_end_of_the_round_holds_the_last_day():
    talk = causes(EXPLAIN, OFFER, round_ends_on=date(2026, 12, 4))
    assert max(one.due_on for one in written(talk, model.Item)) == date(2026, 12, 4)


# --- the handbook ---------------------------------------------------------------------------------


def test_an_answer_is_kept_once_as_a_rule():
    scene = scene_of(book(), begin(GAP_CAUSES))
    kept = rule_of(
        scene, ACCOUNT, question="A refund after 14 days?", answer="No, unless broken.", source="q"
    )
    again = rule_of(
        scene, ACCOUNT, question="A refund after 14 days?", answer="No, unless broken.", source="q"
    )
    assert kept == again
    assert (kept.version, kept.record.model_dump(include={"engagement", "at"})) == (
        0,
        {"engagement": "work", "at": TUESDAY},
    )


def test_a_plan_is_offered_with_a_yes_however_often_it_is_changed():
    """After thirty changes it was offered without one."""
    answers = edited(lambda *given: causes(EXPLAIN, *given), *[("paid", {"paid": 120.0})] * MOST_CHANGES)
    assert answers.pop() == ("owner", f"offer/{MOST_CHANGES}", TAKE)
    open_still = causes(EXPLAIN, *answers)
    (offer,) = waiting(open_still).missing
    assert [option.id for option in offer.kind.options()] == ["yes"], "changed often enough"
    assert written(causes(EXPLAIN, *answers, ("owner", offer.key, TAKE)), model.Item)


def test_a_part_of_the_owner_that_comes_after_the_step_that_waits_for_it_is_pointed_at():
    """Rita gives herself until Christmas; Joy's first step would be due weeks before it."""
    late = (0, {"day": date(2026, 12, 23)})
    answers = edited(lambda *given: causes(EXPLAIN, *given), late)
    kept = causes(EXPLAIN, *answers, ("owner", "order", "keep"))
    assert kept.said("Order questions: your part is due on Wed 23 Dec, and Joy's step on")
    assert {one.due_on for one in written(kept, model.Item) if one.person == "rita"} == {date(2026, 12, 23)}
    again = causes(EXPLAIN, *answers, ("owner", "order", "again"))
    assert again.waits_for == ("which/1",)
