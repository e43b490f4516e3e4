"""An invitation that was opened again beside the one that came: one of them is live, one answer is given."""

from __future__ import annotations

from bot.conversations.stage import Stage
from bot.dialog import Start
from bot.model import PROFESSIONAL, Engagement
from bot.transaction import Transaction
from tests.inbox.looking import control_of, records
from tests.workspace import Workspace, accept, hire


async def asked(w: Workspace) -> None:
    """Joy asks something first, and opens the invitation once more while she waits."""
    await hire(w)
    await w.press("joy", "Ask Rita something first")
    await w.type("joy", "Who reads this?")
    await w.command("joy", "next")
    await w.press("joy", "Rita's invitation")
    await w.press("joy", "Let's start")


async def test_the_answer_to_a_question_takes_the_place_of_what_was_opened_meanwhile(w: Workspace) -> None:
    await asked(w)
    begun = control_of(w, "joy", "All right")
    await w.type("rita", "You and me.")
    assert "You and me." in w.sees("joy")
    await w.press_id("joy", begun)
    assert "Something newer has taken the place of this." in w.screens["joy"].text()
    await accept(w)
    [work] = await records(w, Engagement)
    assert work.state == "active"


async def test_one_answer_closes_every_other_invitation(w: Workspace) -> None:
    """Two that are live side by side: of a time when both stayed."""
    await hire(w)
    other = control_of(w, "joy", "Not for me")
    [work] = await records(w, Engagement)
    start = Start("invitation", {PROFESSIONAL: work.professional}, work.id, conversation="second")

    def begin(tx: Transaction) -> None:
        tx.enter(work.account)
        Stage(tx).begin(start)

    await w.store.turn(begin)
    await w.pass_time(hours=1)
    await w.press("joy", "Let's start")
    await w.press_id("joy", other)
    assert "I will not write to you about it again." in w.screens["joy"].text()
    await w.command("rita", "people")
    assert "begun" not in w.sees("rita")
    await w.command("joy", "next")
    assert "Nothing waits for you." in w.sees("joy")
