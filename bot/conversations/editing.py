"""An earlier message of somebody, changed or taken away. The answer that it gave stands until they say so.

It is found by when it came: the talks that were going on just then are few, however many there are.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from bot.conversations import beside, controls, keeping
from bot.conversations.acting import Acting
from bot.conversations.actor import Actor
from bot.conversations.answered import AnswerCards
from bot.conversations.beside import Question
from bot.conversations.carrying import correction
from bot.conversations.controls import Control, digits
from bot.conversations.keeping import edited_as
from bot.conversations.sitting import sit
from bot.conversations.typing import Typing
from bot.engine.answers import Answers
from bot.engine.cards import Button, Message
from bot.engine.prompts import Prompt
from bot.engine.read import refuse_secret
from bot.engine.text import Text, t
from bot.ports import Put
from bot.transaction import Conversation
from bot.words import plain, render


class Editing:
    """One message of the one who acts, looked up by the event that brought it."""

    def __init__(self, actor: Actor) -> None:
        self.actor = actor
        self.tx = actor.tx

    def changed(self, message: str, words: str) -> tuple[Put, ...]:
        """Offer to put the new words in the place of the answer that the old ones gave."""
        found = self._answered_by(message)
        if found is None:
            # It may mend what was not understood; for which question is theirs to say.
            offered = Typing(self.actor).offer(words)
            if offered:
                keeping.let_go(self.actor, keeping.name_of(self.actor.who, message))
            return offered or self.actor.say(t("edited"))
        acting, key = found
        (prompt,) = _prompts(acting, key)
        refuse_secret(words)
        words = self.actor.named(words)
        value = prompt.kind.read(words, acting.reading)
        if prompt.kind.dump(value) == acting.live.answers.kept[key]:
            return ()
        if not changeable(acting) and correction(acting, digits(key)) is None:
            return self.actor.say(t("not-changeable"))
        self.tx.keep(edited_as(acting.live.row, digits(key)), self.actor.known.id, words)
        take = Control(acting.live.row.id, acting.role, acting.live.seats[acting.role].turn, controls.SWAP)
        button = Button(
            take._replace(option=digits(key)).write(), plain(t("edited-take"), acting.reader), "main"
        )
        question = Question(t("edited-offer", answer=prompt.kind.show(value)), (button,))
        asked = beside.ask(self.actor, question, (edited_as(acting.live.row, digits(key)),))
        return (asked._replace(message=self._told(acting, key, question.ask, question.buttons)),)

    def deleted(self, message: str) -> tuple[Put, ...]:
        """Say that the answer stands, with a way to change it."""
        found = self._answered_by(message)
        if found is None or not changeable(found[0]):
            return ()
        return (Put(self._told(*found, t("deleted-kept"))),)

    def _told(self, acting: Acting, key: str, words: Text, buttons: tuple[Button, ...] = ()) -> Message:
        drawn = AnswerCards(acting.live, acting.role, acting.reader).answered(_prompts(acting, key))
        body = (render(words, acting.reader), *drawn.body)
        return replace(drawn, body=body, controls=buttons or drawn.controls)

    def _answered_by(self, message: str) -> tuple[Acting, str] | None:
        """The talk and the key that a message answered: one of the talks that were going on as it came."""
        came_ms = self.actor.noted(message)
        if came_ms is None:
            return None
        # Talks go by people's time. It differs only on the page, where nothing that was sent is edited.
        came_ms += self.tx.moment.now - self.tx.moment.real
        for at in self.actor.places():
            with self.actor.peek(at):
                found = self._in_talks(at.person, came_ms, message)
            for row, role, key in found:
                self.actor.be(at)
                acting = sit(self.actor.stage, self.actor.known, role, row)
                if acting is not None and _prompts(acting, key):
                    return acting, key
        return None

    def _in_talks(self, person: str, came_ms: int, message: str) -> list[tuple[Conversation, str, str]]:
        """The talks of somebody in which a message is the answer to something, each with role and key."""
        found = []
        for id, role in self.tx.talks_during(person, came_ms):
            row = self.tx.conversation(id)
            key = _key_of(row, role, message) if row and row.state in ("open", "done") else ""
            if row is not None and key:
                found.append((row, role, key))
        return found


def _prompts(acting: Acting, key: str) -> tuple[Prompt[Any], ...]:
    """The question that was answered, where the talk still asks it."""
    return acting.live.given(acting.role, lambda given, _: given == key)


def _key_of(row: Conversation, role: str, message: str) -> str:
    given = Answers.load(dict(row.answers)).given
    # The last one: words that meant an option as well are what was asked for after it.
    return next(
        (key for key, one in reversed(given.items()) if one.event == message and one.role == role), ""
    )


def changeable(acting: Acting) -> bool:
    """Whether an answer of this talk can still be changed."""
    return acting.live.row.state == "open" or acting.live.dialog.revisable
