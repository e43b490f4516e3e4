"""Talks that are open already: a command goes on with one of them where it would begin the same again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress

from bot import commands
from bot.conversations.acting import Acting, sit
from bot.conversations.actor import MENTION, Actor
from bot.conversations.controls import digits
from bot.dialog import Refused
from bot.engine.kinds import PERSON
from bot.model import Engagement
from bot.phases import DIALOGS
from bot.ports import Put


def waiting_talk(actor: Actor, command: commands.Command, engagement: Engagement) -> Acting | None:
    """The talk about this work that waits for them, where the command opens such talks."""
    return next(_open_talks(actor, command.opens, engagement.id), None)


def begun_talk(actor: Actor, command: commands.Command, options: Mapping[str, str]) -> tuple[Put, ...] | None:
    """Go on with a talk that was begun about the same person, or about nobody yet; None where none was."""
    dialog = DIALOGS[command.dialog]
    if not dialog.names:
        return None
    me = actor.named(f"<@{actor.event.who.user}>")
    named = MENTION.match(me if command.myself else options.get("person", ""))
    wanted = named[1] if named else ""
    for acting in _open_talks(actor, (dialog.name,)):
        kept = acting.live.answers.kept
        about = PERSON.load(kept[dialog.names]).user if dialog.names in kept else ""
        if about == wanted:
            return acting.open()
        if not kept and named:
            return acting.answer({digits(dialog.names): named[0]})
    return None


def _open_talks(actor: Actor, dialogs: tuple[str, ...], engagement: str = "") -> Iterator[Acting]:
    """Each in which they are asked now, last touched first; locked."""
    for seat, row in actor.tx.open_seats(actor.known.id) if dialogs else ():
        if not seat.asked or row.dialog not in dialogs or row.engagement != engagement:
            continue
        whole = actor.tx.conversation(row.id)
        acting = None
        with suppress(Refused):  # it was closed just now, and what was asked for begins anew
            acting = sit(actor.stage, actor.known, seat.role, whole) if whole else None
        if acting is not None and acting.live.row.state == "open":
            yield acting
