"""The transaction that a turn is given: all its parts, on one connection."""

from __future__ import annotations

from storage import erasing
from storage.conversations import Conversations
from storage.plans import Plans
from storage.records import Records


class StoredTransaction(Records, Conversations, Plans):
    """`bot.transaction.Transaction` on SQLite or PostgreSQL."""

    def forget(self, engagement: str) -> None:
        """Empty every text of an engagement; dates and numbers stay."""
        erasing.forget(self, engagement)

    def erase(self, person: str) -> None:
        """Erase somebody: their texts and those of the work they share; dates and numbers stay."""
        erasing.erase(self, person)
