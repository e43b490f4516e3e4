"""What a sentence holds that somebody wrote: a link, a file, a day."""

from __future__ import annotations

import re

from bot.engine import spoken
from bot.engine.read_dates import read_date
from bot.engine.reading import Reading, folded
from bot.engine.text import Invalid

_ADDRESS = re.compile(r"https?://[^\s<>|]{3}|(?<![\w@.-])(?:www\.|[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}/)\w", re.I)
_FILE = re.compile(
    r"\w\.(?:pdf|docx?|odt|rtf|txt|md|xlsx?|ods|csv|pptx?|key|pages|numbers|png|jpe?g|gif|heic|webp|svg|psd"
    r"|ai|fig|mp[34]|m4a|mov|wav|zip|html?|json|eml|ics)\b",
    re.IGNORECASE,
)
_MOST_OF_A_DAY = 4
"""So many words name a day at the most."""


def has_link(text: str) -> bool:
    """Whether somewhere in it stands a web address, with or without https://, or the name of a file."""
    return _ADDRESS.search(text) is not None or _FILE.search(text) is not None


def says_who(text: str) -> bool:
    """Whether words speak as somebody to somebody: "you show me one, then I do three"."""
    return not spoken.SAYS_WHO.isdisjoint(folded(text).split())


def day_in(text: str, reading: Reading) -> str:
    """The words for a day with which a line ends: "can I have until Tuesday?"; empty where there are none."""
    each = text.rstrip(" .!?").split()
    for count in range(min(_MOST_OF_A_DAY, len(each)), 0, -1):
        words = " ".join(each[-count:])
        try:
            read_date(words, reading, earliest=reading.today, latest=None)
        except Invalid:
            continue
        return words
    return ""
