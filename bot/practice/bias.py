"""Signs that ratings say more about the person who rates than about the work."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

FEWEST = 3
"""Ratings needed before a pattern is worth a word: our own choice, two equal ratings being common."""

Warned = Literal["all_equal", "same_change"]


def warnings(
    now: Mapping[str, int | None], before: Mapping[str, int | None] | None = None
) -> tuple[Warned, ...]:
    """Look for halo and leniency in one person's ratings, by skill id.

    "all_equal": every rating is the same. "same_change": every skill moved by the same number of levels
    since `before`. No movement at all is no warning, since "nothing changed" is an honest answer that
    people are offered. Skills without a rating, or without an earlier one, are left out.
    """
    rated = {skill: level for skill, level in now.items() if level is not None}
    found: list[Warned] = []
    if len(rated) >= FEWEST and len(set(rated.values())) == 1:
        found.append("all_equal")
    earlier = {skill: level for skill, level in (before or {}).items() if level is not None}
    changes = [level - earlier[skill] for skill, level in rated.items() if skill in earlier]
    if len(changes) >= FEWEST and len(set(changes)) == 1 and changes[0] != 0:
        found.append("same_change")
    return tuple(found)
