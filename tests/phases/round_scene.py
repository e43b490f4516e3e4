"""A round near its end, as records: two goals, six weeks of counting, questions, pieces, words."""

from __future__ import annotations

from datetime import date, timedelta

from bot import model
from bot.tallies.weeks import checkin_id
from tests.phases import scene
from tests.phases.book import MemoryBook
from tests.phases.scene import ACCOUNT, DAY, ENDS, at, of

NOW = at(ENDS, 9)
MONDAYS = [date(2026, 11, 30) + timedelta(weeks=n) for n in range(6)]
COUNTED = [(41, 46), (68, 74), (88, 95), (64, 70), None, (84, 92)]


def people():
    return scene.rita(), scene.joy()


def engagement(**more):
    expected = "No customer waits and I have my evenings back."
    return scene.work(**{"expectation": expected, "created_at": at(scene.STARTS), **more})


def skills():
    names = ("inbox", "orders", "calendar")
    return tuple(scene.skill(id, template="", position=position) for position, id in enumerate(names))


def ratings():
    views = {"inbox": (3, 3), "orders": (4, 2), "calendar": (1, None)}
    return tuple(
        of(model.Rating, dict(id=f"{id[:3]}-{role[:3]}", skill=id, role=role, level=level, at=1), {})
        for id, levels in views.items()
        for role, level in zip(("professional", "owner"), levels, strict=True)
    )


def goals():
    metric = "messages answered by the end of the next working day"
    return (
        scene.goal("g-inbox", skill="inbox", metric=metric, much_more=100, position=0),
        scene.learning("g-orders", what="Orders", metric="ten replies in a row unchanged", position=1),
    )


def counts():
    told: list[model.Record] = []
    for monday, counted in zip(MONDAYS, COUNTED, strict=True):
        if counted is None:
            continue
        id, friday = monday.isoformat(), at(monday + timedelta(days=4))
        week = dict(week_of=monday, at=friday)
        part, whole = counted
        told += (
            of(model.CheckIn, dict(id=checkin_id("work", monday), sure="likely", hours=20), week),
            of(model.Count, dict(id=f"n{id}", goal="g-inbox", part=part, whole=whole), week),
            of(model.OwnerTime, dict(id=f"t{id}", week_of=monday, minutes=116), {}),
        )
    return tuple(told)


def learned():
    def item(id, skill, closed):
        days = dict(due_on=date(2026, 12, 11), done_at=at(closed), closed_at=at(closed))
        what, proof = "Ten live ones", "ten in a row"
        return scene.step(id, skill=skill, what=what, proof=proof, state="closed", cause="", **days)

    return (item("i1", "orders", date(2026, 12, 9)), item("i2", "calendar", date(2026, 12, 14)))


def asked():
    def question(n, day):
        told = at(date(2026, 12, day))
        answered = dict(answer="Yes", answered_at=told + 19 * 3_600_000, state="answered")
        return of(model.Question, dict(id=f"q{n}", by="joy", words="A code?", at=told), answered)

    return tuple(question(n, day) for n, day in enumerate((2, 3, 9, 10, 14, 15, 16)))


def noted():
    seen = at(date(2026, 12, 3))
    words = dict(id="f1", by="rita", to="joy", kind="note", words="Refund of 12 EUR waited a day")
    return (
        of(model.Piece, dict(id="p1", what="Reply to Ana", accepted=True, at=seen, looked_at=seen), {}),
        of(model.Feedback, words, {"at": at(date(2026, 12, 16))}),
    )


def book(*more, now=NOW, without=(), **changed):
    """A whole round, without some kinds of records where a test says so."""
    records = (*people(), *skills(), *ratings(), *goals(), *counts(), *learned(), *asked(), *noted())
    kept = [record for record in records if type(record) not in without]
    return MemoryBook(ACCOUNT, now, *kept, engagement(**changed), *more)


def start(dialog, *roles, **more):
    return scene.begin(dialog, *roles, **{"conversation": f"talk-{dialog.name}", "by": "", **more})


def begun(outcome, dialog):
    """The start of a dialog that an outcome begins."""
    return scene.begun(outcome, dialog)[0]


__all__ = ["ACCOUNT", "DAY", "ENDS", "MONDAYS", "NOW", "at", "begun", "book", "engagement", "goals", "start"]
