"""R2 in every kind of talk that there is: each begins where the preview met it, and is played to its end.

Played twice by the same dice, undisturbed and so that each turn dies before its commit and every event is
told again. Both must leave the same records and the same talks.
"""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from bot import model
from bot.conversations.stage import Stage
from bot.dialog import Start
from bot.engine.cards import Button, Field, Form
from bot.phases import DIALOGS
from bot.preview.walk import Walk
from bot.preview.world import ACCOUNT, World
from bot.transaction import Transaction
from storage import Database, open_store
from tests.crash.dialogs import Deaths, records
from tests.crash.fuzz import Fuzz
from tests.crash.tally import Tally
from tests.crash.world import RING
from tests.workspace import TestClock

STEPS = 40
PLAYS = 3
"""Of each kind, with other dice."""
USERS = ("rita", "joy")
SENSE = {
    "person": "<@brian>", "date": "next friday", "time": "9:00", "zone": "Lisbon", "number": "3",
    "duration": "30 min", "percent": "50", "ratio": "12 of 13", "link": "https://example.com/a",
}  # fmt: skip
"""What is typed into a field of a kind; into others a sentence."""
SENTENCE = "I have my evenings back and no customer waits."


class Moment(NamedTuple):
    """Where a kind of talk begins: the records of then, and its start."""

    world: World
    start: Start


class Moments(Walk):
    """The walk of the preview, which keeps the first moment at which each kind of talk was shown."""

    def __init__(self) -> None:
        super().__init__()
        self.first: dict[str, Moment] = {}

    def _talk(self, world: World, start: Start) -> None:
        moment = Moment(world.copy(), start)
        super()._talk(world, start)
        if start.dialog in self.met:
            self.first.setdefault(start.dialog, moment)


@dataclass(frozen=True)
class Left:
    """What a play left behind."""

    records: Mapping[str, list[str]]
    talks: list[str]
    answered: bool


class Player(Fuzz):
    """Answers what is asked: takes no step back, and leaves nothing for later."""

    def written(self, field: Field) -> str:
        """What its kind asks for, most often."""
        return SENSE.get(field.kind, SENTENCE) if self.chance.random() < 0.8 else super().written(field)

    async def answer(self, who: str) -> None:
        """One answer to the newest question of somebody."""
        for message in reversed(list(self.house.screens[who].messages.values())):
            ways = [one for one in message.controls if not (isinstance(one, Button) and one.style == "quiet")]
            if ways:
                form = any(isinstance(one, Form) for one in ways)
                return await (self._fill(who) if form and self.chance.random() < 0.7 else self._press(who, 1))


async def every_kind(tally: Tally, folder: Path, migrated: Path, seed: int) -> Tally:
    """Every kind of talk, with one death at each turn and with two in a row."""
    moments = Moments()
    moments.all()
    answered = set()
    tally.of = len(moments.first) * PLAYS
    for name, moment in moments.first.items():
        for play in range(PLAYS):
            dice = f"{seed}/{name}/{play}"
            sound = await _played(folder, migrated, moment, dice)
            deaths = Deaths(1 + play % 2)
            with deaths.installed():
                found = await _played(folder, migrated, moment, dice)
            tally.another()
            tally.kills += deaths.turns
            tally.events += deaths.events
            tally.doubled += deaths.anew
            if found != sound:
                tally.lost += 1
                tally.failing.append(f"{dice}: {_differ(sound, found)}")
            if found.answered:
                answered.add(name)
    left = sorted(set(DIALOGS) - answered)
    tally.stuck += len(left)
    tally.notes.append(f"kinds of talk {len(answered)} of {len(DIALOGS)} {left or ''}".strip())
    return tally


async def _played(folder: Path, migrated: Path, moment: Moment, dice: str) -> Left:
    path = folder / "kind.db"
    path.write_bytes(migrated.read_bytes())
    clock = TestClock(moment.world.now_ms)
    store = open_store(f"sqlite:///{path}", RING, clock, durable=False)
    try:
        await store.turn(lambda tx: _begin(tx, moment))
        player = Player(store, clock, 0)
        player.chance = random.Random(dice)
        await player.house.deliver()
        for _ in range(STEPS):
            await player.answer(player.chance.choice(USERS))
        return await _left(store, moment)
    finally:
        await store.close()
        for file in path.parent.glob(f"{path.name}*"):
            file.unlink()


def _begin(tx: Transaction, moment: Moment) -> None:
    tx.add_account(model.Account(id=ACCOUNT, name="Preview"))
    tx.enter(ACCOUNT)
    for record in moment.world.records.values():
        if isinstance(record, model.Address):
            record = record.model_copy(update={"platform": "test"})
        tx.write(record, 0)
    Stage(tx).begin(moment.start)


async def _left(store: Database, moment: Moment) -> Left:
    def look(tx: Transaction) -> Left:
        tx.enter(ACCOUNT)
        people = [person.id for person in tx.find(model.Person)]
        talks = {row.id: row for person in people for row, _ in tx.talks_of(person)}
        first = talks.get(moment.start.conversation)
        return Left(
            records(tx, [ACCOUNT]),
            sorted(f"{row.dialog} {row.id} {row.state} {row.answers}" for row in talks.values()),
            # One that asks nothing only sends a note, and is not kept.
            first is None or bool(first.answers.get("kept")) or first.state != "open",
        )

    return await store.read(look)


def _differ(sound: Left, found: Left) -> str:
    here, there = ({*chain(*left.records.values()), *left.talks} for left in (sound, found))
    return f"{sorted(here - there)[:2]} / {sorted(there - here)[:2]}"
