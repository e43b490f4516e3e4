"""Phase 3, goal setting (O12 to O14): a few goals, proposed from what is there, and the owner's own part.

What was said here goes to the professional as an offer; nothing counts before both have said yes to
the same data (`goal_answers`).
"""

from __future__ import annotations

from dataclasses import dataclass

from bot import model
from bot.dialog import Book, Dialog, Effect, Outcome, Scene, Start
from bot.engine.kinds import Option
from bot.engine.prompts import choice, say
from bot.engine.text import Text, literal, t
from bot.model import OWNER
from bot.phases.goal_setting import effects as goal_effects
from bot.phases.goal_setting.frame import Frame, frame_of
from bot.phases.goal_setting.goal_page import edit, write_goal
from bot.phases.goal_setting.goal_terms import Terms, levels_of, part_of, today_of
from bot.phases.goal_setting.part_days import moved, moved_alone, other_days
from bot.phases.goal_setting.proposals import Idea, ideas_of, without_goal
from bot.phases.goal_setting.reach import beside, realism_of
from bot.phases.goal_setting.sureness import Sure, doubts, how_sure
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
    left_out: tuple[str, ...] = ()
    """Jobs of which no goal tells."""


@dataclass(frozen=True, slots=True)
class Draft:
    """The goals as the owner wants them; without terms nothing is offered."""

    terms: Terms | None
    sure: Sure | None = None


def prepare_goals_draft(book: Book, start: Start) -> DraftFacts:
    """Only the owner."""
    scene, frame = frame_of(book, start)
    engagement = book.one(model.Engagement, scene.engagement)
    # What is agreed stays as it is; a goal that was carried over may have another id.
    agreed = {goal.skill for goal in frame.now.goals}
    ideas = tuple(idea for idea in ideas_of(book, scene, frame) if idea.goal.skill not in agreed)
    left_out = without_goal(book, engagement, frame, ideas)
    return DraftFacts(scene, frame, ideas, frame.ends_on <= scene.today, left_out)


async def goals_draft(facts: DraftFacts) -> Draft:
    """O12 to O14: each goal with one tap or field by field, the owner's part, and how sure they are."""
    scene, frame = facts.scene, facts.frame
    if facts.over:
        await say(t("goals-round-over", day=frame.ends_on))
        return Draft(None)
    terms = frame.now
    for at, planned in enumerate(facts.ideas, start=1):
        idea = beside(planned, terms.goals, scene.today)
        goal = await edit(
            scene,
            frame,
            idea,
            proposal(facts, idea, at),
            accept=t("goals-good"),
            to=OWNER,
            open_goals=len(frame.now.goals) + at,
            told=True,
        )
        terms = terms if goal is None else terms.put(goal)
    if terms == frame.now:
        own = await _own(facts)
        if own is None:
            return Draft(None)
        terms = own
    elif facts.left_out:
        await say(t("goals-left-out", jobs=tuple(map(literal, facts.left_out))))
    sure = await how_sure(
        t("goals-your-part", name=scene.professional.name, part=part_of(terms, scene.today)),
        to=OWNER,
        audience="you",
    )
    if doubts(sure.sure) and terms.part:
        terms = await other_days(scene, frame, terms)
    elif doubts(sure.sure) and not frame.alone:
        await say(t("goals-part-answers", name=scene.professional.name))
    await say(t("goals-kept-alone") if frame.alone else t("goals-offered", name=scene.professional.name))
    return Draft(terms, sure)


async def _own(facts: DraftFacts) -> Terms | None:
    """No goal is left or none could be proposed: one in own words, or a round without."""
    scene = facts.scene
    then = await choice(
        "none",
        _nothing(facts),
        (Option("write", t("goals-write-one")), Option("without", t("goals-without"))),
    )
    if then == "without":
        await say(t("goals-none", name=scene.professional.name))
        return None
    id = derived_id(scene.engagement, "goal", str(facts.frame.round), "own")
    goal = await write_goal(scene, facts.frame, id, OWNER)
    return facts.frame.now.put(goal)


def _nothing(facts: DraftFacts) -> Text:
    if facts.ideas:
        return t("goals-none-left")
    return t("goals-nothing-new") if facts.frame.now.goals else t("goals-none-proposed")


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
        realism=realism_of(facts.scene, idea, goal, len(facts.frame.now.goals) + at),
    )


def finish_goals_draft(facts: DraftFacts, draft: Draft) -> Outcome:
    """Offer the goals, with the days that the owner would rather promise: those wait for a yes as well."""
    scene, frame = facts.scene, facts.frame
    if draft.terms is None:
        return Outcome(frame.plans if frame.first else ())
    effects: list[Effect] = []
    if draft.sure is not None:
        effects.append(goal_effects.sureness(scene, frame, OWNER, draft.sure))
    if frame.alone:
        kept = goal_effects.kept_alone(scene, frame, draft.terms)
        return Outcome((*effects, *moved(frame, draft.terms), *moved_alone(frame, draft.terms), *kept))
    effects += moved_alone(frame, draft.terms)
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
