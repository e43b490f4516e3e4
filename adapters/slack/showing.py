"""One person's lane: what they do is taken in order, and the reply to it is shown in order.

A reply never waits behind a broadcast: delivery has its own way to Slack.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable, Coroutine
from typing import Any

from adapters.slack import calls, render, words
from adapters.slack.home import Home
from adapters.slack.limits import EPHEMERAL_POSTS, KEYS_KEPT, WAITS
from adapters.slack.people import People
from adapters.slack.read import CHANNEL, Came, mentioned, posted_ms
from adapters.slack.sending import Sender, ephemeral, take_away
from bot.engine.cards import Message, Run
from bot.ports import Command, Inbox, Incoming, Kept, Profile, Put, Reply, Submit, TryLater, Typed, Where

logger = logging.getLogger(__name__)

Kind = Callable[..., Incoming]
"""The event that something is to the inbox, made from its parts."""
Choose = Callable[[Reply], tuple[Put, ...]]
"""Which of a reply's messages are shown, where a form shows the rest."""

UNSURE_PAUSES = (1.0, 2.5)


class Lane:
    """One person: the turn being taken, and the reply being shown."""

    def __init__(self) -> None:
        self.lock = asyncio.Lock()
        self.showing: asyncio.Task[None] | None = None
        self.users = 0


class Lanes:
    """Takes events and shows their replies, each person on their own."""

    def __init__(self, inbox: Inbox, people: People, sender: Sender, home: Home) -> None:
        self._inbox = inbox
        self._people = people
        self._sender = sender
        self._home = home
        self._lanes: dict[Where, Lane] = {}
        self._taken: Kept[tuple[Where, str], None] = Kept(KEYS_KEPT)
        self._running: set[asyncio.Task[None]] = set()

    async def take(
        self, came: Came, kind: Kind, choose: Choose | None = None, *, missed: bool = False, **parts: Any
    ) -> Reply:
        """Take an event durably. Its reply is shown after this returns, so that Slack hears first.

        `missed`: it was found in the history, and is only answered if it was never taken.
        """
        lane = self._lanes.get(came.who)
        if lane is None:
            lane = self._lanes[came.who] = Lane()
        lane.users += 1
        try:
            async with lane.lock:
                event = await self._event(came, kind, parts)
                if lane.showing is not None and not lane.showing.done():
                    await asyncio.wait({lane.showing}, timeout=WAITS.earlier_reply)
                began = time.time()
                reply = await self._inbox.take(event)
                again = missed or (came.who, event.id) in self._taken
                self._taken[came.who, event.id] = None
                puts = choose(reply) if choose else reply.puts
                if not (again and reply.repeated):
                    if puts:
                        lane.showing = self._start(
                            self._show(came, event.id, puts, reply, lane.showing, began)
                        )
                        lane.showing.add_done_callback(lambda _: self._forget(came.who, lane))
                    self._home.want(came.who)
                return reply
        finally:
            lane.users -= 1
            self._forget(came.who, lane)

    def _forget(self, who: Where, lane: Lane) -> None:
        """Keep no lane in which nothing goes on; whoever acts next has a new one."""
        if not lane.users and (lane.showing is None or lane.showing.done()) and self._lanes.get(who) is lane:
            del self._lanes[who]

    def _start(self, showing: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        task = asyncio.create_task(showing)
        self._running.add(task)
        task.add_done_callback(self._running.discard)
        return task

    async def _event(self, came: Came, kind: Kind, parts: dict[str, Any]) -> Incoming:
        """The event with the profiles of whoever acts and is mentioned, and the name of a picked channel."""
        others: set[str] = set()
        if texts := _written(kind, parts):
            if any(map(CHANNEL.fullmatch, texts)):
                parts = await self._with_channels(came.who.scope, parts)
            others = mentioned(*texts) - {came.user}
        profile = None if others else self._people.kept(came.who.scope, came.user)
        people: dict[str, Profile] = {}
        if profile is None:
            profile, people = await asyncio.gather(
                self._people.profile(came.who.scope, came.user, came.name),
                self._people.several(came.who.scope, others),
            )
        return kind(
            id=came.id,
            who=came.who,
            at_ms=came.at_ms,
            private=came.private,
            profile=profile,
            people=people,
            **parts,
        )

    async def _with_channels(self, team: str, parts: dict[str, Any]) -> dict[str, Any]:
        """The parts of an event with the names of channels in what was written or filled in."""
        if "values" not in parts:
            return {**parts, "words": await self._people.named(team, parts["words"])}
        named = {
            field: await self._people.named(team, value) if isinstance(value, str) else value
            for field, value in parts["values"].items()
        }
        return {**parts, "values": named}

    # --- showing ----------------------------------------------------------------------------------

    async def _show(
        self,
        came: Came,
        event: str,
        puts: tuple[Put, ...],
        reply: Reply,
        before: asyncio.Task[None] | None,
        began: float,
    ) -> None:
        if before is not None and not before.done():
            await asyncio.wait({before})
        here = came.private and await self._is_ours(came)
        posts = await self._take_away(came) if reply.spent else 0
        told = False
        for index, put in enumerate(puts):
            aside = not here and bool(came.response_url)
            # A file goes with no ephemeral message.
            if aside and put.slot is None and not put.ref and not render.files(put.message):
                shown = await self._aside(came, put.message, f"{event}/{index}", EPHEMERAL_POSTS - posts)
                posts += shown
                if shown:
                    continue
            if aside and not told:
                told = True
                wrote = Message(((Run(words.WROTE_TO_YOU),),))
                posts += await self._aside(came, wrote, f"{event}/dm", EPHEMERAL_POSTS + 1 - posts)
            part = f"{put.slot.name}/{put.slot.sequence}" if put.slot else str(index)
            key = (put.slot.key if put.slot else "") or f"{event}/{part}"
            key = "" if put.redraws else key
            # By the wall's clock: a machine that slept, and was overtaken by another, is late too.
            late = not 0 <= time.time() - began <= WAITS.alone
            await self._apart(came, put, key, new=not reply.repeated and not late)

    async def _is_ours(self, came: Came) -> bool:
        """Whether it happened in our direct messages; a command may come from any others."""
        if came.ours or not came.channel:
            return True
        try:
            return await self._sender.channel(came.who.scope, came.user) == came.channel
        except (TryLater, calls.Unsure, calls.Refused):
            return True

    async def _aside(self, came: Came, message: Message, mark: str, most: int) -> int:
        """Show it where they are, to them alone; how many posts that took, and none when it did not fit."""
        try:
            return await ephemeral(came.response_url, message, mark, most)
        except Exception as error:  # it goes to their direct messages then
            logger.info("an aside was not shown", extra={"code": type(error).__name__})
            return 0

    async def _take_away(self, came: Came) -> int:
        """What was pressed where only they see it is over, and goes; how many posts that took."""
        if not came.ephemeral or not came.response_url:
            return 0
        try:
            await take_away(came.response_url)
        except Exception as error:  # pressed once more it says kindly that it is over
            logger.info("an aside was not taken away", extra={"code": type(error).__name__})
        return 1

    async def _apart(self, came: Came, put: Put, key: str, *, new: bool) -> None:
        """Show one message. What cannot be shown now is put again by delivery, if it is a question."""
        try:
            ref = await self._put(came, put, key, new=new)
        except (TryLater, calls.Unsure, calls.Refused) as error:
            logger.warning("a reply waits for delivery", extra={"key": key, "code": str(error)})
            return
        except Exception:  # the next message of the reply may still be shown
            logger.exception("a reply was not shown", extra={"key": key})
            return
        if put.slot is None:
            return
        try:
            await self._inbox.shown(put.slot, ref, posted_ms(ref) if ref != put.ref else 0)
        except Exception as fault:  # it is shown; without the confirmation it is merely put once more
            logger.warning("could not confirm what was shown", extra={"code": type(fault).__name__})

    async def _put(self, came: Came, put: Put, key: str, *, new: bool) -> str:
        """Send it; a short pause that Slack asks for is waited out, a lost answer is looked up.

        `new`: nobody else can have sent it, another process or delivery.
        """
        unsure = iter(UNSURE_PAUSES)
        look = not new
        while True:
            try:
                if look and not put.ref and (stands := await self._stands(came, key)):
                    return stands
                return await self._sender.put(came.who.scope, came.user, put.message, ref=put.ref, key=key)
            except TryLater as later:
                if later.seconds > WAITS.reply_pause:
                    raise
                await asyncio.sleep(later.seconds)
                look = True
            except calls.Unsure:
                pause = next(unsure, None)
                if pause is None:
                    raise
                await asyncio.sleep(pause)
                look = True

    async def _stands(self, came: Came, key: str) -> str:
        """Where it stands already; empty when it does not, or Slack does not tell."""
        try:
            found = await self._sender.find(came.who.scope, came.user, key, came.at_ms)
        except calls.Refused:
            return ""
        return found[-1] if found else ""

    async def settled(self) -> None:
        """Until every reply that is on its way is shown."""
        while self._running:
            await asyncio.wait(set(self._running))


def _written(kind: Kind, parts: dict[str, Any]) -> list[str]:
    """What somebody wrote or filled in themselves: only there others and channels are named."""
    if kind is Typed or kind is Command:
        return [parts["words"]]
    if kind is Submit:
        return [value for value in parts["values"].values() if isinstance(value, str)]
    return []
