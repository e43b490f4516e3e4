"""The judges refuse what the platforms would refuse: each rule once, beside the same thing that is right."""

from __future__ import annotations

from typing import Any

import pytest

from tests.adapters.official import discord, slack


def plain(text: str) -> dict[str, Any]:
    return {"type": "plain_text", "text": text}


def button(id: str = "a", text: str = "x", **more: Any) -> dict[str, Any]:
    return {"type": "button", "action_id": id, "text": plain(text), **more}


def actions(*buttons: dict[str, Any]) -> list[dict[str, Any]]:
    return [{"type": "actions", "elements": list(buttons)}]


SECTION = {"type": "section", "text": {"type": "mrkdwn", "text": "hi"}}
INPUT = {"type": "input", "label": plain("L"), "element": {"type": "plain_text_input", "action_id": "a"}}
MODAL = {"type": "modal", "title": plain("T"), "submit": plain("S"), "blocks": [INPUT]}
HOME = {"type": "home", "blocks": [SECTION]}
LIST = {
    "type": "static_select",
    "action_id": "s",
    "options": [{"text": plain("x"), "value": str(number)} for number in range(101)],
}


@pytest.mark.parametrize(
    ("kind", "payload"),
    [("blocks", [SECTION, *actions(button())]), ("modal", MODAL), ("home", HOME)],
)
def test_slack_takes_what_is_right(kind: str, payload: Any) -> None:
    assert slack.errors(kind, payload) == []


@pytest.mark.parametrize(
    ("kind", "payload", "why"),
    [
        ("blocks", [{"type": "nope"}], "no known type"),
        ("blocks", [{"type": "section"}], ""),
        ("blocks", [{**SECTION, "colour": "red"}], ""),
        ("blocks", actions({**button(), "text": {"type": "mrkdwn", "text": "x"}}), ""),
        ("blocks", actions(button(style="green")), "green"),
        ("blocks", actions(button(text="x" * 76)), "maxLength"),
        ("blocks", actions(button(value="v" * 2001)), "maxLength"),
        ("blocks", actions(*(button(f"a{number}") for number in range(26))), ""),
        ("blocks", actions(button(), button()), "action_id twice"),
        ("blocks", [{**SECTION, "block_id": "b"}] * 2, "block_id twice"),
        ("blocks", [{"type": "header", "text": plain("x" * 151)}], "maxLength"),
        ("blocks", [{"type": "actions", "elements": [LIST]}], ""),
        ("blocks", [SECTION] * 51, "too many blocks"),
        ("modal", {**MODAL, "title": plain("x" * 25)}, "maxLength"),
        ("modal", {name: MODAL[name] for name in ("type", "submit", "blocks")}, "title"),
        ("modal", {name: MODAL[name] for name in ("type", "title", "blocks")}, "button to send"),
        ("modal", {**MODAL, "private_metadata": "x" * 3001}, "maxLength"),
        ("home", {**HOME, "title": plain("x")}, ""),
    ],
)
def test_slack_refuses_what_is_not(kind: str, payload: Any, why: str) -> None:
    found = slack.errors(kind, payload)
    assert found
    assert why in " ".join(found)


def row(*parts: dict[str, Any]) -> dict[str, Any]:
    return {"type": 1, "components": list(parts)}


def press(id: str = "a", **more: Any) -> dict[str, Any]:
    return {"type": 2, "style": 1, "custom_id": id, "label": "x", **more}


def pick(**more: Any) -> dict[str, Any]:
    return {"type": 3, "custom_id": "s", "options": [{"label": "x", "value": "1"}], **more}


MESSAGE = ("POST", "/channels/1/messages")
REPLY = ("POST", "/interactions/1/token/callback")
COMMANDS = ("PUT", "/applications/1/commands")
OPTION = {"type": 3, "name": "words", "description": "what"}
COMMAND = {"name": "next", "description": "what waits", "options": [OPTION]}
FIELD = {"type": 18, "label": "What?", "component": {"type": 4, "custom_id": "f", "style": 1}}


@pytest.mark.parametrize(
    ("route", "body"),
    [
        (MESSAGE, {"content": "hi", "components": [row(press(), press("b"))]}),
        (MESSAGE, {"components": [row(pick())]}),
        (("PATCH", "/channels/1/messages/2"), {"content": "hi"}),
        (REPLY, {"type": 4, "data": {"content": "hi"}}),
        (REPLY, {"type": 9, "data": {"custom_id": "m", "title": "T", "components": [FIELD]}}),
        (COMMANDS, [COMMAND]),
    ],
)
def test_discord_takes_what_is_right(route: tuple[str, str], body: Any) -> None:
    assert discord.problems(*route, body) == []


@pytest.mark.parametrize(
    ("route", "body", "why"),
    [
        (("POST", "/nowhere"), {}, "no such route"),
        (("DELETE", "/channels/1/messages/2"), {}, "takes no body"),
        (MESSAGE, {"content": "x" * 4001}, "content"),
        (MESSAGE, {"content": "x" * 2001}, "more than 2000"),
        (MESSAGE, {}, "empty message"),
        (
            MESSAGE,
            {"content": "hi", "components": [row(press(str(number))) for number in range(6)]},
            "5 rows",
        ),
        (MESSAGE, {"components": [row(press(), press())]}, "2 times"),
        (MESSAGE, {"components": [row(press(custom_id=""))]}, "without custom_id"),
        (MESSAGE, {"components": [row({"type": 2, "style": 5, "label": "x"})]}, "without url"),
        (MESSAGE, {"components": [row(press(label=""))]}, "says nothing"),
        (MESSAGE, {"components": [row(press(label="x" * 81))]}, "maxLength"),
        (MESSAGE, {"components": [row(pick(), press())]}, "row of its own"),
        (MESSAGE, {"components": [row(pick(options=[{"label": "x", "value": "1"}] * 2))]}, "value twice"),
        (MESSAGE, {"components": [row(pick(max_values=2))]}, "above the number"),
        (MESSAGE, {"components": [row(pick(min_values=2))]}, "min_values"),
        (MESSAGE, {"content": "hi", "flags": 1 << 15}, "exclude"),
        (REPLY, {"type": 4, "data": {"content": "x" * 2001}}, "more than 2000"),
        (
            REPLY,
            {"type": 9, "data": {"custom_id": "m", "title": "T" * 46, "components": [FIELD]}},
            "maxLength",
        ),
        (COMMANDS, [COMMAND, COMMAND], "twice"),
        (COMMANDS, [{**COMMAND, "name": "Next"}], "'Next'"),
        (COMMANDS, [{**COMMAND, "description": ""}], "description"),
        (COMMANDS, [{**COMMAND, "options": [OPTION, OPTION]}], "an option twice"),
        (
            COMMANDS,
            [{**COMMAND, "options": [OPTION, {**OPTION, "name": "more", "required": True}]}],
            "after an optional",
        ),
    ],
)
def test_discord_refuses_what_is_not(route: tuple[str, str], body: Any, why: str) -> None:
    assert why in " ".join(discord.problems(*route, body))
