"""What Slack sends, by its kind, straight to the one who hears it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from slack_bolt.middleware.async_middleware import AsyncMiddleware
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse

Json = dict[str, Any]
Hear = Callable[[Json], Awaitable[Json | None]]
"""Hears one kind of payload, and says what Slack is answered: nothing is an empty yes."""


class Routes(AsyncMiddleware):
    """One who hears for each kind of payload.

    Bolt's own listeners each look through the whole payload and gather some thirty arguments before they
    say whether they want it; ours want everything of their kind.
    """

    def __init__(self, kinds: Mapping[str, Hear]) -> None:
        self._kinds = kinds

    async def async_process(
        self, *, req: AsyncBoltRequest, resp: BoltResponse, next: Callable[[], Awaitable[BoltResponse]]
    ) -> BoltResponse:
        """Answered when it was heard. A kind that nobody knows is left to Bolt, which says so."""
        body = req.body
        # Only a command has no type.
        hear = self._kinds.get(str(body.get("type") or ("command" if "command" in body else "")))
        if hear is None:
            return await next()
        return BoltResponse(status=200, body=await hear(body) or "")


async def nothing(_: Json) -> None:
    """Heard, and nothing to do."""


async def no_options(_: Json) -> Json:
    """All our lists have their options with them."""
    return {"options": []}
