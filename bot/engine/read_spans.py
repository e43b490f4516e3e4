"""Days in a row in one line: "Friday to Tuesday", "24-26 December", "Monday for two days", "next week"."""

from __future__ import annotations

import re
from datetime import date, timedelta

from bot.engine import spoken
from bot.engine.read_dates import read_date
from bot.engine.read_days import weekdays
from bot.engine.read_doubts import without_doubt
from bot.engine.read_numbers import small_number
from bot.engine.read_text import few_words
from bot.engine.reading import Reading, folded, plain_digits
from bot.engine.text import Invalid, t

_MOST_TYPED = 80
_TO = r"\s*(?:\s(?:to|until|till|til|through|thru|up to)\s|\s[-–—]\s)\s*"
_FIGURES = re.compile(
    r"(?P<before>[^\W\d_]+\.?\s+)?(?P<one>\d{1,2})(?:st|nd|rd|th)?\s*(?:-|–|—|\sto\s|\suntil\s|\still\s)\s*"
    r"(?P<two>\d{1,2})(?:st|nd|rd|th)?(?P<behind>\s+(?:of\s+)?[^\W\d_]+\.?(?:\s+\d{4})?)?",
    re.IGNORECASE,
)
_LONG = re.compile(
    r"(?P<for>for\s+)?(?P<many>\w+)\s+(?P<what>day|week)s?"
    r"(?:\s+(?P<link>from|starting|beginning|as of)\s+(?:on\s+)?(?P<from>.+))?"
    r"|(?:from\s+)?(?P<start>.+?)\s+for\s+(?P<many2>\w+)\s+(?P<what2>day|week)s?",
    re.IGNORECASE,
)
_LENGTH = re.compile(r"(?:for\s+)?(?P<many>\w+)\s+(?P<what>day|week)s?(?:\s+please)?", re.IGNORECASE)
_BOTH = re.compile(r"(?P<one>.+?)\s*(?:\s(?:and|&|\+)\s|,)\s*(?P<two>.+)", re.IGNORECASE)
_WHOLE_WEEK = re.compile(r"(?:the\s+)?(?:whole\s+|all\s+)?(?P<which>this|next)\s+week", re.IGNORECASE)
_OF_WEEK = re.compile(r"\s(?:of\s+)?(this|next)\s+week$", re.IGNORECASE)
_SIDE_BY_SIDE = re.compile(
    r"(\d{1,2}(?:\.|st|nd|rd|th)? [^\W\d_]+) (\d{1,2}(?:\.|st|nd|rd|th)? [^\W\d_]+)"
    r"|([^\W\d_]+ \d{1,2}) ([^\W\d_]+ \d{1,2})"
)
_UNTIL = re.compile(r"^(?:until|till|to|up to|through|on)\s+", re.IGNORECASE)
_BESIDE = spoken.BESIDE_A_DAY | {"morning", "noon", "afternoon", "evening", "night"}
_LEAD = re.compile(r"^(?:from|between|on)\s+", re.IGNORECASE)
_ONLY = re.compile(r"\s+(?:only|alone)$|^(?:only|just)\s+", re.IGNORECASE)


def read_span(raw: str, reading: Reading, *, latest: timedelta) -> tuple[date, date | None]:
    """The first day that is named, and the last one; None where only one day is named.

    `latest`: so long after the first day the last one may be.

    Raises:
        Invalid: they are no days in a row, or are in doubt.
    """
    if without_doubt(raw, reading.language)[1]:
        # One day in doubt is offered as what it is; of more of them nobody knows which are doubted.
        return read_date(raw, reading, earliest=None, latest=None), None
    text = _plain(raw)
    found = (
        _week(text, reading) or _figures(text, reading) or _long(text, reading) or _two(text, reading, latest)
    )
    if found is None:
        only = _ONLY.sub("", text)
        day = read_date(only, reading, earliest=None, latest=None)
        return day, day if only != text else None
    first, last = found
    if not first <= last <= first + latest:
        raise Invalid(t("invalid-date-early", earliest=first) if last < first else t("invalid-date"))
    return found


def days_long(raw: str, language: str) -> int | None:
    """How many days a length of days or weeks has: "three days", "for a week"; None where it is none."""
    found = _LENGTH.fullmatch(plain_digits(raw).strip(" .!"))
    return _days(found["many"], found["what"], language) if found is not None else None


def _days(many: str, what: str, language: str) -> int | None:
    word = folded(many)
    count = int(word) if word.isdecimal() and len(word) < 4 else small_number(word, language)
    return count * (7 if what.casefold() == "week" else 1) if count else None


def _read(words: str, reading: Reading) -> date:
    return read_date(words, reading, earliest=None, latest=None)


def _week(text: str, reading: Reading) -> tuple[date, date] | None:
    """A whole week, of which this one begins today."""
    if (found := _WHOLE_WEEK.fullmatch(text)) is None:
        return None
    sunday = reading.today + timedelta(days=6 - reading.today.weekday())
    if found["which"].casefold() == "this":
        return reading.today, sunday
    return sunday + timedelta(days=1), sunday + timedelta(days=7)


def _figures(text: str, reading: Reading) -> tuple[date, date] | None:
    """ "24-26 December", "Dec 24 to 26": the month stands once and is that of both."""
    found = _FIGURES.fullmatch(text)
    if found is None or bool(found["before"]) == bool(found["behind"]):
        return None
    month = (found["before"] or found["behind"]).strip()
    last = _read(f"{found['two']} {month}", reading)
    one = int(found["one"])
    if not 0 < one <= last.day:
        raise Invalid(t("invalid-date"))
    first = last.replace(day=one)
    if first < reading.today:
        raise Invalid(t("invalid-date-past", date=first))
    return first, last


def _long(text: str, reading: Reading) -> tuple[date, date] | None:
    """ "for three days" from today on, "Monday for a week"; "a week from Monday" is one day, and not here."""
    found = _LONG.fullmatch(text)
    if found is None or ((found["link"] or "").casefold() == "from" and not found["for"]):
        return None
    count = _days(found["many"] or found["many2"], found["what"] or found["what2"], reading.language)
    if count is None:
        return None
    begins = found["from"] or found["start"]
    if begins is None and not found["for"]:
        raise Invalid(t("invalid-date"))  # from when on?
    first = _read(begins, reading) if begins else reading.today
    return first, first + timedelta(days=count - 1)


def _two(text: str, reading: Reading, latest: timedelta) -> tuple[date, date] | None:
    """A first and a last day; or two days that follow each other, "Monday and Tuesday"."""
    if parts := _ends(text):
        week = _OF_WEEK.search(parts[1])
        both_in_it = week is not None and folded(parts[0]) in weekdays(reading.locale)
        first = _read(f"{parts[0]} {week[1]} week" if week and both_in_it else parts[0], reading)
        return first, _behind(parts[1], reading, first, latest)
    if both := _BOTH.fullmatch(text):
        first = _read(both["one"], reading)
        last = _behind(both["two"], reading, first, latest)
        if last - first == timedelta(days=1):
            return first, last
        raise Invalid(t("invalid-date"))
    return None


def _ends(text: str) -> tuple[str, str] | None:
    """The words for a first and for a last day, where a line has both."""
    if side_by_side := _SIDE_BY_SIDE.fullmatch(text):
        first, last = filter(None, side_by_side.groups())
        return first, last
    parts = re.split(_TO, text, maxsplit=1, flags=re.IGNORECASE)
    return (parts[0], parts[1]) if len(parts) == 2 and all(parts) else None


def _behind(words: str, reading: Reading, first: date, latest: timedelta) -> date:
    """A day after another one: "Tuesday" is the first from there on."""
    named = (one for one in folded(_UNTIL.sub("", words)).split() if one not in _BESIDE)
    weekday = weekdays(reading.locale).get(" ".join(named))
    if weekday is not None:
        return first + timedelta(days=(weekday - first.weekday()) % 7)
    return read_date(words, reading, earliest=first, latest=first + latest)


def first_of(raw: str, reading: Reading, *, latest: timedelta) -> date:
    """The first of some days in a row; of two, the last may be no day, which is another question's."""
    try:
        return read_span(raw, reading, latest=latest)[0]
    except Invalid:
        parts = _ends(_plain(raw))
        if parts is None or without_doubt(raw, reading.language)[1]:
            raise
        return _read(parts[0], reading)


def tells_both(raw: str, reading: Reading, *, latest: timedelta) -> bool:
    """Whether a line says where some days begin and where they end."""
    try:
        return read_span(raw, reading, latest=latest)[1] is not None
    except Invalid:
        return _ends(_plain(raw)) is not None


def last_of(raw: str, reading: Reading, first: date, *, latest: timedelta) -> date:
    """The last of some days in a row of which the first is known: said alone, with it, or as how long."""
    if (days := days_long(raw, reading.language)) is not None:
        return first + timedelta(days=days - 1)
    try:
        begins, ends = read_span(raw, reading, latest=latest)
    except Invalid:
        parts = _ends(_plain(raw))
        if parts is None or without_doubt(raw, reading.language)[1]:
            return _behind(raw, reading, first, latest)
        return _behind(parts[1], reading, first, latest)
    return ends if ends is not None and begins == first else _behind(raw, reading, first, latest)


def _plain(raw: str) -> str:
    text = plain_digits(few_words(raw, most=_MOST_TYPED, why=t("invalid-date"))).strip(" .!")
    return _LEAD.sub("", text)
