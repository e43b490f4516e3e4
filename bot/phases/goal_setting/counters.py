"""What the professional would rather agree to (X2): their words, the arithmetic, and three ways on."""

from __future__ import annotations

from dataclasses import dataclass

from bot.dialog import Book, Dialog, Effect, Note, Outcome, Plan, Scene, Start
from bot.engine.cards import card
from bot.engine.kinds import Option
from bot.engine.prompts import agree, choice, say, text
from bot.engine.text import Instant, Text, literal, t
from bot.model import OWNER, PROFESSIONAL
from bot.phases.goal_setting import effects as goal_effects
from bot.phases.goal_setting.answers import AnswerFacts, closing, prepare_answer
from bot.phases.goal_setting.frame import AFTER_TALK_MS
from bot.phases.goal_setting.goal_page import edit
from bot.phases.goal_setting.goal_terms import (
    GoalTerms,
    Terms,
    agreed_of,
    dump_terms,
    levels_of,
    line_of,
    load_terms,
)
from bot.phases.goal_setting.reach import beside
from bot.phases.goal_setting.standing import carried
from bot.phases.goal_setting.sureness import handed_on, said_sure
from bot.practice import realism
from bot.practice.calendar import DAY_MS


@dataclass(frozen=True, slots=True)
class CounterFacts:
    """The professional's proposal (about one goal, or about all without another number), and what was
    on the table before it."""

    answer: AnswerFacts
    before: Terms

    @property
    def scene(self) -> Scene:
        """The scene of the conversation."""
        return self.answer.scene

    @property
    def same(self) -> bool:
        """Whether something else was wanted and nothing named: then nobody has said yes to it."""
        return self.answer.wish == "change" and self.answer.terms == self.before

    @property
    def about(self) -> GoalTerms | None:
        """The goal that it is about, as it was; None = all of them together."""
        return self.before.goal(self.answer.about)


@dataclass(frozen=True, slots=True)
class Countered:
    """take, again (with other terms), talk, or overtaken."""

    then: str
    terms: Terms
    words: str = ""


def prepare_counter(book: Book, start: Start) -> CounterFacts:
    """Only the owner."""
    return CounterFacts(prepare_answer(book, start), load_terms(start.terms["before"]))


async def goals_counter(facts: CounterFacts) -> Countered:
    """Take what the professional proposes, propose again, or talk about it."""
    given, name = facts.answer, facts.answer.scene.professional.name
    if given.overtaken:
        await say(t("goals-overtaken", number=given.frame.number))
        return Countered("overtaken", given.terms)
    if given.sure is not None:
        await say(said_sure(name, given.sure))
    again, talk = t("goals-propose-again"), t("goals-talk")
    if given.passed:
        await say(t("goals-day-passed-here", goals=tuple(literal(what) for what in given.passed)))
    if not given.about or facts.same:
        then = await choice("then", _told(facts), (Option("again", again), Option("talk", talk)), to=OWNER)
    else:
        yes = await agree(
            "take",
            dump_terms(given.terms),
            _told(facts),
            yes=_take(facts),
            to=OWNER,
            otherwise={"again": again, "talk": talk},
        )
        then = "take" if yes else yes.otherwise
    if then == "take":
        await closing(given, OWNER)
        return Countered(then, given.terms)
    if then == "talk":
        at = given.frame.talk_at_ms
        await say(t("goals-talk-at", name=name, at=Instant(at)) if at else t("goals-talk-soon", name=name))
        return Countered(then, given.terms)
    return await _again(facts)


def _take(facts: CounterFacts) -> Text:
    goal = facts.answer.terms.goal(facts.answer.about)
    if goal is None:
        return t("goals-take-out")
    if facts.answer.wish in ("too-much", "unsure") and goal.has_number:
        return t("goals-it-is", value=goal.expected or 0)
    return t("goals-take")


def _told(facts: CounterFacts) -> Text:
    """The professional's words and numbers."""
    given, name, words = facts.answer, facts.answer.scene.professional.name, facts.answer.why
    goal, was = given.terms.goal(given.about), facts.about
    if facts.same and was is not None:
        return t("goals-wish-same", name=name, what=was.what, words=words)
    if given.wish == "outside":
        if was is None:
            return t("goals-outside-all", name=name, words=words)
        return t("goals-outside-one", name=name, what=was.what, words=words)
    if goal is None:
        if was is None:
            return t("goals-wish-all", wish=given.wish, name=name, words=words)
        return t("goals-wish-without", name=name, what=was.what, words=words)
    if given.wish == "change" or not goal.has_number:
        return t("goals-wish-goal", name=name, goal=line_of(goal), words=words)
    return t(
        "goals-wish-number",
        name=name,
        what=goal.what,
        value=agreed_of(goal),
        levels=levels_of(goal),
        due=goal.due_on,
        words=words,
        numbers=_arithmetic(given, goal),
    )


def _arithmetic(given: AnswerFacts, goal: GoalTerms) -> Text:
    """Whether the hours or pieces that it takes fit into what is planned."""
    planned = given.idea(goal).needed
    if given.scene.pay == "project" or given.needs is None or planned is None:
        return t("goals-nothing")
    pay: realism.Pay = "hours" if given.scene.pay == "hours" else "pieces"
    fits = realism.capacity_check(pay, given.needs, planned).verdict == "reachable"
    whole = round(planned) or round(planned, 1)
    if pay == "hours":
        return t(
            "goals-fits-in-hours" if fits else "goals-needs-more-hours", needed=given.needs, planned=whole
        )
    return t("goals-fits-in-pieces" if fits else "goals-needs-more-pieces", needed=given.needs, planned=whole)


async def _again(facts: CounterFacts) -> Countered:
    """Another proposal: the goal that it is about, or each of them, beginning from the last words."""
    given, terms = facts.answer, facts.answer.terms
    about = given.terms.goal(given.about) or facts.about
    goals = given.terms.goals if about is None else (about,)
    for at, goal in enumerate(goals, start=1):
        edited = await edit(
            given.scene,
            given.frame,
            beside(given.idea(goal), terms.goals, given.scene.today),
            t("goals-instead", what=goal.what),
            accept=t("goals-good"),
            to=OWNER,
            open_goals=at,
        )
        terms = terms.without(goal.id) if edited is None else terms.put(edited)
    name = given.scene.professional.name
    words = await text("words", t("goals-words-with-it", name=name), to=OWNER, optional=True)
    await say(t("goals-sent", owner=name))
    return Countered("again", terms, words or "")


def finish_counter(facts: CounterFacts, countered: Countered) -> Outcome:
    """Agreed, proposed again, or a talk with the question coming back after it."""
    given = facts.answer
    scene, frame = given.scene, given.frame
    if countered.then == "overtaken":
        return Outcome()
    if countered.then == "take":
        return Outcome(tuple(goal_effects.agreed(scene, frame, countered.terms, PROFESSIONAL, given.why)))
    if countered.then == "again":
        effects: list[Effect] = goal_effects.offered(scene, frame, countered.terms)
        back = goal_effects.to_professional(
            scene, frame, countered.terms, given.occasion, wish="again", why=countered.words
        )
        return Outcome((*effects, back))
    return Outcome(tuple(_talk(facts)))


def _talk(facts: CounterFacts) -> list[Effect]:
    given = facts.answer
    scene, at = given.scene, given.frame.talk_at_ms
    again = {
        **carried(given.terms, given.frame, written=False),
        "before": dump_terms(facts.before),
        "occasion": given.occasion,
        "wish": given.wish,
        "about": given.about,
        "why": given.why,
        "needs": given.needs,
        **handed_on(given.sure),
    }
    start = Start("goals_counter", {OWNER: scene.owner.id}, scene.engagement, terms=again)
    after = at + AFTER_TALK_MS if at else scene.now_ms + DAY_MS
    owner = scene.owner.name
    words = t("goals-talk-at", name=owner, at=Instant(at)) if at else t("goals-talk-soon", name=owner)
    told: list[Effect] = []
    if scene.owner.id != scene.professional.id:
        told.append(Note(scene.professional.id, card(t("goals-talk-told", owner=owner, when=words)), "talk"))
    return [
        *told,
        Plan("start", f"talk/{scene.conversation}", scene.owner.id, after, scene.engagement, start),
    ]


GOALS_COUNTER = Dialog(
    "goals_counter",
    (OWNER,),
    CounterFacts,
    prepare_counter,
    goals_counter,
    finish_counter,
    t("title-goals-counter"),
    minutes=2,
)
