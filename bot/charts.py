"""The charts: a goal with its five levels, skills now against needed, weekly points with their limits,
what a channel may see. Here is what they show; `bot.drawing` says how.

Each is drawn off the event loop. Whatever it shows stands in the card beside it as text as well.
"""

from __future__ import annotations

import asyncio
from datetime import date
from itertools import accumulate
from math import inf
from typing import Any

from bot import model
from bot.dialog import Book, Refused, day_of
from bot.drawing import Bars, Points, Skills, as_png, draw_bars, draw_points, draw_skills
from bot.engine.text import Text, t
from bot.phases.performance_assessment.result_lines import standing
from bot.phases.repeat.closing_facts import drawn_goal, figures_of
from bot.ports import Store
from bot.practice.attainment import LESS
from bot.practice.forecast import share_range, sum_range
from bot.tallies import levels
from bot.tallies.round_weeks import Week, weeks_of
from bot.telling.channel import shared, trend_title
from bot.words import Reader, plain

# --- what is drawn --------------------------------------------------------------------------------


async def png(store: Store, name: str) -> bytes | None:
    """The chart of this name for platforms that show no SVG; None where there is none."""
    drawn = await picture(store, name)
    return None if drawn is None else await asyncio.to_thread(as_png, drawn.decode())


async def picture(store: Store, name: str) -> bytes | None:
    """The chart of this name, drawn in a thread; None where there is none."""
    kind, _, rest = name.partition(".")
    account, _, engagement = rest.partition(".")
    if kind not in _KINDS or not engagement:
        return None

    def read(tx: Any) -> Points | Skills | Bars | None:
        tx.enter(account)
        try:
            return _KINDS[kind](tx, engagement)
        except Refused:
            return None

    data = await store.read(read)
    return None if data is None else (await asyncio.to_thread(draw, data)).encode()


def draw(data: Points | Skills | Bars) -> str:
    """A chart as SVG."""
    match data:
        case Skills():
            return draw_skills(data)
        case Bars():
            return draw_bars(data)
        case Points():
            return draw_points(data)


def goal_points(book: Book, engagement: str) -> Points | None:
    """The first goal that is counted: its weeks, its levels, and where it may come to stand."""
    work = book.one(model.Engagement, engagement)
    reader, today = _reader(book, work)
    figures = figures_of(book, work, today)
    first = drawn_goal(figures)
    if first is None:
        return None
    goal = book.one(model.Goal, first.goal)
    weeks = weeks_of(book, work, figures.started_on, figures.ended_on)
    adds_up = goal.counted == "number"
    told = _amounts(book, goal, weeks) if adds_up else tuple(week.shares.get(goal.id) for week in weeks)
    values = (goal.less, goal.expected, goal.more, goal.much_more)
    names = [
        (standing(level, less_is_better=goal.less_is_better), value)
        for level, value in enumerate(values, LESS)
    ]
    left = max(0, (work.round_ends_on - today).days // 7)
    return Points(
        goal.what,
        tuple(_week(week.monday, reader) for week in weeks),
        _running(told) if adds_up else told,
        tuple((plain(name, reader), value) for name, value in names if value is not None),
        sum_range(told, left) if adds_up else share_range(told, left),
        plain(t("chart-forecast"), reader),
        most=inf if adds_up else 100,
    )


def _amounts(book: Book, goal: model.Goal, weeks: tuple[Week, ...]) -> tuple[float | None, ...]:
    """What was counted in each week; None where nobody counted."""
    found = book.find(model.Count, engagement=goal.engagement, goal=goal.id)
    told = {one.week_of: one.part for one in found}
    return tuple(told.get(week.monday) for week in weeks)


def _running(amounts: tuple[float | None, ...]) -> tuple[float | None, ...]:
    """All of it so far, at each week that was counted."""
    so_far = accumulate(amount or 0 for amount in amounts)
    return tuple(None if amount is None else sum_ for amount, sum_ in zip(amounts, so_far, strict=True))


def weekly_points(book: Book, engagement: str) -> Points | None:
    """The first goal with weekly points, and the limits within which they move by chance."""
    work = book.one(model.Engagement, engagement)
    reader, today = _reader(book, work)
    figures = figures_of(book, work, today)
    if not figures.trends:
        return None
    first = figures.trends[0]
    weeks = weeks_of(book, work, figures.started_on, figures.ended_on)
    names = (t("chart-upper"), t("chart-mean"), t("chart-lower"))
    upper, middle, lower = (plain(name, reader) for name in names)
    return Points(
        plain(t("chart-weeks", what=first.what), reader),
        tuple(_week(week.monday, reader) for week in weeks),
        tuple(week.shares.get(first.goal) for week in weeks),
        limits=first.trend.limits,
        limit_names=(upper, middle, lower),
    )


def skill_levels(book: Book, engagement: str) -> Skills | None:
    """Every skill of the work, as both see it now."""
    work = book.one(model.Engagement, engagement)
    reader, _ = _reader(book, work)
    skills = sorted(book.find(model.Skill, engagement=work.id), key=lambda skill: skill.position)
    if not skills:
        return None
    return Skills(
        plain(t("skills-title"), reader),
        tuple((skill.name, levels.agreed(book, skill), skill.required) for skill in skills),
        plain(t("skills-needed"), reader),
        plain(t("level-unknown"), reader),
    )


def shared_weeks(book: Book, name: str) -> Bars | None:
    """What a channel may see of the weeks up to one, in the words that its post has beside it."""
    trend = shared(book, date.fromisoformat(name.partition(".")[0])).trend
    if trend is None:
        return None
    reader = Reader("en", "UTC")
    weeks = tuple(_week(week, reader) for week in trend.weeks)
    return Bars(plain(trend_title(trend), reader), weeks, trend.amounts)


_KINDS = {"goal": goal_points, "weeks": weekly_points, "skills": skill_levels, "shared": shared_weeks}


def _reader(book: Book, work: model.Engagement) -> tuple[Reader, date]:
    owner = book.one(model.Person, work.owner)
    return Reader(owner.locale, owner.zone, work.kind), day_of(book.now_ms, owner.zone)


def _week(monday: date, reader: Reader) -> str:
    """A Monday without its weekday, which every one of them has."""
    return plain(_day(monday), reader).partition(" ")[2]


def _day(day: date) -> Text:
    return t("answer-date", value=day)
