"""Where the work with somebody stands, from the records: its phase, what comes next, how it looks.

Pure and cheap, so that Home can be drawn again after every answer.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal, NamedTuple

from bot import model
from bot.dialog import Book, day_of
from bot.phases import rhythm
from bot.phases.hours import open_at
from bot.practice.calendar import monday_of
from bot.tallies.days import counted_until
from bot.tallies.rounds import began_on
from bot.tallies.told import SILENT, Told, told
from bot.tallies.weeks import asked_ms, is_asked

Phase = Literal["start", "skills", "learning", "goals", "agreed", "work", "look_back", "repeat"]
"""The start of work, then the five phases; the look back is the end of the fourth. Agreed: the round's
first day is still to come."""

ATTENTION: dict[str, int] = {"unsure": 0, "less": 1, "silent": 2, "uncounted": 3, "on_course": 4}
"""What an owner looks at first."""


class Open(NamedTuple):
    """A part of the plan that is open: its day, and until when it is in time."""

    day: date
    until: date
    person: str = ""


@dataclass(frozen=True, slots=True)
class Standing:
    """One engagement at a glance, the same for both who are in it."""

    phase: Phase
    told: Told = SILENT
    """The last week that tells something, or that nobody told; only while there is work to tell of."""
    goals: int = 0
    """Goals of this round that both agreed to."""
    parts: tuple[Open, ...] = ()
    """The parts of the plan that are open, the nearest first."""
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
    first = began_on(book, engagement)
    phase = _phase(book, engagement, goals, today, first)
    works = phase in ("agreed", "work", "look_back") and engagement.state == "active"
    last, fresh = _last_told(book, engagement, professional, first) if phase != "agreed" else (SILENT, True)
    return Standing(
        phase,
        last if works else SILENT,
        agreed,
        tuple(sorted(_open_parts(book, engagement))),
        first if phase == "agreed" else None,
        phase == "work" and fresh,
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


def _open_parts(book: Book, engagement: model.Engagement) -> list[Open]:
    """What is still to do in the plan; a promise of the owner keeps the day it was moved to."""
    promises = {todo.source: todo for todo in book.find(model.Todo, engagement=engagement.id) if todo.source}
    found = []
    for item in book.find(model.Item, engagement=engagement.id, state="agreed"):
        promise = promises.get(item.id)
        if promise is None or not promise.done_at:
            day = promise.due_on if promise else item.due_on
            found.append(Open(day, counted_until(book.one(model.Person, item.person), day), item.person))
    return found


def _last_told(
    book: Book, engagement: model.Engagement, professional: model.Person, first: date
) -> tuple[Told, bool]:
    """The newest week of the round that tells something, and whether nobody was asked about one yet.

    A week that rested is passed over, and so is one in which there was nothing to count: the one before it
    says more. One that was asked about and not told is silence, whatever lies before it.
    """
    today = day_of(book.now_ms, professional.zone)
    week, empty = monday_of(today), SILENT
    while week >= monday_of(first):
        said = told(book, engagement, week)
        if said.standing not in ("silent", "uncounted"):
            return said, False
        if said is not SILENT:
            empty = said if empty is SILENT else empty
        elif is_asked(book, engagement, week):
            came_ms = open_at(professional, asked_ms(engagement, professional, week))
            if day_of(came_ms, professional.zone) < today:
                return empty, False
        week -= timedelta(weeks=1)
    return empty, empty is SILENT


def _next_checkin(book: Book, engagement: model.Engagement, professional: model.Person) -> int:
    """When they are asked next: after a week that was told early, the week after."""
    after = book.now_ms
    while (plan := rhythm.checkin_after(engagement, professional, after)) is not None:
        week = monday_of(day_of(plan.at_ms, professional.zone))
        if not book.find(model.CheckIn, engagement=engagement.id, week_of=week):
            return open_at(professional, plan.at_ms)
        after = plan.at_ms
    return 0
