"""Answers that are written: words, numbers, days, lengths and times of day, places and links."""

from __future__ import annotations

from datetime import date, time, timedelta
from decimal import Decimal
from typing import Any, Literal

from bot.engine import read
from bot.engine.kind import Kind, Questions, Raw, typed_words
from bot.engine.reading import Reading
from bot.engine.spoken import UNITS
from bot.engine.text import Text, literal, t

Counts = Literal["", "hours", "pieces", "in a row", "%"]


def figures(value: float) -> str:
    """A number in plain figures, whatever its size: never 1e+06."""
    return str(int(value)) if float(value).is_integer() else f"{Decimal(str(value)):f}"


class TextKind(Kind[str]):
    """Own words, short (one line) or long."""

    __slots__ = ("long", "most", "questions")
    name = "text"
    written = True
    most: int

    def __init__(self, most: int, long: bool, questions: Questions = "no") -> None:
        self.most = most
        self.long = long
        self.questions = questions

    def read(self, raw: Raw, reading: Reading) -> str:
        words = read.clean_text(read.in_words(typed_words(raw)), most=self.most)
        read.refuse_secret(words)
        return words


class LinesKind(TextKind):
    """Up to so many things in own words, one on each line."""

    __slots__ = ("lines",)

    def __init__(self, lines: int) -> None:
        super().__init__(most=3000, long=True)
        self.lines = lines

    def read(self, raw: Raw, reading: Reading) -> str:
        words = read.read_lines(typed_words(raw), most=self.lines, length=self.most)
        read.refuse_secret(words)
        return words

    def show(self, value: str) -> Text:
        if "," in value:  # in a row nobody would see where each ends
            return super().show(value)
        return t("answer-list", items=tuple(map(literal, read.lines_of(value))))


class NumberKind(Kind[float]):
    """A number with its unit, from `least` to `most`."""

    __slots__ = ("counts", "least", "most", "unit", "whole")
    name = "number"
    least: float
    most: float

    def __init__(
        self, least: float, most: float, whole: bool, unit: Text | None, counts: Counts = ""
    ) -> None:
        self.least = least
        self.most = most
        self.whole = whole
        self.unit = unit
        self.counts = counts
        """What it counts: the words for that may be written beside it, as well as its unit."""

    def read(self, raw: Raw, reading: Reading) -> float:
        units = UNITS[self.counts]
        if self.unit is not None:
            units |= {reading.spoken(self.unit).casefold()}
        return read.read_number(
            typed_words(raw), reading, least=self.least, most=self.most, whole=self.whole, units=units
        )

    def show(self, value: float) -> Text:
        if self.unit is None:
            return t("answer-number", value=value)
        return t("answer-unit", value=value, unit=self.unit)

    def typed(self, value: float) -> str:
        return figures(value)


class BesideKind(NumberKind):
    """A number whose range hangs on an earlier answer: one that is outside by now is asked for again."""

    __slots__ = ()

    def stands(self, kept: Any) -> bool:
        return bool(self.least <= kept <= self.most)


class DateKind(Kind[date]):
    """A day, as people write it; kept as the day that was meant."""

    __slots__ = ("earliest", "latest")
    name = "date"

    def __init__(self, earliest: date | None = None, latest: date | None = None) -> None:
        self.earliest = earliest
        self.latest = latest

    def read(self, raw: Raw, reading: Reading) -> date:
        earliest = self.earliest or reading.now.astimezone(reading.tzinfo).date()
        typed = typed_words(raw)
        if self.earliest is not None and typed.strip().isdecimal() and len(typed.strip()) <= 2:
            typed = f"the {typed.strip()}th"  # after "from Fri 25 Dec" a number is the day of a month
        return read.read_date(typed, reading, earliest=earliest, latest=self.latest)

    def dump(self, value: date) -> Any:
        return value.isoformat()

    def load(self, kept: Any) -> date:
        return date.fromisoformat(kept)

    def show(self, value: date) -> Text:
        return t("answer-date", value=value)

    def typed(self, value: date) -> str:
        return value.isoformat()


class FirstDayKind(DateKind):
    """The first of some days in a row, which one line may tell whole: "Friday to Tuesday"."""

    __slots__ = ("longest",)

    def __init__(self, longest: timedelta) -> None:
        super().__init__()
        self.longest = longest

    def read(self, raw: Raw, reading: Reading) -> date:
        return read.first_of(typed_words(raw), reading, latest=self.longest)

    def reads_on(self, typed: str, reading: Reading) -> bool:
        return read.tells_both(typed, reading, latest=self.longest)


class LastDayKind(DateKind):
    """The last of some days in a row, by itself, with the first one, or as how long it is from there."""

    __slots__ = ("first", "longest")

    def __init__(self, first: date, longest: timedelta) -> None:
        super().__init__(first, first + longest)
        self.first = first
        self.longest = longest

    def read(self, raw: Raw, reading: Reading) -> date:
        last = read.last_of(typed_words(raw), reading, self.first, latest=self.longest)
        return super().read(last.isoformat(), reading)


class UntilKind(DateKind):
    """Until which day something goes on: a day, or for how long from today."""

    __slots__ = ()

    def read(self, raw: Raw, reading: Reading) -> date:
        typed = typed_words(raw)
        if (days := read.days_long(typed, reading.language)) is not None:
            return super().read((reading.today + timedelta(days=days)).isoformat(), reading)
        return super().read(raw, reading)


class DurationKind(Kind[int]):
    """A length of time, in minutes."""

    __slots__ = ()
    name = "duration"

    def read(self, raw: Raw, reading: Reading) -> int:
        return read.read_duration(typed_words(raw), reading)

    def show(self, value: int) -> Text:
        return t("answer-duration", hours=value // 60, minutes=value % 60)

    def typed(self, value: int) -> str:
        return f"{value} min"


class PercentKind(Kind[float]):
    """A share, 0 to 100."""

    __slots__ = ()
    name = "percent"

    def read(self, raw: Raw, reading: Reading) -> float:
        return read.read_percent(typed_words(raw), reading)

    def show(self, value: float) -> Text:
        return t("answer-percent", value=value)

    def typed(self, value: float) -> str:
        return figures(value)


class RatioKind(Kind[tuple[int, int]]):
    """How many of how many."""

    __slots__ = ()
    name = "ratio"

    def read(self, raw: Raw, reading: Reading) -> tuple[int, int]:
        return read.read_ratio(typed_words(raw))

    def dump(self, value: tuple[int, int]) -> Any:
        return list(value)

    def load(self, kept: Any) -> tuple[int, int]:
        return (kept[0], kept[1])

    def show(self, value: tuple[int, int]) -> Text:
        return t("answer-ratio", part=value[0], whole=value[1])

    def typed(self, value: tuple[int, int]) -> str:
        return f"{value[0]}/{value[1]}"


class RatiosKind(Kind[tuple[tuple[int, int] | None, ...]]):
    """How many of how many, of several things in one list; None = not counted."""

    __slots__ = ("names",)
    name = "ratios"
    long = True

    def __init__(self, names: tuple[str, ...]) -> None:
        self.names = names

    def read(self, raw: Raw, reading: Reading) -> tuple[tuple[int, int] | None, ...]:
        return read.read_ratios(typed_words(raw), self.names)

    def dump(self, value: tuple[tuple[int, int] | None, ...]) -> Any:
        return [pair and list(pair) for pair in value]

    def load(self, kept: Any) -> tuple[tuple[int, int] | None, ...]:
        return tuple(pair and (pair[0], pair[1]) for pair in kept)

    def show(self, value: tuple[tuple[int, int] | None, ...]) -> Text:
        told = zip(self.names, value, strict=True)
        return t("answer-list", items=tuple(_ratio_of(name, pair) for name, pair in told))

    def typed(self, value: tuple[tuple[int, int] | None, ...]) -> str:
        told = zip(self.names, value, strict=True)
        return "\n".join(f"{name}: {RatioKind().typed(pair) if pair else '-'}" for name, pair in told)


def _ratio_of(name: str, pair: tuple[int, int] | None) -> Text:
    if pair is None:
        return t("answer-ratio-none", what=name)
    return t("answer-ratio-of", what=name, part=pair[0], whole=pair[1])


class WallTimeKind(Kind[time]):
    """A time of day on the wall clock."""

    __slots__ = ()
    name = "time"

    def read(self, raw: Raw, reading: Reading) -> time:
        return read.read_wall_time(typed_words(raw))

    def dump(self, value: time) -> Any:
        return value.strftime("%H:%M")

    def load(self, kept: Any) -> time:
        return time.fromisoformat(kept)

    def show(self, value: time) -> Text:
        return t("answer-plain", value=value.strftime("%H:%M"))

    def typed(self, value: time) -> str:
        return value.strftime("%H:%M")


class ZoneKind(Kind[str]):
    """A time zone, by city, country or IANA name."""

    __slots__ = ()
    name = "zone"

    def read(self, raw: Raw, reading: Reading) -> str:
        return read.read_zone(typed_words(raw))

    def show(self, value: str) -> Text:
        return t("answer-zone", value=value.rpartition("/")[2].replace("_", " "))


class LinkKind(Kind[str]):
    """A web address."""

    __slots__ = ()
    name = "link"

    def read(self, raw: Raw, reading: Reading) -> str:
        return read.read_link(typed_words(raw))


class FileKind(Kind[str]):
    """A file named or linked; the platform keeps the file itself."""

    __slots__ = ()
    name = "file"

    def read(self, raw: Raw, reading: Reading) -> str:
        words = read.clean_text(read.in_words(typed_words(raw)), most=500)
        read.refuse_secret(words)
        return words
