"""Goals that an owner kept alone after a no: a later yes to the work is none to them."""

from __future__ import annotations

from dataclasses import replace

from bot import model
from bot.dialog import Change, Effect, Scene
from bot.phases.goal_setting.answers import FIRST_ROUND
from bot.phases.goal_setting.effects import to_professional
from bot.phases.goal_setting.frame import Frame


def offered_after_all(scene: Scene, alone: Frame) -> tuple[Effect, ...]:
    """None of them counts before the professional's own yes to it: they go out as they stand."""
    if not alone.now.goals:
        return ()
    waits = (
        Change(model.Goal, goal.id, alone.versions[goal.id], {"state": "offered"}) for goal in alone.now.goals
    )
    nothing_agreed = replace(alone, now=replace(alone.now, goals=()))
    return (*waits, to_professional(scene, nothing_agreed, alone.now, FIRST_ROUND))
