"""The rhythm of a round: when the check-ins, the Monday list and the look back are due.

Pure: it returns plans, each with the name of its occurrence, so that none is made twice. The next
one is planned when one fires or is answered early; nothing is planned for years ahead.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from bot.dialog import Book, Move, Plan, Start, day_of, instant_of
from bot.model import OWNER, PROFESSIONAL, Agreement, Engagement, Person
from bot.phases.hours import hours_of, open_at
from bot.phases.round_end import (
    LOOK_BACK_AT,
    look_back,
    look_back_day,
    look_back_name,
    tells_of_work,
    told_on_its_last_day,
)
from bot.practice.calendar import Occurrence, Weekly, monday_of, next_occurrence, resolve, to_millis

MONDAY = 1
MONDAY_AT = time(9)
PROMISED_AT = time(9)
WEEKLY = frozenset({"checkin", "monday"})
"""What comes again every week."""
RENEWED = WEEKLY | {"todo"}
"""What takes the place of the last one of its kind, answered or not."""


def checkin_after(engagement: Engagement, professional: Person, after_ms: int) -> Plan | None:
    """The next check-in of an engagement, of a week with work in it; None after the last one of the round."""
    occurrence = _next_with_work(engagement, professional, instant_of(after_ms))
    if occurrence is None:
        return None
    start = Start("checkin", {PROFESSIONAL: professional.id}, engagement.id, terms={"day": occurrence.key})
    return Plan(
        "start", f"checkin/{occurrence.key}", professional.id, to_millis(occurrence.at), engagement.id, start
    )


def checkin_time(engagement: Engagement, professional: Person) -> time:
    """The time of day of a check-in, on its own day: moved into their hours where those leave it out."""
    hours = hours_of(professional)
    return within(time.fromisoformat(engagement.checkin_at), hours.start, hours.end)


def within(at: time, first: time, last: time) -> time:
    """A time of day, or the one nearest to it in somebody's hours: their last hour, a night shift's first."""
    if first == last or (first <= at < last if first < last else at >= first or at < last):
        return at
    if first > last:
        return first
    last_hour = (datetime.combine(date.min, last) - timedelta(hours=1)).time() if last >= time(1) else first
    return first if at < first else max(first, last_hour)


def _next_with_work(engagement: Engagement, professional: Person, after: datetime) -> Occurrence | None:
    weekly = Weekly(frozenset({engagement.checkin_day}), checkin_time(engagement, professional))
    occurrence = next_occurrence(weekly, after, professional.zone)
    while not tells_of_work(engagement, professional, occurrence.local_date):
        occurrence = next_occurrence(weekly, occurrence.at, professional.zone)
    if occurrence.local_date <= engagement.round_ends_on:
        return occurrence
    last = engagement.round_ends_on
    at = resolve(last, weekly.at, professional.zone)
    return Occurrence(last, at) if at > after and told_on_its_last_day(engagement, professional) else None


def monday_after(owner: Person, after_ms: int) -> Plan:
    """The owner's next Monday list, one for all their people."""
    weekly = Weekly(frozenset({MONDAY}), MONDAY_AT)
    occurrence = next_occurrence(weekly, instant_of(after_ms), owner.zone)
    start = Start("monday", {OWNER: owner.id}, terms={"day": occurrence.key})
    return Plan("start", f"monday/{occurrence.key}", owner.id, to_millis(occurrence.at), "", start)


def told_at(owner: Person, monday: date) -> int:
    """When the owner hears of a week: the first of their open hours from the Monday after it on."""
    return open_at(owner, to_millis(resolve(monday + timedelta(weeks=1), MONDAY_AT, owner.zone)))


def promised(engagement: str, owner: str, zone: str, day: date) -> Plan:
    """The owner's own part, on its day; silent where it is done by then.

    Once a week for each work, on the first of its days: it lists what the other days hold as well.
    """
    start = Start("todo", {OWNER: owner}, engagement, terms={"day": day.isoformat()})
    at_ms = to_millis(resolve(day, PROMISED_AT, zone))
    return Plan("start", f"todo/{monday_of(day).isoformat()}", owner, at_ms, engagement, start)


def following(book: Book, start: Start) -> tuple[Plan, ...]:
    """What the firing of a weekly talk plans: the next one, as long as there is work that it is about."""
    if start.dialog == "checkin":
        engagement = book.one(Engagement, start.engagement)
        coming = checkin_after(engagement, book.one(Person, engagement.professional), book.now_ms)
        return () if coming is None else (coming,)
    owner = book.one(Person, start.seats[OWNER])
    working = any(e.state in ("active", "paused", "alone") for e in book.find(Engagement, owner=owner.id))
    if not working:
        return ()
    coming = monday_after(owner, book.now_ms)
    monday = monday_of(day_of(book.now_ms, owner.zone))
    if date.fromisoformat(str(start.terms["day"])) >= monday:
        return (coming,)
    # Put off until they were back, or the machine ran again, it is about a week too old: the list of this
    # week comes in its place.
    return monday_after(owner, to_millis(resolve(monday, time(), owner.zone)) - 1), coming


def begin_work(engagement: Engagement, owner: Person, professional: Person, now_ms: int) -> tuple[Plan, ...]:
    """What a yes to the work puts on the calendar: whoever falls silent later, the round still ends."""
    return monday_after(owner, now_ms), *look_back(engagement, owner, professional)


def begin_round(engagement: Engagement, owner: Person, professional: Person, now_ms: int) -> tuple[Plan, ...]:
    """Everything a round that both agreed to puts on the calendar."""
    checkin = checkin_after(engagement, professional, now_ms)
    plans = begin_work(engagement, owner, professional, now_ms)
    return plans if checkin is None else (checkin, *plans)


# --- somebody moves to another zone ---------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Coming:
    """Something of somebody's rhythm that may be planned: its name, its day and its time of day there."""

    occurrence: str
    day: date
    at: time
    other: str = ""
    """Whom a check-in is for; empty for what is no check-in."""
    asked: time | None = None
    """The time of day of a check-in, before it was moved into somebody's hours."""

    def instant_ms(self, zone: str) -> int:
        return to_millis(resolve(self.day, self.at, zone))


def coming(book: Book, person: Person) -> tuple[Coming, ...]:
    """What comes next for somebody by their own clock: wherever they go, it keeps its time of day."""
    found: list[Coming] = []
    leads = [e for e in book.find(Engagement, owner=person.id) if e.state in ("active", "paused")]
    for engagement in book.find(Engagement, professional=person.id):
        if engagement.state not in ("active", "paused") or not book.find(Agreement, engagement=engagement.id):
            continue
        owner, at = book.one(Person, engagement.owner).called, checkin_time(engagement, person)
        asked = time.fromisoformat(engagement.checkin_at)
        for day in _checkin_days(engagement, person, book.now_ms):
            found.append(Coming(f"checkin/{day.isoformat()}", day, at, owner, asked))
        found.append(looks_back(engagement, person, PROFESSIONAL))
    if leads:
        mondays = _next_days(Weekly(frozenset({MONDAY}), MONDAY_AT), book.now_ms, person.zone)
        found += [Coming(f"monday/{day.isoformat()}", day, MONDAY_AT) for day in mondays]
        found += [looks_back(e, book.one(Person, e.professional), OWNER) for e in leads]
    return tuple(found)


def _checkin_days(engagement: Engagement, person: Person, now_ms: int) -> tuple[date, ...]:
    """The next two in weeks with work; then any that was planned before its week was left out."""
    found: list[date] = []
    coming = _next_with_work(engagement, person, instant_of(now_ms))
    while coming is not None and len(found) < 2:
        found.append(coming.local_date)
        coming = _next_with_work(engagement, person, coming.at)
    weekly = Weekly(frozenset({engagement.checkin_day}), checkin_time(engagement, person))
    planned = _next_days(weekly, now_ms, person.zone)
    return tuple(dict.fromkeys((*found, *(day for day in planned if day <= engagement.round_ends_on))))


def _next_days(weekly: Weekly, now_ms: int, zone: str) -> tuple[date, date]:
    """Of the next one, and of the one after it: the next may have been answered early."""
    first = next_occurrence(weekly, instant_of(now_ms), zone)
    return first.local_date, next_occurrence(weekly, first.at, zone).local_date


def looks_back(engagement: Engagement, professional: Person, role: str) -> Coming:
    """The look back of one of the two."""
    occurrence = look_back_name(engagement)
    return Coming(f"{occurrence}/{role}", look_back_day(engagement, professional), LOOK_BACK_AT)


def in_hours(planned: tuple[Coming, ...], first: time, last: time) -> tuple[Coming, ...]:
    """The same by other hours: a check-in keeps its day, and has its time within them."""
    return tuple(
        one if one.asked is None else replace(one, at=within(one.asked, first, last)) for one in planned
    )


def moved(person: str, planned: tuple[Coming, ...], zone: str) -> tuple[Move, ...]:
    """The same days and times of day by the clocks of another zone."""
    return tuple(Move("start", person, one.occurrence, one.instant_ms(zone)) for one in planned)
