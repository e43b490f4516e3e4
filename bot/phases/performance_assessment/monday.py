"""Phase 4, the owner's Monday (O17): one message over all their people, what needs them on top.

Its head is the list that `next` and Home show, drawn when it is sent; below it stands how everybody
is, the week in hours, and one thing to try.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from bot import model
from bot.dialog import (
    Begin,
    Book,
    Dialog,
    Effect,
    Note,
    Outcome,
    Plan,
    Post,
    Refused,
    Scene,
    Start,
    Write,
    scene_alone,
)
from bot.engine.cards import Card, Offer
from bot.engine.kinds import DURATION
from bot.engine.prompts import ask_for, say
from bot.engine.text import t
from bot.model import OWNER
from bot.phases import rhythm
from bot.practice.identity import derived_id
from bot.tallies.owners import OwnersWeek, With, led_by, time_id, week_of
from bot.tallies.told import told
from bot.tallies.weeks import last_week
from bot.telling.channel import shared, slot_of
from bot.telling.week import behind, rows

WEEK = timedelta(weeks=1)


@dataclass(frozen=True, slots=True)
class MondayFacts:
    """The week that has ended, and where it is posted."""

    scene: Scene
    account: str
    week: OwnersWeek
    channels: tuple[str, ...]
    preview: bool
    """Whether the first real week is there and no channel has been decided on."""
    promised: tuple[Plan, ...] = ()
    """The owner's own parts of the week that begins, each on its day."""
    lost: int = 0
    """How often a channel was decided on and could not be reached: each time the question comes anew."""


def prepare_monday(book: Book, start: Start) -> MondayFacts:
    """Only somebody who leads work that is under way, about the week before."""
    scene = scene_alone(book, start)
    day = date.fromisoformat(str(start.terms["day"])) if "day" in start.terms else scene.today
    if last_week(day) < last_week(scene.today):
        raise Refused  # of a week that nobody asks about any more
    week = week_of(book, scene.owner.id, last_week(day), scene.today)
    if not week.people:
        raise Refused
    channels = book.find(model.Channel)
    decided = any(channel.state in ("posting", "none") for channel in channels)
    heard = any(one.told.standing != "silent" for one in week.people)
    return MondayFacts(
        scene,
        book.account,
        replace(week, late=_late(book, scene.owner.id, week.week)),
        tuple(channel.id for channel in channels if channel.state == "posting"),
        not decided and heard and bool(shared(book, week.week)),
        _promised(book, scene),
        sum(channel.version for channel in channels),
    )


def _late(book: Book, owner: str, week: date) -> tuple[With, ...]:
    """Whoever told of an earlier week since the last list was sent, and of weeks that had none.

    A week has no list of its own where the owner was away: the next one comes in its place.
    """
    person = book.one(model.Person, owner)
    listed = week - WEEK
    while rhythm.told_at(person, listed) >= rhythm.told_at(person, week):
        listed -= WEEK
    since_ms = rhythm.told_at(person, listed)
    found = []
    for work in led_by(book, owner):
        for one in book.find(model.CheckIn, engagement=work.id):
            if one.week_of < week and (one.week_of > listed or one.at >= since_ms):
                name = book.one(model.Person, work.professional).called
                found.append(With(work.id, name, told(book, work, one.week_of), week=one.week_of))
    return tuple(sorted(found, key=lambda one: (one.week or week, one.name)))


def _promised(book: Book, scene: Scene) -> tuple[Plan, ...]:
    owner, sunday = scene.owner.id, scene.today + timedelta(days=6)
    todos = [todo for todo in book.find(model.Todo, person=owner) if not todo.done_at]
    days = {(todo.engagement, todo.due_on) for todo in todos if scene.today < todo.due_on <= sunday}
    zone = book.one(model.Person, owner).zone
    return tuple(rhythm.promised(work, owner, zone, day) for work, day in sorted(days))


async def monday(facts: MondayFacts) -> None:
    """Nothing is asked here: the buttons open what waits."""


def finish_monday(facts: MondayFacts, _: None) -> Outcome:
    """The message, the estimate of the owner's time, and the channel's post or its first preview."""
    owner = facts.scene.owner.id
    effects: list[Effect] = [Note(owner, monday_card(facts.week, facts.scene.today), "monday")]
    effects += [
        Write(_time(facts.account, one, facts.week.week, one.minutes, said=False), one.time_version)
        for one in facts.week.people
        if not one.said
    ]
    effects += [*facts.promised, *(Post(channel, slot_of(facts.week.week)) for channel in facts.channels)]
    if facts.preview:
        terms = {"week": facts.week.week.isoformat()}
        # One question, however many Mondays it waits.
        asked = derived_id(facts.account, "channel preview", str(facts.lost))
        effects.append(Begin(Start("channel_preview", {OWNER: owner}, terms=terms, conversation=asked)))
    return Outcome(tuple(effects))


def _time(account: str, one: With, week: date, minutes: float, *, said: bool) -> model.OwnerTime:
    id = time_id(one.engagement, week)
    return model.OwnerTime(
        account=account, id=id, engagement=one.engagement, week_of=week, minutes=minutes, said=said
    )


def monday_card(week: OwnersWeek, today: date) -> Card:
    """O17."""
    offers: list[Offer] = []
    if week.piece is not None:
        engagement, name = week.piece
        offers.append(Offer(t("monday-look", name=name), "look", engagement))
    best = next((one for one in week.people if one.told.standing == "on_course"), None)
    if best is not None:
        offers.append(Offer(t("monday-thank", name=best.name), "thanks", best.engagement))
    offers += (behind(week), Offer(t("monday-more"), "time"))
    return Card(title=t("monday-title", day=today), facts=rows(week), offers=tuple(offers), waiting=True)


MONDAY = Dialog(
    "monday",
    (OWNER,),
    MondayFacts,
    prepare_monday,
    monday,
    finish_monday,
    t("title-monday"),
    minutes=2,
    audience="you",
    nudge=False,
)


# --- one's own time -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class TimeFacts:
    """The week that has ended, with the estimate."""

    scene: Scene
    account: str
    week: OwnersWeek


def prepare_time(book: Book, start: Start) -> TimeFacts:
    """Only somebody who leads work, about their own last week."""
    scene = scene_alone(book, start)
    week = week_of(book, scene.owner.id, last_week(scene.today), scene.today)
    if not week.people:
        raise Refused(t("coach-nobody"))
    return TimeFacts(scene, book.account, week)


async def owner_time(facts: TimeFacts) -> int:
    """How long it really was, in one line."""
    hours, minutes = divmod(round(facts.week.minutes), 60)
    took = t("answer-duration", hours=hours, minutes=minutes)
    said = await ask_for(DURATION, "minutes", t("time-ask", took=took, week=facts.week.week), audience="you")
    await say(t("time-noted"))
    return said


def finish_time(facts: TimeFacts, minutes: int) -> Outcome:
    """Shared out over the people as the estimate was, evenly where there was none."""
    people, estimated = facts.week.people, facts.week.minutes
    shares = [one.minutes / estimated if estimated else 1 / len(people) for one in people]
    return Outcome(
        tuple(
            Write(_time(facts.account, one, facts.week.week, minutes * share, said=True), one.time_version)
            for one, share in zip(people, shares, strict=True)
        )
    )


TIME = Dialog(
    "owner_time",
    (OWNER,),
    TimeFacts,
    prepare_time,
    owner_time,
    finish_time,
    t("title-time"),
    minutes=1,
    audience="you",
    nudge=False,
)
