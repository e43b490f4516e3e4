"""Whether a goal is in reach: its arithmetic in one line, over whatever else the round holds."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from bot.dialog import Scene
from bot.engine.text import Text, literal, t
from bot.model import OWNER, PROFESSIONAL
from bot.phases.goal_setting.goal_terms import OF_A_HUNDRED, GoalTerms
from bot.phases.goal_setting.proposals import PIECES, Idea
from bot.practice import realism


def beside(idea: Idea, goals: Iterable[GoalTerms], today: date) -> Idea:
    """A goal with what the other ones of its round take of the pieces that are bought."""
    if idea.weeks is None:
        return idea
    others = (one for one in goals if one.unit == PIECES and one.id != idea.goal.id)
    return replace(idea, promised=sum(weekly(idea, one, today) or 0 for one in others))


def weekly(idea: Idea, goal: GoalTerms, today: date) -> float | None:
    """Pieces a week that a goal takes from today to its day; None where nobody can know.

    Work up to another day than the one that the weeks were reckoned for is spread like the days to it.
    """
    if goal.unit != PIECES or not idea.weeks or idea.until is None or goal.expected is None:
        return None
    days, all_days = ((day - today).days + 1 for day in (goal.due_on, idea.until))
    return goal.expected / (idea.weeks * max(1, days) / max(1, all_days))


def realism_of(scene: Scene, idea: Idea, goal: GoalTerms, open_goals: int, to: str = OWNER) -> Text:
    """The arithmetic in one line for one of the two: skill, what is bought, past weeks, goals at once."""
    pay: realism.Pay = "pieces" if scene.pay == "pieces" else "project" if scene.pay == "project" else "hours"
    skill = realism.skill_check(idea.required, idea.level)
    pieces = weekly(idea, goal, scene.today)
    takes = idea.needed if pieces is None else round(pieces, 1)
    capacity = realism.capacity_check(pay, takes, idea.bought, round(idea.promised, 1))
    limit = OF_A_HUNDRED if goal.counted == "ratio" and not goal.less_is_better else None
    past = realism.past_check(goal.expected or 0, idea.past, lower_is_better=goal.less_is_better, limit=limit)
    load = realism.load_check(open_goals)
    room = realism.room_check(goal.expected, limit)
    found = realism.judge((skill, capacity, past, load, room))
    parts: list[Text] = []
    if skill.verdict:
        parts.append(
            t(
                "goals-check-skill",
                name=scene.professional.name,
                by=("you" if to == PROFESSIONAL else "word" if idea.own_word else "seen"),
                level=idea.level or 0,
                required=idea.required,
            )
        )
    if capacity.verdict and takes is not None and idea.bought is not None:
        needed = round(takes) or takes
        parts.append(
            t("goals-check-hours", needed=needed, bought=idea.bought)
            if pay == "hours"
            else t("goals-check-pieces", needed=takes, bought=idea.bought, promised=round(idea.promised, 1))
        )
    if past.verdict and past.has is not None and past.typical is not None:
        parts.append(t("goals-check-past", typical=round(past.typical), best=round(past.has)))
    if room.verdict == "stretch":
        parts.append(t("goals-check-room"))
    if load.verdict != "reachable":
        parts.append(t("goals-check-load", count=open_goals))
    if not parts:
        return literal("")
    why = tuple(parts)
    match found.verdict:
        case "reachable":
            return t("goals-in-reach", why=why)
        case "stretch":
            return t("goals-stretch", why=why)
        case _:
            return t("goals-not-yet", why=why)
