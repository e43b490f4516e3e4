"""What a command is: its words, who may use it, its typed options, and the dialog or card behind it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from bot.dialog import Ask, Book
from bot.engine.cards import Card
from bot.engine.kinds import Kind
from bot.engine.text import Text

Who = Literal["anybody", "member", "owner", "professional", "invited"]
"""anybody on the platform; a member of the account; the owner or the professional of an engagement;
whoever was invited to one and has not said yes."""


@dataclass(frozen=True, slots=True)
class Taken:
    """A typed option: its name, what kind of answer it is, and which question it answers."""

    name: str
    kind: Kind[Any]
    key: str
    about: Text
    suggests: str = ""
    """What is offered while it is typed, as `bot.conversations.suggesting` calls it."""
    more: tuple[str, ...] = ()
    """Further questions that the same words may answer."""
    after: tuple[str, ...] = ("to", "until", "till", "-")
    """The small words behind which it stands, where another option stands before it."""
    seldom: bool = False
    """Whether it seldom stands behind the word: a sentence that begins so is more likely no command."""
    whole: bool = False
    """Whether it takes all the words: what they say is read as one."""


@dataclass(frozen=True, slots=True)
class Command:
    """One command. Exactly one of `dialog` and `show` is set."""

    name: str
    also: tuple[str, ...]
    who: Who
    about: Text
    options: tuple[Taken, ...] = ()
    dialog: str = ""
    show: Callable[[Book, Ask], Card] | None = None
    example: bool = False
    """Whether its words are an example: pleasantries are none, so it is asked for."""
    engagement: bool = False
    """Whether it is about one engagement: named by a person, else the only one, else asked."""
    first: tuple[str, ...] = ()
    """The roles whose short help shows it."""
    myself: str = ""
    """The question that is answered with whoever asks: a trial run on oneself."""
    here: str = ""
    """The option that stands for where the platform sees whoever asks, if that is not where they said."""
    ended: bool = False
    """Whether its button also works on what has ended."""
    everywhere: bool = False
    """Whether it is shown for each account that they are part of, where they name nobody."""
    one_account: bool = False
    """Whether it is about oneself in one account: somebody who is in two is asked which."""
    opens: tuple[str, ...] = ()
    """Dialogs of which the one that waits is opened, before anything is begun."""
    several: bool = False
    """Whether more than one may be half told at once, about different things; else the newer one counts."""
    states: tuple[str, ...] = ()
    """Where they are said: in which states of the work its talk begins, as `prepare` says too. Of several
    works only those are asked about, but for what is told several times."""
    rare: bool = False
    """Where a platform takes few names this one is typed: a card offers it when it is wanted."""
    sentence: bool = False
    """Whether people are told to write it with a sentence after it, whatever they are asked just then."""
    button: bool = False
    """Only behind a button on a card: not in help, and not registered where names are few."""

    @property
    def takes_a_person(self) -> bool:
        """Whether somebody is among its options."""
        return any(option.kind.name == "person" for option in self.options)

    @property
    def takes_few(self) -> bool:
        """Whether it takes a name, a day or a number at the most, and none of somebody's own words."""
        return all(option.kind.name == "person" or option.seldom for option in self.options)
