"""The command line: every errand says what it did, or one sentence and a code of its own."""

import json
import logging
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.__main__ import cli
from bot.cli import errand, looking
from bot.clock import WorldClock
from bot.logs import AUDIT, QUIET
from bot.model import Rating
from bot.ports import Where
from bot.settings import Exit, names
from storage import load_key, open_store
from storage.looking import look
from tests.workspace import TestClock, Workspace, accept, hire

ROOT = Path(__file__).parents[1]
WORDS = "No customer waits and I have my evenings back."


@pytest.fixture(autouse=True)
def _at_home(monkeypatch, tmp_path):
    """A machine with nothing set: data in a folder of its own, no port, no page opened."""
    for name in names():
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("FIVEFOLD_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("FIVEFOLD_PORT", "0")
    # An errand sets the log up for its process; here there are others after it.
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    quiet = {name: logging.getLogger(name).level for name in (*QUIET, AUDIT)}
    yield
    for made in root.handlers:
        if made not in handlers:
            made.close()
    root.handlers[:] = handlers
    root.setLevel(level)
    logging.captureWarnings(False)
    for name, before in quiet.items():
        logging.getLogger(name).setLevel(before)


@pytest.fixture(scope="module")
def played(tmp_path_factory):
    """A data folder in which Joy has said yes and both are asked for their views."""
    import asyncio

    folder = tmp_path_factory.mktemp("played")

    async def play():
        clock = TestClock()
        ring = load_key(folder / "fivefold.key")
        store = await asyncio.to_thread(open_store, f"sqlite:///{folder}/fivefold.db", ring, clock)
        w = Workspace(store, clock)
        await hire(w)
        await accept(w)
        await store.close()

    asyncio.run(play())
    return folder


@pytest.fixture
def data(played, tmp_path):
    """A copy of it, in the place where the settings look."""
    shutil.copytree(played, tmp_path / "data")
    return tmp_path / "data"


def call(*words, code=0, **more):
    result = CliRunner().invoke(cli, words, **more)
    assert result.exit_code == code, result.output
    return result.output


def seen(data):
    return look(f"sqlite:///{data}/fivefold.db", load_key(data / "fivefold.key"), WorldClock())


# --- small and quick --------------------------------------------------------------------------------


@pytest.mark.parametrize("words", [["version"], ["--help"]])
def test_a_version_and_a_help_page_import_nothing_heavy(words):
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "bot", *words],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    imported = {line.rpartition("|")[2].strip() for line in done.stderr.splitlines()}
    heavy = {"sqlalchemy", "pydantic", "aiohttp", "discord", "slack_bolt", "babel", "bot.app", "bot.phases"}
    assert not imported & heavy
    assert re.search(r"^fivefold 0\." if words == ["version"] else "Usage: ", done.stdout)


def test_every_command_explains_itself():
    page = call("--help")
    for name in (
        "run",
        "check",
        "preview",
        "explain",
        "conversations",
        "migrate",
        "backup",
        "restore",
        "export",
    ):
        assert name in page
        assert call(name, "--help")


@pytest.mark.parametrize("words", ["run", "backup x.db", "conversations", "migrate", "export joy"])
def test_a_wrong_setting_is_a_sentence_and_a_code(monkeypatch, words):
    monkeypatch.setenv("FIVEFOLD_PORT", "web")
    said = call(*words.split(), code=Exit.SETTINGS)
    assert said.strip() == "FIVEFOLD_PORT must be a number from 1 to 65535, or 0 for any free one."


def test_a_platform_that_nobody_serves_yet_is_not_started(monkeypatch):
    monkeypatch.setenv("DISCORD_TOKEN", "a.b.c")
    monkeypatch.setattr("bot.app.PLATFORMS", ("browser",))
    assert "does not speak to Discord yet" in call("run", code=Exit.SETTINGS)


@pytest.mark.parametrize(
    ("start", "on_path", "named"),
    [
        (".venv/bin/fivefold", "", ".venv/bin/fivefold check"),
        (".venv/bin/fivefold", ".venv/bin/fivefold", "fivefold check"),
        (".venv/bin/fivefold", "elsewhere/fivefold", ".venv/bin/fivefold check"),
        ("bot/__main__.py", "", "/usr/bin/python3 -m bot check"),
        ("my work/fivefold", "", "'my work/fivefold' check"),
    ],
)
def test_a_command_is_named_as_it_can_be_typed_here(monkeypatch, tmp_path, start, on_path, named):
    monkeypatch.setattr(sys, "argv", [str(tmp_path / start)])
    monkeypatch.setattr(sys, "executable", "/usr/bin/python3")
    monkeypatch.setattr(shutil, "which", lambda name: str(tmp_path / on_path) if on_path else None)
    assert errand.called("check") == named


def at_a_terminal(monkeypatch, level=""):
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    if level:
        monkeypatch.setenv("FIVEFOLD_LOG_LEVEL", level)
    loaded = errand.settings()
    file = errand.keep_log(loaded)
    logging.getLogger("bot.app").info("all is well")
    logging.getLogger("bot.app").error("something broke")
    return file


def test_a_terminal_shows_what_breaks_and_a_file_keeps_the_rest(monkeypatch, tmp_path, capsys):
    file = at_a_terminal(monkeypatch)
    assert file == tmp_path / "data" / "fivefold.log"
    shown, kept = capsys.readouterr().err, file.read_text()
    assert ("all is well" in shown, "something broke" in shown) == (False, True)
    assert ("all is well" in kept, "something broke" in kept) == (True, True)


def test_who_chose_a_level_sees_it_and_no_file_is_made(monkeypatch, tmp_path, capsys):
    assert at_a_terminal(monkeypatch, "info") is None
    assert "all is well" in capsys.readouterr().err
    assert not (tmp_path / "data").exists()


# --- check -------------------------------------------------------------------------------------------


def test_check_before_the_first_start():
    said = call("check")
    assert "the first start makes it" in said
    assert not Path("data").exists()


def test_check_names_what_is_wrong_and_what_to_do(data):
    (data / "fivefold.key").unlink()
    found = json.loads(call("check", "--json", code=Exit.LOST_KEY))
    faults = [f for section in found["sections"] for f in section["findings"] if f["state"] == "fault"]
    assert [fault["what"] for fault in faults] == [f"The key is missing: {data / 'fivefold.key'}."]
    assert faults[0]["do"] == "Put your copy of it back."


def test_check_tells_damage(data):
    file = data / "fivefold.db"
    with open(file, "r+b") as opened:
        opened.seek(4096)
        opened.write(b"\xff" * 20_000)
    call("check", code=Exit.NO_DATABASE)


def test_check_lists_parked_and_unknown_conversations(data):
    change(data, "UPDATE conversation SET state = 'parked', reason = 'error' WHERE dialog = 'own_rating'")
    change(data, "UPDATE conversation SET dialog = 'horoscope' WHERE dialog = 'understanding'")
    said = call("check")
    assert re.search(r"own_rating \w{13} is parked since \d+ days", said)
    assert re.search(r"\w{13} is a horoscope, which this version does not know", said)


def test_a_wrong_setting_is_all_that_check_tells(monkeypatch):
    monkeypatch.setenv("FIVEFOLD_LOG_LEVEL", "loud")
    found = json.loads(call("check", "--json", code=Exit.SETTINGS))
    assert [section["name"] for section in found["sections"]] == ["settings"]


# --- looking -----------------------------------------------------------------------------------------


def test_conversations_hold_nothing_of_what_is_said(data):
    said = call("conversations")
    assert "own_rating" in said
    assert "understanding" in said
    assert WORDS not in said
    assert "Joy" not in said


def test_explain_tells_the_path_and_answers_only_when_asked(data):
    (row,) = [one for one in json.loads(call("conversations", "--json")) if one["dialog"] == "own_rating"]
    told = call("explain", row["id"])
    assert "waits for: an answer professional level/" in told
    with seen(data) as tx:
        tx.enter(row["account"])
        (hired,) = [
            id
            for id in rows(data, "SELECT id FROM conversation WHERE dialog = 'add'")
            if tx.conversation(id, lock=False)
        ]
    told = call("explain", hired)
    assert re.search(r"expectation +owner +turn \d+", told)
    assert WORDS not in told
    assert WORDS in call("explain", hired, "--with-answers")


def test_reading_answers_is_logged(data, capsys):
    (hired,) = rows(data, "SELECT id FROM conversation WHERE dialog = 'add'")
    result = CliRunner().invoke(cli, ["explain", hired, "--with-answers"])
    assert f"answers were read conversation={hired} operator=" in result.stderr
    assert WORDS not in result.stderr


def test_explain_tells_orphans_and_what_cannot_be_replayed(data):
    change(data, "UPDATE conversation SET dialog = 'horoscope' WHERE dialog = 'add'")
    (hired,) = rows(data, "SELECT id FROM conversation WHERE dialog = 'horoscope'")
    told = json.loads(call("explain", hired, "--json"))
    assert told["stuck"].startswith("There is no dialog horoscope in this version")
    assert "expectation" in [one["key"] for one in told["orphans"]]


def test_explain_of_nothing_says_where_to_look():
    assert "There is no database yet" in call("explain", "x", code=Exit.NO_DATABASE)


def test_explain_of_an_unknown_id(data):
    assert "conversations lists what is open" in call("explain", "x", code=1)


def test_the_page_about_the_commands_is_up_to_date():
    page = ROOT / "docs" / "commands.md"
    assert page.read_text() == looking.commands_page(), "run: fivefold docs commands"
    call("docs", "commands", "--check", "--to", str(page))


def test_a_stale_page_is_told(tmp_path):
    (tmp_path / "old.md").write_text("# Commands\n")
    assert "not up to date" in call("docs", "commands", "--check", "--to", "old.md", code=1)


# --- keeping -----------------------------------------------------------------------------------------


def test_migrate_makes_and_leaves_alone(tmp_path):
    assert call("migrate").strip() == "The database is ready."
    assert call("migrate").strip() == "The database is of this version; nothing to do."


def test_a_newer_database_is_left_alone(data):
    change(data, "UPDATE alembic_version SET version_num = '9999'")
    for words in (["migrate"], ["conversations"], ["check"]):
        assert "newer Fivefold" in call(
            *words, code=Exit.NEWER_DATABASE if words != ["check"] else Exit.NO_DATABASE
        )


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


# --- people ------------------------------------------------------------------------------------------


def test_an_export_holds_what_is_theirs_in_two_forms(data, tmp_path):
    call("export", "Joy Santos", "--to", "out")
    (values,) = (tmp_path / "out").glob("*.json")
    (text,) = (tmp_path / "out").glob("*.txt")
    copy = json.loads(values.read_text())
    assert copy["person"]["name"] == "Joy Santos"
    assert [other["name"] for other in copy["others"]] == ["Rita Lopes"]
    given = {talk["dialog"]: talk["answers"] for talk in copy["conversations"]}
    assert given["invitation"]["words"].startswith("Customers need a right answer")
    assert "add" not in given  # Rita's answers are Rita's
    assert "Customers need a right answer" in text.read_text()
    assert all(path.stat().st_mode & 0o077 == 0 for path in (values, text))


def test_nobody_and_several_are_told_apart(data):
    assert "Nobody is called zoe" in call("export", "zoe", code=1)
    change(data, "UPDATE person SET name = 'Rita Lopes'")
    said = call("export", "rita lopes", code=1)
    assert len(re.findall(r"^  \w{13}  Rita Lopes", said, re.MULTILINE)) == 2


def test_erasing_takes_the_texts_and_leaves_the_numbers(data):
    skills = rows(data, "SELECT count(*) FROM skill")
    assert "Nothing was changed" in call("erase", "joy", code=1, input="n\n")
    said = call("erase", "joy", "--yes")
    assert re.search(r"Erased: [1-9]\d* texts, [1-9]\d* conversations", said)
    assert rows(data, "SELECT count(*) FROM skill") == skills
    assert rows(data, "SELECT state FROM engagement") == ["ended"]
    assert rows(data, "SELECT name FROM person ORDER BY name") == ["Rita Lopes", "somebody"]
    with seen(data) as tx:
        assert not tx.persons_at(Where("test", "", "joy"))
    whole = call("export", "rita", "--json")
    assert WORDS not in whole
    assert "Customers need" not in whole
    raw = (data / "fivefold.db").read_bytes()
    assert b"Joy Santos" not in raw


def test_a_blind_rating_stays_closed_until_both_were_shown(data):
    import asyncio

    from bot.practice.identity import derived_id

    with seen(data) as tx:
        ((account, *_),) = tx.persons_at(Where("test", "", "rita"))
    (engagement,) = rows(data, "SELECT id FROM engagement")
    skill = rows(data, "SELECT id FROM skill ORDER BY id")[0]

    async def rate():
        store = await asyncio.to_thread(
            open_store, f"sqlite:///{data}/fivefold.db", load_key(data / "fivefold.key"), WorldClock()
        )

        def work(tx):
            tx.enter(account)
            for role, level in (("owner", 2), ("professional", 4)):
                id = derived_id(engagement, skill, "round-1", role)
                tx.write(
                    Rating(
                        account=account, id=id, engagement=engagement, skill=skill, role=role, level=level
                    ),
                    0,
                )

        await store.turn(work)
        await store.close()

    asyncio.run(rate())

    def levels(name):
        copy = json.loads(CliRunner().invoke(cli, ["export", name, "--json"]).stdout)
        return sorted(one["level"] for one in copy["records"]["Rating"])

    assert (levels("rita"), levels("joy")) == ([2], [4])


# --- the database from beside ------------------------------------------------------------------------


def rows_of(file, query):
    import sqlite3

    with sqlite3.connect(file) as connection:
        found = [row[0] for row in connection.execute(query)]
    connection.close()
    return found


def rows(data, query):
    return rows_of(data / "fivefold.db", query)


def change(data, statement):
    rows_of(data / "fivefold.db", statement)
