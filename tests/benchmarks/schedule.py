"""The schedule: looking for what is due, taking it, and what the event loop feels of it."""

from __future__ import annotations

import asyncio
import sqlite3
import statistics
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from apscheduler.executors.base import BaseExecutor
from apscheduler.jobstores.sqlalchemy import SQLAlchemyJobStore
from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.schedulers.base import STATE_PAUSED, STATE_RUNNING
from sqlalchemy import create_engine, event

from bot.due.checkins import BATCH, Sweeper
from bot.engine.cards import card
from bot.engine.text import t
from bot.ports import Moment
from bot.transaction import Due, Transaction
from bot.words.stored import dump_card
from storage import Database, open_store
from tests.benchmarks import talks
from tests.benchmarks.measuring import Line, medians, wall_us
from tests.benchmarks.storage import folder

DUE = 1_000
NOON_MS = 1_795_521_600_000
"""A Tuesday, 12:00 UTC: people may be written to."""
YEAR_MS = 365 * 24 * 3_600_000
HOLD_MS = 20


class Noon:
    """A clock that stands."""

    def moment(self) -> Moment:
        return Moment(NOON_MS, NOON_MS)


def lines() -> Iterator[Line]:
    """The ratios of the schedule."""
    with folder() as home:
        counts = "CPU: a sweep that finds nothing due, on SQLite; begin, claim with its index, commit"
        yield Line("idle sweep, 100,000 scheduled to 1,000", asyncio.run(_idle(home)), 1.5, counts)
        counts = (
            f"CPU: APScheduler's tick, its SQLAlchemy store on WAL and NORMAL, to claiming {DUE} rows"
            f" by {BATCH} and putting each back for later, FULL; nothing else is done"
        )
        yield Line("claim and reschedule 1,000 due", asyncio.run(_claiming(home)), 20, counts, least=True)
        counts = (
            f"wall: the longest the event loop stood still while {DUE} due notes were fired and left for"
            f" delivery, to {HOLD_MS} ms; the median of 5 rounds"
        )
        yield Line("event loop held while 1,000 are due", asyncio.run(_held(home)), 1, counts)


# --- looking ------------------------------------------------------------------------------------


async def _idle(home: Path) -> float:
    stores = [await _scheduled(home / f"{number}.db", number) for number in (1_000, 100_000)]
    sweepers = [Sweeper(store, lambda: None, Noon()) for store in stores]
    rounds = []
    for _ in range(11):
        found = []
        for sweeper in sweepers:
            begun = time.process_time_ns()
            for _ in range(40):
                assert await sweeper.sweep() == 0
            found.append(float(time.process_time_ns() - begun))
        rounds.append(found)
    for store in stores:
        await store.close()
    few, many = medians(rounds)
    return many / few


async def _scheduled(path: Path, number: int) -> Database:
    """A store with so many rows that are not due for a year."""
    store = open_store(f"sqlite:///{path}", talks.RING, Noon())
    await store.turn(lambda tx: talks.add_people(tx, 1))
    with sqlite3.connect(path) as connection:
        connection.executemany(
            "INSERT INTO due VALUES (?, ?, 'note', ?, 'p', '', '', ?, x'00', 'planned')",
            ((f"d{n}", talks.ACCOUNT, f"o{n}", NOON_MS + YEAR_MS + n) for n in range(number)),
        )
    connection.close()
    return store


# --- taking -------------------------------------------------------------------------------------


async def _claiming(home: Path) -> float:
    store = open_store(f"sqlite:///{home}/claim.db", talks.RING, Noon())
    await store.turn(lambda tx: talks.add_people(tx, 1))
    peer = Peer(home / "peer.db")
    rounds = []
    for round in range(5):
        await store.turn(partial(_plan, f"r{round}"))
        begun = time.process_time_ns()
        taken = 0
        while claimed := await store.turn(_reschedule, urgent=False):
            taken += claimed
        ours = time.process_time_ns() - begun
        assert taken == DUE
        rounds.append((float(peer.tick()), float(ours)))
    await store.close()
    peer.close()
    theirs, own = medians(rounds)
    return theirs / own


def _due(tag: str, number: int, at_ms: int) -> Due:
    person = talks.Asked(0, "").person
    words = {"card": dump_card(card(t("cancelled")))}
    return Due(f"{tag}-{number}", talks.ACCOUNT, "note", f"{tag}/{number}", person, "", "", at_ms, words)


def _plan(tag: str, tx: Transaction) -> None:
    tx.enter(talks.ACCOUNT)
    for number in range(DUE):
        assert tx.plan(_due(tag, number, NOON_MS - DUE + number))


def _reschedule(tx: Transaction) -> int:
    claimed = tx.claim_due(NOON_MS, BATCH)
    tx.postpone([(due, due.at_ms + YEAR_MS) for due in claimed])
    return len(claimed)


class _Inline(BaseExecutor):  # type: ignore[misc]  # APScheduler ships no types
    """Runs nothing: what is compared is the taking and rescheduling."""

    def _do_submit_job(self, job: Any, run_times: Any) -> None:
        self._run_job_success(job.id, [])


def nothing() -> None:
    """What the peer's jobs do."""


class Peer:
    """APScheduler with as many jobs, all due, on a store with the same journal."""

    def __init__(self, path: Path) -> None:
        engine = create_engine(f"sqlite:///{path}")

        def prepare(connection: Any, _record: Any) -> None:
            connection.execute("PRAGMA journal_mode=WAL").fetchall()
            connection.execute("PRAGMA synchronous=NORMAL")

        event.listen(engine, "connect", prepare)
        self._scheduler = BackgroundScheduler(
            jobstores={"default": SQLAlchemyJobStore(engine=engine)},
            executors={"default": _Inline()},
            job_defaults={"misfire_grace_time": None, "coalesce": True},
            timezone="UTC",
        )
        self._scheduler.start(paused=True)
        first = datetime.now(UTC) + timedelta(hours=1)
        for number in range(DUE):
            self._scheduler.add_job(nothing, "interval", hours=1, id=f"j{number}", next_run_time=first)

    def tick(self) -> int:
        """CPU nanoseconds of one tick with every job due."""
        self._make_due()
        # Running only for the tick: its own thread would take what is due before it is measured.
        self._scheduler.state = STATE_RUNNING
        begun = time.process_time_ns()
        self._scheduler._process_jobs()
        spent = time.process_time_ns() - begun
        self._scheduler.state = STATE_PAUSED
        jobs = self._scheduler.get_jobs()
        assert len(jobs) == DUE
        assert all(job.next_run_time > datetime.now(UTC) for job in jobs)
        return spent

    def _make_due(self) -> None:
        past = datetime.now(UTC) - timedelta(minutes=1)
        for job in self._scheduler.get_jobs():
            job.modify(next_run_time=past)

    def close(self) -> None:
        """Let it go."""
        self._scheduler.shutdown(wait=False)


# --- the event loop -----------------------------------------------------------------------------


async def _held(home: Path) -> float:
    store = open_store(f"sqlite:///{home}/held.db", talks.RING, Noon())
    await store.turn(lambda tx: talks.add_people(tx, 1))
    longest = []
    for round in range(5):
        await store.turn(partial(_plan, f"h{round}"))
        sweep = asyncio.create_task(Sweeper(store, lambda: None, Noon()).sweep())
        holds = []
        while not sweep.done():
            begun = time.perf_counter_ns()
            await asyncio.sleep(0)
            holds.append(wall_us(begun) / 1000)
        assert await sweep == DUE
        longest.append(max(holds))
    await store.close()
    return statistics.median(longest) / HOLD_MS
