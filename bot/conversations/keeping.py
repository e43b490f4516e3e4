"""Words that came at an unclear moment: they are kept until it is said what they are for."""

from __future__ import annotations

from collections.abc import Sequence

from bot.conversations.actor import Actor
from bot.conversations.selves import Selves
from bot.engine.read import has_link, refuse_secret
from bot.phases import DIALOGS
from bot.ports import Where
from bot.practice.identity import derived_id
from bot.transaction import At, Conversation, Seat

MOST = 5
"""Talks that one question names."""
LETTER = "letter"
"""How the slot of a reply is named that a letter stands behind."""
KEPT = "kept"
FEW, LINE = 6, 60
"""Up to so many words, or characters, are few: they are written again faster than filed."""

Seats = Sequence[tuple[At, Seat, Conversation]]
"""Places in open talks, each with whoever sits there."""


def says_much(words: str) -> bool:
    """Whether words may stand for themselves, wherever they were written: a sentence, or a link."""
    return len(words.split()) > 1 or has_link(words)


def says_a_lot(words: str) -> bool:
    """Whether nobody would want to write it once more: more than a few words, or a link."""
    return len(words.split()) > FEW or len(words) > LINE or has_link(words)


def asked_now(selves: Selves) -> Seats:
    """Everything that somebody is asked now, in all their accounts, last touched first."""
    found = []
    for at in selves.places():
        with selves.peek(at):
            found += [
                (at, seat, row)
                for seat, row in selves.tx.open_seats(at.person)
                if seat.asked and row.dialog in DIALOGS
            ]
    return sorted(found, key=lambda one: -one[1].touched_ms)


def keep(actor: Actor, words: str, *of: str) -> str:
    """Keep words until it is said what they are for; the name under which they are kept.

    `of`: what tells them from others that the same event brings. No copy of a password is kept.
    """
    refuse_secret(words)
    kept = name_of(actor.who, actor.event.id, *of)
    actor.tx.keep(kept, actor.known.id, actor.named(words))
    return kept


def name_of(who: Where, event: str, *of: str) -> str:
    """The name under which what an event of somebody brought is kept; `of`: see `keep`."""
    return derived_id(who.platform, event, KEPT, *of)


def found(selves: Selves, kept: str) -> tuple[At, str] | None:
    """Kept words, and which of their selves they lie with: what they are for may be of another account."""
    for at in selves.places():
        with selves.peek(at):
            words = selves.tx.kept(kept, at.person)
        if words is not None:
            return at, words
    return None


def let_go(selves: Selves, kept: str) -> None:
    """Kept words were taken: what they said stands elsewhere now."""
    if (lies := found(selves, kept)) is not None:
        with selves.peek(lies[0]):
            selves.tx.let_go(kept, lies[0].person)


def edited_as(row: Conversation, what: str) -> str:
    """The name under which an edited answer is kept until somebody takes it; `what`: its key's digits."""
    return derived_id(row.id, "edited", what)
