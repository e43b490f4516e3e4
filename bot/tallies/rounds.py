"""A whole round as the records have it: what was counted, what closed, what it took, week by week.

Read by the look back, the closing of the round and the report, so that all of them say the same.
None is never zero: it says that nobody counted, nobody looked or nobody knows.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from statistics import mean

from bot import model
from bot.dialog import Book, day_of
from bot.practice import trends
from bot.practice.attainment import Attainment, Mark, attain, classify_day
from bot.practice.workdays import next_round_start
from bot.tallies.answers import waited
from bot.tallies.bought import Bought, agreed_for, changes_of
from bot.tallies.days import counted_until, days_off
from bot.tallies.learned import done_on, handed_in_on
from bot.tallies.numbers_said import Said, said_in
from bot.tallies.round_weeks import Week
from bot.tallies.told import Share
from bot.tallies.weeks import in_order, left_out, level_of, value_of

SOONER = timedelta(days=1)
"""Done this much before its day is sooner than agreed."""
LATE = timedelta(days=7)
"""Done this much after its day is late; later than that is much too late. Our own choice."""


@dataclass(frozen=True, slots=True)
class Result:
    """One agreed goal at the end of its round."""

    goal: str
    version: int
    what: str
    counted: str
    due_on: date
    skill: str = ""
    unit: str = ""
    weight: int = 1
    learning: bool = False
    part: float | None = None
    whole: float | None = None
    value: float | None = None
    """What was counted, in the goal's own measure; None where nobody counted."""
    expected: float | None = None
    less_is_better: bool = False
    done_on: date | None = None
    by_word: bool = False
    """Whether it is done by the professional's word: nobody has looked at a proof of it."""
    level: int | None = None
    """-2 to +2; None where it cannot be told: nobody counted, or nobody has looked at the proof yet."""
    handed_in_on: date | None = None
    """Since when its proof waits to be looked at."""
    put_right: bool = False
    """Whether both say by now that `value` is right, and not `counted_value`."""
    counted_value: float | None = None
    said: tuple[Said, ...] = ()
    """What only one of the two says it would be."""


def closed_days(book: Book, engagement: model.Engagement, first: date) -> frozenset[date]:
    """Every date from this year on that does not count: holidays of both, absences, the year's end."""
    people = (book.one(model.Person, id) for id in (engagement.owner, engagement.professional))
    return days_off(people, first, engagement.id)


def began_on(book: Book, engagement: model.Engagement) -> date:
    """The first day of the round that runs: after the end of the one before, and after it was closed."""
    before = [
        one for one in book.find(model.Closing, engagement=engagement.id) if one.round == engagement.round - 1
    ]
    if not before:
        return engagement.starts_on
    ended, zone = before[0].ended_on, book.one(model.Person, engagement.owner).zone
    closed_on = day_of(before[0].at, zone)
    return next_round_start(max(ended, closed_on - timedelta(days=1)), closed_days(book, engagement, ended))


# --- goals ------------------------------------------------------------------------------------


def results_of(
    book: Book, engagement: model.Engagement, round: int, today: date, *, closing: bool = False
) -> tuple[Result, ...]:
    """The goals that both agreed to in a round, with what was counted for each.

    `closing`: also with numbers that one of the two has said and the other one never answered.
    """
    found = book.find(model.Goal, engagement=engagement.id, round=round)
    mine = in_order(goal for goal in found if goal.state in ("agreed", "closed"))
    said = said_in(book, engagement, round)
    over = closing or bool(book.find(model.Closing, engagement=engagement.id, round=round))
    results = (_result(book, engagement, goal, today) for goal in mine)
    return tuple(
        _said(one, goal, said.get(goal.id, ()), over) for one, goal in zip(results, mine, strict=True)
    )


def _said(result: Result, goal: model.Goal, said: tuple[Said, ...], over: bool) -> Result:
    """A result by what both say of its number; what one says alone stands beside it."""
    taken = next((one.value for one in said if one.taken), None)
    if taken is None:
        apart = tuple(one for one in said if over or one.taken is False)
        return replace(result, said=apart) if apart else result
    # A share is shown as so many of what was counted.
    part = taken * result.whole / 100 if result.whole else taken
    return replace(
        result,
        part=part,
        value=taken,
        level=level_of(goal, taken),
        put_right=True,
        counted_value=result.value,
    )


def _result(book: Book, engagement: model.Engagement, goal: model.Goal, today: date) -> Result:
    counts = book.find(model.Count, engagement=engagement.id, goal=goal.id)
    counted = [count for count in counts if count.part is not None]
    part = sum(count.part or 0 for count in counted) if counted else None
    done = handed_in = None
    by_word = False
    if goal.counted == "done":
        done = done_on(book, engagement, goal, counted, today)
        by_word = done is not None and done_on(book, engagement, goal, (), today) is None
        handed_in = handed_in_on(book, engagement, goal) if done is None else None
        known = done is not None or (bool(counted) and handed_in is None)
        level = level_of_day(book, engagement, goal, done, today) if known else None
        value = whole = None
    else:
        value = value_of(goal, counts)
        whole = sum(count.whole or 0 for count in counted) if counted and goal.counted == "ratio" else None
        level = level_of(goal, value)
    return Result(
        goal.id,
        goal.version,
        goal.what,
        goal.counted,
        goal.due_on,
        goal.skill,
        goal.unit,
        goal.weight,
        goal.learning,
        part,
        whole,
        value,
        goal.expected,
        goal.less_is_better,
        done,
        by_word,
        level,
        handed_in,
    )


def level_of_day(
    book: Book, engagement: model.Engagement, goal: model.Goal, done_on: date | None, today: date
) -> int | None:
    """The level of what is done on a day, by how much sooner or later than agreed it came."""
    until = counted_until(book.one(model.Person, engagement.professional), goal.due_on)
    return classify_day(done_on, until + LATE, until, goal.due_on - SOONER, today)


def attainment_of(results: Iterable[Result]) -> Attainment:
    """All goals of a round together."""
    return attain(Mark(one.goal, one.level, min(4, max(1, one.weight))) for one in results)


# --- questions, pieces, time ----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Questions:
    """The professional's questions: how many, how long an answer took, how many still wait."""

    count: int = 0
    hours: float | None = None
    waiting: int = 0
    answered: int | None = None
    """Those that `hours` is the mean of."""


def questions_of(
    book: Book, engagement: model.Engagement, first: date, last: date
) -> tuple[model.Question, ...]:
    """The professional's questions of these days, the oldest first."""
    zone = book.one(model.Person, engagement.owner).zone
    found = book.find(model.Question, engagement=engagement.id, by=engagement.professional)
    mine = [one for one in found if first <= day_of(one.at, zone) <= last]
    return tuple(sorted(mine, key=lambda one: (one.at, one.id)))


def asked_of(book: Book, engagement: model.Engagement, first: date, last: date) -> Questions:
    """How many there were in these days, and how long they waited."""
    owner = book.one(model.Person, engagement.owner)
    mine = questions_of(book, engagement, first, last)
    took = [waited(owner, one.at, one.answered_at) for one in mine if one.answered_at]
    return Questions(
        len(mine), mean(took) if took else None, sum(one.state == "open" for one in mine), len(took)
    )


@dataclass(frozen=True, slots=True)
class Measures:
    """Effectiveness, efficiency, productivity (or pace) and rework, with the counts behind them."""

    met: int
    goals: int
    effectiveness: float | None
    agreed_hours: float | None
    hours: float | None
    efficiency: float | None
    accepted: int
    looked_at: int
    productivity: float | None
    pace: float | None
    redone: int
    handed_in: int
    rework: float | None
    taken: float | None = None
    """Hours of the weeks for which a whole week was agreed: what compares with `agreed_hours`."""


def measures_of(
    book: Book, engagement: model.Engagement, round: int, results: Sequence[Result], weeks: Sequence[Week]
) -> Measures:
    """The round in numbers. Pieces are those that were handed in here; nobody looked is not refused."""
    reached = attainment_of(results)
    pieces = book.find(model.Piece, engagement=engagement.id, round=round)
    looked = [piece for piece in pieces if piece.accepted is not None]
    accepted = sum(bool(piece.accepted) for piece in looked)
    redone = sum(piece.again > 0 or piece.accepted is False for piece in looked)
    told = [week.hours for week in weeks if week.hours is not None]
    # One piece a week is looked at, so how many were accepted is no measure of how many there were.
    made = [week.pieces for week in weeks if week.pieces is not None]
    hours = sum(told) if told else None
    # Of a week in which the work began on a Thursday nobody said how many hours were agreed.
    professional = book.one(model.Person, engagement.professional)
    now, changes = Bought(engagement.pay, engagement.amount), changes_of(book, engagement.id)
    whole = [
        (agreed_for(week.monday, now, changes), week.hours)
        for week in weeks
        if week.hours is not None and not left_out(engagement, professional, week.monday)
    ]
    hourly = [(agreed.amount, took) for agreed, took in whole if agreed.pay == "hours"]
    taken = sum(took for _, took in hourly) if hourly else None
    bought = sum(amount for amount, _ in hourly) if hourly else None
    return Measures(
        reached.met,
        reached.counted,
        trends.effectiveness(reached.met, reached.counted or None),
        bought,
        hours,
        trends.efficiency(bought, taken),
        accepted,
        len(looked),
        # With weeks of both kinds nobody knows which of the accepted pieces took the hours.
        trends.productivity(accepted, hours) if looked and not made else None,
        trends.pace(sum(made) if made else None, len(made) or None),
        redone,
        len(looked),
        trends.rework(redone, len(looked) or None),
        taken,
    )


def shares_of(results: Iterable[Result]) -> tuple[Share, ...]:
    """What was counted as a share, goal by goal: two of them may count the same work."""
    return tuple(
        Share(one.what, one.part, one.whole)
        for one in results
        if one.counted == "ratio" and one.part is not None and one.whole
    )
