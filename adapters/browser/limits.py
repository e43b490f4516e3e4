"""What the page takes and shows, as data."""

from __future__ import annotations

from typing import NamedTuple


class Limits(NamedTuple):
    """The page's measures. The server keeps the first four, the page reads the rest."""

    body_bytes: int = 1_048_576
    """One request. 50,000 characters, each escaped as a surrogate pair, still fit."""
    name_characters: int = 200
    """Ids that a script or the page makes up; control ids have at most 100."""
    events_kept: int = 1_000
    """A page that missed more than this reads the whole state again."""
    heartbeat_seconds: float = 15.0
    """A stream says this often that it lives, so that a dead one is noticed."""
    messages_shown: int = 300
    """The newest messages of a room that a page is given."""
    days_most: int = 366
    """The clock moves by at most this many days at a time."""
    searchable_above: int = 7
    """A list of more options than this can be searched."""


LIMITS = Limits()

ERASED = "Erased: it was about somebody who asked for that."
"""Stands where something was shown that may not be read any more."""

NOT_KEPT = "(not kept)"
"""Stands where somebody typed what looked like a password."""
