"""What an errand says: drawn at the last moment, so that what arrives is how things stand now."""

from __future__ import annotations

import logging
from typing import NamedTuple

from bot.conversations import beside, unclear, waiting
from bot.conversations.beside import ASK
from bot.conversations.keeping import KEPT
from bot.conversations.live import Live
from bot.conversations.pages import Drawing
from bot.conversations.selves import Selves
from bot.due import reminders, standstill
from bot.engine.cards import Card, Message
from bot.model import Channel, Engagement, Person
from bot.phases.hours import THERE_MS, open_at
from bot.ports import Where
from bot.telling.channel import drawn
from bot.transaction import EXCUSE, Conversation, Errand, Letter, Records, Seat, Talks, Transaction
from bot.words import Reader, draw_card
from bot.words.stored import load_card

log = logging.getLogger(__name__)

POSTED = "posted"
"""What is remembered of a channel's slot: the reference of what stands there."""

STALE_US = 4 * 24 * 3_600_000_000
"""A reminder that could not be brought for so long, over a weekend even, has nothing to say any more."""


class Drawn(NamedTuple):
    """A message on its way."""

    where: Where
    channel: str
    message: Message
    ref: str
    """The message whose place it takes; "" = a new one."""
    key: str
    """What a new one is known by; "" = it is none, so where its place is gone there is nothing to show."""
    reader: Reader
    turn: int = 0
    letter: Letter | None = None
    replied_ms: int = 0
    """Since when a reply to its reader's own act may have shown it; 0 = no reply can have."""
    stood_ms: int = 0
    """Since when what it takes the place of has stood there, where it is the same message to its reader."""


class Held(NamedTuple):
    """Not at this hour: its reader may be written to so many milliseconds later."""

    for_ms: int


class Nothing(NamedTuple):
    """What it was about is over."""

    turn: int = 0


def draw(tx: Transaction, errand: Errand, keeps_hours: bool) -> Drawn | Held | Nothing:
    """An errand as it stands at this moment."""
    tx.enter(errand.account)
    if not errand.letter:
        return _page(tx, errand, keeps_hours)
    letter = tx.letter(errand.letter)
    if letter is None:
        return Nothing()
    return _post(tx, errand, letter) if letter.channel else _letter(tx, errand, letter, keeps_hours)


def _page(tx: Talks, errand: Errand, keeps_hours: bool) -> Drawn | Held | Nothing:
    row = tx.conversation(errand.conversation, lock=False)
    found = [seat for seat in tx.seats(errand.conversation) if seat.role == errand.role]
    if row is None or not found:
        return Nothing(found[0].turn if found else 0)
    if row.state == "closed":
        return _closed(tx, errand, row, found[0])
    live = Live.load(tx, row)
    seat = live.seats[errand.role]
    person = tx.one(Person, seat.person)
    # Whoever has just done something is there, whatever the hour.
    there = tx.moment.now - seat.touched_ms < THERE_MS
    if keeps_hours and not there and not _stops_somebody(tx, row, person) and (held := _held(tx, person)):
        return held
    reader = Reader.of(person, tx.moment.now, live.facts.scene.kind)
    message = Drawing(live, seat.role, reader).page()
    if not message.says_something():
        return Nothing(seat.turn)
    replied_ms = tx.moment.real - (tx.moment.now - seat.touched_ms) if there else 0
    return Drawn(_person_at(errand), "", message, "", seat.page_key, reader, seat.turn, replied_ms=replied_ms)


def _closed(tx: Talks, errand: Errand, row: Conversation, seat: Seat) -> Drawn | Nothing:
    """A question that closed as it stood before somebody: what stands there, with why and without controls.

    An edit tells nobody, so it may come at any hour; a new message would. Where the script cannot be drawn
    any more the question stays as it stands, and says that it is over when it is pressed.
    """
    if not seat.ref:
        return Nothing(seat.turn)
    try:
        live = Live.load(tx, row)
        reader = Reader.of(tx.one(Person, seat.person), tx.moment.now, live.facts.scene.kind)
        message = Drawing(live, seat.role, reader).over()
    except Exception:  # whatever is wrong with it, nothing is left to ask, and no mend would bring it back
        log.exception("left as it stands", extra={"conversation": row.id, "dialog": row.dialog})
        return Nothing(seat.turn)
    return Drawn(_person_at(errand), "", message, seat.ref, "", reader, seat.turn, stood_ms=seat.shown_ms)


def _letter(tx: Transaction, errand: Errand, letter: Letter, keeps_hours: bool) -> Drawn | Held | Nothing:
    if letter.reminds and tx.moment.real * 1000 - letter.posted > STALE_US:
        return Nothing()
    person = tx.one(Person, letter.person)
    if keeps_hours and not letter.own and (held := _held(tx, person)):
        return held
    found = tx.find(Engagement, id=letter.engagement) if letter.engagement else ()
    reader = Reader.of(person, tx.moment.now, found[0].kind if found else "contractor")
    if KEPT in letter.card or ASK in letter.card:
        where = _person_at(errand)
        kept = letter.card.get(KEPT)
        asks = (
            unclear.asked_again(Selves(tx, where), kept, reader)
            if kept
            else beside.drawn(letter.card, reader)
        )
        tx.enter(errand.account)
        since_ms = letter.posted // 1000
        return (
            Drawn(where, "", asks, "", letter.id, reader, letter=letter, replied_ms=since_ms)
            if asks
            else Nothing()
        )
    card = _as_it_stands(tx, letter)
    if card is None:
        return Nothing()
    message = draw_card(card, reader)
    if card.waiting:
        message = waiting.above(tx, person, message, reader)
    return Drawn(_person_at(errand), "", message, "", letter.id, reader, letter=letter)


def _as_it_stands(tx: Talks, letter: Letter) -> Card | None:
    """What a letter says by now; None where what it was about is over."""
    if EXCUSE in letter.card:
        return standstill.drawn(tx, letter)
    return reminders.drawn(tx, letter) if letter.reminds else load_card(letter.card)


def _post(tx: Records, errand: Errand, letter: Letter) -> Drawn | Nothing:
    """A channel's slot as the records stand; what stands there already is replaced."""
    found = tx.find(Channel, id=letter.channel)
    card = drawn(tx, str(letter.card["slot"]))
    if not found or found[0].state != "posting" or card is None:
        return Nothing()
    reader = Reader("en", "UTC")
    message = draw_card(card, reader)
    where = Where(errand.platform, errand.scope, "")
    ref = tx.remembered(slot_name(letter), POSTED) or ""
    return Drawn(where, found[0].channel, message, ref, letter.id, reader, letter=letter)


def slot_name(letter: Letter) -> str:
    """A channel's slot, by which is remembered what stands in it."""
    return f"{letter.channel}/{letter.card['slot']}"


def _person_at(errand: Errand) -> Where:
    return Where(errand.platform, errand.scope, errand.to)


def _stops_somebody(tx: Records, row: Conversation, person: Person) -> bool:
    """Whether the other one cannot go on without it, while its reader is there with something else."""
    return row.dialog in waiting.STOPS and tx.moment.now - tx.acted_ms(person.id) < THERE_MS


def _held(tx: Records, person: Person) -> Held | None:
    """Until their day begins. Who has not said their hours yet is written to at once: the invitation."""
    if not person.zone_confirmed:
        return None
    wait_ms = open_at(person, tx.moment.now) - tx.moment.now
    return Held(wait_ms) if wait_ms > 0 else None
