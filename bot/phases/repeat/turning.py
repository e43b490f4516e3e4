"""The turn to the next round: what it stands on, and what its beginning or a rest before it causes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from bot import model
from bot.dialog import Begin, Book, Change, Effect, Note, Plan, Scene, Start, Write
from bot.engine.cards import card
from bot.engine.text import t
from bot.model import OWNER, PROFESSIONAL, Record
from bot.phases.goal_setting import effects as goal_effects
from bot.phases.goal_setting.frame import Frame, frame_of
from bot.phases.goal_setting.sureness import Sure
from bot.phases.repeat.new_work import Kind, kind_named, known_kinds, records_of
from bot.phases.repeat.next_offer import Offer
from bot.phases.round_end import LOOK_BACK_AT
from bot.phases.skill_assessment.rating import rating_of
from bot.practice.calendar import resolve, to_millis

R = TypeVar("R", bound=Record)


class Ahead:
    """The records as they will stand on the first day of the next round: for what is planned in it."""

    def __init__(self, book: Book, engagement: model.Engagement, now_ms: int) -> None:
        self.account = book.account
        self.now_ms = now_ms
        self._book = book
        self._engagement = engagement

    def one(self, kind: type[R], id: str) -> R:
        """The record with this id."""
        if isinstance(self._engagement, kind) and id == self._engagement.id:
            return self._engagement
        return self._book.one(kind, id)

    def find(self, kind: type[R], **equal: Any) -> tuple[R, ...]:
        """Every record whose fields equal these."""
        return self._book.find(kind, **equal)

    def acted_ms(self, person: str) -> int:
        """Nobody has done anything yet on a day that is to come."""
        return 0

    def answering(self, person: str, engagement: str) -> bool:
        """Nor answered anything."""
        return False

    def answered(self, person: str, engagement: str, since_ms: int, until_ms: int) -> tuple[str, ...]:
        """Nor in a talk that is over."""
        return ()


def frame_ahead(book: Book, start: Start, starts_on: date, ends_on: date) -> Frame:
    """The frame of the next round, with everything that its beginning puts on the calendar."""
    engagement = book.one(model.Engagement, start.engagement)
    owner = book.one(model.Person, engagement.owner)
    begins = to_millis(datetime.combine(starts_on, time(), ZoneInfo(owner.zone)))
    state = "alone" if engagement.state == "alone" else "active"
    later = engagement.model_copy(
        update={"round": engagement.round + 1, "round_ends_on": ends_on, "state": state}
    )
    return frame_of(Ahead(book, later, max(book.now_ms, begins)), start)[1]


@dataclass(frozen=True, slots=True)
class Turning:
    """What the turn to the next round stands on."""

    account: str
    version: int
    """Of the engagement."""
    frame: Frame
    skills: int
    """How many skills there are."""
    unable: bool
    """Whether the owner said "not able yet": what is missing is looked at first."""
    zone: str
    """Of the owner."""
    jobs: int = 0
    """How many jobs there are, those included that have left."""
    kinds: tuple[Kind, ...] = ()
    """Kinds of work that the template knows and these two do not do yet."""


def turning_of(book: Book, start: Start, starts_on: date, ends_on: date) -> Turning:
    """What the turn to the next round stands on."""
    engagement = book.one(model.Engagement, start.engagement)
    found = book.find(model.Judgement, engagement=engagement.id, round=engagement.round, role=OWNER)
    return Turning(
        book.account,
        engagement.version,
        frame_ahead(book, start, starts_on, ends_on),
        len(book.find(model.Skill, engagement=engagement.id)),
        any(one.why == "unable" for one in found),
        book.one(model.Person, engagement.owner).zone,
        len(book.find(model.Job, engagement=engagement.id)),
        known_kinds(book, engagement),
    )


def begun(scene: Scene, turning: Turning, offer: Offer, told: str, sure: Sure | None = None) -> list[Effect]:
    """The next round, once both want it. `told` is the role that did not answer just now: the other one
    is so `sure`."""
    frame = turning.frame
    values = {
        "round": frame.round,
        "round_ends_on": offer.ends_on,
        "state": "alone" if frame.alone else "active",
    }
    effects: list[Effect] = [
        Change(model.Engagement, scene.engagement, turning.version, {**values, "paused_on": None})
    ]
    if not offer.terms.goals:
        effects += frame.plans
        effects.append(Begin(Start("goals_draft", {OWNER: scene.owner.id}, scene.engagement)))
    elif frame.alone:
        effects += goal_effects.kept_alone(scene, frame, offer.terms)
    else:
        effects += goal_effects.agreed(scene, frame, offer.terms, told, sure=sure)
    effects += _new_work(scene, turning, offer)
    if turning.unable and not offer.new:
        effects.append(Begin(Start("gap_causes", {OWNER: scene.owner.id}, scene.engagement)))
    return effects


def _new_work(scene: Scene, turning: Turning, offer: Offer) -> list[Effect]:
    """A new kind of work is rated by both first, and only that."""
    if not offer.new:
        return []
    round = turning.frame.round
    effects: list[Effect] = []
    skills = []
    for at, name in enumerate(offer.new):
        kind = kind_named(turning.kinds, name, offer.good.get(name, ""))
        job, skill = records_of(
            kind, scene.engagement, turning.account, round, turning.jobs + at, turning.skills + at
        )
        effects += [Write(record) for record in (job, skill) if record is not None]
        skills.append(skill.id)
    roles = (OWNER,) if turning.frame.alone else (PROFESSIONAL, OWNER)
    ratings = (rating_of(role, scene, skills=tuple(skills), occasion=f"round-{round}") for role in roles)
    return [*effects, *map(Begin, ratings)]


def resting(scene: Scene, turning: Turning, until: date) -> list[Effect]:
    """A break: the work rests, and on the day the owner is asked whether it goes on.

    The round is closed, so whatever ends the rest asks for the next one.
    """
    rest = {"paused_on": scene.today.isoformat()}
    at = to_millis(resolve(until, LOOK_BACK_AT, turning.zone))
    resume = Start("resume", {OWNER: scene.owner.id}, scene.engagement, terms=rest)
    effects: list[Effect] = [
        Change(
            model.Engagement,
            scene.engagement,
            turning.version,
            {"state": "paused", "paused_on": scene.today},
        ),
        Plan("start", f"resume/{scene.conversation}", scene.owner.id, at, start=resume, asked=True),
    ]
    if not turning.frame.alone and scene.owner.id != scene.professional.id:
        told = card(t("round-break-told", owner=scene.owner.name, day=until))
        effects.append(Note(scene.professional.id, told, "break"))
    return effects
