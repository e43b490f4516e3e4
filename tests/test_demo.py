"""The example: made by playing, in a database of its own, within what nobody asked for."""

from __future__ import annotations

import asyncio
import http.server
import json
import logging
import socket
import threading
import time
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple
from unittest.mock import patch

import pytest
from typer.testing import CliRunner

from bot.__main__ import cli
from bot.app import KEY_FILE, house
from bot.cli.example import where_free
from bot.clock import WorldClock
from bot.demo import example
from bot.demo.player import Player
from bot.demo.script import BEGINS
from bot.due import unasked
from bot.model import Channel, Closing, Engagement, Person, Rule
from bot.running import lag
from bot.settings import Exit, load, names
from storage import load_key
from storage.looking import in_play, look, mark_of, people
from storage.process import ProcessLock

pytestmark = pytest.mark.timeout(300)

WEEK = timedelta(days=7)


class Made(NamedTuple):
    settings: Any
    player: Player
    seconds: float
    unasked: dict[str, list[datetime]]
    watched: bool


@pytest.fixture(autouse=True)
def _log() -> Iterator[None]:
    """An errand sets the log up for its process; here there are others after it."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:] = handlers
    root.setLevel(level)


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """The example, made once; with it, everything that the calendar sent of its own accord."""
    folder = tmp_path_factory.mktemp("data")
    sent: dict[str, list[datetime]] = defaultdict(list)
    count = unasked.count

    def counted(tx: Any, person: str) -> None:
        minute = tx.moment.now // 60_000 * 60
        sent[person].append(datetime.fromtimestamp(minute, UTC))
        count(tx, person)

    watched: list[bool] = []

    async def watch() -> None:
        watched.append(True)

    with pytest.MonkeyPatch.context() as there, patch.object(unasked, "count", counted):
        for name in names():
            there.delenv(name, raising=False)
        there.chdir(folder)
        there.setenv("FIVEFOLD_DATA", str(folder))
        there.setenv("DATABASE_URL", "postgresql://nobody@nowhere/theirs")
        there.setenv("SLACK_BOT_TOKEN", "xoxb-1")
        there.setenv("SLACK_APP_TOKEN", "xapp-1")
        there.setattr(lag, "watch", watch)
        settings = example.settings_of(load())
        example.clear(settings.storage.data)
        begun = time.process_time()
        player = asyncio.run(example.make(settings, lambda part: None))
    return Made(settings, player, time.process_time() - begun, sent, bool(watched))


@pytest.fixture
def book(made):
    storage = made.settings.storage
    with look(storage.url, load_key(storage.data / KEY_FILE), WorldClock()) as seen:
        seen.enter(people(seen, "Rita Lopes")[0].account)
        yield seen


def test_it_has_a_folder_of_its_own_and_no_platform(made):
    assert made.settings.platforms == ("browser",)
    assert made.settings.storage.data.name == example.FOLDER
    assert [path.name for path in made.settings.storage.data.parent.iterdir()] == [example.FOLDER]


def test_nobody_is_warned_of_a_busy_loop_while_it_is_made(made):
    assert not made.watched


def test_three_people_stand_at_different_places(book):
    found = {book.one(Person, e.professional).called: e for e in book.find(Engagement)}
    assert {name: (e.pay, e.round, e.state) for name, e in found.items()} == {
        "Joy": ("hours", 3, "active"),
        "Brian": ("pieces", 2, "active"),
        "Nadia": ("project", 1, "active"),
    }
    closed = book.find(Closing)
    assert sorted(closing.round for closing in closed if closing.engagement == found["Joy"].id) == [1, 2]
    assert book.find(Rule)
    assert [channel.state for channel in book.find(Channel)] == ["posting"]


def test_nothing_is_parked_and_every_page_had_an_answer(made, book):
    assert made.player.answers > 250
    assert made.seconds < 20  # of CPU time, with room for a machine that does other things
    assert [row for row in in_play(book) if row.state == "parked"] == []


def test_what_nobody_asked_for_stays_within_its_budget(made, book):
    """At most six in the first week, then two in any seven days, four around the end of a round."""
    ends = defaultdict(set)
    for engagement in book.find(Engagement):
        for person in (engagement.owner, engagement.professional):
            ends[person].add(engagement.round_ends_on)
            ends[person] |= {c.ended_on for c in book.find(Closing, engagement=engagement.id)}
    assert made.unasked
    for person, sent in made.unasked.items():
        first = min(min(sent), BEGINS + timedelta(days=1))
        for at in sent:
            week = [other for other in sent if at <= other < at + WEEK]
            near = any(abs((end - day.date()).days) <= 7 for end in ends[person] for day in week)
            most = (
                unasked.IN_THE_FIRST_WEEK if at < first + WEEK
                else unasked.AT_A_ROUNDS_END if near else unasked.IN_ANY_WEEK
            )  # fmt: skip
            assert len(week) <= most, (book.one(Person, person).called, week)


def test_the_last_words_stand_in_the_owners_column(made):
    """Read as the page reads it: from the log of the rooms."""

    async def last() -> str:
        quiet = made.settings.browser.model_copy(update={"port": 0})
        settings = replace(made.settings, browser=quiet)
        async with house(settings, tick_seconds=3600) as running:
            assert running.browser is not None
            return str(running.browser.rooms.messages("dm/rita")[-1]["plain"])

    words = asyncio.run(last())
    assert words.startswith(f"That was {example.WEEKS} weeks in ")
    assert "Nothing of it was sent to anybody." in words


def test_a_taken_port_is_told_before_anything_is_played(tmp_path, monkeypatch):
    for name in names():
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("FIVEFOLD_DATA", str(tmp_path))
    made_before = tmp_path / example.FOLDER / "fivefold.db"
    made_before.parent.mkdir()
    made_before.write_text("what was looked at yesterday")
    with socket.create_server(("127.0.0.1", 0)) as taken:
        monkeypatch.setenv("FIVEFOLD_PORT", str(taken.getsockname()[1]))
        result = CliRunner().invoke(cli, ["demo"])
    assert result.exit_code == Exit.PORT_IN_USE
    assert "is taken by another program: set FIVEFOLD_PORT" in result.output
    assert made_before.read_text() == "what was looked at yesterday"


class Healthy(http.server.BaseHTTPRequestHandler):
    """Answers as the page of a running Fivefold does; `data` stands for its database."""

    data = ""

    def do_GET(self):
        self.send_response(200)
        self.end_headers()
        self.wfile.write(json.dumps({"ok": True, "data": self.data}).encode())

    def log_message(self, format, *args):
        """A test says nothing."""


def test_a_fivefold_that_is_open_already_is_told_as_such(tmp_path, monkeypatch):
    for name in names():
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("FIVEFOLD_DATA", str(tmp_path))
    with http.server.HTTPServer(("127.0.0.1", 0), Healthy) as page:
        port = page.server_address[1]
        monkeypatch.setattr(Healthy, "data", mark_of(f"sqlite:///{tmp_path}/fivefold.db"))
        monkeypatch.setenv("FIVEFOLD_PORT", str(port))
        threading.Thread(target=page.serve_forever, args=(0.01,), daemon=True).start()
        try:
            running = ProcessLock(tmp_path / "fivefold.db")
            run = CliRunner().invoke(cli, ["run"])
            running.close()
        finally:
            page.shutdown()
    assert run.exit_code == Exit.SECOND_PROCESS
    assert run.output.strip() == f"Fivefold is open already: http://127.0.0.1:{port}"


def test_beside_a_fivefold_that_is_open_the_example_takes_a_free_port(tmp_path, monkeypatch):
    for name in names():
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("FIVEFOLD_DATA", str(tmp_path))
    with http.server.HTTPServer(("127.0.0.1", 0), Healthy) as page:
        monkeypatch.setenv("FIVEFOLD_PORT", str(page.server_address[1]))
        monkeypatch.setattr(Healthy, "data", mark_of(f"sqlite:///{tmp_path}/fivefold.db"))
        loaded = example.settings_of(load())
        threading.Thread(target=page.serve_forever, args=(0.01,), daemon=True).start()
        try:
            assert where_free(loaded).browser.port == 0
            monkeypatch.setattr(Healthy, "data", mark_of(loaded.storage.url))
            with pytest.raises(OSError, match="in use"):
                where_free(loaded)
        finally:
            page.shutdown()


def test_the_help_says_how_long_it_is():
    result = CliRunner().invoke(cli, ["demo", "--help"], terminal_width=200)
    assert f"{example.WEEKS} weeks" in result.output


def test_it_cannot_be_made_again_while_somebody_looks_at_it(tmp_path, monkeypatch):
    for name in names():
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("FIVEFOLD_DATA", str(tmp_path))
    monkeypatch.setenv("FIVEFOLD_PORT", "0")
    (tmp_path / example.FOLDER).mkdir()
    lock = ProcessLock(tmp_path / example.FOLDER / "fivefold.db")
    try:
        result = CliRunner().invoke(cli, ["demo"])
    finally:
        lock.close()
    assert result.exit_code == 13
