"""Where the code names entries of the catalogue: every `t("key", ...)`, found without running anything."""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from functools import cache

from tests.words.sayings import ROOT, entries

ROOTS = ("bot", "adapters", "storage")
TEXT_MODULE = "bot.engine.text"


@dataclass(frozen=True)
class Use:
    """One call. `pattern` matches the keys it may name; it is None when the code does not show them."""

    place: str
    pattern: str | None
    prefix: str
    """What is written out of a key that is put together; empty when the whole key is written."""
    arguments: frozenset[str] | None
    """The names it gives; None when the code does not show them all."""

    def named(self) -> list[str]:
        """The entries of the catalogue that it may name."""
        return _named(self.pattern) if self.pattern else []


@cache
def _named(pattern: str) -> list[str]:
    written = pattern.replace("\\", "")
    if written in entries("en"):  # nothing in it stands for anything else
        return [written]
    return [key for key in entries("en") if re.fullmatch(pattern, key)]


@cache
def uses() -> tuple[Use, ...]:
    """Every use in the product's code."""
    return tuple(use for place, source in _sources().items() for use in uses_in(source, place))


@cache
def rooms() -> tuple[str, ...]:
    """The parts of the house that use the catalogue: `bot/engine`, `bot/dialog.py`."""
    return tuple(sorted({_room(place) for place in _sources()}))


def uses_of(room: str) -> list[Use]:
    """Every use in one part of the house."""
    return [use for use in uses() if _room(use.place.partition(":")[0]) == room]


@cache
def _sources() -> dict[str, str]:
    # Reading is cheap and parsing is not: a file that does not import it cannot use it.
    files = (path for root in ROOTS for path in sorted((ROOT / root).rglob("*.py")))
    read = {path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8") for path in files}
    return {place: source for place, source in read.items() if f"from {TEXT_MODULE} import" in source}


def _room(place: str) -> str:
    return "/".join(place.split("/")[:2])


def uses_in(source: str, name: str) -> list[Use]:
    """Every use in one file."""
    tree = ast.parse(source)
    called = _names(tree)
    found = []
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name) or not node.args:
            continue
        if called.get(node.func.id) == "t":
            given = _keywords(node)
        elif called.get(node.func.id) == "Text":
            given = _mapping(node.args[1]) if len(node.args) > 1 else frozenset()
        else:
            continue
        pattern, prefix = _key(node.args[0])
        if pattern is None and called[node.func.id] == "Text":
            continue  # a text being passed on or read back, not named
        found.append(Use(f"{name}:{node.lineno}", pattern, prefix, given))
    return found


def _names(tree: ast.Module) -> dict[str, str]:
    """What `t` and `Text` are called in this file."""
    return {
        alias.asname or alias.name: alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == TEXT_MODULE
        for alias in node.names
        if alias.name in ("t", "Text")
    }


def _keywords(call: ast.Call) -> frozenset[str] | None:
    names = [keyword.arg for keyword in call.keywords]
    return None if None in names else frozenset(name for name in names if name and name != "kind")


def _mapping(node: ast.expr) -> frozenset[str] | None:
    if not isinstance(node, ast.Dict):
        return None
    names = [key.value if isinstance(key, ast.Constant) else None for key in node.keys]
    return None if None in names else frozenset(str(name) for name in names if name != "kind")


def _key(node: ast.expr) -> tuple[str | None, str]:
    """The pattern of the keys that an expression can give, and what is written of it before a gap."""
    match node:
        case ast.Constant(value=str(key)):
            return re.escape(key), ""
        case ast.IfExp(body=body, orelse=other):
            (first, one), (second, two) = _key(body), _key(other)
            return (f"{first}|{second}" if first and second else None), one or two
        case ast.JoinedStr(values=[ast.Constant(value=str(prefix)), *_] as parts):
            pattern = "".join(
                re.escape(str(part.value)) if isinstance(part, ast.Constant) else "[a-z0-9-]+"
                for part in parts
            )
            return pattern, prefix
    return None, ""
