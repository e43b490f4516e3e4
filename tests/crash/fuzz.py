"""R4: people who press, type and change whatever they find, in any order, over restarts and leaps of time.

After every step: nothing was raised, and no talk is parked. Every so often each open talk is replayed from
what is stored: what it asks is what stands on the screen, and it has a way on. At the end each is left by one
word, or says who alone can end it.
"""

from __future__ import annotations

import asyncio
import logging
import random
from collections import Counter
from typing import Any

from bot.conversations import controls
from bot.conversations.controls import Control
from bot.conversations.inbox import Conversations
from bot.conversations.live import Live
from bot.conversations.pages import Drawing
from bot.due.checkins import Sweeper
from bot.engine.cards import Button, Field, Form, Message, Select
from bot.model import Person
from bot.ports import Deleted, Edited, Press, Submit, Typed, Where
from bot.transaction import Conversation, Seat, Transaction
from bot.words import Reader
from storage import Database, StorageTrouble, open_store
from tests.crash.bases import Base
from tests.crash.tally import Tally
from tests.crash.world import RING
from tests.workspace import TestClock, Workspace, accept, hire

WORDS = (
    "yes", "no", "3", "0", "-1", "12 of 13", "next friday", "31 feb", "30 min", "#shop", "back", "cancel",
    "help", "later", "restart", "@joy", "<@brian>", "ﷺ" * 50, "x" * 4_000, "*_~`<!channel>", "", " ",
    "I have my evenings back and no customer waits.", "https://example.com/a?b=c", "\u202edrow", "null",
)  # fmt: skip
COMMANDS = (
    "add <@joy>", "add <@brian>", "next", "people", "skills", "plan", "goals", "checkin", "stuck the login",
    "done", "thanks <@joy>", "feedback <@joy>", "note", "review", "week", "numbers", "rules", "away", "pause",
    "finish", "coach", "roles", "settings", "privacy", "help", "cancel", "back", "restart", "nonsense",
)  # fmt: skip
PEOPLE = ("rita", "joy", "brian")
SLOW_STEPS = 25
"""After so many steps every open talk is replayed and looked at."""


class Fuzz:
    """One play, wholly drawn from its seed."""

    def __init__(self, store: Database, clock: TestClock, seed: int) -> None:
        self.clock = clock
        self.store = store
        self.house = Workspace(store, self.clock)
        self.chance = random.Random(seed)
        self.typed: list[tuple[str, str]] = []
        self.steps: Counter[str] = Counter()

    async def begin(self) -> None:
        """Start anywhere: from nothing, from a sent invitation, or from work that was agreed."""
        stage = self.chance.randrange(3)
        if stage:
            await hire(self.house)
        if stage == 2:
            await accept(self.house)

    async def step(self) -> None:
        """Do one thing."""
        names = ("press", "press", "press", "press", "fill", "fill", "type", "type", "command", "edit",
                 "delete", "old", "two", "restart", "leap")  # fmt: skip
        name = self.chance.choice(names)
        self.steps[name] += 1
        await getattr(self, f"_{name}")(self.chance.choice(PEOPLE))

    # --- deeds ----------------------------------------------------------------------------------

    async def _press(self, who: str, newest: int = 3) -> None:
        messages = list(self.house.screens[who].messages.values())[-newest:]
        controls = [one for message in messages for one in message.controls if not isinstance(one, Form)]
        if not controls:
            return
        control = self.chance.choice(controls)
        if isinstance(control, Select):
            count = self.chance.randint(0, len(control.choices))
            ids = tuple(choice.id for choice in self.chance.sample(list(control.choices), count))
            await self._take(Press(**self.house._event(who), control=control.id, picked=ids))
        elif isinstance(control, Button):
            await self._take(Press(**self.house._event(who), control=control.id))

    async def _old(self, who: str) -> None:
        await self._press(who, newest=1_000)

    async def _fill(self, who: str) -> None:
        messages = list(self.house.screens[who].messages.values())[-5:]
        forms = [one for message in messages for one in message.controls if isinstance(one, Form)]
        if not forms:
            return await self._type(who)
        form = self.chance.choice(forms)
        values: dict[str, Any] = {}
        for field in form.fields:
            roll = self.chance.random()
            if roll < 0.5 and field.value:
                values[field.id] = field.value
            elif field.choices:
                values[field.id] = (self.chance.choice(field.choices).id,)
            elif roll < 0.9:
                values[field.id] = self.written(field)
        await self._take(Submit(**self.house._event(who), control=form.id, values=values))

    def written(self, field: Field) -> str:
        """What somebody types into a field."""
        return self.chance.choice(WORDS)

    async def _type(self, who: str) -> None:
        event = Typed(**self.house._event(who), words=self.chance.choice(WORDS))
        self.typed.append((who, event.id))
        await self._take(event)

    async def _command(self, who: str) -> None:
        await self.house.command(who, self.chance.choice(COMMANDS))

    async def _edit(self, who: str) -> None:
        mine = [id for by, id in self.typed if by == who]
        if mine:
            words = self.chance.choice(WORDS)
            await self._take(Edited(**self.house._event(who), message=self.chance.choice(mine), words=words))

    async def _delete(self, who: str) -> None:
        mine = [id for by, id in self.typed if by == who]
        if mine:
            await self._take(Deleted(**self.house._event(who), message=self.chance.choice(mine)))

    async def _two(self, who: str) -> None:
        await asyncio.gather(self._press(who), self._press(self.chance.choice(PEOPLE)), self._type(who))

    async def _restart(self, who: str) -> None:
        house = self.house
        house.inbox = Conversations(self.store, lambda: None, StorageTrouble)
        house.sweeper = Sweeper(self.store, lambda: None, self.clock)

    async def _leap(self, who: str) -> None:
        hours = self.chance.choice((0.2, 1, 5, 24, 24 * 8, 24 * 60))
        if self.chance.random() < 0.2:
            await self.house.stand_still(hours=hours)
        else:
            await self.house.pass_time(hours=hours)

    async def _take(self, event: Any) -> None:
        await self.house._send(event, type(event).__name__)

    # --- what must hold -----------------------------------------------------------------------------

    async def look(self) -> list[str]:
        """What is wrong with the talks as they stand."""
        return await self.store.read(self._wrong)

    def _wrong(self, tx: Transaction) -> list[str]:
        found = []
        for who in PEOPLE:
            for seat, row in self._open(tx, who):
                tx.enter(seat.account)
                whole = tx.conversation(row.id, lock=False)
                if whole is None or whole.state == "parked":
                    found.append(f"{row.dialog} is parked: {row.reason}")
                    continue
                live = Live.load(tx, whole)
                one = tx.one(Person, seat.person)
                page = Drawing(live, seat.role, Reader(one.locale, one.zone, live.facts.scene.kind)).page()
                if seat.asked and not page.controls:
                    found.append(f"{row.dialog} asks {seat.role} and offers no way on")
                stands = self.house.screens[who].messages.get(seat.ref)
                if seat.shown_turn != seat.turn or stands is None:
                    continue
                accept = Control(row.id, seat.role, seat.turn, controls.ACCEPT).write()
                # A form that came back with a mistake stands in the place of what was proposed.
                hidden = {accept} if stands.errors and accept not in asks(stands) else set()
                if asks(stands) != asks(page) - hidden:
                    found.append(f"{row.dialog} shows {seat.role} {asks(stands)}, replayed {asks(page)}")
        return found

    def _open(self, tx: Transaction, who: str) -> list[tuple[Seat, Conversation]]:
        found: list[tuple[Seat, Conversation]] = []
        for account, person, *_ in tx.persons_at(Where(self.house.platform, "", who)):
            tx.enter(account)
            found += tx.open_seats(person)
        return found

    async def leave(self) -> list[str]:
        """Cancel whatever is open; what is wrong with how that went."""
        found = []
        for who in PEOPLE:
            for seat, row in await self._seats(who):
                if not await self._left(who, seat):
                    found.append(f"{row.dialog} neither ends for {seat.role} nor says why")
        return found

    async def _left(self, who: str, seat: Seat) -> bool:
        """Whether one word ends a talk or is answered. After a day its page is put anew first."""
        for _ in range(2):
            reply = await self.house.press_id(
                who, Control(seat.conversation, seat.role, seat.turn, controls.CANCEL).write()
            )
            now = [one for one, row in await self._seats(who) if row.id == seat.conversation]
            if not now or (reply.puts and reply.puts[0].slot is None):
                return True
            seat = now[0]
        return False

    async def _seats(self, who: str) -> list[tuple[Seat, Conversation]]:
        return await self.store.read(lambda tx: self._open(tx, who))


def asks(message: Message) -> set[str]:
    """What can be answered in a message: its buttons, lists and forms, but no ways about."""
    return {one.id for one in message.controls if not (isinstance(one, Button) and one.style == "quiet")}


async def play(tally: Tally, base: Base, seed: int, steps: int) -> None:
    """One play of so many steps."""
    heard = _Heard()
    logging.getLogger("bot").addHandler(heard)
    url = base.fresh()
    clock = TestClock()
    store = open_store(url, RING, clock, durable=False)
    fuzz = Fuzz(store, clock, seed)
    done = 0
    try:
        await fuzz.begin()
        for done in range(1, steps + 1):
            await fuzz.step()
            if done % SLOW_STEPS == 0 and (wrong := await fuzz.look()):
                tally.stuck += len(wrong)
                tally.failing.append(f"seed {seed} step {done}: {wrong[:3]}")
                break
        if wrong := await fuzz.leave():
            tally.stuck += len(wrong)
            tally.failing.append(f"seed {seed} at its end: {wrong[:3]}")
    except Exception as error:
        tally.failing.append(f"seed {seed} step {done}: {type(error).__name__} {str(error)[:200]}")
    finally:
        logging.getLogger("bot").removeHandler(heard)
        await store.close()
        base.drop(url)
    tally.another()
    tally.events += done
    if heard.lines:
        tally.failing.append(f"seed {seed}: {heard.lines[:3]}")


class _Heard(logging.Handler):
    """Keeps the first words of every error that was logged: an error that was caught is one all the same."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        error = record.exc_info[1] if record.exc_info else None
        self.lines.append(f"{record.name}: {record.getMessage()} {type(error).__name__} {str(error)[:200]}")
