"""Installing: the manifest that is pasted, the page about it, and what the check says."""

from __future__ import annotations

import json
import re
import time
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from typer.testing import CliRunner

from adapters.slack import Access, look, manifest
from adapters.slack.manifest import SCOPES
from bot.__main__ import cli
from bot.ports import Finding
from bot.settings import Exit
from bot.settings import Slack as SlackSettings
from tests.adapters.slack.fake import APP_TOKEN, SECRET, TOKEN, Slack

PAGE = Path(__file__).parents[3] / "docs" / "slack.md"

KEYS: dict[str, Any] = {
    "display_information": {"name": 35, "description": 140, "background_color": 7},
    "features": {
        "app_home": {"home_tab_enabled": 0, "messages_tab_enabled": 0, "messages_tab_read_only_enabled": 0},
        "bot_user": {"display_name": 80, "always_online": 0},
        "shortcuts": [{"name": 24, "type": 10, "callback_id": 255, "description": 150}],
        "slash_commands": [
            {"command": 32, "description": 2000, "usage_hint": 1000, "should_escape": 0, "url": 3000}
        ],
    },
    "oauth_config": {"scopes": {"bot": [40]}, "redirect_urls": [1000]},
    "settings": {
        "event_subscriptions": {"request_url": 3000, "bot_events": [40]},
        "interactivity": {"is_enabled": 0, "request_url": 3000},
        "org_deploy_enabled": 0,
        "socket_mode_enabled": 0,
        "token_rotation_enabled": 0,
    },
}
"""Every key that Slack's schema knows of those we use, with its longest text; 0 = yes or no."""


def fits(value: Any, schema: Any, where: str = "") -> None:
    if isinstance(schema, dict):
        assert set(value) <= set(schema), where
        for key, part in value.items():
            fits(part, schema[key], f"{where}/{key}")
    elif isinstance(schema, list):
        assert isinstance(value, list)
        assert len(value) <= 10
        for part in value:
            fits(part, schema[0], where)
    elif schema == 0:
        assert isinstance(value, bool), where
    else:
        assert isinstance(value, str)
        assert 0 < len(value) <= schema, where


@pytest.mark.parametrize("url", ["", "https://bot.example.com/"])
def test_the_manifest_keeps_to_slacks_keys_and_lengths(url):
    made = manifest(url, several=bool(url))
    fits(made, KEYS)
    assert made["settings"]["socket_mode_enabled"] is not bool(url)
    assert made["features"]["app_home"]["messages_tab_read_only_enabled"] is False
    assert "assistant:write" not in SCOPES
    if url:
        assert made["settings"]["interactivity"]["request_url"] == "https://bot.example.com/slack/events"


def test_the_command_prints_it():
    printed = CliRunner().invoke(cli, ["manifest", "slack"])
    assert json.loads(printed.output) == manifest()
    over_http = CliRunner().invoke(cli, ["manifest", "slack", "--http", "https://bot.example.com"])
    assert json.loads(over_http.output) == manifest("https://bot.example.com")
    alone = CliRunner().invoke(cli, ["manifest", "slack", "--several"])
    assert alone.exit_code == Exit.SETTINGS
    assert "add --http" in alone.output
    several = CliRunner().invoke(cli, ["manifest", "slack", "--http", "https://b.example.com", "--several"])
    assert "https://b.example.com/slack/oauth_redirect" in several.output
    assert CliRunner().invoke(cli, ["manifest", "slack", "--http", "bot.example.com"]).exit_code == 10
    assert CliRunner().invoke(cli, ["manifest", "irc"]).exit_code == 10


async def test_the_check_names_the_page_for_each_fault(slack: Slack, monkeypatch: pytest.MonkeyPatch):
    access = Access(TOKEN, APP_TOKEN, SECRET, "socket", slack.api_url)

    async def fault(access: Access) -> Finding:
        (found,) = [one for one in await look(access) if one.state == "fault"]
        return found

    right = await look(access)
    assert [one.state for one in right if one.state != "note"] == ["ok"] * 4
    (note,) = [one for one in right if one.state == "note"]
    assert "https://api.slack.com/apps/A0APP/app-home (App Home)" in note.do

    # Whose bot it is Slack only tells to whoever has its token; else the app's own token says it.
    wrong = await fault(access._replace(bot_token="xoxb-old"))
    assert "https://api.slack.com/apps, your app, OAuth & Permissions: copy" in wrong.do
    slack.app_token = "-".join(("xapp", "1", "A0OTHER", "made", "up"))
    wrong = await fault(access._replace(bot_token="xoxb-old", app_token=slack.app_token))
    assert "https://api.slack.com/apps/A0OTHER/oauth (OAuth & Permissions): copy" in wrong.do
    wrong = await fault(access._replace(app_token=slack.app_token))
    assert wrong.what == "The two tokens are of two apps, so nothing that people do would be heard."
    assert "https://api.slack.com/apps/A0APP/general (Basic Information), App-Level Tokens" in wrong.do
    wrong = await fault(access)
    assert "https://api.slack.com/apps/A0APP/general (Basic Information), App-Level Tokens" in wrong.do
    slack.app_token, slack.socket_mode = APP_TOKEN, False
    wrong = await fault(access)
    assert "https://api.slack.com/apps/A0APP/socket-mode (Socket Mode): switch it on." in wrong.do
    slack.socket_mode, scopes = True, slack.scopes
    slack.scopes = "commands,chat:write"
    wrong = await fault(access)
    assert "im:history" in wrong.what
    assert "A0APP/app-manifest (App Manifest): paste" in wrong.do
    assert "A0APP/install-on-team (Install App): Reinstall" in wrong.do
    slack.scopes = scopes
    with monkeypatch.context() as wound:
        ahead = SimpleNamespace(time=lambda: time.time() + 3600)
        wound.setattr("adapters.slack.checks.time", ahead)
        assert (await fault(access)).do == "Set the clock."
    gone = await fault(access._replace(api_url="http://127.0.0.1:9/api/", mode="http"))
    assert "cannot be reached" in gone.what


def test_the_page_names_the_values_that_the_settings_read():
    page = PAGE.read_text()
    named = set(re.findall(r"SLACK_[A-Z_]+", page))
    known = {f"SLACK_{name.upper()}" for name in SlackSettings.model_fields}
    assert named <= known
    assert {"SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "SLACK_MODE", "SLACK_SIGNING_SECRET"} <= named
    for command in re.findall(r"`\.venv/bin/(fivefold [a-z]+)", page):
        assert CliRunner().invoke(cli, [command.split()[1], "--help"]).exit_code == 0
