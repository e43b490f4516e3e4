"""How the facts of a talk, and what it was started with, are kept as JSON and come back."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from pydantic import TypeAdapter

from bot.dialog import Start

_ADAPTERS: dict[Any, TypeAdapter[Any]] = {}
"""By hand, since a type is no `Hashable` for the type checker, as what `cache` is called with must be."""


def facts_as(kind: Any) -> TypeAdapter[Any]:
    """How facts of a kind become JSON and come back. Made once for each kind: it is slow to make."""
    adapter = _ADAPTERS.get(kind)
    if adapter is None:
        adapter = _ADAPTERS[kind] = TypeAdapter(kind)
    return adapter


def dump_facts(kind: Any, facts: Any) -> bytes:
    """Facts of a kind as JSON, to be kept with their conversation."""
    return facts_as(kind).dump_json(facts)


@lru_cache(maxsize=256)
def load_facts(kind: Any, kept: bytes) -> Any:
    """The facts that `dump_facts` wrote. They are frozen, so the turns of a talk share them."""
    return facts_as(kind).validate_json(kept)


def dump_start(start: Start) -> dict[str, Any]:
    """A start as JSON, to be kept with its conversation or its due row."""
    dumped: dict[str, Any] = facts_as(Start).dump_python(start, mode="json")
    return dumped


def load_start(dumped: Mapping[str, Any]) -> Start:
    """The start that `dump_start` wrote."""
    start: Start = facts_as(Start).validate_python(dumped)
    return start
