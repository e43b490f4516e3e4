"""What a rig did and found, in one line that is always the same."""

from __future__ import annotations

from dataclasses import dataclass, field

from tests.crash.ledger import percentile


@dataclass
class Tally:
    """The counts of one rig."""

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

    @property
    def clean(self) -> bool:
        return not (self.lost or self.doubled or self.stuck or self.failing)

    def __str__(self) -> str:
        line = f"{self.name} lost {self.lost} duplicated {self.doubled} stuck {self.stuck}"
        did = [f"{name} {count}" for name, count in self._counts() if count]
        if self.back_seconds:
            half, most = self._back()
            did.append(f"back p50 {half:.2f} s p99 {most:.2f} s")
        return "  ".join([line, *did, *self.notes])

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
