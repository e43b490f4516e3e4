"""What a dialog is: where its facts come from, what it asks and says, and what it causes.

Phases declare dialogs with these words; only `bot.conversations` runs them.
"""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Generic, Protocol, TypeVar

from bot.engine.cards import Card
from bot.engine.text import Text
from bot.model import Record

R = TypeVar("R", bound=Record)
F = TypeVar("F")
A = TypeVar("A")


class Refused(Exception):
    """A dialog that may not start. `why` is the sentence for the person who tried.

    Without a reason it says the one thing that never confirms that something exists.
    """

    def __init__(self, why: Text | None = None) -> None:
        super().__init__(why.key if why else "refused")
        self.why = why


class Book(Protocol):
    """The records of one account, read-only. The only place where a phase sees them."""

    account: str
    now_ms: int
    """People's time, milliseconds since 1970 UTC."""

    def one(self, kind: type[R], id: str) -> R:
        """The record with this id. Raises `Refused` where there is none in this account."""

    def find(self, kind: type[R], **equal: Any) -> tuple[R, ...]:
        """Every record whose fields equal these, by id."""


@dataclass(frozen=True, slots=True)
class Start:
    """A conversation to begin. `seats` maps roles to person ids; `seed` holds answers by key.

    `terms` carries data from one conversation to the next (a counter-offer's last numbers).
    """

    dialog: str
    seats: Mapping[str, str]
    engagement: str = ""
    about: str = ""
    seed: Mapping[str, Any] = field(default_factory=dict)
    terms: Mapping[str, Any] = field(default_factory=dict)
    conversation: str = ""
    """Its id: chosen by the caller of `begin`, or derived when it is empty."""
    revises: str = ""
    by: str = ""
    """The person who started it; "" when it was scheduled."""


# --- what a finished dialog causes --------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Write:
    """Put a record. With `version` 0 it is new; otherwise the stored version must be this one."""

    record: Record
    version: int = 0


@dataclass(frozen=True, slots=True)
class Note:
    """Tell another person something, once: `once` is its name within the conversation."""

    to: str
    card: Card
    once: str
    engagement: str = ""


@dataclass(frozen=True, slots=True)
class Begin:
    """Start a conversation for others, or for the acting person next."""

    start: Start


@dataclass(frozen=True, slots=True)
class Arrive:
    """Come to a gate. When `need` have arrived, `then` starts, exactly once."""

    gate: str
    who: str
    need: tuple[str, ...]
    then: tuple[Start, ...]


@dataclass(frozen=True, slots=True)
class Close:
    """Close the open conversations of an engagement (or only those of `dialogs`), saying why."""

    engagement: str
    reason: str
    dialogs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """Something due. `occurrence` names it: the same occurrence is planned once.

    The instant is people's time; it is moved into the person's open hours when it fires.
    """

    what: str
    occurrence: str
    person: str
    at_ms: int
    engagement: str = ""
    start: Start | None = None


Effect = Write | Note | Begin | Arrive | Close | Plan


@dataclass(frozen=True, slots=True)
class Outcome:
    """Everything a finished dialog causes, as data, written with its last answer."""

    effects: tuple[Effect, ...] = ()


@dataclass(frozen=True, slots=True)
class Dialog(Generic[F, A]):
    """One talk: its name for ever, who sits in it, its facts, its script and its outcome."""

    name: str
    seats: tuple[str, ...]
    facts: type[F]
    prepare: Callable[[Book, Start], F]
    script: Callable[[F], Coroutine[Any, Any, A]]
    finish: Callable[[F, A], Outcome]
    title: Text
    minutes: int = 2
    audience: str = "both"
    """Who reads the answers unless a prompt says otherwise: you, both, blind, channel."""
    nudge: bool = False
    """One reminder on the next working day when the seat has not answered."""
    keeps: tuple[str, ...] = ()


def today(book: Book, zone: str) -> date:
    """The day it is for somebody in `zone`."""
    from datetime import datetime
    from zoneinfo import ZoneInfo

    return datetime.fromtimestamp(book.now_ms / 1000, ZoneInfo(zone)).date()
