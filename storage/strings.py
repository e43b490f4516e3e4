"""The texts in a JSON value, however deep they lie."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any


def strings_in(value: Any) -> Iterator[str]:
    """Every text in mappings and lists; keys are none."""
    if isinstance(value, Mapping):
        value = list(value.values())
    if isinstance(value, list | tuple):
        for part in value:
            yield from strings_in(part)
    elif isinstance(value, str):
        yield value
