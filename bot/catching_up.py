"""What people wrote and their platform never told: read from the history, where something hangs on it.

Whenever a platform begins to hear again, now and then, and before anybody is said not to have answered.
Whatever is found goes to the inbox under the platform's own id, so what was taken already changes nothing.
"""

from __future__ import annotations

import asyncio
import logging
import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from functools import partial

from bot.due.firing import Unheard, Who
from bot.ports import Adapter, Clock, Store, TryLater, Unreachable, Unsure, Where
from bot.transaction import Carrying

log = logging.getLogger(__name__)

EVERY_MS = 10 * 60_000
FARTHEST_MS = 7 * 24 * 3_600_000
OVERLAP_MS = 60_000
"""A look begins this long before the end of the last one: clocks differ."""
FRESH_MS = 60_000
"""Who was looked at so recently need not be looked at again before they are reminded."""
LONGEST_REST_MS = EVERY_MS
"""A pause that seems longer is a clock that was put back."""
MOST_FAILS = 3
"""After so many looks in a row that told nothing, nobody waits for the next."""
READ_SECONDS = 15
TICK_SECONDS = 5
AT_ONCE = 4
A_TICK = 4
"""Histories of one workspace that are read in a tick: Slack tells fifty in a minute."""
BEFORE, BEFORE_SECONDS = 40, 20
"""So many histories are read at most, in so long, before a reminder; of the others it is sent later."""

Asked = tuple[Where, int, Who]
"""Somebody who is asked something: where, since when in real time, and who."""


class CatchingUp:
    """Looks for what was never told."""

    def __init__(
        self, store: Store, adapters: Mapping[str, Adapter], clock: Clock, lossy: Sequence[str] = ()
    ) -> None:
        """`adapters`: what is up. `lossy`: the platforms that may lose what is written, up or not."""
        self._store = store
        self._adapters = adapters
        self._clock = clock
        self._lossy = lossy
        self._heard: dict[str, tuple[int, int]] = {}
        """By platform: how often it had begun to hear at the last look, and when that was."""
        self._wanted: dict[Where, int] = {}
        """By address: since when its history is still to be read, the first in line first."""
        self._read: dict[Where, int] = {}
        """By address: until when its history was read."""
        self._fails: dict[Where, int] = {}
        self._rests: dict[tuple[str, str], int] = {}
        """By workspace: until when it wants to tell no history."""

    async def run(self) -> None:
        """Look whenever a platform wants it. Runs until cancelled."""
        while True:
            try:
                await self.sweep()
            except Exception:  # the store is in trouble; the next look may do better
                log.exception("could not look what was missed")
            await asyncio.sleep(TICK_SECONDS)

    async def sweep(self) -> int:
        """Look at some of those who are asked something, where a platform wants it; messages looked at."""
        now = self._clock.moment().real
        for platform, adapter in list(self._adapters.items()):
            times, at = self._heard.get(platform, (-1, 0))
            if adapter.connections == times and 0 <= now - at < EVERY_MS:
                continue
            self._heard[platform] = adapter.connections, now
            asked = await self._store.read(partial(_asked, (platform,), ()))
            self._keep(platform, {where for where, _, _ in asked})
            self._wanted |= _oldest(asked)
        tried: set[Where] = set()
        line = self._next(now)
        found = await self._all(line, tried)
        for where, since_ms in line:
            # Whose history told nothing is looked at again, behind the others, and then in ten minutes.
            if where not in tried or 0 < self._fails.get(where, 0) < MOST_FAILS:
                self._wanted.setdefault(where, since_ms)
        return found

    def _next(self, now: int) -> list[tuple[Where, int]]:
        """The first in line of each workspace that wants no pause."""
        taken: dict[tuple[str, str], int] = defaultdict(int)
        found = []
        for where, since_ms in list(self._wanted.items()):
            rests = 0 < self._rests.get(where[:2], 0) - now < LONGEST_REST_MS
            if not rests and taken[where[:2]] < A_TICK and where.platform in self._adapters:
                taken[where[:2]] += 1
                found.append((where, since_ms))
                del self._wanted[where]
        return found

    async def before(self, people: Sequence[Who]) -> Unheard:
        """Look at these people before it is said that they did not answer; those it cannot be said of yet."""
        now = self._clock.moment().real
        platforms = tuple({*self._adapters, *self._lossy})
        asked: list[Asked] = []
        for start in range(0, len(people), BEFORE):
            some = tuple(people[start : start + BEFORE])
            asked += await self._store.read(partial(_asked, platforms, some))
        down = [one for one in asked if one[0].platform not in self._adapters]
        for where in {where for where, _, _ in down}:
            self._fails[where] = self._fails.get(where, 0) + 1
        stale = {
            where: since_ms
            for where, since_ms in _oldest(asked).items()
            if where.platform in self._adapters and not 0 <= now - self._read.get(where, 0) < FRESH_MS
        }
        # Whoever was tried least is first, so that those who cannot be read take nobody's turn.
        line = sorted(stale, key=lambda where: (self._fails.get(where, 0), self._read.get(where, 0)))
        tried: set[Where] = set()
        with suppress(TimeoutError):
            async with asyncio.timeout(BEFORE_SECONDS):
                await self._all([(where, stale[where]) for where in line], tried, BEFORE)
        held = (stale.keys() - tried) | self._fails.keys()
        waits = (who for where, _, who in asked if where in held and self._fails.get(where, 0) < MOST_FAILS)
        reached = {who for where, _, who in asked if where.platform in self._adapters}
        return Unheard(frozenset(waits), frozenset(who for _, _, who in down) - reached)

    async def _all(
        self, asked: Iterable[tuple[Where, int]], tried: set[Where], most: float = math.inf
    ) -> int:
        """Look at each, a few at once and so many at `most`; whoever was looked at is put into `tried`.

        A workspace that wants a pause is left for the next time.
        """
        free = asyncio.Semaphore(AT_ONCE)
        resting: set[tuple[str, str]] = set()

        async def one(where: Where, since_ms: int) -> int:
            async with free:
                if where[:2] in resting or len(tried) >= most:
                    return 0
                tried.add(where)
                try:
                    return await self._one(where, since_ms)
                except TryLater as later:
                    resting.add(where[:2])
                    self._rests[where[:2]] = self._clock.moment().real + round(later.seconds * 1000)
                    return 0

        return sum(await asyncio.gather(*(one(*who) for who in asked)))

    async def _one(self, where: Where, since_ms: int) -> int:
        began = self._clock.moment().real
        # Until the history was read the look counts as one that told nothing, also when it is cut off.
        self._fails[where] = self._fails.get(where, 0) + 1
        since = max(since_ms, self._read.get(where, 0) - OVERLAP_MS, began - FARTHEST_MS)
        try:
            async with asyncio.timeout(READ_SECONDS):
                found = await self._adapters[where.platform].catch_up(where, since)
        except Unreachable:
            # There is no history that anybody could read: nothing hangs on it.
            self._fails.pop(where, None)
            return 0
        except TryLater:
            raise
        except (Unsure, TimeoutError):
            return 0
        except Exception:
            log.exception("the history was not read", extra={"platform": where.platform})
            return 0
        self._fails.pop(where, None)
        self._read[where] = began
        return found

    def _keep(self, platform: str, asked: set[Where]) -> None:
        """Remember only those who are still asked something."""
        for kept in (self._read, self._fails, self._wanted):
            for where in [one for one in kept if one.platform == platform and one not in asked]:
                del kept[where]


def _oldest(asked: Iterable[Asked]) -> dict[Where, int]:
    """By address: since when its history is wanted, by whichever of its people was asked first."""
    found: dict[Where, int] = {}
    for where, since_ms, _ in asked:
        found[where] = min(since_ms, found.get(where, since_ms))
    return found


def _asked(platforms: tuple[str, ...], people: tuple[Who, ...], tx: Carrying) -> tuple[Asked, ...]:
    return tx.asked_at(platforms, people)
