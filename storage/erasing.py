"""Erases a person: every text of theirs and of the work they share goes, dates and numbers stay."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from pydantic_core import from_json
from sqlalchemy import delete, or_, select

from bot import model
from bot.model import RECORDS, private_fields
from bot.ports import Where
from storage import own_rooms, tables

if TYPE_CHECKING:
    from storage.transaction import StoredTransaction

NOBODY = "somebody"
"""What stands in place of the name."""

STILL_MEANT_MS = 24 * 3_600_000


class Erased(NamedTuple):
    """What went, in numbers."""

    texts: int
    conversations: int
    messages: int
    addresses: int
    works: int


def erase(tx: StoredTransaction, person: str) -> Erased:
    """Erase somebody of the account that was entered.

    The work they share with others ends: half of every talk in it is theirs. Levels, counts, goals'
    numbers and dates stay; they name nobody any more.

    Raises:
        Refused: there is nobody with this id.
    """
    tx.channel.traces = True
    who = tx.one(model.Person, person)
    works = {
        e.id: e
        for e in (*tx.find(model.Engagement, owner=person), *tx.find(model.Engagement, professional=person))
    }
    reached = tx.addresses(person)
    marks = frozenset({person, who.name, *(one.user for one in reached)})
    talks = (*tx.conversations_of(person, tuple(works)), *_mentions(tx, marks))
    texts = _texts(tx, person, frozenset(works))
    for work in works.values():
        now = tx.one(model.Engagement, work.id)
        tx.write(now.model_copy(update={"state": "ended"}), now.version)
    messages = _messages(tx, person, tuple(works), any(one.platform == "browser" for one in reached))
    messages += sum(own_rooms.clear(tx, Where(one.platform, one.scope, one.user)) for one in reached)
    c = tables.conversation.c
    for talk in talks:
        tx.channel.core(delete(tables.conversation).where(c.account == tx.inside(), c.id == talk))
    a = tables.address.c
    tx.channel.core(delete(tables.address).where(a.account == tx.inside(), a.person == person))
    tx.write(
        who.model_copy(update={"name": NOBODY, "called": NOBODY, "zone": "UTC", "country": ""}), who.version
    )
    return Erased(texts, len(set(talks)), messages, len(reached), len(works))


def forget(tx: StoredTransaction, engagement: str) -> int:
    """Empty every text of one engagement that ended long ago; how many. Dates and numbers stay."""
    texts = _texts(tx, "", frozenset({engagement}))
    for table in (tables.conversation, tables.letter, tables.due):
        c = table.c
        tx.channel.core(delete(table).where(c.account == tx.inside(), c.engagement == engagement))
    # Kept words name no work: what its two wrote within the day may be for another that goes on.
    work = tx.one(model.Engagement, engagement)
    k = tables.kept.c
    old = (k.person.in_((work.owner, work.professional)), k.at_ms < tx.moment.now - STILL_MEANT_MS)
    tx.channel.core(delete(tables.kept).where(k.account == tx.inside(), *old))
    return texts


def _mentions(tx: StoredTransaction, marks: frozenset[str]) -> list[str]:
    """Talks of others in which this person is named: the one that added them, for instance.

    What is still open goes only when an answer names them, not when they merely stand in a list.
    """
    c = tables.conversation.c
    found = []
    for id in [
        row[0] for row in tx.channel.core(select(c.id).where(c.account == tx.inside()).order_by(c.id))
    ]:
        row = tx.conversation(id)
        if row is None:
            continue
        parts = [row.start, row.answers]
        if row.state != "open":
            parts.append(from_json(row.facts))
        if any(_holds(part, marks) for part in parts):
            found.append(id)
    return found


def _holds(value: Any, marks: frozenset[str]) -> bool:
    if isinstance(value, Mapping):
        return any(_holds(part, marks) for pair in value.items() for part in pair)
    if isinstance(value, list | tuple):
        return any(_holds(part, marks) for part in value)
    return isinstance(value, str) and value in marks


def _texts(tx: StoredTransaction, person: str, works: frozenset[str]) -> int:
    """Empty every private field of the records about these works, or of this person alone."""
    count = 0
    for kind in RECORDS:
        names = private_fields(kind)
        if not names:
            continue
        for record in tx.find(kind):
            work = record.id if kind is model.Engagement else getattr(record, "engagement", "")
            if work not in works and (not person or getattr(record, "person", "") != person):
                continue
            filled = {name: kind.model_fields[name].get_default() for name in names if getattr(record, name)}
            if filled:
                tx.write(record.model_copy(update=filled), record.version)
                count += len(filled)
    return count


def _messages(tx: StoredTransaction, person: str, works: tuple[str, ...], workspace: bool) -> int:
    """Letters that wait, reminders, kept words; and the workspace's messages, which name everybody."""
    own = tx.inside()
    count = 0
    for table in (tables.letter, tables.due):
        c = table.c
        about = or_(c.person == person, c.engagement.in_(works))
        count += len(tx.channel.core(delete(table).where(c.account == own, about).returning(c.id)))
    k = tables.kept.c
    count += len(
        tx.channel.core(delete(tables.kept).where(k.account == own, k.person == person).returning(k.id))
    )
    if workspace:
        count += len(tx.channel.core(delete(tables.log).returning(tables.log.c.number)))
    return count
