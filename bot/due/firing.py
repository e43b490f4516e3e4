"""What one due occurrence does, looked at again in the moment in which it is due."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from typing import NamedTuple

from bot.conversations.kept_facts import load_facts, load_start
from bot.conversations.planning import close, schedule
from bot.conversations.stage import Missed, Stage
from bot.conversations.waiting import STOPS
from bot.dialog import Book, Refused, Start, day_of
from bot.due import silence, standstill, unasked
from bot.due.reminders import leave, sleeps, still_asked, tell_silence, under_way
from bot.due.standstill import LISTED
from bot.engine.answers import Answers
from bot.model import Engagement, Person
from bot.phases import DIALOGS, rhythm
from bot.phases.hours import open_at
from bot.phases.life.privacy import ERASE
from bot.practice.identity import derived_id
from bot.privacy import partings
from bot.transaction import EXCUSE, NUDGE, REMINDERS, SILENCE, Conversation, Due, Inside, Records, Talks
from bot.words.stored import load_card

log = logging.getLogger(__name__)

DROP_AFTER_MS = 7 * 24 * 3_600_000
"""Older than a week: it has nothing to say any more."""
HEAR_AGAIN_MS = 10 * 60_000
BEHIND_MS = 60_000
REST_MS = 24 * 3_600_000
LEFT_MS = 5 * 60_000
"""So soon another process may look whether it knows what this one does not."""
ASKED_JUST_NOW_MS = 24 * 3_600_000
"""A check-in that waited for the end of days off is not gone on that day, when the round's last one comes."""
KEPT_OPEN_MS = 10 * 24 * 3_600_000
"""A check-in that somebody has begun stays open beside the next one, and not beside the one after it."""

Who = tuple[str, str]
"""A person: account and id."""


class Unheard(NamedTuple):
    """Of whom it cannot be said yet that they did not answer: their platform has to tell first."""

    people: frozenset[Who] = frozenset()
    """These for a while: then nobody waits any longer for it."""
    cut_off: frozenset[Who] = frozenset()
    """These cannot be reached either, so what is said to themselves waits for as long as that lasts."""


NOBODY = Unheard()


class Later(NamedTuple):
    """Not now: it is due again from this moment of people's time on."""

    at_ms: int
    held: bool = False
    """Only for its person's hours, or until those are heard of whom it would say that they did not answer."""


class Caught(NamedTuple):
    """It was done without a word: this is to be told by the one message of each after a standstill."""

    missed: Sequence[Missed]


class Remind(NamedTuple):
    """Its person is to be reminded, together with whatever else they are reminded of."""


Came = Later | Caught | Remind | None
"""What came of something due; None: it is done, or no longer holds and just vanishes."""


def fire_one(tx: Inside, due: Due, quiet: bool, unheard: Unheard, later_ms: int, last: bool) -> Came:
    """Let one thing happen.

    `quiet`: it comes after a standstill, so its words go into the one message about that. `unheard`: of
    whom it cannot be said yet that they did not answer. `later_ms`: what is sent goes out so much later.
    `last`: it is not tried again.

    Raises:
        Refused: it no longer holds.
        Conflict: somebody changed what it read.
    """
    if due.what == "erase":
        tx.forget(due.occurrence)
        load_facts.cache_clear()
        return None
    if due.what == ERASE:
        told = partings(tx, due.person)
        tx.erase(due.person)
        load_facts.cache_clear()
        for letter in told:
            tx.post(letter)
        return None
    person = tx.one(Person, due.person)
    now = tx.moment.now
    if due.what == EXCUSE:
        held_ms = standstill.say_sorry(tx, due, later_ms)
        return None if held_ms is None else Later(held_ms)
    if now - due.at_ms > DROP_AFTER_MS and due.what in REMINDERS:
        return None
    open_ms = open_at(person, now)
    if quiet and due.what in REMINDERS:
        if due.what == NUDGE and still_asked(tx, due) is None:
            return _asked_no_more(tx, due)
        # The excuse tells all that waits. Whoever gets none is reminded as always, right behind it.
        return Later(max(now, open_ms) + BEHIND_MS)
    if open_ms > now:
        return Later(open_ms, held=True)
    if due.what == "note":
        if quiet:
            return Caught((Missed(due.person, load_card(due.payload["card"])),))
        leave(tx, due, due.payload["card"], later_ms)
        return None
    if due.engagement:
        work = tx.one(Engagement, due.engagement)
        if sleeps(tx, work, due):
            # While it is paused what is due sleeps until it goes on.
            return Later(now + REST_MS)
        if not under_way(work, due):
            return None
    if _is_open(tx, due, unheard):
        return Later(now + HEAR_AGAIN_MS, held=True)
    if due.what == NUDGE:
        asked = still_asked(tx, due)
        if asked is None:
            return _asked_no_more(tx, due)
        silence.plan(tx, due.person)
        # In a silence the one message about it says it all; but somebody who is stuck waits, and of
        # that everybody is reminded once.
        folded = asked[1].dialog not in STOPS and silence.lasts(tx, due.person)
        return None if folded or _listed_today(tx, person) else Remind()
    if due.what == SILENCE:
        if _was_listed_today(tx, person):
            return Later(now + REST_MS)  # not twice in a day
        room_ms = tell_silence(tx, due, later_ms)
        return None if room_ms is None else Later(room_ms)
    planned = due.payload.get("start")
    if not planned:
        return None
    start = load_start(planned)
    if start.dialog not in DIALOGS:
        return _left(tx, start.dialog)
    missed: list[Missed] | None = [] if quiet else None
    came = _begin(tx, due, start, Stage(tx, last=last, missed=missed, later_ms=later_ms))
    return Caught(missed) if missed else came


@cache
def left_for_another_version(what: str) -> None:
    """Say once that something is due which this version does not know. Whoever knows it does it."""
    log.warning("left for a version that knows it", extra={"what": what})


def _left(tx: Inside, what: str) -> Later:
    left_for_another_version(what)
    return Later(tx.moment.now + LEFT_MS)


def _asked_no_more(tx: Inside, due: Due) -> Later | None:
    """A reminder of what is asked no more just vanishes; one of a talk of another version is left for it."""
    row = tx.conversation(due.conversation, lock=False)
    if row is None or row.state != "open" or row.dialog in DIALOGS:
        return None
    return _left(tx, row.dialog)


def _was_listed_today(tx: Records, person: Person) -> bool:
    return tx.remembered(person.id, LISTED) == day_of(tx.moment.now, person.zone).isoformat()


def _listed_today(tx: Inside, person: Person) -> bool:
    """Whether a list of today, which is all that waits for them, was told or is about to be."""
    today = day_of(tx.moment.now, person.zone)
    if _was_listed_today(tx, person):
        return True
    lists = (due for due in tx.planned(person.id, "start") if due.occurrence.startswith("monday/"))
    return any(day_of(due.at_ms, person.zone) <= today for due in lists)


def _is_open(tx: Book, due: Due, unheard: Unheard) -> bool:
    """Whether this would say of somebody that they did not answer who may have."""
    if due.what in REMINDERS:
        return (due.account, due.person) in unheard.people | unheard.cut_off
    if unheard.people and due.occurrence.startswith("monday/"):
        works = tx.find(Engagement, owner=due.person)
        return any((due.account, work.professional) in unheard.people for work in works)
    return False


def _begin(tx: Inside, due: Due, start: Start, stage: Stage) -> Later | None:
    """Start the talk that was planned for now, and plan the next of its kind."""
    asked = bool(due.payload.get("asked"))
    # More messages would not bring back whoever does not answer: it waits with the rest, and is told once.
    folded = not asked and start.dialog not in unasked.CARRIERS
    silent = folded and silence.lasts(tx, due.person)
    if (
        folded
        and not stage.quiet
        and not silent
        and (room_ms := unasked.room_at(tx, due.person)) > tx.moment.now
    ):
        return Later(room_ms)
    caught = stage.quiet
    stage.quiet = caught or silent
    if start.dialog in rhythm.WEEKLY:
        for plan in rhythm.following(tx, start):
            schedule(tx, plan)
    old = [row for _, row in tx.open_seats(due.person) if _same(row, start)]
    named = start.conversation or derived_id(due.id, "conversation")
    try:
        begun = stage.begin(replace(start, conversation=named))
    except Refused:
        log.debug("no longer due", extra={"due": due.id})
        return None
    if begun is None:
        return None
    if start.dialog == "monday":
        tx.remember(due.person, LISTED, day_of(tx.moment.now, tx.one(Person, due.person).zone).isoformat())
    if start.dialog in rhythm.RENEWED:
        # A week without an answer stays without one: the new week's question takes its place.
        close(tx, (row.id for row in old if not _still_told(tx, row)), "replaced", but=named)
    if not asked and not silent and not caught:
        unasked.count(tx, due.person)
    return None


def _still_told(tx: Talks, row: Conversation) -> bool:
    """Whether last week can still be told: it is asked since today, or was begun and is told to its end."""
    since_ms = tx.moment.now - row.created_ms
    if row.dialog != "checkin" or since_ms > KEPT_OPEN_MS:
        return False
    if since_ms < ASKED_JUST_NOW_MS:
        return True
    whole = tx.conversation(row.id, lock=False)
    return whole is not None and bool(Answers.load(whole.answers).kept)


def _same(row: Conversation, start: Start) -> bool:
    return row.dialog == start.dialog and row.engagement == start.engagement
