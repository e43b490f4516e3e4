"""The workspace in this process, as the players find it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from adapters.browser import read
from adapters.browser.people import CAST
from bot.app import House


class Workspace:
    """The browser workspace without a browser: what is said and pressed stands in its rooms."""

    def __init__(self, house: House) -> None:
        if house.browser is None:
            raise ValueError("The example is played in the browser workspace.")
        self._house = house
        self._browser = house.browser
        self._marks = dict.fromkeys(CAST, -1)
        self._count = 0

    def now_ms(self) -> int:
        return self._house.clock.now_ms()

    async def changed(self, who: str) -> Sequence[Mapping[str, Any]]:
        rooms = self._browser.rooms
        found = rooms.messages(CAST[who].room, self._marks[who])
        self._marks[who] = rooms.mark()
        return found

    async def say(self, who: str, words: str) -> None:
        player = CAST[who]
        event = read.say(player, {"words": words, "id": self._next()}, self._real_ms())
        await self._browser.said(player, event, words)
        await self._house.delivery.sweep()

    async def press(self, who: str, control: str, picked: tuple[str, ...] = ()) -> None:
        player = CAST[who]
        data = {"control": control, "picked": picked, "id": self._next()}
        await self._browser.did(player, read.press(player, data, self._real_ms()))
        await self._house.delivery.sweep()

    async def submit(self, who: str, control: str, values: Mapping[str, Any]) -> None:
        player = CAST[who]
        data = {"control": control, "values": dict(values), "id": self._next()}
        await self._browser.did(player, read.submit(player, data, self._real_ms()))
        await self._house.delivery.sweep()

    async def next_due(self) -> int | None:
        return await self._house.clock.next_due()

    async def forward_to(self, ms: int) -> None:
        """Let the time pass, every due instant in its turn."""
        await self._house.clock.forward_to(ms, lambda reached, aim: None)
        await self._house.delivery.sweep()

    def _real_ms(self) -> int:
        return self._house.clock.real_ms()

    def _next(self) -> str:
        self._count += 1
        return f"example-{self._count}"
