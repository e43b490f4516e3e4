"""Where the work with somebody stands, from the records: its phase, what comes next, how it looks.

Pure and cheap, so that Home can be drawn again after every answer.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from bot import model
from bot.dialog import Book, day_of
from bot.phases import rhythm
from bot.phases.hours import open_at
from bot.practice.calendar import monday_of
from bot.tallies.rounds import began_on
from bot.tallies.told import SILENT, Told, told
from bot.tallies.weeks import last_week

Phase = Literal["start", "skills", "learning", "goals", "agreed", "work", "look_back", "repeat"]
"""The start of work, then the five phases; the look back is the end of the fourth. Agreed: the round's
first day is still to come."""

ATTENTION: dict[str, int] = {"unsure": 0, "less": 1, "silent": 2, "on_course": 3}
"""What an owner looks at first."""


@dataclass(frozen=True, slots=True)
class Standing:
    """One engagement at a glance, the same for both who are in it."""

    phase: Phase
    told: Told = SILENT
    """The last week that was told, this one or the one before; only while there is work to tell of."""
    goals: int = 0
    """Goals of this round that both agreed to."""
    parts: int = 0
    """Parts of the plan that are open."""
    part_on: date | None = None
    """The nearest day of an open part."""
    begins_on: date | None = None
    """The first day of a round that is agreed and has not begun."""
    fresh: bool = False
    """Whether nobody was asked about a week of this round yet, so that silence says nothing."""
    checkin_ms: int = 0
    """When the next check-in is asked for; 0 = none is planned in this round."""


def standing_of(book: Book, engagement: model.Engagement) -> Standing:
    """Where an engagement stands now."""
    id, round = engagement.id, engagement.round
    professional = book.one(model.Person, engagement.professional)
    today = day_of(book.now_ms, professional.zone)
    goals = book.find(model.Goal, engagement=id, round=round)
    agreed = sum(goal.state == "agreed" for goal in goals)
    days = _open_days(book, engagement)
    first = began_on(book, engagement)
    phase = _phase(book, engagement, goals, today, first)
    works = phase in ("agreed", "work", "look_back") and engagement.state == "active"
    return Standing(
        phase,
        _last_told(book, engagement, today, first) if works and phase != "agreed" else SILENT,
        agreed,
        len(days),
        min(days, default=None),
        first if phase == "agreed" else None,
        phase == "work" and _is_fresh(book, engagement, today, first),
        _next_checkin(book, engagement, professional) if works else 0,
    )


def _phase(
    book: Book, engagement: model.Engagement, goals: tuple[model.Goal, ...], today: date, first: date
) -> Phase:
    """The furthest phase that has begun in this round."""
    id, round = engagement.id, engagement.round
    if book.find(model.Closing, engagement=id, round=round):
        return "repeat"
    if any(goal.state == "agreed" for goal in goals):
        if today < first:
            return "agreed"
        return "look_back" if today >= engagement.round_ends_on else "work"
    if any(goal.state == "offered" for goal in goals):
        return "goals"
    items = book.find(model.Item, engagement=id, round=round)
    if items:
        return "learning" if any(item.state == "offered" for item in items) else "goals"
    history = sorted(book.find(model.Level, engagement=id), key=lambda one: one.at)
    levels = {one.skill: one.level for one in history}
    if levels:
        needed = {skill.id: skill.required for skill in book.find(model.Skill, engagement=id)}
        short = any(level is not None and level < needed.get(skill, 0) for skill, level in levels.items())
        return "learning" if short else "goals"
    said = len(book.find(model.Understanding, engagement=id)) + len(book.find(model.Rating, engagement=id))
    return "skills" if said else "start"


def _open_days(book: Book, engagement: model.Engagement) -> list[date]:
    """The days of what is still to do in the plan; a promise of the owner keeps the day it was moved to."""
    promises = {todo.source: todo for todo in book.find(model.Todo, engagement=engagement.id) if todo.source}
    days = []
    for item in book.find(model.Item, engagement=engagement.id, state="agreed"):
        promise = promises.get(item.id)
        if promise is None or not promise.done_at:
            days.append(promise.due_on if promise else item.due_on)
    return days


def _last_told(book: Book, engagement: model.Engagement, today: date, first: date) -> Told:
    """This week, or the one before it where that is of this round."""
    now, before = told(book, engagement, monday_of(today)), last_week(today)
    if now.standing != "silent" or before < monday_of(first):
        return now
    return told(book, engagement, before)


def _is_fresh(book: Book, engagement: model.Engagement, today: date, first: date) -> bool:
    """Whether the first check-in of the round is still to come, and nobody told anything before it."""
    told = book.find(model.CheckIn, engagement=engagement.id, round=engagement.round)
    return not told and today <= rhythm.checkin_day(engagement, monday_of(first))


def _next_checkin(book: Book, engagement: model.Engagement, professional: model.Person) -> int:
    """When they are asked next: after a week that was told early, the week after."""
    after = book.now_ms
    while (plan := rhythm.checkin_after(engagement, professional, after)) is not None:
        week = monday_of(day_of(plan.at_ms, professional.zone))
        if not book.find(model.CheckIn, engagement=engagement.id, week_of=week):
            return open_at(professional, plan.at_ms)
        after = plan.at_ms
    return 0
