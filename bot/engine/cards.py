"""Messages before and after they have words.

A `Card` is written by a phase, in catalogue entries. A `Message` is the same thing drawn for one
reader, in spans and controls: the only shape that adapters know.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal, NamedTuple
from urllib.parse import urlsplit

from bot.engine.text import Text

SAFE_SCHEMES = frozenset({"http", "https", "mailto"})

# --- written by phases ------------------------------------------------------------------------


class Offer(NamedTuple):
    """A button that starts something: a command, about a record, with nothing filled in."""

    label: Text
    command: str
    about: str = ""
    main: bool = False


class Picture(NamedTuple):
    """An image by name (drawn after the commit) and what it says in words."""

    name: str
    alt: Text


@dataclass(frozen=True, slots=True)
class Card:
    """A message without words yet: paragraphs, then facts, a table, an image and buttons."""

    lines: tuple[Text, ...] = ()
    title: Text | None = None
    facts: tuple[tuple[Text, Text], ...] = ()
    table: tuple[tuple[Text, ...], ...] = ()
    picture: Picture | None = None
    offers: tuple[Offer, ...] = ()
    waiting: bool = False
    """Whether what waits for the reader stands at its head, as it is when the card is sent."""


def card(*lines: Text, title: Text | None = None, offers: tuple[Offer, ...] = ()) -> Card:
    """A card of plain paragraphs, the usual case."""
    return Card(lines, title=title, offers=offers)


# --- drawn for a reader -----------------------------------------------------------------------


class Run(NamedTuple):
    """Plain characters; adapters escape them. `strong` is the only emphasis."""

    text: str
    strong: bool = False


class When(NamedTuple):
    """A moment. `text` is it written in the reader's zone, for platforms that cannot."""

    ms: int
    text: str


class Link(NamedTuple):
    """A web address with its label."""

    url: str
    text: str

    @property
    def safe(self) -> bool:
        """Whether it opens a page or a letter. Whatever else an address can start is shown as its words."""
        try:
            return urlsplit(self.url).scheme.lower() in SAFE_SCHEMES
        except ValueError:
            return False


class Download(NamedTuple):
    """A small text file that the reader can keep; `text` is its name."""

    text: str
    media: str
    content: str


Span = Run | When | Link | Download
Rich = tuple[Span, ...]


class Choice(NamedTuple):
    """One option of a control. `id` is what comes back when it is picked."""

    id: str
    label: str
    note: str = ""


Style = Literal["plain", "main", "quiet"]


class Button(NamedTuple):
    """Press it and its id comes back."""

    id: str
    label: str
    style: Style = "plain"


class Select(NamedTuple):
    """Pick one or several from a list; `done` is the label of the button that sends several."""

    id: str
    label: str
    choices: tuple[Choice, ...]
    least: int = 1
    most: int = 1
    done: str = ""


class Field(NamedTuple):
    """One question of a form."""

    id: str
    label: str
    kind: str
    """text, number, scale, choice, many, date, duration, percent, ratio, ratios, yes-no, person, channel,
    link, file, zone or time: the name of its kind."""
    choices: tuple[Choice, ...] = ()
    value: str | tuple[str, ...] = ""
    hint: str = ""
    error: str = ""
    optional: bool = False
    long: bool = False
    unit: str = ""
    least: float | None = None
    most: float | None = None


class Form(NamedTuple):
    """Questions answered together. `open` is the label of the button that shows it in a chat."""

    id: str
    title: str
    open: str
    submit: str
    fields: tuple[Field, ...]
    inline: bool = False
    """One typed question: the chat line answers it as well."""


Control = Button | Select | Form


def between(name: str) -> str:
    """What stands between a name and its value on one line; a question or a sentence has its own mark."""
    return " " if name.endswith(("?", "!", ".", ":", "…")) else ": "


def _fact(name: str, value: str) -> str:
    return f"{name}{between(name)}{value}" if value else name


@dataclass(frozen=True, slots=True)
class Message:
    """A card with words, drawn for one reader. Everything an adapter needs and nothing else."""

    body: tuple[Rich, ...] = ()
    title: Rich = ()
    facts: tuple[tuple[Rich, Rich], ...] = ()
    table: tuple[tuple[Rich, ...], ...] = ()
    picture: str = ""
    alt: str = ""
    controls: tuple[Control, ...] = ()
    audience: str = ""
    """Who will read the answer, as a sentence; empty when nothing is asked."""
    errors: tuple[Rich, ...] = ()

    def plain(self) -> str:
        """The whole message as plain text: for notifications, screen readers and transcripts."""
        parts = [flat(self.title)] if self.title else []
        parts += [flat(error) for error in self.errors]
        parts += [flat(line) for line in self.body]
        parts += [_fact(flat(name), flat(value)) for name, value in self.facts]
        parts += [" | ".join(flat(cell) for cell in row) for row in self.table]
        if self.alt:
            parts.append(self.alt)
        return "\n".join(part for part in parts if part)

    def says_something(self) -> bool:
        """Whether there is anything to show."""
        return bool(self.body or self.facts or self.table or self.picture or self.controls)

    def without_controls(self) -> Message:
        """The same message when nothing can be pressed any more."""
        return replace(self, controls=(), audience="", errors=())


def flat(rich: Rich) -> str:
    """Spans as plain characters."""
    # Nearly all are one span, and a list is joined faster than what makes it one by one.
    return rich[0].text if len(rich) == 1 else "".join([span.text for span in rich])
