"""A conversation is loaded for whoever sits in it; after a day it is taken up over the facts of today."""

from __future__ import annotations

import logging

from bot.conversations.acting import Acting
from bot.conversations.live import Live
from bot.conversations.seated import Stood
from bot.conversations.stage import Stage
from bot.dialog import Refused
from bot.model import Person
from bot.transaction import Conflict, Conversation, Seat

log = logging.getLogger(__name__)

FRESH_MS = 24 * 3_600_000
"""Facts older than this are prepared again before anybody goes on over them."""


def sit(
    stage: Stage, person: Person, role: str, row: Conversation, seats: tuple[Seat, ...] | None = None
) -> Acting | None:
    """Load a conversation for the person in one of its seats (`seats`: read already).

    A script that cannot be replayed parks its own conversation, and nothing else: then None.

    Raises:
        Refused: it is taken up again after a day, and what it was about is over by now.
        Conflict: it ended when it was taken up, and somebody changed what it writes: to be taken again.
    """
    try:
        live = Live.load(stage.tx, row, seats)
        stood = None
        if row.state == "open" and stage.tx.moment.now - row.prepared_ms >= FRESH_MS:
            stood = Stood(live.seats[role].turn, live.view(role))
            stage.take_up(live)
    except (Refused, Conflict):
        raise
    except Exception:  # whatever is wrong with one script, everybody else goes on
        log.exception("parked on loading", extra={"conversation": row.id, "dialog": row.dialog})
        if row.state == "open":
            stage.tx.save_conversation(row.id, answers=row.answers, state="parked", reason="replay")
        return None
    return Acting(stage, live, role, person, stood)
