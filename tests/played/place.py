"""A chat platform as the players of two rounds find it: what Slack and Discord have in common."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from typing import Any, Generic, TypeVar

from bot.clock import MovableClock
from bot.engine.cards import Form, Message
from bot.ports import Where
from tests.played.rounds import PEOPLE
from tests.played.transcript import Transcript

Json = dict[str, Any]
Someone = TypeVar("Someone")

QUIET = ("open", "back", "change", "take", "later", "cancel", "swap")
"""Buttons of this kind are pressed only on purpose, whatever they look like."""


class ChatPlace(ABC, Generic[Someone]):
    """The half of a `bot.demo.play.Clocked` that is the same on every chat platform.

    Before some acts Fivefold is started anew.
    """

    house: Any
    clock: MovableClock

    def __init__(self, restart_at: Sequence[int] = ()) -> None:
        self.transcript = Transcript()
        self._restart_at = set(restart_at)
        self._acts = 0
        self._seen = 0
        self._new: dict[str, list[str]] = {who: [] for who in PEOPLE}

    @abstractmethod
    def person(self, who: str) -> Someone:
        """Somebody in front of the platform."""

    @abstractmethod
    def where(self, who: str) -> Where:
        """Their address."""

    @abstractmethod
    def channel(self, who: str) -> str:
        """Their direct messages."""

    @abstractmethod
    def changes(self) -> list[tuple[str, str]]:
        """Channel and id of every message that was posted or edited, in order."""

    @abstractmethod
    async def start_anew(self) -> None:
        """Stop Fivefold and start it on the same database."""

    # --- reading --------------------------------------------------------------------------------------

    def now_ms(self) -> int:
        return self.clock.now_ms()

    def take_new(self, who: str) -> list[str]:
        """The ids of what changed for somebody since the last look, each once."""
        rooms = {self.channel(each): each for each in PEOPLE}
        changes = self.changes()
        for channel, id in changes[self._seen :]:
            if channel in rooms:
                self._new[rooms[channel]].append(id)
        self._seen = len(changes)
        new, self._new[who] = dict.fromkeys(self._new[who]), []
        return list(new)

    async def form(self, who: str, control: str) -> Json:
        """A form as whoever opens it will see it; of what kind an answer is, people read from its label."""
        message: Message | None = await self.house.inbox.form(self.where(who), control)
        form = next((one for one in message.controls if isinstance(one, Form)), None) if message else None
        if form is None:
            return {"type": "form", "id": control, "inline": False, "fields": []}
        fields = [
            {
                "id": field.id, "label": field.label, "kind": field.kind, "value": field.value,
                "optional": field.optional, "least": field.least, "most": field.most,
                "choices": [{"id": choice.id, "label": choice.label} for choice in field.choices],
            }
            for field in form.fields
        ]  # fmt: skip
        return {"type": "form", "id": control, "inline": form.inline, "fields": fields}

    # --- acting ---------------------------------------------------------------------------------------

    async def acts_next(self, who: str, did: str) -> Someone:
        """Whoever acts now, after a restart where one is due."""
        self._acts += 1
        if self._acts in self._restart_at:
            await self.start_anew()
        self.transcript.add(who, "does", did)
        return self.person(who)

    # --- time -----------------------------------------------------------------------------------------

    async def next_due(self) -> int | None:
        return await self.clock.next_due()

    async def forward_to(self, ms: int) -> None:
        await self.clock.forward_to(ms, lambda reached, aim: None)


def button(control: str, label: str, *, main: bool) -> Json:
    """A button as players know it; whether it is a quiet one stands in its id alone."""
    parts = control.split(":")
    quiet = parts[0] == "1" and (parts[4] in QUIET or parts[-1] == "-")
    return {
        "type": "button", "id": control, "label": label,
        "style": "quiet" if quiet else "main" if main else "plain",
    }  # fmt: skip


def read(number: int, lines: list[str], plain: str, body: list[str], controls: list[Json]) -> Json:
    """A message as players read it."""
    return {
        "from": "fivefold", "number": number, "plain": plain,
        "body": [[{"text": line}] for line in body],
        "errors": [line for line in lines if line.startswith("! ")],
        "controls": controls,
    }  # fmt: skip


def acted(*parts: str) -> str:
    """A press in the transcript: which part of a control, and what was picked."""
    control, *picked = parts
    return f"{control.rpartition(':')[2]} {' '.join(picked)}"
