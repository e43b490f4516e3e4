"""Which parts of the servers this process listens to: each is one lease, so that nobody is answered twice."""

from __future__ import annotations

import contextlib
import secrets

from adapters.discord.limits import WAITS
from bot.ports import Lease


class Shards:
    """The connections that this process may hold."""

    def __init__(self, lease: Lease | None) -> None:
        self._lease = lease
        self._holder = secrets.token_hex(8)
        self.count = 1
        """How many there are in all, as Discord wants them."""
        self.mine: tuple[int, ...] = (0,)
        """Direct messages come on the first of them alone."""

    async def take(self) -> bool:
        """Hold what is held already and whatever else is free; whether that is anything."""
        self.mine = tuple([shard for shard in range(self.count) if await self._holds(shard, WAITS.lease)])
        return bool(self.mine)

    async def let_go(self) -> None:
        """Let another process have all of them at once."""
        for shard in self.mine:
            with contextlib.suppress(Exception):
                await self._holds(shard, 0)

    async def _holds(self, shard: int, seconds: float) -> bool:
        return self._lease is None or await self._lease.hold(f"discord/{shard}", self._holder, seconds)
