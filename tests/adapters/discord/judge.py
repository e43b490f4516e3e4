"""Judges payloads: by Discord's own description of them, and by our limits."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from adapters.discord.limits import LIMITS
from bot.engine.measured import size
from tests.adapters.official import discord

FINE: set[str] = set()
"""Kinds that were right in whatever was sent to the stand-in for Discord."""


def problems(method: str, path: str, body: Any, fine: set[str] | None = None) -> list[str]:
    """What Discord would refuse a request for; `path` without its version.

    `fine` collects kinds of rows and of what is around them that were right: the official judge, who is
    slow, sees each kind once, while our own limits are looked at every time.
    """
    found = _ours(path, body)
    kinds = (
        {f"{method} {_IDS.sub('/1', path)} {kind}" for kind in _kinds(body)} if fine is not None else set()
    )
    if fine is not None and kinds <= fine:
        return found
    found += _official(method, path, json.dumps(body))
    if fine is not None and not found:
        fine |= kinds
    return found


_IDS = re.compile(r"/(?:token-)?[0-9]+")


def _kinds(body: Any) -> Iterator[str]:
    """Each row of a body, and the body around them."""
    if not isinstance(body, dict):
        yield _kind(body)
        return
    data = body["data"] if isinstance(body.get("data"), dict) else body
    for row in data.get("components") or ():
        yield _kind(row)
    around = {**data, "components": []}
    yield _kind(around if data is body else {**body, "data": around})


def _kind(value: Any, name: str = "") -> str:
    """What something consists of, whatever it says and however much of it there is."""
    if isinstance(value, dict):
        return "{" + ",".join(f"{key}:{_kind(one, key)}" for key, one in sorted(value.items())) + "}"
    if isinstance(value, list):
        return "[" + ",".join(sorted({_kind(one) for one in value})) + "]"
    return str(value) if isinstance(value, bool) or name in TELLING else type(value).__name__


TELLING = ("type", "style", "flags")
"""Numbers that say what something is; all others only have to be numbers."""


@lru_cache(maxsize=4096)
def _official(method: str, path: str, body: str) -> tuple[str, ...]:
    return tuple(discord.problems(method, path, json.loads(body)))


def _ours(path: str, body: Any) -> list[str]:
    if not isinstance(body, dict):
        return []
    data = body.get("data", body) if path.endswith("/callback") else body
    found = []
    if size(data.get("content") or "") > LIMITS.content:
        found.append("content is too long")
    if size(str(data.get("nonce") or "")) > LIMITS.nonce:
        found.append("nonce is too long")
    if "content" in data and data.get("allowed_mentions") != {"parse": []}:
        found.append("somebody could be called")
    ids = []
    for part in _parts(data.get("components") or ()):
        ids += [part["custom_id"]] if "custom_id" in part else []
        for name, most in MOST.items():
            if isinstance(part.get(name), str) and not 0 < size(part[name]) <= most:
                found.append(f"{name} has {size(part[name])} characters")
        found += [f"too many {name}" for name, most in COUNTS.items() if len(part.get(name) or ()) > most]
    if len(ids) != len(set(ids)):
        found.append("custom_id twice")
    if len(data.get("components") or ()) > LIMITS.rows:
        found.append("too many rows")
    return found


MOST = {
    "custom_id": LIMITS.custom_id,
    "placeholder": LIMITS.placeholder,
    "description": LIMITS.description,
    "label": LIMITS.option_text,
}
COUNTS = {"components": LIMITS.buttons_in_a_row, "options": LIMITS.options}


def _parts(components: Any) -> Iterator[dict[str, Any]]:
    for component in components:
        yield component
        yield from _parts(component.get("components") or ())
        yield from _parts(component.get("options") or ())
        if "component" in component:
            yield from _parts([component["component"]])
