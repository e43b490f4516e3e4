"""What every measurement shares: a line of the report, medians of interleaved rounds, CPU and wall time."""

from __future__ import annotations

import json
import statistics
import time
from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple


class Line(NamedTuple):
    """One line of the report. Without a ratio it was skipped, and `counts` says why."""

    name: str
    ratio: float | None
    target: float
    counts: str
    least: bool = False
    """The ratio has to reach the target; otherwise it must not exceed it."""

    @property
    def verdict(self) -> str:
        if self.ratio is None:
            return "skipped"
        met = self.ratio >= self.target if self.least else self.ratio <= self.target
        return "ok" if met else "short"

    def __str__(self) -> str:
        ratio = "-" if self.ratio is None else f"{self.ratio:.3g}x"
        bound = f"{'>=' if self.least else '<='} {self.target:g}x"
        return f"{self.name:<42} {ratio:>9}  {bound:<9} {self.verdict:<7} {self.counts}"


def medians(rounds: Iterable[Sequence[float]]) -> tuple[float, ...]:
    """The median of each column."""
    return tuple(statistics.median(column) for column in zip(*rounds, strict=True))


def cpu_us(work: Callable[[], Any], times: int) -> float:
    """CPU microseconds of one call."""
    begun = time.process_time_ns()
    for _ in range(times):
        work()
    return (time.process_time_ns() - begun) / times / 1000


def wall_us(begun_ns: int) -> float:
    """Wall microseconds since an instant of `time.perf_counter_ns`."""
    return (time.perf_counter_ns() - begun_ns) / 1000


DOCUMENT = json.dumps(
    {f"key/{i}": {"value": i, "words": "a line of words", "at": [i, None, True]} for i in range(200)}
)
DOCUMENT_US = 180.0
"""CPU time of reading DOCUMENT on the machine for which the targets in milliseconds were set."""


def document() -> Any:
    """The unit of a target in milliseconds: it costs what the machine and its load make of it."""
    return json.loads(DOCUMENT)
