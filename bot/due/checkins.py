"""What is due: claimed in batches, each occurrence fired on its own, in people's own hours.

Firing is database work: claim, look again whether it still holds, start, leave for delivery; one
transaction, and one at a time in all processes: what somebody is sent today is counted and put together
from all that is due for them. What one occurrence does is in `bot.due.firing`, what it says of what waits in
`bot.due.reminders`.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from functools import partial

from bot.dialog import Refused
from bot.due import standstill
from bot.due.firing import (
    NOBODY,
    Came,
    Caught,
    Later,
    Remind,
    Unheard,
    Who,
    fire_one,
    left_for_another_version,
)
from bot.due.reminders import remind
from bot.due.standstill import TRY_AGAIN_MS
from bot.pacing import spread_ms
from bot.ports import Clock, Store
from bot.transaction import REMINDERS, Conflict, Due, Transaction

log = logging.getLogger(__name__)

BATCH = 100
FIRING = "firing"
MOST_TRIES = 3
"""As often is something fired at once that others change at the same moment."""
CROWD = 30
"""So many due at once are spread over ten minutes, each person at their own place in them."""

Hear = Callable[[Sequence[Who]], Awaitable[Unheard]]
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
        self._sweeping = asyncio.Lock()

    def _silent(self) -> bool:
        """Whether the last sign of life is a while ago: it is written once a minute, not at every look."""
        return abs(self._clock.moment().real - self._beaten_ms) >= standstill.BEAT_MS

    def _beat(self, tx: Transaction) -> None:
        standstill.beat(tx)
        self._beaten_ms = tx.moment.real
        for what in tx.unknown_due(tx.moment.now):
            left_for_another_version(what)

    async def sweep(self) -> int:
        """Fire everything that is due now; how many occurrences were taken.

        Another process that fires just now goes on with the rest; should it die, the next sweep here does.
        """
        async with self._sweeping:
            return await self._sweep()

    async def _sweep(self) -> int:
        count = 0
        if self._silent():
            await self._store.turn(self._beat, urgent=False)
        unheard = await self._unheard()
        crowd = False
        while True:
            fired = await self._store.turn(partial(fire, unheard=unheard, crowd=crowd), urgent=False)
            crowd = crowd or fired >= CROWD
            count += fired
            if fired:
                self._wake()
            if fired < BATCH:
                return count

    async def _unheard(self) -> Unheard:
        """Look first at what they wrote whom something due would say not to have answered."""
        if self._hear is None:
            return NOBODY
        silent = await self._store.read(lambda tx: tx.silent(tx.moment.now))
        return await self._hear(silent) if silent else NOBODY


def fire(tx: Transaction, *, unheard: Unheard = NOBODY, crowd: bool = False) -> int:
    """One batch of due occurrences. Each is looked at again: what no longer holds just vanishes.

    `unheard`: of whom it cannot be said yet that they did not answer. `crowd`: this is not the first batch
    of many.
    """
    if not tx.only_one(FIRING):
        return 0
    # A Monday list of the same hour says all that waits: reminders look at what was told before them.
    claimed = sorted(tx.claim_due(tx.moment.now, BATCH), key=lambda due: due.what in REMINDERS)
    crowd = crowd or len(claimed) >= CROWD
    off, again = standstill.last(tx), False
    reminded: dict[Who, list[Due]] = {}
    later: list[tuple[Due, int]] = []
    for due in claimed:
        tx.enter(due.account)
        into = None
        try:
            into = standstill.behind(tx, due, off)
            later_ms = spread_ms(due.person) if crowd else 0
            firing = partial(fire_one, tx, due, into is not None, unheard, later_ms)
            came = _settled(tx, due, firing)
            again = again or (into is not None and not isinstance(came, Later))
            match came:
                case Later(at_ms, held):
                    later.append((due, at_ms))
                    if held and into is not None:
                        standstill.miss(tx, due, due.person, into, held_ms=at_ms)
                case Remind():
                    reminded.setdefault((due.account, due.person), []).append(due)
                case Caught(kept) if into is not None:
                    for person, card in kept:
                        standstill.miss(tx, due, person, into, card)
        except Refused:
            log.debug("no longer due", extra={"due": due.id})
        except Exception:  # one bad occurrence must not hold up everybody's; it is tried again
            log.exception("not fired", extra={"due": due.id})
            again = again or into is not None
            again_ms = tx.moment.now + TRY_AGAIN_MS if into is None else standstill.failed(tx, due, into)
            later.append((due, again_ms))
    for (account, person), nudges in reminded.items():
        tx.enter(account)
        try:
            with tx.savepoint():
                remind(tx, nudges, spread_ms(person) if crowd else 0)
        except Exception:  # as above
            log.exception("not reminded", extra={"person": person})
            later += [(due, tx.moment.now + TRY_AGAIN_MS) for due in nudges]
    tx.postpone(later)
    if len(claimed) == BATCH:
        return BATCH
    if again:  # whatever that planned for a time that is over comes next, and the one message behind it
        return len(claimed) + fire(tx, unheard=unheard, crowd=crowd)
    if off is not None:
        standstill.over(tx)
    return len(claimed)


def _settled(tx: Transaction, due: Due, firing: Callable[[bool], Came]) -> Came:
    """All of it or nothing; at once again where somebody changed what it read."""
    for _ in range(MOST_TRIES - 1):
        try:
            with tx.savepoint():
                return firing(False)
        except Conflict:
            log.info("changed meanwhile, fired again", extra={"due": due.id})
    with tx.savepoint():
        return firing(True)
