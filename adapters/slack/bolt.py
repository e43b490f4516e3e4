"""Bolt's app, without what we do not use of it, and the bot that each workspace's requests are for."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from typing import Any, NamedTuple

from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.authorization.async_authorize import AsyncAuthorize
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack import words


class Bot(NamedTuple):
    """Ourselves in a workspace. By the ids our own messages are known."""

    token: str
    id: str = ""
    user: str = ""


Find = Callable[[str], Awaitable[Bot | None]]
"""The bot of a workspace; None where nobody installed it."""


class Authorize(AsyncAuthorize):
    """Says which bot a request is for. A workspace that is not ours is refused."""

    def __init__(self, find: Find) -> None:
        self._find = find

    async def __call__(
        self, *, enterprise_id: str | None, team_id: str | None, **_: Any
    ) -> AuthorizeResult | None:
        bot = await self._find(team_id or "")
        if bot is None:
            return None
        return AuthorizeResult(
            enterprise_id=enterprise_id,
            team_id=team_id,
            bot_token=bot.token,
            bot_id=bot.id,
            bot_user_id=bot.user,
        )


def app(web: AsyncWebClient, find: Find, signing_secret: str) -> AsyncApp:
    """The app. Processed before it is answered: an event is kept before Slack hears that it was."""
    log = logging.getLogger(__name__)
    # Bolt looks at the logger's own level: without one it words its debugging for nobody.
    log.setLevel(log.getEffectiveLevel())
    return AsyncApp(
        client=web,
        name="fivefold",  # or it looks through every file that was loaded for one
        signing_secret=signing_secret or "unused in socket mode",
        authorize=Authorize(find),  # type: ignore[arg-type]  # Bolt refuses where there is none
        user_facing_authorize_error_message=words.NOT_HERE,
        process_before_response=True,
        # We are no function of a workflow and no agent: every event is spared what is meant for those.
        attaching_function_token_enabled=False,
        attaching_conversation_kwargs_enabled=False,
        logger=log,
    )
