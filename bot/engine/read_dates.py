"""Days as people name them: "Friday", "8 Jan", "8.1.", "in two weeks", "end of the month".

Phrases whose meaning is a decision are read here, by the rules of docs/decisions/dates.md; what is left
(mostly other languages) goes to dateparser.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta

from bot.engine import spoken
from bot.engine.read_days import by_library, day_first, exists, months, shifted, weekdays
from bot.engine.read_doubts import without_doubt
from bot.engine.read_numbers import small_number
from bot.engine.read_slips import meant_by_a_slip
from bot.engine.read_text import few_words
from bot.engine.reading import Reading, folded, plain_digits
from bot.engine.text import Invalid, Text, t

_MOST_TYPED = 60
_YEARS_AHEAD = 10
_FRIDAY = 4
_HOUR_OF_DAY = (
    r" (?:in the |late |early )?(?:morning|afternoon|evening|night)$| (?:at )?\d{1,2}(?: [0-5]\d)? ?[ap]m$"
    r"| (?:at |around |by )?(?:noon|midday|lunch|lunchtime|midnight)$| first thing$"
    r"| (?:by )?(?:eod|cob|end of (?:the )?day|close of business)$"
)
_END_OF_DAY = r"^(?:by )?(?:the )?(?:eod|cob|end of day|end of the day|close of business)(?: on)? (?=\w)"
_LATEST = re.compile(
    r"^\s*(?:by |until )?(?:no|not) later than |[\s,]+(?:at the |at )?latest\s*[.!]?\s*$", re.I
)
_AFTER = re.compile(r"(?:any time )?after (?!tomorrow)")  # "after Friday" is any day but that one
_SEVERAL = re.compile(r"\d{1,2}\s*[-–—]\s*\d{1,2}\s+[^\W\d]|[^\W\d]\.?\s+\d{1,2}\s*[-–—]\s*\d{1,2}\b")
"""Days in a row, "24-26 December", are no day."""
_LEADS = frozenset(spoken.LEADS.split("|"))
_ORDINALS = re.compile(rf"\b(?:{'|'.join(sorted(spoken.ORDINALS_OF_DAYS, key=len, reverse=True))})\b")


class _NoDay(Exception):
    """Named a day, but one that the calendar does not have or that contradicts itself."""

    def __init__(self, why: Text) -> None:
        super().__init__(why.key)
        self.why = why


def read_date(raw: str, reading: Reading, *, earliest: date | None, latest: date | None) -> date:
    """The day that is meant, from `earliest` (today when None) to `latest` (ten years ahead when None).

    A day without its year, month or week is the next such day that fits; if only a past one fits,
    because `earliest` lies in the past, the last such day. "next Friday" is the Friday of the next
    Monday-to-Sunday week; a bare "Friday" is the first one after today.

    Raises:
        Invalid: no day is named; or one in doubt, "maybe Friday?", which it then says is perhaps meant.
    """
    today = reading.today
    first = today if earliest is None else earliest
    last = shifted(today, years=_YEARS_AHEAD) if latest is None else latest
    typed = plain_digits(few_words(raw, most=_MOST_TYPED, why=t("invalid-date")))
    sure, doubted = without_doubt(typed, reading.language)
    sure = _LATEST.sub("", sure)
    try:
        day = _read(sure, reading, today, first, last)
        if day is None and (bare := _without_kindness(sure)) != sure:
            day = _read(bare, reading, today, first, last)
    except _NoDay as no:
        raise Invalid(no.why) from None
    except (ValueError, OverflowError):  # beyond the calendar: in 9,000 years
        day = None
    if day is None:
        raise Invalid(t("invalid-date"))
    if day < first:
        key = t("invalid-date-past", date=day) if day < today else t("invalid-date-early", earliest=first)
        raise Invalid(key)
    if day > last:
        raise Invalid(t("invalid-date-late", latest=last))
    if doubted:
        raise Invalid(t("invalid-date-meant", date=day), meant=day.isoformat())
    return day


def _without_kindness(typed: str) -> str:
    """The words for a day without the small ones around them: "let's make it Friday, please"."""
    each = typed.split()
    while len(each) > 1 and folded(each[0]) in spoken.BESIDE_A_DAY:
        each = each[1:]
    while len(each) > 1 and folded(each[-1]) in spoken.BESIDE_A_DAY:
        each = each[:-1]
    return " ".join(each).rstrip(" ,;:-")


def _read(typed: str, reading: Reading, today: date, first: date, last: date) -> date | None:
    if _SEVERAL.search(typed):
        return None
    numeric = _in_numbers(typed, reading, today, first, last)
    if numeric is not None:
        return numeric
    word = re.sub(f"{_HOUR_OF_DAY}|{_END_OF_DAY}", "", folded(typed))
    language = reading.language
    if ":" in typed or not re.search(r"[^\W\d_]", word) or _AFTER.match(word):
        return None
    bare = _without_leads(word)
    for offset, table in ((0, spoken.TODAY), (1, spoken.TOMORROW), (2, spoken.AFTER_TOMORROW)):
        if {word, bare} & set(spoken.words(table, language)):
            return today + timedelta(days=offset)
    for reader in (_weekday, _edge, _apart):
        day = reader(bare, reading, today)
        if day is not None:
            # "Friday" under a question about the past is the Friday that was
            if reader is _weekday and day > last and bare in weekdays(reading.locale):
                return day - timedelta(days=7 * -(-(day - last).days // 7))
            return day
    if re.fullmatch(r"[a-z]+", bare) and bare in months(reading.locale):
        return None  # a month is not a day
    day = _day_and_month(bare, reading, today, first, last)
    return day if day is not None else by_library(re.sub(_HOUR_OF_DAY, "", typed.casefold()), reading, today)


def _without_leads(word: str) -> str:
    """The words without the small ones before them: "by the 8th" is "8th"; the last word always stays."""
    tokens = word.split()
    while len(tokens) > 1 and tokens[0] in _LEADS:
        tokens = tokens[1:]
    return " ".join(tokens)


# -- figures only -------------------------------------------------------------------------------


def _in_numbers(typed: str, reading: Reading, today: date, first: date, last: date) -> date | None:
    text = " ".join(_without_leads(typed.casefold()).strip(" ,!?").split())
    if found := re.fullmatch(r"(\d{4})([-/. ])\s?(\d{1,2})\2\s?(\d{1,2})\.?|(20\d\d)(\d\d)(\d\d)", text):
        year, month, day = (found[1], found[3], found[4]) if found[1] else (found[5], found[6], found[7])
        return _day(int(year), int(month), int(day))
    found = re.fullmatch(r"(\d{1,2})\s?([-/.])\s?(\d{1,2})(?:(?:\s?\2\s?|\s)(\d{4}|\d{2}))?\.?", text)
    if found is None:
        return None
    one, two = int(found[1]), int(found[3])
    if found[2] == "." or day_first(reading.locale, reading.zone):
        day_number, month_number = (one, two) if two <= 12 else (two, one)
    else:
        day_number, month_number = (two, one) if one <= 12 else (one, two)
    year = int(found[4]) if found[4] else None
    on = _on(day_number, month_number, _full_year(year), today, first, last)
    if on is None:
        raise _NoDay(t("invalid-date-none"))
    if found[2] != "." and year is None and not first <= on <= last:
        # Only the other order is a day that can be meant here.
        other = _on(month_number, day_number, None, today, first, last)
        on = other if other is not None and first <= other <= last else on
    return on


def _day(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise _NoDay(t("invalid-date-none")) from None


def _full_year(year: int | None) -> int | None:
    return year if year is None or year >= 100 else 2000 + year


def _on(day: int, month: int, year: int | None, today: date, first: date, last: date) -> date | None:
    """That day of that month: in its year, or the next one that fits, or the last one that did."""
    if year is not None:
        return _day(year, month, day)
    if not 1 <= month <= 12:
        return None
    days = [
        date(year, month, day) for year in range(today.year - 8, today.year + 9) if exists(year, month, day)
    ]
    return _nearest(days, today, first, last)


def _nearest(days: Sequence[date], today: date, first: date, last: date) -> date | None:
    """The next of the days that fits, else the last past one that fits, else the next of all."""
    ahead = [day for day in days if day >= today]
    fitting = [day for day in ahead if first <= day <= last]
    if fitting:
        return fitting[0]
    behind = [day for day in days if first <= day < today and day <= last]
    return behind[-1] if behind else ahead[0] if ahead else None


# -- names of days and months -------------------------------------------------------------------


def _weekday(text: str, reading: Reading, today: date) -> date | None:
    """ "Friday", "this Friday", "next Friday", "Friday next week", "last Friday", "a week from Friday"."""
    names = weekdays(reading.locale)
    if found := re.fullmatch(
        r"(?:(?P<many>\w+) )?weeks? (?:from|on|after) (?P<day>.+)|(?P<day2>.+) week", text
    ):
        weeks = _amount(found["many"] or "a", reading.language)
        start = names.get(found["day"] or found["day2"])
        if weeks is not None and start is not None:
            return _coming(today, start) + timedelta(days=7 * int(weeks))
    for table, kind in ((spoken.NEXT, "next"), (spoken.LAST, "last"), (spoken.THIS, "this")):
        for word in spoken.words(table, reading.language):
            day = names.get(_without_word(text.replace(f"{word} week", word), word))
            if day is None:
                continue
            monday = today - timedelta(days=today.weekday())
            if kind == "next":
                return monday + timedelta(days=7 + day)
            if kind == "last":
                return today - timedelta(days=(today.weekday() - day - 1) % 7 + 1)
            return today if day == today.weekday() else _coming(today, day)
    slip = spoken.SLIPS_OF_DAYS.get(text) or _slip(text)
    text = slip or text
    return _coming(today, names[text]) if text in names else None


def _slip(text: str) -> str:
    """The English day of the week of which a word is clearly a slip: "fridy"."""
    every = text.removesuffix("s") in spoken.WEEK  # "Fridays" is more than one day
    place = meant_by_a_slip(text, spoken.WEEK) if text.isalpha() and not every else None
    return "" if place is None else spoken.WEEK[place]


def _without_word(text: str, word: str) -> str:
    """The text with that word taken from its beginning or end, or nothing if it is at neither."""
    if text.startswith(word + " "):
        return text[len(word) + 1 :].removeprefix("on ")
    return text[: -len(word) - 1] if text.endswith(" " + word) else ""


def _coming(today: date, weekday: int) -> date:
    return today + timedelta(days=(weekday - today.weekday() - 1) % 7 + 1)


def _day_and_month(text: str, reading: Reading, today: date, first: date, last: date) -> date | None:
    """ "Fri 8 Jan", "January 8th, 2027", "8 de enero", "the 8th"; a weekday beside it has to be right."""
    by_weekday, by_month = weekdays(reading.locale), months(reading.locale)
    text = _ORDINALS.sub(lambda found: f"{spoken.ORDINALS_OF_DAYS[found[0]]}th", text)
    weekday = month = number = year = None
    ordinal = False
    text = re.sub(r"^dia (\d{1,2})$", r"\1th", text)
    for token in text.split():
        counted = re.fullmatch(r"(\d{1,2})(st|nd|rd|th|er|º|ª|o|a|e)?", token)
        if token in by_month and month is None:
            month = by_month[token]
        elif token in by_weekday and weekday is None:
            weekday = by_weekday[token]
        elif counted and number is None:
            number, ordinal = int(counted[1]), counted[2] is not None
        elif re.fullmatch(r"(?:19|20|21)\d\d", token) and year is None:
            year = int(token)
        elif counted and not counted[2] and year is None and month is not None:
            year = 2000 + int(token)
        elif token not in _LEADS and token not in {"of", "and"}:
            return None
    if number is None or (month is None and (year is not None or not (ordinal or weekday is not None))):
        return None
    if month is not None:
        day = _on(number, month, year, today, first, last)
    else:  # "the 8th": of the next month that has one
        ahead = [
            (today.year + (today.month - 13 + step) // 12, (today.month - 13 + step) % 12 + 1)
            for step in range(27)
        ]
        day = _nearest([date(y, m, number) for y, m in ahead if exists(y, m, number)], today, first, last)
    if day is None:
        raise _NoDay(t("invalid-date-none"))
    if weekday is not None and day.weekday() != weekday:
        raise _NoDay(t("invalid-date-weekday", date=day))
    return day


# -- edges and distances ------------------------------------------------------------------------


def _edge(text: str, reading: Reading, today: date) -> date | None:
    """ "end of the month", "end of next week", "mid December", "start of January", "eom"."""
    text = {"eom": "end of month", "eow": "end of week", "eoy": "end of year"}.get(text, text)
    text = re.sub(r"^(month|week|year|quarter) end$", r"end of \1", text)
    found = re.fullmatch(
        r"(?P<edge>end|mid|middle|start|beginning)(?: of)?(?: (?:the|this))?(?P<next> next| coming)?"
        r" (?P<what>[a-z]+)(?: (?P<year>20\d\d))?",
        text,
    )
    if found is None:
        return None
    edge, what, step = found["edge"], found["what"], 1 if found["next"] else 0
    if what == "week":
        monday = today - timedelta(days=today.weekday()) + timedelta(days=7 * step)
        day = monday + timedelta(days={"end": _FRIDAY, "mid": 2, "middle": 2}.get(edge, 0))
        return day if day >= today else day + timedelta(days=7)
    if what == "year":
        begin, length = date(today.year + step, 1, 1), 12
    elif what == "quarter":
        begin, length = shifted(date(today.year, 3 * ((today.month - 1) // 3) + 1, 1), months=3 * step), 3
    elif what == "month":
        begin, length = shifted(today.replace(day=1), months=step), 1
    elif edge == "end" and (weekday := weekdays(reading.locale).get(what)) is not None:
        return _coming(today, weekday)
    elif (month := months(reading.locale).get(what)) is not None:
        year = int(found["year"]) if found["year"] else today.year
        begin, length = date(year, month, 1), 1
        if not found["year"] and _at_edge(edge, begin, length) < today:
            begin = begin.replace(year=year + 1)
    else:
        return None
    day = _at_edge(edge, begin, length)
    if day < today and not found["year"] and what in {"month", "quarter", "year"}:
        day = _at_edge(edge, shifted(begin, months=length), length)
    return day


def _at_edge(edge: str, begin: date, months: int) -> date:
    if edge == "end":
        return shifted(begin, months=months) - timedelta(days=1)
    if edge in {"mid", "middle"}:
        return begin + timedelta(days=14) if months == 1 else shifted(begin, months=months // 2)
    return begin


def _apart(text: str, reading: Reading, today: date) -> date | None:
    """ "in two weeks", "10 days from now", "a week ago", "next month"; the 31st is a short month's last."""
    text = re.sub(r"\b(?:a )?fortnight\b", "two weeks", text)
    found = re.fullmatch(
        r"(?:(?P<in>in|within) )?(?P<many>[\w.]+(?: [\w]+)*? )?(?P<what>day|week|month|year)s?"
        r"(?P<how> from (?:now|today)| time| ago| later)?",
        text,
    )
    if found is None:
        return None
    how, many = (found["how"] or "").strip(), (found["many"] or "").strip()
    if many == "this":
        raise _NoDay(t("invalid-date"))  # "this week" is not a day
    if many in {"next", "last"} and not how and not found["in"]:
        count = 1 if many == "next" else -1
    else:
        amount = _amount(re.sub(r"^(?:the |about |another )", "", many), reading.language)
        if amount is None:
            return None
        count = -amount if how == "ago" else amount
    what = found["what"]
    if abs(count) > 5_000:
        return None
    if what in {"day", "week"}:
        return today + timedelta(days=count * (7 if what == "week" else 1))
    return shifted(today, months=count) if what == "month" else shifted(today, years=count)


def _amount(word: str, language: str) -> int | None:
    word = word.strip()
    if word in {"couple", "a couple", "a couple of", "couple of"}:
        return 2
    return int(word) if re.fullmatch(r"\d{1,4}", word) else small_number(word, language)
