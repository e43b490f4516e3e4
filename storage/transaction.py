"""The transaction that a turn is given: all its parts, on one connection."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.ports import Where
from storage import erasing, own_rooms
from storage.conversations import Conversations
from storage.mail import Mail
from storage.plans import Plans
from storage.records import Records


class StoredTransaction(Records, Conversations, Mail, Plans):
    """`bot.transaction.Transaction` on SQLite or PostgreSQL."""

    def unsent(self, person: str) -> tuple[Mapping[str, Any], ...]:
        """What is held of somebody and is neither record nor answer.

        Forms half filled in, words that are kept, and what was noted of them and of their addresses.
        """
        reached = self.addresses(person)
        places = (Where(one.platform, one.scope, one.user) for one in reached)
        typed = tuple(entry for where in places for entry in own_rooms.entries(self, where) if entry)
        kept = ({"kept": one} for one in self.kept_of(person))
        remembered = self.all_remembered({person, *(one.id for one in reached)})
        noted = {name: words for name, words in remembered.items() if words}
        return (*typed, *kept, *([{"noted": noted}] if noted else ()))

    def forget(self, engagement: str) -> None:
        """Empty every text of an engagement; dates and numbers stay."""
        erasing.forget(self, engagement)

    def erase(self, person: str) -> None:
        """Erase somebody: their texts and those of the work they share; dates and numbers stay."""
        erasing.erase(self, person)
