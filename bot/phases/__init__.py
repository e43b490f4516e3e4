"""The five phases, in order: the product's table of contents.

1. skill_assessment  what does this person know and do, against what the work needs?
2. gap_training      a dated plan that closes the gaps, and proof that each one closed
3. goal_setting      what, at what level, by when: agreed by both
4. performance_assessment  are expectations being met?
5. repeat            the next round starts from what this one showed

Before them stands `start` (nothing before a yes), around them `life` (away, rest, leave, one's own
data). `rhythm` says when what is due, `hours` when somebody may be written to.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from bot.dialog import Dialog
from bot.phases import (
    gap_training,
    goal_setting,
    life,
    performance_assessment,
    repeat,
    skill_assessment,
    start,
)

_ALL: tuple[Dialog[Any, Any], ...] = (
    *start.DIALOGS,
    *skill_assessment.DIALOGS,
    *gap_training.DIALOGS,
    *goal_setting.DIALOGS,
    *performance_assessment.DIALOGS,
    *repeat.DIALOGS,
    *life.DIALOGS,
)

DIALOGS: Mapping[str, Dialog[Any, Any]] = MappingProxyType({dialog.name: dialog for dialog in _ALL})
"""Every dialog by its name, which is stored and so never changes."""
