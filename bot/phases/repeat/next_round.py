"""Phase 5, the next round as the professional gets it (P24): yes, too much, change, a break.

Nothing counts without the professional's yes. Each proposal and answer is a talk of its own that
carries the last one; whoever proposes has said yes to it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from bot import model
from bot.dialog import Begin, Book, Dialog, Effect, Outcome, Refused, Scene, Start, scene_of
from bot.engine.kinds import Option
from bot.engine.prompts import agree, ask_for, choice, say, text
from bot.engine.text import literal, t
from bot.model import OWNER, PROFESSIONAL
from bot.phases.goal_setting import effects as goal_effects
from bot.phases.goal_setting.effects import agreed_words
from bot.phases.goal_setting.goal_page import edit
from bot.phases.goal_setting.goal_terms import GoalTerms
from bot.phases.goal_setting.proposals import Idea
from bot.phases.goal_setting.reach import beside
from bot.phases.goal_setting.sureness import Sure, how_sure, said_sure, taken_over
from bot.phases.performance_assessment.look_back import closed
from bot.phases.repeat.closing_facts import (
    RoundFigures,
    closing_lines,
    figures_of,
    own_step_by,
    step_of,
    steps_read,
)
from bot.phases.repeat.next_offer import Offer, ideas_in, load_offer, offer_lines
from bot.phases.repeat.round_close import break_kind
from bot.phases.repeat.showing import record_file, record_of
from bot.phases.repeat.turning import Turning, begun, turning_of


@dataclass(frozen=True, slots=True)
class NextFacts:
    """The next round as it is on the table, and how the last one closed."""

    scene: Scene
    figures: RoundFigures
    own_step: str
    turning: Turning
    offer: Offer
    reply: str
    """What the owner answered to a wish, where this is a second offer."""
    record: str
    """The professional's record to show, as a file's text; empty where nothing was confirmed."""
    sure: Sure | None = None
    """How sure the owner is of the round."""
    my_step: str = ""
    """What the professional does from now on."""
    ideas: Mapping[str, Idea] = field(default_factory=dict)
    """Each goal with what tells whether it is in reach."""
    own_step_by: str = OWNER
    """Whose words the owner's step is in."""


def prepare_next_round(book: Book, start: Start) -> NextFacts:
    """Only the professional, as long as the closed round is the last one."""
    scene, engagement = open_offer(book, start)
    offer = load_offer(start.terms["offer"])
    turning = turning_of(book, start, offer.starts_on, offer.ends_on)
    return NextFacts(
        scene,
        figures_of(book, engagement, scene.today),
        step_of(book, engagement, engagement.owner),
        turning,
        offer,
        str(start.terms.get("reply", "")),
        record_of(book, engagement),
        taken_over(start.terms),
        step_of(book, engagement, engagement.professional),
        ideas_in(book, scene, turning.frame, offer),
        own_step_by(book, engagement),
    )


def open_offer(book: Book, start: Start) -> tuple[Scene, model.Engagement]:
    """The scene of a talk about the next round, as long as that is still to come.

    Raises:
        Refused: the work is not under way, or another round has begun.
    """
    scene = scene_of(book, start)
    engagement = book.one(model.Engagement, start.engagement)
    if engagement.state != "active" or not closed(book, engagement):
        raise Refused(t("look-back-not"))
    if load_offer(start.terms["offer"]).terms.round != engagement.round + 1:
        raise Refused(t("look-back-closed", round=engagement.round))
    return scene, engagement


# --- the professional answers ---------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Answer:
    """yes, too-much, change or break; what would fit instead, and why."""

    reply: str
    offer: Offer
    sure: Sure | None = None
    why: str = ""
    until: date | None = None


async def next_round(facts: NextFacts) -> Answer:
    """P24."""
    scene, owner = facts.scene, facts.scene.owner.name
    if facts.reply:
        await say(t("next-reply", owner=owner, words=facts.reply))
    else:
        mine, theirs = steps_read(facts.scene, PROFESSIONAL, facts.own_step, facts.my_step, facts.own_step_by)
        for line in closing_lines(facts.figures, mine, owner, theirs):
            await say(line)
    if facts.record:
        await say(t("next-record", file=record_file(facts.record)))
    for line in offer_lines(facts.offer, facts.scene.today):
        await say(line)
    if facts.sure is not None:
        await say(said_sure(owner, facts.sure))
    yes = await agree(
        "round",
        facts.offer.data,
        t("next-ask", owner=owner),
        yes=t("yes"),
        otherwise={
            "too-much": t("goals-too-much"),
            "change": t("change"),
            "break": t("round-break"),
        },
    )
    if yes:
        if not facts.offer.terms.goals:
            await say(t("next-begun", owner=owner))
            return Answer("yes", facts.offer)
        sure = await how_sure(t("next-sure", owner=owner), to=PROFESSIONAL, audience="both")
        for words in agreed_words(scene, facts.turning.frame, PROFESSIONAL):
            await say(words)
        return Answer("yes", facts.offer, sure)
    if yes.otherwise == "break":
        until = await ask_for(break_kind(scene.today), "until", t("next-until", owner=owner))
        await say(t("goals-sent", owner=owner))
        return Answer("break", facts.offer, until=until)
    offer = await _instead(facts)
    why = await text("why", t("next-why", owner=owner))
    await say(t("goals-sent", owner=owner))
    return Answer(yes.otherwise, offer, why=why)


async def _instead(facts: NextFacts) -> Offer:
    """Which goal is meant, and what would fit in its place."""
    goal = await _which(facts)
    if goal is None:
        return facts.offer
    there = replace(facts.scene, today=facts.offer.starts_on)
    idea = facts.ideas.get(goal.id, Idea(goal))
    edited = await edit(
        there,
        facts.turning.frame,
        beside(idea, facts.offer.terms.goals, there.today),
        t("next-instead", what=goal.what),
        accept=t("goals-leave-it"),
        to=PROFESSIONAL,
        open_goals=len(facts.offer.terms.goals),
    )
    terms = facts.offer.terms.without(goal.id) if edited is None else facts.offer.terms.put(edited)
    return replace(facts.offer, terms=terms)


async def _which(facts: NextFacts) -> GoalTerms | None:
    goals = facts.offer.terms.goals
    if not goals:
        return None
    options = [Option(goal.id, literal(goal.what)) for goal in goals]
    options.append(Option("all", t("goals-all-together")))
    return facts.offer.terms.goal(await choice("which", t("next-which"), options))


def finish_next_round(facts: NextFacts, answer: Answer) -> Outcome:
    """The second yes begins the round; anything else goes to the owner with what would fit."""
    scene, turning = facts.scene, facts.turning
    if answer.reply == "yes":
        effects: list[Effect] = []
        if answer.sure is not None:
            sure = answer.sure
            effects.append(goal_effects.sureness(scene, turning.frame, PROFESSIONAL, sure))
        return Outcome((*effects, *begun(scene, turning, answer.offer, OWNER, answer.sure)))
    terms: dict[str, Any] = {
        "offer": facts.offer.data,
        "theirs": answer.offer.data,
        "wish": answer.reply,
        "why": answer.why,
        "until": answer.until.isoformat() if answer.until else "",
    }
    return Outcome((Begin(Start("round_counter", {OWNER: scene.owner.id}, scene.engagement, terms=terms)),))


NEXT_ROUND = Dialog(
    "next_round",
    (PROFESSIONAL,),
    NextFacts,
    prepare_next_round,
    next_round,
    finish_next_round,
    t("title-next-round"),
    minutes=2,
)
