"""A page that is asked again right below itself, because a line could not be read: long words are said once.

What was said stands on the first copy of it, so the later ones leave that to it whatever becomes of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.engine.text import Text
from bot.words import Reader, plain

if TYPE_CHECKING:
    from bot.conversations.seated import Seated

MOST_TWICE = 300
"""So many characters are said once more with a question that is asked again."""
BRIEF = "brief"
"""What is remembered of a seat: the turn of a page that was asked again, and where its first copy stands."""


def is_long(said: tuple[Text, ...], reader: Reader) -> bool:
    """Whether what is said with a page is too long to say twice in a row."""
    return sum(len(plain(words, reader)) for words in said) > MOST_TWICE


def note(seated: Seated) -> None:
    """Note that the page is asked once more, below the copy that stands."""
    if not stands(seated):
        seated.stage.tx.remember(seated.live.row.id, _of(seated), f"{seated.turn} {seated.ref}")


def stands(seated: Seated) -> bool:
    """Whether the copy that stands is such a later one."""
    noted = seated.stage.tx.remembered(seated.live.row.id, _of(seated)) or ""
    turn, _, first = noted.partition(" ")
    return turn == str(seated.turn) and first != seated.ref


def _of(seated: Seated) -> str:
    return f"{BRIEF} {seated.role}"
