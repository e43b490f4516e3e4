"""An answer that is held in doubt, "maybe Friday?", is proposed back and settles nothing by itself."""

from __future__ import annotations

import pytest

from bot.model import Person
from tests.inbox.looking import records, said
from tests.workspace import Workspace, hire


@pytest.fixture
async def asked(w: Workspace) -> Workspace:
    """Rita is asked from which day she is away."""
    await hire(w)
    await w.command("rita", "away")
    return w


@pytest.mark.parametrize("words", ["maybe friday?", "friday?", "Friday or so", "can I say friday?"])
async def test_a_doubtful_day_is_asked_about_with_one_tap(asked: Workspace, words: str) -> None:
    w = asked
    assert f'You wrote: "{words}". Is it Fri 27 Nov?' in said(await w.type("rita", words))
    assert w.buttons("rita") == ["Fri 27 Nov", "No, ask me again"]
    await w.press("rita", "Fri 27 Nov")
    assert "Your last day away" in w.sees("rita") or "last day" in w.sees("rita")


@pytest.mark.parametrize(("then", "taken"), [("yes", True), ("no", False)])
async def test_a_yes_or_a_no_is_about_the_day_that_was_doubted(
    asked: Workspace, then: str, taken: bool
) -> None:
    w = asked
    await w.type("rita", "friday?")
    await w.type("rita", then)
    assert ("last day" in w.sees("rita")) is taken
    if not taken:
        await w.type("rita", "thursday")
        assert "last day" in w.sees("rita")


async def test_a_doubt_behind_a_command_is_asked_about_too(w: Workspace) -> None:
    await hire(w)
    reply = await w.command("rita", "away friday?")
    assert "Fri 27 Nov" in said(reply)
    [rita] = await records(w, Person, called="Rita")
    assert rita.away == ""
