"""A round near its end, as records: two goals, six weeks of counting, questions, pieces, words."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from bot import model
from bot.dialog import Begin, Outcome, Start
from bot.practice.calendar import to_millis
from bot.tallies.weeks import checkin_id
from tests.phases.book import MemoryBook

ACCOUNT = "account"
ENDS = date(2027, 1, 8)
NOW = to_millis(datetime(2027, 1, 8, 9, 0, tzinfo=UTC))
DAY = 24 * 3_600_000
MONDAYS = [date(2026, 11, 30) + timedelta(weeks=n) for n in range(6)]
COUNTED = [(41, 46), (68, 74), (88, 95), (64, 70), None, (84, 92)]


def at(day, hour=10):
    return to_millis(datetime(day.year, day.month, day.day, hour, tzinfo=UTC))


def people():
    return (
        model.Person(
            account=ACCOUNT, id="rita", name="Rita Lopes", called="Rita", zone="Europe/Lisbon", country="PT"
        ),
        model.Person(
            account=ACCOUNT, id="joy", name="Joy Santos", called="Joy", zone="Asia/Manila", country="PH"
        ),
    )


def engagement(**more):
    fields = dict(
        account=ACCOUNT,
        id="work",
        owner="rita",
        professional="joy",
        role="virtual_assistant",
        role_name="virtual assistant",
        state="active",
        starts_on=date(2026, 11, 23),
        round_ends_on=ENDS,
        amount=20,
        expectation="No customer waits and I have my evenings back.",
        created_at=at(date(2026, 11, 23)),
    )
    return model.Engagement(**{**fields, **more})


def skills():
    def skill(id, name, position, required=3):
        return model.Skill(
            account=ACCOUNT,
            id=id,
            engagement="work",
            name=name,
            importance=4,
            required=required,
            position=position,
        )

    return (skill("inbox", "Inbox", 0), skill("orders", "Orders", 1), skill("calendar", "Calendar", 2))


def ratings():
    def rating(skill, role, level):
        return model.Rating(
            account=ACCOUNT,
            id=f"{skill[:3]}-{role[:3]}",
            engagement="work",
            skill=skill,
            role=role,
            level=level,
            at=1,
        )

    return (
        rating("inbox", "professional", 3),
        rating("inbox", "owner", 3),
        rating("orders", "professional", 4),
        rating("orders", "owner", 2),
        rating("calendar", "professional", 1),
        rating("calendar", "owner", None),
    )


def goals():
    return (
        model.Goal(
            account=ACCOUNT,
            id="g-inbox",
            engagement="work",
            skill="inbox",
            what="Inbox",
            metric="messages answered by the end of the next working day",
            less=80,
            expected=90,
            more=97,
            much_more=100,
            due_on=ENDS,
            state="agreed",
            position=0,
        ),
        model.Goal(
            account=ACCOUNT,
            id="g-orders",
            engagement="work",
            skill="orders",
            what="Orders",
            learning=True,
            metric="ten replies in a row unchanged",
            counted="done",
            due_on=date(2026, 12, 11),
            state="agreed",
            position=1,
        ),
    )


def counts():
    told: list[model.Record] = []
    for monday, counted in zip(MONDAYS, COUNTED, strict=True):
        id = monday.isoformat()
        if counted is None:
            continue
        told.append(
            model.CheckIn(
                account=ACCOUNT,
                id=checkin_id("work", monday),
                engagement="work",
                week_of=monday,
                sure="likely",
                hours=20,
                at=at(monday + timedelta(days=4)),
            )
        )
        told.append(
            model.Count(
                account=ACCOUNT,
                id=f"n{id}",
                engagement="work",
                goal="g-inbox",
                week_of=monday,
                part=counted[0],
                whole=counted[1],
                at=at(monday + timedelta(days=4)),
            )
        )
        told.append(
            model.OwnerTime(account=ACCOUNT, id=f"t{id}", engagement="work", week_of=monday, minutes=116)
        )
    return tuple(told)


def learned():
    def item(id, skill, closed):
        return model.Item(
            account=ACCOUNT,
            id=id,
            engagement="work",
            skill=skill,
            person="joy",
            what="Ten live ones",
            due_on=date(2026, 12, 11),
            proof="ten in a row",
            state="closed",
            done_at=at(closed),
            closed_at=at(closed),
        )

    return (item("i1", "orders", date(2026, 12, 9)), item("i2", "calendar", date(2026, 12, 14)))


def asked():
    return tuple(
        model.Question(
            account=ACCOUNT,
            id=f"q{n}",
            engagement="work",
            by="joy",
            words="A code?",
            answer="Yes",
            at=at(date(2026, 12, day)),
            answered_at=at(date(2026, 12, day)) + 19 * 3_600_000,
            state="answered",
        )
        for n, day in enumerate((2, 3, 9, 10, 14, 15, 16))
    )


def noted():
    return (
        model.Piece(
            account=ACCOUNT,
            id="p1",
            engagement="work",
            what="Reply to Ana",
            accepted=True,
            at=at(date(2026, 12, 3)),
            looked_at=at(date(2026, 12, 3)),
        ),
        model.Feedback(
            account=ACCOUNT,
            id="f1",
            engagement="work",
            by="rita",
            to="joy",
            kind="note",
            words="Refund of 12 EUR waited a day",
            at=at(date(2026, 12, 16)),
        ),
    )


def book(*more, now=NOW, without=(), **changed):
    """A whole round, without some kinds of records where a test says so."""
    records = (*people(), *skills(), *ratings(), *goals(), *counts(), *learned(), *asked(), *noted())
    kept = [record for record in records if type(record) not in without]
    return MemoryBook(ACCOUNT, now, *kept, engagement(**changed), *more)


def start(dialog, *roles, **more):
    people = {"owner": "rita", "professional": "joy"}
    return Start(
        dialog.name,
        {role: people[role] for role in roles or dialog.seats},
        "work",
        **{"conversation": f"talk-{dialog.name}", **more},
    )


def begun(outcome: Outcome, dialog: str) -> Start:
    """The start of a dialog that an outcome begins."""
    found = [effect.start for effect in outcome.effects if isinstance(effect, Begin)]
    return next(one for one in found if one.dialog == dialog)
