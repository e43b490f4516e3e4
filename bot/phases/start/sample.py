"""The paid sample task (P7): a small piece of real work, handed in, put off, or rather not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot import model
from bot.dialog import (
    Begin,
    Book,
    Change,
    Close,
    Dialog,
    Effect,
    Note,
    Outcome,
    Refused,
    Scene,
    Start,
    scene_of,
)
from bot.engine.cards import card
from bot.engine.kinds import DateKind, Option
from bot.engine.prompts import ask_for, hand_in, say, text
from bot.engine.text import t
from bot.model import OWNER, PROFESSIONAL
from bot.phases.skill_assessment.rating import rating_of
from bot.practice.identity import derived_id


@dataclass(frozen=True, slots=True)
class SampleFacts:
    """The sample task as it was offered."""

    scene: Scene
    about: str
    version: int
    title: str
    brief: str
    minutes: int
    due: date
    rated: bool = True
    """Whether the professional has given their own view already."""
    last: date | None = None
    """The last day that it may be put off to; what comes after the round shows nothing for it."""
    moved: bool = False
    """Whether it was put off: then the task stands further up."""
    handed_in: bool = False
    """Whether something else is to take the place of what was handed in."""


@dataclass(frozen=True, slots=True)
class SampleHandedIn:
    """The work, or another day for it, or no sample at all."""

    work: str = ""
    another_day: date | None = None
    declined: bool = False


def prepare_sample(book: Book, start: Start) -> SampleFacts:
    """Only the professional of the engagement; once it is handed in, until the owner has rated from it."""
    scene = scene_of(book, start)
    sample = book.one(model.Sample, start.about)
    if start.revises and not replaceable(book, sample):
        raise Refused(t("sample-not-changeable", owner=scene.owner.name))
    ends = book.one(model.Engagement, start.engagement).round_ends_on
    return SampleFacts(
        scene,
        sample.id,
        sample.version,
        sample.title,
        sample.brief,
        sample.minutes,
        sample.due_on,
        bool(book.find(model.Rating, engagement=start.engagement, role=PROFESSIONAL)),
        max(ends, scene.today),
        bool(start.terms.get("moved")),
        bool(start.revises),
    )


def replaceable(book: Book, sample: model.Sample) -> bool:
    """Whether something was handed in from which the owner has not rated yet."""
    seen = book.find(model.Rating, engagement=sample.engagement, role=OWNER)
    return bool(sample.handed_in_at) and not any(rating.at >= sample.handed_in_at for rating in seen)


async def sample(facts: SampleFacts) -> SampleHandedIn:
    """P7: a paid piece of real work, time-boxed; it cannot be failed."""
    owner = facts.scene.owner.name
    options = (
        Option("send", t("send-to", name=owner)),
        Option("another-day", t("another-day")),
        Option("no", t("sample-rather-not")),
    )
    then = "task"
    if facts.moved:
        ask = t("sample-waits", title=facts.title, minutes=facts.minutes, due=facts.due)
        then = await hand_in(
            "then/moved",
            ask,
            (*options, Option("task", t("sample-task"))),
            words="send",
            day="another-day",
        )
    if then == "task":
        if not facts.moved:
            await say(t("sample-offer", owner=owner, title=facts.title, minutes=facts.minutes, due=facts.due))
        await say(t("sample-brief", words=facts.brief))
        then = await hand_in("then", t("sample-hand-in"), options, words="send", day="another-day")
    if then == "no":
        await say(t("sample-declined", owner=owner))
        return SampleHandedIn(declined=True)
    if then == "another-day":
        day = await ask_for(DateKind(latest=facts.last), "day", t("sample-which-day"))
        await say(t("sample-moved", day=day, owner=owner))
        return SampleHandedIn(another_day=day)
    work = await text("work", t("sample-paste"), hint=t("sample-paste-hint"))
    await say(t("sample-sent", owner=owner))
    if not facts.rated:
        await say(t("sample-rating-open"))
    return SampleHandedIn(work)


def finish_sample(facts: SampleFacts, handed_in: SampleHandedIn) -> Outcome:
    """The owner judges the work; or the same task waits for another day; or they rate what they know."""
    scene = facts.scene
    name = scene.professional.name
    over = (_no_rating(scene, facts.about),) if facts.handed_in else ()
    if handed_in.another_day is not None:
        day = handed_in.another_day
        values = {"due_on": day, **({"work": "", "handed_in_at": 0} if facts.handed_in else {})}
        again = Start(
            "sample",
            {PROFESSIONAL: scene.professional.id},
            scene.engagement,
            about=facts.about,
            terms={"moved": True},
            conversation=derived_id(scene.conversation, "again"),
        )
        told = Note(scene.owner.id, card(t("sample-moved-told", name=name, day=day)), "moved")
        return Outcome((*over, Change(model.Sample, facts.about, facts.version, values), told, Begin(again)))
    if handed_in.declined:
        return Outcome(
            (
                *over,
                Change(model.Sample, facts.about, facts.version, {"recent": True}),
                Note(scene.owner.id, card(t("sample-declined-told", name=name)), "declined"),
                Begin(rating_of(OWNER, scene, about=facts.about)),
            )
        )
    done = sample_done(scene, facts.about, facts.version, handed_in.work, instead=facts.handed_in)
    return Outcome(done)


def sample_done(
    scene: Scene, sample: str, version: int, work: str, *, instead: bool = False
) -> tuple[Effect, ...]:
    """The work for a sample task is there: it is kept, and the owner rates from it.

    `instead`: in the place of what was handed in before, which nothing was rated from.
    """
    kept = {"work": work, "handed_in_at": scene.now_ms}
    over = (_no_rating(scene, sample),) if instead else ()
    return *over, Change(model.Sample, sample, version, kept), Begin(rating_of(OWNER, scene, about=sample))


def _no_rating(scene: Scene, sample: str) -> Effect:
    return Close(scene.engagement, "replaced", ("owner_rating",), about=sample)


def sample_takes(facts: SampleFacts, answers: Mapping[str, Any]) -> int:
    """The minutes that the task is paid for, until they are over."""
    return 1 if "then" in answers or "then/moved" in answers else facts.minutes


SAMPLE = Dialog(
    "sample",
    (PROFESSIONAL,),
    SampleFacts,
    prepare_sample,
    sample,
    finish_sample,
    t("title-sample"),
    minutes=45,
    takes=sample_takes,
    due=lambda facts: facts.due,
    revisable=True,
)
