"""What one person answers in one conversation: by press, by form, or by a typed line."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from bot.conversations import behind, hidden
from bot.conversations.asking_us import send_back_once
from bot.conversations.controls import digits
from bot.conversations.meaning import left_out
from bot.conversations.seated import Seated
from bot.conversations.view import Mistake
from bot.engine.kinds import Raw
from bot.engine.prompts import Prompt
from bot.engine.read import day_in
from bot.engine.text import Invalid, t
from bot.ports import Put
from bot.words import plain


class Acting(Seated):
    """One person in one seat of one loaded conversation, during one turn."""

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
                    if submitted and not self._stands(prompt, raw, proposed):
                        send_back_once(self.stage.tx, self.live.row.id, prompt, raw or "", self.reading)
                    self.take(prompt, raw)
                taken.append(prompt)
            except Invalid as invalid:
                mistakes[prompt.key] = self.mistake(invalid, raw)._replace(beside=typed)
        if not taken:
            # What was typed stands below the page by now: why it was not taken comes below that.
            return self.show(mistakes) if typed else self.ask_again(mistakes)
        return self.moved(tuple(taken), mistakes)

    def _stands(self, prompt: Prompt[Any], raw: Raw | None, proposed: Mapping[str, Any]) -> bool:
        """Whether a field holds what stood in it before: what was answered, or proposed."""
        known = {**proposed, **self.live.answers.kept}
        return prompt.key in known and known[prompt.key] == raw

    def told(self, seeds: Mapping[str, str]) -> tuple[Put, ...]:
        """Show the page; what was typed with a command answers it, where it is asked first."""
        asked = self.live.view(self.role).prompts[:1]
        given = {digits(one.key): seeds[one.key] for one in asked if one.key in seeds}
        return self.answer(given, typed=True) if given else self.show()

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
        if told := meaning.in_one_line(words):
            return self.answer({digits(key): raw for key, raw in told.items()}, typed=True)
        if view.prompts[0].kind.reads_on(words, self.reading):
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
        try:
            self.take(asked, self._day_of(asked, words))
        except Invalid as invalid:
            return self.moved((prompt,), {asked.key: self.mistake(invalid, words)})
        return self.moved((prompt, asked), {})

    def _day_of(self, asked: Prompt[Any], words: str) -> str:
        """What a line says to the question after the one that it was typed to: of a sentence only the day."""
        if asked.kind.name != "date":
            return words
        with suppress(Invalid):
            asked.kind.read(words, self.reading)
            return words
        return day_in(words, self.reading) or words

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
        return (*self.closing(taken), *self.pages(mistakes), *behind.tidied(self))

    def _whole_with(self, taken: tuple[Prompt[Any], ...]) -> str:
        """The next question to change: the words or the day that a changed answer is only whole with."""
        kept = self.live.answers.kept
        if len(taken) != 1 or not taken[0].kind.leads(kept.get(taken[0].key)):
            return ""
        asked = self.live.after(taken[0], self.role)
        return asked.key if asked is not None and asked.key in kept else ""


def typed_or_picked(raw: Raw) -> str | tuple[str, ...]:
    """What was given, as it stands in the field of a form."""
    return raw if isinstance(raw, str) else tuple(str(index) for index in raw)
