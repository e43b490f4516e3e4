"""Where a text names a day, a number or somebody's words. English; a pointer for people, not a parser."""

from __future__ import annotations

import re

Span = tuple[int, int]
"""Start and end of a piece of a text, in characters, as in a slice."""

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b"
)
_WEEKDAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day"
_SHORT_DAY = r"(?:mon|tue|wed|thu|fri|sat|sun)"
_NTH = r"\d{1,2}(?:st|nd|rd|th)?"
_COUNT = r"(?:\d{1,3}|a|an|one|two|three|four|five|six|seven|eight|nine|ten|twelve)"

_DEADLINES = (
    r"\d{4}-\d{2}-\d{2}",
    r"\d{1,2}[./]\d{1,2}[./]\d{2,4}",
    r"(?:on|by|until|before|since)\s\d{1,2}/\d{1,2}",
    rf"(?:{_NTH}(?:,|\sand|\sto|[-\u2013])\s?){{0,5}}{_NTH}\s(?:of\s)?{_MONTH}(?:\s\d{{4}})?",
    rf"{_MONTH}\s{_NTH}(?:,?\s\d{{4}})?",
    rf"(?:by|in|until|till|before|during|end\sof|next)\s{_MONTH}",
    rf"(?<!every )(?<!each )(?<!last )(?<!since ){_WEEKDAY}",
    rf"(?:on|by|until|till|before|next|this)\s{_SHORT_DAY}",
    rf"{_SHORT_DAY},?\s\d{{1,2}}",
    r"(?:today|tonight|tomorrow)",
    r"(?:this|next)\s(?:week|month|quarter|round|year)",
    r"(?:by|until|before|end\sof)\s(?:the\s)?(?:end\sof\s)?(?:the\s|this\s|next\s)?"
    r"(?:week|month|quarter|year|round|christmas|easter|new\syear)",
    rf"in\s{_COUNT}\s(?:days?|weeks?|months?)",
    r"(?:week|q)\s?\d{1,2}",
)
_HAPPENED = (
    r"yesterday",
    r"this\s(?:morning|afternoon|evening)",
    r"last\s(?:night|week|month|quarter|round|year)",
    rf"(?:last|since|every|each|on)\s(?:{_WEEKDAY}|{_SHORT_DAY})",
    rf"(?:last|since)\s{_MONTH}",
    rf"{_WEEKDAY}s",
    rf"{_COUNT}\s(?:days?|weeks?|months?)\sago",
    r"(?:at|around)\s\d{1,2}[:.]\d{2}",
)


def _one_of(patterns: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w.])(?:{'|'.join(patterns)})(?!\w)", re.IGNORECASE)


_DEADLINE = _one_of(_DEADLINES)
_DAY = _one_of(_HAPPENED + _DEADLINES)
_NUMBER = re.compile(
    r"\d|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty"
    r"|hundred|dozen|half|zero|none|all|every|each|once|twice|no\s\w|one[-\s](?!of\b|another\b)\w)",
    re.IGNORECASE,
)
_NOT_A_NUMBER = re.compile(r"\b(?:this|that|which|no|any|some|every|each)\sone\b", re.IGNORECASE)
_QUOTE = re.compile(r"\"[^\"\n]{2,400}\"|“[^”\n]{2,400}”|«[^»\n]{2,400}»|„[^“”\n]{2,400}[“”]")
_LINK = re.compile(r"https?://\S{3,}", re.IGNORECASE)


def days(text: str) -> tuple[Span, ...]:
    """Where the text says when something happened or is to happen."""
    return tuple(match.span() for match in _DAY.finditer(text))


def deadlines(text: str) -> tuple[Span, ...]:
    """Where the text names a day to come or a date. "Within two days" is a pace, not a date."""
    return tuple(match.span() for match in _DEADLINE.finditer(text))


def quotes(text: str) -> tuple[Span, ...]:
    """Where the text repeats somebody's words between quotation marks, marks included."""
    return tuple(match.span() for match in _QUOTE.finditer(text))


def links(text: str) -> tuple[Span, ...]:
    """Where the text links to something."""
    return tuple(match.span() for match in _LINK.finditer(text))


def numbers(text: str) -> tuple[Span, ...]:
    """Where the text counts something, in digits or words; the numbers of dates and links are left out."""
    rest = blank(text, days(text) + links(text))
    rest = _NOT_A_NUMBER.sub(lambda match: " " * len(match.group()), rest)
    return tuple(match.span() for match in _NUMBER.finditer(rest))


def blank(text: str, spans: tuple[Span, ...]) -> str:
    """The text with these pieces turned into spaces, so that everything else keeps its place."""
    letters = list(text)
    for start, end in spans:
        letters[start:end] = " " * (end - start)
    return "".join(letters)
