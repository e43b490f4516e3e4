"""Discord as the players of two rounds find it: they read what is shown, and press, fill in and write."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from adapters.discord import wire, words
from bot.clock import MovableClock, WorldClock
from bot.demo.script import ZONES
from bot.due.checkins import Sweeper
from bot.ports import Where
from bot.words import values as written
from storage import KeyRing
from tests.adapters.discord.conftest import House
from tests.adapters.discord.people import Person, modal_of, parts
from tests.played.place import ChatPlace, acted, button, read

Json = dict[str, Any]

CITY = "Which city are you in"
"""Asked on Discord alone, which tells nobody's time zone. It is answered here and stands in no transcript."""
CITIES = {"rita": "Lisbon", "joy": "Manila"}
EPHEMERAL = 1 << 6
SERVER, SHOP = "500", "501"

_WHEN = re.compile(r"<t:(\d+):F>")
_ESCAPED = re.compile(r"\\([\\*_~|`<\[\]@#>+.)-])")
_NOTED = re.compile(r"It is \d\d:\d\d for you \(\w+\)\.\n?")


class DiscordPlace(ChatPlace[Person]):
    """Fivefold is started anew before some acts, and once while a modal is open."""

    def __init__(self, url: str, ring: KeyRing, world: WorldClock, restart_at: Sequence[int] = ()) -> None:
        super().__init__(restart_at)
        self.world = world
        self.house: House = House(url, ring, world)
        self.people: dict[str, Person] = {"rita": self.house.rita, "joy": self.house.joy}
        self.house.fake.gateway.guilds = {SERVER: {SHOP: "shop"}}
        self.house.fake.members = {(SERVER, person.id) for person in self.people.values()}
        self.restarts = 0
        self.in_modals = 0
        self._told: set[str] = set()

    async def start(self) -> None:
        await self.house.start()
        self._wind()

    async def stop(self) -> None:
        await self.house.stop()

    def _wind(self) -> None:
        """People's time moves as the workspace's does."""
        sweeper = Sweeper(self.house.store, lambda: None, self.world)

        async def sweep() -> None:
            await sweeper.sweep()
            await self.house.delivery.sweep()

        self.clock = MovableClock(self.world, self.house.store, sweep)

    def person(self, who: str) -> Person:
        return self.people[who]

    def where(self, who: str) -> Where:
        return Where("discord", "", self.people[who].id)

    def channel(self, who: str) -> str:
        return self.people[who].channel

    def changes(self) -> list[tuple[str, str]]:
        return self.house.fake.changes

    async def start_anew(self) -> None:
        self.restarts += 1
        await self.house.restart()
        self._wind()

    # --- reading --------------------------------------------------------------------------------------

    async def changed(self, who: str) -> Sequence[Json]:
        """The messages that were shown or edited since the last look, as they stand now."""
        found: list[Json] = []
        for id in self.take_new(who):
            message = self.house.fake.messages[self.channel(who)].get(id)
            if message is None or (message.get("flags") or 0) & EPHEMERAL:
                continue
            if CITY in message["content"]:
                if who not in self._told:
                    self._told.add(who)
                    await self.people[who].type(CITIES[who])
                    return [*found, *await self.changed(who)]
            elif not message["content"].startswith(f"{words.WROTE_TO_YOU[:20]}"):
                found.append(await self._message(who, message))
        return found

    async def _message(self, who: str, message: Json) -> Json:
        lines = list(read_lines(message["content"], ZONES[who]))
        plain = "\n".join(line.removeprefix("- ") for line in lines)
        known = message.setdefault("read", 0)
        message["read"] = known + 1
        self.transcript.add(who, "sees again" if known else "sees", plain)
        body = [line for line in lines if not line.startswith("- ")]
        controls = [one async for one in self._controls(who, message)]
        return read(int(message["id"]), lines, plain, body, controls)

    async def _controls(self, who: str, message: Json) -> Any:
        lists: dict[str, Json] = {}
        for part in parts(message):
            action = wire.parse(part["custom_id"])
            assert action is not None, part
            if action.verb == wire.OPEN:
                yield await self.form(who, action.control)
            elif action.verb == wire.PICK:
                choices = [{"id": one["value"], "label": one["label"]} for one in part["options"]]
                # A long list stands there as several.
                known = lists.setdefault(
                    action.control, {"type": "select", "id": action.control, "choices": []}
                )
                known["choices"] += choices
                known |= {"least": part["min_values"], "most": part["max_values"]}
                if known["choices"] == choices:
                    yield known
            elif action.verb == wire.PRESS:
                yield button(action.control, part["label"], main=part["style"] == 1)

    # --- acting ---------------------------------------------------------------------------------------

    async def say(self, who: str, said: str) -> None:
        person = await self.acts_next(who, said)
        if not said.startswith("/fivefold"):
            await person.type(said)
            return
        name, _, rest = said.removeprefix("/fivefold").strip().partition(" ")
        (root, *_) = self.house.fake.commands
        known = next((one for one in root["options"] if one["name"] == name), None)
        if known is None:
            await person.command(words.MORE, words=f"{name} {rest}".strip())
            return
        given: dict[str, str | Person] = {}
        for option in known["options"]:
            if option["type"] == 6 and rest.startswith("@"):
                mention, _, rest = rest.partition(" ")
                given[option["name"]] = self.people[mention[1:]]
            elif option["type"] == 3 and rest:
                given[option["name"]], rest = rest, ""
        await person.command(name, options=given)

    async def press(self, who: str, control: str, picked: tuple[str, ...] = ()) -> None:
        person = await self.acts_next(who, acted(control, *picked))
        verb = wire.PICK if picked else wire.PRESS
        message, part = self._find(person, control, verb, picked)
        data: Json = {"component_type": part["type"], "custom_id": part["custom_id"], "id": 1}
        await person.interact(3, {**data, "values": list(picked)} if picked else data, message, "", "")

    def _find(
        self, person: Person, control: str, verb: str, picked: tuple[str, ...] = ()
    ) -> tuple[Json, Json]:
        for message in reversed(person.messages()):
            for part in parts(message):
                action = wire.parse(part["custom_id"])
                holds = {one["value"] for one in part.get("options", ())}
                is_it = action is not None and (action.verb, action.control) == (verb, control)
                if is_it and set(picked) <= holds:
                    return message, part
        raise AssertionError(f"{person.id} sees no {verb} {control}")

    async def submit(self, who: str, control: str, values: Mapping[str, Any]) -> None:
        """Open the form, fill in page after page as Discord shows it, and send the last one."""
        person = await self.acts_next(who, str(sorted(map(str, values.values()))))
        message, part = self._find(person, control, wire.OPEN)
        while True:
            opened = await person.interact(
                3, {"component_type": 2, "custom_id": part["custom_id"], "id": 1}, message, "", ""
            )
            modal = modal_of(opened)
            if self._restart_at and not self.in_modals:
                self.in_modals += 1
                await self.start_anew()
            filled = [_filled(one, values) for one in modal["components"]]
            data: Json = {"custom_id": modal["custom_id"], "components": filled}
            sent = await person.interact(5, data, message, "", "")
            action = wire.parse(modal["custom_id"])
            assert action is not None
            if action.number + 1 == action.of:
                return
            (answer,) = sent.answers
            (row,) = answer["data"]["components"]
            (part,) = row["components"]


def _filled(part: Json, values: Mapping[str, Any]) -> Json:
    """A part of a modal, filled in with what the person has for it, else left as it was."""
    if part["type"] != 18:
        return {"type": 10, "id": 1}
    component = part["component"]
    _, name = wire.field_of(component["custom_id"])
    kept: Json = {"type": component["type"], "custom_id": component["custom_id"], "id": 3}
    given = values.get(name, "")
    if component["type"] == 4:
        filled: Json = {"value": given}
    elif component["type"] == 21:
        picked = [given] if isinstance(given, str) else list(given)
        filled = {"value": picked[0] if picked else None}
    else:
        allowed = {one["value"] for one in component.get("options", ())}
        filled = {"values": [one for one in given if one in allowed]}
    return {"type": 18, "id": 2, "component": {**kept, **filled}}


def read_lines(content: str, zone: str) -> Iterator[str]:
    """A message as its lines, from top to bottom; the small line about who reads is left out."""
    shown = _WHEN.sub(lambda found: written.moment(int(found[1]) * 1000, zone, "en"), content)
    for line in _NOTED.sub("", shown).split("\n"):
        if line and not line.startswith("-# "):
            yield _ESCAPED.sub(r"\1", line.replace("**", "")).removesuffix("\u200b")
