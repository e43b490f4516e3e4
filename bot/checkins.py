"""What is due: starting scheduled talks and sending the one reminder, in people's own hours.

Firing is database work: claim, look again whether it still holds, start, leave for delivery; one
transaction. Whether a moment is right for somebody is a pure function of their hours.
"""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import replace
from datetime import time, timedelta
from functools import partial
from typing import Any, Final, Literal

from bot import silence, standstill, unasked
from bot.conversations.live import load_start
from bot.conversations.stage import Stage
from bot.conversations.waiting import labels
from bot.dialog import Refused, Start, day_of
from bot.engine.answers import Answers
from bot.engine.cards import Offer, card
from bot.engine.text import Text, t
from bot.model import Engagement, Person
from bot.pacing import spread_ms
from bot.phases import DIALOGS, rhythm
from bot.phases.hours import open_at
from bot.phases.life.privacy import ERASE
from bot.ports import Clock, Store
from bot.practice.calendar import resolve, to_millis
from bot.practice.identity import derived_id
from bot.transaction import Conflict, Conversation, Due, Letter, Seat, Transaction
from bot.words.stored import dump_card

log = logging.getLogger(__name__)

BATCH = 100
DROP_AFTER_MS = 7 * 24 * 3_600_000
"""Older than a week: it has nothing to say any more."""
REMINDERS = frozenset({"nudge", silence.WHAT})
TRY_AGAIN_MS = 3_600_000
MOST_TRIES = 3
"""As often is something fired at once that others change at the same moment."""
HEAR_AGAIN_MS = 10 * 60_000
KEPT_OPEN_MS = 10 * 24 * 3_600_000
"""A check-in that somebody has begun stays open beside the next one, and not beside the one after it."""
REMIND: Final = "remind"
"""In the place of a title: somebody is to be reminded, together with whatever else they are reminded of."""
CROWD = 30
"""So many due at once are spread over ten minutes, each person at their own place in them."""

Who = tuple[str, str]
"""A person: account and id."""
Begun = Text | Literal["remind"] | None
"""What came of something due: the title of the talk that began, if one did, or `REMIND`."""
Hear = Callable[[Sequence[Who]], Awaitable[frozenset[Who]]]
"""Looks for answers of these people that were never told; those it could not look for."""


class Sweeper:
    """Fires what is due, in batches, and leaves what it caused to delivery."""

    def __init__(
        self, store: Store, wake: Callable[[], None], clock: Clock, hear: Hear | None = None
    ) -> None:
        self._store = store
        self._wake = wake
        self._clock = clock
        self._hear = hear
        self._beaten_ms = 0

    def _silent(self) -> bool:
        """Whether the last sign of life is a while ago: it is written once a minute, not at every look."""
        return abs(self._clock.moment().real - self._beaten_ms) >= standstill.BEAT_MS

    def _beat(self, tx: Transaction) -> int | None:
        since = standstill.beat(tx)
        self._beaten_ms = tx.moment.real
        return since

    async def sweep(self) -> int:
        """Fire everything that is due now; how many occurrences were taken."""
        count = 0
        since = await self._store.turn(self._beat, urgent=False) if self._silent() else None
        unheard = await self._unheard()
        crowd = False
        while True:
            fired = await self._store.turn(
                partial(fire, since_ms=since, unheard=unheard, crowd=crowd), urgent=False
            )
            crowd = crowd or fired >= CROWD
            count += fired
            if fired:
                self._wake()
            if fired < BATCH:
                return count

    async def _unheard(self) -> frozenset[Who]:
        """Look first at what they wrote whom something due would say not to have answered."""
        if self._hear is None:
            return frozenset()
        silent = await self._store.read(lambda tx: tx.silent(tx.moment.now))
        return await self._hear(silent) if silent else frozenset()


def fire(
    tx: Transaction,
    since_ms: int | None = None,
    *,
    unheard: frozenset[Who] = frozenset(),
    crowd: bool = False,
) -> int:
    """One batch of due occurrences. Each is looked at again: what no longer holds just vanishes.

    `since_ms`: when the process stopped, where it has just come back from a standstill. `unheard`: of
    whom it cannot be said yet that they did not answer. `crowd`: this is not the first batch of many.
    """
    claimed = tx.claim_due(tx.moment.now, BATCH)
    crowd = crowd or len(claimed) >= CROWD
    waiting: dict[Who, list[Text]] = {}
    reminded: dict[Who, list[Due]] = {}
    for due in claimed:
        tx.enter(due.account)
        quiet = standstill.fell_into(due, since_ms, tx.moment.now)
        firing = partial(_fire, tx, due, quiet, unheard, spread_ms(due.person) if crowd else 0)
        try:
            begun = _settled(tx, due, firing)
            if begun == REMIND:
                reminded.setdefault((due.account, due.person), []).append(due)
            elif quiet and begun is not None:
                waiting.setdefault((due.account, due.person), []).append(begun)
        except Refused:
            log.debug("no longer due", extra={"due": due.id})
        except Exception:  # one bad occurrence must not hold up everybody's; it is tried again
            log.exception("not fired", extra={"due": due.id})
            tx.postpone(due, tx.moment.now + TRY_AGAIN_MS)
    for (account, person), nudges in reminded.items():
        tx.enter(account)
        try:
            with tx.savepoint():
                _remind(tx, nudges, spread_ms(person) if crowd else 0)
        except Exception:  # as above
            log.exception("not reminded", extra={"person": person})
            for due in nudges:
                tx.postpone(due, tx.moment.now + TRY_AGAIN_MS)
    for (account, person), titles in waiting.items():
        tx.enter(account)
        standstill.say_sorry(tx, person, since_ms or 0, tuple(titles))
    return len(claimed)


def _settled(tx: Transaction, due: Due, firing: Callable[[bool], Begun]) -> Begun:
    """All of it or nothing; at once again where somebody changed what it read."""
    for _ in range(MOST_TRIES - 1):
        try:
            with tx.savepoint():
                return firing(False)
        except Conflict:
            log.info("changed meanwhile, fired again", extra={"due": due.id})
    with tx.savepoint():
        return firing(True)


def _fire(
    tx: Transaction, due: Due, quiet: bool, unheard: frozenset[Who], later_ms: int, last: bool
) -> Begun:
    """Let one thing happen; the title of the talk that began, if one did, or `REMIND`.

    `last`: it is not tried again.
    """
    if due.what == "erase":
        tx.forget(due.occurrence)
        return None
    if due.what == ERASE:
        tx.erase(due.person)
        return None
    person = tx.one(Person, due.person)
    now = tx.moment.now
    if now - due.at_ms > DROP_AFTER_MS and due.what in REMINDERS:
        return None
    open_ms = open_at(person, now)
    # What fell into a standstill begins without a word, at any hour; the excuse waits for theirs.
    if open_ms > now and not quiet:
        tx.postpone(due, open_ms)
        return None
    if due.what == "note":
        _leave(tx, due, due.payload["card"], later_ms)
        return None
    if due.engagement and not _under_way(tx, due):
        return None
    if unheard and _about(tx, due) & unheard:
        tx.postpone(due, now + HEAR_AGAIN_MS)
        return None
    if due.what == "nudge":
        if _still_asked(tx, due) is None:
            return None
        silence.plan(tx, due.person)
        # After a standstill the excuse says it all.
        return None if quiet else REMIND
    if due.what == silence.WHAT:
        _silent(tx, due, quiet, later_ms)
        return None
    planned = due.payload.get("start")
    if not planned:
        return None
    return _begin(tx, due, load_start(planned), Stage(tx, None, last, quiet=quiet, later_ms=later_ms))


def _about(tx: Transaction, due: Due) -> set[Who]:
    """Of whom this would say that they did not answer."""
    if due.what in REMINDERS:
        return {(due.account, due.person)}
    if due.occurrence.startswith("monday/"):
        return {(due.account, work.professional) for work in tx.find(Engagement, owner=due.person)}
    return set()


def _under_way(tx: Transaction, due: Due) -> bool:
    """Whether the engagement is running. While it is paused what is due sleeps until it goes on."""
    engagement = tx.one(Engagement, due.engagement)
    if engagement.state == "paused":
        tx.postpone(due, tx.moment.now + 24 * 3_600_000)
        return False
    # Before the yes only talks of the one who invites are reminded of: the invitation itself never is.
    return engagement.state in ("active", "alone") or (due.what == "nudge" and engagement.state == "invited")


def _remind(tx: Transaction, nudges: Sequence[Due], later_ms: int) -> None:
    """The one reminder of a day, of everything that would be reminded of today and is still asked."""
    first, person = nudges[0], tx.one(Person, nudges[0].person)
    tomorrow = day_of(tx.moment.now, person.zone) + timedelta(days=1)
    midnight = to_millis(resolve(tomorrow, time(), person.zone))
    later_today = [
        due for due in tx.planned(person.id, "nudge") if due.at_ms < midnight and _under_way(tx, due)
    ]
    asked = [found for due in (*nudges, *later_today) if (found := _still_asked(tx, due)) is not None]
    if not asked or unasked.room_at(tx, person.id) > tx.moment.now:
        return
    for due in later_today:
        tx.unplan(conversation=due.conversation, person=person.id, what="nudge")
    unasked.count(tx, person.id)
    offers = (Offer(t("show-me"), "next", main=True), Offer(t("nudge-away"), "away"))
    minutes = sum(DIALOGS[row.dialog].minutes for _, row in asked)
    words = t("nudge", titles=labels(tx, asked), minutes=minutes, count=len(asked))
    _leave(tx, first, dump_card(card(words, offers=offers)), later_ms, repeatable=True)


def _still_asked(tx: Transaction, due: Due) -> tuple[Seat, Conversation] | None:
    """The seat that a reminder is for, if its question still stands as it stood."""
    row = tx.conversation(due.conversation, lock=False)
    if row is None or row.state != "open" or row.dialog not in DIALOGS:
        return None
    role = str(due.payload["role"])
    seat = next((seat for seat in tx.seats(row.id) if seat.role == role), None)
    return (seat, row) if seat is not None and seat.asked and seat.touched_ms <= due.at_ms else None


def _silent(tx: Transaction, due: Due, quiet: bool, later_ms: int) -> None:
    """One message for a whole silence, as soon as there is room for it."""
    words = silence.words(tx, due)
    if words is None or quiet:
        return
    room_ms = unasked.room_at(tx, due.person)
    if room_ms > tx.moment.now:
        tx.postpone(due, room_ms)
        return
    unasked.count(tx, due.person)
    _leave(tx, due, dump_card(words), later_ms, repeatable=True)


def _leave(
    tx: Transaction, due: Due, words: Mapping[str, Any], later_ms: int, *, repeatable: bool = False
) -> None:
    """A letter, once for this occurrence, a little later where many get one at once."""
    tx.post(
        Letter(
            id=derived_id(due.id, "letter"),
            account=tx.account,
            person=due.person,
            channel="",
            engagement=due.engagement,
            once=f"{due.what}/{due.occurrence}",
            card=words,
            next_ms=tx.moment.real + later_ms,
            repeatable=repeatable,
        )
    )


def _begin(tx: Transaction, due: Due, start: Start, stage: Stage) -> Text | None:
    """Start the talk that was planned for now, and plan the next of its kind; its title, if it began."""
    asked = bool(due.payload.get("asked"))
    # More messages would not bring back whoever does not answer: it waits with the rest, and is told once.
    folded = not asked and start.dialog not in unasked.CARRIERS
    silent = folded and silence.lasts(tx, due.person)
    if folded and not silent and (room_ms := unasked.room_at(tx, due.person)) > tx.moment.now:
        tx.postpone(due, room_ms)
        return None
    stage.quiet = stage.quiet or silent
    if start.dialog in rhythm.WEEKLY:
        for plan in rhythm.following(tx, start):
            stage.plan(plan)
    if start.dialog in rhythm.RENEWED:
        # A week without an answer stays without one: the new week's question takes its place.
        old = (
            row.id for _, row in tx.open_seats(due.person) if _same(row, start) and not _half_told(tx, row)
        )
        stage.close(old, "replaced")
    named = start.conversation or derived_id(due.id, "conversation")
    try:
        begun = stage.begin(replace(start, conversation=named))
    except Refused:
        log.debug("no longer due", extra={"due": due.id})
        return None
    if begun is None:
        return None
    if not asked and not silent:
        unasked.count(tx, due.person)
    return begun.dialog.title


def _half_told(tx: Transaction, row: Conversation) -> bool:
    """Whether somebody has begun to tell of last week: for a week more it can be told to its end."""
    if row.dialog != "checkin" or tx.moment.now - row.created_ms > KEPT_OPEN_MS:
        return False
    whole = tx.conversation(row.id, lock=False)
    return whole is not None and bool(Answers.load(whole.answers).kept)


def _same(row: Conversation, start: Start) -> bool:
    return row.dialog == start.dialog and row.engagement == start.engagement
