"""Rita and Joy on the test platform in the middle of their work: with records, an address each, a rhythm."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager

from bot import model
from bot.conversations.planning import schedule
from bot.model import Engagement, Person, Record
from bot.phases.rhythm import checkin_after, monday_after
from bot.transaction import Transaction
from bot.words.render import strict
from storage import KeyRing, open_store
from tests.workspace import TestClock, Workspace

Plan = Callable[[Transaction, Engagement, Person, Person], None]
"""Plans what is due, for the work of the owner and the professional."""


def weekly(tx: Transaction, work: Engagement, rita: Person, joy: Person) -> None:
    """The next check-in, and the next Monday list."""
    for plan in (checkin_after(work, joy, tx.moment.now), monday_after(rita, tx.moment.now)):
        assert plan is not None
        schedule(tx, plan)


@asynccontextmanager
async def house_of(
    url: str, ring: KeyRing, now_ms: int, records: Iterable[Record], plan: Plan = weekly
) -> AsyncIterator[Workspace]:
    """A workspace at a moment, in whose account these records stand."""
    clock = TestClock(now_ms)
    store = open_store(url, ring, clock)
    w = Workspace(store, clock)
    standing = tuple(records)
    account = standing[0].account

    def fill(tx: Transaction) -> None:
        tx.add_account(model.Account(id=account, name="Rita"))
        tx.enter(account)
        for record in standing:
            tx.write(record, 0)
        for id in ("rita", "joy"):
            tx.write(model.Address(account=account, id=f"at-{id}", person=id, platform="test", user=id), 0)
        plan(tx, tx.one(Engagement, "work"), tx.one(Person, "rita"), tx.one(Person, "joy"))

    await store.turn(fill)
    with strict():
        yield w
    await store.close()
