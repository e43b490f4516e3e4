"""Questions beside the talks that are over: nothing of them can be pressed, and it is said what was chosen.

One is over when its button has done what it says, when its words are taken or asked about elsewhere, or when
what they were offered to is over. A sentence that nothing has taken keeps one button, so that it is not lost.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from functools import cached_property
from typing import Any, NamedTuple

from bot.conversations import controls
from bot.conversations.actor import Actor
from bot.conversations.beside import (
    ALL,
    ASK,
    BESIDE,
    BUTTONS,
    PAGES,
    REF,
    SINCE,
    buttons_of,
    else_button,
    noted,
    page,
)
from bot.conversations.controls import Begins, Control
from bot.conversations.keeping import found, let_go, says_much
from bot.conversations.twice import AGAIN_MS
from bot.conversations.whose import work_named
from bot.engine.cards import Button, Message
from bot.engine.text import Text, t
from bot.ports import Command, Incoming, Press, Put, Submit, Typed
from bot.transaction import At
from bot.words import Reader, render
from bot.words.stored import dump_text, load_text

MOST = 10
"""Questions that are noted; what stands further up is out of a thumb's reach."""
DONE, AT = "done", "at"
"""What a letter holds once a button has ended its question, until something else is done: which, and when."""


def tidied(actor: Actor, event: Incoming, most: int) -> tuple[Put, ...]:
    """The questions that this turn has ended, where they stand; at most so many, the rest with the next."""
    puts: list[Put] = []
    for at in actor.met:
        with actor.peek(at):
            names = noted(actor, at.person)
            if names:
                puts += _tidied(actor, at, names, event, most - len(puts))
    return tuple(puts)


def pressed_twice(actor: Actor, written: str) -> bool:
    """Whether this button has ended its question just now: a double click is one."""
    for at in actor.met:
        with actor.peek(at):
            for name in noted(actor, at.person):
                card = actor.tx.standing(name)
                if card is not None and card.get(DONE) == written and _just_now(actor, card):
                    return True
    return False


def whispered(actor: Actor, event: Incoming) -> bool:
    """Whether the button that was pressed where others read along has ended what it stands on.

    That is a whisper, which has no place of its own: whoever hears of the press can edit it, and nobody else.
    """
    if event.private or not isinstance(event, Press | Submit):
        return False
    control = controls.parse(event.control)
    if isinstance(control, Begins):
        says = control.command.partition("-")[0] == controls.SAY
        return says and found(actor, control.about) is None
    if control is None or control.what in (controls.OPEN, controls.CHANGE):
        return False  # a list keeps the others
    for at in actor.met:
        with actor.peek(at):
            row = actor.tx.conversation(control.conversation, lock=False)
            seats = actor.tx.seats(control.conversation) if row is not None else ()
        seat = next((one for one in seats if (one.role, one.person) == (control.role, at.person)), None)
        if row is not None and seat is not None:
            return row.state not in ("open", "parked") or seat.turn != control.turn
    return False


def _just_now(actor: Actor, card: Mapping[str, Any]) -> bool:
    return actor.tx.moment.now - int(card[AT]) <= AGAIN_MS


def _tidied(actor: Actor, at: At, names: list[str], event: Incoming, most: int) -> list[Put]:
    turn = _Turn(actor, event)
    reader = Reader.of(actor.known, actor.tx.moment.now)
    stays: list[str] = []
    puts: list[Put] = []
    for above, name in enumerate(names, -len(names)):
        card = actor.tx.standing(name)
        if card is None:
            continue
        if DONE in card:
            if turn.pressed == card[DONE] and _just_now(actor, card):
                stays.append(name)
            else:
                actor.tx.over(name)
            continue
        end = None if name in actor.stage.asked else turn.end_of(card)
        if end is None and (name == actor.stage.left or above < -MOST):
            end = turn.left(card)
        # Where a platform told no place, in a whisper for one, nothing can be redrawn.
        nowhere = card.get(REF) == ""
        if end is None or not (nowhere or (card.get(REF) and len(puts) < most)):
            stays.append(name)
            continue
        if not nowhere:
            puts.append(Put(end.drawn(reader), card[REF], redraws=True))
        if end.buttons and not nowhere and above >= -MOST:
            stays.append(name)
            left = {ASK: dump_text(end.ask), BUTTONS: end.buttons, PAGES: (), SINCE: 0}
            actor.tx.stands(name, {**card, **left})
        elif any(button.id == turn.pressed for button in buttons_of(card)):
            stays.append(name)
            actor.tx.stands(name, {DONE: turn.pressed, AT: actor.tx.moment.now})
        else:
            actor.tx.over(name)
    if stays != names:
        actor.tx.remember(at.person, BESIDE, " ".join(stays))
    return puts


class End(NamedTuple):
    """What a question says when it is over, and the button that is left where its words are not taken."""

    ask: Text
    then: Text | None = None
    buttons: tuple[Button, ...] = ()

    def drawn(self, reader: Reader) -> Message:
        """Question and answer, as the cards of answered questions have them."""
        said = (self.ask, self.then) if self.then is not None else (self.ask,)
        return Message(tuple([render(words, reader) for words in said]), controls=self.buttons)


class _Turn:
    """What one turn did to the questions that stood there before it."""

    def __init__(self, actor: Actor, event: Incoming) -> None:
        self.actor = actor
        self.pressed = event.control if isinstance(event, Press) else ""
        self.written = tuple(map(actor.named, _written(event)))
        self.newer = bool(actor.stage.asked)
        self.moved = bool(actor.stage.pages) or actor.stage.wake
        """Whether anything was answered or begun with it."""
        self.renewed = {one for kept in actor.stage.asked.values() for one in kept}
        """The kept texts about which it is asked once more."""

    @cached_property
    def _open(self) -> Collection[str]:
        """Every page that they are asked now, in all their accounts."""
        found = set()
        for at in self.actor.met:
            with self.actor.peek(at):
                found |= {page(seat) for seat, _ in self.actor.tx.open_seats(at.person) if seat.asked}
        return found

    def end_of(self, card: Mapping[str, Any]) -> End | None:
        """How a question has ended; None while it stands."""
        question, kept = load_text(card[ASK]), tuple(card[ALL])
        if self.renewed.intersection(kept):
            return End(question, t("kept-below"))
        words = self._words(card)
        label = next((one.label for one in buttons_of(card) if one.id == self.pressed), None)
        if label is not None and not self._holds(words):
            return self._answered(question, label, words)
        if label is not None and len(card[BUTTONS]) == 1 and self._takes():
            # That question has said why it cannot read them, and there was no other one.
            return End(question, t("answer-given", answer=label))
        if label is not None and len(card[BUTTONS]) == 1:
            return End(question, t("answer-given", answer=label), self._still_for(words))
        if not kept:
            # Without words it is asked until something else is.
            return End(question, t("kept-over")) if self.newer else None
        if not words:
            return End(question, self._elsewhere())
        first = next(iter(words.values()))
        if self._wrote(first) and (self.newer or self.moved):
            self._let_go(words)
            return End(question, self._elsewhere())
        if card[PAGES] and not any(one in self._open for one in card[PAGES]):
            return self._left(words, first)
        return None

    def _elsewhere(self) -> Text:
        """Where words went that no button of their question took."""
        if self.newer:
            return t("kept-below")
        return t("conversation-closed", why="answered") if self.moved else t("kept-over")

    def left(self, card: Mapping[str, Any]) -> End:
        """What becomes of a question that they leave, or above which too many stand by now."""
        words = self._words(card)
        first = next(iter(words.values()), "")
        return self._left(words, first) if words else End(load_text(card[ASK]), t("kept-over"))

    def _words(self, card: Mapping[str, Any]) -> dict[str, str]:
        """The texts behind a question that nothing has taken, by their names."""
        lying = ((one, found(self.actor, one)) for one in card[ALL])
        return {one: work_named(lies[1])[1] for one, lies in lying if lies is not None}

    def _holds(self, words: Mapping[str, str]) -> bool:
        """Whether the words that the pressed button names were not taken after all."""
        control = controls.parse(self.pressed)
        if isinstance(control, Begins):
            return control.about in words
        return control is not None and control.what in controls.KEEPS and control.option in words

    def _takes(self) -> bool:
        """Whether the pressed button hands words to an open question."""
        control = controls.parse(self.pressed)
        return isinstance(control, Control) and control.what in controls.KEEPS

    def _answered(self, question: Text, label: str, words: Mapping[str, str]) -> End:
        control = controls.parse(self.pressed)
        if isinstance(control, Begins) and control.command == controls.OFFER:
            return End(question, t("kept-below"))
        chosen = t("answer-given", answer=label)
        if isinstance(control, Control) and control.what == controls.OPEN:
            return End(question, chosen, self._still_for(words))
        self._let_go(words)
        return End(question, chosen)

    def _left(self, words: Mapping[str, str], first: str) -> End:
        """What it was offered to is over."""
        still = self._still_for(words)
        return End(t("kept-left" if still else "kept-for-nothing", words=first[:200]), None, still)

    def _still_for(self, words: Mapping[str, str]) -> tuple[Button, ...]:
        """A sentence that no question has taken may be for something else; a word is let go."""
        first = next((kept for kept, said in words.items() if says_much(said)), "")
        self._let_go(kept for kept in words if kept != first)
        return (else_button(first, self.actor.reader()),) if first else ()

    def _let_go(self, kept: Iterable[str]) -> None:
        for one in kept:
            let_go(self.actor, one)

    def _wrote(self, words: str) -> bool:
        """Whether the same words were written once more: what they are for is known by that."""
        return any(words in text if says_much(words) else words == text for text in self.written)


def _written(event: Incoming) -> tuple[str, ...]:
    match event:
        case Typed(words=words):
            return (words.strip(),)
        case Command(words=words, options=options):
            return (words, *options.values())
        case Submit(values=values):
            return tuple(value.strip() for value in values.values() if isinstance(value, str))
        case _:
            return ()
