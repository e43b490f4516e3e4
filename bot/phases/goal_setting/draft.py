"""Phase 3, goal setting (O12 to O14): a few goals, proposed from what is there, and the owner's own part.

What was said here goes to the professional as an offer; nothing counts before both have said yes to
the same data (`goal_answers`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from bot import model
from bot.dialog import Book, Change, Dialog, Effect, Outcome, Scene, Start
from bot.engine.kinds import DateKind, Option
from bot.engine.prompts import Prompt, choice, each, review, say
from bot.engine.text import Text, literal, t
from bot.model import OWNER
from bot.phases.gap_training.parts import steps_of
from bot.phases.goal_setting import effects as goal_effects
from bot.phases.goal_setting.frame import Frame, frame_of
from bot.phases.goal_setting.goal_terms import Promise, Terms, levels_of, part_of, today_of
from bot.phases.goal_setting.pages import Sure, doubts, edit, how_sure, write_goal
from bot.phases.goal_setting.proposals import Idea, ideas_of, realism_of
from bot.phases.terms import WEEK
from bot.practice.identity import derived_id


@dataclass(frozen=True, slots=True)
class DraftFacts:
    """What is proposed for this round, and what the owner has promised to do."""

    scene: Scene
    frame: Frame
    ideas: tuple[Idea, ...]
    over: bool
    """Whether the round ends before any goal could show anything."""
    todos: Mapping[str, int] = field(default_factory=dict)
    """The version of everything that is the owner's part: its day may be moved here."""
    before: Mapping[str, date] = field(default_factory=dict)
    """The day of the agreed step that waits for a part: no other day of it comes after that."""


@dataclass(frozen=True, slots=True)
class Draft:
    """The goals as the owner wants them; without terms nothing is offered."""

    terms: Terms | None
    sure: Sure | None = None


def prepare_goals_draft(book: Book, start: Start) -> DraftFacts:
    """Only the owner."""
    scene, frame = frame_of(book, start)
    part = {one.id for one in frame.now.part}
    todos = book.find(model.Todo, engagement=scene.engagement, person=scene.owner.id)
    versions = {todo.id: todo.version for todo in todos if todo.id in part}
    over = frame.ends_on <= scene.today
    return DraftFacts(scene, frame, ideas_of(book, scene, frame), over, versions, _before(book, todos))


def _before(book: Book, todos: Iterable[model.Todo]) -> dict[str, date]:
    """By promise, the first agreed step of the skill that it goes ahead of."""
    found = {}
    for todo in todos:
        for item in book.find(model.Item, engagement=todo.engagement, id=todo.source) if todo.source else ():
            steps = [one for one in steps_of(book, item.engagement) if one.skill == item.skill]
            if steps:
                found[todo.id] = min(one.due_on for one in steps)
    return found


async def goals_draft(facts: DraftFacts) -> Draft:
    """O12 to O14: each goal with one tap or field by field, the owner's part, and how sure they are."""
    scene, frame = facts.scene, facts.frame
    if facts.over:
        await say(t("goals-round-over", day=frame.ends_on))
        return Draft(None)
    terms = replace(frame.now, goals=())
    for at, idea in enumerate(facts.ideas, start=1):
        goal = await edit(
            scene,
            frame,
            idea,
            proposal(facts, idea, at),
            accept=t("goals-good"),
            to=OWNER,
            open_goals=at,
            told=True,
        )
        terms = terms if goal is None else terms.put(goal)
    if not terms.goals:
        own = await _own(facts)
        if own is None:
            return Draft(None)
        terms = own
    sure = await how_sure(
        t("goals-your-part", name=scene.professional.name, part=part_of(terms)), to=OWNER, audience="you"
    )
    if doubts(sure.sure) and terms.part:
        terms = await _other_days(facts, terms)
    await say(t("goals-kept-alone") if frame.alone else t("goals-offered", name=scene.professional.name))
    return Draft(terms, sure)


async def _other_days(facts: DraftFacts, terms: Terms) -> Terms:
    """Whoever doubts that they keep their own part needs other days, and no questions about themselves."""
    days = {
        one.id: Prompt[date](
            f"part/{one.id}/due",
            DateKind(min(one.due_on, facts.scene.today), _last(facts, one)),
            literal(one.what),
            to=OWNER,
        )
        for one in terms.part
    }
    moved = await review(
        each(days),
        {one.id: one.due_on for one in terms.part},
        ask=t("goals-part-days"),
        accept=t("goals-part-days-stay"),
    )
    return replace(terms, part=tuple(replace(one, due_on=moved[one.id]) for one in terms.part))


def _last(facts: DraftFacts, one: Promise) -> date | None:
    """The last day of a part: what the other one agreed to do after it keeps its day."""
    step = facts.before.get(one.id)
    return None if step is None else max(step, one.due_on, facts.scene.today)


async def _own(facts: DraftFacts) -> Terms | None:
    """No goal is left or none could be proposed: one in own words, or a round without."""
    scene = facts.scene
    then = await choice(
        "none",
        t("goals-none-proposed") if not facts.ideas else t("goals-none-left"),
        (Option("write", t("goals-write-one")), Option("without", t("goals-without"))),
    )
    if then == "without":
        await say(t("goals-none", name=scene.professional.name))
        return None
    id = derived_id(scene.engagement, "goal", str(facts.frame.round), "own")
    goal = await write_goal(scene, facts.frame, id, OWNER)
    return replace(facts.frame.now, goals=(goal,))


def proposal(facts: DraftFacts, idea: Idea, at: int) -> Text:
    """What stands above a goal's fields: its kind, today's value, its levels and whether it is in reach."""
    of, goal = len(facts.ideas), idea.goal
    if not goal.has_number:
        if goal.learning:
            return t("goals-propose-learning", at=at, of=of, what=goal.what)
        return t("goals-propose-once", at=at, of=of, what=goal.what)
    return t(
        "goals-propose",
        at=at,
        of=of,
        what=goal.what,
        today=today_of(goal),
        levels=levels_of(goal),
        name=facts.scene.professional.name,
        day=WEEK[facts.frame.checkin_day - 1].label,
        realism=realism_of(facts.scene, idea, goal, at),
    )


def finish_goals_draft(facts: DraftFacts, draft: Draft) -> Outcome:
    """Offer the goals, and keep the days that the owner would rather promise."""
    scene, frame = facts.scene, facts.frame
    if draft.terms is None:
        return Outcome(frame.plans if frame.first else ())
    effects: list[Effect] = []
    if draft.sure is not None:
        effects.append(goal_effects.sureness(scene, frame, OWNER, draft.sure))
    was = {one.id: one.due_on for one in frame.now.part}
    effects += [
        Change(model.Todo, one.id, facts.todos[one.id], {"due_on": one.due_on})
        for one in draft.terms.part
        if one.id in facts.todos and one.due_on != was.get(one.id)
    ]
    if frame.alone:
        return Outcome((*effects, *goal_effects.kept_alone(scene, frame, draft.terms)))
    effects += goal_effects.offered(scene, frame, draft.terms)
    return Outcome((*effects, goal_effects.to_professional(scene, frame, draft.terms, "round")))


GOALS_DRAFT = Dialog(
    "goals_draft",
    (OWNER,),
    DraftFacts,
    prepare_goals_draft,
    goals_draft,
    finish_goals_draft,
    t("title-goals-draft"),
    minutes=2,
)
