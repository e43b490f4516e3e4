"""The days on which somebody is or was away, as they are kept: one line of intervals, the oldest first.

What is over stays in it, so that each week reads the absence that stood over it. It lies with the person,
since whatever reads their hours has the person at hand.
"""

from __future__ import annotations

from datetime import date, timedelta

from bot.practice.workdays import Away

DAY = timedelta(days=1)


def absences(kept: str) -> tuple[Away, ...]:
    """Every absence, the oldest first: `2026-11-27/2026-12-01 2026-12-24/2026-12-31`."""
    pairs = (interval.split("/") for interval in kept.split())
    return tuple(Away(date.fromisoformat(first), date.fromisoformat(last)) for first, last in pairs)


def coming(kept: str, today: date) -> Away | None:
    """The absence that is or comes next."""
    return next((away for away in absences(kept) if away.last >= today), None)


def adding(kept: str, away: Away) -> str:
    """With one more; what it meets or overlaps becomes one with it."""
    first, last = away.first, away.last
    apart = []
    for other in absences(kept):
        if other.last + DAY < first or last + DAY < other.first:
            apart.append(other)
        else:
            first, last = min(first, other.first), max(last, other.last)
    return _kept([*apart, Away(first, last)])


def ending(kept: str, away: Away, day: date) -> str:
    """With one that is over by `day`: its days before that stay; one that had not begun is none."""
    others = [other for other in absences(kept) if other != away]
    return _kept(others if day <= away.first else [*others, Away(away.first, min(away.last, day - DAY))])


def _kept(found: list[Away]) -> str:
    found.sort(key=lambda away: away.first)
    return " ".join(f"{away.first.isoformat()}/{away.last.isoformat()}" for away in found)
