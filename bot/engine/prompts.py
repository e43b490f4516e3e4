"""What a script may await: prompts, the pages that group them, and things said in between.

A prompt knows its key, its kind and its words. Kinds are shared objects, so a prompt is a few
pointers; a script of two hundred questions replays in a fraction of a millisecond.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Mapping, Sequence
from copy import copy
from typing import Any, Generic, Literal, NamedTuple, TypeVar, cast, overload

from bot.engine.kinds import (
    ChoiceKind,
    Consent,
    ConsentKind,
    Counts,
    HandInKind,
    Kind,
    ManyKind,
    NumberKind,
    Option,
    Questions,
    ScaleKind,
    TextKind,
    VerdictKind,
)
from bot.engine.reading import Reading
from bot.engine.text import Text

T = TypeVar("T")
A = TypeVar("A")
B = TypeVar("B")
C = TypeVar("C")
D = TypeVar("D")
E = TypeVar("E")

Audience = Literal["you", "both", "blind", "known", "channel"]
"""Who will read an answer: only you; you and the other; the other after theirs is in; whoever works with
you; the channel."""

Shape = Literal["one", "form", "each", "review"]


class Prompt(Generic[T]):
    """One question. `to` is the role that may answer ("" = the only seat of the conversation)."""

    __slots__ = ("ask", "audience", "hint", "key", "kind", "optional", "to")

    def __init__(
        self,
        key: str,
        kind: Kind[Any],
        ask: Text,
        hint: Text | None = None,
        to: str = "",
        audience: Audience | None = None,
        optional: bool = False,
    ) -> None:
        self.key = key
        self.kind = kind
        self.ask = ask
        self.hint = hint
        self.to = to
        self.audience: Audience | None = audience
        self.optional = optional

    def __await__(self) -> Generator[Any, Any, T]:
        return cast(T, (yield self))


class Follows(NamedTuple):
    """Which answer of the same page makes a question be asked: that of `key`, where it is `wanted`."""

    key: str
    wanted: Callable[[Any], bool]


SINGLE = ("",)


class Page(Generic[T]):
    """Questions asked together: one message, one form, or one tap after another.

    `order` gives the result its shape: None for a tuple, SINGLE for the value itself, else the
    ids of a dictionary.
    `proposed` holds the value that one tap accepts for each key, or that stands in a field of a form
    already; only facts and plans have one.
    `folded` are keys that a proposal does not spell out, because its words say them already: they stand
    in the form behind it.
    `about` names in a few words what the page is about, where `ask` says more than that: the name of its
    form, and of what was answered.
    `follows` are questions, by key, that are asked at once where another one of the page is answered so,
    and not at all where it is not: nobody waits for the other seat to say what they mean.
    `heard` says what one seat is told at once of what the other one has answered on the page, by its
    answers so far; what is blind or only theirs has no place there.
    `line` are questions, by key, that one typed line may answer together, each with its name there: they ask
    how many of how many.
    """

    __slots__ = (
        "about", "accept", "ask", "folded", "follows", "heard", "line", "order", "prompts", "proposed",
        "shape",
    )  # fmt: skip

    def __init__(
        self,
        prompts: tuple[Prompt[Any], ...],
        shape: Shape,
        ask: Text | None = None,
        order: tuple[str, ...] | None = None,
        proposed: Mapping[str, Any] | None = None,
        accept: Text | None = None,
        folded: tuple[str, ...] = (),
        about: Text | None = None,
        follows: Mapping[str, Follows] | None = None,
        heard: Callable[[Mapping[str, Any]], tuple[Said, ...]] | None = None,
        line: Mapping[str, str] | None = None,
    ) -> None:
        self.prompts = prompts
        self.line: Mapping[str, str] = line or {}
        self.heard = heard
        self.about = about
        self.follows: Mapping[str, Follows] = follows or {}
        self.folded = folded
        self.shape: Shape = shape
        self.ask = ask
        self.order = order
        self.proposed = proposed
        self.accept = accept

    def __await__(self) -> Generator[Any, Any, T]:
        return cast(T, (yield self))

    def result(self, values: list[Any]) -> Any:
        """The answers in the shape that the script awaits."""
        if self.order is None:
            return tuple(values)
        if self.order == SINGLE:
            return values[0]
        return dict(zip(self.order, values, strict=True))


class Earlier(Generic[T]):
    """Questions that this script asked in an older shape: what was answered then counts, nothing is asked."""

    __slots__ = ("prompts",)

    def __init__(self, prompts: Mapping[str, Prompt[T]]) -> None:
        self.prompts = prompts

    def __await__(self) -> Generator[Any, Any, dict[str, T]]:
        return cast(dict[str, T], (yield self))


def earlier(prompts: Mapping[str, Prompt[T]]) -> Earlier[T]:
    """The answers that an older talk holds to questions no longer asked, by item; empty in a new one."""
    return Earlier(prompts)


class Said:
    """Something told, without a question. Drawn together with the page that follows it."""

    __slots__ = ("behind", "text", "to")

    def __init__(self, text: Text, to: str, behind: Text | None = None) -> None:
        self.text = text
        self.to = to
        self.behind = behind

    def __await__(self) -> Generator[Any, Any, None]:
        yield self


def say(words: Text, *, to: str = "", behind: Text | None = None) -> Said:
    """Tell one seat (or, without `to`, everybody in the conversation) something.

    `behind`: what the button beside the next question is called that brings it; until then it stands nowhere.
    """
    return Said(words, to, behind)


@overload
def form(a: Prompt[A], b: Prompt[B], /, *, ask: Text | None = None) -> Page[tuple[A, B]]: ...
@overload
def form(a: Prompt[A], b: Prompt[B], c: Prompt[C], /, *, ask: Text | None = None) -> Page[tuple[A, B, C]]: ...
@overload
def form(
    a: Prompt[A], b: Prompt[B], c: Prompt[C], d: Prompt[D], /, *, ask: Text | None = None
) -> Page[tuple[A, B, C, D]]: ...
@overload
def form(
    a: Prompt[A], b: Prompt[B], c: Prompt[C], d: Prompt[D], e: Prompt[E], /, *, ask: Text | None = None
) -> Page[tuple[A, B, C, D, E]]: ...
def form(*prompts: Prompt[Any], ask: Text | None = None) -> Page[Any]:
    """Ask two to five questions together; the result is a tuple in the same order."""
    return Page(prompts, "form", ask)


def each(
    prompts: Mapping[str, Prompt[T]],
    *,
    ask: Text | None = None,
    follows: Mapping[str, Follows] | None = None,
    heard: Callable[[Mapping[str, Any]], tuple[Said, ...]] | None = None,
    line: Mapping[str, str] | None = None,
) -> Page[dict[str, T]]:
    """Ask the same kind of thing about any number of items; the result is keyed by their ids.

    `follows`: by key, those that are asked only after a certain answer; None in the result where not.
    `heard`: what one seat is told at once of the other one's answers, which come by their keys.
    `line`: the names, by key, of those that one typed line may answer together.
    """
    return Page(tuple(prompts.values()), "each", ask, tuple(prompts), follows=follows, heard=heard, line=line)


def review(
    page: Page[T] | Prompt[T],
    proposed: T,
    *,
    ask: Text,
    accept: Text,
    folded: tuple[str, ...] = (),
    about: Text | None = None,
) -> Page[T]:
    """Propose an answer to every question of a page; one tap stores each as an explicit answer.

    `folded` names the keys whose values the words of `ask` say already. Only facts and plans are
    proposed. A judgement (see `Kind.judges`) refuses a proposal.
    """
    if isinstance(page, Prompt):
        if page.kind.judges:
            raise TypeError("a judgement is never proposed")
        return Page((page,), "review", ask, SINGLE, {page.key: proposed}, accept, about=about)
    if page.order is None:
        values = list(cast(tuple[Any, ...], proposed))
    else:
        values = [cast(Mapping[str, Any], proposed)[item] for item in page.order]
    if any(prompt.kind.judges for prompt in page.prompts):
        raise TypeError("a judgement is never proposed")
    pairs = {prompt.key: value for prompt, value in zip(page.prompts, values, strict=True)}
    return Page(page.prompts, "review", ask, page.order, pairs, accept, folded, about)


def prefilled(page: Page[T], values: Mapping[str, Any]) -> Page[T]:
    """Fill in some fields of a form with what is known, by key: left alone they are sent as they stand.

    Only facts and plans are filled in. A judgement refuses, as in `review`.
    """
    if any(prompt.kind.judges for prompt in page.prompts if prompt.key in values):
        raise TypeError("a judgement is never proposed")
    filled = copy(page)
    filled.proposed = dict(values)
    return filled


LONG = TextKind(most=3000, long=True)
SHORT = TextKind(most=200, long=False)
REPLY = TextKind(most=3000, long=True, questions="perhaps")
QUESTION = TextKind(most=3000, long=True, questions="yes")
_ASKING: Mapping[Questions, TextKind] = {"perhaps": REPLY, "yes": QUESTION}


@overload
def text(
    key: str,
    ask: Text,
    *,
    hint: Text | None = None,
    to: str = "",
    audience: Audience | None = None,
    long: bool = True,
    optional: Literal[False] = False,
    questions: Questions = "no",
) -> Prompt[str]: ...
@overload
def text(
    key: str,
    ask: Text,
    *,
    hint: Text | None = None,
    to: str = "",
    audience: Audience | None = None,
    long: bool = True,
    optional: Literal[True],
    questions: Questions = "no",
) -> Prompt[str | None]: ...
def text(
    key: str,
    ask: Text,
    *,
    hint: Text | None = None,
    to: str = "",
    audience: Audience | None = None,
    long: bool = True,
    optional: bool = False,
    questions: Questions = "no",
) -> Prompt[Any]:
    """Ask for something in the person's own words.

    `questions`: whether what is asked in them is asked of whoever reads them.
    """
    kind = _ASKING.get(questions) or (LONG if long else SHORT)
    return Prompt(key, kind, ask, hint, to, audience, optional)


def number(
    key: str,
    ask: Text,
    *,
    least: float = 0,
    most: float = 1_000_000,
    whole: bool = True,
    unit: Text | None = None,
    counts: Counts = "",
    hint: Text | None = None,
    to: str = "",
    audience: Audience | None = None,
) -> Prompt[float]:
    """Ask for a number in a range: the `unit` shown beside it, and what it `counts`, as people write it."""
    return Prompt(key, NumberKind(least, most, whole, unit, counts), ask, hint, to, audience)


def scale(
    key: str,
    ask: Text,
    kind: ScaleKind,
    *,
    hint: Text | None = None,
    to: str = "",
    audience: Audience | None = None,
) -> Prompt[int | None]:
    """Ask for a judgement on described points. There is no default, ever. None = "not seen yet"."""
    return Prompt(key, kind, ask, hint, to, audience)


def choice(
    key: str,
    ask: Text,
    options: Sequence[Option],
    *,
    hint: Text | None = None,
    to: str = "",
    audience: Audience | None = None,
    words: str = "",
    offers: str = "",
    said: Callable[[str, Reading], str] | None = None,
    both: str = "",
) -> Prompt[str]:
    """Ask for one of several options; the result is the option's id.

    `words`: the option after which own words are asked for. Whoever types them at once means it.
    `offers`: the same where they may mean it: whoever types them is asked.
    `said`: which option a whole line means that is said in other words than those of its button.
    `both`: the option for which such a line answers the question after this one too.
    """
    return Prompt(key, ChoiceKind(tuple(options), words, offers, said, both), ask, hint, to, audience)


def hand_in(key: str, ask: Text, options: Sequence[Option], *, words: str, day: str) -> Prompt[str]:
    """Ask for work, or why it does not come now; the result is the option's id.

    `words`: the option after which the work is asked for: a link, a file or drafts may come at once.
    `day`: the one after which a day is.
    """
    return Prompt(key, HandInKind(tuple(options), words, day), ask)


def verdict(
    key: str,
    ask: Text,
    options: Sequence[Option],
    *,
    hint: Text | None = None,
    to: str = "",
    audience: Audience | None = None,
) -> Prompt[str]:
    """Ask for a judgement by one of several options: sureness, "expectations met?"."""
    return Prompt(key, VerdictKind(tuple(options)), ask, hint, to, audience)


def many(
    key: str,
    ask: Text,
    options: Sequence[Option],
    *,
    least: int = 0,
    most: int | None = None,
    hint: Text | None = None,
    to: str = "",
    audience: Audience | None = None,
) -> Prompt[tuple[str, ...]]:
    """Ask for any of several options, between `least` and `most` of them; the result is their ids."""
    return Prompt(key, ManyKind(tuple(options), least, most or len(options)), ask, hint, to, audience)


def ask_for(
    kind: Kind[T],
    key: str,
    ask: Text,
    *,
    hint: Text | None = None,
    to: str = "",
    audience: Audience | None = None,
) -> Prompt[T]:
    """Ask for a value of a shared kind: DATE, DURATION, PERCENT, RATIO, PERSON, LINK, ZONE and so on."""
    return Prompt(key, kind, ask, hint, to, audience)


def agree(
    key: str,
    terms: Any,
    ask: Text,
    *,
    yes: Text,
    otherwise: Mapping[str, Text] | None = None,
    words: tuple[str, ...] = (),
    hint: Text | None = None,
    to: str = "",
    audience: Audience | None = "both",
) -> Prompt[Consent]:
    """Ask for consent to `terms`, the agreed data itself (not its wording or language).

    The yes binds to a digest of the terms: change the data and the question is asked again,
    change a typo on the card and it stands. Refusals are ordinary branches, named by their id.
    `words`: those after which own words are asked for.
    """
    return Prompt(key, ConsentKind(terms, yes, otherwise or {}, words), ask, hint, to, audience)
