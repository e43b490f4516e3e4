"""A log in memory."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any


class MemoryLog:
    """A log that keeps JSON, as the real one does."""

    def __init__(self) -> None:
        self.kept: dict[str, list[str]] = {}

    async def append(self, room: str, entry: Mapping[str, Any]) -> int:
        kept = self.kept.setdefault(room, [])
        kept.append(json.dumps(entry))
        return len(kept)

    async def replace(self, room: str, number: int, entry: Mapping[str, Any]) -> None:
        self.kept[room][number - 1] = json.dumps(entry)

    async def read(self, room: str, after: int = 0) -> list[tuple[int, Mapping[str, Any]]]:
        entries = enumerate(self.kept.get(room, ()), 1)
        return [(number, json.loads(entry)) for number, entry in entries if number > after]
