"""The end of a round as two people meet it: through the inbox, the gate, delivery and the calendar."""

from __future__ import annotations

from datetime import date

import pytest

from bot import charts, drawing, model
from bot.budget import Effort, acting, reading
from bot.commands import Ask
from bot.conversations.planning import schedule
from bot.dialog import Refused
from bot.engine.cards import Download
from bot.phases import round_end
from bot.summaries.counting import earlier_why, why
from bot.summaries.numbers import earlier, numbers
from bot.words import Reader, draw_card
from tests.phases.house import house_of
from tests.phases.round_scene import ACCOUNT, ENDS, at, book

GOOD = "On 14 and 16 Dec refunds of 12 EUR waited a day for me; please decide those yourself."


def looking_back(tx, work, rita, joy):
    """The look back of both; the last week was told on Thursday."""
    for plan in round_end.look_back(work, rita, joy):
        schedule(tx, plan)
    for move in round_end.look_back_told(work, rita, joy, tx.moment.now):
        tx.retime(move.person, move.what, move.occurrence, move.at_ms, move.engagement)


@pytest.fixture
async def house(sqlite_url, ring):
    """Rita and Joy on the last day of their round, an hour before anything is due."""
    there = [record for kind in model.RECORDS for record in book().find(kind)]
    async with house_of(sqlite_url, ring, at(ENDS, 0), there, looking_back) as w:
        yield w


class Spent:
    """What both pay for what they answer, by the counting rule."""

    def __init__(self, w):
        self.by = {"rita": Effort(), "joy": Effort()}
        self.w = w
        self.take = w.inbox.take
        w.inbox.take = self.counted

    async def counted(self, event):
        user = event.who.user
        message = self.w.screens[user].last
        self.by[user] = self.by[user].plus(acting(event, message)).plus(reading(message))
        return await self.take(event)


async def joy_looks_back(w):
    await w.press("joy", "That is right")
    for level in ("3", "4", "3"):
        await w.press("joy", level)
    await w.press("joy", "As expected")
    await w.press("joy", "Skip")
    await w.type("joy", "Thursday questions wait until Monday.")


async def rita_looks_back(w):
    await w.press("rita", "That is right")
    for level in ("3", "2", "3"):
        await w.press("rita", level)
    await w.press("rita", "Met")
    await w.type("rita", "Friday numbers, each week: I plan with them.")
    await w.type("rita", GOOD)


async def test_a_round_ends_and_the_next_one_stands(house):
    w = house
    spent = Spent(w)
    await w.pass_time(hours=2)
    assert "Round 1 with Rita: what was counted." in w.sees("joy")
    await joy_looks_back(w)
    assert "As soon as both views are in, Rita and you get" in w.sees("joy")
    assert not w.screens["rita"].messages, "it is still early in Lisbon"
    await w.pass_time(hours=8)
    await rita_looks_back(w)
    assert "Talk sheet; Joy has the same." in w.sees("rita")
    assert "Talk sheet; Rita has the same." in w.sees("joy")
    files = [span for line in w.screens["rita"].last.body for span in line if isinstance(span, Download)]
    assert [file.text for file in files] == ["talk.ics"]
    await w.press("joy", "Take both")
    await w.press("rita", "Take both")
    await w.press("rita", "Offer round 2")
    await w.press("rita", "Likely")
    await w.press("rita", "Yes")
    await w.press("joy", "Yes")
    await w.press("joy", "Sure")
    assert "First check-in: Fri 15 Jan, 15:00" in w.sees("joy")
    assert "Agreed by both" in w.sees("rita")

    def stands(tx):
        tx.enter(ACCOUNT)
        return tx.one(model.Engagement, "work"), tx.find(model.Goal, round=2)

    work, goals = await w.store.read(stands)
    assert (work.round, work.round_ends_on) == (2, date(2027, 3, 5))
    assert {goal.state for goal in goals} == {"agreed"}
    rita, joy = spent.by["rita"], spent.by["joy"]
    assert (rita.taps, rita.typed) <= (14, 3)
    assert (joy.taps, joy.typed) <= (12, 2)
    assert rita.minutes < 10
    assert joy.minutes < 6
    await w.pass_time(days=14)
    assert "Round 1 closed." not in w.sees("rita"), "the planned closing has nothing left to do"


async def test_a_refusal_may_be_written_with_what_it_asks_for(house):
    w = house
    await w.pass_time(hours=2)
    await joy_looks_back(w)
    await w.pass_time(hours=8)
    await rita_looks_back(w)
    words = "I see it differently, the client left in November"
    await w.type("joy", words)
    assert "could not find that" not in w.screens["joy"].text()
    assert words in w.sees("rita"), "at once, with the question that she has before her"
    assert "What is to change becomes a step." in w.screens["rita"].last.plain()
    await w.press("rita", "Take both")
    assert words in w.sees("rita"), "asked once more, with what Joy sees"


def untold(tx):
    """Nobody has told the round's last week yet."""
    tx.enter(ACCOUNT)
    people = [tx.one(model.Person, id) for id in ("rita", "joy")]
    for plan in round_end.look_back(tx.one(model.Engagement, "work"), *people):
        tx.retime(plan.person, plan.what, plan.occurrence, plan.at_ms)


async def test_the_look_back_waits_for_the_last_week_to_be_told(house):
    w = house
    await w.store.turn(untold)
    await w.pass_time(hours=7)
    assert not w.screens["joy"].messages, "Friday, 15:00 in Manila"
    await w.command("joy", "checkin")
    await w.press("joy", "Power or internet")
    await w.pass_time(hours=0)
    assert "Round 1 with Rita: what was counted." in w.screens["joy"].text()
    await w.pass_time(hours=3)
    assert "what was counted" in w.screens["rita"].text(), "in her morning"


async def test_the_look_back_comes_on_the_next_working_morning_of_whoever_tells_nothing(house):
    w = house
    await w.store.turn(untold)
    await w.pass_time(days=2)
    assert not w.screens["joy"].messages
    await w.pass_time(days=1, hours=2)
    assert "Round 1 with Rita: what was counted." in w.screens["joy"].text(), "Monday, 10:00 in Manila"


async def test_nobody_reads_the_others_view_before_both_are_in(house):
    w = house
    await w.pass_time(hours=2)
    await joy_looks_back(w)
    await w.pass_time(hours=8)
    assert "Thursday questions" not in w.screens["rita"].text()
    await w.command("rita", "numbers")
    assert "Thursday questions" not in w.screens["rita"].text()


async def test_review_opens_what_waits(house):
    w = house
    await w.pass_time(hours=10)
    await w.press("rita", "That is right")
    await w.command("rita", "review")
    assert "Orders" in w.sees("rita")
    await w.command("joy", "results")
    assert "what was counted" in w.sees("joy")


async def test_silence_makes_a_sheet_with_what_is_there_and_the_round_still_closes(house):
    w = house
    await w.pass_time(hours=10)
    await rita_looks_back(w)
    await w.pass_time(days=6)
    assert "Talk sheet; Joy has the same." not in w.sees("rita"), "five working days have not passed"
    await w.pass_time(days=1, hours=1)
    assert "Joy has given no answer yet." in w.screens["rita"].text()
    assert "Your own view is not here" in w.screens["joy"].text()
    await w.press("rita", "Take it")
    await w.pass_time(days=7)
    assert "Joy has not looked back." in w.screens["rita"].text()
    await w.press("rita", "Finish")
    await w.press("rita", "No")
    assert "The round that this belonged to is closed." in w.sees("joy")
    assert w.buttons("joy") == []


async def test_weeks_of_silence_on_both_sides_close_the_round_with_what_is_known(house):
    w = house
    await w.pass_time(hours=10)
    await w.pass_time(days=14)
    assert "Neither of you has looked back" in w.screens["rita"].text()


async def test_the_report_and_how_it_is_counted(house):
    w = house
    await w.command("joy", "numbers")
    assert "of your time" not in w.sees("joy"), "the owner's hours are the owner's"
    await w.command("rita", "report")
    assert "100 hours of work for 9 h 40 min of your time" in w.sees("rita")
    await w.press("rita", "How this is counted")
    assert "56 points over 2 goals" in w.sees("rita")
    assert "week of Mon 30 Nov: 41 of 46" in w.sees("rita")
    await w.command("rita", "numbers why")
    assert "How this is counted" in w.sees("rita")


@pytest.mark.parametrize("person", ["rita", "joy"])
def test_every_number_opens_to_the_answers_behind_it(person):
    waits = model.Question(
        account=ACCOUNT, id="q-open", engagement="work", by="joy", words="SECRET", at=at(ENDS), state="open"
    )  # fmt: skip
    again = model.Piece(
        account=ACCOUNT, id="p2", engagement="work", what="SECRET", accepted=True, again=1,
        at=at(date(2026, 12, 9)),
    )  # fmt: skip
    there = book(waits, again)
    text = draw_card(why(there, Ask(person, "work", "")), Reader("en", "Europe/Lisbon")).plain()
    assert "Inbox: week of Mon 30 Nov: 41 of 46, week of Mon 7 Dec: 68 of 74," in text
    assert "Joy's questions: Wed 2 Dec: 19 hours, Thu 3 Dec: 19 hours," in text
    assert "and Fri 8 Jan: still waits" in text
    assert "Pieces looked at: Thu 3 Dec: as wanted; Wed 9 Dec: as wanted, after a change" in text
    assert "Hours of work: week of Mon 30 Nov: 20," in text
    assert "SECRET" not in text, "when and how long, not what"
    own = "Your time: week of Mon 30 Nov: 1 h 56 min (my estimate),"
    assert (own in text) == (person == "rita"), "the owner's hours are the owner's"


def test_time_that_was_said_of_all_people_stands_with_each_as_their_share():
    def said(id, work, minutes):
        return model.OwnerTime(
            account=ACCOUNT, id=id, engagement=work, week_of=date(2026, 11, 23), minutes=minutes, said=True
        )

    def shown(*spent):
        card = why(book(*spent), Ask("rita", "work", ""))
        return draw_card(card, Reader("en", "Europe/Lisbon")).plain()

    joys, brians = said("t-joy", "work", 24), said("t-brian", "blog", 16)
    assert "week of Mon 23 Nov: 24 min (you said so)" in shown(joys)
    assert "week of Mon 23 Nov: 24 min (this person's share of what you said)" in shown(joys, brians)


def test_a_round_that_is_over_still_opens_to_its_answers():
    """Its card says where they stand; the next round begins on the same evening."""
    ended = model.Closing(
        account=ACCOUNT, id="c1", engagement="work", round=1, started_on=date(2026, 11, 23), ended_on=ENDS,
    )  # fmt: skip
    there = book(ended, round=2, round_ends_on=date(2027, 3, 5))
    reader = Reader("en", "Europe/Lisbon")

    def shown(words):
        return draw_card(numbers(there, Ask("rita", "work", words)), reader)

    assert "Round 2 in numbers, with Joy" in shown("").plain()
    assert [button.label for button in shown("").controls][-1] == "Round 1"
    assert "week of Mon 30 Nov" not in shown("why").plain()
    before = draw_card(earlier(there, Ask("rita", "work", "")), reader)
    assert before.plain() == shown("1").plain()
    assert "behind" in before.controls[0].id
    answers = draw_card(earlier_why(there, Ask("joy", "work", "")), reader).plain()
    assert "Inbox: week of Mon 30 Nov: 41 of 46," in answers
    assert "Round 1 in numbers" in shown("1").plain()
    assert "Inbox: 92 of 100, agreed 90" in shown("round 1").plain()
    assert "Inbox: week of Mon 30 Nov: 41 of 46," in shown("1 why").plain()
    assert "Round 2 in numbers" in shown("7").plain()


def test_a_round_that_is_over_stays_as_it_was_closed():
    """What is proven and told after it belongs to the round that runs."""
    closed_on = date(2027, 1, 9)
    closing = model.Closing(
        account=ACCOUNT, id="c1", engagement="work", round=1, started_on=date(2026, 11, 23), ended_on=ENDS,
        at=at(closed_on),
    )  # fmt: skip
    goal = model.Goal(
        account=ACCOUNT, id="g-late", engagement="work", skill="inbox", what="Inbox rules", learning=True,
        metric="five in a row", counted="done", due_on=date(2027, 1, 5), state="closed", position=2,
    )  # fmt: skip
    step = model.Item(
        account=ACCOUNT, id="i-late", engagement="work", skill="inbox", person="joy", what="x",
        due_on=date(2027, 1, 5), proof="five in a row", position=5, state="agreed",
    )  # fmt: skip
    more = {"round": 2, "round_ends_on": date(2027, 3, 5)}
    asked = Ask("rita", "work", "")
    before = book(closing, goal, step, now=at(date(2027, 1, 12)), **more)
    proof = {"state": "closed", "done_at": at(date(2027, 1, 26)), "closed_at": at(date(2027, 1, 27))}
    spent = model.OwnerTime(
        account=ACCOUNT, id="t9", engagement="work", week_of=date(2027, 1, 18), minutes=300
    )
    after = book(
        closing, goal, step.model_copy(update=proof), spent, now=at(date(2027, 2, 1)), **more
    )  # fmt: skip
    reader = Reader("en", "Europe/Lisbon")
    for card in (earlier, earlier_why):
        then, now = (draw_card(card(there, asked), reader).plain() for there in (before, after))
        assert now == then


def test_a_report_is_for_the_two_alone():
    for card in (numbers, why):
        with pytest.raises(Refused):
            card(book(), Ask("brian", "work", ""))


def steps(book_, last_state):
    """The scene's orders were learned in two steps, of which the first was never handed in."""
    (last,) = book_.find(model.Item, skill="orders")
    first = last.model_copy(update={"id": "i0", "state": "agreed", "closed_at": 0, "position": 20})
    last = last.model_copy(update={"state": last_state, "position": 21})
    told = model.Count(
        account=ACCOUNT, id="half", engagement="work", goal="g-orders", week_of=date(2026, 11, 30),
        part=0.5, whole=1, at=at(date(2026, 12, 4)),
    )  # fmt: skip
    kept = [one for kind in model.RECORDS for one in book_.find(kind) if one.id != last.id]
    return type(book_)(book_.account, book_.now_ms, *kept, first, last, told)


@pytest.mark.parametrize(
    ("state", "counted", "counts"),
    [
        ("closed", "Orders: done on Wed 9 Dec: sooner than agreed", "Orders: done on Wed 9 Dec"),
        ("agreed", "Orders: not done yet; agreed for Fri 11 Dec", "Orders: week of Mon 30 Nov: on its way"),
    ],
)
def test_a_learning_goal_is_done_with_its_last_proof(state, counted, counts):
    there, reader = steps(book(), state), Reader("en", "Europe/Lisbon")
    assert counted in draw_card(numbers(there, Ask("rita", "work", "")), reader).plain()
    assert counts in draw_card(why(there, Ask("rita", "work", "")), reader).plain()


def test_a_report_of_nothing_says_so():
    empty = book(without=(model.Goal, model.Item, model.Count, model.CheckIn, model.OwnerTime, model.Piece))
    text = draw_card(numbers(empty, Ask("rita", "work", "")), Reader("en", "Europe/Lisbon")).plain()
    assert "No goals are agreed in this round" in text
    assert "not counted" in text
    assert "0" not in text.replace("2026", "")


def test_hours_of_a_part_of_a_week_are_told_without_what_was_agreed_for_all_of_it():
    monday = date(2026, 11, 30)
    told = model.CheckIn(
        account=ACCOUNT, id="c", engagement="work", week_of=monday, sure="likely", hours=19.5, at=at(monday)
    )
    there = book(told, without=(model.Count, model.CheckIn), starts_on=date(2026, 12, 2))
    text = draw_card(numbers(there, Ask("rita", "work", "")), Reader("en", "Europe/Lisbon")).plain()
    assert "Hours agreed and taken: 19.5 taken; no whole week to compare" in text


# --- charts ---------------------------------------------------------------------------------------


async def test_charts_are_drawn_by_name_for_what_there_is(house):
    w = house
    for kind in ("goal", "weeks", "skills"):
        drawn = await charts.picture(w.store, f"{kind}.{ACCOUNT}.work")
        assert drawn is not None
        assert drawn.startswith(b"<svg")
    for name in ("goal", "goal..", f"goal.{ACCOUNT}.other", f"pie.{ACCOUNT}.work", "skills.other.work"):
        assert await charts.picture(w.store, name) is None


def test_a_chart_of_a_goal_has_its_levels_its_weeks_and_a_range():
    data = charts.goal_points(book(), "work")
    assert data is not None
    assert [value for _, value in data.levels] == [80, 90, 97, 100]
    assert data.forecast is not None
    assert data.forecast[0] <= data.forecast[1]
    drawn = charts.draw(data)
    assert "as agreed" in drawn
    assert drawn.count("<circle") == 5, "a week without an answer has no point"


def test_a_chart_of_pieces_adds_them_up():
    """Six articles by the end: the line is what is there so far, and the range goes on from it."""
    inbox, orders = book().one(model.Goal, "g-inbox"), book().one(model.Goal, "g-orders")
    six = {"counted": "number", "unit": "pieces", "less": 5, "expected": 6, "more": 7, "much_more": 8}
    told = [
        one.model_copy(update={"part": part, "whole": None})
        for one, part in zip(book().find(model.Count, goal=inbox.id), (1, 0, 2, 1, 1), strict=True)
    ]
    there = book(inbox.model_copy(update=six), orders, *told, without=(model.Goal, model.Count))
    data = charts.goal_points(there, "work")
    assert data is not None
    assert [value for value in data.values if value is not None] == [1, 1, 3, 4, 5]
    assert list(data.forecast or ()) == [5, 5], "it is the last day"
    assert [value for _, value in data.levels] == [5, 6, 7, 8]
    assert charts.draw(data).count("<circle") == 5
    shown = draw_card(numbers(there, Ask("joy", "work", "")), Reader("en", "UTC")).plain()
    assert "Chart: Inbox, 5 so far, 6 agreed by the end." in shown


def test_paid_by_the_piece_the_pace_is_told_and_no_hours():
    told = [
        one.model_copy(update={"hours": None, "pieces": pieces})
        for one, pieces in zip(book().find(model.CheckIn), (1, 2, 1, 1, 2), strict=True)
    ]
    there = book(*told, without=(model.CheckIn,), pay="pieces", amount=1)
    text = draw_card(numbers(there, Ask("joy", "work", "")), Reader("en", "UTC")).plain()
    assert "Pieces a week: 1.4" in text
    assert "our" not in text.replace("your", ""), "no hours anywhere"


def test_limits_are_drawn_from_six_points_on():
    few = charts.weekly_points(book(), "work")
    assert few is not None
    assert few.limits is None
    week = model.Count(
        account=ACCOUNT,
        id="n6",
        engagement="work",
        goal="g-inbox",
        week_of=date(2026, 12, 28),
        part=18,
        whole=20,
    )
    six = charts.weekly_points(book(week), "work")
    assert six is not None
    assert six.limits is not None
    assert "upper limit" in charts.draw(six)


def test_words_in_a_chart_are_words():
    data = drawing.Skills("A <b> & c", (("x</text>", 2, 3), ("Not seen", None, 3)), "Needed", "not seen yet")
    drawn = charts.draw(data)
    assert "<b>" not in drawn
    assert "A &lt;b&gt; &amp; c" in drawn
    assert "not seen yet" in drawn


def test_a_week_that_nobody_counted_is_stepped_over_and_seen_to_be():
    def drawn(*values):
        return charts.draw(drawing.Points("Inbox", tuple("abcd"[: len(values)]), values))

    assert 'stroke-dasharray="2 4"' not in drawn(80.0, 85.0, 90.0)
    gap = drawn(80.0, None, 90.0)
    assert gap.count('stroke-dasharray="2 4"') == 1
    assert gap.count("<circle") == 2, "what nobody counted is no point"
