"""The start and the first phase as two people meet them (O1-O9, P1-P8, X1): tables of say and expect."""

from __future__ import annotations

from datetime import date, time

import pytest

from bot.model import Discretion, Engagement, Job, Level, Person, Skill, Todo, Understanding
from bot.ports import Where
from bot.practice.calendar import resolve, to_millis
from bot.transaction import Transaction
from bot.words.render import strict
from storage import KeyRing, open_store
from tests.phases.steps import Step, found, play
from tests.workspace import UNSEEN, TestClock, Workspace, hand_in, hire, rate_seen

WORDS = "Customers need a right answer the next day. If unsure I ask, with my proposed answer."


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
    ("joy", "type", "sixty orders a day for a shoe seller", "That was all about the skills."),
)
SAMPLE: tuple[Step, ...] = (
    ("rita", "press", "Yes, send the sample", "The sample is with Joy, by"),
    ("joy", "press", "Send to Rita", "Paste your work"),
    ("joy", "type", "Draft 1 ... Draft 2 ... I would ask about 3.", "rita::A good answer:"),
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


async def test_the_task_stands_once_for_each_of_the_two_and_a_tap_brings_it(w: Workspace) -> None:
    """On a phone it is a screenful: nobody scrolls past it twice to what was handed in."""
    await play(
        w, *ADDING, *ACCEPTING,
        ("rita", "press", "Yes, send the sample", "joy::E-mail 2, from Daniel"),
        ("joy", "command", "", "The paid sample task"),
        ("joy", "press", "The paid sample task", "joy::When you are done, hand it in here."),
    )  # fmt: skip
    assert w.screens["joy"].text().count("E-mail 2, from Daniel") == 1, "the card that was opened has it"
    assert "All of it stands further down." in w.screens["joy"].text()
    await play(
        w, ("joy", "press", "Send to Rita", "Paste"), ("joy", "type", "Draft 1 ...", "rita::Draft 1 ...")
    )
    assert "E-mail 2, from Daniel" not in w.screens["rita"].text()
    await play(w, ("rita", "press", "Show the task", "E-mail 2, from Daniel"))
    for words in ("Draft 1 ...", "E-mail 2, from Daniel", "A good answer:"):
        assert w.screens["rita"].text().count(words) == 1, words
    assert "Show the task" not in w.buttons("rita")
    await play(
        w, ("rita", "press", "3", "2 of 6"), ("rita", "press", "Show it again", "E-mail 2, from Daniel")
    )


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
        ("rita", "fill", {"Test": "No two results differ."}, "Brian may decide alone"),
        ("rita", "press", "Looks right", "asking Brian was right"),
        ("rita", "type", "No glaze surprises me.", "paid by the piece, about 3 a week"),
        ("rita", "press", "Send", "Sent to Brian."),
        ("brian", "press", "Let's start", "When I may write to you"),
        ("brian", "press", "All right", "You may decide alone: what to do first and mending small slips."),
        ("brian", "type", "Each glaze twice.", "Is anything missing"),
        ("brian", "press", "All clear", "1 of 2"),
    )  # fmt: skip
    assert "Write down what happened: Write down" not in w.screens["brian"].text(), "a name is said once"
    await play(
        w,
        ("rita", "command", "rules", "Write down what happened: as its name says"),
        ("rita", "command", "", "Do you both mean the same?"),
        ("rita", "press", "Do you both mean the same?", "There is no sample task for this work"),
        ("rita", "press", "Yes", "rita::Rate only what you have seen yourself"),
    )
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
