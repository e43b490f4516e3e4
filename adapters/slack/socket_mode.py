"""Socket Mode: Bolt's handler, and a watchdog that builds it anew when it does not come back."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from typing import Any

from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.limits import FAILS_UNTIL_REBUILT, WAITS

logger = logging.getLogger(__name__)


class Socket:
    """The live connection to Slack."""

    def __init__(
        self,
        app: AsyncApp,
        app_token: str,
        web: AsyncWebClient,
        *,
        watch: float = WAITS.watch,
        ping: float = WAITS.ping,
    ) -> None:
        self._app = app
        self._token = app_token
        self._web = web
        self._watch = watch
        self._ping = ping
        self._handler: AsyncSocketModeHandler | None = None
        self._watchdog: asyncio.Task[None] | None = None
        self.connections = 0
        """How often Slack said hello: every time it may have told us something that we did not hear."""
        self.rebuilt = 0
        """How often the watchdog had to step in."""

    async def start(self, within: float = 20) -> None:
        """Connect; when Slack cannot be reached in time, go on trying in the background."""
        self._handler = self._build()
        connecting = asyncio.create_task(self._connect(self._handler))
        done, _ = await asyncio.wait({connecting}, timeout=within)
        if not done:
            connecting.cancel()
            logger.warning("slack cannot be reached yet; trying on")
        self._watchdog = asyncio.create_task(self._keep())

    async def stop(self) -> None:
        """Disconnect."""
        if self._watchdog is not None:
            self._watchdog.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._watchdog
        if self._handler is not None:
            await self._close(self._handler)
            self._handler = None

    async def connected(self) -> bool:
        """Whether events can come."""
        return self._handler is not None and await self._handler.client.is_connected()

    def _build(self) -> AsyncSocketModeHandler:
        handler = AsyncSocketModeHandler(
            self._app, self._token, web_client=self._web, ping_interval=self._ping, logger=logger
        )
        handler.client.message_listeners.append(self._hello)
        return handler

    async def _hello(self, _client: object, message: dict[str, Any], _raw: str | None = None) -> None:
        if message.get("type") == "hello":
            self.connections += 1

    async def _keep(self) -> None:
        fails = 0
        while True:
            await asyncio.sleep(self._watch)
            fails = 0 if await self.connected() else fails + 1
            if fails < FAILS_UNTIL_REBUILT:
                continue
            fails = 0
            self.rebuilt += 1
            logger.warning("the socket is gone; building it anew")
            if self._handler is not None:
                await self._close(self._handler)
            self._handler = self._build()
            try:
                async with asyncio.timeout(max(self._watch, WAITS.request)):
                    await self._connect(self._handler)
            except TimeoutError:
                logger.warning("slack cannot be reached")

    @staticmethod
    async def _connect(handler: AsyncSocketModeHandler) -> None:
        await handler.connect_async()  # type: ignore[no-untyped-call]

    @staticmethod
    async def _close(handler: AsyncSocketModeHandler) -> None:
        client = handler.client
        tasks = [
            task
            for task in (client.message_processor, client.current_session_monitor, client.message_receiver)
            if task is not None
        ]
        try:
            async with asyncio.timeout(WAITS.stop):
                await handler.close_async()  # type: ignore[no-untyped-call]
        except Exception as error:  # it is thrown away in any case
            logger.info("closing the socket", extra={"code": type(error).__name__})
        # Where the other side says nothing any more, the library was cut off before it ended these itself.
        for task in tasks:
            task.cancel()
        if tasks:
            await asyncio.wait(tasks, timeout=WAITS.stop)
        await client.aiohttp_client_session.close()
