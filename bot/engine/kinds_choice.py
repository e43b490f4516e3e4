"""One of several options: pressed, said in its words, or meant by what only the question after it takes."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import Any

from bot.engine import read
from bot.engine.kind import Kind, Option, Raw, labels_as_read, only_this, picked_from, typed_words
from bot.engine.reading import Reading, folded
from bot.engine.text import Invalid, Text, t

_REQUESTS = tuple([word] for word in ("i", "im", "ill", "can", "could", "may", "please", "sorry", "not"))
"""How a line begins that asks for something: "I need until Friday"."""
_AT_LENGTH = 40
"""So many words are more than anybody writes about the work: they are the work."""


Said = Callable[[str, Reading], str]
"""Which option a line says in other words than its own, by the option's id; empty where none."""


class ChoiceKind(Kind[str]):
    """One of several options, after one of which own words may be asked for.

    `words`: own words mean that one. `offers`: they may mean it, and whoever wrote them is asked.
    `said`: which option, by its id, a whole line says in words that stand on no button; empty where none.
    `both`: the option that such a line is for when it answers the question after this one too.
    """

    __slots__ = ("_options", "both", "offers", "said", "words")
    name = "choice"

    def __init__(
        self,
        options: tuple[Option, ...],
        words: str = "",
        offers: str = "",
        said: Said | None = None,
        both: str = "",
    ) -> None:
        if any(named and all(option.id != named for option in options) for named in (words, offers)):
            raise ValueError(f"{words or offers!r} is not among the options")
        self._options = options
        self.words = words
        self.offers = offers or words
        self.said = said
        self.both = both

    def options(self) -> tuple[Option, ...]:
        return self._options

    def own_words(self, typed: str, reading: Reading) -> bool:
        """All but an option, word for word: "2" and "today" may be answers in somebody's own words."""
        said = folded(typed)
        named = {folded(label) for label in labels_as_read(self._options, reading)}
        return bool(self.words) and said not in named | {option.id for option in self._options}

    def reads_on(self, typed: str, reading: Reading) -> bool:
        with suppress(Invalid):
            if self.both and self.said is not None and self.said(typed, reading) == self.both:
                return True
        return super().reads_on(typed, reading)

    def leads(self, kept: Any) -> bool:
        return kept in {self.words, self.offers, self.both} - {""}

    def own_option(self, typed: str, reading: Reading) -> int | None:
        with suppress(Invalid):
            read.read_yes_no(typed)
            return None  # an answer, if not yet which
        return self._place(self.offers) if self.offers else None

    def _place(self, id: str) -> int:
        return [option.id for option in self._options].index(id)

    def read(self, raw: Raw, reading: Reading) -> str:
        if isinstance(raw, str) and self.own_words(raw, reading):
            return self.words
        picked = picked_from(raw, self._options)
        if picked is None:
            return self._options[self._typed(typed_words(raw), reading)].id
        if len(picked) != 1:
            raise Invalid(t("invalid-choice"))
        return self._options[picked[0]].id

    def _typed(self, typed: str, reading: Reading) -> int:
        """The option meant by its words; "yes" and "no" are those of that name, whatever is on the button.

        Where there is none of that name they are the one that begins so: "Yes, send the sample".
        """
        labels = labels_as_read(self._options, reading)
        if self.said is not None and (meant := self.said(typed, reading)):
            return self._place(meant)
        try:
            sentence = not self.judges and self.said is None
            numbered = all(label[:1].isdigit() for label in labels)
            return read.read_choice(typed, labels, sentence=sentence, places=numbered or not self.judges)
        except Invalid as unknown:
            try:
                meant = "yes" if read.read_yes_no(typed, binds=self.judges) else "no"
            except Invalid as neither:
                raise (neither if neither.why.key == "invalid-yes-no-turned" else unknown) from None
            return only_this(self._named(meant, labels, unknown), typed, labels)

    def _named(self, meant: str, labels: list[str], unknown: Invalid) -> int:
        """The option that a plain yes or no is for."""
        named = [at for at, one in enumerate(self._options) if meant in (one.id, one.bare)]
        if named:
            return named[0]
        begun = [at for at, label in enumerate(labels) if folded(label).split()[:1] == [meant]]
        if len(begun) == 1 and not self.judges:
            return begun[0]
        if begun:
            raise Invalid(t("invalid-choice-unclear", options=tuple(labels[at] for at in begun)))
        raise unknown

    def stands(self, kept: Any) -> bool:
        """What is no longer among the options answers another question: an earlier answer was changed."""
        return any(option.id == kept for option in self._options)

    def show(self, value: str) -> Text:
        return next(
            (option.label for option in self._options if option.id == value), t("answer-plain", value=value)
        )

    def indices(self, value: str) -> tuple[int, ...]:
        return tuple(index for index, option in enumerate(self._options) if option.id == value)


class HandInKind(ChoiceKind):
    """Work is handed in, or it is not: what can only be the work is taken as it, a day as that other day.

    `words` is the option that hands it in, `day` the one after which a day is asked for.
    """

    __slots__ = ("day",)

    def __init__(self, options: tuple[Option, ...], words: str, day: str) -> None:
        super().__init__(options, words)
        self.day = day

    def own_words(self, typed: str, reading: Reading) -> bool:
        """A link, a file, or more words than anybody needs to say that it comes later."""
        each = typed.split()
        asks = bool(each) and each[-1].endswith("?") and not read.has_link(each[-1])
        return len(each) >= _AT_LENGTH or (read.has_link(typed) and not asks)

    def reads_on(self, typed: str, reading: Reading) -> bool:
        return self.own_words(typed, reading) or self.reads_as(typed, reading) == self.day != ""

    def leads(self, kept: Any) -> bool:
        return super().leads(kept) or kept == self.day != ""

    def own_option(self, typed: str, reading: Reading) -> int | None:
        """A request that ends with a day is for that day, and no work."""
        asks = typed.rstrip().endswith("?") or folded(typed).split()[:1] in _REQUESTS
        if (asks and read.day_in(typed, reading)) or self._perhaps_a_day(typed, reading):
            return self._place(self.day)
        return super().own_option(typed, reading)

    def _perhaps_a_day(self, typed: str, reading: Reading) -> bool:
        """Whether a day is named in doubt: "maybe Friday"."""
        try:
            read.read_date(typed, reading, earliest=reading.today, latest=None)
        except Invalid as invalid:
            return bool(invalid.meant)
        return False

    def read(self, raw: Raw, reading: Reading) -> str:
        meant = self.reads_as(raw, reading) if isinstance(raw, str) else ""
        return meant or super().read(raw, reading)

    def reads_as(self, typed: str, reading: Reading) -> str:
        """The option that is meant without one of its words; empty where there is none."""
        if self.own_words(typed, reading):
            return self.words
        with suppress(Invalid):
            read.read_choice(typed, labels_as_read(self._options, reading))
            return ""
        with suppress(Invalid):
            return self.words if read.read_yes_no(typed) else ""
        try:
            read.read_date(typed, reading, earliest=reading.today, latest=None)
        except Invalid as invalid:  # a day that has passed is one all the same: it is asked for again
            return self.day if invalid.why.key == "invalid-date-past" else ""
        return self.day


class VerdictKind(ChoiceKind):
    """One of several options, where picking one is a judgement: nothing is proposed."""

    __slots__ = ()
    judges = True
