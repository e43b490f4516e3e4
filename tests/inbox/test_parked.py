"""A talk that breaks stands still alone, with its answers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from types import MappingProxyType
from typing import Any

import pytest

from bot.engine.cards import Button
from bot.phases import DIALOGS
from tests.inbox.looking import control_of, newest, said, talk
from tests.inbox.test_over import close
from tests.workspace import Workspace, accept, hire, rate_own, where_dialogs_are_looked_up


def _with(dialog: str, **changes: Any) -> MappingProxyType[str, Any]:
    return MappingProxyType({**DIALOGS, dialog: replace(DIALOGS[dialog], **changes)})


@pytest.fixture
def broken(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Break a dialog everywhere it is looked up; `broken()` mends all."""

    def use(dialog: str = "", **changes: Any) -> None:
        dialogs = _with(dialog, **changes) if dialog else DIALOGS
        for file in where_dialogs_are_looked_up():
            monkeypatch.setattr(file, "DIALOGS", dialogs)
        monkeypatch.setattr("bot.due.reminders.DIALOGS", dialogs)

    return use


def fails(*_: Any) -> Any:
    raise ZeroDivisionError("a bug")


async def test_an_outcome_that_fails_parks_with_the_answer_and_runs_on_after_the_mend(
    w: Workspace, broken: Callable[..., None]
) -> None:
    await hire(w)
    await w.press("joy", "Let's start")
    await w.press("joy", "All right")
    await w.type("joy", "The inbox matters most.")
    clear = control_of(w, "joy", "All clear")
    broken("invitation", finish=fails)
    assert "your answer is kept" in said(await w.press("joy", "All clear"))
    row = await talk(w, clear, "joy")
    assert (row.state, row.answers["kept"]["clear"]) == ("parked", "clear")
    assert "your answer is kept" in said(await w.press_id("joy", clear)), "still broken: said again"
    assert w.sees("rita").startswith("Something went wrong on my side while Joy answered."), (
        "who waits is told"
    )
    assert "Your invitation" in said(await w.command("joy", "next"))
    broken()
    reply = await w.press("joy", "Your invitation")
    assert "kinds of work" in said(reply)
    assert (await talk(w, clear, "joy")).state == "done"
    assert "Joy said yes" in w.sees("rita")


async def test_a_script_that_fails_parks_its_own_talk_only(w: Workspace, broken: Callable[..., None]) -> None:
    async def raises(facts: Any) -> None:
        raise ZeroDivisionError("a bug")

    await hire(w)
    start = control_of(w, "joy", "Let's start")
    broken("invitation", script=raises)
    assert "your answer is kept" in said(await w.press_id("joy", start))
    assert (await talk(w, start, "joy")).state == "parked"
    await w.command("rita", "add <@brian>")
    await w.press("rita", "content writer")
    broken()
    await w.press_id("joy", start)
    await w.press("joy", "Let's start")
    assert "Is this right?" in w.sees("joy")


async def test_a_talk_of_an_unknown_dialog_breaks_nothing_else(
    w: Workspace, broken: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    await hire(w)
    start = control_of(w, "joy", "Let's start")
    fewer = MappingProxyType({name: dialog for name, dialog in DIALOGS.items() if name != "invitation"})
    for file in where_dialogs_are_looked_up():
        monkeypatch.setattr(file, "DIALOGS", fewer)
    assert "your answer is kept" in said(await w.press_id("joy", start))
    assert (await w.command("joy", "next")).puts
    assert (await w.type("joy", "hello")).puts
    await w.command("joy", "add <@brian>")
    await w.type("joy", "content writer")
    assert "How Brian works for you" in w.sees("joy")
    broken()
    await w.press_id("joy", start)
    await w.press("joy", "Let's start")


async def test_a_page_that_cannot_be_drawn_stops_nobody_elses(
    w: Workspace, broken: Callable[..., None]
) -> None:
    async def raises(facts: Any) -> None:
        raise ZeroDivisionError("a bug")

    await hire(w)
    await hire(w, "brian", "rita")
    await accept(w)
    broken("understanding", script=raises)
    w.clock.forward(hours=1)
    await w.deliver()
    broken()
    await w.pass_time(hours=1)
    assert "Joy said yes" in w.screens["rita"].text()


@pytest.mark.parametrize("gone", [False, True])
async def test_a_question_that_closes_while_its_script_is_broken_is_left_as_it_stands(
    w: Workspace,
    broken: Callable[..., None],
    gone: bool,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    await hire(w)
    await accept(w)
    rating = newest(w, "joy", Button).id
    stands = w.sees("joy")
    broken("own_rating", script=fails)
    await close(w, rating, "ended")
    if gone:
        without = {name: dialog for name, dialog in DIALOGS.items() if name != "own_rating"}
        monkeypatch.setattr("bot.conversations.live.DIALOGS", without)
    await w.deliver()
    assert w.sees("joy") == stands
    assert "left as it stands" in caplog.messages
    caplog.clear()
    w.clock.forward(hours=2)
    await w.deliver()
    assert caplog.messages == [], "it is not tried again"
    assert "has ended" in said(await w.press_id("joy", rating))


async def test_words_are_kept_whatever_is_wrong_with_a_talk_that_they_may_be_for(
    w: Workspace, broken: Callable[..., None]
) -> None:
    await hire(w)
    await accept(w)
    await rate_own(w)
    broken("thanks", prepare=fails)
    await w.type("joy", "The weather in Lisbon was so grey this morning")
    assert "What is it for?" in w.sees("joy")
    assert "A thank you" in w.buttons("joy")
