"""A talk of any length with real facts, and people who answer it through the inbox."""

from __future__ import annotations

import itertools
import os
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any
from unittest.mock import patch

from bot.conversations.controls import digits
from bot.conversations.inbox import Conversations
from bot.conversations.stage import Stage
from bot.dialog import Book, Dialog, Outcome, Scene, Start
from bot.engine.cards import Button
from bot.engine.kinds import Option, ScaleKind
from bot.engine.prompts import scale
from bot.engine.text import Person as Named
from bot.engine.text import literal
from bot.model import Account, Address, Person
from bot.phases import DIALOGS
from bot.ports import Moment, Press, Profile, Reply, Store, Where
from bot.practice.identity import derived_id
from bot.transaction import Transaction
from storage import KeyRing, StorageTrouble
from tests.workspace import where_dialogs_are_looked_up

RING = KeyRing((b"k" * 32,))
ACCOUNT = derived_id("bench")
ROLE = "owner"


class Clock:
    """The machine's clock."""

    def moment(self) -> Moment:
        now = time.time_ns() // 1_000_000
        return Moment(now, now)


@dataclass(frozen=True, slots=True)
class Skill:
    """A skill to rate, with its six described levels."""

    name: str
    anchors: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Facts:
    """Eight skills with six described levels each: as much as a rating is about."""

    scene: Scene
    questions: int
    skills: tuple[Skill, ...]


SKILLS = tuple(
    Skill(
        f"Answering customers about matter {n}",
        tuple(
            f"Level {level} of matter {n}: what somebody at it does alone on a good day" for level in range(6)
        ),
    )
    for n in range(8)
)


def prepare(book: Book, start: Start) -> Facts:
    """As many questions as the start says."""
    scene = Scene(start.conversation, Named("a", "Ada"), Named("b", "Ben"), date(2026, 11, 23), book.now_ms)
    return Facts(scene, int(start.terms["questions"]), SKILLS)


@lru_cache(maxsize=256)  # as the ratings of the product do
def _scale(skill: Skill) -> ScaleKind:
    points = tuple(
        Option(str(level), literal(str(level)), literal(words)) for level, words in enumerate(skill.anchors)
    )
    return ScaleKind(points, tuple((f"level {level}",) for level in range(len(points))), None)


async def script(facts: Facts) -> int:
    """Rate the skills in turn, one question after the other."""
    kinds = [_scale(skill) for skill in facts.skills]
    total = 0
    for number in range(facts.questions):
        which = number % len(kinds)
        total += await scale(f"level/{number}", literal(facts.skills[which].name), kinds[which]) or 0
    return total


TALK: Dialog[Facts, int] = Dialog(
    "bench", (ROLE,), Facts, prepare, script, lambda facts, total: Outcome(), literal("A talk"), nudge=False
)


@contextmanager
def registered(*dialogs: Dialog[Any, Any]) -> Iterator[None]:
    """Inside, these dialogs are in the registry beside the real ones."""
    registry = {**DIALOGS, **{dialog.name: dialog for dialog in dialogs}}
    with ExitStack() as stack:
        for file in where_dialogs_are_looked_up():
            stack.enter_context(patch.object(file, "DIALOGS", registry))
        yield


class Asked:
    """Somebody who is asked, one question after the other, each answered by a button."""

    def __init__(self, number: int, salt: str) -> None:
        self.who = Where("test", "", f"user{number}")
        self.person = derived_id("person", str(number))
        self.talk = derived_id("talk", salt, str(number))
        self.control = ""
        self.reply: Reply | None = None
        self._numbers = itertools.count(1)

    async def open(self, inbox: Conversations) -> None:
        """Look at the question that stands."""
        await self._press(inbox, f"1:{self.talk}:o:0:open")

    async def answer(self, inbox: Conversations) -> None:
        """Press the fourth level. This is the turn that is measured."""
        await self._press(inbox, self.control)

    async def shown(self, inbox: Conversations) -> None:
        """Say where the page stands, as an adapter does after each turn."""
        for put in self.reply.puts if self.reply else ():
            if put.slot is not None:
                await inbox.shown(put.slot, f"ref{next(self._numbers)}")

    async def _press(self, inbox: Conversations, control: str) -> None:
        id = f"{self.talk}/{next(self._numbers)}"
        event = Press(
            id=id, who=self.who, at_ms=0, profile=Profile("Ada Byron", "Europe/Lisbon", "en"), people={},
            control=control,
        )  # fmt: skip
        self.reply = await inbox.take(event)
        buttons = [one for put in self.reply.puts for one in put.message.controls if isinstance(one, Button)]
        levels = [button.id for button in buttons if button.id.endswith(":3")]
        self.control = levels[0] if levels else ""


def add_people(tx: Transaction, people: int) -> None:
    """An account with these people, each at an address."""
    tx.add_account(Account(id=ACCOUNT, name="Bench"))
    tx.enter(ACCOUNT)
    for number in range(people):
        one = Asked(number, "")
        tx.write(
            Person(account=ACCOUNT, id=one.person, name="Ada Byron", called="Ada", zone="Europe/Lisbon"), 0
        )
        address = Address(
            account=ACCOUNT,
            id=derived_id("at", one.person),
            person=one.person,
            platform="test",
            user=one.who.user,
        )
        tx.write(address, 0)


async def asked(
    store: Store, inbox: Conversations, people: int, questions: int, given: int = 0
) -> list[Asked]:
    """Everybody with a talk of their own, `given` of its questions answered, the next one shown."""
    salt = os.urandom(8).hex()
    ones = [Asked(number, salt) for number in range(people)]
    seed = {f"level/{number}": "3" for number in range(given)}

    def begin(tx: Transaction) -> None:
        tx.enter(ACCOUNT)
        for one in ones:
            terms = {"questions": questions}
            start = Start(TALK.name, {ROLE: one.person}, seed=seed, terms=terms, conversation=one.talk)
            Stage(tx).begin(start)

    await store.turn(begin)
    for one in ones:
        await one.open(inbox)
        assert f":{digits(f'level/{given}')}:" in one.control, "asked what comes after the answers given"
        await one.shown(inbox)
    return ones


def inbox_of(store: Store) -> Conversations:
    """An inbox that wakes nobody."""
    return Conversations(store, lambda: None, StorageTrouble)
