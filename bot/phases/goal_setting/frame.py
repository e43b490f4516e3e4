"""What every talk about goals stands on: the round, what is agreed so far, and when both can talk."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import groupby

from bot import model
from bot.dialog import (
    Book,
    Plan,
    Refused,
    Scene,
    Start,
    day_of,
    instant_of,
    scene_of,
)
from bot.engine.text import t
from bot.phases import rhythm
from bot.phases.gap_training.parts import steps_of
from bot.phases.goal_setting.goal_terms import GoalTerms, Promise, Terms, terms_of
from bot.phases.hours import open_at, talk_at
from bot.practice.calendar import local, monday_of
from bot.tallies.days import days_off
from bot.tallies.learned import last_of, steps_in
from bot.tallies.weeks import checkin_day, is_worked

AFTER_TALK_MS = 30 * 60_000
"""How long after the beginning of a talk the open question comes back."""


@dataclass(frozen=True, slots=True)
class Checkin:
    """The first check-in, and the clock of both at that moment."""

    at_ms: int
    owner_clock: str
    professional_clock: str


@dataclass(frozen=True, slots=True)
class Closing:
    """The step of the plan that closes what a skill lacks, as both agreed to it."""

    item: str
    version: int
    skill: str
    proof: str
    due_on: date


@dataclass(frozen=True, slots=True)
class Waiting:
    """The next agreed step of the plan that waits for something of the owner's."""

    what: str
    due_on: date


@dataclass(frozen=True, slots=True)
class Frame:
    """The round and what both have agreed in it so far."""

    account: str
    round: int
    alone: bool
    """The professional would rather not use Fivefold: the owner's goals are the owner's own."""
    ends_on: date
    number: int
    """Agreements so far, over all rounds: the version of the last one."""
    now: Terms
    """What is agreed in this round, with the owner's part as it is open today."""
    first: bool
    """Whether nothing is agreed in this round yet."""
    versions: Mapping[str, int]
    """Of every goal of the round that was written down, agreed or not."""
    offered: tuple[str, ...]
    """Goals that were offered and never agreed."""
    owner_zone: str
    checkin_day: int
    checkin: Checkin | None
    plans: tuple[Plan, ...]
    """What a round that both agreed to puts on the calendar."""
    talk_at_ms: int
    """The first time that both are at work; 0 where they never are."""
    professional_zone: str = ""
    closing: tuple[Closing, ...] = ()
    """The steps that a learning goal may say something else about."""
    laid: tuple[GoalTerms, ...] = ()
    """Goals that were offered and never agreed, as they are written down."""
    promises: Mapping[str, int] = field(default_factory=dict)
    """The version of each promise in the owner's part: a day moves with a yes to it."""
    waiting: Mapping[str, Waiting] = field(default_factory=dict)
    """By promise, the step that goes after it."""
    counted_on: tuple[date, ...] | None = None
    """The days of the check-ins to come on which the professional is at work: by then a week is counted.
    None in a talk that began before they were noted."""
    untold: tuple[str, ...] = ()
    """Promises whose days the other one has not read: they are the owner's own to move."""


def frame_of(book: Book, start: Start) -> tuple[Scene, Frame]:
    """The scene and frame of a talk about goals: only for the two people of work that is under way."""
    scene = scene_of(book, start)
    engagement = book.one(model.Engagement, start.engagement)
    if engagement.state not in ("active", "alone"):
        raise Refused(t("goals-not-under-way"))
    owner = book.one(model.Person, engagement.owner)
    professional = book.one(model.Person, engagement.professional)
    goals = sorted(
        book.find(model.Goal, engagement=engagement.id, round=engagement.round),
        key=lambda goal: goal.position,
    )
    agreements = book.find(model.Agreement, engagement=engagement.id)
    alone = engagement.state == "alone"
    part = _part(book, engagement)
    plans = tuple(
        plan
        for plan in rhythm.begin_round(engagement, owner, professional, book.now_ms)
        if not alone or plan.person == owner.id
    )
    agreed = tuple(terms_of(goal) for goal in goals if goal.state == "agreed")
    frame = Frame(
        book.account,
        engagement.round,
        alone,
        engagement.round_ends_on,
        len(agreements),
        Terms(
            engagement.round, len(agreements), agreed, tuple(map(_promise, part)), engagement.answers_within
        ),
        all(agreement.round != engagement.round for agreement in agreements),
        {goal.id: goal.version for goal in goals},
        tuple(goal.id for goal in goals if goal.state == "offered"),
        owner.zone,
        engagement.checkin_day,
        _checkin(plans, owner, professional),
        plans,
        talk_at(owner, professional, book.now_ms),
        professional.zone,
        _closing(book, engagement),
        tuple(terms_of(goal) for goal in goals if goal.state == "offered"),
        {todo.id: todo.version for todo in part},
        _waiting(book, part),
        _counted_on(engagement, professional, day_of(book.now_ms, professional.zone)),
        # What was not ready at the start stands on the owner's list alone, until something is agreed.
        () if agreements else tuple(todo.id for todo in part if todo.source == "start"),
    )
    return scene, frame


def closing_items(book: Book, engagement: model.Engagement) -> dict[str, model.Item]:
    """By skill, the item that closes its plan: the last one that is still to be done or seen."""
    items = steps_in(book, engagement, engagement.round)
    still = [item for item in items if item.state not in ("dropped", "closed") and item.proof]
    plans = groupby(sorted(still, key=_skill), key=_skill)
    return {skill: last for skill, steps in plans if (last := last_of(steps)) is not None}


def _skill(item: model.Item) -> str:
    return item.skill


def _closing(book: Book, engagement: model.Engagement) -> tuple[Closing, ...]:
    """What is offered still waits for its own yes, and what was handed in for a look at it as it was."""
    return tuple(
        Closing(item.id, item.version, skill, item.proof, item.due_on)
        for skill, item in closing_items(book, engagement).items()
        if item.state == "agreed"
    )


def _part(book: Book, engagement: model.Engagement) -> list[model.Todo]:
    todos = book.find(model.Todo, engagement=engagement.id, person=engagement.owner)
    return sorted((todo for todo in todos if not todo.done_at), key=lambda todo: (todo.due_on, todo.id))


def _promise(todo: model.Todo) -> Promise:
    return Promise(todo.id, todo.what, todo.due_on)


def _waiting(book: Book, part: Iterable[model.Todo]) -> dict[str, Waiting]:
    """By promise, the first step still to be done of the skill that it goes ahead of."""
    found = {}
    for todo in part:
        for item in book.find(model.Item, engagement=todo.engagement, id=todo.source) if todo.source else ():
            steps = [one for one in steps_of(book, item.engagement) if one.skill == item.skill]
            first = next((step for step in steps if step.state == "agreed"), None)
            if first is not None:
                found[todo.id] = Waiting(first.what, first.due_on)
    return found


def _counted_on(engagement: model.Engagement, professional: model.Person, today: date) -> tuple[date, ...]:
    off, monday, found = days_off((professional,), today, engagement.id), monday_of(today), []
    while monday <= engagement.round_ends_on:
        day = checkin_day(engagement, monday)
        if day > today and day not in off and is_worked(engagement, professional, monday):
            found.append(day)
        monday += timedelta(weeks=1)
    return tuple(found)


def _checkin(plans: tuple[Plan, ...], owner: model.Person, professional: model.Person) -> Checkin | None:
    plan = next((plan for plan in plans if plan.start and plan.start.dialog == "checkin"), None)
    if plan is None:
        return None
    at_ms = open_at(professional, plan.at_ms)  # on a holiday it waits for the next day of work
    clocks = (local(instant_of(at_ms), person.zone).strftime("%H:%M") for person in (owner, professional))
    return Checkin(at_ms, *clocks)
