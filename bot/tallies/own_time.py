"""How long an owner's own week was, as far as it can be seen: until they say it, it is an estimate."""

from __future__ import annotations

from datetime import date, time, timedelta

from bot import model
from bot.dialog import Book, day_of
from bot.practice.calendar import monday_of, resolve, to_millis

USUAL = 1
"""Minutes of a talk that has no others."""
ADDING = "add"
_TAKES = {
    7: ("item_look",),
    5: (ADDING, "look_back_owner"),
    3: ("owner_rating", "round_close", "leaving"),
    2: (
        *("understanding", "invitation_question", "reveal", "gap_causes", "plan_counter"),
        *("goals_draft", "goals_counter", "goals_change", "question_answer", "piece_look"),
        *("feedback", "talk_sheet"),
    ),
}
MINUTES = {dialog: minutes for minutes, dialogs in _TAKES.items() for dialog in dialogs}
"""What each talk about a piece of work takes: the minutes that stand beside it in the list of what waits.

Talks are a floor above and name their own; a test holds the two equal."""


def estimate(book: Book, engagement: model.Engagement, owner: model.Person, week: date) -> float:
    """Minutes for adding somebody, for each talk about their work that the owner answered, and for what they
    did of their part. A talk counts once, in the week in which they last did something in it."""
    begins, ends = (to_millis(resolve(day, time(), owner.zone)) for day in (week, week + timedelta(weeks=1)))
    talks = book.answered(owner.id, engagement.id, begins, ends)
    seen = sum(MINUTES.get(dialog, USUAL) for dialog in talks)
    if engagement.created_at and _week_of(engagement.created_at, owner) == week:
        seen += MINUTES[ADDING]  # until then there was no work that the talk could be about
    promises = book.find(model.Todo, engagement=engagement.id, person=owner.id)
    done = (one for one in promises if one.source != model.ENDED and one.done_at)
    return seen + sum(one.minutes for one in done if _week_of(one.done_at, owner) == week)


def _week_of(at_ms: int, owner: model.Person) -> date:
    return monday_of(day_of(at_ms, owner.zone))
