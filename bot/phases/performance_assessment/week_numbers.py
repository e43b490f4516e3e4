"""The form of a week's numbers (P12): what is counted, with what is known of it filled in."""

from __future__ import annotations

from typing import Any

from bot.engine.kinds import RATIO, NumberKind, RatiosKind
from bot.engine.prompts import LONG, Page, Prompt, each, number, prefilled
from bot.engine.text import t
from bot.phases.performance_assessment.checkin_facts import CheckInFacts, ToCount, Week
from bot.phases.terms import MOST, counts_by

_COUNTED = NumberKind(0, 1_000_000, False, None)
_ROW = NumberKind(0, 10_000, True, None, "in a row")
_PIECES = NumberKind(0, 1_000_000, False, None, "pieces")


def numbers_of(facts: CheckInFacts, week: Week, *, listed: bool = False) -> Page[dict[str, Any]]:
    """One form: what was counted, hours or pieces as agreed unless changed, good news if there is any.

    `listed`: whether the shares were told already, in the list of an older talk.
    """
    asked: dict[str, Prompt[Any]] = {}
    several = several_in(facts)
    for goal in facts.goals:
        key = f"count/{goal.id}"
        if goal.row:
            ask = t("checkin-row", what=goal.what, metric=goal.metric)
            hint = t("checkin-row-hint", count=goal.row)
            asked[goal.id] = Prompt(f"row/{goal.id}", _ROW, ask, hint, optional=True)
        elif goal in several:
            if not listed:
                ask = t("checkin-share", what=goal.what)
                asked[goal.id] = Prompt(key, RATIO, ask, t("checkin-share-hint"), optional=True)
        elif goal.counted == "ratio":
            ask = t("checkin-ratio", what=goal.what, metric=goal.metric)
            asked[goal.id] = Prompt(key, RATIO, ask, t("checkin-empty"), optional=True)
        elif goal.counted == "number":
            kind = _PIECES if goal.unit == "pieces" else _COUNTED
            ask = t("checkin-number", what=goal.what, metric=goal.metric)
            asked[goal.id] = Prompt(key, kind, ask, t("checkin-empty"), optional=True)
    pay = facts.pay_of(week)
    if pay != "project":
        ask = t("checkin-hours") if pay == "hours" else t("checkin-pieces")
        asked["amount"] = number("amount", ask, most=MOST[pay], whole=False, counts=counts_by(pay))
    asked["news"] = Prompt(
        "news", LONG, t("checkin-news"), t("checkin-news-hint"), audience="channel", optional=True
    )
    in_line = {} if listed else {f"count/{goal.id}": goal.what for goal in several}
    counts = t("checkin-shares") if in_line else t("checkin-numbers")
    return prefilled(each(asked, ask=counts if len(asked) > 1 else None, line=in_line), known_of(facts, week))


def several_in(facts: CheckInFacts) -> tuple[ToCount, ...]:
    """Several shares may be told in one line, by their names; a single one has its whole question."""
    shares = tuple(goal for goal in facts.goals if goal.counted == "ratio" and not goal.row)
    names = {goal.what.casefold() for goal in shares if goal.what}
    return shares if len(shares) > 1 and len(names) == len(shares) else ()


def older_list(facts: CheckInFacts) -> dict[str, Prompt[Any]]:
    """The one question that an older talk asked about several shares."""
    names = tuple(goal.what for goal in several_in(facts))
    ask = t("checkin-share", what=", ".join(names))
    return {"counts": Prompt("counts", RatiosKind(names), ask, optional=True)} if names else {}


def known_of(facts: CheckInFacts, week: Week) -> dict[str, Any]:
    """Hours as agreed for a whole week, pieces as they came; on a second telling, what was told first."""
    known: dict[str, Any] = {}
    pay = facts.pay_of(week)
    pieces = week.handed_in if pay == "pieces" else 0
    agreed = facts.bought_for(week) if week.full else None
    amount = week.amount if week.amount is not None else pieces or agreed
    if pay != "project" and amount:
        known["amount"] = amount
    kinds = {goal.id: "row" if goal.row else goal.counted for goal in facts.goals}
    if pieces:
        known |= {f"count/{goal.id}": float(pieces) for goal in facts.goals if goal.unit == "pieces"}
    for before in week.counts:
        if before.part is not None and kinds.get(before.goal) == "number":
            known[f"count/{before.goal}"] = before.part
        elif before.part is not None and kinds.get(before.goal) == "ratio":
            known[f"count/{before.goal}"] = (int(before.part), int(before.whole or 0))
        elif before.part is not None and kinds.get(before.goal) == "row":
            known[f"row/{before.goal}"] = before.part
    if week.news:
        known["news"] = week.news
    return known


_DONE = {"done": 1.0, "half": 0.5, "not": 0.0}


def counted_as(goal: ToCount, tapped: str | None, counted: Any) -> tuple[float, float | None] | None:
    """What was tapped or counted of a goal, as its part and its whole; None where nobody counted."""
    if goal.counted == "done":
        # Of what a step closes its proof says that it is done; until then it is on its way.
        told = "half" if tapped == "done" and goal.step else tapped
        return (_DONE[told], 1.0) if told else None
    if counted is None:
        return None
    if goal.row:
        return (float(min(counted, goal.row)), float(goal.row) if goal.counted == "ratio" else None)
    return (float(counted[0]), float(counted[1])) if goal.counted == "ratio" else (float(counted), None)
