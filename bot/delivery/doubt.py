"""A letter that perhaps arrived and must not arrive twice: whoever answers for it is asked once."""

from __future__ import annotations

import logging

from bot.conversations.arrived import ARRIVED, SEND, owner_of
from bot.dialog import Book
from bot.engine.cards import Card, Offer
from bot.engine.text import Instant, Text, t
from bot.model import Channel, Person
from bot.practice.identity import derived_id
from bot.transaction import Claim, Letter, Transaction
from bot.words.stored import dump_card

log = logging.getLogger(__name__)

MOST_LOOKS = 4
"""A history that cannot be read so often in a row is taken for one that tells nothing."""


def ask(claim: Claim, letter: Letter, tx: Transaction) -> None:
    """Leave it where it is, and ask whoever answers for it: was it posted?"""
    tx.enter(letter.account)
    if not tx.leave_in_doubt(claim):
        return
    owner = owner_of(tx, letter)
    if owner is None:
        log.error("nobody knows whether it arrived, and nobody can be asked", extra={"key": letter.id})
        return
    offers = (
        Offer(t("doubt-yes"), ARRIVED, letter.id, main=True),
        Offer(t("doubt-post-it" if letter.channel else "doubt-send"), SEND, letter.id),
    )
    tx.post(
        Letter.to(
            owner,
            dump_card(Card((_question(tx, letter, owner),), offers=offers)),
            tx.moment.real,
            # A letter that is sent after all may come into doubt again, and is asked about again.
            id=derived_id("doubt", letter.id, str(claim.since_ms)),
            once=f"doubt/{letter.id}/{claim.since_ms}",
            engagement=letter.engagement,
            repeatable=True,
        )
    )


def _question(tx: Book, letter: Letter, owner: str) -> Text:
    """It says to whom and since when, never what: the words may be for somebody else's eyes."""
    since = Instant(letter.posted // 1000)
    if letter.channel:
        return t("doubt-post", channel=tx.one(Channel, letter.channel).name, since=since)
    if letter.person == owner:
        return t("doubt-own", since=since)
    return t("doubt-message", name=tx.one(Person, letter.person).called, since=since)
