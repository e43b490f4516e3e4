"""What the languages and the calendar know of days: names, the order of writing, months that are short.

Also the door to dateparser, which is slow to import and is loaded by `warm_dates` at start.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, date, datetime, time
from functools import lru_cache
from typing import TYPE_CHECKING

from babel.core import get_global

from bot.engine.read_numbers import small_number
from bot.engine.reading import Reading, folded, locale_of

if TYPE_CHECKING:
    from dateparser.date import DateDataParser


@lru_cache(maxsize=128)
def weekdays(tag: str) -> dict[str, int]:
    """Monday 0 to Sunday 6 by every name of the locale and of English."""
    names = _names(tag, lambda locale_tag, width: locale_of(locale_tag).days["format"][width])
    names.update({"tues": 1, "weds": 2, "thur": 3, "thurs": 3})
    for name, number in list(names.items()):
        names.setdefault(name.removesuffix(" feira"), number)  # "sexta" for "sexta-feira"
    return names


@lru_cache(maxsize=128)
def months(tag: str) -> dict[str, int]:
    """January 1 to December 12 by every name of the locale and of English."""
    names = _names(tag, lambda locale_tag, width: locale_of(locale_tag).months["format"][width])
    return {**names, "sept": 9}


def _names(tag: str, read: Callable[[str, str], Mapping[int, str]]) -> dict[str, int]:
    names: dict[str, int] = {}
    for locale_tag in ("en", tag):  # the person's own language wins
        for width in ("abbreviated", "wide"):
            names.update({folded(name): number for number, name in read(locale_tag, width).items()})
    return {name: number for name, number in names.items() if len(name) > 1 and not name.isdigit()}


@lru_cache(maxsize=128)
def day_first(tag: str, zone: str) -> bool:
    """Whether the day is written before the month: by the locale, or where a bare language is written."""
    written = locale_of(tag)
    if written.territory is None:
        region = get_global("zone_territories").get(zone, "001")
        there = locale_of(f"{written.language}_{region}")
        written = there if there.territory == region else locale_of(f"{written.language}_001")
    pattern = str(written.date_formats["short"].pattern)
    return pattern.find("d") < pattern.find("M")


def exists(year: int, month: int, day: int) -> bool:
    """Whether that month of that year has that day."""
    return 1 <= day <= monthrange(year, month)[1]


def shifted(day: date, *, months: int = 0, years: int = 0) -> date:
    """The same day in another month; the 31st becomes the last day of a short one."""
    total = (day.year + years) * 12 + day.month - 1 + months
    year, month = divmod(total, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def warm_dates(locales: Iterable[str] = ("en",)) -> None:
    """Import the date library and read once in each language: for a thread at start, never inside a turn."""
    for tag in locales:
        reading = Reading(datetime(2026, 1, 1, 12, tzinfo=UTC), "UTC", tag)
        by_library("12 february 2026", reading, date(2026, 1, 1))


@lru_cache(maxsize=32)
def _parser(language: str, day_first: bool, today: date) -> DateDataParser:
    from dateparser.date import DateDataParser

    known = _languages()
    return DateDataParser(
        languages=[tongue for tongue in dict.fromkeys((language, "en")) if tongue in known],
        settings={
            "RELATIVE_BASE": datetime.combine(today, time(12)),
            "PREFER_DATES_FROM": "future",
            "PREFER_DAY_OF_MONTH": "current",
            "DATE_ORDER": "DMY" if day_first else "MDY",
            "PARSERS": ["relative-time", "absolute-time"],
            "RETURN_AS_TIMEZONE_AWARE": False,
            "RETURN_TIME_AS_PERIOD": True,
        },
    )


@lru_cache(maxsize=1)
def _languages() -> frozenset[str]:
    from dateparser.data.languages_info import language_order

    return frozenset(language_order)


def by_library(typed: str, reading: Reading, today: date) -> date | None:
    """What dateparser makes of the words, if it is a day and not a month, a year or a time of day."""
    parser = _parser(reading.language, day_first(reading.locale, reading.zone), today)
    figures = (small_number(folded(word), reading.language) for word in typed.split())
    words = [str(figure) if figure else word for word, figure in zip(typed.split(), figures, strict=True)]
    if not any(len(word) > 2 and word.isalpha() for word in words):
        return None  # "2 of 5" is no day, though the library would name one
    try:
        data = parser.get_date_data(" ".join(words))
    except Exception:  # a library over free text: whatever it trips over is "not a date", never a lost turn
        return None
    if data.date_obj is None or data.period not in {"day", "week"}:
        return None
    day: date = data.date_obj.date()
    return day
