"""What happens in a round: check-ins, counts, questions, pieces, feedback, and how it closed."""

from __future__ import annotations

from datetime import date
from typing import Any

from bot.model.fields import Record, instant, private, refers


class CheckIn(Record):
    """Two minutes about a week. No record means no answer, which is never zero."""

    engagement: str = refers()
    round: int = 1
    week_of: date
    """The Monday of its week."""
    sure: str = ""
    way: str = "nothing"
    """In the way: nothing, something, no_work or outage. Power and internet are never counted."""
    trouble: str = private()
    hours: float | None = None
    pieces: float | None = None
    news: str = private()
    """Good news, for the channel where they said so."""
    late: bool = False
    at: int = instant()


class Count(Record):
    """What was counted for one goal in one check-in."""

    engagement: str = refers()
    goal: str = refers()
    checkin: str = refers("")
    week_of: date
    part: float | None = None
    whole: float | None = None
    at: int = instant()


class Question(Record):
    """Stuck: a question that stops the work, told to the owner at once in their hours."""

    engagement: str = refers()
    by: str = refers()
    words: str = private()
    answer: str = private()
    at: int = instant()
    answered_at: int = instant()
    state: str = "open"
    """open, answered, or solved without an answer."""


class Piece(Record):
    """Something handed in. The owner looks at one a week, picked by chance."""

    engagement: str = refers()
    round: int = 1
    what: str = private()
    item: str = ""
    """The plan item that it is proof for, if any."""
    accepted: bool | None = None
    """None = nobody looked, which is neither yes nor no."""
    wish: str = private()
    """What the owner asked to change."""
    again: int = 0
    at: int = instant()
    looked_at: int = instant()


class Feedback(Record):
    """One person's words to another: thanks, keep, change, or a note for later."""

    engagement: str = refers()
    round: int = 1
    by: str = refers()
    to: str = refers()
    kind: str
    """thanks, keep, change, note, correction (an earlier answer put right); at a round's end also count
    (something counted is off), reply, differs."""
    words: str = private()
    reply: str = private()
    """What the other one says to them; "together" where both see by now alike what they saw differently."""
    about: dict[str, Any] | None = private(None)
    """What they are about: of a count the numbers that would be right, of a correction the answer before."""
    shown_at: int = instant()
    at: int = instant()


class Judgement(Record):
    """One side's answer at a round's end to whether it was as expected."""

    engagement: str = refers()
    round: int = 1
    role: str
    met: str
    """exceeded, met, partly, not; for the owner's part better, expected, partly, not."""
    why: str = private()
    at: int = instant()


class Step(Record):
    """What one of the two will do differently, agreed in the talk."""

    engagement: str = refers()
    round: int = 1
    person: str = refers()
    what: str = private()
    due_on: date | None = None
    agreed: bool = False
    at: int = instant()


class Closing(Record):
    """How a round ended, in numbers. None where nobody counted."""

    engagement: str = refers()
    round: int
    started_on: date
    ended_on: date
    met: int = 0
    """Goals at the agreed level or better."""
    goals: int = 0
    t_score: float | None = None
    effectiveness: float | None = None
    efficiency: float | None = None
    productivity: float | None = None
    rework: float | None = None
    hours_done: float | None = None
    owner_minutes: float | None = None
    showable: str = private()
    """What the professional may show others, confirmed by the owner; empty = not confirmed."""
    at: int = instant()


class OwnerTime(Record):
    """The owner's time for one engagement in one week: estimated from what was opened, or said."""

    engagement: str = refers()
    week_of: date
    minutes: float
    said: bool = False


class Channel(Record):
    """Where weekly summaries are posted. Nothing is posted before the owner has seen a preview."""

    platform: str
    scope: str = ""
    channel: str
    name: str = ""
    state: str = "preview"
    """preview, posting, or none."""
