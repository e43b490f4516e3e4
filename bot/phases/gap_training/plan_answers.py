"""Phase 2, the plan between the two (P9): yes, other days, another way; and back, until both say yes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from bot import model
from bot.dialog import Begin, Book, Change, Dialog, Effect, Note, Outcome, Refused, Scene, Start, scene_of
from bot.engine.cards import card
from bot.engine.kinds import Option
from bot.engine.prompts import agree, choice, each, prefilled, say, text
from bot.engine.text import literal, t
from bot.model import OWNER, PROFESSIONAL
from bot.phases.gap_training.moving import LearningGoal, learning_goals, not_before
from bot.phases.gap_training.parts import (
    Part,
    agreed,
    caught_up,
    duration,
    kept_as,
    latest,
    lines_of,
    paid,
    part_of,
    terms_of,
    when,
)
from bot.phases.gap_training.plan_page import AGAIN, meant_so, proposed_plan
from bot.phases.quoted import kept_words_of
from bot.words import Reader


def _offered(book: Book, start: Start, today: date) -> tuple[Part, ...]:
    """The items of an offer, the owner's part first; their days move up when an answer took long."""
    items = [book.one(model.Item, id) for id in start.terms["items"]]
    if any(item.engagement != start.engagement or item.state != "offered" for item in items):
        raise Refused(t("plan-settled"))
    engagement = book.one(model.Engagement, start.engagement)
    parts = tuple(sorted((part_of(book, item) for item in items), key=lambda part: part.position))
    return caught_up(parts, book.one(model.Person, engagement.professional), today)


# --- the offer ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class OfferFacts:
    """The plan as it is offered."""

    scene: Scene
    account: str
    parts: tuple[Part, ...]
    reply: str
    """The owner's words with a second offer."""
    zone: str
    ends: date
    goals: Mapping[str, LearningGoal] = field(default_factory=dict)
    """What is to be learned already, by skill."""


@dataclass(frozen=True, slots=True)
class PlanAnswered:
    """yes, dates (other days by item) or way (other words for one skill)."""

    then: str
    days: Mapping[str, date]
    skill: str = ""
    way: str = ""


def prepare_plan_answer(book: Book, start: Start) -> OfferFacts:
    """Only the professional of the engagement, while the plan is on offer."""
    scene = scene_of(book, start)
    engagement = book.one(model.Engagement, start.engagement)
    parts = _offered(book, start, scene.today)
    return OfferFacts(
        scene,
        book.account,
        parts,
        str(start.terms.get("reply", "")),
        book.one(model.Person, engagement.professional).zone,
        engagement.round_ends_on,
        learning_goals(book, engagement, parts),
    )


async def plan_answer(facts: OfferFacts) -> PlanAnswered:
    """P9: who goes first, what follows, what closes it; and three honest answers."""
    owner = facts.scene.owner.name
    theirs = tuple(part for part in facts.parts if not part.owners)
    if facts.reply:
        await say(t("plan-reply", owner=owner, words=facts.reply))
    await say(t("plan-offer", owner=owner, minutes=duration(paid(theirs)), pay=facts.scene.pay))
    for line in lines_of(facts.parts, facts.scene, PROFESSIONAL):
        await say(line)
    consent = await agree(
        "plan",
        terms_of(facts.parts),
        t("plan-offer-ask"),
        yes=t("plan-fine"),
        otherwise={"dates": t("plan-other-dates"), "way": t("plan-other-way")},
    )
    if consent:
        theirs_only = len(theirs) == len(facts.parts)
        await say(t("plan-taken-own") if theirs_only else t("plan-taken", owner=owner))
        return PlanAnswered("yes", {})
    if consent.otherwise == "dates":
        days = await _days(facts, theirs)
        wanted = tuple(replace(part, due=days.get(part.id, part.due)) for part in facts.parts)
        if not await meant_so(wanted, facts.scene, PROFESSIONAL):
            days = await _days(facts, theirs, AGAIN)
        await say(t("plan-sent-back", owner=owner))
        return PlanAnswered("dates", days)
    names = {part.skill: part.skill_name for part in theirs}
    skill = next(iter(names))
    if len(names) > 1:
        options = [Option(id, literal(name)) for id, name in names.items()]
        skill = await choice("skill", t("plan-which-skill"), options)
    way = await text("way", t("plan-which-way", owner=owner, skill=names[skill]))
    await say(t("plan-sent-back", owner=owner))
    return PlanAnswered("way", {}, skill, way)


async def _days(facts: OfferFacts, parts: tuple[Part, ...], again: str = "") -> Mapping[str, date]:
    """Another day for each of their own steps; `again` begins the keys when it is asked once more."""
    last = latest(facts.ends, facts.scene.today, parts)
    asked = {
        part.id: when(
            f"{again}day/{part.id}",
            t("plan-which-day", skill=part.skill_name, what=part.what),
            facts.scene.today,
            last,
        )
        for part in parts
    }
    proposed = {f"{again}day/{part.id}": part.due for part in parts}
    return await prefilled(each(asked, ask=t("plan-which-days")), proposed)


def finish_plan_answer(facts: OfferFacts, answered: PlanAnswered) -> Outcome:
    """A yes makes the plan stand; anything else goes to the owner as a proposal."""
    scene = facts.scene
    if answered.then == "yes":
        later = not_before(facts.parts, facts.goals, facts.ends)
        return Outcome((*agreed(facts.parts, scene, facts.account, facts.zone), *later))
    counter = Start(
        "plan_counter",
        {OWNER: scene.owner.id},
        scene.engagement,
        terms={
            "items": [part.id for part in facts.parts],
            "days": {id: day.isoformat() for id, day in answered.days.items()},
            "skill": answered.skill,
            "way": answered.way,
        },
    )
    return Outcome((Begin(counter),))


PLAN_ANSWER = Dialog(
    "plan_answer",
    (PROFESSIONAL,),
    OfferFacts,
    prepare_plan_answer,
    plan_answer,
    finish_plan_answer,
    t("title-plan-answer"),
    minutes=2,
)


# --- the proposal back ----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class CounterFacts:
    """The plan as it was offered and as the professional would have it."""

    scene: Scene
    account: str
    before: tuple[Part, ...]
    wanted: tuple[Part, ...]
    skill_name: str
    """The skill that would be learned another way; empty for other days."""
    way: str
    zone: str
    ends: date
    goals: Mapping[str, LearningGoal] = field(default_factory=dict)
    """What is to be learned already, by skill."""

    @property
    def moved(self) -> tuple[Part, ...]:
        """The parts that would have another day."""
        days = {part.id: part.due for part in self.before}
        return tuple(part for part in self.wanted if part.due != days[part.id])


@dataclass(frozen=True, slots=True)
class Countered:
    """Whether the proposal is taken, and the plan that follows: agreed, or offered again."""

    taken: bool
    parts: tuple[Part, ...]
    reply: str = ""


def prepare_plan_counter(book: Book, start: Start) -> CounterFacts:
    """Only the owner of the engagement, while the plan is on offer."""
    scene = scene_of(book, start)
    engagement = book.one(model.Engagement, start.engagement)
    before = _offered(book, start, scene.today)
    skill, way = str(start.terms.get("skill", "")), str(start.terms.get("way", ""))
    days = {id: date.fromisoformat(day) for id, day in start.terms.get("days", {}).items()}
    first = next((part.id for part in before if part.skill == skill and not part.owners), "")
    person = book.one(model.Person, engagement.professional)
    owner = book.one(model.Person, engagement.owner)
    said = kept_words_of(person.called, way, Reader(owner.locale, owner.zone, scene.kind)) if way else ""
    wanted = tuple(
        replace(part, due=days.get(part.id, part.due), what=said if part.id == first else part.what)
        for part in before
    )
    return CounterFacts(
        scene,
        book.account,
        before,
        caught_up(wanted, person, scene.today),
        next((part.skill_name for part in before if part.id == first), ""),
        way,
        person.zone,
        engagement.round_ends_on,
        learning_goals(book, engagement, before),
    )


async def plan_counter(facts: CounterFacts) -> Countered:
    """Take what the professional proposes, or offer something in between."""
    name = facts.scene.professional.name
    if facts.way:
        await say(t("plan-counter-way", name=name, skill=facts.skill_name, words=facts.way))
    elif facts.moved:
        await say(t("plan-counter-dates", name=name))
        for part in facts.moved:
            await say(t("plan-counter-date", skill=part.skill_name, what=part.what, day=part.due))
    else:
        await say(t("plan-counter-same-dates", name=name))
    consent = await agree(
        "plan",
        terms_of(facts.wanted),
        t("plan-counter-ask-way") if facts.way else t("plan-counter-ask"),
        yes=t("plan-counter-take"),
        otherwise={"again": t("plan-counter-again")},
    )
    if consent:
        await say(t("plan-counter-taken", name=name))
        return Countered(True, facts.wanted)
    kept = await proposed_plan(
        facts.wanted,
        facts.scene,
        lambda _: t("plan-counter-proposed", name=name),
        t("plan-offer-to", name=name),
        latest(facts.ends, facts.scene.today, facts.wanted),
    )
    if all(part.owners for part in kept):
        await say(t("plan-left-out"))
        return Countered(False, kept)
    reply = await text("reply", t("plan-counter-reply", name=name), optional=True, questions="perhaps")
    await say(t("plan-offered", name=name))
    return Countered(False, kept, reply or "")


def finish_plan_counter(facts: CounterFacts, countered: Countered) -> Outcome:
    """Taken: the plan stands and the professional hears it. Else it is offered once more."""
    scene = facts.scene
    if countered.taken:
        told = Note(
            scene.professional.id, card(t("plan-counter-taken-told", owner=scene.owner.name)), "taken"
        )
        later = not_before(countered.parts, facts.goals, facts.ends)
        return Outcome((*agreed(countered.parts, scene, facts.account, facts.zone), *later, told))
    kept = {part.id for part in countered.parts}
    dropped: list[Effect] = [
        Change(model.Item, part.id, part.version, {"state": "dropped"})
        for part in facts.before
        if part.id not in kept
    ]
    if all(part.owners for part in countered.parts):
        standing = agreed(countered.parts, scene, facts.account, facts.zone)
        told = Note(scene.professional.id, card(t("plan-left-out-told", owner=scene.owner.name)), "left-out")
        return Outcome((*dropped, *standing, told))
    again = Start(
        "plan_answer",
        {PROFESSIONAL: scene.professional.id},
        scene.engagement,
        terms={"items": [part.id for part in countered.parts], "reply": countered.reply},
    )
    return Outcome((*dropped, *(kept_as(part, "offered") for part in countered.parts), Begin(again)))


PLAN_COUNTER = Dialog(
    "plan_counter",
    (OWNER,),
    CounterFacts,
    prepare_plan_counter,
    plan_counter,
    finish_plan_counter,
    t("title-plan-counter"),
    minutes=2,
)
