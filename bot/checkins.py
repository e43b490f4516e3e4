"""What is due: starting scheduled talks and sending the one reminder, in people's own hours.

Firing is database work: claim, look again whether it still holds, start, leave for delivery; one
transaction. Whether a moment is right for somebody is a pure function of their hours.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from bot import unasked
from bot.conversations.live import load_start
from bot.conversations.stage import Stage
from bot.dialog import Refused, Start, instant_of
from bot.engine.cards import card
from bot.engine.text import t
from bot.model import Engagement, Person
from bot.phases import DIALOGS, rhythm
from bot.phases.hours import open_at
from bot.ports import Store
from bot.practice.identity import derived_id
from bot.transaction import Conversation, Due, Letter, Transaction
from bot.words.stored import dump_card

log = logging.getLogger(__name__)

BATCH = 100
DROP_AFTER_MS = 7 * 24 * 3_600_000
"""Older than a week: it has nothing to say any more."""
TRY_AGAIN_MS = 3_600_000
LATE_MS = 12 * 3_600_000
"""Up to here it is simply late; after that what waited is folded into one message."""


class Sweeper:
    """Fires what is due, in batches, and leaves what it caused to delivery."""

    def __init__(self, store: Store, wake: Callable[[], None]) -> None:
        self._store = store
        self._wake = wake

    async def sweep(self) -> int:
        """Fire everything that is due now; how many occurrences were taken."""
        count = 0
        while True:
            fired = await self._store.turn(fire, urgent=False)
            count += fired
            if fired:
                self._wake()
            if fired < BATCH:
                return count


def fire(tx: Transaction) -> int:
    """One batch of due occurrences. Each is looked at again: what no longer holds just vanishes."""
    claimed = tx.claim_due(tx.moment.now, BATCH)
    for due in claimed:
        tx.enter(due.account)
        try:
            with tx.savepoint():
                _fire(tx, due)
        except Refused:
            log.info("no longer due", extra={"due": due.id})
        except Exception:  # one bad occurrence must not hold up everybody's; it is tried again
            log.exception("not fired", extra={"due": due.id})
            tx.postpone(due, tx.moment.now + TRY_AGAIN_MS)
    return len(claimed)


def _fire(tx: Transaction, due: Due) -> None:
    person = tx.one(Person, due.person)
    now = tx.moment.now
    if now - due.at_ms > DROP_AFTER_MS and due.what == "nudge":
        return
    open_ms = open_at(person, now)
    if open_ms > now:
        tx.postpone(due, open_ms)
        return
    if due.what == "note":
        _leave(tx, due, due.payload["card"])
        return
    if due.engagement and not _under_way(tx, due):
        return
    if due.what == "nudge":
        _nudge(tx, due)
    elif planned := due.payload.get("start"):
        _begin(tx, due, load_start(planned))


def _under_way(tx: Transaction, due: Due) -> bool:
    """Whether the engagement is running. While it is paused what is due sleeps until it goes on."""
    engagement = tx.one(Engagement, due.engagement)
    if engagement.state == "paused":
        tx.postpone(due, tx.moment.now + 24 * 3_600_000)
        return False
    # Before the yes only talks of the one who invites are reminded of: the invitation itself never is.
    return engagement.state in ("active", "alone") or (due.what == "nudge" and engagement.state == "invited")


def _nudge(tx: Transaction, due: Due) -> None:
    """The one reminder, if the seat is still asked."""
    row = tx.conversation(due.conversation, lock=False)
    if row is None or row.state != "open" or row.dialog not in DIALOGS:
        return
    role = str(due.payload["role"])
    seat = next((seat for seat in tx.seats(row.id) if seat.role == role), None)
    if seat is None or not seat.asked or seat.touched_ms > due.at_ms:
        return
    if unasked.room_at(tx, due.person) > tx.moment.now:
        return
    unasked.count(tx, due.person)
    dialog = DIALOGS[row.dialog]
    _leave(tx, due, dump_card(card(t("nudge", title=dialog.title, minutes=dialog.minutes))))


def _leave(tx: Transaction, due: Due, words: Mapping[str, Any]) -> None:
    """A letter, once for this occurrence."""
    tx.post(
        Letter(
            id=derived_id(due.id, "letter"),
            account=tx.account,
            person=due.person,
            channel="",
            engagement=due.engagement,
            once=f"{due.what}/{due.occurrence}",
            card=words,
            attempts=0,
            next_ms=tx.moment.real,
        )
    )


def _begin(tx: Transaction, due: Due, start: Start) -> None:
    """Start the talk that was planned for now, and plan the next of its kind."""
    carries = start.dialog in unasked.CARRIERS
    room_ms = unasked.room_at(tx, due.person)
    if room_ms > tx.moment.now and not carries and not due.payload.get("asked"):
        tx.postpone(due, room_ms)
        return
    stage = Stage(tx, None)
    if start.dialog in rhythm.WEEKLY:
        for plan in rhythm.following(tx, start):
            stage.plan(plan)
        # A week without an answer stays without one: the new week's question takes its place.
        old = (row.id for _, row in tx.open_seats(due.person) if _same(row, start))
        stage.close(old, "replaced")
    named = start.conversation or derived_id(due.id, "conversation")
    fields = {name: getattr(start, name) for name in Start.__slots__}
    try:
        begun = stage.begin(Start(**{**fields, "conversation": named}))
    except Refused:
        log.info("no longer due", extra={"due": due.id})
        return
    if begun is not None and not due.payload.get("asked"):
        unasked.count(tx, due.person)


def _same(row: Conversation, start: Start) -> bool:
    return row.dialog == start.dialog and row.engagement == start.engagement


def late_by(due_ms: int, now_ms: int) -> datetime | None:
    """The instant somebody should have been asked, where that is long enough ago to say sorry for."""
    return instant_of(due_ms) if now_ms - due_ms > LATE_MS else None
