"""When somebody may be written to: their hours, their working days, the days on which they are free."""

from __future__ import annotations

from datetime import date, time

from bot.dialog import Book, day_of, instant_of
from bot.engine.kinds import WALL_TIME, Option
from bot.engine.prompts import ask_for, choice, form
from bot.engine.text import t
from bot.model import Person
from bot.practice.absences import absences
from bot.practice.calendar import to_millis
from bot.practice.holidays import public_holidays
from bot.practice.workdays import Hours, both_free, next_open
from bot.tallies.days import work_days

TALK_MINUTES = 10
THERE_MS = 15 * 60_000
"""Whoever has done something so short a time ago is there."""


def hours_of(person: Person) -> Hours:
    """When somebody may be written to."""
    first, last = time.fromisoformat(person.work_from), time.fromisoformat(person.work_to)
    return Hours(person.zone, first, last, work_days(person))


def free_days(person: Person, year: int) -> frozenset[date]:
    """Public holidays of somebody's country in this year and the next, and the days they are away."""
    free: set[date] = set(public_holidays(person.country, (year, year + 1)))
    free.update(day for away in absences(person.away) for day in away.days())
    return frozenset(free)


def open_at(person: Person, at_ms: int) -> int:
    """The first instant from `at_ms` on at which this person may be written to.

    Inside their hours, on their working days, not on a public holiday of their country, not while
    they are away. People's time, milliseconds.
    """
    free = free_days(person, day_of(at_ms, person.zone).year)
    return to_millis(next_open(instant_of(at_ms), hours_of(person), free))


def talk_at(owner: Person, professional: Person, after_ms: int) -> int:
    """The first time from an instant on at which both are at work, for a talk; 0 where they never are.

    On no holiday of either, and while neither is away. People's time, milliseconds.
    """
    after = instant_of(after_ms)
    owners, theirs = (
        free_days(person, day_of(after_ms, person.zone).year) for person in (owner, professional)
    )
    at = both_free(hours_of(owner), hours_of(professional), owners, theirs, after, TALK_MINUTES)
    return to_millis(at) if at else 0


def reached_at(book: Book, person: Person) -> int:
    """When somebody may be told what cannot wait: at once if they are there just now, whatever the hour."""
    there = book.now_ms - book.acted_ms(person.id) < THERE_MS
    return book.now_ms if there else open_at(person, book.now_ms)


async def past_midnight(first: time, last: time) -> tuple[time, time]:
    """Hours as they were given; those that reach into the next day are asked about, and may be others."""
    if first < last:
        return first, last
    hours = {"first": f"{first:%H:%M}", "last": f"{last:%H:%M}"}
    ask = t("hours-all-day", **hours) if first == last else t("hours-night", **hours)
    options = (Option("yes", t("hours-night-yes")), Option("no", t("hours-night-no")))
    if await choice("night", ask, options, audience="you") == "yes":
        return first, last
    return await form(
        ask_for(WALL_TIME, "from/again", t("write-from"), audience="you"),
        ask_for(WALL_TIME, "to/again", t("write-to"), audience="you"),
        ask=t("hours-again"),
    )


def knows_zone(person: Person) -> bool:
    """Whether somebody's time zone is known: told by their platform, or by themselves."""
    return person.zone_confirmed or person.zone != "UTC"
