"""What each of the two looks at, on their own, at a round's end: skills, moments, the first expectation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from bot import model
from bot.dialog import Book, Plan, Refused, Scene, Start, Write, day_of
from bot.engine.text import t
from bot.model import OWNER, PROFESSIONAL
from bot.phases import round_end
from bot.phases.performance_assessment.look_back import (
    closed,
    judged,
    judged_by_both,
    judgement_id,
    looking_back,
    role_of,
)
from bot.phases.performance_assessment.moments import Noted, general_moments, skill_moments
from bot.phases.skill_assessment.rating import RatedSkill
from bot.phases.templates import anchors_for
from bot.practice.calendar import resolve, to_millis
from bot.practice.identity import derived_id
from bot.tallies.days import day_after
from bot.tallies.learned import steps_in
from bot.tallies.rounds import began_on

MOST_SKILLS = 3
"""Rated without being asked for: what was worked on, the views furthest apart first."""
SILENT_AFTER = 5
"""Working days after which the talk is prepared with what one side said."""

EXPECTATIONS = "expectations"
"""Where a task of the owner's comes from, when what they expect was not clear."""
OWN_TERMS = 5
"""Working days within which the owner's own part of a "not yet" is due."""


def close_occasion(round: int) -> str:
    """The name of the ratings that a round ends with."""
    return f"close-{round}"


@dataclass(frozen=True, slots=True)
class ViewFacts:
    """What one of the two looks at, from the whole round."""

    scene: Scene
    account: str
    role: str
    round: int
    alone: bool
    skills: tuple[RatedSkill, ...]
    """What was worked on in this round."""
    others: tuple[RatedSkill, ...]
    before: Mapping[str, int | None]
    moments: tuple[Noted, ...]
    by_skill: Mapping[str, tuple[Noted, ...]]
    expectation: str
    said_on: date
    task_due: date
    silent: Plan | None
    """The talk with what one side said, if the other one stays silent."""
    closing: str
    versions: Mapping[str, int] = field(default_factory=dict)
    """Of what was kept by the look back that this one revises, by id."""
    task: str = ""
    """The owner's own task that came of it, and still waits; it stands in `versions`, too."""
    step: str = ""
    """The step of the professional that came of it; it stands in `versions`, too."""
    first_at: int = 0
    """When it was told first: by that the talk comes where the other one stays silent."""

    @property
    def other(self) -> str:
        """The name of the other one."""
        return self.scene.other(self.role).name

    @property
    def at(self) -> int:
        """When this view is of."""
        return self.first_at or self.scene.now_ms

    def put(self, record: model.Record) -> Write:
        """A record of this view: new, or in the place of what stood there."""
        return Write(record, self.versions.get(record.id, 0))


def prepare_look_back_view(book: Book, start: Start) -> ViewFacts:
    """The one whose seat it is, until they have judged; again, until it is compared with the other's."""
    scene, engagement = looking_back(book, start)
    role = role_of(start)
    before = judged(book, engagement, role)
    if before is not None and (not start.revises or is_compared(book, start)):
        raise Refused(t("look-back-done"))
    kept = _kept(book, engagement, role, before) if before is not None else _Kept()
    worked, rest = _skills(book, engagement, role)
    first, last = began_on(book, engagement), max(scene.today, began_on(book, engagement))
    owner = book.one(model.Person, engagement.owner)
    me = scene.at(role).id
    return ViewFacts(
        scene,
        book.account,
        role,
        engagement.round,
        engagement.state == "alone",
        worked,
        rest,
        _before(book, engagement, role),
        general_moments(book, engagement, me, first, last),
        {skill.id: skill_moments(book, engagement, skill.id, first, last) for skill in worked},
        engagement.expectation,
        day_of(engagement.created_at, owner.zone) if engagement.created_at else engagement.starts_on,
        day_after((owner,), scene.today, OWN_TERMS),
        _silent(book, engagement, role, scene),
        round_end.closing_id(engagement),
        kept.versions,
        kept.task,
        kept.step,
        before.at if before is not None else 0,
    )


def is_compared(book: Book, start: Start) -> bool:
    """Whether the other one has this view before them: both are in, or the talk has come without theirs."""
    engagement = book.one(model.Engagement, start.engagement)
    round, role = int(start.terms.get("round", engagement.round)), role_of(start)
    if judged_by_both(book, engagement, round) or closed(book, engagement, round):
        return True
    mine = book.find(model.Judgement, id=judgement_id(engagement.id, round, role))
    if not mine or engagement.state == "alone":
        return False
    me = book.one(model.Person, start.seats[role])
    return book.now_ms >= _alone_at(book, engagement, day_of(mine[0].at, me.zone))


class _Kept(NamedTuple):
    """What the look back of one of the two has left in the records."""

    versions: Mapping[str, int] = {}
    task: str = ""
    step: str = ""


def _kept(book: Book, engagement: model.Engagement, role: str, judgement: model.Judgement) -> _Kept:
    """What there is to revise: the view itself, and what came of what is nearest to a "not yet"."""
    me = engagement.owner if role == OWNER else engagement.professional
    found: list[model.Record] = [judgement]
    occasion = close_occasion(engagement.round)
    found += [one for one in _ratings(book, engagement, role) if one.id == _rating(one, occasion)]
    words = {derived_id(engagement.id, occasion, role, kind) for kind in ("keep", "change")}
    found += [one for one in book.find(model.Feedback, engagement=engagement.id, by=me) if one.id in words]
    task = step = ""
    if role == OWNER:
        day = day_of(judgement.at, book.one(model.Person, me).zone)
        for todo in book.find(model.Todo, engagement=engagement.id, person=me):
            if todo.source == EXPECTATIONS and not todo.done_at and todo.due_on >= day:
                task, found = todo.id, [*found, todo]
        steps = book.find(model.Step, engagement=engagement.id, round=engagement.round)
        for one in steps:
            if one.person == engagement.professional and not one.agreed:
                step, found = one.id, [*found, one]
    return _Kept({one.id: one.version for one in found}, task, step)


def _rating(one: model.Rating, occasion: str) -> str:
    return derived_id(one.engagement, one.skill, occasion, one.role)


def _ratings(book: Book, engagement: model.Engagement, role: str = "") -> list[model.Rating]:
    """The ratings of a work, or of one side of it, the oldest first."""
    found = book.find(model.Rating, engagement=engagement.id)
    return sorted((one for one in found if role in ("", one.role)), key=lambda one: one.at)


def _earlier(book: Book, engagement: model.Engagement) -> list[model.Rating]:
    """The ratings before this end of a round: one's own of today is no part of what it is compared with."""
    occasion = close_occasion(engagement.round)
    return [one for one in _ratings(book, engagement) if one.id != _rating(one, occasion)]


def _skills(
    book: Book, engagement: model.Engagement, role: str
) -> tuple[tuple[RatedSkill, ...], tuple[RatedSkill, ...]]:
    """The skills that were worked on, furthest apart first, and all others."""
    anchors = anchors_for(book, engagement, role)
    items = steps_in(book, engagement, engagement.round)
    goals = book.find(model.Goal, engagement=engagement.id, round=engagement.round)
    worked = {item.skill for item in items if item.state != "dropped"}
    worked |= {goal.skill for goal in goals if goal.state in ("agreed", "closed")}
    worked |= _to_look_at(book, engagement)
    skills = sorted(book.find(model.Skill, engagement=engagement.id), key=lambda skill: skill.position)
    mine = [skill for skill in skills if skill.id in worked]
    earlier = _earlier(book, engagement)
    mine.sort(key=lambda skill: (-_distance(earlier, skill), -skill.importance, skill.position))
    first = mine[:MOST_SKILLS]

    def rated(skill: model.Skill) -> RatedSkill:
        return RatedSkill(skill.id, skill.name, anchors(skill))

    return tuple(rated(s) for s in first), tuple(rated(s) for s in skills if s not in first)


def _to_look_at(book: Book, engagement: model.Engagement) -> set[str]:
    """The skills whose second look falls to the end of the round, or was never answered."""
    newest: dict[str, model.Level] = {}
    for level in sorted(book.find(model.Level, engagement=engagement.id), key=lambda one: (one.at, one.id)):
        newest[level.skill] = level
    ends, days = engagement.round_ends_on, {skill: one.look_again_on for skill, one in newest.items()}
    return {skill for skill, day in days.items() if day is not None and day <= ends}


def _distance(earlier: list[model.Rating], skill: model.Skill) -> int:
    """How far apart both saw a skill last; the owner's \"not seen\" counts as far."""
    views = {rating.role: rating.level for rating in earlier if rating.skill == skill.id}
    own, seen = views.get(PROFESSIONAL), views.get(OWNER)
    return 1 if own is None or seen is None else abs(own - seen)


def _before(book: Book, engagement: model.Engagement, role: str) -> dict[str, int | None]:
    return {one.skill: one.level for one in _earlier(book, engagement) if one.role == role}


def _silent(book: Book, engagement: model.Engagement, role: str, scene: Scene) -> Plan | None:
    """The talk sheet without an answer of the other one, some working days from now."""
    if engagement.state == "alone":
        return None
    return Plan(
        "start",
        f"talk-sheet/{engagement.round}/{role}",
        engagement.owner,
        _alone_at(book, engagement, scene.today),
        engagement.id,
        talk_start(engagement, silent=PROFESSIONAL if role == OWNER else OWNER),
        asked=True,
    )


def _alone_at(book: Book, engagement: model.Engagement, told_on: date) -> int:
    """When the talk comes with what one of the two said on a day, if the other one stays silent."""
    owner, professional = (book.one(model.Person, id) for id in (engagement.owner, engagement.professional))
    day = day_after((owner, professional), told_on, SILENT_AFTER)
    return to_millis(resolve(day, round_end.LOOK_BACK_AT, owner.zone))


def talk_start(engagement: model.Engagement, silent: str = "") -> Start:
    """The talk of both at the end of a round: one conversation, whatever leads to it."""
    return Start(
        "talk_sheet",
        {OWNER: engagement.owner, PROFESSIONAL: engagement.professional},
        engagement.id,
        terms={"round": engagement.round, "silent": silent},
        conversation=derived_id(engagement.id, "talk-sheet", str(engagement.round)),
    )
