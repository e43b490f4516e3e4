"""How long delivery waits for what."""

from __future__ import annotations

from typing import NamedTuple

LOOK_AGAIN_MS = 3_600_000
"""Who may not be written to at this hour is looked at again after so long: their hours may change."""
STUBBORN = 5
"""After so many refusals that say nothing of the workspace, others go first."""


class Rules(NamedTuple):
    """How long delivery waits for what."""

    send_seconds: float = 20
    """A send that takes longer is given up, and then nobody knows."""
    quiet_seconds: float = 10
    """A send in doubt is left alone this long at first, so that the platform has shown it by then."""
    lane_seconds: float = 30
    """So long after its last sign of life another process takes over a workspace."""
    keep_hours: bool = True
    """False where one person plays everybody: nobody waits for a morning."""

    @property
    def claim_ms(self) -> int:
        """A claim without a word for this long is a send in doubt."""
        return round((self.send_seconds + self.quiet_seconds) * 1000)
