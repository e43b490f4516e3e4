"""One person in one seat of one conversation, and the messages in which its page stands and has stood."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, NamedTuple

from bot.conversations import brief, hidden
from bot.conversations.answered import AnswerCards
from bot.conversations.controls import Control, digits
from bot.conversations.live import Live
from bot.conversations.meaning import Meaning
from bot.conversations.pages import Drawing
from bot.conversations.stage import REPLY_GRACE_MS, Stage
from bot.conversations.view import Mistake, View
from bot.dialog import Scene
from bot.engine.cards import Message
from bot.engine.prompts import Prompt
from bot.engine.read import Reading
from bot.engine.text import Text, t
from bot.model import Person
from bot.ports import Put, SlotRef
from bot.words import Reader, render


class Stood(NamedTuple):
    """A page that was drawn over facts of another day: its turn, and what it showed."""

    turn: int
    view: View


class Seated:
    """One person in one seat of one loaded conversation, during one turn; see `Acting`."""

    def __init__(
        self, stage: Stage, live: Live, role: str, person: Person, stood: Stood | None = None
    ) -> None:
        self.stage = stage
        self.live = live
        self.role = role
        self.reading: Reading = stage.reading(person)
        self.reader: Reader = stage.reader(person, live.facts.scene.kind)
        self.before = {name: live.view(name) for name in live.seats}
        self.turn = live.seats[role].turn
        """The turn of the page that stood there, or was to stand there, before this."""
        self.stood = stood
        """What their page was before it was taken up again, where that was just now."""
        self.ref = live.seats[role].ref if live.seats[role].shown_turn == live.seats[role].turn else ""
        live.ref = self.ref
        self.history = len(live.answers.history)
        """So many answers had been replaced or taken back before."""

    def control(self, what: str, option: str = "") -> Control:
        """A button of this seat's page as it stands."""
        return Control(self.live.row.id, self.role, self.live.seats[self.role].turn, what, option)

    @property
    def editing(self) -> bool:
        """Whether an earlier answer is open for changing."""
        return self.live.seats[self.role].editing != ""

    def edit(self, key: str) -> None:
        """Open an earlier answer for changing; "" = none."""
        self.live.seats[self.role] = self.live.seats[self.role]._replace(editing=key)

    @property
    def other(self) -> str:
        """What the other one is called."""
        scene: Scene = self.live.facts.scene
        return scene.other(self.role).name

    def settle(self) -> None:
        """Let the talk run over what was changed, and write what follows."""
        self.stage.settle(self.live, self.before, acting=self.role)

    @property
    def meaning(self) -> Meaning:
        """What a typed line would mean here."""
        return Meaning(self.live.view(self.role), self.editing, self.reading, self.reader)

    def ask_again(self, mistakes: Mapping[str, Mistake]) -> tuple[Put, ...]:
        """This seat's page where it stands, with what could not be taken."""
        hidden.note(self, mistakes)
        return (Put(self._draw(mistakes), self.ref, self._slot()),)

    def show(
        self, mistakes: Mapping[str, Mistake] | None = None, *, again: bool = False, whole: bool = False
    ) -> tuple[Put, ...]:
        """This seat's page as it stands, as a new message; nothing when delivery is bringing it just now.

        `again`: nothing was done that asks for another copy of what stands there already. While it is not
        known to stand there, the first reply to the same event is bringing it, in whatever process, and
        after that delivery.
        `whole`: with what was said, also where some of the page is answered by now.
        """
        seat = self.live.seats[self.role]
        if seat.turn == self.turn and seat.put_at_ms > 0:
            until = self.stage.tx.moment.real + REPLY_GRACE_MS
            if again or not self.stage.tx.hand_over(seat, until):
                return ()
        slot = self._slot()
        same = not again and self._is_same()
        long = same and brief.is_long(self.live.view(self.role).said, self.reader)
        below = long and bool(mistakes)
        page = self._draw(mistakes or {}, whole=whole, brief=below)
        if below:
            brief.note(self)
        if again:
            return (Put(page, "", slot._replace(key=seat.page_key)),)
        # The new one first: whoever dies between the two leaves two copies, and never none to answer in.
        return (Put(page, "", slot), *(self.put_away(anew=long and not below) if same else ()))

    def stay(self) -> tuple[Put, ...]:
        """This seat's page where it stands already, and nothing beside it."""
        return (Put(self._draw({}), self.ref, self._slot()),) if self.ref else ()

    def _is_same(self) -> bool:
        """Whether an old copy of the page shows the same question, in a message that is known."""
        unchanged = not self.live.view(self.role).differs(self.before[self.role])
        return bool(self.ref) and not self.live.over and unchanged

    def put_away(self, *, anew: bool = False) -> tuple[Put, ...]:
        """The page where it stands, without what can be pressed.

        `anew`: it stands further down as well, with all that was said, so that is taken away here.
        """
        if not self.ref:
            return ()
        page = self._draw({}, brief=anew or brief.stands(self))
        body = (*page.body, render(t("page-below"), self.reader)) if anew else page.body
        return (Put(Message(body, title=page.title, facts=page.facts), self.ref, redraws=True),)

    def _mistaken(self) -> Mapping[str, Mistake]:
        """Of the options that came with the command, those of the open page that could not be taken."""
        asked = {prompt.key for prompt in self.live.view(self.role).prompts}
        return {key: mistake for key, mistake in self.live.mistakes.items() if key in asked}

    def explain(self, *, typed: bool = False) -> tuple[Put, ...]:
        """This seat's page where it stands, with what each point of its scale looks like.

        `typed`: it was asked for in a line of the chat, so it comes below that.
        """
        page = Drawing(self.live, self.role, self.reader, explained=True).page()
        if typed:
            return (Put(page, "", self._slot()), *self.put_away())
        return (Put(page, self.ref, self._slot()),)

    def open(self, word: Text | None = None) -> tuple[Put, ...]:
        """This seat's page once more, and the floor with it: what is typed next belongs here."""
        self.stage.touch(self.live, self.role)
        return headed(self.show(whole=True), word, self.reader)

    def pages(self, mistakes: Mapping[str, Mistake], ref: str = "") -> tuple[Put, ...]:
        """The pages that this turn brought for the acting person, in order."""
        puts = []
        for live, role in self.stage.pages:
            own = live is self.live and role == self.role
            wrong = {**self._mistaken(), **mistakes} if own else {}
            hidden.note(self, wrong)
            page = Drawing(live, role, self.reader, wrong).page()
            if page.says_something():
                puts.append(Put(page, ref if own else "", slot_of(live, role)))
        return tuple(puts)

    def stale(self, control: Control) -> tuple[Put, ...]:
        """A button of an earlier page: say what was answered, then show where things stand."""
        told = self.answered_then(control)
        if told and self.live.row.state == "done":
            return told
        asked = self.live.row.state == "open" and self.live.view(self.role).prompts
        return (*told, *headed(self.show(), t("older-copy") if asked and not told else None, self.reader))

    def answered_then(self, control: Control) -> tuple[Put, ...]:
        """What the page of a button was answered; nothing where it was not."""
        prompts = self.live.given(self.role, lambda key, _: digits(key) == control.what) or self.live.given(
            self.role, lambda _, given: given.turn == control.turn
        )
        drawing = AnswerCards(self.live, self.role, self.reader)
        return (Put(drawing.answered_before(prompts)),) if prompts else ()

    def _draw(self, mistakes: Mapping[str, Mistake], *, whole: bool = False, brief: bool = False) -> Message:
        return Drawing(self.live, self.role, self.reader, mistakes, whole=whole, brief=brief).page()

    def _slot(self) -> SlotRef:
        return slot_of(self.live, self.role)

    def say(self, words: Text) -> Put:
        """One sentence, beside the page and not of it."""
        return Put(Message((render(words, self.reader),)))

    def closing(self, taken: tuple[Prompt[Any], ...]) -> tuple[Put, ...]:
        """The question that was answered, turned into question and answer where it stands."""
        if not self.ref:
            return ()
        drawing, said = AnswerCards(self.live, self.role, self.reader), self.before[self.role].said
        return (Put(drawing.answered(taken, () if said and brief.stands(self) else said), self.ref),)


def headed(puts: tuple[Put, ...], word: Text | None, reader: Reader) -> tuple[Put, ...]:
    """Messages, the first of which begins with a word about why it comes."""
    if word is None or not puts:
        return puts
    message = puts[0].message
    message = replace(message, body=(render(word, reader), *message.body))
    return (puts[0]._replace(message=message), *puts[1:])


def slot_of(live: Live, role: str) -> SlotRef:
    """The slot in which a seat's page stands."""
    seat = live.seats[role]
    key = seat.page_key if seat.shown_turn < seat.turn else ""
    return SlotRef(f"seat/{live.row.account}/{live.row.id}/{role}", seat.turn, key)
