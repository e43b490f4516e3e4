"""The rules that answers became: the handbook of one work, without what was taken out of it."""

from __future__ import annotations

from bot import model
from bot.dialog import Book


def rules_of(book: Book, engagement: str) -> list[model.Rule]:
    """The rules that hold, the newest first. One that was deleted, or whose texts were, has no words left."""
    found = (rule for rule in book.find(model.Rule, engagement=engagement) if rule.answer)
    return sorted(found, key=lambda rule: (-rule.at, rule.id))
