"""One workspace: what waits for it, how much it bears, and the hands that carry to it.

A lane never waits: when the workspace wants a pause it lets everything lie, and is told to go again.
What lies here is claimed by nobody, so nothing is lost with it.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Coroutine, Sequence
from typing import Any

from bot.pacing import EVERYTHING, Loops, Workspace
from bot.ports import Adapter
from bot.transaction import Errand

log = logging.getLogger(__name__)

MOST = 100
"""Errands that lie in a lane; the rest stays in the database, and memory flat."""
FEW = 20
"""With fewer than this, more are asked for."""

Carry = Callable[["Lane", Errand], Coroutine[Any, Any, bool]]


class Lane:
    """A workspace's errands, in their order, one at a time for each reader."""

    def __init__(self, adapter: Adapter, carry: Carry, now: Callable[[], float]) -> None:
        self.adapter = adapter
        self.sent = 0
        self.rests_until = 0.0
        self._carry = carry
        self.now = now
        self._bears = Workspace(adapter.manners, now())
        self._loops = Loops(adapter.manners.to_one_a_minute)
        self._lies: dict[tuple[str, str], Errand] = {}
        self._busy: set[str] = set()
        self._going: asyncio.Task[None] | None = None

    # --- what lies here -----------------------------------------------------------------------

    @property
    def wants_more(self) -> bool:
        """Whether there is room for further errands."""
        return len(self._lies) < FEW

    @property
    def empty(self) -> bool:
        """Whether nothing waits here."""
        return not self._lies

    @property
    def last(self) -> bool:
        """Whether what is being carried is all there is."""
        return not self._lies and len(self._busy) == 1

    def add(self, errands: Sequence[Errand]) -> None:
        """Further errands; those that lie here already keep their place."""
        for errand in errands:
            if len(self._lies) >= MOST:
                return
            self._lies.setdefault((errand.account, errand.what), errand)

    # --- what it bears ------------------------------------------------------------------------

    def hold(self, of: str, seconds: float) -> None:
        """The workspace wants a pause."""
        now = self.now()
        self._bears.hold(of, seconds, now)
        if of != "edits":
            self.rests_until = max(self.rests_until, now + seconds)

    def rest_seconds(self, of: str) -> float:
        """How long the workspace wants a pause yet; 0 = none."""
        return self._bears.rest(of, self.now())

    def loop_seconds(self, to: str) -> float:
        """How long this reader has to be left alone, because they were sent too much."""
        return self._loops.wait(to, self.now())

    def edit_seconds(self) -> float:
        """How long the workspace wants nothing edited; 0 = now, and it is counted."""
        now = self.now()
        wait = self._bears.wait("edits", now)
        if not wait:
            self._bears.take("edits", now)
        return wait

    def went(self, to: str) -> None:
        """Something reached this reader."""
        self._loops.note(to, self.now())

    # --- carrying -----------------------------------------------------------------------------

    @property
    def going(self) -> bool:
        """Whether something is being carried."""
        return self._going is not None and not self._going.done()

    def go(self) -> asyncio.Task[None] | None:
        """Carry what may go now. None when there is nothing, or the workspace rests."""
        if self.going:
            return self._going
        if not self._lies or self.rests_until > self.now():
            return None
        self._going = asyncio.create_task(self._all())
        return self._going

    async def _all(self) -> None:
        hands = min(len(self._lies), max(1, self.adapter.manners.hands))
        await asyncio.gather(*(self._hand() for _ in range(hands)))

    async def _hand(self) -> None:
        while (errand := self._next()) is not None:
            self._busy.add(errand.to)
            went = False
            try:
                went = await self._carry(self, errand)
            except Exception:  # the store is in trouble: whatever it is about is looked at again
                log.exception("left for later", extra={"key": errand.what})
                self.hold(EVERYTHING, 1)
            finally:
                self._busy.discard(errand.to)
                self.sent += went
                if not went:
                    self._bears.give_back("posts")

    def _next(self) -> Errand | None:
        """The first errand whose reader is free, when the workspace bears one more."""
        now = self.now()
        free = next((key for key, errand in self._lies.items() if errand.to not in self._busy), None)
        if free is None:
            return None
        if (wait := self._bears.wait("posts", now)) > 0:
            self.rests_until = max(self.rests_until, now + wait)
            return None
        self._bears.take("posts", now)
        return self._lies.pop(free)

    async def stop(self, within: float) -> None:
        """Begin nothing more, and let what is being carried end."""
        self._lies.clear()
        if self._going is None:
            return
        await asyncio.wait({self._going}, timeout=within)
        self._going.cancel()
        await asyncio.gather(self._going, return_exceptions=True)
