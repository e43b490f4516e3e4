"""Text as chat platforms measure it: in UTF-16 units, cut to what fits, and free of what nothing can keep."""

from __future__ import annotations

import re

_UNKEEPABLE = re.compile("[\x00\ud800-\udfff]")
"""A NUL, or half a character."""
MORE = "…"


def size(text: str) -> int:
    """The length in UTF-16 units, the strictest way to count."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def clean(text: str) -> str:
    """Text that every store can keep."""
    return _UNKEEPABLE.sub("\N{REPLACEMENT CHARACTER}", text)


def fits(text: str, most: int) -> int:
    """How many characters of the text, from its start, have at most this size."""
    if len(text) <= most and size(text) <= most:
        return len(text)
    taken = 0
    for index, character in enumerate(text):
        taken += 2 if ord(character) > 0xFFFF else 1
        if taken > most:
            return index
    return len(text)


def whole_words(text: str, most: int) -> str:
    """The first words of a name that fit; of one endless word what fits."""
    if fits(text, most) == len(text):
        return text
    kept = text[: fits(text, most) + 1].rpartition(" ")[0].rstrip(" ,;:-")
    return kept or text[: fits(text, most)]


def short(text: str, most: int) -> str:
    """The text where only so much fits; whoever shortens shows the whole of it elsewhere."""
    if len(text) <= most // 2 or fits(text, most) == len(text):
        return text
    return text[: fits(text, most - 1)].rstrip() + MORE


def heading(text: str, most: int) -> str:
    """A text as the head of a form, without its full stop: whole, else its first sentence, else empty."""
    for head in (text.strip(), text.strip().partition(". ")[0]):
        if 0 < size(head := head.removesuffix(".")) <= most:
            return head
    return ""
