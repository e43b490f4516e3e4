"""What a change of the work says to both, and what a yes to it causes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time, timedelta

from bot import model
from bot.dialog import Book, Effect, Plan, Scene, Start, Write
from bot.engine.text import Text, literal, t
from bot.model import OWNER
from bot.phases.goal_setting.proposals import skills_of_job
from bot.phases.terms import amount_of
from bot.practice.calendar import monday_of, resolve, to_millis
from bot.tallies.bought import Bought, Latest, WorkChange, next_version
from bot.tallies.jobs import jobs_of
from bot.tallies.weeks import goals_of

ANSWER = "changing_answer"
BEGINS = "changing_begins"
WEEK = timedelta(weeks=1)


@dataclass(frozen=True, slots=True)
class Lasting:
    """A goal that both agreed to, and whether its number came from the pieces that are bought."""

    id: str
    what: str
    by_pieces: bool


@dataclass(frozen=True, slots=True)
class JobThere:
    """A job that is handed over, and the goals that would be set aside with it."""

    id: str
    name: str
    goals: tuple[str, ...]


def lasting_of(book: Book, engagement: model.Engagement) -> tuple[Lasting, ...]:
    """The goals of the round that runs."""
    return tuple(Lasting(goal.id, goal.what, goal.unit == "pieces") for goal in goals_of(book, engagement))


def jobs_there(book: Book, engagement: model.Engagement) -> tuple[JobThere, ...]:
    """Every job with its goals."""
    goals = goals_of(book, engagement)
    found = []
    for job in jobs_of(book, engagement.id):
        skills = {skill.id for skill in skills_of_job(book, engagement, job.id)}
        found.append(JobThere(job.id, job.name, tuple(goal.id for goal in goals if goal.skill in skills)))
    return tuple(found)


def beginning(day: date) -> date:
    """The Monday on which a change begins that is wanted from a day on."""
    return day if day == monday_of(day) else monday_of(day) + WEEK


def words_of(bought: Bought) -> Text:
    """How it is paid and how much it is, in words."""
    return amount_of(bought.pay, bought.amount)


def lines_of(
    change: WorkChange,
    goals: tuple[Lasting, ...],
    others: tuple[WorkChange, ...],
    jobs: tuple[JobThere, ...],
) -> tuple[Text, ...]:
    """Exactly what will be different, and what will not, as both read it."""
    leaving = next((job for job in jobs if job.id == change.leaves), None)
    aside = leaving.goals if leaving else ()
    by_pieces = change.before != change.after and change.before.pay == "pieces"
    anew = tuple(goal.id for goal in goals if by_pieces and goal.by_pieces)
    lines = [headline(change, leaving.name if leaving else "")]
    if aside:
        lines.append(t("changing-set-aside", goals=_named(goals, aside)))
    if change.comes:
        lines.append(t("changing-rated-first"))
    staying = _named(goals, tuple(goal.id for goal in goals if goal.id not in (*aside, *anew)))
    lines.append(t("changing-goals-live-on", goals=staying) if staying else t("changing-skills-live-on"))
    if anew:
        lines.append(t("changing-anew", goals=_named(goals, anew)))
    later = next((one for one in others if one.begins_on > change.begins_on), None)
    if later is not None and change.before != change.after:
        lines.append(t("changing-later", day=later.begins_on, then=words_of(later.after)))
    return tuple(lines)


def headline(change: WorkChange, leaving: str) -> Text:
    """What will be different in one sentence; `leaving` is the name of the job that leaves."""
    if change.leaves:
        return t("changing-leaves", day=change.begins_on, job=leaving)
    if change.comes:
        return t("changing-comes", day=change.begins_on, job=change.comes, good=change.good)
    after, before = words_of(change.after), words_of(change.before)
    return t("changing-line", day=change.begins_on, after=after, before=before)


def _named(goals: tuple[Lasting, ...], ids: tuple[str, ...]) -> tuple[Text, ...]:
    return tuple(literal(goal.what) for goal in goals if goal.id in ids)


def agreed(scene: Scene, latest: Latest | None, change: WorkChange, zone: str, why: str = "") -> list[Effect]:
    """A new version of the agreement now; the work itself on its Monday, at its beginning for the owner."""
    start = Start(BEGINS, {OWNER: scene.owner.id}, scene.engagement, terms=change.data)
    at_ms = to_millis(resolve(change.begins_on, time(), zone))
    occurrence = f"{BEGINS}/{scene.conversation}"
    effects: list[Effect] = [
        Plan("start", occurrence, scene.owner.id, at_ms, scene.engagement, start, asked=True)
    ]
    if latest is not None:
        effects.insert(0, Write(next_version(latest, scene.engagement, change, scene.now_ms, why)))
    return effects
