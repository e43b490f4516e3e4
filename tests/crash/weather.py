"""How a platform treats what it is told: how often it is slow, cuts the line, or asks for a pause."""

from __future__ import annotations

import random
from typing import NamedTuple


class Weather(NamedTuple):
    """Shares of all sends. `lag`: the longest wait before one is taken, in seconds."""

    lag: float = 0.0
    cut: float = 0.0
    limited: float = 0.0
    broken: float = 0.0
    repeats: int = 0
    """How often, and in whatever order, everything that people did is told again."""
    dropped: float = 0.0
    """The share of what people typed that is never told."""

    def draw(self, chance: random.Random) -> tuple[str, float]:
        """What the next send meets, and the seconds before it is taken."""
        roll, lag = chance.random(), chance.random() * self.lag
        for kind, share in (("cut", self.cut), ("limited", self.limited), ("broken", self.broken)):
            if roll < share:
                return kind, lag
            roll -= share
        return ("slow", lag) if lag else ("fine", 0.0)


CALM = Weather()
ROUGH = Weather(lag=0.1, cut=0.03, limited=0.02, broken=0.02)
"""As bad as an ordinary bad day, in every call."""
