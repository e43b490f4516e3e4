"""How long an owner's own week was, as far as it can be seen: until they say it, it is an estimate."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from bot import model
from bot.dialog import Book, day_of
from bot.practice.calendar import monday_of

MINUTES_TO_ANSWER = 3
MINUTES_TO_LOOK = 2
MINUTES_TO_WRITE = 2
MINUTES_TO_RATE = 1
MINUTES_TO_AGREE = 5
"""Goals proposed and agreed, or a round looked back on."""
MINUTES_TO_BEGIN = 5
"""Somebody added: the work, what good looks like, what is ready."""


def estimate(book: Book, engagement: model.Engagement, owner: model.Person, week: date) -> float:
    """Minutes for what the owner set up, answered, rated, agreed, looked at, wrote and did of their part."""

    def here(moments: Iterable[int]) -> int:
        return sum(1 for ms in moments if ms and monday_of(day_of(ms, owner.zone)) == week)

    id = engagement.id
    answered = here(one.answered_at for one in book.find(model.Question, engagement=id))
    looked = here(one.looked_at for one in book.find(model.Piece, engagement=id))
    wrote = here(one.at for one in book.find(model.Feedback, engagement=id, by=owner.id))
    rated = here(one.at for one in book.find(model.Rating, engagement=id, role=model.OWNER))
    agreed = here(one.at for one in book.find(model.Agreement, engagement=id))
    agreed += here(one.at for one in book.find(model.Judgement, engagement=id, role=model.OWNER))
    # A step that was looked at and taken; with work beside it the look was counted there.
    seen_with = {one.item for one in book.find(model.Piece, engagement=id) if here((one.looked_at,))}
    steps = book.find(model.Item, engagement=id, person=engagement.professional)
    looked += here(one.closed_at for one in steps if one.id not in seen_with)
    own = book.find(model.Todo, engagement=id, person=owner.id)
    did = sum(one.minutes for one in own if one.source != model.ENDED and here((one.done_at,)))
    began = here((engagement.created_at,))
    seen = MINUTES_TO_ANSWER * answered + MINUTES_TO_LOOK * looked + MINUTES_TO_WRITE * wrote
    seen += MINUTES_TO_BEGIN * began
    return seen + MINUTES_TO_RATE * rated + MINUTES_TO_AGREE * agreed + did
