"""Gap training: dated items closed by a proof, and the rules that answers became."""

from __future__ import annotations

from datetime import date

from bot.model.fields import Record, instant, private, refers


class Item(Record):
    """One item of the plan that closes a gap: something dated, offered, and closed by a proof."""

    engagement: str = refers()
    skill: str = refers()
    round: int = 1
    cause: str = ""
    """explain, access, new or unsure: what is mostly missing."""
    person: str = refers()
    """Whose part it is; the owner's part goes first."""
    what: str = private()
    minutes: int = 60
    """Paid minutes it takes."""
    due_on: date
    proof: str = private()
    """What closes it: "ten in a row go out unchanged"."""
    proof_count: int = 0
    proof_done: int = 0
    state: str = "offered"
    """offered, agreed, done (by its person), closed (seen by the owner), dropped."""
    moved: int = 0
    """How often it was re-planned."""
    done_at: int = instant()
    closed_at: int = instant()
    position: int = 0


class Rule(Record):
    """An answer that was kept: one entry of the handbook that writes itself."""

    engagement: str = refers()
    question: str = private()
    answer: str = private()
    source: str = ""
    """The record it came from: a question, an item of the plan, or empty."""
    at: int = instant()
