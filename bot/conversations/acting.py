"""One person in one conversation: what they answer by press, form or typed line, and what they are shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, NamedTuple

from bot.conversations import behind, hidden
from bot.conversations.answered import AnswerCards
from bot.conversations.controls import Control, digits
from bot.conversations.live import Live, Mistake, View
from bot.conversations.meaning import Meaning, left_out
from bot.conversations.pages import Drawing
from bot.conversations.stage import REPLY_GRACE_MS, Stage
from bot.dialog import Scene
from bot.engine.cards import Message
from bot.engine.kinds import Raw
from bot.engine.prompts import Prompt
from bot.engine.read import Reading, day_in
from bot.engine.text import Invalid, Text, t
from bot.model import Person
from bot.ports import Put, SlotRef
from bot.words import Reader, plain, render


class Stood(NamedTuple):
    """A page that was drawn over facts of another day: its turn, and what it showed."""

    turn: int
    view: View


class Acting:
    """One person in one seat of one loaded conversation, during one turn."""

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

    # --- answering ----------------------------------------------------------------------------

    def answer(
        self, given: Mapping[str, Raw | None], *, submitted: bool = False, typed: bool = False
    ) -> tuple[Put, ...]:
        """Take answers by the digits of their keys; good ones are kept even beside mistakes.

        `submitted`: a whole form was sent, so what is absent is a mistake too (or, where
        something was proposed, accepted as proposed). `typed`: it was written as a line of the chat.
        """
        view = self.live.view(self.role)
        if view.page is None or not view.prompts:
            return self.show()
        proposed = view.page.proposed or {} if not self.editing else {}
        taken: list[Prompt[Any]] = []
        mistakes: dict[str, Mistake] = {}
        for prompt in view.prompts:
            what = digits(prompt.key)
            if what not in given and not submitted:
                continue
            raw = given.get(what)
            try:
                if what not in given and prompt.key in self.live.answers.given:
                    pass  # left alone: what was answered before stands
                elif what not in given and prompt.key in proposed:
                    self.live.keep(self.role, prompt, prompt.kind.dump(proposed[prompt.key]), self.reading)
                elif raw == "" or what not in given:
                    self.take(prompt, self._left_alone(prompt))
                else:
                    self.take(prompt, raw)
                taken.append(prompt)
            except Invalid as invalid:
                mistakes[prompt.key] = self.mistake(invalid, raw)._replace(beside=typed)
        if not taken:
            # What was typed stands below the page by now: why it was not taken comes below that.
            return self.show(mistakes) if typed else self.ask_again(mistakes)
        return self.moved(tuple(taken), mistakes)

    def accept(self) -> tuple[Put, ...]:
        """One tap: every proposed value becomes an explicit answer."""
        view = self.live.view(self.role)
        if view.page is None or view.page.shape != "review" or self.editing:
            return self.show()
        proposed = view.page.proposed or {}
        for prompt in view.prompts:
            self.live.keep(self.role, prompt, prompt.kind.dump(proposed[prompt.key]), self.reading)
        return self.moved(view.prompts, {})

    def typed(self, words: str, *, meant: bool = False) -> tuple[Put, ...]:
        """Take a written line as the answer to what is open: the first question of the page.

        `meant`: they said that it is their answer here.
        """
        view = self.live.view(self.role)
        if view.page is None or not view.prompts:
            return self.show()
        meaning = self.meaning
        if meaning.proposes:
            if meaning.accepts(words):
                return hidden.shown_again(self) if hidden.hides(self) else self.accept()
            if len(view.prompts) > 1:
                # Of the page as a whole: no field of its form takes these words.
                return self.show({"": Mistake(t("invalid-review"), "")})
            if meaning.declines(words):
                return self.show({"": Mistake(t("invalid-review-one"), "")})
        if view.prompts[0].optional and words.strip().casefold() == plain(t("skip"), self.reader).casefold():
            return self.answer({digits(view.prompts[0].key): None})
        if view.prompts[0].kind.carries(words, self.reading):
            return self._both(view.prompts[0], words, words)
        if meant and (option := meaning.offers(words)) is not None:
            return self._both(view.prompts[0], (option,), words)
        return self.answer({digits(view.prompts[0].key): words}, typed=True)

    def _both(self, prompt: Prompt[Any], option: Raw, words: str) -> tuple[Put, ...]:
        """Own words in the place of an option: the option that they mean, and the answer that it asks for."""
        self.take(prompt, option)
        if self.editing:
            self.edit("")
            self.live.replay()
        self.live.go_on()
        asked = self.live.after(prompt, self.role)
        if asked is None or asked.kind.options():
            return self.moved((prompt,), {})
        if asked.key in self.live.answers.kept:
            self.edit(asked.key)  # the words take the place of those that were given with it before
        if asked.kind.name == "date":
            words = day_in(words, self.reading) or words
        try:
            self.take(asked, words)
        except Invalid as invalid:
            return self.moved((prompt,), {asked.key: self.mistake(invalid, words)})
        return self.moved((prompt, asked), {})

    @property
    def meaning(self) -> Meaning:
        """What a typed line would mean here."""
        return Meaning(self.live.view(self.role), self.editing, self.reading, self.reader)

    def ask_again(self, mistakes: Mapping[str, Mistake]) -> tuple[Put, ...]:
        """This seat's page where it stands, with what could not be taken."""
        hidden.note(self, mistakes)
        return (Put(self._draw(mistakes), self.ref, self._slot()),)

    def mistake(self, invalid: Invalid, raw: Raw | None) -> Mistake:
        """What was typed comes back beside its field, unless it must not be kept anywhere."""
        secret = invalid.why.key == "invalid-secret"
        self.stage.secret = self.stage.secret or secret
        return Mistake(invalid.why, "" if secret or raw is None else typed_or_picked(raw))

    def take(self, prompt: Prompt[Any], raw: Raw | None) -> None:
        """Read one answer and keep it. Raises `Invalid`."""
        raw = None if left_out(prompt, raw) else raw
        shown = plain(prompt.ask, self.reader) if prompt.kind.name == "consent" else ""
        self.live.take(self.role, prompt, raw, self.reading, shown)

    def _left_alone(self, prompt: Prompt[Any]) -> Raw | None:
        """A field that was not touched: unanswered when optional, a mistake otherwise."""
        if prompt.optional:
            return None
        raise Invalid(t("invalid-missing", what=prompt.ask))

    def moved(self, taken: tuple[Prompt[Any], ...], mistakes: Mapping[str, Mistake]) -> tuple[Put, ...]:
        """Let the talk run over what was taken, and show what follows."""
        if self.editing:
            self.live.replay()
            if not mistakes:
                self.edit(self._whole_with(taken))
        self.settle()
        return (*self._closing(taken), *self.pages(mistakes), *behind.tidied(self))

    def _whole_with(self, taken: tuple[Prompt[Any], ...]) -> str:
        """The next question to change: the words or the day that a changed answer is only whole with."""
        kept = self.live.answers.kept
        if len(taken) != 1 or not taken[0].kind.leads(kept.get(taken[0].key)):
            return ""
        asked = self.live.after(taken[0], self.role)
        return asked.key if asked is not None and asked.key in kept else ""

    def _closing(self, taken: tuple[Prompt[Any], ...]) -> tuple[Put, ...]:
        """The question that was answered, turned into question and answer where it stands."""
        if not self.ref:
            return ()
        drawing = AnswerCards(self.live, self.role, self.reader)
        return (Put(drawing.answered(taken, self.before[self.role].said), self.ref),)

    # --- showing ------------------------------------------------------------------------------

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
        outdated = () if again else self._outdated()
        page = self._draw(mistakes or {}, whole=whole, brief=bool(mistakes and outdated))
        if again:
            return (Put(page, "", slot._replace(key=seat.page_key)),)
        # The new one first: whoever dies between the two leaves two copies, and never none to answer in.
        return (Put(page, "", slot), *outdated)

    def stay(self) -> tuple[Put, ...]:
        """This seat's page where it stands already, and nothing beside it."""
        return (Put(self._draw({}), self.ref, self._slot()),) if self.ref else ()

    def _outdated(self) -> tuple[Put, ...]:
        """If the old copy shows the same question, take its buttons away."""
        if self.live.over or self.live.view(self.role).differs(self.before[self.role]):
            return ()
        return self.put_away()

    def put_away(self) -> tuple[Put, ...]:
        """The page where it stands, without what can be pressed."""
        if not self.ref:
            return ()
        page = self._draw({})
        return (Put(Message(page.body, title=page.title, facts=page.facts), self.ref, redraws=True),)

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
        return told if told and self.live.row.state == "done" else (*told, *self.show())

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


def headed(puts: tuple[Put, ...], word: Text | None, reader: Reader) -> tuple[Put, ...]:
    """Messages, the first of which begins with a word about why it comes."""
    if word is None or not puts:
        return puts
    message = puts[0].message
    message = replace(message, body=(render(word, reader), *message.body))
    return (puts[0]._replace(message=message), *puts[1:])


def typed_or_picked(raw: Raw) -> str | tuple[str, ...]:
    """What was given, as it stands in the field of a form."""
    return raw if isinstance(raw, str) else tuple(str(index) for index in raw)


def slot_of(live: Live, role: str) -> SlotRef:
    """The slot in which a seat's page stands."""
    seat = live.seats[role]
    key = seat.page_key if seat.shown_turn < seat.turn else ""
    return SlotRef(f"seat/{live.row.account}/{live.row.id}/{role}", seat.turn, key)
