"""Rita, Joy and their work, for what happens beside the five phases."""

from __future__ import annotations

from datetime import UTC, date, datetime

from bot import model
from bot.dialog import Start
from bot.practice.calendar import to_millis
from tests.phases.book import MemoryBook

ACCOUNT = "account"
THURSDAY = to_millis(datetime(2026, 11, 26, 10, 24, tzinfo=UTC))
DAY = 24 * 3_600_000


def records(**engagement):
    joined = dict(
        account=ACCOUNT,
        id="work",
        owner="rita",
        professional="joy",
        role="virtual_assistant",
        role_name="virtual assistant",
        state="active",
        starts_on=date(2026, 11, 23),
        round_ends_on=date(2027, 1, 8),
    )
    return (
        model.Person(
            account=ACCOUNT, id="rita", name="Rita Lopes", called="Rita", zone="Europe/Lisbon", country="PT"
        ),
        model.Person(
            account=ACCOUNT, id="joy", name="Joy Santos", called="Joy", zone="Asia/Manila", country="PH"
        ),
        model.Address(account=ACCOUNT, id="at-rita", person="rita", platform="slack", scope="T1", user="U1"),
        model.Address(account=ACCOUNT, id="at-joy", person="joy", platform="slack", scope="T1", user="U2"),
        model.Engagement(**{**joined, **engagement}),
        model.Job(
            account=ACCOUNT, id="inbox", engagement="work", name="Customer inbox", good="By the next day."
        ),
        model.Discretion(account=ACCOUNT, id="d1", engagement="work", text="wording"),
        model.Discretion(account=ACCOUNT, id="d2", engagement="work", text="refunds up to 20 EUR"),
        todo("rules", "Write the refund rules", date(2026, 11, 26)),
        todo("login", "A login to the shop", date(2026, 12, 1)),
        todo("old", "The first example", date(2026, 11, 24), done_at=1),
    )


def todo(id, what, due, **more):
    return model.Todo(account=ACCOUNT, id=id, engagement="work", person="rita", what=what, due_on=due, **more)


def book(*more, now=THURSDAY, **engagement):
    return MemoryBook(ACCOUNT, now, *records(**engagement), *more)


def begin(dialog, person="rita", **more):
    people = {"owner": "rita", "professional": "joy"}
    seats = (
        {role: people[role] for role in dialog.seats} if len(dialog.seats) > 1 else {dialog.seats[0]: person}
    )
    return Start(dialog.name, seats, **{"conversation": "talk", "by": person, **more})


def about(dialog, person="rita", **more):
    return begin(dialog, person, engagement="work", **more)
