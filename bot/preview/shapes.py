"""What two moments have in common: facts, outcomes and cards without the words and ids in them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from typing import Any

from bot.dialog import Begin, Change, Effect, Note, Outcome, Write
from bot.engine.cards import Card
from bot.engine.text import Text


def plain_key(key: str) -> str:
    """A key without the id of what it is about: six skills are one kind of question."""
    return key.partition("/")[0]


def keys_of(card: Card) -> tuple[str, ...]:
    texts = [*card.lines, *([card.title] if card.title else ()), *(value for _, value in card.facts)]
    return tuple(dict.fromkeys(text.key for text in texts))


def signature(outcome: Outcome) -> Any:
    """What an outcome causes: what it starts, and which records come to which state."""
    return frozenset(_caused(effect) for effect in outcome.effects)


def _caused(effect: Effect) -> Any:
    match effect:
        case Begin(start):
            return "begin", start.dialog, shape(start.terms)
        case Write(record):
            states = {name: _state(value) for name, value in record.model_dump().items()}
            return "write", type(record).__name__, frozenset(states.items())
        case Change(kind, _, _, values):
            return "change", kind.__name__, frozenset((name, _state(value)) for name, value in values.items())
        case Note(card=card):
            return "note", keys_of(card)
        case _:
            return (type(effect).__name__,)


def _state(value: Any) -> Any:
    """A word or a yes or no that later talks look at; None for what they only repeat."""
    return value if isinstance(value, bool) or (isinstance(value, str) and shape(value) == value) else None


def shape(value: Any) -> Any:
    """A value with everything taken out that cannot lead to other questions."""
    match value:
        case bool() | None:
            return value
        case str():
            return value if len(value) < 12 and value.isidentifier() and value.islower() else bool(value)
        case int() | float():
            return value > 0
        case Text(key=key):
            return key
        case tuple() | list() | frozenset():
            return frozenset(shape(item) for item in value)
        case Mapping():
            return frozenset(
                (plain_key(str(name)) if len(str(name)) < 13 else "", shape(item))
                for name, item in value.items()
            )
        case type():
            return value.__name__
    if is_dataclass(value):
        return tuple((field.name, shape(getattr(value, field.name))) for field in fields(value))
    if hasattr(value, "model_dump"):
        return (type(value).__name__, shape(value.model_dump(exclude={"account", "id", "version"})))
    return type(value).__name__
