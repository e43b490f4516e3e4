"""The scene after both views are in: records for the talks about what is learned next."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bot import model
from bot.engine.kinds import Consent
from bot.engine.replay import Waiting
from tests.phases import scene
from tests.phases.book import MemoryBook
from tests.phases.scene import ACCOUNT, DAY, at, changes, day, of, written
from tests.phases.talk import Talk

TUESDAY = at(day(11, 24))
FRIDAY = day(11, 27)

SKILLS = {"orders": ("Order questions", 5, 3), "calendar": ("Calendar", 4, 3), "tone": ("Tone", 4, 3)}
"""Name, importance and the level the work needs."""


def records(levels=None, **engagement):
    """Two people, the engagement, three skills, and a level for each that is named."""
    skills = [
        scene.skill(id, name=name, importance=importance, required=required, position=position)
        for position, (id, (name, importance, required)) in enumerate(SKILLS.items())
    ]
    known = {"orders": 2, "tone": 3} if levels is None else levels
    rated = [
        of(model.Level, dict(id=f"l-{id}", skill=id, level=level, at=1), {}) for id, level in known.items()
    ]
    return [scene.rita(), scene.joy(), scene.work(**engagement), *skills, *rated]


def book(*more, levels=None, now=TUESDAY, **engagement):
    return MemoryBook(ACCOUNT, now, *records(levels, **engagement), *more)


def item(id, skill="orders", due=FRIDAY, position=20, **more):
    return scene.step(id, skill=skill, due_on=due, position=position, **more)


def promise(id="promise", source="mine", done_at=0):
    return scene.todo(id, what="write the refund rules", source=source, done_at=done_at)


def begin(dialog, person=None, **more):
    return scene.begin(dialog, person=person or "", **{"by": "", **more})


def begun(talk):
    return scene.begun(talk)


# --- a plan, step by step -------------------------------------------------------------------------

TAKE = Consent(True)


def edited(played: Callable[..., Talk], *edits: tuple[int | str, dict[str, Any]]) -> list[Any]:
    """What the owner answers to change steps by their place ("paid": the paid time), then to offer the plan.

    `played`: the talk as far as it is answered by whatever it is given.
    """
    answers: list[Any] = []
    for number, (place, values) in enumerate(edits):
        answers.append(("owner", f"offer/{number}", Consent(False, "change")))
        (which,) = waiting(played(*answers)).missing
        picked = place if isinstance(place, str) else which.kind.options()[place].id
        answers.append(("owner", which.key, picked))
        page = waiting(played(*answers)).page
        for prompt in page.prompts:
            kind = prompt.key.split("/")[0]
            left = (page.proposed or {}).get(prompt.key)
            answers.append(("owner", prompt.key, values.get(kind, left)))
    here = played(*answers)
    if f"offer/{len(edits)}" in here.waits_for:
        answers.append(("owner", f"offer/{len(edits)}", TAKE))
    return answers


def waiting(talk: Talk) -> Waiting:
    """Where a talk stands that is not over."""
    assert isinstance(talk.state, Waiting)
    return talk.state


__all__ = [
    "ACCOUNT", "DAY", "TAKE", "TUESDAY", "begin", "begun", "book", "changes", "edited", "item", "promise",
    "records", "waiting", "written",
]  # fmt: skip
