"""Erases a person: every text of theirs and of the work they share goes, dates and numbers stay."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from pydantic_core import from_json
from sqlalchemy import delete, or_, select

from bot import model
from bot.model import RECORDS, private_fields
from bot.ports import Where
from storage import own_rooms, tables, told_rooms
from storage.records import close_opened
from storage.strings import strings_in

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
    ended = frozenset(works)
    talks = (*tx.conversations_of(person, tuple(works)), *_mentions(tx, marks))
    said = _said(tx, person, ended, talks)
    _rest(tx, ended)
    texts = _texts(tx, person, ended)
    for work in works.values():
        now = tx.one(model.Engagement, work.id)
        tx.write(now.model_copy(update={"state": "ended"}), now.version)
    messages = _messages(tx, person, tuple(works))
    places = tuple(Where(one.platform, one.scope, one.user) for one in reached)
    messages += sum(own_rooms.clear(tx, place) for place in places)
    if any(place.platform == "browser" for place in places):
        messages += told_rooms.clear(tx, places, (who.name, who.called), said)
    c = tables.conversation.c
    for talk in talks:
        tx.channel.core(delete(tables.conversation).where(c.account == tx.inside(), c.id == talk))
    a = tables.address.c
    tx.channel.core(delete(tables.address).where(a.account == tx.inside(), a.person == person))
    tx.write(
        model.Person(account=who.account, id=who.id, name=NOBODY, called=NOBODY, created_at=who.created_at),
        who.version,
    )
    tx.no_longer_remember({person, *(one.id for one in reached), *talks})
    tx.channel.after_commit.append(close_opened)
    return Erased(texts, len(set(talks)), messages, len(reached), len(works))


def forget(tx: StoredTransaction, engagement: str) -> int:
    """Empty every text of one engagement that ended long ago; how many. Dates and numbers stay."""
    texts = _texts(tx, "", frozenset({engagement}))
    talks = tx.conversations_of("", (engagement,))
    for table in (tables.conversation, tables.letter, tables.due):
        c = table.c
        tx.channel.core(delete(table).where(c.account == tx.inside(), c.engagement == engagement))
    tx.no_longer_remember(talks)
    # Kept words name no work: what its two wrote within the day may be for another that goes on.
    work = tx.one(model.Engagement, engagement)
    k = tables.kept.c
    old = (k.person.in_((work.owner, work.professional)), k.at_ms < tx.moment.now - STILL_MEANT_MS)
    tx.channel.core(delete(tables.kept).where(k.account == tx.inside(), *old))
    tx.channel.after_commit.append(close_opened)
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


def _rest(tx: StoredTransaction, works: frozenset[str]) -> None:
    """What was still to be done for work that ends so is neither kept nor broken: it asks no more."""
    for todo in tx.find(model.Todo):
        if todo.engagement in works and not todo.done_at:
            tx.write(todo.model_copy(update={"done_at": tx.now_ms, "source": model.ENDED}), todo.version)


def _said(
    tx: StoredTransaction, person: str, works: frozenset[str], talks: tuple[str, ...]
) -> frozenset[str]:
    """Every text that goes and stands in no work that stays: by it what was shown is known again."""
    going = set(strings_in([kept["words"] for kept in tx.kept_of(person)]))
    staying: set[str] = set()
    for kind in RECORDS:
        names = private_fields(kind)
        for record in tx.find(kind) if names else ():
            here = going if _goes(record, person, works) else staying
            here.update(strings_in([getattr(record, name) for name in names]))
    for talk in dict.fromkeys(talks):
        if (row := tx.conversation(talk)) is not None:
            going.update(strings_in(row.answers))
    return frozenset(going - staying)


def _goes(record: model.Record, person: str, works: frozenset[str]) -> bool:
    """Whether it is about this work, or about this person alone."""
    work = record.id if isinstance(record, model.Engagement) else getattr(record, "engagement", "")
    return work in works or bool(person and getattr(record, "person", "") == person)


def _texts(tx: StoredTransaction, person: str, works: frozenset[str]) -> int:
    """Empty every private field of the records about these works, or of this person alone."""
    count = 0
    for kind in RECORDS:
        names = private_fields(kind)
        if not names:
            continue
        for record in tx.find(kind):
            if not _goes(record, person, works):
                continue
            filled = {name: kind.model_fields[name].get_default() for name in names if getattr(record, name)}
            if filled:
                tx.write(record.model_copy(update=filled), record.version)
                count += len(filled)
    return count


def _messages(tx: StoredTransaction, person: str, works: tuple[str, ...]) -> int:
    """Letters that wait, reminders, kept words."""
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
    return count
