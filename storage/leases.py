"""What only one process may do at a time."""

from __future__ import annotations

from typing import Any

from bot.ports import Store


class Leases:
    """`bot.ports.Lease` in the database, by real time."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def hold(self, name: str, holder: str, seconds: float) -> bool:
        """Hold it for so long, or longer; False while another process does. 0 seconds lets go."""
        ms = round(seconds * 1000)

        def work(tx: Any) -> bool:
            # A lease that ends now is still held at this very millisecond.
            return tx.lease(name, holder, tx.moment.real + (ms or -1)) is not None

        return await self._store.turn(work, urgent=False)
