"""Where the code names entries of the catalogue: every `t("key", ...)`, found without running anything."""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from functools import cache

from tests.words.sayings import ROOT, entries

ROOTS = ("bot", "adapters", "storage")


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
        return [key for key in entries("en") if self.pattern and re.fullmatch(self.pattern, key)]


@cache
def uses() -> tuple[Use, ...]:
    """Every use in the product's code."""
    paths = [path for root in ROOTS for path in sorted((ROOT / root).rglob("*.py"))]
    return tuple(
        use
        for path in paths
        for use in uses_in(path.read_text(encoding="utf-8"), path.relative_to(ROOT).as_posix())
    )


def room(use: Use) -> str:
    """The part of the house: `bot/engine`, `bot/dialog.py`."""
    return "/".join(use.place.partition(":")[0].split("/")[:2])


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
        if isinstance(node, ast.ImportFrom) and node.module == "bot.engine.text"
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
