"""The rooms of the workspace: what stands in them, and the stream of what changes.

Rooms are read from the log once and then held; this process is the only one that writes them.
Every change has a number. A page that was away asks for what came after the last one it saw.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Mapping
from secrets import token_hex
from typing import Any, NamedTuple

from adapters.browser.limits import ERASED, LIMITS
from bot.ports import Log

Json = dict[str, Any]

AGAIN = "again"
"""Tells a page that it missed too much and should read the state."""


class Change(NamedTuple):
    """One thing that happened: a message put or replaced, the clock moved."""

    number: int
    kind: str
    data: Mapping[str, Any]


class Room:
    """One conversation's messages, by number."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.entries: dict[int, Mapping[str, Any]] = {}
        self.keys: dict[str, int] = {}
        self.changed: dict[int, int] = {}
        self.lock = asyncio.Lock()

    def hold(self, number: int, entry: Mapping[str, Any], change: int) -> None:
        self.entries[number] = entry
        self.changed[number] = change
        if key := entry.get("key"):
            self.keys[key] = number

    def forget(self, stands: Mapping[int, Mapping[str, Any]]) -> bool:
        """Hold what stands in the log in the place of what was erased there; whether anything was."""
        gone = self.entries.keys() - stands.keys()
        emptied = [n for n in stands.keys() & self.entries.keys() if stands[n] != self.entries[n]]
        for number in gone:
            del self.entries[number], self.changed[number]
        for number in emptied:
            self.entries[number] = stands[number]
        self.keys = {key: number for key, number in self.keys.items() if number not in gone}
        return bool(gone or emptied)

    def view(self, number: int) -> Json:
        """A message as the page gets it."""
        entry = {name: part for name, part in self.entries[number].items() if name != "key"}
        if entry.pop("erased", False):
            said = {"words": ERASED}
            shown = {"body": [[{"text": ERASED}]], "plain": ERASED}
            entry |= shown if entry["from"] == "fivefold" else said
        return {"number": number, "ref": f"{self.name}:{number}", "change": self.changed[number], **entry}


class Rooms:
    """All rooms, and everybody who watches them."""

    def __init__(self, log: Log, names: tuple[str, ...]) -> None:
        self._log = log
        self._rooms = {name: Room(name) for name in names}
        self._boot = token_hex(4)
        self._count = 0
        self._kept: deque[Change] = deque(maxlen=LIMITS.events_kept)
        self._bell = asyncio.Event()
        self._closed = False

    async def open(self) -> None:
        """Read what stands in the log."""
        self._closed = False
        for room in self._rooms.values():
            for number, entry in await self._log.read(room.name):
                room.hold(number, entry, 0)

    async def look_again(self) -> None:
        """Forget what was erased in the log since it was read; whoever watches reads anew."""
        forgot = False
        for room in self._rooms.values():
            async with room.lock:
                forgot |= room.forget(dict(await self._log.read(room.name)))
        if forgot:
            self.publish(AGAIN, {})

    def close(self) -> None:
        """End every stream; the pages come back when the server does."""
        self._closed = True
        self._ring()

    # --- messages -----------------------------------------------------------------------------

    async def append(self, name: str, entry: Mapping[str, Any], key: str, *, renew: bool = False) -> str:
        """Add a message and return its ref. A key seen before adds nothing.

        With `renew` the message that stands there under this key takes the new content.
        """
        room = self._rooms[name]
        async with room.lock:
            number = room.keys.get(key)
            if number is None:
                entry = {**entry, "key": key}
                number = await self._log.append(name, entry)
                self._changed(room, number, entry)
            elif renew:
                await self._replace(room, number, entry)
        return f"{name}:{number}"

    def keyed(self, name: str, key: str) -> str:
        """The message with this key; empty when there is none."""
        number = self._rooms[name].keys.get(key)
        return "" if number is None else f"{name}:{number}"

    async def replace(self, ref: str, entry: Mapping[str, Any]) -> bool:
        """Put new content in a message's place. False when there is no such message."""
        name, _, number = ref.rpartition(":")
        room = self._rooms.get(name)
        if room is None or not number.isdecimal() or int(number) not in room.entries:
            return False
        async with room.lock:
            await self._replace(room, int(number), entry)
        return True

    async def _replace(self, room: Room, number: int, entry: Mapping[str, Any]) -> None:
        before = room.entries[number]
        kept = {name: before[name] for name in ("at", "key") if name in before}
        entry = {**entry, **kept}
        await self._log.replace(room.name, number, entry)
        self._changed(room, number, entry)

    def _changed(self, room: Room, number: int, entry: Mapping[str, Any]) -> None:
        room.hold(number, entry, self._count + 1)
        self.publish("message", {"room": room.name, "message": room.view(number)})

    def messages(self, name: str, after: int = -1) -> list[Json]:
        """A room's newest messages; with `after`, only what changed since that change."""
        room = self._rooms[name]
        numbers = [number for number in sorted(room.entries) if room.changed[number] > after]
        return [room.view(number) for number in numbers[-LIMITS.messages_shown :]]

    # --- the stream -----------------------------------------------------------------------------

    def mark(self) -> int:
        """The number of the newest change."""
        return self._count

    def position(self, number: int | None = None) -> str:
        """Where a page stands in the stream. Positions of an earlier start are not taken for ours."""
        return f"{self._boot}:{self._count if number is None else number}"

    def publish(self, kind: str, data: Mapping[str, Any]) -> None:
        """Tell everybody who watches."""
        self._count += 1
        self._kept.append(Change(self._count, kind, data))
        self._ring()

    async def watch(self, position: str) -> AsyncIterator[Change | None]:
        """What changes after `position`; None now and then, as a sign of life."""
        boot, _, number = position.partition(":")
        seen = int(number) if boot == self._boot and number.isdecimal() else -1
        while not self._closed:
            bell = self._bell
            if not 0 <= seen <= self._count or (self._kept and self._kept[0].number > seen + 1):
                seen = self._count
                yield Change(seen, AGAIN, {})
            for change in [change for change in self._kept if change.number > seen]:
                seen = change.number
                yield change
            if seen < self._count:
                continue
            try:
                await asyncio.wait_for(bell.wait(), LIMITS.heartbeat_seconds)
            except TimeoutError:
                yield None

    def _ring(self) -> None:
        bell, self._bell = self._bell, asyncio.Event()
        bell.set()
