"""The end (X4), begun by either side: last day, what is open, a closing word, and a copy for both."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, time, timedelta

from bot import model
from bot.dialog import (
    Begin,
    Book,
    Change,
    Close,
    Dialog,
    Effect,
    Note,
    Outcome,
    Plan,
    Refused,
    Scene,
    Start,
    day_of,
    scene_of,
)
from bot.engine.cards import Card, Offer
from bot.engine.kinds import YES_NO, DateKind, Option
from bot.engine.prompts import ask_for, choice, say, text
from bot.engine.text import Person, Text, literal, t
from bot.model import OWNER, PROFESSIONAL
from bot.phases.life.closing import Access, access_of, to_close, which_access
from bot.phases.performance_assessment.look_back import closed
from bot.phases.performance_assessment.result_lines import counted_lines
from bot.phases.promises import let_go
from bot.phases.repeat.closing_facts import RoundFigures, figures_of, kept
from bot.phases.repeat.showing import Record, confirmed, line_of, record_file
from bot.practice.calendar import resolve, to_millis
from bot.tallies.jobs import jobs_of

KEPT = timedelta(days=365)
"""Both may look back for a year; then what is held about the work is erased."""
LONGEST_NOTICE = timedelta(days=183)
"""Half a year ahead at most, so that a day without its year may also be one that has passed."""

SURE = (Option("end", t("leaving-yes")), Option("not-now", t("leaving-no"), bare="no"))


@dataclass(frozen=True, slots=True)
class OpenItem:
    """A promise that is open when the work ends: it is handed over in words, and asked no more."""

    id: str
    version: int
    what: str


@dataclass(frozen=True, slots=True)
class LeavingFacts:
    """Who ends the work, and what there is to hand over."""

    scene: Scene
    account: str
    version: int
    by: str
    """The role of the one who ends it."""
    together: bool
    """Whether both are part of it: without a yes, nothing is written to the professional."""
    role_name: str
    round: int
    starts_on: date
    round_ends_on: date
    jobs: tuple[str, ...]
    todos: tuple[OpenItem, ...]
    samples: tuple[str, ...]
    access: Access
    zone: str
    figures: RoundFigures | None = None
    """The round that runs, as far as it is known; None where it is closed already, or never began."""
    line: str = ""
    """What the professional may show of it, if the owner says so."""
    may_show: Record | None = None
    """What the owner has confirmed of earlier rounds."""

    @property
    def me(self) -> Person:
        """The one who ends it."""
        return self.scene.at(self.by)

    @property
    def other(self) -> Person:
        """The other one."""
        return self.scene.other(self.by)


@dataclass(frozen=True, slots=True)
class Left:
    """What was said at the end; `last` is None where it goes on after all."""

    last: date | None = None
    close: tuple[str, ...] = ()
    word: str = ""
    show: bool = False


def prepare_leaving(book: Book, start: Start) -> LeavingFacts:
    """Either of the two, once both are part of it; before that only the owner, who takes it back."""
    engagement = book.one(model.Engagement, start.engagement)
    scene = scene_of(book, start)
    by = PROFESSIONAL if start.by == engagement.professional != engagement.owner else OWNER
    together = engagement.state in ("active", "paused")
    if engagement.state == "ended":
        raise Refused(t("leaving-over"))
    if by == PROFESSIONAL and not together:
        raise Refused
    me = book.one(model.Person, scene.at(by).id)
    jobs = jobs_of(book, engagement.id)
    todos = [todo for todo in book.find(model.Todo, engagement=engagement.id) if not todo.done_at]
    figures = (
        figures_of(book, engagement, day_of(book.now_ms, me.zone))
        if together and not closed(book, engagement)
        else None
    )
    line = line_of(book, engagement, figures.results) if figures else ""
    samples = [one for one in book.find(model.Sample, engagement=engagement.id) if not one.handed_in_at]
    return LeavingFacts(
        replace(scene, today=day_of(book.now_ms, me.zone)),
        book.account,
        engagement.version,
        by,
        together,
        engagement.role_name,
        engagement.round,
        engagement.starts_on,
        engagement.round_ends_on,
        tuple(job.name for job in jobs),
        tuple(OpenItem(todo.id, todo.version, todo.what) for todo in todos),
        tuple(one.title for one in samples if not one.recent),
        access_of(book, engagement),
        me.zone,
        figures,
        line,
        confirmed(book, engagement),
    )


async def leaving(facts: LeavingFacts) -> Left:
    """X4. Nothing happens before the last question is answered with yes."""
    by, other = facts.by, facts.other.name
    if not facts.together:
        return await _taken_back(facts)
    day = DateKind(min(facts.starts_on, facts.scene.today), facts.scene.today + LONGEST_NOTICE)
    last = await ask_for(day, "last", t("leaving-last", other=other), to=by)
    close: tuple[str, ...] = ()
    if by == OWNER:
        close = await which_access(facts.access, other)
    word = await text(
        "word", t("leaving-word", other=other), hint=t("leaving-word-hint"), to=by, optional=True
    )
    show = False
    if by == OWNER and facts.line:
        ask = t("round-show", name=other, words=facts.line)
        show = await ask_for(YES_NO, "show", ask, to=by, audience="both")
    if _open(facts):
        await say(t("leaving-open", items=_open(facts)), to=by)
    sure = await choice("sure", t("leaving-sure", other=other, last=last), SURE, to=by)
    if sure == "not-now":
        await say(t("leaving-not-now", other=other), to=by)
        return Left()
    await say(t("leaving-done", other=other), to=by)
    return Left(last, close, word or "", show)


async def _taken_back(facts: LeavingFacts) -> Left:
    """Work that only the owner knows of, or that waits for a yes."""
    name = facts.other.name
    sure = await choice("sure", t("leaving-alone", name=name), SURE, to=OWNER, audience="you")
    if sure == "not-now":
        await say(t("leaving-not-now", other=name), to=OWNER)
        return Left()
    await say(t("leaving-alone-done", name=name), to=OWNER)
    return Left(facts.scene.today)


def _open(facts: LeavingFacts) -> tuple[Text, ...]:
    return _quoted((*(todo.what for todo in facts.todos), *facts.samples))


def _quoted(items: tuple[str, ...]) -> tuple[Text, ...]:
    """Whole sentences in a list: without marks around each, nobody sees where one ends."""
    return tuple(t("leaving-item", what=words) for words in items)


def finish_leaving(facts: LeavingFacts, left: Left) -> Outcome:
    """End it for both, with a copy each; what is to be closed becomes the owner's list."""
    if left.last is None:
        return Outcome()
    scene = facts.scene
    ended = {"state": "ended", "paused_on": None, "round_ends_on": min(left.last, facts.round_ends_on)}
    effects: list[Effect] = [
        Change(model.Engagement, scene.engagement, facts.version, ended),
        Close(scene.engagement, "ended"),
    ]
    effects += [let_go(todo.id, todo.version, scene.now_ms) for todo in facts.todos]  # handed over in words
    effects.append(_erased(facts, left.last))
    if facts.figures is not None:
        line = facts.line if left.show else ""
        ended_on = _ended_on(facts.figures, left.last)
        effects += kept(scene, facts.account, facts.figures, ended_on=ended_on, showable=line)
    if facts.together:
        effects += to_close(scene, facts.account, facts.access, left.close, left.last)
        effects += (Note(facts.other.id, _copy(facts, left, facts.other), "copy/other"),)
        if facts.me.id != facts.other.id:
            effects.append(Note(facts.me.id, _copy(facts, left, facts.me), "copy/own"))
        if facts.by == PROFESSIONAL:
            terms = {"last": left.last.isoformat(), "closed": facts.figures is not None}
            effects.append(Begin(Start("closing", {OWNER: scene.owner.id}, scene.engagement, terms=terms)))
    return Outcome(tuple(effects))


def _ended_on(figures: RoundFigures, last: date) -> date:
    """A round ends with the work, and on no day that has not been."""
    return max(figures.started_on, min(last, figures.ended_on))


def _erased(facts: LeavingFacts, last: date) -> Plan:
    """What is held about the work goes after a year. The occurrence is the engagement's id."""
    at = to_millis(resolve(last + KEPT, time(9), facts.zone))
    return Plan("erase", facts.scene.engagement, facts.scene.owner.id, at)


def _copy(facts: LeavingFacts, left: Left, reader: Person) -> Card:
    """Everything that was agreed at the end, the same for both."""
    last = left.last or facts.scene.today
    mine = reader == facts.me
    said = t("leaving-you", other=facts.other.name) if mine else t("leaving-told", name=facts.me.name)
    rows = [
        (t("leaving-copy-work"), t("leaving-copy-role", role=facts.role_name, round=facts.round)),
        (t("leaving-copy-days"), t("leaving-copy-from", first=facts.starts_on, last=last)),
    ]
    if facts.jobs:
        rows.append((t("leaving-copy-jobs"), t("answer-list", items=facts.jobs)))
    if _open(facts):
        rows.append((t("leaving-copy-open"), t("answer-list", items=_open(facts))))
    if left.close:
        rows.append((t("leaving-copy-access"), t("answer-list", items=_quoted(left.close))))
    if left.word:
        rows.append((t("leaving-copy-word", name=facts.me.name), literal(left.word)))
    yours = t("leaving-kept")
    offers = (
        (Offer(t("tick-off"), "ready", facts.scene.engagement),)
        if left.close and reader == facts.scene.owner
        else ()
    )
    title = t("leaving-copy-title", owner=facts.scene.owner.name, name=facts.scene.professional.name)
    lines = (said, *_known(facts), *_record(facts, left, reader), yours)
    return Card(lines, title=title, facts=tuple(rows), offers=offers)


def _known(facts: LeavingFacts) -> tuple[Text, ...]:
    """Half a round is closed with what is known of it."""
    if facts.figures is None:
        return ()
    lines = counted_lines(facts.figures.results, facts.figures.learned)
    return (t("leaving-counted", round=facts.round), *lines) if lines else ()


def _record(facts: LeavingFacts, left: Left, reader: Person) -> tuple[Text, ...]:
    """What the professional may show others, every round that the owner has confirmed."""
    if reader != facts.scene.professional or facts.may_show is None:
        return ()
    more = []
    if left.show and facts.figures is not None and left.last is not None:
        more = [(facts.figures.started_on, _ended_on(facts.figures, left.last), facts.line)]
    shown = facts.may_show.text(*more)
    return (t("next-record", file=record_file(shown)),) if shown else ()


LEAVING = Dialog(
    "leaving",
    (OWNER, PROFESSIONAL),
    LeavingFacts,
    prepare_leaving,
    leaving,
    finish_leaving,
    t("title-leaving"),
    minutes=3,
    nudge=False,
    owed=False,
)
