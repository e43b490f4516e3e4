"""One turn on stage: conversations begin, move and end, their effects are written, pages collect.

Whatever fails in a script or an outcome parks its own conversation with the answers kept; nothing else
notices, and it runs on after the mend.
"""

from __future__ import annotations

import logging
from typing import NamedTuple

from bot.conversations import seeding
from bot.conversations.controls import Control
from bot.conversations.effects import apply, tell_who_waits
from bot.conversations.kept_facts import dump_facts, dump_start
from bot.conversations.live import Live
from bot.conversations.planning import close, nudge
from bot.conversations.view import View
from bot.dialog import (
    Refused,
    Start,
    instant_of,
)
from bot.engine.answers import Answers
from bot.engine.cards import Card
from bot.engine.read import Reading
from bot.engine.replay import Finished
from bot.engine.text import t
from bot.model import Person
from bot.phases import DIALOGS
from bot.transaction import Conflict, Conversation, Inside, Letter, Seat, State
from bot.words import Reader, plain
from bot.words.stored import load_card

log = logging.getLogger(__name__)

REPLY_GRACE_MS = 10_000
"""An acting person's page is shown by the adapter at once; after this, delivery shows it."""


class Missed(NamedTuple):
    """What a standstill kept from somebody: a card that is told by nothing else, or that something waits."""

    person: str
    card: Card | None


class Stage:
    """Everything a turn does, on one transaction. `by` is the person acting, "" in a sweep."""

    def __init__(
        self,
        tx: Inside,
        by: str = "",
        last: bool = True,
        *,
        missed: list[Missed] | None = None,
        later_ms: int = 0,
    ) -> None:
        self.tx = tx
        self.by = by
        self.missed = missed
        """Where it begins after a standstill: what is not sent now, for the one message of each person."""
        self.quiet = missed is not None
        """What begins is not sent: it waits under /fivefold."""
        self.later_ms = later_ms
        """What begins for others is sent so much later."""
        self.last = last
        """Whether nobody runs this turn again after a conflict: what cannot be written then is parked."""
        self.pressed: Control | None = None
        """The button that only moves about, where one was pressed."""
        self.pages: list[tuple[Live, str]] = []
        self.wake = False
        self.asked: dict[str, tuple[str, ...]] = {}
        """The letters of questions that this turn asks beside the talks, with the kept texts behind each."""
        self.left = ""
        """The letter of such a question that this turn leaves."""
        self.secret = False
        """Whether what was typed looks like a password: then nobody keeps a copy."""

    # --- beginning ----------------------------------------------------------------------------

    def begin(self, start: Start, answers_of: str = "") -> Live | None:
        """Open a conversation; None when one with this id was opened before.

        `answers_of`: a finished conversation whose answers it takes over (a revision of it).

        Raises:
            Refused: the dialog may not start for this person on this record.
        """
        tx = self.tx
        dialog = DIALOGS[start.dialog]
        facts = dialog.prepare(tx, start)
        now = tx.moment.now
        row = Conversation(
            id=start.conversation,
            account=tx.account,
            dialog=dialog.name,
            state="open",
            reason="",
            engagement=start.engagement,
            about=start.about,
            revises=start.revises,
            start=dump_start(start),
            facts=dump_facts(dialog.facts, facts),
            answers={},
            created_ms=now,
            touched_ms=now,
            prepared_ms=now,
        )
        seats = tuple(
            Seat(
                conversation=row.id,
                account=tx.account,
                role=role,
                person=start.seats[role],
                turn=0,
                asked=False,
                editing="",
                touched_ms=now if start.seats[role] == self.by else 0,
                shown_turn=0,
                shown_ms=0,
                ref="",
                put_at_ms=0,
            )
            for role in dialog.seats
            if role in start.seats
        )
        if not tx.add_conversation(row, seats):
            return None
        old = tx.conversation(answers_of) if answers_of else None
        live = Live(row, seats, facts, Answers.load(old.answers) if old else Answers())
        if old is not None:
            return live
        self.settle(live, {role: View((), None, ()) for role in live.seats})
        return live

    # --- moving -------------------------------------------------------------------------------

    def settle(self, live: Live, before: dict[str, View], acting: str = "") -> None:
        """Let the script run over what is kept, write what follows, raise the turns of changed seats.

        Raises:
            Refused: what it was about is over by now; the conversation is closed with its answers.
        """
        place = len(self.pages)
        state: State = "open"
        reason = ""
        refused: Refused | None = None
        try:
            live.go_on()
            seeding.take(self, live)
            changing = acting in live.seats and live.seats[acting].editing
            if isinstance(live.state, Finished) and not changing:
                refused = self._refresh(live)
                state = "closed" if refused else self._finish(live)
                reason = "refused" if refused else ""
        except Exception as error:  # a bug in one script must not lose the answer or stop anybody else
            if isinstance(error, Conflict) and not self.last:
                raise
            log.exception("parked", extra={"conversation": live.row.id, "dialog": live.row.dialog})
            state, reason = "parked", "error"
            del self.pages[place:]
            tell_who_waits(self, live)
        live.row = live.row._replace(state=state, reason=reason)
        if state == "done":
            live.look_at_work(self.tx)
        self.tx.save_conversation(
            live.row.id,
            answers=live.answers.dump(),
            state=state,
            reason=reason,
            facts=live.dump_facts() if live.refreshed else None,
        )
        for role in live.seats:
            self._move(live, role, before[role], acting, place)
        if refused:
            raise refused

    def take_up(self, live: Live) -> None:
        """Go on with a talk after a day: the same answers over the facts of today, and they are kept.

        Whoever is asked something else by then has a new turn, since what is pressed on the old page
        was meant for what stood there. Where nothing is left to ask the talk ends.

        Raises:
            Refused: what it was about is over by now; the conversation is closed with its answers.
        """
        before = {role: live.view(role) for role in live.seats}
        refused = self._refresh(live)
        if refused:
            close(self.tx, (live.row.id,), "refused")
            raise refused
        if isinstance(live.state, Finished):
            self.settle(live, before)
            return
        changed = [role for role in live.seats if live.view(role).means() != before[role].means()]
        if not changed:
            live.still_stands()
        for role in changed:
            self._turn_over(live, role)
        live.row = live.row._replace(prepared_ms=self.tx.moment.now)
        self.tx.save_conversation(
            live.row.id, answers=live.answers.dump(), state="open", reason="", facts=live.dump_facts()
        )

    def _turn_over(self, live: Live, role: str) -> None:
        """Put the page of a seat out of date. Only whoever acts is shown the new one unasked."""
        seat = live.seats[role]
        put_at = self.tx.moment.real + REPLY_GRACE_MS if seat.person == self.by else seat.put_at_ms
        self._raise_turn(live, role, asked=bool(live.view(role).prompts), put_at=put_at)

    def _refresh(self, live: Live) -> Refused | None:
        """Prepare the facts again; what says that this may no longer be done is handed back."""
        try:
            live.refresh(self.tx)
        except Refused as refused:
            # It was theirs, so that it is over may be said.
            return refused if refused.why else Refused(t("conversation-closed", why="refused"))
        return None

    def _finish(self, live: Live) -> State:
        """Write what a finished talk causes: all of it or nothing."""
        if not isinstance(live.state, Finished):
            return "open"
        with self.tx.savepoint():
            outcome = live.dialog.finish(live.facts, live.state.result)
            for effect in outcome.effects:
                apply(self, live, effect)
        for role, seat in live.seats.items():
            live.seats[role] = seat._replace(editing="")
        return "done"

    def _move(self, live: Live, role: str, before: View, acting: str, place: int) -> None:
        """Show the seat its new page, if it has one.

        The last page of a finished talk is put before the first page of the talk that it began, so that
        people read them in order (`place`).
        """
        seat, after, state = live.seats[role], live.view(role), live.row.state
        changed, mine = after.differs(before), seat.person == self.by
        if not changed and role != acting:
            return
        asked = shows = False
        match state:
            case "open":
                asked = bool(after.prompts)
                shows = asked or (role == acting and after.page is not None)
            case "parked":
                # It stays asked: it is listed, and opening it tries again after the mend.
                asked = seat.asked
                shows = asked or role == acting
            case "done":
                shows = bool(after.said)
        put_at = 0
        if shows and self.missed is not None:
            # What was only said waits nowhere, so it is told in that message.
            self.missed.append(Missed(seat.person, None if asked else Card(after.said)))
        if shows and not self.quiet:
            put_at = self.tx.moment.real + (REPLY_GRACE_MS if mine else self.later_ms)
            self.wake = self.wake or not mine
        self._raise_turn(live, role, asked=asked, put_at=put_at, touched=mine)
        if asked and not seat.asked and live.dialog.nudge:
            nudge(self.tx, live, role)
        if mine and shows and (asked or changed or state == "parked"):
            self.pages.insert(place, (live, role))

    def touch(self, live: Live, role: str) -> None:
        """Give a seat the floor. Its page is put anew, so that older copies of it are out of date."""
        put_at = self.tx.moment.real + REPLY_GRACE_MS
        self._raise_turn(live, role, asked=live.seats[role].asked, put_at=put_at, touched=True)

    def _raise_turn(self, live: Live, role: str, *, asked: bool, put_at: int, touched: bool = False) -> None:
        """Write down that a seat's page is another one now.

        Raises:
            Conflict: somebody else moved it meanwhile.
        """
        seat, pressed = live.seats[role], self.pressed
        here = pressed is not None and (pressed.conversation, pressed.role) == (live.row.id, role)
        by = pressed.press if pressed is not None and here else ""
        anew = not live.stands
        if not self.tx.move_seat(
            seat, asked=asked, editing=seat.editing, put_at_ms=put_at, touched=touched, anew=anew, by=by
        ):
            raise Conflict(f"seat {role} of {seat.conversation} moved meanwhile")
        turn = seat.turn + 1
        live.seats[role] = seat._replace(
            turn=turn,
            asked=asked,
            put_at_ms=put_at,
            began_turn=turn if anew else seat.began_turn,
            moved_by=by,
        )

    def leave(self, letter: Letter) -> None:
        """Leave a letter for delivery; after a standstill, what it says for the one message of its reader."""
        if self.missed is not None and letter.person:
            self.missed.append(Missed(letter.person, load_card(letter.card)))
            return
        self.tx.post(letter)
        self.wake = True

    # --- who reads and who types --------------------------------------------------------------

    def reader(self, person: Person, kind: str = "contractor") -> Reader:
        """The person as somebody who reads."""
        return Reader.of(person, self.tx.moment.now, kind)

    def reading(self, person: Person) -> Reading:
        """The person as somebody who types, now."""
        reader = self.reader(person)
        return Reading(
            instant_of(self.tx.moment.now), person.zone, person.locale, lambda words: plain(words, reader)
        )
