"""What goes out: messages with their places, what becomes of them, and how a platform bears them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

from bot.engine.cards import Message

AddressState = Literal["closed", "removed", "archived", "deleted", "uninvited", "unpermitted"]
"""Why an address cannot be written to: they want no messages, we no longer share a place, the channel is
shut, the account is gone, nobody has asked us into the channel yet, or let us write there."""


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
    redraws: bool = False
    """It only tidies what stands at `ref`: where that is gone there is nothing to show."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What the acting person is shown, in order."""

    puts: tuple[Put, ...] = ()
    repeated: bool = False
    """The event had been taken before; nothing changed."""
    wake: bool = False
    """Something waits for others: let delivery look now."""
    secret: bool = False
    """What was typed looks like a password: keep no copy of it."""
    spent: bool = False
    """What was pressed is over, and stands where only they see it: nothing of it can be pressed any more."""


class Suggestion(NamedTuple):
    """A completion for a command being typed: what is shown, and what is put in."""

    label: str
    value: str
    note: str = ""


def holds(ref: str, message: str) -> bool:
    """Whether a reference names that message: its channel, a colon and, in order, all its parts."""
    channel, _, parts = ref.partition(":")
    its, _, part = message.partition(":")
    return bool(part) and its == channel and part in parts.split(",")


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
