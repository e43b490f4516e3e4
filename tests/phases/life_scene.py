"""The scene in its first week, for what happens beside the phases: promises, what may be decided alone."""

from __future__ import annotations

from bot import model
from tests.phases import scene
from tests.phases.book import MemoryBook
from tests.phases.scene import ACCOUNT, DAY, at, day, of

THURSDAY = at(day(11, 26), 10, 24)


def records(**engagement):
    return (
        scene.rita(),
        scene.joy(),
        *(
            of(model.Address, dict(id=f"at-{id}", person=id, platform="slack", scope="T1", user=user), {})
            for id, user in (("rita", "U1"), ("joy", "U2"))
        ),
        scene.work(**engagement),
        of(model.Job, dict(id="inbox", name="Customer inbox", good="By the next day."), {}),
        of(model.Discretion, dict(id="d1", text="wording"), {}),
        of(model.Discretion, dict(id="d2", text="refunds up to 20 EUR"), {}),
        todo("rules", "Write the refund rules", day(11, 26)),
        todo("login", "A login to the shop", day(12, 1)),
        todo("old", "The first example", day(11, 24), done_at=1),
    )


def todo(id, what, due, **more):
    return scene.todo(id, what=what, due_on=due, **more)


def book(*more, now=THURSDAY, **engagement):
    return MemoryBook(ACCOUNT, now, *records(**engagement), *more)


def begin(dialog, person="rita", **more):
    """A talk of somebody about themselves, or about all of their work."""
    mine = "" if len(dialog.seats) > 1 else person
    return scene.begin(dialog, person=mine, **{"engagement": "", "by": person, **more})


def about(dialog, person="rita", **more):
    return begin(dialog, person, engagement="work", **more)


__all__ = ["ACCOUNT", "DAY", "THURSDAY", "about", "begin", "book", "records", "todo"]
