"""Texts become words for one reader, in the reader's language, time zone and kind of work."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from fluent.runtime.resolver import CurrentEnvironment, ResolverEnvironment
from fluent.runtime.types import FluentFloat, FluentInt

from bot import model
from bot.dialog import day_of
from bot.engine.cards import Download, Link, Rich, Run, Span, When, flat
from bot.engine.text import LITERAL, Argument, File, Instant, Person, Text, t
from bot.words import values
from bot.words.catalogue import catalogue, languages
from bot.words.markup import Anchor, Place, Shape, mark, read_markup

log = logging.getLogger(__name__)

UNKNOWN = "…"
"""Stands for an argument that nobody gave."""

_ADDRESS = re.compile(r"https?://[^\s<>\"|]+")


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads: a locale such as pt-BR, an IANA zone, and the kind of work the words are about."""

    locale: str
    zone: str
    kind: str = "contractor"
    today: date | None = None
    """The day it is for them, where it is known: days far from it are said with their year."""

    @classmethod
    def of(cls, person: model.Person, now_ms: int, kind: str = "contractor") -> Reader:
        """Somebody who reads now."""
        return cls(person.locale, person.zone, kind, day_of(now_ms, person.zone))


class MissingWords(LookupError):
    """The catalogue lacks an entry, or an entry was not given what it needs."""


class _Strictness:
    on = False


@contextmanager
def strict() -> Iterator[None]:
    """Inside, missing words raise `MissingWords` (for tests); people get the nearest words there are."""
    before, _Strictness.on = _Strictness.on, True
    try:
        yield
    finally:
        _Strictness.on = before


def plain(text: Text, reader: Reader) -> str:
    """A text as plain characters: for labels, alt texts and notifications."""
    return flat(render(text, reader))


def render(text: Text, reader: Reader) -> Rich:
    """A text as spans. Nothing that people wrote is read as markup."""
    if not text.args:
        return _fixed(text.key, reader)
    if text.key == LITERAL:
        # No language says it otherwise, and most of what is read is this: names, descriptions, answers.
        value = text.args.get("value")
        if isinstance(value, str):
            return (Run(str(value)),) if value else ()
    return _in_words(text, reader)


@lru_cache(maxsize=8192)
def _fixed(key: str, reader: Reader) -> Rich:
    """An entry that is handed nothing: labels, questions, sentences that are always the same."""
    return _in_words(Text(key), reader)


def _in_words(text: Text, reader: Reader) -> Rich:
    for language in languages(reader.locale):
        entry = catalogue(language).entry(text.key)
        if entry is None:
            continue
        chosen = tuple([_choice(text, name, reader) for name in entry.choosers])
        shape = _shape(language, text.key, chosen)
        if shape is not None:
            return _filled(shape, text, reader, language)
    return _without(text, reader)


# --- the shape of an entry, before it is filled --------------------------------------------------

Chosen = str | float
"""The value that chooses between the variants of an entry."""


def _choice(text: Text, name: str, reader: Reader) -> Chosen:
    value = _argument(text, name, reader)
    if isinstance(value, float) and value.is_integer():
        return int(value)  # "1.0" is a plural in English, and people read "1"
    return value if isinstance(value, str | int | float) else ""


class _Word(str):
    """A mark that chooses variants by the word it stands for."""

    __slots__ = ("word",)
    word: str

    def __eq__(self, other: object) -> bool:
        return self.word == other

    __hash__ = str.__hash__


class _Whole(FluentInt):
    """A whole number that chooses variants and plurals, and is written as its mark."""

    mark = ""

    def format(self, locale: object) -> str:
        return self.mark


class _Decimal(FluentFloat):
    """A decimal number that chooses variants and plurals, and is written as its mark."""

    mark = ""

    def format(self, locale: object) -> str:
        return self.mark


def _stand_in(value: Chosen | None, written: str) -> str | FluentInt | FluentFloat:
    """What Fluent gets in place of an argument: it compares like the value and is written as a mark."""
    if value is None:
        return written
    if isinstance(value, str):
        word = _Word(written)
        word.word = value
        return word
    number = _Whole(value) if isinstance(value, int) else _Decimal(value)
    number.mark = written
    return number


@lru_cache(maxsize=8192)
def _shape(language: str, key: str, chosen: tuple[Chosen, ...]) -> Shape | None:
    """An entry with its variants chosen and its markup read; None when it refers to what is not there."""
    entry = catalogue(language).entry(key)
    if entry is None:
        return None
    by_name = dict(zip(entry.choosers, chosen, strict=True))
    args = {name: _stand_in(by_name.get(name), mark(index)) for index, name in enumerate(entry.places)}
    # Not bundle.format_pattern: it would turn the numbers above into its own, losing their marks.
    errors: list[Exception] = []
    written = entry.pattern(ResolverEnvironment(entry.bundle, errors, CurrentEnvironment(args)))
    if errors or not isinstance(written, str):
        log.error("broken words", extra={"key": key, "language": language})
        return None
    return read_markup(written, entry.places)


def _without(text: Text, reader: Reader) -> Rich:
    if _Strictness.on or text.key == "missing-words":
        raise MissingWords(text.key)
    log.error("no words", extra={"key": text.key})
    return render(t("missing-words"), reader)


# --- filling it ----------------------------------------------------------------------------------


def _filled(shape: Shape, text: Text, reader: Reader, language: str) -> Rich:
    spans: list[Span] = []
    for piece in shape:
        if isinstance(piece, Run):
            _add(spans, piece)
        elif isinstance(piece, Place):
            for span in _spans(_argument(text, piece.name, reader), reader, language):
                strong = piece.strong and isinstance(span, Run) and not span.strong
                _add(spans, Run(span.text, True) if strong else span)
        else:
            for span in _link(piece, text, reader, language):
                _add(spans, span)
    return tuple(spans)


def _add(spans: list[Span], span: Span) -> None:
    """Append a span; runs of the same weight become one."""
    if isinstance(span, Run):
        if not span.text:
            return
        last = spans[-1] if spans else None
        if isinstance(last, Run) and last.strong == span.strong:
            spans[-1] = Run(last.text + span.text, span.strong)
            return
    spans.append(span)


def _link(anchor: Anchor, text: Text, reader: Reader, language: str) -> Rich:
    label = flat(_filled(anchor.label, text, reader, language))
    if isinstance(anchor.url, str):
        return (Link(anchor.url, label),)
    url = str(_argument(text, anchor.url.name, reader))
    return (Link(url, label),) if _ADDRESS.fullmatch(url) else (Run(f"{label} ({url})"),)


def _argument(text: Text, name: str, reader: Reader) -> Argument:
    value = text.args.get(name)
    if value is not None:
        return value
    if name == "kind":
        return reader.kind
    if _Strictness.on:
        raise MissingWords(f"{text.key} needs {name}")
    log.error("an argument is missing", extra={"key": text.key, "argument": name})
    return UNKNOWN


def _spans(value: Argument, reader: Reader, language: str) -> Rich:
    if isinstance(value, str):
        return (Run(str(value)),)
    if isinstance(value, int | float):
        return (Run(values.number(value, reader.locale)),)
    if isinstance(value, Text):
        return render(value, reader)
    if isinstance(value, Instant):
        return (When(value.ms, values.moment(value.ms, reader.zone, reader.locale, reader.today)),)
    if isinstance(value, Person):
        return (Run(value.name),)
    if isinstance(value, File):
        return (Download(*value),)
    if isinstance(value, date):
        return (Run(values.day(value, reader.locale, reader.today)),)
    return _list(value, reader, language)


_ASIDE = re.compile(r"\([^()]*\)")
"""What stands in brackets: nobody takes a comma in them for the end of an item."""


def _list(items: tuple[Argument, ...], reader: Reader, language: str) -> Rich:
    """Items with the commas and the "and" of the language that the words around them have.

    Semicolons where an item has an "and" or a comma of its own: else nobody sees where it ends.
    """
    drawn = [_spans(item, reader, language) for item in items]
    joints = values.between(len(items), language)
    if len(items) > 1:
        its_own = (values.between(2, language)[1], values.between(3, language)[1])
        told = [_ASIDE.sub("", flat(spans)) for spans in drawn]
        if any(joint in words for words in told for joint in its_own):
            joints = ("", *("; " for _ in items[1:]), "")
    spans: list[Span] = [Run(joints[0])]
    for item, joint in zip(drawn, joints[1:], strict=True):
        spans += (*item, Run(joint))
    return tuple(spans)
