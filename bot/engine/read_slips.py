"""Slips of the fingers: a label typed with a wrong letter is that label, and never the opposite of it."""

from __future__ import annotations

import difflib
from collections.abc import Sequence

from bot.engine import spoken

_NEAR = 0.82  # below this likeness a guess is a gamble
_CLEAR = 0.08  # and the second best must be this much further away
_NEAR_WORD = 0.65  # one slip in a word of three letters


def meant_by_a_slip(typed: str, labels: Sequence[str]) -> int | None:
    """The one label that folded words come clearly nearest to; None where there is none, or two are."""
    near = sorted(((_likeness(typed, label), index) for index, label in enumerate(labels)), reverse=True)
    best, second = (*near, (0.0, 0), (0.0, 0))[:2]
    return best[1] if best[0] >= _NEAR and best[0] - second[0] >= _CLEAR else None


def _likeness(typed: str, label: str) -> float:
    """How near words come to a label, from 0 to 1: nothing unless each of them is a slip of its own one.

    Letters alone would read "Unlikely" as "Likely" and "Don't erase it all" as "Erase it all".
    """
    said, meant = _words(typed), _words(label)
    if not said or len(said) != len(meant) or not all(map(_is_a_slip, said, meant)):
        return 0.0
    return difflib.SequenceMatcher(None, " ".join(said), " ".join(meant), autojunk=False).ratio()


def _is_a_slip(typed: str, word: str) -> bool:
    """Whether somebody may have typed one word and meant the other one: "advnced", never "unlikely"."""
    if typed == word:
        return True
    if {typed, word} & spoken.TURNS or any(char.isdigit() for char in typed + word):
        return False
    if typed[0] != word[0] or abs(len(typed) - len(word)) > 1:
        return False
    return difflib.SequenceMatcher(None, typed, word, autojunk=False).ratio() >= _NEAR_WORD


def _words(words: str) -> list[str]:
    return [word for word in words.split() if word not in spoken.AND]
