"""Whether a goal is in reach: four comparisons, each shown with its two numbers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import isfinite
from statistics import median
from typing import Literal

from bot.practice.levels import check_level

Verdict = Literal["reachable", "stretch", "not_yet"]

Pay = Literal["hours", "pieces", "project"]
Kind = Literal["skill", "capacity", "past", "load", "room"]
Unit = Literal["levels", "hours", "pieces", "parts", "metric", "goals"]

UNITS: dict[Pay, Unit] = {"hours": "hours", "pieces": "pieces", "project": "parts"}
"""What is bought under each pay. A project is bought as a whole; its parts are what was agreed to arrive."""

STRETCH_SKILL = 1
"""Levels below the required one that still count as a stretch: our own choice."""

STRETCH_CAPACITY_PERCENT = 120
"""Need in percent of what is free that still counts as a stretch: our own choice."""

FEWEST_PAST = 3
"""Past values needed before a median says something about a person: our own choice."""

EASY_LOAD = 3
STRETCH_LOAD = 5
"""Open goals at once, this one included, that are easy to hold and that can be held: our own choice, near
the norm of at most five plans in weekly reports."""

_ORDER: tuple[Verdict, ...] = ("reachable", "stretch", "not_yet")


@dataclass(frozen=True, slots=True)
class Check:
    """One comparison: what the goal takes, what there is, in which unit, and what follows.

    `verdict` is None where a number is not known; an unknown number neither helps nor harms a goal.
    `typical` belongs to the past: the median. What there is, is the best value ever.
    """

    kind: Kind
    unit: Unit
    takes: float | None
    has: float | None
    verdict: Verdict | None
    typical: float | None = None


@dataclass(frozen=True, slots=True)
class Realism:
    """A goal's verdict, the hardest of its checks, or None if nothing is known; and the checks to show."""

    verdict: Verdict | None
    checks: tuple[Check, ...]


def judge(checks: Iterable[Check]) -> Realism:
    """Put checks together: a goal is as hard as its hardest known check."""
    given = tuple(checks)
    known = [_ORDER.index(check.verdict) for check in given if check.verdict is not None]
    return Realism(_ORDER[max(known)] if known else None, given)


def skill_check(required: int, level: int | None) -> Check:
    """Compare the level a goal needs with the assessed one. Raises ValueError off the 0-5 scale.

    Meant for goals with a number; a learning goal is there because the level is not.
    """
    check_level(required)
    if level is None:
        return Check("skill", "levels", required, None, None)
    short = required - check_level(level)
    verdict: Verdict = "reachable" if short <= 0 else "stretch" if short <= STRETCH_SKILL else "not_yet"
    return Check("skill", "levels", required, level, verdict)


def capacity_check(pay: Pay, needed: float | None, bought: float | None, promised: float = 0) -> Check:
    """Compare what a goal takes with what is bought and not yet promised to other goals.

    All three numbers are in the unit of the pay (hours, pieces, parts of a project) over the same time.
    Who is paid by the piece or the project is never asked for hours. An unknown number makes no verdict,
    which is the normal case for a project. Raises ValueError for a negative number.
    """
    for number in (needed, bought, promised):
        if number is not None and not (isfinite(number) and number >= 0):
            raise ValueError(f"{number} {UNITS[pay]} cannot be needed or bought")
    if bought is None:
        return Check("capacity", UNITS[pay], needed, None, None)
    free = max(0.0, bought - promised)
    if needed is None:
        return Check("capacity", UNITS[pay], None, free, None)
    verdict: Verdict = "not_yet"
    if needed <= free:
        verdict = "reachable"
    elif needed * 100 <= free * STRETCH_CAPACITY_PERCENT:
        verdict = "stretch"
    return Check("capacity", UNITS[pay], needed, free, verdict)


def past_check(
    target: float,
    past: Sequence[float | None],
    *,
    lower_is_better: bool = False,
    limit: float | None = None,
) -> Check:
    """Compare a target with the person's own past values: up to the median reachable, up to the best a
    stretch, beyond it not yet. Weeks without a value are left out; too few make no verdict.

    Where nothing can be beyond a `limit`, half of the room between the best and it is a stretch as well: so
    much a next round is raised by. Raises ValueError for numbers that are not finite.
    """
    known = [value for value in past if value is not None]
    if not all(isfinite(value) for value in (target, *known)):
        raise ValueError("a target and past values are finite numbers")
    if len(known) < FEWEST_PAST:
        return Check("past", "metric", target, None, None)
    typical = median(known)
    best = min(known) if lower_is_better else max(known)
    sign = -1 if lower_is_better else 1
    if sign * target <= sign * typical:
        return Check("past", "metric", target, best, "reachable", typical)
    most = best if limit is None else max(best, (best + limit) / 2)
    if sign * target <= sign * most:
        return Check("past", "metric", target, best, "stretch", typical)
    return Check("past", "metric", target, best, "not_yet", typical)


def room_check(target: float | None, limit: float | None) -> Check:
    """Look whether anything may go wrong: who is asked for all of it fails at the first slip."""
    if target is None or limit is None:
        return Check("room", "metric", target, limit, None)
    return Check("room", "metric", target, limit, "stretch" if target >= limit else "reachable")


def load_check(open_goals: int) -> Check:
    """Look at how many goals are open at once, this one included. Raises ValueError below one."""
    if open_goals < 1:
        raise ValueError("the goal itself is open too, so there is at least one")
    verdict: Verdict = "not_yet"
    if open_goals <= EASY_LOAD:
        verdict = "reachable"
    elif open_goals <= STRETCH_LOAD:
        verdict = "stretch"
    return Check("load", "goals", open_goals, EASY_LOAD, verdict)


def even_share(bought: float, parts: int) -> float:
    """What one of several jobs gets where nobody planned otherwise: the same as each other one.

    Our own choice, a first guess that two people then correct. Raises ValueError without a part.
    """
    if parts < 1:
        raise ValueError("there is at least one part to share between")
    return bought / parts
