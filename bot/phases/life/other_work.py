"""What a change of hours, pieces or pay says to both, and what a yes to it causes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time, timedelta

from bot import model
from bot.dialog import Book, Effect, Plan, Scene, Start, Write
from bot.engine.text import Text, literal, t
from bot.model import OWNER
from bot.phases.terms import amount_of
from bot.practice.calendar import resolve, to_millis
from bot.tallies.bought import Bought, Latest, WorkChange, next_version
from bot.tallies.weeks import goals_of, monday_of

ANSWER = "changing_answer"
BEGINS = "changing_begins"
WEEK = timedelta(weeks=1)


@dataclass(frozen=True, slots=True)
class Lasting:
    """A goal that both agreed to, and whether its number came from the pieces that are bought."""

    what: str
    by_pieces: bool


def lasting_of(book: Book, engagement: model.Engagement) -> tuple[Lasting, ...]:
    """The goals of the round that runs."""
    return tuple(Lasting(goal.what, goal.unit == "pieces") for goal in goals_of(book, engagement))


def beginning(day: date) -> date:
    """The Monday on which a change begins that is wanted from a day on."""
    return day if day == monday_of(day) else monday_of(day) + WEEK


def words_of(bought: Bought) -> Text:
    """How it is paid and how much it is, in words."""
    return amount_of(bought.pay, bought.amount)


def lines_of(
    change: WorkChange, goals: tuple[Lasting, ...], others: tuple[WorkChange, ...]
) -> tuple[Text, ...]:
    """Exactly what will be different, and what will not, as both read it."""
    pieces = change.before.pay == "pieces"
    staying = tuple(literal(goal.what) for goal in goals if not (pieces and goal.by_pieces))
    anew = tuple(literal(goal.what) for goal in goals if pieces and goal.by_pieces)
    lines = [
        t(
            "changing-line",
            day=change.begins_on,
            after=words_of(change.after),
            before=words_of(change.before),
        ),
        t("changing-goals-live-on", goals=staying) if staying else t("changing-skills-live-on"),
    ]
    if anew:
        lines.append(t("changing-anew", goals=anew))
    later = next((one for one in others if one.begins_on > change.begins_on), None)
    if later is not None:
        lines.append(t("changing-later", day=later.begins_on, then=words_of(later.after)))
    return tuple(lines)


def agreed(scene: Scene, latest: Latest | None, change: WorkChange, zone: str, why: str = "") -> list[Effect]:
    """A new version of the agreement now; the work itself on its Monday, at its beginning for the owner."""
    start = Start(BEGINS, {OWNER: scene.owner.id}, scene.engagement, terms=change.data)
    at_ms = to_millis(resolve(change.begins_on, time(), zone))
    occurrence = f"{BEGINS}/{scene.conversation}"
    effects: list[Effect] = [
        Plan("start", occurrence, scene.owner.id, at_ms, scene.engagement, start, asked=True)
    ]
    if latest is not None:
        effects.insert(0, Write(next_version(latest, scene.engagement, change, scene.now_ms, why)))
    return effects
