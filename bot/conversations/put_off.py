"""A question that was put off: what is typed is no answer to it until it is opened again."""

from __future__ import annotations

from bot.conversations.keeping import Seats
from bot.conversations.selves import Selves
from bot.transaction import Seat, Talks

PUT_OFF = "put off"
"""What is remembered of a talk: the seats that put their question off, each with its turn then."""


def note(tx: Talks, seat: Seat) -> None:
    """Note that whoever sits here does not answer now. The next turn of the seat ends it."""
    others = (one for one in _noted(tx, seat).split() if not one.startswith(f"{seat.role}."))
    tx.remember(seat.conversation, PUT_OFF, " ".join((*others, _now(seat))))


def was_put_off(tx: Talks, talk: str) -> bool:
    """Whether somebody has ever put a question of this talk off."""
    return tx.remembered(talk, PUT_OFF) is not None


def not_put_off(selves: Selves, seats: Seats) -> Seats:
    """Those of these questions that take what is typed."""
    left = []
    for one in seats:
        at, seat, _ = one
        with selves.peek(at):
            if _now(seat) not in _noted(selves.tx, seat).split():
                left.append(one)
    return left


def _noted(tx: Talks, seat: Seat) -> str:
    return tx.remembered(seat.conversation, PUT_OFF) or ""


def _now(seat: Seat) -> str:
    return f"{seat.role}.{seat.turn}"
