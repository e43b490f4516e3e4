"""HTTP mode: the address that Slack sends to, and the pages that install the app."""

from __future__ import annotations

from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response, to_bolt_request
from slack_bolt.async_app import AsyncApp
from slack_bolt.oauth.async_oauth_flow import AsyncOAuthFlow

from adapters.slack.limits import BODY_BYTES, WAITS

EVENTS = "/slack/events"
INSTALL = "/slack/install"
INSTALLED = "/slack/oauth_redirect"


class Server:
    """The server. Bolt refuses what is not signed by Slack, or older than five minutes."""

    def __init__(
        self, app: AsyncApp | None, flow: AsyncOAuthFlow | None, *, host: str = "127.0.0.1", port: int = 3000
    ) -> None:
        self._app = app
        self._flow = flow
        self._host = host
        self.port = port
        """The port asked for; after the start, the one that was given."""
        self._runner: web.AppRunner | None = None

    async def start(self) -> None:
        """Listen. Raises OSError when the port is taken."""
        served = web.Application(client_max_size=BODY_BYTES)
        served.router.add_get("/healthz", self._health)
        if self._app is not None:
            served.router.add_post(EVENTS, self._event)
        if self._flow is not None:
            served.router.add_get(INSTALL, self._install)
            served.router.add_get(INSTALLED, self._installed)
        self._runner = web.AppRunner(served, access_log=None, shutdown_timeout=WAITS.answer)
        await self._runner.setup()
        try:
            await web.TCPSite(self._runner, self._host, self.port).start()
        except OSError:
            await self.stop()
            raise
        self.port = self._runner.addresses[0][1]

    async def stop(self) -> None:
        """Let running requests finish and close."""
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None

    async def _health(self, _: web.Request) -> web.Response:
        return web.json_response({"ok": True})

    async def _event(self, request: web.Request) -> web.Response:
        if self._app is None:
            raise web.HTTPNotFound
        return await to_aiohttp_response(await self._app.async_dispatch(await to_bolt_request(request)))

    async def _install(self, request: web.Request) -> web.Response:
        if self._flow is None:
            raise web.HTTPNotFound
        return await to_aiohttp_response(await self._flow.handle_installation(await to_bolt_request(request)))

    async def _installed(self, request: web.Request) -> web.Response:
        if self._flow is None:
            raise web.HTTPNotFound
        return await to_aiohttp_response(await self._flow.handle_callback(await to_bolt_request(request)))
