"""PostgreSQL goes away and comes back: turns are run again, once each, and trouble is told from bugs."""

import sqlite3

import psycopg
import pytest

from storage import StorageTrouble, open_store
from storage.faults import Lost, judge
from tests.storage.making import a_due, at_home, settle
from tests.storage.test_trouble import small


@pytest.fixture
async def postgres_store(postgres_url, ring, clock):
    store = open_store(postgres_url, ring, clock)
    yield store
    await store.close()


def cut_all(url: str) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )


async def test_a_cut_line_is_connected_again(postgres_store, postgres_url):
    await postgres_store.turn(settle)
    await postgres_store.read(lambda tx: at_home(tx).seats("c1"))
    for number in range(3):
        cut_all(postgres_url)
        assert await postgres_store.turn(small(number), lane="a")
        assert await postgres_store.read(lambda tx, n=number: at_home(tx).conversation(f"s{n}"))


async def test_a_line_cut_in_the_middle_runs_the_turn_again_as_one(postgres_store, postgres_url):
    await postgres_store.turn(settle)
    runs = []

    def work(tx):
        runs.append(1)
        assert tx.note_event("e1")
        if len(runs) == 1:
            cut_all(postgres_url)
        return small(0)(tx)

    assert await postgres_store.turn(work)
    assert len(runs) == 2


async def test_a_line_cut_after_the_commit_makes_the_event_a_repeat(postgres_store, monkeypatch):
    await postgres_store.turn(settle)
    channel = postgres_store._writer._lanes[0]._ready()
    real = channel.commit

    def commit():
        real()
        channel._driver.close()
        raise Lost("the line broke", gone=True)

    monkeypatch.setattr(channel, "commit", commit)
    monkeypatch.setattr(postgres_store._writer, "_next", iter([0] * 9))
    noted = await postgres_store.turn(lambda tx: (tx.note_event("e1"), at_home(tx).plan(a_due())))
    assert noted == (False, False), "it was committed the first time, and only once"
    assert len(await postgres_store.turn(lambda tx: tx.claim_due(10, 10))) == 1


async def test_an_error_caught_without_a_savepoint_is_not_a_quiet_rollback(postgres_store):
    await postgres_store.turn(settle)

    def swallow(tx):
        at_home(tx).save_conversation("c1", answers={"lost": 1}, state="open")
        try:
            tx.channel.run("SELECT nonsense", {})
        except psycopg.Error:
            return "saved"

    with pytest.raises(psycopg.errors.InFailedSqlTransaction):
        await postgres_store.turn(swallow)
    assert await postgres_store.turn(small(0))


async def test_a_server_that_is_away_is_trouble_with_a_sentence(ring, clock):
    with pytest.raises(StorageTrouble, match="cannot be reached"):
        open_store("postgresql://nobody@127.0.0.1:1/none", ring, clock)


@pytest.mark.parametrize(
    ("error", "again", "gone"),
    [
        (psycopg.errors.DeadlockDetected(), True, False),
        (psycopg.errors.SerializationFailure(), True, False),
        (psycopg.errors.DiskFull(), False, False),
        (psycopg.errors.AdminShutdown(), False, True),
        (psycopg.OperationalError("no line"), False, True),
    ],
)
def test_trouble_of_postgres_is_told_apart(error, again, gone):
    lost = judge(error)
    assert lost is not None
    assert (lost.again, lost.gone) == (again, gone)


@pytest.mark.parametrize("error", [psycopg.errors.UniqueViolation(), sqlite3.IntegrityError(), ValueError()])
def test_a_bug_is_no_trouble(error):
    assert judge(error) is None
