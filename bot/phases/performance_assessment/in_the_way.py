"""What is in the way of a week: a question to the owner that belongs to its check-in, also when told anew."""

from __future__ import annotations

from dataclasses import dataclass

from bot import model
from bot.dialog import Book, Change, Close, Drop, Effect, Scene
from bot.phases.performance_assessment.questions import ask_named
from bot.tallies.hindrances import question_id, questions_of


@dataclass(frozen=True, slots=True)
class InTheWay:
    """What a check-in told of already: its question, and whether it waits for its answer."""

    id: str
    version: int
    words: str
    waits: bool
    next_id: str
    """The name of the question after it."""


def in_the_way(book: Book, checkin: model.CheckIn) -> InTheWay | None:
    """What stood in the way of a week that was told before."""
    asked = questions_of(book, checkin)
    if not asked:
        return None
    last, following = asked[-1], question_id(checkin.id, len(asked))
    return InTheWay(last.id, last.version, last.words, last.state == "open", following)


def told_in_the_way(
    scene: Scene, account: str, checkin: str, words: str, before: InTheWay | None, owner_open_ms: int
) -> tuple[Effect, ...]:
    """What is in the way goes to the owner as a question; told anew, it takes the place of the one before."""

    def ask(id: str, version: int = 0) -> tuple[Effect, ...]:
        return ask_named(scene, account, words, owner_open_ms, id, version, weekly=True)

    if before is None:
        return ask(question_id(checkin)) if words else ()
    if words == before.words:
        return ()
    if not before.waits:
        return ask(before.next_id) if words else ()
    over: tuple[Effect, ...] = (
        Drop("start", scene.owner.id, f"question/{before.id}"),
        Close(scene.engagement, "replaced", ("question_answer",), about=before.id),
    )
    if words:
        return *over, *ask(before.id, before.version)
    return *over, Change(model.Question, before.id, before.version, {"state": "solved"})
