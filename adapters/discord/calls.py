"""Calls of Discord's REST interface through the library's own client, and what each refusal means."""

from __future__ import annotations

import asyncio
import io
import json
import logging
import time
from collections import deque
from typing import Any

import aiohttp
import discord
from discord.http import HTTPClient, Route

from adapters.discord.limits import INVALID_MOST, INVALID_SECONDS, WAITS
from adapters.discord.render import File, attachments
from bot.ports import AddressState, TryLater, Unreachable
from bot.ports import Unsure as Unsure  # whoever calls a route looks for it here

logger = logging.getLogger(__name__)

Json = dict[str, Any]

CLOSED = frozenset(
    {
        10003,  # unknown channel
        10013,  # unknown user
        50001,  # missing access
        50007,  # cannot send messages to this user
        50009,  # the channel asks for a verification first
        50013,  # missing permissions
        50024,  # cannot be done in this kind of channel
        50083,  # the thread is archived
        50278,  # no server in common
    }
)
"""Writing there does not help, however often."""

TOO_FAST = 40003
"""Direct messages were opened too fast: nobody new may be written to for a while. It says nothing of them."""

STATES: dict[int, AddressState] = {
    10003: "removed",
    10013: "deleted",
    50001: "removed",
    50013: "removed",
    50083: "archived",
    50278: "removed",
}
"""What a code says about an address; any other that is closed only says that much."""

UNPERMITTED = frozenset({50001, 50013})
"""Of a channel: it is there, and we may not see it, write in it, or send a picture there."""

NOT_EDITABLE = frozenset({10008, 50005})
"""The message that was to be edited is gone or not ours: a new one takes its place."""

ANSWERED, EXPIRED = 40060, 10062
"""An interaction that was answered already, and one that nobody can answer any more."""
OVER = frozenset({EXPIRED, 10015, 50027})
"""The token of an interaction is worth nothing any more."""


class Refused(Exception):
    """Discord refused the call; `code` says why."""

    def __init__(self, code: int, status: int) -> None:
        super().__init__(f"{status}/{code}")
        self.code = code
        self.status = status


class Calls:
    """One session with Discord. The supervisor puts a fresh client's here whenever it builds one."""

    def __init__(self) -> None:
        self.http: HTTPClient | None = None
        self.application = 0
        self._invalid: deque[float] = deque(maxlen=INVALID_MOST)

    async def call(
        self,
        method: str,
        path: str,
        body: Any = None,
        *,
        files: tuple[File, ...] = (),
        query: dict[str, str] | None = None,
        **parameters: Any,
    ) -> Any:
        """Call a route; `parameters` fill its path.

        Raises:
            TryLater: Discord asks for a pause, or there is no session.
            Refused: it said no.
            Unsure: perhaps it was taken.
        """
        http = self.http
        if http is None:
            raise TryLater(WAITS.watch)
        self._watch_budget()
        given: dict[str, Any] = {"params": query} if query else {}
        if files:
            given |= _multipart(body, files)
        elif body is not None:
            given["json"] = body
        route = Route(method, path, **parameters)
        try:
            async with asyncio.timeout(WAITS.request):
                return await http.request(route, **given)
        except discord.RateLimited as limited:
            raise TryLater(limited.retry_after) from None
        except KeyError as missing:
            # The library looks in every 429 for a pause; the one of TOO_FAST may name none.
            if missing.args != ("retry_after",):
                raise
            raise Refused(TOO_FAST, 429) from None
        except discord.HTTPException as error:
            raise self._meaning(error, method, path) from None
        except (aiohttp.ClientError, TimeoutError, OSError, RuntimeError) as error:
            # RuntimeError: the session was closed because a new client takes its place.
            raise Unsure(type(error).__name__) from None

    def _meaning(self, error: discord.HTTPException, method: str, path: str) -> Exception:
        if error.status in (401, 403, 429):
            self._invalid.append(time.monotonic())
        if error.status == 429:
            return TryLater(_seconds(error.response.headers.get("Retry-After")))
        if error.status == 401 and error.code not in OVER:
            logger.error("Discord refuses the token: reset it in the Developer Portal, Bot, Token")
            return TryLater(WAITS.refused)
        if error.status >= 500:
            return Unsure(str(error.status))
        if error.code not in CLOSED | NOT_EDITABLE | OVER:
            logger.warning(
                "discord refused",
                extra={"method": method, "path": path, "status": error.status, "code": error.code},
            )
        return Refused(error.code, error.status)

    def _watch_budget(self) -> None:
        """Ten thousand refused requests in ten minutes shut an address out: stop long before."""
        full = len(self._invalid) == INVALID_MOST
        if full and time.monotonic() - self._invalid[0] < INVALID_SECONDS:
            logger.error("too many refused requests: nothing is sent for ten minutes")
            raise TryLater(INVALID_SECONDS)


def _multipart(body: Any, files: tuple[File, ...]) -> dict[str, Any]:
    """A body with files, as the library sends them."""
    whole = json.dumps({**body, "attachments": attachments(files)})
    form: list[Json] = [{"name": "payload_json", "value": whole, "content_type": "application/json"}]
    sent = []
    for number, file in enumerate(files):
        opened = discord.File(io.BytesIO(file.content), filename=file.name)
        sent.append(opened)
        form.append(
            {
                "name": f"files[{number}]",
                "value": opened.fp,
                "filename": file.name,
                "content_type": file.media,
            }
        )
    return {"files": sent, "form": form}


def _seconds(header: str | None) -> float:
    try:
        return max(0.0, float(header or ""))
    except ValueError:
        return 30.0


def as_port(fault: Exception, *, in_channel: bool = False) -> Exception:
    """A fault as delivery knows it: somebody who cannot be reached, or a pause."""
    if isinstance(fault, Refused):
        if in_channel and fault.code in UNPERMITTED:
            return Unreachable(str(fault.code), "unpermitted")
        if fault.code in CLOSED:
            return Unreachable(str(fault.code), STATES.get(fault.code, "closed"))
        return TryLater(WAITS.held if fault.code == TOO_FAST else WAITS.refused_once)
    return fault if isinstance(fault, TryLater | Unreachable | Unsure) else TryLater(WAITS.watch)
