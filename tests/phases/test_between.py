"""Between the ends of a round: the check-in."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from bot import model
from bot.dialog import Begin, Close, Move, Note, Plan, Post, Refused, Write
from bot.engine.replay import Waiting
from bot.engine.text import Invalid
from bot.phases.performance_assessment.checkin import CHECKIN
from bot.phases.performance_assessment.questions import STUCK
from bot.phases.terms import MOST
from bot.practice.calendar import to_millis
from bot.tallies.told import told
from tests.phases.talk import play, refusal, typed
from tests.phases.week_scene import (
    ACCOUNT,
    FRIDAY,
    MONDAY,
    PLANNED,
    USUAL,
    at,
    begin,
    book,
    count,
    goal,
    item,
    week,
    written,
)

# --- the check-in ---------------------------------------------------------------------------------


def test_pieces_that_were_handed_in_need_not_be_counted_again():
    """Three came through `done`, one of them of last week and one once more."""
    came = [
        model.Piece(account=ACCOUNT, id=id, engagement="work", what="An article", again=again, at=moment)
        for id, again, moment in (("a", 0, at(24)), ("b", 0, at(26)), ("c", 1, at(26)), ("d", 0, at(20)))
    ]
    articles = goal(counted="number", unit="pieces", less=5, expected=6, more=7)
    there = book(articles, *came, pay="pieces", amount=1)
    (one,) = CHECKIN.prepare(there, begin(CHECKIN, **PLANNED)).weeks
    assert one.handed_in == 2
    open_page = play(CHECKIN, there, begin(CHECKIN, **PLANNED), [("professional", "way", "nothing")]).state
    assert isinstance(open_page, Waiting)
    assert open_page.page is not None
    assert open_page.page.proposed == {"amount": 2, "count/inbox": 2}


@pytest.mark.parametrize(("pay", "most"), MOST.items())
def test_as_much_as_can_be_bought_for_a_week_can_be_told_of_it(pay, most):
    there = book(pay=pay, amount=most)
    answers = [("professional", "way", "nothing"), ("professional", "amount", typed(str(most)))]
    rest = [("professional", "news", None), ("professional", "sure", "sure")]
    (kept,) = play(CHECKIN, there, begin(CHECKIN, **PLANNED), [*answers, *rest]).written(model.CheckIn)
    assert (kept.hours, kept.pieces) == ((most, None) if pay == "hours" else (None, most))
    with pytest.raises(Invalid):
        play(CHECKIN, there, begin(CHECKIN, **PLANNED), [answers[0], (*answers[1][:2], typed(str(most + 1)))])


def test_all_that_the_owner_ticked_off_is_told_and_not_two_of_it():
    """The third of three was the login that had been waited for."""
    three = [
        model.Todo(
            account=ACCOUNT,
            id=what,
            engagement="work",
            person="rita",
            what=what,
            due_on=MONDAY,
            done_at=at(26),
        )
        for what in ("Own login", "Two samples", "Access")
    ]
    talk = play(CHECKIN, book(goal(), *three), begin(CHECKIN, **PLANNED), [])
    assert talk.said("So far Rita has done: Two samples, Own login and Access")
    before = week(MONDAY - timedelta(weeks=1), at=at(20))
    again = play(CHECKIN, book(goal(), *three, before), begin(CHECKIN, **PLANNED), [])
    assert again.said("Since your last check-in Rita has done: ")


def test_a_check_in_is_counted_and_kept():
    done = model.Todo(
        account=ACCOUNT, id="t", engagement="work", person="rita", what="Write the refund rules",
        due_on=MONDAY, done_at=at(26),
    )  # fmt: skip
    answers = [USUAL[0], ("professional", "done/mails", "half"), *USUAL[1:]]
    talk = play(CHECKIN, book(goal(), item(), done), begin(CHECKIN, **PLANNED), answers)
    assert talk.said("So far Rita has done: Write the refund rules"), "there was no check-in before this one"
    assert talk.said("Hours = 20"), "hours stand filled in as agreed"
    assert talk.said("Sent. Rita reads it on Monday morning")
    (kept,) = written(talk, model.CheckIn)
    assert (kept.week_of, kept.sure, kept.way, kept.hours, kept.late) == (
        MONDAY,
        "likely",
        "nothing",
        20,
        False,
    )
    (counted,) = written(talk, model.Count)
    assert (counted.goal, counted.part, counted.whole) == ("inbox", 41, 46)
    assert [plan.occurrence for plan in talk.effects(Plan)] == ["checkin/2026-12-04"]
    assert talk.effects(Close) == (Close("work", "answered", ("checkin",), {"day": "2026-11-27"}),)
    assert not talk.effects(Begin)
    assert not talk.effects(Post)


@pytest.mark.parametrize("goals", [0, 1, 3])
def test_a_check_in_asks_no_more_than_it_has_to(goals):
    mine = [goal(f"g{n}") for n in range(goals)]
    talk = play(CHECKIN, book(*mine), begin(CHECKIN, **PLANNED), [USUAL[0]])
    assert talk.asked == ("way", *(f"count/g{n}" for n in range(goals)), "amount", "news")


def test_what_nobody_counted_is_not_zero():
    answers = [USUAL[0], ("professional", "count/inbox", None), *USUAL[2:]]
    talk = play(CHECKIN, book(goal()), begin(CHECKIN, **PLANNED), answers)
    assert written(talk, model.Count) == []


def test_a_second_one_in_a_week_revises_the_first():
    before = (week(MONDAY, version=3, hours=18, at=FRIDAY), count(MONDAY, 30, 40, version=2))
    talk = play(CHECKIN, book(goal(), *before, now=FRIDAY + 60_000), begin(CHECKIN), USUAL)
    assert talk.said("= 30 of 40")
    assert talk.said("Hours = 18")
    assert [(type(e.record).__name__, e.version) for e in talk.effects(Write)] == [
        ("CheckIn", 3),
        ("Count", 2),
    ]


def test_whoever_finds_it_shaky_is_asked_once_why_and_the_owner_reads_it():
    there, asked = book(goal()), [*USUAL[:-1], ("professional", "sure", "shaky")]
    talk = play(CHECKIN, there, begin(CHECKIN, **PLANNED), [*asked, ("professional", "shaky", "Two refunds")])
    assert talk.said("What makes it shaky, and what would help? Rita reads it. You can leave it.")
    after = there.after(talk.caused)
    works = after.one(model.Engagement, "work")
    assert told(after, works, MONDAY).doubt == "Two refunds"
    anew = play(CHECKIN, after, begin(CHECKIN), [*asked, ("professional", "shaky", None)])
    assert told(after.after(anew.caused), works, MONDAY).doubt == "", "what is emptied is gone"
    left = play(CHECKIN, there, begin(CHECKIN, **PLANNED), [*asked, ("professional", "shaky", None)])
    assert not written(left, model.Sureness)


def test_told_early_it_is_not_asked_again():
    early = week(MONDAY, at=at(25))
    assert refusal(CHECKIN, book(goal(), early), begin(CHECKIN, **PLANNED)) is not None
    talk = play(CHECKIN, book(goal(), now=at(25)), begin(CHECKIN), USUAL)
    assert [plan.occurrence for plan in talk.effects(Plan)] == ["checkin/2026-12-04"], "after this week's"


def test_told_late_it_is_marked_and_reaches_the_channel():
    channel = model.Channel(account=ACCOUNT, id="shop", platform="browser", channel="shop", state="posting")
    talk = play(CHECKIN, book(goal(), channel, now=at(31)), begin(CHECKIN, **PLANNED), USUAL)
    assert written(talk, model.CheckIn)[0].late
    assert talk.effects(Post) == (Post("shop", "summary/2026-11-23"),)
    # Joy's Monday begins before Rita's: there it is posted with everybody's, and not in Rita's night.
    early = play(CHECKIN, book(goal(), channel, now=at(30, 1)), begin(CHECKIN, **PLANNED), USUAL)
    assert written(early, model.CheckIn)[0].late
    assert early.effects(Post) == ()


def test_where_last_week_has_no_word_yet_both_weeks_can_be_meant():
    agreed = model.Agreement(account=ACCOUNT, id="a", engagement="work", number=1, digest="d", at=at(26))
    late = [("professional", "week", "2026-11-23"), *USUAL]
    talk = play(CHECKIN, book(goal(), agreed, now=at(31)), begin(CHECKIN), late)
    assert written(talk, model.CheckIn)[0].week_of == MONDAY
    assert written(talk, model.CheckIn)[0].late


def test_three_calm_weeks_make_it_one_tap():
    mondays = [date(2026, 11, 23), date(2026, 11, 30), date(2026, 12, 7)]
    calm = [record for monday in mondays for record in (week(monday, at=at(31)), count(monday, 45, 50))]
    now = to_millis(datetime(2026, 12, 16, 7, tzinfo=UTC))
    one = [("professional", "as-planned", "yes")]
    talk = play(CHECKIN, book(goal(), *calm, now=now), begin(CHECKIN), one)
    (kept,) = written(talk, model.CheckIn)
    assert (kept.sure, kept.hours) == ("likely", 20)
    assert written(talk, model.Count) == []
    unsure = [week(mondays[2], sure="shaky", at=at(31)), *calm[:4]]
    assert play(CHECKIN, book(goal(), *unsure, now=now), begin(CHECKIN)).asked == ("way",)


def test_what_adds_up_over_a_round_is_asked_for_in_calm_weeks_too():
    """A week that one tap told would be missing in the sum, and look like less than agreed."""
    mondays = [date(2026, 11, 23), date(2026, 11, 30), date(2026, 12, 7)]
    pieces = goal(counted="number", unit="pieces", less=8, expected=12, more=14)
    calm = [record for monday in mondays for record in (week(monday, at=at(31)), count(monday, 2, None))]
    now = to_millis(datetime(2026, 12, 16, 7, tzinfo=UTC))
    asked = play(CHECKIN, book(pieces, *calm, now=now, pay="pieces", amount=2), begin(CHECKIN)).asked
    assert asked == ("way",)


def test_a_calm_week_paid_by_the_piece_has_the_pieces_that_came():
    mondays = [date(2026, 11, 23), date(2026, 11, 30), date(2026, 12, 7)]
    calm = [record for monday in mondays for record in (week(monday, at=at(31)), count(monday, 45, 50))]
    now = to_millis(datetime(2026, 12, 16, 7, tzinfo=UTC))
    came = [
        model.Piece(account=ACCOUNT, id=f"p{n}", engagement="work", what="x", at=now - n - 1)
        for n in range(3)
    ]
    scene = book(goal(), *calm, *came, now=now, pay="pieces", amount=2)
    talk = play(CHECKIN, scene, begin(CHECKIN), [("professional", "as-planned", "yes")])
    assert written(talk, model.CheckIn)[0].pieces == 3


def test_power_or_internet_needs_no_reason_and_no_numbers():
    talk = play(CHECKIN, book(goal()), begin(CHECKIN, **PLANNED), [("professional", "way", "outage")])
    assert talk.said("Noted, no reason needed.")
    (kept,) = written(talk, model.CheckIn)
    assert (kept.way, kept.sure, kept.hours) == ("outage", "", None)
    (note,) = talk.effects(Note)
    assert note.at_ms == at(27, 9), "in Rita's hours"
    assert "no power or internet in the week from Mon 23 Nov." in next(iter(talk.notes.values()))
    assert talk.said("This week's numbers can wait until Monday")
    late = book(goal(), now=at(30, 9))
    told = play(CHECKIN, late, begin(CHECKIN, **PLANNED), [("professional", "way", "outage")])
    assert told.said("The numbers can wait: /fivefold checkin."), "it is Monday by now"


@pytest.mark.parametrize("words", ["no", "nope", "no, all good", "nothing"])
def test_no_to_anything_in_the_way_is_nothing_and_not_no_work(words):
    talk = play(CHECKIN, book(), begin(CHECKIN, **PLANNED), [("professional", "way", typed(words))])
    assert talk.kept["way"] == "nothing"


def test_no_work_goes_to_the_owner():
    answers = [("professional", "way", "no_work"), ("professional", "came", typed("2"))]
    talk = play(CHECKIN, book(goal()), begin(CHECKIN, **PLANNED), answers)
    assert written(talk, model.CheckIn)[0].hours == 2
    start = next(plan.start for plan in talk.effects(Plan) if plan.start and plan.start.dialog == "no_work")
    assert start.terms == {"came": 2, "week": "2026-11-23"}


IN_THE_WAY = [("professional", "way", "something"), ("professional", "trouble", "A code.")]


def test_what_is_done_on_one_day_is_not_asked_after_again():
    once = goal("month", what="Month close", counted="done", less=None, expected=None, more=None)
    told_done = count(MONDAY, 1, None, goal="month", id="c")
    later = book(once, told_done, week(MONDAY), now=to_millis(datetime(2026, 12, 4, 10, tzinfo=UTC)))
    assert "done/month" in play(CHECKIN, book(once), begin(CHECKIN), IN_THE_WAY).waits_for
    assert "done/month" not in play(CHECKIN, later, begin(CHECKIN), IN_THE_WAY).waits_for


def test_a_plan_item_that_is_done_goes_to_be_looked_at():
    answers = [USUAL[0], ("professional", "done/mails", "done"), *USUAL[1:]]
    talk = play(CHECKIN, book(goal(), item()), begin(CHECKIN, **PLANNED), answers)
    assert [(b.start.dialog, b.start.about) for b in talk.effects(Begin)] == [("item_done", "mails")]


def learned(**more):
    return goal(
        "learned", what="Order questions", metric="ten in a row", counted="done", learning=True,
        skill="orders", **more,
    )  # fmt: skip


def test_a_learning_goal_is_asked_after_by_what_closes_it():
    talk = play(CHECKIN, book(learned()), begin(CHECKIN, **PLANNED), [USUAL[0]])
    assert talk.asked[:2] == ("way", "done/learned")
    assert talk.said("Order questions: ten in a row")


def test_a_learning_goal_that_is_done_is_handed_in_as_its_last_step():
    live = item(due_on=date(2026, 12, 11), position=21)
    answers = [USUAL[0], ("professional", "done/learned", "done"), *USUAL[2:]]
    talk = play(CHECKIN, book(learned(), live), begin(CHECKIN, **PLANNED), answers)
    assert [(b.start.dialog, b.start.about) for b in talk.effects(Begin)] == [("item_done", "mails")]
    (counted,) = written(talk, model.Count)
    assert counted.part == 0.5, "its proof closes it"


def test_what_was_learned_is_not_asked_after_any_more():
    talk = play(CHECKIN, book(learned(result=0)), begin(CHECKIN, **PLANNED), [USUAL[0]])
    assert "done/learned" not in talk.asked


def test_a_proof_that_was_taken_is_not_asked_after_any_more():
    """Rita had just looked and said "Ready", also where the check-in stood open meanwhile."""
    proof = item(state="closed", done_at=at(26), closed_at=at(27), proof="ten in a row", position=21)
    talk = play(CHECKIN, book(learned(), proof), begin(CHECKIN, **PLANNED), [USUAL[0]])
    assert "done/learned" not in talk.asked


@pytest.mark.parametrize(("told", "part"), [("done", 0.5), ("half", 0.5), ("not", 0.0)])
def test_the_same_thing_is_not_asked_twice_and_its_step_speaks_for_the_goal(told, part):
    """A step that is done is not the goal: its proof closes that."""
    answers = [USUAL[0], ("professional", "done/mails", told), *USUAL[2:]]
    talk = play(CHECKIN, book(learned(), item()), begin(CHECKIN, **PLANNED), answers)
    assert "done/learned" not in talk.asked
    (counted,) = written(talk, model.Count)
    assert (counted.goal, counted.part, counted.whole) == ("learned", part, 1)


@pytest.mark.parametrize(("pay", "key"), [("hours", "amount"), ("pieces", "amount"), ("project", "")])
def test_only_what_is_paid_is_asked(pay, key):
    talk = play(CHECKIN, book(pay=pay, amount=3), begin(CHECKIN, **PLANNED), [USUAL[0]])
    assert talk.asked == ("way", *((key,) if key else ()), "news")
    came = play(
        CHECKIN, book(pay=pay, amount=3), begin(CHECKIN, **PLANNED), [("professional", "way", "no_work")]
    )
    assert ("came" in came.asked) == (pay != "project")


@pytest.mark.parametrize("state", ["invited", "paused", "alone", "ended"])
def test_only_work_under_way_is_told_about(state):
    assert refusal(CHECKIN, book(state=state), begin(CHECKIN)) == "checkin-not"
    assert refusal(STUCK, book(state=state), begin(STUCK)) == "checkin-not"


def test_a_check_in_of_long_ago_vanishes():
    with pytest.raises(Refused):
        CHECKIN.prepare(book(now=at(27) + 21 * 24 * 3_600_000), begin(CHECKIN, **PLANNED))


# --- the last week of a round ---------------------------------------------------------------------

LAST = date(2027, 1, 4)


def test_the_last_week_of_a_round_brings_the_look_back_once_it_is_told():
    told = play(
        CHECKIN,
        book(now=to_millis(datetime(2027, 1, 8, 7, tzinfo=UTC))),
        begin(CHECKIN, terms={"day": "2027-01-08"}),
        [("professional", "way", "outage")],
    )
    morning = to_millis(datetime(2027, 1, 8, 9, tzinfo=UTC))
    moves = {(one.person, one.occurrence): one.at_ms for one in told.effects(Move)}
    assert moves == {
        ("rita", "look-back/1/2027-01-08/owner"): morning,
        ("joy", "look-back/1/2027-01-08/professional"): morning - 2 * 3_600_000,
    }
    before = play(CHECKIN, book(), begin(CHECKIN, **PLANNED), [("professional", "way", "outage")])
    assert before.effects(Move) == ()


def test_a_week_of_a_closed_round_is_told_for_that_round():
    """Its goals are closed; the goals of the round that runs are about other weeks."""
    closing = model.Closing(
        account=ACCOUNT, id="c", engagement="work", round=1, started_on=MONDAY, ended_on=date(2027, 1, 8),
        at=at(27),
    )  # fmt: skip
    there = book(
        goal(round=2), closing, now=to_millis(datetime(2027, 1, 11, 7, tzinfo=UTC)),
        round=2, round_ends_on=date(2027, 3, 5),
    )  # fmt: skip
    late = [
        ("professional", "way", "nothing"),
        ("professional", "amount", typed("20")),
        ("professional", "news", None),
        ("professional", "sure", "sure"),
    ]
    talk = play(CHECKIN, there, begin(CHECKIN, terms={"day": "2027-01-08"}), late)
    (told,) = written(talk, model.CheckIn)
    assert (told.round, told.week_of, told.hours) == (1, LAST, 20)
    assert written(talk, model.Count) == []
