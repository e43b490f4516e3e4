"""The owner as the second learner: their own practice from what is counted, and what it gives back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import isfinite
from statistics import mean, median
from typing import Literal

Habit = Literal["rules_first", "answers", "looks", "examples", "promises"]

HABITS: tuple[Habit, ...] = ("rules_first", "answers", "looks", "examples", "promises")
"""Rules written before work began, questions answered soon, work looked at on time, feedback with an
example, promises kept: in the order in which they help, which breaks ties for a tip (our own choice)."""

ANSWER_PROMISE_HOURS = 24.0
"""One working day by the clock, the promise proposed at the start; pass the promise that was made."""

ANSWER_WORST = 3
"""Median answers this many times later than promised are worth nothing: our own choice."""

GOOD = 80.0
"""From here on a habit needs no tip: our own choice."""


@dataclass(frozen=True, slots=True)
class Tally:
    """So many done out of so many occasions. Raises ValueError for negative counts or more than all."""

    done: int = 0
    of: int = 0

    def __post_init__(self) -> None:
        if not 0 <= self.done <= self.of:
            raise ValueError(f"{self.done} of {self.of} cannot be counted")


@dataclass(frozen=True, slots=True)
class Counted:
    """What the owner did in a week or a round, as counted.

    `answered_hours` are the hours each answered question waited, `waiting_hours` the ages of those still
    open, and `answer_promise` the hours promised. Hours in which the owner was away do not belong in
    either. Raises ValueError for hours that are negative, and for a promise that is not above zero.
    """

    rules_first: Tally = Tally()
    answered_hours: tuple[float, ...] = ()
    waiting_hours: tuple[float, ...] = ()
    looks: Tally = Tally()
    examples: Tally = Tally()
    promises: Tally = Tally()
    answer_promise: float = ANSWER_PROMISE_HOURS

    def __post_init__(self) -> None:
        if not all(isfinite(hours) and hours >= 0 for hours in (*self.answered_hours, *self.waiting_hours)):
            raise ValueError("a question waits zero hours or more")
        if not (isfinite(self.answer_promise) and self.answer_promise > 0):
            raise ValueError("answers are promised within some hours")


@dataclass(frozen=True, slots=True)
class Part:
    """One habit: its value 0 to 100, None without an occasion, and how many occasions it rests on."""

    habit: Habit
    value: float | None
    occasions: int


@dataclass(frozen=True, slots=True)
class Practice:
    """The owner's practice: the mean of the habits that had an occasion, 0 to 100, or None; for the
    owner's eyes only. `answer_hours` is the median a question waited."""

    score: float | None
    parts: tuple[Part, ...]
    answer_hours: float | None


@dataclass(frozen=True, slots=True)
class Week:
    """One week in hours: work taken over and accepted, and the owner's own for briefing, explaining,
    answering, looking and redoing. None is unknown. Raises ValueError for a negative number."""

    taken_over: float | None
    spent: float | None

    def __post_init__(self) -> None:
        for hours in (self.taken_over, self.spent):
            if hours is not None and not (isfinite(hours) and hours >= 0):
                raise ValueError(f"{hours} hours cannot be taken over or spent")


@dataclass(frozen=True, slots=True)
class Return:
    """What handing over work gave back, in hours over the weeks that are known.

    `running` is the cumulative net per week, None for a week that is not known. `break_even` is the
    first week, counted from 1, in which it is zero or above. `net` is None without a known week.
    """

    taken_over: float
    spent: float
    net: float | None
    running: tuple[float | None, ...]
    break_even: int | None


def practice_of(counted: Counted) -> Practice:
    """Score the owner's habits, each 0 to 100, from what was counted; the weighting is our own.

    Four habits are plain shares. Answers are worth 100 up to the promised hours at the median, then fall
    evenly to 0 at three times the promise. A question still open counts with its age once that is past
    the promise, or leaving questions open would help. A habit without an occasion enters no mean.
    """
    late = tuple(hours for hours in counted.waiting_hours if hours > counted.answer_promise)
    waits = counted.answered_hours + late
    wait = median(waits) if waits else None
    parts = (
        _share("rules_first", counted.rules_first),
        Part("answers", None if wait is None else _worth(wait, counted.answer_promise), len(waits)),
        _share("looks", counted.looks),
        _share("examples", counted.examples),
        _share("promises", counted.promises),
    )
    known = [part.value for part in parts if part.value is not None]
    return Practice(mean(known) if known else None, parts, wait)


def tip_due(practice: Practice, previous: Habit | None = None) -> Habit | None:
    """Choose the habit for this week's tip: the weakest below 80, or None when all are good.

    The habit of the previous tip waits while another one needs a word, so a tip is not a refrain. Ties
    go by the order of `HABITS`.
    """
    weak = [
        (part.value, HABITS.index(part.habit), part.habit)
        for part in practice.parts
        if part.value is not None and part.value < GOOD
    ]
    fresh = [item for item in weak if item[2] != previous]
    return min(fresh or weak)[2] if weak else None


def return_of(weeks: Sequence[Week]) -> Return:
    """Add up the owner's return, oldest week first: net = hours taken over - hours spent.

    A week with an unknown side is left out on both sides: half a week would flatter or scold. A week
    without any hours breaks nothing even.
    """
    taken = spent = 0.0
    running: list[float | None] = []
    break_even = None
    for number, week in enumerate(weeks, start=1):
        if week.taken_over is None or week.spent is None:
            running.append(None)
            continue
        taken += week.taken_over
        spent += week.spent
        running.append(taken - spent)
        if break_even is None and taken > 0 and taken >= spent:
            break_even = number
    known = any(net is not None for net in running)
    return Return(taken, spent, taken - spent if known else None, tuple(running), break_even)


def _share(habit: Habit, tally: Tally) -> Part:
    return Part(habit, 100 * tally.done / tally.of if tally.of else None, tally.of)


def _worth(hours: float, promise: float) -> float:
    late = max(0.0, hours - promise) / (promise * (ANSWER_WORST - 1))
    return 100 * max(0.0, 1 - late)
