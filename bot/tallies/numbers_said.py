"""Numbers of a round that one of the two would put otherwise, and whether the other one takes them.

They are kept with the words in which somebody said at the round's end that something is off.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot import model
from bot.dialog import Book
from bot.model import OWNER, PROFESSIONAL
from bot.practice.identity import derived_id

OFF = "count"
"""The kind of the words about something counted that is off."""


@dataclass(frozen=True, slots=True)
class Said:
    """What the number of a goal would be, as one of the two says."""

    role: str
    name: str
    value: float
    taken: bool | None = None
    """Whether the other one takes it; None until they have answered."""


def off_id(engagement: str, round: int, role: str) -> str:
    """One such word of each of the two for each round."""
    return derived_id(engagement, OFF, str(round), role)


def dumped(values: Mapping[str, float], taken: Mapping[str, bool] | None = None) -> dict[str, Any] | None:
    """The numbers by their goals, as they are kept with the words; None where there are none."""
    answers = taken or {}
    return {goal: {"right": value, "taken": answers.get(goal)} for goal, value in values.items()} or None


def said_in(book: Book, engagement: model.Engagement, round: int) -> dict[str, tuple[Said, ...]]:
    """What each of the two says about the numbers of a round, by goal."""
    found: dict[str, tuple[Said, ...]] = {}
    people = ((OWNER, engagement.owner), (PROFESSIONAL, engagement.professional))
    for role, person in people:
        for words in book.find(model.Feedback, id=off_id(engagement.id, round, role)):
            name = book.one(model.Person, person).called
            for goal, one in (words.about or {}).items():
                said = Said(role, name, float(one["right"]), one["taken"])
                found[goal] = (*found.get(goal, ()), said)
    return found
