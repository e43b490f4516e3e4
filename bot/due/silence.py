"""Somebody who does nothing for three working days hears once what waits, and whom it stops (X8).

Looked at first when a reminder falls due for something still unanswered, and then at the end of the
third day. Whoever did anything meanwhile begins a new three days, and whoever is away is not silent.
One message for each silence, however much waits and however long it lasts.
"""

from __future__ import annotations

from datetime import time

from bot.conversations.left import minutes_left
from bot.conversations.waiting import STOPS, owed
from bot.dialog import day_of
from bot.engine.cards import Card, Offer, card
from bot.engine.text import t
from bot.model import Engagement, Person
from bot.phases import DIALOGS
from bot.phases.hours import free_days
from bot.practice.calendar import resolve, to_millis
from bot.practice.identity import derived_id
from bot.practice.workdays import MONDAY_TO_FRIDAY, add_working_days
from bot.transaction import SILENCE, Conversation, Due, Inside, Records, Seat, Talks

WORKING_DAYS = 3


def plan(tx: Inside, person: str) -> None:
    """Look again at the end of this silence's third working day; planned once for each silence.

    Who has never done anything here is not silent but new.
    """
    since_ms = tx.acted_ms(person)
    if not since_ms:
        return
    tx.plan(
        Due(
            id=derived_id(tx.account, person, SILENCE, str(since_ms)),
            account=tx.account,
            what=SILENCE,
            occurrence=str(since_ms),
            person=person,
            engagement="",
            conversation="",
            at_ms=max(tx.moment.now, told_at(tx, person)),
            payload={"since": since_ms},
        )
    )


def lasts(tx: Talks, person: str) -> bool:
    """Whether somebody is silent: what the calendar has for them waits in the list, without a message.

    Who has never done anything here is not silent but new.
    """
    if not tx.acted_ms(person) or not waiting(tx, person):
        return False
    return tx.moment.now >= told_at(tx, person)


def told_at(tx: Talks, person: str) -> int:
    """The end of the third working day after their last act, or after something first waited for them."""
    begun_ms = [row.created_ms for _, row in waiting(tx, person)]
    return _third_day(tx.one(Person, person), max(tx.acted_ms(person), min(begun_ms, default=0)))


def words(tx: Inside, due: Due) -> Card | None:
    """What is said at the end of it; None where nothing waits, or something was done meanwhile."""
    if tx.acted_ms(due.person) > due.payload["since"]:
        if waiting(tx, due.person):
            plan(tx, due.person)
        return None
    return told(tx, due.person)


def told(tx: Talks, person: str) -> Card | None:
    """What waits for somebody by now, and whom it stops; None where nothing does."""
    asked = waiting(tx, person)
    if not asked:
        return None
    stopped = [row for _, row in asked if row.dialog in STOPS]
    works = [tx.one(Engagement, row.engagement) for row in stopped]
    names = tuple(dict.fromkeys(tx.one(Person, work.professional).called for work in works))
    minutes = sum(minutes_left(tx, seat, row) for seat, row in asked)
    said = t("silence", count=len(asked), stops=len(stopped), names=names, minutes=minutes)
    return card(said, offers=(Offer(t("show-me"), "next", main=True), Offer(t("silence-away"), "away")))


def waiting(tx: Talks, person: str) -> list[tuple[Seat, Conversation]]:
    """What somebody is asked for work that does not rest, and whether what rests goes on."""
    return [
        (seat, row)
        for seat, row in tx.open_seats(person)
        if row.state == "open" and row.dialog in DIALOGS and owed(tx, seat, row) and not _rests(tx, row)
    ]


def _rests(tx: Records, row: Conversation) -> bool:
    if not row.engagement or row.dialog == "resume":
        return False
    return tx.one(Engagement, row.engagement).state == "paused"


def _third_day(person: Person, since_ms: int) -> int:
    first = day_of(since_ms, person.zone)
    days = frozenset(int(day) for day in person.work_days) or MONDAY_TO_FRIDAY
    day = add_working_days(first, WORKING_DAYS, free_days(person, first.year), days)
    return to_millis(resolve(day, time.fromisoformat(person.work_from), person.zone))
