"""What a dialog is: where its facts come from, what it asks and says, and what it causes.

Phases declare dialogs with these words; only `bot.conversations` runs them.
"""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Any, Generic, NamedTuple, Protocol, TypeVar
from zoneinfo import ZoneInfo

from bot import model
from bot.engine.cards import Card
from bot.engine.text import Person, Text
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

    def acted_ms(self, person: str) -> int:
        """When somebody last answered, opened or began anything; 0 = never. People's time."""

    def answering(self, person: str, engagement: str) -> bool:
        """Whether somebody has given an answer in an open talk about a piece of work."""

    def answered(self, person: str, engagement: str, since_ms: int, until_ms: int) -> tuple[str, ...]:
        """The dialog of every talk about a piece of work that somebody last did something in between, and
        gave an answer. People's time."""


class Ask(NamedTuple):
    """What a card is asked for: by whom, about which work (empty: all of it), and the words after it."""

    person: str
    engagement: str
    words: str


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
class Change:
    """Change some fields of a record whose stored version must still be `version`."""

    kind: type[Record]
    id: str
    version: int
    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Note:
    """Tell another person something, once: `once` is its name within the conversation."""

    to: str
    card: Card
    once: str
    engagement: str = ""
    at_ms: int = 0
    """Not before this instant of people's time, and then in the person's open hours; 0 = at once."""


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
    """Close the open conversations of an engagement (or only those of `dialogs`), saying why.

    `terms`: one that was begun with others than these stays open; one that was begun without closes.
    `about`: only those about this record.
    """

    engagement: str
    reason: str
    dialogs: tuple[str, ...] = ()
    terms: Mapping[str, Any] = field(default_factory=dict)
    about: str = ""


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
    asked: bool = False
    """Somebody's act is behind it (a question, words for the other), so no weekly budget holds it back."""


@dataclass(frozen=True, slots=True)
class Post:
    """Put a channel's slot as the records stand once this outcome is written.

    `slot` names what is shown, "summary/2026-11-23"; what was posted under this name is replaced.
    """

    channel: str
    slot: str


@dataclass(frozen=True, slots=True)
class Drop:
    """Take what is planned for a person out of the plan: somebody thought better of it.

    `begins`: only what has a name that begins so.
    """

    what: str
    person: str
    begins: str = ""


@dataclass(frozen=True, slots=True)
class Move:
    """Put one occurrence that is planned for a person to another instant; one that is not stays so."""

    what: str
    person: str
    occurrence: str
    at_ms: int
    engagement: str = ""
    """Only that of this work; else of all the work that has an occurrence of this name."""


Effect = Write | Change | Note | Begin | Arrive | Close | Plan | Post | Drop | Move


@dataclass(frozen=True, slots=True)
class Outcome:
    """Everything a finished dialog causes, as data, written with its last answer."""

    effects: tuple[Effect, ...] = ()


def _same(facts: Any, answers: Mapping[str, Any]) -> bool:
    scene: Scene = facts.scene
    return scene.owner.id == scene.professional.id


@dataclass(frozen=True, slots=True)
class Dialog(Generic[F, A]):
    """One talk: its name for ever, who sits in it, its facts, its script and its outcome."""

    name: str
    seats: tuple[str, ...]
    """The roles that may sit in it. A start seats all of them, or one where each has a talk of their own."""
    facts: type[F]
    prepare: Callable[[Book, Start], F]
    script: Callable[[F], Coroutine[Any, Any, A]]
    finish: Callable[[F, A], Outcome]
    title: Text
    minutes: int = 2
    """What the whole of it takes, thinking included."""
    takes: Callable[[F, Mapping[str, Any]], int] | None = None
    """The same by the facts and the answers that are kept, where it asks for work of its own length."""
    audience: str = "both"
    """Who reads the answers unless a prompt says otherwise: you, both, blind, known, channel."""
    revisable: bool = False
    """Whether a finished conversation may be opened again as a revision."""
    read: Callable[[Book, Start], bool] | None = None
    """Whether the other one has its blind answers before them by now: until then they are free."""
    carried: bool = True
    """Whether what is different in an answer, once it is read, can be carried to the other one."""
    skippable: bool = False
    """Whether somebody may let this one pass by writing "skip": a weekly question, never an offer."""
    names: str = ""
    """The question whose answer says whom it is about, where no work with them is there yet."""
    holds: bool = False
    """Whether nothing leaves it before a last "Send": then its forms say "Next"."""
    owed: bool = True
    """Whether it waits for whoever opened it; else only once something is answered: they only looked."""
    nudge: bool = True
    """One reminder on the next working day when a seat has not answered."""
    due: Callable[[F], date] | None = None
    """The day on which what it asks for is due, by the facts: nobody is reminded of it before."""
    alone: Callable[[F, Mapping[str, Any]], bool] = _same
    """Whether owner and professional are one person, by the facts and the answers that are kept: then it
    is a trial run, and nobody else reads any of it."""


@dataclass(frozen=True, slots=True)
class Scene:
    """Who a conversation is between, and when: the part that the facts of every dialog share."""

    conversation: str
    owner: Person
    professional: Person
    today: date
    """The day it is for whoever started or is asked."""
    now_ms: int
    engagement: str = ""
    kind: str = "contractor"
    pay: str = "hours"

    def at(self, role: str) -> Person:
        """Who sits in a role."""
        return self.owner if role == model.OWNER else self.professional

    def other(self, role: str) -> Person:
        """The one across from a role."""
        return self.professional if role == model.OWNER else self.owner


def scene_of(book: Book, start: Start) -> Scene:
    """The scene of a conversation about an engagement.

    Raises:
        Refused: the engagement is not in this account, or somebody in the conversation is not in
            the engagement. An id in a start proves nothing.
    """
    engagement = book.one(model.Engagement, start.engagement)
    owner = book.one(model.Person, engagement.owner)
    professional = book.one(model.Person, engagement.professional)
    places: dict[str, str] = {model.OWNER: owner.id, model.PROFESSIONAL: professional.id}
    if any(places.get(role) != person for role, person in start.seats.items()):
        raise Refused
    first = owner if model.OWNER in start.seats else professional
    return Scene(
        start.conversation,
        Person(owner.id, owner.called),
        Person(professional.id, professional.called),
        day_of(book.now_ms, first.zone),
        book.now_ms,
        engagement.id,
        engagement.kind,
        engagement.pay,
    )


def scene_alone(book: Book, start: Start) -> Scene:
    """The scene of somebody's talk about themselves, or about all their work at once.

    Raises:
        Refused: there is nobody with this id in the account.
    """
    who = book.one(model.Person, next(iter(start.seats.values())))
    me = Person(who.id, who.called)
    return Scene(start.conversation, me, Person("", ""), day_of(book.now_ms, who.zone), book.now_ms)


def instant_of(ms: int) -> datetime:
    """Milliseconds since 1970 UTC as an aware datetime."""
    return datetime.fromtimestamp(ms / 1000, UTC)


@lru_cache(maxsize=64)  # a turn asks for the same few days again and again
def day_of(ms: int, zone: str) -> date:
    """The day it is in `zone` at an instant."""
    return instant_of(ms).astimezone(ZoneInfo(zone)).date()
