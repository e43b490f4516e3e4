"""Slack as the players of two rounds find it: they read what was posted, and press, fill in and write."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from contextlib import AsyncExitStack
from typing import Any

from adapters.slack import wire
from bot.clock import MovableClock, WorldClock
from bot.due.checkins import Sweeper
from bot.ports import Where
from storage import KeyRing
from tests.adapters.slack.conftest import House, running
from tests.adapters.slack.fake import Slack
from tests.adapters.slack.person import Person
from tests.played.place import ChatPlace, acted, button, read
from tests.played.rounds import BEGINS_MS

Json = dict[str, Any]

Restart = Callable[[], Awaitable[tuple[House, MovableClock]]]

MARKED = {"#shop": "<#C0SHOP|>"}
"""A channel as Slack marks it when somebody writes its name."""
USERS = {"rita": "URITA", "joy": "UJOY"}
MODES = ("socket", "http")


class Restarted:
    """A Fivefold whose people's time is moved, and which is stopped and started again on request.

    Each time the other way is taken in which events come: all are to be had in the middle of a talk.
    """

    def __init__(self, slack: Slack, url: str, ring: KeyRing) -> None:
        self.how = (slack, url, ring)
        self.world = WorldClock()
        self.world.offset_ms = BEGINS_MS - self.world.moment().real
        self.stack = AsyncExitStack()
        self.starts = 0

    async def start(self) -> tuple[House, MovableClock]:
        await self.stack.aclose()
        mode = MODES[self.starts % len(MODES)]
        self.starts += 1
        house = await self.stack.enter_async_context(running(*self.how, mode, clock=self.world))
        sweeper = Sweeper(house.store, house.woken.set, self.world)

        async def sweep() -> None:
            await sweeper.sweep()
            await house.delivery.sweep()

        return house, MovableClock(self.world, house.store, sweep)


class SlackPlace(ChatPlace[Person]):
    """`restart` is called before some acts, in the middle of talks."""

    def __init__(
        self, house: House, clock: MovableClock, restart: Restart, restart_at: Sequence[int] = ()
    ) -> None:
        super().__init__(restart_at)
        self.house: House = house
        self.clock = clock
        self._restart = restart

    @property
    def slack(self) -> Slack:
        return self.house.slack

    def person(self, who: str) -> Person:
        return Person(self.slack, USERS[who], self.house.settled)

    def where(self, who: str) -> Where:
        return self.person(who).where

    def channel(self, who: str) -> str:
        return self.person(who).channel

    def changes(self) -> list[tuple[str, str]]:
        return self.slack.changes

    async def start_anew(self) -> None:
        await self.house.settled()
        self.house, self.clock = await self._restart()

    # --- reading --------------------------------------------------------------------------------------

    async def changed(self, who: str) -> Sequence[Json]:
        """The messages that were posted or edited since the last look, as they stand now."""
        await self.house.settled()
        posted = self.slack.posted[self.channel(who)]
        return [await self._message(who, posted[ts]) for ts in self.take_new(who) if ts in posted]

    async def _message(self, who: str, message: Json) -> Json:
        lines = list(read_lines(message["blocks"]))
        plain = "\n".join(lines)
        self.transcript.add(who, "sees again" if message.get("edited") else "sees", plain)
        body = list(read_lines(message["blocks"], bullets=False))
        controls = [one async for one in self._controls(who, message["blocks"])]
        return read(int(message["ts"].replace(".", "")), lines, plain, body, controls)

    async def _controls(self, who: str, blocks: list[Json]) -> Any:
        for element in elements_of(blocks):
            action = wire.parse(element.get("action_id", ""))
            if action is None or action.verb == wire.DONE:
                continue
            if action.verb in (wire.OPEN, wire.FILL):
                yield await self.form(who, action.control)
            elif action.verb in (wire.PICK, wire.MANY):
                options = element.get("options") or [
                    option for group in element["option_groups"] for option in group["options"]
                ]
                choices = [{"id": one["value"], "label": one["text"]["text"]} for one in options]
                several = action.verb == wire.MANY
                yield {
                    "type": "select", "id": action.control, "choices": choices,
                    "least": 1, "most": len(choices) if several else 1,
                }  # fmt: skip
            else:
                main = element.get("style") == "primary"
                yield button(action.control, element["text"]["text"], main=main)

    # --- acting ---------------------------------------------------------------------------------------

    async def say(self, who: str, words: str) -> None:
        person = await self.acts_next(who, words)
        if words.startswith("/fivefold"):
            for name, user in USERS.items():
                words = words.replace(f"@{name}", f"<@{user}|{name}>")
            await person.command(words.removeprefix("/fivefold").strip())
        else:
            await person.type(MARKED.get(words, words))

    async def press(self, who: str, control: str, picked: tuple[str, ...] = ()) -> None:
        person = await self.acts_next(who, acted(control, *picked))
        for message in reversed(person.messages):
            for block in message["blocks"]:
                for element in elements_of([block]):
                    action = wire.parse(element.get("action_id", ""))
                    if action is not None and action.control == control and action.verb != wire.OPEN:
                        await self._press(person, message, block, element, action.verb, picked)
                        return
        raise AssertionError(f"{who} sees no {control}")

    async def _press(
        self, person: Person, message: Json, block: Json, element: Json, verb: str, picked: tuple[str, ...]
    ) -> None:
        named = {"type": element["type"], "action_id": element["action_id"]}
        if verb == wire.PRESS:
            await person.act(message, block, {**named, "value": ""})
            return
        chosen = [one for one in element["options"] if one["value"] in picked]
        if verb == wire.PICK:
            await person.act(message, block, {**named, "selected_option": chosen[0]})
            return
        ticked = {**named, "selected_options": chosen}
        state = {"values": {block["block_id"]: {element["action_id"]: ticked}}}
        done = next(
            (other, one)
            for other in message["blocks"]
            for one in elements_of([other])
            if one.get("action_id", "").startswith(f"{wire.DONE}:")
        )
        await person.act(message, done[0], {"type": "button", "action_id": done[1]["action_id"]}, state)

    async def submit(self, who: str, control: str, values: Mapping[str, Any]) -> None:
        """Open the form, fill it in as Slack shows it, and send it."""
        person = await self.acts_next(who, str(sorted(map(str, values.values()))))
        message, block, element = next(
            (message, block, element)
            for message in reversed(person.messages)
            for block in message["blocks"]
            for element in elements_of([block])
            if (action := wire.parse(element.get("action_id", ""))) is not None
            and action.control == control
            and action.verb in (wire.OPEN, wire.FILL)
        )
        named = {"type": element["type"], "action_id": element["action_id"]}
        if held := {"datepicker": "selected_date", "number_input": "value"}.get(element["type"]):
            (given,) = values.values()  # it answers by itself, without a view
            await person.act(message, block, {**named, held: given})
            return
        await person.act(message, block, named)
        await self.house.settled()
        answer = await person.send_view(person.view(), values)
        assert answer.get("response_action") != "errors", answer


def elements_of(blocks: list[Json]) -> Iterator[Json]:
    """Everything that can be pressed."""
    for block in blocks:
        if block["type"] == "actions":
            yield from block["elements"]
        elif block["type"] == "input":
            yield block["element"]
        elif block.get("accessory"):
            yield block["accessory"]


def read_lines(blocks: list[Json], *, bullets: bool = True) -> Iterator[str]:
    """A message as its paragraphs, from top to bottom; the small grey line about who reads is left out."""
    for block in blocks:
        match block["type"]:
            case "header" | "section":
                yield block["text"]["text"]
            case "rich_text":
                for part in block["elements"]:
                    if part["type"] == "rich_text_section":
                        yield _spans(part)
                    elif bullets:
                        yield from map(_spans, part["elements"])
            case "table":
                for row in block["rows"]:
                    yield " | ".join(cell["text"] for cell in row)
            case "image":
                yield block["alt_text"]


def _spans(section: Json) -> str:
    return "".join(
        one.get("text") or one.get("fallback") or one.get("url", "") for one in section["elements"]
    )
