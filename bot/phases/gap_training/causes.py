"""Phase 2, gap training (O10, O11): what is mostly missing, and a plan that closes it.

At most three gaps, the ones that matter most. What lies with the owner comes first; everything else
is offered, paid and dated, and closed by real work.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from bot import model
from bot.dialog import Begin, Book, Dialog, Effect, Outcome, Refused, Scene, Start, Write, scene_of
from bot.engine.kinds import Option
from bot.engine.prompts import choice, each, say
from bot.engine.text import literal, t
from bot.model import OWNER, PROFESSIONAL
from bot.phases.gap_training.parts import (
    FIRST_PAID,
    Part,
    coming_days,
    duration,
    goals_next,
    latest,
    paid,
    promise,
    record_of,
)
from bot.phases.gap_training.plan_page import proposed_plan
from bot.phases.templates import template_of
from bot.practice.gaps import Cause, Gap, Need, gap_of, plan_order, rank
from bot.practice.identity import derived_id
from bot.practice.plans import PlanWords, dated, steps_for, words_for
from bot.tallies import levels
from bot.tallies.jobs import jobs_of

MOST_GAPS = 3
"""More at once is a course, not work."""

CAUSES: Mapping[str, Cause] = {
    "explain": "never_explained",
    "access": "access_tools_time",
    "new": "new_to_them",
    "unsure": "not_sure",
}
"""How a cause is kept with an item, and what it is called in the rules of the field."""


# --- what is missing ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Missing:
    """A skill that the work needs more of than there is."""

    skill: str
    name: str
    importance: int
    required: int
    level: int
    said: bool
    """Whether the level rests on the professional's word alone."""
    words: PlanWords

    @property
    def gap(self) -> Gap:
        """The same as the rules of the field know it."""
        return gap_of(Need(self.skill, self.name, self.required, self.level, self.importance))


@dataclass(frozen=True, slots=True)
class CauseFacts:
    """The gaps that matter most, and the days on which both can work on them."""

    scene: Scene
    account: str
    round: int
    missing: tuple[Missing, ...]
    """The most urgent first, at most three."""
    later: tuple[str, ...]
    """Skills whose turn comes after these."""
    planned: bool
    """Whether something is being learned already."""
    owner_days: tuple[date, ...]
    professional_days: tuple[date, ...]
    weekly_minutes: float
    ends: date
    apart: tuple[str, ...] = ()
    """Skills that both see differently: nobody can say that nothing is missing there."""


@dataclass(frozen=True, slots=True)
class Planned:
    """The plan as the owner offers it; empty where nothing is missing or everything was left out."""

    parts: tuple[Part, ...]


def prepare_gap_causes(book: Book, start: Start) -> CauseFacts:
    """Only the owner of the engagement."""
    scene = scene_of(book, start)
    engagement = book.one(model.Engagement, start.engagement)
    if engagement.state not in ("active", "paused", "alone"):
        raise Refused(t("plan-not-now"))
    people = book.one(model.Person, engagement.owner), book.one(model.Person, engagement.professional)
    owner_days, professional_days = (coming_days(person, scene.today) for person in people)
    items = book.find(model.Item, engagement=engagement.id)
    under_way = {item.skill for item in items if item.state in ("offered", "agreed", "done")}
    ranked = rank(_needs(book, engagement, under_way)).gaps
    return CauseFacts(
        scene,
        book.account,
        engagement.round,
        tuple(_missing(book, engagement, gap.need) for gap in ranked[:MOST_GAPS]),
        tuple(gap.need.name for gap in ranked[MOST_GAPS:]),
        bool(under_way),
        owner_days,
        professional_days,
        engagement.amount * 60 if engagement.pay == "hours" else 0,
        engagement.round_ends_on,
        _apart(book, engagement),
    )


def _apart(book: Book, engagement: model.Engagement) -> tuple[str, ...]:
    skills = book.find(model.Skill, engagement=engagement.id)
    seen = ((skill, levels.newest(book, skill)) for skill in sorted(skills, key=lambda one: one.position))
    return tuple(skill.name for skill, now in seen if now is not None and now.disputed)


def _needs(book: Book, engagement: model.Engagement, under_way: frozenset[str] | set[str]) -> list[Need]:
    """Every skill with its level; how often its task comes up is how many of the jobs need it."""
    template = template_of(book, engagement)
    jobs = {job.id: job.skills for job in template.jobs} if template else {}
    handed_over = [jobs.get(job.template, ()) for job in jobs_of(book, engagement.id)]
    found = []
    for skill in book.find(model.Skill, engagement=engagement.id):
        now = levels.newest(book, skill)
        if skill.id in under_way or now is None:
            continue
        often = float(sum(skill.template in needed for needed in handed_over))
        found.append(
            Need(skill.id, skill.name, skill.required, now.level, skill.importance, often, now.provisional)
        )
    return found


def _missing(book: Book, engagement: model.Engagement, need: Need) -> Missing:
    skill = book.one(model.Skill, need.skill)
    views = [one for one in book.find(model.Rating, skill=skill.id) if one.role == OWNER]
    seen = max(views, key=lambda view: view.at, default=None)
    person = book.one(model.Person, engagement.owner)
    return Missing(
        skill.id,
        skill.name,
        need.importance,
        need.required,
        need.level or 0,
        need.provisional and (seen is None or seen.level is None),
        words_for(engagement.role, skill.template, skill.name, person.locale),
    )


async def gap_causes(facts: CauseFacts) -> Planned:
    """O10 and O11: one tap a gap, then the plan that follows from it."""
    name = facts.scene.professional.name
    if not facts.missing:
        if facts.planned:
            await say(t("plan-no-more", name=name))
        elif facts.apart:
            await say(t("plan-apart", skills=tuple(literal(skill) for skill in facts.apart)))
        else:
            await say(t("plan-not-needed", name=name))
        return Planned(())
    if facts.later:
        await say(t("gap-later", skills=tuple(literal(skill) for skill in facts.later)))
    options = (
        Option("explain", t("cause-explain")),
        Option("access", t("cause-access")),
        Option("new", t("cause-new", name=name)),
        Option("unsure", t("cause-unsure")),
    )
    causes = await each(
        {
            one.skill: choice(
                f"cause/{one.skill}",
                t("gap-said", skill=one.name, needed=one.required, name=name, level=one.level)
                if one.said
                else t("gap-seen", skill=one.name, needed=one.required, level=one.level),
                options,
            )
            for one in facts.missing
        },
        ask=t("gap-causes", count=len(facts.missing)),
    )
    parts = proposed(facts, causes)
    kept = await proposed_plan(
        parts,
        facts.scene,
        lambda now: t(
            "plan-proposed",
            name=name,
            minutes=duration(paid(now)),
            pay=facts.scene.pay,
            last=max(part.due for part in now),
        ),
        t("plan-offer-to", name=name),
        latest(facts.ends, facts.scene.today, parts),
    )
    if any(not part.owners for part in kept):
        await say(t("plan-offered", name=name))
    else:
        await say(t("plan-left-out"))
    return Planned(kept)


def proposed(facts: CauseFacts, causes: Mapping[str, str]) -> tuple[Part, ...]:
    """The plan that follows from the causes: the owner's parts first, then the steps of each skill."""
    of = {one.skill: one for one in facts.missing}
    order = plan_order((one.gap, CAUSES[causes[one.skill]]) for one in facts.missing)
    steps = [steps_for(gap.need.skill, cause, of[gap.need.skill].words) for gap, cause in order]
    days = dated(steps, facts.owner_days, facts.professional_days, facts.weekly_minutes, facts.ends)
    parts = [
        Part(
            derived_id(facts.scene.conversation, one.step.skill, one.step.name),
            0,
            one.step.skill,
            of[one.step.skill].name,
            causes[one.step.skill],
            one.step.what,
            one.step.minutes,
            one.due,
            one.step.proof,
            rank if one.step.actor == "owner" else FIRST_PAID * (rank + 1) + place,
        )
        for rank, row in enumerate(days)
        for place, one in enumerate(row)
    ]
    return tuple(sorted(parts, key=lambda part: part.position))


def finish_gap_causes(facts: CauseFacts, planned: Planned) -> Outcome:
    """Offer the plan; where there is nothing to offer, the owner's promises stand and goals come next."""
    scene = facts.scene
    records = [record_of(part, scene, facts.account, facts.round) for part in planned.parts]
    if all(part.owners for part in planned.parts):
        effects: list[Effect] = [Write(record.model_copy(update={"state": "agreed"})) for record in records]
        effects += [promise(part, scene, facts.account) for part in planned.parts]
        return Outcome((*effects, goals_next(scene)))
    offer = Start(
        "plan_answer",
        {PROFESSIONAL: scene.professional.id},
        scene.engagement,
        terms={"items": [record.id for record in records]},
    )
    return Outcome((*(Write(record) for record in records), Begin(offer)))


GAP_CAUSES = Dialog(
    "gap_causes",
    (OWNER,),
    CauseFacts,
    prepare_gap_causes,
    gap_causes,
    finish_gap_causes,
    t("title-gap-causes"),
    minutes=2,
)
