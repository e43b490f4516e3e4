"""Channels as people name them -> the channel that is meant, where the one who names it is a member."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable, Iterator, Mapping
from typing import TypeVar

import discord

from adapters.discord.calls import Calls, Refused, Unsure
from adapters.discord.limits import WAITS
from bot.ports import TryLater

_NAMED = re.compile(
    r"\s*(?:#(?P<name>[\w-]{1,100})|<#(?P<id>[0-9]{1,20})>"
    r"|https://(?:\w+\.)?discord\.com/channels/[0-9]+/(?P<link>[0-9]{1,20}))\s*"
)
CANDIDATES = 5
POSTABLE = frozenset({0, 5, 10, 11, 12})
"""Text channels, announcements, and threads in either."""

Place = tuple[int, int, str]
"""A server, and a channel in it with its name."""

Value = TypeVar("Value", str, str | tuple[str, ...])


class Places:
    """Looks channels up in the servers of this bot."""

    def __init__(self, calls: Calls, guilds: Callable[[], list[discord.Guild]]) -> None:
        self._calls = calls
        self._guilds = guilds

    async def named(self, user: str, said: str) -> str:
        """What was said, with a channel written as `<#id|name>` where that is all of it.

        Only channels of servers in which they are: a name must not reach somebody else's server.
        """
        found = _NAMED.fullmatch(said)
        if found is None:
            return said
        wanted = found["id"] or found["link"] or found["name"]
        try:
            async with asyncio.timeout(WAITS.place):
                named = found["name"]
                places = list(self._called(named)) if named else [await self._with_id(wanted)]
                for guild, channel, name in [place for place in places if place][:CANDIDATES]:
                    if await self._is_member(guild, user):
                        return f"<#{channel}|{name}>"
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

    def _called(self, name: str) -> Iterator[Place]:
        """Channels and open threads of this name."""
        for guild in self._guilds():
            places: list[discord.TextChannel | discord.Thread] = [*guild.text_channels, *guild.threads]
            for channel in places:
                if name in (str(channel.id), channel.name):
                    yield guild.id, channel.id, channel.name

    async def _with_id(self, id: str) -> Place | None:
        """The channel or thread with this id, in whatever server it is."""
        try:
            found = await self._calls.call("GET", "/channels/{channel_id}", channel_id=id)
        except (Refused, Unsure, TryLater):
            return None
        if found.get("type") not in POSTABLE or not found.get("guild_id"):
            return None
        return int(found["guild_id"]), int(found["id"]), str(found.get("name") or id)

    async def _is_member(self, guild: int, user: str) -> bool:
        try:
            await self._calls.call(
                "GET", "/guilds/{guild_id}/members/{user_id}", guild_id=guild, user_id=user
            )
        except (Refused, Unsure, TryLater):
            return False
        return True
