"""The transaction that a turn is given: all its parts, on one connection."""

from __future__ import annotations

from storage.conversations import Conversations
from storage.plans import Plans
from storage.records import Records


class StoredTransaction(Records, Conversations, Plans):
    """`bot.transaction.Transaction` on SQLite or PostgreSQL."""
