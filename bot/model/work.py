"""The start of work: jobs, what may be decided alone, promises, own words, the sample."""

from __future__ import annotations

from datetime import date

from bot.model.fields import Record, instant, private, refers


class Job(Record):
    """One of up to three jobs handed over, and what good looks like for it."""

    engagement: str = refers()
    template: str = ""
    name: str = private()
    good: str = private()
    position: int = 0
    """Its place among the jobs; below 0 it has left the work, and what was counted for it stays."""


class Discretion(Record):
    """Something the professional may decide alone."""

    engagement: str = refers()
    text: str = private()


ENDED = "ended"
"""Where a promise comes from, once its work is over: it is neither kept nor broken."""


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
