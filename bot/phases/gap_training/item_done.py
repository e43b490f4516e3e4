"""Phase 2, a step of the plan handed in: how many in a row there are now, and something to look at."""

from __future__ import annotations

from dataclasses import dataclass

from bot import model
from bot.dialog import Begin, Book, Change, Dialog, Effect, Outcome, Refused, Scene, Start, Write, scene_of
from bot.engine.prompts import number, say, text
from bot.engine.text import t
from bot.model import OWNER, PROFESSIONAL
from bot.phases.gap_training.parts import Part, asked_before, part_of
from bot.practice.identity import derived_id

MOST_IN_A_ROW = 10_000


@dataclass(frozen=True, slots=True)
class StepDoneFacts:
    """The step that is handed in."""

    scene: Scene
    account: str
    round: int
    part: Part
    words: str
    """What was handed in already, where `done` or a check-in only had to find out for which step."""


@dataclass(frozen=True, slots=True)
class Done:
    """How many in a row there are now (0 where nobody counts), and the work or a link."""

    row: int
    work: str


def prepare_item_done(book: Book, start: Start) -> StepDoneFacts:
    """Only the professional of the engagement, for a step that was agreed and is still open."""
    scene = scene_of(book, start)
    engagement = book.one(model.Engagement, start.engagement)
    item = book.one(model.Item, start.about)
    if item.engagement != engagement.id:
        raise Refused
    part = part_of(book, item)
    if item.state != "agreed" or part.owners:
        raise Refused(t("item-not-open"))
    return StepDoneFacts(scene, book.account, engagement.round, part, str(start.terms.get("work", "")))


async def item_done(facts: StepDoneFacts) -> Done:
    """How many in a row, where that closes it: nothing optional holds it up. Else something to look at."""
    owner, part = facts.scene.owner.name, facts.part
    if part.count:
        ask = t("item-row", skill=part.skill_name, what=part.what, proof=part.proof)
        row = int(await number("row", ask, most=MOST_IN_A_ROW, counts="in a row"))
        whole = row >= part.count
        await say(t("item-row-sent", owner=owner) if whole else t("item-row-kept", row=row, count=part.count))
        return Done(row, facts.words)
    work = facts.words
    if not work:
        ask = t("item-work", skill=part.skill_name, what=part.what)
        work = await text("work", ask, hint=t("item-work-hint", owner=owner))
    await say(t("item-sent", owner=owner))
    return Done(0, work)


def finish_item_done(facts: StepDoneFacts, done: Done) -> Outcome:
    """Keep the count and the work; what is whole goes to the owner."""
    scene, part = facts.scene, facts.part
    effects: list[Effect] = []
    piece = derived_id(scene.conversation, "piece") if done.work else ""
    if piece:
        kept = model.Piece(
            account=facts.account,
            id=piece,
            engagement=scene.engagement,
            round=facts.round,
            what=done.work,
            item=part.id,
            at=scene.now_ms,
        )
        effects.append(Write(kept))
    if done.row < part.count:
        over = asked_before(part.id, scene.engagement, "item_done")
        return Outcome((*effects, Change(model.Item, part.id, part.version, {"proof_done": done.row}), over))
    values = {"state": "done", "done_at": scene.now_ms, "proof_done": done.row}
    look = Start(
        "item_look", {OWNER: scene.owner.id}, scene.engagement, about=part.id, terms={"piece": piece}
    )
    over = asked_before(part.id, scene.engagement)
    return Outcome((*effects, Change(model.Item, part.id, part.version, values), over, Begin(look)))


ITEM_DONE = Dialog(
    "item_done",
    (PROFESSIONAL,),
    StepDoneFacts,
    prepare_item_done,
    item_done,
    finish_item_done,
    t("title-item-done"),
    minutes=2,
    nudge=False,
)
