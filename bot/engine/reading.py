"""What every reader of typed words shares: the moment and place of typing, and words made comparable."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from babel import Locale, UnknownLocaleError

from bot.engine.text import Text


def _key(words: Text) -> str:
    return str(words.args.get("value", words.key))


@dataclass(frozen=True, slots=True)
class Reading:
    """When, where and in which language something was typed: all that its meaning may depend on."""

    now: datetime
    zone: str
    locale: str
    spoken: Callable[[Text], str] = field(default=_key, compare=False, repr=False)
    """A catalogue entry as this person reads it: labels can be typed as well as pressed."""

    @property
    def tzinfo(self) -> ZoneInfo:
        """The person's time zone, with its rules."""
        return ZoneInfo(self.zone)

    @property
    def today(self) -> date:
        """The calendar day at the person's place, not at the server's."""
        return self.now.astimezone(self.tzinfo).date()

    @property
    def language(self) -> str:
        """The bare language, such as `pt` for `pt-BR`."""
        return self.locale.replace("_", "-").split("-")[0].lower()


@lru_cache(maxsize=128)
def locale_of(tag: str) -> Locale:
    """The locale's data; an unknown region falls back to its language, an unknown language to English."""
    for candidate in (tag, tag.replace("_", "-").split("-")[0]):
        try:
            return Locale.parse(candidate.replace("-", "_"))
        except (UnknownLocaleError, ValueError):
            continue
    return Locale.parse("en")


_LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ħ": "h", "ı": "i", "œ": "oe", "æ": "ae"})


def folded(text: str) -> str:
    """The text without case, accents and punctuation, so that "Café-hours!" meets "cafe hours"."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    kept = []
    for char in plain:
        if "\u0300" <= char <= "\u036f" or char in "'’ʼ`´":
            continue
        kept.append(char if unicodedata.category(char)[0] in "LNM" else " ")
    return " ".join("".join(kept).casefold().translate(_LETTERS).split())


def stands_in(phrase: str, words: str) -> bool:
    """Whether one or more folded words stand in others, one after the other."""
    return bool(phrase) and f" {phrase} " in f" {words} "


def plain_digits(text: str) -> str:
    """Every decimal digit of any script as 0 to 9, and the signs that go with numbers in one form each."""
    if text.isascii():
        return text
    return "".join(_plain(char) for char in text)


_SIGNS = {
    "−": "-",
    "–": "-",
    "—": "-",
    "٫": ".",
    "．": ".",
    "，": ",",
    "٬": "’",
    "％": "%",
    "٪": "%",
    "：": ":",
}


def _plain(char: str) -> str:
    digit = unicodedata.decimal(char, None)
    return _SIGNS.get(char, char) if digit is None else str(digit)
