"""What a kind of answer is: how it is read when given, kept as JSON, loaded on replay and shown again.

Reading is strict and happens once, when the answer is given. Loading trusts what is kept, so a
rule tightened later never throws anybody back to an old question.
"""

from __future__ import annotations

from typing import Any, Generic, Literal, NamedTuple, TypeVar

from bot.engine.read_choices import speaks_of
from bot.engine.read_requests import asks_for_help, only_asks
from bot.engine.reading import Reading
from bot.engine.text import Invalid, Text, t

T = TypeVar("T")

Questions = Literal["no", "perhaps", "yes"]
"""Whether what is asked in an answer is asked of whoever reads it."""

Raw = str | tuple[int, ...]
"""What an adapter hands over: typed text, or the positions of the options that were picked."""


class Option(NamedTuple):
    """One thing that can be picked. `note` describes it in a line (a scale's anchor, for one)."""

    id: str
    label: Text
    note: Text | None = None
    bare: str = ""
    """"yes" or "no", where that word alone means it, whatever its label begins with."""


class Kind(Generic[T]):
    """What sort of answer a prompt takes. Shared between prompts; holds no state."""

    __slots__ = ()
    name = "text"
    judges = False
    """A judgement has no default and accepts no proposal."""
    written = False
    """Own words: whatever is typed is the answer."""
    long = False
    """Whether more than a line is expected."""
    questions: Questions = "no"
    """A question in the place of the answer is perhaps none of the answer: see `asks_us`."""
    least: float | None = None
    most: float | None = None
    """The bounds of what is taken: of a number, of characters, of how many options."""
    unit: Text | None = None
    """What is shown beside a number."""
    digest = ""
    """The terms that are agreed to, where that is what is asked."""

    @property
    def picks(self) -> tuple[int, int]:
        """How many of the options are picked, at least and at most."""
        return (1, 1)

    def options(self) -> tuple[Option, ...]:
        """What can be picked, in order; empty when the answer is typed."""
        return ()

    def read(self, raw: Raw, reading: Reading) -> T:
        """Parse what was typed or picked. Raises `Invalid` with a sentence for the person."""
        raise Invalid(t("invalid-choice"))

    def own_words(self, typed: str, reading: Reading) -> bool:
        """Whether what was typed is no option but what the question after this one asks for."""
        return False

    def asks_us(self, typed: str, reading: Reading) -> bool:
        """Whether what was typed is perhaps no answer: it asks for help, or how something is done."""
        if self.questions == "yes":
            return False
        plain = self.written and self.questions == "no" and only_asks(typed, reading)
        return plain or asks_for_help(typed, reading)

    def reads_on(self, typed: str, reading: Reading) -> bool:
        """Whether what was typed answers this question and the one after it: a day in place of "another"."""
        return self.own_words(typed, reading)

    def leads(self, kept: Any) -> bool:
        """Whether what was answered here is only whole with the answer to the question after it."""
        return False

    def own_option(self, typed: str, reading: Reading) -> int | None:
        """The place of the option that own words may be meant for, so that they can be offered as it."""
        return None

    def dump(self, value: T) -> Any:
        """The value as JSON, to be kept."""
        return value

    def load(self, kept: Any) -> T:
        """The value from what was kept."""
        return kept  # type: ignore[no-any-return]  # JSON that dump() wrote

    def stands(self, kept: Any) -> bool:
        """Whether a kept answer still answers today's question (consent to other terms does not)."""
        return True

    def show(self, value: T) -> Text:
        """The answer as people read it."""
        return t("answer-plain", value=str(value))

    def typed(self, value: T) -> str:
        """The answer as somebody would type it: `read` takes it back unchanged. Fills forms."""
        return str(value)

    def indices(self, value: T) -> tuple[int, ...]:
        """The positions of the options that make up a value; empty for typed kinds."""
        return ()


def typed_words(raw: Raw) -> str:
    """The answer as typed text. Raises `Invalid` when something was picked instead."""
    if isinstance(raw, str):
        return raw
    raise Invalid(t("invalid-typed"))


def picked_from(raw: Raw, options: tuple[Option, ...]) -> tuple[int, ...] | None:
    if isinstance(raw, str):
        return None
    if any(not 0 <= index < len(options) for index in raw):
        raise Invalid(t("invalid-choice"))
    return raw


def labels_as_read(options: tuple[Option, ...], reading: Reading) -> list[str]:
    """The labels as this person reads them, and so may type them."""
    return [reading.spoken(option.label) for option in options]


def only_this(place: int, typed: str, labels: list[str]) -> int:
    """The place of the option that a sentence is for. Raises `Invalid` where it speaks of another one too."""
    others = [*labels[:place], *labels[place + 1 :]]
    other = speaks_of(typed, others)
    if other is not None:
        raise Invalid(t("invalid-choice-unclear", options=(labels[place], others[other])))
    return place
