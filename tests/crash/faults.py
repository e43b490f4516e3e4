"""R14: the database fails at its n-th word, and the platform answers nonsense.

Whatever is asked of the house while it lasts is refused in plain words or done whole; nothing is half
done; and when it is over, the same events are taken.
"""

from __future__ import annotations

import logging
import random
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import psycopg

from bot.ports import Command, Profile, Reply, Where
from storage import Database, faults, open_store
from storage.channel import Channel
from tests.crash.bases import Base, damage, rows
from tests.crash.tally import Tally
from tests.crash.wall import Wall
from tests.crash.world import RING
from tests.workspace import TestClock, Workspace

TABLES = ("conversation", "seat", "letter", "due", "person", "engagement", "seen_event")


def _sqlite(code: int) -> Exception:
    error = sqlite3.OperationalError("made up")
    error.sqlite_errorcode = code
    return error


FAULTS: dict[str, dict[str, Callable[[], Exception]]] = {
    "sqlite": {
        "full": lambda: _sqlite(sqlite3.SQLITE_FULL),
        "read-only": lambda: _sqlite(sqlite3.SQLITE_READONLY),
        "input and output": lambda: _sqlite(sqlite3.SQLITE_IOERR),
        "busy": lambda: _sqlite(sqlite3.SQLITE_BUSY),
    },
    "postgres": {
        "full": lambda: psycopg.errors.DiskFull("made up"),
        "read-only": lambda: psycopg.errors.ReadOnlySqlTransaction("made up"),
        "away": lambda: psycopg.OperationalError("the line broke"),
    },
}


class Failing:
    """Makes the n-th word to the database fail, and all after it if it `lasts`.

    `only`: these words are meant. A commit then happens, and what is lost is the word that it did.
    """

    def __init__(self, at: int, error: Any, *, lasts: bool = True, only: str = "") -> None:
        self.at = at
        self.error = error
        self.lasts = lasts
        self.only = only
        self.said = 0
        self.failed = 0

    def pass_by(self, channel: Channel, words: str) -> None:
        """Count a word; raise where it is to fail."""
        if not channel.writes or words.startswith("ROLLBACK") or (self.only and words != self.only):
            return
        self.said += 1
        if self.said == self.at or (self.lasts and self.said > self.at):
            self.failed += 1
            channel._raise(self.error())


@contextmanager
def failing(fault: Failing) -> Iterator[None]:
    """Inside, the fault is in place."""
    run, core, command = Channel.run, Channel.core, Channel.command

    def failing_run(self: Channel, statement: str, values: Any) -> Any:
        fault.pass_by(self, statement)
        return run(self, statement, values)

    def failing_core(self: Channel, statement: Any, values: Any = None) -> Any:
        fault.pass_by(self, "core")
        return core(self, statement, values)

    def failing_command(self: Channel, words: str) -> None:
        if words == fault.only:
            command(self, words)
            fault.pass_by(self, words)
        else:
            fault.pass_by(self, words)
            command(self, words)

    Channel.run, Channel.core, Channel.command = failing_run, failing_core, failing_command  # type: ignore[method-assign]
    try:
        yield
    finally:
        Channel.run, Channel.core, Channel.command = run, core, command  # type: ignore[method-assign]


def content(url: str) -> dict[str, list[Any]]:
    """Every row that a turn may leave behind."""
    return {table: sorted(map(str, rows(url, f"SELECT * FROM {table}"))) for table in TABLES}


async def drill(tally: Tally, base: Base, seed: int, times: int) -> Tally:
    """So many events, each taken while another word of the database fails, then taken again.

    A fault comes in spells, as in life: the operator hears of each spell once.
    """
    chance = random.Random(seed)
    url = base.fresh()
    store = open_store(url, RING, Wall())
    heard = _Heard()
    logging.getLogger(faults.__name__).addHandler(heard)
    try:
        house = Workspace(store, TestClock())
        names = sorted(FAULTS[base.name])
        for number in range(times):
            name = names[number * len(names) // times]
            await _one(tally, house, store, url, number, name, base.name, chance)
    finally:
        logging.getLogger(faults.__name__).removeHandler(heard)
        await store.close()
    if heard.lines > len(FAULTS[base.name]):
        tally.failing.append(f"the operator was told {heard.lines} times")
    if found := damage(url):
        tally.failing.append(f"damaged: {found}")
    base.drop(url)
    tally.notes.append(f"operator lines {heard.lines} for {tally.kills} failures")
    return tally


async def _one(
    tally: Tally, house: Workspace, store: Database, url: str, number: int, name: str, kind: str, chance: Any
) -> None:
    event = Command(
        id=f"f{number}", who=Where("test", "", f"owner{number}"), at_ms=house.clock.real,
        profile=Profile("Rita Lopes", "Europe/Lisbon", "en"), people={"joy": Profile("Joy", "UTC", "en")},
        words="add <@joy>",
    )  # fmt: skip
    before = content(url)
    if name == "away":
        # It is back at once, as after a restart: the turn is run again by itself, whether or not it stands.
        only = chance.choice(("", "COMMIT"))
        fault = Failing(1 if only else chance.randrange(1, 40), FAULTS[kind][name], lasts=False, only=only)
    else:
        fault = Failing(chance.randrange(1, 40), FAULTS[kind][name], lasts=chance.random() < 0.7)
    tally.another()
    try:
        with failing(fault):
            reply = await house.inbox.take(event)
    except Exception as error:
        tally.stuck += 1
        tally.failing.append(f"{name} at {fault.at}: {type(error).__name__} {error}")
        return
    tally.kills += bool(fault.failed)
    done = _done(reply)
    if not done and content(url) != before:
        tally.lost += 1
        tally.failing.append(f"{name} at {fault.at}: something is half done")
    again = await house.inbox.take(event)
    if again.repeated != done or not _done(again):
        tally.lost += 1
        tally.failing.append(f"{name} at {fault.at}: taken again it is {again.repeated}, done was {done}")


def _done(reply: Reply) -> bool:
    """Whether the event was taken: its person is shown what follows, or, of a repeat, delivery shows it."""
    return reply.repeated or any(put.slot is not None for put in reply.puts)


class _Heard(logging.Handler):
    """Counts the lines of trouble."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.lines = 0

    def emit(self, record: logging.LogRecord) -> None:
        self.lines += 1
