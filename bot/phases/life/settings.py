"""Life happens, to one person: when, where and by which name to write to them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time
from typing import Any

from bot import model
from bot.dialog import Book, Change, Dialog, Effect, Note, Outcome, Scene, Start, day_of, instant_of
from bot.engine.cards import card
from bot.engine.kinds import WALL_TIME, ZONE
from bot.engine.prompts import Prompt, ask_for, choice, each, many, review, say, text
from bot.engine.read import read_zone
from bot.engine.text import Invalid, Person, Text, t
from bot.model import OWNER
from bot.phases import rhythm, round_end
from bot.phases.hours import past_midnight
from bot.phases.terms import WEEK, weekdays
from bot.practice.calendar import local
from bot.practice.holidays import country_of_zone


@dataclass(frozen=True, slots=True)
class CheckedIn:
    """Work of which somebody tells each week: whom, and on which day."""

    engagement: str
    version: int
    owner: str
    day: int
    last_week: round_end.LastWeek | None = None


@dataclass(frozen=True, slots=True)
class SettingsFacts:
    """What is noted about when, where and by which name to write to somebody."""

    scene: Scene
    version: int
    zone: str
    country: str
    work_from: time
    work_to: time
    work_days: tuple[str, ...]
    city: str = ""
    """The zone of a city that came with the command; it is proposed in the place of the noted one."""
    planned: tuple[rhythm.Coming, ...] = ()
    asked: tuple[CheckedIn, ...] = ()


@dataclass(frozen=True, slots=True)
class Settings:
    """When, where and by which name to write to somebody from now on."""

    zone: str
    work_from: time
    work_to: time
    work_days: tuple[str, ...]
    name: str
    checkin_day: int = 0
    """0 = they tell nobody of their weeks."""


def prepare_settings(book: Book, start: Start) -> SettingsFacts:
    """Anybody, about themselves: the seat is the owner's, whatever they are elsewhere."""
    person = book.one(model.Person, start.seats[OWNER])
    me = Person(person.id, person.called)
    return SettingsFacts(
        Scene(start.conversation, me, me, day_of(book.now_ms, person.zone), book.now_ms),
        person.version,
        person.zone,
        person.country,
        time.fromisoformat(person.work_from),
        time.fromisoformat(person.work_to),
        tuple(person.work_days),
        _zone_of(start.seed.get("zone", "")),
        rhythm.coming(book, person),
        tuple(
            CheckedIn(
                work.id,
                work.version,
                work.owner,
                work.checkin_day,
                round_end.last_week(book, work, book.one(model.Person, work.owner), person),
            )
            for work in book.find(model.Engagement, professional=person.id)
            if work.state in ("active", "paused") and work.owner != person.id
        ),
    )


def _zone_of(typed: str) -> str:
    """The zone of a city that came with the command; none where nobody knows it: that is said beside it."""
    try:
        return read_zone(typed) if typed else ""
    except Invalid:
        return ""


async def settings(facts: SettingsFacts) -> Settings:
    """P2 at any time: what is noted, accepted with one tap or changed, and said back plainly."""
    proposed = facts.city or facts.zone
    fields: dict[str, Prompt[Any]] = {
        "zone": ask_for(ZONE, "zone", t("your-zone"), audience="known"),
        "from": ask_for(WALL_TIME, "from", t("write-from")),
        "to": ask_for(WALL_TIME, "to", t("write-to")),
        "days": many("days", t("settings-days"), WEEK, least=1),
        "name": text("name", t("your-name"), long=False, audience="known"),
    }
    noted_so_far: dict[str, Any] = {
        "zone": proposed,
        "from": facts.work_from,
        "to": facts.work_to,
        "days": facts.work_days,
        "name": facts.scene.owner.name,
    }
    if facts.asked:
        # Whoever works for several people tells all of them on the same day.
        fields["checkin-day"] = choice("checkin-day", t("checkin-day"), weekdays(), audience="known")
        noted_so_far["checkin-day"] = str(facts.asked[0].day)
    told = await review(
        each(fields),
        noted_so_far,
        ask=t("settings", clock=_clock(facts, proposed), city=ZONE.show(proposed)),
        accept=t("all-right"),
    )
    zone, work_from, work_to, days, name = (told[one] for one in ("zone", "from", "to", "days", "name"))
    if (work_from, work_to) != (facts.work_from, facts.work_to):
        work_from, work_to = await past_midnight(work_from, work_to)
    noted = Settings(zone, work_from, work_to, days, name, int(told.get("checkin-day", 0)))
    await say(t("settings-noted", name=name, clock=_clock(facts, zone), city=ZONE.show(zone)))
    await say(_hours(noted))
    planned = rhythm.in_hours(facts.planned, work_from, work_to)
    checkins = (one for one in planned if one.other and one.instant_ms(zone) > facts.scene.now_ms)
    if (coming := next(checkins, None)) is not None:
        clock = coming.at.strftime("%H:%M")
        await say(t("settings-next-checkin", name=coming.other, day=coming.day, clock=clock))
    if any(one.day != noted.checkin_day for one in facts.asked):
        await say(t("settings-checkin-day", day=WEEK[noted.checkin_day - 1].label))
    return noted


def _clock(facts: SettingsFacts, zone: str) -> str:
    return local(instant_of(facts.scene.now_ms), zone).strftime("%H:%M")


def _hours(noted: Settings) -> Text:
    """The hours as they will be kept: a night shift belongs to the day on which it starts."""
    days = tuple(day.label for day in WEEK if day.id in noted.work_days)
    first, last = noted.work_from.strftime("%H:%M"), noted.work_to.strftime("%H:%M")
    if noted.work_from == noted.work_to:
        return t("settings-all-day", days=days)
    if noted.work_from > noted.work_to:
        return t("settings-night", days=days, first=first, last=last)
    return t("settings-day", days=days, first=first, last=last)


def finish_settings(facts: SettingsFacts, noted: Settings) -> Outcome:
    """Note it. Somebody who moved works by the clocks and holidays of where they are now."""
    moved = noted.zone != facts.zone
    values = {
        "called": noted.name,
        "zone": noted.zone,
        "zone_confirmed": True,
        "country": country_of_zone(noted.zone) or "" if moved else facts.country,
        "work_from": noted.work_from.strftime("%H:%M"),
        "work_to": noted.work_to.strftime("%H:%M"),
        "work_days": "".join(noted.work_days),
    }
    me = facts.scene.owner.id
    planned = rhythm.in_hours(facts.planned, noted.work_from, noted.work_to)
    later = rhythm.moved(me, planned, noted.zone) if moved or planned != facts.planned else ()
    return Outcome((Change(model.Person, me, facts.version, values), *later, *_told_on(facts, noted)))


def _told_on(facts: SettingsFacts, noted: Settings) -> tuple[Effect, ...]:
    """Another day for the check-ins, from the next one on that is planned; whoever reads them is told."""
    effects: list[Effect] = []
    for one in facts.asked:
        if one.day != noted.checkin_day:
            told = card(t("checkin-day-told", name=noted.name, day=WEEK[noted.checkin_day - 1].label))
            day = {"checkin_day": noted.checkin_day}
            effects.append(Change(model.Engagement, one.engagement, one.version, day))
            effects.append(Note(one.owner, told, f"checkin-day/{one.engagement}", one.engagement))
            if one.last_week is not None:
                effects += round_end.looks_back_by(one.last_week, noted.checkin_day, noted.zone)
    return tuple(effects)


SETTINGS = Dialog(
    "settings",
    (OWNER,),
    SettingsFacts,
    prepare_settings,
    settings,
    finish_settings,
    t("title-settings"),
    minutes=1,
    audience="you",
    nudge=False,
    owed=False,
)
