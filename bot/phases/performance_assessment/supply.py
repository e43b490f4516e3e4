"""Phase 4, when no work came (X5): the goals stand still, and the owner sends work, rests it or buys less."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from bot import model
from bot.dialog import (
    Begin,
    Book,
    Change,
    Dialog,
    Effect,
    Note,
    Outcome,
    Refused,
    Scene,
    Start,
    Write,
    scene_of,
)
from bot.engine.cards import card
from bot.engine.kinds import Consent, Option
from bot.engine.prompts import agree, choice, number, say, text
from bot.engine.text import Text, t
from bot.model import OWNER, PROFESSIONAL
from bot.phases.hours import open_at
from bot.phases.performance_assessment.questions import in_their_hours
from bot.phases.terms import amount_of, counts_by
from bot.practice.calendar import monday_of
from bot.tallies.bought import Bought, Latest, WorkChange, latest_of, next_version


@dataclass(frozen=True, slots=True)
class NoWorkFacts:
    """How much work came of what was agreed, and when the professional can read about it."""

    scene: Scene
    amount: float
    came: float | None
    open_ms: int
    week: date | None = None
    """The Monday of the week; of one that was told before this was noted, nobody knows it here."""


@dataclass(frozen=True, slots=True)
class Supplied:
    """work (with what is next), pause, or fewer."""

    then: str
    words: str = ""
    amount: float = 0


def prepare_no_work(book: Book, start: Start) -> NoWorkFacts:
    """Only the owner of work that is under way."""
    scene = scene_of(book, start)
    engagement = book.one(model.Engagement, start.engagement)
    if engagement.state != "active":
        raise Refused(t("checkin-not"))
    came = start.terms.get("came")
    professional = book.one(model.Person, engagement.professional)
    week = start.terms.get("week")
    return NoWorkFacts(
        scene,
        engagement.amount,
        None if came is None else float(came),
        open_at(professional, book.now_ms),
        None if week is None else date.fromisoformat(str(week)),
    )


async def no_work(facts: NoWorkFacts) -> Supplied:
    """X5: nothing is behind because of it; three ways on."""
    name = facts.scene.professional.name
    options = [Option("work", t("no-work-send")), Option("pause", t("no-work-pause"))]
    if facts.scene.pay != "project" and facts.amount:
        fewer = t("no-work-fewer-hours") if facts.scene.pay == "hours" else t("no-work-fewer-pieces")
        options.append(Option("fewer", fewer))
    then = await choice("then", _little(facts), options)
    if then == "work":
        words = await text("words", t("no-work-next", name=name))
        await say(t("no-work-sent", name=name))
        return Supplied(then, words)
    if then == "pause":
        return Supplied(then)
    ask = t("no-work-how-many-hours") if facts.scene.pay == "hours" else t("no-work-how-many-pieces")
    amount = await number(
        "amount", ask, least=1, most=facts.amount, whole=False, counts=counts_by(facts.scene.pay)
    )
    await say(t("no-work-offered", name=name))
    return Supplied(then, amount=amount)


def _little(facts: NoWorkFacts) -> Text:
    name = facts.scene.professional.name
    if facts.came is None or not facts.amount:
        return t("no-work", name=name, when=_when(facts))
    return t(
        "no-work-hours" if facts.scene.pay == "hours" else "no-work-pieces",
        name=name,
        came=facts.came,
        amount=facts.amount,
        when=_when(facts),
    )


def _when(facts: NoWorkFacts) -> Text:
    """The week, by name where it is over by the time that it is read."""
    if facts.week is None or facts.week >= monday_of(facts.scene.today):
        return t("no-work-this-week")
    return t("no-work-week", week=facts.week)


def finish_no_work(facts: NoWorkFacts, supplied: Supplied) -> Outcome:
    """Tell what is next, let it rest, or offer less: that needs the other's yes."""
    scene = facts.scene
    if supplied.then == "work":
        words = card(t("no-work-told", owner=scene.owner.name, words=supplied.words))
        return Outcome((Note(scene.professional.id, words, "work", at_ms=facts.open_ms),))
    if supplied.then == "pause":
        return Outcome((Begin(Start("pause", {OWNER: scene.owner.id}, scene.engagement)),))
    terms = {"amount": supplied.amount}
    offered = Start("amount_answer", {PROFESSIONAL: scene.professional.id}, scene.engagement, terms=terms)
    occurrence = f"amount/{scene.conversation}"
    return Outcome((in_their_hours(offered, scene.professional.id, facts.open_ms, scene.now_ms, occurrence),))


NO_WORK = Dialog(
    "no_work", (OWNER,), NoWorkFacts, prepare_no_work, no_work, finish_no_work, t("title-no-work"), minutes=1
)


# --- less than was agreed -------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class AmountFacts:
    """How much was agreed, and how much is offered from now on."""

    scene: Scene
    version: int
    before: float
    amount: float
    owner_open_ms: int
    week: date | None = None
    """The Monday of the week in which it is asked: from this week on it is less."""
    latest: Latest | None = None


def prepare_amount(book: Book, start: Start) -> AmountFacts:
    """Only the professional of work that is under way."""
    scene = scene_of(book, start)
    engagement = book.one(model.Engagement, start.engagement)
    if engagement.state != "active":
        raise Refused(t("checkin-not"))
    owner = book.one(model.Person, engagement.owner)
    return AmountFacts(
        scene,
        engagement.version,
        engagement.amount,
        float(start.terms["amount"]),
        open_at(owner, book.now_ms),
        monday_of(scene.today),
        latest_of(book, engagement.id),
    )


async def amount_answer(facts: AmountFacts) -> tuple[Consent, str]:
    """Nothing changes without this yes."""
    owner, pay = facts.scene.owner.name, facts.scene.pay
    now, before = amount_of(pay, facts.amount), amount_of(pay, facts.before)
    offer = t("amount-offer", owner=owner, amount=now, before=before)
    consent = await agree(
        "yes", {"pay": pay, "amount": facts.amount}, offer, yes=t("yes"), otherwise={"no": t("amount-no")}
    )
    why = "" if consent else await text("why", t("amount-why", owner=owner))
    await say(t("amount-agreed", amount=amount_of(pay, facts.amount)) if consent else t("amount-kept"))
    return consent, why


def finish_amount(facts: AmountFacts, answer: tuple[Consent, str]) -> Outcome:
    """The new amount counts from now on; or it stays, and the owner reads why."""
    consent, why = answer
    scene = facts.scene
    name = scene.professional.name
    effects: list[Effect] = []
    if consent:
        effects.append(Change(model.Engagement, scene.engagement, facts.version, {"amount": facts.amount}))
        if facts.latest is not None and facts.week is not None:
            less = WorkChange(Bought(scene.pay, facts.before), Bought(scene.pay, facts.amount), facts.week)
            effects.append(Write(next_version(facts.latest, scene.engagement, less, scene.now_ms)))
    words = (
        t("amount-told-yes", name=name, amount=amount_of(scene.pay, facts.amount))
        if consent
        else t("amount-told-no", name=name, words=why)
    )
    effects.append(Note(scene.owner.id, card(words), "amount", at_ms=facts.owner_open_ms))
    return Outcome(tuple(effects))


AMOUNT = Dialog(
    "amount_answer",
    (PROFESSIONAL,),
    AmountFacts,
    prepare_amount,
    amount_answer,
    finish_amount,
    t("title-amount"),
    minutes=1,
)
