"""The weekly post in a channel (C1): finished work and good news that somebody shared, nothing else.

`Shared` is all that the card is drawn from, and it has no place for a rating, feedback, a question or
a name beside a number. Counts stand in it only from three people on, where they are nobody's.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from bot import model
from bot.dialog import Book, day_of
from bot.engine.cards import Card
from bot.engine.text import Text, literal, t
from bot.weeks import goals_of, monday_of

COUNTS_FROM = 3
"""Fewer people than this, and a number would be somebody's."""


class Done(NamedTuple):
    """So many of something, over everybody."""

    amount: float
    unit: str


class News(NamedTuple):
    """Good news in the words of somebody who wrote them for the channel."""

    name: str
    words: str


@dataclass(frozen=True, slots=True)
class Shared:
    """Everything that a channel may read about a week."""

    week: date
    done: tuple[Done, ...] = ()
    learned: tuple[str, ...] = ()
    """Names of skills in which a step was finished."""
    news: tuple[News, ...] = ()
    coming: tuple[str, ...] = ()
    """Names of skills in which a step is due next."""

    def __bool__(self) -> bool:
        return bool(self.done or self.learned or self.news)


def shared(book: Book, week: date) -> Shared:
    """A week of the whole account, as a channel may read it."""
    active = book.find(model.Engagement, state="active")
    many = len({engagement.professional for engagement in active}) >= COUNTS_FROM
    learned: list[str] = []
    coming: list[str] = []
    news: list[News] = []
    done: dict[str, float] = {}
    following = week + timedelta(weeks=1)
    for engagement in active:
        person = book.one(model.Person, engagement.professional)
        skills = {skill.id: skill.name for skill in book.find(model.Skill, engagement=engagement.id)}
        for item in book.find(model.Item, engagement=engagement.id):
            name = skills.get(item.skill, "")
            if item.closed_at and monday_of(day_of(item.closed_at, person.zone)) == week:
                learned.append(name)
            elif item.state == "agreed" and following <= item.due_on < following + timedelta(weeks=1):
                coming.append(name)
        told = book.find(model.CheckIn, engagement=engagement.id, week_of=week)
        news += [News(person.called, checkin.news) for checkin in told if checkin.news]
        for goal in goals_of(book, engagement) if many else ():
            for count in book.find(model.Count, engagement=engagement.id, goal=goal.id, week_of=week):
                counted = count.whole if goal.counted == "ratio" else count.part
                if goal.unit and goal.counted != "done" and counted:
                    done[goal.unit] = done.get(goal.unit, 0) + counted
    return Shared(
        week,
        tuple(Done(amount, unit) for unit, amount in sorted(done.items())),
        _each_once(learned),
        tuple(news),
        _each_once(name for name in coming if name not in learned),
    )


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
    said += [t("channel-news", name=one.name, words=one.words) for one in week.news]
    if week.coming:
        said.append(t("channel-coming", items=tuple(literal(name) for name in week.coming)))
    return tuple(said)


def weekly(week: Shared) -> Card:
    """C1: the card that stands in the channel."""
    return Card(lines(week), title=t("channel-title", week=week.week))


def slot_of(week: date) -> str:
    """The name of the place where a week's post stands."""
    return f"summary/{week.isoformat()}"


def drawn(book: Book, slot: str) -> Card | None:
    """What a channel's slot holds as the records stand; None where there is nothing to show."""
    kind, _, name = slot.partition("/")
    if kind != "summary":
        return None
    week = shared(book, date.fromisoformat(name))
    return weekly(week) if week else None
