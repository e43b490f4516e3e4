"""Phase 2, another day: a step that was not done in time is planned anew by one tap, not scolded."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from bot import model
from bot.dialog import Begin, Book, Dialog, Note, Outcome, Refused, Scene, Start, scene_of
from bot.engine.cards import card
from bot.engine.kinds import Option
from bot.engine.prompts import choice, say
from bot.engine.text import t
from bot.model import PROFESSIONAL
from bot.phases.gap_training.moving import Along, Following, LearningGoal, along_with, moved_step
from bot.phases.gap_training.parts import (
    Part,
    asked_after,
    asked_before,
    coming_days,
    latest,
    part_of,
    when,
)

PROPOSED = 1
"""The place among the coming working days that is proposed: the second, so that one is left for it."""


@dataclass(frozen=True, slots=True)
class MovedFacts:
    """The step, whether its day has passed, and what moves with it."""

    scene: Scene
    part: Part
    times: int
    """How often it was moved before."""
    slipped: bool
    waits_for: str
    """The owner's part that it waits for; empty where that is done."""
    days: tuple[date, ...]
    following: tuple[Following, ...]
    zone: str
    ends: date
    goal: LearningGoal | None = None
    """What both agreed to learn with it; it moves along."""


@dataclass(frozen=True, slots=True)
class Moved:
    """Another day, or it is done; neither where its day was moved already."""

    to: date | None = None
    done: bool = False


def prepare_item_moved(book: Book, start: Start) -> MovedFacts:
    """Only the professional of the engagement, for a step that is agreed and not handed in."""
    scene = scene_of(book, start)
    item = book.one(model.Item, start.about)
    if item.engagement != start.engagement or item.state != "agreed":
        raise Refused
    along = along_with(book, item, scene.today)
    professional = book.one(model.Person, scene.professional.id)
    return MovedFacts(
        scene,
        part_of(book, item),
        item.moved,
        item.due_on < scene.today,
        _waits_for(book, item),
        coming_days(professional, scene.today),
        along.following,
        along.zone,
        along.ends,
        along.goal,
    )


def _waits_for(book: Book, item: model.Item) -> str:
    """The owner's promise for the same skill that stops the step: due by its day, and still open.

    What was handed in or counted once did not need it.
    """
    if item.done_at or item.proof_done:
        return ""
    parts = [
        part_of(book, one) for one in book.find(model.Item, engagement=item.engagement, skill=item.skill)
    ]
    mine = {part.id for part in parts if part.owners}
    todos = book.find(model.Todo, engagement=item.engagement)
    return next(
        (
            todo.what
            for todo in todos
            if todo.source in mine and not todo.done_at and todo.due_on <= item.due_on
        ),
        "",
    )


async def item_moved(facts: MovedFacts) -> Moved:
    """One tap for the next day that suits; or another one; or it is done."""
    if not facts.slipped:
        return Moved()
    part, day = facts.part, facts.days[PROPOSED]
    owner = facts.scene.owner.name
    to = await choice(
        "to",
        t("item-moved-waits", skill=part.skill_name, what=part.called, owner=owner, words=facts.waits_for)
        if facts.waits_for
        else t("item-moved", skill=part.skill_name, what=part.called, day=part.due),
        (
            Option(day.isoformat(), t("answer-date", value=day)),
            Option("other", t("another-day")),
            Option("done", t("item-is-done")),
        ),
    )
    if to == "done":
        return Moved(done=True)
    chosen = date.fromisoformat(to) if to != "other" else None
    if chosen is None:
        last = latest(facts.ends, facts.scene.today, ())
        chosen = await when("day", t("item-which-day"), facts.scene.today, last)
    await say(t("item-moved-to", day=chosen))
    return Moved(chosen)


def finish_item_moved(facts: MovedFacts, moved: Moved) -> Outcome:
    """The step and those after it move; the owner hears of it once."""
    scene, part = facts.scene, facts.part
    if moved.done:
        start = Start("item_done", {PROFESSIONAL: scene.professional.id}, scene.engagement, about=part.id)
        return Outcome((asked_before(part.id, scene.engagement), Begin(start)))
    if moved.to is None:
        return Outcome((asked_after(part.id, part.due, scene, facts.zone),))
    along = Along(facts.following, facts.goal, facts.days, facts.ends, facts.zone)
    effects = moved_step(part, moved.to, scene, along, moved=facts.times + 1)
    if facts.times == 0:
        told = (
            t(
                "item-moved-waits-told",
                name=scene.professional.name,
                what=part.called,
                day=moved.to,
                words=facts.waits_for,
            )
            if facts.waits_for
            else t("item-moved-told", name=scene.professional.name, what=part.called, day=moved.to)
        )
        effects.append(Note(scene.owner.id, card(told), "moved"))
    return Outcome(tuple(effects))


ITEM_MOVED = Dialog(
    "item_moved",
    (PROFESSIONAL,),
    MovedFacts,
    prepare_item_moved,
    item_moved,
    finish_item_moved,
    t("title-item-moved"),
    minutes=1,
)
