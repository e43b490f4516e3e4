"""The records: what Fivefold knows about a business, its people and their work. Declared once.

Every record belongs to an account and carries a version that a write checks. What people wrote in
their own words is `private()`: it is sealed before it reaches the database.
"""

from __future__ import annotations

from datetime import date
from typing import Any, Literal, get_args

from sqlalchemy import BigInteger, LargeBinary
from sqlmodel import Field, SQLModel

Role = Literal["owner", "professional", "observer", "partner"]
Kind = Literal["contractor", "employee", "agency"]
Pay = Literal["hours", "pieces", "project"]
EngagementState = Literal["invited", "active", "paused", "ended", "alone"]
"""`alone`: the professional would rather not use Fivefold; the owner keeps notes and plans."""

OWNER: Role = "owner"
PROFESSIONAL: Role = "professional"


def private(default: Any = "") -> Any:
    """A field with people's own words: sealed at rest, never logged, never searched."""
    return Field(default=default, sa_type=LargeBinary, schema_extra={"json_schema_extra": {"private": True}})


def key(default: Any = ...) -> Any:
    """Part of a record's identity."""
    return Field(default=default, primary_key=True, max_length=13)


def refers(default: Any = ..., *, index: bool = True) -> Any:
    """The id of another record of the same account."""
    return Field(default=default, index=index, max_length=13)


def instant(default: int = 0) -> Any:
    """A moment: milliseconds since 1970 UTC; 0 = not yet."""
    return Field(default=default, sa_type=BigInteger)


class Record(SQLModel):
    """What all records share."""

    account: str = key()
    id: str = key()
    version: int = 1


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
    away_from: date | None = None
    away_to: date | None = None
    created_at: int = instant()


class Address(Record):
    """Where a person can be reached. `scope` is the Slack team, "" on Discord and in the browser."""

    person: str = refers()
    platform: str
    scope: str = ""
    user: str
    channel: str = ""
    state: str = "open"
    """open, or closed with the platform's reason."""


class Engagement(Record):
    """One owner, one professional, one role: the thing the five phases improve."""

    owner: str = refers()
    professional: str = refers()
    role: str
    role_name: str
    kind: str = "contractor"
    pay: str = "hours"
    amount: float = 0
    """Hours or pieces a week; 0 where a project is paid as a whole."""
    state: str = "invited"
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


class Job(Record):
    """One of up to three jobs handed over, and what good looks like for it."""

    engagement: str = refers()
    template: str = ""
    name: str = private()
    good: str = private()
    position: int = 0


class Discretion(Record):
    """Something the professional may decide alone."""

    engagement: str = refers()
    text: str = private()


class Todo(Record):
    """A dated promise of one person, most often the owner's own part."""

    engagement: str = refers()
    person: str = refers()
    what: str = private()
    minutes: int = 5
    due_on: date
    done_at: int = instant()
    source: str = ""


class Understanding(Record):
    """The professional's own words about what matters, and whether the owner said "yes, that"."""

    engagement: str = refers()
    words: str = private()
    confirmed: bool = False
    reply: str = private()
    at: int = instant()


class Skill(Record):
    """A skill that the work needs, with what it takes and how much it matters."""

    engagement: str = refers()
    template: str = ""
    name: str
    importance: int
    """1 to 5."""
    required: int
    """0 to 5, the level the work needs."""
    position: int = 0


class Rating(Record):
    """One person's view of one skill, given blind. Level None = not seen yet."""

    engagement: str = refers()
    skill: str = refers()
    round: int = 1
    role: str
    level: int | None = None
    example: str = private()
    at: int = instant()


class Level(Record):
    """The level of a skill for now. Append-only: the newest counts, the rest is history."""

    engagement: str = refers()
    skill: str = refers()
    round: int = 1
    level: int | None = None
    provisional: bool = False
    """No work was seen for it yet."""
    disputed: bool = False
    """Both views stay visible, side by side."""
    look_again_on: date | None = None
    at: int = instant()


class Sample(Record):
    """A small paid piece of work that shows what somebody can do."""

    engagement: str = refers()
    title: str
    brief: str = private()
    minutes: int = 45
    due_on: date
    work: str = private()
    handed_in_at: int = instant()
    recent: bool = False
    """Work they had already done, in place of a sample task."""


RECORDS: tuple[type[Record], ...] = (
    Person, Address, Engagement, Job, Discretion, Todo, Understanding, Skill, Rating, Level, Sample,
)


def private_fields(kind: type[SQLModel]) -> tuple[str, ...]:
    """The names of a record's fields that hold people's own words."""
    return tuple(
        name
        for name, field in kind.model_fields.items()
        if isinstance(field.json_schema_extra, dict) and field.json_schema_extra.get("private")
    )


ROLES: tuple[str, ...] = get_args(Role)
