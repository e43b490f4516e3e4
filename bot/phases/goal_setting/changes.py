"""Changes any time, again with two yeses: either side proposes, the other one answers."""

from __future__ import annotations

from dataclasses import dataclass, replace

from bot import model
from bot.dialog import Begin, Book, Dialog, Effect, Outcome, Refused, Scene, Start, day_of
from bot.engine.kinds import Option
from bot.engine.prompts import choice, say, text
from bot.engine.text import Person, literal, t
from bot.model import OWNER, PROFESSIONAL
from bot.phases.goal_setting import effects as goal_effects
from bot.phases.goal_setting.frame import Frame, frame_of
from bot.phases.goal_setting.goal_page import edit, write_goal
from bot.phases.goal_setting.goal_terms import Terms, dump_terms
from bot.phases.goal_setting.proposals import MOST_GOALS, Idea, in_numbers
from bot.phases.goal_setting.reach import beside
from bot.practice.identity import derived_id

NEW = "new"
WORK = "work"
"""Not a goal: hours, pay or jobs, which is a talk of its own."""


@dataclass(frozen=True, slots=True)
class ChangeFacts:
    """What is agreed, and who would like to change it."""

    scene: Scene
    frame: Frame
    by: str
    """The role of the one who proposes."""
    ideas: tuple[Idea, ...]
    """Every goal that is agreed, with what is known about its reach."""

    @property
    def other(self) -> Person:
        """The one who answers."""
        return self.scene.other(self.by)


@dataclass(frozen=True, slots=True)
class Changed:
    """Other terms, the goal that they are about, and why; without a goal everything stays."""

    terms: Terms
    about: str = ""
    why: str = ""
    work: bool = False
    """Whether it is the work that is to be changed, not a goal."""


def prepare_goals_change(book: Book, start: Start) -> ChangeFacts:
    """Either of the two. While a first proposal waits for its answer, that is the place for changes."""
    engagement = book.one(model.Engagement, start.engagement)
    scene, frame = frame_of(book, start)
    if frame.first and frame.offered:
        raise Refused(t("goals-proposal-waits"))
    by = PROFESSIONAL if start.by == engagement.professional != engagement.owner else OWNER
    if by == PROFESSIONAL and frame.alone:
        raise Refused
    zone = book.one(model.Person, scene.at(by).id).zone
    goals = frame.now.goals
    ideas = tuple(beside(in_numbers(book, scene, frame, goal), goals, scene.today) for goal in goals)
    return ChangeFacts(replace(scene, today=day_of(book.now_ms, zone)), frame, by, ideas)


async def goals_change(facts: ChangeFacts) -> Changed:
    """Which goal, what instead, and a word on why."""
    terms, by, other = facts.frame.now, facts.by, facts.other.name
    options = [
        Option(goal.id, literal(goal.what), t("goals-change-one", metric=goal.metric, due=goal.due_on))
        for goal in terms.goals
    ]
    if len(terms.goals) < MOST_GOALS:
        options.append(Option(NEW, t("goals-add-one")))
    options.append(Option(WORK, t("goals-change-work")))
    which = await choice("which", t("goals-change-which"), options, to=by)
    if which == WORK:
        return Changed(terms, work=True)
    if which == NEW:
        goal = await write_goal(facts.scene, facts.frame, derived_id(facts.scene.conversation, "goal"), by)
        changed = terms.put(goal)
    else:
        idea = next(idea for idea in facts.ideas if idea.goal.id == which)
        ask = t("goals-what-instead", what=idea.goal.what)
        edited = await edit(
            facts.scene,
            facts.frame,
            idea,
            ask,
            accept=t("goals-leave-it"),
            to=by,
            open_goals=len(terms.goals),
        )
        changed = terms.without(which) if edited is None else terms.put(edited)
    if changed == terms:
        await say(t("goals-unchanged"), to=by)
        return Changed(terms)
    about = changed.goals[-1].id if which == NEW else which
    if facts.frame.alone:
        await say(t("goals-kept-alone"), to=by)
        return Changed(changed, about)
    why = await text("why", t("goals-why-change", owner=other), to=by, optional=True)
    await say(t("goals-sent", owner=other), to=by)
    return Changed(changed, about, why or "")


def finish_goals_change(facts: ChangeFacts, changed: Changed) -> Outcome:
    """The other one answers; until then everything stays as agreed."""
    scene, frame = facts.scene, facts.frame
    if changed.work:
        me = scene.at(facts.by)
        return Outcome((Begin(Start("changing", {facts.by: me.id}, scene.engagement, by=me.id)),))
    if not changed.about:
        return Outcome()
    if frame.alone:
        return Outcome(tuple(goal_effects.kept_alone(scene, frame, changed.terms)))
    effects: list[Effect] = goal_effects.offered(scene, frame, changed.terms)
    if facts.by == OWNER:
        begin = goal_effects.to_professional(scene, frame, changed.terms, "change", why=changed.why)
    else:
        begin = goal_effects.to_owner(
            scene,
            frame,
            changed.terms,
            "change",
            written=True,
            before=dump_terms(frame.now),
            wish="change",
            about=changed.about,
            why=changed.why,
        )
    return Outcome((*effects, begin))


GOALS_CHANGE = Dialog(
    "goals_change",
    (OWNER, PROFESSIONAL),
    ChangeFacts,
    prepare_goals_change,
    goals_change,
    finish_goals_change,
    t("title-goals-change"),
    minutes=2,
    nudge=False,
    owed=False,
)
