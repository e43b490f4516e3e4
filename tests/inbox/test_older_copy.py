"""A button of a copy that was put anew since: it is said why it takes nothing, and how things stand now."""

from __future__ import annotations

from tests.inbox.looking import control_of, said
from tests.workspace import Workspace

OLDER = "You pressed an older copy of this, so nothing was taken."


async def test_an_older_copy_says_that_it_is_one(w: Workspace) -> None:
    await w.command("rita", "add <@joy>")
    old = control_of(w, "rita", "virtual assistant")
    await w.command("rita", "next")
    await w.press("rita", "Add a person: Joy")
    reply = await w.press_id("rita", old)
    assert OLDER in said(reply)
    assert "virtual assistant" in w.buttons("rita")
    await w.press("rita", "virtual assistant")
    assert OLDER not in w.sees("rita")


async def test_what_was_answered_since_is_told_instead(w: Workspace) -> None:
    await w.command("rita", "add <@joy>")
    old = control_of(w, "rita", "virtual assistant")
    await w.press("rita", "virtual assistant")
    w.clock.forward(hours=1)
    reply = await w.press_id("rita", old)
    assert "You have answered this already" in said(reply)
    assert OLDER not in said(reply)
