"""Words that came at an unclear moment: they are kept, and whoever wrote them is asked what they are for.

The reply asks, and so does a letter that is written down with the words: whoever dies in between, or is
told by the platform to wait, leaves the question to delivery. Whichever stands there ends the other.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot import commands
from bot.conversations import controls
from bot.conversations.actor import Actor
from bot.conversations.controls import Begins, Control
from bot.conversations.naming import labels_everywhere
from bot.conversations.selves import Selves
from bot.conversations.stage import REPLY_GRACE_MS
from bot.engine.cards import Button, Message, card
from bot.engine.read import has_link, refuse_secret
from bot.engine.text import Text, literal, t
from bot.phases import DIALOGS
from bot.ports import Put, SlotRef
from bot.practice.identity import derived_id
from bot.transaction import OWN, At, Conversation, Letter, Mail, Seat
from bot.words import Reader, draw_card, plain, render

MOST = 5
"""Talks that one question names."""
LETTER = "letter"
"""How the slot of a reply is named that a letter stands behind."""
KEPT = "kept"

Seats = Sequence[tuple[At, Seat, Conversation]]
"""Places in open talks, each with whoever sits there."""


def says_much(words: str) -> bool:
    """Whether words may stand for themselves, wherever they were written: a sentence, or a link."""
    return len(words.split()) > 1 or has_link(words)


def asked_now(selves: Selves) -> Seats:
    """Everything that somebody is asked now, in all their accounts, last touched first."""
    found = []
    for at in selves.places():
        with selves.peek(at):
            found += [
                (at, seat, row)
                for seat, row in selves.tx.open_seats(at.person)
                if seat.asked and row.dialog in DIALOGS
            ]
    return sorted(found, key=lambda one: -one[1].touched_ms)


def keep(actor: Actor, words: str, *of: str) -> str:
    """Keep words until it is said what they are for; the name under which they are kept.

    `of`: what tells them from others that the same event brings. No copy of a password is kept.
    """
    refuse_secret(words)
    kept = derived_id(actor.who.platform, actor.event.id, KEPT, *of)
    actor.tx.keep(kept, actor.known.id, actor.named(words))
    return kept


def found(selves: Selves, kept: str) -> tuple[At, str] | None:
    """Kept words, and which of their selves they lie with: what they are for may be of another account."""
    for at in selves.places():
        with selves.peek(at):
            words = selves.tx.kept(kept, at.person)
        if words is not None:
            return at, words
    return None


def let_go(selves: Selves, kept: str) -> None:
    """Kept words were taken: what they said stands elsewhere now."""
    if (lies := found(selves, kept)) is not None:
        with selves.peek(lies[0]):
            selves.tx.let_go(kept, lies[0].person)


def ask(tx: Mail, person: str, kept: str, message: Message) -> Put:
    """A question about kept words, to be shown at once; and the letter that asks it if nobody does."""
    letter = Letter.to(
        person,
        {KEPT: kept},
        tx.moment.real + REPLY_GRACE_MS,
        id=derived_id(kept, "asked"),
        once=f"{OWN}/{KEPT}/{kept}",
        repeatable=True,
    )
    tx.post(letter)
    return Put(message, slot=SlotRef(f"{LETTER}/{tx.account}/{letter.id}/", 0, letter.id))


def question(
    selves: Selves, kept: str, words: str, asked: Seats, reader: Reader, why: Text | None = None
) -> Message:
    """What is it for? A button for each of these open talks, and for all that is made of words.

    `why`: what became of the question that it was written to.
    """
    here = asked[:MOST]
    named = zip(here, labels_everywhere(selves, here, reader), strict=True)
    talks = tuple(
        Button(Control(row.id, seat.role, seat.turn, controls.TAKE, kept).write(), label)
        for (_, seat, row), label in named
    )
    there = {talk.label for talk in talks}
    anew = (
        one._replace(label=plain(t("kept-anew", title=literal(one.label)), reader))
        if one.label in there
        else one
        for one in _made_of(selves, kept, words, reader)
    )
    buttons = (*talks, *anew)
    ask = t("kept-which", words=words[:200]) if buttons else t("kept-nothing-open", words=words[:200])
    head = (render(why, reader),) if why is not None else ()
    return Message((*head, *draw_card(card(ask), reader).body), controls=buttons)


def _made_of(selves: Selves, kept: str, words: str, reader: Reader) -> Iterator[Button]:
    """What more than a word may be beside an answer: a question, work, thanks and the like."""
    if not says_much(words):
        return
    for one in commands.COMMANDS.values():
        if one.several and _begins_somewhere(selves, one):
            begins = Begins(f"{controls.SAY}-{one.name}", kept)
            yield Button(begins.write(), plain(DIALOGS[one.dialog].title, reader))


def _begins_somewhere(selves: Selves, command: commands.Command) -> bool:
    """Whether a command's talk would begin about any work of theirs."""
    return any(
        work.state in command.states and commands.may(command, work, at.person)
        for at in selves.places()
        for work in selves.works(at)
    )


def asked_again(selves: Selves, kept: str, reader: Reader) -> Message | None:
    """The question as it stands now; None when the words were taken, or there is nothing to choose."""
    lies = found(selves, kept)
    message = question(selves, kept, lies[1], asked_now(selves), reader) if lies is not None else None
    return message if message is not None and message.controls else None


def edited_as(row: Conversation, what: str) -> str:
    """The name under which an edited answer is kept until somebody takes it; `what`: its key's digits."""
    return derived_id(row.id, "edited", what)
