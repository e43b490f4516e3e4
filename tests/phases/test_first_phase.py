"""The start and the first phase as two people meet them (O1-O9, P1-P8, X1): tables of say and expect."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import date, time
from typing import Any

import pytest

from bot.model import Discretion, Engagement, Job, Level, Person, Rating, Skill, Todo, Understanding
from bot.ports import Where
from bot.practice.calendar import resolve, to_millis
from bot.transaction import Transaction
from bot.words.render import strict
from storage import KeyRing, open_store
from tests.workspace import UNSEEN, TestClock, Workspace, accept, hand_in, hire, rate_own, rate_seen

Step = tuple[str, str, Any, str]
"""Who; press, type, pick, fill, command or wait; what; and what they (or "joy: ...") then read."""

WORDS = "Customers need a right answer the next day. If unsure I ask, with my proposed answer."


@pytest.fixture
async def w(sqlite_url: str, ring: KeyRing) -> AsyncIterator[Workspace]:
    clock = TestClock()
    store = open_store(sqlite_url, ring, clock)
    with strict():
        yield Workspace(store, clock)
    await store.close()


async def play(w: Workspace, *steps: Step) -> None:
    for who, how, what, expected in steps:
        match how:
            case "press":
                await w.press(who, what)
            case "type":
                await w.type(who, what)
            case "pick":
                await w.pick(who, *what)
            case "fill":
                await w.fill(who, what)
            case "command":
                await w.command(who, what)
            case "wait":
                await w.pass_time(hours=what)
        reader, _, words = expected.rpartition("::")
        seen = w.screens[reader or who].text() if reader else w.sees(who)
        assert words in seen, f"{who} {how} {what!r}: {words!r} is not in\n{seen}"


async def found(w: Workspace, kind: type[Any], **equal: Any) -> list[Any]:
    def look(tx: Any) -> list[Any]:
        records = []
        for account, *_ in tx.persons_at(Where("test", "", "rita")):
            tx.enter(account)
            records += tx.find(kind, **equal)
        return records

    return await w.store.read(look)


ADDING: tuple[Step, ...] = (
    ("rita", "command", "add <@joy>", "What is their work?"),
    ("rita", "press", "virtual assistant", "How Joy works for you. We look back together on Fri 8 Jan."),
    ("rita", "press", "Looks right", "What should Joy take off your hands first?"),
    ("rita", "pick", ("Customer inbox", "Order questions", "Calendar"), "What good looks like."),
    ("rita", "press", "Looks right", "asking Joy was right"),
    ("rita", "type", "No customer waits and I have my evenings back.", "tick what is ready"),
    ("rita", "pick", ("Own login to the inbox and the shop",), "This is exactly what Joy will get"),
    ("rita", "press", "Send", "Sent to Joy."),
)
ACCEPTING: tuple[Step, ...] = (
    ("joy", "press", "Let's start", "When I may write to you"),
    ("joy", "press", "All right", "You may decide alone: wording"),
    ("joy", "type", WORDS, "Is anything missing"),
    ("joy", "press", "All clear", "1 of 6"),
)
RATING: tuple[Step, ...] = (
    *(
        ("joy", "press", str(level), f"{number} of 6")
        for number, level in enumerate((4, 4, 3, 1, 3), start=2)
    ),
    ("joy", "press", "3", "You are strong in Inbox and Order questions."),
    ("joy", "type", "sixty orders a day for a shoe seller", "That is all for today."),
)
SAMPLE: tuple[Step, ...] = (
    ("rita", "press", "Yes, send the sample", "The sample is with Joy, by"),
    ("joy", "press", "Send to Rita", "Paste your work"),
    (
        "joy",
        "type",
        "Draft 1 ... Draft 2 ... I would ask about 3.",
        "rita::The task was: Three customer e-mails are below",
    ),
    ("rita", "press", "3", "2 of 6"),
    ("rita", "press", "2", "3 of 6"),
    ("rita", "press", "3", "4 of 6"),
    ("rita", "press", "3", "5 of 6"),
    ("rita", "press", UNSEEN, "6 of 6"),
    ("rita", "press", UNSEEN, "Order questions: what did you see that was not there yet?"),
)
REVEAL: tuple[Step, ...] = (
    (
        "rita",
        "type",
        "draft 2 promised a refund after 14 days",
        "Same or one apart: Inbox 3 (you 3, Joy 4) and Tone 3.",
    ),
    ("rita", "press", "2 for now", "Urgency"),
    ("rita", "press", "3 for now", "joy::Rita suggests 2 for now"),
    ("joy", "press", "2 for now", "Urgency"),
    ("joy", "press", "3 for now", "rita::Order questions: 2 for now, and a second look on Fri 4 Dec."),
)


async def whole_phase(w: Workspace) -> None:
    await play(w, *ADDING)
    assert not any(who == "joy" and what == "gets" for who, what, _ in w.log[:-1]), "nothing before Send"
    await play(w, *ACCEPTING, *RATING, *SAMPLE, *REVEAL)
    [engagement] = await found(w, Engagement)
    assert (engagement.state, engagement.amount, engagement.expectation) == (
        "active", 20, "No customer waits and I have my evenings back.",
    )  # fmt: skip
    names = {skill.id: skill.name for skill in await found(w, Skill)}
    levels = {names[level.skill]: (level.level, level.provisional) for level in await found(w, Level)}
    assert levels == {
        "Inbox": (3, False), "Order questions": (2, True), "Tone": (3, False), "Urgency": (3, True),
        "Calendar": (3, True), "Records": (3, True),
    }  # fmt: skip
    assert len(await found(w, Job)) == 3
    assert len(await found(w, Discretion)) == 5
    assert {todo.source for todo in await found(w, Todo)} >= {"start"}
    [words] = await found(w, Understanding)
    assert (words.words, words.confirmed) == (WORDS, True)


async def test_the_whole_phase_on_sqlite(w: Workspace) -> None:
    await whole_phase(w)


async def test_the_whole_phase_on_postgres(postgres_url: str, ring: KeyRing) -> None:
    clock = TestClock()
    store = open_store(postgres_url, ring, clock)
    with strict():
        await whole_phase(Workspace(store, clock))
    await store.close()


async def test_nobody_sees_the_others_view_before_both_are_in(w: Workspace) -> None:
    await play(w, *ADDING, *ACCEPTING, *RATING, *SAMPLE)
    assert "sixty orders" not in w.screens["rita"].text()
    assert "Only what you saw." in w.transcript()
    assert w.screens["joy"].last.plain().startswith("Thank you")


async def test_a_question_first(w: Workspace) -> None:
    await play(
        w, *ADDING,
        ("joy", "press", "Ask Rita something first", "What would you like to ask Rita?"),
        ("joy", "type", "Is it every day?", "rita::Joy asks before starting: \"Is it every day?\""),
        ("rita", "type", "Weekdays only.", "joy::Rita answers: \"Weekdays only.\""),
        *ACCEPTING,
    )  # fmt: skip
    [engagement] = await found(w, Engagement)
    assert engagement.state == "active"


async def test_a_holiday_of_one_of_the_two_is_a_day_for_neither_task_nor_talk(w: Workspace) -> None:
    """After Friday 27 November comes Bonifacio Day in Manila, and then Restoration Day in Lisbon."""
    w.clock.forward(days=4)
    await hire(w)
    await play(w, *ACCEPTING, *RATING)
    await w.press("rita", "Yes, send the sample")
    assert "45 minutes, by Wed 2 Dec." in w.sees("joy")
    await hand_in(w)
    await rate_seen(w)
    assert "Let's talk: both free from Wed 2 Dec, 09:00" in w.buttons("rita")


async def test_the_look_back_goes_by_the_day_that_is_told_at_the_invitation(w: Workspace) -> None:
    """The round ends on a Friday: only a check-in of that day would still be to come then."""
    await hire(w)
    await w.press("joy", "Let's start")
    await w.fill("joy", {"Check-in": "Monday"})
    for words in (WORDS, "all clear"):
        await w.type("joy", words)

    def planned(tx: Transaction) -> list[int]:
        ((account, *_),) = tx.persons_at(Where("test", "", "rita"))
        tx.enter(account)
        people = [one.id for one in tx.find(Person)]
        return [
            due.at_ms
            for person in people
            for due in tx.planned(person, "start")
            if due.occurrence.startswith("look-back/") and not due.occurrence.endswith("/close")
        ]

    nine = [to_millis(resolve(date(2027, 1, 8), time(9), zone)) for zone in ("Europe/Lisbon", "Asia/Manila")]
    assert sorted(await w.store.read(planned)) == sorted(nine)


@pytest.mark.parametrize(
    ("button", "words", "state"),
    [("Use it alone", "Joy sees nothing of it here.", "alone"), ("Remove", "Removed.", "ended")],
)
async def test_not_for_me(w: Workspace, button: str, words: str, state: str) -> None:
    """X1: a no says nothing about the work, and Joy hears nothing more."""
    await play(
        w, *ADDING,
        ("joy", "press", "Not for me", "I will not write to you about it again."),
        ("rita", "press", button, words),
    )  # fmt: skip
    [engagement] = await found(w, Engagement)
    assert engagement.state == state
    got_ready = {bool(todo.done_at) for todo in await found(w, Todo)}
    assert got_ready == {state == "ended"}, "nothing has to be got ready for work that never begins"
    before = len(w.screens["joy"].messages)
    await w.pass_time(days=30)
    assert len(w.screens["joy"].messages) == before


async def test_not_quite_then_own_words_again(w: Workspace) -> None:
    await play(
        w, *ADDING, *ACCEPTING,
        ("rita", "press", "Not quite: tell Joy", "What matters most, in your words?"),
        ("rita", "type", "Complaints come to me first.", 'joy::means it a little differently: "Comp'),
        ("joy", "command", "next", "Once more in your words"),
        ("joy", "press", "Once more in your words", "How would you put it now?"),
        ("joy", "type", "Complaints go to Rita.", 'rita::"Complaints go to Rita."'),
        ("rita", "press", "Yes, send the sample", "The sample is with Joy, by"),
    )  # fmt: skip
    said = {words.words: words.confirmed for words in await found(w, Understanding)}
    assert said == {WORDS: False, "Complaints go to Rita.": True}


@pytest.mark.parametrize(
    "then", ["Yes, send the sample", "Yes, and I know Joy's work", "Not quite: tell Joy"]
)
async def test_something_is_missing(w: Workspace, then: str) -> None:
    await play(
        w, *ADDING, *ACCEPTING[:3],
        ("joy", "press", "Something is missing", "What is missing? Rita gets it at once."),
        ("joy", "type", "I have no login yet.", 'rita::something is missing: "I have no login yet."'),
        ("rita", "type", "It comes today.", "Is that what you mean?"),
        ("rita", "press", then, ""),
    )  # fmt: skip
    if then.startswith("Not quite"):
        await w.type("rita", "Complaints come to me first.")
    answered = 'missing: "I have no login yet." Rita answers: "It comes today."'
    assert answered in w.screens["joy"].text()
    [words] = await found(w, Understanding)
    assert "It comes today." in words.reply, "so it is in the copy of both"


async def test_another_day_for_the_sample(w: Workspace) -> None:
    await play(
        w, *ADDING, *ACCEPTING,
        ("rita", "press", "Yes, send the sample", "The sample is with Joy, by"),
        ("joy", "press", "Another day", "Which day suits you?"),
        ("joy", "type", "yesterday", "has passed"),
        ("joy", "type", "next monday", "joy::Moved to Mon 30 Nov."),
        ("joy", "press", "Send to Rita", "Paste your work"),
    )  # fmt: skip


async def test_known_work_instead_of_a_sample(w: Workspace) -> None:
    await play(
        w, *ADDING, *ACCEPTING,
        ("rita", "press", "Yes, and I know Joy's work", "rita::Your view of Joy's recent work"),
    )  # fmt: skip
    assert "Paid sample task" not in w.screens["joy"].text()


async def test_other_work_with_own_jobs_paid_by_the_piece(w: Workspace) -> None:
    await play(
        w,
        ("rita", "command", "add <@brian>", "What is their work?"),
        ("rita", "press", "Something else", "What do you call this work?"),
        ("rita", "type", "glaze tester", "Which one to three jobs"),
        ("rita", "type", "- Test each glaze twice\n- Write down what happened", "How Brian works for you"),
        ("rita", "fill", {"Paid": "By the piece"}, "Pieces a week from Brian"),
        ("rita", "type", "3", "for Test each glaze twice and Write down what happened?"),
        ("rita", "fill", {"Test": "No two results differ."}, "asking Brian was right"),
        ("rita", "type", "No glaze surprises me.", "paid by the piece, about 3 a week"),
        ("rita", "press", "Send", "Sent to Brian."),
        ("brian", "press", "Let's start", "When I may write to you"),
        ("brian", "press", "All right", "In your own words"),
        ("brian", "type", "Each glaze twice.", "Is anything missing"),
        ("brian", "press", "All clear", "1 of 2"),
    )  # fmt: skip
    assert "hours" not in w.screens["brian"].text().replace("office hours", "")
    jobs = sorted(await found(w, Job), key=lambda job: job.position)
    assert [job.good for job in jobs] == ["No two results differ.", "Write down what happened"]
    assert len(await found(w, Skill)) == 2


async def test_a_project_asks_for_no_amount(w: Workspace) -> None:
    await play(
        w,
        ("rita", "command", "add <@brian>", "What is their work?"),
        ("rita", "press", "content writer", "How Brian works for you"),
        ("rita", "fill", {"Paid": "By the project"}, "What should Brian take off your hands first?"),
    )  # fmt: skip


async def test_a_job_of_ones_own_beside_those_of_the_template(w: Workspace) -> None:
    await play(
        w, *ADDING[:3],
        ("rita", "pick", ("Customer inbox", "Something else"), "What is it, in a few words?"),
        ("rita", "type", "Order the clay", "What good looks like."),
        ("rita", "press", "Looks right", "What does good look like for Order the clay?"),
        ("rita", "press", "Skip", "asking Joy was right"),
    )  # fmt: skip


async def rated(w: Workspace, own: tuple[int, ...], seen: tuple[int | str, ...]) -> None:
    await hire(w)
    await accept(w)
    await rate_own(w, own)
    await w.press("rita", "Yes, send the sample")
    await hand_in(w)
    await rate_seen(w, seen)


async def test_a_disagreement_stays_visible_as_what_it_is(w: Workspace) -> None:
    await rated(w, (3, 4, 3, 3, 3, 3), (3, 2, 3, 3, 3, 3))
    await play(
        w,
        ("rita", "press", "2 for now", "joy::Rita suggests 2 for now"),
        ("joy", "press", "3 for now", "joy::You see Order questions differently. Both views stay"),
    )  # fmt: skip
    [disputed] = [level for level in await found(w, Level) if level.disputed]
    assert disputed.level is None
    await w.command("rita", "skills")
    assert "you see it differently: 4 and 2" in w.sees("rita")


async def test_a_wish_to_talk_is_shown_to_the_other(w: Workspace) -> None:
    await rated(w, (3, 4, 3, 3, 3, 3), (3, 2, 3, 3, 3, 3))
    talk = next(label for label in w.buttons("rita") if label.startswith("Let's talk: both free"))
    await w.press("rita", talk)
    assert "Rita would like to talk about it." in w.screens["joy"].text()
    free = talk.partition("free ")[2].removeprefix("from ")
    await w.press("joy", "2 for now")
    for who in ("rita", "joy"):
        seen = w.sees(who) if who == "joy" else w.screens[who].text()
        asks = "You would like" if who == "rita" else "Rita would like"
        assert f"{asks} to talk about Order questions." in seen
        said = "Joy says" if who == "rita" else "You say"
        assert f"{said} 2 for now. You are both free from" in seen
    assert free.rpartition(" ")[2] in w.screens["rita"].text()


async def test_nothing_apart_asks_nothing(w: Workspace) -> None:
    await rated(w, (3, 3, 3, 3, 3, 3), (3, 3, 3, 3, 3, 4))
    assert "Both views are in." in w.screens["rita"].text()
    assert "Both views are in." in w.screens["joy"].text()
    assert "Two or more apart" not in w.screens["rita"].text() + w.screens["joy"].text()
    assert {level.provisional for level in await found(w, Level)} == {False}


async def test_not_seen_yet_anywhere_leaves_the_own_view_until_the_second_look(w: Workspace) -> None:
    await rated(w, (5, 3, 3, 3, 3, 3), (UNSEEN,) * 6)
    assert "Joy's own view stands until Fri 4 Dec." in w.screens["rita"].text()
    levels = await found(w, Level)
    assert len(levels) == 6
    assert all(level.provisional and level.look_again_on is not None for level in levels)


async def test_a_claim_that_counts_less_stands_beside_what_was_said(w: Workspace) -> None:
    await hire(w)
    await accept(w)
    for level in (5, 3, 3, 3, 3, 3):
        await w.press("joy", str(level))
    await w.press("joy", "Skip")
    await w.press("rita", "Yes, send the sample")
    await hand_in(w)
    await rate_seen(w, (UNSEEN,) * 6)
    for who in ("rita", "joy"):
        assert "3 (said 5; it counts 3 until there is an example)" in w.screens[who].text()


async def test_whoever_would_rather_give_no_sample_holds_nothing_up(w: Workspace) -> None:
    await hire(w)
    await accept(w)
    await rate_own(w, (3, 3, 3, 3, 3, 3))
    await w.press("rita", "Yes, send the sample")
    await w.press("joy", "Rather not")
    assert "That is fine, and counts for nothing." in w.sees("joy")
    assert "Joy would rather start with real work than with a sample." in w.screens["rita"].text()
    assert "A good answer:" not in w.screens["rita"].text(), "there is nothing to hold it against"
    await rate_seen(w, (UNSEEN,) * 6)
    assert "Joy's own view stands until Fri 4 Dec." in w.screens["rita"].text()


async def test_the_second_look_comes_on_its_day(w: Workspace) -> None:
    """Only what nobody has seen, or what was apart, is looked at again; history stays."""
    await rated(w, (3, 4, 3, 3, 3, 3), (3, 2, 3, 3, 3, 3))
    await play(
        w,
        ("rita", "press", "2 for now", "joy::Rita suggests 2 for now"),
        ("joy", "press", "2 for now", "joy::a second look on Fri 4 Dec"),
    )  # fmt: skip
    for _ in range(60):
        await w.pass_time(hours=6)
        if "One kind of work, one tap." in w.screens["joy"].text():
            break
    assert "One kind of work, one tap." in w.screens["joy"].text()
    assert len(await found(w, Rating)) == 12
    assert len(await found(w, Level)) == 6


async def test_a_second_look_leaves_out_what_a_proof_has_settled_meanwhile(w: Workspace) -> None:
    await rated(w, (3, 4, 3, 3, 3, 3), (UNSEEN, 2, 3, 3, 3, 3))
    await play(
        w,
        ("rita", "press", "2 for now", "joy::Rita suggests 2 for now"),
        ("joy", "press", "2 for now", "joy::a second look on Fri 4 Dec"),
    )  # fmt: skip

    def prove(tx: Transaction) -> None:
        ((account, *_),) = tx.persons_at(Where("test", "", "rita"))
        tx.enter(account)
        (apart,) = [one for one in tx.find(Level) if one.level == 2]
        proven = {"id": "proven", "level": 3, "look_again_on": None, "at": apart.at + 1, "version": 0}
        tx.write(apart.model_copy(update=proven), 0)

    await w.store.turn(prove)
    await w.pass_time(days=10, hours=23.5)
    asked = [words for who, _, words in w.log if who == "rita" and "Only what you saw yourself" in words]
    assert "Inbox" in asked[-1]
    await w.press("rita", "3")
    await w.press("joy", "3")
    assert "Same or one apart: Inbox 3." in w.screens["rita"].text()
    assert len(await found(w, Level)) == 8, "one more for Inbox, and none for Order questions"


async def test_the_invitation_is_the_only_thing_before_the_yes(w: Workspace) -> None:
    await play(w, *ADDING)
    await w.pass_time(days=1)
    await w.pass_time(days=10)
    assert [what for who, what, _ in w.log if who == "joy"] == ["gets"]


async def test_who_reads_the_answer_stands_on_every_question(w: Workspace) -> None:
    await play(w, *ADDING, *ACCEPTING, *RATING, *SAMPLE, *REVEAL)
    for user in ("rita", "joy"):
        for message in w.screens[user].messages.values():
            if any(
                getattr(control, "label", "") not in ("Change", "Put right") for control in message.controls
            ):
                assert message.audience, message.plain()
                assert "  " not in message.audience
