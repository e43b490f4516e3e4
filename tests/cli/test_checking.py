"""`check`: what is there, what is missing, and what to do."""

import json
import os
import re
import shutil
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.__main__ import cli
from bot.cli import checking, errand
from bot.ports import Finding
from bot.settings import Exit
from storage.channel import engine_for
from storage.looking import mark_of
from storage.migrations import downgrade
from storage.process import ProcessLock, running_on
from tests.cli.calling import call, change


def test_check_before_the_first_start():
    said = call("check")
    assert "the first start makes it" in said
    assert not Path("data").exists()


def test_a_narrow_terminal_breaks_a_finding_between_words():
    finding = Finding(
        "note", "A computer that sleeps at night sends nothing meanwhile. " * 2, "See docs/run.md"
    )
    line = checking._line("clock", finding, 80)
    assert max(map(len, line.splitlines())) <= 80
    assert {each[:21].strip() for each in line.splitlines()[1:]} == {""}
    assert checking._line("clock", finding, 0).count("\n") == 1, "what a script reads stays one line"


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
    file.write_bytes(b"\xff" * 20_000)
    file.with_name("fivefold.db-wal").unlink(missing_ok=True)
    (fault,) = (f for f in findings(Exit.NO_DATABASE, "database") if f["state"] == "fault")
    assert "is damaged" in fault["what"]
    assert "restore FILE" in fault["do"], "who owns the folder has nothing to do with it"


def test_check_tells_what_may_not_be_opened(data):
    (data / "fivefold.db").unlink()
    (data / "fivefold.db").mkdir()
    (what,) = (f["what"] for f in findings(Exit.NO_DATABASE, "database")[1:])
    assert what.startswith("The database cannot be opened"), "nor can it be read"


def test_a_first_start_that_broke_off_lost_no_key(tmp_path):
    """Before its first key, or in the middle of its tables: the disk was full."""
    call("migrate")
    assert findings(section="key")[0]["what"].startswith("No key yet; the first start makes it")
    assert "There is no key yet: the first start makes one." in call("key", "new", code=errand.NOT_FOUND)
    engine = engine_for(f"sqlite:///{tmp_path}/data/fivefold.db")
    with engine.connect() as connection:
        downgrade(connection, "0003")
    engine.dispose()
    assert findings(section="key")[0]["what"].startswith("No key yet; the first start makes it")
    change(tmp_path / "data", "INSERT INTO setting (account, name, value) VALUES ('', 'key fits', 'x')")
    assert findings(Exit.LOST_KEY, "key")[0]["what"].startswith("The key is missing")


def findings(code=0, section=None):
    found = json.loads(call("check", "--json", code=code))
    return [f for one in found["sections"] if section in (None, one["name"]) for f in one["findings"]]


def test_check_says_which_data_it_looked_at_and_who_runs_on_it(data):
    first, second, *_ = findings(section="database")
    assert first["what"] == f"Looked at: {data / 'fivefold.db'}."
    assert second["what"] == "The database is of this version."
    lock = ProcessLock(data / "fivefold.db")
    try:
        running = findings(section="database")[1]["what"]
    finally:
        lock.close()
    assert running == f"Fivefold is running on it (process {os.getpid()})."
    assert findings(section="database")[1]["what"] == second["what"], "who has ended does not run"


@pytest.mark.parametrize(
    ("answers", "code", "said"),
    [
        ("ours", 0, "The page is open: http://127.0.0.1:{port}"),
        (
            "another's",
            Exit.PORT_IN_USE,
            "Port {port} is taken by a Fivefold with other data (http://127.0.0.1:{port}).",
        ),
        ("nobody's", Exit.PORT_IN_USE, "Port {port} is taken by another program."),
    ],
)
def test_check_tells_its_own_page_from_another_ones(data, monkeypatch, answers, code, said):
    marks = {"ours": mark_of(f"sqlite:///{data}/fivefold.db"), "another's": mark_of("sqlite:////other.db")}

    class Page(BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200 if answers in marks else 404)
            self.end_headers()
            self.wfile.write(json.dumps({"ok": True, "data": marks.get(answers)}).encode())

        def log_message(self, *_):
            """Nothing beside the test's own words."""

    with HTTPServer(("127.0.0.1", 0), Page) as served:
        threading.Thread(target=served.serve_forever, args=(0.01,), daemon=True).start()
        monkeypatch.setenv("FIVEFOLD_PORT", str(served.server_port))
        try:
            (page,) = findings(code, "page")
        finally:
            served.shutdown()
    assert page["what"] == said.format(port=served.server_port)


@pytest.mark.parametrize(
    ("setting", "section", "said"),
    [
        ("DISCORD_TOKEN", "discord", "Whom the bot can write to cannot be told: the database is sealed with"),
        ("SLACK_SIGNING_SECRET", "slack", "Which workspaces are installed cannot be told: the database is"),
    ],
)
def test_what_cannot_be_read_for_a_platform_is_said(data, monkeypatch, setting, section, said):
    nobody = "http://127.0.0.1:9/"
    for name, value in {
        "SLACK_CLIENT_ID": "1.2", "SLACK_CLIENT_SECRET": "s", "SLACK_MODE": "http",
        "DISCORD_API_URL": nobody, "SLACK_API_URL": nobody, setting: "a.b.c",
    }.items():  # fmt: skip
        if name.startswith(section.upper()):
            monkeypatch.setenv(name, value)
    shutil.copytree(data, data.with_name("sound"))
    (data / "fivefold.key").unlink()
    assert [f["what"] for f in findings(Exit.LOST_KEY, section) if f["what"].startswith(said)]
    monkeypatch.setenv("FIVEFOLD_DATA", str(data.with_name("sound")))
    found = json.loads(CliRunner().invoke(cli, ["check", "--json"]).output)["sections"]
    assert "cannot be told" not in str(found)


def test_check_lists_parked_and_unknown_conversations(data):
    change(data, "UPDATE conversation SET state = 'parked', reason = 'error' WHERE dialog = 'own_rating'")
    change(data, "UPDATE conversation SET dialog = 'horoscope' WHERE dialog = 'understanding'")
    said = call("check")
    assert re.search(r"\d open conversations\.", said)
    assert re.search(r"own_rating \w{13} is parked since \d+ days", said)
    assert re.search(r"\w{13} is a horoscope, which this version does not know", said)
    change(data, "UPDATE due SET what = 'horoscope', state = 'planned', at_ms = 1 WHERE what = 'nudge'")
    assert 'Something is due that this version does not know ("horoscope").' in call("check")
    change(data, "UPDATE conversation SET state = 'done' WHERE dialog != 'horoscope'")
    assert "1 open conversation." in call("check")


def test_a_wrong_setting_is_all_that_check_tells(monkeypatch):
    monkeypatch.setenv("FIVEFOLD_LOG_LEVEL", "loud")
    found = json.loads(call("check", "--json", code=Exit.SETTINGS))
    assert [section["name"] for section in found["sections"]] == ["settings"]


def test_a_lock_that_may_not_be_read_says_nothing_of_who_runs(tmp_path, monkeypatch):
    def refused(*_: object) -> int:
        raise PermissionError(13, "not yours")

    with monkeypatch.context() as system:
        system.setattr(os, "open", refused)
        assert running_on(tmp_path / "fivefold.db") is None
