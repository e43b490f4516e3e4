"""Rita's shop with Joy: the one scene of these tests. A moment of their work is this with a few records more.

there = book(goal(), step(due_on=day(12, 9)), now=at(day(12, 16)), state="paused")
talk = play(ITEM_LOOK, there, begin(ITEM_LOOK, about="step"), [("owner", "look/step", "ready")])
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any, TypeVar

from bot import model
from bot.dialog import Begin, Change, Dialog, Outcome, Start, Write
from bot.model import Record
from bot.practice.calendar import to_millis
from tests.phases.book import MemoryBook
from tests.phases.talk import Talk

R = TypeVar("R", bound=Record)

ACCOUNT = "account"
DAY = 24 * 3_600_000
PEOPLE = {"owner": "rita", "professional": "joy"}
STARTS, ENDS = date(2026, 11, 23), date(2027, 1, 8)


def day(month: int, number: int) -> date:
    """A day of the round: of November or December 2026, or of the months after."""
    return date(2026 if month > 6 else 2027, month, number)


def at(on: date, hour: int = 10, minute: int = 0) -> int:
    """An instant, UTC."""
    return to_millis(datetime(on.year, on.month, on.day, hour, minute, tzinfo=UTC))


# --- records --------------------------------------------------------------------------------------


def of(kind: type[R], usual: dict[str, Any], more: dict[str, Any]) -> R:
    """A record of their work, as it usually is but for what is said."""
    about = {"engagement": "work"} if "engagement" in kind.model_fields else {}
    return kind.model_validate({"account": ACCOUNT, **about, **usual, **more})


def rita(**more: Any) -> model.Person:
    """The owner, in Lisbon."""
    usual = dict(id="rita", name="Rita Lopes", called="Rita", zone="Europe/Lisbon", country="PT")
    return of(model.Person, usual, more)


def joy(**more: Any) -> model.Person:
    """The professional, in Manila."""
    usual = dict(id="joy", name="Joy Santos", called="Joy", zone="Asia/Manila", country="PH")
    return of(model.Person, usual, more)


def work(**more: Any) -> model.Engagement:
    """What they agreed on: a virtual assistant for 20 hours a week, for six weeks of work."""
    usual = dict(
        id="work", owner="rita", professional="joy", role="virtual_assistant", state="active", amount=20,
        role_name="virtual assistant", starts_on=STARTS, round_ends_on=ENDS,
    )  # fmt: skip
    return of(model.Engagement, usual, more)


def skill(id: str = "orders", **more: Any) -> model.Skill:
    """Something that the work needs at level 3."""
    return of(model.Skill, dict(id=id, template=id, name=id.title(), importance=4, required=3), more)


def step(id: str = "step", **more: Any) -> model.Item:
    """A paid step of the plan that both agreed to."""
    usual = dict(
        id=id, skill="orders", person="joy", cause="explain", what=f"step {id}", due_on=day(11, 27),
        position=20, state="agreed",
    )  # fmt: skip
    return of(model.Item, usual, more)


def goal(id: str = "inbox", **more: Any) -> model.Goal:
    """A share that both agreed to, until the end of the round."""
    usual = dict(
        id=id, what="Inbox", metric="answered by the next day", counted="ratio", less=80, expected=90,
        more=97, due_on=ENDS, state="agreed",
    )  # fmt: skip
    return of(model.Goal, usual, more)


def learning(id: str = "goal", **more: Any) -> model.Goal:
    """What both agreed to learn."""
    usual = dict(
        id=id, skill="orders", what="Order questions", metric="ten in a row", counted="done",
        learning=True, due_on=day(12, 11), state="agreed",
    )  # fmt: skip
    return of(model.Goal, usual, more)


def todo(id: str = "rules", **more: Any) -> model.Todo:
    """Something that Rita has promised."""
    usual = dict(id=id, person="rita", what="Write the refund rules", due_on=day(11, 26))
    return of(model.Todo, usual, more)


def book(*more: Record, now: int, **engagement: Any) -> MemoryBook:
    """Both, their work, and whatever else stands at this moment; a person given here takes their place."""
    given = {one.id for one in more if isinstance(one, model.Person)}
    people = [one for one in (rita(), joy()) if one.id not in given]
    return MemoryBook(ACCOUNT, now, *people, work(**engagement), *more)


# --- talks ----------------------------------------------------------------------------------------


def begin(dialog: Dialog[Any, Any], *roles: str, person: str = "", **more: Any) -> Start:
    """A talk about their work with those who sit in it, or with some of them; `person` in their place."""
    seats = {role: person or PEOPLE[role] for role in roles or dialog.seats}
    usual = {"conversation": "talk", "engagement": "work", "by": next(iter(seats.values()))}
    return Start(dialog.name, seats, **{**usual, **more})


def changes(talk: Talk, kind: type[Record] = model.Item) -> dict[str, dict[str, Any]]:
    """What a talk changes in records of one kind, by id."""
    return {one.id: dict(one.values) for one in talk.effects(Change) if one.kind is kind}


def written(talk: Talk, kind: type[R]) -> list[R]:
    """The records of one kind that a talk writes."""
    return [effect.record for effect in talk.effects(Write) if isinstance(effect.record, kind)]


def begun(caused: Talk | Outcome, dialog: str = "") -> list[Start]:
    """The talks that one begins, or those of one dialog."""
    outcome = caused if isinstance(caused, Outcome) else caused.caused
    starts = [effect.start for effect in outcome.effects if isinstance(effect, Begin)]
    return [start for start in starts if dialog in ("", start.dialog)]
