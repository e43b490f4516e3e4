"""After a standstill: one word of excuse to each person, however much was due meanwhile.

The process notes once a minute that it is alive. What fell due while it was not is begun quietly: it
waits under /fivefold, and a single message says since when nothing came and what waits. Moving the
workspace's clock is no standstill: there every due instant is stepped through in its time.
"""

from __future__ import annotations

from bot.engine.cards import Card, Offer
from bot.engine.text import Instant, Text, t
from bot.practice.identity import derived_id
from bot.transaction import Due, Letter, Mail, Transaction
from bot.words.stored import dump_card

ALIVE = "alive"
BEAT_MS = 60_000
STANDSTILL_MS = 10 * 60_000
"""Silence longer than this is worth a word."""


def beat(tx: Transaction) -> int | None:
    """Note that the process is alive; when it was not, since when (people's time, milliseconds)."""
    before = tx.setting(ALIVE)
    real = tx.moment.real
    tx.set(ALIVE, str(real))
    if before is not None and real < int(before) - BEAT_MS:
        tx.wind_back()
    tx.let_go_old()
    if before is None or real - int(before) < STANDSTILL_MS:
        return None
    return tx.moment.now - (real - int(before))


def fell_into(due: Due, since_ms: int | None, now_ms: int) -> bool:
    """Whether something was due while nothing ran, and long enough ago to be late."""
    return since_ms is not None and due.at_ms >= since_ms - BEAT_MS and now_ms - due.at_ms >= STANDSTILL_MS


def say_sorry(tx: Mail, person: str, since_ms: int, waiting: tuple[Text, ...]) -> None:
    """The one message after a standstill. A second batch of the same standstill adds none."""
    words = t("switched-off", since=Instant(since_ms), until=Instant(tx.moment.now))
    lines = (words, t("switched-off-waits", what=waiting)) if waiting else (words,)
    offers = (Offer(t("show-me"), "next", main=True),)
    card = dump_card(Card(lines, offers=offers))
    id, once = derived_id("standstill", str(since_ms), person), f"standstill/{since_ms}/{person}"
    tx.post(Letter.to(person, card, tx.moment.real, id=id, once=once, repeatable=True))
