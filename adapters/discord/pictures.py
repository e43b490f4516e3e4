"""Where pictures come from: drawn by the house when a message that shows one goes out."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable

logger = logging.getLogger(__name__)

Source = Callable[[str], Awaitable[bytes | None]]
"""The PNG behind a picture's name; None when there is none."""


class Pictures:
    """A source that may be absent or fail: then the words of a picture stand in its place."""

    def __init__(self, source: Source | None) -> None:
        self._source = source

    async def bytes(self, name: str) -> bytes | None:
        """The picture, or None."""
        if not name or self._source is None:
            return None
        try:
            return await self._source(name)
        except Exception:  # a drawing that fails must not hold its message back
            logger.exception("picture not drawn")
            return None
