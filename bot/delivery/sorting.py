"""Sorts what waits into a lane for each workspace. The database is the queue; a lane holds a handful.

Lanes go on by themselves: a workspace that hangs, or wants a pause, holds up nobody else.
"""

from __future__ import annotations

import asyncio
import logging
import random  # noqa: TID251  # spreads tries that failed together, and names this process
import time  # noqa: TID251  # how fast is asked of a clock that never goes back
from collections import defaultdict
from collections.abc import Callable, Mapping
from functools import partial

from bot.delivery.carrying import Carrier
from bot.delivery.lane import Lane
from bot.delivery.rules import Rules
from bot.ports import Adapter, Store
from bot.transaction import Carrying, Errand

log = logging.getLogger(__name__)

LOOK = 200
"""Errands that are sorted at once."""
TICK_SECONDS = 15.0
"""Without a reason to look earlier."""

Place = tuple[str, str]
"""A workspace: platform and scope."""


class Delivery:
    """Carries what waits for others. `wake` makes it look at once."""

    def __init__(
        self,
        store: Store,
        adapters: Mapping[str, Adapter],
        rules: Rules = Rules(),  # noqa: B008  # a tuple: nobody can change it
        *,
        now: Callable[[], float] = time.monotonic,
        chance: Callable[[], float] = random.random,
    ) -> None:
        self._store = store
        self._adapters = adapters
        self._now = now
        holder = f"{random.getrandbits(64):016x}"  # a name, no secret
        self._carrier = Carrier(store, holder, rules, chance, self._again)
        self._lanes: dict[Place, Lane] = {}
        self._wanted = asyncio.Event()
        self._looking = asyncio.Lock()
        self._aside: asyncio.Task[None] | None = None
        self._stopped = False

    def wake(self) -> None:
        """Something was left for somebody: look now."""
        self._wanted.set()

    # --- going on by itself -------------------------------------------------------------------

    async def run(self) -> None:
        """Carry whenever woken, and when a pause is over. Runs until cancelled."""
        while True:
            try:
                await self._waited()
                await self._look()
                self._go()
                if self._aside is None or self._aside.done():
                    # On the side: a platform that takes its time holds up nobody.
                    self._aside = asyncio.create_task(self._carrier.copies.look_after(self._now()))
            except Exception:  # one bad look must not end delivery; the next one looks again
                log.exception("could not look what waits")
                await asyncio.sleep(1)

    async def _waited(self) -> None:
        """Until it is woken, or a workspace has rested."""
        rests = [lane.rests_until - self._now() for lane in self._lanes.values()]
        seconds = min([TICK_SECONDS, *(rest for rest in rests if rest > 0)])
        try:
            async with asyncio.timeout(max(0.01, seconds)):
                await self._wanted.wait()
        except TimeoutError:
            return
        self._wanted.clear()

    def _go(self) -> list[asyncio.Task[None]]:
        tasks = []
        for lane in self._lanes.values():
            began = not lane.going
            task = lane.go()
            if task is not None:
                tasks.append(task)
                if began:
                    # What became free, or was caused meanwhile, is looked for.
                    task.add_done_callback(lambda _: self._wanted.set())
        return tasks

    # --- at once ------------------------------------------------------------------------------

    async def sweep(self) -> int:
        """Carry everything that may go now; how many messages went out."""
        before = sum(lane.sent for lane in self._lanes.values())
        await self._carrier.copies.look_after(self._now())
        while True:
            await self._look()
            tasks = self._go()
            if not tasks:
                return sum(lane.sent for lane in self._lanes.values()) - before
            await asyncio.wait(tasks)

    async def settled(self) -> None:
        """Wait until everything that it was woken for has gone out. Only while `run` runs."""
        while True:
            while self._wanted.is_set() or any(lane.going for lane in self._lanes.values()):  # noqa: ASYNC110
                await asyncio.sleep(0)
            # What `run` was looking for meanwhile has been found by now, and may be on its way already.
            await self._look()
            lanes = self._lanes.values()
            if not any(lane.going or not (lane.empty or self._rests(lane)) for lane in lanes):
                return
            self.wake()

    async def stop(self, within: float = 10) -> None:
        """Begin nothing more, and let what is on its way arrive; what takes longer is in doubt."""
        self._stopped = True
        if self._aside is not None:
            self._aside.cancel()
        await asyncio.gather(*(lane.stop(within) for lane in self._lanes.values()))

    def _again(self, seconds: float) -> None:
        """Something may go in a while: look then, where that is before the next look."""
        if seconds < TICK_SECONDS:
            asyncio.get_running_loop().call_later(seconds, self.wake)

    # --- sorting ------------------------------------------------------------------------------

    async def _look(self) -> None:
        """Fill the lanes with what may go now. A full lane, or one that rests, is looked past."""
        async with self._looking:
            full = {place for place, lane in self._lanes.items() if not lane.wants_more or self._rests(lane)}
            while True:
                found = await self._store.read(partial(_waiting, tuple(self._adapters), tuple(full)))
                if self._stopped:
                    return
                by_place: dict[Place, list[Errand]] = defaultdict(list)
                for errand in found:
                    by_place[errand.platform, errand.scope].append(errand)
                for place, errands in by_place.items():
                    self._lane(place).add(errands)
                if len(found) < LOOK:
                    return
                # One workspace may fill a whole look: the others behind it are looked for without it.
                full |= set(by_place)

    def _rests(self, lane: Lane) -> bool:
        return lane.rests_until > self._now()

    def _lane(self, place: Place) -> Lane:
        lane = self._lanes.get(place)
        if lane is None:
            adapter = self._adapters[place[0]]
            lane = self._lanes[place] = Lane(adapter, self._carrier.carry, self._now)
        return lane


def _waiting(platforms: tuple[str, ...], but: tuple[Place, ...], tx: Carrying) -> tuple[Errand, ...]:
    return tx.errands(platforms, but, LOOK)
