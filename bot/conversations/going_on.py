"""Talks that are open already: a command goes on with one of them where it would begin the same again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress

from bot import commands
from bot.conversations import planning
from bot.conversations.acting import Acting
from bot.conversations.actor import MENTION, Actor
from bot.conversations.controls import digits
from bot.conversations.sitting import sit
from bot.conversations.twice import says
from bot.dialog import Refused
from bot.engine.kinds import PERSON
from bot.engine.text import Text, t
from bot.model import Engagement
from bot.phases import DIALOGS
from bot.ports import Put

Options = Mapping[str, str]
"""What was typed with a command, by the name of the option."""


def waiting_talk(actor: Actor, command: commands.Command, engagement: Engagement) -> Acting | None:
    """The talk about this work that waits for them, where the command opens such talks."""
    return next(_open_talks(actor, command.opens, engagement.id), None)


def begun_talk(actor: Actor, command: commands.Command, work: str, options: Options) -> tuple[Put, ...]:
    """Go on with what was begun of this, where the command says nothing else; nothing where none was."""
    if DIALOGS[command.dialog].names:
        return _about_somebody(actor, command, options)
    # A button on a card is about what that card tells: it begins anew.
    for acting in () if command.button else _begun(actor, command, work):
        if not seeds(actor, command, options) or _said_already(actor, acting, command, options):
            return acting.open(t("begun-goes-on"))
    return ()


def replace_begun(
    actor: Actor, command: commands.Command, work: str, options: Options
) -> tuple[tuple[Put, ...], Text | None]:
    """Close what was begun of this where the command says it anew; what stands there then, and a word."""
    puts: tuple[Put, ...] = ()
    word = None
    for acting in () if DIALOGS[command.dialog].names else _begun(actor, command, work):
        told = bool(acting.live.answers.kept or acting.live.row.start.get("seed"))
        if told and command.several:
            continue
        planning.close(actor.tx, (acting.live.row.id,), "replaced", told=actor.known.id)
        puts += acting.put_away()
        word = t("begun-replaced") if told else word
    return puts, word


def _begun(actor: Actor, command: commands.Command, work: str) -> Iterator[Acting]:
    return _open_talks(actor, (command.dialog,), work if command.engagement else None)


def _about_somebody(actor: Actor, command: commands.Command, options: Options) -> tuple[Put, ...]:
    """The one that was begun about the same person, or about nobody yet."""
    names = DIALOGS[command.dialog].names
    me = actor.named(f"<@{actor.event.who.user}>")
    named = MENTION.match(me if command.myself else options.get("person", ""))
    wanted = named[1] if named else ""
    for acting in _open_talks(actor, (command.dialog,), ""):
        kept = acting.live.answers.kept
        about = PERSON.load(kept[names]).user if names in kept else ""
        if about == wanted:
            return acting.open(t("begun-goes-on"))
        if not kept and named:
            return acting.answer({digits(names): named[0]})
    return ()


def seeds(actor: Actor, command: commands.Command, options: Options) -> dict[str, str]:
    """What was typed with a command, by the questions that it answers.

    What takes all the words answers the questions after its own only where it says that much.
    """
    reading = actor.stage.reading(actor.known)
    told = ((o, options[o.name]) for o in command.options if o.key and o.name in options)
    return {
        key: words
        for o, words in told
        for key in (o.key, *(o.more if not o.whole or o.kind.reads_on(words, reading) else ()))
    }


def _said_already(actor: Actor, acting: Acting, command: commands.Command, options: Options) -> bool:
    """Whether everything typed with the command is what was answered in this talk."""
    return all(_told(acting, key, words) for key, words in seeds(actor, command, options).items())


def _told(acting: Acting, key: str, words: str) -> bool:
    """Whether these words are the answer to a question, or what the talk was begun with where it is open."""
    live = acting.live
    if key not in live.answers.kept:
        return bool(live.row.start.get("seed", {}).get(key) == words)
    asked = (prompt for page in live.pages for prompt in page.prompts if prompt.key == key)
    return any(says(acting, prompt, {digits(key): words}) for prompt in asked)


def _open_talks(actor: Actor, dialogs: tuple[str, ...], work: str | None) -> Iterator[Acting]:
    """Each in which they are asked now, last touched first; locked. `work`: None = about whatever work."""
    for seat, row in actor.tx.open_seats(actor.known.id) if dialogs else ():
        if not seat.asked or row.dialog not in dialogs or work not in (None, row.engagement):
            continue
        whole = actor.tx.conversation(row.id)
        acting = None
        with suppress(Refused):  # it was closed just now, and what was asked for begins anew
            acting = sit(actor.stage, actor.known, seat.role, whole) if whole else None
        if acting is not None and acting.live.row.state == "open":
            yield acting
