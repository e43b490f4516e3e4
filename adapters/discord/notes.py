"""What the adapter itself keeps over a restart: half a form, open channels, what was registered.

Everything lies in rooms of the log that the house keeps, sealed like all that people write.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.ports import Log

DRAFTS_KEPT = 3


class Notes:
    """One JSON object for each name."""

    def __init__(self, log: Log) -> None:
        self._log = log

    async def get(self, name: str) -> dict[str, Any]:
        """What was kept; empty where nothing was."""
        entries = await self._log.read(f"discord/{name}")
        return dict(entries[-1][1]) if entries else {}

    async def put(self, name: str, value: Mapping[str, Any]) -> None:
        """Keep this instead."""
        room = f"discord/{name}"
        entries = await self._log.read(room)
        if entries:
            await self._log.replace(room, entries[-1][0], value)
        elif value:
            await self._log.append(room, value)


Values = dict[str, str | tuple[str, ...]]


class Drafts:
    """What was filled into a form that is not taken yet: pages before the last, and mistakes.

    Only somebody's newest few are kept, and none longer than until the form is taken.
    """

    def __init__(self, notes: Notes) -> None:
        self._notes = notes

    async def get(self, user: str, form: str) -> Values:
        """The values by field."""
        kept = (await self._notes.get(f"forms/{user}")).get(form, {})
        return {name: tuple(value) if isinstance(value, list) else value for name, value in kept.items()}

    async def put(self, user: str, form: str, values: Values) -> None:
        """Keep these; none = forget them."""
        kept = await self._notes.get(f"forms/{user}")
        if not values and form not in kept:
            return
        kept.pop(form, None)
        if values:
            kept[form] = values
        await self._notes.put(f"forms/{user}", dict(list(kept.items())[-DRAFTS_KEPT:]))
