"""What the adapter itself keeps over a restart: half a form, open channels, what was registered.

Everything lies in rooms of the log that the house keeps, sealed like all that people write.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.ports import Log, Where, own_room

FORMS = "forms"
DRAFTS_KEPT = 3


class Notes:
    """One JSON object for each name."""

    def __init__(self, log: Log) -> None:
        self._log = log

    async def get(self, name: str) -> dict[str, Any]:
        """What was kept; empty where nothing was."""
        return await self._in(f"discord/{name}")

    async def put(self, name: str, value: Mapping[str, Any]) -> None:
        """Keep this instead."""
        await self._set(f"discord/{name}", value)

    async def of(self, who: Where, name: str) -> dict[str, Any]:
        """What was kept of something that one person typed."""
        return await self._in(own_room(who, name))

    async def put_of(self, who: Where, name: str, value: Mapping[str, Any]) -> None:
        """Keep this instead."""
        await self._set(own_room(who, name), value)

    async def _in(self, room: str) -> dict[str, Any]:
        entries = await self._log.read(room)
        return dict(entries[-1][1]) if entries else {}

    async def _set(self, room: str, value: Mapping[str, Any]) -> None:
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

    async def get(self, who: Where, form: str) -> Values:
        """The values by field."""
        kept = (await self._notes.of(who, FORMS)).get(form, {})
        return {name: tuple(value) if isinstance(value, list) else value for name, value in kept.items()}

    async def put(self, who: Where, form: str, values: Values) -> None:
        """Keep these; none = forget them."""
        kept = await self._notes.of(who, FORMS)
        if not values and form not in kept:
            return
        kept.pop(form, None)
        if values:
            kept[form] = values
        await self._notes.put_of(who, FORMS, dict(list(kept.items())[-DRAFTS_KEPT:]))
