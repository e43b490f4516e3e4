"""What a told week causes: its record and counts, what the owner hears before Monday, what comes next."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bot import model
from bot.dialog import Begin, Close, Drop, Effect, Note, Outcome, Post, Start, Write
from bot.engine.cards import card
from bot.engine.text import t
from bot.model import OWNER, PROFESSIONAL
from bot.phases.gap_training.parts import asked_before
from bot.phases.performance_assessment.checkin_facts import CheckInFacts, Week
from bot.phases.performance_assessment.in_the_way import told_in_the_way
from bot.phases.performance_assessment.questions import in_their_hours
from bot.practice.identity import derived_id
from bot.tallies.doubts import doubt_id
from bot.tallies.weeks import checkin_id


@dataclass(frozen=True, slots=True)
class WeekTold:
    """A week in the professional's words and numbers. None is not counted."""

    week: Week
    way: str
    sure: str = ""
    trouble: str = ""
    amount: float | None = None
    counts: Mapping[str, tuple[float, float | None] | None] | None = None
    """None = the counts of the week stay as they are."""
    done: tuple[str, ...] = ()
    """Plan items that are done."""
    news: str = ""
    doubt: str = ""
    """What makes the goals shaky, and what would help."""


def finish_checkin(facts: CheckInFacts, told: WeekTold) -> Outcome:
    """Keep the week; a question goes to the owner at once, and late words reach the channel's post."""
    scene, week = facts.scene, told.week
    id = checkin_id(scene.engagement, week.monday)
    pieces = facts.pay_of(week) == "pieces"
    record = model.CheckIn(
        account=facts.account, id=id, engagement=scene.engagement, round=week.round or facts.round,
        week_of=week.monday, sure=told.sure, way=told.way, trouble=told.trouble,
        hours=None if pieces else told.amount,
        pieces=told.amount if pieces else None, news=told.news, late=week.late, at=scene.now_ms,
    )  # fmt: skip
    effects: list[Effect] = [
        Write(record, week.version),
        *_counts(facts, told, id),
        *_doubted(facts, told, id),
    ]
    for item in told.done:
        start = Start("item_done", {PROFESSIONAL: scene.professional.id}, scene.engagement, about=item)
        effects += (asked_before(item, scene.engagement), Begin(start))
    effects += _taken_back(facts, week, id) if week.version else ()
    effects += _to_owner(facts, told)
    # What asks about another week still waits.
    same = {"day": week.due_on} if week.due_on else {}
    effects.append(Close(scene.engagement, "answered", ("checkin",), same))
    if facts.coming is not None:
        effects.append(facts.coming)
    effects += week.look_back
    if week.late:
        effects += [Post(channel, f"summary/{week.id}") for channel in facts.channels]
    return Outcome(tuple(effects))


def _doubted(facts: CheckInFacts, told: WeekTold, checkin: str) -> tuple[Effect, ...]:
    """The words of a doubt; what was emptied on a second telling is emptied here too."""
    version, scene = told.week.doubt_version, facts.scene
    if not told.doubt and not version:
        return ()
    record = model.Sureness(
        account=facts.account, id=doubt_id(checkin), engagement=scene.engagement,
        round=told.week.round or facts.round, role=PROFESSIONAL, sure=told.sure, why=told.doubt,
        at=scene.now_ms,
    )  # fmt: skip
    return (Write(record, version),)


def _counts(facts: CheckInFacts, told: WeekTold, checkin: str) -> list[Effect]:
    """One count for each goal; what was emptied on a second telling is emptied here too."""
    versions = {before.goal: before.version for before in told.week.counts}
    effects: list[Effect] = []
    for goal, counted in (told.counts or {}).items():
        version = versions.get(goal, 0)
        if counted is None and not version:
            continue
        part, whole = counted or (None, None)
        record = model.Count(
            account=facts.account, id=derived_id(checkin, goal), engagement=facts.scene.engagement, goal=goal,
            checkin=checkin, week_of=told.week.monday, part=part, whole=whole, at=facts.scene.now_ms,
        )  # fmt: skip
        effects.append(Write(record, version))
    return effects


def _taken_back(facts: CheckInFacts, week: Week, checkin: str) -> tuple[Effect, ...]:
    """What the owner was to hear of a week that is told anew, as far as it waits still."""
    owner = facts.scene.owner.id
    return (
        Drop("note", owner, f"outage/{checkin}"),
        Drop("start", owner, f"no-work/{week.id}/{checkin}"),
        Close(facts.scene.engagement, "replaced", ("no_work",), about=checkin),
    )


def _to_owner(facts: CheckInFacts, told: WeekTold) -> tuple[Effect, ...]:
    """What the owner hears before Monday, in their hours."""
    scene = facts.scene
    id = checkin_id(scene.engagement, told.week.monday)
    asked = told_in_the_way(scene, facts.account, id, told.trouble, told.week.in_the_way, facts.owner_open_ms)
    if told.way == "no_work":
        terms = {"came": told.amount, "week": told.week.monday.isoformat()}
        start = Start("no_work", {OWNER: scene.owner.id}, scene.engagement, about=id, terms=terms)
        occurrence = f"no-work/{told.week.id}/{id}/{scene.conversation}"
        return *asked, in_their_hours(start, scene.owner.id, facts.owner_open_ms, scene.now_ms, occurrence)
    if told.way == "outage":
        words = card(t("outage-told", name=scene.professional.name, week=told.week.monday))
        return *asked, Note(scene.owner.id, words, f"outage/{id}", at_ms=facts.owner_open_ms)
    return asked
