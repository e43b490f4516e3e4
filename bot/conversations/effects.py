"""What a finished dialog causes, written: records, notes, further talks, gates and things due.

The only caller of outcomes. Ids are derived, so that a turn that is run again writes the same rows.
"""

from __future__ import annotations

import logging
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.conversations.planning import close, schedule
from bot.dialog import (
    Arrive,
    Begin,
    Change,
    Close,
    Drop,
    Effect,
    Move,
    Note,
    Plan,
    Post,
    Refused,
    Start,
    Write,
)
from bot.engine.cards import card
from bot.engine.text import t
from bot.model import Engagement, Person
from bot.practice.identity import derived_id
from bot.transaction import OWN, Due, Letter
from bot.words.stored import dump_card

if TYPE_CHECKING:
    from bot.conversations.live import Live
    from bot.conversations.stage import Stage

log = logging.getLogger(__name__)


def apply(stage: Stage, live: Live, effect: Effect) -> None:
    """Write one effect of a dialog that has finished."""
    tx = stage.tx
    match effect:
        case Write(record, version):
            tx.write(record, version)
        case Change(kind, id, version, values):
            tx.write(tx.one(kind, id).model_copy(update=dict(values)), version)
        case Begin(start):
            _begin_named(stage, live, start)
        case Arrive(gate, who, need, then):
            if tx.arrive(gate, who, need):
                for start in then:
                    _begin_named(stage, live, start, gate)
        case Note():
            _note(stage, live, effect)
        case Post(channel, slot):
            stage.leave(
                Letter(
                    id=derived_id(live.row.id, "post", channel, slot),
                    account=tx.account,
                    person="",
                    channel=channel,
                    engagement="",
                    once=f"{live.row.id}/{channel}/{slot}",
                    card={"slot": slot},
                    next_ms=tx.moment.real,
                )
            )
        case Close(engagement, reason, dialogs):
            close(tx, tx.open_conversations(engagement, dialogs), reason, but=live.row.id, only=effect)
        case Plan():
            schedule(tx, effect)
        case Drop(what, person, begins):
            tx.unplan(person=person, what=what, begins=begins)
        case Move(what, person, occurrence, at_ms, engagement):
            tx.retime(person, what, occurrence, at_ms, engagement)


def tell_who_waits(stage: Stage, live: Live) -> None:
    """A talk of one was parked: whoever waits for its end hears once that it is not their fault."""
    tx = stage.tx
    found = tx.find(Engagement, id=live.row.engagement) if live.row.engagement else ()
    for engagement in found:
        for person in {engagement.owner, engagement.professional} - {stage.by}:
            name = tx.one(Person, stage.by).called if stage.by else ""
            words = card(t("parked-other", name=name)) if name else card(t("parked-somewhere"))
            _note(stage, live, Note(person, words, f"parked/{person}"))


def _note(stage: Stage, live: Live, note: Note) -> None:
    """Leave it for delivery, or plan it where it is not to be read yet."""
    tx = stage.tx
    own = stage.by == note.to
    letter = Letter.to(
        note.to,
        dump_card(note.card),
        tx.moment.real,
        id=derived_id(live.row.id, "note", note.once),
        once=f"{OWN}/{live.row.id}/{note.once}" if own else f"{live.row.id}/{note.once}",
        engagement=note.engagement or live.row.engagement,
    )
    if note.at_ms <= tx.moment.now:
        stage.leave(letter)
        return
    tx.plan(
        Due(
            id=letter.id,
            account=tx.account,
            what="note",
            occurrence=f"{note.once}/{live.row.id}",
            person=note.to,
            engagement=letter.engagement,
            conversation="",
            at_ms=note.at_ms,
            payload={"card": letter.card},
        )
    )


def _begin_named(stage: Stage, live: Live, start: Start, gate: str = "") -> None:
    """Conversations started by an outcome get ids that a retry gives them again."""
    named = start.conversation or derived_id(
        gate or live.row.id, start.dialog, *sorted(start.seats.values()), start.about
    )
    start = replace(start, conversation=named)
    try:
        stage.begin(start)
    except Refused:
        # What has ended stays ended. While the work rests the next talk sleeps; else nothing is left to say.
        work = stage.tx.find(Engagement, id=start.engagement) if start.engagement else ()
        log.info("not begun", extra={"conversation": named, "dialog": start.dialog})
        if any(one.state == "paused" for one in work):
            asked = next(iter(start.seats.values()))
            at_ms = stage.tx.moment.now
            schedule(
                stage.tx, Plan("start", f"rested/{named}", asked, at_ms, start.engagement, start, asked=True)
            )
