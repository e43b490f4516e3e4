"""Somebody who sends command after command is asked once to wait; nobody else notices.

Only commands are held up, never an answer. The window moves with the platform's own time of each event.
"""

from __future__ import annotations

from collections import deque
from enum import Enum

from bot.ports import Command, HomeOpened, Incoming, Kept, Where

MOST = 60
WINDOW_MS = 60_000
PEOPLE_KEPT = 10_000


class Flood(Enum):
    """What is done with an event."""

    TAKE = "take"
    ASK = "ask"
    """Not taken, and its person is asked to wait."""
    DROP = "drop"
    """Not taken; they were asked already."""


class FloodGuard:
    """Counts the commands of each person in a moving minute."""

    def __init__(self) -> None:
        self._times: Kept[Where, deque[int]] = Kept(PEOPLE_KEPT)
        self._asked: Kept[Where, int] = Kept(PEOPLE_KEPT)

    def judge(self, event: Incoming) -> Flood:
        """Whether this one is taken."""
        if not isinstance(event, Command | HomeOpened):
            return Flood.TAKE
        who, at = event.who, event.at_ms
        times = self._times.get(who) or deque(maxlen=MOST)
        self._times[who] = times
        if len(times) < MOST or not 0 <= at - times[0] < WINDOW_MS:
            times.append(at)
            self._asked.pop(who, None)
            return Flood.TAKE
        if 0 <= at - self._asked.get(who, at - WINDOW_MS) < WINDOW_MS:
            return Flood.DROP
        self._asked[who] = at
        return Flood.ASK
