"""Weeks that run by themselves: delivery, the channel's slot, words on their way, the budget of messages."""

from __future__ import annotations

from datetime import date

import pytest

from bot import model
from bot.budget import Effort, acting
from bot.conversations.planning import schedule
from bot.conversations.stage import Stage
from bot.due import unasked
from bot.engine.cards import Select, flat
from bot.phases.rhythm import promised
from bot.transaction import Due, Letter
from tests.phases.house import house_of
from tests.phases.week_scene import ACCOUNT, at, goal, item, records

WEEK = date(2026, 11, 23)


@pytest.fixture
async def house(sqlite_url, ring):
    """Rita and Joy on the Friday of their first week, with the rhythm planned."""
    shop = model.Channel(
        account=ACCOUNT, id="shop", platform="test", channel="shop", name="#shop", state="posting"
    )
    async with house_of(sqlite_url, ring, at(27, 6), (*records(), goal(unit="messages"), shop)) as w:
        yield w


async def friday(w):
    await w.pass_time(hours=1)
    await w.press("joy", "Nothing")
    await w.fill("joy", {"Inbox": "41 of 46", "Good news": "No unread mail older than Friday."})
    await w.press("joy", "Likely")


async def test_a_week_runs_by_itself_and_the_next_one_follows(house):
    w = house
    await friday(w)
    assert "Sent. Rita reads it on Monday morning" in w.sees("joy")
    await w.pass_time(days=3, hours=2)
    text = w.screens["rita"].text()
    assert "Nothing else waits for you." in text
    assert "On course: Joy, 41 of 46, likely" in text
    assert "Good news from Joy" in w.screens[""].text()
    await w.pass_time(days=4)
    assert "Week from Mon 30 Nov" in w.sees("joy"), "the next check-in came without being planned by anybody"


async def test_a_check_in_that_was_only_looked_at_waits_for_nobody_before_its_time(house):
    """Joy opens it an hour before it is asked for, and leaves it; then it is asked for and listed."""
    w = house
    await w.command("joy", "checkin")
    await w.command("joy", "next")
    assert "Nothing waits for you." in w.sees("joy")
    await w.pass_time(hours=1)
    assert "Week from Mon 23 Nov" in w.sees("joy")
    await w.command("joy", "next")
    assert "Your check-in: about 2 min, with Rita" in w.sees("joy")


async def test_only_the_good_news_are_said_to_be_for_the_channel(house):
    w = house
    await w.pass_time(hours=1)
    assert w.screens["joy"].last.audience == "You and Rita read this."
    await w.press("joy", "Nothing")
    told = 'You and Rita read this. "Good news for the channel?" is for the channel too, where there is one.'
    assert w.screens["joy"].last.audience == told
    await w.fill("joy", {"Inbox": "41 of 46", "Hours": "many"})
    assert "Good news" not in w.sees("joy").partition("Week from")[2]
    assert w.screens["joy"].last.audience == "You and Rita read this."


async def test_a_check_in_keeps_its_budget(house):
    """Two minutes, five taps, one typed answer, with one step of the plan."""
    w = house

    def step(tx):
        tx.enter(ACCOUNT)
        tx.write(item(), 0)

    await w.store.turn(step)
    spent = [Effort()]
    take = w.inbox.take

    async def counted(event):
        spent.append(spent[-1].plus(acting(event, w.screens["joy"].last)))
        return await take(event)

    w.inbox.take = counted
    await w.pass_time(hours=1)
    await w.press("joy", "Nothing")
    await w.press("joy", "Half")
    await w.fill("joy", {"Inbox": "41 of 46"})
    await w.press("joy", "Likely")
    assert "Sent." in w.sees("joy")
    assert (spent[-1].taps, spent[-1].typed) == (5, 1)
    assert spent[-1].minutes < 2


async def test_late_words_change_the_post_where_it_stands(house):
    w = house
    await w.pass_time(hours=1)
    await w.press("joy", "Nothing")
    await w.pass_time(days=3, hours=2)
    assert "No word on the week yet: Joy" in w.screens["rita"].text()
    assert not w.screens[""].messages, "an empty week is not posted"
    await w.fill("joy", {"Inbox": "41 of 46", "Good news": "Ten in a row."})
    await w.press("joy", "Likely")
    assert "Ten in a row." in w.screens[""].text()

    def word(tx):
        tx.enter(ACCOUNT)
        (checkin,) = tx.find(model.CheckIn, week_of=WEEK)
        assert checkin.late
        tx.write(checkin.model_copy(update={"news": "Twelve in a row."}), checkin.version)
        Stage(tx).leave(
            Letter("again", ACCOUNT, "", "shop", "", "again", {"slot": "summary/2026-11-23"}, tx.moment.real)
        )

    await w.store.turn(word)
    await w.deliver()
    assert "Twelve in a row." in w.screens[""].text()
    assert len(w.screens[""].messages) == 1, "replaced where it stood"


def checkins(w):
    """What Joy's list says of check-ins that wait."""
    buttons = [control for control in w.screens["joy"].last.controls if control.id.startswith("1:")]
    return [button.label for button in buttons if button.label.startswith("Your check-in")]


async def test_a_check_in_that_nobody_touched_makes_room_for_the_next(house):
    w = house
    await w.pass_time(hours=1)
    await w.pass_time(days=7)
    await w.command("joy", "next")
    assert checkins(w) == ["Your check-in"]
    await w.command("joy", "checkin")
    await w.command("joy", "next")
    assert checkins(w) == ["Your check-in"], "the command opens the one that waits"
    assert w.buttons("joy").count("Your check-in") == 1


async def test_one_that_waited_for_days_off_is_not_gone_on_the_day_it_comes(sqlite_url, ring):
    """Away on Friday, and the round ends on Monday: both weeks are asked about that day."""
    people = (
        one.model_copy(update={"away": "2026-12-04/2026-12-04"}) if one.id == "joy" else one
        for one in records(round_ends_on=date(2026, 12, 7))
    )
    async with house_of(sqlite_url, ring, at(34, 6), (*people, goal(unit="messages"))) as w:
        await w.pass_time(hours=66)
        for _ in range(8):
            await w.pass_time(hours=1)
        await w.command("joy", "next")
        assert checkins(w) == ["Your check-in: Mon 7 Dec, 09:00", "Your check-in: Mon 7 Dec, 15:00"]


async def test_a_check_in_announces_itself_and_takes_no_words_that_are_being_written(house):
    w = house
    await w.pass_time(hours=0.95)
    await w.command("joy", "stuck")
    await w.pass_time(hours=0.1)
    assert "Was anything in the way?" in w.sees("joy"), "it came while Joy was writing"
    await w.type("joy", "The shop asks for a code.")
    assert "Rita reads it" in w.sees("joy")

    def asked(tx):
        tx.enter(ACCOUNT)
        return [one.words for one in tx.find(model.Question)]

    assert await w.store.read(asked) == ["The shop asks for a code."]
    await w.press("joy", "Nothing")
    assert "Your week in numbers." in w.sees("joy")


async def test_one_that_was_begun_can_be_told_to_its_end_for_a_week_more(house):
    w = house
    await w.pass_time(hours=1)
    await w.press("joy", "Nothing")
    await w.fill("joy", {"Inbox": "41 of 46"})
    await w.pass_time(days=7)
    await w.command("joy", "next")
    assert checkins(w) == ["Your check-in: Fri 27 Nov, 15:00", "Your check-in: Fri 4 Dec, 15:00"]
    await w.press("joy", "Your check-in: Fri 27 Nov, 15:00")
    await w.press("joy", "Likely")
    await w.command("joy", "next")
    assert checkins(w) == ["Your check-in"], "this week's still waits"

    def told(tx):
        tx.enter(ACCOUNT)
        return [one.week_of for one in tx.find(model.CheckIn)]

    assert await w.store.read(told) == [WEEK]
    await w.pass_time(days=7)
    await w.command("joy", "next")
    assert checkins(w) == ["Your check-in"]


async def test_the_owners_part_is_asked_after_once_a_week(house):
    """On the first of its days, with what the other days hold; what is ticked off is not asked after."""
    w = house

    def promise(tx):
        tx.enter(ACCOUNT)
        for day in (1, 2, 3, 8):
            todo = model.Todo(
                account=ACCOUNT, id=f"t{day}", engagement="work", person="rita", what=f"part {day}",
                due_on=date(2026, 12, day),
            )  # fmt: skip
            tx.write(todo, 0)

    await w.store.turn(promise)
    await w.pass_time(hours=3)  # to nine o'clock
    asked = []
    for day in range(14):
        before = len(w.log)
        await w.pass_time(days=1)
        asked += [(day, what) for who, _, what in w.log[before:] if who == "rita" and "of your part" in what]
        if day == 4:
            await w.pick("rita", "part 1")
    assert [day for day, _ in asked] == [4, 11], "after Tuesday's holidays; Thursday stands in the same list"
    await w.command("rita", "next")
    assert w.buttons("rita").count("Tick off") == 1
    assert "Your part" not in w.buttons("rita"), "one way to the one list"
    await w.press("rita", "Tick off")
    assert [choice.label for choice in w._newest("rita", Select).choices] == [f"part {n}" for n in (2, 3, 8)]


async def test_what_is_to_be_ticked_off_on_a_monday_stands_in_its_list_alone(house):
    w = house

    def promise(tx):
        tx.enter(ACCOUNT)
        work, rita = tx.one(model.Engagement, "work"), tx.one(model.Person, "rita")
        day = date(2026, 11, 30)
        rules = model.Todo(
            account=ACCOUNT, id="t1", engagement="work", person="rita", what="the refund rules", due_on=day
        )
        tx.write(rules, 0)
        schedule(tx, promised(work.id, rita.id, rita.zone, day))

    await w.store.turn(promise)
    await w.pass_time(days=3)
    before = len(w.log)
    for _ in range(8):
        await w.pass_time(hours=1)
    monday = [words for who, what, words in w.log[before:] if (who, what) == ("rita", "gets")]
    assert len(monday) == 1
    assert "Your part, by Mon 30 Nov: the refund rules" in monday[0]
    assert w.buttons("rita")[0] == "Tick off"


@pytest.mark.parametrize("words", ["settings", "finish <@joy>", "away"])
async def test_who_only_looked_owes_nothing(house, words):
    w = house
    await w.command("rita", words)
    opened = w.sees("rita")
    await w.command("rita", "next")
    assert "Nothing waits for you" in w.sees("rita")
    await w.command("rita", words)
    assert opened.splitlines()[-1] in w.sees("rita"), "it goes on where it was opened"
    await w.type("rita", "later")
    assert "It waits under /fivefold" in w.sees("rita")
    await w.command("rita", "next")
    assert "needs you" in w.sees("rita").casefold()


async def test_two_talks_of_one_title_are_told_apart_by_what_they_are_about(house):
    w = house
    await w.command("joy", "stuck the shop asks for a code")
    await w.command("joy", "stuck the second mailbox is full")
    await w.pass_time(hours=4)
    await w.command("rita", "next")
    title = "A question waits for you: "
    assert {label.removeprefix(title) for label in w.buttons("rita") if label.startswith(title)} == {
        "the shop asks for a code",
        "the second mailbox is full",
    }


async def test_stuck_by_command_reaches_the_owner_and_comes_back(house):
    w = house
    await w.command("joy", "stuck the shop asks for a code")
    assert "Rita reads it on" in w.screens["joy"].text()
    await w.pass_time(hours=4)
    assert 'Joy is stuck since Fri 27 Nov, 06:00: "the shop asks for a code"' in w.screens["rita"].text()
    await w.press("rita", "Answer")
    await w.type("rita", "Use the shared key.")
    await w.press("rita", "Keep as a rule")
    await w.pass_time(hours=1)
    assert "Use the shared key." not in w.screens["joy"].text(), "Manila is closed"
    await w.pass_time(days=3, hours=16)
    assert "Use the shared key." in w.screens["joy"].text()


async def test_a_week_told_anew_takes_back_what_the_owner_was_to_hear_of_it(house):
    w = house
    await w.command("joy", "checkin")
    await w.press("joy", "Power or internet")
    await w.command("joy", "checkin")
    await w.press("joy", "Something")
    await w.type("joy", "Internet was down on Thursday")
    await w.fill("joy", {})
    await w.press("joy", "Likely")
    await w.pass_time(hours=4)
    text = w.screens["rita"].text()
    assert 'Joy\'s check-in, Fri 27 Nov, 06:00. In the way: "Internet was down on Thursday"' in text
    assert "no power or internet" not in text
    assert "is stuck" not in text


async def test_a_sentence_out_of_the_blue_becomes_what_it_is_said_to_be(house):
    w = house
    await w.type("rita", "For Records the reason is different: I never explained it")
    await w.press("rita", "A note for later")
    assert "Noted with its day" in w.sees("rita")

    def notes(tx):
        tx.enter(ACCOUNT)
        return [(one.kind, one.words) for one in tx.find(model.Feedback)]

    assert ("note", "For Records the reason is different: I never explained it") in await w.store.read(notes)


async def test_words_go_out_after_ten_minutes_unless_taken_back(house):
    w = house
    await w.pass_time(hours=1)
    await w.command("rita", "thanks <@joy> for the list on Friday")
    await w.deliver()
    await w.press("rita", "Take it back")
    assert "Taken back. Joy never sees it." in w.sees("rita")
    await w.command("rita", "thanks <@joy> for the calm week")
    await w.pass_time(hours=0.2)
    assert 'Rita thanks you: "for the calm week"' in w.screens["joy"].text()
    assert "list on Friday" not in w.screens["joy"].text()


async def test_what_exceeds_the_budget_waits(house):
    """Two in seven days after the first week, one of them the check-in to come: others wait their turn."""
    w = house
    w.clock.forward(days=13, hours=2)

    def plan(tx):
        tx.enter(ACCOUNT)
        tx.unplan(what="start", person="joy")
        for n in range(3):
            start = {"dialog": "settings", "seats": {"owner": "joy"}}
            tx.plan(
                Due(f"d{n}", ACCOUNT, "start", f"o{n}", "joy", "", "", tx.moment.now + n, {"start": start})
            )

    await w.store.turn(plan)
    await w.pass_time(hours=0.1)
    for days, messages in ((6, 1), (2, 2), (5, 2)):
        for _ in range(days):
            await w.pass_time(days=1)
        assert len(w.screens["joy"].messages) == messages


async def test_whoever_does_not_answer_gets_no_more_of_the_same(house):
    """What else the calendar has waits in the list with the rest."""
    w = house
    await w.command("joy", "settings")
    await w.press("joy", "All right")
    before = len(w.screens["joy"].messages)
    w.clock.forward(days=13, hours=2)

    def plan(tx):
        tx.enter(ACCOUNT)
        tx.unplan(what="start", person="joy")
        for n in range(3):
            start = {"dialog": "settings", "seats": {"owner": "joy"}}
            at_ms = tx.moment.now + n * 8 * 24 * 3_600_000
            tx.plan(Due(f"d{n}", ACCOUNT, "start", f"o{n}", "joy", "", "", at_ms, {"start": start}))

    await w.store.turn(plan)
    for _ in range(24):
        await w.pass_time(days=1)
    (asked,) = list(w.screens["joy"].messages.values())[before:]
    assert "right?" in asked.plain()
    await w.command("joy", "next")
    assert w.sees("joy").count("Your settings") == 3


async def test_somebody_elses_act_is_never_held_back(house):
    w = house
    w.clock.forward(days=13, hours=4)

    def full(tx):
        tx.enter(ACCOUNT)
        for _ in range(9):
            unasked.count(tx, "rita")

    await w.store.turn(full)
    await w.command("joy", "stuck the shop asks for a code")
    await w.pass_time(hours=0.1)
    assert "Joy is stuck" in w.screens["rita"].text()


async def test_what_stops_the_other_one_comes_first_in_the_list(house):
    """Whatever was touched last: what somebody began for themselves comes after what others wait for."""
    w = house
    await w.command("joy", "stuck the shop asks for a code")
    await w.pass_time(hours=4)
    await w.command("rita", "away")
    await w.type("rita", "24 December 2026")
    await w.command("rita", "next")
    facts = [flat(name) for name, _ in w.screens["rita"].last.facts]
    assert facts[:2] == ["A question waits for you", "Away"]
    assert w.buttons("rita")[0].startswith("A question waits for you")


async def test_a_sentence_that_is_no_day_is_offered_to_the_question_that_wants_words(house):
    """The answer to whoever is stuck, typed while one's own days off stand open: nothing of it is lost."""
    w = house
    await w.command("joy", "stuck the shop asks for a code")
    await w.pass_time(hours=4)
    await w.command("rita", "away")
    await w.type("rita", "Use the code of the shop phone")
    assert w.buttons("rita")[:2] == ["Away", "A question waits for you"]
    await w.press("rita", "A question waits for you")
    assert "Keep as a rule" in w.buttons("rita")
    await w.command("rita", "away")
    await w.type("rita", "24 December 2026")
    assert "And which is your last day away?" in w.sees("rita")
