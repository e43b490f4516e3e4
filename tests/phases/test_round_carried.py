"""What is still being learned when a round closes goes into the next one."""

from __future__ import annotations

from datetime import date

from bot import model
from bot.dialog import Start
from bot.phases.goal_setting.frame import closing_items, frame_of
from bot.phases.performance_assessment.checkin import CHECKIN
from bot.tallies.learned import last_of, learned_of
from bot.tallies.rounds import results_of
from tests.phases.round_scene import ACCOUNT, ENDS, at, book
from tests.phases.round_words import OFFERED, closing, talked


def carried_over(state="agreed", **more):
    """Round two, into which a learning goal came over, with the step of round one that proves it."""
    step = model.Item(
        account=ACCOUNT, id="live", engagement="work", skill="orders", person="joy", what="Ten live ones",
        due_on=date(2026, 12, 11), proof="ten in a row", state=state, **more,
    )  # fmt: skip
    goal = model.Goal(
        account=ACCOUNT, id="g2", engagement="work", skill="orders", round=2, what="Orders", learning=True,
        metric="ten in a row", counted="done", due_on=date(2027, 1, 25), state="agreed",
    )  # fmt: skip
    closed = model.Closing(
        account=ACCOUNT, id="c1", engagement="work", round=1, started_on=date(2026, 11, 23), ended_on=ENDS,
        at=at(ENDS),
    )  # fmt: skip
    now = at(date(2027, 1, 15))
    return book(step, goal, closed, without=(model.Item,), now=now, round=2, round_ends_on=date(2027, 3, 5))


def test_a_step_that_came_over_is_asked_about_and_proves_its_goal():
    there = carried_over()
    asked = Start("checkin", {"professional": "joy"}, "work", terms={"day": "2027-01-15"}, conversation="c")
    facts = CHECKIN.prepare(there, asked)
    assert [one.id for one in facts.items] == ["live"]
    assert facts.goals[0].step == "live"
    work = there.one(model.Engagement, "work")
    (open_one,) = results_of(there, work, 2, date(2027, 1, 15))
    assert (open_one.done_on, open_one.level) == (None, None)
    proven = carried_over("closed", done_at=at(date(2027, 1, 20)), closed_at=at(date(2027, 1, 27)))
    (result,) = results_of(proven, work, 2, date(2027, 1, 28))
    assert (result.done_on, result.level) == (date(2027, 1, 20), 1), "handed in five days before its day"
    assert [one.name for one in learned_of(proven, work, 2)] == ["Orders"]


def test_what_was_learned_late_gets_its_number_all_the_same():
    late = at(date(2027, 1, 4))
    items = [
        one.model_copy(update={"done_at": late, "closed_at": late}) if one.id == "i1" else one
        for one in book().find(model.Item)
    ]
    talk = closing(talked(book(*items, without=(model.Item,))), *OFFERED)
    assert talk.changed(model.Goal)["g-orders"] == {"state": "closed", "result": -2}
    assert talk.said("Orders: right the first time. 90 of 100 for now")
    assert not talk.said("ten replies in a row unchanged, by")


def test_what_was_learned_before_is_no_part_of_the_next_round():
    before = carried_over("closed", done_at=at(date(2026, 12, 9)), closed_at=at(date(2026, 12, 9)))
    work = before.one(model.Engagement, "work")
    assert learned_of(before, work, 2) == ()
    (result,) = results_of(before, work, 2, date(2027, 1, 15))
    assert result.done_on is None


def test_an_agreed_goal_of_the_next_round_moves_the_step_it_came_with():
    there = carried_over()
    _, frame = frame_of(there, Start("goals_change", {"owner": "rita"}, "work", by="rita", conversation="c"))
    (step,) = frame.closing
    assert (step.item, step.skill, step.due_on) == ("live", "orders", date(2026, 12, 11))


def test_the_last_step_of_a_plan_is_its_last_whatever_days_were_moved():
    """One rule for what proves a skill, what a goal is made of and what a check-in hands in."""
    steps = [
        model.Item(
            account=ACCOUNT, id=id, engagement="work", skill="orders", person="joy", what=id, due_on=due,
            proof="ten in a row", state="agreed", position=position,
        )
        for id, position, due in (("first", 1, date(2026, 12, 18)), ("last", 2, date(2026, 12, 11)))
    ]  # fmt: skip
    there = book(*steps, without=(model.Item,))
    work = there.one(model.Engagement, "work")
    assert [one.id for one in (last_of(steps), closing_items(there, work)["orders"]) if one] == ["last"] * 2
