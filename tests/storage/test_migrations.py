"""Databases of every age come to today's tables and back, with their rows, and a copy first."""

import re
import shutil
import sqlite3
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from sqlalchemy import Connection, inspect, text

from bot.model import Engagement, Skill
from storage import (
    KeyRing,
    LostKey,
    NewerDatabase,
    StorageTrouble,
    backup,
    migrate,
    open_store,
    seal_names,
)
from storage.channel import Channel, engine_for
from storage.migrations import HERE, config, downgrade, newest, revision_of
from storage.sealing import FORMAT, PROOF
from storage.transaction import StoredTransaction
from tests import migrated
from tests.storage.making import at_home, settle


@pytest.fixture(params=["sqlite", "postgres"])
def bare_url(request, tmp_path):
    """A database without any table."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'bare.db'}"
    else:
        with request.getfixturevalue("postgres").bare() as url:
            yield url


def tables_of(url: str) -> set[str]:
    engine = engine_for(url)
    names = {
        "sqlite": "SELECT name FROM sqlite_master WHERE type = 'table'",
        "postgresql": "SELECT tablename FROM pg_tables WHERE schemaname = 'public'",
    }
    with engine.connect() as connection:
        found = {row[0] for row in connection.execute(text(names[engine.dialect.name]))}
    engine.dispose()
    return found


def test_the_tables_and_the_migrations_agree(bare_url, capsys):
    """They differ: run `python -m storage.migrations.regenerate`."""
    migrate(bare_url)
    engine = engine_for(bare_url)
    with engine.connect() as connection:
        command.check(config(connection))
    engine.dispose()


def test_migrating_twice_is_migrating_once(bare_url):
    migrate(bare_url)
    before = tables_of(bare_url)
    migrate(bare_url)
    assert tables_of(bare_url) == before
    assert {"alembic_version", "conversation", "seat", "person"} <= before


def test_down_to_nothing_and_up_again(bare_url):
    migrate(bare_url)
    before = tables_of(bare_url)
    engine = engine_for(bare_url)
    with engine.connect() as connection:
        downgrade(connection, "base")
    engine.dispose()
    assert tables_of(bare_url) == {"alembic_version"}
    migrate(bare_url)
    assert tables_of(bare_url) == before


def test_the_absence_of_an_older_database_is_the_first_of_many(bare_url):
    """One person was away, the other never: up with their rows, down to the last one, and up again."""
    migrate(bare_url)
    engine = engine_for(bare_url)
    with engine.connect() as connection:
        downgrade(connection, "0002")
    common = "work_days, work_from, work_to, zone, zone_confirmed, locale, country, called, created_at"
    values = "'12345', '09:00', '18:00', 'UTC', true, 'en', '', '', 0"
    with engine.begin() as connection:
        connection.execute(text("INSERT INTO account (id, name, created_at) VALUES ('a', 'Rita', 0)"))
        for id, days in (("rita", "'2026-12-24', '2026-12-31'"), ("joy", "NULL, NULL")):
            connection.execute(
                text(
                    f"INSERT INTO person (account, id, version, name, away_from, away_to, {common}) "
                    f"VALUES ('a', '{id}', 3, '{id}', {days}, {values})"
                )
            )

    def people(columns: str) -> list[tuple[object, ...]]:
        with engine.begin() as connection:
            return [
                tuple(row) for row in connection.execute(text(f"SELECT {columns} FROM person ORDER BY id"))
            ]

    migrate(bare_url)
    assert people("id, away, version") == [("joy", "", 3), ("rita", "2026-12-24/2026-12-31", 4)]
    with engine.begin() as connection:
        more = "2026-12-24/2026-12-31 2027-02-01/2027-02-05"
        connection.execute(text("UPDATE person SET away = :more WHERE id = 'rita'"), {"more": more})
    with engine.connect() as connection:
        downgrade(connection, "0002")
    assert [(id, str(first), str(last)) for id, first, last in people("id, away_from, away_to")] == [
        ("joy", "None", "None"),
        ("rita", "2027-02-01", "2027-02-05"),
    ]
    migrate(bare_url)
    assert people("id, away") == [("joy", ""), ("rita", "2027-02-01/2027-02-05")]
    engine.dispose()


def test_a_seat_of_an_older_database_holds_a_page_that_began_with_its_last_turn(bare_url):
    migrate(bare_url)
    engine = engine_for(bare_url)
    with engine.connect() as connection:
        downgrade(connection, "0003")
    talk = "start, facts, answers, created_ms, touched_ms, prepared_ms, reason, engagement, about, revises"
    seat = "asked, editing, touched_ms, shown_turn, shown_ms, ref, put_at_ms"
    with engine.begin() as connection:
        for statement in (
            "INSERT INTO account (id, name, created_at) VALUES ('a', 'Rita', 0)",
            f"INSERT INTO conversation (id, account, dialog, state, {talk}) "
            "VALUES ('c', 'a', 'add', 'open', '', '', '', 0, 0, 0, '', '', '', '')",
            f"INSERT INTO seat (conversation, account, role, person, turn, {seat}) "
            "VALUES ('c', 'a', 'owner', 'rita', 7, true, '', 0, 7, 0, '', 0)",
        ):
            connection.execute(text(statement))
    for _ in range(2):
        migrate(bare_url)
        with engine.connect() as connection:
            rows = connection.execute(text("SELECT turn, began_turn, moved_by FROM seat")).all()
            assert [tuple(row) for row in rows] == [(7, 7, "")]
            downgrade(connection, "0003")
    engine.dispose()


def test_words_of_an_older_database_are_about_nothing(bare_url):
    migrate(bare_url)
    engine = engine_for(bare_url)
    with engine.connect() as connection:
        downgrade(connection, "0004")
    words = 'account, id, version, engagement, round, "by", "to", kind, words, reply, shown_at, at'
    with engine.begin() as connection:
        connection.execute(text("INSERT INTO account (id, name, created_at) VALUES ('a', 'Rita', 0)"))
        values = "'a', 'f', 3, 'e', 1, 'rita', 'joy', 'keep', '', '', 7, 7"
        connection.execute(text(f"INSERT INTO feedback ({words}) VALUES ({values})"))
    for _ in range(2):
        migrate(bare_url)
        with engine.connect() as connection:
            rows = connection.execute(text("SELECT id, version, about FROM feedback")).all()
            assert [tuple(row) for row in rows] == [("f", 3, None)]
            downgrade(connection, "0004")
    engine.dispose()


def with_open_names(url: str) -> None:
    """A used database of 0005, as far as the names of its work and skills go."""
    migrate(url)
    engine = engine_for(url)
    with engine.connect() as connection:
        downgrade(connection, "0005")
    with engine.begin() as connection:
        connection.execute(text("INSERT INTO account (id, name, created_at) VALUES ('a', 'Rita', 0)"))
        add(connection, "engagement", id="e", version=3, owner="rita", role_name="Töpferei für Mama")
        add(connection, "skill", id="s1", version=2, template="x", name="Glazes, as my aunt does them")
        add(connection, "skill", id="s2", version=2, template="x", name="")
    engine.dispose()


def add(connection: Connection, table: str, **given: object) -> None:
    """A row of whatever columns the table has at this revision."""
    given["account"] = "a"
    for column in inspect(connection).get_columns(table):
        given.setdefault(column["name"], _nothing(column))
    names = ", ".join(f'"{name}"' for name in given)
    values = ", ".join(f":{name}" for name in given)
    connection.execute(text(f"INSERT INTO {table} ({names}) VALUES ({values})"), given)


def _nothing(column: Mapping[str, Any]) -> object:
    if column["nullable"]:
        return None
    return {"BLOB": b"", "BYTEA": b"", "DATE": "2026-11-23", "BOOLEAN": False}.get(
        str(column["type"]), "" if "CHAR" in str(column["type"]) else 0
    )


def lying(url: str, column: str, table: str) -> list[Any]:
    engine = engine_for(url)
    with engine.connect() as connection:
        found = [row[0] for row in connection.execute(text(f"SELECT {column} FROM {table} ORDER BY id"))]
    engine.dispose()
    return found


async def test_names_of_an_older_database_are_sealed_once_it_is_opened(bare_url, ring, clock):
    with_open_names(bare_url)
    migrate(bare_url)
    assert [bytes(one) for one in lying(bare_url, "name", "skill")] == [b"Glazes, as my aunt does them", b""]

    def look(tx):
        tx.enter("a")
        return tx.one(Engagement, "e"), tx.find(Skill)

    for _ in range(2):
        store = open_store(bare_url, ring, clock)
        work, skills = await store.read(look)
        await store.close()
        assert (work.role_name, work.version) == ("Töpferei für Mama", 3)
        assert [(one.name, one.version) for one in skills] == [("Glazes, as my aunt does them", 2), ("", 2)]
    first, second = map(bytes, lying(bare_url, "name", "skill"))
    assert (first[:1], second) == (FORMAT, b"")
    assert b"aunt" not in first
    engine = engine_for(bare_url)
    with engine.connect() as connection:
        downgrade(connection, "0005")
    engine.dispose()
    assert lying(bare_url, "name", "skill") == ["x", "x"], "what it came from, since its words are sealed"


def test_only_where_names_lie_open_are_their_keys_asked_for(bare_url, ring, clock):
    with_open_names(bare_url)
    migrate(bare_url)
    engine = engine_for(bare_url)
    channel = Channel(engine)
    channel.begin()
    StoredTransaction(channel, ring, clock.moment()).set(PROOF, "yes")
    channel.commit()
    channel.close()
    engine.dispose()
    other = KeyRing([b"z" * 32])
    with pytest.raises(LostKey, match="put your copy of the key file back"):
        seal_names(bare_url, other, clock)
    assert bytes(lying(bare_url, "name", "skill")[0]) == b"Glazes, as my aunt does them"
    seal_names(bare_url, ring, clock)
    assert bytes(lying(bare_url, "name", "skill")[0])[:1] == FORMAT
    seal_names(bare_url, other, clock)


def test_a_newer_database_is_left_alone(url, ring, clock):
    engine = engine_for(url)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(NewerDatabase, match="install that version again"):
        open_store(url, ring, clock)
    with engine.begin() as connection:
        assert revision_of(connection) == "9999"
        connection.execute(text("UPDATE alembic_version SET version_num = :now"), {"now": newest()})
    engine.dispose()


def test_revisions_are_numbered_in_a_row():
    names = sorted(path.stem for path in (HERE / "versions").glob("[0-9]*.py"))
    assert [name.partition("_")[0] for name in names] == [f"{n:04}" for n in range(1, len(names) + 1)]
    for name in names:
        assert re.search(rf'(?m)^revision = "{name[:4]}"$', (HERE / "versions" / f"{name}.py").read_text())


@pytest.fixture
def a_further_step(monkeypatch, tmp_path):
    """A made-up next version, whose step fails in the middle the first time."""
    migrated.empty()  # of this version: the next one would be found from here on
    here = tmp_path / "migrations"
    shutil.copytree(HERE, here)
    (here / "versions" / "0999_next.py").write_text(
        "import sqlalchemy as sa\n"
        "from alembic import op\n"
        f"revision, down_revision = '0999', '{newest()}'\n"
        "def upgrade():\n"
        "    with op.batch_alter_table('account') as batch:\n"
        "        batch.add_column(sa.Column('motto', sa.String(), server_default='none', nullable=False))\n"
        "    if not op.get_bind().execute(sa.text(\"SELECT 1 FROM setting WHERE name = 'go'\")).first():\n"
        "        raise RuntimeError('half way')\n"
        "def downgrade():\n"
        "    with op.batch_alter_table('account') as batch:\n"
        "        batch.drop_column('motto')\n"
    )
    monkeypatch.setattr("storage.migrations.HERE", here)


async def test_a_step_is_whole_or_not_at_all_and_nothing_cascades(url, ring, clock, monkeypatch, request):
    store = open_store(url, ring, clock)
    await store.turn(settle)
    await store.close()
    before = newest()
    request.getfixturevalue("a_further_step")
    with pytest.raises(RuntimeError, match="half way"):
        migrate(url)
    engine = engine_for(url)
    with engine.begin() as connection:
        assert revision_of(connection) == before
        assert "motto" not in list(connection.execute(text("SELECT * FROM account")).keys())
        connection.execute(text("INSERT INTO setting VALUES ('', 'go', '')"))
    migrate(url)
    with engine.begin() as connection:
        assert revision_of(connection) == "0999"
        assert connection.execute(text("SELECT count(*) FROM account WHERE motto = 'none'")).scalar() == 2
    with engine.connect() as connection:
        downgrade(connection, before)
    engine.dispose()
    monkeypatch.undo()
    store = open_store(url, ring, clock)
    assert await store.read(lambda tx: at_home(tx).conversation("c1"))
    assert len(await store.read(lambda tx: at_home(tx).seats("c1"))) == 2
    await store.close()


async def test_a_copy_is_kept_before_a_step(sqlite_url, ring, clock, tmp_path, request):
    before = newest()
    request.getfixturevalue("a_further_step")
    with pytest.raises(RuntimeError, match="half way"):
        migrate(sqlite_url)
    (copy,) = tmp_path.glob("fivefold-before-*.db")
    assert copy.name == f"fivefold-before-0999-from-{before}.db"
    connection = sqlite3.connect(copy)
    assert connection.execute("SELECT version_num FROM alembic_version").fetchone() == (before,)
    connection.close()


# --- backups ----------------------------------------------------------------------------------


async def test_a_backup_during_work_is_whole(sqlite_store, tmp_path, ring, clock):
    await sqlite_store.turn(settle)
    copy = tmp_path / "backups" / "copy.db"
    for _ in range(2):
        backup(tmp_path / "fivefold.db", copy)
    assert [path.name for path in copy.parent.iterdir()] == ["copy.db"]
    restored = open_store(f"sqlite:///{copy}", ring, clock)
    assert await restored.read(lambda tx: at_home(tx).conversation("c1"))
    await restored.close()


def test_a_backup_that_cannot_be_made_is_told(tmp_path):
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(StorageTrouble, match="No backup"):
        backup(tmp_path / "nothing.db", tmp_path / "file" / "copy.db")


def test_a_folder_in_the_way_is_told(tmp_path, ring, clock):
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(StorageTrouble, match="cannot be written"):
        open_store(f"sqlite:///{tmp_path}/file/fivefold.db", ring, clock)


def test_a_file_that_is_no_database_is_told(tmp_path, ring, clock):
    path = Path(tmp_path / "fivefold.db")
    path.write_bytes(b"no database at all" * 100)
    with pytest.raises(StorageTrouble, match="damaged"):
        open_store(f"sqlite:///{path}", ring, clock)


def test_memory_keeps_nothing_and_is_refused(ring, clock):
    with pytest.raises(StorageTrouble, match="nothing would be kept"):
        open_store("sqlite://", ring, clock)
