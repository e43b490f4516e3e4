"""The ways in: a socket that ends, goes silent or cannot be had, and requests that must be Slack's."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator

import aiohttp
import pytest

from adapters.slack import bolt, calls, socket_mode
from adapters.slack.limits import SIGNATURE_WINDOW, WAITS
from adapters.slack.socket_mode import Socket
from storage import KeyRing
from tests.adapters.slack.conftest import House, running
from tests.adapters.slack.fake import APP_TOKEN, Slack
from tests.adapters.slack.person import eventually


@pytest.fixture
async def served(slack: Slack, sqlite_url: str, ring: KeyRing) -> AsyncIterator[House]:
    """A Fivefold in HTTP mode."""
    async with running(slack, sqlite_url, ring, "http") as found:
        yield found


async def test_a_socket_that_is_to_be_refreshed_is_replaced(house: House, slack: Slack):
    await house.joy.command("help")
    await slack.disconnect()
    await eventually(lambda: slack.opened_sockets == 2, lambda: "no second socket")
    await asyncio.sleep(0.1)
    await house.joy.command("help")
    await house.settled()
    assert len(house.joy.messages) == 2


async def test_the_watchdog_builds_a_socket_anew_that_does_not_come_back(house: House, slack: Slack):
    async with calls.session() as session:
        app = bolt.app(calls.client(None, slack.api_url, session), house.adapter._bot, "")
        socket = Socket(app, APP_TOKEN, calls.client(None, slack.api_url, session), watch=0.05, ping=30)
        await socket.start()
        assert await socket.connected()
        handler = socket._handler
        assert handler is not None
        handler.client.auto_reconnect_enabled = False
        handler.client.default_auto_reconnect_enabled = False
        assert handler.client.current_session is not None
        await handler.client.current_session.close()
        await eventually(lambda: socket.rebuilt, lambda: "the watchdog slept")
        for _ in range(100):
            if await socket.connected():
                break
            await asyncio.sleep(0.02)
        assert await socket.connected()
        assert socket._handler is not handler
        await socket.stop()


async def test_a_socket_whose_other_side_says_nothing_any_more_is_let_go(
    house: House, slack: Slack, monkeypatch: pytest.MonkeyPatch
):
    """It waits for a word that never comes; neither an end nor the watchdog may wait for that."""
    monkeypatch.setattr(socket_mode, "WAITS", WAITS._replace(stop=0.1))
    async with calls.session() as session:
        app = bolt.app(calls.client(None, slack.api_url, session), house.adapter._bot, "")
        socket = Socket(app, APP_TOKEN, calls.client(None, slack.api_url, session))
        await socket.start()
        assert socket._handler is not None
        client = socket._handler.client
        assert client.current_session is not None
        closes = client.current_session.close

        async def silent() -> bool:
            await asyncio.sleep(60)
            return True

        monkeypatch.setattr(client.current_session, "close", silent)
        async with asyncio.timeout(5):
            await socket.stop()
        tasks = (client.message_processor, client.current_session_monitor, client.message_receiver)
        assert all(task is not None and task.done() for task in tasks)
        await closes()


async def test_a_start_without_slack_goes_on_in_the_background(house: House, slack: Slack):
    slack.refuse_sockets = True
    async with calls.session() as session:
        app = bolt.app(calls.client(None, slack.api_url, session), house.adapter._bot, "")
        socket = Socket(app, APP_TOKEN, calls.client(None, slack.api_url, session), watch=0.05, ping=0.1)
        await socket.start(within=0.2)
        assert not await socket.connected()
        slack.refuse_sockets = False
        for _ in range(200):
            if await socket.connected():
                break
            await asyncio.sleep(0.02)
        assert await socket.connected()
        await socket.stop()


async def test_only_what_slack_signed_lately_is_taken(served: House, slack: Slack):
    body = json.dumps(
        {"type": "event_callback", "team_id": "T0TEAM", "event": {"type": "x"}, "event_id": "E1"}
    )
    assert (await slack.signed(body, "application/json"))[0] == 200
    assert (await slack.signed(body, "application/json", age=SIGNATURE_WINDOW + 5))[0] == 401
    assert (await slack.signed(body, "application/json", age=-SIGNATURE_WINDOW - 5))[0] == 401
    assert (await slack.signed(body, "application/json", secret="another"))[0] == 401
    async with aiohttp.ClientSession() as stranger, stranger.post(slack.url, data=body) as answer:
        assert answer.status == 401


async def test_slack_may_try_the_address(served: House, slack: Slack):
    body = json.dumps({"type": "url_verification", "challenge": "say this"})
    status, text = await slack.signed(body, "application/json")
    assert (status, json.loads(text)) == (200, {"challenge": "say this"})
    async with aiohttp.ClientSession() as anybody:
        async with anybody.get(slack.url.replace("/slack/events", "/healthz")) as answer:
            assert await answer.json() == {"ok": True}
        async with anybody.get(slack.url) as answer:
            assert answer.status == 405


async def test_a_taken_port_is_said(served: House, slack: Slack, sqlite_url: str, ring: KeyRing):
    server = served.adapter.running.server
    assert server is not None
    other = type(served.adapter)(served.inbox, served.adapter.access._replace(port=server.port))
    with pytest.raises(OSError, match="address already in use"):
        await other.start()


async def test_acknowledging_does_not_wait_for_bolts_poll(served: House, slack: Slack):
    for _ in range(20):
        await served.joy.command("help")
    await served.settled()
    assert sorted(slack.ack_seconds)[10] < 0.1
