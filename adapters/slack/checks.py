"""What `fivefold check` finds out about Slack, and the page on which each fault is mended."""

from __future__ import annotations

import re
import time
from collections.abc import AsyncIterator
from contextlib import suppress
from email.utils import parsedate_to_datetime

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from adapters.slack import calls
from adapters.slack.app import Access
from adapters.slack.manifest import SCOPES
from bot.ports import Finding, TryLater

APPS = "https://api.slack.com/apps"
MOST_SKEW = 120
"""Seconds. Slack's signatures are refused after five minutes."""
_APP = re.compile(r"xapp-\d-(A[A-Z0-9]+)-")
"""An app's token says whose it is."""


class Pages:
    """The app's settings, page by page; where it is not known whose they are, the way to them."""

    def __init__(self, app_token: str) -> None:
        found = _APP.match(app_token)
        self._app = self._connects = found[1] if found else ""

    async def learn(self, bot: AsyncWebClient, id: str) -> None:
        """Ask Slack which app a bot belongs to."""
        with suppress(calls.Refused, calls.Unsure, TryLater):
            told = await calls.ask(bot, "bots.info", bot=id)
            self._app = str((told.get("bot") or {}).get("app_id") or self._app)

    @property
    def two_apps(self) -> bool:
        """Whether one app is connected to while another one is the bot."""
        return bool(self._connects) and self._app != self._connects

    def at(self, path: str, title: str) -> str:
        """A page by its address, and by the name under which it stands in the menu."""
        return f"{APPS}/{self._app}/{path} ({title})" if self._app else f"{APPS}, your app, {title}"


async def look(access: Access) -> list[Finding]:
    """Ask Slack whether everything is as it should be."""
    pages = Pages(access.app_token)
    async with calls.session() as session:
        found = []
        if access.bot_token and not access.client_id:
            bot = calls.client(access.bot_token, access.api_url, session)
            found += [finding async for finding in _bot(bot, pages)]
        if access.mode == "socket":
            nobody = calls.client(None, access.api_url, session)
            found.append(await _socket(nobody, access.app_token, pages))
            if pages.two_apps and found[-1].state == "ok":
                # Both are good tokens: Slack tells the one what people do, and the other can only write.
                found.append(
                    Finding(
                        "fault",
                        "The two tokens are of two apps, so nothing that people do would be heard.",
                        f"{pages.at('general', 'Basic Information')}, App-Level Tokens: "
                        "make one there, for SLACK_APP_TOKEN.",
                    )
                )
        else:
            found.append(
                Finding(
                    "ok", f"Slack's requests are awaited at http://{access.host}:{access.port}/slack/events."
                )
            )
    return found


async def _bot(bot: AsyncWebClient, pages: Pages) -> AsyncIterator[Finding]:
    try:
        told = await bot.auth_test()
    except SlackApiError as error:
        code = error.response.get("error", "")
        yield Finding(
            "fault",
            f"Slack does not take the bot's token ({code}).",
            f"{pages.at('oauth', 'OAuth & Permissions')}: "
            "copy the Bot User OAuth Token into SLACK_BOT_TOKEN.",
        )
        return
    except Exception as error:  # whatever keeps the network from working
        yield Finding(
            "fault",
            f"Slack cannot be reached ({type(error).__name__}).",
            "Look at the connection and SLACK_API_URL.",
        )
        return
    yield Finding("ok", f"The bot's token is for {told.get('team') or told.get('team_id')}.")
    await pages.learn(bot, str(told.get("bot_id") or ""))
    yield _scopes(told, pages)
    yield _clock(told)
    # No method says whether people may write to the bot.
    yield Finding(
        "note",
        "If people cannot write to the bot, its Messages tab is off.",
        f"{pages.at('app-home', 'App Home')}: switch on the Messages Tab, and allow messages from it.",
    )


def _scopes(told: AsyncSlackResponse, pages: Pages) -> Finding:
    given = _header(told, "x-oauth-scopes")
    missing = sorted(set(SCOPES) - {scope.strip() for scope in given.split(",")}) if given else []
    if not given:
        return Finding("note", "Slack did not say which scopes the token has.")
    if missing:
        return Finding(
            "fault",
            f"The bot lacks scopes: {', '.join(missing)}.",
            f"{pages.at('app-manifest', 'App Manifest')}: paste `fivefold manifest slack`; then "
            f"{pages.at('install-on-team', 'Install App')}: Reinstall.",
        )
    return Finding("ok", "The bot has the scopes it needs.")


def _clock(told: AsyncSlackResponse) -> Finding:
    try:
        skew = abs(parsedate_to_datetime(_header(told, "date")).timestamp() - time.time())
    except ValueError:
        return Finding("note", "Slack did not say what time it is.")
    if skew > MOST_SKEW:
        return Finding("fault", f"This machine's clock is {round(skew)} s from Slack's.", "Set the clock.")
    return Finding("ok", "This machine's clock agrees with Slack's.")


async def _socket(web: AsyncWebClient, token: str, pages: Pages) -> Finding:
    try:
        await web.apps_connections_open(app_token=token)
    except SlackApiError as error:
        code = error.response.get("error", "")
        if code in ("missing_scope", "not_allowed_token_type", "invalid_auth", "token_revoked", "not_authed"):
            return Finding(
                "fault",
                f"Slack does not take the app's token ({code}).",
                f"{pages.at('general', 'Basic Information')}, App-Level Tokens: "
                "make one with connections:write, for SLACK_APP_TOKEN.",
            )
        return Finding(
            "fault",
            f"Socket Mode is off ({code}).",
            f"{pages.at('socket-mode', 'Socket Mode')}: switch it on.",
        )
    except Exception as error:  # whatever keeps the network from working
        return Finding(
            "fault", f"Slack cannot be reached ({type(error).__name__}).", "Look at the connection."
        )
    return Finding("ok", "Socket Mode works.")


def _header(told: AsyncSlackResponse, name: str) -> str:
    headers = {str(key).lower(): str(value) for key, value in dict(told.headers or {}).items()}
    return headers.get(name, "")
