"""The weekly post in a channel (C1): finished work and good news that somebody shared, nothing else.

What comes next stays out of it: a step of a plan that is still open says what somebody cannot do yet.

`Shared` is all that the card is drawn from, and it has no place for a rating, feedback, a question or
a name beside a number. Counts stand in it only where three people are behind them: then they are nobody's.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from bot import model
from bot.dialog import Book, day_of
from bot.engine.cards import Card, Picture
from bot.engine.text import Text, literal, t
from bot.practice.calendar import monday_of
from bot.practice.identity import derived_id
from bot.tallies.weeks import goals_of

COUNTS_FROM = 3
"""Fewer people than this, and a number would be somebody's."""
TREND_WEEKS = 6
"""So many weeks stand side by side in the picture."""


class Done(NamedTuple):
    """So many of something, over everybody."""

    amount: float
    unit: str


class News(NamedTuple):
    """Good news in the words of somebody who wrote them for the channel."""

    name: str
    words: str


class Trend(NamedTuple):
    """How much was finished in each week, of what was counted most; `unit` is empty for steps of the plan."""

    unit: str
    weeks: tuple[date, ...]
    amounts: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Shared:
    """Everything that a channel may read about a week."""

    week: date
    done: tuple[Done, ...] = ()
    learned: tuple[str, ...] = ()
    """Names of skills whose last step was finished."""
    news: tuple[News, ...] = ()
    trend: Trend | None = None
    onward: tuple[str, ...] = ()
    """Names of skills in which a step was finished, and more are to come."""

    def __bool__(self) -> bool:
        return bool(self.done or self.learned or self.onward or self.news)


def shared(book: Book, week: date) -> Shared:
    """A week of the whole account, as a channel may read it."""
    active = book.find(model.Engagement, state="active")
    learned: list[str] = []
    onward: list[str] = []
    news: list[News] = []
    for engagement in active:
        person = book.one(model.Person, engagement.professional)
        skills = {skill.id: skill.name for skill in book.find(model.Skill, engagement=engagement.id)}
        items = book.find(model.Item, engagement=engagement.id)
        planned = sorted((one for one in items if one.state != "dropped"), key=lambda one: one.position)
        last = {(one.skill, one.round): one.id for one in planned}
        for item in items:
            name = skills.get(item.skill, "")
            if item.closed_at and monday_of(day_of(item.closed_at, person.zone)) == week:
                (learned if item.id == last[item.skill, item.round] else onward).append(name)
        told = book.find(model.CheckIn, engagement=engagement.id, week_of=week)
        news += [News(person.called, checkin.news) for checkin in told if checkin.news]
    amounts = _amounts(book, active, week)
    done = {unit: weeks[week] for unit, weeks in amounts.items() if unit and week in weeks}
    return Shared(
        week,
        tuple(Done(amount, unit) for unit, amount in sorted(done.items())),
        _each_once(learned),
        tuple(news),
        _trend(amounts),
        _each_once(name for name in onward if name not in learned),
    )


def _amounts(book: Book, active: Iterable[model.Engagement], week: date) -> dict[str, dict[date, float]]:
    """What was finished in each of the last weeks, by unit; steps of the plans stand under "".

    Only weeks in which enough people counted a unit: with fewer behind it, the number would be theirs.
    """
    amounts: dict[str, dict[date, float]] = {}
    behind: dict[tuple[str, date], set[str]] = {}

    def add(unit: str, at: date, amount: float) -> None:
        if timedelta(0) <= week - at < timedelta(weeks=TREND_WEEKS):
            amounts.setdefault(unit, {})[at] = amounts.get(unit, {}).get(at, 0) + amount
            behind.setdefault((unit, at), set()).add(engagement.professional)

    for engagement in active:
        zone = book.one(model.Person, engagement.professional).zone
        for item in book.find(model.Item, engagement=engagement.id, state="closed"):
            add("", monday_of(day_of(item.closed_at, zone)), 1)
        for goal in goals_of(book, engagement):
            for count in book.find(model.Count, engagement=engagement.id, goal=goal.id):
                if counted := _counted(goal, count):
                    add(goal.unit, count.week_of, counted)
    many = {
        unit: {at: amount for at, amount in weeks.items() if len(behind[unit, at]) >= COUNTS_FROM}
        for unit, weeks in amounts.items()
    }
    return {unit: weeks for unit, weeks in many.items() if weeks}


def _trend(amounts: Mapping[str, Mapping[date, float]]) -> Trend | None:
    """The last weeks side by side; None before there are two. What too few counted is no week of nothing."""
    long = {unit: weeks for unit, weeks in amounts.items() if len(weeks) >= 2}
    if not long:
        return None
    unit = max(long, key=lambda unit: (bool(unit), sum(long[unit].values()), unit))
    found = long[unit]
    weeks = tuple(sorted(found))
    return Trend(unit, weeks, tuple(found[one] for one in weeks))


def _counted(goal: model.Goal, count: model.Count) -> float:
    """How much of a goal's unit a week had; 0 where it is counted in nothing that can be added up."""
    if not goal.unit or goal.counted == "done":
        return 0
    return (count.whole if goal.counted == "ratio" else count.part) or 0


def _each_once(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for name in names if name))


def lines(week: Shared) -> tuple[Text, ...]:
    """The post, line by line."""
    said: list[Text] = []
    if week.done:
        counts = tuple(t("channel-count", count=one.amount, unit=one.unit) for one in week.done)
        said.append(t("channel-done", items=counts))
    if week.learned:
        said.append(t("channel-learned", items=tuple(literal(name) for name in week.learned)))
    if week.onward:
        said.append(t("channel-onward", items=tuple(literal(name) for name in week.onward)))
    said += [t("channel-news", name=one.name, words=one.words) for one in week.news]
    return tuple(said)


def weekly(week: Shared, account: str) -> Card:
    """C1: the card that stands in the channel."""
    picture = None
    if week.trend is not None:
        # The name follows the amounts: a late answer brings another picture, not the kept one.
        drawn = derived_id(*map(str, week.trend.amounts), week.trend.unit)
        picture = Picture(f"shared.{account}.{week.week.isoformat()}.{drawn}", _in_words(week.trend))
    return Card(lines(week), title=t("channel-title", week=week.week), picture=picture)


def trend_title(trend: Trend) -> Text:
    """What the picture shows."""
    return t("channel-trend", unit=trend.unit) if trend.unit else t("channel-trend-steps")


def _in_words(trend: Trend) -> Text:
    each = zip(trend.weeks, trend.amounts, strict=True)
    items = tuple(t("channel-trend-week", week=week, count=amount) for week, amount in each)
    return t("channel-trend-words", title=trend_title(trend), items=items)


def slot_of(week: date) -> str:
    """The name of the place where a week's post stands."""
    return f"summary/{week.isoformat()}"


def drawn(book: Book, slot: str) -> Card | None:
    """What a channel's slot holds as the records stand; None where there is nothing to show."""
    kind, _, name = slot.partition("/")
    if kind != "summary":
        return None
    week = shared(book, date.fromisoformat(name))
    return weekly(week, book.account) if week else None
