"""The start of work (O7): do both mean the same, and what will show the skills best?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from bot import model
from bot.dialog import Begin, Book, Change, Dialog, Effect, Note, Outcome, Scene, Start, Write, scene_of
from bot.engine.cards import card
from bot.engine.kinds import Option
from bot.engine.prompts import choice, say, text
from bot.engine.text import literal, t
from bot.model import OWNER, PROFESSIONAL
from bot.phases.skill_assessment.rating import rating_of
from bot.phases.templates import template_of
from bot.practice.identity import derived_id
from bot.tallies.days import day_after
from bot.tallies.jobs import decided_alone

SAMPLE_DAYS = 2
"""Working days for a sample task."""

# --- is that what you mean? ---------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class UnderstandingFacts:
    """The professional's own words, and the sample task that this role offers."""

    scene: Scene
    account: str
    about: str
    version: int
    words: str
    missing: str
    worked_before: bool
    sample_title: str
    sample_brief: str
    sample_minutes: int
    due: date
    unseen: bool = False
    """Whether no work of theirs was seen, and there is no sample task that could show it."""


@dataclass(frozen=True, slots=True)
class Understood:
    """sample, known (rate from work already seen) or not-quite, with the owner's correction."""

    then: str
    correction: str = ""
    answer: str = ""


def prepare_understanding(book: Book, start: Start) -> UnderstandingFacts:
    """Only the owner of the engagement."""
    engagement = book.one(model.Engagement, start.engagement)
    understanding = book.one(model.Understanding, start.about)
    template = template_of(book, engagement)
    sample = template.sample if template else None
    scene = scene_of(book, start)
    return UnderstandingFacts(
        scene,
        book.account,
        understanding.id,
        understanding.version,
        understanding.words,
        str(start.terms.get("missing", "")),
        engagement.worked_before or sample is None,
        sample.title if sample else "",
        f"{sample.brief}\n\n{sample.material}" if sample else "",
        sample.minutes if sample else 0,
        day_after((book.one(model.Person, engagement.professional),), scene.today, SAMPLE_DAYS),
        sample is None and not engagement.worked_before,
    )


async def understanding(facts: UnderstandingFacts) -> Understood:
    """O7: the professional's words, and how to look at real work before rating."""
    name = facts.scene.professional.name
    answer = ""
    if facts.missing:
        answer = await text(
            "answer", t("understanding-missing", name=name, words=facts.missing), questions="perhaps"
        )
    not_quite = Option("not-quite", t("not-quite", name=name))
    known = Option("known", t("know-their-work", name=name))
    if facts.unseen:
        ask = t("understanding-unseen", name=name, words=facts.words)
        then = await choice("then", ask, (Option("known", t("yes")), not_quite), offers="not-quite")
    elif facts.worked_before:
        ask = t("understanding-known", name=name, words=facts.words)
        then = await choice("then", ask, (known, not_quite), offers="not-quite")
    else:
        ask = t(
            "understanding",
            name=name,
            words=facts.words,
            sample=facts.sample_title,
            minutes=facts.sample_minutes,
        )
        then = await choice(
            "then", ask, (Option("sample", t("send-sample")), not_quite, known), offers="not-quite"
        )
    if then == "not-quite":
        correction = await text("correction", t("understanding-correct", name=name))
        await say(t("understanding-corrected", name=name))
        return Understood(then, correction, answer)
    if then == "sample":
        await say(t("sample-on-its-way", name=name, day=facts.due))
    else:
        await say(t("rate-what-was-seen") if facts.unseen else t("rate-from-work"))
    return Understood(then, "", answer)


def finish_understanding(facts: UnderstandingFacts, understood: Understood) -> Outcome:
    """Send the sample, or rate from known work; a correction goes back for other words."""
    scene = facts.scene
    professional, engagement = scene.professional.id, scene.engagement
    confirmed: Effect = Change(
        model.Understanding,
        facts.about,
        facts.version,
        {
            "confirmed": understood.then != "not-quite",
            "reply": "\n".join(filter(None, (understood.answer, understood.correction))),
        },
    )
    answered = _answered(facts, understood)
    if understood.then == "not-quite":
        again = Start(
            "own_words", {PROFESSIONAL: professional}, engagement, terms={"reply": understood.correction}
        )
        return Outcome((confirmed, *answered, Begin(again)))
    sample = model.Sample(
        account=facts.account,
        id=derived_id(scene.conversation, "sample"),
        engagement=engagement,
        title=facts.sample_title or "",
        brief=facts.sample_brief,
        minutes=facts.sample_minutes,
        due_on=facts.due,
        recent=understood.then == "known",
    )
    following = (
        Begin(rating_of(OWNER, scene, about=sample.id))
        if understood.then == "known"
        else Begin(Start("sample", {PROFESSIONAL: professional}, engagement, about=sample.id))
    )
    return Outcome((confirmed, *answered, Write(sample), following))


def _answered(facts: UnderstandingFacts, understood: Understood) -> tuple[Effect, ...]:
    """What the owner says to what was missing goes to whoever missed it."""
    if not understood.answer:
        return ()
    scene = facts.scene
    words = t(
        "understanding-answered", owner=scene.owner.name, missing=facts.missing, words=understood.answer
    )
    return (Note(scene.professional.id, card(words), "answer", engagement=scene.engagement),)


UNDERSTANDING = Dialog(
    "understanding",
    (OWNER,),
    UnderstandingFacts,
    prepare_understanding,
    understanding,
    finish_understanding,
    t("title-understanding"),
    minutes=2,
)


# --- other words, after a correction ------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class OwnWordsFacts:
    """What the owner would have put differently."""

    scene: Scene
    account: str
    reply: str
    alone: tuple[str, ...] = ()
    """What the professional may decide without asking."""


def prepare_own_words(book: Book, start: Start) -> OwnWordsFacts:
    """Only the professional of the engagement."""
    alone = decided_alone(book, start.engagement)
    return OwnWordsFacts(scene_of(book, start), book.account, str(start.terms["reply"]), alone)


async def own_words(facts: OwnWordsFacts) -> str:
    """Say it once more, knowing what the owner meant."""
    owner = facts.scene.owner.name
    if facts.alone:
        await say(t("invitation-alone", items=tuple(map(literal, facts.alone))))
    words = await text("words", t("own-words-again", owner=owner, words=facts.reply))
    await say(t("own-words-sent", owner=owner))
    return words


def finish_own_words(facts: OwnWordsFacts, words: str) -> Outcome:
    """Back to the owner."""
    scene = facts.scene
    record = model.Understanding(
        account=facts.account,
        id=derived_id(scene.conversation, "words"),
        engagement=scene.engagement,
        words=words,
        at=scene.now_ms,
    )
    back = Start("understanding", {OWNER: scene.owner.id}, scene.engagement, about=record.id)
    return Outcome((Write(record), Begin(back)))


OWN_WORDS = Dialog(
    "own_words",
    (PROFESSIONAL,),
    OwnWordsFacts,
    prepare_own_words,
    own_words,
    finish_own_words,
    t("title-own-words"),
    minutes=2,
)
