"""The app manifest: everything Slack must know about the app, in one paste."""

from __future__ import annotations

from typing import Any

from adapters.slack import wire
from adapters.slack.web import EVENTS, INSTALLED

Json = dict[str, Any]

SCOPES = (
    "app_mentions:read",
    "channels:read",
    "chat:write",
    "commands",
    "files:write",
    "groups:read",
    "im:history",
    "im:write",
    "users:read",
)
"""What the bot may do. No more than it uses; a change needs the app to be installed again."""

EVENT_NAMES = (
    "app_home_opened",
    "app_mention",
    "app_uninstalled",
    "member_joined_channel",
    "message.im",
    "tokens_revoked",
)


def manifest(url: str = "", *, several: bool = False) -> Json:
    """The manifest for Socket Mode, or for HTTP mode at a public address.

    `several`: the app is installed into more than one workspace, through its own install page.
    """
    base = url.rstrip("/")
    address = {"request_url": base + EVENTS} if url else {}
    command: Json = {
        "command": "/fivefold",
        "description": "What waits for you, and everything you can do",
        "usage_hint": "help",
        "should_escape": True,
    }
    if url:
        command["url"] = base + EVENTS
    oauth: Json = {"scopes": {"bot": list(SCOPES)}}
    if url and several:
        oauth["redirect_urls"] = [base + INSTALLED]
    return {
        "display_information": {
            "name": "Fivefold",
            "description": "Helps you and the people you hire work well together.",
            "background_color": "#2f3e46",
        },
        "features": {
            "app_home": {
                "home_tab_enabled": True,
                "messages_tab_enabled": True,
                "messages_tab_read_only_enabled": False,
            },
            "bot_user": {"display_name": "Fivefold", "always_online": True},
            "shortcuts": [
                {
                    "name": "Save as example",
                    "type": "message",
                    "callback_id": wire.QUOTE,
                    "description": "Keep this message as an example",
                },
                {
                    "name": "What waits for me",
                    "type": "global",
                    "callback_id": wire.WAITING,
                    "description": "See what needs you, with minutes",
                },
            ],
            "slash_commands": [command],
        },
        "oauth_config": oauth,
        "settings": {
            "event_subscriptions": {**address, "bot_events": list(EVENT_NAMES)},
            "interactivity": {"is_enabled": True, **address},
            "org_deploy_enabled": False,
            "socket_mode_enabled": not url,
            "token_rotation_enabled": False,
        },
    }
