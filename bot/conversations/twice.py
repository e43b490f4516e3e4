"""The same thing done twice in a row, by a double click or by a line sent again: one effect, and one card."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.conversations import controls
from bot.conversations.acting import Acting
from bot.conversations.controls import Control, digits
from bot.engine.kinds import Raw
from bot.engine.prompts import Prompt
from bot.engine.text import Invalid

CLICK_MS = 5_000
"""An old button pressed later than this is looked for on purpose, and says what was answered."""
LINE_MS = 60_000


def pressed_twice(acting: Acting, control: Control, given: Mapping[str, Raw | None] | None) -> bool:
    """Whether this press has just had its effect. `given`: what it answers; None where it only moves."""
    seat = acting.live.seats[acting.role]
    if not _since(acting, CLICK_MS):
        return False
    if control.what == controls.CHANGE and acting.editing:
        return digits(seat.editing) == control.option
    if control.turn != seat.turn - 1:
        return False
    answered = _answered(acting)
    if given is None:
        return bool(answered) == (control.what == controls.ACCEPT)
    return bool(answered) and all(_says(acting, prompt, given) for prompt in answered)


def typed_twice(acting: Acting, words: str) -> bool:
    """Whether this line is the answer in own words that was given just before."""
    if not _since(acting, LINE_MS) or " " not in words.strip():
        return False
    return any(
        prompt.kind.name == "text" and _says(acting, prompt, {digits(prompt.key): words})
        for prompt in _answered(acting)
    )


def _since(acting: Acting, ms: int) -> bool:
    return acting.stage.tx.moment.now - acting.live.seats[acting.role].touched_ms <= ms


def _answered(acting: Acting) -> tuple[Prompt[Any], ...]:
    """What was answered on the page before this one."""
    before = acting.live.seats[acting.role].turn - 1
    return acting.live.given(acting.role, lambda _, given: given.turn == before)


def _says(acting: Acting, prompt: Prompt[Any], given: Mapping[str, Raw | None]) -> bool:
    what, kept = digits(prompt.key), acting.live.answers.kept[prompt.key]
    raw = given.get(what)
    if raw is None or raw == "":
        return what not in given or kept is None
    try:
        return bool(prompt.kind.dump(prompt.kind.read(raw, acting.reading)) == kept)
    except Invalid:
        return False
