"""How many messages that nobody asked for somebody gets, over all the work they do.

At most six in somebody's first week, then two in any seven days, four around the end of a round.
Unasked is what only the calendar sends: planned talks and reminders. What answers an act of the same
person is asked for, and so is what carries somebody else's: their question, their offer, their words.

What exceeds the budget is folded, never lost. A reminder is left out, since `next` and the Monday
list show what waits anyway. A planned talk waits until the seven days have room. The Monday list, the
check-in, the look back and how a round closed always go: they are what the rest is folded into, and they
are counted.

No table of its own: one setting for each person holds the instants of the last seven days.
"""

from __future__ import annotations

from datetime import time

from bot.dialog import day_of
from bot.model import Engagement, Person
from bot.phases import rhythm
from bot.practice.calendar import resolve, to_millis
from bot.tallies.weeks import tells_weekly
from bot.transaction import Records

CARRIERS = frozenset({"checkin", "monday", "look_back_facts", "round_close"})
"""Talks that no budget holds back."""

IN_THE_FIRST_WEEK = 6
IN_ANY_WEEK = 2
AT_A_ROUNDS_END = 4

DAY_MS = 24 * 3_600_000
WEEK_MS = 7 * DAY_MS


def room_at(tx: Records, person: str) -> int:
    """The instant of people's time from which one more message is within the budget.

    A place is kept for the weekly talks that are to come: whatever is sent now, they still fit.
    """
    now = tx.moment.now
    coming = _coming(tx, person)
    # Somebody whose weekly talks fill the budget on their own still hears one thing beside them.
    most = max(_most(tx, person), len(coming) + 1)
    sent = _sent(tx, person)
    moments = sorted({now, *(at + WEEK_MS for at in sent), *coming})
    return next((at for at in moments if _fits(at, sent, coming, most)), now + WEEK_MS)


def _fits(at_ms: int, sent: tuple[int, ...], coming: tuple[int, ...], most: int) -> bool:
    """Whether one message more at this instant leaves no seven days with too many."""
    all_of_them = (*sent, at_ms, *coming)
    ends = (at_ms, *(one for one in coming if at_ms <= one < at_ms + WEEK_MS))
    return all(sum(end - WEEK_MS < one <= end for one in all_of_them) <= most for end in ends)


def _coming(tx: Records, person: str) -> tuple[int, ...]:
    """When the weekly talks of the next seven days come, one for each that somebody has."""
    now = tx.moment.now
    who = tx.one(Person, person)
    done = [work for work in tx.find(Engagement, professional=person) if work.state == "active"]
    plans = [rhythm.checkin_after(work, who, now) for work in done if tells_weekly(tx, work)]
    if any(work.state in ("active", "paused", "alone") for work in tx.find(Engagement, owner=person)):
        plans.append(rhythm.monday_after(who, now))
    return tuple(sorted(plan.at_ms for plan in plans if plan is not None and plan.at_ms < now + WEEK_MS))


def count(tx: Records, person: str) -> None:
    """Note that one was sent now.

    By its day: what comes every week goes out a moment after its time, hours after it where a machine
    slept, and must never count beside its own of last week.
    """
    zone = tx.one(Person, person).zone
    day_ms = to_millis(resolve(day_of(tx.moment.now, zone), time(), zone))
    sent = (*_sent(tx, person), day_ms)
    tx.remember(person, "unasked", " ".join(str(ms) for ms in sent))


def _sent(tx: Records, person: str) -> tuple[int, ...]:
    kept = (tx.remembered(person, "unasked") or "").split()
    return tuple(ms for ms in map(int, kept) if tx.moment.now - ms < WEEK_MS)


def _most(tx: Records, person: str) -> int:
    """The budget of these seven days."""
    found = (*tx.find(Engagement, owner=person), *tx.find(Engagement, professional=person))
    today = day_of(tx.moment.now, tx.one(Person, person).zone)
    mine = [engagement for engagement in found if engagement.state != "ended"]
    if all((today - engagement.starts_on).days < 7 for engagement in mine):
        return IN_THE_FIRST_WEEK
    if any(abs((engagement.round_ends_on - today).days) <= 7 for engagement in mine):
        return AT_A_ROUNDS_END
    return IN_ANY_WEEK
