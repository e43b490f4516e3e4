"""Texts and cards as JSON, for letters that are sent after the commit: written once, read back the same."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from bot.engine.cards import Card, Offer, Picture
from bot.engine.text import Argument, File, Instant, Person, Text


def dump_text(text: Text) -> dict[str, Any]:
    """A text as JSON: its key, and its arguments where it has any."""
    dumped: dict[str, Any] = {"text": text.key}
    if text.args:
        dumped["args"] = {name: _dump(value) for name, value in text.args.items()}
    return dumped


def load_text(dumped: Mapping[str, Any]) -> Text:
    """The text that `dump_text` wrote."""
    return Text(dumped["text"], {name: _load(value) for name, value in dumped.get("args", {}).items()})


def _dump(value: Argument) -> Any:
    """Strings and numbers are themselves; everything else is an object that names its type."""
    if isinstance(value, str | int | float):
        return value
    if isinstance(value, Text):
        return dump_text(value)
    if isinstance(value, Instant):
        return {"ms": value.ms}
    if isinstance(value, Person):
        return {"person": [value.id, value.name]}
    if isinstance(value, File):
        return {"file": list(value)}
    if isinstance(value, date) and not isinstance(value, datetime):
        return {"day": value.isoformat()}
    if isinstance(value, tuple):
        return [_dump(item) for item in value]
    raise TypeError(f"{type(value).__name__} is no argument of a text")


def _load(kept: Any) -> Argument:
    if isinstance(kept, list):
        return tuple(_load(item) for item in kept)
    if not isinstance(kept, dict):
        return kept  # type: ignore[no-any-return]  # a string or a number that _dump() wrote
    if "text" in kept:
        return load_text(kept)
    if "ms" in kept:
        return Instant(kept["ms"])
    if "person" in kept:
        return Person(*kept["person"])
    if "file" in kept:
        return File(*kept["file"])
    return date.fromisoformat(kept["day"])


def dump_card(card: Card) -> dict[str, Any]:
    """A card as JSON; what is empty is left out."""
    dumped: dict[str, Any] = {
        "lines": [dump_text(line) for line in card.lines],
        "title": dump_text(card.title) if card.title else None,
        "facts": [[dump_text(name), dump_text(value)] for name, value in card.facts],
        "table": [[dump_text(cell) for cell in row] for row in card.table],
        "picture": {"name": card.picture.name, "alt": dump_text(card.picture.alt)} if card.picture else None,
        "offers": [
            {
                "label": dump_text(offer.label),
                "command": offer.command,
                "about": offer.about,
                "main": offer.main,
            }
            for offer in card.offers
        ],
        "waiting": card.waiting,
    }
    return {name: value for name, value in dumped.items() if value}


def load_card(dumped: Mapping[str, Any]) -> Card:
    """The card that `dump_card` wrote."""
    title, picture = dumped.get("title"), dumped.get("picture")
    return Card(
        lines=tuple(load_text(line) for line in dumped.get("lines", ())),
        title=load_text(title) if title else None,
        facts=tuple((load_text(name), load_text(value)) for name, value in dumped.get("facts", ())),
        table=tuple(tuple(load_text(cell) for cell in row) for row in dumped.get("table", ())),
        picture=Picture(picture["name"], load_text(picture["alt"])) if picture else None,
        offers=tuple(
            Offer(load_text(offer["label"]), offer["command"], offer["about"], offer["main"])
            for offer in dumped.get("offers", ())
        ),
        waiting=bool(dumped.get("waiting")),
    )
