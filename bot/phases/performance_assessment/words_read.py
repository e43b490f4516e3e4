"""Phase 4, words between the two as they are read, taken back before that, or replied to after it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from bot import model
from bot.dialog import Begin, Book, Change, Dialog, Note, Outcome, Refused, Scene, Start, scene_of
from bot.engine.cards import Offer, card
from bot.engine.prompts import say, text
from bot.engine.text import Person, Text, t
from bot.model import OWNER, PROFESSIONAL
from bot.phases.hours import open_at
from bot.phases.performance_assessment.correcting import correction_line
from bot.phases.performance_assessment.number_put_right import put_right
from bot.phases.performance_assessment.words_between import BOTH, role_of
from bot.tallies.corrections import CORRECTION, correction

BETWEEN = ("thanks", "keep", "change", CORRECTION)
"""Words from one to the other. What is off about a number is answered on the talk sheet."""


@dataclass(frozen=True, slots=True)
class ToldFacts:
    """Words between the two, and who wrote them."""

    scene: Scene
    feedback: str
    version: int
    by: str
    kind: str
    words: str
    writer_open_ms: int
    about: Mapping[str, Any] | None = None
    """Of a correction, the answer that it is about."""
    number: bool = False
    """Whether it puts a number right, which can be taken."""

    @property
    def writer(self) -> Person:
        """Who wrote them."""
        return self.scene.at(self.by)

    @property
    def reader(self) -> Person:
        """Who reads them."""
        return self.scene.other(self.by)


def _told(book: Book, scene: Scene, words: model.Feedback) -> ToldFacts:
    by = OWNER if words.by == scene.owner.id else PROFESSIONAL
    writer_open_ms = open_at(book.one(model.Person, words.by), book.now_ms)
    return ToldFacts(scene, words.id, words.version, by, words.kind, words.words, writer_open_ms, words.about)


def prepare_told(book: Book, start: Start) -> ToldFacts:
    """By the calendar only, and not where it was taken back."""
    scene = scene_of(book, start)
    words = book.one(model.Feedback, start.about)
    if start.by or words.engagement != scene.engagement or words.shown_at or not words.words:
        raise Refused
    engagement = book.one(model.Engagement, scene.engagement)
    number = words.kind == CORRECTION and put_right(book, engagement, words.about) is not None
    return replace(_told(book, scene, words), number=number)


async def words_told(facts: ToldFacts) -> None:
    """Nothing is asked: the words go out as one message."""


def finish_told(facts: ToldFacts, _: None) -> Outcome:
    """From here on it is read, and cannot be taken back."""
    shown = Change(model.Feedback, facts.feedback, facts.version, {"shown_at": facts.scene.now_ms})
    name, words = facts.writer.name, facts.words
    if facts.number:
        role = PROFESSIONAL if facts.by == OWNER else OWNER
        start = Start("corrected", {role: facts.reader.id}, facts.scene.engagement, about=facts.feedback)
        return Outcome((shown, Begin(start)))
    if facts.kind == "thanks":
        told = card(t("thanks-told", name=name, words=words))
    else:
        reply = Offer(t("reply"), "reply", facts.scene.engagement)
        told = card(_line(facts), t("feedback-read"), title=_title(facts), offers=(reply,))
    return Outcome((shown, Note(facts.reader.id, told, "words")))


def _title(facts: ToldFacts) -> Text:
    match facts.kind:
        case "keep":
            return t("feedback-told-keep", name=facts.writer.name)
        case "correction":
            return t("title-correction")
        case _:
            return t("feedback-told-change", name=facts.writer.name)


def _line(facts: ToldFacts) -> Text:
    if facts.kind != CORRECTION:
        return t("feedback-words", words=facts.words)
    return correction_line(correction(facts.writer.name, facts.words, facts.about))


TOLD = Dialog(
    "words_told",
    BOTH,
    ToldFacts,
    prepare_told,
    words_told,
    finish_told,
    t("title-feedback"),
    minutes=1,
    nudge=False,
)


def prepare_take_back(book: Book, start: Start) -> ToldFacts:
    """Whoever wrote it, and only while nobody has read it."""
    scene = scene_of(book, start)
    role_of(book.one(model.Engagement, start.engagement), start)
    mine = [
        one
        for one in book.find(model.Feedback, engagement=scene.engagement, by=start.by)
        if one.kind in BETWEEN
    ]
    # What was written for the look back is shown with the other's: it was judged in the same moment.
    judged = {one.at for one in book.find(model.Judgement, engagement=scene.engagement)}
    waiting = [one for one in mine if not one.shown_at and one.words and one.at not in judged]
    if not waiting:
        raise Refused(t("take-back-late"))
    return _told(book, scene, max(waiting, key=lambda one: (one.at, one.id)))


async def take_back(facts: ToldFacts) -> None:
    """One tap."""
    await say(t("taken-back", other=facts.reader.name), to=facts.by)


def finish_take_back(facts: ToldFacts, _: None) -> Outcome:
    """The words are gone; that something was written stays."""
    gone = {"words": "", "about": None} if facts.kind == CORRECTION else {"words": ""}
    return Outcome((Change(model.Feedback, facts.feedback, facts.version, gone),))


TAKE_BACK = Dialog(
    "take_back",
    BOTH,
    ToldFacts,
    prepare_take_back,
    take_back,
    finish_take_back,
    t("title-feedback"),
    minutes=1,
    nudge=False,
)


def prepare_reply(book: Book, start: Start) -> ToldFacts:
    """Whoever read feedback and has not replied yet; the newest one."""
    scene = scene_of(book, start)
    role_of(book.one(model.Engagement, start.engagement), start)
    found = book.find(model.Feedback, engagement=scene.engagement, to=start.by)
    open_still = [
        one for one in found if one.kind in BETWEEN and one.shown_at and one.words and not one.reply
    ]
    if not open_still:
        raise Refused(t("reply-nothing"))
    return _told(book, scene, max(open_still, key=lambda one: (one.shown_at, one.id)))


async def words_reply(facts: ToldFacts) -> str:
    """Read is not agreed: the reply is kept beside the words."""
    to = PROFESSIONAL if facts.by == OWNER else OWNER
    reply = await text(
        "reply", t("reply-ask", name=facts.writer.name, words=facts.words), to=to, questions="perhaps"
    )
    await say(t("reply-sent", name=facts.writer.name), to=to)
    return reply


def finish_reply(facts: ToldFacts, reply: str) -> Outcome:
    """Beside the words, and to whoever wrote them."""
    kept = Change(model.Feedback, facts.feedback, facts.version, {"reply": reply})
    told = card(t("reply-told", name=facts.reader.name, words=facts.words, reply=reply))
    return Outcome((kept, Note(facts.writer.id, told, "reply", at_ms=facts.writer_open_ms)))


REPLY = Dialog(
    "words_reply",
    BOTH,
    ToldFacts,
    prepare_reply,
    words_reply,
    finish_reply,
    t("title-reply"),
    minutes=1,
    nudge=False,
)
