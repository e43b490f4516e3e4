"""Work that rests and goes on: all dates move by the time it rested, and nothing counts as late."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, time, timedelta

from bot import model
from bot.dialog import (
    Begin,
    Book,
    Change,
    Close,
    Dialog,
    Drop,
    Effect,
    Note,
    Outcome,
    Plan,
    Refused,
    Scene,
    Start,
    scene_of,
)
from bot.engine.cards import card
from bot.engine.kinds import Option, UntilKind
from bot.engine.prompts import ask_for, choice, say
from bot.engine.read import Reading
from bot.engine.text import Invalid, Text, t
from bot.model import OWNER
from bot.phases import round_end
from bot.phases.gap_training.parts import FIRST_PAID
from bot.phases.goal_setting.effects import settled_after, settling_name
from bot.practice import absences
from bot.practice.calendar import resolve, to_millis
from bot.practice.workdays import Away, add_working_days, is_working
from bot.tallies.rounds import closed_days

MOVES: Mapping[str, type[model.Record]] = {
    "todo": model.Todo,
    "sample": model.Sample,
    "item": model.Item,
    "goal": model.Goal,
}
"""What has a date that moves with the work."""
OFFERS = ("round_close", "next_round", "round_counter")
"""Talks about the round to come."""


@dataclass(frozen=True, slots=True)
class Moving:
    """A date of this work, and where it comes to lie when the work goes on today."""

    kind: str
    """todo, sample, item or goal."""
    id: str
    version: int
    to: date
    counted_until: date | None = None
    """Until when a goal's value of today is counted, where its number waits for that."""

    @property
    def values(self) -> dict[str, object]:
        """What changes of it."""
        later = {"baseline_until": self.counted_until} if self.counted_until else {}
        return {"due_on": self.to, **later}


@dataclass(frozen=True, slots=True)
class Rested:
    """Every absence of the professional with the days on which this work rested: nobody asks about them."""

    version: int
    away: str


@dataclass(frozen=True, slots=True)
class PauseFacts:
    """Since when the work rests, if it does, and every date that moves with it."""

    scene: Scene
    version: int
    since: date | None
    ends: date
    ends_then: date
    """The end of the round when the work goes on today."""
    moving: tuple[Moving, ...]
    zone: str
    work_from: time
    plans: tuple[Plan, ...] = ()
    """The look back on its new day, where the end of the round moves."""
    closed: int = 0
    """The round, where it was closed before the rest: what comes next is still open."""
    rested: Rested | None = None
    """None where no day is to be kept."""


@dataclass(frozen=True, slots=True)
class Rest:
    """Until when the work rests; without a day it goes on."""

    until: date | None = None


def prepare_pause(book: Book, start: Start) -> PauseFacts:
    """Only the owner, and only work that is under way or rests already."""
    scene = scene_of(book, start)
    engagement = book.one(model.Engagement, start.engagement)
    if engagement.state not in ("active", "paused"):
        raise Refused(t("pause-not"))
    owner = book.one(model.Person, engagement.owner)
    since = (engagement.paused_on or scene.today) if engagement.state == "paused" else None
    closed = closed_days(book, engagement, since or scene.today)
    rested = _working_days(since or scene.today, scene.today, closed)
    ends = engagement.round_ends_on
    over = any(one.round == engagement.round for one in book.find(model.Closing, engagement=engagement.id))
    moves = since is not None and ends >= since and not over
    then = add_working_days(ends, rested, closed) if moves else ends
    professional = book.one(model.Person, engagement.professional)
    moved = engagement.model_copy(update={"round_ends_on": then})
    return PauseFacts(
        scene,
        engagement.version,
        since,
        ends,
        then,
        _moving(book, engagement, since, rested, closed) if since and rested else (),
        owner.zone,
        time.fromisoformat(owner.work_from),
        round_end.look_back(moved, owner, professional) if then != ends else (),
        engagement.round if over else 0,
        _rested(engagement, professional, since, scene.today),
    )


def _rested(
    work: model.Engagement, professional: model.Person, since: date | None, today: date
) -> Rested | None:
    """The days of the rest, beside the absences of the professional by whose days a week of work is told.

    They are of this work alone: whatever else the professional does may have gone on.
    """
    if since is None or since >= today:
        return None
    kept = absences.adding(professional.away, Away(since, today - timedelta(days=1)), work.id)
    return Rested(professional.version, kept)


def prepare_resume(book: Book, start: Start) -> PauseFacts:
    """The same, planned for the day on which the owner wanted to be asked about this very rest."""
    engagement = book.one(model.Engagement, start.engagement)
    if engagement.state != "paused" or str(engagement.paused_on) != start.terms["paused_on"]:
        raise Refused
    return prepare_pause(book, start)


def _working_days(first: date, until: date, closed: frozenset[date]) -> int:
    days = (first + timedelta(days=n) for n in range((until - first).days))
    return sum(is_working(day, closed) for day in days)


def _moving(
    book: Book, work: model.Engagement, since: date, rested: int, closed: frozenset[date]
) -> tuple[Moving, ...]:
    """What was open when the rest began; what had waited before it keeps its day."""

    def later(day: date) -> date:
        return add_working_days(day, rested, closed)

    todos = [todo for todo in book.find(model.Todo, engagement=work.id) if not todo.done_at]
    samples = [one for one in book.find(model.Sample, engagement=work.id) if not one.handed_in_at]
    dated = [("todo", one.id, one.version, one.due_on) for one in todos]
    dated += [("sample", one.id, one.version, one.due_on) for one in samples if not one.recent]
    # The owner's part of a plan is a promise and moves as one.
    steps = [one for one in book.find(model.Item, engagement=work.id) if one.position >= FIRST_PAID]
    still_open = [one for one in steps if one.state in ("offered", "agreed")]
    dated += [("item", one.id, one.version, one.due_on) for one in still_open]
    moving = [Moving(kind, id, version, later(due)) for kind, id, version, due in dated if due >= since]
    for goal in book.find(model.Goal, engagement=work.id, round=work.round):
        if goal.state not in ("offered", "agreed") or goal.result is not None or goal.due_on < since:
            continue
        until = goal.baseline_until if not goal.settled else None
        counted = later(until) if until is not None and until >= since else None
        moving.append(Moving("goal", goal.id, goal.version, later(goal.due_on), counted))
    return tuple(moving)


async def pause(facts: PauseFacts) -> Rest:
    """Until which day the work rests; where it rests already, whether it goes on."""
    name = facts.scene.professional.name
    if facts.since is not None:
        then = await choice(
            "then",
            t("resume-ask", name=name, since=facts.since),
            (Option("go-on", t("resume-now"), bare="yes"), Option("longer", t("resume-later"), bare="no")),
            said=rests_until,
            both="longer",
        )
        if then == "go-on":
            await say(t("resume-done", name=name))
            await say(_moved(facts))
            return Rest()
    tomorrow = facts.scene.today + timedelta(days=1)
    ask = t("pause-from-now" if facts.since is None else "pause-until", name=name)
    until = await ask_for(UntilKind(earliest=tomorrow), "until", ask, hint=t("pause-hint", name=name))
    await say(t("pause-done", name=name, day=until))
    return Rest(until)


def rests_until(typed: str, reading: Reading) -> str:
    """Whoever names a day, or for how long, lets the work rest on."""
    with suppress(Invalid):
        UntilKind().read(typed, reading)
        return "longer"
    return ""


def _moved(facts: PauseFacts) -> Text:
    if facts.closed:
        return t("resume-next", round=facts.closed + 1)
    if facts.ends_then == facts.ends:
        return t("resume-nothing-moved", ends=facts.ends)
    return t("resume-moved", ends=facts.ends_then, before=facts.ends, count=len(facts.moving))


def finish_pause(facts: PauseFacts, rest: Rest) -> Outcome:
    """Move every date by the time rested so far; then rest on, or go on. The other side is told."""
    scene = facts.scene
    state: dict[str, object] = {"state": "active", "paused_on": None}
    lines: tuple[Text, ...] = (t("resume-told", owner=scene.owner.name), _moved(facts))
    if rest.until is not None:
        state = {"state": "paused", "paused_on": scene.today}
        lines = (t("pause-told", owner=scene.owner.name, day=rest.until),)
    effects: list[Effect] = [
        Change(model.Engagement, scene.engagement, facts.version, {**state, "round_ends_on": facts.ends_then})
    ]
    if facts.rested is not None:
        kept = {"away": facts.rested.away}
        effects.append(Change(model.Person, scene.professional.id, facts.rested.version, kept))
    for one in facts.moving:
        effects.append(Change(MOVES[one.kind], one.id, one.version, one.values))
        if one.counted_until is not None:
            effects.append(Drop("start", scene.owner.id, settling_name(one.id)))
            effects.append(settled_after(one.id, one.counted_until, scene, facts.zone))
    effects.append(Note(scene.professional.id, card(*lines), "rest"))
    if rest.until is not None:
        return Outcome((*effects, _ask_again(facts, rest.until)))
    effects += facts.plans
    if facts.closed:
        # Whatever was offered before the rest has days that are over by now.
        effects.append(Close(scene.engagement, "replaced", OFFERS))
        terms = {"round": facts.closed, "again": True}
        effects.append(Begin(Start("round_close", {OWNER: scene.owner.id}, scene.engagement, terms=terms)))
    return Outcome(tuple(effects))


def _ask_again(facts: PauseFacts, until: date) -> Plan:
    """Ask on the day itself. It is planned for the owner only: what belongs to work that rests sleeps."""
    scene = facts.scene
    terms = {"paused_on": scene.today.isoformat()}
    again = Start("resume", {OWNER: scene.owner.id}, scene.engagement, terms=terms)
    at = to_millis(resolve(until, facts.work_from, facts.zone))
    return Plan("start", f"resume/{scene.conversation}", scene.owner.id, at, start=again, asked=True)


PAUSE = Dialog(
    "pause",
    (OWNER,),
    PauseFacts,
    prepare_pause,
    pause,
    finish_pause,
    t("title-pause"),
    minutes=1,
    nudge=False,
    owed=False,
)

RESUME = Dialog(
    "resume",
    (OWNER,),
    PauseFacts,
    prepare_resume,
    pause,
    finish_pause,
    t("title-resume"),
    minutes=1,
)
