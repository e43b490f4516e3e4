"""Kinds of answers: how each is read when given, kept as JSON, loaded on replay and shown again.

Reading is strict and happens once, when the answer is given. Loading trusts what is kept, so a
rule tightened later never throws anybody back to an old question.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from contextlib import suppress
from datetime import date, time
from decimal import Decimal
from hashlib import sha256
from typing import Any, Generic, NamedTuple, TypeVar

from bot.engine import read
from bot.engine.read import Reading
from bot.engine.reading import folded
from bot.engine.text import Invalid, Text, t

T = TypeVar("T")

_CHANNEL = re.compile(r"<#([^>|\s]+)(?:\|([^>]*))?>|#?([\w-]{1,80})")

Raw = str | tuple[int, ...]
"""What an adapter hands over: typed text, or the positions of the options that were picked."""

MOST_MENTION = 1_000
MOST_NAME = 80
"""Longer names are cut: Slack and Discord allow no longer ones."""


class Option(NamedTuple):
    """One thing that can be picked. `note` describes it in a line (a scale's anchor, for one)."""

    id: str
    label: Text
    note: Text | None = None


class Kind(Generic[T]):
    """What sort of answer a prompt takes. Shared between prompts; holds no state."""

    __slots__ = ()
    name = "text"
    judges = False
    """A judgement has no default and accepts no proposal."""

    def options(self) -> tuple[Option, ...]:
        """What can be picked, in order; empty when the answer is typed."""
        return ()

    def read(self, raw: Raw, reading: Reading) -> T:
        """Parse what was typed or picked. Raises `Invalid` with a sentence for the person."""
        raise Invalid(t("invalid-choice"))

    def dump(self, value: T) -> Any:
        """The value as JSON, to be kept."""
        return value

    def load(self, kept: Any) -> T:
        """The value from what was kept."""
        return kept  # type: ignore[no-any-return]  # JSON that dump() wrote

    def stands(self, kept: Any) -> bool:
        """Whether a kept answer still answers today's question (consent to other terms does not)."""
        return True

    def show(self, value: T) -> Text:
        """The answer as people read it."""
        return t("answer-plain", value=str(value))

    def typed(self, value: T) -> str:
        """The answer as somebody would type it: `read` takes it back unchanged. Fills forms."""
        return str(value)

    def indices(self, value: T) -> tuple[int, ...]:
        """The positions of the options that make up a value; empty for typed kinds."""
        return ()


def _typed(raw: Raw) -> str:
    if isinstance(raw, str):
        return raw
    raise Invalid(t("invalid-typed"))


def _figures(value: float) -> str:
    """A number in plain figures, whatever its size: never 1e+06."""
    return str(int(value)) if float(value).is_integer() else f"{Decimal(str(value)):f}"


def _picked(raw: Raw, options: tuple[Option, ...]) -> tuple[int, ...] | None:
    if isinstance(raw, str):
        return None
    if any(not 0 <= index < len(options) for index in raw):
        raise Invalid(t("invalid-choice"))
    return raw


def _spoken(options: tuple[Option, ...], reading: Reading) -> list[str]:
    """The labels as this person reads them, and so may type them."""
    return [reading.spoken(option.label) for option in options]


class TextKind(Kind[str]):
    """Own words, short (one line) or long."""

    __slots__ = ("long", "most")
    name = "text"

    def __init__(self, most: int, long: bool) -> None:
        self.most = most
        self.long = long

    def read(self, raw: Raw, reading: Reading) -> str:
        words = read.clean_text(_typed(raw), most=self.most)
        read.refuse_secret(words)
        return words


class NumberKind(Kind[float]):
    """A number with its unit, from `least` to `most`."""

    __slots__ = ("least", "most", "unit", "whole")
    name = "number"

    def __init__(self, least: float, most: float, whole: bool, unit: Text | None) -> None:
        self.least = least
        self.most = most
        self.whole = whole
        self.unit = unit

    def read(self, raw: Raw, reading: Reading) -> float:
        return read.read_number(
            _typed(raw), reading, least=self.least, most=self.most, whole=self.whole, unit=None
        )

    def show(self, value: float) -> Text:
        if self.unit is None:
            return t("answer-number", value=value)
        return t("answer-unit", value=value, unit=self.unit)

    def typed(self, value: float) -> str:
        return _figures(value)


class ScaleKind(Kind[int | None]):
    """Described points 0, 1, 2 ...; `unseen` adds the answer "not seen yet", kept as None."""

    __slots__ = ("names", "points", "unseen")
    name = "scale"
    judges = True

    def __init__(
        self, points: tuple[Option, ...], names: tuple[tuple[str, ...], ...], unseen: Option | None
    ) -> None:
        self.points = points
        self.names = names
        self.unseen = unseen

    def options(self) -> tuple[Option, ...]:
        return self.points if self.unseen is None else (*self.points, self.unseen)

    def read(self, raw: Raw, reading: Reading) -> int | None:
        picked = _picked(raw, self.options())
        if picked is not None:
            if len(picked) != 1:
                raise Invalid(t("invalid-choice"))
            return None if picked[0] == len(self.points) else picked[0]
        typed = _typed(raw)
        return None if self._says_unseen(typed, reading) else read.read_scale(typed, self.names)

    def _says_unseen(self, typed: str, reading: Reading) -> bool:
        """Whether this is "not seen yet", or its beginning; "not done yet" is a point of the scale."""
        if self.unseen is None:
            return False
        words, label = folded(typed), folded(reading.spoken(self.unseen.label))
        return words in (label, self.unseen.id) or (" " in words and label.startswith(words))

    def show(self, value: int | None) -> Text:
        if value is None:
            return self.unseen.label if self.unseen else t("answer-none")
        point = self.points[value]
        return t("answer-scale", value=value, note=point.note or point.label)

    def indices(self, value: int | None) -> tuple[int, ...]:
        return (len(self.points) if value is None else value,)


class ChoiceKind(Kind[str]):
    """One of several options."""

    __slots__ = ("_options",)
    name = "choice"

    def __init__(self, options: tuple[Option, ...]) -> None:
        self._options = options

    def options(self) -> tuple[Option, ...]:
        return self._options

    def read(self, raw: Raw, reading: Reading) -> str:
        picked = _picked(raw, self._options)
        if picked is None:
            return self._options[read.read_choice(_typed(raw), _spoken(self._options, reading))].id
        if len(picked) != 1:
            raise Invalid(t("invalid-choice"))
        return self._options[picked[0]].id

    def stands(self, kept: Any) -> bool:
        """What is no longer among the options answers another question: an earlier answer was changed."""
        return any(option.id == kept for option in self._options)

    def show(self, value: str) -> Text:
        return next(
            (option.label for option in self._options if option.id == value), t("answer-plain", value=value)
        )

    def indices(self, value: str) -> tuple[int, ...]:
        return tuple(index for index, option in enumerate(self._options) if option.id == value)


class VerdictKind(ChoiceKind):
    """One of several options, where picking one is a judgement: nothing is proposed."""

    __slots__ = ()
    judges = True


class ManyKind(Kind[tuple[str, ...]]):
    """Any of several options, between `least` and `most` of them."""

    __slots__ = ("_options", "least", "most")
    name = "many"

    def __init__(self, options: tuple[Option, ...], least: int, most: int) -> None:
        self._options = options
        self.least = least
        self.most = most

    def options(self) -> tuple[Option, ...]:
        return self._options

    def read(self, raw: Raw, reading: Reading) -> tuple[str, ...]:
        picked = _picked(raw, self._options)
        if picked is None:
            picked = read.read_choices(_typed(raw), _spoken(self._options, reading))
        chosen = tuple(option.id for index, option in enumerate(self._options) if index in picked)
        if not self.least <= len(chosen) <= self.most:
            raise Invalid(t("invalid-how-many", least=self.least, most=self.most))
        return chosen

    def dump(self, value: tuple[str, ...]) -> Any:
        return list(value)

    def load(self, kept: Any) -> tuple[str, ...]:
        return tuple(kept)

    def stands(self, kept: Any) -> bool:
        """As with one option: all that was picked can still be picked."""
        return {option.id for option in self._options}.issuperset(kept)

    def show(self, value: tuple[str, ...]) -> Text:
        labels = tuple(option.label for option in self._options if option.id in value)
        return t("answer-list", items=labels) if labels else t("answer-none")

    def indices(self, value: tuple[str, ...]) -> tuple[int, ...]:
        return tuple(index for index, option in enumerate(self._options) if option.id in value)


class DateKind(Kind[date]):
    """A day, as people write it; kept as the day that was meant."""

    __slots__ = ("earliest", "latest")
    name = "date"

    def __init__(self, earliest: date | None = None, latest: date | None = None) -> None:
        self.earliest = earliest
        self.latest = latest

    def read(self, raw: Raw, reading: Reading) -> date:
        earliest = self.earliest or reading.now.astimezone(reading.tzinfo).date()
        return read.read_date(_typed(raw), reading, earliest=earliest, latest=self.latest)

    def dump(self, value: date) -> Any:
        return value.isoformat()

    def load(self, kept: Any) -> date:
        return date.fromisoformat(kept)

    def show(self, value: date) -> Text:
        return t("answer-date", value=value)

    def typed(self, value: date) -> str:
        return value.isoformat()


class DurationKind(Kind[int]):
    """A length of time, in minutes."""

    __slots__ = ()
    name = "duration"

    def read(self, raw: Raw, reading: Reading) -> int:
        return read.read_duration(_typed(raw), reading)

    def show(self, value: int) -> Text:
        return t("answer-duration", hours=value // 60, minutes=value % 60)

    def typed(self, value: int) -> str:
        return f"{value} min"


class PercentKind(Kind[float]):
    """A share, 0 to 100."""

    __slots__ = ()
    name = "percent"

    def read(self, raw: Raw, reading: Reading) -> float:
        return read.read_percent(_typed(raw), reading)

    def show(self, value: float) -> Text:
        return t("answer-percent", value=value)

    def typed(self, value: float) -> str:
        return _figures(value)


class RatioKind(Kind[tuple[int, int]]):
    """How many of how many."""

    __slots__ = ()
    name = "ratio"

    def read(self, raw: Raw, reading: Reading) -> tuple[int, int]:
        return read.read_ratio(_typed(raw))

    def dump(self, value: tuple[int, int]) -> Any:
        return list(value)

    def load(self, kept: Any) -> tuple[int, int]:
        return (kept[0], kept[1])

    def show(self, value: tuple[int, int]) -> Text:
        return t("answer-ratio", part=value[0], whole=value[1])

    def typed(self, value: tuple[int, int]) -> str:
        return f"{value[0]}/{value[1]}"


class YesNoKind(Kind[bool]):
    """Yes or no."""

    __slots__ = ()
    name = "yes-no"

    def options(self) -> tuple[Option, ...]:
        return (Option("yes", t("yes")), Option("no", t("no")))

    def read(self, raw: Raw, reading: Reading) -> bool:
        picked = _picked(raw, self.options())
        if picked is None:
            return read.read_yes_no(_typed(raw))
        if len(picked) != 1:
            raise Invalid(t("invalid-choice"))
        return picked == (0,)

    def show(self, value: bool) -> Text:
        return t("yes") if value else t("no")

    def indices(self, value: bool) -> tuple[int, ...]:
        return (0 if value else 1,)


class Contact(NamedTuple):
    """Somebody on a platform: the platform's id for them and what it knows about them."""

    user: str
    name: str
    zone: str = ""
    locale: str = ""

    @property
    def called(self) -> str:
        """What to call them until they say otherwise: the first word of the name."""
        return self.name.split()[0] if self.name.split() else self.name


class PersonKind(Kind[Contact]):
    """Somebody on this platform, mentioned with @. Adapters write a mention as `<@user>`."""

    __slots__ = ()
    name = "person"

    def read(self, raw: Raw, reading: Reading) -> Contact:
        typed = read.clean_text(_typed(raw), most=MOST_MENTION)
        if not (typed.startswith("<@") and typed.endswith(">")):
            raise Invalid(t("invalid-person"))
        user, name, zone, locale = (part.strip() for part in (*typed[2:-1].split("|"), "", "", "")[:4])
        if not user:
            raise Invalid(t("invalid-person"))
        # Anybody can write a mention by hand: a zone that does not exist would break every later date.
        return Contact(user, name[:MOST_NAME] or user, zone if read.is_zone(zone) else "", locale)

    def dump(self, value: Contact) -> Any:
        return list(value)

    def load(self, kept: Any) -> Contact:
        return Contact(*kept)

    def show(self, value: Contact) -> Text:
        return t("answer-plain", value=value.name)

    def typed(self, value: Contact) -> str:
        return "<@" + "|".join(value) + ">"


class Room(NamedTuple):
    """A channel of a platform: its id (or its name, where that is the id) and what people call it."""

    id: str
    name: str


class ChannelKind(Kind[Room]):
    """A channel, as `#name`. Adapters write a mention of one as `<#id|name>`."""

    __slots__ = ()
    name = "channel"

    def read(self, raw: Raw, reading: Reading) -> Room:
        found = _CHANNEL.fullmatch(_typed(raw).strip())
        if found is None:
            raise Invalid(t("invalid-channel"))
        id, name, plain = found.groups()
        return Room(plain or id, f"#{plain or name or id}")

    def dump(self, value: Room) -> Any:
        return list(value)

    def load(self, kept: Any) -> Room:
        return Room(*kept)

    def show(self, value: Room) -> Text:
        return t("answer-plain", value=value.name)

    def typed(self, value: Room) -> str:
        return f"<#{value.id}|{value.name.removeprefix('#')}>"


class LinkKind(Kind[str]):
    """A web address."""

    __slots__ = ()
    name = "link"

    def read(self, raw: Raw, reading: Reading) -> str:
        return read.read_link(_typed(raw))


class FileKind(Kind[str]):
    """A file named or linked; the platform keeps the file itself."""

    __slots__ = ()
    name = "file"

    def read(self, raw: Raw, reading: Reading) -> str:
        words = read.clean_text(_typed(raw), most=500)
        read.refuse_secret(words)
        return words


class ZoneKind(Kind[str]):
    """A time zone, by city, country or IANA name."""

    __slots__ = ()
    name = "zone"

    def read(self, raw: Raw, reading: Reading) -> str:
        return read.read_zone(_typed(raw))

    def show(self, value: str) -> Text:
        return t("answer-zone", value=value.rpartition("/")[2].replace("_", " "))


class WallTimeKind(Kind[time]):
    """A time of day on the wall clock."""

    __slots__ = ()
    name = "time"

    def read(self, raw: Raw, reading: Reading) -> time:
        return read.read_wall_time(_typed(raw))

    def dump(self, value: time) -> Any:
        return value.strftime("%H:%M")

    def load(self, kept: Any) -> time:
        return time.fromisoformat(kept)

    def show(self, value: time) -> Text:
        return t("answer-plain", value=value.strftime("%H:%M"))

    def typed(self, value: time) -> str:
        return value.strftime("%H:%M")


class Consent(NamedTuple):
    """The answer to `agree`: given, or the id of the refusal. True when given."""

    given: bool
    otherwise: str = ""

    def __bool__(self) -> bool:
        return self.given


class ConsentKind(Kind[Consent]):
    """A yes that binds to the agreed data."""

    __slots__ = ("_options", "digest")
    name = "consent"
    judges = True

    def __init__(self, terms: Any, yes: Text, otherwise: Mapping[str, Text]) -> None:
        self.digest = digest_of(terms)
        self._options = (Option("yes", yes), *(Option(id, label) for id, label in otherwise.items()))

    def options(self) -> tuple[Option, ...]:
        return self._options

    def read(self, raw: Raw, reading: Reading) -> Consent:
        picked = _picked(raw, self._options)
        if picked is None:
            picked = (self._spoken_index(_typed(raw), reading),)
        if len(picked) != 1:
            raise Invalid(t("invalid-choice"))
        return Consent(True) if picked[0] == 0 else Consent(False, self._options[picked[0]].id)

    def _spoken_index(self, typed: str, reading: Reading) -> int:
        """The option meant by its words; a plain "yes" is the consent, whatever its button says."""
        try:
            return read.read_choice(typed, _spoken(self._options, reading))
        except Invalid as unknown:
            with suppress(Invalid):
                if read.read_yes_no(typed):
                    return 0
            raise unknown from None

    def dump(self, value: Consent) -> Any:
        return {"given": value.given, "otherwise": value.otherwise, "digest": self.digest}

    def load(self, kept: Any) -> Consent:
        return Consent(kept["given"], kept["otherwise"])

    def stands(self, kept: Any) -> bool:
        return bool(kept["digest"] == self.digest)

    def show(self, value: Consent) -> Text:
        wanted = "yes" if value.given else value.otherwise
        return next(option.label for option in self._options if option.id == wanted)


def digest_of(terms: Any) -> str:
    """Sixteen hexadecimal digits that stand for the agreed data, whatever its wording or language."""
    canonical = json.dumps(terms, sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=str)
    return sha256(canonical.encode()).hexdigest()[:16]


DATE = DateKind()
CHANNEL = ChannelKind()
DURATION = DurationKind()
PERCENT = PercentKind()
RATIO = RatioKind()
YES_NO = YesNoKind()
PERSON = PersonKind()
LINK = LinkKind()
FILE = FileKind()
ZONE = ZoneKind()
WALL_TIME = WallTimeKind()
