"""What was learned, and on which day: told as done, or proven by the last step of its plan."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from bot import model
from bot.dialog import Book, day_of


@dataclass(frozen=True, slots=True)
class Learned:
    """A skill that had a plan in this round, and the day on which it was closed."""

    skill: str
    name: str
    closed_on: date | None


def learned_of(
    book: Book, engagement: model.Engagement, round: int, until: date = date.max
) -> tuple[Learned, ...]:
    """The skills with a plan, in their order, and which were closed by a day."""
    zone = book.one(model.Person, engagement.professional).zone
    skills = sorted(book.find(model.Skill, engagement=engagement.id), key=lambda skill: skill.position)
    found = []
    for skill in skills:
        if _items(book, engagement, round, skill.id):
            last = _last_step(book, engagement, round, skill.id)
            on = day_of(last.closed_at, zone) if last is not None and last.state == "closed" else None
            found.append(Learned(skill.id, skill.name, on if on is None or on <= until else None))
    return tuple(found)


def steps_in(book: Book, engagement: model.Engagement, round: int) -> tuple[model.Item, ...]:
    """The steps of the plan that a round has: its own, and those that were still open when it began."""
    before = book.find(model.Closing, engagement=engagement.id, round=round - 1)
    began_ms = before[0].at if before else 0
    return tuple(
        item
        for item in book.find(model.Item, engagement=engagement.id)
        if item.round == round
        or (item.round < round and (item.state != "closed" or item.closed_at > began_ms))
    )


def _items(book: Book, engagement: model.Engagement, round: int, skill: str) -> list[model.Item]:
    """What the professional was to do for a skill. The owner's part opens the way and closes nothing."""
    return [
        item
        for item in steps_in(book, engagement, round)
        if item.skill == skill
        and item.person == engagement.professional
        and item.state in ("agreed", "done", "closed")
    ]


def done_on(
    book: Book,
    engagement: model.Engagement,
    goal: model.Goal,
    counts: Sequence[model.Count],
    until: date = date.max,
) -> date | None:
    """The day, none after `until`, on which it was told as done, or proven: the earlier one."""
    zone = book.one(model.Person, engagement.professional).zone
    days = [day_of(count.at, zone) for count in counts if (count.part or 0) >= 1]
    proof = _proof(book, engagement, goal)
    if proof is not None and proof.state == "closed":
        # The day on which it was handed in: how long the owner's look took is not part of the result.
        days.append(day_of(proof.done_at or proof.closed_at, zone))
    return min((day for day in days if day <= until), default=None)


def handed_in_on(book: Book, engagement: model.Engagement, goal: model.Goal) -> date | None:
    """Since when the proof of a goal waits to be looked at; None where none does."""
    proof = _proof(book, engagement, goal)
    if proof is None or proof.state != "done":
        return None
    return day_of(proof.done_at, book.one(model.Person, engagement.professional).zone)


def _proof(book: Book, engagement: model.Engagement, goal: model.Goal) -> model.Item | None:
    """The step that closes a learning goal."""
    return _last_step(book, engagement, goal.round, goal.skill) if goal.learning and goal.skill else None


def _last_step(book: Book, engagement: model.Engagement, round: int, skill: str) -> model.Item | None:
    return last_of(_items(book, engagement, round, skill))


def last_of(steps: Iterable[model.Item]) -> model.Item | None:
    """The last step of a skill's plan: its proof speaks for those before it, whenever they are due."""
    return max(steps, key=lambda item: (item.round, item.position), default=None)
