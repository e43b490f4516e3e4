"""Text as Discord escapes it, and cut into words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.engine.measured import fits, size

_MENTION = re.compile(r"<@([^<>|\s]+)\|([^<>|]*)(?:\|[^<>]*)?>")
_BARE_MENTION = re.compile(r"<@!?([^<>|\s]+)>")
_ADDRESS = re.compile(r"https?://[^\s<>|*`\\]+[^\s<>|*`\\.,:;\"')\]_~]")
_MEANS = re.compile(r"[\\*_~|`<\[\]@]")
_LINE_START = re.compile(r"(?m)^([ \t]*)([#>+-])")
_NUMBERED = re.compile(r"(?m)^([ \t]*[0-9]+)([.)])")
_OPENS = re.compile(r"[ \t]*(?:[#>+-]|[0-9]+[.)])")
"""What the first line of a text has to begin with for the two above to find anything in it."""
_WORD = re.compile(r"\s*\S+\s*|\s+")
ENDS = (".", "!", "?", ".\n", "\n", "。", "！", "？")


def names(text: str) -> str:
    """Marked mentions as people read them; nobody is called."""
    if "<@" not in text:
        return text
    return _BARE_MENTION.sub(r"@\1", _MENTION.sub(lambda found: found[2] or f"@{found[1]}", text))


def escape(text: str, *, starts: bool = True) -> str:
    """Text that Discord shows as it is: no markup, no mentions, no times; web addresses stay whole.

    `starts`: a line begins with it, so that headings, quotes and lists are escaped too.
    """
    whole = _around_addresses(text) if "://" in text else _escaped(text)
    if not starts or ("\n" not in whole and not _OPENS.match(whole)):
        return whole
    return _NUMBERED.sub(r"\1\\\2", _LINE_START.sub(r"\1\\\2", whole))


def _around_addresses(text: str) -> str:
    done: list[str] = []
    end = 0
    for found in _ADDRESS.finditer(text):
        done += [_escaped(text[end : found.start()]), found[0]]
        end = found.end()
    return "".join([*done, _escaped(text[end:])])


def escape_lines(text: str, *, starts: bool) -> str:
    """The same for several lines, of which the first may go on from words before it."""
    if starts or "\n" not in text:
        return escape(text, starts=starts)
    first, _, rest = text.partition("\n")
    return f"{escape(first, starts=False)}\n{escape(rest)}"


def _escaped(text: str) -> str:
    return _MEANS.sub(lambda found: f"\\{found[0]}", text)


def too_long(text: str, most: int) -> bool:
    """Whether a label is longer than that as people read it."""
    return len(text) > most // 2 and size(names(text)) > most


def words(text: str, most: int) -> Iterator[str]:
    """The text word by word, spaces kept; a word that is too long comes in pieces."""
    for found in _WORD.finditer(text):
        word = found[0]
        while (end := fits(word, most)) < len(word):
            yield word[: max(end, 1)]
            word = word[max(end, 1) :]
        yield word
