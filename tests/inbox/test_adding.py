"""`add`, begun and begun again: with options and without, about oneself, about whom nobody told much."""

from __future__ import annotations

import pytest

from bot.conversations.waiting import welcome
from bot.engine.cards import Button, Select
from bot.model import Discretion, Engagement, Feedback, Job, Person, Skill, Todo
from bot.ports import Profile, Where
from tests.inbox.looking import control_of, records, said, talk, to_expectation
from tests.workspace import CAST, Workspace, accept, hire


async def test_adding_oneself_is_said_to_be_a_trial_run(w: Workspace) -> None:
    await w.command("rita", "add <@rita>")
    assert "That is you, so this is a trial run" in w.sees("rita")
    assert "Which work do you try it with?" in w.sees("rita")
    await w.command("rita", "add <@joy>")
    assert "trial run" not in w.sees("rita")


async def test_what_was_begun_is_the_main_button_of_the_list(w: Workspace) -> None:
    await w.command("rita", "add <@joy>")
    reply = await w.command("rita", "next")
    buttons = [(c.label, c.style) for c in reply.puts[0].message.controls if isinstance(c, Button)]
    assert buttons == [("Add a person: Joy", "main"), ("Add a person", "plain")]


async def test_an_old_button_of_what_is_done_says_so_and_shows_the_list(w: Workspace) -> None:
    await w.command("rita", "add <@joy>")
    await w.command("rita", "next")
    old = control_of(w, "rita", "Add a person: Joy")
    await hire(w)
    reply = await w.press_id("rita", old)
    assert said(reply).startswith("You have answered this already.")
    assert "Your part, by Wed 25 Nov" in said(reply), "and what waits today"


async def test_a_zone_that_no_platform_tells_is_asked_once_and_never_guessed(
    w: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "tests.workspace.CAST", {user: profile._replace(zone="") for user, profile in CAST.items()}
    )
    await w.command("rita", "add <@joy>")
    assert w.screens["rita"].last.audience == "Whoever you work with sees your answer."
    await w.type("rita", "Qwghlm")
    assert "I do not know that place" in w.sees("rita")
    await w.type("rita", "Lisbon")
    assert "It is 10:00 for you (Lisbon)." in w.sees("rita")
    await w.press("rita", "virtual assistant")
    await w.press("rita", "Looks right")
    await w.pick("rita", "Calendar")
    await w.press("rita", "Looks right")
    await w.type("rita", "I have my evenings back.")
    ready = w.screens["rita"].last.controls[0]
    assert isinstance(ready, Select)
    await w.pick("rita", ready.choices[0].label)
    await w.press("rita", "Send")
    await w.press("joy", "Let's start")
    await w.type("joy", "Manila")
    assert "It is 18:00 for you (Manila)." in w.sees("joy")
    await w.press("joy", "All right")
    await w.type("joy", "Nobody is booked twice. If unsure I ask.")
    await w.press("joy", "All clear")
    people = await w.store.read(
        lambda tx: [
            (tx.enter(account), tx.one(Person, id))[1]
            for user in ("rita", "joy")
            for account, id, _ in tx.persons_at(Where("test", "", user))
        ]
    )
    assert [(one.zone, one.zone_confirmed, one.country) for one in people] == [
        ("Europe/Lisbon", True, "PT"),
        ("Asia/Manila", True, "PH"),
    ]
    await w.command("rita", "add <@brian>")
    assert "What is their work?" in w.sees("rita")


async def opened(w: Workspace) -> list[str]:
    """What Rita's list calls her open talks."""
    await w.command("rita", "next")
    buttons = [c for c in w.screens["rita"].last.controls if isinstance(c, Button)]
    return [c.label for c in buttons if c.label.startswith("Add a person") and c.id[0] == "1"]


async def test_add_goes_on_with_what_was_begun_about_nobody_yet(w: Workspace) -> None:
    await w.command("rita", "add")
    await w.command("rita", "add")
    assert await opened(w) == ["Add a person"]
    await w.command("rita", "add <@joy>")
    assert "What is their work?" in w.sees("rita")
    assert await opened(w) == ["Add a person: Joy"]
    await w.press("rita", "virtual assistant")
    await w.command("rita", "add <@joy>")
    assert "How Joy works for you" in w.sees("rita"), "and with what was begun about her"


async def test_half_begun_talks_have_the_names_of_their_people(w: Workspace) -> None:
    for words in ("add <@joy>", "add <@brian>", "add"):
        await w.command("rita", words)
    assert await opened(w) == [
        "Add a person: Mon 23 Nov, 10:00",
        "Add a person: Brian",
        "Add a person: Joy",
    ]
    assert "Add a person: about 5 min, Joy" in w.sees("rita")
    assert "Add a person: about 5 min, begun Mon 23 Nov, 10:00" in w.sees("rita")


async def test_what_waits_is_offered_once_and_what_would_begin_anew_beside_it(w: Workspace) -> None:
    async def adds() -> int:
        reply = await w.command("rita", "next")
        ids = [c.id for put in reply.puts for c in put.message.controls if isinstance(c, Button)]
        return sum(id.startswith("start:add") for id in ids)

    await w.command("rita", "add")
    assert await adds() == 0, "the one that names nobody yet is in the list"
    await w.type("rita", "cancel")
    await w.command("rita", "add <@brian>")
    assert await adds() == 1, "somebody else may still be added"


async def test_who_is_at_work_already_is_not_added_unasked(w: Workspace) -> None:
    await hire(w)
    await w.command("rita", "add <@joy>")
    assert "Joy has your invitation and has not answered it yet." in w.sees("rita")
    await accept(w)
    await w.press("rita", "No, leave it")
    assert "nothing is changed" in w.sees("rita")
    await w.command("rita", "add <@joy>")
    assert "Joy works with you already. Is it other work now?" in w.sees("rita")
    await w.press("rita", "Other work for Joy")
    await w.press("rita", "bookkeeper")
    assert "How Joy works for you" in w.sees("rita")


@pytest.mark.parametrize(
    ("words", "why", "asked"),
    [
        ("away 31 Feb", "That day is not in the calendar.", "first day"),
        ("away 7 January to 31 Feb", "That day is not in the calendar.", "last day"),
        ("away 9 January to 7 January", "too early", "last day"),
        ("away whenever", "I could not read a date there.", "first day"),
    ],
)
async def test_an_option_that_cannot_be_taken_says_why(
    w: Workspace, words: str, why: str, asked: str
) -> None:
    await hire(w)
    reply = said(await w.command("rita", words))
    assert why in reply
    assert asked in reply.casefold()


@pytest.mark.parametrize(
    ("words", "days"),
    [
        ("sick today and tomorrow", "from Mon 23 Nov to Tue 24 Nov"),
        ("off Thu and Fri", "from Thu 26 Nov to Fri 27 Nov"),
        ("holiday 7 January to 9 January", "from Thu 7 Jan to Sat 9 Jan"),
    ],
)
async def test_days_behind_another_word_for_being_away_are_taken_at_once(
    w: Workspace, words: str, days: str
) -> None:
    await hire(w)
    assert f"Noted: you are away {days}" in said(await w.type("rita", words))


async def test_another_word_with_more_behind_it_is_asked_about(w: Workspace) -> None:
    await hire(w)
    reply = said(await w.type("rita", "off to the post office then"))
    assert "I don't know" not in reply
    assert "Noted: you are away" not in reply


async def test_an_option_answers_its_question_when_that_is_reached(w: Workspace) -> None:
    """Typed words are not lost because something else is asked first, and "back" takes them back for good."""
    await hire(w)
    await accept(w)
    await w.command("rita", "feedback <@joy> You never call back")
    await w.press("rita", "Please change this")
    assert "You never call back" not in w.sees("rita")
    assert w.buttons("rita")[:2] == ["Write again", "Send as it is"]
    await w.type("rita", "back")
    assert "What happened" in w.sees("rita")
    assert w.buttons("rita") == ["Back"]


async def test_hours_past_midnight_are_asked_about_at_the_invitation(w: Workspace) -> None:
    await hire(w)
    await w.press("joy", "Let's start")
    await w.fill("joy", {"I may write from": "22:00", "until": "6:30"})
    assert "From 22:00 until 06:30 goes past midnight" in w.sees("joy")
    await w.press("joy", "No, other hours")
    await w.fill("joy", {"I may write from": "9", "until": "17"})
    assert "In your own words" in w.sees("joy")


async def test_a_second_person_is_a_talk_of_its_own(w: Workspace) -> None:
    """`add` is about nobody's engagement: closing the first must not close it."""
    await hire(w)
    await w.command("rita", "add <@brian>")
    row = await talk(w, control_of(w, "rita", "content writer"))
    assert row.engagement == ""


async def test_a_mention_that_is_typed_as_an_answer_has_a_name_and_a_zone(w: Workspace) -> None:
    await w.command("rita", "add")
    await w.type("rita", "<@joy>")
    row = await talk(w, control_of(w, "rita", "virtual assistant"))
    assert row.answers["kept"]["who"][1:3] == ["Joy Santos", "Asia/Manila"]


async def test_who_will_read_it_is_named_as_soon_as_there_is_a_name(w: Workspace) -> None:
    await to_expectation(w)
    assert w.screens["rita"].last.audience == "You and Joy read this."


def test_somebody_whose_name_no_platform_tells_is_greeted_without_one() -> None:
    assert welcome(Profile("")).plain().startswith("Hello, I'm Fivefold.")
    assert welcome(Profile("Joy Santos")).plain().startswith("Hello Joy, I'm Fivefold.")


@pytest.mark.parametrize("words", ["add <@joy> and <@brian>", "add <@joy>, <@brian>", "hire <@joy> <@brian>"])
async def test_of_two_people_at_once_the_first_is_added_and_the_second_follows(
    w: Workspace, words: str
) -> None:
    reply = said(await w.command("rita", words))
    assert "One person at a time, so this is about Joy. For Brian after that: /fivefold add @Brian" in reply
    assert "This is about Joy. What is their work?" in reply
    assert await opened(w) == ["Add a person: Joy"]
    await w.press("rita", "virtual assistant")
    await w.press("rita", "Looks right")
    await w.pick("rita", "Calendar")
    await w.press("rita", "Looks right")
    await w.type("rita", "I have my evenings back.")
    ready = w.screens["rita"].last.controls[0]
    assert isinstance(ready, Select)
    await w.pick("rita", ready.choices[0].label)
    assert "Next is Brian: /fivefold add @Brian" in said(await w.press("rita", "Send"))


async def test_a_second_name_in_words_belongs_to_the_words(w: Workspace) -> None:
    for name in ("joy", "brian"):
        await hire(w, professional=name)
        await accept(w, name)
    await w.command("rita", "thanks <@joy> for helping <@brian> on Friday")
    (kept,) = await records(w, Feedback)
    assert kept.words.startswith("for helping")


# -- like somebody else ----------------------------------------------------------------------------------


async def test_the_next_person_may_work_like_the_one_before_with_one_tap(w: Workspace) -> None:
    await hire(w)
    await accept(w)
    await w.command("rita", "add <@brian>")
    asked = w.sees("rita")
    assert asked.startswith(
        "How Joy works: virtual assistant, independent, 20 hours a week.\nCustomer inbox: "
    )
    assert "May decide alone: wording, meeting times, refunds up to 20 EUR," in asked
    await w.press("rita", "Like Joy")
    await w.type("rita", "Nobody waits for an answer.")
    await w.press("rita", "Send")
    await accept(w, "brian")
    first, second = sorted(await records(w, Engagement), key=lambda one: one.created_at)
    same = ("role", "role_name", "kind", "pay", "amount", "state", "round_ends_on")
    assert [getattr(second, one) for one in same] == [getattr(first, one) for one in same]
    assert second.expectation == "Nobody waits for an answer."
    for kind in (Job, Skill, Discretion):
        kept: dict[str, set[str]] = {first.id: set(), second.id: set()}
        for one in await records(w, kind):
            skipped = {"id", "engagement", "version", "position"}
            kept[one.engagement].add(str(sorted(one.model_dump(exclude=skipped).items())))
        assert kept[first.id] == kept[second.id], kind
    own = [one for one in await records(w, Todo) if one.engagement == second.id and one.source == "start"]
    assert len(own) == 4, "nothing is said to be ready for them that was never asked"


async def test_other_work_for_the_same_person_is_not_offered_as_their_own(w: Workspace) -> None:
    await hire(w)
    await w.command("rita", "add <@brian>")
    assert "Like Joy" not in w.buttons("rita"), "there is no yes of hers yet"
    await accept(w)
    await w.command("rita", "add <@joy>")
    await w.press("rita", "Other work for Joy")
    assert "Like Joy" not in w.buttons("rita")
