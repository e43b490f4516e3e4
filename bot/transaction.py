"""What one turn may ask of the store: the rows that move with every answer, and the records.

A turn is a plain synchronous function of (transaction, event). It may be run again from its start,
so it keeps nothing outside the transaction.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from typing import Any, Literal, NamedTuple, Protocol

from bot.dialog import Book
from bot.model import Account, Address, Person, Record
from bot.ports import Moment, Where

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
OWN = "own/"
"""How the `once` of a letter begins that its reader's own act has caused: it comes at whatever hour."""


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


# --- in one account: each part knows its records, and what else it may touch -----------------------


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

    def lock_gate(self, name: str) -> None: ...

    def arrive(self, gate: str, who: str, need: Sequence[str]) -> bool:
        """Note an arrival; True exactly once, when all are there."""

    def arrived(self, gate: str) -> tuple[str, ...]: ...


class Mail(Records, Protocol):
    """Letters to others, before they go."""

    def post(self, letter: Letter) -> bool:
        """Put a letter into the outbox; False when one of this name was put before."""

    def letter(self, id: str) -> Letter | None:
        """A letter that did not go out yet, or of which nobody knows."""

    def shown_by_reply(self, letter: str) -> None:
        """A reply showed what a letter says: it need not go, unless delivery is sending it by now."""

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


# --- across accounts --------------------------------------------------------------------------------


class Doors(Protocol):
    """The way into an account, and what is known before."""

    def enter(self, account: str) -> None:
        """From here on everything is about this account."""

    def persons_at(self, where: Where) -> tuple[At, ...]:
        """Everybody behind an address, newest account first."""

    def accounts_at(self, platform: str, scope: str) -> tuple[str, ...]:
        """The accounts that have somebody in a workspace."""

    def add_account(self, account: Account) -> None: ...

    def note_event(self, id: str) -> bool:
        """Remember a platform's event; False when it was taken before."""

    def noted(self, id: str) -> int | None:
        """When an event was taken, real time; None for one that never was."""


class Carrying(Protocol):
    """What is to be carried, and how far that has come."""

    def errands(
        self, platforms: Sequence[str], but: Sequence[tuple[str, str]], limit: int
    ) -> tuple[Errand, ...]:
        """What may go out now, of any account, on these platforms, not in these workspaces (`but`)."""

    def claim(self, errand: Errand, turn: int, until_ms: int) -> Claim | None:
        """Write down that it is being sent; None when somebody else does, or there is nothing to send."""

    def carried(self, claim: Claim, ref: str, at_ms: int = 0) -> bool:
        """It arrived and stands at `ref`, since `at_ms` (real time; 0 = now).

        False, and nothing written, when the claim was overtaken.
        """

    def put_back(self, claim: Claim, next_ms: int, *, doubt: bool = False) -> bool:
        """Not sent (with `doubt`: perhaps); to be tried again from this real time on. False: overtaken."""

    def leave_in_doubt(self, claim: Claim) -> bool:
        """Nobody knows, and it is not sent again unless somebody says so. False: overtaken."""

    def delay(self, errand: Errand, next_ms: int, *, behind: bool = False) -> None:
        """Leave an errand for later without trying; `behind`: others of the same reader go first.

        A page whose seat has moved on is another page: it is left as it is.
        """

    def drop(self, errand: Errand, turn: int) -> None:
        """There is nothing to show any more."""

    def rest(self, platform: str, scope: str, of: str, until_ms: int) -> int:
        """A workspace wants a pause until a real time; since when it has wanted it, with no hour between."""

    def resting(self, platform: str, scope: str) -> Mapping[str, int]:
        """Until when a workspace wants a pause, by what the pause is about."""

    def take_over(self) -> None:
        """No other process has this database: what one that died was sending is looked at now, in doubt."""

    def wind_back(self) -> None:
        """The wall clock went back: whatever was put off until a later time is looked at now."""

    def asked_at(
        self, platforms: Sequence[str], persons: Sequence[tuple[str, str]] = ()
    ) -> tuple[tuple[Where, int, tuple[str, str]], ...]:
        """Everybody on these platforms who is asked something, since when, and who (account and person).

        Only these persons, where some are named. "Since when": the oldest question that stands there.
        """


class Firing(Protocol):
    """What is due in any account."""

    def claim_due(self, now_ms: int, limit: int) -> tuple[Due, ...]:
        """Take due rows out of the plan, skipping what another process holds."""

    def postpone(self, later: Sequence[tuple[Due, int]]) -> None:
        """Put claimed occurrences, of whatever account, back into the plan, each for its own later moment."""

    def silent(self, now_ms: int) -> tuple[tuple[str, str], ...]:
        """Whoever what is due by now counts as not having answered: account and person."""

    def next_due(self, account: str = "") -> int | None: ...

    def let_go_old(self) -> None:
        """Of every account: the kept texts that nobody took in two weeks."""


class Settings(Protocol):
    """What one installation keeps for itself, and what only one of its processes may do."""

    def setting(self, name: str) -> str | None:
        """A setting of the installation, whatever account was entered."""

    def set(self, name: str, value: str) -> None:
        """Put a setting of the installation."""

    def lease(self, name: str, holder: str, until_ms: int) -> int | None:
        """Hold what only one process may do, until a real time; None while another holds it.

        What comes back is the fence: it rises with every new holder.
        """

    def only_one(self, name: str) -> bool:
        """Hold a name until the turn ends; False while another turn does, in whatever process."""


class Transaction(Inside, Doors, Carrying, Firing, Settings, Protocol):
    """One transaction, on the account that was entered and the moment of a turn."""


class Conflict(Exception):
    """A record was changed by somebody else since it was read, or exists already."""
