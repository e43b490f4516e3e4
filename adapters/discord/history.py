"""What stands in a channel on Discord: our own messages by what they say, and what somebody wrote to us.

A nonce is forgotten after some minutes and is not told in the history. What a message can be known by
then is the ids of its buttons, which name the talk and the turn, and without any, its words.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import discord

from adapters.discord.calls import Calls
from adapters.discord.limits import HISTORY_PAGES, HISTORY_ROWS
from adapters.discord.posts import MESSAGES, nonce, reference
from adapters.discord.render import Payload

Json = dict[str, Any]

SKEW_SECONDS = 60
"""Discord's clock and ours are never further apart than this."""


async def ours(calls: Calls, channel: str, payloads: list[Payload], key: str, since_ms: int) -> list[str]:
    """References to every message of ours that says this, the oldest first, each with the parts it has."""
    mine = [one for one in await _since(calls, channel, since_ms) if (one.get("author") or {}).get("bot")]
    copies: list[list[str]] = []
    for one in mine:
        part = next((n for n, payload in enumerate(payloads) if _says(one, payload, nonce(key, n))), None)
        if part is None:
            continue
        if part == 0 or not copies or len(copies[-1]) != part:
            copies.append([])
        copies[-1].append(str(one["id"]))
    return [reference(channel, ids) for ids in copies if ids]


async def theirs(calls: Calls, channel: str, user: str, since_ms: int) -> list[Json]:
    """What somebody wrote in their direct messages with us, the oldest first."""
    found = await _since(calls, channel, since_ms)
    return [one for one in found if str((one.get("author") or {}).get("id")) == user]


async def _since(calls: Calls, channel: str, since_ms: int) -> list[Json]:
    """Messages since then, the oldest first."""
    moment = datetime.fromtimestamp(max(0, since_ms / 1000 - SKEW_SECONDS), UTC)
    after = max(0, discord.utils.time_snowflake(moment))
    found: list[Json] = []
    for _ in range(HISTORY_PAGES):
        page: list[Json] = await calls.call(
            "GET", MESSAGES, query={"after": str(after), "limit": str(HISTORY_ROWS)}, channel_id=channel
        )
        found += page
        if len(page) < HISTORY_ROWS:
            break
        after = max(int(one["id"]) for one in page)
    return sorted(found, key=lambda one: int(one["id"]))


def _says(message: Json, payload: Payload, named: str) -> bool:
    if message.get("nonce"):
        return str(message["nonce"]) == named
    ids = list(_ids(payload.body.get("components") or ()))
    if list(_ids(message.get("components") or ())) != ids:
        return False
    return bool(ids) or str(message.get("content") or "").strip() == str(payload.body["content"]).strip()


def _ids(rows: Any) -> Iterator[str]:
    for row in rows:
        for component in row.get("components") or ():
            if component.get("custom_id"):
                yield str(component["custom_id"])
