"""The scene after both views are in: records for the talks about what is learned next."""

from __future__ import annotations

from bot import model
from tests.phases import scene
from tests.phases.book import MemoryBook
from tests.phases.scene import ACCOUNT, DAY, at, changes, day, of, written

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


__all__ = [
    "ACCOUNT", "DAY", "TUESDAY", "begin", "begun", "book", "changes", "item", "promise", "records", "written",
]  # fmt: skip
