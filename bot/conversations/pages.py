"""Draws what a seat sees: what was said, what is asked, and the controls that answer it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import lru_cache
from textwrap import shorten
from typing import Any, NamedTuple

from bot.budget import MOST_BUTTONS
from bot.conversations import controls
from bot.conversations.controls import digits
from bot.conversations.live import Live, Mistake, changeable, one_by_one
from bot.dialog import Scene
from bot.engine.cards import Button, Choice, Field, Form, Message, Rich, Select, flat
from bot.engine.cards import Control as Drawable
from bot.engine.kinds import Option, ScaleKind
from bot.engine.prompts import Page, Prompt
from bot.engine.text import Text, literal, t
from bot.words import Reader, plain, render

BEGINNING = 90
"""So many characters of a question are enough to know it again."""
MOST_IN_LIST = 75
"""Characters of an option, and of its note, that a list shows whole on every platform."""

AUDIENCES = ("you", "blind", "both", "known", "channel")
"""Who reads an answer, from the fewest to the most."""

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
    ) -> None:
        self.live = live
        self.role = role
        self.reader = reader
        self.mistakes = mistakes or {}
        self.explained = explained
        self.whole = whole
        """Whether what was said is said once more, where some of the page is answered by now."""
        self._begins = controls.begin(live.row.id, role, live.seats[role].turn)

    def page(self) -> Message:
        """Everything the seat sees now: a question, a closing word, or whom it waits for."""
        if self.live.row.state == "parked":
            return Message((self._rich(t("parked")),))
        view = self.live.view(self.role)
        told = self.live.told(self.role) if self.whole else view.said
        said = tuple([self._rich(words) for words in told])
        if self.live.over:
            return self._done()
        if view.page is None:
            return Message(said)
        if not view.prompts:
            return Message((*said, self._rich(t("waiting-for", other=self._other()))))
        asked = self._ask(view.page, view.prompts)
        return Message(
            (*said, *asked.body),
            facts=asked.facts,
            controls=(*asked.controls, *self._once_more(told), *self._way_back()),
            audience=self._read_by(view.page, view.prompts),
            errors=tuple([self._rich(mistake.why) for mistake in self.mistakes.values()]),
        )

    def over(self) -> Message:
        """What was asked of this seat when its talk was closed: why, and nothing to press."""
        page = self.page()
        why = self._rich(t("conversation-closed", why=self.live.row.reason))
        return Message((*page.body, why), title=page.title, facts=page.facts)

    def _done(self) -> Message:
        """A talk that has ended, though its script would ask more by now: what was answered in it."""
        mine = self._given(self.live.all_given(self.role))
        told = self._rich(t("done-before", answered=len(mine)))
        facts = [(self._rich(literal(self._beginning(ask.ask))), self._rich(answer)) for ask, answer in mine]
        return Message((told,), facts=tuple(facts))

    def _read_by(self, page: Page[Any], asked: tuple[Prompt[Any], ...]) -> str:
        """Who reads the answers of a page: as many as read any of them, however much is answered by now.

        What whoever works with them sees is named, beside what nobody reads; and so is what is for the
        channel, beside what only the two of them read.
        """
        first = asked[0]
        together = (first,) if one_by_one(page) else changeable(page, first.key, self.role)
        by = [(prompt.audience or self.live.dialog.audience, prompt.ask) for prompt in together]
        widest = max((audience for audience, _ in by), key=AUDIENCES.index)
        narrower = [audience for audience, _ in by if audience != "channel"]
        if widest == "channel" and narrower:
            rest = self._who_reads(max(narrower, key=AUDIENCES.index))
            posted = tuple(literal(f'"{self._words(p.ask)}"') for p in asked if p.audience == "channel")
            return self._words(t("seen-in-channel", rest=literal(rest), seen=posted)) if posted else rest
        if widest != "known":
            return self._who_reads(widest)
        seen = tuple(literal(f'"{self._words(ask)}"') for audience, ask in by if audience == "known")
        return self._words(t("seen-by-others", seen=seen, rest=int(len(seen) < len(by))))

    def _who_reads(self, audience: str) -> str:
        live = self.live
        if audience in ("both", "blind") and live.dialog.alone(live.facts, live.answers.kept):
            return self._words(t("who-reads-trial"))
        other = self._other() or live.named()
        if audience == "both" and not other:
            return self._words(t("who-reads-both-later"))
        return self._words(t(f"who-reads-{audience}", other=other))

    def answered(self, prompts: tuple[Prompt[Any], ...], said: tuple[Text, ...] = ()) -> Message:
        """A question once answered: what was said with it, question, answer, and a way to change it."""
        given, buttons = self._given(prompts), self._change(prompts)
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
        return page is not None and any(other is prompt for prompt in page.prompts)

    def _page_of(self, prompt: Prompt[Any]) -> Page[Any] | None:
        return next((page for page in self.live.pages if any(prompt is one for one in page.prompts)), None)

    def moved_on(self, keys: Collection[str]) -> Message:
        """A card whose question was answered anew, or is asked again, further down."""
        asked = [prompt for page in self.live.pages for prompt in page.prompts if prompt.key in keys]
        told = [t("answer-below", question=self._beginning(prompt.ask)) for prompt in asked[:1]]
        return Message(tuple([self._rich(words) for words in told or [t("answer-gone")]]))

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

    def _shown(self, prompt: Prompt[Any], kept: Any) -> Text:
        if kept is None and prompt.optional:
            return t("answer-left-out")
        return prompt.kind.show(prompt.kind.load(kept))

    def _once_more(self, told: tuple[Text, ...]) -> tuple[Button, ...]:
        """From the second tap on what was said stands further up: a way to have it here again."""
        if told or not self.live.told(self.role):
            return ()
        return (Button(self._id(controls.OPEN), self._words(t("show-again")), "quiet"),)

    def _way_back(self) -> tuple[Button, ...]:
        if self.live.seats[self.role].editing:
            label = t("leave-as-it-was")
        elif self.live.last_page(self.role) is not None:
            label = t("back")
        else:
            return ()
        return (Button(self._id(controls.BACK), self._words(label), "quiet"),)

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
