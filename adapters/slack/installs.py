"""Several workspaces: who installed the app, with tokens that only the vault's key opens.

A refresh token works once. That an exchange begins is written down before Slack hears of it, so whoever
comes after a process that died in one knows what a refusal means then.
"""

from __future__ import annotations

import asyncio
import json
import logging
import secrets
import time
from datetime import UTC, datetime
from typing import NamedTuple, Protocol

from slack_sdk.errors import SlackTokenRotationError
from slack_sdk.oauth.installation_store import Bot, Installation
from slack_sdk.oauth.installation_store.async_installation_store import AsyncInstallationStore
from slack_sdk.oauth.token_rotation.async_rotator import AsyncTokenRotator
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.limits import WAITS
from adapters.slack.web import INSTALL
from bot.ports import Finding, Lease

log = logging.getLogger(__name__)

RENEW_MINUTES = 120
"""A token that ends within this time is exchanged; it lives for twelve hours."""
LEASE_SECONDS = 30
"""Longer than an exchange takes. Whoever died in one is not waited for longer than this."""
RENEWED_PAUSE = 0.2
"""Seconds between two looks for a token that another process exchanges."""
SPENT = frozenset({"invalid_refresh_token", "token_expired", "token_revoked"})
"""Slack will never take this refresh token again."""


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
    begun: int = 0
    """When an exchange of it began whose end was not heard of; 0 when there is none."""

    def ends_soon(self) -> bool:
        """Whether it is time to exchange the token."""
        return bool(self.refresh) and self.ends - time.time() < RENEW_MINUTES * 60

    @property
    def lost(self) -> bool:
        """Whether the token ends and nothing is left to renew it with."""
        return bool(self.ends) and not self.refresh


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
        self._owed: dict[str, Installed] = {}
        """What the vault has not taken yet."""
        self._renewing: dict[str, asyncio.Task[Installed | None]] = {}
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
            renewing = self._renewing.get(team)
            if renewing is None:
                renewing = self._renewing[team] = asyncio.create_task(self._renewed(team))
                renewing.add_done_callback(lambda _: self._renewing.pop(team, None))
            # Whoever asked may be stopped meanwhile. An exchange that is cut off loses the token.
            found = await asyncio.shield(renewing)
        return found

    async def settled(self) -> None:
        """Until every exchange that was begun has ended."""
        if self._renewing:
            await asyncio.wait(set(self._renewing.values()), timeout=WAITS.request)

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
        self._owed.pop(team, None)
        await self._vault.write(_name(team), "")

    async def _read(self, team: str) -> Installed | None:
        if (owed := self._owed.get(team)) is not None:
            await self._keep(team, owed)
            return owed
        kept = await self._vault.read(_name(team)) if team else None
        if not kept:
            self._known.pop(team, None)
            return None
        found = Installed(*json.loads(kept))
        self._known[team] = time.monotonic(), found
        return found

    async def _keep(self, team: str, installed: Installed) -> None:
        """Keep it here until the vault has it: Slack does not tell a token twice."""
        self._known[team] = time.monotonic(), installed
        self._owed[team] = installed
        await self._vault.write(_name(team), json.dumps(installed))
        self._owed.pop(team, None)

    async def _renew(self, team: str, old: Installed) -> Installed:
        await self._keep(team, old._replace(begun=int(time.time())))
        bot = Bot(
            app_id="", team_id=team, bot_token=old.token, bot_id=old.bot_id, bot_user_id=old.bot_user,
            bot_refresh_token=old.refresh, bot_token_expires_at=old.ends, installed_at=time.time(),
        )  # fmt: skip
        try:
            new = await self._rotator.perform_bot_token_rotation(
                bot=bot, minutes_before_expiration=RENEW_MINUTES
            )
        except SlackTokenRotationError as refused:
            code = str(refused.api_error.response.get("error") or "")
            if code in SPENT:
                return await self._lost(team, old)
            return self._later(team, old, code)
        except Exception as error:  # perhaps Slack took it; the old token still does for a while
            return self._later(team, old, type(error).__name__)
        if new is None:
            return self._later(team, old, "not exchanged")
        renewed = old._replace(
            token=new.bot_token,
            refresh=new.bot_refresh_token or "",
            ends=int(new.bot_token_expires_at or 0),
            begun=0,
        )
        await self._keep(team, renewed)
        return renewed

    def _later(self, team: str, old: Installed, code: str) -> Installed:
        """The same refresh token is tried again: Slack has perhaps not taken it."""
        log.warning("a token was not renewed", extra={"team": team, "code": code})
        self._rests[team] = time.monotonic() + WAITS.renew_again
        return old

    async def _lost(self, team: str, old: Installed) -> Installed:
        """Slack took the refresh token before, and its answer never came here. Nothing more can be tried."""
        lost = old._replace(refresh="", begun=0)
        await self._keep(team, lost)
        log.error(
            "the exchange of a token was cut off and cannot be repeated: install the app there again, at %s",
            INSTALL,
            extra={"team": team, "ends": _moment(old.ends), "cut_off": _moment(old.begun)},
        )
        return lost


def told(team: str, kept: str | None) -> Finding | None:
    """What `fivefold check` says of a workspace as the vault has it; None where nothing is to be said."""
    found = Installed(*json.loads(kept)) if kept else None
    if found is None or not found.lost:
        return None
    return Finding(
        "fault",
        f"The token of workspace {team} cannot be renewed, and ends at {_moment(found.ends)}.",
        f"Open {INSTALL} at Fivefold's public address and install the app there again.",
    )


def _moment(seconds: int) -> str:
    return f"{datetime.fromtimestamp(seconds, UTC):%Y-%m-%d %H:%M} UTC" if seconds else "an unknown time"


def _name(team: str) -> str:
    return f"slack/{team}"
