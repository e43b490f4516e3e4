"""The parts of a plan as the talks about it share them: read from the book, said, proposed, agreed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from itertools import islice
from typing import Any

from bot import model
from bot.dialog import Begin, Book, Change, Close, Effect, Plan, Scene, Start, Write
from bot.engine.kinds import DateKind
from bot.engine.measured import whole_words
from bot.engine.prompts import Prompt, ask_for
from bot.engine.text import Text, t
from bot.model import OWNER, PROFESSIONAL
from bot.practice.calendar import resolve, to_millis
from bot.practice.identity import listed_id
from bot.practice.plans import in_a_row
from bot.tallies import days

FIRST_PAID = 10
"""Positions below are the owner's parts, which go first; paid steps come from here on, in tens by skill."""
DAYS_AHEAD = 60
"""Working days that a plan may look ahead: more than the longest round has."""
ASK_AT = time(9)
MOST_CALLED = 100
"""Characters of a step's words where it is only named."""
STEP_TALKS = ("item_moved", "item_done")
"""The talks that ask the professional about one step of the plan."""


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a plan: an item that is proposed, offered or agreed."""

    id: str
    version: int
    """0 while it is only proposed."""
    skill: str
    skill_name: str
    cause: str
    what: str
    minutes: int
    due: date
    proof: str
    position: int

    @property
    def owners(self) -> bool:
        """Whether it is the owner's part, which is nobody's paid work."""
        return self.position < FIRST_PAID

    @property
    def called(self) -> str:
        """What it is called beside what came of it: whoever wrote a whole page of it reads that once."""
        return in_brief(self.what)

    @property
    def count(self) -> int:
        """How many in a row its proof asks for; 0 where looking at it is enough."""
        return in_a_row(self.proof)


def in_brief(what: str) -> str:
    """As much of a step's words as says which one is meant."""
    begins = whole_words(what.strip().partition("\n")[0], MOST_CALLED)
    return begins if begins == what else f"{begins} …"


def part_of(book: Book, item: model.Item) -> Part:
    """An item as a part of its plan."""
    skill = book.one(model.Skill, item.skill)
    return Part(
        item.id,
        item.version,
        skill.id,
        skill.name,
        item.cause,
        item.what,
        item.minutes,
        item.due_on,
        item.proof,
        item.position,
    )


def record_of(part: Part, scene: Scene, account: str, round: int) -> model.Item:
    """A proposed part as the item it becomes when it is offered."""
    return model.Item(
        account=account,
        id=part.id,
        engagement=scene.engagement,
        skill=part.skill,
        round=round,
        cause=part.cause,
        person=scene.owner.id if part.owners else scene.professional.id,
        what=part.what,
        minutes=part.minutes,
        due_on=part.due,
        proof=part.proof,
        proof_count=part.count,
        position=part.position,
    )


def steps_of(book: Book, engagement: str) -> tuple[model.Item, ...]:
    """The paid steps of the plan that stand, in order."""
    found = [
        item for item in book.find(model.Item, engagement=engagement) if item.state in ("agreed", "done")
    ]
    return tuple(
        sorted(
            (item for item in found if not part_of(book, item).owners),
            key=lambda item: (item.due_on, item.position),
        )
    )


# --- days -----------------------------------------------------------------------------------------


def coming_days(person: model.Person, today: date) -> tuple[date, ...]:
    """Somebody's next working days, from tomorrow on."""
    return tuple(islice(days.coming_days((person,), today), DAYS_AHEAD))


def caught_up(parts: tuple[Part, ...], person: model.Person, today: date) -> tuple[Part, ...]:
    """The same parts when an answer took longer than their first day: all move by the days that went by."""
    first = min(part.due for part in parts)
    if first >= today:
        return parts
    late = days.days_between((person,), first - timedelta(days=1), today)
    return tuple(replace(part, due=days.day_after((person,), part.due, late)) for part in parts)


def latest(ends: date, today: date, parts: Iterable[Part]) -> date | None:
    """The last day to choose: the end of the round, unless that is over or the plan is longer."""
    return max([ends, *(part.due for part in parts)]) if ends > today else None


def when(day: str, ask: Text, today: date, last: date | None) -> Prompt[date]:
    """Ask for a day of a plan: from today on, inside the round."""
    return ask_for(DateKind(today, last), day, ask)


# --- words ----------------------------------------------------------------------------------------


def duration(minutes: int) -> Text:
    """Minutes as people say them."""
    return t("answer-duration", hours=minutes // 60, minutes=minutes % 60)


def paid(parts: Iterable[Part]) -> int:
    """The paid minutes of a plan."""
    return sum(part.minutes for part in parts if not part.owners)


def lines_of(parts: tuple[Part, ...], scene: Scene, reader: str) -> tuple[Text, ...]:
    """The plan in sentences for one of the two, the owner's part first."""
    found = []
    before = ""
    for part in parts:
        length = duration(part.minutes)
        if part.owners and reader == OWNER:
            found.append(t("plan-yours", what=part.what, minutes=length, day=part.due))
        elif part.owners:
            found.append(t("plan-theirs", owner=scene.owner.name, what=part.what, day=part.due))
        elif part.skill == before:
            found.append(t("plan-then", what=part.what, minutes=length, day=part.due))
        else:
            found.append(t("plan-step", skill=part.skill_name, what=part.what, minutes=length, day=part.due))
        if part.proof:
            found[-1] = t("plan-closed-when", line=found[-1], proof=part.proof)
        before = "" if part.owners else part.skill
    return tuple(found)


def terms_of(parts: tuple[Part, ...]) -> list[list[Any]]:
    """The plan as the data that a yes binds to."""
    return [[part.id, part.what, part.minutes, part.due.isoformat(), part.proof] for part in parts]


# --- what follows from both yeses -----------------------------------------------------------------


def kept_as(part: Part, state: str) -> Effect:
    """An offered item with what was agreed or proposed last."""
    values = {
        "state": state,
        "what": part.what,
        "minutes": part.minutes,
        "due_on": part.due,
        "proof": part.proof,
        "proof_count": part.count,
    }
    return Change(model.Item, part.id, part.version, values)


def agreed(parts: tuple[Part, ...], scene: Scene, account: str, zone: str) -> tuple[Effect, ...]:
    """Both said yes: items stand, the owner's part is on the owner's list, and goals come next."""
    effects: list[Effect] = []
    for part in parts:
        effects.append(kept_as(part, "agreed"))
        effects.append(
            promise(part, scene, account) if part.owners else asked_after(part.id, part.due, scene, zone)
        )
    return (*effects, goals_next(scene))


def promise(part: Part, scene: Scene, account: str) -> Effect:
    """The owner's part as a dated promise."""
    return Write(
        model.Todo(
            account=account,
            id=listed_id(part.position, part.id, "todo"),
            engagement=scene.engagement,
            person=scene.owner.id,
            what=part.what,
            minutes=part.minutes,
            due_on=part.due,
            source=part.id,
        )
    )


def asked_after(item: str, due: date, scene: Scene, zone: str) -> Plan:
    """On the day after an item was due: how about another day? Silent where it is done by then."""
    at = to_millis(resolve(due + timedelta(days=1), ASK_AT, zone))
    start = Start("item_moved", {PROFESSIONAL: scene.professional.id}, scene.engagement, about=item)
    return Plan(
        "start", f"moved/{item}/{due.isoformat()}", scene.professional.id, at, scene.engagement, start
    )


def asked_before(item: str, engagement: str, *dialogs: str) -> Close:
    """What was asked about a step is over: it was said elsewhere, or nothing is left to say."""
    return Close(engagement, "answered", dialogs or STEP_TALKS, about=item)


def goals_next(scene: Scene) -> Begin:
    """After the plan come the goals."""
    return Begin(Start("goals_draft", {OWNER: scene.owner.id}, scene.engagement))
