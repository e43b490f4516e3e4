"""The little markup that catalogue entries may use: **bold** and [label](https://address).

Only the catalogue's own words are ever read here. What people wrote is a place, one private-use
character, until the reading is over; so it cannot be taken for markup, whatever it contains.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from bot.engine.cards import Run

FIRST_PLACE = 0xE000
"""Places are numbered from here; Unicode leaves these characters without meaning."""

_TOKEN = re.compile(r"(\*\*)|\[([^][\n]+)\]\((https?://[^()\s]+|[\ue000-\uf8ff])\)|([\ue000-\uf8ff])")


class Place(NamedTuple):
    """Where an argument goes."""

    name: str
    strong: bool = False


class Anchor(NamedTuple):
    """A link in the catalogue; its label, and the whole address, may be places."""

    label: tuple[Run | Place, ...]
    url: str | Place


Piece = Run | Place | Anchor
Shape = tuple[Piece, ...]


def mark(index: int) -> str:
    """The character that stands for the place with this number."""
    return chr(FIRST_PLACE + index)


def read_markup(words: str, places: tuple[str, ...]) -> Shape:
    """The pieces of an entry whose arguments are still marks."""
    pieces: list[Piece] = []
    strong = False
    end = 0
    for token in _TOKEN.finditer(words):
        if token.start() > end:
            pieces.append(Run(words[end : token.start()], strong))
        end = token.end()
        bold, label, url, place = token.groups()
        if bold:
            strong = not strong
        elif place:
            pieces.append(Place(_name(place, places), strong))
        else:
            inner = tuple(piece for piece in read_markup(label, places) if not isinstance(piece, Anchor))
            pieces.append(Anchor(inner, Place(_name(url, places)) if len(url) == 1 else url))
    if end < len(words):
        pieces.append(Run(words[end:], strong))
    return tuple(pieces)


def _name(character: str, places: tuple[str, ...]) -> str:
    return places[ord(character) - FIRST_PLACE]
