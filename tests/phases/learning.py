"""Rita and Joy after both views are in: records for the talks about what is learned next."""

from __future__ import annotations

from datetime import UTC, date, datetime

from bot import model
from bot.dialog import Begin, Change, Start, Write
from bot.practice.calendar import to_millis
from tests.phases.book import MemoryBook

ACCOUNT = "account"
TUESDAY = to_millis(datetime(2026, 11, 24, 10, 0, tzinfo=UTC))
DAY = 24 * 3_600_000

SKILLS = {"orders": ("Order questions", 5, 3), "calendar": ("Calendar", 4, 3), "tone": ("Tone", 4, 3)}
"""Name, importance and the level the work needs."""


def records(levels=None, **engagement):
    """Two people, the engagement, three skills, and a level for each that is named."""
    joined = dict(
        account=ACCOUNT,
        id="work",
        owner="rita",
        professional="joy",
        role="virtual_assistant",
        role_name="virtual assistant",
        state="active",
        amount=20,
        starts_on=date(2026, 11, 23),
        round_ends_on=date(2027, 1, 8),
    )
    found = [
        model.Person(
            account=ACCOUNT, id="rita", name="Rita", called="Rita", zone="Europe/Lisbon", country="PT"
        ),
        model.Person(account=ACCOUNT, id="joy", name="Joy", called="Joy", zone="Asia/Manila", country="PH"),
        model.Engagement(**{**joined, **engagement}),
    ]
    for position, (id, (name, importance, required)) in enumerate(SKILLS.items()):
        found.append(
            model.Skill(
                account=ACCOUNT, id=id, engagement="work", template=id, name=name, importance=importance,
                required=required, position=position,
            )
        )  # fmt: skip
    for id, level in ({"orders": 2, "tone": 3} if levels is None else levels).items():
        found.append(
            model.Level(account=ACCOUNT, id=f"l-{id}", engagement="work", skill=id, level=level, at=1)
        )
    return found


def book(*more, levels=None, now=TUESDAY, **engagement):
    return MemoryBook(ACCOUNT, now, *records(levels, **engagement), *more)


def item(id, skill="orders", due=date(2026, 11, 27), position=20, **more):
    given = {"what": f"step {id}", "person": "joy", "cause": "explain", "state": "agreed", **more}
    return model.Item(
        account=ACCOUNT, id=id, engagement="work", skill=skill, due_on=due, position=position, **given
    )


def promise(id="promise", source="mine", done_at=0):
    return model.Todo(
        account=ACCOUNT, id=id, engagement="work", person="rita", what="write the refund rules",
        due_on=date(2026, 11, 26), source=source, done_at=done_at,
    )  # fmt: skip


def begin(dialog, person=None, **more):
    people = {"owner": "rita", "professional": "joy"}
    seats = {role: person or people[role] for role in dialog.seats}
    return Start(dialog.name, seats, **{"conversation": "talk", "engagement": "work", **more})


def changes(talk, kind=model.Item):
    """What a talk changes in records of one kind, by id."""
    return {one.id: dict(one.values) for one in talk.effects(Change) if one.kind is kind}


def begun(talk):
    return [effect.start for effect in talk.effects(Begin)]


def written(talk, kind):
    return [effect.record for effect in talk.effects(Write) if isinstance(effect.record, kind)]
