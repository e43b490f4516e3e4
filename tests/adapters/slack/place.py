"""Slack as the players of two rounds find it: they read what was posted, and press, fill in and write."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from typing import Any

from adapters.slack import wire
from bot.clock import MovableClock
from bot.engine.cards import Form
from tests.adapters.slack.conftest import House
from tests.adapters.slack.fake import Slack
from tests.adapters.slack.person import Person
from tests.played.transcript import Transcript

Json = dict[str, Any]

Restart = Callable[[], Awaitable[tuple[House, MovableClock]]]

MARKED = {"#shop": "<#C0SHOP|>"}
"""A channel as Slack marks it when somebody writes its name."""
USERS = {"rita": "URITA", "joy": "UJOY"}
QUIET = ("open", "back", "change", "take", "later", "cancel", "swap")


class SlackPlace:
    """A `bot.demo.play.Clocked` on Slack. `restart` is called before some acts, in the middle of talks."""

    def __init__(
        self, house: House, clock: MovableClock, restart: Restart, restart_at: Sequence[int] = ()
    ) -> None:
        self.house = house
        self.clock = clock
        self.transcript = Transcript()
        self._restart = restart
        self._restart_at = set(restart_at)
        self._acts = 0
        self._seen = 0
        self._new: dict[str, list[str]] = {who: [] for who in USERS}

    @property
    def slack(self) -> Slack:
        return self.house.slack

    def person(self, who: str) -> Person:
        return Person(self.slack, USERS[who], self.house.settled)

    # --- reading --------------------------------------------------------------------------------------

    def now_ms(self) -> int:
        return self.clock.now_ms()

    async def changed(self, who: str) -> Sequence[Json]:
        """The messages that were posted or edited since the last look, as they stand now."""
        await self.house.settled()
        self._sort()
        found = []
        stamps, self._new[who] = dict.fromkeys(self._new[who]), []
        for ts in stamps:
            message = self.slack.posted[self.person(who).channel].get(ts)
            if message is not None:
                found.append(await self._message(who, message))
        return found

    def _sort(self) -> None:
        """Hand what changed since the last look to whose it is."""
        rooms = {self.person(who).channel: who for who in USERS}
        for channel, ts in self.slack.changes[self._seen :]:
            if channel in rooms:
                self._new[rooms[channel]].append(ts)
        self._seen = len(self.slack.changes)

    async def _message(self, who: str, message: Json) -> Json:
        lines = list(read_lines(message["blocks"]))
        plain = "\n".join(lines)
        self.transcript.add(who, "sees again" if message.get("edited") else "sees", plain)
        return {
            "from": "fivefold",
            "number": int(message["ts"].replace(".", "")),
            "plain": plain,
            "body": [[{"text": line}] for line in read_lines(message["blocks"], bullets=False)],
            "errors": [line for line in lines if line.startswith("! ")],
            "controls": [one async for one in self._controls(who, message["blocks"])],
        }

    async def _controls(self, who: str, blocks: list[Json]) -> Any:
        for element in elements_of(blocks):
            action = wire.parse(element.get("action_id", ""))
            if action is None or action.verb == wire.DONE:
                continue
            if action.verb in (wire.OPEN, wire.FILL):
                yield await self._form(who, action.control)
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
                parts = action.control.split(":")
                quiet = parts[0] == "1" and (parts[4] in QUIET or parts[-1] == "-")
                style = "quiet" if quiet else "main" if element.get("style") == "primary" else "plain"
                yield {
                    "type": "button", "id": action.control, "label": element["text"]["text"], "style": style,
                }  # fmt: skip

    async def _form(self, who: str, control: str) -> Json:
        """A form as whoever opens it will see it; of what kind an answer is, people read from its label."""
        message = await self.house.inbox.form(self.person(who).where, control)
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

    async def say(self, who: str, words: str) -> None:
        person = await self._acts_next(who, words)
        if words.startswith("/fivefold"):
            for name, user in USERS.items():
                words = words.replace(f"@{name}", f"<@{user}|{name}>")
            await person.command(words.removeprefix("/fivefold").strip())
        else:
            await person.type(MARKED.get(words, words))

    async def press(self, who: str, control: str, picked: tuple[str, ...] = ()) -> None:
        person = await self._acts_next(who, f"{control.rpartition(':')[2]} {' '.join(picked)}")
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
        person = await self._acts_next(who, str(sorted(map(str, values.values()))))
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
        if element["type"] == "datepicker":
            (day,) = values.values()
            await person.act(message, block, {**named, "selected_date": day})
            return
        await person.act(message, block, named)
        await self.house.settled()
        answer = await person.send_view(person.view(), values)
        assert answer.get("response_action") != "errors", answer

    async def _acts_next(self, who: str, words: str) -> Person:
        self._acts += 1
        if self._acts in self._restart_at:
            await self.house.settled()
            self.house, self.clock = await self._restart()
        self.transcript.add(who, "does", words)
        return self.person(who)

    # --- time -----------------------------------------------------------------------------------------

    async def next_due(self) -> int | None:
        return await self.clock.next_due()

    async def forward_to(self, ms: int) -> None:
        await self.house.settled()
        await self.clock.forward_to(ms, lambda reached, aim: None)


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
