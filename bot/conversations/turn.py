"""One event, start to end, in one transaction: who is it, what do they touch, what are they shown.

A plain synchronous function of (transaction, event), so that it can be run again.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import replace

from bot.conversations import arrived, behind, beside, controls, keeping, moving, over, unclear
from bot.conversations.acting import Acting
from bot.conversations.actor import Actor
from bot.conversations.carrying import begun, correction, opens_again
from bot.conversations.commanding import Commanding
from bot.conversations.controls import Begins, Control
from bot.conversations.editing import Editing
from bot.conversations.keeping import asked_now, edited_as
from bot.conversations.late import pressed_late, sent_late
from bot.conversations.live import load_start
from bot.conversations.pressed import given_by
from bot.conversations.sitting import sit
from bot.conversations.twice import pressed_twice
from bot.conversations.typing import Typing, try_again
from bot.dialog import Refused, instant_of
from bot.engine.cards import Card, Offer
from bot.engine.kinds import ZONE, Raw
from bot.engine.read import clean_text
from bot.engine.text import Invalid, t
from bot.ports import (
    Command,
    Deleted,
    Edited,
    Gone,
    HomeOpened,
    Incoming,
    Press,
    Put,
    Quote,
    Reply,
    Submit,
    Typed,
)
from bot.practice.calendar import local
from bot.practice.identity import derived_id
from bot.transaction import Conversation, Seat, Transaction, event_name

log = logging.getLogger(__name__)

LONGEST = 60_000
"""More characters than this are no message."""


def take(tx: Transaction, event: Incoming, last: bool = True) -> Reply:
    """Take one event. A repeat changes nothing and gets today's page.

    `last`: nobody runs this turn again after a conflict; what cannot be written then is parked.
    """
    return Turn(tx, event, last).run()


class Turn:
    """One event of one person."""

    def __init__(self, tx: Transaction, event: Incoming, last: bool) -> None:
        self.event = event
        self.actor = Actor(tx, event, last)
        self.tx = self.actor.tx
        self.stage = self.actor.stage
        self.fresh = tx.note_event(event_name(event.who, event.id))
        """Whether the event was not taken before."""
        self._seats: tuple[Seat, ...] | None = None
        """The seats of the conversation that was found by a control: read once, under its lock."""

    def run(self) -> Reply:
        """Take the event. A repeat changes nothing and gets today's page."""
        event = self.event
        try:
            puts = self._allowed(event) if self.fresh else self._again(event)
        except Invalid as invalid:
            self.stage.secret = invalid.why.key == "invalid-secret"
            puts = self.actor.say(invalid.why)
        if self.fresh and not isinstance(event, HomeOpened):
            puts += self._moved()
            redrawn = sum(put.redraws for put in puts)
            puts += beside.tidied(self.actor, event, behind.MOST - redrawn)
        return Reply(puts, repeated=not self.fresh, wake=self.stage.wake, secret=self.stage.secret)

    def _allowed(self, event: Incoming) -> tuple[Put, ...]:
        """Take the event, or say why not; what was written is for something else then."""
        try:
            return self._take(event)
        except Refused as refused:
            why = self.actor.say(refused.why or t("not-allowed"))
            return (*unclear.refused(self.actor), *why)

    def _take(self, event: Incoming) -> tuple[Put, ...]:
        match event:
            case Press(control=control, picked=picked):
                return self._controlled(control, picked, None)
            case Submit(control=control, values=values):
                return self._controlled(control, (), values)
            case Command(words=words, options=options):
                return Commanding(self.actor).command(
                    clean_text(words, most=LONGEST) if words.strip() else "", options
                )
            case Typed(words=words):
                return Typing(self.actor).typed(clean_text(words, most=LONGEST))
            case HomeOpened():
                return Commanding(self.actor).next()
            case Quote():
                return Commanding(self.actor).quote(event)
            case Edited(message=message, words=words):
                return Editing(self.actor).changed(message, words)
            case Deleted(message=message):
                return Editing(self.actor).deleted(message)
            case Gone(reason=reason):
                self.actor.gone(reason)
                return ()

    def _moved(self) -> tuple[Put, ...]:
        """The platform sees them elsewhere than they said: ask, once for each place. Nothing moves before."""
        zone = self.actor.elsewhere()
        if not zone or not self.actor.known.zone_confirmed:
            return ()
        if not self.tx.addresses(self.actor.known.id):
            return ()  # erased with this very turn
        if self.tx.remembered(self.actor.known.id, "seen elsewhere") == zone:
            return ()
        self.tx.remember(self.actor.known.id, "seen elsewhere", zone)
        now = local(instant_of(self.tx.moment.now), zone)
        noted = ZONE.show(self.actor.known.zone)
        words = t("zone-differs", city=ZONE.show(zone), clock=f"{now:%H:%M}", noted=noted)
        return self.actor.show(Card((words,), offers=(Offer(t("zone-look"), "settings"),)))

    def _again(self, event: Incoming) -> tuple[Put, ...]:
        """The same event once more: show where things stand, and change nothing."""
        if isinstance(event, HomeOpened):
            return Commanding(self.actor).next()
        touched = event.control if isinstance(event, Press | Submit) else ""
        found = self._find(touched) if touched else Typing(self.actor).floor()
        if found is None or isinstance(found, Begins):
            return ()
        control, row = found
        acting = self._sit(control, row) if row.state in ("open", "done") else None
        return acting.show(again=True) if acting else ()

    def _controlled(
        self, written: str, picked: tuple[str, ...], values: Mapping[str, str | tuple[str, ...]] | None
    ) -> tuple[Put, ...]:
        found = self._find(written)
        if found is None:
            return self.actor.say(t("not-allowed"))
        if isinstance(found, Begins):
            return self._begins(found)
        control, row = found
        if row.state == "parked":
            return try_again(self.actor, control, row)
        try:
            acting = self._sit(control, row)
        except Refused as refused:
            # It was theirs to answer, so that it is over may be said.
            words = self._left_over(None, control, row, values or {})
            return over.tell(self.actor, refused.why or t("not-allowed"), words)
        if row.state == "closed":
            return over.closed(self.actor, row, self._left_over(acting, control, row, values or {}))
        if acting is None:
            return self.actor.say(t("parked"))
        given = given_by(control, picked, values)
        if pressed_twice(acting, control, given):
            return acting.stay()
        self.stage.pressed = control if given is None else None
        asked = acting.live.view(acting.role).prompts
        puts = self._of_any_turn(acting, control)
        puts = self._of_its_turn(acting, control, given or {}) if puts is None else puts
        words = over.written(acting, values, but=asked) if values else ""
        return (*puts, *unclear.what_for(self.actor, words, asked_now(self.actor))) if words else puts

    def _left_over(
        self, acting: Acting | None, control: Control, row: Conversation, values: over.Filled
    ) -> str:
        """What a control of a talk that is over brings in own words, or was to hand on: to be kept anew."""
        kept = edited_as(row, control.option) if control.what == controls.SWAP else control.option
        hands_on = control.what in (*controls.KEEPS, controls.SWAP)
        lies = keeping.found(self.actor, kept) if hands_on else None
        if lies is None:
            return over.written(acting, values)
        keeping.let_go(self.actor, kept)
        return lies[1]

    def _begins(self, begins: Begins) -> tuple[Put, ...]:
        """A button that belongs to no page."""
        if begins.command in (arrived.ARRIVED, arrived.SEND):
            return arrived.decide(self.actor, begins)
        if begins.command == controls.OFFER:
            return Typing(self.actor).offer_again(begins.about) or self.actor.say(t("kept-gone"))
        say, _, command = begins.command.partition("-")
        if say == controls.SAY:
            return Commanding(self.actor).kept(begins.about, command)
        return Commanding(self.actor).pressed(begins)

    def _of_any_turn(self, acting: Acting, control: Control) -> tuple[Put, ...] | None:
        """What a control does however old its page is; None where that depends on the page."""
        row = acting.live.row
        going_on = row.state == "open"
        match control.what:
            case controls.CHANGE:
                return moving.change(acting, control.option) if going_on else self._revise(acting, control)
            case controls.SWAP:
                return self._swap(acting, control)
            case controls.OPEN if going_on:
                return acting.open()
            case controls.OPEN:
                # It was to be gone on with, and the words that it ended with are of another day.
                return (acting.say(t("answered-before-all")), *Commanding(self.actor).next())
            case _:
                return None if going_on else self._stale(acting, control)

    def _of_its_turn(
        self, acting: Acting, control: Control, given: Mapping[str, Raw | None]
    ) -> tuple[Put, ...]:
        """What a control does on the page that it stands on; of an older one, what that page was answered."""
        if control.turn != acting.live.seats[acting.role].turn:
            if control.what == controls.PAGE:
                return sent_late(acting, control, given)
            if taken := pressed_late(acting, control, given):
                return taken
            return self._stale(acting, control)
        match control.what:
            case controls.TAKE | controls.MEAN:
                return self._take_kept(acting, control.option, meant=control.what == controls.MEAN)
            case controls.ACCEPT:
                return acting.accept()
            case controls.BACK | controls.LATER | controls.CANCEL | controls.RESTART:
                return moving.move(acting, control.what, typed=control.option == controls.WRITTEN)
            case controls.EXPLAIN:
                return acting.explain()
            case controls.PAGE:
                return acting.answer(given, submitted=True)
            case _:
                return acting.answer(given)

    def _stale(self, acting: Acting, control: Control) -> tuple[Put, ...]:
        """A button of an earlier page; what was kept for that page is asked about again."""
        kept = control.option if control.what in controls.KEEPS else ""
        offered = Typing(self.actor).offer_again(kept) if kept else ()
        return (*acting.answered_then(control), *offered) if offered else acting.stale(control)

    def _find(self, written: str) -> tuple[Control, Conversation] | Begins | None:
        """The conversation behind a control, if this address sits in the seat that it names."""
        control = controls.parse(written)
        if not isinstance(control, Control):
            if isinstance(control, Begins):
                self.actor.identify(control.about)
            return control
        for at in self.actor.places():
            with self.actor.peek(at):
                row = self.tx.conversation(control.conversation)
                seats = self.tx.seats(row.id) if row is not None else ()
            if row is None:
                continue
            if any(seat.role == control.role and seat.person == at.person for seat in seats):
                self.actor.be(at)
                self._seats = seats
                return control, row
            log.warning("denied: not their seat", extra={"conversation": row.id})
        return None

    def _swap(self, acting: Acting, control: Control) -> tuple[Put, ...]:
        row = acting.live.row
        kept = edited_as(row, control.option)
        words = self.tx.kept(kept, self.actor.known.id)
        if words is None:
            return acting.stale(control._replace(what=control.option))
        try:
            if row.state == "open":
                puts = moving.swap(acting, control.option, words)
            else:
                puts = self._revise(acting, control, words)
        except Refused as refused:
            # The answer stays as it was; what they wrote may be for something else.
            puts = over.tell(self.actor, refused.why or t("not-allowed"), words)
        keeping.let_go(self.actor, kept)
        return puts

    def _revise(self, acting: Acting, control: Control, words: str = "") -> tuple[Put, ...]:
        """Open a finished conversation again, with the old answers and one of them to change; where it
        stays as it is, ask what is different, for the other one.

        Raises:
            Refused: nothing of it can be changed or put right any more.
        """
        row = acting.live.row
        if not opens_again(acting):
            carried = correction(acting, control.option, words)
            if carried is None:
                raise Refused(t("not-changeable"))
            return (() if words else begun(acting, carried)) or Commanding(self.actor).start(carried)
        start = load_start(row.start)
        named = derived_id(row.id, "revision", control.option, str(self.tx.moment.now))
        return Commanding(self.actor).start(
            replace(start, conversation=named, revises=row.id), change=control.option, words=words
        )

    def _take_kept(self, acting: Acting, kept: str, *, meant: bool) -> tuple[Put, ...]:
        lies = keeping.found(self.actor, kept)
        if lies is None:
            return (acting.say(t("kept-gone")), *acting.show())
        option = None if meant else acting.meaning.offers(lies[1])
        if option is not None:
            # They named the question, and which of its answers the words are is still theirs to say.
            opened = acting.open()
            keeping.let_go(self.actor, kept)
            return (*opened, *unclear.own_words(self.actor, acting, lies[1], option))
        before = dict(acting.live.answers.given)
        puts = acting.typed(lies[1], meant=meant)
        # What could not be read as this answer may still be meant for another.
        if acting.live.answers.given != before:
            keeping.let_go(self.actor, kept)
        return puts

    def _sit(self, control: Control, row: Conversation) -> Acting | None:
        return sit(self.stage, self.actor.known, control.role, row, self._seats)
