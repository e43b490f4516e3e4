"""X7: what two people see differently stays, side by side, and comes up again at its day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from bot import model
from bot.dialog import Book, Change, Dialog, Outcome, Plan, Refused, Scene, Start, scene_of
from bot.engine.kinds import Option
from bot.engine.prompts import each, say, verdict
from bot.engine.text import t
from bot.model import OWNER, PROFESSIONAL
from bot.phases.round_end import LOOK_BACK_AT
from bot.practice.calendar import resolve, to_millis
from bot.tallies.days import day_after

KIND = "differs"
RAISED_AFTER = 10
"""Working days until it comes up again."""
TOGETHER = "together"
"""The reply on a text that both see the same way by now."""


def again(book: Book, engagement: model.Engagement, today: date) -> tuple[date, Plan]:
    """The day on which a lasting difference comes up again, and the plan for it."""
    owner, professional = (book.one(model.Person, id) for id in (engagement.owner, engagement.professional))
    day = day_after((owner, professional), today, RAISED_AFTER)
    start = Start(
        "differing",
        {OWNER: engagement.owner, PROFESSIONAL: engagement.professional},
        engagement.id,
        terms={"round": engagement.round},
    )
    at = to_millis(resolve(day, LOOK_BACK_AT, owner.zone))
    return day, Plan(
        "start",
        f"differing/{engagement.round}/{day.isoformat()}",
        owner.id,
        at,
        engagement.id,
        start,
        asked=True,
    )


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two texts."""

    id: str
    version: int
    role: str
    words: str


@dataclass(frozen=True, slots=True)
class DifferingFacts:
    """Both texts, as they were kept."""

    scene: Scene
    round: int
    sides: tuple[Side, ...]


def prepare_differing(book: Book, start: Start) -> DifferingFacts:
    """Both people, where something is still seen differently."""
    scene = scene_of(book, start)
    engagement = book.one(model.Engagement, start.engagement)
    found = book.find(model.Feedback, engagement=engagement.id)
    apart = [one for one in found if one.kind == KIND and one.reply != TOGETHER]
    round = start.terms.get("round", max((one.round for one in apart), default=0))
    open_ones = [one for one in apart if one.round == round]
    if not open_ones or engagement.state != "active":
        raise Refused
    roles = {engagement.professional: PROFESSIONAL, engagement.owner: OWNER}
    return DifferingFacts(
        scene,
        round,
        tuple(Side(one.id, one.version, roles.get(one.by, OWNER), one.words) for one in open_ones),
    )


async def differing(facts: DifferingFacts) -> bool:
    """Both texts once more; whether both see it the same way now."""
    names: dict[str, str] = {OWNER: facts.scene.owner.name, PROFESSIONAL: facts.scene.professional.name}
    texts = len(facts.sides)
    await say(t("differing", round=facts.round, texts=texts))
    for side in facts.sides:
        await say(t("differing-side", name=names[side.role], words=side.words))
    options = (Option("together", t("differing-together")), Option("still", t("differing-still")))
    answers = await each(
        {role: verdict(f"now/{role}", t("differing-now"), options, to=role) for role in (OWNER, PROFESSIONAL)}
    )
    together = all(answer == "together" for answer in answers.values())
    await say(t("differing-settled" if together else "differing-stays", texts=texts))
    return together


def finish_differing(facts: DifferingFacts, together: bool) -> Outcome:
    """Note that it is settled; what is not stays as it was."""
    reply = {"reply": TOGETHER}
    return Outcome(
        tuple(Change(model.Feedback, side.id, side.version, reply) for side in facts.sides)
        if together
        else ()
    )


DIFFERING = Dialog(
    "differing",
    (OWNER, PROFESSIONAL),
    DifferingFacts,
    prepare_differing,
    differing,
    finish_differing,
    t("title-differing"),
    minutes=1,
)
