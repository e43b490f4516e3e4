"""Where people first meet us: in direct messages that are empty yet, and in channels."""

from __future__ import annotations

import logging

from adapters.slack import calls
from adapters.slack.limits import PROFILES_KEPT
from adapters.slack.read import Came
from adapters.slack.sending import Sender
from adapters.slack.showing import Lanes
from bot.ports import Command, Kept, TryLater, Where

logger = logging.getLogger(__name__)


class Meeting:
    """Says what we are there for, to whoever came to us and to nobody else."""

    def __init__(self, lanes: Lanes, sender: Sender) -> None:
        self._lanes = lanes
        self._sender = sender
        self._met: Kept[Where, None] = Kept(PROFILES_KEPT)

    async def opened(self, came: Came) -> None:
        """Somebody opened our direct messages. Where nothing stands there yet they are greeted."""
        if came.who in self._met:
            return
        self._met[came.who] = None
        try:
            silent = await self._sender.silent(came.who.scope, came.channel)
        except (calls.Refused, calls.Unsure, TryLater) as error:
            logger.info("nobody greeted", extra={"code": str(error)})
            return
        if silent:
            await self._lanes.take(came, Command, missed=True, words="")

    async def whisper(self, came: Came, text: str, thread: str = "") -> None:
        """Tell somebody in a channel something that they alone see; it is a courtesy, and may get lost."""
        try:
            await self._sender.whisper(came.who.scope, came.channel, came.user, text, thread)
        except (calls.Refused, calls.Unsure, TryLater) as error:
            logger.info("a whisper was not shown", extra={"code": str(error)})
