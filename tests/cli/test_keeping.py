"""Migrate, backup, restore and a new key: nothing is lost, and nothing comes back that was erased."""

import shutil

from typer.testing import CliRunner

from bot.__main__ import cli
from bot.settings import Exit
from storage.channel import engine_for
from storage.migrations import downgrade
from tests.cli.calling import call, change, rows, rows_of

WORDS = "No customer waits and I have my evenings back."


def test_migrate_makes_and_leaves_alone(tmp_path):
    assert call("migrate").strip() == "The database is ready."
    assert call("migrate").strip() == "The database is of this version; nothing to do."


def test_a_newer_database_is_left_alone(data):
    change(data, "UPDATE alembic_version SET version_num = '9999'")
    for words in (["migrate"], ["conversations"], ["check"]):
        assert "newer Fivefold" in call(*words, code=Exit.NEWER_DATABASE)
    assert "it is of a newer version" in call("backup", "b.db")


def test_a_backup_brings_everything_back(data, tmp_path):
    before = rows(data, "SELECT id FROM conversation ORDER BY id")
    assert "It cannot be read without the key" in call("backup", "b.db")
    change(data, "DELETE FROM conversation")
    assert "The key fits" in call("restore", "b.db")
    assert rows(data, "SELECT id FROM conversation ORDER BY id") == before
    (old,) = data.glob("fivefold-before-restore-*.db")
    assert rows_of(old, "SELECT id FROM conversation") == []
    assert (tmp_path / "b.db").stat().st_mode & 0o077 == 0


def test_whoever_was_erased_does_not_come_back_with_a_backup(data, tmp_path):
    call("backup", "b.db")
    call("erase", "joy", "--yes")
    assert "Erased again, since they were erased after this copy was made: 1." in call("restore", "b.db")
    assert rows(data, "SELECT count(*) FROM person WHERE name LIKE '%Joy%' OR called LIKE '%Joy%'") == [0]
    assert rows(data, "SELECT count(*) FROM person WHERE name = 'somebody'") == [1]
    (data / "fivefold.db").write_bytes(b"damaged")
    assert "cannot be read. Whoever was erased" in call("restore", "b.db")


def test_a_backup_of_an_older_version_is_brought_to_this_one(data, tmp_path):
    """The names of work and skills lay open in it."""
    names = "SELECT name FROM skill ORDER BY id"
    for file in (data / "fivefold.db", tmp_path / "b.db"):
        if file.name == "b.db":
            call("backup", "b.db")
        engine = engine_for(f"sqlite:///{file}")
        with engine.connect() as connection:
            downgrade(connection, "0005")
        engine.dispose()
        rows_of(file, "UPDATE skill SET name = 'Glazes of mine'")
    assert rows(data, names) == ["Glazes of mine"] * 6
    shutil.copytree(data, tmp_path / "without")
    assert "The key fits" in call("restore", "b.db")
    assert {name[:1] for name in rows(data, names)} == {b"\x01"}
    assert "Glazes of mine" in call("export", "joy", "--json")
    # The same database, brought up to date where its key is not.
    shutil.rmtree(data)
    (tmp_path / "without").rename(data)
    (key := data / "fivefold.key").rename(tmp_path / "key")
    assert "The tables are of this version; some names are still to be sealed" in call(
        "migrate", code=Exit.LOST_KEY
    )
    (tmp_path / "key").rename(key)
    assert "nothing to do" in call("migrate")
    assert {name[:1] for name in rows(data, names)} == {b"\x01"}
    call("erase", "joy", "--yes")
    assert rows(data, names) == [b""] * 6


def test_whoever_is_called_like_nobody_is_not_erased_by_a_restore(data):
    call("backup", "b.db")
    for columns in ("called = 'Somebody'", "name = 'somebody', called = 'somebody'"):
        change(data, f"UPDATE person SET {columns} WHERE called = 'Joy Santos' OR called = 'Somebody'")
        assert "Erased again" not in call("restore", "b.db")
        assert rows(data, "SELECT count(*) FROM person WHERE name LIKE '%Joy%'") == [1]


def test_a_backup_never_replaces_something_else(data, tmp_path):
    (tmp_path / ".env").write_text("FIVEFOLD_PORT=1\n")
    for more, why in (((), "is there already"), (("--replace",), "is no backup")):
        for name in (".env", str(data / "fivefold.db")):
            assert why in call("backup", name, *more, code=Exit.NO_DATABASE)
    assert (tmp_path / ".env").read_text() == "FIVEFOLD_PORT=1\n"


def test_an_older_backup_is_replaced_only_when_that_is_said(data, tmp_path):
    older = tmp_path / "b.db"
    call("backup", "b.db")
    before = older.stat().st_mtime_ns, older.read_bytes()
    assert "add --replace" in call("backup", "b.db", code=Exit.NO_DATABASE)
    assert before == (older.stat().st_mtime_ns, older.read_bytes())
    call("backup", "b.db", "--replace")
    assert older.stat().st_mtime_ns != before[0]
    assert "There is no folder" in call("backup", "none/b.db", code=Exit.NO_DATABASE)
    assert not (tmp_path / "none").exists()


def test_only_a_whole_backup_is_put_back(data, tmp_path):
    assert "There is no file b.db" in call("restore", "b.db", code=Exit.NO_DATABASE)
    call("backup", "b.db")
    whole = (tmp_path / "b.db").read_bytes()
    (tmp_path / "half.db").write_bytes(whole[:4096] + b"\xff" * 8192 + whole[12288:])
    (tmp_path / "text.db").write_text("hello")
    for name in ("half.db", "text.db", "none.db"):
        call("restore", name, code=Exit.NO_DATABASE)
    assert rows(data, "SELECT count(*) FROM engagement") == [1]


def test_nothing_is_put_back_while_it_runs(data, tmp_path):
    from storage.process import ProcessLock

    call("backup", "b.db")
    lock = ProcessLock(data / "fivefold.db")
    try:
        for words in (["restore", "b.db"], ["erase", "joy", "--yes"]):
            assert "stop it first" in call(*words, code=Exit.SECOND_PROCESS)
    finally:
        lock.close()


def test_a_new_key_keeps_what_the_old_one_sealed(data):
    old = (data / "fivefold.key").read_text()
    assert "Keep the older ones" in call("key", "new")
    new = (data / "fivefold.key").read_text()
    assert new.endswith(old)
    assert len(new.split()) == 2
    assert (data / "fivefold.key").stat().st_mode & 0o077 == 0
    assert WORDS in call("export", "rita", "--json")
    (data / "fivefold.key").unlink()
    assert "put your copy of the key file back" in call("key", "new", code=Exit.LOST_KEY)


def test_a_new_key_for_the_environment_is_printed(monkeypatch):
    import base64

    monkeypatch.setenv("FIVEFOLD_KEY", base64.b64encode(b"k" * 32).decode())
    said = call("key", "new").splitlines()
    assert len(base64.b64decode(said[1])) == 32


def test_a_postgresql_database_is_copied_with_its_own_tool(postgres_url, monkeypatch, tmp_path):
    monkeypatch.setenv("DATABASE_URL", postgres_url.replace("postgresql+psycopg", "postgresql"))
    if shutil.which("pg_dump") is None:
        assert "pg_dump is not here" in call("backup", "b.dump", code=Exit.NO_DATABASE)
        return
    result = CliRunner().invoke(cli, ["backup", "b.dump"])
    # The tool refuses a server newer than itself: then no half copy may lie there.
    assert (result.exit_code == 0) == (tmp_path / "b.dump").exists()
    assert result.exit_code in (0, Exit.NO_DATABASE)
    assert "pg_restore --clean" in call("restore", "b.dump", code=Exit.NO_DATABASE)
