"""Bugs to be switched on in a child, so that the rigs can be seen to catch them.

Each is a change that somebody could make in good faith. None of them is in the program.
"""

from __future__ import annotations

import asyncio
import itertools
import os
from collections.abc import Callable, Iterable
from typing import Any

from adapters.discord import posts
from adapters.slack.listening import Listeners
from bot.conversations.inbox import Conversations
from bot.ports import Reply
from storage.channel import Channel
from storage.plans import Plans


def send_then_mark() -> None:
    """What was sent is marked a while later, and nothing is looked up before it is sent again."""
    sent = Plans.sent

    def later(self: Any, id: str) -> None:
        import time

        time.sleep(0.05)
        sent(self, id)

    vars(Plans)  # the class is the place
    Plans.sent = later  # type: ignore[method-assign]


def acknowledge_first() -> None:
    """The platform is told "received" before anything is kept."""
    event = Listeners.event

    async def hasty(self: Listeners, body: Any, event_: Any) -> None:
        async def later() -> None:
            await asyncio.sleep(0.3)
            await event(self, body, event_)

        self._begin(later())

    Listeners.event = hasty  # type: ignore[method-assign]


def random_nonce() -> None:
    """A message has another key each time that it is sent."""
    posts.nonce = lambda key, part=0: os.urandom(8).hex()


def deferred_begin() -> None:
    """A writing transaction begins without the lock, and takes it when it first writes."""
    begin = Channel.begin

    def deferred(self: Channel) -> None:
        if self.dialect == "sqlite" and self.writes:
            self.command("BEGIN DEFERRED")
        else:
            begin(self)

    Channel.begin = deferred  # type: ignore[method-assign]


def forget_events() -> None:
    """No event is remembered, so every repeat is taken as new."""
    from storage.transaction import StoredTransaction

    numbers = itertools.count()
    note = StoredTransaction.note_event
    StoredTransaction.note_event = (  # type: ignore[method-assign]
        lambda self, id: note(self, f"{id}/{next(numbers)}")
    )


def no_look_back() -> None:
    """What was written while nobody listened is never looked for."""
    from adapters.discord.app import DiscordAdapter

    async def nothing(self: Any, *_: Any, **__: Any) -> int:
        return 0

    for name in ("_catch_up", "catch_up"):
        if hasattr(DiscordAdapter, name):
            setattr(DiscordAdapter, name, nothing)


def reply_before_commit() -> None:
    """An event is answered though it could not be kept."""
    take = Conversations.take

    async def hasty(self: Conversations, event: Any) -> Reply:
        later = asyncio.get_running_loop().call_later
        later(0.4, lambda: asyncio.ensure_future(take(self, event)))
        return Reply()

    Conversations.take = hasty  # type: ignore[method-assign]


SEEDS: dict[str, Callable[[], None]] = {
    made.__name__: made
    for made in (
        send_then_mark,
        acknowledge_first,
        random_nonce,
        deferred_begin,
        forget_events,
        no_look_back,
        reply_before_commit,
    )
}
"""Those that live in a running house. The others are switched on where their gate is."""


def sow(names: Iterable[str]) -> None:
    """Switch these on in this process."""
    for name in names:
        SEEDS[name]()
