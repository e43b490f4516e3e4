"""What comes in: the closed set of things that somebody can do on a platform, and who did it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple


class Where(NamedTuple):
    """An address: platform, scope (the Slack team, else "") and the platform's user id."""

    platform: str
    scope: str
    user: str


class Profile(NamedTuple):
    """What a platform knows about somebody. Empty strings where it knows nothing."""

    name: str
    zone: str = ""
    locale: str = ""
    unfit: Literal["", "program", "closed"] = ""
    """Why nobody can be worked with there: it is a program, or the account was closed."""


NOBODY = Profile("")


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something a person did. `id` is the platform's own, so a repeat is recognised."""

    id: str
    who: Where
    at_ms: int
    """When it happened, by the platform."""
    profile: Profile = NOBODY
    people: Mapping[str, Profile] = field(default_factory=dict)
    """Profiles by user id: of the users mentioned in it, or of everybody where they are few."""
    private: bool = True
    """True in a direct message, False where others may read along."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Command(Event):
    """A slash command: `words` as typed after the root command, or options by name."""

    words: str = ""
    options: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed(Event):
    """A message written to the bot. `under`: the message of ours that it is a reply to, as a reference."""

    words: str
    under: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Press(Event):
    """A button pressed, or options picked from a select (`picked` are their ids)."""

    control: str
    picked: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Submit(Event):
    """A form sent. A value is typed text, or the ids of picked choices; absent = left alone."""

    control: str
    values: Mapping[str, str | tuple[str, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote(Event):
    """Somebody's message saved as an example."""

    author: Where
    words: str
    link: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Edited(Event):
    """An earlier message of theirs, changed. `message` is the id of the event that brought it."""

    message: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Deleted(Event):
    """An earlier message of theirs, taken away."""

    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HomeOpened(Event):
    """They look at their own page: what waits, and their people."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gone(Event):
    """The address cannot be reached any more; `reason` is the platform's code."""

    reason: str


Incoming = Command | Typed | Press | Submit | Quote | Edited | Deleted | HomeOpened | Gone
