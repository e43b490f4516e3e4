"""The whole program on Slack, as the settings start it."""

from __future__ import annotations

import pytest

from adapters.slack import SlackAdapter
from bot import app
from bot.settings import load
from tests.adapters.slack.fake import APP_TOKEN, SECRET, TOKEN, Slack
from tests.adapters.slack.person import Person


@pytest.mark.parametrize("way", ["socket", "http"])
async def test_what_stands_in_env_starts_it(slack: Slack, monkeypatch, tmp_path, way):
    values = {
        "SLACK_BOT_TOKEN": TOKEN, "SLACK_APP_TOKEN": APP_TOKEN, "SLACK_SIGNING_SECRET": SECRET,
        "SLACK_MODE": way, "SLACK_PORT": "0", "SLACK_API_URL": slack.api_url.rstrip("/"),
        "FIVEFOLD_DATA": str(tmp_path),
    }  # fmt: skip
    for name, value in values.items():
        monkeypatch.setenv(name, value)
    async with app.house(load(None)) as house:
        adapter = house.adapters["slack"]
        assert isinstance(adapter, SlackAdapter)
        server = adapter.running.server
        slack.url = f"http://127.0.0.1:{server.port}/slack/events" if server else ""
        joy = Person(slack, "UJOY", adapter.running.lanes.settled)
        await joy.command("help")
        await joy.until("/fivefold")
