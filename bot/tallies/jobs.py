"""The jobs of a work, in their order."""

from __future__ import annotations

from bot import model
from bot.dialog import Book


def jobs_of(book: Book, engagement: str) -> list[model.Job]:
    """The jobs that are handed over today, without those that have left the work."""
    found = book.find(model.Job, engagement=engagement)
    return sorted((job for job in found if job.position >= 0), key=lambda job: job.position)


def decided_alone(book: Book, engagement: str) -> tuple[str, ...]:
    """What the professional may decide without asking."""
    return tuple(one.text for one in book.find(model.Discretion, engagement=engagement))
