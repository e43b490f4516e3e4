"""Phase 5, repeat (O25): the round closed in numbers, and what comes next: a round, a break or a fair end."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from bot import model
from bot.dialog import Begin, Change, Close, Dialog, Effect, Outcome, Start
from bot.engine.kinds import YES_NO, DateKind, Option
from bot.engine.prompts import ask_for, choice, say, text
from bot.engine.text import Text, literal, t
from bot.model import OWNER, PROFESSIONAL
from bot.phases.gap_training.parts import STEP_TALKS
from bot.phases.goal_setting import effects as goal_effects
from bot.phases.goal_setting.goal_page import edit
from bot.phases.goal_setting.reach import beside
from bot.phases.goal_setting.sureness import Sure, handed_on, how_sure
from bot.phases.repeat.closing_facts import (
    CloseFacts,
    closing_lines,
    gain_lines,
    kept,
    prepare_round_close,
    silent_lines,
    steps_read,
)
from bot.phases.repeat.next_offer import Offer, goal_in_reach, offer_lines
from bot.phases.repeat.turning import begun, resting
from bot.practice.identity import derived_id

OVER = (
    *("look_back_facts", "look_back_owner", "look_back_professional", "talk_sheet"),
    *("plan_answer", "plan_counter", *STEP_TALKS),
    *("own_rating", "owner_rating", "reveal"),
    *("baseline_settle", "goal_number", "goals_answer", "goals_counter", "goals_change"),
)
"""Talks about a round, its looks, plan, goals and steps: over when it closes, and the next one asks anew."""

LONGEST_BREAK = timedelta(days=183)


@dataclass(frozen=True, slots=True)
class Closed:
    """offer, break or finish; the next round as the owner wants it; and whether the record may be shown."""

    then: str
    offer: Offer
    sure: Sure | None = None
    until: date | None = None
    show: bool = False


async def round_close(facts: CloseFacts) -> Closed:
    """O25."""
    scene, name = facts.scene, facts.scene.professional.name
    if facts.again:
        await say(t("round-again", name=name))
    else:
        own, theirs = steps_read(scene, OWNER, facts.own_step, facts.their_step, facts.own_step_by)
        for line in (
            *closing_lines(facts.figures, own, name, theirs),
            *gain_lines(facts.figures),
        ):
            await say(line)
        for line in silent_lines(facts):
            await say(line)
    for line in offer_lines(facts.offer, facts.scene.today):
        await say(line)
    behind = None if facts.again else t("look-back-behind")
    then = await choice("then", t("round-then"), _ways(facts), hint=behind, audience="you")
    offer = await _changed(facts) if then == "change" else facts.offer
    sure, until = None, None
    if then in ("offer", "change"):
        sure = await how_sure(t("round-sure", round=offer.terms.round), to=OWNER, audience="both")
    elif then == "break":
        until = await ask_for(
            break_kind(scene.today), "until", t("round-until"), hint=t("round-until-hint", name=name)
        )
    show = False
    if facts.record and not facts.again:
        show = await ask_for(YES_NO, "show", t("round-show", name=name, words=facts.record), audience="both")
    await say(_end(facts, then, until))
    return Closed("offer" if then == "change" else then, offer, sure, until, show)


def break_kind(today: date) -> DateKind:
    """A day from tomorrow on, within half a year."""
    return DateKind(earliest=today + timedelta(days=1), latest=today + LONGEST_BREAK)


def _ways(facts: CloseFacts) -> tuple[Option, ...]:
    number = facts.offer.terms.round
    first = t("round-begin", round=number) if facts.turning.frame.alone else t("round-offer", round=number)
    return (
        Option("offer", first),
        Option("change", t("change")),
        Option("break", t("round-break")),
        Option("finish", t("round-finish")),
    )


def _end(facts: CloseFacts, then: str, until: date | None) -> Text:
    name = facts.scene.professional.name
    if then == "break" and until is not None:
        return t("round-rests", day=until)
    if then == "finish":
        return t("round-fair-end", name=name)
    return t("round-begun-alone") if facts.turning.frame.alone else t("round-offered", name=name)


async def _changed(facts: CloseFacts) -> Offer:
    """Each goal kept or changed, something new or not."""
    scene, offer = facts.scene, facts.offer
    frame = facts.turning.frame
    there = replace(scene, today=offer.starts_on)
    terms = replace(offer.terms, goals=())
    for at, goal in enumerate(offer.terms.goals, start=1):
        idea = beside(facts.ideas[goal.id], offer.terms.goals, there.today)
        ask = goal_in_reach(there, idea, at, len(offer.terms.goals))
        changed = await edit(
            there,
            frame,
            idea,
            ask,
            accept=t("goals-good"),
            to=OWNER,
            open_goals=len(offer.terms.goals),
            told=goal.has_number,
        )
        terms = terms if changed is None else terms.put(changed)
    names = facts.new_work
    options = (
        Option("none", t("round-nothing-new"), bare="no"),
        *(Option(f"new-{derived_id(name)}", literal(name)) for name in names),
        Option("other", t("round-something-else")),
    )
    picked = await choice("new", t("round-new", name=facts.scene.professional.name), options, audience="you")
    new: tuple[str, ...] = tuple(name for name in names if picked == f"new-{derived_id(name)}")
    good: dict[str, str] = {}
    if picked == "other":
        name = await text("new/other", t("round-new-other"), long=False)
        new = (name,)
        if said := await text("new/good", t("round-new-good-ask", what=name), optional=True):
            good[name] = said
    return replace(offer, terms=terms, new=new, good=good)


def finish_round_close(facts: CloseFacts, closed: Closed) -> Outcome:
    """Keep how the round closed; then offer the next one, rest, or lead to a fair end."""
    scene, turning = facts.scene, facts.turning
    effects: list[Effect] = [] if facts.again else _kept(facts, closed)
    match closed.then:
        case "break" if closed.until is not None:
            effects += resting(scene, turning, closed.until)
        case "finish":
            seats: dict[str, str] = {OWNER: scene.owner.id, PROFESSIONAL: scene.professional.id}
            chosen = {"chosen": True}
            effects.append(Begin(Start("leaving", seats, scene.engagement, terms=chosen, by=scene.owner.id)))
        case _:
            if closed.sure is not None:
                sure = closed.sure
                effects.append(goal_effects.sureness(scene, turning.frame, OWNER, sure))
            if turning.frame.alone:
                effects += begun(scene, turning, closed.offer, OWNER)
            else:
                professional = scene.professional.id
                effects.append(offered(scene.engagement, professional, closed.offer, sure=closed.sure))
    return Outcome(tuple(effects))


def offered(
    engagement: str, professional: str, offer: Offer, reply: str = "", sure: Sure | None = None
) -> Begin:
    """The next round goes to the professional. Offering it is the owner's yes to it."""
    terms = {"offer": offer.data, "reply": reply, **handed_on(sure)}
    return Begin(Start("next_round", {PROFESSIONAL: professional}, engagement, terms=terms))


def _kept(facts: CloseFacts, closed: Closed) -> list[Effect]:
    scene, figures = facts.scene, facts.figures
    showable = facts.record if closed.show else ""
    ended = kept(scene, facts.turning.account, figures, ended_on=figures.ended_on, showable=showable)
    # A gap whose plan nobody took is open again: under way, it could never be planned anew.
    free = (Change(model.Item, id, version, {"state": "dropped"}) for id, version in facts.unanswered)
    return [*ended, *free, Close(scene.engagement, "closed", OVER)]


ROUND_CLOSE = Dialog(
    "round_close",
    (OWNER,),
    CloseFacts,
    prepare_round_close,
    round_close,
    finish_round_close,
    t("title-round-close"),
    minutes=3,
    audience="you",
)
