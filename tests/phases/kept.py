"""What holds after every outcome, whatever dialog caused it: each talk that is played here is held to it."""

from __future__ import annotations

from bot import model
from bot.dialog import Outcome
from tests.phases.book import MemoryBook


def hold(before: MemoryBook, outcome: Outcome) -> None:
    """Assert it for what an outcome makes of the records."""
    after = before.after(outcome)
    _no_goal_before_its_steps(before, after)


def _no_goal_before_its_steps(before: MemoryBook, after: MemoryBook) -> None:
    """Wherever a step goes, what is learned by it is not due earlier: at its day, or at the round's end."""
    for step in _moved(before, after):
        work = after.one(model.Engagement, step.engagement)
        if step.state not in ("agreed", "offered") or step.person != work.professional:
            continue
        goals = after.find(model.Goal, engagement=work.id, skill=step.skill, round=work.round)
        for goal in goals:
            if goal.learning and goal.state in ("agreed", "offered") and goal.result is None:
                assert goal.due_on >= min(step.due_on, work.round_ends_on), f"{goal.what} before {step.what}"


def _moved(before: MemoryBook, after: MemoryBook) -> list[model.Item]:
    """The steps that have another day now."""
    days = {step.id: step.due_on for step in before.find(model.Item)}
    return [step for step in after.find(model.Item) if days.get(step.id, step.due_on) != step.due_on]
