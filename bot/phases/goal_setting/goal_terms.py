"""What two people agree on: the goals of a round and the owner's part, as data that a yes can bind to.

Terms travel from talk to talk as they are; a digest of them is what both consent to. They become
records only when both have said yes to the same digest.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from functools import cache
from typing import Any

from pydantic import TypeAdapter

from bot import model
from bot.engine.kinds import digest_of
from bot.engine.text import Text, t
from bot.practice.attainment import Thresholds
from bot.practice.goals import propose_levels

OF_A_HUNDRED = 100
"""Counted ratios are agreed as so many of a hundred."""


@dataclass(frozen=True, slots=True)
class GoalTerms:
    """One goal as it is agreed: what, counted how, at which levels, by when. See `bot.model.Goal`."""

    id: str
    what: str
    metric: str
    due_on: date
    skill: str = ""
    counted: str = "ratio"
    unit: str = ""
    less_is_better: bool = False
    learning: bool = False
    baseline: float | None = None
    baseline_until: date | None = None
    less: float | None = None
    expected: float | None = None
    more: float | None = None
    much_more: float | None = None
    weight: int = 1
    settled: bool = True

    @property
    def has_number(self) -> bool:
        """Whether something is counted, or it is done on a day."""
        return self.counted != "done"


@dataclass(frozen=True, slots=True)
class Promise:
    """Something that the owner does by a day, as the professional reads it."""

    id: str
    what: str
    due_on: date


@dataclass(frozen=True, slots=True)
class Terms:
    """Everything that is agreed for a round. `base` is the number of the agreement it takes the place of."""

    round: int
    base: int
    goals: tuple[GoalTerms, ...]
    part: tuple[Promise, ...] = ()
    answers_within: int = 1

    def put(self, goal: GoalTerms) -> Terms:
        """The same with this goal changed, or added at the end."""
        if all(one.id != goal.id for one in self.goals):
            return replace(self, goals=(*self.goals, goal))
        return replace(self, goals=tuple(goal if one.id == goal.id else one for one in self.goals))

    def without(self, goal: str) -> Terms:
        """The same without one goal."""
        return replace(self, goals=tuple(one for one in self.goals if one.id != goal))

    def goal(self, id: str) -> GoalTerms | None:
        """The goal with this id, if it is among them."""
        return next((one for one in self.goals if one.id == id), None)


@cache
def _adapter() -> TypeAdapter[Terms]:
    return TypeAdapter(Terms)


def dump_terms(terms: Terms) -> dict[str, Any]:
    """Terms as canonical JSON data: a digest over it never depends on how a number was typed."""
    adapter = _adapter()
    dumped: dict[str, Any] = adapter.dump_python(
        adapter.validate_python(adapter.dump_python(terms, mode="json", warnings=False)), mode="json"
    )
    return dumped


def load_terms(dumped: Mapping[str, Any]) -> Terms:
    """The terms that `dump_terms` wrote."""
    return _adapter().validate_python(dumped)


def digest(terms: Terms) -> str:
    """What both consents bind to."""
    return digest_of(dump_terms(terms))


# --- terms and records ----------------------------------------------------------------------------

_SHARED = tuple(field.name for field in fields(GoalTerms))


def values_of(goal: GoalTerms) -> dict[str, Any]:
    """The fields of a goal's record that are agreed."""
    return {name: getattr(goal, name) for name in _SHARED if name != "id"}


def terms_of(record: model.Goal) -> GoalTerms:
    """A goal as it stands in the records."""
    return GoalTerms(**{name: getattr(record, name) for name in _SHARED})


# --- the five levels ------------------------------------------------------------------------------


def with_levels(goal: GoalTerms, expected: float, baseline: float | None) -> GoalTerms:
    """The goal with the levels that are proposed around a number."""
    limit = OF_A_HUNDRED if goal.counted == "ratio" and not goal.less_is_better else None
    levels = propose_levels(
        expected,
        baseline,
        limit=limit,
        lower_is_better=goal.less_is_better,
        whole=float(expected).is_integer(),
    )
    return replace(
        goal,
        less=float(levels.less),
        expected=float(levels.expected),
        more=None if levels.more is None else float(levels.more),
        much_more=None if levels.much_more is None else float(levels.much_more),
        baseline=baseline,
    )


def moved_levels(goal: GoalTerms, less: float, more: float | None) -> GoalTerms:
    """The goal with other levels beside the agreed one. Raises ValueError where they do not run one way."""
    expected = goal.expected or 0.0
    beyond = goal.much_more
    if more is not None and beyond is not None and (more >= beyond if beyond > expected else more <= beyond):
        beyond = None
    Thresholds(less, expected, more, beyond)
    return replace(goal, less=float(less), more=None if more is None else float(more), much_more=beyond)


# --- as people read them --------------------------------------------------------------------------


def count_of(goal: GoalTerms, value: float) -> Text:
    """A value of a goal as it is counted: "90 of 100", "5 pieces", "5 in all"."""
    if goal.counted == "ratio":
        return t("goals-of-hundred", value=value)
    return t("goals-pieces", value=value) if goal.unit == "pieces" else t("goals-value", value=value)


def agreed_of(goal: GoalTerms) -> Text:
    """What counts as agreed: "90 of 100", "5 pieces", "3 in all"; where less is better "at most 3 in all"."""
    value = count_of(goal, goal.expected or 0)
    return t("goals-at-most", value=value) if goal.less_is_better and goal.expected else value


def levels_of(goal: GoalTerms) -> Text:
    """The three levels that are shown: as agreed, short of it, and better where that can be."""
    way = "fewer" if goal.less_is_better else "more"
    expected, less = agreed_of(goal), goal.less or 0
    if goal.more is None:
        return t("goals-levels-top", way=way, expected=expected, less=less)
    return t("goals-levels", way=way, expected=expected, less=less, more=goal.more)


def today_of(goal: GoalTerms) -> Text:
    """Today's value, or how it will be known."""
    if goal.baseline is not None:
        return t("goals-known", value=count_of(goal, goal.baseline))
    if goal.baseline_until is not None:
        return t("goals-unknown", until=goal.baseline_until)
    return t("goals-never-counted")


def line_of(goal: GoalTerms) -> Text:
    """A goal in one paragraph, as the other one reads it."""
    if not goal.has_number:
        if goal.learning:
            return t("goals-line-done", what=goal.what, metric=goal.metric, due=goal.due_on)
        return t("goals-line-once", what=goal.what, metric=goal.metric, due=goal.due_on)
    until = t("goals-settled-on", until=goal.baseline_until) if goal.baseline_until else t("goals-nothing")
    return t(
        "goals-line", what=goal.what, metric=goal.metric, due=goal.due_on, levels=levels_of(goal), until=until
    )


def part_of(terms: Terms, today: date = date.min) -> Text:
    """The owner's part in one paragraph: promises by their day, and how soon questions are answered.

    `today`: of what is on offer then; a promise whose day has passed is still to be kept.
    """
    days = sorted(dict.fromkeys(one.due_on for one in terms.part))
    by_day = [(day, "; ".join(one.what for one in terms.part if one.due_on == day)) for day in days]
    promises = tuple(
        t("goals-promise-late" if day < today else "goals-promise", due=day, what=what)
        for day, what in by_day
    )
    part = t("goals-answers", days=terms.answers_within)
    for promise in reversed(promises):
        part = t("goals-part", first=promise, then=part)
    return part


def all_levels_of(goal: GoalTerms) -> Text:
    """Every level that is agreed, for the page that goes with a contract."""
    levels = levels_of(goal)
    way = "fewer" if goal.less_is_better else "more"
    if goal.much_more is not None:
        levels = t("goals-levels-all", way=way, levels=levels, much=goal.much_more)
    return t("page-levels", way=way, levels=levels)
