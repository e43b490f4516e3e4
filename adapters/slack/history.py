"""What stands in a conversation on Slack: our own messages by their key, and what somebody wrote to us."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack import calls, read
from adapters.slack.limits import HISTORY_PAGES, HISTORY_ROWS

Json = dict[str, Any]

SKEW_SECONDS = 60
"""Slack's clock and ours are never further apart than this."""


async def ours(web: AsyncWebClient, channel: str, key: str, since_ms: int) -> list[str]:
    """References to every message of ours with this key, the oldest first, each with the parts it has."""
    copies: list[list[str]] = []
    async for one in _since(web, channel, since_ms):
        payload = (one.get("metadata") or {}).get("event_payload") or {}
        if payload.get("key") != key:
            continue
        if not payload.get("part") or not copies:
            copies.append([])
        copies[-1].append(str(one["ts"]))
    return [read.reference(channel, stamps) for stamps in copies]


async def silent(web: AsyncWebClient, channel: str) -> bool:
    """Whether nothing stands there yet."""
    return not (await calls.ask(web, "conversations.history", channel=channel, limit=1)).get("messages")


async def theirs(web: AsyncWebClient, channel: str, user: str, since_ms: int) -> list[Json]:
    """What somebody wrote in their direct messages with us, as events, the oldest first."""
    told = [{**one, "channel_type": "im", "channel": channel} async for one in _since(web, channel, since_ms)]
    return [one for one in told if one.get("user") == user and read.is_theirs(one)]


async def _since(web: AsyncWebClient, channel: str, since_ms: int) -> AsyncIterator[Json]:
    """Messages since then, the oldest first. Slack tells the newest first, a page at a time."""
    oldest = f"{max(0, since_ms // 1000 - SKEW_SECONDS)}.000000"
    cursor = ""
    found: list[Json] = []
    for _ in range(HISTORY_PAGES):
        more = {"cursor": cursor} if cursor else {}
        told = await calls.ask(
            web,
            "conversations.history",
            channel=channel,
            oldest=oldest,
            limit=HISTORY_ROWS,
            include_all_metadata="true",
            **more,
        )
        found += told.get("messages") or ()
        cursor = str((told.get("response_metadata") or {}).get("next_cursor") or "")
        if not cursor:
            break
    for one in sorted(found, key=lambda one: float(one["ts"])):
        yield one
