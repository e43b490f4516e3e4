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
from dataclasses import replace
from typing import Any, NamedTuple

from bot.conversations.naming import labels
from bot.dialog import day_of
from bot.due import silence, unasked
from bot.engine.cards import Card, Offer
from bot.engine.text import Instant, Text, t
from bot.model import Person
from bot.phases.hours import open_at
from bot.practice.identity import derived_id
from bot.transaction import EXCUSE, Due, Inside, Letter, Records, Settings, Talks, Transaction
from bot.words.stored import dump_card, load_card

ALIVE, OFF = "alive", "off"
BEAT_MS = 60_000
STANDSTILL_MS = 10 * 60_000
"""Silence longer than this is worth a word."""
TRY_AGAIN_MS = 3_600_000
"""What has failed is tried again so much later."""
SOON_MS = 5 * 60_000
"""And so much later where somebody's one message waits for it."""

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
        earlier = last(tx)
        since_ms = earlier.since_ms if earlier else now - silent_ms
        tx.set(OFF, f"{since_ms} {now}")


def last(tx: Settings) -> Off | None:
    """The standstill of which not everything was fired yet."""
    kept = tx.setting(OFF)
    return Off(*map(int, kept.split())) if kept else None


def over(tx: Settings) -> None:
    """Everything that fell into it was fired."""
    tx.set(OFF, "")


def behind(tx: Records, due: Due, off: Off | None) -> Off | None:
    """The standstill into whose one message it goes: it is late by that, or the message is still to come.

    What would have waited for its reader's hours until now is not late by it.
    """
    if off is not None and off.until_ms - due.at_ms >= STANDSTILL_MS:
        wanted_ms = open_at(tx.one(Person, due.person), due.at_ms)
        if off.until_ms - wanted_ms >= STANDSTILL_MS:
            return off
    kept = tx.remembered(due.person, MISSED)
    missed = json.loads(kept) if kept else None
    # One that ends in a time that has not come was seen by a clock that was put back.
    if missed is None or tx.moment.now < missed["until"]:
        return None
    return Off(missed["since"], missed["until"])


# --- what somebody missed -------------------------------------------------------------------------


def failed(tx: Inside, due: Due, off: Off) -> int:
    """Something that belongs into somebody's one message has failed; when it is to be tried again.

    The message waits for that, once: what fails again is not waited for, and nothing else is kept back by it.
    """
    kept, at_ms = tx.remembered(due.person, MISSED), tx.moment.now + SOON_MS
    if due.what == EXCUSE or (kept and due.id in json.loads(kept).get("failed", ())):
        return tx.moment.now + TRY_AGAIN_MS
    miss(tx, due, due.person, off, held_ms=at_ms, failed=True)
    return at_ms


def miss(
    tx: Inside,
    due: Due,
    person: str,
    off: Off,
    card: Card | None = None,
    *,
    held_ms: int = 0,
    failed: bool = False,
) -> None:
    """Keep for somebody's one message what came of `due`: a card, or that something waits for them (`None`).

    `held_ms`: nothing yet, but it belongs into that message and is due again at this moment only. `failed`:
    because it could not be done.
    """
    kept, now = tx.remembered(person, MISSED), tx.moment.now
    missed: dict[str, Any] = json.loads(kept) if kept else {"cards": [], "waits": False, "held": 0}
    comes = bool(kept) and missed["until"] <= now
    missed = {"since": off.since_ms, **missed, "until": off.until_ms}
    if failed:
        missed["failed"] = [*missed.get("failed", ()), due.id]
    if held_ms:
        missed["held"] = max(missed["held"], held_ms)
    elif card is None:
        missed["waits"] = True
    else:
        missed["cards"].append(dump_card(card))
    tx.remember(person, MISSED, json.dumps(missed))
    if comes:
        return
    # By what began it: the one of a standstill may have been said, when something more comes of it.
    name = f"{due.id}/{now}"
    id = derived_id(tx.account, person, EXCUSE, name)
    tx.plan(Due(id, tx.account, EXCUSE, name, person, "", "", now, {}))


def say_sorry(tx: Inside, due: Due, later_ms: int) -> int | None:
    """The one message after a standstill; where something is awaited that belongs into it, when to try again.

    It comes in their hours, so that what is due in the first of them is in it as well.
    """
    kept = tx.remembered(due.person, MISSED)
    if not kept:
        return None
    missed, person, now = json.loads(kept), tx.one(Person, due.person), tx.moment.now
    open_ms = open_at(person, now)
    if now < open_ms or now <= missed["held"]:
        return max(open_ms, int(missed["held"])) + 1
    if any(one.at_ms <= now for one in tx.planned(person.id, "start")):
        # What fell into it has planned something of that time, as an old list does a newer one.
        return now + 1
    tx.remember(person.id, MISSED, "")
    cards = [load_card(one) for one in missed["cards"]]
    if not cards and not missed["waits"]:
        return None
    words = t("switched-off", since=Instant(missed["since"]), until=Instant(missed["until"]))
    tx.remember(person.id, LISTED, day_of(now, person.zone).isoformat())
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
    return replace(card, lines=lines, offers=(Offer(t("show-me"), "next", main=True), *card.offers))
