"""People on the fake Discord: they type, press, pick and fill in modals, and see what they would see."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from tests.adapters.discord.fake import FakeDiscord
from tests.adapters.discord.interactions import Interaction
from tests.adapters.discord.payloads import interaction_of, public, user_of
from tests.workspace import says

Json = dict[str, Any]
Settle = Callable[[], Awaitable[None]]


class Person:
    """Somebody with an account, and the screen in front of them."""

    def __init__(self, fake: FakeDiscord, settle: Settle, id: str, name: str) -> None:
        self.fake = fake
        self.settle = settle
        self.id = id
        self.user = fake.users.setdefault(id, user_of(id, name))

    @property
    def channel(self) -> str:
        return self.fake.direct_of(self.id)

    def messages(self, channel: str = "") -> list[Json]:
        """What they see in a channel, oldest first."""
        kept = self.fake.messages.get(channel or self.channel, {}).values()
        return [message for message in kept if message.get("only", "") in ("", self.id)]

    def sees(self, channel: str = "") -> str:
        """Their newest message."""
        return str(self.messages(channel)[-1]["content"])

    def screen(self, channel: str = "") -> str:
        return "\n---\n".join(str(message["content"]) for message in self.messages(channel))

    # --- doing --------------------------------------------------------------------------------------

    async def type(self, words: str, mentions: tuple[Person, ...] = (), reply_to: Json | None = None) -> Json:
        said: Json = {"content": words, "mentions": [one.user for one in mentions]}
        if reply_to is not None:
            to = {"type": 0, "message_id": reply_to["id"], "channel_id": self.channel}
            said |= {"type": 19, "message_reference": to}
        message = self.fake.say(self.channel, self.id, said)
        await self.fake.gateway.send("MESSAGE_CREATE", public(message))
        await self.settle()
        return message

    async def command(
        self,
        name: str,
        *,
        guild: str = "",
        channel: str = "",
        kind: int = 2,
        focused: str = "",
        options: Mapping[str, str | Person] | None = None,
        **more: str | Person,
    ) -> Interaction:
        given: list[Json] = []
        users = {}
        for option, value in {**(options or {}), **more}.items():
            if isinstance(value, Person):
                users[value.id] = value.user
                given.append({"name": option, "type": 6, "value": value.id})
            else:
                given.append({"name": option, "type": 3, "value": value, "focused": option == focused})
        data: Json = {
            "id": "77",
            "name": "fivefold",
            "type": 1,
            "resolved": {"users": users},
            "options": [{"name": name, "type": 1, "options": given}],
        }
        return await self.interact(kind, data, None, guild, channel)

    async def quote(self, message: Json, *, guild: str = "") -> Interaction:
        data: Json = {
            "id": "78",
            "name": "Save as example",
            "type": 3,
            "target_id": message["id"],
            "resolved": {"messages": {message["id"]: public(message)}},
        }
        return await self.interact(2, data, None, guild, message["channel_id"] if guild else "")

    async def press(self, label: str, *, channel: str = "", guild: str = "") -> Interaction:
        """Press the newest button with this label."""
        message, button = self.find(label, channel)
        data: Json = {"component_type": 2, "custom_id": button["custom_id"], "id": 1}
        return await self.interact(3, data, message, guild, channel)

    async def pick(self, *labels: str, channel: str = "") -> Interaction:
        """Pick options of the newest select that has them."""
        for message in reversed(self.messages(channel)):
            for part in parts(message):
                values = [one["value"] for one in part.get("options", ()) if one["label"] in labels]
                if len(values) == len(labels):
                    data: Json = {
                        "component_type": 3,
                        "custom_id": part["custom_id"],
                        "values": values,
                        "id": 1,
                    }
                    return await self.interact(3, data, message, "", channel)
        raise AssertionError(f"{self.id} sees no {labels}:\n{self.screen(channel)}")

    async def fill(
        self,
        modal: Json,
        values: dict[str, Any],
        *,
        message: Json | None = None,
        channel: str = "",
        guild: str = "",
    ) -> Interaction:
        """Send a modal; values by the beginning of their labels, options by theirs."""
        filled: list[Json] = []
        for part in modal["components"]:
            if part["type"] != 18:
                filled.append({"type": 10, "id": 1})
                continue
            wanted = next((value for label, value in values.items() if part["label"].startswith(label)), None)
            filled.append({"type": 18, "id": 2, "component": _filled(part["component"], wanted)})
        data: Json = {"custom_id": modal["custom_id"], "components": filled}
        return await self.interact(5, data, message or self.messages(channel)[-1], guild, channel)

    async def form(self, label: str, values: dict[str, Any]) -> Interaction:
        """Press a button, fill in what opens, send it."""
        message, _ = self.find(label)
        opened = await self.press(label)
        return await self.fill(modal_of(opened), values, message=message)

    async def interact(
        self, kind: int, data: Json, message: Json | None, guild: str, channel: str
    ) -> Interaction:
        where = channel or self.channel
        id = self.fake.new_id()
        made = Interaction(id, kind, self.id, where, message["id"] if message else "")
        self.fake.interactions[id] = made
        payload = interaction_of(id, made.token, kind, self.user, where, guild, data, message)
        made.at = time.monotonic()
        await self.fake.gateway.send("INTERACTION_CREATE", payload)
        await self.settle()
        return made

    # --- looking --------------------------------------------------------------------------------------

    def find(self, label: str, channel: str = "") -> tuple[Json, Json]:
        for message in reversed(self.messages(channel)):
            for part in parts(message):
                if part["type"] == 2 and says(part["label"], label):
                    return message, part
        raise AssertionError(f"{self.id} sees no button {label!r}:\n{self.screen(channel)}")

    def buttons(self, channel: str = "") -> list[str]:
        return [part["label"] for part in parts(self.messages(channel)[-1]) if part["type"] == 2]


def parts(message: Json) -> list[Json]:
    """Everything in a message that can be pressed or picked."""
    return [part for row in message.get("components", ()) for part in row["components"]]


def modal_of(interaction: Interaction) -> Json:
    """The modal that an interaction was answered with."""
    (answer,) = interaction.answers
    assert answer["type"] == 9, answer
    data: Json = answer["data"]
    return data


def _filled(component: Json, wanted: Any) -> Json:
    found: Json = {"type": component["type"], "custom_id": component["custom_id"], "id": 3}
    options = component.get("options")
    if options is None and component["type"] == 4:
        return {**found, "value": component.get("value", "") if wanted is None else wanted}
    if options is None:
        default = [one["id"] for one in component.get("default_values", ())]
        return {**found, "values": default if wanted is None else [wanted]}
    labels = (wanted,) if isinstance(wanted, str) else wanted
    picked = [
        one["value"] for one in options if (one.get("default") if labels is None else one["label"] in labels)
    ]
    if component["type"] == 21:
        return {**found, "value": picked[0] if picked else None}
    return {**found, "values": picked}


async def quiet(fake: FakeDiscord, client: Callable[[], Any]) -> None:
    """Wait until everything that was told is handled."""
    until = time.monotonic() + 15
    while time.monotonic() < until:
        await asyncio.sleep(0.001)
        it = client()
        shards = getattr(it, "_AutoShardedClient__shards", {})
        socket = shards[0].ws if 0 in shards else getattr(it, "ws", None)
        heard = socket is not None and (socket.sequence or 0) >= fake.gateway.sequence
        busy = any(task.get_name().startswith("discord.py: on_") for task in asyncio.all_tasks())
        if heard and not busy:
            return
    raise AssertionError("it does not come to rest")
