"""Discord as the players of two rounds find it: they read what is shown, and press, fill in and write."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from adapters.discord import read, wire, words
from bot.checkins import Sweeper
from bot.clock import MovableClock, WorldClock
from bot.demo.script import ZONES
from bot.engine.cards import Form
from bot.words import values as written
from storage import KeyRing
from tests.adapters.discord.conftest import House
from tests.adapters.discord.people import Person, modal_of, parts
from tests.played.transcript import Transcript

Json = dict[str, Any]

CITY = "Which city are you in"
"""Asked on Discord alone, which tells nobody's time zone. It is answered here and stands in no transcript."""
CITIES = {"rita": "Lisbon", "joy": "Manila"}
QUIET = ("open", "back", "change", "take", "later", "cancel", "swap")
EPHEMERAL = 1 << 6
SERVER, SHOP = "500", "501"

_WHEN = re.compile(r"<t:(\d+):f>")
_ESCAPED = re.compile(r"\\([\\*_~|`<\[\]@#>+.)-])")
_NOTED = re.compile(r"It is \d\d:\d\d for you \(\w+\)\.\n?")


class DiscordPlace:
    """A `bot.demo.play.Clocked` on Discord.

    Before some acts Fivefold is started anew, and once while a modal is open.
    """

    def __init__(self, url: str, ring: KeyRing, world: WorldClock, restart_at: Sequence[int] = ()) -> None:
        self.world = world
        self.house = House(url, ring, world)
        self.house.fake.fine = set()
        self.people: dict[str, Person] = {"rita": self.house.rita, "joy": self.house.joy}
        self.house.fake.gateway.guilds = {SERVER: {SHOP: "shop"}}
        self.house.fake.members = {(SERVER, person.id) for person in self.people.values()}
        self.transcript = Transcript()
        self.restarts = 0
        self.in_modals = 0
        self._restart_at = set(restart_at)
        self._acts = 0
        self._told: set[str] = set()
        self._seen = 0
        self._new: dict[str, list[str]] = {who: [] for who in self.people}

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

    # --- reading --------------------------------------------------------------------------------------

    def now_ms(self) -> int:
        return self.clock.now_ms()

    async def changed(self, who: str) -> Sequence[Json]:
        """The messages that were shown or edited since the last look, as they stand now."""
        self._sort()
        found: list[Json] = []
        ids, self._new[who] = dict.fromkeys(self._new[who]), []
        for id in ids:
            message = self.house.fake.messages[self.people[who].channel].get(id)
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

    def _sort(self) -> None:
        rooms = {person.channel: who for who, person in self.people.items()}
        for channel, id in self.house.fake.changes[self._seen :]:
            if channel in rooms:
                self._new[rooms[channel]].append(id)
        self._seen = len(self.house.fake.changes)

    async def _message(self, who: str, message: Json) -> Json:
        lines = list(read_lines(message["content"], ZONES[who]))
        plain = "\n".join(line.removeprefix("- ") for line in lines)
        known = message.setdefault("read", 0)
        message["read"] = known + 1
        self.transcript.add(who, "sees again" if known else "sees", plain)
        return {
            "from": "fivefold",
            "number": int(message["id"]),
            "plain": plain,
            "body": [[{"text": line}] for line in lines if not line.startswith("- ")],
            "errors": [line for line in lines if line.startswith("! ")],
            "controls": [one async for one in self._controls(who, message)],
        }

    async def _controls(self, who: str, message: Json) -> Any:
        lists: dict[str, Json] = {}
        for part in parts(message):
            action = wire.parse(part["custom_id"])
            assert action is not None, part
            if action.verb == wire.OPEN:
                yield await self._form(who, action.control)
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
                kept = action.control.split(":")
                quiet = kept[0] == "1" and (kept[4] in QUIET or kept[-1] == "-")
                style = "quiet" if quiet else "main" if part["style"] == 1 else "plain"
                yield {"type": "button", "id": action.control, "label": part["label"], "style": style}

    async def _form(self, who: str, control: str) -> Json:
        """A form as whoever opens it will see it; of what kind an answer is, people read from its label."""
        message = await self.house.inbox.form(read.where(self.people[who].id), control)
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

    async def say(self, who: str, said: str) -> None:
        person = await self._acts_next(who, said)
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
        person = await self._acts_next(who, f"{control.rpartition(':')[2]} {' '.join(picked)}")
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
        person = await self._acts_next(who, str(sorted(map(str, values.values()))))
        message, part = self._find(person, control, wire.OPEN)
        while True:
            opened = await person.interact(
                3, {"component_type": 2, "custom_id": part["custom_id"], "id": 1}, message, "", ""
            )
            modal = modal_of(opened)
            if self._restart_at and not self.in_modals:
                self.in_modals += 1
                await self._start_anew()
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

    async def _acts_next(self, who: str, did: str) -> Person:
        self._acts += 1
        if self._acts in self._restart_at:
            await self._start_anew()
        self.transcript.add(who, "does", did)
        return self.people[who]

    async def _start_anew(self) -> None:
        self.restarts += 1
        await self.house.restart()
        self._wind()

    # --- time -----------------------------------------------------------------------------------------

    async def next_due(self) -> int | None:
        return await self.clock.next_due()

    async def forward_to(self, ms: int) -> None:
        await self.clock.forward_to(ms, lambda reached, aim: None)


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
