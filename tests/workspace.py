"""A whole Fivefold without a platform: tests press, type and read as people do."""

from __future__ import annotations

import itertools
import sys
import tempfile
from collections import defaultdict
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from types import ModuleType
from typing import Any

from bot.conversations import planning
from bot.conversations.inbox import Conversations
from bot.delivery import Delivery
from bot.due.checkins import Sweeper
from bot.engine.cards import Button, Field, Form, Message, Select
from bot.ports import (
    Command,
    Incoming,
    Manners,
    Moment,
    Press,
    Profile,
    Put,
    Reply,
    Sent,
    Store,
    Submit,
    Typed,
    Where,
)
from bot.transaction import Transaction
from bot.words.render import strict
from storage import KeyRing, StorageTrouble, open_store
from tests.migrated import copied
from tests.remembered import learning, step

CAST = {
    "rita": Profile("Rita Lopes", "Europe/Lisbon", "en"),
    "joy": Profile("Joy Santos", "Asia/Manila", "en"),
    "josie": Profile("Josie Cruz", "Asia/Manila", "en"),
    "brian": Profile("Brian Otieno", "Africa/Nairobi", "en"),
    "eva": Profile("Eva Lindt", "Europe/Berlin", "en"),
    "olga": Profile("Olga Petrova", "Europe/Berlin", "en"),
    "pete": Profile("Pete Mwangi", "Africa/Nairobi", "en"),
    "mallory": Profile("Mallory", "Europe/Lisbon", "en"),
    "nobody": Profile("Nora Body", "Europe/Paris", "en"),
}


def says(label: str, wanted: str) -> bool:
    """Whether a button is the one that is wanted; a level is wanted by its number alone."""
    return label == wanted or (wanted.isdigit() and label.startswith(f"{wanted} "))


class TestClock:
    """Both times, moved by hand. Starts on Monday 23 November 2026, 10:00 in Lisbon."""

    __test__ = False

    def __init__(self, now: int = 1_795_428_000_000) -> None:
        self.now = now
        self.real = now

    def moment(self) -> Moment:
        return Moment(self.now, self.real)

    def forward(self, *, hours: float = 0, days: float = 0) -> None:
        """Let people's time and real time pass."""
        ms = round((hours + days * 24) * 3_600_000)
        self.now += ms
        self.real += ms


class Screen:
    """One person's messages, in order; an edit replaces its message where it stands."""

    def __init__(self) -> None:
        self.messages: dict[str, Message] = {}

    def put(self, message: Message, ref: str, new: str, *, only_edits: bool = False) -> str:
        if ref not in self.messages and only_edits:
            return ref
        at = ref if ref in self.messages else new
        self.messages[at] = message
        return at

    @property
    def last(self) -> Message:
        return list(self.messages.values())[-1]

    def text(self) -> str:
        return "\n---\n".join(message.plain() for message in self.messages.values())


class Workspace:
    """Plays people against the real inbox, store and delivery. Also a `bot.ports.Adapter`."""

    platform = "test"
    manners = Manners()
    connections = 1

    def __init__(self, store: Store, clock: TestClock) -> None:
        self.clock = clock
        self.store = store
        self.delivery = Delivery(store, {"test": self})
        self.inbox = Conversations(store, lambda: None, StorageTrouble)
        self.sweeper = Sweeper(store, lambda: None, clock)
        self.screens: dict[str, Screen] = defaultdict(Screen)
        self._numbers = itertools.count(1)
        self.log: list[tuple[str, str, str]] = []
        """(who, what they did or were shown, words): the transcript."""

    # --- as a platform ------------------------------------------------------------------------

    async def start(self) -> None:
        """Nothing to connect to."""

    async def stop(self) -> None:
        """Nothing to disconnect from."""

    async def put(self, to: Where, channel: str, message: Message, *, ref: str, key: str) -> Sent:
        self.log.append((to.user, "gets", message.plain()))
        new = f"m{next(self._numbers)}"
        return Sent(self.screens[to.user].put(message, ref, new, only_edits=not key))

    async def find(
        self, to: Where, channel: str, message: Message, *, key: str, since_ms: int
    ) -> tuple[Sent, ...]:
        return ()

    async def catch_up(self, to: Where, since_ms: int) -> int:
        return 0

    # --- as people ----------------------------------------------------------------------------

    async def command(self, user: str, words: str, **options: str) -> Reply:
        return await self._send(
            Command(**self._event(user), words=words, options=options), f"/fivefold {words}"
        )

    async def type(self, user: str, words: str, **event: Any) -> Reply:
        return await self._send(Typed(**{**self._event(user), **event}, words=words), words)

    async def press(self, user: str, label: str) -> Reply:
        """Press the newest button (or pick the option of a select) with this label."""
        for message in reversed(self.screens[user].messages.values()):
            for control in message.controls:
                if isinstance(control, Button) and says(control.label, label):
                    return await self.press_id(user, control.id, label)
                if isinstance(control, Select) and any(choice.label == label for choice in control.choices):
                    return await self.pick(user, label)
        raise AssertionError(f"{user} sees no button {label!r}:\n{self.screens[user].last}")

    async def press_id(self, user: str, control: str, label: str = "") -> Reply:
        return await self._send(Press(**self._event(user), control=control), f"[{label}]")

    async def pick(self, user: str, *labels: str) -> Reply:
        """Pick options of the newest select."""
        control = self._newest(user, Select)
        ids = tuple(choice.id for choice in control.choices if choice.label in labels)
        assert len(ids) == len(labels), (labels, [choice.label for choice in control.choices])
        return await self._send(Press(**self._event(user), control=control.id, picked=ids), f"{list(labels)}")

    async def fill(self, user: str, values: Mapping[str, str]) -> Reply:
        """Send the newest form; values by the beginning of their labels, or by a choice's label."""
        form = self._newest(user, Form)
        given: dict[str, str | tuple[str, ...]] = {}
        for field in form.fields:
            wanted = next((value for label, value in values.items() if field.label.startswith(label)), None)
            given[field.id] = field.value if wanted is None else _value(field, wanted)
        return await self._send(Submit(**self._event(user), control=form.id, values=given), str(dict(values)))

    def sees(self, user: str) -> str:
        """The newest message as plain text."""
        return self.screens[user].last.plain()

    def buttons(self, user: str) -> list[str]:
        return [control.label for control in self.screens[user].last.controls if isinstance(control, Button)]

    async def deliver(self) -> int:
        """Send what waits for others."""
        return await self.delivery.sweep()

    async def pass_time(self, *, days: float = 0, hours: float = 0) -> None:
        """Let people's time pass, as the workspace's clock does, then fire what is due and send it."""
        self.clock.now += round((hours + days * 24) * 3_600_000)
        await self.sweeper.sweep()
        await self.delivery.sweep()

    async def stand_still(self, *, days: float = 0, hours: float = 0) -> None:
        """Let the machine be off for a while, then start it again."""
        self.clock.forward(days=days, hours=hours)
        self.sweeper = Sweeper(self.store, lambda: None, self.clock)
        await self.sweeper.sweep()
        await self.delivery.sweep()

    def _newest(self, user: str, kind: Any) -> Any:
        for message in reversed(self.screens[user].messages.values()):
            for control in message.controls:
                if isinstance(control, kind):
                    return control
        raise AssertionError(f"{user} sees no {kind.__name__}:\n{self.screens[user].last}")

    def _event(self, user: str) -> dict[str, Any]:
        self.clock.forward(hours=1 / 3600)
        return {
            "id": f"e{next(self._numbers)}", "who": Where("test", "", user), "at_ms": self.clock.real,
            "profile": CAST[user], "people": CAST,
        }  # fmt: skip

    async def _send(self, event: Incoming, did: str) -> Reply:
        user = event.who.user
        self.log.append((user, "does", did))
        reply = await self.inbox.take(event)
        for put in reply.puts:
            await self.show(user, put)
        await self.delivery.sweep()
        return reply

    async def show(self, user: str, put: Put) -> None:
        new = f"m{next(self._numbers)}"
        ref = self.screens[user].put(put.message, put.ref, new, only_edits=put.redraws)
        self.log.append((user, "sees", put.message.plain()))
        if put.slot is not None:
            await self.inbox.shown(put.slot, ref)

    def transcript(self) -> str:
        return "\n\n".join(f"{who} {what}: {words}" for who, what, words in self.log)


def _value(field: Field, wanted: str) -> str | tuple[str, ...]:
    if not field.choices:
        return wanted
    return tuple(choice.id for choice in field.choices if choice.label == wanted)


async def close_what_waits(store: Store, who: Where, reason: str) -> None:
    """Somebody else's act closes everything that somebody is asked."""

    def close(tx: Transaction) -> None:
        for account, person, _ in tx.persons_at(who):
            tx.enter(account)
            planning.close(tx, [row.id for _, row in tx.open_seats(person)], reason)

    await store.turn(close)


def where_dialogs_are_looked_up() -> list[ModuleType]:
    """Every file of the conversations that looks a dialog up by its name."""
    of = "bot.conversations."
    return [file for name, file in sys.modules.items() if name.startswith(of) and hasattr(file, "DIALOGS")]


@asynccontextmanager
async def workspace(store: Store, clock: TestClock) -> AsyncIterator[Workspace]:
    """A workspace on a store."""
    yield Workspace(store, clock)


@step
async def hire(w: Workspace, owner: str = "rita", professional: str = "joy") -> None:
    """O1 to O6: add somebody, up to the sent invitation."""
    await w.command(owner, f"add <@{professional}>")
    await w.press(owner, "virtual assistant")
    await w.press(owner, "Looks right")
    await w.pick(owner, "Customer inbox", "Order questions", "Calendar")
    await w.press(owner, "Looks right")
    await w.type(owner, "No customer waits and I have my evenings back.")
    select = w.screens[owner].last.controls[0]
    assert isinstance(select, Select)
    await w.pick(owner, select.choices[0].label)
    await w.press(owner, "Send")


@step
async def accept(w: Workspace, professional: str = "joy") -> None:
    """P1 to P3: yes, hours, own words."""
    await w.press(professional, "Let's start")
    await w.press(professional, "All right")
    await w.type(
        professional, "Customers need a right answer the next day. If unsure I ask, with my proposed answer."
    )
    await w.press(professional, "All clear")


@step
async def rate_own(
    w: Workspace, levels: tuple[int, ...] = (4, 4, 3, 1, 3, 3), professional: str = "joy"
) -> None:
    """P4 to P6: one tap a skill, and an example where the view is high."""
    for level in levels:
        await w.press(professional, str(level))
    if max(levels) >= 4:
        await w.type(professional, "sixty orders a day for a shoe seller")


async def hand_in(w: Workspace, professional: str = "joy", owner: str = "Rita") -> None:
    """P7: the sample task, done."""
    await w.press(professional, f"Send to {owner}")
    await w.type(professional, "Draft 1 ... Draft 2 ... I would ask about 3.")


UNSEEN = "Not seen yet"


async def rate_seen(
    w: Workspace, levels: tuple[int | str, ...] = (3, 2, 3, 3, UNSEEN, UNSEEN), owner: str = "rita"
) -> None:
    """O8: only what was seen, and one line where it was hard."""
    for level in levels:
        await w.press(owner, str(level))
    if any(isinstance(level, int) and level <= 2 for level in levels):
        await w.type(owner, "draft 2 promised a refund after 14 days")


async def remember() -> None:
    """Play the first steps once, for all the tests that begin with them."""
    clock = TestClock()
    with tempfile.TemporaryDirectory() as folder, strict(), learning():
        store = open_store(copied(Path(folder) / "first.db"), KeyRing((b"k" * 32,)), clock, durable=False)
        try:
            w = Workspace(store, clock)
            for take in (hire, accept, rate_own):
                await take(w)
        finally:
            await store.close()
