"""docs/discord.md, tried word by word by somebody new: what to click, to put into .env, and to write."""

from __future__ import annotations

import asyncio
import base64
import os
import re
import signal
import sqlite3
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, closing
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from typer.testing import CliRunner

from adapters.discord import look, words
from bot.__main__ import cli
from bot.settings import names
from tests.adapters.discord.fake import FakeDiscord
from tests.adapters.discord.payloads import APPLICATION
from tests.adapters.discord.people import Person
from tests.program import Program

ROOT = Path(__file__).parents[3]
PAGE = ROOT / "docs" / "discord.md"
COMMAND = ".venv/bin/fivefold"
SECTIONS = {part.partition("\n")[0]: part for part in PAGE.read_text().split("\n## ")[1:]}
STEPS = re.findall(r"(?ms)^\d\. (.*?)(?=^\d\. |\Z|\n\n)", SECTIONS["Install"])
TOKEN = f"{base64.urlsafe_b64encode(APPLICATION.encode()).decode().rstrip('=')}.to.go"
SERVER, CHANNEL = "500", "501"


def typed_in(step: str) -> list[str]:
    """What a step of the page wants typed."""
    return re.findall(r"`([^`]+)`", step)


class Home:
    """The folder of somebody who has set nothing; only Discord's addresses are those of the stand-in."""

    def __init__(self, folder: Path, fake: FakeDiscord, monkeypatch: pytest.MonkeyPatch) -> None:
        self.folder = folder
        for name in names():
            monkeypatch.delenv(name, raising=False)
        monkeypatch.chdir(folder)
        monkeypatch.setenv("DISCORD_API_URL", fake.api_url)
        monkeypatch.setenv("DISCORD_GATEWAY_URL", fake.gateway_url)
        monkeypatch.setenv("FIVEFOLD_DATA", str(folder / ".fivefold"))

    async def says(self, command: str) -> str:
        """What a command of the page prints."""
        name, *rest = command.split()
        assert name == COMMAND
        done = await asyncio.to_thread(CliRunner().invoke, cli, rest)
        assert done.exit_code == 0, done.output
        return done.output

    @asynccontextmanager
    async def runs(self) -> AsyncIterator[None]:
        """`make run` does this once everything is installed."""
        program = Program("run", folder=self.folder, environment=os.environ)
        try:
            yield
        finally:
            program.send(signal.SIGTERM)
            await program.ended()

    def put_into_env(self, step: str) -> None:
        """Copy the example, take away the `#`, put the token behind the `=`."""
        example, env, sign, name, equals = typed_in(step)
        assert (sign, equals) == ("#", "=")
        written, found = re.subn(rf"(?m)^#{name}=$", f"{name}={TOKEN}", (ROOT / example).read_text())
        assert found == 1, f"{name} does not stand in {example} as the page says"
        (self.folder / env).write_text(written)


def authorize(fake: FakeDiscord, link: str) -> None:
    """Open the link, choose the server, Continue, Authorize: Discord gives what the link asks for."""
    asked = parse_qs(urlsplit(link).query)
    assert asked["client_id"] == [APPLICATION]
    assert set(asked["scope"][0].split()) == {"bot", "applications.commands"}
    fake.gateway.guilds = {SERVER: {CHANNEL: "general"}}
    fake.given = fake.role = asked["permissions"][0]


async def until(ready: Callable[[], object]) -> None:
    async with asyncio.timeout(20):
        while not ready():  # noqa: ASYNC110
            await asyncio.sleep(0.02)


async def nothing() -> None:
    """Discord shows by itself what was done."""


async def test_the_install_as_it_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fake = FakeDiscord()
    fake.token = TOKEN
    await fake.start()
    home = Home(tmp_path, fake, monkeypatch)
    create, bot, token, makes, manifest, opened, check, run = STEPS
    assert typed_in(makes) == ["make run", COMMAND], "which makes the command that comes next"
    try:
        home.put_into_env(token)
        told = await home.says(typed_in(manifest)[0])
        (portal,) = re.findall(r"https://\S+(?=, \*\*New)", create)
        assert portal in told
        assert "leave all three **Privileged Gateway Intents** off" in bot
        assert "leave all three Privileged Gateway Intents off" in told
        assert opened.startswith("Open that link, choose your server")
        authorize(fake, next(word for word in told.split() if word.startswith("https://discord.com/oauth2")))
        told = await home.says(typed_in(check)[0])
        assert "fault" not in told
        assert f"In Server {SERVER} the bot may do all it needs." in told
        assert typed_in(run) == ["make run", "/fivefold add"]
        async with home.runs():
            async with asyncio.timeout(30):
                await fake.gateway.ready.wait()
            await first_words(fake, tmp_path / ".fivefold" / "fivefold.db")
        assert fake.refused == []
    finally:
        await fake.stop()


async def test_what_the_page_explains_is_what_is_said() -> None:
    fake = FakeDiscord()
    await fake.start()
    (refused,) = re.findall(r'\| "(Discord refuses the token)"', SECTIONS["When something does not work"])
    (finding,) = await look("wrong", fake.api_url)
    await fake.stop()
    assert finding.what == f"{refused}."


def stands(database: Path) -> bool:
    """Whether every question is known to stand where it was put: words from before that answer none."""
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as looking:
        (lagging,) = looking.execute("SELECT count(*) FROM seat WHERE asked AND shown_turn < turn").fetchone()
    return not lagging


async def first_words(fake: FakeDiscord, database: Path) -> None:
    """What the page says that people see, in the server and in direct messages."""
    rita, joy = Person(fake, nothing, "100", "Rita Lopes"), Person(fake, nothing, "200", "Joy Santos")
    told = SECTIONS["What people see"]
    assert set(re.findall(r"`/fivefold (\w+)`", PAGE.read_text())) <= offered(fake)

    # In the server the answer is for them alone; the question is asked in direct messages.
    await rita.command("add", guild=SERVER, channel=CHANNEL, person=joy)
    await until(lambda: f"<#{rita.channel}>" in rita.screen(CHANNEL))
    assert joy.messages(CHANNEL) == []

    # Each person is asked for their city once; typing works as well.
    await until(lambda: "Which city are you in" in rita.screen() and stands(database))
    await rita.type("Lisbon")
    await until(lambda: "What is their work?" in rita.screen() and stands(database))
    await rita.type("virtual assistant")
    await until(lambda: "Joy works as" in rita.screen())

    # What there is, and anything in one's own words.
    await rita.command("help")
    await until(lambda: "/fivefold next" in rita.screen())
    shown = len(rita.messages())
    await rita.command(words.MORE, words="help")
    await until(lambda: len(rita.messages()) > shown)

    # What waits, brought up to date in place.
    await rita.command("next")
    await until(lambda: words.REFRESH in rita.buttons())
    shown = len(rita.messages())
    pressed = await rita.press(words.REFRESH)
    await until(lambda: pressed.answers)
    assert (len(rita.messages()), pressed.answers[0]["type"]) == (shown, 7)

    # Their city by its first letters.
    typing = await rita.command("settings", kind=4, focused="city", city="Lis")
    await until(lambda: typing.answers)
    assert "Lisbon" in typing.answers[0]["data"]["choices"][0]["name"]

    on_a_message = fake.commands[1]["name"]
    assert all(f"**{name}**" in told for name in (words.FIX, words.REFRESH, on_a_message))


def offered(fake: FakeDiscord) -> set[str]:
    """The commands as they are registered."""
    return {option["name"] for option in fake.commands[0]["options"]}
