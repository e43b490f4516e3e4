"""Draws what a seat sees: what was said, what is asked, and the controls that answer it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from bot.conversations import controls
from bot.conversations.controls import Control, digits
from bot.conversations.live import Live, Mistake, one_by_one
from bot.dialog import Scene
from bot.engine.cards import Button, Choice, Field, Form, Message, Rich, Select
from bot.engine.prompts import Page, Prompt
from bot.engine.text import Text, t
from bot.words import Reader, plain, render

MOST_BUTTONS = 8
"""More options than this are a list to pick from."""

Mistakes = Mapping[str, Mistake]


class Drawing:
    """One seat's page for one reader, being drawn."""

    def __init__(self, live: Live, role: str, reader: Reader, mistakes: Mistakes | None = None) -> None:
        self.live = live
        self.role = role
        self.reader = reader
        self.mistakes = mistakes or {}
        self.turn = live.seats[role].turn

    def page(self) -> Message:
        """Everything the seat sees now: a question, a closing word, or whom it waits for."""
        if self.live.row.state == "parked":
            return Message((self._rich(t("parked")),))
        view = self.live.view(self.role)
        body = [self._rich(words) for words in view.said]
        if view.page is None:
            return Message(tuple(body))
        if not view.prompts:
            return Message((*body, self._rich(t("waiting-for", other=self._other()))))
        asked = self._ask(view.page, view.prompts)
        errors = tuple(self._rich(mistake.why) for mistake in self.mistakes.values())
        return replace(
            asked, body=(*body, *asked.body), audience=self._who_reads(view.prompts[0]), errors=errors
        )

    def _who_reads(self, prompt: Prompt[Any]) -> str:
        audience = prompt.audience or self.live.dialog.audience
        other = self._other()
        if audience == "both" and not other:
            return self._words(t("who-reads-both-later"))
        return self._words(t(f"who-reads-{audience}", other=other))

    def answered(self, prompts: tuple[Prompt[Any], ...], said: tuple[Text, ...] = ()) -> Message:
        """A question once answered: what was said with it, question, answer, and a way to change it."""
        kept = self.live.answers.kept
        given = [(prompt, self._shown(prompt, kept[prompt.key])) for prompt in prompts if prompt.key in kept]
        changeable = self.live.row.state == "open" or self.live.dialog.revisable
        change = Button(self._id(controls.CHANGE, digits(prompts[0].key)), self._words(t("change")), "quiet")
        buttons = (change,) if changeable else ()
        if len(given) != 1:
            body = tuple(self._rich(words) for words in said)
            facts = tuple((self._rich(prompt.ask), self._rich(answer)) for prompt, answer in given)
            return Message(body, facts=facts, controls=buttons)
        prompt, answer = given[0]
        asked = (*said, prompt.ask, *((prompt.hint,) if prompt.hint else ()))
        body = tuple(self._rich(words) for words in (*asked, t("answer-given", answer=answer)))
        return Message(body, controls=buttons)

    def _ask(self, page: Page[Any], prompts: tuple[Prompt[Any], ...]) -> Message:
        changing = self.live.seats[self.role].editing != ""
        first = prompts[0]
        if page.shape == "review" and not changing:
            return self._review(page, prompts)
        if len(page.prompts) == 1 or one_by_one(page):
            message = self._one(first, inline=True)
            mine = [prompt for prompt in page.prompts if prompt.to in ("", self.role)]
            if len(mine) > 1 and not changing:
                progress = t("progress", number=mine.index(first) + 1, total=len(mine))
                message = replace(message, body=(self._rich(progress), *message.body))
            if page.ask is not None and first is page.prompts[0]:
                message = replace(message, body=(self._rich(page.ask), *message.body))
            return self._with_back(message)
        ask = page.ask or first.ask
        form = self._form(prompts, ask, self._kept(prompts) if changing else page.proposed or {})
        return self._with_back(Message((self._rich(ask),), controls=(form,)))

    def _review(self, page: Page[Any], prompts: tuple[Prompt[Any], ...]) -> Message:
        proposed = page.proposed or {}
        facts = tuple((self._rich(p.ask), self._rich(p.kind.show(proposed[p.key]))) for p in prompts)
        ask = page.ask or t("looks-right")
        accept = Button(self._id(controls.ACCEPT), self._words(page.accept or t("looks-right")), "main")
        form = self._form(prompts, ask, {p.key: proposed[p.key] for p in prompts})
        form = form._replace(open=self._words(t("change")))
        return self._with_back(Message((self._rich(ask),), facts=facts, controls=(accept, form)))

    def _one(self, prompt: Prompt[Any], inline: bool) -> Message:
        options = prompt.kind.options()
        body: list[Rich] = [self._rich(prompt.ask)]
        if prompt.hint is not None:
            body.append(self._rich(prompt.hint))
        if not options:
            form = self._form((prompt,), prompt.ask, self._kept((prompt,)))._replace(inline=inline)
            return Message(tuple(body), controls=(form, *self._skip(prompt)))
        notes = tuple(
            (self._rich(option.label), self._rich(option.note)) for option in options if option.note
        )
        what = digits(prompt.key)
        if prompt.kind.name == "many" or len(options) > MOST_BUTTONS:
            return Message(tuple(body), facts=notes, controls=(self._select(prompt), *self._skip(prompt)))
        consent = prompt.kind.name == "consent"
        buttons = tuple(
            Button(
                self._id(what, str(index)),
                self._words(option.label),
                "main" if consent and index == 0 else "plain",
            )
            for index, option in enumerate(options)
        )
        return Message(tuple(body), facts=notes, controls=(*buttons, *self._skip(prompt)))

    def _select(self, prompt: Prompt[Any]) -> Select:
        many = prompt.kind.name == "many"
        return Select(
            self._id(digits(prompt.key)),
            self._words(prompt.ask),
            self._choices(prompt),
            least=getattr(prompt.kind, "least", 1),
            most=getattr(prompt.kind, "most", 1),
            done=self._words(t("next")) if many else "",
        )

    def _skip(self, prompt: Prompt[Any]) -> tuple[Button, ...]:
        if not prompt.optional:
            return ()
        return (Button(self._id(digits(prompt.key), controls.SKIP), self._words(t("skip")), "quiet"),)

    def _form(self, prompts: tuple[Prompt[Any], ...], title: Text, values: Mapping[str, Any]) -> Form:
        return Form(
            self._id(controls.PAGE),
            self._words(title),
            self._words(t("answer")),
            self._words(t("send")),
            tuple(self._field(prompt, values) for prompt in prompts),
        )

    def _field(self, prompt: Prompt[Any], values: Mapping[str, Any]) -> Field:
        kind = prompt.kind
        mistake = self.mistakes.get(prompt.key)
        value: str | tuple[str, ...] = ""
        if mistake is not None:
            value = mistake.raw
        elif prompt.key in values and values[prompt.key] is not None:
            picked = tuple(str(index) for index in kind.indices(values[prompt.key]))
            value = picked if kind.options() else kind.typed(values[prompt.key])
        unit = getattr(kind, "unit", None)
        return Field(
            digits(prompt.key),
            self._words(prompt.ask),
            kind.name,
            self._choices(prompt),
            value,
            hint=self._words(prompt.hint) if prompt.hint else "",
            error=self._words(mistake.why) if mistake else "",
            optional=prompt.optional,
            long=bool(getattr(kind, "long", False)),
            unit=self._words(unit) if unit else "",
            least=getattr(kind, "least", None),
            most=getattr(kind, "most", None),
        )

    def _choices(self, prompt: Prompt[Any]) -> tuple[Choice, ...]:
        return tuple(
            Choice(str(index), self._words(option.label), self._words(option.note) if option.note else "")
            for index, option in enumerate(prompt.kind.options())
        )

    def _kept(self, prompts: tuple[Prompt[Any], ...]) -> dict[str, Any]:
        kept = self.live.answers.kept
        return {p.key: p.kind.load(kept[p.key]) for p in prompts if kept.get(p.key) is not None}

    def _shown(self, prompt: Prompt[Any], kept: Any) -> Text:
        if kept is None and prompt.optional:
            return t("answer-none")
        return prompt.kind.show(prompt.kind.load(kept))

    def _with_back(self, message: Message) -> Message:
        if self.live.seats[self.role].editing:
            label = t("leave-as-it-was")
        elif self.live.last_page(self.role) is not None:
            label = t("back")
        else:
            return message
        return replace(
            message,
            controls=(*message.controls, Button(self._id(controls.BACK), self._words(label), "quiet")),
        )

    def _other(self) -> str:
        scene: Scene = self.live.facts.scene
        return scene.professional.name if self.role == "owner" else scene.owner.name

    def _id(self, what: str, option: str = "") -> str:
        return Control(self.live.row.id, self.role, self.turn, what, option).write()

    def _rich(self, words: Text) -> Rich:
        return render(words, self.reader)

    def _words(self, words: Text) -> str:
        return plain(words, self.reader)
