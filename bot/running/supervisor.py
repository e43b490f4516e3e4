"""Starts every platform on its own, so that one that cannot be reached keeps no other from running."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import time
from collections.abc import Callable, Mapping

from bot.ports import Adapter
from bot.running.starts import STEADY, Starts

log = logging.getLogger(__name__)

LOCAL = frozenset({"browser"})
"""Platforms on this machine: there is nothing to be spared, so they never wait."""


class Supervisor:
    """Adapters that are started side by side, again after a pause where a start failed, and stopped."""

    def __init__(
        self,
        adapters: Mapping[str, Adapter],
        starts: Starts,
        *,
        now: Callable[[], float] = time.time,
        steady: float = STEADY,
    ) -> None:
        self._adapters = adapters
        self._starts = starts
        self._now = now
        self._steady = steady
        self._running: dict[str, asyncio.Task[None]] = {}
        self.up: dict[str, Adapter] = {}
        """The platforms that are started: only to these is anything delivered."""

    async def start(self) -> None:
        """Start them all. Returns when each is up, has failed, or has to wait; those are tried again.

        Raises:
            OSError: none could be started, and this is why: a port that is taken, for instance.
        """
        first = {name: asyncio.get_running_loop().create_future() for name in self._adapters}
        for name, adapter in self._adapters.items():
            self._running[name] = asyncio.create_task(self._keep(name, adapter, first[name]))
        outcomes = await asyncio.gather(*first.values())
        faults = [outcome for outcome in outcomes if isinstance(outcome, OSError)]
        if faults and len(faults) == len(outcomes):
            await self.stop()
            raise faults[0]

    async def stop(self) -> None:
        """Stop those that are up, all at once; a start that goes on is given up."""
        for task in self._running.values():
            task.cancel()
        await asyncio.gather(*self._running.values(), return_exceptions=True)
        stopped = sorted(self.up)
        self.up.clear()
        outcomes = await asyncio.gather(
            *(self._adapters[name].stop() for name in stopped), return_exceptions=True
        )
        for name, outcome in zip(stopped, outcomes, strict=True):
            if isinstance(outcome, Exception):
                log.error("not stopped in good order", exc_info=outcome, extra={"platform": name})
            elif name not in LOCAL:
                self._starts.went_well(name)

    async def _keep(self, name: str, adapter: Adapter, first: asyncio.Future[Exception | None]) -> None:
        """Start one until it runs."""
        while True:
            if name not in LOCAL:
                await self._wait(name, first)
                self._starts.begin(name, self._now())
            try:
                await adapter.start()
            except asyncio.CancelledError:
                await adapter.stop()
                raise
            except Exception as fault:  # whatever it is, the others run on
                if not first.done():
                    first.set_result(fault)
                log.error("not started", exc_info=fault, extra={"platform": name})
                with contextlib.suppress(Exception):
                    await adapter.stop()
                if name in LOCAL:
                    return
                continue
            self.up[name] = adapter
            if not first.done():
                first.set_result(None)
            if name not in LOCAL:
                await asyncio.sleep(self._steady)
                self._starts.went_well(name)
            return

    async def _wait(self, name: str, first: asyncio.Future[Exception | None]) -> None:
        seconds = self._starts.pause(name, self._now())
        if not seconds:
            return
        log.warning("started often of late, so it waits", extra={"platform": name, "seconds": round(seconds)})
        if not first.done():
            first.set_result(None)
        await asyncio.sleep(seconds)
