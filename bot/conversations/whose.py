"""Which work a command is about, in which account: named by a button or a mention, the only one, or asked."""

from __future__ import annotations

import re
from contextlib import suppress

from bot import commands
from bot.conversations import beside
from bot.conversations.actor import MENTION, Actor
from bot.conversations.controls import SAY, Begins
from bot.conversations.keeping import keep
from bot.dialog import Refused
from bot.engine.cards import Button
from bot.engine.text import Text, literal, t
from bot.model import OWNER, PROFESSIONAL, Address, Engagement, other_in
from bot.ports import Put
from bot.transaction import At
from bot.words import plain


def for_them(actor: Actor, command: commands.Command | None) -> bool:
    """Whether a command is for what somebody is in any of their work. Who has none yet is not known."""
    mine = actor.roles()
    return command is None or not mine or command.who not in (OWNER, PROFESSIONAL) or command.who in mine


def engagement_meant(
    actor: Actor, command: commands.Command, mention: str, about: str, words: str = ""
) -> Engagement | tuple[Put, ...] | None:
    """Which engagement a command is about: the button's, the mentioned person's, the only one.

    `words`: what came with the command; whoever is picked, it is kept for them.

    Raises:
        Refused: there is none that they may do this about.
    """
    fitting = _fitting(actor, command, mention, about)
    if len(fitting) > 1 and command.states and not command.several:
        fitting = [one for one in fitting if one[1].state in command.states] or fitting
    if len(fitting) == 1:
        at, engagement = fitting[0]
        actor.be(at)
        return engagement
    if not (command.engagement or about):
        return None
    if not fitting:
        raise Refused(t("not-allowed") if about else _who_may(actor, command))
    names = [_name(actor, *one) for one in fitting]
    buttons = tuple(
        _button(actor, command, at, work, literal(name if names.count(name) == 1 else work.role_name), words)
        for (at, work), name in zip(fitting, names, strict=True)
    )
    return beside.which(actor, t("which-one"), buttons)


def _button(
    actor: Actor, command: commands.Command, at: At, work: Engagement, label: Text, words: str
) -> Button:
    """A button for one piece of work; what came with the command is kept for it.

    So it is, whatever came, where others read along: by that it is known when its question is over.
    """
    begins = Begins(command.name, work.id)
    if words or not actor.event.private:
        with actor.peek(at):
            said = f"{command.name} {about_work(work.id)} {words}".strip()
            begins = Begins(SAY, keep(actor, said, work.id))
    return Button(begins.write(), plain(label, actor.reader()))


_ABOUT = re.compile(r"<=([0-9a-z]{1,13})> ?")


def about_work(id: str) -> str:
    """How words that are kept name the work that they are about. It proves no right to anything."""
    return f"<={id}>"


def work_named(words: str) -> tuple[str, str]:
    """The work that kept words are about, "" where they name none, and the words without it."""
    found = _ABOUT.search(words)
    return (found[1], words[: found.start()] + words[found.end() :]) if found else ("", words)


def named_first(actor: Actor, command: commands.Command, words: str) -> tuple[str, str] | None:
    """The one work with whom the first word behind a command names, and the words after it.

    Own words for somebody begin with the name all the same: "Joy was late". None where it names nobody they
    work with, or more than one, or the command is about nobody.
    """
    first, _, rest = words.strip().partition(" ")
    said = first.strip("@,.:").removesuffix("'s").casefold()
    if not said or not command.engagement or not (command.takes_a_person or command.takes_few):
        return None
    found = [
        work.id for at, work in _fitting(actor, command, "", "") if _name(actor, at, work).casefold() == said
    ]
    own_words = not first.startswith("@") and any(one.kind.long for one in command.options)
    return (found[0], words if own_words else rest) if len(found) == 1 else None


def _fitting(
    actor: Actor, command: commands.Command, mention: str, about: str
) -> list[tuple[At, Engagement]]:
    """Every engagement, in any account of this address, that the command may be about."""
    where = actor.who
    mentioned = MENTION.match(mention)
    fitting = []
    for at in actor.places():
        found = (*actor.works(at, ended=command.ended and bool(about)), *actor.invited(at))
        mine = [e for e in found if commands.may(command, e, at.person)]
        if about:
            mine = [e for e in mine if e.id == about]
        elif mentioned:
            there = {"platform": where.platform, "scope": where.scope, "user": mentioned[1]}
            with actor.peek(at):
                meant = {address.person for address in actor.tx.find(Address, **there)}
            mine = [e for e in mine if {e.owner, e.professional} & meant]
        fitting += [(at, e) for e in mine]
    return fitting


def _who_may(actor: Actor, command: commands.Command) -> Text:
    """Why a command does nothing for them: where they have work, it is the other one's."""
    mine = actor.roles() if actor.person is not None else ()
    if mine and command.who == OWNER and OWNER not in mine:
        return t("only-owner", word=command.name)
    if mine and command.who == PROFESSIONAL and PROFESSIONAL not in mine:
        return t("only-professional", word=command.name)
    return t("not-allowed")


def _name(actor: Actor, at: At, work: Engagement) -> str:
    """What the other one is called."""
    with actor.peek(at):
        return actor.tx.person(other_in(work, at.person)).called


def everywhere(actor: Actor, command: commands.Command) -> tuple[Put, ...]:
    """A card for each account that has one to show; nothing where only theirs has."""
    cards: dict[str, tuple[Put, ...]] = {}
    for at in actor.places():
        if command.show is not None and actor.works(at):
            # Where there is nothing to tell of yet, the other account still has its card.
            with actor.peek(at), suppress(Refused):
                cards[at.person] = actor.show(command.show(actor.tx, commands.Ask(at.person, "", "")))
    # The one card of the account they act in is shown the ordinary way.
    return tuple(put for puts in cards.values() for put in puts) if cards.keys() - {actor.known.id} else ()


def which_account(actor: Actor, command: commands.Command, words: str) -> tuple[Put, ...]:
    """What is about oneself in one account is about the only one with work; of several they say which.

    `words`: what came with the command, kept for whichever it is.
    """
    named_in = ((at, (*actor.works(at, ended=command.ended), *actor.invited(at))) for at in actor.places())
    found = [(at, mine) for at, mine in named_in if mine]
    if len(found) == 1:
        actor.be(found[0][0])
    if len(found) < 2:
        return ()
    buttons = []
    for at, mine in found:
        names = dict.fromkeys(_name(actor, at, work) for work in mine)
        label = t("with-whom", names=tuple(literal(name) for name in names))
        buttons.append(_button(actor, command, at, mine[0], label, words))
    return beside.which(actor, t("which-account"), tuple(buttons))
