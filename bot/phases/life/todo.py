"""One's own part: dated promises, ticked off when they are kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from bot import model
from bot.dialog import Book, Change, Dialog, Outcome, Refused, Scene, Start, scene_of
from bot.engine.kinds import Option
from bot.engine.prompts import many, say
from bot.engine.text import literal, t
from bot.model import OWNER
from bot.phases.rhythm import MONDAY


@dataclass(frozen=True, slots=True)
class OpenTodo:
    """A promise that is still open."""

    id: str
    version: int
    what: str
    due_on: date


@dataclass(frozen=True, slots=True)
class TodoFacts:
    """What the owner has promised for this work and not done yet, the nearest day first."""

    scene: Scene
    todos: tuple[OpenTodo, ...]


def prepare_todo(book: Book, start: Start) -> TodoFacts:
    """Only the owner of the engagement; also after its end, for what is left to close.

    On its day nothing is asked where all of that day is done, nor where the Monday list names it all: each
    of its lines there can be ticked off.
    """
    scene = scene_of(book, start)
    found = book.find(model.Todo, engagement=scene.engagement, person=scene.owner.id)
    still_open = sorted((todo for todo in found if not todo.done_at), key=lambda todo: (todo.due_on, todo.id))
    planned = "day" in start.terms
    if planned and not any(todo.due_on <= scene.today for todo in still_open):
        raise Refused
    if planned and scene.today.isoweekday() == MONDAY and _has_mondays(book, start):
        raise Refused
    return TodoFacts(
        scene, tuple(OpenTodo(todo.id, todo.version, todo.what, todo.due_on) for todo in still_open)
    )


def _has_mondays(book: Book, start: Start) -> bool:
    """Whether the owner gets a list of all that waits on Mondays: as soon as there is work under way."""
    works = book.find(model.Engagement, owner=start.seats[OWNER])
    return any(one.state in ("active", "paused", "alone") for one in works)


async def todo(facts: TodoFacts) -> tuple[str, ...]:
    """Tick off what is done; what is left keeps its day."""
    name = facts.scene.professional.name
    if not facts.todos:
        await say(t("todo-none", name=name))
        return ()
    over = {one.id: int(one.due_on < facts.scene.today) for one in facts.todos}
    options = [
        Option(one.id, literal(one.what), t("todo-by", day=one.due_on, over=over[one.id]))
        for one in facts.todos
    ]
    done = await many("done", t("todo-ask", name=name), options)
    left = [one for one in facts.todos if one.id not in done]
    if not left:
        await say(t("todo-all-done"))
    else:
        first = left[0]
        await say(t("todo-left", count=len(left), what=first.what, day=first.due_on, over=over[first.id]))
    return done


def finish_todo(facts: TodoFacts, done: tuple[str, ...]) -> Outcome:
    """Each with the moment it was ticked off: promises kept are counted from it."""
    ticked = {"done_at": facts.scene.now_ms}
    return Outcome(
        tuple(Change(model.Todo, one.id, one.version, ticked) for one in facts.todos if one.id in done)
    )


TODO = Dialog(
    "todo",
    (OWNER,),
    TodoFacts,
    prepare_todo,
    todo,
    finish_todo,
    t("title-todo"),
    minutes=1,
    nudge=False,
)
