"""The same thing done twice in a row, by a double click or by a line sent again: one effect, and one card.

A seat keeps which button moved it last (`Seat.moved_by`). What was answered on the turn before is among the
answers themselves.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.conversations.acting import Acting
from bot.conversations.controls import Control, digits
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
    if given is None:
        return seat.moved_by == control.press
    if control.turn != seat.turn - 1:
        return False
    asked = {digits(prompt.key) for prompt in acting.live.view(acting.role).prompts}
    more = any(what in asked and raw not in (None, "", ()) for what, raw in given.items())
    answered = _answered(acting)
    return bool(answered) and not more and all(says(acting, prompt, given) for prompt in answered)


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
        prompt.kind.written and says(acting, prompt, {digits(prompt.key): words})
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


def _just_now(acting: Acting) -> bool:
    return acting.stage.tx.moment.now - acting.live.seats[acting.role].touched_ms <= AGAIN_MS


def _answered(acting: Acting) -> tuple[Prompt[Any], ...]:
    """What was answered on the page before this one."""
    before = acting.live.seats[acting.role].turn - 1
    return acting.live.given(acting.role, lambda _, given: given.turn == before)
