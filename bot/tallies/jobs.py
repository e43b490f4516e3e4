"""The jobs of a work, in their order."""

from __future__ import annotations

from bot import model
from bot.dialog import Book
from bot.engine.measured import whole_words

MOST_NAME = 60
"""Characters in the name of a job; the whole of it stands as what good looks like, unless more is said."""


def name_of(words: str) -> str:
    """What a job in somebody's own words is called."""
    return whole_words(words, MOST_NAME)


def good_of(job: model.Job) -> str:
    """What good looks like for a job, where that was said: a name that says it all is not said twice."""
    return "" if job.good == job.name else job.good


def jobs_of(book: Book, engagement: str) -> list[model.Job]:
    """The jobs that are handed over today, without those that have left the work."""
    found = book.find(model.Job, engagement=engagement)
    return sorted((job for job in found if job.position >= 0), key=lambda job: job.position)


def decided_alone(book: Book, engagement: str) -> tuple[str, ...]:
    """What the professional may decide without asking."""
    return tuple(one.text for one in book.find(model.Discretion, engagement=engagement) if one.text)
