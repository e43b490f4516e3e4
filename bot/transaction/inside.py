"""What a turn may do in one account: each part knows its records, and what else it may touch."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from typing import Any, Protocol

from bot.dialog import Book
from bot.model import Address, Person, Record
from bot.ports import Moment
from bot.transaction.rows import Conversation, Due, Letter, Seat, State


class Conflict(Exception):
    """A record was changed by somebody else since it was read, or exists already."""


class Records(Book, Protocol):
    """The records of an account, to be written as well, and what is noted beside them."""

    moment: Moment

    def person(self, id: str) -> Person: ...
    def addresses(self, person: str) -> tuple[Address, ...]: ...

    def write(self, record: Record, version: int) -> None:
        """Insert (version 0) or replace a record whose stored version must be `version`.

        Raises:
            Conflict: it exists already, or another turn changed it.
        """

    def remembered(self, of: str, what: str) -> str | None:
        """What was noted of something in this account."""

    def remember(self, of: str, what: str, value: str) -> None:
        """Note something in this account `of` a person, address, conversation or channel, by its id.

        It goes when that goes: whoever is erased leaves none of it.
        """


class Talks(Records, Protocol):
    """Conversations and the places of people in them."""

    def conversation(self, id: str, *, lock: bool = True) -> Conversation | None:
        """A conversation with its answers, locked for this turn."""

    def add_conversation(self, conversation: Conversation, seats: Sequence[Seat]) -> bool:
        """Store a new conversation; False when its id exists already."""

    def save_conversation(
        self,
        id: str,
        *,
        answers: Mapping[str, Any],
        state: State,
        reason: str = "",
        facts: bytes | None = None,
    ) -> None: ...
    def open_conversations(self, engagement: str, dialogs: Sequence[str] = ()) -> tuple[str, ...]: ...

    def talks_during(self, person: str, at_ms: int) -> tuple[tuple[str, str], ...]:
        """Id and role of the conversations of somebody that were going on then; what is open comes first."""

    def talks_of(self, person: str) -> tuple[tuple[Conversation, Mapping[str, str]], ...]:
        """Every conversation of somebody, with person by role."""

    def seats(self, conversation: str) -> tuple[Seat, ...]: ...

    def open_seats(self, person: str) -> tuple[tuple[Seat, Conversation], ...]:
        """Seats of open or parked conversations of this person, last touched first.

        Only where they stand: start, facts and answers are left empty.
        """

    def closed_seats(self, person: str) -> tuple[tuple[Seat, Conversation], ...]:
        """Seats of this person whose question was closed as it stood there, since they last did anything.

        The one that was shown last comes first; start, facts and answers are left empty.
        """

    def move_seat(
        self,
        seat: Seat,
        *,
        asked: bool,
        editing: str,
        put_at_ms: int,
        touched: bool,
        anew: bool = False,
        by: str = "",
    ) -> bool:
        """Raise a seat's turn; False when somebody else was faster (the turn has changed).

        `anew`: another page begins with it. `by`: the button that did it, see `Seat.moved_by`.
        """

    def hand_over(self, seat: Seat, until_ms: int) -> bool:
        """A reply shows the page of a seat: delivery leaves it to that for a while.

        False when delivery is sending it just now, or nobody knows whether it arrived.
        """

    def shown(self, conversation: str, role: str, turn: int, ref: str, at_ms: int = 0) -> None:
        """Note that the page of a seat's turn stands at `ref`, since `at_ms` (real time; 0 = now)."""


class Gates(Records, Protocol):
    """Where several have to arrive before something begins."""

    def arrive(self, gate: str, who: str, need: Sequence[str]) -> bool:
        """Note an arrival, and hold the gate until the turn ends; True exactly once, when all are there."""

    def arrived(self, gate: str) -> tuple[str, ...]: ...


class Mail(Records, Protocol):
    """Letters to others, before they go."""

    def post(self, letter: Letter) -> bool:
        """Put a letter into the outbox; False when one of this name was put before."""

    def letter(self, id: str) -> Letter | None:
        """A letter that did not go out yet, or of which nobody knows."""

    def shown_by_reply(self, letter: str) -> bool:
        """A reply showed what a letter says: it need not go. False where delivery is sending it by now.

        Its card stays until it is `over`.
        """

    def stands(self, letter: str, card: Mapping[str, Any]) -> None:
        """Keep the card of a letter that is out, until it is `over`."""

    def standing(self, letter: str) -> Mapping[str, Any] | None:
        """The card of a letter that waits, or is out and not `over`."""

    def over(self, letter: str) -> None:
        """What a letter that is out says counts no more: its words go."""

    def decide(self, letter: str, *, again: bool) -> bool:
        """End a doubt: send it after all, or let it rest. False when it is in no doubt."""


class Agenda(Records, Protocol):
    """What is planned for the people of an account."""

    def plan(self, due: Due) -> bool:
        """Schedule; False when this occurrence is planned (or was done) already."""

    def unplan(
        self,
        *,
        conversation: str = "",
        engagement: str = "",
        person: str = "",
        what: str = "",
        begins: str = "",
    ) -> int:
        """Drop what is planned and fits all that is given; how many. `begins`: how its name begins."""

    def planned(self, person: str, what: str) -> tuple[Due, ...]:
        """What is planned of a kind for somebody of this account, the next first; locked.

        What another process fires just now is passed over.
        """

    def done(self, planned: Sequence[Due]) -> None:
        """Take occurrences out of the plan for good: what they would have done is done with another."""

    def retime(self, person: str, what: str, occurrence: str, at_ms: int, engagement: str = "") -> None:
        """Put a planned occurrence to another instant."""


class Drawer(Records, Protocol):
    """What people wrote that is no answer yet."""

    def keep(self, id: str, person: str, words: str) -> None:
        """Keep a text that came at a bad moment, to be offered."""

    def kept(self, id: str, person: str) -> str | None: ...

    def kept_of(self, person: str) -> tuple[Mapping[str, Any], ...]:
        """Every text of somebody that is kept, the oldest first: the words, and since when."""

    def let_go(self, id: str, person: str) -> None:
        """A kept text was taken: what it said stands elsewhere now."""

    def unsent(self, person: str) -> tuple[Mapping[str, Any], ...]:
        """What is held of somebody and is neither record nor answer: what they wrote and did not send or
        no question has taken, and what is remembered of them."""


class Inside(Talks, Gates, Mail, Agenda, Drawer, Protocol):
    """One turn in one account, which it cannot leave. Whatever a talk does, it does on this."""

    def forget(self, engagement: str) -> None:
        """Empty every text of an engagement; dates and numbers stay."""

    def erase(self, person: str) -> None:
        """Erase somebody: their texts and those of the work they share; dates and numbers stay."""

    def savepoint(self) -> AbstractContextManager[None]:
        """Everything inside is undone when it raises; what came before stays."""
