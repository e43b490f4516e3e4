"""Answers that are picked, typed in words: one or several of a list."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.engine import spoken
from bot.engine.read_numbers import small_number
from bot.engine.read_slips import meant_by_a_slip
from bot.engine.read_text import few_words
from bot.engine.read_yes_no import asks, read_yes_no, unkind
from bot.engine.reading import folded, plain_digits, stands_in
from bot.engine.text import Invalid, t

_MOST_TYPED = 300
_MOST_SENTENCE = 6
_SMALL = (spoken.FILLERS | {"a", "an"}) - {"would", "should", "could", "can"}
_AGAINST = spoken.TURNS - {"or"}
_AS = re.compile(r"^as\s+(?:an?\s+|the\s+)?", re.IGNORECASE)
_POSITION = re.compile(r"(?:no\.|nr\.?|number|option|choice|answer|#)?\s*#?(\d{1,4})\ufe0f?\u20e3?\s*[.):]?")


def greets(raw: str) -> bool:
    """Whether a line is only a greeting."""
    return folded(raw) in spoken.GREETINGS


def says_nothing(raw: str) -> bool:
    """Whether a line only greets or agrees, and so tells and asks nothing by itself."""
    if greets(raw):
        return True
    try:
        read_yes_no(raw)
    except Invalid:
        return False
    return True


def says_unknown(raw: str) -> bool:
    """Whether this is what people say in the place of a figure that they do not have."""
    return folded(raw) in spoken.UNKNOWN


def read_choice(raw: str, labels: Sequence[str], *, sentence: bool = True, places: bool = True) -> int:
    """The index of the label meant: its words, its number from 1, its beginning, or clearly nearly it.

    `sentence`: also a few words that begin with it ("nothing in the way"), as no judgement may be read.
    `places`: whether a bare number is a place in the list; of how sure somebody is "4" may say how much.
    """
    text = few_words(raw, most=_MOST_TYPED, why=_no_choice().why)
    if asks(text) and text not in labels:
        raise _no_choice()  # "Calendar?" asks whether to, and picks nothing
    try:
        return pick(text, labels, numbers=places)
    except Invalid:
        if (bare := unkind(folded(text))) and bare != folded(text):
            return read_choice(bare, labels, sentence=sentence, places=places)  # "bookkeeper, please"
        if sentence and (named := _AS.sub("", text)) not in ("", text):
            return read_choice(named, labels, sentence=False, places=places)  # "as a bookkeeper"
        begun = _begun(text, labels) if sentence else set()
        if len(begun) != 1:
            raise
        return begun.pop()


def speaks_of(raw: str, labels: Sequence[str]) -> int | None:
    """The first of these labels that stands in a line in its own words: "yes, too much"."""
    word = unkind(folded(raw))
    return next((index for index, label in enumerate(labels) if stands_in(folded(label), word)), None)


def read_choices(raw: str, labels: Sequence[str]) -> tuple[int, ...]:
    """The indexes of several labels, in order: "1, 3 and 5", "2-4", "Inbox and Calendar", "all but 2"."""
    text = few_words(raw, most=10 * _MOST_TYPED, why=_no_choice().why)
    if asks(text):
        raise _no_choice()
    first, _, more = text.partition(" ")
    if folded(first) in spoken.ONLY and more:
        text = more  # "just the calendar"
    word = folded(text)
    exact = _exactly(text, labels)
    if exact is not None:
        return (exact,)
    if word in spoken.NOTHING:
        return ()
    everything = range(len(labels))
    if word in spoken.EVERYTHING and labels:
        if word in {"both", "beide"} and len(labels) != 2:
            raise _no_choice()
        return tuple(everything)
    for lead in spoken.ALL_BUT:
        if word.startswith(lead + " "):
            left_out = _several(" ".join(text.split()[len(lead.split()) :]), labels)
            return tuple(index for index in everything if index not in left_out)
    return tuple(sorted(_several(text, labels)))


def _several(text: str, labels: Sequence[str]) -> set[int]:
    picked: set[int] = set()
    for part in re.split(r"[,;\n|]+", text):
        if not part.strip():
            continue
        for lead in spoken.AND:
            if part.strip().casefold().startswith(lead + " "):
                part = part.strip()[len(lead) :]
                break
        picked |= _some(part.strip(), labels)
    if not picked:
        raise _no_choice()
    return picked


def _some(part: str, labels: Sequence[str]) -> set[int]:
    """One piece between commas: a label, a range, or several joined by "and" or by spaces between numbers."""
    exact = _exactly(part, labels)
    if exact is not None:
        return {exact}
    plain = plain_digits(part)
    if span := re.fullmatch(r"(\d{1,4})\s*(?:-|to|bis|through)\s*(\d{1,4})", plain):
        first, last = int(span[1]), int(span[2])
        if not 1 <= first <= last <= len(labels):
            raise _no_choice()
        return set(range(first - 1, last))
    pieces = re.split(rf"\s*[&+]\s*|\s+(?:{'|'.join(spoken.AND)})\s+", part)
    if len(pieces) == 1 and re.fullmatch(r"\d{1,4}(?:\s+\d{1,4})+", plain):
        pieces = part.split()
    if len(pieces) > 1:
        try:
            return {index for piece in pieces for index in _some(piece, labels)}
        except Invalid:
            pass  # "research and development" may be one label, half remembered
    return {pick(part, labels)}


def _exactly(text: str, labels: Sequence[str]) -> int | None:
    word = folded(text)
    for index, label in enumerate(labels):
        if text == label or (word and folded(label) == word):
            return index
    return None


def pick(text: str, labels: Sequence[str], *, numbers: bool = True) -> int:
    """The one option that is meant: by its label, by a number, else by what comes near."""
    found = _exactly(text, labels)
    if found is None and numbers:
        found = _by_number(text, labels)
    if found is None:
        found = _nearly(folded(text), labels)
    if found is None:
        raise _no_choice()
    return found


def _by_number(text: str, labels: Sequence[str]) -> int | None:
    """The option with this number in its label, or in this place. Raises where there is no such place."""
    digits = plain_digits(text).casefold()
    if (own := _by_own_number(digits, labels)) is not None:
        return own
    found = _POSITION.fullmatch(digits)
    word = folded(text)
    bare = word.removeprefix("the ").removesuffix(" one")
    place = int(found[1]) if found else spoken.ORDINALS.get(bare, small_number(word, "en"))
    place = len(labels) if bare == "last" else place
    if place is not None and not 1 <= place <= len(labels):
        raise _no_choice()
    return None if place is None else place - 1


def _nearly(word: str, labels: Sequence[str]) -> int | None:
    """The option that a word begins, is part of, comes near or is short for. Raises where several are."""
    if len(word) < 2:
        return None
    plain = [folded(label) for label in labels]
    begins = [index for index, label in enumerate(plain) if label.startswith(word)]
    each = set(word.split())
    holds = [
        index
        for index, label in enumerate(plain)
        if each <= set(label.split()) and not _AGAINST & (set(label.split()) - each)
    ]
    if fitting := begins or holds:
        if len(fitting) == 1:
            return fitting[0]
        raise Invalid(t("invalid-choice-unclear", options=tuple(labels[index] for index in fitting[:5])))
    if (slipped := meant_by_a_slip(word, plain)) is not None:
        return slipped
    bare = _without_fillers(word)
    initials = [i for i, label in enumerate(plain) if "".join(one[0] for one in label.split()) == bare]
    if len(initials) == 1:
        return initials[0]
    return _exactly(bare, labels) if bare != word else None


def _by_own_number(text: str, labels: Sequence[str]) -> int | None:
    """The label that begins with the number that was typed: "80" or "80 would do" for "80 it is"."""
    found = re.fullmatch(r"(\d{1,6})\s*(?:%|\.)?((?:\s+[^\W\d]+){0,4})[.!]?", text)
    if found is None or not set(folded(found[2]).split()) <= spoken.FILLERS:
        return None
    own = [re.match(r"\d+(?![\d.,:])", plain_digits(label)) for label in labels]
    fitting = [index for index, number in enumerate(own) if number and int(number[0]) == int(found[1])]
    numbered = sum(number is not None for number in own) > 1
    if len(fitting) == 1 and (numbered or found[2] or not 1 <= int(found[1]) <= len(labels)):
        return fitting[0]
    if numbered:
        raise _no_choice()  # the place of another number is not what was meant
    return None


def _begun(text: str, labels: Sequence[str]) -> set[int]:
    """The labels that a short sentence begins with: "internet was down" for "Power or internet"."""
    word = _without_fillers(folded(text))
    if len(word.split()) > _MOST_SENTENCE:
        return set()
    found = set()
    for index, label in enumerate(labels):
        for name in (label, *re.split(r"\s+or\s+", label)):
            begins = folded(name)
            rest = word.removeprefix(begins).split() if begins and f"{word} ".startswith(begins + " ") else []
            if rest and not spoken.TURNS.intersection(rest):
                found.add(index)
    return found


def _without_fillers(word: str) -> str:
    """The words without the small ones before them."""
    each = word.split()
    while len(each) > 1 and each[0] in _SMALL:
        each = each[1:]
    return " ".join(each)


def _no_choice() -> Invalid:
    return Invalid(t("invalid-choice"))
