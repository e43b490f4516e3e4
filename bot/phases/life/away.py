"""Life happens, to one person: the days on which they are away, and who is told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from bot import model
from bot.dialog import Book, Change, Dialog, Effect, Note, Outcome, Scene, Start, day_of
from bot.engine.cards import card
from bot.engine.kinds import FIRST_DAY, LONGEST_AWAY, LastDayKind, Option
from bot.engine.prompts import Audience, ask_for, choice, review, say
from bot.engine.text import Person, Text, literal, t
from bot.model import OWNER
from bot.practice import absences, workdays
from bot.practice.holidays import public_holidays
from bot.practice.workdays import add_working_days
from bot.tallies.jobs import decided_alone


@dataclass(frozen=True, slots=True)
class Hearer:
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
    told: tuple[Hearer, ...]
    kept: str = ""
    """Every absence of theirs, also those that are over."""
    holidays: tuple[date, ...] = ()
    """Of their country, as far ahead as one can be away."""
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
        tuple(public_holidays(person.country, range(today.year, today.year + 3))),
        "first" in start.seed,
    )


def _told(book: Book, person: str) -> tuple[Hearer, ...]:
    mine = (*book.find(model.Engagement, owner=person), *book.find(model.Engagement, professional=person))
    told = []
    for engagement in mine:
        led = engagement.owner == person
        other = model.other_in(engagement, person)
        if engagement.state != "active" or other == person:
            continue
        alone = decided_alone(book, engagement.id) if led else ()
        told.append(Hearer(other, book.one(model.Person, other).called, engagement.id, alone))
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
    back = add_working_days(last, 1, _off(facts, first, last, then), facts.work_days)
    await say(t("away-done", days=_days(first, last), back=back))
    if names:
        await say(t("away-told-them", names=names))
    return Away(first, last, back, more=then == "more")


def _off(facts: AwayFacts, first: date, last: date, then: str) -> frozenset[date]:
    """The days after it on which they do not work either: holidays, and what else they are away."""
    kept = _kept(facts, Away(first, last, more=then == "more"))
    away = (day for one in absences.absences(kept) for day in one.days())
    return frozenset((*facts.holidays, *away))


async def _which_days(names: tuple[str, ...]) -> tuple[date, date]:
    hint = t("away-who-hears", names=names) if names else None
    audience: Audience = "both" if names else "you"
    first = await ask_for(FIRST_DAY, "first", t("away-first"), hint=hint, audience=audience)
    kind = LastDayKind(first, LONGEST_AWAY)
    last = await review(
        ask_for(kind, "last", t("away-last-field"), audience=audience),
        first,
        ask=t("away-last", first=first),
        accept=t("away-one-day", day=first),
        folded=("last",),
    )
    return first, last


def _meet(one: tuple[date, date], other: tuple[date, date]) -> bool:
    return one[0] <= other[1] and other[0] <= one[1]


def _days(first: date, last: date) -> Text:
    return t("away-day", first=first) if first == last else t("away-days", first=first, last=last)


def finish_away(facts: AwayFacts, away: Away) -> Outcome:
    """Note the days, and tell each person once: when, and what they may decide alone (X8)."""
    kept = _kept(facts, away)
    effects: list[Effect] = [Change(model.Person, facts.scene.owner.id, facts.version, {"away": kept})]
    for told in facts.told:
        lines = _lines(facts.scene.owner.name, away, told)
        effects.append(Note(told.person, card(*lines), f"away/{told.engagement}", told.engagement))
    return Outcome(tuple(effects))


def _kept(facts: AwayFacts, away: Away) -> str:
    """Every absence of theirs with this one."""
    kept = facts.kept
    today = facts.scene.today
    if facts.noted is not None and not away.more:
        # Days that go on from where they are away now leave none of those between as days of work.
        begun, ends = facts.noted
        until = away.first if away.first and begun <= today < away.first <= ends else today
        kept = absences.ending(kept, workdays.Away(begun, ends), until)
    if away.first is not None and away.last is not None:
        kept = absences.adding(kept, workdays.Away(away.first, away.last))
    return kept


def _lines(name: str, away: Away, told: Hearer) -> tuple[Text, ...]:
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
