"""The next round as it is offered: its days, what carries over, what is new."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cache
from typing import Any

from pydantic import TypeAdapter

from bot import model
from bot.dialog import Book, Scene
from bot.engine.text import Text, literal, t
from bot.phases.goal_setting.frame import Frame
from bot.phases.goal_setting.goal_terms import (
    OF_A_HUNDRED,
    GoalTerms,
    Terms,
    agreed_of,
    dump_terms,
    levels_of,
    terms_of,
    with_levels,
)
from bot.phases.goal_setting.numbers import settled_by
from bot.phases.goal_setting.proposals import (
    COUNTING,
    TARGET,
    Idea,
    counting_until,
    in_numbers,
    job_of,
    numbered,
    owner_reads,
    weeks_left,
)
from bot.phases.goal_setting.reach import realism_of
from bot.practice.carrying import next_target
from bot.practice.counting import comes_again
from bot.practice.identity import derived_id
from bot.practice.workdays import LATER_ROUND_WEEKS, next_round_start, round_end
from bot.tallies.rounds import Result, began_on, closed_days
from bot.words import Reader
from bot.words.counted import counted

ENOUGH = 2
"""Weeks that were counted, after which a number is known."""
NEAR = 0.1
"""A value this close to the number that is asked for is no start to measure levels from. Our own choice."""


@dataclass(frozen=True, slots=True)
class Offer:
    """What both agree to: the goals, the days, and kinds of work that are new."""

    terms: Terms
    starts_on: date
    ends_on: date
    new: tuple[str, ...] = ()
    good: Mapping[str, str] = field(default_factory=dict)
    """What good looks like for what is new, by its name, where it was said."""

    @property
    def data(self) -> dict[str, Any]:
        """What a yes binds to, and what travels from talk to talk."""
        said = {"good": dict(self.good)} if self.good else {}
        return {
            "terms": dump_terms(self.terms),
            "starts_on": self.starts_on.isoformat(),
            "ends_on": self.ends_on.isoformat(),
            "new": list(self.new),
            **said,
        }


@cache
def _adapter() -> TypeAdapter[Offer]:
    return TypeAdapter(Offer)


def load_offer(data: Mapping[str, Any]) -> Offer:
    """The offer whose `data` travelled."""
    return _adapter().validate_python(data)


def days_of(book: Book, engagement: model.Engagement, today: date) -> tuple[date, date]:
    """The first and the last day of the next round: eight working weeks from the next Monday that counts."""
    out = closed_days(book, engagement, today)
    first = next_round_start(max(today - timedelta(days=1), engagement.round_ends_on), out)
    return first, round_end(first, LATER_ROUND_WEEKS, out)


def _comes_again(goal: GoalTerms, reader: Reader) -> bool:
    """Whether a goal that was done is one of the next round too: what was learned now gets its number."""
    return goal.learning or comes_again(counted(goal.metric, reader))


# --- what carries over ----------------------------------------------------------------------------


def carried(
    book: Book, scene: Scene, frame: Frame, results: tuple[Result, ...], starts_on: date
) -> tuple[Idea, ...]:
    """The goals of the next round: numbers raised where they were reached, learning that got its number."""
    ideas = []
    there, reader = replace(scene, today=starts_on), owner_reads(book, scene)
    longer = _longer(book, scene, frame, starts_on)
    for result in results:
        goal = terms_of(book.one(model.Goal, result.goal))
        skills = book.find(model.Skill, id=goal.skill) if goal.skill else ()
        named = replace(
            goal,
            id=derived_id(scene.engagement, "goal", str(frame.round), goal.skill or goal.id),
            due_on=frame.ends_on,
        )
        if goal.has_number:
            known = in_numbers(book, there, frame, named)
            if not named.settled and result.value is not None and len(known.past) >= ENOUGH:
                # It was counted all the same, though nobody settled it: two weeks more would tell nothing.
                goal = settled_by(named, result.value)
            else:
                goal = _raised(named, result, counting_until(starts_on, frame), longer)
            ideas.append(replace(known, goal=goal))
        elif result.done_on is not None and skills and _comes_again(goal, reader):
            # Late is a level, and learned all the same.
            job = job_of(book, book.one(model.Engagement, scene.engagement), skills[0])
            ideas.append(numbered(book, there, frame, skills[0], job, pieces=False))
        elif result.done_on is None:
            learning = replace(named, due_on=min(starts_on + COUNTING, frame.ends_on))
            ideas.append(in_numbers(book, there, frame, learning))
    return tuple(ideas)


def _longer(book: Book, scene: Scene, frame: Frame, starts_on: date) -> float:
    """How many times the weeks of work of the last round the next one has."""
    engagement = book.one(model.Engagement, scene.engagement)
    first = began_on(book, engagement)
    before = weeks_left(book, replace(scene, today=first), max(first, engagement.round_ends_on))
    after = weeks_left(book, replace(scene, today=starts_on), frame.ends_on)
    return after / before if before and after else 1.0


def _raised(goal: GoalTerms, result: Result, counting: date | None, longer: float) -> GoalTerms:
    limit = OF_A_HUNDRED if goal.counted == "ratio" and not goal.less_is_better else None
    if goal.expected is None or not goal.settled:
        return with_levels(
            replace(goal, baseline_until=counting, settled=counting is None), goal.expected or TARGET, None
        )
    # A number over the whole round is so many a week: in a longer one it is more.
    times = longer if goal.counted == "number" else 1.0
    target = _times(next_target(goal.expected, result.level, more=goal.more, limit=limit), times)
    value = None if result.value is None else float(round(result.value * times))
    # Levels between two values that are nearly the same would let a single piece decide.
    way = 0.0 if value is None else value - target if goal.less_is_better else target - value
    start = value if way > NEAR * abs(target) else None
    return with_levels(replace(goal, baseline_until=None, settled=True), target, start)


def _times(value: float, times: float) -> float:
    """As much in so many times the weeks: wholes stay whole, and what is some is not none."""
    if not float(value).is_integer():
        return round(value * times, 1)
    return float(max(round(value * times), 1 if value else 0))


def offer_lines(offer: Offer, today: date) -> tuple[Text, ...]:
    """The next round as both read it; and what of it is over by now, where the answer took long."""
    head = t("round-next", round=offer.terms.round, first=offer.starts_on, last=offer.ends_on)
    goals = tuple(_goal_line(goal) for goal in offer.terms.goals)
    new = tuple(_new_line(name, offer.good.get(name, "")) for name in offer.new)
    passed = tuple(literal(goal.what) for goal in offer.terms.goals if goal.due_on < today)
    return (
        head,
        *(goals or (t("round-no-goals"),)),
        *((t("round-new-work", skills=new),) if new else ()),
        *((t("round-day-passed", goals=passed),) if passed else ()),
    )


def _new_line(name: str, good: str) -> Text:
    return t("round-new-good", what=name, good=good) if good else literal(name)


def _goal_line(goal: GoalTerms) -> Text:
    if not goal.has_number:
        return t("round-goal-done", what=goal.what, metric=goal.metric, due=goal.due_on)
    value = agreed_of(goal)
    if not goal.settled:
        return t("round-goal-waits", what=goal.what, metric=goal.metric, value=value)
    return t("round-goal", what=goal.what, metric=goal.metric, value=value)


def goal_in_reach(there: Scene, idea: Idea, at: int, of: int) -> Text:
    """A goal of the round before it is changed: its levels, and whether it is in reach."""
    goal = idea.goal
    if not goal.has_number:
        return t("round-goal-change", at=at, of=of, what=goal.what)
    reach = realism_of(there, idea, goal, of)
    return t("round-goal-change-number", at=at, of=of, what=goal.what, levels=levels_of(goal), realism=reach)


def ideas_in(book: Book, scene: Scene, frame: Frame, offer: Offer) -> dict[str, Idea]:
    """Every goal of an offered round, with what tells on its first day whether it is in reach."""
    there = replace(scene, today=offer.starts_on)
    return {goal.id: in_numbers(book, there, frame, goal) for goal in offer.terms.goals}
