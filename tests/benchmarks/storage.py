"""Durable turns through the inbox, beside what the bare drivers take."""

from __future__ import annotations

import asyncio
import shutil
import sqlite3
import statistics
import tempfile
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple
from unittest.mock import patch

import psycopg

from bot.transaction import Transaction
from storage import open_store
from storage.writer import BATCH
from tests.benchmarks import talks
from tests.benchmarks.measuring import Line, medians, wall_us
from tests.postgres import Postgres

CACHE = Path(__file__).parents[2] / ".cache"
ROUNDS = 7
TURNS = 8
"""Answers of each talk that are measured. The first and the last are left out: they also begin and end."""
QUESTIONS = TURNS + 2
COUNTS = (
    "wall: press taken, event id, address, talk, person, seats, replay, answers sealed, seat's turn, commit,"
    " next page drawn"
)


def lines() -> Iterator[Line]:
    """The ratios of the store."""
    with talks.registered(talks.TALK):
        full, one, many, whole, group = asyncio.run(_sqlite_rounds())
        bare = (
            "; bare: the turn of PERFORMANCE section 2, 3 statements, WAL, NORMAL;"
            f" the bare turn itself waits for this disk at FULL: {full:.1f}x"
        )
        yield Line("durable turn, SQLite FULL, 1 talk", one, 15, COUNTS + bare)
        yield Line("durable turn, SQLite FULL, 32 talks", many, 5, COUNTS + bare)
        counts = (
            f"wall: what the store does in such a turn (event id, talk, seats, answers sealed, seat's turn),"
            f" up to {BATCH} and 1 a commit, 32 at once; the whole turn, words and all: {whole:.2f}x"
        )
        yield Line("group commit, SQLite FULL, 32 talks", group, 4, counts, least=True)
        yield Line("turn at answer 50 against answer 1", asyncio.run(_growth()), 2, COUNTS)
        yield _postgres()


# --- SQLite -------------------------------------------------------------------------------------


@contextmanager
def folder() -> Iterator[Path]:
    """An empty folder on the disk of this checkout, not in memory."""
    CACHE.mkdir(exist_ok=True)
    path = Path(tempfile.mkdtemp(dir=CACHE))
    try:
        yield path
    finally:
        shutil.rmtree(path)


class Bench:
    """A store with people, and an inbox over it."""

    def __init__(self, store: Any) -> None:
        self.store = store
        self.inbox = talks.inbox_of(store)

    async def turns(self, people: int, turns: int) -> float:
        """Wall microseconds of a turn: all answer at once, then all confirm, which is not counted.

        Alone it is the median of single turns; together it is the time of all through their number.
        """
        ones = await talks.asked(self.store, self.inbox, people, turns + 2, given=1)
        times = []
        for _ in range(turns):
            begun = time.perf_counter_ns()
            if people == 1:
                await ones[0].answer(self.inbox)
            else:
                await asyncio.gather(*(one.answer(self.inbox) for one in ones))
            times.append(wall_us(begun) / people)
            for one in ones:
                assert one.control, "the talk went on"
                await one.shown(self.inbox)
        return statistics.median(times)

    async def stored(self, people: int, turns: int) -> float:
        """Wall microseconds of what the store does in a turn: all at once, through their number."""
        ones = await talks.asked(self.store, self.inbox, people, turns + 2, given=1)
        times = []
        for number in range(turns):
            works = [partial(_store_alone, one.talk, number) for one in ones]
            begun = time.perf_counter_ns()
            assert all(await asyncio.gather(*map(self.store.turn, works)))
            times.append(wall_us(begun) / people)
        return statistics.median(times)


def _store_alone(talk: str, number: int, tx: Transaction) -> bool:
    """The rows that an answer reads and writes, and nothing between them."""
    fresh = tx.note_event(f"{talk}/stored/{number}")
    tx.enter(talks.ACCOUNT)
    row = tx.conversation(talk)
    assert row is not None
    (seat,) = tx.seats(talk)
    tx.save_conversation(talk, answers=row.answers, state="open")
    return fresh and tx.move_seat(seat, asked=True, editing="", put_at_ms=0, touched=True)


@asynccontextmanager
async def bench(url: str, people: int, batch: int = BATCH) -> AsyncIterator[Bench]:
    """A store that was just made, with an account and its people."""
    store = open_store(url, talks.RING, talks.Clock(), batch=batch)
    try:
        await store.turn(lambda tx: talks.add_people(tx, people))
        yield Bench(store)
    finally:
        await store.close()


async def _sqlite_rounds() -> tuple[float, ...]:
    """The bare turn at FULL, one and 32 talks against the bare turn; 32 ungrouped against grouped.

    Grouped twice: the whole turn, and the store's part of it.
    """
    with folder() as home:
        bare, bare_full = BareTurn(home / "bare.db"), BareTurn(home / "full.db", "FULL")
        async with (
            bench(f"sqlite:///{home}/grouped.db", 32) as grouped,
            bench(f"sqlite:///{home}/single.db", 32, batch=1) as single,
        ):
            rounds = []
            for round in range(ROUNDS + 1):
                found = (
                    bare.turns(600),
                    bare_full.turns(60),
                    statistics.median([await grouped.turns(1, TURNS) for _ in range(6)]),
                    await grouped.turns(32, TURNS),
                    await single.turns(32, TURNS),
                    await grouped.stored(32, TURNS),
                    await single.stored(32, TURNS),
                )
                if round:  # the first one warms up
                    rounds.append(found)
        bare.close()
        bare_full.close()
    stdlib, full, one, many, ungrouped, stored, stored_singly = medians(rounds)
    return full / stdlib, one / stdlib, many / stdlib, ungrouped / many, stored_singly / stored


class BareTurn:
    """Load a conversation, insert an answer, update the conversation, commit: nothing else."""

    def __init__(self, path: Path, synchronous: str = "NORMAL") -> None:
        self._run = sqlite3.connect(path, isolation_level=None).execute
        assert self._run("PRAGMA journal_mode=WAL").fetchone() == ("wal",)
        self._run(f"PRAGMA synchronous={synchronous}")
        self._run("CREATE TABLE conversation (id TEXT PRIMARY KEY, state TEXT, turn INTEGER)")
        self._run("CREATE TABLE answer (id INTEGER PRIMARY KEY, conversation TEXT, key TEXT, value TEXT)")
        self._run("CREATE INDEX answer_of ON answer (conversation)")
        for number in range(32):
            self._run("INSERT INTO conversation VALUES (?, 'open', 0)", (f"c{number}",))

    def turns(self, times: int) -> float:
        """Wall microseconds of a turn, the median."""
        found = []
        for number in range(times):
            id = f"c{number % 32}"
            begun = time.perf_counter_ns()
            self._run("BEGIN IMMEDIATE")
            self._run("SELECT id, state, turn FROM conversation WHERE id = ?", (id,)).fetchone()
            self._run("INSERT INTO answer (conversation, key, value) VALUES (?, ?, '3')", (id, f"k{number}"))
            self._run("UPDATE conversation SET turn = turn + 1 WHERE id = ?", (id,))
            self._run("COMMIT")
            found.append(wall_us(begun))
        return statistics.median(found)

    def close(self) -> None:
        """Let the file go."""
        self._run("PRAGMA optimize").connection.close()


async def _growth() -> float:
    """The turn that takes the 50th answer, through the one that takes the first."""
    first: list[float] = []
    fiftieth: list[float] = []
    with folder() as home:
        async with bench(f"sqlite:///{home}/growth.db", 20) as here:
            for _ in range(8):
                new = await talks.asked(here.store, here.inbox, 20, 60)
                old = await talks.asked(here.store, here.inbox, 20, 60, given=49)
                for pair in zip(new, old, strict=True):
                    for one, times in zip(pair, (first, fiftieth), strict=True):
                        begun = time.perf_counter_ns()
                        await one.answer(here.inbox)
                        times.append(wall_us(begun))
    return statistics.median(fiftieth) / statistics.median(first)


# --- PostgreSQL ---------------------------------------------------------------------------------


class Ran(NamedTuple):
    """A statement as it went to the driver."""

    words: Any
    values: Any


def _postgres() -> Line:
    server = Postgres(CACHE / "postgres", "bench", durable=True)
    try:
        rounds = []
        statements = 0
        for round in range(ROUNDS + 1):
            begin, turns, ours = asyncio.run(_recorded(server.emptied()))
            found = (ours, _again(server.emptied(), begin, turns))
            statements = len(turns[-1])
            if round:
                rounds.append(found)
    finally:
        server.close()
    ours, bare = medians(rounds)
    counts = f"{COUNTS}; bare: psycopg running the very statements ({statements} a turn) with their values"
    return Line("durable turn, PostgreSQL, 1 talk", ours / bare, 1.5, counts)


async def _recorded(url: str) -> tuple[list[Ran], list[list[Ran]], float]:
    """What was run before the measured turns, what each of them ran, and a turn's wall microseconds."""
    ran: list[Ran] = []
    execute = psycopg.Cursor.execute

    def note(cursor: Any, words: Any, values: Any = None, **more: Any) -> Any:
        if cursor.connection.info.transaction_status or words.startswith("BEGIN"):
            ran.append(Ran(words, values))
        return execute(cursor, words, values, **more)

    with patch.object(psycopg.Cursor, "execute", note):
        async with bench(url, 1) as here:
            (one,) = await talks.asked(here.store, here.inbox, 1, 80)
            for _ in range(10):  # until the driver has prepared every statement
                await one.answer(here.inbox)
                await one.shown(here.inbox)
            before = list(ran)
            turns, times = [], []
            for _ in range(60):
                ran.clear()
                begun = time.perf_counter_ns()
                await one.answer(here.inbox)
                times.append(wall_us(begun))
                turns.append(list(ran))
    return before, turns, statistics.median(times)


def _again(url: str, before: list[Ran], turns: list[list[Ran]]) -> float:
    """The same statements with the same values on a bare connection: wall microseconds of a turn."""
    with psycopg.connect(url, autocommit=True) as connection, connection.cursor() as cursor:

        def run(statements: list[Ran]) -> None:
            for words, values in statements:
                cursor.execute(words, values)
                if cursor.description:
                    cursor.fetchall()

        run(before)
        times = []
        for turn in turns:
            begun = time.perf_counter_ns()
            run(turn)
            times.append(wall_us(begun))
    return statistics.median(times)
