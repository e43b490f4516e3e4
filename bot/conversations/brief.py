"""A page that is asked again right below itself, because a line could not be read: long words are said once.

What was said stands on the first copy of it, so the later ones leave that to it whatever becomes of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.conversations.seated import Seated

BRIEF = "brief"
"""What is remembered of a seat: the turn of a page that was asked again, and where its first copy stands."""


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
