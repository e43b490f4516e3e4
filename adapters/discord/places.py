"""Channels as people name them -> the channel that is meant, where the one who names it sees it."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable, Iterator, Mapping
from itertools import compress
from typing import Any, TypeVar

import discord

from adapters.discord.calls import Calls, Refused, Unsure
from adapters.discord.limits import WAITS
from adapters.discord.permissions import in_channel
from bot.ports import Kept, TryLater

_NAMED = re.compile(
    r"\s*(?:#(?P<name>[\w-]{1,100})|<#(?P<id>[0-9]{1,20})>"
    r"|https://(?:\w+\.)?discord\.com/channels/[0-9]+/(?P<link>[0-9]{1,20}))\s*"
)
AT_ONCE = 10
"""Servers that are asked side by side whether somebody is a member: a name like #general stands in most."""
CANDIDATES = 5
"""Channels of one name that are looked at in one server."""
THREADS = frozenset({10, 11, 12})
PRIVATE_THREAD = 12
POSTABLE = frozenset({0, 5}) | THREADS
"""Text channels, announcements, and threads in either."""
VIEW = 1 << 10
MEMBER = "/guilds/{guild_id}/members/{user_id}"
MET = 10_000

Json = dict[str, Any]

Value = TypeVar("Value", str, str | tuple[str, ...])


class Places:
    """Looks channels up in the servers of this bot."""

    def __init__(self, calls: Calls, guilds: Callable[[], list[discord.Guild]]) -> None:
        self._calls = calls
        self._guilds = guilds
        self._met: Kept[tuple[str, str], bool] = Kept(MET)
        """Whether somebody is in a server, as was last seen: it says where to look first, no more."""

    def met(self, user: str, guild: str) -> None:
        """Somebody did something in a server."""
        self._met[user, guild] = True

    async def named(self, user: str, said: str) -> str:
        """What was said, with a channel written as `<#id|name>` where that is all of it.

        Only channels that they see themselves: a name must reach neither somebody else's server nor a
        room of their own server that is closed to them.
        """
        found = _NAMED.fullmatch(said)
        if found is None:
            return said
        try:
            async with asyncio.timeout(WAITS.place):
                if name := found["name"]:
                    channel = await self._called(name, user)
                else:
                    channel = await self._seen(found["id"] or found["link"], user)
        except TimeoutError:
            return said
        return f"<#{channel['id']}|{channel.get('name') or channel['id']}>" if channel else said

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

    async def _called(self, name: str, user: str) -> Json | None:
        """The channel or open thread of this name that they see; where they were met last comes first."""
        ids = {str(guild.id): tuple(_named(name, guild)) for guild in self._guilds()}
        guilds = sorted((guild for guild in ids if ids[guild]), key=self._order(user))
        for at in range(0, len(guilds), AT_ONCE):
            some = guilds[at : at + AT_ONCE]
            for guild in compress(some, await asyncio.gather(*(self._is_in(one, user) for one in some))):
                seen = await asyncio.gather(*(self._seen(id, user) for id in ids[guild][:CANDIDATES]))
                if channel := next(filter(None, seen), None):
                    return channel
        return None

    def _order(self, user: str) -> Callable[[str], int]:
        """Where they were met last, then where nobody knows, then where they were not.

        So one try that runs out of time gets further than the one before.
        """
        last = {met: number for number, met in enumerate(self._met, 1)}
        return lambda guild: -last.get((user, guild), 0) if self._met.get((user, guild), True) else 1

    async def _is_in(self, guild: str, user: str) -> bool:
        """Whether they are a member of a server; asked where they were not met there."""
        if not self._met.get((user, guild)):
            try:
                await self._calls.call("GET", MEMBER, guild_id=guild, user_id=user)
            except Refused:
                self._met[user, guild] = False
                return False
            except (Unsure, TryLater):
                return False
            self._met[user, guild] = True
        return True

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
            self._calls.call("GET", MEMBER, guild_id=guild, user_id=user),
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


def _named(name: str, guild: discord.Guild) -> Iterator[str]:
    """The ids of a server's channels and open threads of this name."""
    places: list[discord.TextChannel | discord.Thread] = [*guild.text_channels, *guild.threads]
    for channel in places:
        if name in (str(channel.id), channel.name):
            yield str(channel.id)
