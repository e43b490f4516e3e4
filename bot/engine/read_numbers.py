"""Numbers as people write them: digits of any script, words, and the separators of their own country."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from decimal import Decimal, InvalidOperation
from unicodedata import combining, normalize

from babel.numbers import get_decimal_symbol, get_group_symbol

from bot.engine import spoken
from bot.engine.read_doubts import without_doubt
from bot.engine.read_text import few_words
from bot.engine.reading import Reading, folded, locale_of, plain_digits
from bot.engine.text import Invalid, literal, t

_NUMBER = re.compile(r"[+-]?\s*(?:\d[\d.,'’\s\u00a0\u202f]*|[.,]\d+)")
_FRACTIONS = {"½": "5", "¼": "25", "¾": "75"}
_MOST_TYPED = 60
_MOST_PIECES = 1_000_000
_LEAST_WHOLE = 10
"""Of fewer, "1/2" may be a half."""
_BETWEEN = rf"\s*[/⁄∕:]\s*|(?<=\d)of(?=\d)|\s(?:{'|'.join(spoken.OUT_OF)})\s"

_BEHIND_A_COUNT = re.compile(rf"(?:[\s,]+(?:{'|'.join(spoken.BESIDE_A_COUNT)})\b|[\s.!👍🙂😊✅])+$")
_ALL_OF = re.compile(r"all (?:the )?(\d[\d.,'’]*)")

Units = frozenset[str]
"""What may be written beside a number."""


def read_number(
    raw: str, reading: Reading, *, least: float, most: float, whole: bool, units: Units = frozenset()
) -> int | float:
    """One number from `least` to `most`: "4", "twenty-five", "about 7", "1,5" by its country.

    A unit that it has may be written too ("7 h", "7 hours a week"), and that it is so many of the most
    there can be ("90 of 100"). Any other word is a refusal, so that "7 days" never becomes seven hours.
    """
    text = _without_most(few_words(raw, most=_MOST_TYPED, why=t("invalid-number")), most, units)
    value = parse_number(text, reading, units)
    if value is None and least <= 0 and _says_none(text, units):
        value = Decimal(0)
    if value is None:
        raise _perhaps(raw, reading, least=least, most=most, whole=whole, units=units)
    if not least <= value <= most:
        raise Invalid(t("invalid-number-range", least=least, most=most))
    if value == value.to_integral_value():
        return int(value)
    if whole:
        raise Invalid(t("invalid-number-whole"))
    return float(value)


def _perhaps(raw: str, reading: Reading, *, least: float, most: float, whole: bool, units: Units) -> Invalid:
    """What is said of a line that is no number: whether it is one that is held in doubt, "20?"."""
    sure, doubted = without_doubt(raw, reading.language)
    if doubted and sure:
        with suppress(Invalid):
            value = read_number(sure, reading, least=least, most=most, whole=whole, units=units)
            return Invalid(t("invalid-number-meant", value=value), meant=str(value))
    return Invalid(t("invalid-number"))


def _says_none(text: str, units: Units) -> bool:
    """Whether this is "none", "nothing at all" or "no hours"."""
    said = folded(text).removesuffix(" at all")
    counted = said.removeprefix("no ")
    return said in spoken.NOTHING - {"no", "neither"} or (
        counted != said and counted in {folded(unit) for unit in units}
    )


def read_percent(raw: str, reading: Reading) -> float:
    """A percentage from 0 to 100, with or without its sign; "0.9" is nine tenths of one percent."""
    return float(read_number(raw, reading, least=0, most=100, whole=False, units=spoken.UNITS["%"]))


def read_ratio(raw: str) -> tuple[int, int]:
    """How many of how many: "41 of 46", "41/46", "four out of five", "none of 12". The whole may be 0."""
    sure, doubted = without_doubt(few_words(raw, most=_MOST_TYPED, why=t("invalid-ratio")), "en")
    part, whole = _ratio(plain_digits(sure).casefold())
    if doubted:
        raise Invalid(t("invalid-ratio-meant", part=part, whole=whole), meant=f"{part}/{whole}")
    return part, whole


def _ratio(text: str) -> tuple[int, int]:
    text = _BEHIND_A_COUNT.sub("", text).strip()
    if found := _ALL_OF.fullmatch(text):
        text = f"all of {found[1]}"
    parts = re.split(_BETWEEN, text)
    if len(parts) != 2:
        raise Invalid(t("invalid-ratio"))
    whole = _count(parts[1].removeprefix("the "))
    part = whole if parts[0].strip() == "all" else 0 if parts[0].strip() == "none" else _count(parts[0])
    if part is None or whole is None:
        raise Invalid(t("invalid-ratio"))
    if part > whole:
        raise Invalid(t("invalid-ratio-part", part=part, whole=whole))
    return part, whole


def read_ratios(raw: str, names: Sequence[str]) -> tuple[tuple[int, int] | None, ...]:
    """How many of how many of several things, in their order or with their names; a dash = not counted."""
    told = read_told(raw, names)
    if len(told) != len(names):
        raise Invalid(t("invalid-ratios", names=tuple(map(literal, names))))
    return tuple(told[place] for place in range(len(names)))


def read_told(raw: str, names: Sequence[str]) -> dict[int, tuple[int, int] | None]:
    """The same of some of them, by their places: of all, or of those that are named."""
    unclear = Invalid(t("invalid-ratios", names=tuple(map(literal, names))))
    text = few_words(raw, most=_MOST_TYPED * (len(names) + 1) + sum(map(len, names)), why=unclear.why)
    found: dict[int, tuple[int, int] | None] = {}
    unnamed: list[str] = []
    for name, words in _told(text, names):
        if not name:
            unnamed += _in_a_row(words)
            continue
        open_places = (at for at, one in enumerate(names) if at not in found and _same(one, name))
        place = next(open_places, None)
        if place is None or not words:
            raise unclear
        found[place] = _or_dash(words)
    rest = [place for place in range(len(names)) if place not in found]
    if not unnamed and found:
        return found
    if len(unnamed) != len(rest):
        raise unclear
    return found | {place: _or_dash(words) for place, words in zip(rest, unnamed, strict=True)}


_RATIO = re.compile(r"\d+(?:\s*[/⁄∕]\s*|\s+(?:out )?of\s+)\d+", re.IGNORECASE)
_ROW = re.compile(rf"{_RATIO.pattern}(?:\s+{_RATIO.pattern})+", re.IGNORECASE)
_DASHES = frozenset("-\N{EN DASH}\N{EM DASH}?")
_DASH = "[-\N{EN DASH}\N{EM DASH}]"
_BULLET = rf"(?:{_DASH}|[*•])[ \t]+(?=[^\s,;])"
_LINK = rf"(?:\s*[:=]\s*|[ \t]+{_DASH}[ \t]+(?=\w)|[ \t]*)"
_AND = r"\s+(?:and|&|\+)\s+"
_PARTS = rf"\s*(?:[\n;]|,(?:\s|\Z)|(?<=\d){_AND})\s*"


def _told(text: str, names: Sequence[str]) -> Iterator[tuple[str, str]]:
    """What is said of each: its name ("" = none), and what stands behind it, up to what is said next.

    A name is looked for before the text is parted, since it may hold whatever parts. Behind a count
    without a name the next name needs a sign before it: else the count may be meant for that one.
    """
    longest = sorted(names, key=len, reverse=True)
    name = "|".join(r"\s+".join(map(re.escape, one.split())) for one in longest)
    name = rf"(?:{_BULLET})??(?P<name>{name})(?!\w)"
    begins = re.compile(name + _LINK, re.IGNORECASE)
    signs = rf"\s*,\s*|{_AND}"
    ends = re.compile(rf"{_PARTS}|(?:{signs})(?={name})", re.IGNORECASE)
    ends_named = re.compile(rf"{_PARTS}|(?:{signs}|\s+)(?={name})", re.IGNORECASE)
    at = 0
    while at < len(text):
        begun = begins.match(text, at)
        start = begun.end() if begun else at
        ended = (ends_named if begun else ends).search(text, start)
        words = re.sub(rf"\A{_BULLET}", "", text[start : ended.start() if ended else None].strip())
        if begun or words:
            yield begun["name"] if begun else "", words
        at = ended.end() if ended else len(text)


def _same(name: str, written: str) -> bool:
    return name.casefold().split() == written.casefold().split()


def _in_a_row(words: str) -> list[str]:
    """Several counts with nothing between them, where no digit can belong to two of them."""
    words = plain_digits(words)
    return _RATIO.findall(words) if _ROW.fullmatch(words) else [words]


def _or_dash(line: str) -> tuple[int, int] | None:
    return None if line in _DASHES else read_ratio(line)


def _count(typed: str) -> int | None:
    """A count in digits, with any country's thousands sign, or in English words."""
    typed = typed.strip()
    if re.fullmatch(r"\d{1,9}|\d{1,3}(?:[ .,'’]\d{3}){1,2}", typed):
        value: Decimal | None = Decimal(re.sub(r"\D", "", typed))
    else:
        value = _in_words(folded(typed), "en")
    return int(value) if value is not None and 0 <= value <= _MOST_PIECES else None


def parse_number(text: str, reading: Reading, units: Units = frozenset()) -> Decimal | None:
    """The number in a cleaned text, or None where it is not exactly one number (with its unit)."""
    text = plain_digits(text).casefold().strip(" \t\n!").rstrip(". ")
    for word in ("~", "≈", "±", *spoken.words(spoken.ABOUT, reading.language)):
        rest = text.removeprefix(word)
        if rest != text and (not word.isalpha() or not rest[:1].isalpha()) and rest.strip():
            text = rest.strip()
            break
    text = _without_units(text, units)
    for sign, digits in _FRACTIONS.items():
        if text.endswith(sign):
            before = text.removesuffix(sign).strip()
            return Decimal(f"{before or 0}.{digits}") if re.fullmatch(r"\d{0,9}", before) else None
    if _NUMBER.fullmatch(text):
        return _in_digits(text, reading)
    value = _in_words(folded(text), reading.language)
    if value is None:
        words = text.split()
        bare = [word for word in words if folded(word) not in spoken.BESIDE_A_NUMBER]
        if 0 < len(bare) < len(words):  # "80 would do", "let's say 80"
            return parse_number(" ".join(bare), reading, units)
    return value


def _without_most(text: str, most: float, units: Units) -> str:
    """The part of "90 of 100", "12 of the 20 hours", where that is the most there can be."""
    parts = re.split(_BETWEEN, plain_digits(text).casefold().strip(" !."))
    if len(parts) != 2 or most < _LEAST_WHOLE:
        return text
    whole = _count(_without_units(parts[1].removeprefix("the "), units))
    return parts[0] if whole is not None and whole == most else text


def _without_units(text: str, units: Units) -> str:
    """A number without what may stand beside it: "25 hours a week" has two such words."""
    bare = _without_unit(text, units) if units else text
    return text if bare == text else _without_units(bare, units)


def _without_unit(text: str, units: Units) -> str:
    text = "".join(char for char in normalize("NFD", text) if not combining(char))
    for name in sorted(units, key=len, reverse=True):
        for rest in (text.removesuffix(name), text.removeprefix(name), text.removesuffix(name + ".")):
            if rest == text or not rest.strip():
                continue
            # "7h" and "seven hours" carry the unit; the h of "eigth" does not, nor is "half a week" a half.
            edge = rest[-1] if text.startswith(rest) else rest[0]
            if not (edge.isalpha() and name[0].isalpha()) and rest.strip() != "half":
                return rest.strip()
    return text


def _in_digits(text: str, reading: Reading) -> Decimal | None:
    """Digits with the locale's separators; a lone one that cannot group is the decimal sign."""
    sign = "-" if text.startswith("-") else ""
    body = re.sub(r"[\s\u00a0\u202f]", " ", text.lstrip("+- ")).replace("’", "'").strip()
    marks = [char for char in body if char in ".,"]
    decimal_at = -1
    if len(set(marks)) == 2:
        decimal_at = max(body.rfind("."), body.rfind(","))
        if body.count(body[decimal_at]) > 1:
            return None
    elif len(marks) == 1 and not _groups(body, reading):
        decimal_at = body.index(marks[0])
    whole, fraction = (body, "") if decimal_at < 0 else (body[:decimal_at], body[decimal_at + 1 :])
    if not re.fullmatch(r"\d*|\d{1,3}(?:([ .,'])\d{3})(?:\1\d{3})*|\d{1,2}(?:,\d{2})+,\d{3}", whole):
        return None
    if (decimal_at >= 0 and not fraction.isdigit()) or not (whole or fraction):
        return None
    try:
        return Decimal(f"{sign}{re.sub(r'[^0-9]', '', whole) or 0}.{fraction or 0}")
    except InvalidOperation:  # pragma: no cover - only digits are left
        return None


def _groups(body: str, reading: Reading) -> bool:
    """Whether the one dot or comma of a number groups thousands in the writer's country."""
    locale = locale_of(reading.locale)
    mark = "." if "." in body else ","
    if mark == get_decimal_symbol(locale) or not re.fullmatch(r"[1-9]\d{0,2}[.,]\d{3}", body):
        return False
    return mark == get_group_symbol(locale) or get_decimal_symbol(locale) in ".,"


def _in_words(text: str, language: str) -> Decimal | None:
    """Number words: English ones compose ("two hundred and five", "two and a half"), others are looked up."""
    if text in {"half", "a half"}:
        return Decimal("0.5")
    tokens = text.split()
    negative = bool(tokens) and tokens[0] in spoken.MINUS
    tokens = tokens[1:] if negative else tokens
    half = tokens[-3:] == ["and", "a", "half"]
    tokens = tokens[:-3] if half else tokens
    value = small_number(" ".join(tokens), language)
    if value is None:
        value = _composed(tokens)
    if value is None:
        return None
    total = Decimal(value) + (Decimal("0.5") if half else 0)
    return -total if negative else total


def small_number(word: str, language: str) -> int | None:
    """The value of one small number word in the language or in English."""
    for tongue in (language, "en"):
        for value, names in enumerate(spoken.SMALL_NUMBERS.get(tongue, "").split(",")):
            if word and word in names.split("/"):
                return value
    return None


def _composed(tokens: list[str]) -> int | None:
    """English number words put together, largest scale first: "two thousand three hundred and five"."""
    for name, scale in spoken.SCALES.items():
        if name not in tokens:
            continue
        place = tokens.index(name)
        head, tail = tokens[:place], tokens[place + 1 :]
        if len(tail) > 1 and tail[0] == "and":
            tail = tail[1:]
        many, rest = _composed(head), _composed(tail) if tail else 0
        if many is None or rest is None or not 0 < many < min(1_000, scale * 10) or rest >= scale:
            return None
        return many * scale + rest
    if len(tokens) == 2 and tokens[0] in spoken.TENS:
        small = small_number(tokens[1], "en")
        return spoken.TENS[tokens[0]] + small if small is not None and 0 < small < 10 else None
    if len(tokens) != 1:
        return None
    return spoken.TENS.get(tokens[0], small_number(tokens[0], "en"))
