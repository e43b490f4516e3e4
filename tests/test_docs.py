"""What the pages say is done: the commands of the README, the dialog that is explained, the exit codes."""

import json
import os
import re
import signal
import subprocess
import sys
import urllib.request
from pathlib import Path
from typing import Any

import pytest

from bot.dialog import Dialog
from bot.engine.replay import Finished, Waiting, replay
from bot.preview.talk import Talk
from bot.preview.world import World
from bot.settings import Exit, names

ROOT = Path(__file__).parents[1]
PAGES = sorted([ROOT / "README.md", *(ROOT / "docs").rglob("*.md")])


def blocks(page, language=""):
    return re.findall(rf"(?ms)^```{language}\n(.*?)^```$", page.read_text())


@pytest.fixture
def at_home(tmp_path):
    """The environment of somebody who has set nothing, with data in a folder of its own."""
    of_this_run = ("ARGS", "MAKEFLAGS", "MAKELEVEL", "MAKEOVERRIDES", "MFLAGS")
    kept = {name: value for name, value in os.environ.items() if name not in (*names(), *of_this_run)}
    return {**kept, "FIVEFOLD_DATA": str(tmp_path / "data"), "FIVEFOLD_PORT": "0", "FIVEFOLD_OPEN": "no"}


def make(*words):
    """A verb, with the set-up taken as done: these tests run in what it made."""
    return [
        "make",
        "-o",
        f"{sys.prefix}/ready-to-run",
        "-o",
        f"{sys.prefix}/ready-to-test",
        f"VENV={sys.prefix}",
        *words,
    ]


def test_the_readme_asks_for_two_commands():
    assert [block.strip() for block in blocks(ROOT / "README.md")] == ["make run", "make test"]


def started(env):
    process = subprocess.Popen(
        make("run"), cwd=ROOT, env=env, stdout=subprocess.PIPE, text=True, start_new_session=True
    )
    assert process.stdout is not None
    line = process.stdout.readline()
    found = re.match(
        r"Ready: (http://127\.0\.0\.1:\d+)  No tokens found, so you play both sides here\.", line
    )
    assert found, line
    return process, found[1]


def ask(address, path, body=None):
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(address + path, data, {"Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=60) as answer:
        return json.load(answer)


def ended(process, number):
    """Send a signal to all of a start, and wait for its end."""
    with process:
        os.killpg(process.pid, number)
        process.wait(10)


def test_make_run_starts_keeps_what_was_said_and_stops(at_home):
    process, address = started(at_home)
    try:
        assert ask(address, "/healthz")["ok"]
        ask(address, "/api/say", {"person": "rita", "words": "/fivefold add @joy"})
        before = ask(address, "/api/state?person=rita")["messages"]
        assert len(before) > 1
    finally:
        ended(process, signal.SIGKILL)
    process, address = started(at_home)
    try:
        after = ask(address, "/api/state?person=rita")["messages"]
        assert [one.get("plain") for one in after] == [one.get("plain") for one in before]
    finally:
        ended(process, signal.SIGTERM)


def test_make_test_runs_the_tests(at_home):
    done = subprocess.run(
        make("test", "ARGS=--version"), cwd=ROOT, env=at_home, capture_output=True, text=True, check=True
    )
    assert "pytest" in done.stdout + done.stderr


def test_the_explained_dialog_runs():
    (example,) = blocks(ROOT / "docs" / "write-a-dialog.md", "python")
    # A dataclass looks its module up: give the example one.
    module: Any = type(sys)("explained")
    sys.modules["explained"] = module
    try:
        exec(compile(example, "write-a-dialog.md", "exec"), module.__dict__)
        dialog: Dialog[Any, Any] = module.ONE_WORD
        facts = module.WordFacts(_scene())
        asked = replay(dialog.script(facts), {})
        assert isinstance(asked, Waiting)
        assert [prompt.key for prompt in asked.page.prompts] == ["words"]
        told = replay(dialog.script(facts), {"words": "I ask, with my proposed answer."})
        assert isinstance(told, Finished)
        assert dialog.finish(facts, told.result).effects == ()
    finally:
        del sys.modules["explained"]
    assert len((ROOT / "docs" / "write-a-dialog.md").read_text().splitlines()) <= 40


def _scene():
    from bot.preview.walk import BEGINNING

    world = World()
    return Talk.facts_of(world, world.named(BEGINNING, "test")).scene


def test_every_exit_code_is_explained():
    explained = {
        int(code) for code in re.findall(r"(?m)^\| (\d+) \|", (ROOT / "docs" / "run.md").read_text())
    }
    assert {int(code) for code in Exit} <= explained
    assert {0, 1, 2} <= explained


def test_every_link_and_picture_is_there():
    for page in PAGES:
        for target in re.findall(r"\]\(([^)#]+)", page.read_text()):
            if not re.match(r"\w+:|/", target) and "{" not in target:
                assert (page.parent / target).exists(), f"{page.name}: {target}"


def test_every_decision_is_listed():
    listed = (ROOT / "docs/decisions/README.md").read_text()
    for page in (ROOT / "docs" / "decisions").glob("*.md"):
        assert page.name == "README.md" or f"({page.name})" in listed, page.name
