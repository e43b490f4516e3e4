"""What may be decided alone, changed while the work goes on: sums move, and trust grows."""

from __future__ import annotations

from dataclasses import dataclass

from bot import model
from bot.dialog import Book, Change, Dialog, Effect, Note, Outcome, Refused, Scene, Start, Write, scene_of
from bot.engine.cards import card
from bot.engine.prompts import review, say
from bot.engine.read import lines_of
from bot.engine.text import literal, t
from bot.model import OWNER
from bot.phases.hours import open_at
from bot.phases.start.expected import alone_lines, in_any_work
from bot.practice.identity import listed_id
from bot.tallies.jobs import decided_alone


@dataclass(frozen=True, slots=True)
class Line:
    """A line as it is kept; without words it is one that was taken out."""

    id: str
    version: int
    text: str


@dataclass(frozen=True, slots=True)
class DiscretionFacts:
    """The lines as they stand, those that suit any work, and when the professional reads of a change."""

    scene: Scene
    account: str
    kept: tuple[Line, ...]
    now: tuple[str, ...]
    any_work: tuple[str, ...]
    read_ms: int


def prepare_discretion(book: Book, start: Start) -> DiscretionFacts:
    """Only the owner, while the work goes on."""
    engagement = book.one(model.Engagement, start.engagement)
    if engagement.state not in ("active", "paused"):
        raise Refused(t("decides-not-now"))
    scene = scene_of(book, start)
    kept = book.find(model.Discretion, engagement=engagement.id)
    return DiscretionFacts(
        scene,
        book.account,
        tuple(Line(one.id, one.version, one.text) for one in kept),
        decided_alone(book, engagement.id),
        tuple(words for _, words in in_any_work(book.one(model.Person, engagement.owner))),
        open_at(book.one(model.Person, scene.professional.id), book.now_ms),
    )


async def discretion(facts: DiscretionFacts) -> tuple[str, ...]:
    """The lines as they are from now on: as they stand with one tap, changed, or none."""
    name = facts.scene.professional.name
    ask, accept = t("decides-now", name=name), t("leave-as-it-was")
    if not facts.now:
        ask, accept = t("add-alone"), t("looks-right")
    told = await review(alone_lines(name), "\n".join(facts.now or facts.any_work), ask=ask, accept=accept)
    lines = tuple(dict.fromkeys(lines_of(told or "")))
    await say(t("answer-thanks") if lines == facts.now else t("decides-changed", name=name))
    return lines


def finish_discretion(facts: DiscretionFacts, lines: tuple[str, ...]) -> Outcome:
    """Every line in its place; a place without words is kept, so that the order of the others stays."""
    if lines == facts.now:
        return Outcome()
    scene, places = facts.scene, len(facts.kept)
    words = (*lines, *[""] * max(0, places - len(lines)))
    effects: list[Effect] = [
        Change(model.Discretion, one.id, one.version, {"text": text})
        for one, text in zip(facts.kept, words[:places], strict=True)
        if one.text != text
    ]
    effects += [
        Write(
            model.Discretion(
                account=facts.account,
                id=listed_id(place, scene.conversation, "decides", str(place)),
                engagement=scene.engagement,
                text=text,
            )
        )
        for place, text in enumerate(words[places:], start=places)
    ]
    if scene.owner.id != scene.professional.id:
        told = t("decides-told-none", owner=scene.owner.name)
        if lines:
            told = t("decides-told", owner=scene.owner.name, items=tuple(map(literal, lines)))
        effects.append(Note(scene.professional.id, card(told), "decides", at_ms=facts.read_ms))
    return Outcome(tuple(effects))


DISCRETION = Dialog(
    "discretion",
    (OWNER,),
    DiscretionFacts,
    prepare_discretion,
    discretion,
    finish_discretion,
    t("title-discretion"),
    minutes=1,
    owed=False,
    nudge=False,
)
