"""Judges payloads: by Slack's own description of them, and by our limits."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from adapters.slack.limits import LIMITS
from adapters.slack.rich import weight
from tests.adapters.official import slack


@lru_cache(maxsize=4096)
def _official(kind: str, payload: str) -> tuple[str, ...]:
    return tuple(slack.errors(kind, json.loads(payload)))


def judge(kind: str, payload: Any, *, official: bool = True) -> None:
    """Fail on whatever Slack would refuse. `kind` is blocks, modal or home."""
    blocks = payload if kind == "blocks" else payload["blocks"]
    most = LIMITS.message_blocks if kind == "blocks" else LIMITS.view_blocks
    assert len(blocks) <= most
    ids = [block["block_id"] for block in blocks]
    assert len(ids) == len(set(ids))
    assert all(len(id) <= LIMITS.block_id for id in ids)
    assert kind != "blocks" or weight(blocks) < 12_000
    assert sum(block["type"] == "table" for block in blocks) <= (1 if kind == "blocks" else 0)
    for node in _nodes(blocks):
        assert node.get("type") != "mrkdwn", "people's words would be read as markup"
        if node.get("type") == "plain_text":
            assert 0 < len(node["text"]) <= 3000
            assert node.get("emoji") is False
        if "action_id" in node:
            assert len(node["action_id"]) <= LIMITS.action_id
        if node.get("type") in ("checkboxes", "radio_buttons"):
            assert 1 <= len(node["options"]) <= LIMITS.ticks
        if node.get("type") in ("user", "usergroup", "broadcast", "channel"):
            raise AssertionError("a mention would call somebody")
    if kind != "blocks" and payload["type"] == "modal":
        assert bool(payload.get("submit")) or not any(block["type"] == "input" for block in blocks)
    for part in _parts(kind, payload) if official else ():
        faults = _official(kind, json.dumps(_shape(part), sort_keys=True))
        assert not faults, faults


def _parts(kind: str, payload: Any) -> Iterator[Any]:
    """The payload block by block, each in the same frame: most look like one that was judged before."""
    blocks = payload if kind == "blocks" else payload["blocks"]
    for block in blocks or [{"type": "divider"}]:
        yield [block] if kind == "blocks" else {**payload, "blocks": [block]}


def _shape(payload: Any) -> Any:
    """The payload with every text as long as it was and every id as different as it was: judged once."""
    ids: dict[str, str] = {}

    def shape(value: Any, name: str = "") -> Any:
        if isinstance(value, dict):
            return {key: shape(part, key) for key, part in value.items()}
        if isinstance(value, list):
            return [shape(part) for part in value]
        if isinstance(value, str) and name in ("text", "fallback", "initial_value", "private_metadata"):
            return value if value.isdecimal() else "x" * _about(len(value))
        if name in ("block_id", "action_id", "external_id", "timestamp"):
            return ids.setdefault(value, f"id{len(ids)}") if isinstance(value, str) else 1
        return value

    return shape(payload)


def _about(length: int) -> int:
    """Lengths that no limit lies between count as one; always the larger."""
    return next((most for most in (0, 23, 24, 75, 150, 255, 2000, 3000) if length <= most), length)


def _nodes(value: Any) -> Any:
    if isinstance(value, dict):
        yield value
        for part in value.values():
            yield from _nodes(part)
    elif isinstance(value, list):
        for part in value:
            yield from _nodes(part)


def texts(value: Any) -> str:
    """Every text in blocks, in order."""
    if isinstance(value, dict):
        own = value.get("text")
        return (own if isinstance(own, str) else "") + "".join(
            texts(part) for name, part in value.items() if name != "text" or not isinstance(part, str)
        )
    return "".join(texts(part) for part in value) if isinstance(value, list) else ""
