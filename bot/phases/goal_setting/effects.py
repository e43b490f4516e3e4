"""What talks about goals cause: an offer, an agreement, and the round that it begins."""

from __future__ import annotations

import json
from datetime import date, time, timedelta

from bot import model
from bot.dialog import Begin, Change, Effect, Note, Plan, Scene, Start, Write
from bot.engine.cards import card
from bot.engine.text import Instant, Text, t
from bot.model import OWNER, PROFESSIONAL
from bot.phases import rhythm
from bot.phases.gap_training.parts import asked_after
from bot.phases.goal_setting.frame import Frame
from bot.phases.goal_setting.goal_terms import Terms, digest, dump_terms, values_of
from bot.phases.goal_setting.standing import carried
from bot.phases.goal_setting.sureness import Sure, said_sure
from bot.phases.terms import agreed_on
from bot.practice.calendar import resolve, to_millis
from bot.practice.identity import derived_id
from bot.practice.plans import in_a_row

SETTLE_AT = time(9)


# --- offering -------------------------------------------------------------------------------------


def to_professional(scene: Scene, frame: Frame, terms: Terms, occasion: str, **more: str) -> Begin:
    """The owner's proposal goes to the professional. Offering it is the owner's yes to these terms."""
    proposal = {**carried(terms, frame, written=True), "occasion": occasion, **more}
    return Begin(
        Start("goals_answer", {PROFESSIONAL: scene.professional.id}, scene.engagement, terms=proposal)
    )


def to_owner(
    scene: Scene, frame: Frame, terms: Terms, occasion: str, *, written: bool = False, **more: object
) -> Begin:
    """The professional's proposal goes to the owner. Making it is the professional's yes to these terms."""
    proposal = {**carried(terms, frame, written=written), "occasion": occasion, **more}
    return Begin(Start("goals_counter", {OWNER: scene.owner.id}, scene.engagement, terms=proposal))


def offered(scene: Scene, frame: Frame, terms: Terms) -> list[Effect]:
    """Write down what is on offer. What both agreed to stays as it is until both agree to something else."""
    agreed = {goal.id for goal in frame.now.goals}
    effects: list[Effect] = []
    for position, goal in enumerate(terms.goals):
        if goal.id not in agreed:
            effects.append(_goal(scene, frame, terms, goal.id, "offered", position))
    return [*effects, *_dropped(frame, terms, frame.offered)]


def _goal(scene: Scene, frame: Frame, terms: Terms, id: str, state: str, position: int) -> Effect:
    goal = next(one for one in terms.goals if one.id == id)
    values = {**values_of(goal), "state": state, "position": position}
    version = frame.versions.get(id, 0)
    if version:
        return Change(model.Goal, id, version, values)
    return Write(
        model.Goal(account=frame.account, id=id, engagement=scene.engagement, round=frame.round, **values)
    )


def _dropped(frame: Frame, terms: Terms, ids: tuple[str, ...]) -> list[Effect]:
    kept = {goal.id for goal in terms.goals}
    return [Change(model.Goal, id, frame.versions[id], {"state": "dropped"}) for id in ids if id not in kept]


# --- agreed ---------------------------------------------------------------------------------------


def agreed(
    scene: Scene,
    frame: Frame,
    terms: Terms,
    told: str,
    why: str = "",
    sure: Sure | None = None,
    also: tuple[Text, ...] = (),
) -> list[Effect]:
    """Both have said yes to the same digest: goals count, the agreement is kept, the round has its rhythm.

    `told` is the role of the one who did not answer just now, and so is told by a message: with it comes
    how `sure` the other one is, and what `also` came of it.
    """
    number = frame.number + 1
    effects: list[Effect] = [
        _goal(scene, frame, terms, goal.id, "agreed", position)
        for position, goal in enumerate(terms.goals)
        if goal != frame.now.goal(goal.id)
    ]
    was = (*(goal.id for goal in frame.now.goals), *frame.offered)
    effects += _dropped(frame, terms, was)
    effects.append(
        Write(
            model.Agreement(
                account=frame.account,
                id=derived_id(scene.engagement, "agreement", str(number)),
                engagement=scene.engagement,
                round=frame.round,
                number=number,
                digest=digest(terms),
                terms=json.dumps(dump_terms(terms), sort_keys=True, ensure_ascii=False),
                why=why,
                at=scene.now_ms,
            )
        )
    )
    effects += closing_steps(scene, frame, terms)
    if frame.first:
        effects += frame.plans
    effects += settling(scene, frame, terms)
    days = {one.due_on for one in terms.part if one.due_on >= scene.today}
    effects += [
        rhythm.promised(scene.engagement, scene.owner.id, frame.owner_zone, day) for day in sorted(days)
    ]
    to = scene.at(told).id
    if scene.owner.id != scene.professional.id:
        how = (said_sure(scene.other(told).name, sure),) if sure is not None else ()
        first, *more = agreed_words(scene, frame, told)
        effects.append(Note(to, card(first, *also, *how, *more), "agreed"))
    return effects


def kept_alone(scene: Scene, frame: Frame, terms: Terms) -> list[Effect]:
    """The owner's own goals, where the professional would rather not use Fivefold: there is no agreement."""
    goals = [
        _goal(scene, frame, terms, goal.id, "agreed", position) for position, goal in enumerate(terms.goals)
    ]
    plans = frame.plans if frame.first else ()
    was = tuple(goal.id for goal in frame.now.goals)
    steps = closing_steps(scene, frame, terms)
    return [*goals, *_dropped(frame, terms, was), *steps, *plans, *settling(scene, frame, terms)]


def closing_steps(scene: Scene, frame: Frame, terms: Terms) -> list[Effect]:
    """A learning goal and the step that closes it are one thing: the proof and the day of the goal count."""
    steps = {step.skill: step for step in frame.closing}
    effects: list[Effect] = []
    for goal in terms.goals:
        step = steps.get(goal.skill)
        if step is None or not goal.learning or goal == frame.now.goal(goal.id):
            continue
        if (goal.metric, goal.due_on) == (step.proof, step.due_on):
            continue
        values = {"proof": goal.metric, "proof_count": in_a_row(goal.metric), "due_on": goal.due_on}
        effects.append(Change(model.Item, step.item, step.version, values))
        if not frame.alone and goal.due_on != step.due_on:
            zone = frame.professional_zone or frame.owner_zone
            effects.append(asked_after(step.item, goal.due_on, scene, zone))
    return effects


def settling(scene: Scene, frame: Frame, terms: Terms) -> list[Effect]:
    """The owner is asked about each number that waits for two weeks of counting, the day after them."""
    return [
        settled_after(goal.id, goal.baseline_until, scene, frame.owner_zone)
        for goal in terms.goals
        if not goal.settled and goal.baseline_until is not None
    ]


def settled_after(goal: str, until: date, scene: Scene, zone: str) -> Plan:
    """The question about a number on the day after the last one of its counting."""
    return settled_on(until + timedelta(days=1), goal, until, scene, zone)


def settled_on(day: date, goal: str, named: date, scene: Scene, zone: str) -> Plan:
    """The question about a number, on a day of its owner's."""
    at = to_millis(resolve(day, SETTLE_AT, zone))
    start = Start("baseline_settle", {OWNER: scene.owner.id}, scene.engagement, about=goal)
    occurrence = f"{settling_name(goal)}{named.isoformat()}"
    return Plan("start", occurrence, scene.owner.id, at, scene.engagement, start)


def settling_name(goal: str) -> str:
    """How the names of these questions begin."""
    return f"baseline/{goal}/"


def agreed_words(scene: Scene, frame: Frame, role: str) -> tuple[Text, ...]:
    """B1, for one of the two: what was agreed when, and what comes first."""
    reader_zone = frame.owner_zone if role == OWNER else frame.professional_zone
    day = agreed_on(scene.now_ms, frame.owner_zone, reader_zone or frame.owner_zone)
    done = t("goals-agreed", day=day, number=frame.number + 1)
    first = frame.checkin
    if not frame.first or first is None:
        return (done, t("goals-changes"))
    other = scene.other(role)
    theirs = first.professional_clock if role == OWNER else first.owner_clock
    checkin = t("goals-first-checkin", at=Instant(first.at_ms), theirs=theirs, other=other.name)
    return (done, checkin, t("goals-changes"))


def sureness(scene: Scene, frame: Frame, role: str, said: Sure) -> Effect:
    """How sure one of the two is, as they said it in this talk."""
    return Write(
        model.Sureness(
            account=frame.account,
            id=derived_id(scene.conversation, role, "sureness"),
            engagement=scene.engagement,
            round=frame.round,
            role=role,
            sure=said.sure,
            why=said.why,
            commitment=said.commitment,
            at=scene.now_ms,
        )
    )
