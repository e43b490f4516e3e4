"""Text as Slack counts, escapes and cuts it."""

from __future__ import annotations

import re

_MENTION = re.compile(r"<@([^<>|\s]+)\|([^<>|]*)(?:\|[^<>]*)?>")
_BARE_MENTION = re.compile(r"<@([^<>|\s]+)>")
_CHANNEL = re.compile(r"<#([^<>|\s]+)(?:\|([^<>|]*))?>")
_UNKEEPABLE = re.compile("[\x00\ud800-\udfff]")
MORE = "…"


def size(text: str) -> int:
    """The length as Slack counts it."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def escape(text: str) -> str:
    """Text for Slack's markup: the three characters that mean something there, ampersand first."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def unescape(text: str) -> str:
    """What somebody wrote, out of what Slack sends; ampersand last."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def clean(text: str) -> str:
    """Text that every store can keep."""
    return _UNKEEPABLE.sub("\N{REPLACEMENT CHARACTER}", text)


def names(text: str) -> str:
    """Marked mentions and channels as people read them; nobody is called."""
    if "<" not in text:
        return text
    text = _CHANNEL.sub(lambda found: f"#{found[2] or found[1]}", text)
    return _BARE_MENTION.sub(r"@\1", _MENTION.sub(lambda found: found[2] or f"@{found[1]}", text))


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


def split(text: str, most: int) -> list[str]:
    """The text in pieces of at most this size, cut after a line, else after a word; joined it is the same."""
    pieces = []
    while (end := fits(text, most)) < len(text):
        head = text[:end]
        if "\n" in head[end // 2 :]:
            cut = head.rfind("\n") + 1
        elif " " in head[end // 2 :]:
            cut = head.rfind(" ") + 1
        else:
            cut = max(end, 1)
        pieces.append(text[:cut])
        text = text[cut:]
    if text:
        pieces.append(text)
    return pieces


def short(text: str, most: int) -> str:
    """The text where only so much fits; whoever shortens shows the whole of it elsewhere."""
    if len(text) <= most // 2 or fits(text, most) == len(text):
        return text
    return text[: fits(text, most - 1)].rstrip() + MORE
