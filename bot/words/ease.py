"""How hard words are to read: the Flesch-Kincaid grade, with syllables counted by their vowels."""

from __future__ import annotations

import re

GRADED_FROM = 20
"""Fewer words than this have no grade worth the name."""

_WORD = re.compile(r"[A-Za-z0-9][A-Za-z0-9'’]*")
_END = re.compile(r"[.!?:;]+(?=\s|$)|\n+")


def words_in(text: str) -> list[str]:
    """The words of a text; markup and addresses are none."""
    return _WORD.findall(re.sub(r"\]\(https?://[^)]*\)", "", text))


def syllables(word: str) -> int:
    """Groups of vowels, without the endings that are not spoken."""
    word = word.lower()
    if not re.search(r"[a-z]", word):
        return 1
    spoken = re.sub(r"(?<=[^aeiouytd])ed$|(?<=[^aeioul])e$|(?<=[aeiou]l)e$|(?<=[^aeiouylcgsxz])es$", "", word)
    spoken = re.sub(r"(?<=[aeiou]l)es$", "", spoken)
    return max(1, len(re.findall(r"[aeiouy]+", spoken)))


def grade(text: str) -> float:
    """The school year after which a text is easy: 0.39 words a sentence + 11.8 syllables a word - 15.59."""
    words = words_in(text)
    sentences = sum(1 for part in _END.split(text) if words_in(part))
    if not words:
        return 0
    return 0.39 * len(words) / sentences + 11.8 * sum(map(syllables, words)) / len(words) - 15.59
