"""The rows that move with every answer and every message, as a turn is given them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal, NamedTuple

from bot.ports import Where

State = Literal["open", "done", "closed", "parked"]


def event_name(who: Where, id: str) -> str:
    """What an event is remembered by: no two platforms, and no two places of one, number alike."""
    return f"{who.platform}/{who.scope}/{id}"


class Conversation(NamedTuple):
    """One running dialog. Its start, facts and answers are sealed as one blob each.

    `facts` is JSON as it was written: they stay the same for many turns, and whoever knows the dialog
    reads them once. The others are JSON values.
    """

    id: str
    account: str
    dialog: str
    state: State
    reason: str
    engagement: str
    about: str
    revises: str
    start: Mapping[str, Any]
    facts: bytes
    answers: Mapping[str, Any]
    created_ms: int
    touched_ms: int
    prepared_ms: int


class Seat(NamedTuple):
    """One person's place in a conversation, and the slot in which its page stands."""

    conversation: str
    account: str
    role: str
    person: str
    turn: int
    """Rises whenever this seat's page changes: the wanted sequence of its slot."""
    asked: bool
    """Whether this seat has something to answer now."""
    editing: str
    """The key of the earlier answer being changed, if any."""
    touched_ms: int
    shown_turn: int
    shown_ms: int
    ref: str
    put_at_ms: int
    """Real time from which delivery may put the page itself; 0 = stands already."""
    began_turn: int = 0
    """The turn with which its page began: since then it was only put anew, or answered in part."""
    moved_by: str = ""
    """The button that raised its turn, as `Control.press` names it; empty for an answer or another's act."""

    @property
    def page_key(self) -> str:
        """What its page of this turn is sent by, whoever sends it."""
        return f"{self.conversation}.{self.role[0]}.{self.turn}"


class At(NamedTuple):
    """Somebody behind an address, in one account; and whether it is known to reach them."""

    account: str
    person: str
    open: bool


class Letter(NamedTuple):
    """One outgoing message to somebody else. `once` keeps it from being sent twice."""

    id: str
    account: str
    person: str
    channel: str
    engagement: str
    once: str
    card: Mapping[str, Any]
    next_ms: int
    """Real time of the next try."""
    repeatable: bool = False
    """A second copy does no harm: a reminder. Anything else is not sent again while it is in doubt."""
    posted: int = 0
    """Where it stands in the order of its reader's letters; its real time in microseconds."""

    @property
    def reminds(self) -> bool:
        """Whether it only says that somebody did not answer."""
        return self._kind in REMINDERS

    @property
    def own(self) -> bool:
        """Whether its reader's own act has caused it: it comes at whatever hour."""
        return self._kind == OWN

    @property
    def _kind(self) -> str:
        """What its name begins with: why it was written."""
        return self.once.partition("/")[0]

    @classmethod
    def to(
        cls,
        person: str,
        card: Mapping[str, Any],
        next_ms: int,
        *,
        id: str,
        once: str,
        engagement: str = "",
        repeatable: bool = False,
    ) -> Letter:
        """One to a person, of the account in which it is posted."""
        return cls(id, "", person, "", engagement, once, card, next_ms, repeatable)


class Errand(NamedTuple):
    """One thing to carry: a letter, a channel's post, or the page of a seat that lags."""

    platform: str
    scope: str
    to: str
    """The platform's user, or the channel: one thing at a time is on its way there."""
    account: str
    address: str
    """The id of the Address, or of the Channel."""
    letter: str = ""
    conversation: str = ""
    role: str = ""
    turn: int = 0
    """Where the seat stood when it was looked at."""

    @property
    def what(self) -> str:
        """Its name in the account."""
        return self.letter or f"{self.conversation}.{self.role}"


class Claim(NamedTuple):
    """The right to send one errand now, and what is known of earlier tries."""

    errand: Errand
    turn: int
    fence: int
    """Rises with every claim. Whoever comes back with an older one writes nothing."""
    tries: int
    doubt: bool
    """An earlier send got no reply: the message may stand already, so look before sending again."""
    since_ms: int
    """Real time of the first try that is in doubt."""


NUDGE, SILENCE = "nudge", "silence"
REMINDERS = (NUDGE, SILENCE)
"""What is due in order to say that somebody did not answer: of one question, or of anything."""
EXCUSE = "excuse"
"""What is due behind all that somebody missed in a standstill, and what tells its letter from others."""
KINDS = (*REMINDERS, "start", "note", EXCUSE, "erase", "erase person")
"""Everything that this version knows to fire. What another one has planned is left for whoever knows it."""
OWN = "own"
"""How the `once` of a letter begins that its reader's own act has caused; a reminder's with what was due."""


class Due(NamedTuple):
    """Something to happen at an instant of people's time."""

    id: str
    account: str
    what: str
    occurrence: str
    person: str
    engagement: str
    conversation: str
    at_ms: int
    payload: Mapping[str, Any]
