"""Text as Slack escapes it, and cut into pieces."""

from __future__ import annotations

import re

from bot.engine.measured import fits

_MENTION = re.compile(r"<@([^<>|\s]+)\|([^<>|]*)(?:\|[^<>]*)?>")
_BARE_MENTION = re.compile(r"<@([^<>|\s]+)>")
_CHANNEL = re.compile(r"<#([^<>|\s]+)(?:\|([^<>|]*))?>")

ADDRESS = re.compile(r"https?://[^\s<>|*`\\]+[^\s<>|*`\\.,:;\"')\]_~]")
"""A web address among other words, without the full stop behind it."""


def escape(text: str) -> str:
    """Text for Slack's markup: the three characters that mean something there, ampersand first."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def unescape(text: str) -> str:
    """What somebody wrote, out of what Slack sends; ampersand last."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def names(text: str) -> str:
    """Marked mentions and channels as people read them; nobody is called."""
    if "<" not in text:
        return text
    text = _CHANNEL.sub(lambda found: f"#{found[2] or found[1]}", text)
    return _BARE_MENTION.sub(r"@\1", _MENTION.sub(lambda found: found[2] or f"@{found[1]}", text))


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
