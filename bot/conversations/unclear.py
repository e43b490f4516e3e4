"""A line that may mean several things is kept, and whoever wrote it is asked which: nothing is guessed."""

from __future__ import annotations

from bot.conversations import controls, keeping
from bot.conversations.acting import Acting
from bot.conversations.actor import Actor
from bot.conversations.controls import Begins
from bot.conversations.keeping import Seats
from bot.engine.cards import Button, Message, card
from bot.engine.text import Text, t
from bot.ports import Put
from bot.words import draw_card, plain

HALF_SAID = "half said"
"""What is remembered of a talk in which a command's word was written without what it is told."""


def what_for(actor: Actor, words: str, seats: Seats, why: Text | None = None) -> tuple[Put, ...]:
    """Words that came at an unclear moment: for which of the open questions are they, or for what else?

    `why`: what became of the question that they were written to.
    """
    if seats:
        actor.be(seats[0][0])
    kept = keeping.keep(actor, words)
    return _asked(actor, kept, keeping.question(actor, kept, words, seats, actor.reader(), why))


def answer_or_word(
    actor: Actor, acting: Acting, words: str, bare: str, said_before: str = ""
) -> tuple[Put, ...]:
    """In the place of own words stands a word that does something: which of the two is it?

    `bare`: the line as a word that means the same everywhere, if it is one. `said_before`: that word stood
    in the line before, and these are perhaps what it was to be told.
    """
    kept = keeping.keep(actor, words)
    told = keeping.keep(actor, f"{said_before} {words}", said_before) if said_before else kept
    verb = controls.BARE.get(bare)
    word = said_before or words.split()[0].casefold().strip("/.!")
    alone = len(words.split()) == 1
    if alone and not verb:
        actor.tx.remember(acting.live.row.id, HALF_SAID, f"{kept} {word}")
    do = acting.control(verb).write() if verb else Begins(controls.SAY, told).write()
    buttons = (
        Button(acting.control(controls.TAKE, kept).write(), plain(t("meant-answer"), actor.reader())),
        Button(do, plain(t("meant-do", word=word), actor.reader())),
    )
    ask = t("meant-alone", word=word) if alone else t("meant-which", words=words[:200], word=word)
    return _asked(actor, kept, _question(actor, ask, buttons))


def half_said(actor: Actor, talk: str) -> str:
    """The word of a command about which it was asked just now, where nothing was said to that."""
    kept, _, word = (actor.tx.remembered(talk, HALF_SAID) or "").partition(" ")
    if not word:
        return ""
    actor.tx.remember(talk, HALF_SAID, "")
    return word if actor.tx.kept(kept, actor.known.id) is not None else ""


def own_words(actor: Actor, acting: Acting, words: str, option: int) -> tuple[Put, ...]:
    """A sentence is none of the answers: is it meant for the one after which own words are asked for?"""
    prompt = acting.live.view(acting.role).prompts[0]
    kept = keeping.keep(actor, words)
    label = plain(prompt.kind.options()[option].label, acting.reader)
    buttons = (
        Button(acting.control(controls.MEAN, kept).write(), label, "main"),
        Button(acting.control(controls.OPEN).write(), plain(t("meant-other"), acting.reader), "quiet"),
    )
    return _asked(actor, kept, _question(actor, t("meant-own", words=words[:200]), buttons))


def _question(actor: Actor, ask: Text, buttons: tuple[Button, ...]) -> Message:
    return Message(draw_card(card(ask), actor.reader()).body, controls=buttons)


def _asked(actor: Actor, kept: str, question: Message) -> tuple[Put, ...]:
    return (keeping.ask(actor.tx, actor.known.id, kept, question),)
