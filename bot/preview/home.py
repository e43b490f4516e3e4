"""What waits for somebody in a sample world: Home, and the answer to `next`, drawn by the same hands."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, cast

from bot.conversations.selves import Selves
from bot.conversations.waiting import list_for
from bot.dialog import Start
from bot.engine.cards import Message
from bot.model import Person
from bot.phases import DIALOGS
from bot.ports import NOBODY, Moment, Where
from bot.preview.world import ACCOUNT, PLATFORM, World
from bot.transaction import At, Conversation, Seat, Transaction


class Desk:
    """A world as a transaction that only reads: what is about to begin in it waits there as begun."""

    def __init__(self, world: World) -> None:
        self._world = world
        self.account, self.now_ms = ACCOUNT, world.now_ms
        self.one, self.find = world.one, world.find
        self.acted_ms, self.answering = world.acted_ms, world.answering
        self.moment = Moment(world.now_ms, world.now_ms)

    def persons_at(self, who: Where) -> tuple[At, ...]:
        return (At(ACCOUNT, who.user, True),)

    def person(self, id: str) -> Person:
        return self.one(Person, id)

    def enter(self, account: str) -> None:
        """There is only one."""

    def conversation(self, id: str, *, lock: bool) -> None:
        """Nothing was answered in it yet."""

    def open_seats(self, person: str) -> list[tuple[Seat, Conversation]]:
        return list(self._open(person))

    def _open(self, person: str) -> Iterator[tuple[Seat, Conversation]]:
        for number, start in enumerate(self._world.pending):
            role = next((role for role, one in start.seats.items() if one == person), "")
            if role and start.dialog in DIALOGS:
                row = self._begun(f"waits{number}", start)
                yield Seat(row.id, ACCOUNT, role, person, 1, True, "", 0, 0, 0, "", 0), row

    def _begun(self, id: str, start: Start) -> Conversation:
        now = self._world.now_ms
        nothing: dict[str, Any] = {}
        return Conversation(
            id, ACCOUNT, start.dialog, "open", "", start.engagement, start.about, "",
            nothing, b"", nothing, now, now, now,
        )  # fmt: skip


def home(world: World, person: str) -> Message:
    """Somebody's Home at this moment of the world."""
    return list_for(Selves(cast("Transaction", Desk(world)), Where(PLATFORM, "", person)), NOBODY)
