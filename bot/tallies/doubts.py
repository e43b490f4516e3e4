"""What makes the goals shaky: the words of a check-in, kept beside how sure it was."""

from __future__ import annotations

from bot import model
from bot.dialog import Book
from bot.practice.identity import derived_id


def doubt_id(checkin: str) -> str:
    """A check-in has one, however often it is told anew."""
    return derived_id(checkin, "sureness")


def doubt_of(book: Book, checkin: model.CheckIn) -> model.Sureness | None:
    """What somebody said of their doubt in a check-in."""
    found = book.find(model.Sureness, engagement=checkin.engagement, id=doubt_id(checkin.id))
    return found[0] if found else None
