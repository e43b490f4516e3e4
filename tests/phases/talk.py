"""Plays a dialog without a house around it: a table of answers in, what was said and caused out.

    talk = play(AWAY, book, start, [("owner", "first", typed("fri")), ("owner", "last", date(2026, 12, 1))])
    assert talk.said("I tell Joy")
    assert talk.changed(model.Person) == {...}

Everything a person would see is rendered with nothing missing, and whatever the store keeps goes
through JSON, so that a dialog that plays here runs in the house as well.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from bot import model
from bot.conversations.kept_facts import facts_as
from bot.dialog import Change, Dialog, Effect, Note, Outcome, Refused, Start, Write, instant_of
from bot.engine.cards import Card
from bot.engine.prompts import Page, Prompt, Said
from bot.engine.read import Reading
from bot.engine.replay import Finished, Replay, Waiting, replay
from bot.engine.text import Invalid, Text
from bot.model import Record
from bot.words import Reader, draw_card, plain
from bot.words.render import strict
from bot.words.stored import dump_card, load_card
from tests.phases.book import MemoryBook
from tests.phases.kept import hold

E = TypeVar("E", bound=Effect)
R = TypeVar("R", bound=Record)


class Typed(str):
    """An answer as somebody types it: it is read in their language, at their place and time."""

    __slots__ = ()


def typed(words: str) -> Typed:
    """Answer by typing: `("owner", "first", typed("next friday"))`."""
    return Typed(words)


class _Accept:
    def __repr__(self) -> str:
        return "ACCEPT"


ACCEPT = _Accept()
"""Accept a proposal with one tap: `("owner", "", ACCEPT)` answers the whole page of a review."""

Answer = tuple[str, str, Any]
"""A role, a key, and the answer: a value as the script gets it, `typed(...)`, `ACCEPT`, or None to skip."""


@dataclass(frozen=True)
class Talk:
    """A dialog as far as its answers reached."""

    state: Waiting | Finished[Any]
    outcome: Outcome | None
    """None while the dialog waits for more."""
    transcript: tuple[str, ...]
    """`role: what it was told`, `role? what it was asked [options]`, `role! what it answered`."""
    asked: tuple[str, ...]
    """The keys of the prompts that were met, in order."""
    kept: Mapping[str, Any] = field(repr=False)
    """The answers as they are stored."""
    notes: Mapping[str, str] = field(repr=False)
    """Notes to others as they read them, by `once`."""

    @property
    def result(self) -> Any:
        """What the script returned."""
        assert isinstance(self.state, Finished), f"waits for {[p.key for p in self.state.missing]}"
        return self.state.result

    @property
    def waits_for(self) -> tuple[str, ...]:
        """The keys that are open; empty at the end."""
        return () if isinstance(self.state, Finished) else tuple(prompt.key for prompt in self.state.missing)

    @property
    def caused(self) -> Outcome:
        """The outcome of a dialog that has come to its end."""
        assert self.outcome is not None, f"waits; asked so far: {self.asked}"
        return self.outcome

    def effects(self, kind: type[E]) -> tuple[E, ...]:
        """The effects of one sort."""
        return tuple(effect for effect in self.caused.effects if isinstance(effect, kind))

    def written(self, kind: type[R]) -> tuple[R, ...]:
        """The new records of one kind."""
        return tuple(effect.record for effect in self.effects(Write) if isinstance(effect.record, kind))

    def changed(self, kind: type[Record]) -> dict[str, dict[str, Any]]:
        """What was changed in records of one kind, by their ids."""
        return {effect.id: dict(effect.values) for effect in self.effects(Change) if effect.kind is kind}

    def said(self, words: str, to: str = "") -> bool:
        """Whether these words stand anywhere in the transcript (or in what one role was shown)."""
        return any(words in line for line in self.transcript if line.startswith(to))


def play(dialog: Dialog[Any, Any], book: MemoryBook, start: Start, answers: Iterable[Answer] = ()) -> Talk:
    """Run a dialog over answers, in order. Each must be one of those that are missing at that moment."""
    with strict():
        return _Play(dialog, book, start).run(answers)


def refusal(dialog: Dialog[Any, Any], book: MemoryBook, start: Start) -> str:
    """The key of the sentence with which a dialog refuses to start; "" = as if there were nothing."""
    try:
        dialog.prepare(book, start)
    except Refused as refused:
        return refused.why.key if refused.why else ""
    raise AssertionError(f"{dialog.name} starts")


class _Play:
    def __init__(self, dialog: Dialog[Any, Any], book: MemoryBook, start: Start) -> None:
        assert set(start.seats) <= set(dialog.seats), "a start fills the seats of its dialog, or some"
        self.dialog = dialog
        self.book = book
        self.start = start
        self.kept: dict[str, Any] = {}
        self.people = {role: book.one(model.Person, person) for role, person in start.seats.items()}
        self.facts = self._facts()
        self.transcript: list[str] = []
        self.asked: list[str] = []
        self.shown: Page[Any] | None = None
        self.heard: list[Text] = []
        self.talk = Replay(dialog.script(self.facts), self.kept)

    def _facts(self) -> Any:
        adapter = facts_as(self.dialog.facts)
        facts = self.dialog.prepare(self.book, self.start)
        loaded = adapter.validate_python(adapter.dump_python(facts, mode="json"))
        assert loaded == facts, "facts must come back from JSON as they were"
        return facts

    def run(self, answers: Iterable[Answer]) -> Talk:
        self._show()
        self._seed()
        for role, key, value in answers:
            state = self.talk.state
            assert isinstance(state, Waiting), f"over; nobody asks for {key!r} any more"
            if value is ACCEPT:
                self._accept(role, state)
            else:
                self._keep(role, self._prompt(role, key, state), value)
            self.talk.go_on()
            self._show()
        outcome = self._finish() if isinstance(self.talk.state, Finished) else None
        self.talk.close()
        return Talk(
            self.talk.state,
            outcome,
            tuple(self.transcript),
            tuple(self.asked),
            self.kept,
            self._notes(outcome) if outcome else {},
        )

    def _finish(self) -> Outcome:
        """As in the house: facts prepared once more, the same answers over them, then the outcome."""
        state = replay(self.dialog.script(self._facts()), self.kept)
        assert isinstance(state, Finished), "the same answers over fresh facts come to the same end"
        outcome = self.dialog.finish(self.facts, state.result)
        assert outcome == self.dialog.finish(self.facts, state.result), "an outcome is pure"
        hold(self.book, outcome)
        return outcome

    # --- answering --------------------------------------------------------------------------------

    def _prompt(self, role: str, key: str, state: Waiting) -> Prompt[Any]:
        waiting = {prompt.key: prompt for prompt in state.missing_for(role)}
        assert key in waiting, f"{role} is not asked {key!r}; open: {[(p.to, p.key) for p in state.missing]}"
        return waiting[key]

    def _accept(self, role: str, state: Waiting) -> None:
        assert state.page.proposed is not None, f"nothing is proposed for {[p.key for p in state.missing]}"
        for prompt in state.missing_for(role):
            self._keep(role, prompt, state.page.proposed[prompt.key])

    def _keep(self, role: str, prompt: Prompt[Any], value: Any) -> None:
        if value is None and prompt.optional:
            self.kept[prompt.key] = None
            self.transcript.append(f"{role}! -")
            return
        if isinstance(value, Typed):
            value = prompt.kind.read(str(value), self._reading(role))
        self.kept[prompt.key] = json.loads(json.dumps(prompt.kind.dump(value)))
        loaded = prompt.kind.load(self.kept[prompt.key])
        assert loaded == value, f"{prompt.key}: {value!r} comes back as {loaded!r}"
        self.transcript.append(f"{role}! {self._plain(role, prompt.kind.show(loaded))}")

    def _seed(self) -> None:
        """Typed options, as in the house: what cannot be read is simply asked."""
        role = next(iter(self.people))
        tried: set[str] = set()
        while isinstance(state := self.talk.state, Waiting):
            prompt = next((p for p in state.missing if p.key in self.start.seed and p.key not in tried), None)
            if prompt is None:
                return
            tried.add(prompt.key)
            try:
                self._keep(role, prompt, Typed(self.start.seed[prompt.key]))
            except Invalid:
                continue
            self.talk.go_on()
            self._show()

    # --- showing ----------------------------------------------------------------------------------

    def _show(self) -> None:
        """What the turn brought: said to each seat, then asked of each seat; everything is rendered."""
        state = self.talk.state
        page = state.page if isinstance(state, Waiting) else None
        heard = state.heard if isinstance(state, Waiting) else ()
        self.transcript += self._told(tuple(one for one in heard if one.text not in self.heard))
        self.heard = [one.text for one in heard]
        if page is not None and page is self.shown:
            return
        self.shown = page
        self.transcript += self._told(state.said)
        if page is None:
            return
        self.asked += [prompt.key for prompt in page.prompts]
        for role in self.people:
            mine = [prompt for prompt in page.prompts if prompt.to in ("", role)]
            if mine and page.ask is not None:
                self.transcript.append(f"{role}? {self._plain(role, page.ask)}")
            for prompt in mine:
                self._ask(role, prompt, page)

    def _ask(self, role: str, prompt: Prompt[Any], page: Page[Any]) -> None:
        line = f"{role}? {self._plain(role, prompt.ask)}"
        if prompt.hint is not None:
            line += f" ({self._plain(role, prompt.hint)})"
        for option in prompt.kind.options():
            note = f": {self._plain(role, option.note)}" if option.note else ""
            line += f" [{self._plain(role, option.label)}{note}]"
        if page.proposed is not None and prompt.key in page.proposed:
            line += f" = {self._plain(role, prompt.kind.show(page.proposed[prompt.key]))}"
        self.transcript.append(line)

    def _behind(self, role: str, one: Said) -> str:
        return f"[{self._plain(role, one.behind)}] " if one.behind is not None else ""

    def _told(self, said: tuple[Said, ...]) -> list[str]:
        return [
            f"{role}: {self._behind(role, one)}{self._plain(role, one.text)}"
            for role in self.people
            for one in said
            if one.to in ("", role)
        ]

    def _notes(self, outcome: Outcome) -> dict[str, str]:
        notes = [effect for effect in outcome.effects if isinstance(effect, Note)]
        names = [note.once for note in notes]
        assert len(names) == len(set(names)), f"the same name twice: {names}"
        after = self.book.after(outcome)
        return {note.once: self._card(after, note.to, note.card) for note in notes}

    def _card(self, after: MemoryBook, to: str, card: Card) -> str:
        reader = self._reader(after.one(model.Person, to))
        kept = load_card(json.loads(json.dumps(dump_card(card))))
        assert kept == card, "a card must come back from JSON as it was"
        drawn = draw_card(card, reader)
        buttons = "".join(f" [{plain(offer.label, reader)}]" for offer in card.offers)
        return drawn.plain() + buttons

    def _plain(self, role: str, words: Text) -> str:
        return plain(words, self._reader(self.people[role]))

    def _reader(self, person: model.Person) -> Reader:
        return Reader(person.locale, person.zone, self.facts.scene.kind)

    def _reading(self, role: str) -> Reading:
        person = self.people[role]
        spoken: Callable[[Text], str] = lambda words: self._plain(role, words)  # noqa: E731
        return Reading(instant_of(self.book.now_ms), person.zone, person.locale, spoken)
