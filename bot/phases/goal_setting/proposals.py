"""Which goals to propose: few, from the jobs and from what the skills allow today.

A met skill gets a goal with a number now. What is still being learned gets a learning goal that its
plan item's proof closes: one at a time beside a number, since two hard goals at once work worst.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from bot import model
from bot.dialog import Book, Scene
from bot.engine.text import t
from bot.phases.goal_setting.frame import Frame, closing_items
from bot.phases.goal_setting.goal_terms import GoalTerms, with_levels
from bot.phases.templates import template_of
from bot.practice import realism
from bot.practice.absences import absences
from bot.practice.attainment import per_hundred
from bot.practice.counting import Hints, counting_of, last_nth
from bot.practice.gaps import Need, gap_of
from bot.practice.goals import kind_of_goal
from bot.practice.identity import derived_id
from bot.practice.plans import row_asked
from bot.practice.workdays import closed_time, is_working
from bot.tallies.jobs import good_of, jobs_of
from bot.tallies.levels import agreed, newest
from bot.words import Reader, plain
from bot.words.counted import counted

MOST_GOALS = 3
PIECES = "pieces"
LEARNING_BESIDE_NUMBERS = 1
LEARNING_ALONE = 2
TARGET = 90
"""Of a hundred: what is proposed where nobody has counted yet. Our own choice, to be changed."""
COUNTING = timedelta(days=14)
"""An unknown value is counted this long; then both settle the number."""
ROOM_AFTER_COUNTING = timedelta(days=7)
"""A number settled later than this before the end of the round would settle nothing any more."""


@dataclass(frozen=True, slots=True)
class Idea:
    """A goal as proposed, with the numbers that tell whether it is in reach."""

    goal: GoalTerms
    required: int = 0
    level: int | None = None
    needed: float | None = None
    """Hours or pieces a week that are planned for it; None where nobody can know."""
    bought: float | None = None
    past: tuple[float | None, ...] = ()
    own_word: bool = False
    """Whether nobody but the professional has seen the level yet."""
    weeks: float | None = None
    """Weeks of work up to `until`, of work that is paid by the piece."""
    until: date | None = None
    promised: float = 0
    """Pieces a week that other goals of the round take."""

    def is_counted(self, goal: GoalTerms) -> bool:
        """Whether today's value is known already, from weeks that were counted like this goal."""
        counted = goal.counted == self.goal.counted and any(week is not None for week in self.past)
        return goal.baseline is not None or counted


def ideas_of(book: Book, scene: Scene, frame: Frame) -> tuple[Idea, ...]:
    """At most three proposals: what can be counted now first, then what is being learned."""
    engagement = book.one(model.Engagement, scene.engagement)
    jobs = jobs_of(book, engagement.id)
    skills = sorted(book.find(model.Skill, engagement=engagement.id), key=lambda skill: skill.position)
    levels = {skill.id: agreed(book, skill) for skill in skills}
    main = _main_skills(book, engagement, jobs, skills)
    met = [
        (job, skill)
        for job, skill in main
        if kind_of_goal(skill.required, levels[skill.id], new_task=False) == "number"
    ]
    planned = closing_items(book, engagement)
    open_ones = [
        skill
        for skill in skills
        if (skill.id in planned or any(skill.id == one.id for _, one in main))
        and kind_of_goal(skill.required, levels[skill.id], new_task=False) == "learning"
    ]
    open_ones.sort(key=lambda skill: (-skill.importance, -_priority(skill, levels[skill.id]), skill.position))
    learning = open_ones[: LEARNING_BESIDE_NUMBERS if met else LEARNING_ALONE]
    numbers = [
        numbered(book, scene, frame, skill, job, pieces=True)
        for job, skill in met[: MOST_GOALS - len(learning)]
    ]
    return (
        *numbers,
        *(_learning(book, scene, frame, skill, planned.get(skill.id)) for skill in learning),
    )


def _priority(skill: model.Skill, level: int | None) -> int:
    need = Need(skill.id, skill.name, skill.required, level, skill.importance)
    known = gap_of(need).priority
    return skill.importance * skill.required if known is None else known


def _main_skills(
    book: Book, engagement: model.Engagement, jobs: list[model.Job], skills: list[model.Skill]
) -> list[tuple[model.Job, model.Skill]]:
    """Each job with the skill that it mostly is."""
    template = template_of(book, engagement)
    first = {job.id: job.skills[0] for job in template.jobs if job.skills} if template else {}
    by_template = {skill.template: skill for skill in skills if skill.template}
    found: dict[str, tuple[model.Job, model.Skill]] = {}
    for job in jobs:
        skill = by_template.get(first.get(job.template, job.template))
        if skill is not None and skill.id not in found:
            found[skill.id] = (job, skill)
    return list(found.values())


def job_of(book: Book, engagement: model.Engagement, skill: model.Skill) -> model.Job | None:
    """The job that a skill mostly serves."""
    jobs = jobs_of(book, engagement.id)
    pairs = _main_skills(book, engagement, jobs, [skill])
    return pairs[0][0] if pairs else None


def skills_of_job(book: Book, engagement: model.Engagement, job: str) -> tuple[model.Skill, ...]:
    """The skills that mostly serve one job and no other."""
    skills = book.find(model.Skill, engagement=engagement.id)
    return tuple(s for s in skills if (mine := job_of(book, engagement, s)) is not None and mine.id == job)


def without_goal(
    book: Book, engagement: model.Engagement, frame: Frame, ideas: tuple[Idea, ...]
) -> tuple[str, ...]:
    """The jobs of which no goal is agreed, and none of these tells either."""
    told = {idea.goal.skill for idea in ideas} | {goal.skill for goal in frame.now.goals}
    jobs = jobs_of(book, engagement.id)
    skills = sorted(book.find(model.Skill, engagement=engagement.id), key=lambda skill: skill.position)
    mains = _main_skills(book, engagement, jobs, skills)
    covered = {job.id for job, skill in mains if skill.id in told}
    return tuple(job.name for job in jobs if job.id not in covered)


# --- one goal -------------------------------------------------------------------------------------


def numbered(
    book: Book,
    scene: Scene,
    frame: Frame,
    skill: model.Skill,
    job: model.Job | None,
    *,
    pieces: bool,
) -> Idea:
    """A goal that is counted from now on; where it is to count `pieces`, by those that are bought."""
    engagement = book.one(model.Engagement, scene.engagement)
    usual = plain(t("goals-usual-metric"), owner_reads(book, scene))
    goal = GoalTerms(
        derived_id(scene.engagement, "goal", str(frame.round), skill.id),
        skill.name,
        first_clause(good_of(job)) if job and good_of(job) else usual,
        frame.ends_on,
        skill.id,
        baseline_until=counting_until(scene.today, frame),
        settled=counting_until(scene.today, frame) is None,
    )
    bought = engagement.amount or None
    if engagement.pay == "pieces" and bought and pieces and job is not None:
        weeks = weeks_left(book, scene, frame.ends_on)
        others = [one for one in frame.now.goals if one.unit == PIECES and one.id != goal.id]
        promised = sum((one.expected or 0) / weeks for one in others) if weeks else 0.0
        free = len(jobs_of(book, engagement.id)) - len(others)
        share = realism.even_share(max(0.0, bought - promised), max(1, free))
        goal = replace(
            goal,
            what=job.name,
            metric=accepted_when(good_of(job)) or usual,
            counted="number",
            unit=PIECES,
            baseline_until=None,
            settled=True,
        )
        return in_numbers(book, scene, frame, with_levels(goal, max(1.0, float(int(share * weeks))), None))
    told = counted(goal.metric, owner_reads(book, scene))
    goal = _as_told(goal, told, scene.today, frame.ends_on, weeks_left(book, scene, frame.ends_on))
    if goal.counted == "ratio":
        goal = with_levels(goal, TARGET, None)
    return in_numbers(book, scene, frame, goal)


def in_numbers(book: Book, scene: Scene, frame: Frame, goal: GoalTerms) -> Idea:
    """A goal with what tells whether it is in reach: its skill, what is bought for it, its weeks so far."""
    engagement = book.one(model.Engagement, scene.engagement)
    if not goal.skill:
        idea = Idea(goal)
    else:
        skill = book.one(model.Skill, goal.skill)
        idea = Idea(goal, skill.required, agreed(book, skill), own_word=_own_word(book, skill))
    bought = engagement.amount or None
    if goal.unit == PIECES and engagement.pay == "pieces":
        weeks = weeks_left(book, scene, frame.ends_on)
        return replace(idea, bought=bought, weeks=weeks, until=frame.ends_on)
    past = past_of(book, engagement.id, goal.skill) if goal.skill and goal.counted == "ratio" else ()
    if engagement.pay != "hours" or bought is None or not goal.skill or not goal.has_number:
        return replace(idea, past=past)
    needed = realism.even_share(bought, max(1, len(jobs_of(book, engagement.id))))
    return replace(idea, past=past, bought=bought, needed=needed)


def _own_word(book: Book, skill: model.Skill) -> bool:
    level = newest(book, skill)
    return level is not None and level.provisional


def _as_told(goal: GoalTerms, told: Hints, today: date, ends_on: date, weeks: float) -> GoalTerms:
    """Counted as its words say: "no double booking" is no share of a hundred, nor is a month's close."""
    how = counting_of(told, weeks)
    kept = replace(goal, baseline_until=None, settled=True)
    if row_asked(goal.metric):
        return replace(kept, counted="done")  # so many in a row are there, or not yet
    if how.way == "ratio":
        return goal
    if how.way == "done":
        day = last_nth(how.nth, today, ends_on) if how.nth else None
        return replace(kept, counted="done", due_on=day or goal.due_on)
    as_number = replace(kept, counted="number", less_is_better=how.way == "fewer")
    return with_levels(as_number, how.expected or 0.0, None)


def _learning(book: Book, scene: Scene, frame: Frame, skill: model.Skill, item: model.Item | None) -> Idea:
    """A goal on something new: closed by the proof of its plan, and without a number until then."""
    due = item.due_on if item else scene.today + COUNTING
    goal = GoalTerms(
        derived_id(scene.engagement, "goal", str(frame.round), skill.id, "learning"),
        skill.name,
        item.proof if item else plain(t("goals-usual-proof"), owner_reads(book, scene)),
        max(scene.today + timedelta(days=1), min(due, frame.ends_on)),
        skill.id,
        counted="done",
        learning=True,
    )
    return in_numbers(book, scene, frame, goal)


def owner_reads(book: Book, scene: Scene) -> Reader:
    """The owner: what is proposed to them is in their language, and theirs to change."""
    owner = book.one(model.Person, scene.owner.id)
    return Reader(owner.locale, owner.zone, scene.kind)


def first_clause(good: str) -> str:
    """What is counted, from what good looks like: its first clause."""
    return good.split(";")[0].split(". ")[0].strip().rstrip(".")


def accepted_when(good: str) -> str:
    """When a piece counts: all of what good looks like, such as the rounds of changes that it may take."""
    return ", ".join(clause.strip() for clause in good.split(". ")[0].rstrip(".").split(";"))


def counting_until(today: date, frame: Frame) -> date | None:
    """The check-in after two weeks of counting; None where the round is too short for that.

    What rests is not counted: two check-ins have come by then, and that day is nobody's holiday.
    """
    soonest = today + COUNTING
    if frame.counted_on is None:
        until: date | None = soonest + timedelta(days=(frame.checkin_day - soonest.isoweekday()) % 7)
    else:
        until = next((day for day in frame.counted_on[1:] if day >= soonest), None)
    return until if until is not None and until + ROOM_AFTER_COUNTING <= frame.ends_on else None


def weeks_left(book: Book, scene: Scene, ends_on: date) -> float:
    """Weeks of work from today to the end of the round, for which it is bought: no holiday is left out."""
    away = absences(book.one(model.Person, scene.professional.id).away, scene.engagement)
    closed = closed_time((scene.today.year, ends_on.year), away=away)
    days = (scene.today + timedelta(days=n) for n in range(max(0, (ends_on - scene.today).days) + 1))
    return sum(is_working(day, closed) for day in days) / 5


def past_of(book: Book, engagement: str, skill: str) -> tuple[float | None, ...]:
    """The person's own weeks on this skill so far, of a hundred, oldest first."""
    weeks: dict[date, tuple[float, float]] = {}
    for goal in book.find(model.Goal, engagement=engagement, skill=skill):
        if goal.counted != "ratio":
            continue
        for count in book.find(model.Count, engagement=engagement, goal=goal.id):
            if count.part is not None and count.whole is not None:
                part, whole = weeks.get(count.week_of, (0.0, 0.0))
                weeks[count.week_of] = (part + count.part, whole + count.whole)
    return tuple(per_hundred(part, whole) for _, (part, whole) in sorted(weeks.items()) if part <= whole)
