"""Phase 1, skill assessment (P4 to P6, O8, O9, P8): both rate blind, then look at it together.

The professional rates from knowing, the owner only from work seen. Neither sees the other's view
before both are in. Same or one apart is settled; further apart gets a level for now and a day for
the second look; a lasting difference stays visible as what it is.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time, timedelta

from bot import model
from bot.dialog import (
    Begin,
    Book,
    Dialog,
    Effect,
    Outcome,
    Plan,
    Refused,
    Scene,
    Start,
    Write,
    scene_of,
)
from bot.engine.kinds import Option
from bot.engine.prompts import choice, say
from bot.engine.text import Instant, Text, literal, t
from bot.model import OWNER, PROFESSIONAL
from bot.phases.hours import talk_at
from bot.phases.skill_assessment.rating import AGAIN, rating_of
from bot.practice.calendar import resolve, to_millis
from bot.practice.identity import derived_id
from bot.practice.levels import Compared, compare, decide, disagree
from bot.tallies.days import day_from, days_between

SOONEST_LOOK = timedelta(days=10)
"""Until the second look at the earliest: short enough to remember."""
SEEN_DAYS = 5
"""Days of work until then: long enough to have seen some."""
LOOK_AT = time(9)


NOTICE_MS = 2 * 3_600_000
"""So long before a talk the other one has to have read that it is wanted."""


@dataclass(frozen=True, slots=True)
class SkillPair:
    """One skill, seen by both."""

    name: str
    compared: Compared
    own_reason: str
    seen_reason: str


@dataclass(frozen=True, slots=True)
class RevealFacts:
    """Both views side by side, and a time to talk."""

    scene: Scene
    account: str
    round: int
    occasion: str
    pairs: tuple[SkillPair, ...]
    look_again: date
    talk_at_ms: int
    """The first time that both are at work; 0 where they never are."""
    second: bool
    """Whether these skills were looked at a second time: a difference now may stay."""
    at_the_end: bool = False
    """Whether the second look falls to the round's look back, which asks for the same skills."""
    professional_zone: str = "UTC"
    owner_zone: str = "UTC"

    @property
    def apart(self) -> tuple[SkillPair, ...]:
        """The skills on which the views differ by two or more."""
        return tuple(pair for pair in self.pairs if pair.compared.standing == "apart")


def prepare_reveal(book: Book, start: Start) -> RevealFacts:
    """Both people of the engagement, once both views are in."""
    scene = scene_of(book, start)
    engagement = book.one(model.Engagement, start.engagement)
    occasion = str(start.terms["occasion"])
    owner, professional = (book.one(model.Person, id) for id in (engagement.owner, engagement.professional))
    soon, ends = _second_look_on((owner, professional), scene.today), engagement.round_ends_on
    at_the_end = scene.today < ends <= soon
    look_again = ends if at_the_end else soon
    asked = (book.one(model.Skill, id) for id in start.terms["skills"])
    # What was settled between the two views, only one of them speaks of.
    rated = (skill for skill in asked if _rated_by_both(book, engagement.id, skill, occasion))
    skills = sorted(rated, key=lambda skill: skill.position)
    if not skills:
        raise Refused
    return RevealFacts(
        scene,
        book.account,
        engagement.round,
        occasion,
        tuple(_pair(book, engagement.id, skill, occasion, look_again) for skill in skills),
        look_again,
        talk_at(owner, professional, book.now_ms + NOTICE_MS),
        occasion.startswith(AGAIN),
        at_the_end,
        professional.zone,
        owner.zone,
    )


def _rated_by_both(book: Book, engagement: str, skill: model.Skill, occasion: str) -> bool:
    ids = {derived_id(engagement, skill.id, occasion, role) for role in (OWNER, PROFESSIONAL)}
    return ids <= {rating.id for rating in book.find(model.Rating, skill=skill.id)}


def _pair(book: Book, engagement: str, skill: model.Skill, occasion: str, look_again: date) -> SkillPair:
    own = book.one(model.Rating, derived_id(engagement, skill.id, occasion, PROFESSIONAL))
    seen = book.one(model.Rating, derived_id(engagement, skill.id, occasion, OWNER))
    compared = compare(
        skill.id,
        own.level,
        seen.level,
        seen=seen.level is not None,
        example=bool(own.example),
        look_again=look_again,
    )
    return SkillPair(skill.name, compared, own.example, seen.example)


def _second_look_on(people: tuple[model.Person, ...], today: date) -> date:
    """The first Friday by which both have worked for long enough; if one of them is off on it, soon after."""
    day = today + SOONEST_LOOK
    friday = day + timedelta(days=(5 - day.isoweekday()) % 7)
    while days_between(people, today, friday) < SEEN_DAYS:
        friday += timedelta(weeks=1)
    return day_from(people, friday)


async def reveal(facts: RevealFacts) -> dict[str, Compared]:
    """O9 and P8: what is settled, what only one has seen, and what is apart, with both reasons."""
    decided = {pair.compared.skill: pair.compared for pair in facts.pairs}
    picks: dict[str, int | None] = {}
    theirs: dict[str, int | None] = {}
    await _open(facts, OWNER)
    for pair in facts.apart:
        picks[pair.compared.skill] = await _for_now(facts, pair, OWNER, None)
    if facts.apart:
        await say(t("reveal-owner-done", name=facts.scene.professional.name), to=OWNER)
    await _open(facts, PROFESSIONAL)
    for pair in facts.apart:
        skill = pair.compared.skill
        pick = await _for_now(facts, pair, PROFESSIONAL, picks[skill])
        theirs[skill] = pick
        settled = decide(pair.compared, picks[skill], pick)
        decided[skill] = disagree(settled, facts.look_again) if settled.standing == "apart" else settled
    for pair in facts.apart:
        settled = decided[pair.compared.skill]
        skill = pair.compared.skill
        if settled.level is None and (picks[skill] is None or theirs[skill] is None):
            for role in (OWNER, PROFESSIONAL):
                await say(_talk(facts, pair.name, picks[skill], theirs[skill], role), to=role)
        elif settled.level is None:
            await say(t("reveal-differ", skill=pair.name, day=facts.look_again))
        else:
            await say(t("reveal-agreed", skill=pair.name, level=settled.level, day=facts.look_again))
    return decided


def _talk(facts: RevealFacts, skill: str, owners: int | None, professionals: int | None, reader: str) -> Text:
    """Whoever would like to talk, what the other one said, and when both are free for it: for one of them."""
    asks, said = (OWNER, professionals) if owners is None else (PROFESSIONAL, owners)
    name, other = facts.scene.at(asks).name, facts.scene.other(asks).name
    told = t("reveal-talk", skill=skill, name=name, own=int(asks == reader), day=facts.look_again)
    if said is not None:
        told = t("reveal-talk-said", told=told, other=other, own=int(asks != reader), level=said)
    return t("reveal-talk-at", told=told, at=Instant(facts.talk_at_ms)) if facts.talk_at_ms else told


async def _open(facts: RevealFacts, role: str) -> None:
    """Both views are in: what needs no decision, each with its level."""
    standing = {
        s: tuple(_at_level(facts, p, role) for p in facts.pairs if p.compared.standing == s)
        for s in ("settled", "one_view")
    }
    await say(t("reveal-both-in"), to=role)
    if standing["settled"]:
        await say(t("reveal-settled", skills=standing["settled"]), to=role)
    if standing["one_view"]:
        skills, day = standing["one_view"], facts.look_again
        own_stands = t("reveal-unseen-owner", skills=skills, name=facts.scene.professional.name, day=day)
        yours_stands = t("reveal-unseen-professional", skills=skills, day=day)
        await say(own_stands if role == OWNER else yours_stands, to=role)


def _at_level(facts: RevealFacts, pair: SkillPair, role: str) -> Text:
    """A skill with the level it has now; where the views are one apart, with both."""
    compared, name = pair.compared, pair.name
    if compared.level is None:
        return literal(name)
    if compared.standing == "one_view" and (own := compared.professional or 0) > compared.level:
        # A claim of four or five without an example counts as three: whoever reads it sees both.
        return t("reveal-at-counted", skill=name, level=compared.level, own=own)
    if not compared.distance:
        return t("reveal-at", skill=name, level=compared.level)
    mine, theirs = compared.owner, compared.professional
    other = facts.scene.professional.name
    if role == PROFESSIONAL:
        mine, theirs, other = theirs, mine, facts.scene.owner.name
    return t(
        "reveal-at-both", skill=name, level=compared.level, mine=mine or 0, theirs=theirs or 0, other=other
    )


async def _for_now(facts: RevealFacts, pair: SkillPair, role: str, suggested: int | None) -> int | None:
    """Which level for now? None = let's talk."""
    compared = pair.compared
    mine, theirs = (
        (compared.owner, compared.professional) if role == OWNER else (compared.professional, compared.owner)
    )
    my_reason, their_reason = (
        (pair.seen_reason, pair.own_reason) if role == OWNER else (pair.own_reason, pair.seen_reason)
    )
    other = facts.scene.other(role).name
    views = t(
        "reveal-apart",
        skill=pair.name,
        other=other,
        theirs=theirs or 0,
        their_reason=_reason(their_reason),
        mine=mine or 0,
        my_reason=_reason(my_reason),
    )
    if role == OWNER:
        higher = "own" if (theirs or 0) > (mine or 0) else "seen"
        ask = t("reveal-suggest", views=views, higher=higher, level=compared.level or 0, day=facts.look_again)
    elif suggested is None:
        ask = t("reveal-wants-talk", views=views, other=other, day=facts.look_again)
    else:
        higher = "own" if (mine or 0) > (theirs or 0) else "seen"
        ask = t(
            "reveal-suggested", views=views, other=other, higher=higher, level=suggested, day=facts.look_again
        )
    offered = (compared.level, compared.between, suggested)
    levels = sorted(dict.fromkeys(level for level in offered if level is not None))
    talk = t("lets-talk-at", at=Instant(facts.talk_at_ms)) if facts.talk_at_ms else t("lets-talk")
    options = [
        *(Option(str(level), t("level-for-now", level=level)) for level in levels),
        Option("talk", talk),
    ]
    pick = await choice(f"now/{compared.skill}/{role}", ask, options, to=role)
    return None if pick == "talk" else int(pick)


def _reason(words: str) -> Text:
    return t("reason-given", words=words) if words else t("reason-none")


def finish_reveal(facts: RevealFacts, decided: Mapping[str, Compared]) -> Outcome:
    """Keep the levels for now, plan a second look where one is needed; a first look is followed by a plan."""
    scene = facts.scene
    effects: list[Effect] = [
        Write(
            model.Level(
                account=facts.account,
                id=derived_id(scene.engagement, skill, facts.occasion, "level"),
                engagement=scene.engagement,
                skill=skill,
                round=facts.round,
                level=compared.level,
                provisional=compared.provisional,
                disputed=compared.standing == "disagreed",
                look_again_on=compared.look_again,
                at=scene.now_ms,
            )
        )
        for skill, compared in decided.items()
    ]
    again = tuple(skill for skill, compared in decided.items() if compared.look_again is not None)
    if again and not facts.at_the_end:
        effects += _second_look(facts, again)
    if not facts.second:
        effects.append(Begin(Start("gap_causes", {OWNER: scene.owner.id}, scene.engagement)))
    return Outcome(tuple(effects))


def _second_look(facts: RevealFacts, skills: tuple[str, ...]) -> list[Effect]:
    """Both have just read the day of it, so no budget of unasked messages holds it back."""
    scene = facts.scene
    occasion = f"{AGAIN}-{facts.look_again.isoformat()}"
    return [
        Plan(
            "start",
            f"second-look/{occasion}/{role}",
            person.id,
            to_millis(resolve(facts.look_again, LOOK_AT, zone)),
            scene.engagement,
            rating_of(role, scene, skills=skills, occasion=occasion),
            asked=True,
        )
        for role, person, zone in (
            (PROFESSIONAL, scene.professional, facts.professional_zone),
            (OWNER, scene.owner, facts.owner_zone),
        )
    ]


REVEAL = Dialog(
    "reveal",
    (OWNER, PROFESSIONAL),
    RevealFacts,
    prepare_reveal,
    reveal,
    finish_reveal,
    t("title-reveal"),
    minutes=2,
)
