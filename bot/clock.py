"""The two clocks: people's time, which the browser workspace may move, and real time."""

from __future__ import annotations

import time  # noqa: TID251  # this file is the clock that everybody else is given
from collections.abc import Awaitable, Callable

from bot.ports import Moment, Store
from bot.transaction import Settings

OFFSET = "clock offset"
MOST_STEPS = 500
"""Due instants that one move of the clock stops at, at most."""


class WorldClock:
    """The machine's clock, with people's time ahead of it by `offset_ms` (0 on real platforms)."""

    def __init__(self, offset_ms: int = 0) -> None:
        self.offset_ms = offset_ms

    def moment(self) -> Moment:
        """Both times, now."""
        real = time.time_ns() // 1_000_000
        return Moment(real + self.offset_ms, real)


class MovableClock:
    """People's time in the browser workspace: moved forward only, kept over restarts.

    A week passes as a week: every due instant on the way is fired and delivered in its turn.
    """

    def __init__(self, clock: WorldClock, store: Store, sweep: Callable[[], Awaitable[object]]) -> None:
        self._clock = clock
        self._store = store
        self._sweep = sweep

    async def restore(self) -> None:
        """Take up the offset of the last run."""
        kept = await self._store.read(lambda tx: tx.setting(OFFSET))
        self._clock.offset_ms = int(kept or 0)

    def now_ms(self) -> int:
        """People's time, in milliseconds since 1970 UTC."""
        return self._clock.moment().now

    def real_ms(self) -> int:
        """The machine's time, in milliseconds since 1970 UTC."""
        return self._clock.moment().real

    async def next_due(self) -> int | None:
        """When the next thing is due; None when nothing is."""
        return await self._store.read(lambda tx: tx.next_due())

    async def forward_to(self, ms: int, progress: Callable[[int, int], None]) -> None:
        """Move to `ms`, stopping at every instant on the way at which something is due."""
        for _ in range(MOST_STEPS):
            due = await self.next_due()
            if due is None or due > ms:
                break
            await self._set(max(due, self.now_ms()))
            await self._sweep()
            progress(self.now_ms(), ms)
            if await self.next_due() == due:
                break  # what is due did not fire and was not moved: never wait for it here
        await self._set(ms)
        await self._sweep()
        progress(ms, ms)

    async def _set(self, ms: int) -> None:
        moment = self._clock.moment()
        offset = max(self._clock.offset_ms, ms - moment.real)

        def keep(tx: Settings) -> None:
            tx.set(OFFSET, str(offset))

        await self._store.turn(keep)
        self._clock.offset_ms = offset
