"""One conversation in memory: drawn by the same hands as the real one, stored nowhere."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from bot.conversations.controls import digits
from bot.conversations.live import Live
from bot.conversations.pages import Drawing
from bot.conversations.view import one_by_one
from bot.dialog import Outcome, Start, instant_of
from bot.engine.answers import Answers
from bot.engine.cards import Button, Form, Message, Select
from bot.engine.prompts import Page, Prompt
from bot.engine.read import Reading
from bot.engine.replay import Finished
from bot.phases import DIALOGS
from bot.ports import Incoming, Press, Submit, Typed, Where
from bot.preview.world import RITA, World
from bot.transaction import Conversation, Seat
from bot.words import Reader, plain


class Seen(NamedTuple):
    """What one seat sees at one moment."""

    role: str
    name: str
    keys: tuple[str, ...]
    said: tuple[str, ...]
    asked: str


class Way(NamedTuple):
    """Answers up to a fork, and which of them are not the usual ones: (seat, key, answer)."""

    chosen: Mapping[str, Any]
    unusual: frozenset[tuple[str, str, str]]


class Talk:
    """A conversation that is answered as it goes. `chosen` are answers that are known before, `facts` too."""

    def __init__(self, world: World, start: Start, chosen: Mapping[str, Any], facts: Any = None) -> None:
        self.world = world
        self.start = start
        self.dialog = start.dialog
        dialog = DIALOGS[start.dialog]
        facts = facts or self.facts_of(world, start)
        row = Conversation(
            id=start.conversation, account=world.account, dialog=dialog.name, state="open", reason="",
            engagement=start.engagement, about=start.about, revises="", start={}, facts=b"", answers={},
            created_ms=world.now_ms, touched_ms=world.now_ms, prepared_ms=world.now_ms,
        )  # fmt: skip
        seats = tuple(
            Seat(start.conversation, world.account, role, start.seats[role], 1, True, "", 0, 0, 0, "", 0)
            for role in dialog.seats
            if role in start.seats
        )
        self._chosen = dict(chosen)
        self.live = Live(row, seats, facts, Answers())

    @staticmethod
    def facts_of(world: World, start: Start) -> Any:
        """What the dialog is told at its start. Raises `Refused` where it may not begin."""
        return DIALOGS[start.dialog].prepare(world, start)

    @property
    def finished(self) -> bool:
        """Whether the talk has come to its end."""
        return isinstance(self.live.state, Finished)

    @property
    def kept(self) -> dict[str, Any]:
        """The answers so far."""
        return dict(self.live.answers.kept)

    def person(self, role: str) -> str:
        """Who sits in a seat."""
        return self.live.seats[role].person

    def reader(self, role: str) -> Reader:
        """Who reads in a seat."""
        return self.world.reader(self.person(role), self.live.facts.scene.kind)

    def reading(self, role: str) -> Reading:
        """Who types in a seat, now."""
        reader = self.reader(role)
        return Reading(
            instant_of(self.world.now_ms), reader.zone, reader.locale, lambda words: plain(words, reader)
        )

    def pages(self) -> Iterator[Seen]:
        """What every seat sees that is asked or told something."""
        for role in self.live.seats:
            view = self.live.view(role)
            if not view.prompts and not view.said:
                continue
            asked = view.page.ask.key if view.page is not None and view.page.ask is not None else ""
            first = view.prompts[0].ask.key if view.prompts else ""
            yield Seen(
                role,
                "Rita" if self.person(role) == RITA else "Joy",
                tuple(prompt.key for prompt in view.prompts),
                tuple(words.key for words in view.said),
                f"{asked}/{first}",
            )

    def draw(self, role: str) -> Message:
        """The page of a seat, with its words."""
        return Drawing(self.live, role, self.reader(role)).page()

    def asked(self) -> list[tuple[str, Prompt[Any], Page[Any]]]:
        """The questions that are answered next, with who answers: a form at once, taps one by one."""
        state = self.live.state
        if isinstance(state, Finished):
            return []
        first = state.missing[0]
        role = first.to or next(iter(self.live.seats))
        mine = state.missing_for(role)
        prompts = state.page.prompts
        together = len(prompts) > 1 and not one_by_one(state.page)
        return [(role, prompt, state.page) for prompt in (mine if together else mine[:1])]

    def answer(self, role: str, prompt: Prompt[Any], value: Any) -> None:
        """Keep an answer: the one chosen before, a typed option of the start, or `value`."""
        kept = self._chosen.get(prompt.key, value)
        if prompt.key in self.start.seed and prompt.key not in self._chosen:
            kept = prompt.kind.dump(prompt.kind.read(self.start.seed[prompt.key], self.reading(role)))
        self.live.keep(role, prompt, kept, self.reading(role))

    def go_on(self) -> None:
        """Let the script run over what was answered."""
        self.live.go_on()

    def outcome(self) -> Outcome:
        """What the finished talk causes."""
        state = self.live.state
        if not isinstance(state, Finished):
            return Outcome()
        return self.live.dialog.finish(self.live.facts, state.result)


def as_event(
    message: Message, page: Page[Any], asked: list[tuple[str, Prompt[Any], Page[Any]]], kept: Any
) -> Incoming:
    """How somebody gives these answers to this message: a press, a written line or a form."""
    who = Where("preview", "", "somebody")
    if page.shape == "review" and all(
        kept[prompt.key] == prompt.kind.dump((page.proposed or {})[prompt.key]) for _, prompt, _ in asked
    ):
        return Press(id="", who=who, at_ms=0, control="accept")
    if len(asked) == 1 and kept[asked[0][1].key] is None:
        return Press(id="", who=who, at_ms=0, control="skip")
    for control in message.controls:
        if isinstance(control, Form):
            if control.inline:
                return Typed(id="", who=who, at_ms=0, words="")
            values = {digits(prompt.key): _given(prompt, kept[prompt.key]) for _, prompt, _ in asked}
            return Submit(id="", who=who, at_ms=0, control=control.id, values=values)
        if isinstance(control, Select):
            return Press(id="", who=who, at_ms=0, control=control.id, picked=_picked(asked[0][1], kept))
        if isinstance(control, Button):
            break
    return Press(id="", who=who, at_ms=0, control="option")


def _given(prompt: Prompt[Any], kept: Any) -> str | tuple[str, ...]:
    if kept is None:
        return ""
    value = prompt.kind.load(kept)
    if prompt.kind.options():
        return tuple(str(index) for index in prompt.kind.indices(value))
    return prompt.kind.typed(value)


def _picked(prompt: Prompt[Any], kept: Any) -> tuple[str, ...]:
    given = _given(prompt, kept[prompt.key])
    return given if isinstance(given, tuple) else ()
