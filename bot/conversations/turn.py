"""One event, start to end, in one transaction: who is it, what do they touch, what are they shown.

A plain synchronous function of (transaction, event), so that it can be run again.
"""

from __future__ import annotations

from bot.conversations import behind, controls, spent, unclear
from bot.conversations.actor import Actor
from bot.conversations.commanding import Commanding
from bot.conversations.controls import Begins
from bot.conversations.editing import Editing
from bot.conversations.pressing import Pressing
from bot.conversations.typing import Typing
from bot.dialog import Refused, instant_of
from bot.engine.cards import Card, Offer
from bot.engine.kinds import ZONE
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
from bot.transaction import Transaction, event_name

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
            puts = behind.at_most(puts)
            redrawn = sum(put.redraws for put in puts)
            puts += spent.tidied(self.actor, event, behind.MOST - redrawn)
        return Reply(
            puts,
            repeated=not self.fresh,
            wake=self.stage.wake,
            secret=self.stage.secret,
            spent=self.fresh and spent.whispered(self.actor, event),
        )

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
                return Pressing(self.actor).controlled(control, picked, None)
            case Submit(control=control, values=values):
                return Pressing(self.actor).controlled(control, (), values)
            case Command(words=words) if controls.bare(words) in controls.BARE:
                return Typing(self.actor).typed(words, own=False)
            case Command(words=words, options=options):
                return Commanding(self.actor).command(
                    clean_text(words, most=LONGEST) if words.strip() else "", options
                )
            case Typed(words=words, under=under):
                return Typing(self.actor).typed(clean_text(words, most=LONGEST), under)
            case HomeOpened():
                return Commanding(self.actor).next()
            case Quote():
                return Commanding(self.actor).quote(event)
            case Edited(message=message, words=words):
                return Editing(self.actor).changed(message, clean_text(words, most=LONGEST))
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
        touched, pressing = event.control if isinstance(event, Press | Submit) else "", Pressing(self.actor)
        found = pressing.find(touched) if touched else Typing(self.actor).floor()
        if found is None or isinstance(found, Begins):
            return ()
        control, row = found
        acting = pressing.sit(control, row) if row.state in ("open", "done") else None
        return acting.show(again=True) if acting else ()
