"""The alarm for an event loop that is held: while it is, nobody is answered and no heart beats."""

from __future__ import annotations

import asyncio
import logging
import time

log = logging.getLogger(__name__)

LOOK_SECONDS = 0.25
TOO_LONG = 0.25
"""Held for longer than this is worth a line; so many seconds."""
QUIET_SECONDS = 60.0
"""One line in so long, with the worst of it."""


async def watch(
    *, look: float = LOOK_SECONDS, too_long: float = TOO_LONG, quiet: float = QUIET_SECONDS
) -> None:
    """Look until cancelled how late the loop comes to what it was asked for."""
    worst, told = 0.0, -quiet
    while True:
        asked = time.monotonic()
        await asyncio.sleep(look)
        now = time.monotonic()
        worst = max(worst, now - asked - look)
        if worst > too_long and now - told >= quiet:
            log.warning("the event loop was held", extra={"ms": round(worst * 1000)})
            worst, told = 0.0, now
