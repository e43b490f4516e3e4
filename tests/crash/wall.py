"""The clock of a rig: it runs like the wall's, and may be put forward, for every process at once."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from bot.ports import Moment
from tests.crash.forks import FORKS

FRIDAY = datetime(2026, 11, 27, 15, tzinfo=UTC)
"""When the check-ins of the rigs are due: a working hour of everybody in them."""


@dataclass
class Wall:
    """Both clocks of the house, the same in every process that it is handed to."""

    at_ms: int = round(FRIDAY.timestamp() * 1000)
    began: float = field(default_factory=time.time)
    offset_ms: int = 0
    shift: Any = field(default_factory=lambda: FORKS.Value("q", 0))
    """Milliseconds that were skipped. Shared memory: a child that runs sees it at once."""

    def ms(self) -> int:
        return self.at_ms + round((time.time() - self.began) * 1000) + int(self.shift.value)

    def seconds(self) -> float:
        return self.ms() / 1000

    def moment(self) -> Moment:
        return Moment(self.ms() + self.offset_ms, self.ms())

    def skip(self, seconds: float) -> None:
        """Let time go by in which nothing happens."""
        with self.shift.get_lock():
            self.shift.value += round(seconds * 1000)
