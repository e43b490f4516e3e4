"""The days on which somebody is or was away, as they are kept: one line of intervals, the oldest first.

What is over stays in it, so that each week reads the absence that stood over it. It lies with the person,
since whatever reads their hours has the person at hand.
"""

from __future__ import annotations

from datetime import date, timedelta

from bot.practice.workdays import Away

DAY = timedelta(days=1)


def absences(kept: str, work: str = "") -> tuple[Away, ...]:
    """Every absence, the oldest first: `2026-11-27/2026-12-01 2026-12-24/2026-12-31`.

    `work`: also the days on which that one rested, `2026-11-27/2026-12-01@work`; other work went on then.
    """
    return tuple(away for away, of in _read(kept) if of in ("", work))


def coming(kept: str, today: date) -> Away | None:
    """The absence that is or comes next."""
    return next((away for away in absences(kept) if away.last >= today), None)


def adding(kept: str, away: Away, work: str = "") -> str:
    """With one more, of all work or of one; what it meets or overlaps of the same becomes one with it."""
    first, last = away.first, away.last
    apart = []
    for other, of in _read(kept):
        if of != work or other.last + DAY < first or last + DAY < other.first:
            apart.append((other, of))
        else:
            first, last = min(first, other.first), max(last, other.last)
    return _kept([*apart, (Away(first, last), work)])


def ending(kept: str, away: Away, day: date) -> str:
    """With one that is over by `day`: its days before that stay; one that had not begun is none."""
    others = [one for one in _read(kept) if one != (away, "")]
    if day > away.first:
        others.append((Away(away.first, min(away.last, day - DAY)), ""))
    return _kept(others)


def _read(kept: str) -> list[tuple[Away, str]]:
    """Each interval, with the work that it is of; empty where it is of all."""
    found = []
    for interval in kept.split():
        days, _, work = interval.partition("@")
        first, last = days.split("/")
        found.append((Away(date.fromisoformat(first), date.fromisoformat(last)), work))
    return found


def _kept(found: list[tuple[Away, str]]) -> str:
    found.sort(key=lambda one: (one[0].first, one[1]))
    return " ".join(
        f"{away.first.isoformat()}/{away.last.isoformat()}{f'@{work}' if work else ''}"
        for away, work in found
    )
