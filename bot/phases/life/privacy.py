"""Privacy: a person erases what is held about them, with ten minutes to think better of it."""

from __future__ import annotations

from dataclasses import dataclass

from bot import model
from bot.dialog import Book, Dialog, Drop, Note, Outcome, Plan, Scene, Start, scene_alone
from bot.engine.cards import Card, Offer
from bot.engine.kinds import Option
from bot.engine.prompts import choice, say
from bot.engine.text import literal, t
from bot.model import OWNER

ERASE = "erase person"
TAKE_BACK_MS = 10 * 60_000


@dataclass(frozen=True, slots=True)
class ErasingFacts:
    """Who asks, and whose work with them ends with it: what has ended before is told to nobody."""

    scene: Scene
    with_whom: tuple[str, ...]


def prepare_erasing(book: Book, start: Start) -> ErasingFacts:
    """Anybody may erase what is held about themselves, and about nobody else."""
    who = book.one(model.Person, start.seats[OWNER])
    work = (*book.find(model.Engagement, owner=who.id), *book.find(model.Engagement, professional=who.id))
    others = {model.other_in(e, who.id) for e in work if e.state != "ended"} - {who.id}
    scene = scene_alone(book, start)
    return ErasingFacts(scene, tuple(sorted(book.one(model.Person, other).called for other in others)))


async def erasing(facts: ErasingFacts) -> bool:
    """What goes and what stays, before it goes."""
    if facts.with_whom:
        await say(t("erase-ends", names=tuple(literal(name) for name in facts.with_whom)))
    then = await choice(
        "then",
        t("erase-what"),
        (Option("keep", t("erase-keep")), Option("erase", t("erase-all"))),
        audience="you",
    )
    if then == "keep":
        await say(t("erase-kept"))
    return then == "erase"


def finish_erasing(facts: ErasingFacts, sure: bool) -> Outcome:
    """Erased in ten minutes, unless they open it again and keep it."""
    who = facts.scene.owner.id
    if not sure:
        return Outcome()
    soon = Card((t("erase-soon"),), offers=(Offer(t("erase-keep"), "unerase"),))
    gone = Plan(ERASE, facts.scene.conversation, who, facts.scene.now_ms + TAKE_BACK_MS)
    return Outcome((gone, Note(who, soon, "soon")))


ERASING = Dialog(
    "erasing",
    (OWNER,),
    ErasingFacts,
    prepare_erasing,
    erasing,
    finish_erasing,
    t("title-erasing"),
    audience="you",
    nudge=False,
    owed=False,
)


# --- thinking better of it ----------------------------------------------------------------------


async def unerasing(facts: ErasingFacts) -> None:
    """Kept after all."""
    await say(t("erase-taken-back"))


def finish_unerasing(facts: ErasingFacts, _: None) -> Outcome:
    """The erasing that was planned is dropped; where none is, nothing changes."""
    return Outcome((Drop(ERASE, facts.scene.owner.id),))


UNERASING = Dialog(
    "unerasing",
    (OWNER,),
    ErasingFacts,
    prepare_erasing,
    unerasing,
    finish_unerasing,
    t("title-unerasing"),
    audience="you",
    nudge=False,
)
