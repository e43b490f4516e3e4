"""Your people at a glance: below what waits on Home and `next`, and as a card about one of them.

The owner reads phase, next date and how it looks; the professional reads goals, plan and check-in.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from bot import model
from bot.dialog import Ask, Book, day_of
from bot.engine.cards import Card, Offer
from bot.engine.text import Argument, Instant, Text, literal, t
from bot.model import Engagement
from bot.summaries.asking import asked_about, engagements_of, unanswered_by
from bot.summaries.standing import ATTENTION, Standing, standing_of

NOT_YET = ("draft", "invited", model.DECLINED)
"""There is nothing to open before the yes."""


class Row(NamedTuple):
    """One engagement as a line of the list."""

    order: tuple[int, str]
    engagement: Engagement
    reader: str
    name: str
    """The other one in it."""
    line: Text


def rows_of(book: Book, person: str) -> list[Row]:
    """Everybody somebody works with."""
    asked = [_invited(book, engagement, person) for engagement in unanswered_by(book, person)]
    return [*(_row(book, engagement, person) for engagement in engagements_of(book, person)), *asked]


def at_a_glance(rows: Sequence[Row], most: int) -> Card:
    """Everybody in the order of attention. Of the only one there is more to open, else each has a button."""
    if not rows:
        return Card((t("people-nobody"),), offers=(Offer(t("add-a-person"), "add", main=True),))
    shown = sorted(rows, key=lambda row: row.order)[:most]
    more = (t("people-more", count=len(rows) - most),) if len(rows) > most else ()
    if len(rows) == 1:
        offers = _opens(shown[0])
    else:
        offers = tuple(
            offer
            for row in shown
            for offer in (
                _opens(row) if _is_asked(row) else (Offer(literal(row.name), "people", row.engagement.id),)
            )
        )
    return Card(more, title=t("people-title"), facts=tuple(map(_fact, shown)), offers=offers)


def people(book: Book, ask: Ask) -> Card:
    """Everybody at a glance, or one card about one person."""
    if not ask.engagement:
        rows = rows_of(book, ask.person)
        return at_a_glance(rows, len(rows))
    row = _row(book, asked_about(book, ask), ask.person)
    return Card(facts=(_fact(row),), offers=_opens(row))


def _fact(row: Row) -> tuple[Text, Text]:
    return literal(row.name), row.line


def _opens(row: Row) -> tuple[Offer, ...]:
    """What there is to open about one engagement, for whoever looks; nothing before the yes."""
    id, state = row.engagement.id, row.engagement.state
    if _is_asked(row):
        return (Offer(t("open-invitation", name=row.name), "invitation", id),)
    if state in NOT_YET:
        return ()
    shared = (Offer(t("open-goals"), "goals", id), Offer(t("open-plan"), "plan", id))
    if row.reader == row.engagement.professional and state == "active":
        return (*shared, Offer(t("title-checkin"), "checkin", id))
    return (*shared, Offer(t("open-skills"), "skills", id))


def _row(book: Book, engagement: Engagement, person: str) -> Row:
    owner = person == engagement.owner
    name = book.one(model.Person, model.other_in(engagement, person)).called
    role = literal(engagement.role_name) if owner else t("people-your-work", role=engagement.role_name)
    resting = _resting(book, engagement)
    if resting is not None:
        line = t("people-line", role=role, state=resting)
        return Row((len(ATTENTION), name), engagement, person, name, line)
    now = standing_of(book, engagement)
    where = _where(now, engagement.round)
    if engagement.state == "alone":
        where = t("where-alone", where=where)
    elif owner and not _is_reached(book, engagement.professional):
        where = t("where-unreached", where=where)
    today = day_of(book.now_ms, book.one(model.Person, person).zone)
    late = _late(now, today, person, name)
    coming = _coming(engagement, now, today)
    line = t(
        "people-line-round",
        role=role,
        round=engagement.round,
        where=where,
        goals=0 if owner else now.goals,
        late="some" if late else "none",
        parts=late,
        next="some" if coming else "none",
        items=coming,
    )
    return Row((ATTENTION[now.told.standing], name), engagement, person, name, line)


def _late(now: Standing, today: date, reader: str, other: str) -> tuple[Argument, ...]:
    """What is past its day, by whose it is: with the other one's nobody is late but them."""
    found: list[Argument] = []
    for whose, own in ((t("people-late-own"), True), (t("people-late-other", name=other), False)):
        days = [p.day for p in now.parts if p.until < today and (p.person == reader) is own]
        if days:
            found.append(t("people-late", count=len(days), whose=whose, since=min(days)))
    return tuple(found)


def _is_asked(row: Row) -> bool:
    """Whether whoever looks is the one who has not said yes."""
    return row.engagement.state in model.UNANSWERED and row.reader != row.engagement.owner


def _invited(book: Book, engagement: Engagement, person: str) -> Row:
    """Work that somebody was invited to: nothing of it is theirs to see but the way to their yes."""
    name = book.one(model.Person, engagement.owner).called
    if book.answering(person, engagement.id):
        line = t("people-answering", role=engagement.role_name)
    else:
        invited = engagement.state == "invited"
        line = t("people-invited" if invited else "people-declined", role=engagement.role_name)
    return Row((len(ATTENTION), name), engagement, person, name, line)


def _resting(book: Book, engagement: Engagement) -> Text | None:
    """A state in which no phase runs."""
    match engagement.state:
        case "draft":
            return t("state-draft")
        case "invited":
            begun = book.answering(engagement.professional, engagement.id)
            if begun:
                return t("state-answering")
            return t("state-invited" if _is_reached(book, engagement.professional) else "state-unreached")
        case model.DECLINED:
            begun = book.answering(engagement.professional, engagement.id)
            return t("state-answering") if begun else t("state-declined")
        case "paused":
            return t("state-paused")
        case _:
            return None


def _is_reached(book: Book, person: str) -> bool:
    """Whether a message to somebody arrives, as far as is known."""
    addresses = book.find(model.Address, person=person)
    return not addresses or any(address.state == "open" for address in addresses)


def _where(now: Standing, round: int) -> Text:
    match now.phase:
        case "start":
            return t("where-start")
        case "skills":
            return t("where-skills")
        case "learning":
            return t("where-learning")
        case "goals":
            return t("where-goals")
        case "agreed":
            return t("where-agreed", day=now.begins_on or "")
        case "work":
            if now.fresh:
                return t("where-begun", before=round - 1)
            return t("where-work", standing=now.told.standing)
        case "look_back":
            return t("where-look-back")
        case "repeat":
            return t("where-repeat")


def _coming(engagement: Engagement, now: Standing, today: date) -> tuple[Argument, ...]:
    """What comes next, with its day."""
    found: list[Argument] = []
    # What fell due while its person was off is asked for on their next day of work.
    parts = [part.day if part.day >= today else part.until for part in now.parts if part.until >= today]
    if parts:
        found.append(t("people-parts", count=len(parts), day=min(parts)))
    if now.checkin_ms:
        found.append(t("people-checkin", at=Instant(now.checkin_ms)))
    elif now.phase == "work":
        found.append(t("people-look-back", day=engagement.round_ends_on))
    return tuple(found)
