"""Reminders: one a day of everything that waits for somebody, and one for a whole silence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import time, timedelta
from typing import Any

from bot.conversations.left import minutes_left
from bot.conversations.naming import labels
from bot.conversations.waiting import owed
from bot.dialog import day_of
from bot.due import silence, unasked
from bot.engine.cards import Card, Offer, card
from bot.engine.text import t
from bot.model import DECLINED, Engagement, Person
from bot.phases import DIALOGS
from bot.practice.calendar import resolve, to_millis
from bot.practice.identity import derived_id
from bot.transaction import NUDGE, Conversation, Due, Inside, Letter, Mail, Seat, Talks
from bot.words.stored import dump_card, load_card

ASKED, SINCE = "asked", "since"
"""What a reminder's letter keeps beside its words: the seats that it names, and when it was written."""


def remind(tx: Inside, nudges: Sequence[Due], later_ms: int) -> None:
    """The one reminder of a day, of everything that would be reminded of today and is still asked."""
    first, person = nudges[0], tx.one(Person, nudges[0].person)
    tomorrow = day_of(tx.moment.now, person.zone) + timedelta(days=1)
    midnight = to_millis(resolve(tomorrow, time(), person.zone))
    later_today = [due for due in tx.planned(person.id, NUDGE) if due.at_ms < midnight and _goes_on(tx, due)]
    asked = [found for due in (*nudges, *later_today) if (found := still_asked(tx, due)) is not None]
    if not asked or unasked.room_at(tx, person.id) > tx.moment.now:
        return
    tx.done(later_today)
    unasked.count(tx, person.id)
    seats = [(seat.conversation, seat.role) for seat, _ in asked]
    kept = {ASKED: seats, SINCE: tx.moment.now}
    leave(tx, first, dump_card(_reminder(tx, asked)) | kept, later_ms, repeatable=True)


def _reminder(tx: Talks, asked: Sequence[tuple[Seat, Conversation]]) -> Card:
    offers = (Offer(t("show-me"), "next", main=True), Offer(t("nudge-away"), "away"))
    minutes = sum(minutes_left(tx, seat, row) for seat, row in asked)
    return card(t("nudge", titles=labels(tx, asked), minutes=minutes, count=len(asked)), offers=offers)


def still_asked(tx: Talks, due: Due) -> tuple[Seat, Conversation] | None:
    """The seat that a reminder is for, if its question still stands as it stood."""
    return _as_it_stood(tx, due.conversation, str(due.payload["role"]), due.at_ms)


def _as_it_stood(tx: Talks, talk: str, role: str, since_ms: int) -> tuple[Seat, Conversation] | None:
    row = tx.conversation(talk, lock=False)
    if row is None or row.state != "open" or row.dialog not in DIALOGS:
        return None
    seat = next((seat for seat in tx.seats(row.id) if seat.role == role), None)
    return (seat, row) if seat is not None and owed(tx, seat, row) and seat.touched_ms <= since_ms else None


def drawn(tx: Talks, letter: Letter) -> Card | None:
    """A reminder that has waited to be sent, as things stand now; None where nothing is left to remind of.

    One that names nothing was written by an older version, and goes as it is.
    """
    since_ms = int(letter.card.get(SINCE, 0))
    if ASKED in letter.card:
        found = (_as_it_stood(tx, talk, role, since_ms) for talk, role in letter.card[ASKED])
        asked = [one for one in found if one is not None]
        return _reminder(tx, asked) if asked else None
    if SINCE in letter.card:
        return silence.told(tx, letter.person) if tx.acted_ms(letter.person) <= since_ms else None
    return load_card(letter.card)


def tell_silence(tx: Inside, due: Due, later_ms: int) -> int | None:
    """One message for a whole silence; where there is no room for it yet, the moment when there is."""
    words = silence.words(tx, due)
    if words is None:
        return None
    at_ms = silence.told_at(tx, due.person)
    if at_ms > tx.moment.now:
        return at_ms  # what waited first is done, and the rest has not waited for so long
    room_ms = unasked.room_at(tx, due.person)
    if room_ms > tx.moment.now:
        return room_ms
    unasked.count(tx, due.person)
    leave(tx, due, dump_card(words) | {SINCE: tx.moment.now}, later_ms, repeatable=True)
    return None


def _goes_on(tx: Talks, due: Due) -> bool:
    """Whether it may come: for work that is running, or for none at all."""
    if not due.engagement:
        return True
    work = tx.one(Engagement, due.engagement)
    return not sleeps(tx, work, due) and under_way(work, due)


def sleeps(tx: Talks, work: Engagement, due: Due) -> bool:
    """Whether it waits until work that rests goes on: all but the reminder to say whether it does."""
    if work.state != "paused":
        return False
    row = tx.conversation(due.conversation, lock=False) if due.what == NUDGE else None
    return row is None or row.dialog != "resume"


def under_way(work: Engagement, due: Due) -> bool:
    """Whether an engagement is running, so that what is due for it may come."""
    # Before the yes only talks of the one who invites are reminded of: the invitation itself never is.
    # And of work that rests, of the question whether it goes on.
    asked = work.state in ("invited", DECLINED, "paused")
    return work.state in ("active", "alone") or (due.what == NUDGE and asked)


def leave(tx: Mail, due: Due, words: Mapping[str, Any], later_ms: int, *, repeatable: bool = False) -> None:
    """A letter, once for this occurrence, a little later where many get one at once."""
    tx.post(
        Letter.to(
            due.person,
            words,
            tx.moment.real + later_ms,
            id=derived_id(due.id, "letter"),
            once=f"{due.what}/{due.occurrence}",
            engagement=due.engagement,
            repeatable=repeatable,
        )
    )
