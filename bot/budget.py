"""What an answer costs the person who gives it, by one counting rule for every talk; and what it may cost.

A button, a tick or a command is 1 tap; a select or a date is 2; opening a form is 1 and sending it
is 1; what was filled in and is left alone is free. Anything written is 1 typed answer. Reading is
200 words a minute, a tap takes 3 seconds and a typed answer 45. Thinking and the work itself (a
sample task, drafts) come on top and are not counted. Every word counts, buttons included; only what
stands unchanged around one question after the other (who reads the answer, Back) is read once a talk.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from bot.engine.cards import Button, Field, Form, Message, Select
from bot.engine.prompts import Page, Prompt
from bot.model import OWNER, PROFESSIONAL
from bot.ports import Command, Incoming, Press, Submit, Typed

WORDS_A_MINUTE = 200
SECONDS_A_TAP = 3
SECONDS_A_TYPED = 45

MOST_BUTTONS = 8
"""More options than this are a list to pick from."""

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


class Path(NamedTuple):
    """A way through the product, the talks on it, and the most that it may cost."""

    name: str
    role: str
    dialogs: tuple[str, ...]
    minutes: float
    taps: int
    typed: int
    again: bool = False
    """Whether it is gone for the next person, where somebody works with them already."""

    def holds(self, paid: Effort) -> bool:
        """Whether an effort is within the budget."""
        return paid.minutes <= self.minutes and paid.taps <= self.taps and paid.typed <= self.typed


WELCOME = "welcome"
"""The first words: no talk, and yet read."""

AGREED, WEEK, ROUND_END = "to agreed", "a week", "round end"

_ADDS = ("add", "understanding", "owner_rating", "reveal", "gap_causes", "goals_draft", "goals_answer")

PATHS = (
    Path(f"add {AGREED}", OWNER, (WELCOME, *_ADDS), 9, 30, 2),
    Path(
        f"invitation {AGREED}",
        PROFESSIONAL,
        ("invitation", "own_rating", "sample", "reveal", "plan_answer", "goals_answer"),
        8,
        16,
        3,
    ),
    Path(f"a second person {AGREED}", OWNER, _ADDS, 9, 18, 2, again=True),
    Path("a check-in", PROFESSIONAL, ("checkin",), 2, 5, 1),
    Path(WEEK, OWNER, ("monday", "question_answer", "answer_keep", "item_look", "piece_look"), 5, 10, 2),
    Path(ROUND_END, OWNER, ("look_back_facts", "look_back_owner", "talk_sheet", "round_close"), 10, 14, 3),
    Path(
        ROUND_END,
        PROFESSIONAL,
        ("look_back_facts", "look_back_professional", "talk_sheet", "next_round"),
        6,
        12,
        2,
    ),
)
"""The budgets of one person: a week over all their people, everything else for one."""

MEDIAN_WORDS, MOST_WORDS, MOST_GRADE = 60, 130, 7
"""Of messages: words at the median and in the longest card, and the grade that reads them."""


class Sight:
    """What one person reads in one talk."""

    def __init__(self) -> None:
        self._around: set[str] = set()

    def reading(self, message: Message) -> Effort:
        """The words of a message, less what stood around an earlier question of the talk as well."""
        around = [
            message.audience,
            *(one.label for one in message.controls if isinstance(one, Button) and one.style == "quiet"),
        ]
        known = sum(_count(words) for words in around if words in self._around)
        self._around.update(around)
        return Effort(words=reading(message).words - known)


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


WORDS_A_QUESTION = 30
"""About so many words stand around one question, its options among them."""


def asking(page: Page[Any], prompts: tuple[Prompt[Any], ...]) -> Effort:
    """What questions of a page cost, known by their kinds alone: nothing is drawn for it."""
    total = Effort(words=WORDS_A_QUESTION * len(prompts))
    if page.shape == "review" and prompts:
        return total.plus(Effort(taps=1))
    for prompt in prompts:
        total = total.plus(_answering(prompt))
    return total


def _answering(prompt: Prompt[Any]) -> Effort:
    if prompt.optional:
        return Effort(taps=1)
    if options := prompt.kind.options():
        if prompt.kind.name == "many":
            return Effort(taps=2)
        return Effort(taps=1 if len(options) <= MOST_BUTTONS else 2)
    return Effort(taps=2) if prompt.kind.name in _DATES else Effort(typed=1)


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
