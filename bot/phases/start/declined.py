"""A no (X1): what becomes of the work here is the owner's to decide, on their own side."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot import model
from bot.dialog import Book, Change, Dialog, Outcome, Scene, Start, scene_of
from bot.engine.kinds import Option
from bot.engine.prompts import choice, say
from bot.engine.text import t
from bot.model import OWNER
from bot.phases.promises import let_go


@dataclass(frozen=True, slots=True)
class DeclinedFacts:
    """Whose engagement was declined."""

    scene: Scene
    version: int
    todos: Mapping[str, int] = field(default_factory=dict)
    """The version of what the owner had promised for the start."""


def prepare_declined(book: Book, start: Start) -> DeclinedFacts:
    """Only the owner of the engagement."""
    scene = scene_of(book, start)
    todos = {
        one.id: one.version for one in book.find(model.Todo, engagement=scene.engagement) if not one.done_at
    }
    return DeclinedFacts(scene, book.one(model.Engagement, start.engagement).version, todos)


async def declined(facts: DeclinedFacts) -> str:
    """X1: a no says nothing about the work; the owner may keep goals and notes alone."""
    name = facts.scene.professional.name
    then = await choice(
        "then",
        t("declined", name=name),
        (Option("alone", t("use-alone")), Option("remove", t("remove"))),
        audience="you",
    )
    await say(t("declined-alone", name=name) if then == "alone" else t("declined-removed", name=name))
    return then


def finish_declined(facts: DeclinedFacts, then: str) -> Outcome:
    """The engagement goes on without the professional, or ends, and with it what was to be got ready."""
    state = "alone" if then == "alone" else "ended"
    over = facts.todos if state == "ended" else {}
    return Outcome(
        (
            Change(model.Engagement, facts.scene.engagement, facts.version, {"state": state}),
            *(let_go(id, version, facts.scene.now_ms) for id, version in over.items()),
        )
    )


DECLINED = Dialog(
    "declined",
    (OWNER,),
    DeclinedFacts,
    prepare_declined,
    declined,
    finish_declined,
    t("title-declined"),
    minutes=1,
    audience="you",
)
