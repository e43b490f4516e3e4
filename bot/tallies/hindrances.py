"""What was in the way of a week, as the questions that it became: each belongs to its check-in."""

from __future__ import annotations

from bot import model
from bot.dialog import Book
from bot.practice.identity import derived_id


def question_id(checkin: str, number: int = 0) -> str:
    """The question of a check-in; further ones are of a week that was told anew after its answer."""
    return derived_id(checkin, "question", str(number))


def questions_of(book: Book, checkin: model.CheckIn) -> tuple[model.Question, ...]:
    """What a check-in asked, the oldest first."""
    found: list[model.Question] = []
    while asked := book.find(model.Question, id=question_id(checkin.id, len(found))):
        found += asked
    return tuple(found) or _of_its_moment(book, checkin)


def _of_its_moment(book: Book, checkin: model.CheckIn) -> tuple[model.Question, ...]:
    """Before questions had their check-in in their name: told in one answer, they have its moment."""
    asked = book.find(model.Question, engagement=checkin.engagement, at=checkin.at)
    return asked if checkin.at and checkin.way == "something" else ()
