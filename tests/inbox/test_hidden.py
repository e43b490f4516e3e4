"""A proposal that stands behind a form that came back: nobody says yes to what they do not see."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from bot.conversations import hidden
from bot.conversations.view import Mistake
from bot.engine.text import t
from tests.inbox.looking import said
from tests.workspace import Workspace


def seat(role: str, notes: dict[tuple[str, str], str]) -> Any:
    """Whoever sits in a seat of one talk, at a proposal."""

    def remember(of: str, what: str, value: str) -> None:
        notes[of, what] = value

    tx = SimpleNamespace(remember=remember, remembered=lambda of, what: notes.get((of, what)))
    return SimpleNamespace(
        role=role,
        meaning=SimpleNamespace(proposes=True),
        stage=SimpleNamespace(tx=tx),
        live=SimpleNamespace(row=SimpleNamespace(id="talk"), seats={role: SimpleNamespace(turn=2)}),
    )


def test_each_seat_of_a_talk_has_its_own_form() -> None:
    notes: dict[tuple[str, str], str] = {}
    wrong = {"amount": Mistake(t("invalid-number"), "a lot")}
    both = [seat(role, notes) for role in ("owner", "professional")]
    for one in both:
        hidden.note(one, wrong)
    assert [hidden.hides(one) for one in both] == [True, True]


async def test_a_mistake_beside_answers_that_were_taken_hides_it_too(w: Workspace) -> None:
    """One field was read and one was not: the page that follows is the form with the one that was not."""
    await w.command("rita", "add <@joy>")
    await w.press("rita", "virtual assistant")
    await w.fill("rita", {"How much": "a lot", "Paid by": "By the piece"})
    assert "Looks right" not in w.buttons("rita")
    assert "Is it right as it is?" in said(await w.type("rita", "yes"))
    assert "What should Joy take off your hands first?" not in w.screens["rita"].text()


async def test_seen_in_another_copy_of_the_page_it_may_be_accepted(w: Workspace) -> None:
    await w.command("rita", "add <@joy>")
    await w.press("rita", "virtual assistant")
    await w.fill("rita", {"How much": "a lot"})
    await w.command("rita", "next")
    await w.press("rita", "Add a person: Joy")
    assert "Looks right" in w.buttons("rita")
    await w.type("rita", "yes")
    assert "What should Joy take off your hands first?" in w.sees("rita")
