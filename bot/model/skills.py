"""Skills, both views of them, and the levels they came to."""

from __future__ import annotations

from datetime import date

from bot.model.fields import Record, instant, private, refers


class Skill(Record):
    """A skill that the work needs, with what it takes and how much it matters."""

    engagement: str = refers()
    template: str = ""
    name: str = private()
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
