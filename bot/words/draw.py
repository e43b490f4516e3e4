"""Cards become messages: words for one reader, and buttons that start what a card offers."""

from __future__ import annotations

from bot.engine.cards import Button, Card, Message, Offer
from bot.words.render import Reader, plain, render

LONGEST_ID = 100
"""Discord's limit for the id of a button; Slack's is larger."""


def offer_id(command: str, about: str = "") -> str:
    """The id of a button that starts a command about a record: `start:<command>:<about>`."""
    id = f"start:{command}:{about}"
    if ":" in command or len(id) > LONGEST_ID:
        raise ValueError(f"the button {id} cannot be sent")
    return id


def draw_card(card: Card, reader: Reader) -> Message:
    """The card as one reader sees it."""
    return Message(
        body=tuple([render(line, reader) for line in card.lines]),
        title=render(card.title, reader) if card.title else (),
        facts=tuple([(render(name, reader), render(value, reader)) for name, value in card.facts]),
        table=tuple([tuple([render(cell, reader) for cell in row]) for row in card.table]),
        picture=card.picture.name if card.picture else "",
        alt=plain(card.picture.alt, reader) if card.picture else "",
        controls=tuple([_button(offer, reader) for offer in card.offers]),
    )


def _button(offer: Offer, reader: Reader) -> Button:
    label = plain(offer.label, reader)
    return Button(offer_id(offer.command, offer.about), label, "main" if offer.main else "plain")
