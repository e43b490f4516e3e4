"""What Discord must be told about the bot: the link that invites it, and the switches of its portal."""

from __future__ import annotations

import base64
import binascii
from typing import Any

Json = dict[str, Any]

PERMISSIONS = {
    "View Channels": 1 << 10,
    "Send Messages": 1 << 11,
    "Embed Links": 1 << 14,
    "Attach Files": 1 << 15,
    "Read Message History": 1 << 16,
    "Send Messages in Threads": 1 << 38,
}
"""What the bot may do in a server. No more than it uses."""
BITS = sum(PERMISSIONS.values())
YOUR_ID = "APPLICATION_ID"
"""Stands in the link while there is no token to read the application's id from."""


def application_of(token: str) -> str:
    """The id of the application, which a token begins with; empty where it cannot be read."""
    first = token.partition(".")[0]
    try:
        id = base64.urlsafe_b64decode(first + "=" * (-len(first) % 4)).decode("ascii")
    except (binascii.Error, UnicodeDecodeError, ValueError):
        return ""
    return id if id.isdecimal() else ""


def invite(application: str) -> str:
    """The link with which somebody adds the bot to their server."""
    return (
        f"https://discord.com/oauth2/authorize?client_id={application or YOUR_ID}"
        f"&scope=bot+applications.commands&permissions={BITS}&integration_type=0"
    )


def manifest(token: str = "") -> str:
    """The link, and what to switch where, as lines to be followed."""
    application = application_of(token)
    portal = f"https://discord.com/developers/applications/{application}".rstrip("/")
    lines = [
        f"In the Developer Portal, {portal}:",
        "  Bot: leave all three Privileged Gateway Intents off. Requires OAuth2 Code Grant: off.",
        "  Installation: Guild Install on, User Install off.",
        "  General Information: leave Interactions Endpoint URL empty.",
        "",
        "To add the bot to a server that you manage, open:",
        f"  {invite(application)}",
        f"It asks for: {', '.join(PERMISSIONS)}.",
    ]
    if not application:
        lines.append(
            f"Put the Application ID (General Information) in the place of {YOUR_ID}, "
            "or set DISCORD_TOKEN in .env and ask again."
        )
    return "\n".join(lines)
