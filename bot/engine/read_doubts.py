"""An answer that is held in doubt, "maybe Friday?": at best a proposal, and what it proposes."""

from __future__ import annotations

import re
from functools import cache

from bot.engine import spoken
from bot.engine.read_yes_no import asks
from bot.engine.reading import plain_digits


def without_doubt(text: str, language: str) -> tuple[str, bool]:
    """A line without what holds it in doubt, and whether something does: a question mark, a "maybe"."""
    questioned = asks(text)
    plain = plain_digits(text).replace("？", "?").replace("?", " ") if questioned else text
    sure = " ".join(_doubts(language).sub(" ", plain.replace("’", "'").replace("I'm", "im")).split())
    doubted = questioned or sure != " ".join(plain.split())
    return (sure, True) if doubted else (text, False)


@cache
def _doubts(language: str) -> re.Pattern[str]:
    said = "|".join(
        re.escape(words).replace(r"\ ", r"\s+") for words in spoken.words(spoken.DOUBTS, language)
    )
    return re.compile(rf"\b(?:{said})\b,?|(?<=\w)-?ish\b", re.IGNORECASE)
