"""A question before the yes (P1): the owner answers it, and the invitation goes out once more."""

from __future__ import annotations

from dataclasses import dataclass

from bot.dialog import Begin, Book, Close, Dialog, Effect, Outcome, Scene, Start, scene_of
from bot.engine.prompts import say, text
from bot.engine.text import t
from bot.model import OWNER, PROFESSIONAL
from bot.practice.identity import derived_id


def no_other(engagement: str, why: str) -> Effect:
    """One answer is enough: they may have opened the invitation again beside the one that came."""
    return Close(engagement, why, ("invitation",))


@dataclass(frozen=True, slots=True)
class QuestionFacts:
    """What the professional asked before saying yes."""

    scene: Scene
    question: str


def prepare_question(book: Book, start: Start) -> QuestionFacts:
    """Only the owner of the engagement."""
    return QuestionFacts(scene_of(book, start), str(start.terms["question"]))


async def invitation_question(facts: QuestionFacts) -> str:
    """The owner answers; the invitation goes out again with the answer on top."""
    name = facts.scene.professional.name
    reply = await text("reply", t("question-asked", name=name, words=facts.question), questions="perhaps")
    await say(t("question-answered", name=name))
    return reply


def finish_question(facts: QuestionFacts, reply: str) -> Outcome:
    """The invitation once more, with the answer."""
    scene = facts.scene
    again = Start(
        "invitation",
        {PROFESSIONAL: scene.professional.id},
        scene.engagement,
        terms={"reply": reply},
        conversation=derived_id(scene.conversation, "invitation"),
    )
    return Outcome((no_other(scene.engagement, "replaced"), Begin(again)))


QUESTION = Dialog(
    "invitation_question",
    (OWNER,),
    QuestionFacts,
    prepare_question,
    invitation_question,
    finish_question,
    t("title-question"),
    minutes=2,
)
