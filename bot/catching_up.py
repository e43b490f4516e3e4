"""What people wrote and their platform never told: read from the history, where something hangs on it.

Whenever a platform begins to hear again, now and then, and before anybody is said not to have answered.
Whatever is found goes to the inbox under the platform's own id, so what was taken already changes nothing.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterable, Mapping
from functools import partial

from bot.ports import Adapter, Clock, Store, TryLater, Unreachable, Unsure, Where
from bot.transaction import Transaction

log = logging.getLogger(__name__)

EVERY_MS = 10 * 60_000
FARTHEST_MS = 7 * 24 * 3_600_000
OVERLAP_MS = 60_000
"""A look begins this long before the end of the last one: clocks differ."""
FRESH_MS = 60_000
"""Who was looked at so recently need not be looked at again before they are reminded."""
MOST_FAILS = 3
"""After so many looks in a row that told nothing, nobody waits for the next."""
READ_SECONDS = 15
TICK_SECONDS = 5
AT_ONCE = 4

Who = tuple[str, str]
"""A person: account and id."""


class CatchingUp:
    """Looks for what was never told."""

    def __init__(self, store: Store, adapters: Mapping[str, Adapter], clock: Clock) -> None:
        self._store = store
        self._adapters = adapters
        self._clock = clock
        self._heard: dict[str, tuple[int, int]] = {}
        """By platform: how often it had begun to hear at the last look, and when that was."""
        self._read: dict[Where, int] = {}
        """By address: until when its history was read."""
        self._fails: dict[Where, int] = {}

    async def run(self) -> None:
        """Look whenever a platform wants it. Runs until cancelled."""
        while True:
            try:
                await self.sweep()
            except Exception:  # the store is in trouble; the next look may do better
                log.exception("could not look what was missed")
            await asyncio.sleep(TICK_SECONDS)

    async def sweep(self) -> int:
        """Look at everybody who is asked something, on every platform that wants it; messages looked at."""
        now = self._clock.moment().real
        count = 0
        for platform, adapter in self._adapters.items():
            times, at = self._heard.get(platform, (-1, 0))
            if adapter.connections == times and 0 <= now - at < EVERY_MS:
                continue
            self._heard[platform] = adapter.connections, now
            asked = await self._store.read(partial(_asked, (platform,), ()))
            self._keep(platform, {where for where, _ in asked})
            count += await self._all(asked)
        return count

    async def before(self, people: Iterable[Who]) -> frozenset[Who]:
        """Look at these people before it is said that they did not answer; those it cannot be said of yet."""
        unheard = set()
        now = self._clock.moment().real
        for who in dict.fromkeys(people):
            asked = await self._store.read(partial(_asked, tuple(self._adapters), (who,)))
            stale = [one for one in asked if not 0 <= now - self._read.get(one[0], 0) < FRESH_MS]
            await self._all(stale)
            if any(0 < self._fails.get(where, 0) < MOST_FAILS for where, _ in asked):
                unheard.add(who)
        return frozenset(unheard)

    async def _all(self, asked: Iterable[tuple[Where, int]]) -> int:
        """Look at each, a few at once. A workspace that wants a pause is left for the next time."""
        free = asyncio.Semaphore(AT_ONCE)
        resting: set[tuple[str, str]] = set()

        async def one(where: Where, since_ms: int) -> int:
            async with free:
                if where[:2] in resting:
                    self._fails[where] = self._fails.get(where, 0) + 1
                    return 0
                try:
                    return await self._one(where, since_ms)
                except TryLater:
                    resting.add(where[:2])
                    return 0

        return sum(await asyncio.gather(*(one(*who) for who in asked)))

    async def _one(self, where: Where, since_ms: int) -> int:
        began = self._clock.moment().real
        since = max(since_ms, self._read.get(where, 0) - OVERLAP_MS, began - FARTHEST_MS)
        try:
            async with asyncio.timeout(READ_SECONDS):
                found = await self._adapters[where.platform].catch_up(where, since)
        except Unreachable:
            # There is no history that anybody could read: nothing hangs on it.
            self._fails.pop(where, None)
            return 0
        except Exception as fault:
            self._fails[where] = self._fails.get(where, 0) + 1
            if isinstance(fault, TryLater):
                raise
            if not isinstance(fault, Unsure | TimeoutError):
                log.exception("the history was not read", extra={"platform": where.platform})
            return 0
        self._fails.pop(where, None)
        self._read[where] = began
        return found

    def _keep(self, platform: str, asked: set[Where]) -> None:
        """Remember only those who are still asked something."""
        for kept in (self._read, self._fails):
            for where in [one for one in kept if one.platform == platform and one not in asked]:
                del kept[where]


def _asked(
    platforms: tuple[str, ...], people: tuple[Who, ...], tx: Transaction
) -> tuple[tuple[Where, int], ...]:
    return tx.asked_at(platforms, people)
