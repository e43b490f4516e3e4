"""The form of a week's numbers (P12): what is counted, with what is known of it filled in."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from bot.engine.kinds import RATIO, NumberKind, RatiosKind
from bot.engine.prompts import LONG, Page, Prompt, each, number, prefilled
from bot.engine.text import literal, t
from bot.phases.performance_assessment.checkin_facts import CheckInFacts, ToCount, Week
from bot.phases.terms import MOST, counts_by

_shares = lru_cache(maxsize=256)(RatiosKind)
"""Every replay asks for the same list, and a kind is made to be shared."""
_COUNTED = NumberKind(0, 1_000_000, False, None)
_PIECES = NumberKind(0, 1_000_000, False, None, "pieces")


def numbers_of(facts: CheckInFacts, week: Week) -> Page[dict[str, Any]]:
    """One form: what was counted, hours or pieces as agreed unless changed, good news if there is any."""
    asked: dict[str, Prompt[Any]] = {}
    listed = listed_in(facts)
    if listed:
        names = tuple(goal.what for goal in listed)
        asked["counts"] = Prompt(
            "counts", _shares(names), t("checkin-ratios", goals=tuple(map(literal, names))),
            t("checkin-ratios-hint"), optional=True,
        )  # fmt: skip
    for goal in facts.goals:
        if goal in listed:
            continue
        if goal.counted == "ratio":
            asked[goal.id] = Prompt(
                f"count/{goal.id}", RATIO, t("checkin-ratio", what=goal.what, metric=goal.metric),
                t("checkin-empty"), optional=True,
            )  # fmt: skip
        elif goal.counted == "number":
            kind = _PIECES if goal.unit == "pieces" else _COUNTED
            asked[goal.id] = Prompt(
                f"count/{goal.id}", kind, t("checkin-number", what=goal.what, metric=goal.metric),
                t("checkin-empty"), optional=True,
            )  # fmt: skip
    pay = facts.pay_of(week)
    if pay != "project":
        ask = t("checkin-hours") if pay == "hours" else t("checkin-pieces")
        asked["amount"] = number("amount", ask, most=MOST[pay], whole=False, counts=counts_by(pay))
    asked["news"] = Prompt(
        "news", LONG, t("checkin-news"), t("checkin-news-hint"), audience="channel", optional=True
    )
    return prefilled(each(asked, ask=t("checkin-numbers")), known_of(facts, week))


def listed_in(facts: CheckInFacts) -> tuple[ToCount, ...]:
    """Several shares are one list to type, by their names; a single one is a number with its own question."""
    shares = tuple(goal for goal in facts.goals if goal.counted == "ratio")
    names = {goal.what.casefold() for goal in shares if goal.what}
    return shares if facts.listed and len(shares) > 1 and len(names) == len(shares) else ()


def known_of(facts: CheckInFacts, week: Week) -> dict[str, Any]:
    """Hours as agreed for a whole week, pieces as they came; on a second telling, what was told first."""
    known: dict[str, Any] = {}
    pay = facts.pay_of(week)
    pieces = week.handed_in if pay == "pieces" else 0
    agreed = facts.bought_for(week) if week.full else None
    amount = week.amount if week.amount is not None else pieces or agreed
    if pay != "project" and amount:
        known["amount"] = amount
    kinds = {goal.id: goal.counted for goal in facts.goals}
    if pieces:
        known |= {f"count/{goal.id}": float(pieces) for goal in facts.goals if goal.unit == "pieces"}
    for before in week.counts:
        if before.part is not None and kinds.get(before.goal) == "number":
            known[f"count/{before.goal}"] = before.part
        elif before.part is not None and kinds.get(before.goal) == "ratio":
            known[f"count/{before.goal}"] = (int(before.part), int(before.whole or 0))
    listed = listed_in(facts)
    pairs = tuple(known.pop(f"count/{goal.id}", None) for goal in listed)
    if any(pairs):
        known["counts"] = pairs
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
    return (float(counted[0]), float(counted[1])) if goal.counted == "ratio" else (float(counted), None)
