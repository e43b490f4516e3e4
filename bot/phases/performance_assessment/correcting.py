"""An answer that can no longer be changed, put right in words: they go to the other one as what they are.

What was agreed or counted stays as it is. The words stand in the other one's list until they are read,
and from then on beside the answer, where the two look back on their round.
"""

from __future__ import annotations

from dataclasses import dataclass

from bot import model
from bot.dialog import Book, Dialog, Note, Outcome, Refused, Scene, Start, Write, scene_of
from bot.engine.cards import card
from bot.engine.kinds import Option
from bot.engine.prompts import choice, say, text
from bot.engine.text import Text, t
from bot.model import OWNER, PROFESSIONAL
from bot.phases.hours import open_at
from bot.phases.performance_assessment.questions import in_their_hours
from bot.phases.performance_assessment.words_between import BOTH, WordsFacts, prepare_words
from bot.practice.identity import derived_id
from bot.tallies.corrections import CORRECTION, Correction, correction_of, kept_beside


@dataclass(frozen=True, slots=True)
class CorrectingFacts:
    """Who writes to whom, and the answer that it is about; both empty where none was named."""

    between: WordsFacts
    other_open_ms: int
    asked: str = ""
    before: str = ""

    @property
    def scene(self) -> Scene:
        """The scene of the conversation."""
        return self.between.scene


def prepare_correcting(book: Book, start: Start) -> CorrectingFacts:
    """Either of the two, while both are part of it."""
    between = prepare_words(book, start)
    other = book.one(model.Person, between.other.id)
    asked, before = (str(start.terms.get(name, "")) for name in ("asked", "before"))
    return CorrectingFacts(between, open_at(other, book.now_ms), asked, before)


async def correcting(facts: CorrectingFacts) -> str:
    """What is different, in one's own words."""
    other, by = facts.between.other.name, facts.between.by
    ask = (
        t("correct-answer", other=other, asked=facts.asked, before=facts.before)
        if facts.asked
        else t("correct-ask", other=other)
    )
    words = await text("words", ask, to=by)
    await say(t("correct-sent", other=other), to=by)
    return words


def finish_correcting(facts: CorrectingFacts, words: str) -> Outcome:
    """Keep it beside the answer, and put it into the other one's list."""
    between, scene = facts.between, facts.scene
    other = PROFESSIONAL if between.by == OWNER else OWNER
    record = model.Feedback(
        account=between.account, id=derived_id(scene.conversation, "words"), engagement=scene.engagement,
        round=between.round, by=between.me.id, to=between.other.id, kind=CORRECTION, words=words,
        about=kept_beside(facts.asked, facts.before), shown_at=scene.now_ms, at=scene.now_ms,
    )  # fmt: skip
    told = Start("corrected", {other: between.other.id}, scene.engagement, about=record.id)
    occurrence = f"corrected/{record.id}"
    goes = in_their_hours(told, between.other.id, facts.other_open_ms, scene.now_ms, occurrence)
    return Outcome((Write(record), goes))


CORRECTING = Dialog(
    "correction",
    BOTH,
    CorrectingFacts,
    prepare_correcting,
    correcting,
    finish_correcting,
    t("title-correction"),
    minutes=1,
    nudge=False,
    owed=False,
)


# --- on the other side ----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class CorrectedFacts:
    """A correction, for the one who reads it."""

    scene: Scene
    correction: Correction
    writer: str
    writer_open_ms: int


def prepare_corrected(book: Book, start: Start) -> CorrectedFacts:
    """Only the one whom it was written to."""
    scene = scene_of(book, start)
    words = book.one(model.Feedback, start.about)
    if words.engagement != scene.engagement or words.to not in start.seats.values():
        raise Refused
    writer = book.one(model.Person, words.by)
    return CorrectedFacts(scene, correction_of(book, words), writer.id, open_at(writer, book.now_ms))


async def corrected(facts: CorrectedFacts) -> str:
    """The answer as it was, and what is different; a word back if they like."""
    name = facts.correction.name
    options = (Option("read", t("corrected-read")), Option("reply", t("reply")))
    if await choice("then", correction_line(facts.correction), options, words="reply") == "read":
        return ""
    words = await text("reply", t("corrected-reply", name=name))
    await say(t("corrected-replied", name=name))
    return words


def correction_line(one: Correction) -> Text:
    """One correction, with what it is about."""
    if not one.asked:
        return t("corrected-plain", name=one.name, words=one.words)
    return t("corrected", name=one.name, asked=one.asked, before=one.before, words=one.words)


def finish_corrected(facts: CorrectedFacts, reply: str) -> Outcome:
    """A word back goes to whoever wrote it."""
    if not reply:
        return Outcome()
    words = facts.correction.words
    reader = facts.scene.owner if facts.writer == facts.scene.professional.id else facts.scene.professional
    told = card(t("reply-told", name=reader.name, words=words, reply=reply))
    return Outcome((Note(facts.writer, told, "reply", at_ms=facts.writer_open_ms),))


CORRECTED = Dialog(
    "corrected",
    BOTH,
    CorrectedFacts,
    prepare_corrected,
    corrected,
    finish_corrected,
    t("title-correction"),
    minutes=1,
    carried=False,
)
