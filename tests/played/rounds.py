"""Two full rounds of two people, for every platform the same: who does what on which day, until when.

A platform brings a `Clocked` place in which its people read and act; the story, the answers and the
people are those of the example.
"""

from __future__ import annotations

from datetime import timedelta

from bot.demo.play import Clocked, Event, play
from bot.demo.player import Player
from bot.demo.script import BEGINS, ZONES, Script

PEOPLE = ("rita", "joy")
BEGINS_MS = round(BEGINS.timestamp() * 1000)
DAYS = 108
"""Six working weeks, the days between the years, eight working weeks, and the weekend after them."""


def events() -> list[Event]:
    """What the two do of their own accord."""
    others = [name for name in ZONES if name not in PEOPLE]
    return [
        event
        for event in Script().events()
        if event.who in PEOPLE and not any(f"@{name}" in event.words for name in others)
    ]


async def two_rounds(place: Clocked, days: int = DAYS) -> Player:
    """Play both rounds in a place whose time stands at `BEGINS_MS`."""
    player = Player(place, Script(), BEGINS_MS)
    ends_ms = BEGINS_MS + round(timedelta(days=days).total_seconds() * 1000)
    await play(place, player, {who: ZONES[who] for who in PEOPLE}, events(), ends_ms, lambda _: None)
    return player
