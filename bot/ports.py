"""The few protocols between the floors, and the closed sets of events and replies.

Adapters know this file and the engine, nothing else: people, pages, buttons; never skills or goals.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple, Protocol, TypeVar

from bot.engine.cards import Message

T = TypeVar("T")


class Moment(NamedTuple):
    """Two clocks, in milliseconds since 1970 UTC.

    `now` is people's time and can be moved in the browser workspace. `real` is for leases, pacing
    and retry, and cannot.
    """

    now: int
    real: int


class Clock(Protocol):
    """Where both times come from."""

    def moment(self) -> Moment: ...


class Where(NamedTuple):
    """An address: platform, scope (the Slack team, else "") and the platform's user id."""

    platform: str
    scope: str
    user: str


class Profile(NamedTuple):
    """What a platform knows about somebody. Empty strings where it knows nothing."""

    name: str
    zone: str = ""
    locale: str = ""


NOBODY = Profile("")


# --- what comes in ----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something a person did. `id` is the platform's own, so a repeat is recognised."""

    id: str
    who: Where
    at_ms: int
    """When it happened, by the platform."""
    profile: Profile = NOBODY
    people: Mapping[str, Profile] = field(default_factory=dict)
    """Profiles of the users mentioned in it, by user id."""
    private: bool = True
    """True in a direct message, False where others may read along."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Command(Event):
    """A slash command: `words` as typed after the root command, or options by name."""

    words: str = ""
    options: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed(Event):
    """A message written to the bot."""

    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Press(Event):
    """A button pressed, or options picked from a select (`picked` are their ids)."""

    control: str
    picked: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Submit(Event):
    """A form sent. A value is typed text, or the ids of picked choices; absent = left alone."""

    control: str
    values: Mapping[str, str | tuple[str, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote(Event):
    """Somebody's message saved as an example."""

    author: Where
    words: str
    link: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Edited(Event):
    """An earlier message of theirs, changed. `message` is the id of the event that brought it."""

    message: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Deleted(Event):
    """An earlier message of theirs, taken away."""

    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HomeOpened(Event):
    """They look at their own page: what waits, and their people."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gone(Event):
    """The address cannot be reached any more; `reason` is the platform's code."""

    reason: str


Incoming = Command | Typed | Press | Submit | Quote | Edited | Deleted | HomeOpened | Gone


# --- what goes out ----------------------------------------------------------------------------


AddressState = Literal["closed", "removed", "archived", "deleted", "uninvited"]
"""Why an address cannot be written to: they want no messages, we no longer share a place, the channel is
shut, the account is gone, nobody has asked us into the channel yet."""


class SlotRef(NamedTuple):
    """A place whose content is state. `sequence` tells an adapter's confirmation what it showed."""

    name: str
    sequence: int
    key: str = ""
    """What delivery would send it by, where this is its first showing: the same message under one key."""


class Put(NamedTuple):
    """One message to show. `ref` = edit that message; else a new one. `slot` = confirm when shown."""

    message: Message
    ref: str = ""
    slot: SlotRef | None = None


@dataclass(frozen=True, slots=True)
class Reply:
    """What the acting person is shown, in order. `form` = open this form at once, where possible."""

    puts: tuple[Put, ...] = ()
    repeated: bool = False
    """The event had been taken before; nothing changed."""
    wake: bool = False
    """Something waits for others: let delivery look now."""
    secret: bool = False
    """What was typed looks like a password: keep no copy of it."""


class Suggestion(NamedTuple):
    """A completion for a command being typed: what is shown, and what is put in."""

    label: str
    value: str
    note: str = ""


class Sent(NamedTuple):
    """Where a message went: the platform's channel and message id, as one string to edit it by."""

    ref: str
    at_ms: int = 0
    """When it was posted by the platform's own clock; 0 where that is not known, or it was edited."""


class Unreachable(Exception):
    """This person or channel cannot be written to; retrying does not help."""

    def __init__(self, reason: str, state: AddressState = "closed") -> None:
        super().__init__(reason)
        self.reason = reason
        """The platform's own code."""
        self.state: AddressState = state


class TryLater(Exception):
    """It was surely not taken; the platform asks to wait `seconds` before the next try.

    `of`: what the pause is about in this workspace: "posts", "edits" or "everything"; "" = this message.
    """

    def __init__(self, seconds: float, of: str = "") -> None:
        super().__init__(f"try again in {seconds} s")
        self.seconds = seconds
        self.of = of


class Shut(TryLater):
    """The whole workspace refuses us (the token was taken back, the app removed): a pause for everything."""

    def __init__(self, seconds: float, reason: str) -> None:
        super().__init__(seconds, "everything")
        self.reason = reason


class Unsure(Exception):
    """Nobody knows whether it was taken: the connection broke, or the answer never came."""


class Pace(NamedTuple):
    """So many a second in one workspace, after so many in one go. 0 = as fast as it goes."""

    a_second: float = 0
    in_one_go: int = 1


class Manners(NamedTuple):
    """How a platform bears to be written to unasked. Replies to an act go their own way at once."""

    posts: Pace = Pace()
    edits: Pace = Pace()
    hands: int = 1
    """Sends that are on their way at once in one workspace, each to somebody else."""
    to_one_a_minute: int = 0
    """More than this to one person is a loop and is held up; 0 = no limit."""
    keeps_hours: bool = False
    """Whether what somebody else caused waits for its reader's hours."""
    same_key_seconds: float = 0
    """For so long after a first try the platform itself makes one message of one key."""


class Option(NamedTuple):
    """A typed option of a command. `kind` is the name of its kind of answer, or "long" for free text."""

    name: str
    kind: str
    about: str
    required: bool = False
    suggests: bool = False
    """Whether the inbox has something to offer while it is typed."""


class Offered(NamedTuple):
    """A command as a platform registers it, its words in the platform's own language."""

    name: str
    about: str
    options: tuple[Option, ...] = ()


class Finding(NamedTuple):
    """One line of `fivefold check`. A platform contributes its own; `do` says where to click."""

    state: Literal["ok", "note", "fault"]
    what: str
    do: str = ""


class Known(NamedTuple):
    """A user of a platform as the records know them, for `fivefold check`."""

    user: str
    name: str
    state: AddressState | Literal["open"] = "open"
    """Whether the last message to them was taken."""


class Inbox(Protocol):
    """What an adapter talks to."""

    async def take(self, event: Incoming) -> Reply:
        """Take one event, durably, and say what its person is shown."""

    async def shown(self, slot: SlotRef, ref: str, at_ms: int = 0) -> None:
        """Confirm that a slot's content stands at `ref`: since `at_ms` by the platform's clock, 0 = now."""

    async def form(self, who: Where, control: str) -> Message | None:
        """The page behind a control as it stands now, for opening its form; None when it is closed."""

    async def suggest(self, who: Where, words: str) -> tuple[Suggestion, ...]:
        """Completions for a command being typed."""

    async def waiting(self, who: Where) -> Message:
        """What waits for this person, with minutes: Home, the Monday list and `next` are this."""


class Adapter(Protocol):
    """One platform."""

    platform: str
    manners: Manners

    @property
    def connections(self) -> int:
        """How often it began to hear what happens: when it rises, something may have been missed."""

    async def start(self) -> None:
        """Connect and begin to feed the inbox. Returns when ready."""

    async def stop(self) -> None:
        """Finish what is being sent and disconnect."""

    async def put(self, to: Where, channel: str, message: Message, *, ref: str, key: str) -> Sent:
        """Show a message to a person (or in `channel`); `ref` edits, `key` is stable over retries.

        Raises:
            Unreachable: the address is closed.
            TryLater: the platform wants a pause; nothing was taken.
            Unsure: perhaps it was taken.
        """

    async def find(
        self, to: Where, channel: str, message: Message, *, key: str, since_ms: int
    ) -> tuple[Sent, ...]:
        """Every message with this key that stands in the platform's history since then, the oldest first.

        `message` is what was to be shown, for a platform that keeps no key.

        Raises:
            TryLater, Unsure: it cannot be told now.
            Unreachable: it can never be told.
        """

    async def catch_up(self, to: Where, since_ms: int) -> int:
        """Hand the inbox whatever this person wrote to us since then; how many messages were looked at.

        What was taken already changes nothing. Raises like `find`.
        """


def own_room(who: Where, name: str) -> str:
    """A room of the log that holds what one person typed: it is in their copy, and erased with them."""
    return f"{'/'.join(who)}/{name}"


def told_room(who: Where) -> str:
    """A room of the log that holds what was said between one person and us."""
    return f"dm/{who.user}"


class Log(Protocol):
    """Messages kept for a platform that keeps none itself, and forms half filled in."""

    async def append(self, room: str, entry: Mapping[str, Any]) -> int: ...
    async def replace(self, room: str, number: int, entry: Mapping[str, Any]) -> None: ...
    async def read(self, room: str, after: int = 0) -> list[tuple[int, Mapping[str, Any]]]: ...


class Lease(Protocol):
    """What only one process may do at a time."""

    async def hold(self, name: str, holder: str, seconds: float) -> bool:
        """Hold it for so long, or longer; False while another process does. 0 seconds lets go."""


class Store(Protocol):
    """The database, as asyncio sees it."""

    async def turn(self, work: Callable[[Any], T], *, lane: str = "", urgent: bool = True) -> T:
        """Run `work(transaction)` in one write transaction and commit. It may be run again."""

    async def read(self, work: Callable[[Any], T]) -> T:
        """Run `work(transaction)` on a read-only connection."""
