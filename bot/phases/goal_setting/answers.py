"""Goals between two people (P10, P11, X2): yes, too much, change something, outside what was agreed.

Each round of proposal and answer is a talk of its own that carries the last terms. Whoever proposes
terms has said yes to them; the other one's yes to the same digest makes the agreement.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from bot.dialog import Book, Dialog, Effect, Note, Outcome, Scene, Start
from bot.engine.cards import card
from bot.engine.kinds import NumberKind, Option
from bot.engine.prompts import Prompt, agree, choice, form, say, text
from bot.engine.text import Text, literal, t
from bot.model import OWNER, PROFESSIONAL
from bot.phases.goal_setting import effects as goal_effects
from bot.phases.goal_setting.effects import agreed_words
from bot.phases.goal_setting.frame import Frame, frame_of
from bot.phases.goal_setting.goal_page import counts_of, due_kind, edit
from bot.phases.goal_setting.goal_terms import (
    GoalTerms,
    Terms,
    agreed_of,
    dump_terms,
    levels_of,
    line_of,
    load_terms,
    part_of,
    with_levels,
)
from bot.phases.goal_setting.part_days import days_answered, moved
from bot.phases.goal_setting.proposals import Idea, in_numbers
from bot.phases.goal_setting.reach import beside
from bot.phases.goal_setting.standing import standing
from bot.phases.goal_setting.sureness import Sure, doubts, handed_on, how_much_meant, how_sure, taken_over
from bot.phases.terms import counts_by
from bot.practice.goals import gate

FIRST_ROUND = "round"
"""The occasion of the first goals of a round; others: number, settle, change."""


@dataclass(frozen=True, slots=True)
class AnswerFacts:
    """What is on the table, who put it there and why, and what is agreed so far."""

    scene: Scene
    frame: Frame
    terms: Terms
    overtaken: bool
    """Whether something else was agreed about the same goal meanwhile."""
    occasion: str
    wish: str
    """What the other one wanted: "" (a plain offer), again, too-much, change, outside or unsure."""
    about: str
    """The goal that a wish is about; "" = all together."""
    why: str
    needs: float | None
    """Hours or pieces a week that the goal takes, as the professional says."""
    ideas: Mapping[str, Idea]
    sure: Sure | None = None
    """How sure the professional is, where a wish says so."""

    @property
    def new(self) -> tuple[GoalTerms, ...]:
        """The goals that differ from what is agreed; all of them where nothing is."""
        return tuple(goal for goal in self.terms.goals if goal != self.frame.now.goal(goal.id))

    @property
    def gone(self) -> tuple[str, ...]:
        """Goals that are agreed and would not be any more."""
        return tuple(goal.what for goal in self.frame.now.goals if self.terms.goal(goal.id) is None)

    @property
    def passed(self) -> tuple[str, ...]:
        """Goals whose day has passed while the question waited."""
        return tuple(goal.what for goal in self.new if goal.due_on < self.scene.today)

    def idea(self, goal: GoalTerms) -> Idea:
        """A goal with what is known about its reach."""
        known = self.ideas.get(goal.id)
        return beside(replace(known, goal=goal) if known else Idea(goal), self.terms.goals, self.scene.today)


def prepare_answer(book: Book, start: Start) -> AnswerFacts:
    """Only the one of the two whose answer is asked for; the dialog's seat says which."""
    scene, frame = frame_of(book, start)
    terms: Mapping[str, Any] = start.terms
    needs = terms.get("needs")
    today = standing(book, scene, frame, terms)
    wanted = today or load_terms(terms["terms"])
    return AnswerFacts(
        scene,
        frame,
        wanted,
        today is None,
        str(terms.get("occasion", FIRST_ROUND)),
        str(terms.get("wish", "")),
        str(terms.get("about", "")),
        str(terms.get("why", "")),
        None if needs is None else float(needs),
        {goal.id: in_numbers(book, scene, frame, goal) for goal in wanted.goals},
        taken_over(terms),
    )


# --- the professional answers ---------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Answer:
    """yes, with how sure; or a wish, with the terms that would do instead."""

    reply: str
    terms: Terms
    sure: Sure | None = None
    about: str = ""
    why: str = ""
    needs: float | None = None
    days: Text | None = None
    """What the owner reads about other days for their part; None where none was asked for."""


async def goals_answer(facts: AnswerFacts) -> Answer:
    """P10 and P11: the goals and the owner's part; nothing counts without this yes."""
    scene, terms = facts.scene, facts.terms
    if facts.overtaken:
        await say(t("goals-overtaken", number=facts.frame.number))
        return Answer("overtaken", terms)
    terms, days = await days_answered(scene, facts.frame, terms)
    answer = await _answer(replace(facts, terms=terms))
    return replace(answer, days=days)


async def _answer(facts: AnswerFacts) -> Answer:
    """What the professional says to the goals, over the days of the owner's part as they stand now."""
    scene, terms = facts.scene, facts.terms
    owner = scene.owner.name
    await shown(facts, PROFESSIONAL)
    yes = await agree(
        "agree",
        dump_terms(terms),
        t("goals-answer", owner=owner, part=part_of(terms, scene.today)),
        yes=t("goals-yes", count=len(facts.new)),
        otherwise={
            "too-much": t("goals-too-much"),
            "change": t("goals-change-something"),
            "outside": t("goals-outside"),
        },
        to=PROFESSIONAL,
    )
    if not yes:
        return await _wish(facts, yes.otherwise)
    if facts.occasion in ("number", "settle"):
        await closing(facts, PROFESSIONAL)
        return Answer("yes", terms)
    sure = await how_sure(t("goals-how-sure", owner=owner), to=PROFESSIONAL, audience="both", surer=True)
    if doubts(sure.sure):
        sure = await how_much_meant(sure, to=PROFESSIONAL)
    if gate(None, sure.commitment) == "renegotiate":
        await say(t("goals-not-meant", owner=owner), to=PROFESSIONAL)
        return replace(await _wish(facts, "unsure"), sure=sure)
    await closing(facts, PROFESSIONAL)
    return Answer("yes", terms, sure)


async def shown(facts: AnswerFacts, to: str) -> None:
    """The goals that are new, what goes, and why."""
    other = facts.scene.other(to).name
    await say(_opening(facts, other), to=to)
    if facts.why:
        await say(t("goals-why", other=other, words=facts.why), to=to)
    for goal in facts.new:
        await say(line_of(goal), to=to)
    if facts.gone:
        await say(t("goals-gone", goals=tuple(literal(what) for what in facts.gone)), to=to)
    if facts.passed:
        await say(t("goals-day-passed", goals=tuple(literal(what) for what in facts.passed)), to=to)


def _opening(facts: AnswerFacts, other: str) -> Text:
    match facts.occasion:
        case "number":
            return t("goals-open-number", other=other)
        case "settle":
            return t("goals-open-settle", other=other)
        case "change":
            return t("goals-open-change", other=other)
        case _:
            return t("goals-open-again", other=other) if facts.wish else t("goals-open", other=other)


async def closing(facts: AnswerFacts, role: str) -> None:
    """B1, to whoever said the second yes."""
    for words in agreed_words(facts.scene, facts.frame, role):
        await say(words, to=role)


async def _wish(facts: AnswerFacts, wish: str) -> Answer:
    """Not yes: which goal, what would do instead, and why."""
    scene, frame, terms = facts.scene, facts.frame, facts.terms
    goal = await _which(facts)
    if wish == "outside":
        why = await text("why", t("goals-why-outside", owner=scene.owner.name), to=PROFESSIONAL)
        await say(t("goals-sent", owner=scene.owner.name))
        return Answer(
            wish, terms if goal is None else terms.without(goal.id), None, goal.id if goal else "", why
        )
    if goal is None:
        why = await text("why", t("goals-why-all", owner=scene.owner.name), to=PROFESSIONAL)
        await say(t("goals-sent", owner=scene.owner.name))
        return Answer(wish, terms, None, "", why)
    needs: float | None = None
    if wish == "change":
        ask = t("goals-what-instead", what=goal.what)
        edited = await edit(
            scene,
            frame,
            facts.idea(goal),
            ask,
            accept=t("goals-leave-it"),
            to=PROFESSIONAL,
            open_goals=len(terms.goals),
        )
        why = await text("why", t("goals-why-change", owner=scene.owner.name), to=PROFESSIONAL)
    else:
        edited, needs, why = await _what_fits(facts, goal)
    sure = None
    if wish != "unsure":
        sure = await how_sure(
            t("goals-how-sure-then", owner=scene.owner.name), to=PROFESSIONAL, audience="both"
        )
    await say(t("goals-sent", owner=scene.owner.name))
    would_do = terms.without(goal.id) if edited is None else terms.put(edited)
    return Answer(wish, would_do, sure, goal.id, why, needs)


async def _which(facts: AnswerFacts) -> GoalTerms | None:
    """The goal that is meant; None = all of it together."""
    if len(facts.new) == 1:
        return facts.new[0]
    options = [Option(goal.id, literal(goal.what)) for goal in facts.new]
    options.append(Option("all", t("goals-all-together")))
    which = await choice("which", t("goals-which"), options, to=PROFESSIONAL)
    return facts.terms.goal(which)


async def _what_fits(facts: AnswerFacts, goal: GoalTerms) -> tuple[GoalTerms, float | None, str]:
    """Too much: what would fit, until when, what it takes, and why."""
    key = f"fits/{goal.id}"
    due = Prompt[date | None](
        f"{key}/due",
        due_kind(facts.scene, facts.frame),
        t("goals-fits-until"),
        to=PROFESSIONAL,
        optional=True,
    )
    why = text("why", t("goals-fits-why", owner=facts.scene.owner.name), to=PROFESSIONAL)
    if not goal.has_number:
        day, words = await form(due, why, ask=t("goals-what-fits", what=goal.what))
        return replace(goal, due_on=day or goal.due_on), None, words
    most = 100 if goal.counted == "ratio" else 1_000_000
    unit = t("goals-unit-hundred") if goal.counted == "ratio" else None
    value = Prompt[float](
        f"{key}/value",
        NumberKind(0 if goal.less_is_better else 1, most, False, unit, counts_of(goal)),
        t("goals-fits-value"),
        to=PROFESSIONAL,
    )
    ask = t("goals-what-fits-number", what=goal.what, levels=agreed_of(goal))
    if facts.scene.pay == "project":
        fits, day, words = await form(value, due, why, ask=ask)
        needs = None
    else:
        label = t("goals-fits-hours") if facts.scene.pay == "hours" else t("goals-fits-pieces")
        kind = NumberKind(0, 168, False, None, counts_by(facts.scene.pay))
        takes = Prompt[float | None](f"{key}/needs", kind, label, to=PROFESSIONAL, optional=True)
        fits, day, takes_now, words = await form(value, due, takes, why, ask=ask)
        needs = takes_now
    lowered = with_levels(replace(goal, due_on=day or goal.due_on), float(fits), goal.baseline)
    await say(t("goals-fits-levels", levels=levels_of(lowered)), to=PROFESSIONAL)
    return lowered, needs, words


def finish_answer(facts: AnswerFacts, answer: Answer) -> Outcome:
    """The second yes makes the agreement; a wish goes to the owner with the terms that would do."""
    scene, frame = facts.scene, facts.frame
    if answer.reply == "overtaken":
        return Outcome()
    effects: list[Effect] = []
    if answer.sure is not None:
        effects.append(goal_effects.sureness(scene, frame, PROFESSIONAL, answer.sure))
    effects += moved(frame, answer.terms)
    if answer.reply == "yes":
        told = (answer.days,) if answer.days is not None else ()
        agreed = goal_effects.agreed(scene, frame, answer.terms, OWNER, facts.why, answer.sure, told)
        return Outcome((*effects, *agreed))
    if answer.days is not None and scene.owner.id != scene.professional.id:
        effects.append(Note(scene.owner.id, card(answer.days), "part-days"))
    settled = replace(frame, now=replace(frame.now, part=answer.terms.part))
    back = goal_effects.to_owner(
        scene,
        settled,
        answer.terms,
        facts.occasion,
        before=dump_terms(replace(facts.terms, part=answer.terms.part)),
        wish=answer.reply,
        about=answer.about,
        why=answer.why,
        needs=answer.needs,
        **handed_on(answer.sure),
    )
    return Outcome((*effects, back))


GOALS_ANSWER = Dialog(
    "goals_answer",
    (PROFESSIONAL,),
    AnswerFacts,
    prepare_answer,
    goals_answer,
    finish_answer,
    t("title-goals-answer"),
    minutes=2,
)
