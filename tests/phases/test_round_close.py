"""The round closes: its numbers, what they propose for the next, and a rest in between."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from bot import model
from bot.dialog import Begin, Close, Plan
from bot.phases.life.resting import PAUSE, RESUME
from bot.phases.repeat.closing_facts import figures_of, gain_lines
from bot.phases.repeat.round_close import ROUND_CLOSE
from bot.practice.ownership import Week, return_of
from bot.words import Reader, plain
from tests.phases.round_scene import ACCOUNT, DAY, ENDS, NOW, at, begun, book, goals, start
from tests.phases.round_words import JOY, OFFERED, RITA, UP, both_in, closing, outcome, talked
from tests.phases.talk import ACCEPT, play, refusal, typed


def test_the_round_closes_in_numbers_and_proposes_the_next():
    talk = closing(talked(), *OFFERED)
    assert talk.said("2 of 2 goals as agreed or better.")
    assert talk.said("2 of 2 plans closed.")
    assert talk.said(f"Your one change: {UP}")
    assert talk.said("Joy's one change: you wrote: “Please decide those yourself.”"), "both took both"
    gain = "100 hours of work for 9 h 40 min of your time (my estimate); paid off since week 2."
    assert talk.said(gain)
    assert talk.said("Trend: 5 weekly points; I say nothing before six.")
    assert talk.said("Round 2, Mon 11 Jan to Fri 5 Mar:")
    assert talk.said("messages answered by the end of the next working day, 95 of 100.")
    assert talk.said("Orders: right the first time. 90 of 100 for now"), (
        "a learning goal that closed gets its number"
    )
    assert talk.said('"2 of 2 goals met; Inbox: 377 counted, 92 % as agreed; confirmed by Rita Lopes"')
    (closed,) = talk.written(model.Closing)
    assert (closed.met, closed.goals, closed.started_on, closed.ended_on) == (2, 2, date(2026, 11, 23), ENDS)
    assert closed.t_score == pytest.approx(56.202, abs=0.001)
    assert closed.showable.startswith("2 of 2 goals met")
    assert talk.changed(model.Goal) == {
        "g-inbox": {"state": "closed", "result": 0},
        "g-orders": {"state": "closed", "result": 1},
    }
    assert begun(talk.caused, "next_round").seats == {JOY: "joy"}
    assert {"talk_sheet", "own_rating", "owner_rating"} <= set(talk.effects(Close)[0].dialogs)


def test_a_plan_that_nobody_took_is_over_with_its_round_and_its_gap_is_open_again():
    step = model.Item(
        account=ACCOUNT, id="asked", engagement="work", skill="calendar", person="joy", what="Two weeks",
        due_on=date(2026, 12, 11), proof="ten in a row", state="offered",
    )  # fmt: skip
    talk = closing(talked(both_in().after(outcome(step))), *OFFERED)
    assert talk.changed(model.Item) == {"asked": {"state": "dropped"}}
    assert {"plan_answer", "plan_counter"} <= set(talk.effects(Close)[0].dialogs)


def test_what_may_not_be_shown_is_not_kept():
    talk = closing(talked(), *OFFERED[:2], (RITA, "show", False))
    assert talk.written(model.Closing)[0].showable == ""


def test_nobody_counted_and_nobody_looked_back():
    scene = book(without=(model.Count, model.Item, model.CheckIn, model.OwnerTime, model.Piece))
    talk = closing(scene, *OFFERED[:2])
    assert talk.said("The 2 goals were not counted by anybody")
    assert talk.said("Neither of you has looked back")
    assert talk.said("Trend: it needs shares counted week by week, and there are none.")
    closed = talk.written(model.Closing)[0]
    assert (closed.goals, closed.t_score, closed.hours_done, closed.rework) == (0, None, None, None)
    assert talk.changed(model.Goal)["g-inbox"]["result"] is None


def test_accepting_nothing_ever_is_neither_good_nor_bad():
    scene = talked()
    pieces = [model.Piece(account=ACCOUNT, id=f"n{n}", engagement="work", what="x", at=NOW) for n in range(3)]
    talk = closing(scene.after(outcome(*pieces)), *OFFERED)
    assert talk.written(model.Closing)[0].rework == 0, "only what was looked at counts"


def test_a_break_rests_and_comes_back_with_the_same_question():
    talk = closing(talked(), (RITA, "then", "break"), (RITA, "until", typed("1 Feb")), (RITA, "show", True))
    assert talk.changed(model.Engagement) == {"work": {"state": "paused", "paused_on": ENDS}}
    assert "Rita lets your work together rest until Mon 1 Feb." in talk.notes["break"]
    (plan,) = [plan for plan in talk.effects(Plan) if plan.start]
    rested = talked().after(talk.caused).at(plan.at_ms)
    resume = play(RESUME, rested, replace(plan.start, conversation="r"), [(RITA, "then", "go-on")])
    assert resume.said("The last round is closed and counted; what comes now is round 2.")
    assert "as before" not in resume.notes["rest"]
    next_one = replace(begun(resume.caused, "round_close"), conversation="c2")
    again = play(ROUND_CLOSE, rested.after(resume.caused), next_one, OFFERED[:2])
    assert again.said("The break is over.")
    assert again.said("Round 2, Mon 1 Feb to Wed 24 Mar:")
    assert not again.written(model.Closing)


def test_an_offer_from_before_a_rest_is_replaced_by_the_one_after_it():
    """Its days are over by then; two of them open at once would be two rounds to say yes to."""
    offered = talked().after(closing(talked(), *OFFERED).caused).at(NOW + DAY)
    rested = offered.after(play(PAUSE, offered, start(PAUSE), [(RITA, "until", typed("1 Feb"))]).caused)
    later = rested.at(at(date(2027, 2, 1)))
    resume = play(PAUSE, later, start(PAUSE), [(RITA, "then", "go-on")])
    kinds = [type(effect) for effect in resume.caused.effects]
    (close,) = resume.effects(Close)
    assert {"next_round", "round_counter"} <= set(close.dialogs)
    assert kinds.index(Close) < kinds.index(Begin), "or the new one would be closed with it"


def test_finish_leads_to_a_fair_end():
    talk = closing(talked(), (RITA, "then", "finish"), (RITA, "show", True))
    leaving = begun(talk.caused, "leaving")
    assert (leaving.seats, leaving.by) == ({RITA: "rita", JOY: "joy"}, "rita")


def test_the_owner_changes_a_goal_and_adds_new_work():
    talk = closing(
        talked(),
        (RITA, "then", "change"),
        (RITA, "", ACCEPT),
        (RITA, "", ACCEPT),
        (RITA, "new", "other"),
        (RITA, "new/other", "Supplier follow-up"),
        (RITA, "new/good", None),
        (RITA, "sure", "sure"),
        (RITA, "show", True),
    )
    assert begun(talk.caused, "next_round").terms["offer"]["new"] == ["Supplier follow-up"]


def test_a_goal_that_is_changed_for_the_next_round_has_its_arithmetic_like_the_first_rounds():
    asked = closing(talked(), (RITA, "then", "change"))
    assert asked.said("Proposed: as agreed 95 of 100, less 90, more 98.", RITA)
    assert asked.said(
        "A stretch: Joy is at 3, it needs 3; about 20 of the 20 hours (an even share); so far most"
    )
    inbox = asked.waits_for[0].split("/")[1]
    fields = (("metric", "mails answered by the next day"), ("way", "ratio"), ("agreed", 98))
    day = (("due", date(2027, 3, 5)), ("weight", 1))
    changed = [(RITA, f"goal/{inbox}/{key}", value) for key, value in (*fields, *day)]
    talk = closing(talked(), (RITA, "then", "change"), *changed)
    assert talk.waits_for == (f"goal/{inbox}/less", f"goal/{inbox}/more"), (
        "nobody asks what was counted by now"
    )
    assert talk.said("Inbox: 98 of 100. The levels beside it are my proposal. Not in reach yet: Joy is at 3")


def test_a_round_closes_once():
    talk = closing(talked(), *OFFERED)
    assert refusal(ROUND_CLOSE, talked().after(talk.caused), start(ROUND_CLOSE)) == "look-back-closed"


def test_numbers_that_were_not_reached_are_not_raised():
    behind = [count.model_copy(update={"part": 30}) for count in book().find(model.Count)]
    scene = book(*behind, without=(model.Count, model.Item))
    talk = closing(scene, *(one for one in OFFERED if one[1] != "show"))
    assert not talk.said("show this to others"), "nobody shows that little was reached"
    assert talk.said("0 of 1 goal as agreed or better. One more was not counted by anybody")
    assert talk.said("next working day, 90 of 100.")
    assert talk.said("Orders: ten in a row", "") or talk.said(
        "ten replies in a row unchanged, by Mon 25 Jan."
    ), "carried over"


@pytest.mark.parametrize(("part", "less"), [(89, 80), (60, 75)])
def test_a_number_that_was_nearly_reached_keeps_room_between_its_levels(part, less):
    """Of 89 of 100 for 90 the levels were 89, 90, 91 and 92: one mail decided."""
    near = [
        count.model_copy(update={"part": part, "whole": 100}) if count.part is not None else count
        for count in book().find(model.Count)
    ]
    facts = ROUND_CLOSE.prepare(book(*near, without=(model.Count,)), start(ROUND_CLOSE))
    goal = next(one for one in facts.offer.terms.goals if one.what == "Inbox")
    assert (goal.less, goal.expected) == (less, 90)


def test_a_number_that_nobody_settled_is_known_once_it_was_counted_all_round():
    """It was counted for six weeks, and two more were asked for."""
    inbox = next(goal for goal in goals() if goal.id == "g-inbox")
    waits = inbox.model_copy(
        update={"settled": False, "baseline": None, "baseline_until": date(2026, 12, 11), "expected": 90}
    )
    facts = ROUND_CLOSE.prepare(book(waits, without=(model.Goal,)), start(ROUND_CLOSE))
    (goal,) = facts.offer.terms.goals
    assert (goal.settled, goal.baseline, goal.expected) == (True, 92, 92)
    nobody = book(waits, without=(model.Goal, model.Count, model.CheckIn))
    (goal,) = ROUND_CLOSE.prepare(nobody, start(ROUND_CLOSE)).offer.terms.goals
    assert (goal.settled, goal.expected) == (False, 90)


def paid_by_the_piece(expected, done):
    """The scene with one goal of so many pieces over its six weeks, of which some came each week."""
    levels = {"less": expected - 1, "expected": expected, "more": expected + 1, "much_more": expected + 2}
    inbox = next(goal for goal in goals() if goal.id == "g-inbox")
    articles = inbox.model_copy(
        update={"what": "Articles", "counted": "number", "unit": "pieces", "baseline": None, **levels}
    )
    weeks = book().find(model.CheckIn)
    told = [week.model_copy(update={"hours": None, "pieces": n}) for week, n in zip(weeks, done, strict=True)]
    counts = [
        count.model_copy(update={"part": n, "whole": None})
        for count, n in zip(book().find(model.Count), done, strict=True)
    ]
    return book(
        articles, *told, *counts, without=(model.Goal, model.CheckIn, model.Count), pay="pieces", amount=2
    )


@pytest.mark.parametrize(
    ("done", "next_number", "counted", "weekly"),
    [((1, 1, 1, 1, 2), 9, "6 pieces", 1.1), ((2, 2, 2, 2, 2), 10, "10 pieces", 1.2)],
)
def test_pieces_over_a_longer_round_are_as_many_a_week(done, next_number, counted, weekly):
    """Six in 28 working days became six in 40: a good round was followed by one with less."""
    scene = paid_by_the_piece(6, done)
    facts = ROUND_CLOSE.prepare(scene, start(ROUND_CLOSE))
    (goal,) = facts.offer.terms.goals
    assert goal.expected == next_number
    talk = closing(scene, *OFFERED[:2])
    assert talk.said(f"{counted} of work came back for 9 h 40 min of your time (my estimate)."), (
        talk.transcript
    )
    assert facts.record == f"1 of 1 goal met; Articles: {counted}; confirmed by Rita Lopes"
    asked = closing(scene, (RITA, "then", "change"))
    assert asked.said(f"about {weekly} of 2 a week")


def test_a_round_without_goals_carries_none():
    talk = closing(book(without=(model.Goal,)), *OFFERED[:2])
    assert talk.said("No goals were agreed in this round")
    assert talk.said("No goal carries over.")


# --- work that rests ------------------------------------------------------------------------------


def test_the_look_back_moves_with_the_work_that_rests():
    rested = book(now=at(date(2026, 12, 14)), state="paused", paused_on=date(2026, 12, 7))
    talk = play(PAUSE, rested, start(PAUSE, by="rita"), [(RITA, "then", "go-on")])
    plans = [plan for plan in talk.effects(Plan) if plan.start]
    assert {plan.start.terms["day"] for plan in plans if plan.start} == {"2027-01-14"}
    assert [plan.start.dialog for plan in plans if plan.start][:2] == ["look_back_facts", "look_back_facts"]


def test_a_closed_round_keeps_its_end_while_the_work_rests():
    closed = model.Closing(
        account=ACCOUNT, id="c1", engagement="work", round=1, started_on=date(2026, 11, 23), ended_on=ENDS
    )
    rested = book(closed, now=at(date(2027, 2, 1)), state="paused", paused_on=ENDS)
    talk = play(PAUSE, rested, start(PAUSE, by="rita"), [(RITA, "then", "go-on")])
    assert talk.changed(model.Engagement)["work"]["round_ends_on"] == ENDS
    assert not talk.effects(Plan)


@pytest.mark.parametrize(
    ("minutes", "said", "line"),
    [
        (90, False, "Not in this: 30 min of your time in weeks of which no hours were told (my estimate)."),
        (90, True, "Not in this: 30 min of your time in weeks of which no hours were told."),
        (60, False, None),
    ],
)
def test_time_of_the_owners_that_is_not_reckoned_is_named(minutes, said, line):
    """Weeks of which nobody told hours were left out, and nobody said so."""
    figures = figures_of(book(), book().one(model.Engagement, "work"), ENDS)
    told = replace(figures, gain=return_of([Week(14.5, 1.0)]), owner_minutes=minutes, own_said=said)
    lines = [plain(one, Reader("en", "UTC")) for one in gain_lines(told)]
    assert [one for one in lines if one.startswith("Not in this")] == ([line] if line else [])


def test_half_an_hour_is_told_as_it_was_told():
    figures = figures_of(book(), book().one(model.Engagement, "work"), ENDS)
    told = replace(figures, gain=return_of([Week(14.5, 1.0)]))
    assert plain(gain_lines(told)[0], Reader("en", "UTC")).startswith(
        "14.5 hours of work for 1 h of your time"
    )


def test_hours_that_nobody_looked_behind_are_somebodys_word():
    """Nothing was accepted and no proof seen: the owner reads whose hours these are, and whose their own."""
    figures = figures_of(book(), book().one(model.Engagement, "work"), ENDS)
    nothing = replace(figures.measures, accepted=0)
    gain = return_of([Week(8, 10), Week(20, 2)])
    untold = replace(figures, learned=(), measures=nothing, gain=gain)
    reader = Reader("en", "UTC")
    assert plain(gain_lines(untold)[0], reader) == (
        "28 hours of work, as Joy told them, for 12 h of your time (my estimate); by these it has paid off "
        "since week 2. No work was looked at and accepted here."
    )
    accepted = replace(untold, measures=replace(untold.measures, accepted=1), own_said=True)
    assert plain(gain_lines(accepted)[0], reader) == (
        "28 hours of work for 12 h of your time; paid off since week 2."
    )
    unseen = replace(untold, gain=return_of([Week(8, 0), Week(20, 0)]))
    assert plain(gain_lines(unseen)[0], reader) == (
        "28 hours of work, as Joy told them; of your own time in those weeks I saw none."
    )
