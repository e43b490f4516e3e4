"""Phase 2, the handbook: an answer is kept as a rule, put in other words, and deleted."""

from __future__ import annotations

from dataclasses import dataclass

from bot import model
from bot.dialog import Book, Change, Dialog, Note, Outcome, Refused, Scene, Start, Write, scene_of
from bot.engine.cards import card
from bot.engine.kinds import Option
from bot.engine.prompts import choice, review, say, text
from bot.engine.text import literal, t
from bot.model import OWNER
from bot.phases.hours import open_at
from bot.practice.identity import derived_id
from bot.tallies.handbook import rules_of


def rule_of(scene: Scene, account: str, *, question: str, answer: str, source: str) -> Write:
    """Keep an answer as a rule of the handbook. The same source in the same talk is kept once."""
    rule = model.Rule(
        account=account,
        id=derived_id(scene.conversation, "rule", source),
        engagement=scene.engagement,
        question=question,
        answer=answer,
        source=source,
        at=scene.now_ms,
    )
    return Write(rule)


@dataclass(frozen=True, slots=True)
class Kept:
    """A rule that holds."""

    id: str
    version: int
    question: str
    answer: str


@dataclass(frozen=True, slots=True)
class HandbookFacts:
    """Every rule that holds, the newest first, and when the professional reads that one has changed."""

    scene: Scene
    rules: tuple[Kept, ...]
    read_ms: int


@dataclass(frozen=True, slots=True)
class Decided:
    """A rule and how it reads from now on: empty where it is deleted."""

    rule: Kept
    answer: str


def prepare_rule(book: Book, start: Start) -> HandbookFacts:
    """Only the owner, while there is a rule."""
    scene = scene_of(book, start)
    rules = rules_of(book, scene.engagement)
    if not rules:
        raise Refused(t("rules-none"))
    read_ms = open_at(book.one(model.Person, scene.professional.id), book.now_ms)
    kept = tuple(Kept(rule.id, rule.version, rule.question, rule.answer) for rule in rules)
    return HandbookFacts(scene, kept, read_ms)


async def rule_change(facts: HandbookFacts) -> Decided:
    """Which rule, and what becomes of it."""
    (rule, *others) = facts.rules
    if others:
        options = [Option(one.id, literal(one.question), literal(one.answer)) for one in facts.rules]
        which = await choice("rule", t("rule-which"), options)
        rule = next(one for one in facts.rules if one.id == which)
    ways = (
        Option("change", t("rule-reword")),
        Option("delete", t("rule-delete")),
        Option("leave", t("leave-as-it-was")),
    )
    then = await choice(f"then/{rule.id}", t("rule-now", question=rule.question, answer=rule.answer), ways)
    name = facts.scene.professional.name
    if then == "delete":
        await say(t("rule-deleted", name=name))
        return Decided(rule, "")
    if then == "leave":
        await say(t("answer-thanks"))
        return Decided(rule, rule.answer)
    words = text(f"words/{rule.id}", t("answer-keep-words"))
    answer = await review(words, rule.answer, ask=t("rule-reads"), accept=t("leave-as-it-was"))
    await say(t("answer-thanks") if answer == rule.answer else t("rule-changed", name=name))
    return Decided(rule, answer)


def finish_rule(facts: HandbookFacts, decided: Decided) -> Outcome:
    """A rule that is deleted keeps none of its words. Whoever goes by it is told."""
    rule, scene = decided.rule, facts.scene
    if decided.answer == rule.answer:
        return Outcome()
    owner = scene.owner.name
    values = {"answer": decided.answer, "at": scene.now_ms}
    told = t("rule-told", owner=owner, question=rule.question, answer=decided.answer)
    if not decided.answer:
        values = {"answer": "", "question": ""}
        told = t("rule-told-deleted", owner=owner, question=rule.question)
    note = Note(scene.professional.id, card(told), "rule", at_ms=facts.read_ms)
    return Outcome((Change(model.Rule, rule.id, rule.version, values), note))


RULE = Dialog(
    "rule_change",
    (OWNER,),
    HandbookFacts,
    prepare_rule,
    rule_change,
    finish_rule,
    t("title-rule"),
    minutes=1,
    owed=False,
    nudge=False,
)
