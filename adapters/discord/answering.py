"""The answer to one interaction: exactly one, within three seconds, then its edits and follow-ups."""

from __future__ import annotations

import asyncio
import logging
import time
from typing import Any

from adapters.discord.calls import ANSWERED, EXPIRED, OVER, Calls, Refused, Unsure
from adapters.discord.limits import WAITS
from adapters.discord.posts import reference
from adapters.discord.read import Came
from adapters.discord.render import Payload
from bot.ports import TryLater

logger = logging.getLogger(__name__)

MESSAGE, DEFERRED_MESSAGE, DEFERRED_UPDATE, UPDATE, CHOICES, MODAL = 4, 5, 6, 7, 8, 9
EPHEMERAL = 1 << 6

CALLBACK = "/interactions/{webhook_id}/{webhook_token}/callback"
FOLLOW_UP = "/webhooks/{webhook_id}/{webhook_token}"
ORIGINAL = "/webhooks/{webhook_id}/{webhook_token}/messages/@original"


class Answer:
    """What was answered so far."""

    def __init__(self, calls: Calls, came: Came) -> None:
        self._calls = calls
        self._came = came
        self._came_at = time.monotonic()
        self.state: str = "open"
        """open, deferred, done, or lost: nobody can answer it any more."""
        self._late: asyncio.TimerHandle | None = None
        self._deferring: asyncio.Task[None] | None = None

    def left(self, seconds: float) -> float:
        """What is left of so many seconds since it came: every wait before the answer counts."""
        return max(0.0, self._came_at + seconds - time.monotonic())

    async def defer(self) -> None:
        """Say that it was heard; what is shown follows."""
        if self.state != "open":
            return
        if self._came.command:
            flags = {} if self._came.private else {"data": {"flags": EPHEMERAL}}
            await self._respond({"type": DEFERRED_MESSAGE, **flags}, "deferred")
        else:
            await self._respond({"type": DEFERRED_UPDATE}, "done")

    def wait_for(self, seconds: float) -> None:
        """Wait so many seconds since it came for what is to be shown, then say that it was heard."""
        self._late = asyncio.get_running_loop().call_later(self.left(seconds), self._defer_late)

    def _defer_late(self) -> None:
        self._deferring = asyncio.create_task(self.defer())

    async def waited(self) -> None:
        """The wait is over; what was said meanwhile has arrived."""
        if self._late is not None:
            self._late.cancel()
        if self._deferring is not None:
            await self._deferring

    async def modal(self, data: dict[str, Any]) -> None:
        await self._respond({"type": MODAL, "data": data}, "done")

    async def choices(self, choices: list[dict[str, str]]) -> None:
        await self._respond({"type": CHOICES, "data": {"choices": choices}}, "done")

    async def update(self, payload: Payload) -> bool:
        """Put this in the place of the message that was pressed; whether that was possible."""
        if self.state != "open" or payload.files:
            return False
        await self._respond({"type": UPDATE, "data": {**payload.body, "attachments": []}}, "done")
        return self.state == "done"

    async def first(self, payload: Payload, *, ephemeral: bool) -> str:
        """Show this as the answer to a command; where it stands then, or "" when it must go another way."""
        flags = {"flags": EPHEMERAL} if ephemeral else {}
        body = {**payload.body, **flags}
        if self.state == "open" and not payload.files:
            made = await self._respond({"type": MESSAGE, "data": body}, "done")
            return self._ref((made.get("resource") or {}).get("message") or {})
        if self.state == "open":
            await self.defer()
        if self.state == "deferred":
            self.state = "done"
            return self._ref(await self._token_call("PATCH", ORIGINAL, payload, payload.body) or {})
        return ""

    async def whisper(self, payload: Payload) -> bool:
        """Show this to them alone, here, for a while; whether that was possible."""
        if self.state == "open" and not payload.files:
            await self._respond({"type": MESSAGE, "data": {**payload.body, "flags": EPHEMERAL}}, "done")
            if self.state == "done":
                return True
        if self.state == "open":
            await self.defer()
        if self.state == "deferred":
            self.state = "done"
            return await self._token_call("PATCH", ORIGINAL, payload, payload.body) is not None
        if self.state == "lost":
            return False
        body = {**payload.body, "flags": EPHEMERAL}
        return await self._token_call("POST", FOLLOW_UP, payload, body) is not None

    async def settle(self, payload: Payload) -> None:
        """Put this in the place of the whisper that was pressed; what is said next comes below it."""
        if self.state == "open":
            await self._respond({"type": UPDATE, "data": payload.body}, "done")
        elif self.state == "done":
            # It was only said that the press was heard: until more is said, that whisper is the answer.
            await self._token_call("PATCH", ORIGINAL, payload, payload.body)

    async def _token_call(self, method: str, path: str, payload: Payload, body: dict[str, Any]) -> Any:
        """Use the token; None once that is over, after about fifteen minutes."""
        if not self.left(WAITS.token):
            self.state = "lost"
            return None
        try:
            return await self._calls.call(
                method,
                path,
                body,
                files=payload.files,
                query={"wait": "true"} if method == "POST" else None,
                webhook_id=self._came.application,
                webhook_token=self._came.token,
            )
        except Refused as refused:
            if refused.code not in OVER:
                raise
            self.state = "lost"
            return None

    async def _respond(self, body: dict[str, Any], state: str) -> dict[str, Any]:
        self.state = state
        try:
            made = await self._calls.call(
                "POST",
                CALLBACK,
                body,
                query={"with_response": "true"},
                webhook_id=self._came.interaction,
                webhook_token=self._came.token,
            )
        except Refused as refused:
            if refused.code == EXPIRED:
                self.state = "lost"
            elif refused.code != ANSWERED:
                # What it held was refused, not the answer itself: it can still be answered.
                self.state = "open"
            logger.warning("answer refused", extra={"code": refused.code, "kind": body["type"]})
            return {}
        except (TryLater, Unsure) as fault:
            self.state = "lost"
            logger.warning("answer lost", extra={"why": str(fault), "kind": body["type"]})
            return {}
        return made if isinstance(made, dict) else {}

    def _ref(self, message: Any) -> str:
        id = message.get("id") if isinstance(message, dict) else None
        channel = str(message.get("channel_id") or self._came.channel) if id else ""
        return reference(channel, [str(id)]) if id else ""
