"""Own words at a question with options, one of which asks for words: they are the answer at once."""

from __future__ import annotations

import pytest

from bot.engine.kinds import Option
from bot.engine.prompts import choice
from bot.engine.text import literal, t
from bot.model import Question, Rule
from tests.inbox.looking import records, said, to_expectation
from tests.workspace import Workspace, accept, hire

CODE = "the shop asks for a code"


@pytest.fixture
async def stuck(w: Workspace) -> Workspace:
    """Joy is stuck, and nothing else waits for Rita but her sample's question, looked at long ago."""
    await hire(w)
    await accept(w)
    await w.press("rita", "Yes, send the sample")
    await w.command("joy", f"stuck {CODE}")
    assert CODE in w.sees("rita")
    w.clock.forward(hours=1)
    return w


async def question(w: Workspace) -> tuple[str, str]:
    (one,) = await records(w, Question)
    return one.state, one.answer


@pytest.mark.parametrize(
    "words", ["Use 4711, it is the old one", "How about calling them?", "today", "2", "Done tomorrow"]
)
async def test_a_line_is_the_answer_to_who_is_stuck(stuck: Workspace, words: str) -> None:
    await stuck.type("rita", words)
    assert await question(stuck) == ("answered", words)
    assert "Will this come again?" in stuck.sees("rita")


async def test_an_answer_is_put_right_by_its_question_and_its_words(stuck: Workspace) -> None:
    """Asked: "A question waits for you" Answered: "Answer" told nobody what was right now."""
    await stuck.type("rita", "Use 4711")
    await stuck.press("rita", "Put right")
    assert f'"{CODE}", answered "Use 4711". What is different now?' in stuck.sees("rita")
    await stuck.type("rita", "It is 4712")
    await stuck.pass_time(hours=15)
    put_right = f'Asked: "{CODE}" Answered: "Use 4711" Now: "It is 4712"'
    assert put_right in stuck.screens["joy"].text()


@pytest.mark.parametrize(("words", "state"), [("Done already", "solved"), ("later today", "open")])
async def test_the_words_of_a_button_are_that_button(stuck: Workspace, words: str, state: str) -> None:
    await stuck.type("rita", words)
    assert await question(stuck) == (state, "")


async def test_a_word_that_does_something_is_asked_about(stuck: Workspace) -> None:
    await stuck.type("rita", "help")
    assert await question(stuck) == ("open", "")
    await stuck.press("rita", "It is my answer")
    assert await question(stuck) == ("answered", "help")


async def test_a_word_that_takes_none_does_not_hold_up_the_next_line(stuck: Workspace) -> None:
    await stuck.type("rita", "people")
    assert 'Is "people" your answer here' in stuck.sees("rita")
    await stuck.type("rita", "The rules are in the shared folder now, sorry")
    assert await question(stuck) == ("answered", "The rules are in the shared folder now, sorry")


async def test_what_a_word_is_told_comes_soon_after_it(stuck: Workspace) -> None:
    await stuck.type("rita", "note")
    stuck.clock.forward(hours=1)
    await stuck.type("rita", "The code is on the shelf")
    assert await question(stuck) == ("answered", "The code is on the shelf")


async def test_a_word_that_was_asked_about_and_done_is_over(stuck: Workspace) -> None:
    await stuck.type("rita", "note")
    await stuck.type("rita", "thanks <@joy>")
    await stuck.type("rita", "The code is on the shelf")
    assert await question(stuck) == ("answered", "The code is on the shelf")


@pytest.mark.parametrize("words", ["people", "note"])
async def test_a_no_about_a_word_is_no_answer(stuck: Workspace, words: str) -> None:
    await stuck.type("rita", words)
    await stuck.type("rita", "no")
    assert await question(stuck) == ("open", "")
    assert f'Is "{words}" your answer here' in stuck.sees("rita")
    await stuck.press("rita", "It is my answer")
    assert await question(stuck) == ("answered", words)


async def test_a_sentence_like_a_command_of_the_other_is_the_answer(stuck: Workspace) -> None:
    await stuck.type("rita", "Ask the shop for a new code")
    assert await question(stuck) == ("answered", "Ask the shop for a new code")
    await stuck.press("rita", "No")
    await stuck.type("rita", "Ask Joy to write the list")
    assert "Did you mean stuck" not in stuck.sees("rita")


async def test_a_command_with_a_name_is_asked_about(stuck: Workspace) -> None:
    reply = await stuck.type("rita", "people <@joy>")
    assert 'do you mean "people"?' in said(reply)
    assert await question(stuck) == ("open", "")


async def test_what_may_not_be_kept_leaves_the_question_with_why(stuck: Workspace) -> None:
    await stuck.type("rita", "the password is hunter2-Xy!9")
    assert await question(stuck) == ("open", "")
    assert "What do you answer Joy?" in stuck.sees("rita")
    await stuck.type("rita", "It is in the vault")
    assert await question(stuck) == ("answered", "It is in the vault")


async def test_an_answer_typed_in_changing_the_button_is_the_answer(stuck: Workspace) -> None:
    await stuck.press("rita", "Answer")
    await stuck.press("rita", "Change")
    await stuck.type("rita", "Use 4711")
    assert await question(stuck) == ("answered", "Use 4711")


def test_own_words_can_only_mean_an_option_that_is_there() -> None:
    with pytest.raises(ValueError, match="not among the options"):
        _ = choice("then", t("answer"), (Option("yes", literal("Yes")),), words="no")


async def test_a_no_to_a_proposal_in_words_is_not_those_words(stuck: Workspace) -> None:
    await stuck.type("rita", "Let me decide that, please.")
    await stuck.press("rita", "Keep in other words")
    await stuck.type("rita", "no")
    assert not await records(stuck, Rule)
    assert "What is it to be instead?" in stuck.sees("rita")
    await stuck.type("rita", "Tell Rita before a bowl is replaced.")
    assert [rule.answer for rule in await records(stuck, Rule)] == ["Tell Rita before a bowl is replaced."]


LONG = "No customer waits and I have my evenings back. " * 12


async def test_a_long_line_is_not_told_whole_once_more_above_itself(w: Workspace) -> None:
    await to_expectation(w)
    reply = await w.type("rita", LONG)
    [card] = [put.message.plain() for put in reply.puts if "asking Joy was right" in put.message.plain()]
    assert LONG[:100] in card
    assert card.endswith(" …")
    assert len(card) < 400


async def test_what_was_sent_in_a_form_stands_on_its_card_whole(w: Workspace) -> None:
    await to_expectation(w)
    reply = await w.fill("rita", {"": LONG})
    assert LONG.strip() in said(reply)
