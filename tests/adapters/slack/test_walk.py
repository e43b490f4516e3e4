"""docs/slack.md, tried word by word by somebody new: what to paste, to put into .env, to run and to write."""

from __future__ import annotations

import asyncio
import json
import os
import re
import signal
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import aiohttp
from typer.testing import CliRunner

from bot.__main__ import cli
from bot.settings import names
from tests.adapters.slack.fake import SECRET, Slack
from tests.adapters.slack.person import Person
from tests.adapters.slack.test_install import KEYS, PAGE, fits
from tests.adapters.slack.test_workspaces import through_pages
from tests.program import Program

COMMAND = ".venv/bin/fivefold"
SECTIONS = {part.partition("\n")[0]: part for part in PAGE.read_text().split("\n## ")[1:]}
STEPS = re.findall(r"(?ms)^\d\. (.*?)(?=^\d\. |\Z)", SECTIONS["Install"])


def at_home(folder: Path, slack: Slack) -> dict[str, str]:
    """The environment of somebody who has set nothing; only Slack's address is that of the stand-in."""
    kept = {name: value for name, value in os.environ.items() if name not in names()}
    return {**kept, "SLACK_API_URL": slack.api_url, "FIVEFOLD_DATA": str(folder / ".fivefold")}


async def says(folder: Path, slack: Slack, command: str) -> str:
    """What a command of the page prints."""
    name, *words = command.split()
    assert name == COMMAND
    said = folder / "said"
    program = Program(*words, folder=folder, environment=at_home(folder, slack), said=said)
    assert await program.ended() == 0, said.read_text()
    return said.read_text()


@asynccontextmanager
async def run(folder: Path, slack: Slack) -> AsyncIterator[None]:
    """`make run` does this once everything is installed."""
    program = Program("run", folder=folder, environment=at_home(folder, slack))
    try:
        yield
    finally:
        program.send(signal.SIGTERM)
        await program.ended()


def paste(slack: Slack, command: str) -> dict[str, Any]:
    """Create From a manifest: Slack takes it as it is, and the token has the scopes that stand in it."""
    name, *words = command.split()
    assert name == COMMAND
    pasted: dict[str, Any] = json.loads(CliRunner().invoke(cli, words).output)
    fits(pasted, KEYS)
    slack.scopes = ",".join(pasted["oauth_config"]["scopes"]["bot"])
    return pasted


def put_into_env(folder: Path, section: str, slack: Slack) -> None:
    """Every value that a table of the page names, with what stands at the place that it names."""
    values = {"SLACK_BOT_TOKEN": "xoxb-test", "SLACK_APP_TOKEN": "xapp-test", "SLACK_MODE": "socket"}
    rows = re.findall(r"\| `(SLACK_\w+)` \| (.*?) \|", section)
    assert {name for name, _ in rows} == set(values)
    for name, where in rows:
        begins = re.search(r"begins with `(\w+-)`", where)
        assert values[name].startswith(begins[1] if begins else "socket")
    example = (PAGE.parents[1] / ".env.example").read_text()
    for name, value in values.items():
        example, found = re.subn(rf"(?m)^# ?{name}=.*$", f"{name}={value}", example)
        assert found == 1, f"{name} does not stand in .env.example as the page says"
    (folder / ".env").write_text(example)


async def written(person: Person, command: str) -> None:
    """Write what the page says, once it is up, and find the answer in the direct messages."""
    assert command.startswith("/fivefold ")
    await person.command(command.removeprefix("/fivefold ").replace("@somebody", "<@UJOY|joy>"))
    await person.until("What is their work?")


async def nothing() -> None:
    """Slack shows by itself what was done."""


async def test_the_install_as_it_is_written(slack: Slack, tmp_path: Path) -> None:
    begin, *said = [re.findall(r"`([^`]+)`", step) for step in STEPS]
    assert begin == ["make run", COMMAND], "which makes the command that comes next"
    assert paste(slack, said[0][0])["settings"]["socket_mode_enabled"]
    put_into_env(tmp_path, SECTIONS["Install"], slack)
    checked = await says(tmp_path, slack, said[4][0])
    assert "Socket Mode works." in checked
    assert "The bot has the scopes it needs." in checked
    assert said[5][0] == "make run"
    async with run(tmp_path, slack):
        async with asyncio.timeout(30):
            await slack.listened.wait()
        await written(Person(slack, "URITA", nothing), said[5][1])


async def test_over_http_as_it_is_written(slack: Slack, tmp_path: Path) -> None:
    section = SECTIONS["Over HTTP"]
    (command,) = re.findall(rf"`({COMMAND} manifest [^`]+)`", section)
    pasted = paste(slack, command)
    assert "SLACK_APP_TOKEN` is not needed" in section
    assert "SLACK_SIGNING_SECRET" in section
    port = free_port()
    (tmp_path / ".env").write_text(
        f"SLACK_BOT_TOKEN=xoxb-test\nSLACK_MODE=http\nSLACK_SIGNING_SECRET={SECRET}\nSLACK_PORT={port}\n"
    )
    path = pasted["settings"]["event_subscriptions"]["request_url"].removeprefix("https://bot.example.com")
    assert path.startswith("/slack/"), "what a proxy passes on"
    slack.url = f"http://127.0.0.1:{port}{path}"
    async with run(tmp_path, slack):
        await healthy(port)
        assert (await slack.signed("{}", "application/json", age=301))[0] == 401
        assert (await slack.signed("{}", "application/json", secret="another"))[0] == 401
        await written(Person(slack, "URITA", nothing), "/fivefold add @somebody")


async def test_several_workspaces_as_it_is_written(slack: Slack, tmp_path: Path) -> None:
    section = SECTIONS["Several workspaces"]
    (command,) = re.findall(rf"`({COMMAND} manifest [^`]+)`", section)
    pasted = paste(slack, command)
    (page,) = re.findall(r"`https://bot\.example\.com(/[^`]+)`", section)
    (back,) = pasted["oauth_config"]["redirect_urls"]
    port = free_port()
    placed = {name: "1.2" for name in re.findall(r"`(SLACK_CLIENT_\w+)`", section)}
    assert set(placed) == {"SLACK_CLIENT_ID", "SLACK_CLIENT_SECRET"}
    assert "in\n   place of `SLACK_BOT_TOKEN`; the rest as over HTTP" in section
    rest = {"SLACK_MODE": "http", "SLACK_SIGNING_SECRET": SECRET, "SLACK_PORT": str(port)}
    lines = [f"{name}={value}\n" for name, value in (placed | rest).items()]
    (tmp_path / ".env").write_text("".join(lines))
    slack.tokens.clear()
    slack.url = f"http://127.0.0.1:{port}/slack/events"
    async with run(tmp_path, slack):
        await healthy(port)
        assert page == "/slack/install"
        assert back == "https://bot.example.com/slack/oauth_redirect"
        for team in ("T0", "T1"):
            assert await through_pages(f"http://127.0.0.1:{port}/slack") == 200
            await written(Person(slack, "URITA", nothing, team), "/fivefold add @somebody")
            slack.posted.clear()
        assert {slack.tokens[one.token] for one in slack.calls if one.method == "chat.postMessage"} == {
            "T0", "T1",
        }  # fmt: skip
        # The one that removes the app is forgotten, and the other notices nothing.
        await slack.event({"type": "app_uninstalled"}, team="T0")
        await written(Person(slack, "URITA", nothing, "T1"), "/fivefold add @somebody")
    kept = b"".join(path.read_bytes() for path in (tmp_path / ".fivefold").rglob("*") if path.is_file())
    assert kept
    assert not [token for token in slack.tokens if token.encode() in kept], "each token is sealed"


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        return int(free.getsockname()[1])


async def healthy(port: int) -> None:
    """Wait until it runs, as a balancer would."""
    async with aiohttp.ClientSession() as session, asyncio.timeout(30):
        while True:
            try:
                async with session.get(f"http://127.0.0.1:{port}/healthz") as answer:
                    assert answer.status == 200
                    return
            except aiohttp.ClientError:
                await asyncio.sleep(0.05)
