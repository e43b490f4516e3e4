"""Draws what a seat sees: what was said, what is asked, and the controls that answer it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any, NamedTuple

from bot.budget import MOST_BUTTONS
from bot.conversations import controls
from bot.conversations.answered import AnswerCards
from bot.conversations.controls import digits
from bot.conversations.live import Live
from bot.conversations.view import Mistake, one_by_one
from bot.conversations.who_reads import who_reads
from bot.dialog import Scene
from bot.engine.cards import Button, Choice, Field, Form, Message, Rich, Select, flat
from bot.engine.cards import Control as Drawable
from bot.engine.kinds import Option, ScaleKind
from bot.engine.prompts import Page, Prompt
from bot.engine.text import Text, literal, t
from bot.words import Reader, plain, render

MOST_IN_LIST = 75
"""Characters of an option, and of its note, that a list shows whole on every platform."""

Mistakes = Mapping[str, Mistake]


class Worded(NamedTuple):
    """An option with words for one reader: its label, the same in plain characters, and its description."""

    label: Rich
    words: str
    note: Rich


class Parts(NamedTuple):
    """What is asked, before it is one message with what was said and who will read the answer."""

    body: tuple[Rich, ...]
    facts: tuple[tuple[Rich, Rich], ...] = ()
    controls: tuple[Drawable, ...] = ()


class Drawing:
    """One seat's page for one reader, being drawn."""

    def __init__(
        self,
        live: Live,
        role: str,
        reader: Reader,
        mistakes: Mistakes | None = None,
        *,
        explained: bool = False,
        whole: bool = False,
        brief: bool = False,
    ) -> None:
        self.live = live
        self.role = role
        self.reader = reader
        self.mistakes = mistakes or {}
        self.explained = explained
        self.whole = whole
        """Whether what was said is said once more, where some of the page is answered by now."""
        self.brief = brief
        """Whether what was said is left to the same page above it."""
        self._begins = controls.begin(live.row.id, role, live.seats[role].turn)

    def page(self) -> Message:
        """Everything the seat sees now: a question, a closing word, or whom it waits for."""
        if self.live.row.state == "parked":
            return Message((self._rich(t("parked")),))
        view = self.live.view(self.role)
        told = self.live.told(self.role) if self.whole else () if self.brief else view.said
        said = tuple([self._rich(words) for words in told])
        if self.live.over:
            return AnswerCards(self.live, self.role, self.reader).done()
        if view.page is None:
            return Message(said)
        if not view.prompts:
            return Message((*said, self._rich(t("waiting-for", other=self._other()))))
        asked = self._ask(view.page, view.prompts)
        return Message(
            (*said, *asked.body),
            facts=asked.facts,
            controls=(*asked.controls, *self._once_more(told), *self._way_back()),
            audience=who_reads(self.live, self.role, self.reader, view.page, view.prompts),
            errors=tuple([self._rich(mistake.why) for mistake in self.mistakes.values()]),
        )

    def over(self) -> Message:
        """What was asked of this seat when its talk was closed: why, and nothing to press."""
        page = self.page()
        why = self._rich(t("conversation-closed", why=self.live.row.reason))
        return Message((*page.body, why), title=page.title, facts=page.facts)

    def _ask(self, page: Page[Any], prompts: tuple[Prompt[Any], ...]) -> Parts:
        changing = self.live.seats[self.role].editing != ""
        first = prompts[0]
        if page.shape == "review" and not changing:
            return self._review(page, prompts)
        if len(page.prompts) == 1 or one_by_one(page):
            asked = self._one(first, inline=True)
            before: list[Rich] = []
            if page.ask is not None and first is page.prompts[0]:
                before.append(self._rich(page.ask))
            taps = [prompt for prompt in page.prompts if prompt.key not in page.follows]
            mine = [prompt for prompt in taps if prompt.to in ("", self.role)]
            if len(mine) > 1 and first in mine and not changing:
                before.append(self._rich(t("progress", number=mine.index(first) + 1, total=len(mine))))
            return asked._replace(body=(*before, *asked.body)) if before else asked
        ask = page.about or page.ask or first.ask
        form = self._form(prompts, ask, self._kept(prompts) if changing else page.proposed or {})
        return Parts((self._rich(ask),), controls=(form,))

    def _review(self, page: Page[Any], prompts: tuple[Prompt[Any], ...]) -> Parts:
        proposed = page.proposed or {}
        ask = page.ask or t("looks-right")
        form = self._form(prompts, page.about or ask, {p.key: proposed[p.key] for p in prompts})
        form = form._replace(open=self._words(t("change")))
        wrong = {p.key: self.mistakes[p.key] for p in prompts if p.key in self.mistakes}
        if all(mistake.beside for mistake in wrong.values()):
            wrong = {}
        facts = tuple(
            [
                (
                    self._rich(p.ask),
                    self._raw(p, wrong[p.key].raw)
                    if p.key in wrong
                    else self._rich(p.kind.show(proposed[p.key])),
                )
                for p in prompts
                if p.key not in page.folded or p.key in wrong
            ]
        )
        if wrong:
            # It is to be other than proposed: what they gave stands here, to be put right.
            return Parts((self._rich(ask),), tuple([fact for fact in facts if fact[1]]), (form,))
        accept = Button(self._id(controls.ACCEPT), self._words(page.accept or t("looks-right")), "main")
        return Parts((self._rich(ask),), facts, (accept, form))

    def _raw(self, prompt: Prompt[Any], raw: str | tuple[str, ...]) -> Rich:
        """What somebody gave that could not be taken, as they gave it."""
        if isinstance(raw, str):
            return self._rich(literal(raw)) if raw else ()
        labels = {choice.id: choice.label for choice in self._choices(prompt)}
        return self._rich(literal(", ".join(labels[id] for id in raw if id in labels)))

    def _one(self, prompt: Prompt[Any], inline: bool) -> Parts:
        options = self._options(prompt)
        body = (self._rich(prompt.ask), *((self._rich(prompt.hint),) if prompt.hint is not None else ()))
        if not options:
            form = self._form((prompt,), prompt.ask, self._kept((prompt,)))._replace(inline=inline)
            return Parts(body, controls=(form, *self._skip(prompt)))
        folded = prompt.kind.name == "scale" and not self.explained
        notes = () if folded else tuple([(option.label, option.note) for option in options if option.note])
        if prompt.kind.name == "many" or len(options) > MOST_BUTTONS:
            # A list shows its notes itself, unless something of it is too long to stand there whole.
            cut = any(max(len(flat(label)), len(flat(note))) > MOST_IN_LIST for label, note in notes)
            beside = notes if cut else ()
            return Parts(body, beside, (self._select(prompt), *self._skip(prompt)))
        begins = f"{self._begins}{digits(prompt.key)}:"
        buttons = [Button(f"{begins}{index}", option.words) for index, option in enumerate(options)]
        if prompt.kind.name == "consent":
            buttons[0] = buttons[0]._replace(style="main")
        if folded:
            # A scale is known by its short names; what each point looks like is there for the asking.
            buttons.append(Button(self._id(controls.EXPLAIN), self._words(t("explain")), "quiet"))
        return Parts(body, notes, (*buttons, *self._skip(prompt)))

    def _select(self, prompt: Prompt[Any]) -> Select:
        many = prompt.kind.name == "many"
        least, most = prompt.kind.picks
        return Select(
            self._id(digits(prompt.key)),
            self._words(prompt.ask),
            self._choices(prompt),
            least=least,
            most=most,
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
            self._words(t("next") if self.live.dialog.holds else t("send")),
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
        return Field(
            digits(prompt.key),
            self._words(prompt.ask),
            kind.name,
            self._choices(prompt),
            value,
            hint=self._words(prompt.hint) if prompt.hint else "",
            error=self._words(mistake.why) if mistake else "",
            optional=prompt.optional,
            long=kind.long,
            unit=self._words(kind.unit) if kind.unit else "",
            least=kind.least,
            most=kind.most,
        )

    def _choices(self, prompt: Prompt[Any]) -> tuple[Choice, ...]:
        return tuple(
            [
                Choice(str(index), option.words, flat(option.note))
                for index, option in enumerate(self._options(prompt))
            ]
        )

    def _options(self, prompt: Prompt[Any]) -> tuple[Worded, ...]:
        kind = prompt.kind
        if isinstance(kind, ScaleKind):
            return _points(kind, self.reader)
        return _drawn(kind.options(), self.reader)

    def _kept(self, prompts: tuple[Prompt[Any], ...]) -> dict[str, Any]:
        kept = self.live.answers.kept
        return {p.key: p.kind.load(kept[p.key]) for p in prompts if kept.get(p.key) is not None}

    def _once_more(self, told: tuple[Text, ...]) -> tuple[Button, ...]:
        """What was said and stands not here: further up from the second tap on, or nowhere until then."""
        all_of_it, named = self.live.told(self.role), self.live.behind(self.role)
        if self.whole or not all_of_it or (told and named is None):
            return ()
        label = named if named is not None and (told or len(all_of_it) == 1) else t("show-again")
        return (Button(self._id(controls.OPEN), self._words(label), "quiet"),)

    def _way_back(self) -> tuple[Button, ...]:
        if self.live.seats[self.role].editing:
            label = t("leave-as-it-was")
        elif self.live.last_page(self.role) is not None:
            label = t("back")
        elif self._of_their_own():
            return (Button(self._id(controls.CANCEL), self._words(t("never-mind")), "quiet"),)
        else:
            return ()
        return (Button(self._id(controls.BACK), self._words(label), "quiet"),)

    def _of_their_own(self) -> bool:
        """Whether they began this with a press and said nothing yet: perhaps it was opened by mistake."""
        start = self.live.row.start
        return (
            bool(start.get("terms", {}).get("asked")) and start.get("by") == self.live.seats[self.role].person
        )

    def _other(self) -> str:
        scene: Scene = self.live.facts.scene
        return scene.other(self.role).name

    def _id(self, what: str, option: str = "") -> str:
        return f"{self._begins}{what}:{option}" if option else self._begins + what

    def _rich(self, words: Text) -> Rich:
        return render(words, self.reader)

    def _words(self, words: Text) -> str:
        return plain(words, self.reader)


def _drawn(options: tuple[Option, ...], reader: Reader) -> tuple[Worded, ...]:
    drawn = []
    for option in options:
        label = render(option.label, reader)
        drawn.append(Worded(label, flat(label), render(option.note, reader) if option.note else ()))
    return tuple(drawn)


@lru_cache(maxsize=512)
def _points(scale: ScaleKind, reader: Reader) -> tuple[Worded, ...]:
    """The points of a scale. Many questions and many turns share one, and it has the most words."""
    return _drawn(scale.options(), reader)
