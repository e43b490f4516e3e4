"""A proposal while it waits: other goals may be agreed by then, and days may have moved with their steps."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from bot import model
from bot.dialog import Book, Scene
from bot.phases.goal_setting.frame import Frame
from bot.phases.goal_setting.goal_terms import GoalTerms, Promise, Terms, dump_terms, load_terms

DAYS = ("due_on", "baseline_until")
"""What moves without an agreement: with a step, and with work that rests."""


def carried(terms: Terms, frame: Frame, *, written: bool) -> dict[str, Any]:
    """A proposal as it is handed on, with what was agreed and what was on offer when it was made.

    `written`: its new goals are written down as they are offered here.
    """
    new = tuple(goal for goal in terms.goals if frame.now.goal(goal.id) is None)
    laid = replace(frame.now, goals=new if written else frame.laid)
    return {"terms": dump_terms(terms), "over": dump_terms(frame.now), "laid": dump_terms(laid)}


def standing(book: Book, scene: Scene, frame: Frame, carried: Mapping[str, Any]) -> Terms | None:
    """A proposal over what is agreed today; None where something else was agreed about the same goal.

    Two proposals may be on their way at once, each about another goal: the second one to be answered
    keeps what the first one settled. A day that has moved stays moved, unless it is what was proposed.
    """
    wanted = load_terms(carried["terms"])
    over = _over(book, scene, wanted, carried)
    if wanted.round != frame.round or over is None:
        return None
    laid = load_terms(carried["laid"]) if "laid" in carried else replace(wanted, goals=())
    today = {goal.id: goal for goal in frame.laid}
    stands = replace(frame.now, part=_part(wanted, over, frame.now, scene.today))
    for goal in wanted.goals:
        was, now = over.goal(goal.id), frame.now.goal(goal.id)
        if goal == was:
            continue
        if not _alike(was, now):
            return None
        if was is None:
            was, now = laid.goal(goal.id), today.get(goal.id)
        stands = stands.put(_moved(goal, was, now))
    for was in over.goals:
        if wanted.goal(was.id) is not None:
            continue
        if not _alike(was, frame.now.goal(was.id)):
            return None
        stands = stands.without(was.id)
    return stands


def _over(book: Book, scene: Scene, wanted: Terms, carried: Mapping[str, Any]) -> Terms | None:
    """What was agreed when it was made. A proposal that began before it carried this names its agreement."""
    if "over" in carried:
        return load_terms(carried["over"])
    if wanted.base == 0:
        return replace(wanted, goals=())
    earlier = book.find(model.Agreement, engagement=scene.engagement, number=wanted.base)
    if not earlier:
        return None
    agreed = load_terms(json.loads(earlier[0].terms))
    return agreed if agreed.round == wanted.round else replace(wanted, goals=())


def _alike(was: GoalTerms | None, now: GoalTerms | None) -> bool:
    """Whether nothing else was agreed about a goal: days aside, it is as it was."""
    if was is None or now is None:
        return was is now
    return _moved(was, was, now) == now


def _moved(goal: GoalTerms, was: GoalTerms | None, now: GoalTerms | None) -> GoalTerms:
    """A goal on the days on which it is now, where those were left as they were."""
    if was is None or now is None:
        return goal
    left = [day for day in DAYS if getattr(goal, day) == getattr(was, day)]
    return replace(goal, **{day: getattr(now, day) for day in left})


def _part(wanted: Terms, over: Terms, now: Terms, today: date) -> tuple[Promise, ...]:
    """What is open of the owner's part, on its days of today, save where another was asked for in time."""
    was, days = ({one.id: one.due_on for one in terms.part} for terms in (over, now))

    def day(one: Promise) -> date:
        asked = one.due_on != was.get(one.id, one.due_on) and one.due_on >= today
        return one.due_on if asked else days[one.id]

    return tuple(replace(one, due_on=day(one)) for one in wanted.part if one.id in days)
