"""A page is looked at, for the form that is opened over it: nothing is locked, changed or taken."""

from __future__ import annotations

import logging

from bot.conversations import controls
from bot.conversations.controls import Control
from bot.conversations.live import Live
from bot.conversations.pages import Drawing
from bot.conversations.selves import Selves
from bot.engine.cards import Message
from bot.ports import Where
from bot.transaction import Transaction
from bot.words import Reader

log = logging.getLogger(__name__)


def look(tx: Transaction, who: Where, written: str) -> Message | None:
    """The page behind a control, for whoever sits in its seat; nothing is locked or changed."""
    control = controls.parse(written)
    if not isinstance(control, Control):
        return None
    selves = Selves(tx, who)
    for at in selves.places():
        with selves.peek(at):
            row = selves.tx.conversation(control.conversation, lock=False)
            if row is None or row.state != "open":
                continue
            try:
                live = Live.load(selves.tx, row)
            except Exception:  # a script that cannot be replayed shows no form, and says so when pressed
                log.exception("not drawn", extra={"conversation": row.id, "dialog": row.dialog})
                return None
            seat = live.seats.get(control.role)
            if seat is not None and seat.person == at.person:
                reader = Reader.of(selves.known, tx.moment.now, live.facts.scene.kind)
                return Drawing(live, control.role, reader).page()
    return None
