"""Gaps between what the work needs and what a person does today: how large, which first, and why."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from bot.practice.levels import check_level

LEAST_IMPORTANT = 1
MOST_IMPORTANT = 5

Cause = Literal["never_explained", "access_tools_time", "new_to_them", "not_sure"]
"""What is mostly missing: four plain causes out of the six cells of Gilbert's behaviour
engineering model. The other cells (incentives, capacity, motives) belong to a talk, not to a plan."""

Actor = Literal["owner", "professional"]

CAUSES: tuple[Cause, ...] = ("never_explained", "access_tools_time", "new_to_them", "not_sure")
"""In the order in which they are asked: what surrounds the work before what lies in the person."""


@dataclass(frozen=True, slots=True)
class Need:
    """What the work needs of one skill, and where the person stands.

    `required` and `level` are on the 0-5 scale, `level` None where nobody knows yet. `importance` is 1
    to 5. `frequency` is how often the task comes up, in times per week. Raises ValueError off the scales.
    """

    skill: str
    name: str
    required: int
    level: int | None
    importance: int
    frequency: float = 0.0
    provisional: bool = False

    def __post_init__(self) -> None:
        check_level(self.required)
        if self.level is not None:
            check_level(self.level)
        if not LEAST_IMPORTANT <= self.importance <= MOST_IMPORTANT:
            raise ValueError(f"importance is {LEAST_IMPORTANT} to {MOST_IMPORTANT}, not {self.importance}")
        if not self.frequency >= 0:
            raise ValueError(f"a task comes up zero or more times a week, not {self.frequency}")


@dataclass(frozen=True, slots=True)
class Gap:
    """A need with its arithmetic: `size` in levels and `priority` = importance x size, 0 to 25.

    Both are None while the level is unknown: an unknown level is neither 0 nor enough.
    """

    need: Need
    size: int | None
    priority: int | None

    @property
    def provisional(self) -> bool:
        """Whether the size may change once work is seen."""
        return self.need.provisional or self.size is None


@dataclass(frozen=True, slots=True)
class Ranking:
    """All needs of a person in three groups: gaps with the most urgent first, unknown levels with the
    one that could matter most first, and what is met, by name."""

    gaps: tuple[Gap, ...]
    unknown: tuple[Gap, ...]
    met: tuple[Gap, ...]


def gap_of(need: Need) -> Gap:
    """Measure one need: size = max(0, required - level), priority = importance x size.

    The accepted variant of Borich's weighted discrepancy (1980) for one rater, so without a mean.
    """
    if need.level is None:
        return Gap(need, None, None)
    size = max(0, need.required - need.level)
    return Gap(need, size, need.importance * size)


def rank(needs: Iterable[Need]) -> Ranking:
    """Group and order the needs of a person.

    Gaps go by priority, then by how often the task comes up, then by name and id, so the order never
    depends on how the needs came in. Unknown levels go by the largest priority they could have.
    """

    def place(weight: int, need: Need) -> tuple[int, float, str, str]:
        return (-weight, -need.frequency, need.name.casefold(), need.skill)

    measured = [gap_of(need) for need in needs]
    return Ranking(
        gaps=tuple(
            sorted((gap for gap in measured if gap.size), key=lambda gap: place(gap.priority or 0, gap.need))
        ),
        unknown=tuple(
            sorted(
                (gap for gap in measured if gap.size is None),
                key=lambda gap: place(gap.need.importance * gap.need.required, gap.need),
            )
        ),
        met=tuple(sorted((gap for gap in measured if gap.size == 0), key=lambda gap: place(0, gap.need))),
    )


def first_to_act(cause: Cause) -> Actor:
    """Who acts first. What was never explained, or cannot be reached, only the owner can change.

    "Not sure" goes to the owner too: Gilbert looks at the surroundings first, and looking at one piece
    of work costs less than a training that was not needed. Only what is new starts with the professional.
    """
    return "professional" if cause == "new_to_them" else "owner"


def plan_order(causes: Iterable[tuple[Gap, Cause]]) -> tuple[tuple[Gap, Cause], ...]:
    """Order a plan: what the owner does first comes first, each part in the order of `rank`.

    The given order counts as the rank, so pass gaps as `rank` returned them.
    """
    return tuple(sorted(causes, key=lambda item: first_to_act(item[1]) != "owner"))
