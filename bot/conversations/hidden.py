"""A proposal that is off the screen: a typed yes counts only for one that can be seen."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from bot.conversations.view import Mistake
from bot.engine.text import t
from bot.ports import Put

if TYPE_CHECKING:
    from bot.conversations.seated import Seated

HIDDEN = "hidden"
"""What is remembered of a talk whose proposal stands behind a form that came back with a mistake."""


def note(seated: Seated, mistakes: Mapping[str, Mistake]) -> None:
    """Note that a proposal is off the screen: what they gave in its place, and is wrong, stands there."""
    if any(not mistake.beside for mistake in mistakes.values()) and seated.meaning.proposes:
        seated.stage.tx.remember(seated.live.row.id, _of(seated), _turn(seated))


def hides(seated: Seated) -> bool:
    """Whether what this seat is asked to say yes to stands behind such a form."""
    return seated.stage.tx.remembered(seated.live.row.id, _of(seated)) == _turn(seated)


def shown_again(seated: Seated) -> tuple[Put, ...]:
    """A yes counts for what can be seen: here it is, to say yes to."""
    seated.stage.tx.remember(seated.live.row.id, _of(seated), "")
    return seated.show({"": Mistake(t("invalid-review-unseen"), "")})


def _of(seated: Seated) -> str:
    """What is remembered of this seat: whoever sits beside it may have such a form as well."""
    return f"{HIDDEN} {seated.role}"


def _turn(seated: Seated) -> str:
    return str(seated.live.seats[seated.role].turn)
