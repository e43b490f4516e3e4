"""Words that came at an unclear moment: they are kept, and whoever wrote them is asked what they are for.

The reply asks, and so does a letter that is written down with the words: whoever dies in between, or is
told by the platform to wait, leaves the question to delivery. Whichever stands there ends the other.
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.conversations import controls, waiting
from bot.conversations.actor import Actor
from bot.conversations.controls import Control
from bot.conversations.stage import REPLY_GRACE_MS
from bot.engine.cards import Button, Message, card
from bot.engine.read import refuse_secret
from bot.engine.text import t
from bot.phases import DIALOGS
from bot.ports import Put, SlotRef
from bot.practice.identity import derived_id
from bot.transaction import OWN, Conversation, Inside, Letter, Mail, Seat, Talks
from bot.words import Reader, draw_card, plain

MOST = 5
"""Talks that one question names."""
LETTER = "letter"
"""How the slot of a reply is named that a letter stands behind."""
KEPT = "kept"


def keep(actor: Actor, words: str, *of: str) -> str:
    """Keep words until it is said what they are for; the name under which they are kept.

    `of`: what tells them from others that the same event brings. No copy of a password is kept.
    """
    refuse_secret(words)
    kept = derived_id(actor.who.platform, actor.event.id, KEPT, *of)
    actor.tx.keep(kept, actor.known.id, actor.named(words))
    return kept


def ask(tx: Mail, person: str, kept: str, message: Message) -> Put:
    """A question about kept words, to be shown at once; and the letter that asks it if nobody does."""
    letter = Letter.to(
        person,
        {KEPT: kept},
        tx.moment.real + REPLY_GRACE_MS,
        id=derived_id(kept, "asked"),
        once=f"{OWN}{KEPT}/{kept}",
        repeatable=True,
    )
    tx.post(letter)
    return Put(message, slot=SlotRef(f"{LETTER}/{tx.account}/{letter.id}/", 0, letter.id))


def question(
    tx: Talks, kept: str, words: str, asked: Sequence[tuple[Seat, Conversation]], reader: Reader
) -> Message:
    """What is it for? One button for each of these open talks."""
    here = asked[:MOST]
    buttons = tuple(
        Button(Control(row.id, seat.role, seat.turn, controls.TAKE, kept).write(), plain(label, reader))
        for (seat, row), label in zip(here, waiting.labels(tx, here), strict=True)
    )
    return Message(draw_card(card(t("kept-which", words=words[:200])), reader).body, controls=buttons)


def asked_again(tx: Inside, person: str, kept: str, reader: Reader) -> Message | None:
    """The question as it stands now; None when the words were taken, or nothing is asked any more."""
    words = tx.kept(kept, person)
    asked = [(seat, row) for seat, row in tx.open_seats(person) if seat.asked and row.dialog in DIALOGS]
    return question(tx, kept, words, asked, reader) if words is not None and asked else None


def edited_as(row: Conversation, what: str) -> str:
    """The name under which an edited answer is kept until somebody takes it; `what`: its key's digits."""
    return derived_id(row.id, "edited", what)
