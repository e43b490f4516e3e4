"""What `fivefold check` says about Discord: the token, the commands, the servers and the summary channel."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable
from typing import Any

import aiohttp

from adapters.discord import registering
from adapters.discord.calls import STATES, TOO_FAST
from adapters.discord.manifest import BITS, PERMISSIONS, invite
from adapters.discord.permissions import in_channel
from adapters.discord.places import POSTABLE, THREADS
from bot.ports import Finding, Known

Json = dict[str, Any]

PORTAL = "https://discord.com/developers/applications"
PRIVACY = "https://support.discord.com/hc/en-us/articles/217916488"
SECONDS = 5
MOST_TRIED = 20
"""Opening the direct messages of many people at once looks like spam to Discord."""
TOO_MANY = "Discord lets the bot open no more direct messages for now."
MESSAGE_CONTENT = (1 << 18) | (1 << 19)
"""Flags of an application that was given the message content, limited or not."""
NEEDED = BITS & ~PERMISSIONS["Send Messages in Threads"]


async def look(
    token: str, api_url: str, people: Iterable[Known] = (), channels: Iterable[str] = ()
) -> list[Finding]:
    """Ask Discord. `people` should be reachable, `channels` are posted in."""
    headers = {"Authorization": f"Bot {token}", "User-Agent": "DiscordBot (fivefold, 0.1)"}
    timeout = aiohttp.ClientTimeout(total=SECONDS)
    async with aiohttp.ClientSession(headers=headers, timeout=timeout) as session:
        try:
            asked = _Asked(session, api_url.rstrip("/"))
            return [finding async for finding in _look(asked, tuple(people), tuple(channels))]
        except (aiohttp.ClientError, TimeoutError, OSError):
            return [
                Finding("fault", "Discord cannot be reached.", "Look at the network and DISCORD_API_URL.")
            ]


class _Asked:
    def __init__(self, session: aiohttp.ClientSession, api_url: str) -> None:
        self._session = session
        self._api_url = api_url

    async def call(self, method: str, path: str, body: Json | None = None) -> tuple[int, Any]:
        async with self._session.request(method, self._api_url + path, json=body) as response:
            whole = await response.json(content_type=None) if response.status != 204 else None
            return response.status, whole


async def _look(
    asked: _Asked, people: tuple[Known, ...], channels: tuple[str, ...]
) -> AsyncIterator[Finding]:
    status, me = await asked.call("GET", "/users/@me")
    if status != 200:
        yield Finding("fault", "Discord refuses the token.", f"Reset and copy it: {PORTAL}, Bot, Token.")
        return
    yield Finding("ok", f"The token fits: the bot is called {me.get('username', '')}.")
    _, application = await asked.call("GET", "/oauth2/applications/@me")
    id = str(application.get("id", ""))
    if application.get("interactions_endpoint_url"):
        yield Finding(
            "fault",
            "Commands are sent to a web address, so Fivefold never hears them.",
            f"Empty Interactions Endpoint URL: {PORTAL}/{id}/information",
        )
    if int(application.get("flags") or 0) & MESSAGE_CONTENT:
        yield Finding(
            "note", "The bot may read all messages; it need not.", f"Switch it off: {PORTAL}/{id}/bot"
        )
    yield await _commands(asked, id)
    async for finding in _servers(asked, id):
        yield finding
    for channel in channels:
        yield await _channel(asked, channel, id)
    tried = [person for person in people if person.state == "open"][:MOST_TRIED]
    for person in (*tried, *(person for person in people if person.state != "open")):
        yield await _person(asked, person, id)


async def _commands(asked: _Asked, application: str) -> Finding:
    status, commands = await asked.call("GET", f"/applications/{application}/commands")
    if status == 200 and any(one.get("name") == registering.ROOT for one in commands):
        return Finding("ok", f"/{registering.ROOT} is registered.")
    return Finding(
        "note", f"/{registering.ROOT} is not registered yet.", "The first start does it: make run."
    )


async def _servers(asked: _Asked, application: str) -> AsyncIterator[Finding]:
    status, guilds = await asked.call("GET", "/users/@me/guilds")
    if status != 200 or not guilds:
        yield Finding("fault", "The bot is in no server yet.", f"Add it: {invite(application)}")
        return
    for guild in guilds:
        missing = _missing(int(guild.get("permissions") or 0))
        if missing:
            yield Finding(
                "fault",
                f"In {guild['name']} the bot lacks: {missing}.",
                f"Add it again: {invite(application)}",
            )
        else:
            yield Finding("ok", f"In {guild['name']} the bot may do all it needs.")


def _missing(given: int) -> str:
    administrator = 1 << 3
    if given & administrator or given & BITS == BITS:
        return ""
    return ", ".join(name for name, bit in PERMISSIONS.items() if not given & bit)


async def _channel(asked: _Asked, channel: str, application: str) -> Finding:
    status, found = await asked.call("GET", f"/channels/{channel}")
    if status == 200 and found.get("type") in POSTABLE:
        name = found.get("name", channel)
        if missing := await _missing_in(asked, found):
            return Finding(
                "fault",
                f"In the summary channel #{name} the bot lacks: {missing}.",
                f"In Discord: Edit Channel, Permissions, Fivefold, allow {missing}.",
            )
        return Finding("ok", f"The bot may post in the summary channel #{name}.")
    return Finding(
        "fault",
        f"The summary channel {channel} cannot be seen.",
        "In Discord: Edit Channel, Permissions, add the bot with View Channel and Send Messages.",
    )


async def _missing_in(asked: _Asked, channel: Json) -> str:
    """What the bot may not do in a channel; a thread goes by the channel that it is in."""
    guild, thread = str(channel.get("guild_id")), channel["type"] in THREADS
    of = channel
    if thread:
        _, of = await asked.call("GET", f"/channels/{channel['parent_id']}")
    _, me = await asked.call("GET", "/users/@me")
    _, member = await asked.call("GET", f"/guilds/{guild}/members/{me['id']}")
    _, roles = await asked.call("GET", f"/guilds/{guild}/roles")
    bits = {str(role["id"]): role["permissions"] for role in roles}
    given = in_channel(guild, str(me["id"]), member["roles"], bits, of.get("permission_overwrites") or [])
    needed = BITS & ~PERMISSIONS["Send Messages"] if thread else NEEDED
    return ", ".join(name for name, bit in PERMISSIONS.items() if needed & bit and not given & bit)


async def _person(asked: _Asked, person: Known, application: str) -> Finding:
    """The records tell who shut their direct messages: Discord opens them all the same, and refuses later."""
    state: str = person.state
    if state == "open":
        status, answer = await asked.call("POST", "/users/@me/channels", {"recipient_id": person.user})
        if status == 200:
            return Finding("ok", f"{person.name} can be written to.")
        code = int(answer.get("code") or status)
        if code == TOO_FAST:
            return Finding("note", TOO_MANY, "Look again in an hour.")
        state = STATES.get(code, "closed")
    if state == "removed":
        return Finding(
            "fault",
            f"{person.name} shares no server with the bot any more.",
            f"Let them into its server again, or add it to one of theirs: {invite(application)}",
        )
    if state == "deleted":
        return Finding(
            "note",
            f"The account of {person.name} on Discord is gone.",
            "Add them with another account, or end the work: /fivefold finish.",
        )
    return Finding(
        "fault",
        f"{person.name} takes no direct messages from the bot.",
        f"They allow them, as {PRIVACY} says, and write to the bot once: what waits comes then.",
    )
