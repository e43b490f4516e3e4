"""What may be meant while a command is typed: its name, then what stands in the records of those two."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple

from bot import commands
from bot.conversations.actor import MENTION
from bot.conversations.selves import Selves
from bot.dialog import Book, instant_of
from bot.engine.kinds import ZONE
from bot.engine.read import zones_like
from bot.model import Address, Engagement, Goal, Item, Question, Skill, other_in
from bot.ports import Suggestion
from bot.practice.calendar import local
from bot.tallies.handbook import rules_of
from bot.transaction import At, Inside, Records
from bot.words import Reader, plain

MOST = 25


class Seat(NamedTuple):
    """Somebody in an account, and one piece of work of theirs there."""

    at: At
    work: Engagement

    @property
    def person(self) -> str:
        """Who sits there."""
        return self.at.person


def suggestions(selves: Selves, words: str) -> tuple[Suggestion, ...]:
    """What words typed after the root command may go on to be. A value holds the whole of them."""
    typed = words.lstrip()
    name, space, rest = typed.partition(" ")
    seats = tuple(Seat(at, work) for at in selves.places() for work in selves.works(at))
    if not space:
        return tuple(_names(seats, name.casefold(), _reader(selves)))
    command = commands.parse(name).command
    option = next((one for one in command.options if one.suggests), None) if command else None
    if command is None or option is None:
        return ()
    mentioned = MENTION.search(rest)
    part = rest[mentioned.end() :].lstrip() if mentioned else rest.lstrip()
    head = typed[: len(typed) - len(part)] if part else f"{typed.rstrip()} "
    if option.suggests == ZONES:
        fitting = list(_zones(selves.tx, part))
    else:
        allowed = [seat for seat in seats if commands.may(command, seat.work, seat.person)]
        meant = _about(selves, allowed, mentioned[1] if mentioned else "")
        fitting = _fitting(_records(selves, option.suggests, meant), part)
    return tuple(Suggestion(one.label, head + one.value, one.note) for one in fitting[:MOST])


def _reader(selves: Selves) -> Reader:
    for at in selves.places():
        with selves.peek(at):
            return Reader(selves.known.locale, selves.known.zone)
    return Reader("en", "UTC")


def _names(seats: tuple[Seat, ...], typed: str, reader: Reader) -> Iterator[Suggestion]:
    """Commands that begin with what is typed, then those that are also called so, for this person."""
    roles = {"anybody", *(("member",) if seats else ())}
    roles |= {"owner" for seat in seats if seat.work.owner == seat.person}
    roles |= {"professional" for seat in seats if seat.work.professional == seat.person}
    mine = [one for one in commands.COMMANDS.values() if one.who in roles and not one.button]
    begins = [one for one in mine if one.name.startswith(typed)]
    called = [one for one in mine if one not in begins and any(word.startswith(typed) for word in one.also)]
    for command in (*begins, *called):
        yield Suggestion(command.name, command.name, plain(command.about, reader))


def _about(selves: Selves, seats: list[Seat], user: str) -> list[Seat]:
    """Those of the work that somebody named has a part in; all of it when nobody is named."""
    if not user:
        return seats
    chosen = []
    who = selves.who
    for seat in seats:
        with selves.peek(seat.at):
            there = selves.tx.find(Address, platform=who.platform, scope=who.scope, user=user)
        if {address.person for address in there} & {seat.work.owner, seat.work.professional}:
            chosen.append(seat)
    return chosen


# --- what is suggested ----------------------------------------------------------------------------

Found = Iterable[tuple[str, str]]
"""What is put in, and what stands beside it."""

ZONES = "zones"


def _goals(tx: Book, seat: Seat) -> Found:
    # A draft is its writer's alone until it is offered.
    return (
        (goal.what, "")
        for goal in tx.find(Goal, engagement=seat.work.id)
        if goal.state in ("offered", "agreed")
    )


def _skills(tx: Book, seat: Seat) -> Found:
    return ((skill.name, "") for skill in tx.find(Skill, engagement=seat.work.id))


def _questions(tx: Book, seat: Seat) -> Found:
    """What was asked before and is answered for ever; then what they wait for already."""
    yield from ((rule.question, rule.answer) for rule in rules_of(tx, seat.work.id))
    asked = tx.find(Question, engagement=seat.work.id, by=seat.person, state="open")
    yield from ((question.words, "") for question in asked)


def _items(tx: Book, seat: Seat) -> Found:
    items = tx.find(Item, engagement=seat.work.id, person=seat.person, state="agreed")
    return ((item.what, "") for item in items)


SOURCES: Mapping[str, Callable[[Inside, Seat], Found]] = {
    "goals": _goals,
    "skills": _skills,
    "questions": _questions,
    "items": _items,
}
"""What an option may suggest, by the name that the registry of commands calls it."""


def _records(selves: Selves, source: str, seats: list[Seat]) -> Iterator[Suggestion]:
    for seat in seats:
        with selves.peek(seat.at):
            other = selves.tx.person(other_in(seat.work, seat.person))
            found = tuple(SOURCES[source](selves.tx, seat))
        name = other.called if len(seats) > 1 else ""
        yield from (Suggestion(value, value, beside or name) for value, beside in found if value)


def _zones(tx: Records, typed: str) -> Iterator[Suggestion]:
    now = instant_of(tx.moment.now)
    for zone in zones_like(typed, MOST):
        label = plain(ZONE.show(zone), Reader("en", zone))
        yield Suggestion(f"{label}, {zone.partition('/')[0]}", zone, f"{local(now, zone):%H:%M}")


def _fitting(found: Iterable[Suggestion], typed: str) -> list[Suggestion]:
    """Each once; what begins as typed comes first."""
    each = list({one.value: one for one in found}.values())
    wanted = typed.casefold().strip()
    begins = [one for one in each if one.value.casefold().startswith(wanted)]
    holds = [one for one in each if one not in begins and wanted in one.value.casefold()]
    return [*begins, *holds]
