"""Access to close when somebody leaves: asked of the owner, who ticks each off when it is done."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from bot import model
from bot.dialog import Book, Dialog, Effect, Outcome, Scene, Start, Write, scene_of
from bot.engine.kinds import Option
from bot.engine.prompts import many, say, text
from bot.engine.text import literal, t
from bot.model import OWNER
from bot.practice import roles
from bot.practice.identity import listed_id
from bot.words import Reader, plain

MINUTES_TO_CLOSE = 5


@dataclass(frozen=True, slots=True)
class Access:
    """What the professional may have access to, by the role's template; empty for other work."""

    known: tuple[tuple[str, str], ...]
    locale: str
    """A promise is kept in the words of the one who keeps it."""


def access_of(book: Book, engagement: model.Engagement) -> Access:
    """What the template of this work names, in the words of the owner's language."""
    owner = book.one(model.Person, engagement.owner)
    template = roles.load(owner.locale[:2]).get(engagement.role)
    return Access(tuple((one.id, one.text) for one in template.access) if template else (), owner.locale)


async def which_access(access: Access, name: str) -> tuple[str, ...]:
    """What has to be closed: picked from the template's list, or written, one on each line."""
    if access.known:
        options = [Option(id, literal(words)) for id, words in access.known]
        picked = await many(
            "access",
            t("leaving-access", name=name),
            options,
            hint=t("leaving-access-hint"),
            to=OWNER,
            audience="you",
        )
        return tuple(words for id, words in access.known if id in picked)
    lines = await text(
        "access-lines",
        t("leaving-access-lines", name=name),
        hint=t("leaving-access-hint"),
        to=OWNER,
        audience="you",
        optional=True,
    )
    return tuple(
        dict.fromkeys(line.strip(" -*.\t") for line in (lines or "").splitlines() if line.strip(" -*.\t"))
    )


def to_close(scene: Scene, account: str, access: Access, items: tuple[str, ...], last: date) -> list[Effect]:
    """One promise of the owner for each access, to be ticked off one by one."""
    reader = Reader(access.locale, "UTC", scene.kind)
    name = scene.professional.name
    return [
        Write(
            model.Todo(
                account=account,
                id=listed_id(position, scene.engagement, "close", item),
                engagement=scene.engagement,
                person=scene.owner.id,
                what=plain(t("leaving-close", name=name, what=item), reader),
                minutes=MINUTES_TO_CLOSE,
                due_on=last,
                source="end",
            )
        )
        for position, item in enumerate(items)
    ]


# --- the professional has left ------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ClosingFacts:
    """What the one who left may have access to."""

    scene: Scene
    account: str
    access: Access
    last: date


def prepare_closing(book: Book, start: Start) -> ClosingFacts:
    """Only the owner, after the end."""
    scene = scene_of(book, start)
    engagement = book.one(model.Engagement, start.engagement)
    last = date.fromisoformat(str(start.terms["last"]))
    return ClosingFacts(scene, book.account, access_of(book, engagement), max(last, scene.today))


async def closing(facts: ClosingFacts) -> tuple[str, ...]:
    """Which access is left to close."""
    items = await which_access(facts.access, facts.scene.professional.name)
    if items:
        await say(t("closing-listed", count=len(items), day=facts.last))
    else:
        await say(t("closing-nothing"))
    return items


def finish_closing(facts: ClosingFacts, items: tuple[str, ...]) -> Outcome:
    """One promise for each, due on the last day."""
    return Outcome(tuple(to_close(facts.scene, facts.account, facts.access, items, facts.last)))


CLOSING = Dialog(
    "closing",
    (OWNER,),
    ClosingFacts,
    prepare_closing,
    closing,
    finish_closing,
    t("title-closing"),
    minutes=1,
    audience="you",
)
