"""Who: accounts, persons, their addresses, and the engagements between them."""

from __future__ import annotations

from datetime import date

from sqlmodel import SQLModel

from bot.model.fields import Record, instant, key, private, refers


class Account(SQLModel):
    """One owner's business: the tenant. Everything else belongs to one."""

    id: str = key()
    name: str
    created_at: int = instant()


class Person(Record):
    """Somebody in an account. One human in two accounts is two persons."""

    name: str
    called: str = ""
    """What to call them; the first word of the name unless they said otherwise."""
    zone: str = "UTC"
    zone_confirmed: bool = False
    locale: str = "en"
    country: str = ""
    work_days: str = "12345"
    """ISO weekdays as digits, 1 = Monday."""
    work_from: str = "09:00"
    work_to: str = "18:00"
    away: str = ""
    """When they are or were away, and when one piece of their work rested (bot/practice/absences.py)."""
    created_at: int = instant()


class Address(Record):
    """Where a person can be reached. `scope` is the Slack team, "" on Discord and in the browser."""

    person: str = refers()
    platform: str
    scope: str = ""
    user: str
    channel: str = ""
    state: str = "open"
    """open, or why nothing can be written there: closed, removed, deleted."""
    closed_at: int = instant()
    """When it was last found shut, in real time: it is tried again a day later, or when they write."""


DECLINED = "declined"
"""The professional has said no, and the owner has not decided yet what becomes of the work here."""
UNANSWERED = ("invited", DECLINED, "alone")
"""The professional has not said yes: it is the owner's own, and only the invitation is theirs."""


class Engagement(Record):
    """One owner, one professional, one role: the thing the five phases improve."""

    owner: str = refers()
    professional: str = refers()
    role: str
    role_name: str = private()
    kind: str = "contractor"
    pay: str = "hours"
    amount: float = 0
    """Hours or pieces a week; 0 where a project is paid as a whole."""
    state: str = "invited"
    """draft, invited, declined, alone (they would rather not use Fivefold: the owner keeps notes and plans),
    active, paused or ended."""
    worked_before: bool = False
    starts_on: date
    round: int = 1
    round_ends_on: date
    checkin_day: int = 5
    """ISO weekday of the check-in, 5 = Friday."""
    checkin_at: str = "15:00"
    expectation: str = private()
    """What would make the owner say "asking them was right", in the owner's words."""
    answers_within: int = 1
    """Working days within which the owner answers questions."""
    paused_on: date | None = None
    """The day since which the work rests; while it does, no date of it counts."""
    created_at: int = instant()


def other_in(engagement: Engagement, person: str) -> str:
    """The other one in the work of somebody; in a trial run on oneself, oneself."""
    return engagement.professional if person == engagement.owner else engagement.owner
