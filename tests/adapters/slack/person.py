"""Somebody in front of Slack: types, presses what they see, fills in what opens."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from adapters.slack import wire
from bot.ports import Where
from tests.adapters.slack.fake import Slack
from tests.adapters.slack.fake_methods import APP, BOT_USER, TEAM
from tests.adapters.slack.judge import texts
from tests.workspace import says

Json = dict[str, Any]


class Person:
    """One member of the workspace."""

    def __init__(
        self, slack: Slack, user: str, settle: Callable[[], Awaitable[None]], team: str = TEAM
    ) -> None:
        self.slack = slack
        self.team = team
        self.settle = settle
        """Wait until what was done is shown: people read before they go on."""
        self.user = user
        self.channel = slack.direct(user)

    @property
    def where(self) -> Where:
        return Where("slack", self.team, self.user)

    # --- looking ------------------------------------------------------------------------------------

    @property
    def messages(self) -> list[Json]:
        """What stands in the direct messages, oldest first."""
        return [
            self.slack.posted[self.channel][ts] for ts in sorted(self.slack.posted[self.channel], key=float)
        ]

    def sees(self) -> str:
        return texts(self.messages[-1]["blocks"]) if self.messages else ""

    async def until(self, words: str) -> Any:
        """Wait until a message says this."""
        return await eventually(
            lambda: next((one for one in reversed(self.messages) if words in texts(one["blocks"])), None),
            lambda: (
                f"{self.user} never sees {words!r}:\n"
                + "\n---\n".join(texts(m["blocks"]) for m in self.messages)
            ),
        )

    def view(self) -> Json:
        return self.slack.views[self.slack.open_view[self.user]]

    async def until_view(self, words: str) -> Any:
        return await eventually(
            lambda: self.view() if self.user in self.slack.open_view and words in str(self.view()) else None,
            lambda: f"no view with {words!r}: {self.slack.views}",
        )

    # --- doing --------------------------------------------------------------------------------------

    async def command(self, words: str, channel: str = "", channel_name: str = "directmessage") -> Json:
        return await self.slack.send(
            "slash_commands",
            {
                "command": "/fivefold", "text": words, "user_id": self.user, "user_name": self.user.lower(),
                "channel_id": channel or self.channel, "channel_name": channel_name, "team_id": self.team,
                "team_domain": "shop", "trigger_id": self.slack.trigger(self.user), "api_app_id": APP,
                "response_url": self.slack.hook(self.user), "is_enterprise_install": "false", "token": "x",
            },
        )  # fmt: skip

    async def type(self, words: str, *, ts: str = "", retry: int = 0, **more: Any) -> str:
        ts = ts or self.slack.stamp()
        event = {
            "type": "message", "channel": self.channel, "channel_type": "im", "user": self.user,
            "text": words,
            "ts": ts, "event_ts": ts, "team": self.team, **more,
        }  # fmt: skip
        await self.slack.event(event, id=f"Ev{ts}", retry=retry, team=self.team)
        return ts

    async def press(self, label: str) -> Json:
        """Press the newest button with this label, or pick the option."""
        await self.settle()
        await eventually(lambda: self._find(label), lambda: f"{self.user} sees no {label!r}:\n{self.sees()}")
        message, block, element, option = self._find(label) or ({}, {}, {}, None)
        if option is None:
            return await self.act(message, block, {**_named(element), "type": "button", "value": ""})
        return await self.act(message, block, {**_named(element), "selected_option": option})

    async def tick(self, *labels: str, done: str) -> Json:
        """Pick several options, then press the button beside them."""
        await self.settle()
        await self.until_control(labels[0])
        message, block, element, _ = self._find(labels[0]) or ({}, {}, {}, None)
        chosen = [one for one in element["options"] if one["text"]["text"] in labels]
        assert len(chosen) == len(labels), labels
        picked = {**_named(element), "selected_options": chosen}
        state = {"values": {block["block_id"]: {element["action_id"]: picked}}}
        await self.act(message, block, picked, state)
        _, button_block, button, _ = self._find(done) or ({}, {}, {}, None)
        return await self.act(message, button_block, {**_named(button), "type": "button"}, state)

    async def until_control(self, label: str) -> None:
        await eventually(lambda: self._find(label), lambda: f"{self.user} sees no {label!r}:\n{self.sees()}")

    def _find(self, label: str) -> tuple[Json, Json, Json, Json | None] | None:
        for message in reversed(self.messages):
            for block in message["blocks"]:
                for element in [*block.get("elements", ()), block.get("accessory") or {}]:
                    if isinstance(element.get("text"), dict) and says(element["text"]["text"], label):
                        return message, block, element, None
                    for option in element.get("options", ()):
                        if option["text"]["text"] == label:
                            return message, block, element, option
        return None

    async def act(self, message: Json, block: Json, action: Json, state: Json | None = None) -> Json:
        stamp = self.slack.stamp()
        return await self.slack.send(
            "interactive",
            {
                "type": "block_actions", "user": self._me(), "api_app_id": APP, "token": "x",
                "container": {
                    "type": "message", "message_ts": message["ts"], "channel_id": self.channel,
                    "is_ephemeral": False,
                },
                "trigger_id": self.slack.trigger(self.user), "team": {"id": self.team, "domain": "shop"},
                "enterprise": None, "is_enterprise_install": False,
                "channel": {"id": self.channel, "name": "directmessage"},
                "message": {"ts": message["ts"], "bot_id": "B0BOT", "user": BOT_USER, "type": "message"},
                "state": state or {"values": {}}, "response_url": self.slack.hook(self.user),
                "actions": [{**action, "block_id": block["block_id"], "action_ts": stamp}],
            },
        )  # fmt: skip

    async def press_aside(self, control: str, channel: str) -> Json:
        """Press a button of what only they see in a channel: Slack tells nothing of what stands there."""
        stamp = self.slack.stamp()
        action = {"type": "button", "action_id": wire.write(wire.PRESS, 0, control)}
        return await self.slack.send(
            "interactive",
            {
                "type": "block_actions", "user": self._me(), "api_app_id": APP, "token": "x",
                "container": {
                    "type": "message", "message_ts": stamp, "channel_id": channel, "is_ephemeral": True,
                },
                "trigger_id": self.slack.trigger(self.user), "team": {"id": self.team, "domain": "shop"},
                "enterprise": None, "is_enterprise_install": False,
                "channel": {"id": channel, "name": "shop"},
                "state": {"values": {}}, "response_url": self.slack.hook(self.user),
                "actions": [{**action, "block_id": "b", "action_ts": stamp}],
            },
        )  # fmt: skip

    async def press_in_view(self, view: Json, action_id: str) -> Json:
        block = next(
            b for b in view["blocks"] if any(e.get("action_id") == action_id for e in b.get("elements", ()))
        )
        return await self.slack.send(
            "interactive",
            {
                "type": "block_actions", "user": self._me(), "api_app_id": APP, "token": "x",
                "container": {"type": "view", "view_id": view["id"]},
                "trigger_id": self.slack.trigger(self.user), "team": {"id": self.team, "domain": "shop"},
                "enterprise": None, "is_enterprise_install": False,
                "view": {**view, "state": {"values": {}}},
                "actions": [
                    {"type": "button", "action_id": action_id, "block_id": block["block_id"],
                     "action_ts": self.slack.stamp()}
                ],
            },
        )  # fmt: skip

    async def send_view(self, view: Json, values: Mapping[str, Any]) -> Json:
        """Send a view with these values by the ids of its fields, as its elements hold them."""
        return await self._submit(view, by_field(view["blocks"], values))

    async def fill(self, view: Json, values: Mapping[str, str | tuple[str, ...]]) -> Json:
        """Send a view with these values, by the beginning of the labels; the rest as it was proposed."""
        return await self._submit(view, filled(view["blocks"], values))

    async def _submit(self, view: Json, state: Json) -> Json:
        return await self.slack.send(
            "interactive",
            {
                "type": "view_submission", "user": self._me(), "api_app_id": APP, "token": "x",
                "trigger_id": self.slack.trigger(self.user), "team": {"id": self.team, "domain": "shop"},
                "enterprise": None, "is_enterprise_install": False, "response_urls": [],
                "view": {**view, "state": {"values": state}},
            },
        )  # fmt: skip

    async def shortcut(self, callback: str, message: Json | None = None, channel: str = "") -> Json:
        body: Json = {
            "type": "message_action" if message else "shortcut", "callback_id": callback, "user": self._me(),
            "team": {"id": self.team, "domain": "shop"}, "action_ts": self.slack.stamp(), "token": "x",
            "trigger_id": self.slack.trigger(self.user), "enterprise": None, "is_enterprise_install": False,
        }  # fmt: skip
        if message:
            body |= {
                "message": message, "message_ts": message["ts"], "response_url": self.slack.hook(self.user),
                "channel": {"id": channel, "name": "general"},
            }  # fmt: skip
        return await self.slack.send("interactive", body)

    def _me(self) -> Json:
        return {
            "id": self.user,
            "username": self.user.lower(),
            "name": self.user.lower(),
            "team_id": self.team,
        }


def filled(blocks: list[Json], values: Mapping[str, str | tuple[str, ...]]) -> Json:
    """The inputs as Slack reports them."""
    state: Json = {}
    for block in blocks:
        if block["type"] == "input":
            label = block["label"]["text"]
            given = next((value for name, value in values.items() if label.startswith(name)), None)
            element = _filled(block["element"], given)
            state[block["block_id"]] = {block["element"]["action_id"]: element}
    return state


def by_field(blocks: list[Json], values: Mapping[str, Any]) -> Json:
    """The inputs as Slack reports them; values by the field's id: text, or the ids of options."""
    state: Json = {}
    for block in blocks:
        if block["type"] != "input":
            continue
        element = block["element"]
        value = values[wire.field_of(block["block_id"])]
        options = [one for one in element.get("options", []) if one["value"] in value]
        match element["type"]:
            case "checkboxes" | "multi_static_select":
                given: Json = {"selected_options": options}
            case "radio_buttons" | "static_select":
                given = {"selected_option": options[0] if options else None}
            case "datepicker" | "timepicker" as kind:
                given = {f"selected_{kind.removesuffix('picker')}": value or None}
            case "conversations_select":
                given = {"selected_conversation": value[2:-1].partition("|")[0] or None}
            case "users_select":
                given = {"selected_user": value[2:-1].partition("|")[0] or None}
            case _:
                given = {"value": value or None}
        state[block["block_id"]] = {element["action_id"]: {"type": element["type"], **given}}
    return state


def _named(element: Json) -> Json:
    return {"type": element["type"], "action_id": element["action_id"]}


def _filled(element: Json, given: str | tuple[str, ...] | None) -> Json:
    """An input as Slack reports it, with what was given or else with what it began with."""
    kind = element["type"]
    options = element.get("options", [])
    if kind in ("checkboxes", "multi_static_select"):
        chosen = element.get("initial_options", [])
        if given is not None:
            chosen = [one for one in options if one["text"]["text"] in given]
        return {"type": kind, "selected_options": chosen}
    if kind in ("radio_buttons", "static_select"):
        chosen = element.get("initial_option")
        if given is not None:
            chosen = next(one for one in options if one["text"]["text"] == given)
        return {"type": kind, "selected_option": chosen}
    name = {"datepicker": "date", "timepicker": "time", "users_select": "user"}.get(kind)
    if name:
        return {
            "type": kind,
            f"selected_{name}": given if given is not None else element.get(f"initial_{name}"),
        }
    return {"type": kind, "value": given if given is not None else element.get("initial_value")}


async def hire(rita: Person) -> None:
    """Rita adds Joy, up to the question what Joy will do."""
    await rita.command("add <@UJOY|joy>")
    await rita.press("virtual assistant")
    await rita.press("Looks right")
    await rita.until_control("Customer inbox")


async def eventually(look: Any, complain: Any, seconds: float = 5) -> Any:
    """What `look` finds, as soon as it finds something."""
    until = time.monotonic() + seconds
    while not (found := look()):
        if time.monotonic() > until:
            raise AssertionError(complain())
        await asyncio.sleep(0.005)
    return found
