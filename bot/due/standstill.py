"""After a standstill: one message to each person, however much was due meanwhile.

The process notes once a minute that it is alive. A beat that comes late writes down, in the same turn,
between which instants nothing ran: so whoever fires next knows of it, in whatever process, however often
the first look fails. What fell due meanwhile begins quietly, and what it would have told somebody is kept
for them. Behind all of it, due on its own, comes the one message: the excuse, then what stands nowhere
else (a Monday list, somebody's words), or else what waits under /fivefold.

Moving the workspace's clock is no standstill: there every due instant is stepped through in its time.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, NamedTuple

from bot.conversations.naming import labels
from bot.dialog import day_of
from bot.due import silence, unasked
from bot.engine.cards import Card, Offer
from bot.engine.text import Instant, Text, t
from bot.model import Person
from bot.phases.hours import open_at
from bot.practice.identity import derived_id
from bot.transaction import Due, Inside, Letter, Records, Settings, Talks, Transaction
from bot.words.stored import dump_card, load_card

ALIVE, OFF = "alive", "off"
BEAT_MS = 60_000
STANDSTILL_MS = 10 * 60_000
"""Silence longer than this is worth a word."""

EXCUSE = "excuse"
"""What is due behind all that somebody missed, and what tells its letter from others."""
MISSED = "missed"
"""What is remembered of somebody until their excuse: all that it has to tell."""
LISTED = "listed on"
"""The day on which somebody was last told of all that waits for them."""


class Off(NamedTuple):
    """Between these instants of people's time nothing ran."""

    since_ms: int
    until_ms: int


# --- that there was one ---------------------------------------------------------------------------


def beat(tx: Transaction) -> None:
    """Note that the process is alive; and when it was not, between which instants."""
    before = tx.setting(ALIVE)
    now, real = tx.moment
    tx.set(ALIVE, str(real))
    tx.let_go_old()
    if before is None:
        return
    silent_ms = real - int(before)
    if silent_ms < -BEAT_MS:
        tx.wind_back()
        over(tx)  # by this clock it would end in a time that has not come
    elif silent_ms >= STANDSTILL_MS:
        tx.set(OFF, f"{now - silent_ms} {now}")


def last(tx: Settings) -> Off | None:
    """The standstill of which not everything was fired yet."""
    kept = tx.setting(OFF)
    return Off(*map(int, kept.split())) if kept else None


def over(tx: Settings) -> None:
    """Everything that fell into it was fired."""
    tx.set(OFF, "")


def fell_into(due: Due, off: Off | None) -> bool:
    """Whether something was due while nothing ran, or before, and late enough to be worth a word."""
    return off is not None and off.until_ms - due.at_ms >= STANDSTILL_MS


# --- what somebody missed -------------------------------------------------------------------------


def misses(tx: Records, person: str) -> bool:
    """Whether somebody's one message is still to come: whatever is due before it goes into it."""
    return bool(tx.remembered(person, MISSED))


def miss(tx: Inside, person: str, off: Off | None, card: Card | None = None, *, held_ms: int = 0) -> None:
    """Keep for somebody's one message a card, or that something waits for them (`None`).

    `held_ms`: nothing yet, but something that belongs into it is due again at this moment only.
    """
    kept = tx.remembered(person, MISSED)
    if not kept and off is None:
        raise ValueError("missed without a standstill")
    missed: dict[str, Any] = json.loads(kept) if kept else {"cards": [], "waits": False, "held": 0}
    if off is not None:
        missed = {"since": off.since_ms, **missed, "until": off.until_ms}
    if held_ms:
        missed["held"] = max(missed["held"], held_ms)
    elif card is None:
        missed["waits"] = True
    else:
        missed["cards"].append(dump_card(card))
    tx.remember(person, MISSED, json.dumps(missed))
    if not kept:
        tx.plan(_behind(tx, person, missed["until"]))


def _behind(tx: Records, person: str, until_ms: int) -> Due:
    return Due(
        id=derived_id(tx.account, person, EXCUSE, str(until_ms)),
        account=tx.account,
        what=EXCUSE,
        occurrence=str(until_ms),
        person=person,
        engagement="",
        conversation="",
        at_ms=tx.moment.now,
        payload={},
    )


def say_sorry(tx: Inside, due: Due, later_ms: int) -> int | None:
    """The one message after a standstill; the moment when it may be said, where something is awaited yet."""
    kept = tx.remembered(due.person, MISSED)
    if not kept:
        return None
    missed = json.loads(kept)
    if tx.moment.now <= missed["held"]:
        return int(missed["held"]) + 1
    tx.remember(due.person, MISSED, "")
    cards = [load_card(one) for one in missed["cards"]]
    if not cards and not missed["waits"]:
        return None
    words = t("switched-off", since=Instant(missed["since"]), until=Instant(missed["until"]))
    person = tx.one(Person, due.person)
    # It says all that waits, on the day on which it is read.
    tx.remember(person.id, LISTED, day_of(open_at(person, tx.moment.now), person.zone).isoformat())
    unasked.count(tx, person.id)
    tx.post(
        Letter.to(
            person.id,
            {**dump_card(_together(words, cards)), EXCUSE: True},
            tx.moment.real + later_ms,
            id=derived_id(due.id, "letter"),
            once=f"{EXCUSE}/{due.occurrence}/{person.id}",
            repeatable=not cards,
        )
    )
    return None


def _together(words: Text, cards: Sequence[Card]) -> Card:
    """Everything in one: under the title of what lists what waits, if it has one."""
    head = next((card for card in cards if card.waiting), cards[0] if len(cards) == 1 else Card())
    lines = [words]
    for card in cards:
        lines += [*((card.title,) if card.title and card is not head else ()), *card.lines]
    return Card(
        lines=tuple(lines),
        title=head.title,
        facts=tuple(fact for card in cards for fact in card.facts),
        table=tuple(row for card in cards for row in card.table),
        picture=next((card.picture for card in cards if card.picture), None),
        offers=tuple(offer for card in cards for offer in card.offers),
        waiting=head.waiting,
    )


def drawn(tx: Talks, letter: Letter) -> Card | None:
    """Its card with what waits by now; None where it told of nothing else, and nothing waits any more."""
    card = load_card(letter.card)
    if card.waiting:  # the list stands at its head
        return card
    words, *told = card.lines
    waiting = labels(tx, silence.waiting(tx, letter.person))
    if not waiting:
        return card if told else None
    lines = (words, *told, t("switched-off-waits", what=waiting))
    return Card(
        lines=lines,
        title=card.title,
        facts=card.facts,
        table=card.table,
        picture=card.picture,
        offers=(Offer(t("show-me"), "next", main=True), *card.offers),
    )
