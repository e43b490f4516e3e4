"""Several workspaces: who installed the app, with tokens that only the vault's key opens."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import json
import logging
import secrets
import time
from typing import Any, NamedTuple, Protocol

from slack_bolt.oauth.async_oauth_flow import AsyncOAuthFlow
from slack_bolt.oauth.async_oauth_settings import AsyncOAuthSettings
from slack_sdk.oauth.installation_store import Bot, Installation
from slack_sdk.oauth.installation_store.async_installation_store import AsyncInstallationStore
from slack_sdk.oauth.state_store.async_state_store import AsyncOAuthStateStore
from slack_sdk.oauth.token_rotation.async_rotator import AsyncTokenRotator
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.limits import WAITS
from adapters.slack.manifest import SCOPES
from adapters.slack.web import INSTALL, INSTALLED
from bot.ports import Lease

log = logging.getLogger(__name__)

STATE_SECONDS = 600
RENEW_MINUTES = 120
"""A token that ends within this time is exchanged; it lives for twelve hours."""
LEASE_SECONDS = 30
"""Longer than an exchange takes. Whoever died in one is not waited for longer than this."""
RENEWED_PAUSE = 0.2
"""Seconds between two looks for a token that another process exchanges."""


class Vault(Protocol):
    """Where secrets are kept, sealed and bound to their names."""

    async def read(self, name: str) -> str | None: ...
    async def write(self, name: str, value: str) -> None: ...


class Installed(NamedTuple):
    """One workspace's installation."""

    token: str
    bot_id: str
    bot_user: str
    refresh: str = ""
    ends: int = 0
    """When the token ends, in seconds since 1970; 0 when it does not."""

    def ends_soon(self) -> bool:
        """Whether it is time to exchange the token."""
        return bool(self.refresh) and self.ends - time.time() < RENEW_MINUTES * 60


class Installs(AsyncInstallationStore):
    """Our own installation store. A workspace's name is part of what its token is sealed with."""

    def __init__(
        self, vault: Vault, lease: Lease, client_id: str, client_secret: str, web: AsyncWebClient
    ) -> None:
        self._vault = vault
        self._lease = lease
        self._holder = secrets.token_hex(8)
        self._rotator = AsyncTokenRotator(client_id=client_id, client_secret=client_secret, client=web)
        self._known: dict[str, tuple[float, Installed]] = {}
        """With when it was read: another process may have installed it anew since."""
        self._renewing: dict[str, asyncio.Lock] = {}
        self._rests: dict[str, float] = {}
        """Until when no exchange is tried, after one that failed."""

    @property
    def logger(self) -> logging.Logger:
        return log

    async def async_save(self, installation: Installation) -> None:
        """Keep what an installation brought."""
        if installation.team_id and installation.bot_token:
            await self._keep(
                installation.team_id,
                Installed(
                    installation.bot_token,
                    installation.bot_id or "",
                    installation.bot_user_id or "",
                    installation.bot_refresh_token or "",
                    int(installation.bot_token_expires_at or 0),
                ),
            )

    async def find(self, team: str) -> Installed | None:
        """A workspace's installation with a token that is valid for a while; None when there is none."""
        at, found = self._known.get(team, (0.0, None))
        if found is None or time.monotonic() - at > WAITS.token_kept:
            found = await self._read(team)
        if found is not None and found.ends_soon() and time.monotonic() >= self._rests.get(team, 0):
            async with self._renewing.setdefault(team, asyncio.Lock()):
                found = await self._renewed(team)
        return found

    async def _renewed(self, team: str) -> Installed | None:
        """One refresher in all processes: a refresh token works once, and the loser would shut us out."""
        lease = f"slack/renewing/{team}"
        while not await self._lease.hold(lease, self._holder, LEASE_SECONDS):
            # The other's token is there in a moment; until then the old one does, while it lasts.
            found = await self._read(team)
            if found is None or not found.ends_soon() or found.ends > time.time():
                return found
            await asyncio.sleep(RENEWED_PAUSE)
        try:
            found = await self._read(team)
            return await self._renew(team, found) if found is not None and found.ends_soon() else found
        finally:
            await self._lease.hold(lease, self._holder, 0)

    async def forget(self, team: str) -> None:
        """The workspace removed the app: its token is wiped."""
        self._known.pop(team, None)
        await self._vault.write(_name(team), "")

    async def _read(self, team: str) -> Installed | None:
        kept = await self._vault.read(_name(team)) if team else None
        if not kept:
            self._known.pop(team, None)
            return None
        found = Installed(*json.loads(kept))
        self._known[team] = time.monotonic(), found
        return found

    async def _keep(self, team: str, installed: Installed) -> None:
        await self._vault.write(_name(team), json.dumps(installed))
        self._known[team] = time.monotonic(), installed

    async def _renew(self, team: str, old: Installed) -> Installed:
        bot = Bot(
            app_id="", team_id=team, bot_token=old.token, bot_id=old.bot_id, bot_user_id=old.bot_user,
            bot_refresh_token=old.refresh, bot_token_expires_at=old.ends, installed_at=time.time(),
        )  # fmt: skip
        try:
            new = await self._rotator.perform_bot_token_rotation(
                bot=bot, minutes_before_expiration=RENEW_MINUTES
            )
        except Exception as error:  # the old one may still work for a while
            log.warning("a token was not renewed", extra={"team": team, "code": type(error).__name__})
            self._rests[team] = time.monotonic() + WAITS.renew_again
            return old
        if new is None:
            return old
        renewed = old._replace(
            token=new.bot_token, refresh=new.bot_refresh_token or "", ends=int(new.bot_token_expires_at or 0)
        )
        await self._keep(team, renewed)
        return renewed


class States(AsyncOAuthStateStore):
    """The states of installations under way: signed, ten minutes long, each good once."""

    def __init__(self, secret: str) -> None:
        self._secret = secret.encode()
        self._used: dict[str, float] = {}

    @property
    def logger(self) -> logging.Logger:
        return log

    async def async_issue(self, *_: Any, **__: Any) -> str:
        """A new one."""
        plain = f"{int(time.time())}.{secrets.token_hex(12)}"
        return f"{plain}.{self._sign(plain)}"

    async def async_consume(self, state: str) -> bool:
        """Whether it is ours, young and unused."""
        plain, _, sign = state.rpartition(".")
        at = plain.partition(".")[0]
        now = time.time()
        self._used = {one: until for one, until in self._used.items() if until > now}
        if not hmac.compare_digest(sign.encode(), self._sign(plain).encode()) or state in self._used:
            return False
        self._used[state] = now + STATE_SECONDS
        return at.isdecimal() and 0 <= now - int(at) <= STATE_SECONDS

    def _sign(self, plain: str) -> str:
        return hmac.new(self._secret, plain.encode(), hashlib.sha256).hexdigest()


def flow(installs: Installs, client_id: str, client_secret: str, web: AsyncWebClient) -> AsyncOAuthFlow:
    """The two pages that install the app into a workspace."""
    return AsyncOAuthFlow(
        client=web,
        logger=log,
        settings=AsyncOAuthSettings(
            client_id=client_id,
            client_secret=client_secret,
            scopes=list(SCOPES),
            install_path=INSTALL,
            redirect_uri_path=INSTALLED,
            installation_store=installs,
            state_store=States(client_secret),
            state_expiration_seconds=STATE_SECONDS,
        ),
    )


def _name(team: str) -> str:
    return f"slack/{team}"
