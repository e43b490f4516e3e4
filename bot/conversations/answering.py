"""Which of the open questions a typed line answers, or may be meant for, wherever they stand."""

from __future__ import annotations

import logging

from bot.conversations import keeping
from bot.conversations.acting import Acting
from bot.conversations.actor import Actor
from bot.conversations.keeping import Seats
from bot.conversations.live import Live
from bot.transaction import Conversation, Seat

log = logging.getLogger(__name__)


def answered(actor: Actor, words: str, seats: Seats, since_ms: int = 0) -> Seats:
    """The newest question that stands before them, where a line is exactly one of its answers.

    With those older ones to which the line says as much: a number is a place in any list, and the same
    may be asked twice. Then nobody can tell which of them is meant.
    `since_ms`: when the question was shown that has the floor. A judgement that is older than it is not
    what the line is about, whatever it says.
    """
    shown = sorted((one for one in seats if _stands(one[1])), key=lambda one: -one[1].shown_ms)
    if not _says(actor, words, shown[:1], since_ms):
        return ()
    number = words.strip().rstrip(".!)").isdecimal()
    older = (one for one in shown[1 : keeping.MOST] if number or one[2].dialog == shown[0][2].dialog)
    return (shown[0], *(one for one in older if _says(actor, words, [one])))


def answers_below(actor: Actor, words: str, seat: Seat, others: Seats) -> bool:
    """Whether a line is exactly an answer to a question that stands further down than the one of a seat."""
    below = [one for one in others if _stands(one[1]) and one[1].shown_ms > seat.shown_ms]
    return seat.shown_turn == seat.turn and _says(actor, words, below[: keeping.MOST])


def sought(actor: Actor, words: str, seats: Seats) -> bool:
    """Whether one of these open questions asks for own words, so that a sentence may be meant for it."""
    for at, seat, row in seats[: keeping.MOST]:
        with actor.peek(at):
            acting = _peeked(actor, seat, row)
            if acting is not None and acting.meaning.takes_as_own(words):
                return True
    return False


def _stands(seat: Seat) -> bool:
    """Whether what a seat is asked is known to stand before its person."""
    return bool(seat.shown_ms) and seat.shown_turn == seat.turn


def _says(actor: Actor, words: str, seats: Seats, since_ms: int = 0) -> bool:
    """Whether a line is exactly an answer to one of these questions."""
    for at, seat, row in seats:
        with actor.peek(at):
            if _exact(actor, words, seat, row, judged=seat.shown_ms >= since_ms):
                return True
    return False


def _exact(actor: Actor, words: str, seat: Seat, row: Conversation, *, judged: bool) -> bool:
    """Whether a line is one of the answers to what a seat is asked, `judged` if those are judgements."""
    acting = _peeked(actor, seat, row)
    if acting is None or acting.meaning.takes_as_own(words) or (acting.meaning.judges and not judged):
        return False
    return acting.meaning.understands(words)


def _peeked(actor: Actor, seat: Seat, row: Conversation) -> Acting | None:
    """An open talk as its seat sees it, without its lock; None where it cannot be read."""
    whole = actor.tx.conversation(row.id, lock=False)
    if whole is None or whole.state != "open":
        return None
    try:
        return Acting(actor.stage, Live.load(actor.tx, whole), seat.role, actor.known)
    except Exception:  # a script that cannot be replayed understands nothing, and is parked when opened
        log.exception("not read", extra={"conversation": row.id, "dialog": row.dialog})
        return None
