"""What waits for somebody, with minutes beside each entry: Home, the Monday list and `next` are this.

On Home and after `next` their people stand below it, at a glance.
"""

from __future__ import annotations

from dataclasses import replace

from bot.conversations import controls
from bot.conversations.controls import Control
from bot.engine.cards import Button, Card, Message, Offer
from bot.engine.text import Text, t
from bot.model import OWNER, Engagement, Person, Todo
from bot.phases import DIALOGS
from bot.ports import Profile, Where
from bot.summaries.people import Row, at_a_glance, rows_of
from bot.transaction import Conversation, Seat, Transaction
from bot.words import Reader, draw_card, plain, render

Entry = tuple[Text, Text, Button]

LISTED = 10
"""So many people stand below what waits; `people` shows all of them."""


def list_for(tx: Transaction, who: Where, profile: Profile) -> Message:
    """One list over all accounts, then everybody at a glance; each has a button that opens it."""
    entries: list[Entry] = []
    people: list[Row] = []
    minutes = 0
    reader = Reader(profile.locale or "en", profile.zone or "UTC")
    known = False
    for account, id, _ in tx.persons_at(who):
        known = True
        tx.enter(account)
        person = tx.one(Person, id)
        reader = Reader(person.locale, person.zone)
        more, found = _entries(tx, id, reader)
        minutes += more
        entries += found
        people += rows_of(tx, id)
    if not known:
        return welcome(profile)
    glance = draw_card(at_a_glance(people, LISTED), reader)
    facts = tuple((render(title, reader), render(line, reader)) for title, line, _ in entries)
    return Message(
        title=render(t("waiting-title", minutes=minutes), reader) if entries else (),
        body=(() if entries else (render(t("waiting-nothing"), reader),)) + glance.body,
        facts=(*facts, (render(t("people-title"), reader), ()), *glance.facts) if glance.facts else facts,
        controls=(*_buttons(entries), *glance.controls),
    )


def above(tx: Transaction, person: Person, message: Message, reader: Reader) -> Message:
    """A message with what waits for its reader at its head."""
    minutes, entries = _entries(tx, person.id, reader)
    head = t("waiting-title", minutes=minutes) if entries else t("waiting-nothing-now")
    facts = tuple((render(title, reader), render(line, reader)) for title, line, _ in entries)
    return replace(
        message,
        body=(render(head, reader), *message.body),
        facts=(*facts, *message.facts),
        controls=(*_buttons(entries), *message.controls),
    )


def _entries(tx: Transaction, person: str, reader: Reader) -> tuple[int, list[Entry]]:
    """What waits for a person of this account, and the minutes that it takes together."""
    entries: list[Entry] = []
    minutes = 0
    for seat, row in tx.open_seats(person):
        if not seat.asked or row.dialog not in DIALOGS:
            continue
        dialog = DIALOGS[row.dialog]
        minutes += dialog.minutes
        open_it = Button(
            Control(row.id, seat.role, seat.turn, controls.OPEN).write(), plain(dialog.title, reader)
        )
        entries.append((dialog.title, _line(tx, seat, row), open_it))
    todos = sorted(
        (todo for todo in tx.find(Todo, person=person) if not todo.done_at), key=lambda todo: todo.due_on
    )
    several = len({todo.engagement for todo in todos}) > 1
    for todo in todos[:10]:
        minutes += todo.minutes
        entries.append(
            (
                t("todo-line", day=todo.due_on),
                t("todo-what", what=todo.what, minutes=todo.minutes),
                _tick(tx, todo, reader, several),
            )
        )
    return minutes, entries


def _line(tx: Transaction, seat: Seat, row: Conversation) -> Text:
    minutes = DIALOGS[row.dialog].minutes
    found = tx.find(Engagement, id=row.engagement) if row.engagement else ()
    if not found:
        return t("waiting-line-alone", minutes=minutes)
    other = found[0].professional if seat.role == OWNER else found[0].owner
    return t("waiting-line", minutes=minutes, other=tx.one(Person, other).called)


def _tick(tx: Transaction, todo: Todo, reader: Reader, several: bool) -> Button:
    label = t("tick-off")
    if several:
        work = tx.one(Engagement, todo.engagement)
        other = work.professional if work.owner == todo.person else work.owner
        label = t("tick-off-for", name=tx.one(Person, other).called)
    return Button(f"start:ready:{todo.engagement}", plain(label, reader))


def _buttons(entries: list[Entry]) -> tuple[Button, ...]:
    """Each button once: what one tap opens may hold several entries."""
    return tuple({button.id: button for _, _, button in entries}.values())


def welcome(profile: Profile) -> Message:
    """The first words to somebody new."""
    reader = Reader(profile.locale or "en", profile.zone or "UTC")
    offers = (Offer(t("add-a-person"), "add", main=True), Offer(t("try-it"), "practise"))
    return draw_card(Card((t("welcome", name=profile.name),), offers=offers), reader)
