"""One week of work as its professional told it: what was counted, and how the round stands by it.

Read by the check-in, the Monday list, the week's card and the channel's post, so that all of them
say the same about the same week.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from bot import model
from bot.dialog import Book
from bot.practice.attainment import AS_AGREED
from bot.practice.forecast import share_ahead, sum_ahead
from bot.tallies.days import counted_until
from bot.tallies.doubts import doubt_of
from bot.tallies.hindrances import questions_of
from bot.tallies.learned import done_on, handed_in_on
from bot.tallies.weeks import goals_of, in_order, is_worked, level_of, value_of, whole_hundred

LAST_DAY = timedelta(days=6)
"""Of a week, from its Monday."""

Standing = Literal["on_course", "less", "unsure", "uncounted", "silent"]
"""How the round stands by a week. On course: heading for what was agreed, goal by goal. Less: some goal is
not, as counted, whatever somebody feels. Unsure: in their own words. Uncounted: nothing was counted yet, or
there was no work or power in that week, so there is nothing to tell from. Silent: nobody said anything, which
is neither good nor bad."""

CALM_WEEKS = 3
"""After so many weeks on course the check-in asks less."""


@dataclass(frozen=True, slots=True)
class Share:
    """What was counted of one goal in a week: so many as agreed, out of so many."""

    what: str
    part: float
    whole: float


@dataclass(frozen=True, slots=True)
class Behind:
    """A goal that is not heading for what was agreed, and how far it is."""

    what: str
    counted: str
    """ratio, number or done."""
    due_on: date
    so_far: float | None = None
    expected: float | None = None
    less_is_better: bool = False


@dataclass(frozen=True, slots=True)
class Told:
    """What one person said about one week, and what it comes to."""

    standing: Standing
    sure: str = ""
    way: str = ""
    trouble: str = ""
    """What stops the work in their words, until it is answered or solved."""
    hours: float | None = None
    pieces: float | None = None
    shares: tuple[Share, ...] = ()
    """Each for itself: two goals may count the same work, so nothing is added up over them."""
    behind: tuple[Behind, ...] = ()
    """What stands behind a week that is less than agreed."""
    doubt: str = ""
    """What makes the goals shaky, in their words."""


SILENT = Told("silent")


def told(book: Book, engagement: model.Engagement, week: date) -> Told:
    """A week of an engagement as its professional told it."""
    found = book.find(model.CheckIn, engagement=engagement.id, week_of=week)
    if not found:
        return SILENT
    checkin = found[0]
    goals = _goals_in(book, engagement, checkin.round)
    counts = book.find(model.Count, engagement=engagement.id, week_of=week)
    standing = _standing(book, engagement, checkin, goals)
    doubt = doubt_of(book, checkin)
    return Told(
        standing,
        checkin.sure,
        checkin.way,
        checkin.trouble if _stops(book, checkin) else "",
        checkin.hours,
        checkin.pieces,
        tuple(
            Share(goal.what, count.part, count.whole)
            for goal in goals
            if goal.counted == "ratio"
            for count in counts
            if count.goal == goal.id and count.part is not None and count.whole
        ),
        _behind(book, engagement, goals, week) if standing == "less" else (),
        doubt.why if doubt is not None else "",
    )


def _goals_in(book: Book, engagement: model.Engagement, round: int) -> tuple[model.Goal, ...]:
    """The goals of a round, also of one that is closed."""
    found = book.find(model.Goal, engagement=engagement.id, round=round)
    return in_order(goal for goal in found if goal.state in ("agreed", "closed"))


# --- how a week stands ----------------------------------------------------------------------------


def _standing(
    book: Book, engagement: model.Engagement, checkin: model.CheckIn, goals: Sequence[model.Goal]
) -> Standing:
    """As somebody feels about a week, else as it was counted. No work and no power harm and help nobody."""
    if _stops(book, checkin) or checkin.sure in ("even", "shaky"):
        return "unsure"
    if checkin.way in ("no_work", "outage"):
        return "uncounted"
    if not all(_on_course(book, engagement, goal, checkin.week_of) for goal in goals):
        return "less"
    tells = any(_tells(book, engagement, goal, checkin.week_of) for goal in goals)
    return "on_course" if tells else "uncounted"


def _tells(book: Book, engagement: model.Engagement, goal: model.Goal, week: date) -> bool:
    """Whether there is anything by which a goal can be told: a count not of nothing, or something done."""
    counts = _counts(book, engagement, goal, week)
    if goal.counted == "ratio":
        return any(one.whole for one in counts)
    if goal.counted == "number":
        return bool(counts)
    begun = any(one.part for one in counts)
    return bool(begun or handed_in_on(book, engagement, goal) or done_on(book, engagement, goal, counts))


def _stops(book: Book, checkin: model.CheckIn) -> bool:
    """Whether what is in the way of a week still is: until the question that it became has its answer."""
    if checkin.way != "something":
        return False
    asked = questions_of(book, checkin)
    return not asked or any(one.state == "open" for one in asked)


def _on_course(book: Book, engagement: model.Engagement, goal: model.Goal, week: date) -> bool:
    """Whether a goal comes to its agreed level, as far as a week can tell: the level it would close at.

    A share: if every week to come is like this one. What adds up over the round: if it goes on at the
    pace so far. As long as weeks are to come one piece is chance, so a week of 46 does not look bad for
    its 41 instead of 42; in the last one there is none, and this is the level at which the goal closes.
    What is learned by a day: until then it may come. What nobody counted is held against no week.
    """
    if goal.counted == "done":
        return not _is_late(book, engagement, goal, week)
    counts = _counts(book, engagement, goal, week)
    if not counts:
        return True
    chance = -1 if goal.less_is_better else 1
    left = _weeks_left(book, engagement, goal, week)
    if goal.counted == "number":
        parts = [one.part or 0 for one in counts]
        ahead = sum_ahead(parts, left, chance)
        # What is to stay few and has happened does not go away again.
        level = level_of(goal, max(ahead, sum(parts)) if goal.less_is_better else ahead)
    else:
        part, whole = share_ahead([(one.part or 0, one.whole or 0) for one in counts], left, chance)
        level = level_of(goal, whole_hundred(part, whole) if 0 <= part <= whole else None)
    return level is None or level >= AS_AGREED


def _is_late(book: Book, engagement: model.Engagement, goal: model.Goal, week: date) -> bool:
    """Whether a goal came after its day in this week, or its day was before and it is still not there."""
    due = counted_until(book.one(model.Person, engagement.professional), goal.due_on)
    if due > week + LAST_DAY:
        return False
    counts = _counts(book, engagement, goal, week)
    done = done_on(book, engagement, goal, counts) or handed_in_on(book, engagement, goal)
    return done is None or done > (due if due >= week else week + LAST_DAY)


def _counts(book: Book, engagement: model.Engagement, goal: model.Goal, week: date) -> list[model.Count]:
    """What was counted for a goal up to a week, the oldest first."""
    found = book.find(model.Count, engagement=engagement.id, goal=goal.id)
    known = [one for one in found if one.part is not None and one.week_of <= week]
    return sorted(known, key=lambda one: one.week_of)


def _behind(
    book: Book, engagement: model.Engagement, goals: Sequence[model.Goal], week: date
) -> tuple[Behind, ...]:
    """Each goal that is not on course, with what was counted of it so far."""
    late = (goal for goal in goals if not _on_course(book, engagement, goal, week))
    return tuple(
        Behind(
            goal.what,
            goal.counted,
            goal.due_on,
            value_of(goal, _counts(book, engagement, goal, week)),
            goal.expected,
            goal.less_is_better,
        )
        for goal in late
    )


def _weeks_left(book: Book, engagement: model.Engagement, goal: model.Goal, week: date) -> int:
    """Weeks with work in them after this one, up to the goal's day."""
    professional = book.one(model.Person, engagement.professional)
    coming = range(1, (goal.due_on - week).days // 7 + 1)
    return sum(is_worked(engagement, professional, week + timedelta(weeks=n)) for n in coming)


def calm(book: Book, engagement: model.Engagement, week: date) -> bool:
    """Whether the check-in of a week may ask less: three weeks on course, and the last one counted.

    What adds up over the round is asked for every week: one that nobody counted would be missing in it.
    """
    goals = goals_of(book, engagement)
    if any(goal.counted == "number" for goal in goals):
        return False
    weeks = [week - timedelta(weeks=back) for back in range(1, CALM_WEEKS + 1)]
    for before in weeks:
        found = book.find(model.CheckIn, engagement=engagement.id, round=engagement.round, week_of=before)
        counts = book.find(model.Count, engagement=engagement.id, week_of=before)
        if not found or not found[0].sure or _standing(book, engagement, found[0], goals) != "on_course":
            return False
        if before == weeks[0] and any(goal.counted != "done" for goal in goals) and not counts:
            return False
    return True
