"""A talk that is done stays done, though its script would ask more today than it did when it ended."""

from __future__ import annotations

from typing import Any

from bot.conversations import controls
from bot.conversations.controls import Control, parse
from bot.engine.cards import Button, Form
from bot.engine.prompts import text
from bot.engine.text import literal
from bot.phases import DIALOGS
from bot.ports import Submit
from tests.inbox.looking import newest, said, talk
from tests.inbox.test_parked import broken  # noqa: F401  # the fixture that puts another script in its place
from tests.workspace import Workspace, accept, hire

EXAMPLE = "I answered a hundred customers a day for a shop."


def asks_more(facts: Any) -> Any:
    """The script of a later version: a question stands before all the others."""
    return _more(facts)


async def _more(facts: Any) -> Any:
    await text("new", literal("What is new?"))
    return await DIALOGS["own_rating"].script(facts)


async def rated(w: Workspace) -> tuple[str, Form]:
    """Joy has rated herself; her first button, and the form in which she gave her example."""
    await hire(w)
    await accept(w)
    first = newest(w, "joy", Button).id
    for level in (4, 4, 3, 1, 3, 3):
        await w.press("joy", str(level))
    form: Form = newest(w, "joy", Form)
    await w.type("joy", EXAMPLE)
    assert (await talk(w, first, "joy")).state == "done"
    return first, form


async def test_its_old_buttons_and_forms_ask_nothing(w: Workspace, broken: Any) -> None:  # noqa: F811
    first, form = await rated(w)
    broken("own_rating", script=asks_more)
    [put] = (await w.press_id("joy", first)).puts
    assert "This is done." in put.message.plain()
    assert put.message.controls == ()
    reply = await w._send(
        Submit(**w._event("joy"), control=form.id, values={form.fields[0].id: "More ways to write."}), ""
    )
    assert "What is new" not in said(reply)
    assert 'I have kept what you wrote: "More ways to write."' in said(reply)
    assert not any(isinstance(control, Form) for put in reply.puts for control in put.message.controls)
    assert (await talk(w, first, "joy")).state == "done"


async def test_what_was_answered_is_told_where_its_script_still_comes_to_it(
    w: Workspace,
    broken: Any,  # noqa: F811
) -> None:
    async def after(facts: Any) -> Any:
        await DIALOGS["own_rating"].script(facts)
        await text("new", literal("What is new?"))

    first, _ = await rated(w)
    broken("own_rating", script=after)
    of = parse(first)
    assert isinstance(of, Control)
    [put] = (await w.press_id("joy", of._replace(what=controls.BACK, turn=999).write())).puts
    told = put.message.plain()
    assert "You have answered this, and it is done." in told
    assert EXAMPLE in told
    assert "What is new" not in told
    assert put.message.controls == ()
