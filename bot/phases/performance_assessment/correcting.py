"""An answer that can no longer be changed, put right in words: they go to the other one as what they are.

What was agreed or counted stays as it is. The words are read and replied to as all words between the two,
and from then on they stand beside the answer, where the two look back on their round.
"""

from __future__ import annotations

from dataclasses import dataclass

from bot import model
from bot.dialog import Book, Change, Dialog, Note, Outcome, Refused, Scene, Start, scene_of
from bot.engine.cards import card
from bot.engine.kinds import Option
from bot.engine.prompts import choice, say, text
from bot.engine.text import Text, literal, t
from bot.phases.hours import open_at
from bot.phases.performance_assessment.words_between import BOTH, Words, WordsFacts, prepare_words, told_later
from bot.tallies.corrections import CORRECTION, Correction, Kept, correction_of, kept_beside
from bot.words.stored import load_text


@dataclass(frozen=True, slots=True)
class CorrectingFacts:
    """Who writes to whom, and the answer that it is about; both empty where none was named."""

    between: WordsFacts
    asked: Kept = ""
    before: Kept = ""

    @property
    def scene(self) -> Scene:
        """The scene of the conversation."""
        return self.between.scene


def prepare_correcting(book: Book, start: Start) -> CorrectingFacts:
    """Either of the two, while both are part of it."""
    between = prepare_words(book, start)
    asked, before = (start.terms.get(name, "") for name in ("asked", "before"))
    return CorrectingFacts(between, asked=asked, before=before)


def worded(kept: Kept) -> Text:
    """A text that was kept, for whoever reads it."""
    return literal(kept) if isinstance(kept, str) else load_text(kept)


async def correcting(facts: CorrectingFacts) -> str:
    """What is different, in one's own words."""
    other, by = facts.between.other.name, facts.between.by
    ask = (
        t("correct-answer", other=other, asked=worded(facts.asked), before=worded(facts.before))
        if facts.asked
        else t("correct-ask", other=other)
    )
    words = await text("words", ask, to=by)
    await say(t("correct-sent", other=other), to=by)
    return words


def finish_correcting(facts: CorrectingFacts, words: str) -> Outcome:
    """Keep it with the answer. The other one reads it as all words, and until then it may be taken back."""
    return told_later(facts.between, Words(CORRECTION, words), kept_beside(facts.asked, facts.before))


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
    carried=False,  # it can be taken back, and another one begun: it is put right by no correction of its own
)


# --- on the other side, in talks that began before corrections were read as all words -------------


@dataclass(frozen=True, slots=True)
class CorrectedFacts:
    """A correction, for the one who reads it."""

    scene: Scene
    correction: Correction
    writer: str
    writer_open_ms: int
    feedback: str = ""
    version: int = 0


def prepare_corrected(book: Book, start: Start) -> CorrectedFacts:
    """Only the one whom it was written to."""
    scene = scene_of(book, start)
    words = book.one(model.Feedback, start.about)
    if words.engagement != scene.engagement or words.to not in start.seats.values():
        raise Refused
    writer = book.one(model.Person, words.by)
    open_ms = open_at(writer, book.now_ms)
    return CorrectedFacts(scene, correction_of(book, words), writer.id, open_ms, words.id, words.version)


async def corrected(facts: CorrectedFacts) -> str:
    """The answer as it was, and what is different; a word back if they like."""
    name = facts.correction.name
    options = (Option("read", t("corrected-read")), Option("reply", t("reply")))
    if await choice("then", correction_line(facts.correction), options, words="reply") == "read":
        return ""
    words = await text("reply", t("corrected-reply", name=name), questions="perhaps")
    await say(t("corrected-replied", name=name))
    return words


def correction_line(one: Correction) -> Text:
    """One correction, with what it is about."""
    if not one.asked:
        return t("corrected-plain", name=one.name, words=one.words)
    asked, before = worded(one.asked), worded(one.before)
    return t("corrected", name=one.name, asked=asked, before=before, words=one.words)


def finish_corrected(facts: CorrectedFacts, reply: str) -> Outcome:
    """A word back is kept beside it, and goes to whoever wrote it."""
    if not reply:
        return Outcome()
    kept = Change(model.Feedback, facts.feedback, facts.version, {"reply": reply})
    words = facts.correction.words
    reader = facts.scene.owner if facts.writer == facts.scene.professional.id else facts.scene.professional
    told = card(t("reply-told", name=reader.name, words=words, reply=reply))
    note = Note(facts.writer, told, "reply", at_ms=facts.writer_open_ms)
    return Outcome((kept, note) if facts.feedback else (note,))


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
