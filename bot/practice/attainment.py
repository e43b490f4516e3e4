"""Goal Attainment Scaling: a counted value becomes one of five levels, the levels of a round one score."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from math import isfinite, sqrt
from typing import Literal

MUCH_LESS = -2
LESS = -1
AS_AGREED = 0
MORE = 1
MUCH_MORE = 2

LIGHTEST = 1
HEAVIEST = 4

RHO = 0.3
"""Assumed correlation between goals, as Kiresuk and Sherman set it in 1968."""

TOO_EASY = 60.0
TOO_HARD = 40.0
"""T scores one standard deviation off the mean. Reading a run of them as goals set too easy or too hard
is our own choice; the scale itself only promises mean 50 and deviation 10 for fairly set levels."""

RUN = 2
"""Rounds in a row that make a run: our own choice, since three would take most of half a year."""

Fairness = Literal["too_few", "too_easy", "too_hard", "fair"]


@dataclass(frozen=True, slots=True)
class Thresholds:
    """The values that separate the five levels of a goal, each the least that earns its level.

    Values run from `less` to `much_more`, up where more is better and down where less is (hours until
    an answer, mistakes). A value short of `less` is "much less". `more` and `much_more` are None where
    the agreed value cannot be beaten, as with 100 of 100. Raises ValueError unless they run one way.
    """

    less: float
    expected: float
    more: float | None = None
    much_more: float | None = None

    def __post_init__(self) -> None:
        if self.more is None and self.much_more is not None:
            raise ValueError("much more than agreed needs a value for more than agreed")
        steps = self.steps
        if not all(isfinite(step) for step in steps):
            raise ValueError("levels of a goal need finite values")
        sign = -1 if self.lower_is_better else 1
        if any(sign * (after - before) <= 0 for before, after in pairwise(steps)):
            raise ValueError(f"levels of a goal must run one way, not {steps}")

    @property
    def steps(self) -> tuple[float, ...]:
        """The values that are set, from `less` upwards in level."""
        return tuple(
            value for value in (self.less, self.expected, self.more, self.much_more) if value is not None
        )

    @property
    def lower_is_better(self) -> bool:
        """Whether a smaller value is the better one."""
        return self.expected < self.less


@dataclass(frozen=True, slots=True)
class Mark:
    """One goal at the end of a round: its level -2 .. +2, None if it was not counted, and its weight 1 .. 4.

    Raises ValueError outside these ranges.
    """

    goal: str
    level: int | None
    weight: int = 1

    def __post_init__(self) -> None:
        if self.level is not None and not MUCH_LESS <= self.level <= MUCH_MORE:
            raise ValueError(f"a goal's level is {MUCH_LESS} to {MUCH_MORE}, not {self.level}")
        if not LIGHTEST <= self.weight <= HEAVIEST:
            raise ValueError(f"a goal's weight is {LIGHTEST} to {HEAVIEST}, not {self.weight}")


@dataclass(frozen=True, slots=True)
class Attainment:
    """A round's goals together: the T score (None without a counted goal), how many were as agreed or
    better, how many were counted, and which were not."""

    score: float | None
    met: int
    counted: int
    missing: tuple[str, ...]


def attain(marks: Iterable[Mark]) -> Attainment:
    """Score a round: T = 50 + 10 sum(wx) / sqrt((1 - rho) sum(w^2) + rho (sum w)^2), rho = 0.3.

    T has mean 50 and deviation 10 by design, and lies between 13 and 87. A goal that was not counted
    leaves the sum together with its weight; it never counts as zero. Levels are ordinal, so show them
    beside the score. Source: Kiresuk and Sherman 1968.
    """
    given = tuple(marks)
    counted = [(mark.level, mark.weight) for mark in given if mark.level is not None]
    score = None
    if counted:
        spread = (1 - RHO) * sum(weight**2 for _, weight in counted)
        together = RHO * sum(weight for _, weight in counted) ** 2
        score = 50 + 10 * sum(level * weight for level, weight in counted) / sqrt(spread + together)
    return Attainment(
        score=score,
        met=sum(level >= AS_AGREED for level, _ in counted),
        counted=len(counted),
        missing=tuple(mark.goal for mark in given if mark.level is None),
    )


def change(start: float | None, end: float | None) -> float | None:
    """T at the end minus T at the start of a round; None where one of them is not known."""
    return None if start is None or end is None else end - start


def classify(value: float | None, thresholds: Thresholds) -> int | None:
    """Find the level, -2 .. +2, that a counted value earns; None stays None. Raises ValueError for NaN."""
    if value is None:
        return None
    if value != value:
        raise ValueError("a counted value must be a number")
    sign = -1 if thresholds.lower_is_better else 1
    return MUCH_LESS + sum(sign * value >= sign * step for step in thresholds.steps)


def classify_day(done: date | None, less: date, expected: date, more: date, today: date) -> int | None:
    """Find the level of a goal whose result is the day it was done: the sooner, the better.

    `more` is the latest day that still counts as sooner than agreed, `less` the latest that is late and
    not much too late. Not done yet is None up to the agreed day, and afterwards the level it would earn
    today. Raises ValueError unless more < expected < less.
    """
    days = Thresholds(less.toordinal(), expected.toordinal(), more.toordinal())
    if not days.lower_is_better:
        raise ValueError("more than agreed is a day before the agreed one, less a day after it")
    if done is None and today <= expected:
        return None
    return classify((done or today).toordinal(), days)


def per_hundred(done: float, of: float) -> float | None:
    """How many of a hundred; None where there was nothing to do.

    Raises ValueError for negative counts and for more done than there was.
    """
    if not 0 <= done <= of:
        raise ValueError(f"{done} of {of} cannot be counted")
    return 100 * done / of if of else None


def fairness(scores: Sequence[float | None]) -> Fairness:
    """Tell from the T scores of past rounds, oldest first, whether goals were set fairly.

    The last `RUN` known rounds all above 60 were too easy, all below 40 too hard. Rounds without a score
    are passed over.
    """
    known = [score for score in scores if score is not None][-RUN:]
    if len(known) < RUN:
        return "too_few"
    if min(known) > TOO_EASY:
        return "too_easy"
    return "too_hard" if max(known) < TOO_HARD else "fair"
