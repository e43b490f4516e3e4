"""What the words for a result tell of how it is counted, in their writer's language and in English."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from bot.engine.spoken import SMALL_NUMBERS
from bot.engine.text import Text, t
from bot.practice.counting import Hints
from bot.words.catalogue import languages
from bot.words.render import Reader, plain

NOTHING = "(?!)"
"""What no words match: a language may have no word for something."""


class _Patterns(NamedTuple):
    """How one language says it."""

    none: re.Pattern[str]
    nth: re.Pattern[str]
    pace: re.Pattern[str]
    times: dict[str, int]
    months: frozenset[str]


def counted(words: str, reader: Reader) -> Hints:
    """What words tell, by the first of the reader's languages that tells anything in them."""
    found = (_told(words, _patterns(language)) for language in languages(reader.locale))
    return next((told for told in found if told != Hints()), Hints())


def _told(words: str, how: _Patterns) -> Hints:
    nth, pace = how.nth.search(words), how.pace.search(words)
    said = pace["times"].casefold() if pace else ""
    times = int(said) if said.isdigit() else how.times.get(said, 0)
    below = pace is not None and pace["below"] is not None and times > 0
    return Hints(
        how.none.match(words.strip()) is not None or (said.isdigit() and times == 0),
        int(nth[1]) if nth and 1 <= int(nth[1]) <= 31 else None,
        times - below,
        "" if pace is None else "month" if pace["span"].casefold() in how.months else "week",
        below or (pace is not None and pace["most"] is not None),
    )


@cache
def _patterns(language: str) -> _Patterns:
    reader = Reader(language, "UTC")

    def listed(words: Text) -> list[str]:
        return [word.strip() for word in plain(words, reader).split("|")]

    def any_of(*words: str) -> str:
        longest_first = sorted((word for word in words if word), key=len, reverse=True)
        return "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in longest_first)

    per, months = any_of(*listed(t("counted-per"))), listed(t("counted-month"))
    times = {
        name: number
        for number, names in enumerate(SMALL_NUMBERS.get(language.partition("-")[0], "").split(","))
        for name in names.split("/")
        if number
    }
    times |= dict.fromkeys(listed(t("counted-once")), 1) | dict.fromkeys(listed(t("counted-twice")), 2)
    none, none_but = any_of(*listed(t("counted-none"))), any_of(*listed(t("counted-none-but")))
    until, nth = any_of(*listed(t("counted-until"))), any_of(*listed(t("counted-nth")))
    span = any_of(*listed(t("counted-week")), *months)
    most = any_of(*listed(t("counted-most"))) or NOTHING
    below = any_of(*listed(t("counted-below"))) or NOTHING
    return _Patterns(
        re.compile(rf"(?:{none})\s+(?!(?:{none_but})\b)\w", re.IGNORECASE),
        re.compile(rf"\b(?:{until})\s+(\d{{1,2}})(?:{nth})(?!\w)", re.IGNORECASE),
        re.compile(
            rf"\b(?:(?:(?P<most>{most})|(?P<below>{below}))\s+)?(?P<times>\d{{1,2}}|{any_of(*times)})\b"
            rf"(?:\s+(?!(?:{per})\b)[\w-]+){{0,3}}\s+(?:{per})\s+(?P<span>{span})\b",
            re.IGNORECASE,
        ),
        times,
        frozenset(word.casefold() for word in months),
    )
