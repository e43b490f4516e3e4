"""Lengths of time and times of day as people write them."""

from __future__ import annotations

import re
from datetime import time
from decimal import Decimal

from bot.engine import spoken
from bot.engine.read_doubts import without_doubt
from bot.engine.read_numbers import parse_number
from bot.engine.read_text import few_words
from bot.engine.reading import Reading, folded, plain_digits
from bot.engine.text import Invalid, t

_MOST_TYPED = 60
_MOST_MINUTES = 31 * 24 * 60
_HOURS_FIRST = re.compile(rf"(?P<hours>.*?[^\W_])\s*(?<![^\W\d])(?:{spoken.HOUR})\b\.?(?P<rest>.*)")
_MINUTES = re.compile(rf"(?P<minutes>.*?[^\W_])\s*(?<![^\W\d])(?:{spoken.MINUTE})\.?")
_JOINED = re.compile(r"^\s*(?:,|\+|and\b|und\b|y\b|et\b|e\b)?\s*")


def read_duration(raw: str, reading: Reading) -> int:
    """Minutes: "45 min", "1 h 30", "1:30", "an hour and a half"; a bare whole number is minutes already."""
    text = plain_digits(few_words(raw, most=_MOST_TYPED, why=t("invalid-duration"))).casefold().strip(" .!~≈")
    for word in spoken.words(spoken.ABOUT, reading.language):
        if text.startswith(word + " "):
            text = text[len(word) :].strip()
            break
    minutes = _minutes(text, reading)
    if minutes is None or not 0 <= minutes <= _MOST_MINUTES:
        raise Invalid(t("invalid-duration"))
    return int(minutes.to_integral_value())


def _minutes(text: str, reading: Reading) -> Decimal | None:
    if found := re.fullmatch(r"(\d{1,3}):([0-5]\d)(?:\s*(?:h|hrs?|hours?))?", text):
        return Decimal(60 * int(found[1]) + int(found[2]))
    if re.fullmatch(r"\d{1,6}", text):
        return Decimal(text)
    parts = re.sub(r"\b(half|quarter|quarters) (?:of )?(?:an? )?hour", r"\1 hour", text.replace("-", " "))
    if found := re.fullmatch(
        r"(?:an? )?half hour|halbe stunde|(?:eine )?halbe stunde|media hora|meia hora", parts
    ):
        return Decimal(30)
    if found := re.fullmatch(r"(?:(an?|one|two|three) )?quarters? hour", parts):
        return Decimal(15 * {"two": 2, "three": 3}.get(found[1] or "a", 1))
    moved = re.sub(r"^(\S+) and a (half|quarter) (hours?|h)$", r"\1 \3 and a \2", parts)
    if found := re.fullmatch(
        rf"(.+?)\s*(?:{spoken.HOUR}) and (?:a (half|quarter)|(half|quarter)(?: hour)?)", moved
    ):
        hours = parse_number(found[1], reading)
        return None if hours is None else hours * 60 + (30 if "half" in (found[2], found[3]) else 15)
    if found := _HOURS_FIRST.fullmatch(re.sub(r"(\d)(h|std)(\d)", r"\1 \2 \3", text)):
        hours, rest = parse_number(found["hours"], reading), _JOINED.sub("", found["rest"])
        if hours is None or hours < 0:
            return None
        if not rest:
            return hours * 60
        more = _MINUTES.fullmatch(rest)
        minutes = parse_number(more["minutes"] if more else rest, reading)
        return hours * 60 + minutes if minutes is not None and 0 <= minutes < 60 else None
    if found := _MINUTES.fullmatch(text):
        minutes = parse_number(found["minutes"], reading)
        return minutes if minutes is not None and minutes >= 0 else None
    return None


def read_wall_time(raw: str) -> time:
    """A time of day, to the minute: "9", "9:30", "9am", "3 pm", "half past nine", "noon"."""
    sure, doubted = without_doubt(few_words(raw, most=_MOST_TYPED, why=t("invalid-time")), "en")
    meant = _wall_time(plain_digits(sure).casefold())
    if doubted:
        written = f"{meant:%H:%M}"
        raise Invalid(t("invalid-time-meant", time=written), meant=written)
    return meant


def _wall_time(text: str) -> time:
    text = re.sub(r"^(?:at|around|about|by|from|um|gegen|a las|às|à)\s+", "", text.strip(" .!~≈"))
    text = re.sub(
        r"\s+(?:in the (?:afternoon|evening)|at night)$", " pm", re.sub(r"\s+in the morning$", " am", text)
    )
    text = re.sub(r"\s*(?:o['’]?clock|uhr|sharp)$", "", text)
    word = folded(text)
    if word in spoken.MIDDAY:
        return time(12)
    if word in spoken.MIDNIGHT:
        return time(0)
    found = re.fullmatch(
        r"(?P<hour>\d{1,2})(?:\s?[:.h]\s?(?P<minute>[0-5]\d)(?::00)?|\s?h)?(?:\s?(?P<half>[ap])\.?\s?m?\.?)?|"
        r"(?P<packed>\d{3,4})(?:h|\s?hrs|\s?hours)?",
        text,
    )
    if found is None:
        return _told(word)
    if found["packed"]:
        hour, minute = int(found["packed"][:-2]), int(found["packed"][-2:])
    else:
        hour, minute = int(found["hour"]), int(found["minute"] or 0)
    if found["half"]:
        if hour == 0 or hour > 12:
            raise Invalid(t("invalid-time"))
        hour = hour % 12 + (12 if found["half"] == "p" else 0)
    if hour > 23 or minute > 59:
        raise Invalid(t("invalid-time"))
    return time(hour, minute)


def _told(word: str) -> time:
    """ "half past nine", "quarter to ten", "nine": in the words of a clock face, before noon as said."""
    names = spoken.SMALL_NUMBERS["en"].split(",")
    found = re.fullmatch(r"(?:(half|(?:a )?quarter) (past|to) )?(\w+)(?: ([ap])\s?m)?", word)
    hour = None
    if found:
        hour = next((at for at, name in enumerate(names[:13]) if found[3] in name.split("/")), None)
        hour = int(found[3]) if found[3].isdecimal() and len(found[3]) <= 2 else hour
    if not found or hour is None or not 1 <= hour <= 12 or (found[1] == "half" and found[2] == "to"):
        raise Invalid(t("invalid-time"))
    if found[3] in {"a", "an"}:
        raise Invalid(t("invalid-time"))
    minutes = hour * 60
    if found[4]:
        minutes = (hour % 12 + (12 if found[4] == "p" else 0)) * 60
    if found[1]:
        shift = 30 if found[1] == "half" else 15
        minutes += shift if found[2] == "past" else -shift
    return time(minutes // 60 % 24, minutes % 60)
