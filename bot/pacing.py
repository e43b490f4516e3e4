"""The arithmetic of sending: how fast, how soon again, how many at once. Pure; instants are handed in.

Seconds here are those of a clock that never goes back. What is kept over a restart is kept in
milliseconds of real time, by the store.
"""

from __future__ import annotations

from collections import deque
from hashlib import sha256

from bot.ports import Kept, Manners, Pace

FIRST_PAUSE_MS = 2_000
LONGEST_PAUSE_MS = 600_000
QUIET_MS = 10_000
LONGEST_QUIET_MS = 60_000
SPREAD_MS = 600_000
"""About nine is nine until ten past."""
PEOPLE_KEPT = 10_000
EVERYTHING = "everything"


def pause_ms(tries: int, chance: float) -> int:
    """After so many tries: twice as long each time, up to ten minutes, `chance` (0 to 1) off it."""
    longest = min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS << min(max(tries, 0), 12))
    return round(longest * (0.5 + chance / 2))


def quiet_ms(tries: int, first_ms: int = QUIET_MS) -> int:
    """How long a send in doubt is left alone, so that what the platform still works on shows itself."""
    return min(max(LONGEST_QUIET_MS, first_ms), first_ms << min(max(tries - 1, 0), 8))


def spread_ms(person: str) -> int:
    """Somebody's own place in the ten minutes after an hour at which many are written to."""
    return int.from_bytes(sha256(person.encode()).digest()[:4], "big") % SPREAD_MS


class Bucket:
    """Tokens that fill at a pace. An empty one says how long until the next."""

    def __init__(self, pace: Pace, now: float) -> None:
        self._pace = pace
        self._tokens = float(max(1, pace.in_one_go))
        self._at = now

    def wait(self, now: float) -> float:
        """Seconds until one may go; 0 = now."""
        if self._pace.a_second <= 0:
            return 0.0
        self._fill(now)
        # A hair less than a whole one is one: seconds are added up in floating point.
        return 0.0 if self._tokens >= 1 - 1e-9 else (1 - self._tokens) / self._pace.a_second

    def take(self, now: float) -> None:
        """One goes."""
        self._fill(now)
        self._tokens -= 1

    def give_back(self) -> None:
        """It did not go after all."""
        self._tokens = min(self._tokens + 1, float(max(1, self._pace.in_one_go)))

    def _fill(self, now: float) -> None:
        filled = self._tokens + max(0.0, now - self._at) * self._pace.a_second
        self._tokens = min(filled, float(max(1, self._pace.in_one_go)))
        self._at = max(now, self._at)


class Workspace:
    """What one workspace bears: a bucket for posts, one for edits, and the pauses it asked for."""

    def __init__(self, manners: Manners, now: float) -> None:
        self._buckets = {"posts": Bucket(manners.posts, now), "edits": Bucket(manners.edits, now)}
        self._until: dict[str, float] = {}

    def wait(self, of: str, now: float) -> float:
        """Seconds until something of this kind may go; 0 = now."""
        return max(self.rest(of, now), self._buckets[of].wait(now))

    def rest(self, of: str, now: float) -> float:
        """Seconds until the pauses are over that it asked for; 0 = none."""
        return max(self._until.get(of, now) - now, self._until.get(EVERYTHING, now) - now, 0.0)

    def take(self, of: str, now: float) -> None:
        """One goes."""
        self._buckets[of].take(now)

    def give_back(self, of: str) -> None:
        """It did not go after all."""
        self._buckets[of].give_back()

    def hold(self, of: str, seconds: float, now: float) -> None:
        """It wants a pause; a shorter one than it has changes nothing."""
        self._until[of] = max(self._until.get(of, 0.0), now + seconds)


class Loops:
    """Notices when one person is sent more in a minute than anybody would: something goes in circles."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._sent: Kept[str, deque[float]] = Kept(PEOPLE_KEPT)

    def wait(self, to: str, now: float) -> float:
        """Seconds until they may be sent something again; 0 = now."""
        sent = self._sent.get(to)
        if not self._most or sent is None or len(sent) < self._most:
            return 0.0
        return max(0.0, sent[0] + 60 - now)

    def note(self, to: str, now: float) -> None:
        """They were sent something."""
        if not self._most:
            return
        sent = self._sent.get(to) or deque(maxlen=self._most)
        sent.append(now)
        self._sent[to] = sent
