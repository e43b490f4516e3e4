"""What a press or a form gives, by the digits of the questions: places in a list, or what was typed."""

from __future__ import annotations

from collections.abc import Mapping

from bot.conversations import controls
from bot.conversations.controls import Control
from bot.engine.kinds import Raw


def given_by(
    control: Control, picked: tuple[str, ...], values: Mapping[str, str | tuple[str, ...]] | None
) -> Mapping[str, Raw | None] | None:
    """What a press answers, by the digits of its questions; None where it only moves about."""
    if control.what == controls.PAGE:
        return _raws(values or {})
    return None if control.what in controls.MOVES else {control.what: _pressed(control, picked)}


def _raws(values: Mapping[str, str | tuple[str, ...]]) -> dict[str, Raw | None]:
    """Values of a form: text, or positions of picked options."""
    return {field: _raw(value) for field, value in values.items()}


def _raw(value: str | tuple[str, ...]) -> Raw | None:
    if isinstance(value, str):
        return value
    if value == (controls.SKIP,):
        return None
    if not value:
        return ()
    return tuple(int(index) for index in value if index.isdecimal() and len(index) < 5)


def _pressed(control: Control, picked: tuple[str, ...]) -> Raw | None:
    if control.option == controls.SKIP:
        return None
    chosen = picked or ((control.option,) if control.option else ())
    return tuple(int(index) for index in chosen if index.isdecimal() and len(index) < 5)
