"""Answers that somebody has put right after their talk was over: they stand beside what was said first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot import model
from bot.dialog import Book

CORRECTION = "correction"
"""The kind of the words that put an earlier answer right."""


Kept = str | dict[str, Any]
"""A text as it is kept, to be drawn for whoever reads it; or words as they were drawn."""


@dataclass(frozen=True, slots=True)
class Correction:
    """What is different now, and what was asked and answered before; both empty where nobody named it."""

    name: str
    words: str
    asked: Kept = ""
    before: Kept = ""
    by: str = ""
    """Whoever wrote it; empty in older facts."""


def kept_beside(asked: Kept, before: Kept, number: Mapping[str, Any] | None = None) -> dict[str, Any] | None:
    """What a correction is about, as it is kept with its words: an answer, a number, or both."""
    about: dict[str, Any] = {"asked": asked, "before": before} if asked else {}
    return (about | {"number": number} if number else about) or None


def correction_of(book: Book, words: model.Feedback) -> Correction:
    """One correction as both read it."""
    return correction(book.one(model.Person, words.by).called, words.words, words.about, words.by)


def correction(name: str, words: str, about: Mapping[str, Any] | None, by: str = "") -> Correction:
    """What somebody has put right, with what it is about."""
    found = about or {}
    return Correction(name, words, found.get("asked", ""), found.get("before", ""), by)


def corrections_in(book: Book, engagement: model.Engagement, round: int) -> tuple[Correction, ...]:
    """Every correction of a round that was read, the oldest first; what was erased has no words left."""
    found = book.find(model.Feedback, engagement=engagement.id, round=round)
    told = sorted(
        (one for one in found if one.kind == CORRECTION and one.words and one.shown_at),
        key=lambda one: (one.at, one.id),
    )
    return tuple(correction_of(book, one) for one in told)
