"""One owner's week over all their people: how each stands, who is off, what it took and what came back.

The owner's own minutes are estimated from what they did here, unless they said how long it was.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from bot import model
from bot.dialog import Book, day_of
from bot.practice.absences import absences
from bot.practice.calendar import monday_of
from bot.practice.findings import check_feedback
from bot.practice.holidays import public_holidays
from bot.practice.identity import derived_id
from bot.practice.ownership import Counted, Habit, Tally, practice_of, tip_due
from bot.practice.workdays import is_away
from bot.tallies.answers import waited
from bot.tallies.days import counted_until
from bot.tallies.own_time import estimate
from bot.tallies.rounds import began_on
from bot.tallies.told import SILENT, Told, told
from bot.tallies.weeks import checkin_day, goals_of, is_asked, is_worked, picked, rests_for, tells_weekly


@dataclass(frozen=True, slots=True)
class With:
    """One person's week, as their owner reads it."""

    engagement: str
    name: str
    told: Told = SILENT
    minutes: float = 0
    """The owner's minutes for them."""
    said: bool = False
    time_version: int = 0
    """Of the record of the owner's time; 0 = there is none yet."""
    begun: bool = True
    """Whether goals are agreed for the round, or a week was told: before that nobody is asked about one."""
    rested: bool = False
    """Whether no work was agreed for the week, so that nobody waits for a word about it."""
    why_rested: str = ""
    """Where it did: what `rests_for` says."""
    offered: str = ""
    """What one of the two has offered and the other has not answered: "goals", "plan", the "sample" task or
    nothing. Where goals are agreed and no week was asked about yet: "agreed"."""
    next_on: date | None = None
    """The day of the first check-in, where it is still to come, or of the sample task."""
    between: bool = False
    """Whether a round has ended and the week is of no other one."""
    heard_on: date | None = None
    """When they last told about a week of this work, agreed to something, handed something in or asked."""
    week: date | None = None
    """Which week it is, of what was told after the list about it."""


@dataclass(frozen=True, slots=True)
class Off:
    """Somebody is off on a day of this week, or for several in a row; `name` is empty for the owner."""

    name: str
    day: date
    until: date | None = None
    """The last of several days."""


@dataclass(frozen=True, slots=True)
class OwnersWeek:
    """Everything that the Monday list tells about a week."""

    week: date
    people: tuple[With, ...] = ()
    off: tuple[Off, ...] = ()
    piece: tuple[str, str] | None = None
    """Engagement and name of the one whose piece waits to be looked at."""
    tip: Habit | None = None
    waited: float | None = None
    """Hours that a question waited, at the median."""
    rests_on: int = 0
    """On how many occasions the tip rests."""
    longest: tuple[str, float] | None = field(default=None)
    """Whose question waited longest, and how many hours."""
    late: tuple[With, ...] = ()
    """What was told of earlier weeks after the lists about them: named once."""

    @property
    def minutes(self) -> float:
        """The owner's own time in this week."""
        return sum(one.minutes for one in self.people)

    @property
    def hours(self) -> float:
        """Hours of work that came back."""
        return sum(one.told.hours or 0 for one in self.people)

    @property
    def pieces(self) -> float:
        """Pieces that came back."""
        return sum(one.told.pieces or 0 for one in self.people)


def time_id(engagement: str, week: date) -> str:
    """The owner's time for one engagement in one week."""
    return derived_id(engagement, "time", week.isoformat())


def led_by(book: Book, owner: str) -> tuple[model.Engagement, ...]:
    """The work under way that somebody leads."""
    return tuple(e for e in book.find(model.Engagement, owner=owner) if e.state == "active")


def week_of(book: Book, owner: str, week: date, today: date) -> OwnersWeek:
    """A week over all the owner's people, and who is off in the week of `today`."""
    person = book.one(model.Person, owner)
    mine = led_by(book, owner)
    counted, longest = _counted(book, mine, person, week)
    practice = practice_of(counted)
    before, _ = _counted(book, mine, person, week - timedelta(weeks=1))
    tip = tip_due(practice, tip_due(practice_of(before)))
    piece = picked(book, owner, week)
    waits = next((e for e in mine if piece and e.id == piece.engagement and piece.accepted is None), None)
    return OwnersWeek(
        week,
        tuple(_with(book, engagement, person, week) for engagement in mine),
        _off(book, mine, person, monday_of(today)),
        (waits.id, _name(book, waits)) if waits else None,
        tip,
        practice.answer_hours,
        next((part.occasions for part in practice.parts if part.habit == tip), 0),
        longest,
    )


def _name(book: Book, engagement: model.Engagement) -> str:
    return book.one(model.Person, engagement.professional).called


def _with(book: Book, engagement: model.Engagement, owner: model.Person, week: date) -> With:
    noted = book.find(model.OwnerTime, engagement=engagement.id, week_of=week)
    said = bool(noted) and noted[0].said
    minutes = noted[0].minutes if said else estimate(book, engagement, owner, week)
    professional = book.one(model.Person, engagement.professional)
    rested = not is_worked(engagement, professional, week)
    early = week + timedelta(days=6) < began_on(book, engagement)
    over = week > engagement.round_ends_on
    weekly = tells_weekly(book, engagement) and not early and not over
    begun = weekly and (rested or is_asked(book, engagement, week))
    offered, next_on = ("", None) if begun else _comes(book, engagement, week)
    return With(
        engagement.id,
        _name(book, engagement),
        told(book, engagement, week),
        minutes,
        said,
        noted[0].version if noted else 0,
        begun,
        rested,
        rests_for(engagement, professional, week) if rested else "",
        offered,
        next_on,
        over or (early and engagement.round > 1),
        _heard_on(book, engagement),
    )


def _comes(book: Book, engagement: model.Engagement, week: date) -> tuple[str, date | None]:
    """What the start waits for, and its day where it has one."""
    first = _first_on(book, engagement, week)
    if first is not None:
        return "agreed", first
    for name, kind in (("goals", model.Goal), ("plan", model.Item)):
        if book.find(kind, engagement=engagement.id, round=engagement.round, state="offered"):
            return name, None
    samples = book.find(model.Sample, engagement=engagement.id)
    out = (one.due_on for one in samples if not one.handed_in_at and not one.recent)
    day = next(out, None)
    return ("sample", day) if day is not None else ("", None)


def _first_on(book: Book, engagement: model.Engagement, week: date) -> date | None:
    """The first check-in after a week, of work whose goals are agreed."""
    if not goals_of(book, engagement):
        return None
    first, last = monday_of(began_on(book, engagement)), engagement.round_ends_on
    coming = max(week + timedelta(weeks=1), first)
    while coming <= last and not is_asked(book, engagement, coming):
        coming += timedelta(weeks=1)
    return checkin_day(engagement, coming) if coming <= last else None


def _heard_on(book: Book, engagement: model.Engagement) -> date | None:
    told = [one.at for one in book.find(model.CheckIn, engagement=engagement.id)]
    told += [one.at for one in book.find(model.Piece, engagement=engagement.id)]
    me = engagement.professional
    told += [one.at for one in book.find(model.Question, engagement=engagement.id, by=me)]
    told += [one.at for one in book.find(model.Agreement, engagement=engagement.id)]
    told += [one.at for one in book.find(model.Understanding, engagement=engagement.id)]
    done = book.find(model.Item, engagement=engagement.id, person=me)
    told_ms = max((*told, *(item.done_at for item in done)), default=0)
    return day_of(told_ms, book.one(model.Person, engagement.owner).zone) if told_ms else None


def _off(book: Book, mine: tuple[model.Engagement, ...], owner: model.Person, week: date) -> tuple[Off, ...]:
    """Holidays and days away, by person: each on its own, or from the first to the last of several."""
    people = {e.professional: book.one(model.Person, e.professional) for e in mine} | {owner.id: owner}
    found: list[Off] = []
    for id, person in people.items():
        holidays = public_holidays(person.country, (week.year, week.year + 1))
        away = absences(person.away)
        name, goes_on = "" if id == owner.id else person.called, False
        for day in (week + timedelta(days=n) for n in range(5)):
            off = day in holidays or is_away(day, away)
            if off:
                found.append(replace(found.pop(), until=day) if goes_on else Off(name, day))
            goes_on = off
    return tuple(sorted(found, key=lambda off: (off.day, off.name)))


def _counted(
    book: Book, mine: tuple[model.Engagement, ...], owner: model.Person, week: date
) -> tuple[Counted, tuple[str, float] | None]:
    """What the owner did in a week, as counted, and whose question waited longest."""

    def here(ms: int) -> bool:
        return bool(ms) and monday_of(day_of(ms, owner.zone)) == week

    answered: list[tuple[float, str]] = []
    waiting: list[float] = []
    kept: list[bool] = []
    first: list[bool] = []
    examples: list[bool] = []
    sunday = week + timedelta(days=6)
    for engagement in mine:
        name = _name(book, engagement)
        for asked in book.find(model.Question, engagement=engagement.id):
            if here(asked.answered_at):
                answered.append((waited(owner, asked.at, asked.answered_at), name))
            elif asked.state == "open" and day_of(asked.at, owner.zone) <= sunday:
                waiting.append(waited(owner, asked.at, book.now_ms))
        parts = {item.id for item in book.find(model.Item, engagement=engagement.id, person=owner.id)}
        for todo in book.find(model.Todo, engagement=engagement.id, person=owner.id):
            due = counted_until(owner, todo.due_on)
            if not week <= due <= sunday or todo.source == model.ENDED:
                continue
            kept.append(_in_time(todo.done_at, due, owner))
            if todo.source in parts or todo.source == "start":  # the work of the other stands on it
                first.append(kept[-1])
        for words in book.find(model.Feedback, engagement=engagement.id, by=owner.id):
            if here(words.at) and words.words and words.kind in ("keep", "change"):
                examples.append(all(found.code != "no_example" for found in check_feedback(words.words)))
    piece = picked(book, owner.id, week - timedelta(weeks=1))
    looks = Tally(int(piece.looked_at > 0), 1) if piece else Tally()
    promise = 24.0 * max(1, min((e.answers_within for e in mine), default=1))
    counted = Counted(
        Tally(sum(first), len(first)),
        tuple(hours for hours, _ in answered),
        tuple(waiting),
        looks,
        Tally(sum(examples), len(examples)),
        Tally(sum(kept), len(kept)),
        promise,
    )
    longest = max(answered, default=None)
    return counted, (longest[1], longest[0]) if longest else None


def _in_time(done_at: int, due: date, owner: model.Person) -> bool:
    return bool(done_at) and day_of(done_at, owner.zone) <= due
