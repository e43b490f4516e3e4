"""Numbers that come later: a learning goal gets its own, and an unknown value is settled after two weeks.

Both are proposed to the owner, accepted with one tap or changed, and agreed to by the professional.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from bot import model
from bot.dialog import Book, Change, Dialog, Effect, Outcome, Refused, Scene, Start
from bot.engine.prompts import say
from bot.engine.text import t
from bot.model import OWNER
from bot.phases.goal_setting import effects as goal_effects
from bot.phases.goal_setting.frame import Frame, frame_of
from bot.phases.goal_setting.goal_page import edit
from bot.phases.goal_setting.goal_terms import (
    OF_A_HUNDRED,
    GoalTerms,
    count_of,
    levels_of,
    terms_of,
    today_of,
    with_levels,
)
from bot.phases.goal_setting.proposals import (
    COUNTING,
    ROOM_AFTER_COUNTING,
    Idea,
    in_numbers,
    job_of,
    numbered,
    weeks_left,
)
from bot.phases.goal_setting.reach import realism_of
from bot.practice.attainment import per_hundred
from bot.tallies.learned import done_on
from bot.tallies.rounds import level_of_day

FEWEST_WEEKS = 2
"""A number needs at least so many weeks to show anything; later in a round it waits for the next one."""


# --- a learning goal gets its number --------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class NumberFacts:
    """The learning goal that was reached, and the number proposed in its place."""

    scene: Scene
    frame: Frame
    learning: str
    version: int
    what: str
    result: int | None
    idea: Idea
    late: bool
    """Whether the round is too short for a number."""


@dataclass(frozen=True, slots=True)
class Numbered:
    """The goal as the owner wants it; None where it waits for the next round."""

    goal: GoalTerms | None


def prepare_goal_number(book: Book, start: Start) -> NumberFacts:
    """Only the owner, about a learning goal that is agreed: by its own id or by its skill's."""
    scene, frame = frame_of(book, start)
    goals = book.find(model.Goal, engagement=scene.engagement, round=frame.round, state="agreed")
    learning = [goal for goal in goals if goal.learning and start.about in ("", goal.id, goal.skill)]
    if not learning:
        raise Refused(t("goals-nothing-learned"))
    goal = learning[0]
    engagement = book.one(model.Engagement, scene.engagement)
    skill = book.one(model.Skill, goal.skill)
    idea = numbered(book, scene, frame, skill, job_of(book, engagement, skill), pieces=False)
    return NumberFacts(
        scene,
        frame,
        goal.id,
        goal.version,
        goal.what,
        level_of_day(book, engagement, goal, _done_on(book, engagement, goal, scene.today), scene.today),
        idea,
        weeks_left(book, scene, frame.ends_on) < FEWEST_WEEKS,
    )


def _done_on(book: Book, engagement: model.Engagement, goal: model.Goal, today: date) -> date:
    """The day that counts for what was learned, by the rule by which its round is closed."""
    counts = book.find(model.Count, engagement=engagement.id, goal=goal.id)
    return done_on(book, engagement, goal, counts) or today


async def goal_number(facts: NumberFacts) -> Numbered:
    """What was learned can be counted from now on."""
    scene, goal = facts.scene, facts.idea.goal
    if facts.late:
        await say(t("goals-number-later", what=facts.what, round=facts.frame.round + 1))
        return Numbered(None)
    ask = t(
        "goals-number",
        what=facts.what,
        name=scene.professional.name,
        levels=levels_of(goal),
        today=today_of(goal),
        realism=realism_of(scene, facts.idea, goal, len(facts.frame.now.goals)),
    )
    chosen = await edit(scene, facts.frame, facts.idea, ask, accept=t("goals-good"), to=OWNER, told=True)
    if chosen is None:
        await say(t("goals-number-later", what=facts.what, round=facts.frame.round + 1))
    else:
        await say(
            t("goals-kept-alone") if facts.frame.alone else t("goals-sent", owner=scene.professional.name)
        )
    return Numbered(chosen)


def finish_goal_number(facts: NumberFacts, numbered: Numbered) -> Outcome:
    """Keep when the learning goal was reached, and offer its number."""
    reached = Change(model.Goal, facts.learning, facts.version, {"result": facts.result})
    if numbered.goal is None:
        return Outcome((reached,))
    return Outcome((reached, *_offer(facts.scene, facts.frame, numbered.goal, "number")))


def _offer(scene: Scene, frame: Frame, goal: GoalTerms, occasion: str) -> list[Effect]:
    terms = frame.now.put(goal)
    if frame.alone:
        return goal_effects.kept_alone(scene, frame, terms)
    return [
        *goal_effects.offered(scene, frame, terms),
        goal_effects.to_professional(scene, frame, terms, occasion),
    ]


GOAL_NUMBER = Dialog(
    "goal_number",
    (OWNER,),
    NumberFacts,
    prepare_goal_number,
    goal_number,
    finish_goal_number,
    t("title-goal-number"),
    minutes=1,
)


# --- two weeks of counting are over ---------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class SettleFacts:
    """What two weeks of counting came to."""

    scene: Scene
    frame: Frame
    idea: Idea
    part: float
    whole: float
    weeks: int
    ask_again_on: date | None
    """Another day for this question, where nobody counted and the round has room for it."""


def prepare_baseline_settle(book: Book, start: Start) -> SettleFacts:
    """Only the owner, about a goal that still waits for its number."""
    scene, frame = frame_of(book, start)
    goal = book.one(model.Goal, start.about)
    if goal.engagement != scene.engagement or goal.state != "agreed" or goal.round != frame.round:
        raise Refused
    if goal.settled:
        raise Refused(t("goals-settled-before"))
    if scene.today > frame.ends_on:
        raise Refused(t("goals-settle-over", round=frame.round))
    counts = [
        (count.week_of, count.part, count.whole)
        for count in book.find(model.Count, engagement=scene.engagement, goal=goal.id)
        if count.part is not None and count.whole
    ]
    part = sum(part or 0.0 for _, part, _ in counts)
    whole = sum(whole or 0.0 for _, _, whole in counts)
    again = scene.today + COUNTING
    idea = in_numbers(book, scene, frame, settled_by(terms_of(goal), per_hundred(min(part, whole), whole)))
    return SettleFacts(
        scene,
        frame,
        idea,
        part,
        whole,
        len({week for week, _, _ in counts}),
        again if again + ROOM_AFTER_COUNTING <= frame.ends_on else None,
    )


def settled_by(goal: GoalTerms, value: float | None) -> GoalTerms:
    """The goal with its value as counted: the number until now, or what is there already where that is more.

    To hold it is enough for this round; the next one asks for a little more.
    """
    if value is None or goal.expected is None:
        return goal
    baseline = float(round(value))
    target = baseline if goal.expected < baseline < OF_A_HUNDRED else goal.expected
    return with_levels(replace(goal, baseline_until=None, settled=True), target, baseline)


async def baseline_settle(facts: SettleFacts) -> GoalTerms | None:
    """Nobody counted is not zero: the question comes again, or the number stays as it was."""
    scene, goal = facts.scene, facts.idea.goal
    if not facts.whole:
        if facts.ask_again_on is None:
            await say(t("goals-not-counted", what=goal.what, levels=levels_of(goal)))
        else:
            await say(t("goals-not-counted-yet", what=goal.what, day=facts.ask_again_on))
        return None
    ask = t(
        "goals-settle",
        what=goal.what,
        part=facts.part,
        whole=facts.whole,
        weeks=facts.weeks,
        value=count_of(goal, goal.baseline or 0),
        levels=levels_of(goal),
    )
    chosen = await edit(scene, facts.frame, facts.idea, ask, accept=t("goals-good"), to=OWNER, told=True)
    await say(t("goals-kept-alone") if facts.frame.alone else t("goals-sent", owner=scene.professional.name))
    return chosen


def finish_baseline_settle(facts: SettleFacts, goal: GoalTerms | None) -> Outcome:
    """Offer the settled number; without a count, ask again later."""
    scene, frame, id = facts.scene, facts.frame, facts.idea.goal.id
    if facts.whole:
        if goal is not None:
            return Outcome(tuple(_offer(scene, frame, goal, "settle")))
        terms = frame.now.without(id)
        return Outcome((goal_effects.to_professional(scene, frame, terms, "change"),))
    if facts.ask_again_on is None:
        return Outcome()
    day = facts.ask_again_on
    return Outcome((goal_effects.settled_on(day, id, day, scene, frame.owner_zone),))


BASELINE_SETTLE = Dialog(
    "baseline_settle",
    (OWNER,),
    SettleFacts,
    prepare_baseline_settle,
    baseline_settle,
    finish_baseline_settle,
    t("title-baseline-settle"),
    minutes=1,
)
