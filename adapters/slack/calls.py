"""Calls of Slack's Web API: one client for a workspace, and what each refusal means."""

from __future__ import annotations

import logging
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.limits import WAITS
from bot.ports import AddressState, Shut, TryLater, Unreachable
from bot.ports import Unsure as Unsure  # whoever calls a method looks for it here

logger = logging.getLogger(__name__)

TOKEN_REFUSED = frozenset(
    {
        "account_inactive",
        "invalid_auth",
        "invalid_refresh_token",
        "missing_installation",
        "no_permission",
        "not_authed",
        "org_login_required",
        "team_access_not_granted",
        "token_expired",
        "token_revoked",
    }
)
"""The workspace does not let us in; that says nothing about the person."""

CLOSED = frozenset(
    {
        "cannot_dm_bot",
        "cant_post_message",
        "channel_is_archived",
        "channel_not_found",
        "ekm_access_denied",
        "invalid_user_combination",
        "is_archived",
        "is_inactive",
        "not_in_channel",
        "restricted_action",
        "restricted_action_read_only_channel",
        "restricted_action_thread_locked",
        "user_disabled",
        "user_is_bot",
        "user_is_restricted",
        "user_not_found",
        "user_not_visible",
    }
)
"""Writing there does not help, however often."""

TAB_OFF = "messages_tab_disabled"
"""Nobody at all can be written to: the app is set up wrongly, which says nothing about the person either."""

STATES: dict[str, AddressState] = {
    "channel_is_archived": "archived",
    "channel_not_found": "removed",
    "invalid_user_combination": "removed",
    "is_archived": "archived",
    "not_in_channel": "removed",
    "user_disabled": "deleted",
    "user_not_found": "deleted",
    "user_not_visible": "removed",
}
"""What a code says about an address; any other that is closed only says that much."""

UNINVITED = frozenset({"channel_not_found", "not_in_channel"})
"""Of a private channel that we are not in Slack does not even say that it is there."""

PAUSED = {"chat.postMessage": "posts", "chat.update": "edits"}
"""What Slack's pause for a method is about; any other method's is about the one message."""

NOT_EDITABLE = frozenset(
    {
        "cant_update_message",
        "channel_not_found",
        "edit_window_closed",
        "is_inactive",
        "message_not_found",
        "msg_not_found",
        "no_message",
        "is_archived",
    }
)
"""The message that was to be edited is gone: a new one takes its place."""


class Refused(Exception):
    """Slack refused the call; `code` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def session() -> aiohttp.ClientSession:
    """The connections that all clients share. Needs a running loop."""
    return aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=WAITS.request))


def client(token: str | None, api_url: str, session: aiohttp.ClientSession) -> AsyncWebClient:
    """A client that repeats nothing by itself: a message that was perhaps taken is not sent twice."""
    return AsyncWebClient(
        token=token, base_url=api_url, timeout=WAITS.request, retry_handlers=[], session=session
    )


async def call(web: AsyncWebClient, method: str, **arguments: Any) -> dict[str, Any]:
    """Call a method.

    Raises:
        TryLater: Slack asks for a pause.
        Refused: it said no.
        Unsure: perhaps it was taken.
    """
    return await _call(web, method, {"json": arguments})


async def ask(web: AsyncWebClient, method: str, **arguments: Any) -> dict[str, Any]:
    """Call a method that only reads; Slack takes no JSON there. Raises like `call`."""
    return await _call(web, method, {"params": arguments})


async def _call(web: AsyncWebClient, method: str, arguments: dict[str, Any]) -> dict[str, Any]:
    try:
        response = await web.api_call(method, **arguments)
    except SlackApiError as error:
        raise _meaning(error, method) from None
    except (aiohttp.ClientError, TimeoutError, OSError) as error:
        raise Unsure(type(error).__name__) from None
    data = response.data
    return data if isinstance(data, dict) else {}


def _meaning(error: SlackApiError, method: str) -> Exception:
    response = error.response
    headers = {str(name).lower(): value for name, value in dict(response.headers or {}).items()}
    if response.status_code == 429:
        return TryLater(_seconds(headers.get("retry-after")), PAUSED.get(method, ""))
    data = response.data if isinstance(response.data, dict) else {}
    code = str(data.get("error") or f"http_{response.status_code}")
    if response.status_code >= 500 or code in ("internal_error", "fatal_error", "service_unavailable"):
        # Slack's own words: such an error may have partly succeeded.
        return Unsure(code)
    if code in ("ratelimited", "rate_limited", "message_limit_exceeded"):
        return TryLater(_seconds(headers.get("retry-after")), PAUSED.get(method, ""))
    if code == TAB_OFF:
        logger.error("nobody can be written to: the app's Messages tab is off; see fivefold check")
    elif code not in NOT_EDITABLE | CLOSED | TOKEN_REFUSED:
        logger.warning("slack refused", extra={"method": method, "code": code})
    return Refused(code)


def _seconds(header: object) -> float:
    try:
        return max(0.0, float(str(header)))
    except ValueError:
        return 30.0


def as_port(refused: Refused, *, in_channel: bool = False) -> Exception:
    """The refusal as delivery knows it: somebody who cannot be reached, or a pause."""
    if in_channel and refused.code in UNINVITED:
        return Unreachable(refused.code, "uninvited")
    if refused.code in TOKEN_REFUSED:
        return Shut(WAITS.dead, refused.code)
    if refused.code in CLOSED:
        return Unreachable(refused.code, STATES.get(refused.code, "closed"))
    return TryLater(60)
