"""Who lives in the workspace, and how they are mentioned."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from bot.ports import Profile, Where, told_room

PLATFORM = "browser"
CHANNEL = "shop"


class Player(NamedTuple):
    """Somebody who can be played on the page. `side` is the column they stand in."""

    id: str
    name: str
    zone: str
    place: str
    side: str
    locale: str = "en"

    @property
    def where(self) -> Where:
        return Where(PLATFORM, "", self.id)

    @property
    def profile(self) -> Profile:
        return Profile(self.name, self.zone, self.locale)

    @property
    def room(self) -> str:
        return told_room(self.where)


CAST = {
    player.id: player
    for player in (
        Player("rita", "Rita Lopes", "Europe/Lisbon", "Lisbon", "left"),
        Player("joy", "Joy Santos", "Asia/Manila", "Manila", "right"),
        Player("brian", "Brian Otieno", "Africa/Nairobi", "Nairobi", "right"),
        Player("nadia", "Nadia Rahman", "Asia/Karachi", "Karachi", "right"),
    )
}
PROFILES: Mapping[str, Profile] = {player.id: player.profile for player in CAST.values()}
"""They are few, so whoever is named is known, with an @ or without."""
CLOCK_KEEPER = CAST["rita"]
"""Whose wall clock "+1 day" turns: 10:00 stays 10:00 over a clock change."""

ROOMS = (*(player.room for player in CAST.values()), f"channel/{CHANNEL}")

# Not inside an e-mail address, a longer word or a host name.
_TYPED = re.compile(rf"(?<![\w@.])@({'|'.join(CAST)})(?![\w-]|\.\w)", re.IGNORECASE)
_MARKED = re.compile(r"<@([\w-]+)\|([^<>|]*)(?:\|[^<>]*)?>")


def mark_mentions(words: str) -> str:
    """Write `@joy` as the ports expect mentions: `<@joy|Joy Santos>`."""
    return _TYPED.sub(lambda found: f"<@{found[1].lower()}|{CAST[found[1].lower()].name}>", words)


def names(words: str) -> str:
    """Marked mentions as people read them; nobody is pinged."""
    return _MARKED.sub(r"\2", words)


def handles(words: str) -> str:
    """Marked mentions as people type them."""
    return _MARKED.sub(r"@\1", words)
