"""What was put off takes nothing that is typed until it is opened again."""

from __future__ import annotations

import pytest

from tests.inbox.looking import said, talk, to_expectation
from tests.workspace import Workspace, accept, hire


async def expected(w: Workspace, control: str) -> str | None:
    kept = (await talk(w, control)).answers["kept"]
    return kept.get("expectation")  # type: ignore[no-any-return]


@pytest.fixture
async def put_off(w: Workspace) -> str:
    """Rita wrote "later" where her own words are asked for; a control of that page."""
    await to_expectation(w)
    await w.type("rita", "later")
    control = next(c.id for c in w.screens["rita"].last.controls)
    await w.press("rita", "Do it: later")
    assert "nothing is lost" in w.sees("rita")
    return control


@pytest.mark.parametrize("words", ["2", "My evenings are free again."])
async def test_a_line_is_no_answer_and_is_kept_for_it(w: Workspace, put_off: str, words: str) -> None:
    reply = await w.type("rita", words)
    assert await expected(w, put_off) is None
    assert f'I have kept what you wrote: "{words}". What is it for?' in said(reply)
    await w.press("rita", "Add a person: Joy")
    assert await expected(w, put_off) == words


async def test_once_opened_again_it_takes_what_is_typed(w: Workspace, put_off: str) -> None:
    await w.command("rita", "next")
    await w.press("rita", "Add a person: Joy")
    await w.type("rita", "My evenings are free again.")
    assert await expected(w, put_off) == "My evenings are free again."


async def test_a_word_that_moves_about_still_reaches_it(w: Workspace) -> None:
    await w.command("rita", "add <@joy>")
    await w.type("rita", "later")
    assert "Nothing was sent" in said(await w.type("rita", "cancel"))


async def test_what_says_nothing_brings_what_waits(w: Workspace, put_off: str) -> None:
    reply = await w.type("rita", "yes")
    assert "Add a person: about 2 min, Joy" in said(reply)
    assert await expected(w, put_off) is None


async def test_a_line_goes_to_what_is_open_beside_it(w: Workspace) -> None:
    """What was put off was touched last; her skills are asked about all the while."""
    await hire(w)
    await accept(w)
    await w.command("joy", "settings")
    await w.type("joy", "later")
    await w.type("joy", "2")
    assert "2 of 6" in w.sees("joy"), "the first of her skills has its level"


async def test_a_line_is_not_taken_by_an_older_question_that_takes_any_words(w: Workspace) -> None:
    await hire(w)
    await accept(w)
    await w.command("rita", "thanks <@joy>")
    await w.command("rita", "settings")
    await w.type("rita", "later")
    reply = await w.type("rita", "2")
    assert 'I have kept what you wrote: "2". What is it for?' in said(reply)
    assert w.buttons("rita")[:2] == ["Your settings", "A thank you"]


async def test_an_ok_to_that_is_no_yes_to_an_older_question(w: Workspace) -> None:
    await hire(w)
    await w.press("joy", "Let's start")
    await w.command("joy", "practise")
    await w.type("joy", "later")
    assert "Needs you" in said(await w.type("joy", "ok"))
    await w.type("joy", "back")
    assert "Let's start" in w.buttons("joy"), "a word that moves about is for what stands open"


async def test_a_button_of_it_is_still_pressed_where_it_stands(w: Workspace) -> None:
    await w.command("rita", "add <@joy>")
    await w.type("rita", "later")
    await w.press("rita", "virtual assistant")
    assert "How Joy works for you" in w.sees("rita")
    await w.fill("rita", {"How much": "25"})
    assert "take off your hands" in w.sees("rita")
