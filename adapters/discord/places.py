"""Channels as people name them -> the channel that is meant, where the one who names it sees it."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable, Iterator, Mapping
from itertools import islice
from typing import Any, TypeVar

import discord

from adapters.discord.calls import Calls, Refused, Unsure
from adapters.discord.limits import WAITS
from adapters.discord.permissions import in_channel
from bot.ports import TryLater

_NAMED = re.compile(
    r"\s*(?:#(?P<name>[\w-]{1,100})|<#(?P<id>[0-9]{1,20})>"
    r"|https://(?:\w+\.)?discord\.com/channels/[0-9]+/(?P<link>[0-9]{1,20}))\s*"
)
CANDIDATES = 5
THREADS = frozenset({10, 11, 12})
PRIVATE_THREAD = 12
POSTABLE = frozenset({0, 5}) | THREADS
"""Text channels, announcements, and threads in either."""
VIEW = 1 << 10

Json = dict[str, Any]

Value = TypeVar("Value", str, str | tuple[str, ...])


class Places:
    """Looks channels up in the servers of this bot."""

    def __init__(self, calls: Calls, guilds: Callable[[], list[discord.Guild]]) -> None:
        self._calls = calls
        self._guilds = guilds

    async def named(self, user: str, said: str) -> str:
        """What was said, with a channel written as `<#id|name>` where that is all of it.

        Only channels that they see themselves: a name must reach neither somebody else's server nor a
        room of their own server that is closed to them.
        """
        found = _NAMED.fullmatch(said)
        if found is None:
            return said
        name = found["name"]
        ids = list(islice(self._called(name), CANDIDATES)) if name else [found["id"] or found["link"]]
        try:
            async with asyncio.timeout(WAITS.place):
                for channel in await asyncio.gather(*(self._seen(id, user) for id in ids)):
                    if channel is not None:
                        return f"<#{channel['id']}|{channel.get('name') or channel['id']}>"
        except TimeoutError:
            pass
        return said

    async def each(self, user: str, values: Mapping[str, Value]) -> dict[str, Value]:
        """The same for everything that was filled in, side by side: they share the time there is."""
        texts = {
            name: value
            for name, value in values.items()
            if isinstance(value, str) and _NAMED.fullmatch(value)
        }
        if not texts:
            return dict(values)
        found = await asyncio.gather(*(self.named(user, said) for said in texts.values()))
        return {**values, **dict(zip(texts, found, strict=True))}

    def _called(self, name: str) -> Iterator[str]:
        """The ids of channels and open threads of this name."""
        for guild in self._guilds():
            places: list[discord.TextChannel | discord.Thread] = [*guild.text_channels, *guild.threads]
            for channel in places:
                if name in (str(channel.id), channel.name):
                    yield str(channel.id)

    async def _seen(self, id: str, user: str) -> Json | None:
        """The channel or thread with this id, in whatever server it is, if they see it."""
        try:
            found: Json = await self._calls.call("GET", "/channels/{channel_id}", channel_id=id)
            if found.get("type") not in POSTABLE or not found.get("guild_id"):
                return None
            return found if await self._sees(user, found) else None
        except (Refused, Unsure, TryLater):
            return None

    async def _sees(self, user: str, channel: Json) -> bool:
        """Whether a member may view a channel; a thread goes by the channel that it is in.

        Raises:
            Refused: they are not in that server, or not in that private thread.
        """
        guild = str(channel["guild_id"])
        calls = [
            self._calls.call("GET", "/guilds/{guild_id}/members/{user_id}", guild_id=guild, user_id=user),
            self._calls.call("GET", "/guilds/{guild_id}/roles", guild_id=guild),
        ]
        if channel["type"] in THREADS:
            calls.append(self._calls.call("GET", "/channels/{channel_id}", channel_id=channel["parent_id"]))
        if channel["type"] == PRIVATE_THREAD:
            route = "/channels/{channel_id}/thread-members/{user_id}"
            calls.append(self._calls.call("GET", route, channel_id=channel["id"], user_id=user))
        member, roles, of, *_ = [*await asyncio.gather(*calls), channel]
        if any(one.id == int(guild) and str(one.owner_id) == user for one in self._guilds()):
            return True
        bits = {str(role["id"]): role["permissions"] for role in roles}
        overwrites = of.get("permission_overwrites") or []
        return bool(in_channel(guild, user, member["roles"], bits, overwrites) & VIEW)
