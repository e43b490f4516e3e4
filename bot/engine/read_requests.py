"""A line that asks: for help with what is asked, how a thing is done, or just a question."""

from __future__ import annotations

from bot.engine import spoken
from bot.engine.read_sentences import has_link
from bot.engine.reading import Reading, folded

_AT_MOST = 30
"""Whoever asks for help does so in a line; what is longer is the answer, whatever stands in it."""


def asks_for_help(text: str, reading: Reading) -> bool:
    """Whether it asks how something is done, or what is to be written here: nobody else can tell them."""
    words = _short(text)
    return any(f" {asks} " in f" {words} " for asks in spoken.words(spoken.ASKS_HOW, reading.language))


def only_asks(text: str, reading: Reading) -> bool:
    """Whether it is one question and nothing besides: no figure, no link, and no wish put as a question."""
    words, line = _short(text), text.strip()
    if not words or not line.endswith("?") or has_link(line) or any(map(str.isdecimal, words)):
        return False
    several = any(sign in line.rstrip(" !?") for sign in ".!?\n")
    wishes = spoken.words(spoken.WISHES, reading.language)
    return not several and not any(f"{words} ".startswith(f"{wish} ") for wish in wishes)


def _short(text: str) -> str:
    """The words of a line, in the form in which they are compared; empty where they are too many."""
    words = folded(text) if len(text) < 20 * _AT_MOST else ""
    return words if len(words.split()) <= _AT_MOST else ""
