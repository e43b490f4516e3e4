"""Two copies of one message, where nobody could know that the first arrived: the older points to the newer.

Both led to the same talk from the beginning, so nothing hangs on it, and what cannot be done is left.
"""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from collections.abc import Iterable
from typing import NamedTuple

from bot.delivery.drawing import Drawn
from bot.delivery.lane import Lane
from bot.engine.cards import card
from bot.engine.text import t
from bot.ports import Sent, TryLater, Unreachable, Unsure
from bot.transaction import Claim
from bot.words import draw_card

log = logging.getLogger(__name__)

WATCH_SECONDS = 120.0
MOST_WATCHED = 100
"""Of what was sent again; an older copy that turns up later than this just stands there."""


class Watched(NamedTuple):
    """Something that was sent again, and when to look whether its first copy has turned up."""

    at: float
    lane: Lane
    claim: Claim
    drawn: Drawn
    sent: Sent


class Copies:
    """Finds older copies. Who is asked takes at most `send_seconds`."""

    def __init__(self, send_seconds: float) -> None:
        self._send_seconds = send_seconds
        self._watched: deque[Watched] = deque(maxlen=MOST_WATCHED)

    def watch(self, lane: Lane, claim: Claim, drawn: Drawn, sent: Sent) -> None:
        """It was sent again: in a while, look for its first copy."""
        self._watched.append(Watched(lane.now() + WATCH_SECONDS, lane, claim, drawn, sent))

    async def look_after(self, now: float) -> None:
        """Look whether an earlier copy of what was sent again has turned up after all."""
        while self._watched and self._watched[0].at <= now:
            _, lane, claim, drawn, sent = self._watched.popleft()
            try:
                async with asyncio.timeout(self._send_seconds):
                    found = await lane.adapter.find(
                        drawn.where, drawn.channel, drawn.message, key=drawn.key, since_ms=claim.since_ms
                    )
            except (TryLater, Unreachable, Unsure, TimeoutError) as fault:
                log.info("not looked after", extra={"key": drawn.key, "why": type(fault).__name__})
                continue
            await self.point_on(lane, drawn, [copy for copy in found if copy != sent])

    async def point_on(self, lane: Lane, drawn: Drawn, older: Iterable[Sent]) -> None:
        """Turn older copies into a line that points to the newer one."""
        words = draw_card(card(t("see-below")), drawn.reader)
        for copy in older:
            try:
                async with asyncio.timeout(self._send_seconds):
                    await lane.adapter.put(drawn.where, drawn.channel, words, ref=copy.ref, key="")
            except (TryLater, Unreachable, Unsure, TimeoutError) as fault:
                log.info("a copy stays as it is", extra={"key": drawn.key, "why": type(fault).__name__})
