"""A judgement on a scale, typed: its number or its name, and nothing that only comes near one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import suppress

from bot.engine import spoken
from bot.engine.read_choices import pick
from bot.engine.read_numbers import small_number
from bot.engine.read_text import few_words
from bot.engine.read_yes_no import asks, unkind
from bot.engine.reading import folded, plain_digits, stands_in
from bot.engine.text import Invalid, t

_MOST_TYPED = 300
_MOST_SENTENCE = 6
_SMALL = (spoken.FILLERS | {"a", "an", "level"}) - {"could", "can", "should"}

Names = Sequence[tuple[int, str]]
"""What points are called: each point with one of its names, folded."""


def read_scale(raw: str, names: Sequence[Sequence[str]], near: Sequence[Sequence[str]] = ()) -> int:
    """The point 0, 1, 2 ... that is meant: "4", "four", "4/5", "4 - alone", or a name of the point.

    `near`: words that people use for a point and that may mean another one too. Nobody is judged by
    these unasked: the refusal names the point, by the first of its names.
    """
    most = len(names) - 1
    no_point = Invalid(t("invalid-scale", most=most))
    text = few_words(raw, most=_MOST_TYPED, why=no_point.why)
    flat, loose = _folded(names), _folded(near)
    word = folded(text)
    named = {point for point, name in flat if name == word and word}
    if len(named) == 1:
        return named.pop()
    point, rest = _number(text, word)
    if point is not None:
        if 0 <= point <= most and _agrees(rest, point, [*flat, *loose], most):
            return point
        raise no_point
    spoken_of = _spoken_of(word, [*flat, *loose])
    unclear = asks(text) or word in spoken.NEGATIONS  # "no" is no beginning of "Not done yet"
    if not unclear and not spoken_of & {at for at, name in loose if stands_in(name, word)}:
        with suppress(Invalid):
            return flat[pick(text, [name for _, name in flat], numbers=False)][0]
    if len(spoken_of) == 1:
        (meant,) = spoken_of
        raise Invalid(t("invalid-scale-meant", value=meant, name=names[meant][0]))
    raise no_point


def _folded(names: Sequence[Sequence[str]]) -> Names:
    """Every name once, so that none stands in its own way where another one comes near it."""
    return list(dict.fromkeys((point, folded(name)) for point, group in enumerate(names) for name in group))


def _number(text: str, word: str) -> tuple[int | None, str]:
    """The number that a line gives, and what it says behind it."""
    plain = plain_digits(text).casefold()
    if re.fullmatch(r"[\w\s'’,.!]+", plain) and (alone := _alone(unkind(folded(plain)))) is not None:
        return alone, ""  # "I'd say 4"
    if found := re.fullmatch(r"(?:level |a |an )?(\d{1,3})\ufe0f?\u20e3?((?:\W.*)?)", plain, re.DOTALL):
        return int(found[1]), found[2].strip()
    if opening := re.fullmatch(r"(\w+)\s*[-:,–(]\s*(.+)", plain, re.DOTALL):
        return small_number(folded(opening[1]), "en"), "- " + opening[2]
    return small_number(word, "en"), ""


def _alone(word: str) -> int | None:
    """The number in folded words that hold nothing else but small ones."""
    said = [one for one in word.split() if one not in _SMALL]
    if len(said) != 1:
        return None
    return int(said[0]) if re.fullmatch(r"[0-9]{1,3}", said[0]) else small_number(said[0], "en")


def _spoken_of(word: str, names: Names) -> set[int]:
    """The points that a short sentence speaks of, and turns against none of them."""
    each = word.split()
    if len(each) > _MOST_SENTENCE:
        return set()
    found = [(point, name) for point, name in names if stands_in(name, word)]
    left = set(each).difference(*(name.split() for _, name in found))
    return set() if left & spoken.TURNS else {point for point, _ in found}


def _agrees(rest: str, point: int, names: Names, most: int) -> bool:
    """Whether what follows the number leaves it standing: "4/5", "4 - alone", not "4 or 5" nor "4.5"."""
    if not rest or rest in {".", ")", "!"}:
        return True
    if re.fullmatch(rf"(?:/|out of|of)\s*{most}[.!]?", rest):
        return True
    word = folded(rest)
    if not word or asks(rest):
        return False  # "4-", "4?"
    meant = {at for at, name in names if name == word or (len(word) > 3 and name.startswith(word))}
    if meant:
        return point in meant
    if rest[0] not in "-:,;(–" or any(char.isdigit() for char in rest):
        return False
    return not spoken.TURNS.intersection(unkind(word).split())
