"""A step on another day: what follows it moves along, and what both agreed to learn is not due before it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from bot import model
from bot.dialog import Book, Change, Effect, Scene
from bot.phases.gap_training.parts import Part, asked_after, asked_before, coming_days, steps_of
from bot.tallies.days import days_between


@dataclass(frozen=True, slots=True)
class Following:
    """A later step of the same skill, and how many working days lie between it and this one."""

    id: str
    version: int
    due: date
    after: int


@dataclass(frozen=True, slots=True)
class LearningGoal:
    """The learning goal of the same skill, which the last step closes."""

    id: str
    version: int
    due: date


@dataclass(frozen=True, slots=True)
class Along:
    """What moves along with a step, and how far it can."""

    following: tuple[Following, ...]
    goal: LearningGoal | None
    days: tuple[date, ...]
    """The days on which the professional works, from the day of the step or from today on."""
    ends: date
    """The end of the round: no goal is due after it."""
    zone: str

    def due(self, one: Following, to: date) -> date:
        """The day of a later step when this one goes to another day: as long after it as was planned."""
        rest = [day for day in self.days if day > to]
        return max(one.due, rest[min(one.after, len(rest)) - 1]) if rest and one.after else one.due


def along_with(book: Book, item: model.Item, today: date) -> Along:
    """What moves along with a step of the plan."""
    engagement = book.one(model.Engagement, item.engagement)
    professional = book.one(model.Person, engagement.professional)
    later = (one for one in steps_of(book, engagement.id) if one.skill == item.skill)
    following = tuple(
        Following(one.id, one.version, one.due_on, days_between((professional,), item.due_on, one.due_on))
        for one in later
        if one.position > item.position and one.state == "agreed"
    )
    return Along(
        following,
        learning_goal(book, engagement, item.skill),
        coming_days(professional, min(item.due_on, today)),
        engagement.round_ends_on,
        professional.zone,
    )


def learning_goal(book: Book, engagement: model.Engagement, skill: str) -> LearningGoal | None:
    """What both agreed to learn of a skill in this round, or what is on offer; None once it is closed."""
    goals = book.find(model.Goal, engagement=engagement.id, round=engagement.round, skill=skill)
    waiting = [goal for goal in goals if goal.learning and goal.result is None]
    found = [goal for state in ("agreed", "offered") for goal in waiting if goal.state == state]
    return LearningGoal(found[0].id, found[0].version, found[0].due_on) if found else None


def learning_goals(book: Book, work: model.Engagement, parts: Iterable[Part]) -> dict[str, LearningGoal]:
    """By skill, what is to be learned already of the skills of a plan."""
    found = {part.skill: learning_goal(book, work, part.skill) for part in parts}
    return {skill: goal for skill, goal in found.items() if goal is not None}


def not_before(parts: Iterable[Part], goals: Mapping[str, LearningGoal], ends: date) -> list[Effect]:
    """What is to be learned already is not due before the steps of a plan that was agreed after it."""
    last: dict[str, date] = {}
    for part in parts:
        if not part.owners:
            last[part.skill] = max(part.due, last.get(part.skill, part.due))
    return [
        effect
        for skill, goal in goals.items()
        if skill in last
        for effect in _goal_to(goal, last[skill], ends)
    ]


def moved_step(part: Part, to: date, scene: Scene, along: Along, **values: object) -> list[Effect]:
    """The step on its new day, with whatever else changes of it, and what moves along."""
    step = Change(model.Item, part.id, part.version, {"due_on": to, **values})
    return [step, *_asked_anew(part.id, to, scene, along.zone), *moved_along(to, scene, along)]


def moved_along(to: date, scene: Scene, along: Along) -> list[Effect]:
    """What moves along with a step that goes to this day."""
    effects: list[Effect] = []
    last = to
    for one in along.following:
        due = along.due(one, to)
        last = max(last, due)
        if due != one.due:
            effects.append(Change(model.Item, one.id, one.version, {"due_on": due}))
            effects += _asked_anew(one.id, due, scene, along.zone)
    return [*effects, *(_goal_to(along.goal, last, along.ends) if along.goal else ())]


def _goal_to(goal: LearningGoal, day: date, ends: date) -> list[Effect]:
    """The goal on the day of its last step, where that is later; never past the end of the round."""
    day = min(day, ends)
    return [Change(model.Goal, goal.id, goal.version, {"due_on": day})] if goal.due < day else []


def _asked_anew(item: str, due: date, scene: Scene, zone: str) -> list[Effect]:
    """Its old day is not asked after any more; the new one is."""
    return [asked_before(item, scene.engagement, "item_moved"), asked_after(item, due, scene, zone)]
