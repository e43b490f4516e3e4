"""Slack as a platform: what connects, listens and shows, put together."""

from __future__ import annotations

import asyncio
import logging
from typing import NamedTuple

import aiohttp
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack import bolt, calls, read
from adapters.slack.bolt import Bot
from adapters.slack.home import Home
from adapters.slack.installs import Installs, Vault
from adapters.slack.limits import MANNERS, WAITS
from adapters.slack.listening import Listeners
from adapters.slack.meeting import Meeting
from adapters.slack.modals import Modals
from adapters.slack.oauth import flow
from adapters.slack.people import People
from adapters.slack.sending import Pictures, Sender
from adapters.slack.showing import Lanes
from adapters.slack.socket_mode import Socket
from adapters.slack.web import Server
from adapters.slack.workspaces import Workspaces
from bot.engine.cards import Message
from bot.ports import Inbox, Lease, Sent, TryLater, Unreachable, Where

logger = logging.getLogger(__name__)


class Access(NamedTuple):
    """How Slack is reached, and how it reaches us."""

    bot_token: str = ""
    app_token: str = ""
    signing_secret: str = ""
    mode: str = "socket"
    api_url: str = "https://slack.com/api/"
    host: str = "127.0.0.1"
    port: int = 3000
    client_id: str = ""
    """With the secret: the app is installed into several workspaces, by its own page."""
    client_secret: str = ""


class Running(NamedTuple):
    """What exists between start and stop."""

    session: aiohttp.ClientSession
    workspaces: Workspaces
    sender: Sender
    home: Home
    lanes: Lanes
    listeners: Listeners
    socket: Socket | None
    server: Server | None


class SlackAdapter:
    """One Slack app: in one workspace by its token, or in as many as installed it."""

    platform = read.PLATFORM
    manners = MANNERS

    def __init__(
        self,
        inbox: Inbox,
        access: Access,
        *,
        pictures: Pictures | None = None,
        vault: Vault | None = None,
        lease: Lease | None = None,
    ) -> None:
        if access.client_id and (vault is None or lease is None):
            raise ValueError("Several workspaces need a vault for their tokens, and a lease to renew them.")
        self.inbox = inbox
        self.vault = vault
        self.lease = lease
        self.access = access
        self.pictures = pictures
        self._running: Running | None = None
        self._only = Bot(access.bot_token)
        """Ourselves where there is one workspace."""
        self._installs: Installs | None = None

    @property
    def running(self) -> Running:
        """What was started."""
        if self._running is None:
            raise RuntimeError("Slack is not started")
        return self._running

    async def start(self) -> None:
        """Connect and listen. Raises OSError when the port of HTTP mode is taken."""
        access = self.access
        session = calls.session()
        workspaces = Workspaces(self._token, access.api_url, session)
        sender = Sender(workspaces, self.pictures)
        home = Home(self.inbox, workspaces)
        lanes = Lanes(self.inbox, People(workspaces), sender, home)
        modals = Modals(self.inbox, workspaces, sender, lanes)
        meeting = Meeting(lanes, sender)
        listeners = Listeners(self.inbox, lanes, modals, home, meeting, self._left)
        nobody = calls.client(None, access.api_url, session)
        pages = None
        if access.client_id and self.vault is not None and self.lease is not None:
            client = access.client_id, access.client_secret
            self._installs = Installs(self.vault, self.lease, *client, nobody)
            pages = flow(self._installs, *client, nobody)
        else:
            await self._who_we_are(calls.client(access.bot_token, access.api_url, session))
        app = bolt.app(nobody, self._bot, access.signing_secret)
        listeners.register(app)
        socket = server = None
        over_http = access.mode == "http"
        if over_http or pages is not None:
            server = Server(app if over_http else None, pages, host=access.host, port=access.port)
        if not over_http:
            socket = Socket(app, access.app_token, calls.client(None, access.api_url, session))
        self._running = Running(session, workspaces, sender, home, lanes, listeners, socket, server)
        try:
            if server is not None:
                await server.start()
            if socket is not None:
                await socket.start()
        except BaseException:
            await self.stop()
            raise

    async def stop(self) -> None:
        """Hear no more, let what was taken be shown, and disconnect."""
        if self._running is None:
            return
        running, self._running = self._running, None
        for ear in (running.socket, running.server):
            if ear is not None:
                await ear.stop()
        try:
            async with asyncio.timeout(WAITS.stop):
                await running.listeners.settled()
                await running.lanes.settled()
        except TimeoutError:
            logger.warning("some replies are left to delivery")
        if self._installs is not None:
            await self._installs.settled()
        await running.home.stop()
        await running.session.close()

    def _up(self) -> Running:
        """What was started, for whoever can wait until it is."""
        if self._running is None:
            raise TryLater(1, "everything")
        return self._running

    async def put(self, to: Where, channel: str, message: Message, *, ref: str, key: str) -> Sent:
        """Show a message to a person, or in a channel; `ref` edits, `key` goes with it."""
        running = self._up()
        try:
            found = await running.sender.put(to.scope, channel or to.user, message, ref=ref, key=key)
        except calls.Refused as refused:
            raise calls.as_port(refused, in_channel=bool(channel)) from None
        finally:
            # Whoever cannot be written to still has a page of their own, where it waits.
            if to.user and not channel:
                running.home.want(to)
        return Sent(found, read.posted_ms(found) if found != ref else 0)

    async def find(
        self, to: Where, channel: str, message: Message, *, key: str, since_ms: int
    ) -> tuple[Sent, ...]:
        """Every message with this key that stands there since then, the oldest first."""
        try:
            found = await self._up().sender.find(to.scope, channel or to.user, key, since_ms)
        except calls.Refused as refused:
            raise _untold(refused) from None
        return tuple(Sent(one, read.posted_ms(one)) for one in found)

    async def catch_up(self, to: Where, since_ms: int) -> int:
        """Take what somebody wrote to us since then and Slack never told."""
        try:
            found = await self._up().sender.written(to.scope, to.user, since_ms)
        except calls.Refused as refused:
            raise _untold(refused) from None
        for event in found:
            await self.running.listeners.missed(to.scope, event)
        return len(found)

    @property
    def connections(self) -> int:
        """How often it began to hear."""
        socket = self._running.socket if self._running else None
        return socket.connections if socket else 1

    # --- who we are -------------------------------------------------------------------------------

    async def _bot(self, team: str) -> Bot | None:
        if self._installs is None:
            return self._only if self._only.token else None
        installed = await self._installs.find(team)
        return Bot(installed.token, installed.bot_id, installed.bot_user) if installed else None

    async def _token(self, team: str) -> str | None:
        bot = await self._bot(team)
        return bot.token if bot else None

    async def _who_we_are(self, web: AsyncWebClient) -> None:
        """Our own ids, so that our own messages are known. Without them the bot's mark must do."""
        try:
            told = await calls.call(web, "auth.test")
        except calls.Refused as error:
            logger.error("slack does not take the token; see fivefold check", extra={"code": error.code})
            return
        except (calls.Unsure, TryLater) as error:
            logger.error("slack did not say who we are; see fivefold check", extra={"code": str(error)})
            return
        self._only = self._only._replace(
            id=str(told.get("bot_id") or ""), user=str(told.get("user_id") or "")
        )

    async def _left(self, team: str, code: str) -> None:
        token = await self._token(team)
        if self._installs is not None:
            await self._installs.forget(team)
            token = None
        self.running.workspaces.shut(team, token, code)


def _untold(refused: calls.Refused) -> Exception:
    """Why the history is not told: the workspace is shut, or we may not read there at all."""
    return calls.as_port(refused) if refused.code in calls.TOKEN_REFUSED else Unreachable(refused.code)
