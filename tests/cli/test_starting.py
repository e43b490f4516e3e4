"""The command line itself: quick, explained, and one sentence with a code where something is wrong."""

import errno
import logging
import re
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest
import typer

from bot.cli import errand
from bot.practice import roles
from bot.settings import Exit
from tests.cli.calling import call

ROOT = Path(__file__).parents[2]


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
    assert not re.search("--only-make +<", call("demo", "--help")), "no value follows"


@pytest.mark.parametrize("words", ["run", "backup x.db", "conversations", "migrate", "export joy"])
def test_a_wrong_setting_is_a_sentence_and_a_code(monkeypatch, words):
    monkeypatch.setenv("FIVEFOLD_PORT", "web")
    said = call(*words.split(), code=Exit.SETTINGS)
    assert said.strip() == "FIVEFOLD_PORT must be a number from 1 to 65535, or 0 for any free one."


def test_where_the_port_is_taken_nothing_is_made_and_no_log_is_shown(monkeypatch, tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        monkeypatch.setenv("FIVEFOLD_PORT", str(taken.getsockname()[1]))
        said = call("run", code=Exit.PORT_IN_USE)
    assert said.count("\n") == 1
    assert "is taken by another program: set FIVEFOLD_PORT" in said
    assert not (tmp_path / "data").exists()


def test_a_role_template_that_cannot_be_used_is_named_and_nothing_starts(monkeypatch, tmp_path):
    assert "ok     roles         The role templates can be used: bookkeeper, content writer," in call("check")
    folder = tmp_path / "roles"
    shutil.copytree(str(roles.ROLES), folder)
    (folder / "en" / "bookkeeper.toml").write_text("id = 1")
    monkeypatch.setattr(roles, "ROLES", folder)
    for words in ("run", "demo"):
        said = call(words, code=Exit.BAD_TEMPLATE)
        assert said.count("\n") == 1
        assert said.startswith(f"{folder}/en/bookkeeper.toml: ")
    assert not (tmp_path / "data").exists()
    assert f"fault  roles         {folder}/en/bookkeeper.toml: " in call("check", code=Exit.BAD_TEMPLATE)


def test_a_full_disk_is_named_also_by_what_is_no_database():
    with pytest.raises(typer.Exit) as ended, errand.plainly():
        raise OSError(errno.ENOSPC, "No space left on device")
    assert ended.value.exit_code == Exit.NO_DATABASE


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
