"""Answers that are picked: many of several, a point of a scale, yes or no, consent."""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import suppress
from hashlib import sha256
from typing import Any, NamedTuple

from bot.engine import read
from bot.engine.kind import Kind, Option, Raw, labels_as_read, only_this, picked_from, typed_words
from bot.engine.reading import Reading, folded
from bot.engine.text import Invalid, Text, t


class ScaleKind(Kind[int | None]):
    """Described points 0, 1, 2 ...; `unseen` adds the answer "not seen yet", kept as None.

    A point is named by its label and by `names`; what is in `near` is only asked about.
    """

    __slots__ = ("names", "near", "points", "unseen")
    name = "scale"
    judges = True

    def __init__(
        self,
        points: tuple[Option, ...],
        names: tuple[tuple[str, ...], ...],
        unseen: Option | None,
        near: tuple[tuple[str, ...], ...] = (),
    ) -> None:
        self.points = points
        self.names = names
        self.unseen = unseen
        self.near = near

    def options(self) -> tuple[Option, ...]:
        return self.points if self.unseen is None else (*self.points, self.unseen)

    def read(self, raw: Raw, reading: Reading) -> int | None:
        picked = picked_from(raw, self.options())
        if picked is not None:
            if len(picked) != 1:
                raise Invalid(t("invalid-choice"))
            return None if picked[0] == len(self.points) else picked[0]
        typed = typed_words(raw)
        if self._says_unseen(typed, reading):
            return None
        labels = (label.lstrip("0123456789 ") for label in labels_as_read(self.points, reading))
        names = tuple((label, *more) for label, more in zip(labels, self.names, strict=True))
        return read.read_scale(typed, names, self.near)

    def _says_unseen(self, typed: str, reading: Reading) -> bool:
        """Whether this is "not seen yet", or its beginning; "not done yet" is a point of the scale."""
        if self.unseen is None:
            return False
        words, label = folded(typed), folded(reading.spoken(self.unseen.label))
        if words in (label, self.unseen.id) or (" " in words and label.startswith(words)):
            return True
        if words and set(words.split()) <= set(label.split()):  # "not yet": not done, or not seen?
            options = (reading.spoken(self.points[0].label), reading.spoken(self.unseen.label))
            raise Invalid(t("invalid-choice-unclear", options=options))
        return False

    def show(self, value: int | None) -> Text:
        if value is None:
            return self.unseen.label if self.unseen else t("answer-none")
        point = self.points[value]
        return t("answer-scale", value=value, note=point.note or point.label)

    def indices(self, value: int | None) -> tuple[int, ...]:
        return (len(self.points) if value is None else value,)


class ManyKind(Kind[tuple[str, ...]]):
    """Any of several options, between `least` and `most` of them."""

    __slots__ = ("_options", "least", "most")
    name = "many"
    least: int
    most: int

    def __init__(self, options: tuple[Option, ...], least: int, most: int) -> None:
        self._options = options
        self.least = least
        self.most = most

    def options(self) -> tuple[Option, ...]:
        return self._options

    @property
    def picks(self) -> tuple[int, int]:
        return (self.least, self.most)

    def read(self, raw: Raw, reading: Reading) -> tuple[str, ...]:
        picked = picked_from(raw, self._options)
        if picked is None:
            picked = read.read_choices(typed_words(raw), labels_as_read(self._options, reading))
        chosen = tuple(option.id for index, option in enumerate(self._options) if index in picked)
        if not self.least <= len(chosen) <= self.most:
            raise Invalid(t("invalid-how-many", least=self.least, most=self.most))
        return chosen

    def dump(self, value: tuple[str, ...]) -> Any:
        return list(value)

    def load(self, kept: Any) -> tuple[str, ...]:
        return tuple(kept)

    def stands(self, kept: Any) -> bool:
        """As with one option: all that was picked can still be picked."""
        return {option.id for option in self._options}.issuperset(kept)

    def show(self, value: tuple[str, ...]) -> Text:
        labels = tuple(option.label for option in self._options if option.id in value)
        return t("answer-list", items=labels) if labels else t("answer-none")

    def indices(self, value: tuple[str, ...]) -> tuple[int, ...]:
        return tuple(index for index, option in enumerate(self._options) if option.id in value)


class YesNoKind(Kind[bool]):
    """Yes or no."""

    __slots__ = ()
    name = "yes-no"

    def options(self) -> tuple[Option, ...]:
        return (Option("yes", t("yes")), Option("no", t("no")))

    def read(self, raw: Raw, reading: Reading) -> bool:
        picked = picked_from(raw, self.options())
        if picked is None:
            return read.read_yes_no(typed_words(raw))
        if len(picked) != 1:
            raise Invalid(t("invalid-choice"))
        return picked == (0,)

    def show(self, value: bool) -> Text:
        return t("yes") if value else t("no")

    def indices(self, value: bool) -> tuple[int, ...]:
        return (0 if value else 1,)


class Consent(NamedTuple):
    """The answer to `agree`: given, or the id of the refusal. True when given."""

    given: bool
    otherwise: str = ""

    def __bool__(self) -> bool:
        return self.given


class ConsentKind(Kind[Consent]):
    """A yes that binds to the agreed data.

    `words`: the refusals after which own words are asked for; they may be written with the refusal at once.
    """

    __slots__ = ("_options", "digest", "words")
    name = "consent"
    judges = True

    def __init__(
        self, terms: Any, yes: Text, otherwise: Mapping[str, Text], words: tuple[str, ...] = ()
    ) -> None:
        self.words = words
        self.digest = digest_of(terms)
        self._options = (Option("yes", yes), *(Option(id, label) for id, label in otherwise.items()))

    def options(self) -> tuple[Option, ...]:
        return self._options

    def read(self, raw: Raw, reading: Reading) -> Consent:
        picked = picked_from(raw, self._options)
        if picked is None:
            picked = (self._spoken_index(typed_words(raw), reading),)
        if len(picked) != 1:
            raise Invalid(t("invalid-choice"))
        return Consent(True) if picked[0] == 0 else Consent(False, self._options[picked[0]].id)

    def _spoken_index(self, typed: str, reading: Reading) -> int:
        """The option meant by its words; a plain "yes" is the consent, whatever its button says."""
        if (begun := self._begun(typed, reading)) is not None:
            return begun
        labels = labels_as_read(self._options, reading)
        with suppress(Invalid):
            return read.read_choice(typed, labels, sentence=False)
        try:
            if read.read_yes_no(typed, binds=True):
                return only_this(0, typed, labels)
        except Invalid as neither:
            if neither.why.key != "invalid-yes-no":
                raise
        # A refusal binds nobody to anything: "too much for now" is one. "Agreed in principle" is no yes.
        if place := read.read_choice(typed, labels):
            return place
        raise Invalid(t("invalid-yes-no-turned"))

    def own_option(self, typed: str, reading: Reading) -> int | None:
        """What is no plain answer may be for the first of the refusals that are told in own words."""
        with suppress(Invalid):
            read.read_yes_no(typed)
            return None
        places = (place for place, option in enumerate(self._options) if option.id in self.words)
        return next(places, None)

    def reads_on(self, typed: str, reading: Reading) -> bool:
        """The words of a refusal, and behind them those that it asks for."""
        return self._begun(typed, reading) is not None

    def _begun(self, typed: str, reading: Reading) -> int | None:
        said = folded(typed)
        for place, option in enumerate(self._options):
            label = folded(reading.spoken(option.label))
            if option.id in self.words and said.startswith(f"{label} "):
                return place
        return None

    def dump(self, value: Consent) -> Any:
        return {"given": value.given, "otherwise": value.otherwise, "digest": self.digest}

    def load(self, kept: Any) -> Consent:
        return Consent(kept["given"], kept["otherwise"])

    def stands(self, kept: Any) -> bool:
        return bool(kept["digest"] == self.digest)

    def show(self, value: Consent) -> Text:
        wanted = "yes" if value.given else value.otherwise
        return next(option.label for option in self._options if option.id == wanted)


def digest_of(terms: Any) -> str:
    """Sixteen hexadecimal digits that stand for the agreed data, whatever its wording or language."""
    canonical = json.dumps(terms, sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=str)
    return sha256(canonical.encode()).hexdigest()[:16]
