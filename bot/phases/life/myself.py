"""Life happens, to one person: when and where to write to them, and when they are away."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Any

from bot import model
from bot.dialog import Book, Change, Dialog, Effect, Note, Outcome, Scene, Start, day_of, instant_of
from bot.engine.cards import card
from bot.engine.kinds import DATE, WALL_TIME, ZONE, DateKind, Option
from bot.engine.prompts import Prompt, ask_for, choice, each, many, review, say, text
from bot.engine.read import read_zone
from bot.engine.text import Invalid, Person, Text, literal, t
from bot.model import OWNER
from bot.phases import rhythm
from bot.phases.hours import past_midnight
from bot.phases.terms import weekdays
from bot.practice import absences, workdays
from bot.practice.calendar import local
from bot.practice.holidays import country_of_zone
from bot.practice.workdays import add_working_days

LONGEST_AWAY = timedelta(days=300)
"""Further on, a day without its year is more likely one that has passed."""
WEEK = (*weekdays(), Option("6", t("saturday")), Option("7", t("sunday")))


# --- settings -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Asked:
    """Work of which somebody tells each week: whom, and on which day."""

    engagement: str
    version: int
    owner: str
    day: int


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
    unknown: str = ""
    """A city that came with the command and is none that is known."""
    planned: tuple[rhythm.Coming, ...] = ()
    asked: tuple[Asked, ...] = ()


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
        *_city(start.seed.get("city", "")),
        rhythm.coming(book, person),
        tuple(
            Asked(work.id, work.version, work.owner, work.checkin_day)
            for work in book.find(model.Engagement, professional=person.id)
            if work.state in ("active", "paused") and work.owner != person.id
        ),
    )


def _city(typed: str) -> tuple[str, str]:
    if not typed:
        return "", ""
    try:
        return read_zone(typed), ""
    except Invalid:
        return "", typed


async def settings(facts: SettingsFacts) -> Settings:
    """P2 at any time: what is noted, accepted with one tap or changed, and said back plainly."""
    proposed = facts.city or facts.zone
    if facts.unknown:
        await say(t("settings-city-unknown", city=facts.unknown))
    fields: dict[str, Prompt[Any]] = {
        "zone": ask_for(ZONE, "zone", t("your-zone")),
        "from": ask_for(WALL_TIME, "from", t("write-from")),
        "to": ask_for(WALL_TIME, "to", t("write-to")),
        "days": many("days", t("settings-days"), WEEK, least=1),
        "name": text("name", t("your-name"), long=False),
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
        fields["checkin-day"] = choice("checkin-day", t("checkin-day"), weekdays())
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


# --- away ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Told:
    """Somebody who is told, and what they may decide alone meanwhile."""

    person: str
    name: str
    engagement: str
    alone: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AwayFacts:
    """Who goes, what is noted already, and who works with them."""

    scene: Scene
    version: int
    work_days: tuple[int, ...]
    noted: tuple[date, date] | None
    told: tuple[Told, ...]
    kept: str = ""
    """Every absence of theirs, also those that are over."""
    given: bool = False
    """Whether days came with the command: then nobody asks first what has changed."""


@dataclass(frozen=True, slots=True)
class Away:
    """First and last day away, both included; none for somebody who is back."""

    first: date | None = None
    last: date | None = None
    back: date | None = None
    """The first working day after it."""
    more: bool = False
    """Whether it comes beside what is noted already, not in its place."""


def prepare_away(book: Book, start: Start) -> AwayFacts:
    """Anybody, about themselves. Told is who works with them now: nobody before their yes."""
    person = book.one(model.Person, start.seats[OWNER])
    today = day_of(book.now_ms, person.zone)
    told = _told(book, person.id)
    noted = absences.coming(person.away, today)
    names = ", ".join(dict.fromkeys(one.name for one in told))
    return AwayFacts(
        Scene(start.conversation, Person(person.id, person.called), Person("", names), today, book.now_ms),
        person.version,
        tuple(int(day) for day in person.work_days),
        (noted.first, noted.last) if noted else None,
        told,
        person.away,
        "first" in start.seed,
    )


def _told(book: Book, person: str) -> tuple[Told, ...]:
    mine = (*book.find(model.Engagement, owner=person), *book.find(model.Engagement, professional=person))
    told = []
    for engagement in mine:
        led = engagement.owner == person
        other = engagement.professional if led else engagement.owner
        if engagement.state != "active" or other == person:
            continue
        decides = book.find(model.Discretion, engagement=engagement.id) if led else ()
        alone = tuple(one.text for one in decides)
        told.append(Told(other, book.one(model.Person, other).called, engagement.id, alone))
    return tuple(told)


async def away(facts: AwayFacts) -> Away:
    """First and last day away; or back sooner than planned."""
    names = tuple(dict.fromkeys(one.name for one in facts.told))
    then = ""
    if facts.noted is not None and not facts.given:
        first, last = facts.noted
        then = await choice(
            "then",
            t("away-noted", days=_days(first, last)),
            (
                Option("other", t("away-other-days")),
                Option("more", t("away-more-days")),
                Option("back", t("away-am-back")),
            ),
            audience="both" if names else "you",
        )
        if then == "back":
            await say(t("away-welcome", name=facts.scene.owner.name))
            if names:
                await say(t("away-told-them", names=names))
            return Away()
    first, last = await _which_days(names)
    if facts.noted is not None and facts.given and not _meet(facts.noted, (first, last)):
        then = await choice(
            "beside",
            t("away-beside", days=_days(*facts.noted)),
            (Option("more", t("away-stays")), Option("other", t("away-instead"))),
            audience="both" if names else "you",
        )
    back = add_working_days(last, 1, (), facts.work_days)
    await say(t("away-done", days=_days(first, last), back=back))
    if names:
        await say(t("away-told-them", names=names))
    return Away(first, last, back, more=then == "more")


async def _which_days(names: tuple[str, ...]) -> tuple[date, date]:
    hint = t("away-who-hears", names=names) if names else None
    first = await ask_for(DATE, "first", t("away-first"), hint=hint, audience="both" if names else "you")
    last = await ask_for(
        DateKind(first, first + LONGEST_AWAY),
        "last",
        t("away-last", first=first),
        audience="both" if names else "you",
    )
    return first, last


def _meet(one: tuple[date, date], other: tuple[date, date]) -> bool:
    return one[0] <= other[1] and other[0] <= one[1]


def _days(first: date, last: date) -> Text:
    return t("away-day", first=first) if first == last else t("away-days", first=first, last=last)


def finish_away(facts: AwayFacts, away: Away) -> Outcome:
    """Note the days, and tell each person once: when, and what they may decide alone (X8)."""
    kept = facts.kept
    today = facts.scene.today
    if facts.noted is not None and not away.more:
        # Days that go on from where they are away now leave none of those between as days of work.
        begun, ends = facts.noted
        until = away.first if away.first and begun <= today < away.first <= ends else today
        kept = absences.ending(kept, workdays.Away(begun, ends), until)
    if away.first is not None and away.last is not None:
        kept = absences.adding(kept, workdays.Away(away.first, away.last))
    effects: list[Effect] = [Change(model.Person, facts.scene.owner.id, facts.version, {"away": kept})]
    for told in facts.told:
        lines = _lines(facts.scene.owner.name, away, told)
        effects.append(Note(told.person, card(*lines), f"away/{told.engagement}", told.engagement))
    return Outcome(tuple(effects))


def _lines(name: str, away: Away, told: Told) -> tuple[Text, ...]:
    if away.first is None or away.last is None or away.back is None:
        return (t("away-back-told", name=name),)
    when = t("away-told", name=name, days=_days(away.first, away.last), back=away.back)
    if not told.alone:
        return (when, t("away-waits", name=name))
    return (when, t("away-alone", items=tuple(literal(words) for words in told.alone)))


AWAY = Dialog(
    "away",
    (OWNER,),
    AwayFacts,
    prepare_away,
    away,
    finish_away,
    t("title-away"),
    minutes=1,
    nudge=False,
    owed=False,
)
