"""Other hours, pieces or pay in the middle of a round: both agree, a Monday begins it, old weeks stay."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime

import pytest

from bot import model
from bot.commands import Ask
from bot.dialog import Begin, Close, Outcome, Plan, Start, Write
from bot.engine.replay import Finished, replay
from bot.engine.text import Invalid
from bot.phases.life.changing import CHANGING
from bot.phases.life.changing_answer import CHANGING_ANSWER
from bot.phases.life.changing_begins import CHANGING_BEGINS
from bot.phases.performance_assessment.checkin import CHECKIN
from bot.phases.performance_assessment.supply import AMOUNT
from bot.practice.calendar import to_millis
from bot.summaries.goals import goals as goals_card
from bot.summaries.numbers import numbers
from bot.tallies.bought import Bought, bought_in, load_change
from bot.tallies.round_weeks import weeks_of
from bot.tallies.rounds import measures_of
from bot.words import Reader, draw_card
from tests.phases.life_scene import ACCOUNT, DAY, about, book
from tests.phases.talk import ACCEPT, play, refusal, typed

FIRST, SECOND, THIRD = date(2026, 11, 23), date(2026, 11, 30), date(2026, 12, 7)
BOTH_AWAKE = to_millis(datetime(2026, 11, 26, 9, 30, tzinfo=UTC))
"""9:30 in Lisbon and 17:30 in Manila, on Thursday."""
HOURS_12 = [("owner", "what", "amount"), ("owner", "hours", typed("12 hours a week"))]
TERMS = json.dumps({"round": 1, "base": 0, "goals": []})


def agreement(number=1, **more):
    about = dict(
        account=ACCOUNT, id=f"a{number}", engagement="work", number=number, digest="d", terms=TERMS, at=1
    )
    return model.Agreement(**{**about, **more})


def goal(id="inbox", **more):
    about = dict(
        account=ACCOUNT, id=id, engagement="work", what="Inbox", metric="by the next day", counted="ratio",
        less=80, expected=90, more=97, due_on=date(2027, 1, 8), state="agreed",
    )  # fmt: skip
    return model.Goal(**{**about, **more})


def week(monday, hours=None, pieces=None):
    return model.CheckIn(
        account=ACCOUNT, id=f"c-{monday}", engagement="work", week_of=monday, sure="likely",
        hours=hours, pieces=pieces, at=to_millis(datetime(monday.year, monday.month, monday.day, tzinfo=UTC)),
    )  # fmt: skip


def work(*more, now=BOTH_AWAKE, **engagement):
    return book(agreement(), goal(), *more, now=now, **{"amount": 20, **engagement})


def asked_of(talk):
    """The answer that a proposal asks for."""
    (begun,) = [one.start for one in talk.effects(Begin)]
    return Start(**{**vars_of(begun), "conversation": "answer"})


def vars_of(start):
    return {name: getattr(start, name) for name in Start.__dataclass_fields__}


def proposed(records, answers=(*HOURS_12, ("owner", "", ACCEPT), ("owner", "why", None)), by="rita"):
    return play(CHANGING, records, about(CHANGING, by), answers)


def agreed(records, answers=(*HOURS_12, ("owner", "", ACCEPT), ("owner", "why", None)), by="rita"):
    """The records after both said yes, and what is planned for the day."""
    other = "professional" if by == "rita" else "owner"
    talk = play(
        CHANGING_ANSWER, records, asked_of(proposed(records, answers, by)), [(other, "yes", typed("yes"))]
    )
    (plan,) = talk.effects(Plan)
    return records.after(talk.caused), plan


def begun(records, plan):
    """The records on the day itself."""
    there = records.at(max(records.now_ms, plan.at_ms + 9 * 3_600_000))
    start = Start(**{**vars_of(plan.start), "conversation": "begins"})
    return there.after(play(CHANGING_BEGINS, there, start).caused)


# --- the proposal ---------------------------------------------------------------------------------


def test_the_owner_proposes_fewer_hours_and_nothing_changes_yet():
    talk = proposed(work())
    assert talk.asked == ("what", "hours", "from", "why")
    assert talk.said("From Mon 30 Nov: 12 hours a week. Until then: 20 hours a week.")
    assert talk.said("Skills, levels and these goals live on: Inbox.")
    assert talk.changed(model.Engagement) == {}
    close, begin = talk.caused.effects
    assert isinstance(close, Close)
    assert close.dialogs == ("changing_answer",), "a newer proposal takes the place of one that waits"
    assert dict(begin.start.seats) == {"professional": "joy"}
    change = load_change(begin.start.terms)
    assert (change.before, change.after, change.begins_on) == (
        Bought("hours", 20), Bought("hours", 12), SECOND,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("day", "begins"),
    [("today", SECOND), ("30 nov", SECOND), ("2 dec", THIRD), ("6 dec", THIRD), ("7 dec", THIRD)],
)
def test_it_begins_on_the_monday_from_the_day_on(day, begins):
    talk = proposed(work(), (*HOURS_12, ("owner", "from", typed(day)), ("owner", "why", None)))
    assert load_change(asked_of(talk).terms).begins_on == begins


def test_a_day_that_has_passed_is_not_taken():
    with pytest.raises(Invalid):
        proposed(work(), (*HOURS_12, ("owner", "from", typed("2026-11-25")), ("owner", "why", None)))


def test_a_day_that_passed_while_the_talk_was_open_begins_later():
    kept = {"what": "amount", "hours": 12, "from": "2026-11-30", "why": None}
    facts = CHANGING.prepare(work(now=BOTH_AWAKE + 7 * DAY), about(CHANGING))
    state = replay(CHANGING.script(facts), kept)
    assert isinstance(state, Finished)
    assert state.result.change is not None
    assert state.result.change.begins_on == THIRD


def test_what_is_so_already_is_not_sent():
    talk = proposed(
        work(), [("owner", "what", "amount"), ("owner", "hours", typed("20")), ("owner", "", ACCEPT)]
    )
    assert talk.caused.effects == ()
    assert talk.said("Nothing changes.")


@pytest.mark.parametrize("state", ["draft", "invited", "paused", "ended"])
def test_only_work_under_way_can_change(state):
    assert refusal(CHANGING, work(state=state), about(CHANGING)) == "changing-not"


def test_no_stranger_changes_anything():
    stranger = model.Person(account=ACCOUNT, id="mallory", name="Mallory")
    start = Start("changing", {"owner": "mallory", "professional": "joy"}, "work", by="mallory")
    assert refusal(CHANGING, work(stranger), start) == ""


def test_pay_by_the_piece_names_the_goal_whose_number_came_from_the_pieces():
    articles = goal("articles", what="Articles", counted="number", unit="pieces", less=8, expected=12)
    answers = [
        ("owner", "what", "pay"), ("owner", "pay", "hours"), ("owner", "hours", typed("15")),
        ("owner", "", ACCEPT), ("owner", "why", "Rounds of changes take long."),
    ]  # fmt: skip
    talk = proposed(work(articles, pay="pieces", amount=4), answers)
    assert talk.said("From Mon 30 Nov: 15 hours a week. Until then: paid by the piece, about 4 a week.")
    assert talk.said("these goals live on: Inbox.")
    assert talk.said("The number of these came from the old amount: Articles.")
    assert asked_of(talk).terms["why"] == "Rounds of changes take long."


def test_a_project_has_no_amount_to_change():
    talk = play(CHANGING, work(pay="project", amount=0), about(CHANGING))
    assert any("How it is paid" in line and "a week]" not in line for line in talk.transcript)


# --- the answer -----------------------------------------------------------------------------------


def test_a_yes_writes_a_version_and_the_day_changes_the_work():
    records = work()
    talk = play(
        CHANGING_ANSWER, records, asked_of(proposed(records)), [("professional", "yes", typed("yes"))]
    )
    (version,) = talk.written(model.Agreement)
    assert (version.number, version.round, len(version.digest)) == (2, 1, 16)
    assert talk.changed(model.Engagement) == {}, "not before its day"
    for copy in (talk.notes["copy/other"], talk.notes["copy/own"]):
        assert "version 2" in copy
        assert "20 hours a week" in copy
        assert "12 hours a week" in copy
        assert "Mon 30 Nov" in copy
    (plan,) = talk.effects(Plan)
    assert plan.at_ms == to_millis(datetime(2026, 11, 30, tzinfo=UTC))
    after = begun(records.after(talk.caused), plan)
    assert after.one(model.Engagement, "work").amount == 12


def test_the_professional_proposes_and_the_owner_agrees():
    answers = [
        ("professional", "what", "pay"), ("professional", "pay", "pieces"),
        ("professional", "pieces", typed("4")), ("professional", "", ACCEPT), ("professional", "why", None),
    ]  # fmt: skip
    records, plan = agreed(work(), answers, "joy")
    assert records.one(model.Engagement, "work").pay == "hours"
    joined = begun(records, plan).one(model.Engagement, "work")
    assert (joined.pay, joined.amount) == ("pieces", 4)


def test_not_like_this_goes_back_in_their_own_words():
    records = work()
    answers = [("professional", "yes", typed("Not like this")), ("professional", "words", "16 would work.")]
    talk = play(CHANGING_ANSWER, records, asked_of(proposed(records)), answers)
    assert talk.written(model.Agreement) == ()
    again = asked_of(talk)
    back = play(CHANGING, records, again, [("owner", "what", "stay")])
    assert back.said('Joy would rather have it otherwise: "16 would work."', "owner")
    assert back.caused.effects == ()


def test_a_no_changes_nothing_and_is_told():
    records = work()
    answers = [("professional", "yes", typed("No")), ("professional", "no-words", "I need the 20.")]
    talk = play(CHANGING_ANSWER, records, asked_of(proposed(records)), answers)
    assert [type(effect).__name__ for effect in talk.caused.effects] == ["Note"]
    assert talk.notes["no"].startswith("Joy would rather not change it. Everything stays as it was agreed.")
    assert "I need the 20." in talk.notes["no"]


def test_nobody_answers_their_own_proposal():
    start = asked_of(proposed(work()))
    mine = Start(**{**vars_of(start), "seats": {"owner": "rita"}})
    assert refusal(CHANGING_ANSWER, work(), mine) == ""


def test_a_day_that_passed_meanwhile_moves_and_is_said():
    records = work()
    start = asked_of(proposed(records))
    late = play(CHANGING_ANSWER, records.at(BOTH_AWAKE + 6 * DAY), start)
    assert late.said("Mon 30 Nov has passed, so it would begin on Mon 7 Dec.")
    assert late.said("From Mon 7 Dec: 12 hours a week.")


def test_what_was_agreed_meanwhile_is_not_asked_again():
    records = work()
    start = asked_of(proposed(records))
    after, _ = agreed(records)
    assert refusal(CHANGING_ANSWER, after, start) == "changing-same"


def test_another_before_asks_for_another_yes():
    """The yes binds to before and after: with other terms agreed meanwhile it is another question."""
    records = work()
    start = asked_of(proposed(records))
    sixteen = [("owner", "what", "amount"), ("owner", "hours", typed("16"))]
    after, _ = agreed(records, (*sixteen, ("owner", "", ACCEPT), ("owner", "why", None)))
    stale = CHANGING_ANSWER.prepare(records, start)
    fresh = CHANGING_ANSWER.prepare(after, start)
    assert stale.change.data != fresh.change.data
    assert fresh.change.before == Bought("hours", 16)


def test_a_later_yes_for_the_same_week_counts_whichever_comes_first():
    sixteen = [("owner", "what", "amount"), ("owner", "hours", typed("16"))]
    records, first = agreed(work())
    records, second = agreed(records, (*sixteen, ("owner", "", ACCEPT), ("owner", "why", None)))
    after = begun(records, first)
    assert after.one(model.Engagement, "work").amount == 16
    start = Start(**{**vars_of(second.start), "conversation": "late"})
    assert refusal(CHANGING_BEGINS, after, start) == "", "it is so already"


def test_alone_the_owner_changes_it_without_asking():
    records = book(amount=20, state="alone", now=BOTH_AWAKE)
    talk = play(CHANGING, records, about(CHANGING), [*HOURS_12, ("owner", "", ACCEPT)])
    assert talk.asked == ("what", "hours", "from")
    (plan,) = talk.effects(Plan)
    assert talk.notes == {}
    assert begun(records.after(talk.caused), plan).one(model.Engagement, "work").amount == 12
    assert refusal(CHANGING, records, about(CHANGING, "joy")) == ""


def test_agreed_before_any_goal_it_gets_its_version_when_there_is_one():
    records, plan = agreed(book(amount=20, now=BOTH_AWAKE))
    assert records.find(model.Agreement) == ()
    later = records.after(Outcome((Write(agreement()),)))
    after = begun(later, plan)
    assert [one.number for one in after.find(model.Agreement)] == [1, 2]
    engagement = after.one(model.Engagement, "work")
    assert bought_in(after, engagement, FIRST) == Bought("hours", 20)
    assert bought_in(after, engagement, SECOND) == Bought("hours", 12)


# --- weeks keep what was agreed for them ----------------------------------------------------------


def test_old_weeks_are_counted_by_the_old_hours_and_new_ones_by_the_new():
    records, plan = agreed(work(week(FIRST, 20)))
    after = begun(records, plan)
    after = after.at(after.now_ms + 7 * DAY).after(Outcome((Write(week(SECOND, 12)),)))
    engagement = after.one(model.Engagement, "work")
    measures = measures_of(after, engagement, 1, (), weeks_of(after, engagement, FIRST, SECOND))
    assert (measures.agreed_hours, measures.taken, measures.efficiency) == (32, 32, 1)


def test_after_a_change_to_pieces_hours_count_for_their_own_weeks_only():
    answers = [
        ("owner", "what", "pay"), ("owner", "pay", "pieces"), ("owner", "pieces", typed("4")),
        ("owner", "", ACCEPT), ("owner", "why", None),
    ]  # fmt: skip
    records, plan = agreed(work(week(FIRST, 16)), answers)
    after = begun(records, plan)
    after = after.at(after.now_ms + 7 * DAY).after(Outcome((Write(week(SECOND, pieces=5)),)))
    engagement = after.one(model.Engagement, "work")
    measures = measures_of(after, engagement, 1, (), weeks_of(after, engagement, FIRST, SECOND))
    assert (measures.agreed_hours, measures.taken, measures.pace) == (20, 16, 5)
    assert measures.productivity is None, "nobody knows which pieces took those hours"
    shown = draw_card(numbers(after, Ask("rita", "work", "")), Reader("en", "UTC", "contractor")).plain()
    assert "16" in shown
    assert "Hours" in shown
    assert "Pieces" in shown


def test_a_check_in_about_last_week_asks_by_last_weeks_terms():
    records, plan = agreed(work())
    monday = begun(records, plan).at(to_millis(datetime(2026, 12, 1, 2, tzinfo=UTC)))
    start = Start("checkin", {"professional": "joy"}, "work", conversation="late")
    facts = CHECKIN.prepare(monday, start)
    assert [(one.monday, one.pay, one.bought) for one in facts.weeks] == [
        (FIRST, "hours", 20), (SECOND, "hours", 12),
    ]  # fmt: skip


def test_less_work_by_the_other_way_leaves_old_weeks_alone_too():
    records = work(week(FIRST, 20), now=BOTH_AWAKE + 7 * DAY)
    start = Start("amount_answer", {"professional": "joy"}, "work", terms={"amount": 10}, conversation="less")
    after = records.after(play(AMOUNT, records, start, [("professional", "yes", typed("yes"))]).caused)
    engagement = after.one(model.Engagement, "work")
    assert engagement.amount == 10
    assert bought_in(after, engagement, FIRST) == Bought("hours", 20)
    assert bought_in(after, engagement, SECOND) == Bought("hours", 10)


def test_the_goals_stand_as_agreed_under_the_new_version():
    records, _ = agreed(work())
    shown = draw_card(goals_card(records, Ask("joy", "work", "")), Reader("en", "UTC", "contractor")).plain()
    assert "version 2" in shown.casefold()
