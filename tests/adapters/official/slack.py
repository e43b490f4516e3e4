"""Judges blocks and views by Slack's own types, the limits in their comments, and its library's models."""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from jsonschema import Draft7Validator
from slack_sdk.errors import SlackClientError
from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from tests.adapters.official import by_type, described

Json = dict[str, Any]

_LENGTHS = (
    re.compile(r"(?i)(?:max(?:imum)?\.?\s*length[^.]{0,60}?|maximum[^.]{0,25}?)\b(\d{2,5})\s+characters"),
    re.compile(r"(?i)maximum length of (\d+)"),
)
_ITEMS = re.compile(
    r"(?i)(?:maximum number of items is|max(?:imum)? of|maximum)\s+(\d{1,3})\b(?!\s*characters)"
)


def errors(kind: str, payload: Any) -> list[str]:
    """What Slack would refuse; `kind` is blocks, modal or home."""
    blocks = payload if kind == "blocks" else payload.get("blocks") or []
    found = [_told(error) for error in _validator(kind).iter_errors(payload)]
    return [*found, *_by_models(kind, payload, blocks), *_in_prose(kind, payload, blocks)]


# --- by the types -------------------------------------------------------------------------------


@lru_cache(maxsize=3)
def _validator(kind: str) -> Any:
    schema = described("slack")[kind]
    for definition in schema["definitions"].values():
        for shape in (definition, *definition.get("anyOf", ())):
            for part in (shape.get("properties") or {}).values():
                _limit(part)
    return by_type(Draft7Validator, schema["definitions"])(schema)


def _limit(part: Json) -> None:
    """Put the limits that a comment names into the schema beside it."""
    comment = part.get("description", "")
    length = next(filter(None, (pattern.search(comment) for pattern in _LENGTHS)), None)
    if length is not None and part.get("type") == "string":
        part["maxLength"] = int(length[1])
    elif length is not None and "$ref" in part:
        within = {"properties": {"text": {"maxLength": int(length[1])}}}
        part["allOf"] = [{"$ref": part.pop("$ref")}, within]
    if part.get("type") == "array" and (items := _ITEMS.search(comment)):
        part["maxItems"] = int(items[1])


def _told(error: Any) -> str:
    """What is wrong inside the one alternative whose `type` is the payload's."""
    while error.context:
        branches: dict[Any, list[Any]] = {}
        for inner in error.context:
            branches.setdefault(inner.schema_path[0], []).append(inner)
        meant = [branch for branch in branches.values() if not any(map(_of_another_type, branch))]
        if not meant:
            return f"{_at(error)}: no known type fits {json.dumps(error.instance)[:90]}"
        error = min(meant, key=len)[0]
    rule = f"{error.validator}={str(error.validator_value)[:60]}"
    return f"{_at(error)}: {rule}, and not {json.dumps(error.instance)[:90]}"


def _of_another_type(error: Any) -> bool:
    return list(error.path)[-1:] == ["type"] and error.validator in ("const", "enum")


def _at(error: Any) -> str:
    return "/".join(map(str, error.absolute_path))


# --- by the library, and by what stands on no type --------------------------------------------------


def _by_models(kind: str, payload: Any, blocks: list[Json]) -> Iterator[str]:
    try:
        if kind != "blocks":
            View(**copy.deepcopy(payload)).to_dict()
            return
        for number, block in enumerate(blocks):
            parsed = Block.parse(copy.deepcopy(block))
            if parsed is None:
                yield f"block {number} is unknown to the library"
            else:
                parsed.to_dict()
    except (SlackClientError, TypeError, ValueError) as refused:
        yield f"the library refuses it: {type(refused).__name__}: {refused}"


def _in_prose(kind: str, payload: Any, blocks: list[Json]) -> Iterator[str]:
    ids = [block["block_id"] for block in blocks if block.get("block_id")]
    if len(ids) != len(set(ids)):
        yield "a block_id twice"
    for block in blocks:
        inside = [one for one in block.get("elements", ()) if isinstance(one, dict)]
        actions = [one["action_id"] for one in inside if one.get("action_id")]
        if len(actions) != len(set(actions)):
            yield f"an action_id twice in {block.get('block_id')}"
    if len(blocks) > (50 if kind == "blocks" else 100):
        yield "too many blocks"
    if (
        kind == "modal"
        and not payload.get("submit")
        and any(block.get("type") == "input" for block in blocks)
    ):
        yield "an input without a button to send it"
