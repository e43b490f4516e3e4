"""What somebody may do in a channel: their roles, then what the channel allows and denies."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

Json = Mapping[str, Any]

ADMINISTRATOR = 1 << 3
EVERYTHING = (1 << 64) - 1


def in_channel(guild: str, member: str, roles: Iterable[str], of_roles: Json, overwrites: list[Json]) -> int:
    """The bits of a member. `of_roles` are the bits of every role; the server's own id names everybody."""
    mine = {guild, *map(str, roles)}
    given = 0
    for role in mine:
        given |= int(of_roles.get(role, 0))
    if given & ADMINISTRATOR:
        return EVERYTHING
    by_id = {str(one["id"]): one for one in overwrites}
    groups = ([guild], sorted(mine - {guild}), [member])
    for group in groups:
        found = [by_id[id] for id in group if id in by_id]
        for one in found:
            given &= ~int(one.get("deny") or 0)
        for one in found:
            given |= int(one.get("allow") or 0)
    return given
