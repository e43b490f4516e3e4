"""The workspaces that installed the app: whose token is used for whom, and which are shut."""

from __future__ import annotations

import logging
import time
from collections.abc import Awaitable, Callable

import aiohttp
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack import calls
from adapters.slack.limits import WAITS
from bot.ports import Shut

logger = logging.getLogger(__name__)

Token = Callable[[str], Awaitable[str | None]]
"""The bot token of a workspace, valid now; None when there is none."""


class Workspaces:
    """A client for each workspace. One that refuses us is left alone for a while; the others go on."""

    def __init__(self, token: Token, api_url: str, session: aiohttp.ClientSession) -> None:
        self._token = token
        self._api_url = api_url
        self._session = session
        self._shut: dict[str, tuple[str, float]] = {}

    async def web(self, team: str) -> AsyncWebClient:
        """The client to write into a workspace with. Raises `Shut` while it is shut."""
        token = await self._token(team)
        shut = self._shut.get(team)
        if shut is not None and shut[0] == (token or "") and time.monotonic() < shut[1]:
            raise Shut(shut[1] - time.monotonic(), "token_refused")
        if token is None:
            self._shut[team] = ("", time.monotonic() + WAITS.dead)
            raise Shut(WAITS.dead, "missing_installation")
        return calls.client(token, self._api_url, self._session)

    def shut(self, team: str, token: str | None, code: str) -> None:
        """A workspace refused its token: nothing is sent there until it has another, or a while passed."""
        self._shut[team] = (token or "", time.monotonic() + WAITS.dead)
        logger.error(
            "the workspace refuses the token; see fivefold check", extra={"team": team, "code": code}
        )
