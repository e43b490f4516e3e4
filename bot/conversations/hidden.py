"""A proposal that is off the screen: a typed yes counts only for one that can be seen."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from bot.conversations.live import Mistake
from bot.engine.text import t
from bot.ports import Put

if TYPE_CHECKING:
    from bot.conversations.acting import Acting

HIDDEN = "hidden"
"""What is remembered of a talk whose proposal stands behind a form that came back with a mistake."""


def note(acting: Acting, mistakes: Mapping[str, Mistake]) -> None:
    """Note that a proposal is off the screen: what they gave in its place, and is wrong, stands there."""
    if acting.meaning.proposes and any(not mistake.beside for mistake in mistakes.values()):
        acting.stage.tx.remember(acting.live.row.id, _of(acting), _turn(acting))


def hides(acting: Acting) -> bool:
    """Whether what this seat is asked to say yes to stands behind such a form."""
    return acting.stage.tx.remembered(acting.live.row.id, _of(acting)) == _turn(acting)


def shown_again(acting: Acting) -> tuple[Put, ...]:
    """A yes counts for what can be seen: here it is, to say yes to."""
    acting.stage.tx.remember(acting.live.row.id, _of(acting), "")
    return acting.show({"": Mistake(t("invalid-review-unseen"), "")})


def _of(acting: Acting) -> str:
    """What is remembered of this seat: whoever sits beside it may have such a form as well."""
    return f"{HIDDEN} {acting.role}"


def _turn(acting: Acting) -> str:
    return str(acting.live.seats[acting.role].turn)
