"""Phase 5, the owner answers a wish about the next round: theirs, mine again, a break, or a talk first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from bot.dialog import Book, Dialog, Outcome, Plan, Scene, Start
from bot.engine.kinds import Consent, Option
from bot.engine.prompts import agree, ask_for, choice, earlier, say, text
from bot.engine.text import Instant, Text, literal, t
from bot.model import OWNER, PROFESSIONAL
from bot.phases.goal_setting.frame import AFTER_TALK_MS
from bot.phases.goal_setting.proposals import Idea
from bot.phases.goal_setting.reach import beside, realism_of
from bot.phases.repeat.next_offer import Offer, ideas_in, load_offer, offer_lines
from bot.phases.repeat.next_round import open_offer
from bot.phases.repeat.round_close import break_kind, offered
from bot.phases.repeat.turning import Turning, begun, resting, turning_of


@dataclass(frozen=True, slots=True)
class CounterFacts:
    """What the professional would rather have."""

    scene: Scene
    turning: Turning
    offer: Offer
    theirs: Offer
    wish: str
    why: str
    until: date | None
    talk_at_ms: int
    carried: Mapping[str, Any]
    ideas: Mapping[str, Idea] = field(default_factory=dict)
    """Each goal of theirs with what tells whether it is in reach."""


def prepare_round_counter(book: Book, start: Start) -> CounterFacts:
    """Only the owner, as long as the closed round is the last one."""
    scene, _ = open_offer(book, start)
    terms = start.terms
    offer = load_offer(terms["offer"])
    turning = turning_of(book, start, offer.starts_on, offer.ends_on)
    until, theirs = str(terms.get("until", "")), load_offer(terms["theirs"])
    return CounterFacts(
        scene,
        turning,
        offer,
        theirs,
        str(terms["wish"]),
        str(terms.get("why", "")),
        date.fromisoformat(until) if until else None,
        turning.frame.talk_at_ms,
        dict(terms),
        ideas_in(book, scene, turning.frame, theirs),
    )


@dataclass(frozen=True, slots=True)
class Countered:
    """theirs, mine (with a word), break or talk."""

    then: str
    words: str = ""
    until: date | None = None


async def round_counter(facts: CounterFacts) -> Countered:
    """What the professional said, and what would fit; every way on is one tap."""
    name = facts.scene.professional.name
    if facts.wish == "break" and facts.until is not None:
        return await _break(facts, facts.until)
    await say(_wish(facts))
    otherwise: dict[str, Text] = {"mine": t("counter-mine"), "break": t("round-break"), "talk": _talk(facts)}
    yes = agree(
        "theirs", facts.theirs.data, t("counter-ask", name=name), yes=t("counter-theirs"), otherwise=otherwise
    )
    if facts.theirs != facts.offer:
        await say(t("counter-would-fit", name=name))
        for line in (*offer_lines(facts.theirs, facts.scene.today), *_in_reach(facts)):
            await say(line)
        then = _taken(await yes)
    elif told := await earlier({"theirs": yes}):
        then = _taken(told["theirs"])
    else:
        # Nothing else was named, and to this one they have not said yes: there is nothing to take.
        options = tuple(Option(way, label) for way, label in otherwise.items())
        then = await choice("instead", t("counter-nothing-else", name=name), options)
    if then == "theirs":
        await say(t("counter-agreed", round=facts.theirs.terms.round))
        return Countered("theirs")
    if then == "mine":
        words = await text("words", t("counter-words", name=name), questions="perhaps")
        await say(t("round-offered", name=name))
        return Countered("mine", words)
    if then == "break":
        until = await ask_for(
            break_kind(facts.scene.today), "until", t("round-until"), hint=t("round-until-hint", name=name)
        )
        await say(t("round-rests", day=until))
        return Countered("break", until=until)
    await say(t("counter-talk"))
    return Countered("talk")


def _in_reach(facts: CounterFacts) -> Iterator[Text]:
    """Whether what they would rather have is in reach, goal by goal: as beside those of the first round."""
    theirs, there = facts.theirs.terms, replace(facts.scene, today=facts.theirs.starts_on)
    for goal in theirs.goals:
        if goal == facts.offer.terms.goal(goal.id) or not goal.has_number or goal.id not in facts.ideas:
            continue
        idea = beside(facts.ideas[goal.id], theirs.goals, there.today)
        reach = realism_of(there, idea, goal, len(theirs.goals))
        if reach != literal(""):
            yield t("counter-reach", what=goal.what, realism=reach)


def _taken(yes: Consent) -> str:
    return "theirs" if yes else yes.otherwise


async def _break(facts: CounterFacts, until: date) -> Countered:
    name = facts.scene.professional.name
    options = (
        Option("break", t("counter-break", day=until)),
        Option("mine", t("counter-rather")),
        Option("talk", _talk(facts)),
    )
    then = await choice("then", t("counter-wants-break", name=name, day=until), options)
    if then == "break":
        await say(t("round-rests", day=until))
        return Countered("break", until=until)
    if then == "mine":
        words = await text("words", t("counter-words", name=name), questions="perhaps")
        await say(t("round-offered", name=name))
        return Countered("mine", words)
    await say(t("counter-talk"))
    return Countered("talk")


def _wish(facts: CounterFacts) -> Text:
    name = facts.scene.professional.name
    if facts.wish == "too-much":
        return t("counter-too-much", name=name, words=facts.why)
    return t("counter-change", name=name, words=facts.why)


def _talk(facts: CounterFacts) -> Text:
    return t("lets-talk-at", at=Instant(facts.talk_at_ms)) if facts.talk_at_ms else t("lets-talk")


def finish_round_counter(facts: CounterFacts, countered: Countered) -> Outcome:
    """Their round begins, mine is offered again, the work rests, or the question comes back after a talk."""
    scene = facts.scene
    match countered.then:
        case "theirs":
            return Outcome(tuple(begun(scene, facts.turning, facts.theirs, PROFESSIONAL)))
        case "mine":
            again = offered(scene.engagement, scene.professional.id, facts.offer, countered.words)
            return Outcome((again,))
        case "break" if countered.until is not None:
            return Outcome(tuple(resting(scene, facts.turning, countered.until)))
    at = (facts.talk_at_ms or scene.now_ms) + AFTER_TALK_MS
    start = Start("round_counter", {OWNER: scene.owner.id}, scene.engagement, terms=facts.carried)
    plan = Plan(
        "start",
        f"round-counter/{scene.conversation}",
        scene.owner.id,
        at,
        scene.engagement,
        start,
        asked=True,
    )
    return Outcome((plan,))


ROUND_COUNTER = Dialog(
    "round_counter",
    (OWNER,),
    CounterFacts,
    prepare_round_counter,
    round_counter,
    finish_round_counter,
    t("title-round-counter"),
    minutes=1,
)
