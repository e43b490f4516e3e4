"""What a turn puts on the list of things due, and the talks that it closes."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import time

from bot.conversations.kept_facts import dump_start
from bot.conversations.live import Live
from bot.dialog import Close, Plan
from bot.model import Person
from bot.phases.hours import THERE_MS, open_at
from bot.practice.calendar import resolve, to_millis
from bot.practice.identity import derived_id
from bot.transaction import NUDGE, Agenda, Conversation, Due, Talks

NUDGE_AFTER_MS = 15 * 3_600_000
"""A night: the next open hour after it is on the next working day, whenever in a day somebody was asked."""


def put_off(tx: Agenda, live: Live, role: str) -> bool:
    """Put the one reminder of a seat off until tomorrow, or give it one.

    False when it has been, or comes only on the day on which what is asked for is due.
    """
    person = tx.one(Person, live.seats[role].person)
    tx.unplan(conversation=live.row.id, person=person.id, what=NUDGE)
    return nudge(tx, live, role) and _due_ms(live, person) <= tx.moment.now + NUDGE_AFTER_MS


def nudge(tx: Agenda, live: Live, role: str) -> bool:
    """One reminder for a seat that has just been asked. The occurrence makes it one, for ever.

    What comes outside their hours is read in the first of them, and the night is counted from there.
    What is due on a day is not reminded of before it.
    """
    seat, now = live.seats[role], tx.moment.now
    person = tx.one(Person, seat.person)
    read_ms = now if now - seat.touched_ms < THERE_MS else open_at(person, now)
    return tx.plan(
        Due(
            id=derived_id(live.row.id, role, "nudge"),
            account=tx.account,
            what=NUDGE,
            occurrence=live.row.id + role,
            person=person.id,
            engagement=live.row.engagement,
            conversation=live.row.id,
            at_ms=max(read_ms + NUDGE_AFTER_MS, _due_ms(live, person)),
            payload={"role": role},
        )
    )


def _due_ms(live: Live, person: Person) -> int:
    """The morning of the day on which what is asked for is due; 0 where it has none."""
    if live.dialog.due is None:
        return 0
    return to_millis(resolve(live.dialog.due(live.facts), time.fromisoformat(person.work_from), person.zone))


def schedule(tx: Agenda, plan: Plan) -> None:
    """Schedule something due; the same occurrence is planned once."""
    start = dump_start(plan.start) if plan.start else {}
    tx.plan(
        Due(
            id=derived_id(tx.account, plan.what, plan.occurrence, plan.person, plan.engagement),
            account=tx.account,
            what=plan.what,
            occurrence=plan.occurrence,
            person=plan.person,
            engagement=plan.engagement,
            conversation="",
            at_ms=plan.at_ms,
            payload={"start": start, "asked": plan.asked},
        )
    )


def close(
    tx: Talks,
    conversations: Iterable[str],
    reason: str,
    but: str = "",
    only: Close | None = None,
    *,
    told: str = "",
) -> None:
    """Close conversations for a reason that their old buttons will tell; only those that are meant.

    A question that stands before somebody is redrawn with the reason, but for the one who is `told` it
    with this.
    """
    for id in conversations:
        row = None if id == but else tx.conversation(id)
        if row is None or row.state not in ("open", "parked"):
            continue
        if only is not None and not _meant(row, only):
            continue
        tx.save_conversation(id, answers=row.answers, state="closed", reason=reason)
        for seat in tx.seats(id):
            stands = seat.asked and seat.ref and seat.shown_turn == seat.turn
            put_at = tx.moment.real if stands and seat.person != told else 0
            tx.move_seat(seat, asked=False, editing="", put_at_ms=put_at, touched=False)


def _meant(row: Conversation, close: Close) -> bool:
    begun_with = row.start.get("terms", {})
    other = any(begun_with.get(name, value) != value for name, value in close.terms.items())
    return not other and close.about in ("", row.about)
