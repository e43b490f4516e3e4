"""The two pages that install the app into a workspace, and the state that goes from one to the other."""

from __future__ import annotations

import hashlib
import hmac
import logging
import secrets
import time
from typing import Any

from slack_bolt.oauth.async_oauth_flow import AsyncOAuthFlow
from slack_bolt.oauth.async_oauth_settings import AsyncOAuthSettings
from slack_sdk.oauth.state_store.async_state_store import AsyncOAuthStateStore
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.installs import Installs
from adapters.slack.manifest import SCOPES
from adapters.slack.web import INSTALL, INSTALLED

log = logging.getLogger(__name__)

STATE_SECONDS = 600


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
