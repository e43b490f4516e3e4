"""Bugs to be switched on, so that the rigs can be seen to catch them; test_seeded.py shows which does.

Each is a change that somebody could make in good faith. None of them is in the program.
"""

from __future__ import annotations

import asyncio
import itertools
import os
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from apscheduler.triggers.cron import CronTrigger
from sqlalchemy import Engine, event

from adapters.discord import posts, render
from adapters.discord.app import DiscordAdapter
from adapters.slack.app import SlackAdapter
from adapters.slack.listening import Listeners
from bot import commands
from storage import KeyRing, migrations
from storage.channel import Channel
from storage.transaction import StoredTransaction


def send_then_mark() -> None:
    """What was sent is marked afterwards, and nothing is looked up before it is sent again."""

    async def nothing(self: Any, *_: Any, **__: Any) -> tuple[Any, ...]:
        return ()

    SlackAdapter.find = nothing  # type: ignore[method-assign]


def acknowledge_first() -> None:
    """The platform is told "received" before anything is kept."""

    def hasty(heard: Any) -> Any:
        async def hear(self: Listeners, body: Any) -> None:
            async def later() -> None:
                await asyncio.sleep(0.2)
                await heard(self, body)

            self.patience.begin(later())

        return hear

    Listeners.event = hasty(Listeners.event)  # type: ignore[method-assign]
    Listeners.action = hasty(Listeners.action)  # type: ignore[method-assign]


def random_nonce() -> None:
    """A message has another key each time that it is sent."""
    posts.nonce = lambda key, part=0: os.urandom(8).hex()


def no_look_back() -> None:
    """What was written while nobody listened is never looked for."""

    async def nothing(self: Any, *_: Any, **__: Any) -> int:
        return 0

    SlackAdapter.catch_up = nothing  # type: ignore[method-assign]
    DiscordAdapter.catch_up = nothing  # type: ignore[method-assign]


def deferred_begin() -> None:
    """A writing transaction begins without the lock, and takes it when it first writes."""
    begin = Channel.begin

    def deferred(self: Channel) -> None:
        if self.dialect == "sqlite" and self.writes:
            self.command("BEGIN DEFERRED")
        else:
            begin(self)

    Channel.begin = deferred  # type: ignore[method-assign]


def forgotten_events() -> None:
    """No event is remembered, so every repeat is taken for new."""
    numbers, note = itertools.count(), StoredTransaction.note_event

    def forgetful(self: StoredTransaction, id: str) -> bool:
        return note(self, f"{id}/{next(numbers)}")

    StoredTransaction.note_event = forgetful  # type: ignore[assignment, method-assign]


def lost_turn_check() -> None:
    """A seat is moved from wherever it stands, not from where its page stood."""
    move = StoredTransaction.move_seat

    def careless(self: StoredTransaction, seat: Any, **how: Any) -> bool:
        now = next(one for one in self.seats(seat.conversation) if one.role == seat.role)
        return move(self, now, **how)

    StoredTransaction.move_seat = careless  # type: ignore[assignment, method-assign]


def foreign_keys_off_too_late() -> None:
    """The switch is turned inside the transaction, where SQLite ignores it without a word."""

    def late(connection: Any, work: Callable[[], None]) -> None:
        connection.exec_driver_sql("PRAGMA foreign_keys=ON")
        work()

    migrations._without_foreign_keys = late


def one_transaction_for_all_steps() -> None:
    """Only the first step of a migration is begun; the later ones run statement by statement."""
    begun: list[str] = []

    def begin(conn: Any, cursor: Any, statement: str, parameters: Any, *_: Any) -> tuple[str, Any]:
        if statement != "BEGIN IMMEDIATE":
            return statement, parameters
        begun.append(statement)
        return "SELECT 1" if len(begun) > 1 else statement, parameters

    event.listen(Engine, "before_cursor_execute", begin, retval=True)


def forgotten_answer() -> None:
    """What was answered last is shown as taken, and is not among what is kept."""
    save = StoredTransaction.save_conversation

    def forgetful(self: StoredTransaction, id: str, *, answers: Any, **how: Any) -> None:
        given = list(answers.get("given", {}))
        less = {
            name: {k: v for k, v in part.items() if k not in given[-1:]} for name, part in answers.items()
        }
        save(self, id, answers=less, **how)

    StoredTransaction.save_conversation = forgetful  # type: ignore[assignment, method-assign]


def missing_allowed_mentions() -> None:
    """Discord is not told that nobody is meant."""
    render.NOBODY = {"parse": ["everyone"]}


def fail_open() -> None:
    """Whoever works together may do all that is done in that work, whoever's it is."""
    commands.may = lambda *_: True


def plain_text() -> None:
    """What is kept is sealed later, some day."""
    KeyRing.seal_written = lambda self, words, *place: b"\0" + words  # type: ignore[method-assign]
    KeyRing.open_written = lambda self, blob, *place: blob[1:]  # type: ignore[method-assign]


SEEDS: dict[str, Callable[[], None]] = {
    made.__name__: made
    for made in (
        send_then_mark,
        acknowledge_first,
        random_nonce,
        no_look_back,
        deferred_begin,
        forgotten_events,
        lost_turn_check,
        forgotten_answer,
        foreign_keys_off_too_late,
        one_transaction_for_all_steps,
        missing_allowed_mentions,
        fail_open,
        plain_text,
    )
}


def sow(names: Iterable[str]) -> None:
    """Switch these on in this process."""
    for name in names:
        SEEDS[name]()


def cron_days(zone: str, hour: int, year: int) -> list[Any]:
    """The local days that APScheduler's cron meets: the seeded way to find the next occurrence."""
    trigger = CronTrigger(hour=hour, minute=0, timezone=ZoneInfo(zone))
    at, days = datetime(year, 1, 1, tzinfo=UTC), []
    before = None
    while (found := trigger.get_next_fire_time(before, at)) and found.year == year:
        days.append(found.date())
        before = at = found
    return days
