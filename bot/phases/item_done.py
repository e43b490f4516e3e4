"""Phase 2, a step of the plan handed in: how many in a row there are now, and something to look at."""

from __future__ import annotations

from dataclasses import dataclass

from bot import model
from bot.dialog import Begin, Book, Change, Dialog, Effect, Outcome, Refused, Scene, Start, Write, scene_of
from bot.engine.kinds import Option
from bot.engine.prompts import choice, number, say, text
from bot.engine.text import literal, t
from bot.model import OWNER, PROFESSIONAL
from bot.phases.training_parts import Part, part_of, steps_of
from bot.practice.identity import derived_id

MOST_IN_A_ROW = 10_000


@dataclass(frozen=True, slots=True)
class DoneFacts:
    """The steps that can be handed in, the nearest day first."""

    scene: Scene
    account: str
    round: int
    parts: tuple[Part, ...]
    words: str
    """What was handed in already, where this talk only finds out for which step."""


@dataclass(frozen=True, slots=True)
class Done:
    """The step, how many in a row there are now (0 where nobody counts), and the work or a link."""

    part: Part
    row: int
    work: str

    @property
    def whole(self) -> bool:
        """Whether it can be looked at."""
        return self.row >= self.part.count


def prepare_item_done(book: Book, start: Start) -> DoneFacts:
    """Only the professional of the engagement, for steps that were agreed and are still open."""
    scene = scene_of(book, start)
    engagement = book.one(model.Engagement, start.engagement)
    if start.about:
        item = book.one(model.Item, start.about)
        if item.engagement != engagement.id:
            raise Refused
        if item.state != "agreed" or part_of(book, item).owners:
            raise Refused(t("item-not-open"))
        items: tuple[model.Item, ...] = (item,)
    else:
        items = tuple(item for item in steps_of(book, engagement.id) if item.state == "agreed")
    if not items:
        raise Refused(t("item-none"))
    return DoneFacts(
        scene,
        book.account,
        engagement.round,
        tuple(part_of(book, item) for item in items),
        str(start.terms.get("work", "")),
    )


async def item_done(facts: DoneFacts) -> Done:
    """Which step, how many in a row, and something that can be looked at."""
    owner = facts.scene.owner.name
    part = facts.parts[0]
    if len(facts.parts) > 1:
        options = [
            Option(one.id, literal(one.skill_name), t("item-option", what=one.what, day=one.due))
            for one in facts.parts
        ]
        chosen = await choice("item", t("item-which"), options)
        part = next(one for one in facts.parts if one.id == chosen)
    row = 0
    if part.count:
        ask = t("item-row", skill=part.skill_name, what=part.what, proof=part.proof)
        row = int(await number(f"row/{part.id}", ask, most=MOST_IN_A_ROW))
        if row < part.count:
            await say(t("item-row-kept", row=row, count=part.count))
            return Done(part, row, "")
    work: str | None = facts.words
    if not work and part.count:
        work = await text(f"work/{part.id}", t("item-one-of-them", owner=owner), optional=True)
    elif not work:
        ask = t("item-work", skill=part.skill_name, what=part.what)
        work = await text(f"work/{part.id}", ask, hint=t("item-work-hint", owner=owner))
    await say(t("item-sent", owner=owner))
    return Done(part, row, work or "")


def finish_item_done(facts: DoneFacts, done: Done) -> Outcome:
    """Keep the count; what is whole goes to the owner with its work."""
    scene, part = facts.scene, done.part
    if not done.whole:
        return Outcome((Change(model.Item, part.id, part.version, {"proof_done": done.row}),))
    values = {"state": "done", "done_at": scene.now_ms, "proof_done": done.row}
    effects: list[Effect] = [Change(model.Item, part.id, part.version, values)]
    piece = ""
    if done.work:
        piece = derived_id(scene.conversation, "piece")
        effects.append(
            Write(
                model.Piece(
                    account=facts.account,
                    id=piece,
                    engagement=scene.engagement,
                    round=facts.round,
                    what=done.work,
                    item=part.id,
                    at=scene.now_ms,
                )
            )
        )
    look = Start(
        "item_look", {OWNER: scene.owner.id}, scene.engagement, about=part.id, terms={"piece": piece}
    )
    return Outcome((*effects, Begin(look)))


ITEM_DONE = Dialog(
    "item_done",
    (PROFESSIONAL,),
    DoneFacts,
    prepare_item_done,
    item_done,
    finish_item_done,
    t("title-item-done"),
    minutes=2,
    nudge=False,
)
