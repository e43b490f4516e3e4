"""The Monday of a change: from now on the work is bought so, a job has left, or one has come."""

from __future__ import annotations

from dataclasses import dataclass, replace

from bot import model
from bot.dialog import Begin, Book, Change, Dialog, Effect, Outcome, Refused, Scene, Start, Write, scene_of
from bot.engine.prompts import say
from bot.engine.text import t
from bot.model import OWNER, PROFESSIONAL
from bot.phases.gap_training.parts import asked_before
from bot.phases.goal_setting.proposals import skills_of_job
from bot.phases.life.other_work import BEGINS, words_of
from bot.phases.repeat.new_work import NEW_IMPORTANCE, NEW_REQUIRED
from bot.phases.skill_assessment.rating import rating_of
from bot.practice.calendar import monday_of
from bot.practice.identity import derived_id
from bot.tallies.bought import (
    Bought,
    Latest,
    WorkChange,
    agreed_for,
    changes_of,
    latest_of,
    load_change,
    next_version,
    written_changes,
)
from bot.tallies.jobs import jobs_of
from bot.tallies.weeks import goals_of


@dataclass(frozen=True, slots=True)
class Parting:
    """A job that leaves: its place, and what is set aside with it, each with its version."""

    name: str
    version: int
    position: int
    goals: tuple[tuple[str, int], ...]
    items: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class BeginsFacts:
    """What holds from now on."""

    scene: Scene
    account: str
    version: int
    alone: bool
    change: WorkChange
    latest: Latest | None
    written: bool
    """Whether the agreement has it already: not where it was agreed before any goals were."""
    parting: Parting | None
    jobs: int
    skills: int


def prepare_begins(book: Book, start: Start) -> BeginsFacts:
    """Only what both agreed to, and what is not so already: a later yes for the same week counts."""
    scene = scene_of(book, start)
    engagement = book.one(model.Engagement, start.engagement)
    change = load_change(start.terms)
    now = Bought(engagement.pay, engagement.amount)
    written = change in written_changes(book, engagement.id)
    if change.before == change.after:  # it is about a job
        change = replace(change, before=now, after=now)
    elif written:
        week = monday_of(max(scene.today, change.begins_on))
        change = replace(change, before=now, after=agreed_for(week, now, changes_of(book, engagement.id)))
    jobs = jobs_of(book, engagement.id)
    leaves = next((job for job in jobs if job.id == change.leaves), None)
    if change.before != now or change.is_empty or (change.leaves and (leaves is None or len(jobs) == 1)):
        raise Refused
    return BeginsFacts(
        scene,
        book.account,
        engagement.version,
        engagement.state == "alone",
        change,
        latest_of(book, engagement.id),
        written,
        None if leaves is None else _parting(book, engagement, leaves),
        len(book.find(model.Job, engagement=engagement.id)),
        len(book.find(model.Skill, engagement=engagement.id)),
    )


def _parting(book: Book, engagement: model.Engagement, job: model.Job) -> Parting:
    skills = {skill.id for skill in skills_of_job(book, engagement, job.id)}
    goals = [goal for goal in goals_of(book, engagement) if goal.skill in skills]
    steps = [item for item in book.find(model.Item, engagement=engagement.id) if item.skill in skills]
    return Parting(
        job.name,
        job.version,
        job.position,
        tuple((goal.id, goal.version) for goal in goals),
        tuple((item.id, item.version) for item in steps if item.state in ("offered", "agreed")),
    )


async def changing_begins(facts: BeginsFacts) -> None:
    """Nothing is asked: the owner reads that it is so from this week on."""
    name, change = facts.scene.professional.name, facts.change
    after, before = words_of(change.after), words_of(change.before)
    if facts.parting is not None:
        parting = facts.parting
        await say(t("changing-has-left", job=parting.name, name=name, goals=len(parting.goals)))
    elif change.comes:
        await say(t("changing-has-come", job=change.comes, name=name))
    elif facts.alone:
        await say(t("changing-begins-alone", name=name, after=after, before=before))
    else:
        await say(t("changing-begins", name=name, after=after, before=before))


def finish_begins(facts: BeginsFacts, said: None) -> Outcome:
    """From now on it is so; a version is written where goals are set aside, or where none has it yet."""
    scene, change = facts.scene, facts.change
    effects: list[Effect] = []
    if change.before != change.after:
        values = {"pay": change.after.pay, "amount": change.after.amount}
        effects.append(Change(model.Engagement, scene.engagement, facts.version, values))
    if facts.parting is not None:
        effects += _leave(change.leaves, scene.engagement, facts.parting)
    if change.comes:
        effects += _come(facts)
    aside = frozenset(id for id, _ in facts.parting.goals) if facts.parting else frozenset[str]()
    if facts.latest is not None and (aside or not facts.written):
        version = next_version(facts.latest, scene.engagement, change, scene.now_ms, aside=aside)
        effects.append(Write(version))
    return Outcome(tuple(effects))


def _leave(job: str, engagement: str, parting: Parting) -> list[Effect]:
    """Out of the work, but not out of the records: what was counted for it stays."""
    below = {"position": -1 - parting.position}
    dropped = {"state": "dropped"}
    return [
        Change(model.Job, job, parting.version, below),
        *(Change(model.Goal, id, version, dropped) for id, version in parting.goals),
        *(Change(model.Item, id, version, dropped) for id, version in parting.items),
        *(asked_before(id, engagement) for id, _ in parting.items),
    ]


def _come(facts: BeginsFacts) -> list[Effect]:
    """A new job and its skill, which both rate first, and only that."""
    scene, change = facts.scene, facts.change
    id, skill = derived_id(scene.conversation, "job"), derived_id(scene.conversation, "skill")
    job = model.Job(
        account=facts.account, id=id, engagement=scene.engagement, template=id, name=change.comes,
        good=change.good, position=facts.jobs,
    )  # fmt: skip
    needed = model.Skill(
        account=facts.account, id=skill, engagement=scene.engagement, template=id, name=change.comes,
        importance=NEW_IMPORTANCE, required=NEW_REQUIRED, position=facts.skills,
    )  # fmt: skip
    roles = (OWNER,) if facts.alone else (PROFESSIONAL, OWNER)
    ratings = (rating_of(role, scene, skills=(skill,), occasion=f"job-{id}") for role in roles)
    return [Write(job), Write(needed), *map(Begin, ratings)]


CHANGING_BEGINS = Dialog(
    BEGINS,
    (OWNER,),
    BeginsFacts,
    prepare_begins,
    changing_begins,
    finish_begins,
    t("title-changing-begins"),
    minutes=1,
    nudge=False,
)
