"""Phase 4, words from one to the other: thanks, feedback, and notes for later.

Whoever writes has ten minutes to take it back before the other reads it; after that a correction is
a new message. Feedback is looked at for what makes it weak, and never rewritten.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from bot import model
from bot.dialog import (
    Book,
    Dialog,
    Note,
    Outcome,
    Plan,
    Refused,
    Scene,
    Start,
    Write,
    scene_of,
)
from bot.engine.cards import Offer, card
from bot.engine.kinds import Option
from bot.engine.prompts import choice, say, text
from bot.engine.text import Instant, Person, Text, t
from bot.model import OWNER, PROFESSIONAL
from bot.phases.hours import open_at
from bot.practice.findings import Finding, check_feedback
from bot.practice.identity import derived_id

TAKE_BACK_MS = 10 * 60_000
MOST_TRIES = 5
"""So often somebody may write again; then it goes as it is."""
BOTH = (OWNER, PROFESSIONAL)


@dataclass(frozen=True, slots=True)
class WordsFacts:
    """Who writes to whom, and when it is read."""

    scene: Scene
    account: str
    round: int
    by: str
    """The role of the one who writes."""
    read_ms: int

    @property
    def me(self) -> Person:
        """The one who writes."""
        return self.scene.at(self.by)

    @property
    def other(self) -> Person:
        """The one who reads."""
        return self.scene.other(self.by)


@dataclass(frozen=True, slots=True)
class Words:
    """What was written: thanks, keep, change, note or correction."""

    kind: str
    words: str


def role_of(engagement: model.Engagement, start: Start) -> str:
    """The role of the one who began this: both seats are theirs and the other's, and only they are asked."""
    if start.by not in (engagement.owner, engagement.professional):
        raise Refused
    return OWNER if start.by == engagement.owner else PROFESSIONAL


def prepare_words(book: Book, start: Start) -> WordsFacts:
    """Either of the two, while both are part of it."""
    scene = scene_of(book, start)
    engagement = book.one(model.Engagement, start.engagement)
    by = role_of(engagement, start)
    if engagement.state not in ("active", "paused"):
        raise Refused(t("checkin-not"))
    other = book.one(model.Person, scene.other(by).id)
    read_ms = open_at(other, book.now_ms + TAKE_BACK_MS)
    return WordsFacts(scene, book.account, engagement.round, by, read_ms)


# --- thanks and feedback --------------------------------------------------------------------------


async def thanks(facts: WordsFacts) -> Words:
    """One real example says most."""
    other = facts.other.name
    words = await text("words", t("thanks-ask", other=other), to=facts.by)
    await say(_sent(facts), to=facts.by)
    return Words("thanks", words)


async def feedback(facts: WordsFacts) -> Words:
    """Keep or change: what happened, when, what it led to, what next. Findings, and then their choice."""
    other = facts.other.name
    kind = await choice(
        "kind",
        t("feedback-kind", other=other),
        (Option("keep", t("feedback-keep")), Option("change", t("feedback-change"))),
        to=facts.by,
    )
    ask = t("feedback-ask-keep", other=other) if kind == "keep" else t("feedback-ask-change", other=other)
    words = ""
    for attempt in range(MOST_TRIES):
        words = await text(f"words/{attempt}", ask, to=facts.by)
        findings = check_feedback(words, names=(other,))
        if not findings:
            break
        for finding in findings:
            await say(finding_text(finding), to=facts.by)
        then = await choice(
            f"then/{attempt}",
            t("feedback-findings", count=len(findings)),
            (Option("again", t("write-again")), Option("send", t("send-as-it-is"))),
            to=facts.by,
            audience="you",
        )
        if then == "send":
            break
    await say(_sent(facts), to=facts.by)
    return Words(kind, words)


def _sent(facts: WordsFacts) -> Text:
    """When it is read: as soon as it can no longer be taken back, or later in the other one's hours."""
    other = facts.other.name
    if facts.read_ms <= facts.scene.now_ms + TAKE_BACK_MS:
        return t("words-sent-soon", other=other, minutes=TAKE_BACK_MS // 60_000)
    return t("words-sent", other=other, at=Instant(facts.read_ms))


def finding_text(finding: Finding) -> Text:
    """One thing that would make feedback stronger, with the words it is about."""
    match finding.code:
        case "trait":
            return t("finding-trait", words=finding.words)
        case "absolute":
            return t("finding-absolute", words=finding.words)
        case "mind_reading":
            return t("finding-mind", words=finding.words)
        case "comparison":
            return t("finding-comparison", words=finding.words)
        case "sandwich":
            return t("finding-sandwich")
        case "no_example":
            return t("finding-example")
        case "no_date":
            return t("finding-date")
        case "no_next_step":
            return t("finding-next")


def finish_words(facts: WordsFacts, words: Words) -> Outcome:
    """Keep it, and let it be read when it can no longer be taken back."""
    return told_later(facts, words)


def told_later(facts: WordsFacts, words: Words, about: dict[str, Any] | None = None) -> Outcome:
    """Words to the other one, read when they can no longer be taken back. `about`: what they are about."""
    scene = facts.scene
    record = _record(facts, words, about)
    seats: dict[str, str] = {OWNER: scene.owner.id, PROFESSIONAL: scene.professional.id}
    told = Start("words_told", seats, scene.engagement, about=record.id)
    back = Offer(t("take-back"), "takeback", scene.engagement)
    until = card(t("take-back-until", other=facts.other.name, at=Instant(facts.read_ms)), offers=(back,))
    return Outcome(
        (
            Write(record),
            Plan(
                "start",
                f"words/{record.id}",
                facts.other.id,
                facts.read_ms,
                scene.engagement,
                told,
                asked=True,
            ),
            Note(facts.me.id, until, "take-back"),
        )
    )


def _record(facts: WordsFacts, words: Words, about: dict[str, Any] | None = None) -> model.Feedback:
    return model.Feedback(
        account=facts.account,
        id=derived_id(facts.scene.conversation, "words"),
        engagement=facts.scene.engagement,
        round=facts.round,
        by=facts.me.id,
        to=facts.other.id,
        kind=words.kind,
        words=words.words,
        about=about,
        at=facts.scene.now_ms,
    )


THANKS = Dialog(
    "thanks",
    BOTH,
    WordsFacts,
    prepare_words,
    thanks,
    finish_words,
    t("title-thanks"),
    minutes=1,
    nudge=False,
    owed=False,
)
FEEDBACK = Dialog(
    "feedback",
    BOTH,
    WordsFacts,
    prepare_words,
    feedback,
    finish_words,
    t("title-feedback"),
    minutes=2,
    nudge=False,
    owed=False,
)


# --- a note for later -----------------------------------------------------------------------------


def prepare_note(book: Book, start: Start) -> WordsFacts:
    """Only the owner, also on their own side alone."""
    scene = scene_of(book, start)
    engagement = book.one(model.Engagement, start.engagement)
    if engagement.state not in ("active", "paused", "alone"):
        raise Refused(t("checkin-not"))
    return WordsFacts(scene, book.account, engagement.round, OWNER, 0)


async def note(facts: WordsFacts) -> Words:
    """Said before it is written: it is for oneself, and still part of the other's copy."""
    name = facts.other.name
    words = await text("words", t("note-ask", name=name), hint=t("note-hint", name=name), audience="you")
    await say(t("note-kept", name=name))
    return Words("note", words)


def finish_note(facts: WordsFacts, words: Words) -> Outcome:
    """Keep it with its day. Nobody is told."""
    return Outcome((Write(_record(facts, words)),))


NOTE = Dialog(
    "note",
    (OWNER,),
    WordsFacts,
    prepare_note,
    note,
    finish_note,
    t("title-note"),
    minutes=1,
    audience="you",
    nudge=False,
    owed=False,
)
