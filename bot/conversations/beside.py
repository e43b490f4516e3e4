"""Questions that stand beside the talks: what is it for, is it your answer, which of these do you mean?

The reply asks, and so does a letter of the same turn: whoever dies in between, or is told by the platform
to wait, leaves the question to delivery. The letter knows where its question stands, and each person has
a note of those that stand: see `spent.py`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from bot.conversations import controls
from bot.conversations.actor import Actor
from bot.conversations.controls import Begins
from bot.conversations.keeping import KEPT, LETTER, Seats
from bot.conversations.selves import Selves
from bot.conversations.stage import REPLY_GRACE_MS
from bot.engine.cards import Button, Message
from bot.engine.text import Text, t
from bot.ports import Put, SlotRef
from bot.practice.identity import derived_id
from bot.transaction import OWN, At, Letter, Mail, Seat
from bot.words import Reader, plain, render
from bot.words.stored import dump_text, load_text

BESIDE = "beside"
"""What is noted of somebody: the letters whose questions stand before them, the oldest first."""
ASK, BUTTONS, ALL, PAGES, REF, SINCE = "ask", "buttons", "all", "pages", "ref", "since"
"""What a letter holds of its question: the words, its buttons, the kept texts behind it, what those were
offered to, where it stands, and since when (real time; 0 = no word leaves it)."""


class Question(NamedTuple):
    """Something that is asked beside the talks, with a button for each answer."""

    ask: Text
    buttons: tuple[Button, ...]
    why: Text | None = None
    """What became of the question that was asked before, said above it."""

    def drawn(self, reader: Reader) -> Message:
        """The question as one reader sees it."""
        head = (render(self.why, reader),) if self.why is not None else ()
        return Message((*head, render(self.ask, reader)), controls=self.buttons)


def page(seat: Seat) -> str:
    """A page that words may be offered to: it is over when its seat has another turn."""
    return f"{seat.conversation}.{seat.role}.{seat.turn}"


def ask(
    actor: Actor,
    question: Question,
    kept: tuple[str, ...] = (),
    *,
    pages: Iterable[str] = (),
    renewed: bool = False,
    leaves: bool = True,
) -> Put:
    """Ask at once, and leave a letter that asks if nobody does.

    `kept`: the texts that it is about. `pages`: what those are offered to, by `page`. `renewed`: the letter
    asks what the text is for as things stand then, whatever is asked now. `leaves`: see `leave`; where own
    words are asked for, any word may be those.
    """
    name = derived_id(*actor.who, actor.event.id, "asked", *kept[:1])
    card = {
        **({KEPT: kept[0]} if renewed else {}),
        ALL: kept,
        ASK: dump_text(question.ask),
        BUTTONS: question.buttons,
        PAGES: tuple(pages),
        SINCE: actor.tx.moment.real if leaves else 0,
    }
    actor.tx.post(
        Letter.to(
            actor.known.id,
            card,
            actor.tx.moment.real + REPLY_GRACE_MS,
            id=name,
            once=f"{OWN}/{KEPT}/{name}",
            repeatable=True,
        )
    )
    actor.stage.asked[name] = kept
    actor.tx.remember(actor.known.id, BESIDE, " ".join((*noted(actor, actor.known.id), name)))
    return Put(question.drawn(actor.reader()), slot=SlotRef(f"{LETTER}/{actor.tx.account}/{name}/", 0, name))


def which(actor: Actor, words: Text, buttons: tuple[Button, ...]) -> tuple[Put, ...]:
    """Ask which of these is meant. Where others may read along it is only said: nothing is edited there."""
    question = Question(words, buttons)
    if actor.person is None or not actor.event.private:
        return (Put(question.drawn(actor.reader())),)
    meant = (controls.parse(button.id) for button in buttons)
    kept = tuple(one.about for one in meant if isinstance(one, Begins) and one.command == controls.SAY)
    return (ask(actor, question, kept),)


def leave(actor: Actor, seats: Seats) -> tuple[Put, ...]:
    """What a word that moves about does, as "cancel", where the last thing before them is such a question.

    It is left, and no talk further up is touched, be it one that was put off. Nothing where one of `seats`
    was shown later. A sentence behind it keeps its one button: see `spent.py`.
    """
    last: tuple[int, At, str] | None = None
    for at in actor.places():
        with actor.peek(at):
            for name in noted(actor, at.person)[-1:]:
                card = actor.tx.standing(name) or {}
                if REF in card and card.get(SINCE, 0) > (last[0] if last else 0):
                    last = card[SINCE], at, name
    if last is None or last[0] < max((seat.shown_ms for _, seat, _ in seats), default=0):
        return ()
    actor.be(last[1])
    actor.stage.left = last[2]
    return actor.say(t("question-left"))


def else_button(kept: str, reader: Reader) -> Button:
    """The button that is left for words that no question has taken: it asks what they are for."""
    return Button(Begins(controls.OFFER, kept).write(), plain(t("kept-for"), reader))


def drawn(card: Mapping[str, Any], reader: Reader) -> Message:
    """The question of a letter, as it was asked."""
    return Question(load_text(card[ASK]), buttons_of(card)).drawn(reader)


def shown(tx: Mail, letter: str, ref: str) -> None:
    """A reply has asked the question of a letter, at `ref`."""
    card = tx.standing(letter) if tx.shown_by_reply(letter) else None
    if card is not None:
        tx.stands(letter, {**card, REF: ref})


def noted(selves: Selves, person: str) -> list[str]:
    """The letters whose questions stand before somebody, the oldest first."""
    return (selves.tx.remembered(person, BESIDE) or "").split()


def buttons_of(card: Mapping[str, Any]) -> tuple[Button, ...]:
    """What can be pressed on the question of a letter."""
    return tuple(Button(*button) for button in card[BUTTONS])
