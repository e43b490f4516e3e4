"""The level of a skill as the records have it: all of it is history, and the newest one counts."""

from __future__ import annotations

from bot import model
from bot.dialog import Book


def newest(book: Book, skill: model.Skill) -> model.Level | None:
    """The newest level; None where nobody has looked yet."""
    history = book.find(model.Level, engagement=skill.engagement, skill=skill.id)
    return max(history, key=lambda level: (level.at, level.id), default=None)


def agreed(book: Book, skill: model.Skill) -> int | None:
    """The level for now; None where nobody knows, or both see it differently."""
    level = newest(book, skill)
    return None if level is None or level.disputed else level.level
