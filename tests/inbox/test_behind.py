"""The cards that a talk leaves behind: one of each question lives, and a talk that is over has none."""

from __future__ import annotations

from typing import Any

import pytest

from bot.conversations import behind, planning
from bot.conversations.controls import Control, parse
from bot.conversations.live import Live
from bot.engine.cards import Button, Message, flat
from bot.ports import Put, Where
from bot.transaction import Transaction
from bot.words import Reader, plain
from tests.inbox.looking import newest, said
from tests.workspace import Workspace, accept, close_what_waits, hire, rate_own

READER = Reader("en", "UTC")


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


async def test_only_the_one_who_is_told_that_a_talk_closed_keeps_their_card_as_it_was(w: Workspace) -> None:
    await hire(w)
    await accept(w)
    await rate_own(w)
    await w.press("rita", "Yes, send the sample")
    sample = parse(newest(w, "joy", Button).id)
    assert isinstance(sample, Control)

    def close(tx: Transaction) -> None:
        ((account, rita, _),) = tx.persons_at(Where("test", "", "rita"))
        tx.enter(account)
        planning.close(tx, [sample.conversation], "replaced", told=rita)

    await w.store.turn(close)
    await w.deliver()
    assert "taken the place" in w.sees("joy")


async def test_a_card_on_which_one_answer_still_lives_keeps_it(
    w: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    await w.command("rita", "add <@joy>")
    await w.press("rita", "virtual assistant")
    await w.press("rita", "Looks right")
    screen = w.screens["rita"].messages
    card = next(m for m in reversed(screen.values()) if "Change" in str(m.controls) and len(m.facts) > 1)
    monkeypatch.setattr(
        Live, "changes", lambda self, prompt: plain(prompt.ask, READER) == flat(card.facts[-1][0])
    )
    await w.type("rita", "cancel")
    assert card in screen.values()


async def test_one_turn_redraws_no_more_cards_than_a_platform_bears(monkeypatch: pytest.MonkeyPatch) -> None:
    many = tuple(Put(Message(), f"ref{n}") for n in range(behind.MOST))
    monkeypatch.setattr(behind, "superseded", lambda _: many[:3])
    monkeypatch.setattr(behind, "ended", lambda _: many)
    acting: Any = None
    assert behind.tidied(acting) == (*many[:3], *many[:2])


DRAFTS = "https://docs.example.com/drafts"


async def test_what_was_left_as_it_was_stands_where_it_was_to_be_changed(w: Workspace) -> None:
    await hire(w)
    await accept(w)
    await rate_own(w)
    await w.press("rita", "Yes, send the sample")
    await w.type("joy", DRAFTS)
    await w.press("joy", "Change")
    await w.press("joy", "Send to Rita")
    count = len(w.screens["joy"].messages)
    await w.press("joy", "Leave as it was")
    assert len(w.screens["joy"].messages) == count
    assert f"Paste your work or a link to it.\nMark where you would ask.\n{DRAFTS}" in w.sees("joy")
    (alive,) = live(w, "joy", "Paid sample task")
    assert DRAFTS in alive
    assert "E-mail 1, from Hanna" in alive, "the task is still to be read"


async def test_a_changed_answer_leaves_what_was_said_above_its_question(w: Workspace) -> None:
    await hire(w)
    await accept(w)
    await rate_own(w)
    await w.press("rita", "Yes, send the sample")
    await w.type("joy", DRAFTS)
    await w.press("joy", "Change")
    await w.type("joy", f"{DRAFTS}/v2")
    old = next(m for m in w.screens["joy"].messages.values() if "it stands further down" in m.plain())
    assert "E-mail 1, from Hanna" in old.plain(), "the task is still to be read"
    assert DRAFTS not in old.plain()


async def test_leaving_an_earlier_answer_in_the_middle_of_a_talk_shows_it_above_what_is_asked(
    w: Workspace,
) -> None:
    await to_ratings(w)
    await w.press("joy", "3")
    await w.press("joy", "Change")
    editing = next(ref for ref, m in w.screens["joy"].messages.items() if m is w.screens["joy"].last)
    await w.press("joy", "Leave as it was")
    left = w.screens["joy"].messages[editing]
    assert "3:" in left.plain()
    assert left.controls == (), "it is changed on the card that it has"
    assert "2 of 6" in w.sees("joy")
    assert len(live(w, "joy", "Inbox")) == 1


async def test_a_question_put_away_counts_among_what_a_turn_redraws(w: Workspace) -> None:
    await to_ratings(w)
    for level in ("3", "3", "2", "1", "3"):
        await w.press("joy", level)
    reply = await w.type("joy", "restart")
    assert "1 of 6" in w.sees("joy")
    assert sum(put.redraws for put in reply.puts) == behind.MOST
