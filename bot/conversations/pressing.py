"""A button pressed or a form sent: whose page it belongs to, and what it does there, however old it is."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import replace

from bot.conversations import arrived, controls, keeping, moving, over, spent, unclear
from bot.conversations.acting import Acting
from bot.conversations.actor import Actor
from bot.conversations.carrying import begun, correction, opens_again
from bot.conversations.commanding import Commanding
from bot.conversations.controls import Begins, Control
from bot.conversations.keeping import asked_now, edited_as
from bot.conversations.kept_facts import load_start
from bot.conversations.late import pressed_late, sent_late
from bot.conversations.pressed import given_by
from bot.conversations.sitting import sit
from bot.conversations.twice import pressed_twice
from bot.conversations.typing import Typing, try_again
from bot.dialog import Refused
from bot.engine.kinds import Raw
from bot.engine.text import t
from bot.ports import Put
from bot.practice.identity import derived_id
from bot.transaction import Conversation, Seat

log = logging.getLogger(__name__)


class Pressing:
    """One control that the one who acts has used."""

    def __init__(self, actor: Actor) -> None:
        self.actor = actor
        self.tx = actor.tx
        self.stage = actor.stage
        self._seats: tuple[Seat, ...] | None = None
        """The seats of the conversation that was found by a control: read once, under its lock."""

    def controlled(
        self, written: str, picked: tuple[str, ...], values: Mapping[str, str | tuple[str, ...]] | None
    ) -> tuple[Put, ...]:
        """Do what a control is for: `picked` from a list, or the `values` of a form."""
        found = self.find(written)
        if found is None:
            return self.actor.say(t("not-allowed"))
        moves = isinstance(found, Begins) or found[0].what in controls.MOVES
        if moves and spent.pressed_twice(self.actor, written):
            return ()
        if isinstance(found, Begins):
            return self._begins(found)
        control, row = found
        if row.state == "parked":
            return try_again(self.actor, control, row)
        try:
            acting = self.sit(control, row)
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
                return unclear.take(self.actor, acting, control.option, meant=control.what == controls.MEAN)
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

    def find(self, written: str) -> tuple[Control, Conversation] | Begins | None:
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

    def sit(self, control: Control, row: Conversation) -> Acting | None:
        """The page of a control that was found, loaded for the one who acts."""
        return sit(self.stage, self.actor.known, control.role, row, self._seats)
