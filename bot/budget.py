"""What an answer costs the person who gives it, by one counting rule for every talk.

A button, a tick or a command is 1 tap; a select or a date is 2; opening a form is 1 and sending it
is 1; what was filled in and is left alone is free. Anything written is 1 typed answer. Reading is
200 words a minute, a tap takes 3 seconds and a typed answer 45. Thinking and the work itself come
on top and are not counted.
"""

from __future__ import annotations

from typing import NamedTuple

from bot.engine.cards import Button, Field, Form, Message, Select
from bot.ports import Command, Incoming, Press, Submit, Typed

WORDS_A_MINUTE = 200
SECONDS_A_TAP = 3
SECONDS_A_TYPED = 45

_DATES = ("date",)


class Effort(NamedTuple):
    """Taps, typed answers and words read."""

    taps: int = 0
    typed: int = 0
    words: int = 0

    def plus(self, other: Effort) -> Effort:
        """Both together."""
        return Effort(self.taps + other.taps, self.typed + other.typed, self.words + other.words)

    @property
    def minutes(self) -> float:
        """How long it takes, without thinking."""
        return self.words / WORDS_A_MINUTE + (self.taps * SECONDS_A_TAP + self.typed * SECONDS_A_TYPED) / 60


def reading(message: Message) -> Effort:
    """What it costs to read a message: every word of it, buttons and options included.

    A form that stands filled in behind its button is read only when somebody opens it.
    """
    words = _count(message.plain()) + _count(message.audience)
    for control in message.controls:
        match control:
            case Button():
                words += _count(control.label)
            case Select():
                words += sum(_count(choice.label) for choice in control.choices)
            case Form():
                words += 0 if control.inline else _count(control.open)
    return Effort(words=words)


def acting(event: Incoming, message: Message | None) -> Effort:
    """What an event costs whoever caused it; `message` is the one that it answers, if any."""
    match event:
        case Command():
            return Effort(taps=1)
        case Typed():
            inline = _form(message)
            only = inline.fields[0] if inline is not None and inline.inline and inline.fields else None
            return Effort(taps=2) if only is not None and only.kind in _DATES else Effort(typed=1)
        case Press():
            return _pressed(event, message)
        case Submit():
            return _submitted(event, message)
        case _:
            return Effort()


def _pressed(event: Press, message: Message | None) -> Effort:
    if not event.picked:
        return Effort(taps=1)
    for control in message.controls if message else ():
        if isinstance(control, Select) and control.id == event.control and control.most == 1:
            return Effort(taps=2)
    return Effort(taps=len(event.picked) + 1)  # a tick each, and the button below them


def _submitted(event: Submit, message: Message | None) -> Effort:
    form = _form(message)
    total = Effort(taps=2)
    for field in form.fields if form is not None else ():
        given = event.values.get(field.id, field.value)
        if given != field.value:
            total = total.plus(_field(field, given))
    return total


def _field(field: Field, given: str | tuple[str, ...]) -> Effort:
    if field.kind == "many":
        changed = set(given) ^ set(field.value)
        return Effort(taps=len(changed))
    if field.choices or field.kind in _DATES:
        return Effort(taps=2)
    return Effort(typed=1)


def _form(message: Message | None) -> Form | None:
    return next((one for one in message.controls if isinstance(one, Form)), None) if message else None


def _count(words: str) -> int:
    return len(words.split())
