"""People of a rig: each answers a check-in as it stands on their screen, and tries again like anybody."""

from __future__ import annotations

import asyncio
import time
from typing import Any, Protocol

from tests.crash.ledger import Ledger
from tests.crash.weather import Weather

PATIENCE = 4.0
"""Seconds until somebody who sees nothing change presses again."""
READS = 0.15
"""Seconds that somebody looks at a page before they answer it."""
PUSHES = ("Something", "Skip", "Sure", "Your check-in")


class Platform(Protocol):
    """A stand-in with a ledger, as people and rigs use it."""

    platform: str
    scope: str
    owner: str
    books: Ledger
    weather: Weather
    busy: int
    """Calls that were received and are not answered yet."""

    @property
    def pulse(self) -> int: ...

    def member(self, number: int) -> str: ...
    def settings(self) -> dict[str, str]: ...
    def channel_of(self, user: str) -> str: ...
    def page(self, user: str) -> list[tuple[str, str, Any]]: ...
    async def press(self, user: str, handle: Any) -> bool: ...
    def write(self, user: str, words: str) -> Any: ...
    async def tell(self, message: Any, retry: int = 0) -> bool: ...
    async def start(self) -> None: ...
    async def stop(self) -> None: ...


async def answer(platform: Platform, user: str, words: str) -> None:
    """Go on answering until cancelled. `words` are typed where words are asked for, once."""
    tried: dict[str, float] = {}
    written: Any = None
    told = False
    retries = 0
    before, since = "", 0.0
    while True:
        page = platform.page(user)
        if (now := str([label for _, label, _ in page])) != before:
            before, since = now, time.monotonic()
        if time.monotonic() - since < READS:
            await asyncio.sleep(0.01)
            continue
        push = next((handle for verb, label, handle in page if verb == "press" and label in PUSHES), None)
        name = _name(push) if push else ""
        if push and time.monotonic() - tried.get(name, -PATIENCE) >= PATIENCE:
            tried[name] = time.monotonic()
            if not await platform.press(user, push):
                tried[name] -= PATIENCE - 0.2
        elif not push and not told and any(verb in ("open", "fill") for verb, _, _ in page):
            if written is None:
                written = platform.write(user, words)
            told = await platform.tell(written, retries)
            retries += 1
        await asyncio.sleep(0.01)


def _name(handle: Any) -> str:
    element = handle[-1]
    return str(element.get("action_id") or element.get("custom_id"))
