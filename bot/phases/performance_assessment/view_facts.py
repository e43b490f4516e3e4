"""What each of the two looks at, on their own, at a round's end: skills, moments, the first expectation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from bot import model
from bot.dialog import Book, Plan, Refused, Scene, Start, day_of
from bot.engine.text import t
from bot.model import OWNER, PROFESSIONAL
from bot.phases import round_end
from bot.phases.performance_assessment.look_back import judged, looking_back, role_of
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

    @property
    def other(self) -> str:
        """The name of the other one."""
        return self.scene.other(self.role).name


def prepare_look_back_view(book: Book, start: Start) -> ViewFacts:
    """The one whose seat it is, until they have judged."""
    scene, engagement = looking_back(book, start)
    role = role_of(start)
    if judged(book, engagement, role) is not None:
        raise Refused(t("look-back-done"))
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
    )


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
    mine.sort(key=lambda skill: (-_distance(book, skill), -skill.importance, skill.position))
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


def _distance(book: Book, skill: model.Skill) -> int:
    """How far apart both saw a skill last; the owner's \"not seen\" counts as far."""
    views = {
        rating.role: rating.level
        for rating in sorted(book.find(model.Rating, skill=skill.id), key=lambda r: r.at)
    }
    own, seen = views.get(PROFESSIONAL), views.get(OWNER)
    return 1 if own is None or seen is None else abs(own - seen)


def _before(book: Book, engagement: model.Engagement, role: str) -> dict[str, int | None]:
    mine = sorted(book.find(model.Rating, engagement=engagement.id, role=role), key=lambda rating: rating.at)
    return {rating.skill: rating.level for rating in mine}


def _silent(book: Book, engagement: model.Engagement, role: str, scene: Scene) -> Plan | None:
    """The talk sheet without an answer of the other one, some working days from now."""
    if engagement.state == "alone":
        return None
    owner, professional = (book.one(model.Person, id) for id in (engagement.owner, engagement.professional))
    day = day_after((owner, professional), scene.today, SILENT_AFTER)
    return Plan(
        "start",
        f"talk-sheet/{engagement.round}/{role}",
        owner.id,
        to_millis(resolve(day, round_end.LOOK_BACK_AT, owner.zone)),
        engagement.id,
        talk_start(engagement, silent=PROFESSIONAL if role == OWNER else OWNER),
        asked=True,
    )


def talk_start(engagement: model.Engagement, silent: str = "") -> Start:
    """The talk of both at the end of a round: one conversation, whatever leads to it."""
    return Start(
        "talk_sheet",
        {OWNER: engagement.owner, PROFESSIONAL: engagement.professional},
        engagement.id,
        terms={"round": engagement.round, "silent": silent},
        conversation=derived_id(engagement.id, "talk-sheet", str(engagement.round)),
    )
