"""Goals, what was agreed by both, and how sure they are."""

from __future__ import annotations

from datetime import date

from bot.model.fields import Record, instant, private, refers


class Goal(Record):
    """A goal: what, counted how, at which five levels, by when. Counts only when both agreed."""

    engagement: str = refers()
    skill: str = refers("")
    round: int = 1
    what: str = private()
    learning: bool = False
    """A goal on something new: it gets its number when the gap closes."""
    metric: str = private()
    """What is counted, in words: "messages answered by the end of the next working day"."""
    unit: str = ""
    counted: str = "ratio"
    """ratio (of 100), number, or done (a yes on a date)."""
    less_is_better: bool = False
    baseline: float | None = None
    """Today's value; None = unknown, and then counted until `baseline_until`."""
    baseline_until: date | None = None
    much_less: float | None = None
    less: float | None = None
    expected: float | None = None
    more: float | None = None
    much_more: float | None = None
    weight: int = 1
    """1 to 4, equal unless said."""
    due_on: date
    state: str = "draft"
    """draft, offered, agreed, closed, dropped."""
    result: int | None = None
    """-2 to +2 at the end; None = nobody counted, which is never zero."""
    settled: bool = True
    """False while the number waits for the baseline."""
    position: int = 0


class Agreement(Record):
    """What both agreed to, frozen: numbered, dated, with the digest that both consents bind to."""

    engagement: str = refers()
    round: int = 1
    number: int
    digest: str
    terms: str = private()
    """The agreed data as JSON."""
    why: str = private()
    at: int = instant()


class Sureness(Record):
    """How sure one of the two is that it will work out: sure, likely, even or shaky."""

    engagement: str = refers()
    round: int = 1
    role: str
    sure: str
    why: str = private()
    commitment: float | None = None
    """Mean of the four commitment items, 1 to 5, asked only where somebody doubts."""
    at: int = instant()
