"""The cards that a talk leaves behind: one of each question lives, and a talk that is over has none."""

from __future__ import annotations

from bot.engine.cards import Button
from bot.ports import Where
from tests.inbox.looking import said
from tests.workspace import Workspace, accept, close_what_waits, hire, rate_own


def live(w: Workspace, user: str, words: str) -> list[str]:
    """Every message of somebody that begins so and can be pressed."""
    found = [m for m in w.screens[user].messages.values() if m.plain().startswith(words) and m.controls]
    return [message.plain() for message in found]


async def to_ratings(w: Workspace) -> None:
    await hire(w)
    await accept(w)


async def test_an_answer_given_anew_after_back_leaves_one_card(w: Workspace) -> None:
    await to_ratings(w)
    await w.press("joy", "3")
    await w.press("joy", "4")
    for _ in range(2):
        await w.press("joy", "Back")
    await w.press("joy", "1")
    [card] = live(w, "joy", "Inbox")
    assert "1:" in card
    assert "This was changed; it stands further down." in w.screens["joy"].text()


async def test_a_changed_answer_leaves_one_card(w: Workspace) -> None:
    await to_ratings(w)
    await w.press("joy", "3")
    await w.press("joy", "Change")
    await w.press("joy", "1")
    [card] = live(w, "joy", "Inbox")
    assert "1:" in card


async def test_a_talk_that_has_ended_offers_to_change_only_what_can_be_put_right(w: Workspace) -> None:
    """What Rita settled for herself stands; what Joy has told Rita can still be put right."""
    await hire(w)
    await accept(w)
    settled = [m for m in w.screens["rita"].messages.values() if m.plain().startswith("Before Joy starts")]
    assert [m.controls for m in settled] == [()]
    assert "tick what is ready" in settled[0].plain()
    told = [m.plain() for m in w.screens["joy"].messages.values() if "Change" in str(m.controls)]
    assert any("In your own words" in words for words in told)


async def test_a_talk_that_was_stopped_has_nothing_left_to_press(w: Workspace) -> None:
    await w.command("rita", "add <@joy>")
    await w.press("rita", "virtual assistant")
    before = len(w.screens["rita"].messages)
    reply = await w.type("rita", "cancel")
    assert "Stopped." in said(reply)
    assert len(w.screens["rita"].messages) == before + 1
    assert not [m for m in w.screens["rita"].messages.values() if m.controls]


async def test_a_question_that_others_close_is_redrawn_with_why_and_comes_to_nobodys_ears(
    w: Workspace,
) -> None:
    await hire(w)
    await accept(w)
    await rate_own(w)
    await w.press("rita", "Yes, send the sample")
    asked = w.screens["joy"].last
    assert any(isinstance(control, Button) for control in asked.controls)
    count = len(w.screens["joy"].messages)

    await close_what_waits(w.store, Where("test", "", "joy"), "answered")
    w.clock.forward(hours=14)  # it is night in Manila
    await w.deliver()
    assert len(w.screens["joy"].messages) == count
    assert not w.screens["joy"].last.controls
    assert "This has been answered another way meanwhile." in w.sees("joy")
