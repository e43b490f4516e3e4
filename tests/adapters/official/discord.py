"""Judges requests to Discord by its OpenAPI document, and by rules that stand on its pages only."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from jsonschema import Draft202012Validator
from referencing import Registry
from referencing.jsonschema import DRAFT202012

from tests.adapters.official import by_type, described

Json = dict[str, Any]

BUTTON, STRING_SELECT = 2, 3
ALONE_IN_A_ROW = frozenset({3, 5, 6, 7, 8})
LINK, PREMIUM = 5, 6
COMPONENTS_V2 = 1 << 15
NAME = re.compile(r"^[-_'\w]{1,32}$")
MOST_COMMANDS = {1: 100, 2: 15, 3: 15}
"""By type: slash commands, and those in the menu of a person and of a message."""


def problems(method: str, path: str, body: Any) -> list[str]:
    """What Discord would refuse a request for; `path` without /api/v10."""
    template = _route(method, path)
    if template is None:
        return [f"no such route: {method} {path}"]
    validator = _validator(method, template)
    if validator is None:
        return [] if body is None else [f"takes no body: {method} {path}"]
    return [_told(error) for error in validator.iter_errors(body)] + list(_in_prose(method, path, body))


# --- by the document ----------------------------------------------------------------------------


@lru_cache(maxsize=1)
def _document() -> Json:
    document: Json = described("discord")
    return document


def _route(method: str, path: str) -> str | None:
    """The path of the document that is meant; one with fewer places left open goes first."""
    said = path.strip("/").split("/")
    found: list[tuple[int, str]] = []
    for template, methods in _document()["paths"].items():
        parts = template.strip("/").split("/")
        if len(parts) != len(said) or method.lower() not in methods:
            continue
        if all(part.startswith("{") or part == word for part, word in zip(parts, said, strict=True)):
            found.append((sum(part.startswith("{") for part in parts), template))
    return min(found)[1] if found else None


@lru_cache(maxsize=1)
def _registry() -> Any:
    return Registry().with_resource("urn:discord", DRAFT202012.create_resource(_document()))


@lru_cache(maxsize=64)
def _validator(method: str, template: str) -> Any:
    body = _document()["paths"][template][method.lower()].get("requestBody")
    if body is None:
        return None
    content = body["content"]
    schema = content.get("application/json", next(iter(content.values())))["schema"]
    return _judge()(_pointed(schema), registry=_registry())


@lru_cache(maxsize=1)
def _judge() -> Any:
    return by_type(Draft202012Validator, _document()["components"]["schemas"])


def _pointed(schema: Any) -> Any:
    """The schema with its references into the whole document."""
    if isinstance(schema, dict):
        return {
            key: f"urn:discord{value}" if key == "$ref" else _pointed(value) for key, value in schema.items()
        }
    return [_pointed(part) for part in schema] if isinstance(schema, list) else schema


def _told(error: Any) -> str:
    """Where, and the likeliest of what does not fit: what is of the right type comes first."""
    vague = ("type", "enum", "const", "required")
    leaves = sorted(_leaves(error), key=lambda leaf: (leaf.validator in vague, -len(leaf.absolute_path)))
    why = (f"{_at(leaf)}: {leaf.validator}={str(leaf.validator_value)[:60]}" for leaf in leaves[:3])
    return f"{_at(error)} {error.validator} <- {' | '.join(why)}"


def _leaves(error: Any) -> Iterator[Any]:
    for inner in error.context:
        yield from _leaves(inner)
    if not error.context:
        yield error


def _at(error: Any) -> str:
    return "/".join(map(str, error.absolute_path))


# --- by what its pages say ------------------------------------------------------------------------


def _in_prose(method: str, path: str, body: Any) -> Iterator[str]:
    if path.endswith("/callback"):
        data = body.get("data") or {}
        if body.get("type") in (4, 7):
            yield from _message(data, edit=body["type"] == 7)
        elif body.get("type") == 9:
            if len(data.get("components") or ()) > 5:
                yield "modal: more than 5 components"
            yield from _components(data.get("components") or ())
    elif path.endswith("/commands") and method == "PUT":
        yield from _commands(body)
    elif method == "POST" and re.search(r"/messages$|^/webhooks/[^/]+/[^/]+$", path):
        yield from _message(body)
    elif method == "PATCH" and "/messages/" in path:
        yield from _message(body, edit=True)


def _message(body: Json, *, edit: bool = False) -> Iterator[str]:
    rows = body.get("components") or ()
    if (body.get("flags") or 0) & COMPONENTS_V2:
        if sum(1 for _ in _each(rows)) > 40:
            yield "more than 40 components"
        if body.get("content") or body.get("embeds"):
            yield "these components exclude content and embeds"
    elif len(rows) > 5:
        yield "more than 5 rows"
    if len(body.get("content") or "") > 2000:
        yield "content: more than 2000"
    shown = ("content", "embeds", "components", "sticker_ids", "poll", "attachments", "message_reference")
    if not edit and not any(body.get(part) for part in shown):
        yield "an empty message (50006)"
    yield from _components(rows)


def _each(rows: Any) -> Iterator[Json]:
    for part in rows:
        yield part
        yield from _each(part.get("components") or ())
        yield from _each(
            [part[name] for name in ("component", "accessory") if isinstance(part.get(name), dict)]
        )


def _components(rows: Any) -> Iterator[str]:
    ids: Counter[str] = Counter()
    for part in _each(rows):
        if part.get("custom_id"):
            ids[part["custom_id"]] += 1
        inside = part.get("components") or ()
        if part.get("type") == BUTTON:
            yield from _button(part)
        elif part.get("type") == STRING_SELECT:
            yield from _select(part)
        elif len(inside) > 1 and any(one.get("type") in ALONE_IN_A_ROW for one in inside):
            yield "a select needs a row of its own"
    yield from (f"custom_id {id} stands there {times} times" for id, times in ids.items() if times > 1)


def _button(part: Json) -> Iterator[str]:
    style = part.get("style")
    if style in (1, 2, 3, 4) and not part.get("custom_id"):
        yield "a button without custom_id"
    if style == LINK and not part.get("url"):
        yield "a link without url"
    if style != PREMIUM and not part.get("label") and not part.get("emoji"):
        yield "a button that says nothing"


def _select(part: Json) -> Iterator[str]:
    options = part.get("options") or ()
    values = [option["value"] for option in options]
    if len(set(values)) != len(values):
        yield "select: a value twice"
    most, least = part.get("max_values", 1), part.get("min_values")
    if most > len(values):
        yield "select: max_values above the number of options"
    if (1 if least is None else least) > most:
        yield "select: min_values above max_values"
    if sum(1 for option in options if option.get("default")) > most:
        yield "select: more defaults than max_values"


def _commands(body: Any) -> Iterator[str]:
    kinds = Counter(command.get("type", 1) for command in body)
    names = Counter((command.get("type", 1), command["name"]) for command in body)
    yield from (f"command {name} twice" for (_, name), times in names.items() if times > 1)
    yield from (
        f"too many commands of type {kind}" for kind, most in MOST_COMMANDS.items() if kinds[kind] > most
    )
    for command in body:
        if command.get("type", 1) == 1:
            yield from _named(command)


def _named(part: Json) -> Iterator[str]:
    """A slash command or one of its options, which look alike."""
    name = part["name"]
    if not NAME.match(name) or name != name.lower():
        yield f"name {name!r}"
    if not 1 <= len(part.get("description") or "") <= 100:
        yield f"{name}: needs a description of 1 to 100"
    options = part.get("options") or ()
    if len({option["name"] for option in options}) != len(options):
        yield f"{name}: an option twice"
    asked = [bool(option.get("required")) for option in options if option.get("type", 3) > 2]
    if asked != sorted(asked, reverse=True):
        yield f"{name}: a required option after an optional one"
    for option in options:
        if option.get("autocomplete") and option.get("choices"):
            yield f"{name}: autocomplete and choices together"
        yield from _named(option)
