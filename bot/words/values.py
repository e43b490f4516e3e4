"""Numbers, days, moments and lists as people of a locale write them."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from functools import lru_cache
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_skeleton
from babel.lists import format_list
from babel.numbers import format_decimal

from bot.engine.reading import locale_of
from bot.words.markup import mark

DAY = "MMMEd"
"""Short weekday, day and short month, in the locale's order."""
DAY_AND_YEAR = "yMMMEd"
"""The same with its year, for a day that is so far away that another year could be meant."""
FAR_DAYS = 180
CLOCK = "Hm"
"""Hours and minutes out of 24, with the locale's sign between them."""


@lru_cache(maxsize=4096)
def number(value: float, locale: str) -> str:
    """At most three decimals, with the locale's signs: "1,092.5"."""
    return format_decimal(value or 0, locale=locale_of(locale))


@lru_cache(maxsize=4096)
def day(value: date, locale: str, today: date | None = None) -> str:
    """A day: "Fri 8 Jan"; "Fri 7 Jan 2028" where that is far from today."""
    far = today is not None and abs((value - today).days) > FAR_DAYS
    found = _words_of(locale)
    written = format_skeleton(DAY_AND_YEAR if far else DAY, datetime.combine(value, time()), locale=found)
    # English writes a comma with the year and none without.
    return written.replace(",", "") if found.language == "en" else written


def moment(ms: int, zone: str, locale: str, today: date | None = None) -> str:
    """An instant on the clock and calendar of a zone: "Fri 27 Nov, 15:00"."""
    return _moment(ms // 60_000, zone, locale, today)


@lru_cache(maxsize=4096)
def _moment(minutes: int, zone: str, locale: str, today: date | None) -> str:
    there = datetime.fromtimestamp(minutes * 60, UTC).astimezone(ZoneInfo(zone))
    clock = format_skeleton(CLOCK, there.replace(tzinfo=None), locale=_words_of(locale))
    return f"{day(there.date(), locale, today)}, {clock}"


@lru_cache(maxsize=256)
def between(count: int, language: str) -> tuple[str, ...]:
    """What stands before, between and after the items of a list: ("", ", ", " and ", "") for three."""
    marks = [mark(index) for index in range(count)]
    written = format_list(marks, locale=_words_of(language))
    parts, rest = [], written
    for character in marks:
        before, _, rest = rest.partition(character)
        parts.append(before)
    return (*parts, rest)


def _words_of(locale: str) -> Locale:
    """The locale of dates and lists. English anywhere is written "Fri 8 Jan", which nobody misreads."""
    found = locale_of(locale)
    return Locale("en", "GB") if found.language == "en" else found
