"""What a rig did and found, in one line that is always the same; and while it works, how far it is."""

from __future__ import annotations

import time
from dataclasses import dataclass, field

from tests.crash.ledger import percentile

SAY_SECONDS = 30.0
"""A rig that goes on says how far it is once in so long."""


@dataclass
class Tally:
    """The counts of one rig. `of`: how many rounds it is to play; without it, it never says how far it is."""

    name: str
    rounds: int = 0
    kills: int = 0
    events: int = 0
    messages: int = 0
    lost: int = 0
    doubled: int = 0
    stuck: int = 0
    back_seconds: list[float] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    failing: list[str] = field(default_factory=list)
    """What went wrong, with its seed."""
    of: int = 0
    begun: float = field(default_factory=time.monotonic)
    said: float = field(default_factory=time.monotonic)

    @property
    def clean(self) -> bool:
        return not (self.lost or self.doubled or self.stuck or self.failing)

    @property
    def verdict(self) -> str:
        return f"{self.name} lost {self.lost} duplicated {self.doubled} stuck {self.stuck}"

    def __str__(self) -> str:
        did = [f"{name} {count}" for name, count in self._counts() if count]
        if self.back_seconds:
            half, most = self._back()
            did.append(f"back p50 {half:.2f} s p99 {most:.2f} s")
        return "  ".join([self.verdict, *did, *self.notes])

    def another(self) -> None:
        """One round more was played."""
        self.rounds += 1
        self.tell(f"{self.rounds} of {self.of} rounds")

    def tell(self, how_far: str) -> None:
        """Say how far it is, now and then."""
        now = time.monotonic()
        if self.of and now - self.said >= SAY_SECONDS:
            self.said = now
            print(f"... {self.verdict}, {how_far} after {now - self.begun:.0f} s", flush=True)

    def done(self) -> str:
        """What was done, for a reader."""
        did = [f"{count:,} {name if count != 1 else name[:-1]}" for name, count in self._counts() if count]
        if any(self.back_seconds):
            half, most = self._back()
            did.append(f"at rest again after {half:.1f} s (half of them), {most:.1f} s (99 of 100)")
        return "; ".join([", ".join(did), *self.notes])

    def _back(self) -> tuple[float, float]:
        return percentile(self.back_seconds, 0.5), percentile(self.back_seconds, 0.99)

    def _counts(self) -> tuple[tuple[str, int], ...]:
        return (
            ("rounds", self.rounds),
            ("kills", self.kills),
            ("events", self.events),
            ("messages", self.messages),
        )
