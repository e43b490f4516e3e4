"""When a platform may be started again. Kept on disk, so that a process that dies and is started over
and over by something else does not use up what the platform allows: Discord takes a token back after a
thousand connections in a day.
"""

from __future__ import annotations

import json
import logging
import os
from pathlib import Path
from typing import NamedTuple

log = logging.getLogger(__name__)

FREE = 3
"""So many starts in a row need no pause: an update, and a second thought about it."""
FIRST_PAUSE = 2.0
LONGEST_PAUSE = 300.0
STEADY = 600.0
"""Whoever ran so long was started well; seconds."""


class Start(NamedTuple):
    """How often in a row a platform was started without running well, and when last (seconds, real)."""

    times: int = 0
    at: float = 0.0


def pause(before: Start, now: float) -> float:
    """Seconds to wait before the next start: nothing at first, then twice as long each time."""
    if before.times < FREE:
        return 0.0
    wanted = min(LONGEST_PAUSE, FIRST_PAUSE * 2.0 ** min(before.times - FREE, 16))
    # A clock that was put back must not make anybody wait for years.
    return min(wanted, max(0.0, before.at + wanted - now))


class Starts:
    """The starts of every platform, in one small file. A file that cannot be used only costs the memory."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._known = self._read()

    def pause(self, platform: str, now: float) -> float:
        """Seconds to wait before this platform is started."""
        return pause(self._known.get(platform, Start()), now)

    def begin(self, platform: str, now: float) -> None:
        """It is started now. Noted before, for it may be the last thing that this process does."""
        before = self._known.get(platform, Start())
        self._keep(platform, Start(before.times + 1, now))

    def went_well(self, platform: str) -> None:
        """It ran for a while, or was stopped in good order."""
        self._keep(platform, Start())

    def _keep(self, platform: str, start: Start) -> None:
        self._known[platform] = start
        draft = self._file.with_name(self._file.name + ".part")
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            draft.write_text(json.dumps(self._known))
            os.replace(draft, self._file)
        except OSError as error:
            log.warning("starts are not remembered", extra={"why": error.strerror})

    def _read(self) -> dict[str, Start]:
        try:
            kept = json.loads(self._file.read_text())
            return {str(name): Start(int(times), float(at)) for name, (times, at) in kept.items()}
        except FileNotFoundError:
            return {}
        except (OSError, ValueError, TypeError, AttributeError):
            log.warning("what is known of earlier starts cannot be read; they count as none")
            return {}
