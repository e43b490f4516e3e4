"""Phase 2, a step looked at (O18). Only this look closes a step; the last one settles a skill's level.

The proof was agreed as what closes the gap, so a yes to it means the level that the work needs, seen
in real work. Whatever is left goes back with one thing to do, another day, and no word of blame.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from bot import model
from bot.dialog import (
    Begin,
    Book,
    Change,
    Dialog,
    Effect,
    Note,
    Outcome,
    Refused,
    Scene,
    Start,
    Write,
    day_of,
    scene_of,
)
from bot.engine.cards import card
from bot.engine.kinds import Option
from bot.engine.prompts import say, text, verdict
from bot.engine.text import Text, t
from bot.model import OWNER
from bot.phases.gap_training.moving import Along, along_with, moved_along, moved_step
from bot.phases.gap_training.parts import Part, asked_before, coming_days, in_brief, part_of, steps_of
from bot.practice.identity import derived_id
from bot.tallies import levels
from bot.tallies.days import day_after, days_between

SOON = 0
"""The place among the coming working days by which one more thing can be in: the next one."""
LATER = 2
"""And by which it can be tried once more."""


@dataclass(frozen=True, slots=True)
class StepLookFacts:
    """The step that waits for a look, and what follows from each answer."""

    scene: Scene
    account: str
    round: int
    part: Part
    row: int
    required: int
    level: int | None
    next_what: str
    """The skill's next step; empty where this is its last."""
    next_due: date | None
    piece: str
    piece_version: int
    work: str
    goal: str
    """The learning goal that gets its number when the skill's last step closes."""
    soon: date
    later: date
    zone: str
    before: tuple[tuple[str, int], ...] = ()
    """Earlier steps of the skill that are still open, with their versions: its last proof speaks for them."""
    along: Along | None = None
    """What moves with the step; None in talks that began before it did."""
    on_time: date | None = None
    """The day of the step without the time for which it waited for this look: what follows counts from it."""

    @property
    def moves(self) -> Along:
        """What moves with the step."""
        return self.along or Along((), None, (), self.part.due, self.zone)


@dataclass(frozen=True, slots=True)
class ItemLooked:
    """ready, nearly (one thing is left) or not-yet, with the words for it."""

    then: str
    words: str = ""


def prepare_item_look(book: Book, start: Start) -> StepLookFacts:
    """Only the owner of the engagement, while the step waits for a look."""
    scene = scene_of(book, start)
    item = book.one(model.Item, start.about)
    if item.engagement != start.engagement:
        raise Refused
    if item.state != "done":
        raise Refused(t("item-looked-at"))
    engagement = book.one(model.Engagement, start.engagement)
    skill = book.one(model.Skill, item.skill)
    following = [
        one for one in steps_of(book, engagement.id) if one.skill == skill.id and one.position > item.position
    ]
    after = min(following, key=lambda one: one.position, default=None)
    piece = book.one(model.Piece, str(start.terms["piece"])) if start.terms.get("piece") else None
    goals = book.find(model.Goal, engagement=engagement.id, skill=skill.id, round=engagement.round)
    now = levels.newest(book, skill)
    professional = book.one(model.Person, engagement.professional)
    days = coming_days(professional, scene.today)
    along = along_with(book, item, scene.today)
    on_time = _without_the_wait(item, professional, scene.today)
    return StepLookFacts(
        scene,
        book.account,
        engagement.round,
        part_of(book, item),
        item.proof_done,
        skill.required,
        now.level if now else None,
        after.what if after else "",
        _next_due(along, after, on_time),
        piece.id if piece else "",
        piece.version if piece else 0,
        piece.what if piece else "",
        next((goal.id for goal in goals if goal.learning and goal.state == "agreed"), ""),
        days[SOON],
        days[LATER],
        professional.zone,
        tuple(
            (one.id, one.version)
            for one in steps_of(book, engagement.id)
            if one.skill == skill.id and one.position < item.position and one.state == "agreed"
        ),
        along,
        on_time,
    )


def _without_the_wait(item: model.Item, professional: model.Person, today: date) -> date:
    """The day of a step, later by the working days that it waited for a look: those are not theirs."""
    waits_since = max(item.due_on, day_of(item.done_at, professional.zone))
    waited = days_between((professional,), waits_since, today)
    return day_after((professional,), item.due_on, waited)


def _next_due(along: Along, after: model.Item | None, on_time: date) -> date | None:
    """The day of the next step, as it is when this one is ready today."""
    if after is None:
        return None
    moves = (along.due(one, on_time) for one in along.following if one.id == after.id)
    return next(moves, after.due_on)


async def item_look(facts: StepLookFacts) -> ItemLooked:
    """O18: ready, nearly, or not yet. There is no default, and each answer helps."""
    name, part = facts.scene.professional.name, facts.part
    if facts.work:
        await say(t("item-look-work", name=name, words=facts.work))
    if facts.row:
        await say(t("item-look-row", name=name, row=facts.row))
    if part.called != part.what:
        await say(t("item-look-step", what=part.what), behind=t("item-step"))
    then = await verdict(
        f"look/{part.id}",
        t("item-look", skill=part.skill_name, what=part.called, next=in_brief(facts.next_what))
        if facts.next_what
        else t(
            "item-look-last",
            skill=part.skill_name,
            what=part.called,
            proof=_proof(part),
            level=facts.required,
        ),
        (
            Option("ready", t("look-ready")),
            Option("nearly", t("look-nearly")),
            Option("not-yet", t("look-not-yet")),
        ),
    )
    words = ""
    if then == "nearly":
        words = await text("thing", t("item-thing", name=name))
    elif then == "not-yet":
        words = await text("missing", t("item-missing", name=name))
    await say(t("item-looked", name=name))
    return ItemLooked(then, words)


def _proof(part: Part) -> Text:
    return t("item-proof", proof=part.proof) if part.proof else t("item-no-proof")


def finish_item_look(facts: StepLookFacts, looked: ItemLooked) -> Outcome:
    """Ready closes the step, and the skill's last one its gap. Else it goes back with what is left."""
    scene, part = facts.scene, facts.part
    effects: list[Effect] = []
    if facts.piece:
        seen = {"accepted": looked.then == "ready", "wish": looked.words, "looked_at": scene.now_ms}
        effects.append(Change(model.Piece, facts.piece, facts.piece_version, seen))
    if looked.then == "ready":
        return Outcome((*effects, *_closed(facts)))
    nearly = looked.then == "nearly"
    due = max(part.due, facts.soon if nearly else facts.later)
    values: dict[str, object] = {"state": "agreed"}
    if not nearly:
        values["proof_done"] = 0
    told = (
        t("item-nearly-told", owner=scene.owner.name, what=part.called, words=looked.words, day=due)
        if nearly
        else t("item-not-yet-told", owner=scene.owner.name, what=part.called, words=looked.words, day=due)
    )
    return Outcome(
        (
            *effects,
            *moved_step(part, due, scene, facts.moves, **values),
            Note(scene.professional.id, card(told), "looked"),
        )
    )


def _closed(facts: StepLookFacts) -> tuple[Effect, ...]:
    scene, part = facts.scene, facts.part
    owner = scene.owner.name
    closed: Effect = Change(model.Item, part.id, part.version, {"state": "closed", "closed_at": scene.now_ms})
    if facts.next_due is not None:
        told = t("item-ready-told", owner=owner, what=part.called, next=facts.next_what, day=facts.next_due)
        along = moved_along(facts.on_time or part.due, scene, facts.moves)
        return (closed, *along, Note(scene.professional.id, card(told), "looked"))
    level = max(facts.required, facts.level or 0)
    settled = model.Level(
        account=facts.account,
        id=derived_id(scene.conversation, "level"),
        engagement=scene.engagement,
        skill=part.skill,
        round=facts.round,
        level=level,
        at=scene.now_ms,
    )
    told = t("item-closed-told", owner=owner, skill=part.skill_name, level=level)
    spared = (Change(model.Item, id, version, {"state": "dropped"}) for id, version in facts.before)
    talks = (asked_before(id, scene.engagement) for id, _ in facts.before)
    effects: tuple[Effect, ...] = (
        closed,
        *spared,
        *talks,
        Write(settled),
        Note(scene.professional.id, card(told), "looked"),
    )
    return (*effects, Begin(number_for(facts.goal, scene))) if facts.goal else effects


def number_for(goal: str, scene: Scene) -> Start:
    """What was learned gets its number: the goal's next talk."""
    return Start("goal_number", {OWNER: scene.owner.id}, scene.engagement, about=goal)


ITEM_LOOK = Dialog(
    "item_look",
    (OWNER,),
    StepLookFacts,
    prepare_item_look,
    item_look,
    finish_item_look,
    t("title-item-look"),
    minutes=7,
)
