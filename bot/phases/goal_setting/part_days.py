"""Other days for the owner's part: whoever doubts that they keep one asks for another, the other one answers.

What stands is the day so far until there is a yes to the new one, and where there is none.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from bot import model
from bot.dialog import Change, Effect, Scene
from bot.engine.kinds import DateKind
from bot.engine.prompts import Prompt, agree, each, review, say
from bot.engine.text import Text, literal, t
from bot.model import OWNER, PROFESSIONAL
from bot.phases.goal_setting.frame import Frame, Waiting
from bot.phases.goal_setting.goal_terms import Promise, Terms


async def other_days(scene: Scene, frame: Frame, terms: Terms) -> Terms:
    """Whoever doubts that they keep their own part needs other days, and no questions about themselves."""
    days = {
        one.id: Prompt[date](
            f"part/{one.id}/due", DateKind(min(one.due_on, scene.today)), literal(one.what), to=OWNER
        )
        for one in terms.part
    }
    chosen = await review(
        each(days),
        {one.id: one.due_on for one in terms.part},
        ask=t("goals-part-days"),
        accept=t("goals-part-days-stay"),
    )
    asked = replace(terms, part=tuple(replace(one, due_on=chosen[one.id]) for one in terms.part))
    if frame.alone:
        return asked
    name = scene.professional.name
    for one, _ in asked_for(frame, asked):
        if (step := _too_late(frame, one)) is not None:
            words = t("goals-part-tight", what=one.what, day=one.due_on, step=step.what, due=step.due_on)
            await say(t("goals-part-tight-told", words=words, name=name), to=OWNER)
    return asked


async def days_answered(scene: Scene, frame: Frame, terms: Terms) -> tuple[Terms, Text | None]:
    """The other one's answer to each day that is asked for, and what the owner reads of it."""
    asked = tuple(asked_for(frame, terms))
    if not asked:
        return terms, None
    count = len(asked)
    await say(t("goals-part-asked", owner=scene.owner.name, count=count), to=PROFESSIONAL)
    for one, was in asked:
        await say(t("goals-part-both", what=one.what, was=was, day=one.due_on), to=PROFESSIONAL)
        if (step := _too_late(frame, one)) is not None:
            words = t("goals-part-tight", what=one.what, day=one.due_on, step=step.what, due=step.due_on)
            await say(words, to=PROFESSIONAL)
    first, was = asked[0]
    fine = await agree(
        "part-days",
        [[one.id, was.isoformat(), one.due_on.isoformat()] for one, was in asked],
        t("goals-part-answer", count=count),
        yes=t("goals-part-fine", count=count, day=first.due_on),
        otherwise={"stay": t("goals-part-stay", count=count, day=was)},
        to=PROFESSIONAL,
    )
    name = scene.professional.name
    if fine:
        return terms, t("goals-part-fine-told", name=name, count=count, what=first.what, day=first.due_on)
    kept = replace(terms, part=_as_agreed(frame, terms))
    return kept, t("goals-part-stay-told", name=name, count=count, what=first.what, day=was)


def asked_for(frame: Frame, terms: Terms) -> Iterator[tuple[Promise, date]]:
    """Each promise that is still open and would be on another day, with its day so far."""
    days = {one.id: one.due_on for one in frame.now.part}
    for one in terms.part:
        if one.id not in frame.untold and one.due_on != days.get(one.id, one.due_on):
            yield one, days[one.id]


def moved_alone(frame: Frame, terms: Terms) -> list[Effect]:
    """The promises that nobody else has read of, on the days that the owner would rather have."""
    alone = replace(frame, now=replace(frame.now, part=_of(frame, frame.now)), untold=())
    return moved(alone, replace(terms, part=_of(frame, terms)))


def _of(frame: Frame, terms: Terms) -> tuple[Promise, ...]:
    return tuple(one for one in terms.part if one.id in frame.untold)


def moved(frame: Frame, terms: Terms) -> list[Effect]:
    """The promises on the days that are agreed now."""
    return [
        Change(model.Todo, one.id, frame.promises[one.id], {"due_on": one.due_on})
        for one, _ in asked_for(frame, terms)
        if one.id in frame.promises
    ]


def _as_agreed(frame: Frame, terms: Terms) -> tuple[Promise, ...]:
    days = {one.id: one.due_on for one in frame.now.part}
    return tuple(replace(one, due_on=days.get(one.id, one.due_on)) for one in terms.part)


def _too_late(frame: Frame, one: Promise) -> Waiting | None:
    """The step that waits for it and would be due by then."""
    step = frame.waiting.get(one.id)
    return step if step is not None and step.due_on <= one.due_on else None
