"""The protocols between the floors: what each side may ask of the other."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple, Protocol, TypeVar

from bot.engine.cards import Message
from bot.ports.incoming import Incoming, Where
from bot.ports.outgoing import Manners, Reply, Sent, SlotRef, Suggestion

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

        Where what was to be edited is gone it is shown anew, by its key. Without a key nothing new is ever
        shown: an edit that cannot be made is dropped.

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
