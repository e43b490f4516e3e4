"""Answers that name something of a platform: a person or a channel."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from bot.engine import read
from bot.engine.kind import Kind, Raw, typed_words
from bot.engine.reading import Reading
from bot.engine.text import Invalid, Text, t

_CHANNEL = re.compile(r"<#([^>|\s]+)(?:\|([^>]*))?>|#?([\w-]{1,80})")

UNFIT = ("program", "closed")
"""What a platform says of whom nobody can work with; adapters put it last into a mention."""
MOST_MENTION = 1_000
MOST_NAME = 80
"""Longer names are cut: Slack and Discord allow no longer ones."""


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
        typed = read.clean_text(typed_words(raw), most=MOST_MENTION)
        if not (typed.startswith("<@") and typed.endswith(">")):
            raise Invalid(t("invalid-person"))
        parts = (*typed[2:-1].split("|"), "", "", "", "")[:5]
        user, name, zone, locale, unfit = (part.strip() for part in parts)
        if not user:
            raise Invalid(t("invalid-person"))
        if unfit in UNFIT:
            raise Invalid(t("invalid-person-unfit", name=name[:MOST_NAME] or user, why=unfit))
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
        found = _CHANNEL.fullmatch(typed_words(raw).strip())
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
