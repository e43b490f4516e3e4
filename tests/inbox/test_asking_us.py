"""A question to the product is no answer that somebody else reads, and finds what it asks for."""

from __future__ import annotations

import pytest

from bot.model import Feedback, Piece, Question
from tests.inbox.looking import control_of, records, said, talk, to_expectation
from tests.workspace import Workspace, accept, hire

HOURS = "Change hours, pay or jobs, agreed by both"
END = "End working together, fairly"


async def own_words(w: Workspace) -> str | None:
    control = control_of(w, "rita", "It is my answer")
    return (await talk(w, control)).answers["kept"].get("expectation")  # type: ignore[no-any-return]


@pytest.mark.parametrize(
    "words",
    [
        "I don't know what to write here, can you help me?",
        "I want to give Joy 18 hours from January, how do I do that?",
        "what do you mean?",
        "Is this for her?",
    ],
)
async def test_a_question_is_asked_about_before_it_is_taken(w: Workspace, words: str) -> None:
    await to_expectation(w)
    reply = await w.type("rita", words)
    assert "Is that your answer here?" in said(reply)
    assert await own_words(w) is None
    await w.press("rita", "It is my answer")
    assert "tick what is ready" in w.sees("rita")


async def test_a_no_asks_the_question_again(w: Workspace) -> None:
    await to_expectation(w)
    await w.type("rita", "How should I put this?")
    await w.type("rita", "no")
    await w.type("rita", "My evenings are free again.")
    assert "tick what is ready" in w.sees("rita")


@pytest.mark.parametrize("words", ["Could Joy have 20 orders a day?", "No customer waits. Is that enough?"])
async def test_a_wish_and_words_beside_a_question_are_the_answer(w: Workspace, words: str) -> None:
    await to_expectation(w)
    await w.type("rita", words)
    assert "tick what is ready" in w.sees("rita")


async def test_a_question_to_the_other_one_goes_to_them(w: Workspace) -> None:
    await hire(w)
    await w.press("joy", "Ask Rita something first")
    await w.type("joy", "How do I get paid?")
    assert "How do I get paid?" in w.sees("rita")
    await w.type("rita", "Does a bank transfer suit you?")
    assert "Does a bank transfer suit you?" in w.sees("joy")


async def test_how_do_i_get_on_is_what_somebody_is_stuck_with(w: Workspace) -> None:
    await hire(w)
    await accept(w)
    await w.command("joy", "stuck")
    await w.type("joy", "How do I get into the shop?")
    [question] = await records(w, Question)
    assert question.words == "How do I get into the shop?"


# -- behind a command, and in a field ----------------------------------------------------------------------


async def under_way(w: Workspace) -> Workspace:
    """Joy works for Rita, and neither is asked anything that takes words."""
    await hire(w)
    await accept(w)
    return w


@pytest.mark.parametrize("word", ["thanks", "feedback", "note"])
async def test_a_question_behind_a_command_is_read_by_nobody_before_a_tap(w: Workspace, word: str) -> None:
    await under_way(w)
    reply = await w.command("rita", f"{word} <@joy> how do I pay her?")
    assert f'Is that what you want to say with "{word}"? Nobody has read it.' in said(reply)
    assert await records(w, Feedback) == []
    await w.press("rita", f"Do it: {word}")
    if word == "feedback":
        await w.press("rita", "Please change this")
    assert "how do I pay her?" in w.screens["rita"].text()


async def test_a_question_in_a_typed_option_is_asked_about_too(w: Workspace) -> None:
    await under_way(w)
    reply = await w.command("joy", "done", what="what should I write here?")
    assert "Nobody has read it." in said(reply)
    assert await records(w, Piece) == []
    await w.press("joy", "Do it: done")
    [piece] = await records(w, Piece)
    assert piece.what == "what should I write here?"


async def test_what_somebody_is_stuck_with_is_a_question_to_the_other_one(w: Workspace) -> None:
    await under_way(w)
    await w.command("joy", "stuck how do I get into the shop?")
    [question] = await records(w, Question)
    assert question.words == "how do I get into the shop?"


async def test_a_question_with_a_slip_in_its_command_is_asked_about_as_well(w: Workspace) -> None:
    await under_way(w)
    await w.command("rita", "thank <@joy> what do I have to do now?")
    await w.press("rita", "Yes")
    assert "Nobody has read it." in w.sees("rita")


async def test_a_question_in_a_field_comes_back_to_it_once(w: Workspace) -> None:
    await to_expectation(w)
    await w.fill("rita", {"": "How do I answer this?"})
    assert "nobody has read it" in w.sees("rita")
    await w.fill("rita", {"": "How do I answer this?"})  # a double click is no second thought
    assert "nobody has read it" in w.sees("rita")
    w.clock.forward(hours=1 / 60)
    await w.fill("rita", {"": "How do I answer this?"})
    assert "tick what is ready" in w.sees("rita")


# -- what a sentence wants ---------------------------------------------------------------------------------


@pytest.fixture
async def working(w: Workspace) -> Workspace:
    """Rita is asked about a sample, and Joy about her skills; both looked at it long ago."""
    await hire(w)
    await accept(w)
    w.clock.forward(hours=1)
    return w


@pytest.mark.parametrize("user", ["rita", "joy"])
async def test_what_there_is_to_do_is_the_list(working: Workspace, user: str) -> None:
    reply = await working.type(user, "what do I have to do now?")
    assert "Needs you" in said(reply)
    assert "could not" not in said(reply)


@pytest.mark.parametrize(("user", "shown"), [("rita", "/fivefold add"), ("joy", "/fivefold stuck")])
async def test_how_this_works_is_help(working: Workspace, user: str, shown: str) -> None:
    reply = await working.type(user, "how does this work?")
    assert shown in said(reply)


async def test_a_longer_sentence_is_no_call_for_a_list(working: Workspace) -> None:
    w = working
    await w.type("joy", "what do I have to do now with the invoice of Mr Silva that came in twice?")
    assert "Stuck" in w.buttons("joy")


async def test_a_wish_is_no_guess_at_a_command_by_its_first_word(working: Workspace) -> None:
    w = working
    await w.press("rita", "Yes, send the sample")
    reply = await w.type("rita", "how can I pause?")
    assert "Did you mean" not in said(reply)
    assert w.buttons("rita")[0] == "Let the work rest, or go on"


async def test_more_hours_are_offered_with_the_one_who_is_named(working: Workspace) -> None:
    w = working
    await w.command("rita", "settings")
    await w.press("rita", "All right")
    await w.type("rita", "how can I give Joy more hours?")
    assert HOURS in w.buttons("rita")
    await w.press("rita", HOURS)
    assert "Joy's work today: 20 hours a week." in w.sees("rita")


@pytest.mark.parametrize(("user", "other"), [("rita", "Joy"), ("joy", "Rita")])
async def test_an_end_is_offered_where_something_else_is_asked(
    working: Workspace, user: str, other: str
) -> None:
    w = working
    await w.type(user, f"I want to stop working with {other}")
    assert END in w.buttons(user)
    assert "number from 0 to 5" not in w.sees(user)
    await w.press(user, END)
    assert "last day" in w.sees(user)


async def test_what_one_asks_for_while_own_words_are_asked_for_is_offered_there(working: Workspace) -> None:
    w = working
    await w.command("rita", "note <@joy>")
    await w.type("rita", "how can I give Joy more hours?")
    assert "Is that your answer here?" in w.sees("rita")
    assert w.buttons("rita")[:2] == [HOURS, "It is my answer"]
