"""Several workspaces: installing, writing to each, leaving; no token lies open in the database."""

from __future__ import annotations

import asyncio
import json
import re
from pathlib import Path

import aiohttp
import pytest

from adapters.slack import Access, SlackAdapter, words
from adapters.slack.installs import Installed
from adapters.slack.oauth import States
from bot.app import Vault
from bot.conversations.inbox import Conversations
from bot.engine.cards import Message, Run
from bot.ports import Sent, Shut, TryLater, Where
from storage import Database, KeyRing, StorageTrouble, open_store
from storage.leases import Leases
from tests.adapters.slack.conftest import RealClock
from tests.adapters.slack.fake import APP_TOKEN, SECRET, Slack
from tests.adapters.slack.fake_methods import BOT, BOT_USER
from tests.adapters.slack.person import Person

# slack_sdk 3.47 exchanges a code with a class that aiohttp 3.14 calls outdated.
pytestmark = pytest.mark.filterwarnings("ignore:BasicAuth is deprecated:DeprecationWarning")

HELLO = Message(((Run("Hello"),),))


def adapter_on(store: Database, slack: Slack, mode: str = "http") -> SlackAdapter:
    access = Access("", APP_TOKEN, SECRET, mode, slack.api_url, port=0, client_id="1.2", client_secret="shh")
    inbox = Conversations(store, lambda: None, StorageTrouble)
    return SlackAdapter(inbox, access, vault=Vault(store), lease=Leases(store))


def everything(folder: Path) -> bytes:
    """All that lies in a folder's files."""
    return b"".join(path.read_bytes() for path in folder.iterdir() if path.is_file())


async def install(adapter: SlackAdapter, *, spoil: str = "", code: str = "good-code") -> int:
    """Install it where it runs; the status at the end."""
    server = adapter.running.server
    assert server is not None
    return await through_pages(f"http://127.0.0.1:{server.port}/slack", spoil=spoil, code=code)


async def through_pages(base: str, *, spoil: str = "", code: str = "good-code") -> int:
    """Go through the two pages in a browser; the status at the end."""
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
        await slack.event({"type": "tokens_revoked", "tokens": {"oauth": ["UJOY"], "bot": []}}, team="T2")
        await slack.event({"type": "app_uninstalled"}, team="T1")
        with pytest.raises(TryLater):
            await adapter.put(first, "", HELLO, ref="", key="a4")
        await adapter.put(second, "", HELLO, ref="", key="a5")
        assert await Vault(store).read("slack/T1") == ""
        # Slack tells of both, in any order, and perhaps twice.
        await slack.event({"type": "tokens_revoked", "tokens": {"bot": [BOT_USER]}}, team="T1")
        await slack.event({"type": "tokens_revoked", "tokens": {"bot": [BOT_USER]}}, team="T2")
        with pytest.raises(Shut):
            await adapter.put(second, "", HELLO, ref="", key="a6")
        assert await Vault(store).read("slack/T2") == ""
        # Whoever writes from there all the same is told why nothing happens.
        await Person(slack, "UJOY", adapter.running.lanes.settled, "T2").command("help")
        assert slack.ephemeral[-1]["text"] == words.NOT_HERE
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


async def test_a_dead_workspace_disturbs_none_of_the_others(slack: Slack, sqlite_url: str, ring: KeyRing):
    store = open_store(sqlite_url, ring, RealClock())
    adapter = adapter_on(store, slack)
    await adapter.start()
    try:
        teams = [f"T{number}" for number in range(1, 21)]
        for team in teams:
            await installed(store, slack, team)
        del slack.tokens["xoxb-T7"]
        for key in ("a", "b"):
            found = await asyncio.gather(
                *(adapter.put(Where("slack", team, "UJOY"), "", HELLO, ref="", key=key) for team in teams),
                return_exceptions=True,
            )
            assert [team for team, one in zip(teams, found, strict=True) if isinstance(one, Shut)] == ["T7"]
            assert sum(isinstance(one, Sent) for one in found) == 19
        asked = [call for call in slack.calls if call.method == "chat.postMessage"]
        assert sum(call.token == "xoxb-T7" for call in asked) == 1, "it is left alone"
        # It is installed anew, perhaps through another process.
        await installed(store, slack, "T7", "xoxb-T7-new")
        assert adapter._installs is not None
        adapter._installs._known.clear()
        await adapter.put(Where("slack", "T7", "UJOY"), "", HELLO, ref="", key="c")
    finally:
        await adapter.stop()
        await store.close()


async def installed(
    store: Database, slack: Slack, team: str, token: str = "", refresh: str = "", ends: float = 0
) -> None:
    """A workspace has the app, as another process left it in the database."""
    token = token or f"xoxb-{team}"
    slack.tokens[token] = team
    if refresh:
        slack.refreshes[refresh] = team
    kept = Installed(token, BOT, BOT_USER, refresh, round(ends))
    await Vault(store).write(f"slack/{team}", json.dumps(kept))
