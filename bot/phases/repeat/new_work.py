"""A kind of work that is new with a round: a job like any other, and the skill that both rate first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bot import model
from bot.dialog import Book
from bot.phases.templates import template_of
from bot.practice.identity import derived_id
from bot.tallies.jobs import jobs_of, name_of

NEW_IMPORTANCE = NEW_REQUIRED = 3
"""A new kind of work matters as much as most, and is done alone one day; both can be changed."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of work: its skill, and the job that mostly is that."""

    name: str
    skill: str = ""
    """Of the template; empty for one in the owner's own words."""
    importance: int = NEW_IMPORTANCE
    required: int = NEW_REQUIRED
    job: str = ""
    """Of the template; empty where no job mostly is that skill, or it is handed over already."""
    job_name: str = ""
    good: str = ""


def known_kinds(book: Book, engagement: model.Engagement) -> tuple[Kind, ...]:
    """Kinds of work that the template knows and these two do not do yet: first those that are jobs."""
    template = template_of(book, engagement)
    if template is None:
        return ()
    skills = book.find(model.Skill, engagement=engagement.id)
    known = {skill.template for skill in skills} | {skill.name.casefold() for skill in skills}
    there = {job.template for job in jobs_of(book, engagement.id)}
    mostly = {job.skills[0]: job for job in reversed(template.jobs) if job.id not in there}
    found = []
    for skill in template.skills:
        if skill.id not in known and skill.name.casefold() not in known:
            job = mostly.get(skill.id)
            of_it = (job.id, job.name, job.good) if job else ("", "", "")
            found.append(Kind(skill.name, skill.id, skill.importance, skill.required, *of_it))
    return tuple(sorted(found, key=lambda kind: not kind.job))


def kind_named(kinds: Iterable[Kind], name: str, good: str) -> Kind:
    """What was picked or typed: one that the template knows, or a job in the owner's own words."""
    known = next((kind for kind in kinds if kind.name.casefold() == name.casefold()), None)
    return known or Kind(name_of(name), good=good or name)


def records_of(
    kind: Kind, engagement: str, account: str, round: int, job_at: int, skill_at: int
) -> tuple[model.Job | None, model.Skill]:
    """The job, where there is one that mostly is this, and its skill."""
    own = not kind.skill
    id = derived_id(engagement, "job", str(round), kind.name)
    job = model.Job(
        account=account,
        id=id,
        engagement=engagement,
        template=kind.job or id,
        name=kind.job_name or kind.name,
        good=kind.good,
        position=job_at,
    )
    skill = model.Skill(
        account=account,
        id=derived_id(engagement, "skill", str(round), kind.name),
        engagement=engagement,
        template=id if own else kind.skill,
        name=kind.name,
        importance=kind.importance,
        required=kind.required,
        position=skill_at,
    )
    return (job if own or kind.job else None), skill
