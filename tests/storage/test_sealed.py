"""What people wrote is not to be found in the database, and does not open anywhere else."""

import base64
import os
import stat
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import update
from sqlmodel import SQLModel

from bot.model import RECORDS, Job, Todo, private_fields
from storage import KeyRing, LostKey, Unsealed, load_key, open_store
from storage.tables import TABLES, conversation, kept
from tests.storage.making import (
    HOME,
    OTHER,
    a_conversation,
    a_due,
    a_letter,
    a_seat,
    at_home,
    facts_of,
    settle,
)
from tests.storage.test_records import a_job

CANARY = "kingfisher-canary"
WORDS = f"the owner never answers, says the {CANARY}"


async def write_everywhere(store) -> None:
    def put(tx):
        settle(tx)
        row = a_conversation(
            "c2", facts=facts_of(f=WORDS), answers={"a": WORDS}, start={"seed": {"s": WORDS}}
        )
        tx.add_conversation(row, [a_seat("c2")])
        tx.save_conversation("c1", answers={"again": WORDS}, state="open", facts=facts_of(f=WORDS))
        tx.post(a_letter(card={"body": WORDS}))
        tx.plan(a_due(payload={"start": WORDS}))
        tx.keep("k1", "p1", WORDS)
        tx.set("token", WORDS)
        tx.write(a_job(name=WORDS, good=WORDS), 0)

    await store.turn(put)
    await store.turn(lambda tx: at_home(tx).write(a_job(name=WORDS + WORDS), 1))
    await store.log.append("room", {"text": WORDS})


async def test_no_file_of_the_database_holds_the_words(sqlite_store, tmp_path):
    await write_everywhere(sqlite_store)
    raw = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert len(raw["fivefold.db-wal"]) > 10_000
    assert not [name for name, found in raw.items() if CANARY.encode() in found]
    await sqlite_store.close()
    assert CANARY.encode() not in (tmp_path / "fivefold.db").read_bytes()


async def test_no_column_holds_the_words(store):
    await write_everywhere(store)

    def look(tx):
        cells = []
        for table in SQLModel.metadata.sorted_tables:
            cells += [cell for row in tx.channel.core(table.select()) for cell in row]
        return [
            cell
            for cell in cells
            if CANARY in str(cell) or CANARY.encode() in (cell if type(cell) is bytes else b"")
        ]

    assert await store.read(look) == []
    row = await store.read(lambda tx: at_home(tx).conversation("c2"))
    assert (row.facts, row.answers, row.start) == (facts_of(f=WORDS), {"a": WORDS}, {"seed": {"s": WORDS}})


async def test_a_blob_moved_to_another_place_does_not_open(store):
    await write_everywhere(store)
    c, job = conversation.c, SQLModel.metadata.tables["job"].c

    def moved(tx):
        tx.channel.core(update(conversation).where(c.id == "c1").values(facts=c.answers))

    await store.turn(moved)
    with pytest.raises(Unsealed):
        await store.read(lambda tx: at_home(tx).conversation("c1"))

    await store.turn(lambda tx: tx.channel.core(update(job.id.table).values(good=job.name)))
    with pytest.raises(Unsealed):
        await store.read(lambda tx: at_home(tx).one(Job, "j1"))


async def test_a_row_moved_to_another_account_does_not_open(store):
    await write_everywhere(store)
    job = SQLModel.metadata.tables["job"]
    await store.turn(lambda tx: tx.channel.core(update(job).values(account=OTHER)))
    await store.turn(lambda tx: tx.channel.core(update(kept).values(account=OTHER)))

    def elsewhere(tx):
        tx.enter(OTHER)
        return tx

    with pytest.raises(Unsealed):
        await store.read(lambda tx: elsewhere(tx).one(Job, "j1"))
    with pytest.raises(Unsealed):
        await store.read(lambda tx: elsewhere(tx).kept("k1", "p1"))


async def test_a_changed_blob_does_not_open(store):
    await write_everywhere(store)
    for changed in (b"", b"\x02rest", b"\x01"):
        await store.turn(
            lambda tx, changed=changed: tx.channel.core(update(conversation).values(answers=changed))
        )
        with pytest.raises((Unsealed, LostKey)):
            await store.read(lambda tx: at_home(tx).conversation("c1"))


async def test_an_empty_private_field_costs_nothing_and_comes_back(store):
    await store.turn(settle)
    todo = Todo(account=HOME, id="t1", engagement="e1", person="p1", due_on=date(2026, 11, 24))
    await store.turn(lambda tx: at_home(tx).write(todo, 0))
    assert await store.read(lambda tx: at_home(tx).one(Todo, "t1")) == todo


OPEN_NAMES = {
    ("Person", "name"), ("Person", "called"), ("Sample", "title"), ("Channel", "name"),
}  # fmt: skip
"""The words of people that lie open: docs/run.md names each."""

OF_A_SET = {
    "zone", "locale", "country", "work_days", "work_from", "work_to", "away", "platform", "scope", "user",
    "channel", "state", "role", "kind", "pay", "checkin_at", "source", "cause", "unit", "counted", "digest",
    "sure", "way", "met",
}  # fmt: skip
"""Codes, times and addresses: nobody writes a sentence there."""


def test_every_field_that_holds_words_is_sealed_or_is_named_as_open():
    found = set()
    for kind in RECORDS:
        refers = {column.name for column in TABLES[kind].columns if getattr(column.type, "length", 0) == 13}
        for name, field in kind.model_fields.items():
            if field.annotation is str and name not in {*private_fields(kind), *refers, *OF_A_SET}:
                found.add((kind.__name__, name))
    assert found == OPEN_NAMES | {("Job", "template"), ("Skill", "template"), ("Piece", "item")}


# --- keys -------------------------------------------------------------------------------------


def test_the_same_words_are_never_the_same_blob():
    ring = KeyRing([b"a" * 32])
    assert ring.seal("x", "acc", "t") != ring.seal("x", "acc", "t")


def test_the_first_key_seals_and_all_open():
    old, new = KeyRing([b"o" * 32]), KeyRing([b"n" * 32])
    both = KeyRing([b"n" * 32, b"o" * 32])
    assert both.open(old.seal("x", "acc", "t"), "acc", "t") == "x"
    assert new.open(both.seal("x", "acc", "t"), "acc", "t") == "x"
    with pytest.raises(LostKey):
        old.open(both.seal("x", "acc", "t"), "acc", "t")


def test_places_cannot_be_shifted_into_each_other():
    ring = KeyRing([b"a" * 32])
    with pytest.raises(Unsealed):
        ring.open(ring.seal("x", "ab", "c"), "a", "bc")


def test_only_whole_keys_are_taken():
    for keys in ([], [b"short"], [b"k" * 32, b"short"]):
        with pytest.raises(ValueError, match="bytes"):
            KeyRing(keys)


async def test_the_first_run_makes_a_key_that_only_its_owner_reads(sqlite_url, tmp_path, clock):
    path = tmp_path / "keys" / "fivefold.key"
    ring = load_key(path)
    assert ring.new
    assert not path.exists(), "a key is written when a database begins to use it"
    store = open_store(sqlite_url, ring, clock)
    await store.turn(settle)
    await store.close()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [entry.name for entry in path.parent.iterdir()] == ["fivefold.key"]
    store = open_store(sqlite_url, load_key(path), clock)
    assert await store.read(lambda tx: at_home(tx).conversation("c1")) is not None
    await store.close()


async def test_a_lost_key_is_told_and_nothing_takes_its_place(url, tmp_path, clock, ring):
    store = open_store(url, ring, clock)
    await store.close()
    path = tmp_path / "elsewhere.key"
    with pytest.raises(LostKey, match="FIVEFOLD_KEY"):
        open_store(url, load_key(path), clock)
    assert not path.exists()
    with pytest.raises(LostKey, match="FIVEFOLD_KEY"):
        open_store(url, KeyRing([b"x" * 32]), clock)
    store = open_store(url, KeyRing([b"x" * 32, b"k" * 32]), clock)
    await store.close()


def test_a_damaged_key_file_is_told(tmp_path):
    path = tmp_path / "fivefold.key"
    for content in ("", "not base64 !", base64.b64encode(b"short").decode()):
        path.write_text(content)
        with pytest.raises(LostKey, match="damaged"):
            load_key(path)


def test_a_key_that_others_can_read_is_warned_about(tmp_path, caplog):
    path = tmp_path / "fivefold.key"
    path.write_text(base64.b64encode(b"k" * 32).decode())
    path.chmod(0o644)
    load_key(path)
    assert "chmod 600" in caplog.text


def test_given_keys_need_no_file(tmp_path):
    path = Path(tmp_path / "fivefold.key")
    assert not load_key(path, [b"k" * 32]).new
    assert not path.exists()


def mode_of(path):
    return stat.S_IMODE(Path(path).stat().st_mode)


@pytest.mark.parametrize(("found", "left"), [(None, 0o600), (0o644, 0o600), (0o640, 0o640)])
async def test_nobody_else_on_the_machine_reads_the_database(found, left, tmp_path, clock, ring):
    """Names, days and numbers stand in it unsealed. A group that reads it was let in on purpose."""
    file = tmp_path / "fivefold.db"
    if found is not None:
        os.close(os.open(file, os.O_CREAT))
        os.chmod(file, found)
    store = open_store(f"sqlite:///{file}", ring, clock)
    await store.turn(settle)
    assert [mode_of(f"{file}{beside}") for beside in ("", "-wal", "-shm")] == [left] * 3
    await store.close()
