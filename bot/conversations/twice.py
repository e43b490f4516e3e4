"""The same thing done twice in a row, by a double click or by a line sent again: one effect, and one card.

The answers of the turn before tell what was answered on it. What moved without an answer is told apart by
the times: a talk that moves is written down with its seat, one that was only opened is not.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.conversations import controls
from bot.conversations.acting import Acting
from bot.conversations.controls import Control, digits
from bot.conversations.keeping import edited_as
from bot.engine.kinds import Raw
from bot.engine.prompts import Prompt
from bot.engine.text import Invalid

AGAIN_MS = 5_000
"""What is done again later than this is meant: an old button says what was answered, a line is an answer."""


def pressed_twice(acting: Acting, control: Control, given: Mapping[str, Raw | None] | None) -> bool:
    """Whether this press has just had its effect. `given`: what it answers; None where it only moves."""
    seat = acting.live.seats[acting.role]
    if not _just_now(acting):
        return False
    if control.what == controls.CHANGE:
        return acting.editing and digits(seat.editing) == control.option
    if control.turn != seat.turn - 1:
        return False
    answered = _answered(acting)
    if given is not None:
        asked = {digits(prompt.key) for prompt in acting.live.view(acting.role).prompts}
        more = any(what in asked and raw not in (None, "", ()) for what, raw in given.items())
        return bool(answered) and not more and all(says(acting, prompt, given) for prompt in answered)
    match control.what:
        case controls.ACCEPT:
            return bool(answered) and all(_as_proposed(acting, prompt) for prompt in answered)
        case controls.TAKE:
            return bool(answered) and _is_gone(acting, control.option)
        case controls.SWAP:
            changed = any(digits(prompt.key) == control.option for prompt in answered)
            return changed and _is_gone(acting, edited_as(acting.live.row, control.option))
        case controls.OPEN:
            return not answered and _only_opened(acting)
        case controls.BACK | controls.RESTART:
            return not answered and not _only_opened(acting)
        case _:
            return False


def typed_twice(acting: Acting, words: str, at_ms: int) -> bool:
    """Whether this line is the answer in own words that was given just before, sent once more.

    It is when it was sent at once, or before the page that followed stood there. A page that stood is
    opened anew then, with a turn of its own: the same line after that is an answer.
    """
    seat = acting.live.seats[acting.role]
    unseen = seat.shown_turn < seat.turn or at_ms < seat.shown_ms
    if not (unseen or _just_now(acting)) or " " not in words.strip():
        return False
    return any(
        prompt.kind.name == "text" and says(acting, prompt, {digits(prompt.key): words})
        for prompt in _answered(acting)
    )


def says(acting: Acting, prompt: Prompt[Any], given: Mapping[str, Raw | None]) -> bool:
    """Whether what is given answers a question as it was answered already, or leaves it alone."""
    what, kept = digits(prompt.key), acting.live.answers.kept[prompt.key]
    raw = given.get(what)
    if raw is None or raw == "":
        return what not in given or kept is None
    try:
        return bool(prompt.kind.dump(prompt.kind.read(raw, acting.reading)) == kept)
    except Invalid:
        return False


def _as_proposed(acting: Acting, prompt: Prompt[Any]) -> bool:
    """Whether an answer is what its page proposed: one that was changed in its form was not accepted."""
    page = next(page for page in acting.live.pages if any(prompt is one for one in page.prompts))
    proposed = page.proposed or {}
    return prompt.key in proposed and (
        prompt.kind.dump(proposed[prompt.key]) == acting.live.answers.kept[prompt.key]
    )


def _is_gone(acting: Acting, kept: str) -> bool:
    """Whether kept words were taken: else they still wait for this very button."""
    return acting.stage.tx.kept(kept, acting.live.seats[acting.role].person) is None


def _just_now(acting: Acting) -> bool:
    return acting.stage.tx.moment.now - acting.live.seats[acting.role].touched_ms <= AGAIN_MS


def _only_opened(acting: Acting) -> bool:
    """Whether this seat was touched last by opening its page, perhaps over the facts of a new day."""
    row = acting.live.row
    return row.touched_ms != acting.live.seats[acting.role].touched_ms or row.touched_ms == row.prepared_ms


def _answered(acting: Acting) -> tuple[Prompt[Any], ...]:
    """What was answered on the page before this one."""
    before = acting.live.seats[acting.role].turn - 1
    return acting.live.given(acting.role, lambda _, given: given.turn == before)
