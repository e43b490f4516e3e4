"""The cards of what was answered: where its question stood, further down, and for an old button."""

from __future__ import annotations

from collections.abc import Collection
from textwrap import shorten
from typing import Any

from bot.conversations import controls
from bot.conversations.controls import Control, digits
from bot.conversations.live import Live
from bot.conversations.view import one_by_one
from bot.engine.cards import Button, Message, Rich
from bot.engine.prompts import Page, Prompt
from bot.engine.text import Text, literal, t
from bot.words import Reader, plain, render

BEGINNING = 90
"""So many characters of a question are enough to know it again."""
TWICE = 300
"""So many characters stand both in the line that was written and on the card of its question."""


class AnswerCards:
    """What one seat has answered, being drawn for one reader."""

    def __init__(self, live: Live, role: str, reader: Reader) -> None:
        self.live = live
        self.role = role
        self.reader = reader

    def answered(self, prompts: tuple[Prompt[Any], ...], said: tuple[Text, ...] = ()) -> Message:
        """A question once answered: what was said with it, question, answer, and a way to change it."""
        given = [(prompt, self._once(prompt, answer)) for prompt, answer in self._given(prompts)]
        buttons = self._change(prompts)
        said = (*said, *self._named(prompts))
        if len(given) > 1 and not all(self._beside(prompts[0], prompt) for prompt in prompts):
            # One line answered one question after the other: it is told as it went.
            told = [
                words for prompt, answer in given for words in (prompt.ask, t("answer-given", answer=answer))
            ]
            return Message(tuple([self._rich(words) for words in (*said, *told)]), controls=buttons)
        if len(given) != 1:
            body = tuple([self._rich(words) for words in said])
            facts = tuple([(self._rich(prompt.ask), self._rich(answer)) for prompt, answer in given])
            return Message(body, facts=facts, controls=buttons)
        prompt, answer = given[0]
        asked = (*said, prompt.ask, *((prompt.hint,) if prompt.hint else ()))
        body = tuple([self._rich(words) for words in (*asked, t("answer-given", answer=answer))])
        return Message(body, controls=buttons)

    def _once(self, prompt: Prompt[Any], answer: Text) -> Text:
        """An answer as its card shows it: of many words that were written as a line, how they begin.

        They stand whole right below it. What was sent in a form stands nowhere else.
        """
        words, given = self._words(answer), self.live.answers.given.get(prompt.key)
        if given is None or not given.event or len(words) <= TWICE:
            return answer
        return literal(shorten(words, TWICE // 2, placeholder=" …"))

    def _named(self, prompts: tuple[Prompt[Any], ...]) -> tuple[Text, ...]:
        """What the page of these questions is about: "As agreed" alone says nothing once it is answered."""
        asked = prompts[0]
        page = next((page for page in self.live.newest_first() if asked in page.prompts), None)
        if page is None or one_by_one(page):
            return ()
        proposes = page.shape == "review" or len(page.prompts) == 1
        named = page.about or (None if proposes else page.ask)
        return () if named is None else (named,)

    def _beside(self, one: Prompt[Any], other: Prompt[Any]) -> bool:
        page = self._page_of(one)
        return page is not None and any(other.key == prompt.key for prompt in page.prompts)

    def _page_of(self, prompt: Prompt[Any]) -> Page[Any] | None:
        # By key: a talk that ended was played once more, over facts as they are now.
        return next((p for p in self.live.pages if any(prompt.key == one.key for one in p.prompts)), None)

    def moved_on(self, keys: Collection[str], said: tuple[Text, ...] = ()) -> Message:
        """A card whose question was answered anew, or is asked again, further down."""
        asked = [prompt for page in self.live.pages for prompt in page.prompts if prompt.key in keys]
        told = [t("answer-below", question=self._beginning(prompt.ask)) for prompt in asked[:1]]
        return Message(tuple([self._rich(words) for words in (*said, *(told or [t("answer-gone")]))]))

    def answered_before(self, prompts: tuple[Prompt[Any], ...]) -> Message:
        """What an old button is told: the answer that stands, and only the beginning of its question."""
        given = [(self._beginning(prompt.ask), answer) for prompt, answer in self._given(prompts)]
        if len(given) == 1:
            ((question, answer),) = given
            told = self._rich(t("answered-before", question=question, answer=answer))
            return Message((told,), controls=self._change(prompts))
        facts = tuple([(self._rich(literal(question)), self._rich(answer)) for question, answer in given])
        return Message((self._rich(t("answered-before-all")),), facts=facts, controls=self._change(prompts))

    def _given(self, prompts: tuple[Prompt[Any], ...]) -> list[tuple[Prompt[Any], Text]]:
        kept = self.live.answers.kept
        return [(prompt, self._shown(prompt, kept[prompt.key])) for prompt in prompts if prompt.key in kept]

    def _change(self, prompts: tuple[Prompt[Any], ...]) -> tuple[Button, ...]:
        if not self.live.changes(prompts[0]):
            return ()
        what = self._id(controls.CHANGE, digits(prompts[0].key))
        label = t("change") if self.live.revisable else t("put-right")
        return (Button(what, self._words(label), "quiet"),)

    def _beginning(self, words: Text) -> str:
        line = self._words(words).strip().partition("\n")[0]
        return shorten(line, BEGINNING, placeholder=" …")

    def done(self) -> Message:
        """A talk that has ended, though its script would ask more by now: what was answered in it."""
        mine = self._given(self.live.all_given(self.role))
        told = self._rich(t("done-before", answered=len(mine)))
        facts = [(self._rich(literal(self._beginning(ask.ask))), self._rich(answer)) for ask, answer in mine]
        return Message((told,), facts=tuple(facts))

    def _shown(self, prompt: Prompt[Any], kept: Any) -> Text:
        if kept is None and prompt.optional:
            return t("answer-left-out")
        return prompt.kind.show(prompt.kind.load(kept))

    def _id(self, what: str, option: str) -> str:
        return Control(self.live.row.id, self.role, self.live.seats[self.role].turn, what, option).write()

    def _rich(self, words: Text) -> Rich:
        return render(words, self.reader)

    def _words(self, words: Text) -> str:
        return plain(words, self.reader)
