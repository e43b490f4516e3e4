"""The door for adapters: each event becomes one turn on the store, and a reply."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from weakref import WeakValueDictionary

from bot.conversations import beside, waiting
from bot.conversations.flood import Flood, FloodGuard
from bot.conversations.keeping import LETTER
from bot.conversations.looking import look
from bot.conversations.selves import Selves
from bot.conversations.suggesting import suggestions
from bot.conversations.turn import take
from bot.engine.cards import Message, card
from bot.engine.text import t
from bot.ports import Incoming, Profile, Put, Reply, SlotRef, Store, Suggestion, Where
from bot.transaction import Conflict, Transaction
from bot.words import Reader, draw_card

log = logging.getLogger(__name__)

MOST_TRIES = 3
"""Two people changing the same record at once: the loser reads it again and goes on."""


class Conversations:
    """`bot.ports.Inbox` over the store. `wake` is called when something waits for others."""

    def __init__(self, store: Store, wake: Callable[[], None], trouble: type[Exception]) -> None:
        self._store = store
        self._wake = wake
        self._trouble = trouble
        self._flood = FloodGuard()
        self._turns: WeakValueDictionary[Where, asyncio.Lock] = WeakValueDictionary()

    async def take(self, event: Incoming) -> Reply:
        """Take one event, durably, and say what its person is shown."""
        lane = "/".join(event.who)
        match self._flood.judge(event):
            case Flood.ASK:
                return Reply((Put(draw_card(card(t("flood")), _reader(event))),))
            case Flood.DROP:
                return Reply()
        # One turn of each person at a time: whoever sends a hundred things waits behind themselves only.
        lock = self._turns.setdefault(event.who, asyncio.Lock())
        try:
            async with lock:
                reply = await self._turn(event, lane)
        except (self._trouble, Conflict) as error:
            # Trouble of the database is told by the store, once; the person is told each time.
            if isinstance(error, Conflict):
                log.exception("changed by others again and again")
            return Reply((Put(draw_card(card(t("storage-trouble")), _reader(event))),))
        if reply.wake:
            self._wake()
        return reply

    async def _turn(self, event: Incoming, lane: str) -> Reply:
        for _ in range(MOST_TRIES - 1):
            try:
                return await self._store.turn(lambda tx: take(tx, event, last=False), lane=lane)
            except Conflict:
                log.info("changed meanwhile, taken again", extra={"event": event.id})
        return await self._store.turn(lambda tx: take(tx, event), lane=lane)

    async def shown(self, slot: SlotRef, ref: str, at_ms: int = 0) -> None:
        """Confirm that a slot's content stands at `ref`: since `at_ms` by the platform's clock, 0 = now."""
        kind, account, what, role = slot.name.split("/")

        def confirm(tx: Transaction) -> None:
            tx.enter(account)
            if kind == LETTER:
                beside.shown(tx, what, ref)
            else:
                tx.shown(what, role, slot.sequence, ref, at_ms)

        await self._store.turn(confirm, lane=what)

    async def form(self, who: Where, control: str) -> Message | None:
        """The page behind a control as it stands now, for opening its form; None when it is closed."""
        return await self._store.read(lambda tx: look(tx, who, control))

    async def suggest(self, who: Where, words: str) -> tuple[Suggestion, ...]:
        """What may be meant by the words of a command being typed."""
        return await self._store.read(lambda tx: suggestions(Selves(tx, who), words))

    async def waiting(self, who: Where) -> Message:
        """What waits for this person, with minutes."""
        return await self._store.read(lambda tx: waiting.list_for(Selves(tx, who), Profile("")))


def _reader(event: Incoming) -> Reader:
    """How they read, as far as the platform says."""
    return Reader(event.profile.locale or "en", event.profile.zone or "UTC")
