"""The look back at the end of a round: on its last day, or once its last week is told on that day.

Pure, as `rhythm`, which puts it on the calendar.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time, timedelta

from bot.dialog import Book, Move, Plan, Start
from bot.model import OWNER, PROFESSIONAL, CheckIn, Engagement, Person
from bot.practice.calendar import monday_of, resolve, to_millis
from bot.practice.identity import derived_id
from bot.tallies.weeks import is_worked

LOOK_BACK_AT = time(9)
CLOSED_AFTER = timedelta(days=14)
"""A round that nobody looked back on is closed with what is known this long after its end."""


def tells_of_work(engagement: Engagement, professional: Person, day: date) -> bool:
    """Whether work has begun by a day, and was agreed for its week. After the round nobody looks."""
    if day > engagement.round_ends_on:
        return True
    return day >= engagement.starts_on and is_worked(engagement, professional, monday_of(day))


def look_back(engagement: Engagement, owner: Person, professional: Person) -> tuple[Plan, ...]:
    """The look back of both once the round's last week is told, each in their own morning.

    And the closing of the round two weeks later, for the case that it comes about in no other way.
    """
    day = engagement.round_ends_on
    occurrence = look_back_name(engagement)
    terms = {"round": engagement.round, "day": day.isoformat()}

    def plan(role: str, person: Person) -> Plan:
        at = resolve(look_back_day(engagement, professional), LOOK_BACK_AT, person.zone)
        start = Start("look_back_facts", {role: person.id}, engagement.id, terms=terms)
        return Plan("start", f"{occurrence}/{role}", person.id, to_millis(at), engagement.id, start)

    closing = Start(
        "round_close", {OWNER: owner.id}, engagement.id, terms=terms, conversation=closing_id(engagement)
    )
    at = to_millis(resolve(day + CLOSED_AFTER, LOOK_BACK_AT, owner.zone))
    close = Plan("start", f"{occurrence}/close", owner.id, at, engagement.id, closing)
    return plan(OWNER, owner), plan(PROFESSIONAL, professional), close


def told_on_its_last_day(engagement: Engagement, professional: Person) -> bool:
    """Whether the last check-in of a round comes on the round's last day: on its own, or before it."""
    day = engagement.round_ends_on
    asked = engagement.state != "alone" and day.isoweekday() <= engagement.checkin_day
    return asked and tells_of_work(engagement, professional, day)


def look_back_day(engagement: Engagement, professional: Person) -> date:
    """The round's last day; where its check-in is yet to come then, the next one on which they work.

    What comes on a day off waits for the first open hour after it (bot/due/firing.py).
    """
    later = told_on_its_last_day(engagement, professional)
    return engagement.round_ends_on + timedelta(days=1) if later else engagement.round_ends_on


def look_back_told(
    engagement: Engagement, owner: Person, professional: Person, now_ms: int
) -> tuple[Move, ...]:
    """The look back waits no longer than for the last week to be told: then it comes on the last day."""
    if not told_on_its_last_day(engagement, professional):
        return ()
    both = ((OWNER, owner.id, owner.zone), (PROFESSIONAL, professional.id, professional.zone))
    return _moved(look_back_name(engagement), engagement.id, engagement.round_ends_on, both, now_ms)


@dataclass(frozen=True, slots=True)
class LastWeek:
    """What the look back of a round hangs on: whether its last week is still to be told, and on which day."""

    name: str
    engagement: str
    ends_on: date
    to_tell: bool
    owner: str
    owner_zone: str
    professional: str


def last_week(book: Book, engagement: Engagement, owner: Person, professional: Person) -> LastWeek:
    """The last week of the round that runs."""
    day = engagement.round_ends_on
    asked = engagement.state != "alone" and tells_of_work(engagement, professional, day)
    told = book.find(CheckIn, engagement=engagement.id, week_of=monday_of(day))
    return LastWeek(
        look_back_name(engagement),
        engagement.id,
        day,
        asked and not told,
        owner.id,
        owner.zone,
        professional.id,
    )


def looks_back_by(last: LastWeek, checkin_day: int, zone: str) -> tuple[Move, ...]:
    """The look back of both by another day for the check-ins, and by the professional's zone."""
    waits = last.to_tell and last.ends_on.isoweekday() <= checkin_day
    both = ((OWNER, last.owner, last.owner_zone), (PROFESSIONAL, last.professional, zone))
    return _moved(last.name, last.engagement, last.ends_on + timedelta(days=waits), both)


def _moved(
    name: str, engagement: str, day: date, both: tuple[tuple[str, str, str], ...], after_ms: int = 0
) -> tuple[Move, ...]:
    """The look back of each (role, person, zone): in the morning of a day, or `after_ms` if that is later."""
    return tuple(
        Move(
            "start",
            person,
            f"{name}/{role}",
            max(after_ms, to_millis(resolve(day, LOOK_BACK_AT, zone))),
            engagement,
        )
        for role, person, zone in both
    )


def look_back_name(engagement: Engagement) -> str:
    return f"look-back/{engagement.round}/{engagement.round_ends_on.isoformat()}"


def closing_id(engagement: Engagement) -> str:
    """The conversation that closes the round: one for each, whatever leads to it."""
    return derived_id(engagement.id, "round-close", str(engagement.round))
