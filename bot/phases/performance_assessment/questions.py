"""Phase 4, stuck (O15, O16): a question that stops the work goes to the owner at once, in their hours.

How long it waited is counted by its two instants, and no prompt asks about it. One reminder; then it
waits in the list, the Monday message and the owner's own practice.
"""

from __future__ import annotations

from dataclasses import dataclass

from bot import model
from bot.dialog import (
    Begin,
    Book,
    Change,
    Dialog,
    Effect,
    Note,
    Outcome,
    Plan,
    Refused,
    Scene,
    Start,
    Write,
    scene_of,
)
from bot.engine.cards import card
from bot.engine.kinds import Option
from bot.engine.prompts import choice, review, say, text
from bot.engine.text import Instant, Text, t
from bot.model import OWNER, PROFESSIONAL
from bot.phases.gap_training.handbook import rule_of
from bot.phases.hours import open_at, reached_at
from bot.practice.identity import derived_id
from bot.tallies.jobs import decided_alone

LATER_MS = 3 * 3_600_000
"""How long "later today" leaves the owner alone; after their hours it is their next morning."""


def in_their_hours(start: Start, person: str, open_ms: int, now_ms: int, occurrence: str) -> Effect:
    """Begin a talk at once if its person may be written to now, else when they may."""
    if open_ms <= now_ms:
        return Begin(start)
    return Plan("start", occurrence, person, open_ms, start.engagement, start, asked=True)


def ask_owner(scene: Scene, account: str, words: str, owner_open_ms: int) -> tuple[Effect, ...]:
    """Keep a question and put it to the owner."""
    return ask_named(scene, account, words, owner_open_ms, derived_id(scene.conversation, "question"))


def ask_named(
    scene: Scene, account: str, words: str, owner_open_ms: int, id: str, version: int = 0, **terms: bool
) -> tuple[Effect, ...]:
    """The same under a name of its own, in place of the question that has this version."""
    question = model.Question(
        account=account, id=id, engagement=scene.engagement, by=scene.professional.id, words=words,
        at=scene.now_ms,
    )  # fmt: skip
    start = Start("question_answer", {OWNER: scene.owner.id}, scene.engagement, id, terms=terms)
    occurrence = f"question/{id}/{scene.conversation}"
    return Write(question, version), in_their_hours(
        start, scene.owner.id, owner_open_ms, scene.now_ms, occurrence
    )


# --- stuck ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class StuckFacts:
    """When the owner can read it, and what may be decided without them."""

    scene: Scene
    account: str
    owner_open_ms: int
    alone: tuple[str, ...]


def prepare_stuck(book: Book, start: Start) -> StuckFacts:
    """Only the professional of work that is under way."""
    scene = scene_of(book, start)
    engagement = book.one(model.Engagement, start.engagement)
    if engagement.state != "active":
        raise Refused(t("checkin-not"))
    owner = book.one(model.Person, engagement.owner)
    alone = decided_alone(book, engagement.id)
    return StuckFacts(scene, book.account, reached_at(book, owner), alone)


async def stuck(facts: StuckFacts) -> str:
    """What stops the work, with an own proposal if there is one."""
    owner = facts.scene.owner.name
    words = await text("words", t("stuck-ask", owner=owner), questions="yes")
    if facts.owner_open_ms <= facts.scene.now_ms:
        await say(t("stuck-sent", owner=owner))
    else:
        await say(t("stuck-sent-later", owner=owner, at=Instant(facts.owner_open_ms)))
    if facts.alone:
        await say(t("stuck-alone", items=facts.alone))
    return words


def finish_stuck(facts: StuckFacts, words: str) -> Outcome:
    """To the owner."""
    return Outcome(ask_owner(facts.scene, facts.account, words, facts.owner_open_ms))


STUCK = Dialog(
    "stuck",
    (PROFESSIONAL,),
    StuckFacts,
    prepare_stuck,
    stuck,
    finish_stuck,
    t("title-stuck"),
    minutes=1,
    nudge=False,
)


# --- the owner's answer ---------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class QuestionAnswerFacts:
    """What stops the work, and since when."""

    scene: Scene
    question: str
    version: int
    words: str
    asked_ms: int
    read_ms: int
    """When the professional reads an answer that is given now."""
    weekly: bool = False
    """Whether a check-in told of it: it was in the way, and need not be now."""


@dataclass(frozen=True, slots=True)
class QuestionAnswered:
    """answer, done or later."""

    then: str
    words: str = ""


def prepare_question_answer(book: Book, start: Start) -> QuestionAnswerFacts:
    """Only the owner, and only while the question is open."""
    scene = scene_of(book, start)
    question = book.one(model.Question, start.about)
    if question.engagement != scene.engagement:
        raise Refused
    if question.state != "open":
        raise Refused(t("answer-over", name=scene.professional.name))
    professional = book.one(model.Person, scene.professional.id)
    return QuestionAnswerFacts(
        scene,
        question.id,
        question.version,
        question.words,
        question.at,
        open_at(professional, book.now_ms),
        bool(start.terms.get("weekly")),
    )


async def question_answer(facts: QuestionAnswerFacts) -> QuestionAnswered:
    """O15: answer, done already, or later today."""
    name = facts.scene.professional.name
    asked = Instant(facts.asked_ms)
    then = await choice(
        "then",
        t("answer-ask-weekly", name=name, at=asked, words=facts.words)
        if facts.weekly
        else t("answer-ask", name=name, since=asked, words=facts.words),
        (
            Option("answer", t("answer")),
            Option("done", t("answer-done-already")),
            Option("later", t("answer-later")),
        ),
        words="answer",
    )
    if then == "later":
        await say(t("answer-later-noted", name=name))
        return QuestionAnswered(then)
    if then == "done":
        await say(t("answer-done", name=name))
        return QuestionAnswered(then)
    return QuestionAnswered(then, await text("words", t("answer-words", name=name), questions="perhaps"))


def finish_answer(facts: QuestionAnswerFacts, answered: QuestionAnswered) -> Outcome:
    """The professional reads it in their hours; later comes back once more.

    An answer goes as it is given. Whether it is kept is a talk of its own: nobody waits for that.
    """
    scene = facts.scene
    if answered.then == "later":
        terms = {"weekly": True} if facts.weekly else {}
        again = Start(
            "question_answer", {OWNER: scene.owner.id}, scene.engagement, facts.question, terms=terms
        )
        at = scene.now_ms + LATER_MS
        occurrence = f"question/{facts.question}/{scene.conversation}"
        return Outcome((Plan("start", occurrence, scene.owner.id, at, scene.engagement, again, asked=True),))
    state = "answered" if answered.then == "answer" else "solved"
    values = {"state": state, "answer": answered.words, "answered_at": scene.now_ms}
    owner = scene.owner.name
    words = (
        t("answer-told", owner=owner, question=facts.words, words=answered.words)
        if answered.then == "answer"
        else t("answer-told-done", owner=owner, question=facts.words)
    )
    effects: list[Effect] = [
        Change(model.Question, facts.question, facts.version, values),
        Note(scene.professional.id, card(words), "answer", at_ms=facts.read_ms),
    ]
    if answered.then == "answer":
        effects.append(
            Begin(Start("answer_keep", {OWNER: scene.owner.id}, scene.engagement, about=facts.question))
        )
    return Outcome(tuple(effects))


ANSWER = Dialog(
    "question_answer",
    (OWNER,),
    QuestionAnswerFacts,
    prepare_question_answer,
    question_answer,
    finish_answer,
    t("title-answer"),
    minutes=2,
)


# --- once answered, kept for ever -----------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class KeepFacts:
    """An answer that was sent, and when it is read."""

    scene: Scene
    account: str
    question: str
    words: str
    answer: str
    sent_ms: int
    read_ms: int


def prepare_keep(book: Book, start: Start) -> KeepFacts:
    """Only the owner, about a question they answered."""
    scene = scene_of(book, start)
    question = book.one(model.Question, start.about)
    if question.engagement != scene.engagement or question.state != "answered":
        raise Refused
    read_ms = open_at(book.one(model.Person, scene.professional.id), question.answered_at)
    return KeepFacts(
        scene, book.account, question.id, question.words, question.answer, question.answered_at, read_ms
    )


async def answer_keep(facts: KeepFacts) -> str:
    """O16: an answer that will be needed again is kept, as it is or in other words; "" = it is not."""
    name = facts.scene.professional.name
    options = (
        Option("keep", t("answer-keep-it"), bare="yes"),
        Option("no", t("no")),
        Option("change", t("answer-keep-change")),
    )
    then = await choice("keep", t("answer-keep", sent=_sent(facts)), options)
    if then == "no":
        await say(t("answer-thanks"))
        return ""
    rule = facts.answer
    if then == "change":
        words = text("rule", t("answer-keep-words"))
        rule = await review(words, facts.answer, ask=t("answer-keep-now"), accept=t("answer-keep-it"))
    await say(t("answer-kept", name=name))
    return rule


def _sent(facts: KeepFacts) -> Text:
    name = facts.scene.professional.name
    if facts.read_ms <= facts.sent_ms:
        return t("answer-sent", name=name)
    return t("answer-sent-later", name=name, at=Instant(facts.read_ms))


def finish_keep(facts: KeepFacts, kept: str) -> Outcome:
    """Into the handbook."""
    if not kept:
        return Outcome()
    rule = rule_of(facts.scene, facts.account, question=facts.words, answer=kept, source=facts.question)
    return Outcome((rule,))


KEEP = Dialog(
    "answer_keep",
    (OWNER,),
    KeepFacts,
    prepare_keep,
    answer_keep,
    finish_keep,
    t("title-keep"),
    minutes=1,
    nudge=False,
)
