"""Several workspaces: installing, writing to each, leaving; no token lies open in the database."""

from __future__ import annotations

import asyncio
import re
import time
from dataclasses import dataclass
from pathlib import Path

import aiohttp
import pytest
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack import Access, SlackAdapter
from adapters.slack.installs import Installed, Installs, States
from bot.app import Vault
from bot.conversations.inbox import Conversations
from bot.engine.cards import Message, Run
from bot.ports import TryLater, Where
from storage import Database, KeyRing, StorageTrouble, open_store
from tests.adapters.slack.conftest import RealClock
from tests.adapters.slack.fake import APP_TOKEN, SECRET, Slack

# slack_sdk 3.47 exchanges a code with a class that aiohttp 3.14 calls outdated.
pytestmark = pytest.mark.filterwarnings("ignore:BasicAuth is deprecated:DeprecationWarning")

HELLO = Message(((Run("Hello"),),))


def adapter_on(store: Database, slack: Slack, mode: str = "http") -> SlackAdapter:
    access = Access("", APP_TOKEN, SECRET, mode, slack.api_url, port=0, client_id="1.2", client_secret="shh")
    inbox = Conversations(store, lambda: None, StorageTrouble)
    return SlackAdapter(inbox, access, vault=Vault(store))


def everything(folder: Path) -> bytes:
    """All that lies in a folder's files."""
    return b"".join(path.read_bytes() for path in folder.iterdir() if path.is_file())


async def install(adapter: SlackAdapter, *, spoil: str = "", code: str = "good-code") -> int:
    """Go through the two pages in a browser; the status at the end."""
    server = adapter.running.server
    assert server is not None
    base = f"http://127.0.0.1:{server.port}/slack"
    async with aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar()) as browser:
        async with browser.get(f"{base}/install") as page:
            state = re.findall(r"state=([\w.]+)", await page.text())[0]
            cookie = {"slack-app-oauth-state": page.cookies["slack-app-oauth-state"].value}
        async with browser.get(
            f"{base}/oauth_redirect", params={"code": code, "state": state + spoil}, cookies=cookie
        ) as page:
            return page.status


async def test_workspaces_install_are_written_to_and_leave(
    slack: Slack, sqlite_url: str, ring: KeyRing, tmp_path: Path
):
    store = open_store(sqlite_url, ring, RealClock())
    adapter = adapter_on(store, slack)
    await adapter.start()
    try:
        assert await install(adapter, spoil="x") != 200
        assert await install(adapter, code="bad-code") != 200
        assert await install(adapter) == 200
        assert await install(adapter) == 200
        first, second = Where("slack", "T1", "UJOY"), Where("slack", "T2", "UJOY")
        await adapter.put(first, "", HELLO, ref="", key="a1")
        await adapter.put(second, "", HELLO, ref="", key="a2")
        tokens = [call.token for call in slack.calls if call.method == "chat.postMessage"]
        assert [slack.tokens[token] for token in tokens] == ["T1", "T2"]
        # A workspace that is not there, and one that took its token back, disturb nobody.
        with pytest.raises(TryLater):
            await adapter.put(Where("slack", "T9", "UJOY"), "", HELLO, ref="", key="a3")
        server = adapter.running.server
        assert server is not None
        slack.url = f"http://127.0.0.1:{server.port}/slack/events"
        await slack.event({"type": "app_uninstalled"}, team="T1")
        with pytest.raises(TryLater):
            await adapter.put(first, "", HELLO, ref="", key="a4")
        await adapter.put(second, "", HELLO, ref="", key="a5")
        assert await Vault(store).read("slack/T1") == ""
    finally:
        await adapter.stop()
        await store.close()
    kept = everything(tmp_path)
    assert not [token for token in tokens if token.encode() in kept]


async def test_another_process_finds_the_installation(slack: Slack, sqlite_url: str, ring: KeyRing):
    store = open_store(sqlite_url, ring, RealClock())
    first, second = adapter_on(store, slack), adapter_on(store, slack, "socket")
    await first.start()
    await second.start()
    try:
        assert await install(first) == 200
        await second.put(Where("slack", "T1", "UJOY"), "", HELLO, ref="", key="b1")
        assert slack.count("chat.postMessage") == 1
    finally:
        await second.stop()
        await first.stop()
        await store.close()


async def test_a_state_is_good_once_and_only_ours():
    states = States("shh")
    state = await states.async_issue()
    assert await states.async_consume(state)
    assert not await states.async_consume(state)
    assert not await states.async_consume(await States("another").async_issue())
    assert not await states.async_consume("1.2.3")
    assert not await states.async_consume("")


class Memory:
    """A vault without locks."""

    def __init__(self) -> None:
        self.kept: dict[str, str] = {}

    async def read(self, name: str) -> str | None:
        return self.kept.get(name)

    async def write(self, name: str, value: str) -> None:
        self.kept[name] = value


async def test_a_token_that_ends_is_renewed_by_one():
    @dataclass
    class New:
        bot_token: str = "xoxb-new"
        bot_refresh_token: str = "xoxe-new"
        bot_token_expires_at: float = 0

    installs = Installs(Memory(), "1.2", "shh", AsyncWebClient())
    asked = 0

    async def rotate(**_: object) -> New:
        nonlocal asked
        asked += 1
        await asyncio.sleep(0.01)
        return New(bot_token_expires_at=time.time() + 43_200)

    installs._rotator.perform_bot_token_rotation = rotate  # type: ignore[assignment, method-assign]
    await installs._keep("T1", Installed("xoxe.xoxb-old", "B1", "U1", "xoxe-old", int(time.time()) + 60))
    found = await asyncio.gather(*(installs.find("T1") for _ in range(10)))
    assert {one.token for one in found if one} == {"xoxb-new"}
    assert asked == 1
