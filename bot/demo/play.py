"""Lets the weeks pass: everybody answers in their own hours, and does what the script has for the day."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from typing import NamedTuple, Protocol
from zoneinfo import ZoneInfo

from bot.demo.player import Place, Player

OPENS, CLOSES = 9, 18
MOST_ANSWERS = 200
"""More answers than this at one moment are a circle, not a talk."""


class Clocked(Place, Protocol):
    """A place whose time can be moved."""

    async def next_due(self) -> int | None: ...
    async def forward_to(self, ms: int) -> None: ...


class Event(NamedTuple):
    """Something that somebody does of their own accord."""

    at_ms: int
    who: str
    words: str


async def play(
    place: Clocked,
    player: Player,
    zones: dict[str, str],
    events: Sequence[Event],
    ends_ms: int,
    progress: Callable[[int], None],
) -> None:
    """Play until `ends_ms`."""
    coming = sorted(events)
    while True:
        sleeping = await settle(place, player, zones)
        wakes = [_opens(place.now_ms(), zones[who]) for who in sleeping]
        due = await place.next_due()
        moments = [*wakes, *(event.at_ms for event in coming[:1]), *([due] if due else [])]
        coming_ms = max(place.now_ms(), min(moments, default=ends_ms))
        if coming_ms >= ends_ms:
            break
        await place.forward_to(coming_ms)
        progress(place.now_ms())
        while coming and coming[0].at_ms <= place.now_ms():
            event = coming.pop(0)
            await place.say(event.who, event.words)
            await settle(place, player, zones)
    await place.forward_to(ends_ms)
    progress(ends_ms)


async def settle(place: Place, player: Player, zones: dict[str, str]) -> list[str]:
    """Let everybody who is at work answer until nothing waits; who is not, and is waited for.

    Somebody without a zone is always at work.
    """
    for _ in range(MOST_ANSWERS):
        sleeping: list[str] = []
        acted = False
        for who, zone in zones.items():
            if not await player.look(who):
                continue
            if zone and _opens(place.now_ms(), zone) > place.now_ms():
                sleeping.append(who)
            else:
                acted = await player.answer(who) or acted
        if not acted:
            return sleeping
    raise RuntimeError("The players answer in a circle.")


def _opens(now_ms: int, zone: str) -> int:
    """When somebody there is next at work; now, if they are."""
    there = datetime.fromtimestamp(now_ms / 1000, ZoneInfo(zone))
    if there.weekday() < 5 and OPENS <= there.hour < CLOSES:
        return now_ms
    morning = there.replace(hour=OPENS, minute=5, second=0, microsecond=0)
    while morning <= there or morning.weekday() > 4:
        morning += timedelta(days=1)
    return round(morning.astimezone(UTC).timestamp() * 1000)
