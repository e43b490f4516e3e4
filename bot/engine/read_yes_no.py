"""Yes or no, typed in words. A yes with a condition, a doubt or a question behind it is not one yet."""

from __future__ import annotations

import re
from collections.abc import Iterable

from bot.engine import spoken
from bot.engine.read_text import few_words
from bot.engine.reading import folded, stands_in
from bot.engine.text import Invalid, t


def _any_of(phrases: Iterable[str]) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(sorted(phrases, key=len, reverse=True))})\b")


_MOST_TYPED = 300
_MOST_BINDING = 6
"""So many words beside a yes are kindness; more of them say something of their own."""
_YES = frozenset(word for words in spoken.YES.values() for word in words.split("|"))
_NO = frozenset(word for words in spoken.NO.values() for word in words.split("|"))
_YES_SAID = _any_of(_YES)
_NO_SAID = _any_of(_NO)
_DRAWN_OUT = re.compile(r"(.)\1{2,}")
_OTHERWISE = frozenset({"yes", "yeah", "yep", "yup", "yea", "ja", "oui", "sim", "oo"})
_PLAIN_YES = _OTHERWISE | {"ok", "okay", "sure", "agreed"}
_CLAUSES = re.compile(r"[,.!?;:()\n…–—]+|\s*-+\s+|\s+-+")
_KINDNESS = _any_of(spoken.COURTESY)


def read_yes_no(raw: str, *, binds: bool = False) -> bool:
    """Yes or no in the languages of `spoken`, in a word, a short phrase or a sign.

    It may be the beginning of a sentence, "yes, he did", where the rest leaves it standing.
    `binds`: it is agreed or judged by it, so that beside it stands nothing but a few kind words.

    Raises:
        Invalid: it is neither, or one of them and something else: "yes, if you pay more", "yes?".
    """
    text = few_words(raw, most=_MOST_TYPED, why=t("invalid-yes-no"))
    word = folded(text)
    signs = {char in spoken.YES_SIGNS for char in text if char in spoken.YES_SIGNS + spoken.NO_SIGNS}
    if not word and len(signs) == 1 and not asks(text):
        return signs.pop()
    answer, rest = _opened(text, word)
    if answer is None or signs == {not answer}:
        raise Invalid(t("invalid-yes-no"))
    if asks(text) or _turned(answer, rest) or (binds and _says_more(rest)):
        raise Invalid(t("invalid-yes-no-turned"))
    return answer


def asks(text: str) -> bool:
    """Whether a line asks something, and so answers nothing; "why not?" asks nothing."""
    return "?" in text.replace("？", "?") and not folded(text).endswith("why not")


def unkind(word: str) -> str:
    """Folded words without those that are only polite: "no problem" is no no."""
    return " ".join(_KINDNESS.sub(" ", word).split())


def _opened(text: str, word: str) -> tuple[bool | None, str]:
    """The answer that a line opens with, and what it says behind it; None where it opens with neither."""
    if (whole := _said(word)) is not None:
        return whole, ""
    clauses = [words for part in _CLAUSES.split(text) if (words := folded(part))]
    while len(clauses) > 1 and _said(clauses[0]) is None and (not unkind(clauses[0]) or _greets(clauses[0])):
        del clauses[0]  # "no worries, go ahead"
    if not clauses:
        return None, ""
    answer = _said(clauses[0])
    answer = _said(unkind(clauses[0])) if answer is None else answer
    first, _, more = clauses[0].partition(" ")
    if answer is None and first in _PLAIN_YES and _turned(True, unkind(more)):
        return True, more  # "yes if you pay weekly"
    rest = (
        "but" if words in spoken.RETHINKS else unkind(words)
        for words in clauses[1:]
        if answer is None or _said(words) is not answer
    )
    return answer, " ".join(filter(None, rest))


def _greets(word: str) -> bool:
    """Whether folded words are a greeting, with one name at most: "good morning Rita"."""
    greeting, _, name = word.rpartition(" ")
    return word in spoken.GREETINGS or (greeting in spoken.GREETINGS and _said(name) is None)


def _said(word: str) -> bool | None:
    """Yes or no, where folded words are nothing else: "yes of course", "no he didn't", "yesss"."""
    short = _DRAWN_OUT.sub(r"\1", word)
    yes = _is_all(short, _YES_SAID, spoken.ECHOES)
    no = _is_all(short, _NO_SAID, spoken.ECHOES | spoken.NEGATIONS)
    return None if yes == no else yes


def _is_all(word: str, said: re.Pattern[str], beside: frozenset[str]) -> bool:
    """Whether words begin with a phrase, and hold only such ones and what may stand beside them."""
    return said.match(word) is not None and beside.issuperset(said.sub(" ", word).split())


def _turned(answer: bool, rest: str) -> bool:
    """Whether what is said behind an answer takes it back, at least in part."""
    each = set(rest.split())
    if answer:
        return bool(each & (_NO - _YES)) or any(stands_in(one, rest) for one in spoken.RESERVES)
    return bool(each & (_OTHERWISE | (spoken.TURNS - spoken.NEGATIONS)))


def _says_more(rest: str) -> bool:
    """Whether there is more than kindness in it: a figure, or a sentence of its own."""
    return len(rest.split()) > _MOST_BINDING or any(char.isdigit() for char in rest)
