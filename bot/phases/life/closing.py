"""Access to close when somebody leaves: asked of the owner, who ticks each off when it is done."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time

from bot import model
from bot.dialog import Book, Change, Dialog, Effect, Note, Outcome, Plan, Scene, Start, Write, scene_of
from bot.engine.cards import card
from bot.engine.kinds import YES_NO, Option
from bot.engine.prompts import ask_for, many, say, text
from bot.engine.read import lines_of
from bot.engine.text import literal, t
from bot.model import OWNER
from bot.phases.repeat.showing import line_of, record_file, record_of
from bot.phases.templates import template_of
from bot.practice.calendar import resolve, to_millis
from bot.practice.identity import listed_id
from bot.tallies.rounds import results_of
from bot.words import Reader, plain

MINUTES_TO_CLOSE = 5


@dataclass(frozen=True, slots=True)
class Access:
    """What the professional may have access to, by the role's template; empty for other work."""

    known: tuple[tuple[str, str], ...]
    locale: str
    """A promise is kept in the words of the one who keeps it."""
    zone: str = "UTC"


def access_of(book: Book, engagement: model.Engagement) -> Access:
    """What the template of this work names, in the words of the owner's language."""
    owner = book.one(model.Person, engagement.owner)
    template = template_of(book, engagement)
    return Access(
        tuple((one.id, one.text) for one in template.access if one.opens) if template else (),
        owner.locale,
        owner.zone,
    )


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
    return tuple(dict.fromkeys(lines_of(lines or "")))


def to_close(scene: Scene, account: str, access: Access, items: tuple[str, ...], last: date) -> list[Effect]:
    """One promise of the owner for each access, to be ticked off one by one, and a word on the last day."""
    reader = Reader(access.locale, "UTC", scene.kind)
    name = scene.professional.name
    todos: list[Effect] = [
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
    return [*todos, *_on_the_day(scene, access, last)] if todos else []


def _on_the_day(scene: Scene, access: Access, last: date) -> list[Effect]:
    """No Monday list is left to remind of it, once the work has ended."""
    if last <= scene.today:
        return []
    start = Start("todo", {OWNER: scene.owner.id}, scene.engagement, terms={"day": last.isoformat()})
    at_ms = to_millis(resolve(last, time(9), access.zone))
    return [Plan("start", f"close/{scene.engagement}", scene.owner.id, at_ms, start=start, asked=True)]


# --- the professional has left ------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ClosingFacts:
    """What the one who left may have access to."""

    scene: Scene
    account: str
    access: Access
    last: date
    ended: str = ""
    """The record of the round that the end closed, where there is something to confirm of it."""
    version: int = 0
    line: str = ""
    """What the professional may show others of it, if the owner says so."""
    record: str = ""
    """All that may be shown then, as a file's text."""


@dataclass(frozen=True, slots=True)
class ClosingAnswered:
    """What is left to close, and whether the round may be shown."""

    items: tuple[str, ...]
    show: bool = False


def prepare_closing(book: Book, start: Start) -> ClosingFacts:
    """Only the owner, after the end."""
    scene = scene_of(book, start)
    engagement = book.one(model.Engagement, start.engagement)
    last = date.fromisoformat(str(start.terms["last"]))
    # Of a round that had closed before it was asked then, and a no is an answer.
    rounds = book.find(model.Closing, engagement=engagement.id, round=engagement.round)
    ended = rounds[0] if rounds and start.terms.get("closed") else None
    results = results_of(book, engagement, engagement.round, scene.today)
    line = line_of(book, engagement, results) if ended else ""
    return ClosingFacts(
        scene,
        book.account,
        access_of(book, engagement),
        max(last, scene.today),
        ended.id if ended and line else "",
        ended.version if ended and line else 0,
        line,
        record_of(book, engagement, (ended.started_on, ended.ended_on, line)) if ended and line else "",
    )


async def closing(facts: ClosingFacts) -> ClosingAnswered:
    """Which access is left to close; and what was reached may be shown, as at any round's end."""
    name = facts.scene.professional.name
    items = await which_access(facts.access, name)
    ask = t("round-show", name=name, words=facts.line)
    show = await ask_for(YES_NO, "show", ask, audience="both") if facts.ended else False
    if items:
        await say(t("closing-listed", count=len(items), day=facts.last))
    else:
        await say(t("closing-nothing"))
    return ClosingAnswered(items, show)


def finish_closing(facts: ClosingFacts, answered: ClosingAnswered) -> Outcome:
    """One promise for each, due on the last day; and the record goes to whom it is about."""
    effects = to_close(facts.scene, facts.account, facts.access, answered.items, facts.last)
    if answered.show:
        words = card(t("next-record", file=record_file(facts.record)))
        effects.append(Change(model.Closing, facts.ended, facts.version, {"showable": facts.line}))
        effects.append(Note(facts.scene.professional.id, words, "record"))
    return Outcome(tuple(effects))


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
