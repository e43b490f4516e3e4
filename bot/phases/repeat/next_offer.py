"""The next round as it is offered: its days, what carries over, what is new; and what its start causes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from functools import cache
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from pydantic import TypeAdapter

from bot import model
from bot.dialog import Begin, Book, Change, Effect, Note, Plan, Scene, Start, Write
from bot.engine.cards import card
from bot.engine.text import Text, literal, t
from bot.model import OWNER, PROFESSIONAL, Record
from bot.phases.goal_setting import effects as goal_effects
from bot.phases.goal_setting.frame import Frame, frame_of
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
from bot.phases.goal_setting.pages import Sure
from bot.phases.goal_setting.proposals import (
    COUNTING,
    TARGET,
    Idea,
    counting_until,
    in_numbers,
    job_of,
    numbered,
    owner_reads,
)
from bot.phases.goal_setting.reach import realism_of
from bot.phases.round_end import LOOK_BACK_AT
from bot.phases.skill_assessment.rating import rating_of
from bot.practice.calendar import resolve, to_millis
from bot.practice.carrying import next_target
from bot.practice.counting import comes_again
from bot.practice.identity import derived_id
from bot.practice.workdays import LATER_ROUND_WEEKS, next_round_start, round_end
from bot.tallies.rounds import Result, closed_days
from bot.words import Reader
from bot.words.counted import counted

R = TypeVar("R", bound=Record)

NEAR = 0.1
"""A value this close to the number that is asked for is no start to measure levels from. Our own choice."""
NEW_IMPORTANCE = NEW_REQUIRED = 3
"""A new kind of work matters as much as most, and is done alone one day; both can be changed."""


@dataclass(frozen=True, slots=True)
class Offer:
    """What both agree to: the goals, the days, and kinds of work that are new."""

    terms: Terms
    starts_on: date
    ends_on: date
    new: tuple[str, ...] = ()

    @property
    def data(self) -> dict[str, Any]:
        """What a yes binds to, and what travels from talk to talk."""
        return {
            "terms": dump_terms(self.terms),
            "starts_on": self.starts_on.isoformat(),
            "ends_on": self.ends_on.isoformat(),
            "new": list(self.new),
        }


@cache
def _adapter() -> TypeAdapter[Offer]:
    return TypeAdapter(Offer)


def load_offer(data: Mapping[str, Any]) -> Offer:
    """The offer whose `data` travelled."""
    return _adapter().validate_python(data)


class Ahead:
    """The records as they will stand on the first day of the next round: for what is planned in it."""

    def __init__(self, book: Book, engagement: model.Engagement, now_ms: int) -> None:
        self.account = book.account
        self.now_ms = now_ms
        self._book = book
        self._engagement = engagement

    def one(self, kind: type[R], id: str) -> R:
        """The record with this id."""
        if isinstance(self._engagement, kind) and id == self._engagement.id:
            return self._engagement
        return self._book.one(kind, id)

    def find(self, kind: type[R], **equal: Any) -> tuple[R, ...]:
        """Every record whose fields equal these."""
        return self._book.find(kind, **equal)

    def acted_ms(self, person: str) -> int:
        """Nobody has done anything yet on a day that is to come."""
        return 0

    def answering(self, person: str, engagement: str) -> bool:
        """Nor answered anything."""
        return False

    def answered(self, person: str, engagement: str, since_ms: int, until_ms: int) -> tuple[str, ...]:
        """Nor in a talk that is over."""
        return ()


def days_of(book: Book, engagement: model.Engagement, today: date) -> tuple[date, date]:
    """The first and the last day of the next round: eight working weeks from the next Monday that counts."""
    out = closed_days(book, engagement, today)
    first = next_round_start(max(today - timedelta(days=1), engagement.round_ends_on), out)
    return first, round_end(first, LATER_ROUND_WEEKS, out)


def frame_ahead(book: Book, start: Start, starts_on: date, ends_on: date) -> Frame:
    """The frame of the next round, with everything that its beginning puts on the calendar."""
    engagement = book.one(model.Engagement, start.engagement)
    owner = book.one(model.Person, engagement.owner)
    begins = to_millis(datetime.combine(starts_on, time(), ZoneInfo(owner.zone)))
    state = "alone" if engagement.state == "alone" else "active"
    later = engagement.model_copy(
        update={"round": engagement.round + 1, "round_ends_on": ends_on, "state": state}
    )
    return frame_of(Ahead(book, later, max(book.now_ms, begins)), start)[1]


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
    for result in results:
        goal = terms_of(book.one(model.Goal, result.goal))
        skills = book.find(model.Skill, id=goal.skill) if goal.skill else ()
        named = replace(
            goal,
            id=derived_id(scene.engagement, "goal", str(frame.round), goal.skill or goal.id),
            due_on=frame.ends_on,
        )
        if goal.has_number:
            goal = _raised(named, result, counting_until(starts_on, frame))
            ideas.append(in_numbers(book, there, frame, goal))
        elif result.done_on is not None and skills and _comes_again(goal, reader):
            # Late is a level, and learned all the same.
            job = job_of(book, book.one(model.Engagement, scene.engagement), skills[0])
            ideas.append(numbered(book, there, frame, skills[0], job, pieces=False))
        elif result.done_on is None:
            learning = replace(named, due_on=min(starts_on + COUNTING, frame.ends_on))
            ideas.append(in_numbers(book, there, frame, learning))
    return tuple(ideas)


def _raised(goal: GoalTerms, result: Result, counting: date | None) -> GoalTerms:
    limit = OF_A_HUNDRED if goal.counted == "ratio" and not goal.less_is_better else None
    if goal.expected is None or not goal.settled:
        return with_levels(
            replace(goal, baseline_until=counting, settled=counting is None), goal.expected or TARGET, None
        )
    target = next_target(goal.expected, result.level, more=goal.more, limit=limit)
    value = None if result.value is None else float(round(result.value))
    # Levels between two values that are nearly the same would let a single piece decide.
    way = 0.0 if value is None else value - target if goal.less_is_better else target - value
    start = value if way > NEAR * abs(target) else None
    return with_levels(replace(goal, baseline_until=None, settled=True), target, start)


def offer_lines(offer: Offer, today: date) -> tuple[Text, ...]:
    """The next round as both read it; and what of it is over by now, where the answer took long."""
    head = t("round-next", round=offer.terms.round, first=offer.starts_on, last=offer.ends_on)
    goals = tuple(_goal_line(goal) for goal in offer.terms.goals)
    new = tuple(literal(name) for name in offer.new)
    passed = tuple(literal(goal.what) for goal in offer.terms.goals if goal.due_on < today)
    return (
        head,
        *(goals or (t("round-no-goals"),)),
        *((t("round-new-work", skills=new),) if new else ()),
        *((t("round-day-passed", goals=passed),) if passed else ()),
    )


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


# --- what an agreement causes ---------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Turning:
    """What the turn to the next round stands on."""

    account: str
    version: int
    """Of the engagement."""
    frame: Frame
    skills: int
    """How many skills there are."""
    unable: bool
    """Whether the owner said "not able yet": what is missing is looked at first."""
    zone: str
    """Of the owner."""


def turning_of(book: Book, start: Start, starts_on: date, ends_on: date) -> Turning:
    """What the turn to the next round stands on."""
    engagement = book.one(model.Engagement, start.engagement)
    found = book.find(model.Judgement, engagement=engagement.id, round=engagement.round, role=OWNER)
    return Turning(
        book.account,
        engagement.version,
        frame_ahead(book, start, starts_on, ends_on),
        len(book.find(model.Skill, engagement=engagement.id)),
        any(one.why == "unable" for one in found),
        book.one(model.Person, engagement.owner).zone,
    )


def begun(scene: Scene, turning: Turning, offer: Offer, told: str, sure: Sure | None = None) -> list[Effect]:
    """The next round, once both want it. `told` is the role that did not answer just now: the other one
    is so `sure`."""
    frame = turning.frame
    values = {
        "round": frame.round,
        "round_ends_on": offer.ends_on,
        "state": "alone" if frame.alone else "active",
    }
    effects: list[Effect] = [
        Change(model.Engagement, scene.engagement, turning.version, {**values, "paused_on": None})
    ]
    if not offer.terms.goals:
        effects += frame.plans
        effects.append(Begin(Start("goals_draft", {OWNER: scene.owner.id}, scene.engagement)))
    elif frame.alone:
        effects += goal_effects.kept_alone(scene, frame, offer.terms)
    else:
        effects += goal_effects.agreed(scene, frame, offer.terms, told, sure=sure)
    effects += _new_skills(scene, turning, offer)
    if turning.unable and not offer.new:
        effects.append(Begin(Start("gap_causes", {OWNER: scene.owner.id}, scene.engagement)))
    return effects


def _new_skills(scene: Scene, turning: Turning, offer: Offer) -> list[Effect]:
    """A new kind of work is rated by both first, and only that."""
    if not offer.new:
        return []
    round = turning.frame.round
    ids = tuple(derived_id(scene.engagement, "skill", str(round), name) for name in offer.new)
    effects: list[Effect] = [
        Write(
            model.Skill(
                account=turning.account,
                id=id,
                engagement=scene.engagement,
                name=name,
                importance=NEW_IMPORTANCE,
                required=NEW_REQUIRED,
                position=turning.skills + at,
            )
        )
        for at, (id, name) in enumerate(zip(ids, offer.new, strict=True))
    ]
    roles = (OWNER,) if turning.frame.alone else (PROFESSIONAL, OWNER)
    occasion = f"round-{round}"
    return [*effects, *(Begin(rating_of(role, scene, skills=ids, occasion=occasion)) for role in roles)]


def resting(scene: Scene, turning: Turning, until: date) -> list[Effect]:
    """A break: the work rests, and on the day the owner is asked whether it goes on.

    The round is closed, so whatever ends the rest asks for the next one.
    """
    rest = {"paused_on": scene.today.isoformat()}
    at = to_millis(resolve(until, LOOK_BACK_AT, turning.zone))
    resume = Start("resume", {OWNER: scene.owner.id}, scene.engagement, terms=rest)
    effects: list[Effect] = [
        Change(
            model.Engagement,
            scene.engagement,
            turning.version,
            {"state": "paused", "paused_on": scene.today},
        ),
        Plan("start", f"resume/{scene.conversation}", scene.owner.id, at, start=resume, asked=True),
    ]
    if not turning.frame.alone and scene.owner.id != scene.professional.id:
        told = card(t("round-break-told", owner=scene.owner.name, day=until))
        effects.append(Note(scene.professional.id, told, "break"))
    return effects
