"""R6: whatever is told is told four times and out of order, or not at all, and is then looked for.

What was typed and never told stands in the channel; after a restart it must be found there.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from tests.crash.bases import Base
from tests.crash.kills import add, play
from tests.crash.tally import Tally
from tests.crash.weather import Weather

CARELESS = Weather(repeats=3, dropped=0.2)


async def many(
    tally: Tally, platform: str, base: Base, folder: Path, seeds: Iterable[int], **how: Any
) -> Tally:
    """Rounds with one death each, so that each has a start that looks for what was missed."""
    left = iter(seeds)

    async def work() -> None:
        for seed in left:
            add(tally, platform, await play(platform, base, folder, seed, weather=CARELESS, kills=1, **how))

    await asyncio.gather(*(work() for _ in range(3)))
    return tally
