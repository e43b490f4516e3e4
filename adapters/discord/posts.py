"""Messages put in channels: new ones by their key, edits in place, each in as many parts as it needs."""

from __future__ import annotations

import re
import time
from collections import deque
from hashlib import sha256
from typing import Any

import discord

from adapters.discord.calls import NOT_EDITABLE, TOO_FAST, Calls, Refused, Unsure
from adapters.discord.limits import CHANNELS_KEPT, LIMITS, OPENINGS, WAITS
from adapters.discord.notes import Notes
from adapters.discord.read import where
from adapters.discord.render import Payload
from bot.ports import Kept, TryLater

CHANNEL = "/channels/{channel_id}"
MESSAGES = "/channels/{channel_id}/messages"
MESSAGE = "/channels/{channel_id}/messages/{message_id}"

_REF = re.compile(r"([0-9]{1,20}):([0-9]{1,20}(?:,[0-9]{1,20})*)")
DIRECT = "direct"
UNKNOWN_CHANNEL = 10003


def reference(channel: str, messages: list[str]) -> str:
    """Where a message stands: its channel and, in order, the messages it was split into."""
    return f"{channel}:{','.join(messages)}"


def referred(ref: str) -> tuple[str, list[str]]:
    """A reference, read; no channel when it is none of ours."""
    found = _REF.fullmatch(ref)
    return (found[1], found[2].split(",")) if found else ("", [])


def posted_ms(ref: str) -> int:
    """When the last message of a reference was posted, by Discord's clock; 0 when it is none of ours."""
    _, messages = referred(ref)
    return (int(messages[-1]) >> 22) + discord.utils.DISCORD_EPOCH if messages else 0


def nonce(key: str, part: int = 0) -> str:
    """The key of a message as Discord takes it: the same key twice is the same message."""
    whole = f"{key}/{part}" if part else key
    if whole and len(whole) <= LIMITS.nonce and whole.isascii():
        return whole
    return sha256(whole.encode()).hexdigest()[: LIMITS.nonce]


class Posts:
    """Puts and edits messages, and opens direct messages at a pace that Discord bears."""

    def __init__(self, calls: Calls, notes: Notes) -> None:
        self._calls = calls
        self._notes = notes
        self._direct: Kept[str, str] = Kept(CHANNELS_KEPT)
        self._opened: deque[float] = deque(maxlen=OPENINGS)
        self._held_until = 0.0

    async def drop_list(self) -> None:
        """Forget the one list in which an earlier version kept everybody's, out of reach of an erasure."""
        if await self._notes.get(DIRECT):
            await self._notes.put(DIRECT, {})

    async def direct(self, user: str, *, asked: bool) -> str:
        """The channel of somebody's direct messages. `asked`: they are here and wait for it.

        Raises:
            TryLater: too many were opened unasked in the last minute, or Discord called it too fast.
            Refused, Unsure: Discord would not.
        """
        if channel := self._direct.get(user):
            return channel
        if not asked:
            if kept := (await self._notes.of(where(user), DIRECT)).get(DIRECT):
                self.learn(user, str(kept["channel"]))
                return self._direct[user]
            now = time.monotonic()
            if now < self._held_until:
                raise TryLater(self._held_until - now)
            if len(self._opened) == OPENINGS and now - self._opened[0] < WAITS.opening:
                raise TryLater(WAITS.opening - (now - self._opened[0]))
            self._opened.append(now)
        try:
            opened = await self._calls.call("POST", "/users/@me/channels", {"recipient_id": user})
        except Refused as refused:
            if refused.code == TOO_FAST:
                self._held_until = time.monotonic() + WAITS.held
            raise
        self.learn(user, str(opened["id"]))
        if not asked:
            # Only of those whom the records know: what is kept of them is erased with them.
            await self._notes.put_of(where(user), DIRECT, {DIRECT: {"channel": self._direct[user]}})
        return self._direct[user]

    def learn(self, user: str, channel: str) -> None:
        """Somebody's direct messages stand in this channel."""
        self._direct[user] = channel

    async def forget(self, user: str) -> None:
        """The channel is gone."""
        self._direct.pop(user, None)
        await self._notes.put_of(where(user), DIRECT, {})

    async def writer(self, channel: str) -> str:
        """Whose direct messages a channel holds; empty when that cannot be told."""
        if known := next((user for user, known in self._direct.items() if known == channel), ""):
            return known
        try:
            found = await self._calls.call("GET", CHANNEL, channel_id=channel)
        except (Refused, Unsure, TryLater):
            return ""
        recipients = [str(one["id"]) for one in found.get("recipients") or ()]
        if len(recipients) != 1:
            return ""
        self.learn(recipients[0], channel)
        return recipients[0]

    async def to_person(self, user: str, payloads: list[Payload], ref: str, key: str, *, asked: bool) -> str:
        """Put a message in somebody's direct messages; where it stands then."""
        channel = await self.direct(user, asked=asked) if key else ""
        try:
            return await self.put(channel, payloads, ref, key)
        except Refused as refused:
            if refused.code != UNKNOWN_CHANNEL:
                raise
        await self.forget(user)
        return await self.put(await self.direct(user, asked=asked), payloads, "", key) if key else ref

    async def put(self, channel: str, payloads: list[Payload], ref: str, key: str) -> str:
        """Put a message in a channel, or in the place of an earlier one; where it stands then.

        Without a key nothing new is posted: what cannot be edited as a whole stays as it is.

        Raises:
            TryLater, Refused: nothing new stands there.
            Unsure: perhaps something does.
        """
        there, old = referred(ref)
        if not key and len(payloads) > len(old):
            return ref
        done: list[str] = []
        try:
            for part, payload in enumerate(payloads):
                if part < len(old) and await self._edited(there, old[part], payload):
                    done.append(old[part])
                    continue
                if not key:
                    return ref
                done.append(await self._new(there or channel, payload, nonce(key, part)))
            for message in old[len(payloads) :]:
                await self._taken_away(there, message)
        except (TryLater, Refused) as fault:
            if set(done) <= set(old):
                raise
            # A part of it stands there: whoever puts it again looks first.
            raise Unsure(str(fault)) from None
        return reference(there or channel, done)

    async def _new(self, channel: str, payload: Payload, nonce_: str) -> str:
        body: dict[str, Any] = {**payload.body, "nonce": nonce_, "enforce_nonce": True}
        made = await self._calls.call("POST", MESSAGES, body, files=payload.files, channel_id=channel)
        return str(made["id"])

    async def _edited(self, channel: str, message: str, payload: Payload) -> bool:
        body = payload.body if payload.files else {**payload.body, "attachments": []}
        try:
            await self._calls.call(
                "PATCH", MESSAGE, body, files=payload.files, channel_id=channel, message_id=message
            )
        except Refused as refused:
            if refused.code in NOT_EDITABLE:
                return False
            raise
        return True

    async def _taken_away(self, channel: str, message: str) -> None:
        try:
            await self._calls.call("DELETE", MESSAGE, channel_id=channel, message_id=message)
        except Refused as refused:
            if refused.code not in NOT_EDITABLE:
                raise
