"""Delivery: slots that lag and letters that wait go to their people, paced, retried, one at a time each.

The database is the queue. A row is claimed for a minute, shown by an adapter, then confirmed; a
process that dies in between leaves it to the next sweep. The page is drawn at the last moment, so
what arrives is how things stand now.
"""

from __future__ import annotations

import asyncio
import logging
import random
from collections.abc import Coroutine, Mapping
from typing import Any

from bot.conversations import waiting
from bot.conversations.live import Live
from bot.conversations.pages import Drawing
from bot.engine.cards import Message
from bot.model import Address, Channel, Engagement, Person
from bot.ports import Adapter, Store, TryLater, Unreachable, Where
from bot.summaries_channel import drawn
from bot.transaction import Letter, Seat, Transaction
from bot.words import Reader, draw_card
from bot.words.stored import load_card

log = logging.getLogger(__name__)

BATCH = 50
SEND_SECONDS = 20
"""A send that takes longer is given up and tried again."""
FIRST_PAUSE_MS = 2_000
LONGEST_PAUSE_MS = 600_000


class Delivery:
    """Sends what waits for others. `wake` makes it look at once."""

    def __init__(self, store: Store, adapters: Mapping[str, Adapter]) -> None:
        self._store = store
        self._adapters = adapters
        self._wanted = asyncio.Event()
        self._lock = asyncio.Lock()

    def wake(self) -> None:
        """Something was left for somebody: look now."""
        self._wanted.set()

    async def run(self) -> None:
        """Sweep whenever woken. Runs until cancelled."""
        while True:
            await self._wanted.wait()
            self._wanted.clear()
            try:
                await self.sweep()
            except Exception:  # one bad sweep must not end delivery; the next one looks again
                log.exception("a sweep failed")
                await asyncio.sleep(1)

    async def settled(self) -> None:
        """Wait until everything that it was woken for has gone out. Only while `run` runs."""
        while self._wanted.is_set() or self._lock.locked():
            async with self._lock:
                pass
            await asyncio.sleep(0)

    async def sweep(self) -> int:
        """Send everything that waits now; how many messages went out."""
        async with self._lock:
            count = 0
            while True:
                seats = await self._store.turn(lambda tx: tx.lagging_seats(BATCH), urgent=False)
                letters = await self._store.turn(lambda tx: tx.claim_letters(BATCH), urgent=False)
                if not seats and not letters:
                    return count
                # In the order of their cause: letters and closing words before the next question.
                for letter in letters:
                    count += await self._apart(self._send_letter(letter), letter.id)
                for seat in sorted(seats, key=lambda seat: seat.asked):
                    count += await self._apart(self._put_seat(seat), seat.conversation)

    async def _apart(self, sending: Coroutine[Any, Any, bool], key: str) -> bool:
        """Send one thing. What cannot even be drawn stays claimed for a minute and stops nothing else."""
        try:
            return await sending
        except Exception:  # a talk whose script is broken, words that are missing: mended, it goes out
            log.exception("not sent", extra={"key": key})
            return False

    # --- pages --------------------------------------------------------------------------------

    async def _put_seat(self, seat: Seat) -> bool:
        drawn = await self._store.read(lambda tx: _page(tx, seat))
        if drawn is None:
            await self._shown(seat, seat.ref)
            return False
        to, message, ref, now = drawn
        key = f"{seat.conversation}.{seat.role[0]}.{now.turn}"
        sent = await self._put(to, message, ref, key)
        if isinstance(sent, str):
            await self._shown(now, sent)
            return True
        return False

    async def _shown(self, seat: Seat, ref: str) -> None:
        def confirm(tx: Transaction) -> None:
            tx.enter(seat.account)
            tx.shown(seat.conversation, seat.role, seat.turn, ref)

        await self._store.turn(confirm, lane=seat.conversation, urgent=False)

    # --- letters ------------------------------------------------------------------------------

    async def _send_letter(self, letter: Letter) -> bool:
        if letter.channel:
            return await self._post(letter)
        drawn = await self._store.read(lambda tx: _letter(tx, letter))
        sent = await self._put(*drawn, "", letter.id) if drawn else ""

        def note(tx: Transaction) -> None:
            tx.enter(letter.account)
            if isinstance(sent, str):
                tx.sent(letter.id)
            else:
                tx.send_later(letter.id, tx.moment.real + max(sent, _pause_ms(letter.attempts)))

        await self._store.turn(note, lane=letter.person, urgent=False)
        return bool(sent) and isinstance(sent, str)

    # --- channels -----------------------------------------------------------------------------

    async def _post(self, letter: Letter) -> bool:
        """Put a channel's slot as the records stand now; what stands there already is replaced."""
        drawn = await self._store.read(lambda tx: _posted(tx, letter))
        sent: str | int = ""
        if drawn is not None:
            channel, message, ref = drawn
            sent = await self._put(channel, message, ref, letter.id)

        def note(tx: Transaction) -> None:
            tx.enter(letter.account)
            if isinstance(sent, int):
                tx.send_later(letter.id, tx.moment.real + max(sent, _pause_ms(letter.attempts)))
                return
            tx.sent(letter.id)
            if sent:
                tx.set(_slot_name(letter), sent)

        await self._store.turn(note, lane=letter.channel, urgent=False)
        return bool(sent) and isinstance(sent, str)

    async def _put(self, to: Address | Channel, message: Message, ref: str, key: str) -> str | int:
        """The reference of what was shown, "" when it never can be, or milliseconds to wait."""
        adapter = self._adapters.get(to.platform)
        if adapter is None:
            return LONGEST_PAUSE_MS
        where = Where(to.platform, to.scope, to.user if isinstance(to, Address) else "")
        try:
            async with asyncio.timeout(SEND_SECONDS):
                return (await adapter.put(where, to.channel, message, ref=ref, key=key)).ref
        except TryLater as later:
            return round(later.seconds * 1000)
        except Unreachable as unreachable:
            await self._close(to, unreachable.reason)
            return ""
        except Exception:  # whatever a platform's library raises: the row stays and is tried again
            log.exception("not sent", extra={"key": key})
            return FIRST_PAUSE_MS

    async def _close(self, address: Address | Channel, reason: str) -> None:
        log.warning("unreachable", extra={"address": address.id, "reason": reason})

        def note(tx: Transaction) -> None:
            tx.enter(address.account)
            if isinstance(address, Channel):
                # The next Monday asks once more where to post.
                channel = tx.one(Channel, address.id)
                tx.write(
                    channel.model_copy(update={"state": "preview", "channel": "", "name": ""}),
                    channel.version,
                )
                return
            now = tx.one(Address, address.id)
            if now.state == "open":
                tx.write(now.model_copy(update={"state": reason}), now.version)

        await self._store.turn(note, urgent=False)


def _pause_ms(attempts: int) -> int:
    """Twice as long after each try, up to ten minutes, spread so that many do not come back at once."""
    longest = min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS << min(attempts, 12))
    return round(longest * (0.5 + random.random() / 2))  # noqa: S311  # spreads load, guards nothing


def _page(tx: Transaction, claimed: Seat) -> tuple[Address, Message, str, Seat] | None:
    """A seat's page as it stands at this moment; None when there is nothing to show any more."""
    tx.enter(claimed.account)
    row = tx.conversation(claimed.conversation, lock=False)
    if row is None or row.state == "closed":
        return None
    live = Live.load(tx, row)
    seat = live.seats[claimed.role]
    person = tx.one(Person, seat.person)
    kind = live.facts.scene.kind
    message = Drawing(live, seat.role, Reader(person.locale, person.zone, kind)).page()
    to = _address(tx, seat.person)
    if to is None or not message.says_something():
        return None
    return to, message, seat.ref if seat.shown_turn == seat.turn else "", seat


def _letter(tx: Transaction, letter: Letter) -> tuple[Address, Message] | None:
    tx.enter(letter.account)
    person = tx.one(Person, letter.person)
    found = tx.find(Engagement, id=letter.engagement) if letter.engagement else ()
    to = _address(tx, letter.person)
    if to is None:
        return None
    kind = found[0].kind if found else "contractor"
    reader = Reader(person.locale, person.zone, kind)
    card = load_card(letter.card)
    message = draw_card(card, reader)
    return to, waiting.above(tx, person, message, reader) if card.waiting else message


def _posted(tx: Transaction, letter: Letter) -> tuple[Channel, Message, str] | None:
    """A channel's slot as it stands at this moment; None where there is nothing to show."""
    tx.enter(letter.account)
    found = tx.find(Channel, id=letter.channel)
    card = drawn(tx, str(letter.card["slot"]))
    if not found or found[0].state != "posting" or card is None:
        return None
    return found[0], draw_card(card, Reader("en", "UTC")), tx.setting(_slot_name(letter)) or ""


def _slot_name(letter: Letter) -> str:
    """Where the reference of what stands in a channel's slot is kept."""
    return f"posted/{letter.channel}/{letter.card['slot']}"


def _address(tx: Transaction, person: str) -> Address | None:
    """Where somebody is reached: the first address that is open."""
    return next((address for address in tx.addresses(person) if address.state == "open"), None)
