"""Full disks, broken batches, broken lines: only the guilty are told, and nobody is told a lie."""

import asyncio
import logging
import sqlite3
import threading

import psycopg
import pytest
from sqlalchemy import text

from storage import SecondProcess, StorageTrouble, open_store
from storage.faults import Lost
from tests.storage.making import a_conversation, a_seat, at_home, facts_of, settle

BIG = facts_of(words="x" * 3_000_000)


async def full(store, pages: int = 40) -> None:
    """Leave the database only so many pages to grow."""

    def limit(tx):
        ((now,),) = tx.channel.core(text("PRAGMA page_count"))
        tx.channel.core(text(f"PRAGMA max_page_count={now + pages}"))

    await store.turn(limit)


async def batch_of(store, works):
    """Run turns in one group commit: they queue up behind one that waits."""
    begun, go_on = threading.Event(), threading.Event()

    def block(_tx):
        begun.set()
        assert go_on.wait(10)

    blocking = asyncio.create_task(store.turn(block))
    await asyncio.to_thread(begun.wait, 10)
    turns = [asyncio.create_task(store.turn(work)) for work in works]
    await asyncio.sleep(0.05)
    go_on.set()
    await blocking
    return await asyncio.gather(*turns, return_exceptions=True)


def small(n):
    return lambda tx: at_home(tx).add_conversation(a_conversation(f"s{n}"), [a_seat(f"s{n}")])


def big(tx):
    tx.note_event("big")
    return at_home(tx).add_conversation(a_conversation("big", facts=BIG), [a_seat("big")])


async def test_a_full_disk_in_a_batch_is_told_to_the_guilty_only(sqlite_store, caplog):
    await sqlite_store.turn(settle)
    await full(sqlite_store)
    outcomes = await batch_of(sqlite_store, [small(0), small(1), big, small(2), big, small(3)])
    assert [type(outcome) for outcome in outcomes] == [bool, bool, StorageTrouble, bool, StorageTrouble, bool]
    assert "disk is full" in str(outcomes[2])
    found = await sqlite_store.read(lambda tx: at_home(tx).open_conversations("e1"))
    assert found == ("c1", "s0", "s1", "s2", "s3")
    assert "run again" in caplog.text


async def test_a_turn_that_swallows_the_full_disk_writes_nothing_on_the_side(sqlite_store):
    await sqlite_store.turn(settle)
    await full(sqlite_store)

    def swallow(tx):
        tx.note_event("swallowed")
        try:
            with tx.savepoint():
                big(tx)
        except Exception:  # what parks a conversation must not catch a lost transaction
            tx.set("side", "effect")
        return "saved"

    outcomes = await batch_of(sqlite_store, [small(0), swallow, small(1)])
    assert [type(outcome) for outcome in outcomes] == [bool, StorageTrouble, bool]
    assert await sqlite_store.read(lambda tx: tx.setting("side")) is None
    assert await sqlite_store.turn(lambda tx: tx.note_event("swallowed"))


async def test_reads_go_on_when_the_disk_is_full_and_turns_when_there_is_room(sqlite_store):
    await sqlite_store.turn(settle)
    await full(sqlite_store, 0)
    with pytest.raises(StorageTrouble):
        await sqlite_store.turn(big)
    assert await sqlite_store.read(lambda tx: at_home(tx).conversation("c1"))
    await full(sqlite_store, 100_000)
    assert await sqlite_store.turn(big)


async def test_one_that_raises_takes_nothing_from_its_batch(sqlite_store):
    await sqlite_store.turn(settle)

    def bad(tx):
        tx.note_event("bad")
        raise ZeroDivisionError

    def stop(tx):
        raise StopIteration

    outcomes = await batch_of(sqlite_store, [small(0), bad, stop, small(1)])
    assert [type(outcome) for outcome in outcomes] == [bool, ZeroDivisionError, RuntimeError, bool]
    assert await sqlite_store.turn(lambda tx: tx.note_event("bad"))


async def test_a_failed_commit_is_never_reported_as_saved(sqlite_store, monkeypatch):
    await sqlite_store.turn(settle)
    channel = sqlite_store._writer._channel
    real, fails = channel.commit, iter([True, False, True])

    def commit():
        if next(fails, False):
            raise Lost("the disk fails")
        real()

    monkeypatch.setattr(channel, "commit", commit)
    with pytest.raises(StorageTrouble):
        await sqlite_store.turn(small(9))
    # The turn that holds up the others is committed, their batch fails, and each of them is run again.
    assert await batch_of(sqlite_store, [small(0), small(1)]) == [True, True]
    found = await sqlite_store.read(lambda tx: at_home(tx).open_conversations("e1"))
    assert found == ("c1", "s0", "s1")


async def test_a_second_process_is_refused_with_a_sentence(sqlite_store, sqlite_url, ring, clock):
    with pytest.raises(SecondProcess, match="stop it first"):
        open_store(sqlite_url, ring, clock)
    await sqlite_store.close()
    await open_store(sqlite_url, ring, clock).close()


async def test_a_store_that_closes_finishes_what_waits_and_takes_nothing_new(store):
    await store.turn(settle)
    waiting = [asyncio.create_task(store.turn(small(n), lane=str(n))) for n in range(20)]
    await asyncio.sleep(0)
    await store.close()
    assert await asyncio.gather(*waiting) == [True] * 20
    with pytest.raises(StorageTrouble, match="stopping"):
        await store.turn(small(21))
    with pytest.raises(StorageTrouble, match="stopping"):
        await store.read(small(21))


async def test_a_turn_nobody_waits_for_any_more_harms_nobody(store):
    await store.turn(settle)
    given_up = asyncio.create_task(store.turn(small(0)))
    await asyncio.sleep(0)
    given_up.cancel()
    assert await store.turn(small(1))


async def test_a_read_cannot_write(store):
    await store.turn(settle)
    with pytest.raises((StorageTrouble, sqlite3.Error, psycopg.Error)):
        await store.read(small(0))
    assert await store.turn(small(0))


async def test_a_read_waits_for_no_turn(store):
    await store.turn(settle)
    begun, go_on = threading.Event(), threading.Event()

    def slow(tx):
        at_home(tx).save_conversation("c1", answers={"not": "yet"}, state="open")
        begun.set()
        assert go_on.wait(10)

    turn = asyncio.create_task(store.turn(slow))
    await asyncio.to_thread(begun.wait, 10)
    row = await asyncio.wait_for(store.read(lambda tx: at_home(tx).conversation("c1")), 5)
    go_on.set()
    await turn
    assert row.answers == {}


async def test_another_program_that_holds_the_file_is_trouble_and_not_the_end(
    sqlite_store, sqlite_url, monkeypatch
):
    await sqlite_store.turn(settle)
    await sqlite_store.turn(lambda tx: tx.channel.core(text("PRAGMA busy_timeout=50")))
    other = sqlite3.connect(sqlite_url.removeprefix("sqlite:///"), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(StorageTrouble, match="Another program"):
        await sqlite_store.turn(small(0))
    other.execute("ROLLBACK")
    other.close()
    assert await sqlite_store.turn(small(0))


async def test_a_log_line_never_holds_what_people_wrote(sqlite_store, caplog):
    caplog.set_level(logging.DEBUG)
    await sqlite_store.turn(settle)
    await full(sqlite_store, 1)
    words = "secret words"
    with pytest.raises(StorageTrouble):
        await sqlite_store.turn(
            lambda tx: at_home(tx).add_conversation(
                a_conversation("x", facts=facts_of(f=words * 100_000)), [a_seat("x")]
            )
        )
    assert words not in caplog.text
