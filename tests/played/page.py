"""The browser's page as the players of two rounds find it, with what is read and done written down."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from bot.app import house
from bot.clock import OFFSET
from bot.demo.place import Workspace
from bot.settings import load
from tests.played.rounds import BEGINS_MS
from tests.played.transcript import Transcript


class PagePlace(Workspace):
    """The workspace of a started Fivefold."""

    def __init__(self, running: Any) -> None:
        super().__init__(running)
        self.transcript = Transcript()

    async def changed(self, who: str) -> Sequence[Mapping[str, Any]]:
        found = await super().changed(who)
        for message in found:
            if message["from"] == "fivefold":
                self.transcript.add(who, "sees", message["plain"])
        return found

    async def say(self, who: str, words: str) -> None:
        self.transcript.add(who, "does", words)
        await super().say(who, words)

    async def press(self, who: str, control: str, picked: tuple[str, ...] = ()) -> None:
        self.transcript.add(who, "does", f"{control.rpartition(':')[2]} {' '.join(picked)}")
        await super().press(who, control, picked)

    async def submit(self, who: str, control: str, values: Mapping[str, Any]) -> None:
        self.transcript.add(who, "does", str(sorted(map(str, values.values()))))
        await super().submit(who, control, values)


@asynccontextmanager
async def opened(folder: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[PagePlace]:
    monkeypatch.setenv("FIVEFOLD_DATA", str(folder))
    monkeypatch.setenv("FIVEFOLD_PORT", "0")
    async with house(load(None), tick_seconds=3_600, durable=False) as running:
        await running.store.turn(lambda tx: tx.set(OFFSET, str(BEGINS_MS - tx.moment.real)))
        await running.clock.restore()
        yield PagePlace(running)
