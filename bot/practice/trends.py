"""Weekly points: signal or noise, and the results per week they are made of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import isfinite
from statistics import mean
from typing import Literal

FEWEST_POINTS = 6
"""Below six points nothing is said: limits from fewer move with every new point."""

NATURAL = 2.66
"""Factor on the mean moving range for the limits of points (Wheeler's XmR chart)."""

RUN_ONE_WAY = 6
RUN_ONE_SIDE = 8
"""Points in a row that all rise or fall, or all lie on one side of the mean, before that is a signal:
the customary run rules of Nelson and Wheeler, beside the limits."""

Verdict = Literal["too_few", "rising", "falling", "steady"]


@dataclass(frozen=True, slots=True)
class Limits:
    """Where points lie that differ by chance alone, in the unit of the points.

    `lower` may be below zero for counts; a chart cuts it off there.
    """

    mean: float
    lower: float
    upper: float


@dataclass(frozen=True, slots=True)
class Trend:
    """What the points say, from how many known ones, and within which limits (None below six)."""

    verdict: Verdict
    points: int
    limits: Limits | None


def limits_of(points: Sequence[float | None]) -> Limits | None:
    """Compute XmR limits: mean +- 2.66 x mean moving range; None below six points.

    A week without a value is left out, never 0; its neighbours then count as next to each other. Raises
    ValueError for a point that is not finite.
    """
    known = _known(points)
    if len(known) < FEWEST_POINTS:
        return None
    middle = mean(known)
    moving = mean(abs(after - before) for before, after in pairwise(known))
    return Limits(middle, middle - NATURAL * moving, middle + NATURAL * moving)


def trend_of(points: Sequence[float | None]) -> Trend:
    """Say whether weekly points, oldest first, rise or fall by more than chance.

    A signal is the latest point outside the limits, else the last six each higher (lower) than the one
    before, else the last eight all above (below) the mean. Rising is only a direction: whether it is
    good depends on what is counted. Raises ValueError for a point that is not finite.
    """
    known = _known(points)
    limits = limits_of(known)
    if limits is None:
        return Trend("too_few", len(known), None)
    return Trend(_verdict(known, limits), len(known), limits)


def _verdict(known: Sequence[float], limits: Limits) -> Verdict:
    if known[-1] > limits.upper:
        return "rising"
    if known[-1] < limits.lower:
        return "falling"
    last = known[-RUN_ONE_WAY:]
    steps = [after - before for before, after in pairwise(last)]
    side = [point - limits.mean for point in known[-RUN_ONE_SIDE:]]
    runs = [steps, side] if len(side) == RUN_ONE_SIDE else [steps]
    for run in runs:
        if min(run) > 0:
            return "rising"
        if max(run) < 0:
            return "falling"
    return "steady"


def _known(points: Sequence[float | None]) -> list[float]:
    known = [point for point in points if point is not None]
    if not all(isfinite(point) for point in known):
        raise ValueError("a weekly point is a finite number or None")
    return known


def effectiveness(accepted_in_time: int | None, agreed: int | None) -> float | None:
    """The extent to which planned results were achieved (ISO 9000): accepted and in time / agreed.

    1.0 is as agreed; more may arrive than was agreed. None where nothing was agreed or counted.
    """
    return _ratio(accepted_in_time, agreed)


def efficiency(estimated_hours: float | None, actual_hours: float | None) -> float | None:
    """Result against resources used: agreed estimate / hours taken, for accepted work; 1.0 is as estimated.

    None without hours, as for pay by the piece or the project.
    """
    return _ratio(estimated_hours, actual_hours)


def productivity(accepted: float | None, paid_hours: float | None) -> float | None:
    """Output per input: accepted pieces of work per paid hour. None without hours; see `pace` for those."""
    return _ratio(accepted, paid_hours)


def pace(pieces: float | None, weeks: float | None) -> float | None:
    """Pieces per week told: the measure of output where pay is by the piece."""
    return _ratio(pieces, weeks)


def rework(redone: int | None, delivered: int | None) -> float | None:
    """The share of delivered pieces that had to be done again, 0 to 1. A piece redone twice counts once.

    None where nothing was delivered. Raises ValueError for more redone than delivered.
    """
    if redone is not None and delivered is not None and redone > delivered:
        raise ValueError(f"{redone} of {delivered} delivered pieces cannot have been redone")
    return _ratio(redone, delivered)


def _ratio(part: float | None, whole: float | None) -> float | None:
    """Divide two counts; None where one is unknown or there is nothing to divide by.

    Raises ValueError for a count that is negative or not finite.
    """
    for count in (part, whole):
        if count is not None and not (isfinite(count) and count >= 0):
            raise ValueError(f"{count} is not a count")
    return None if part is None or not whole else part / whole
