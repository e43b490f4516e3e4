"""An answer that can no longer be changed, put right in words: they go to the other one as what they are.

What was agreed or counted stays as it is, save a number that the other one takes. The words are read and
replied to as all words between the two, and from then on they stand beside the answer, where the two look
back on their round.
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
from bot.phases.performance_assessment.number_put_right import (
    PutRight,
    WeeksNumber,
    kept,
    names_number,
    numbers_told,
    put_right,
    which_number,
)
from bot.phases.performance_assessment.words_between import BOTH, Words, WordsFacts, prepare_words, told_later
from bot.tallies.corrections import CORRECTION, Correction, Kept, correction_of, kept_beside
from bot.words.stored import load_text


@dataclass(frozen=True, slots=True)
class CorrectingFacts:
    """Who writes to whom, and the answer that it is about; both empty where none was named."""

    between: WordsFacts
    asked: Kept = ""
    before: Kept = ""
    numbers: tuple[WeeksNumber, ...] = ()
    """What was counted, where the correction may be about that."""

    @property
    def scene(self) -> Scene:
        """The scene of the conversation."""
        return self.between.scene


@dataclass(frozen=True, slots=True)
class Corrected:
    """What is different, in words; and the number that would be right, where it is one."""

    words: str
    right: PutRight | None = None


def prepare_correcting(book: Book, start: Start) -> CorrectingFacts:
    """Either of the two, while both are part of it."""
    between = prepare_words(book, start)
    asked, before = (start.terms.get(name, "") for name in ("asked", "before"))
    # What was said of a skill or a goal changes no number of a week.
    weekly = start.terms.get("of", "checkin") == "checkin"
    engagement = book.one(model.Engagement, start.engagement)
    numbers = numbers_told(book, engagement) if weekly else ()
    return CorrectingFacts(between, asked=asked, before=before, numbers=numbers)


def worded(kept: Kept) -> Text:
    """A text that was kept, for whoever reads it."""
    return literal(kept) if isinstance(kept, str) else load_text(kept)


async def correcting(facts: CorrectingFacts) -> Corrected:
    """What is different, in one's own words; of a number, which one and what is right."""
    other, by = facts.between.other.name, facts.between.by
    ask = (
        t("correct-answer", other=other, asked=worded(facts.asked), before=worded(facts.before))
        if facts.asked
        else t("correct-ask", other=other)
    )
    words = await text("words", ask, to=by)
    right = None
    if facts.numbers and names_number(words):
        right = await which_number(facts.numbers, other, by)
    await say(t("correct-sent", other=other, number=int(right is not None)), to=by)
    return Corrected(words, right)


def finish_correcting(facts: CorrectingFacts, said: Corrected) -> Outcome:
    """Keep it with the answer. The other one reads it as all words, and until then it may be taken back."""
    number = kept(said.right) if said.right is not None else None
    about = kept_beside(facts.asked, facts.before, number)
    return told_later(facts.between, Words(CORRECTION, said.words), about)


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


# --- on the other side: of a number, and in talks that began before corrections were read as all words


@dataclass(frozen=True, slots=True)
class CorrectedFacts:
    """A correction, for the one who reads it."""

    scene: Scene
    correction: Correction
    writer: str
    writer_open_ms: int
    feedback: str = ""
    version: int = 0
    right: PutRight | None = None
    """The number that would be right, while it can be taken."""


def prepare_corrected(book: Book, start: Start) -> CorrectedFacts:
    """Only the one whom it was written to."""
    scene = scene_of(book, start)
    words = book.one(model.Feedback, start.about)
    if words.engagement != scene.engagement or words.to not in start.seats.values():
        raise Refused
    writer = book.one(model.Person, words.by)
    open_ms = open_at(writer, book.now_ms)
    right = put_right(book, book.one(model.Engagement, scene.engagement), words.about)
    one = correction_of(book, words)
    return CorrectedFacts(scene, one, writer.id, open_ms, words.id, words.version, right)


@dataclass(frozen=True, slots=True)
class Read:
    """take or leave, of a number; read or reply, with the words back."""

    then: str
    reply: str = ""


async def corrected(facts: CorrectedFacts) -> Read:
    """The answer as it was, and what is different: a number to take or to leave, a word back if they like."""
    name, right, line = facts.correction.name, facts.right, correction_line(facts.correction)
    reply = Option("reply", t("reply"))
    if right is None:
        then = await choice("then", line, (Option("read", t("corrected-read")), reply), words="reply")
    else:
        number = right.number
        then = await choice(
            "number",
            t("corrected-number", line=line, what=number.named, week=number.week, counted=number.shown),
            (
                Option("take", t("talk-number-take", value=right.shown)),
                Option("leave", t("talk-number-leave", value=number.shown, none=0)),
                reply,
            ),
            words="reply",
        )
    if then == "take" and right is not None:
        await say(t("corrected-taken", what=right.number.named, week=right.number.week, value=right.shown))
    if then == "leave":
        await say(t("corrected-left", name=name))
    if then != "reply":
        return Read(then)
    words = await text("reply", t("corrected-reply", name=name), questions="perhaps")
    await say(t("corrected-replied", name=name))
    return Read(then, words)


def correction_line(one: Correction, reader: str = "") -> Text:
    """One correction, with what it is about; `reader`: who may have written it themselves."""
    own = int(bool(one.by) and one.by == reader)
    if not one.asked:
        return t("corrected-plain", name=one.name, own=own, words=one.words)
    asked, before = worded(one.asked), worded(one.before)
    return t("corrected", name=one.name, own=own, asked=asked, before=before, words=one.words)


def finish_corrected(facts: CorrectedFacts, read: Read) -> Outcome:
    """A number that is taken counts; a word back is kept beside the words. Its writer hears of either."""
    reader = facts.scene.owner if facts.writer == facts.scene.professional.id else facts.scene.professional
    if read.then == "reply":
        words = facts.correction.words
        told = card(t("reply-told", name=reader.name, words=words, reply=read.reply))
        note = Note(facts.writer, told, "reply", at_ms=facts.writer_open_ms)
        kept_reply = Change(model.Feedback, facts.feedback, facts.version, {"reply": read.reply})
        return Outcome((kept_reply, note) if facts.feedback else (note,))
    if facts.right is None or read.then == "read":
        return Outcome()
    number, take = facts.right.number, read.then == "take"
    said = t(
        "corrected-answer",
        name=reader.name,
        taken=int(take),
        what=number.named,
        week=number.week,
        value=facts.right.shown if take else number.shown,
    )
    note = Note(facts.writer, card(said), "number", at_ms=facts.writer_open_ms)
    return Outcome((facts.right.taken, note) if take else (note,))


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
