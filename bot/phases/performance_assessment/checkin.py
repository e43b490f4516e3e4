"""Phase 4, the check-in (P12, P13, X5, X6): two minutes about a week, mostly taps.

It may come early, late or twice: a week has one record, which the last answer revises. What was not
counted stays empty, for no answer is never zero. Firing one plans the next (bot/phases/rhythm.py).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from itertools import zip_longest

from bot.dialog import Dialog
from bot.engine.kinds import Option
from bot.engine.prompts import Prompt, choice, each, earlier, number, say, text, verdict
from bot.engine.read import what_was_in_the_way
from bot.engine.text import Text, literal, t
from bot.model import PROFESSIONAL
from bot.phases.performance_assessment.checkin_facts import CheckInFacts, ToCount, Week, prepare_checkin
from bot.phases.performance_assessment.week_kept import WeekTold, finish_checkin
from bot.phases.performance_assessment.week_numbers import (
    counted_as,
    known_of,
    numbers_of,
    older_list,
    several_in,
)
from bot.phases.terms import MOST, counts_by


async def checkin(facts: CheckInFacts) -> WeekTold:
    """P12 and P13: what is in the way first, since it decides what else is worth asking."""
    owner = facts.scene.owner.name
    week = await _which_week(facts)
    if week.round:
        # Its goals are closed, and those of today are about other weeks.
        facts = replace(facts, goals=())
    if facts.since:
        since = t("answer-list", items=tuple(map(literal, facts.since)))
        await say(t("checkin-since-done", owner=owner, what=since, first=int(facts.first)))
    for words, answer in zip_longest(facts.answered, facts.answers, fillvalue=""):
        if answer:
            await say(t("checkin-since-answer", owner=owner, words=words, answer=answer))
        else:
            await say(t("checkin-since-answered", owner=owner, words=words))
    if facts.calm:
        planned = await verdict(
            "as-planned",
            t("checkin-calm", owner=owner),
            (Option("yes", t("checkin-as-planned")), Option("no", t("checkin-not-quite"))),
        )
        if planned == "yes":
            await say(_sent(facts))
            return WeekTold(week, "nothing", "likely", amount=known_of(facts, week).get("amount"))
    ask = t("checkin-way", owner=owner, week=week.monday)
    way = await choice("way", ask, ways(), offers="something", said=what_was_in_the_way)
    if way == "outage":
        await say(t("checkin-outage", owner=owner, late=int(week.late)))
        return WeekTold(week, way)
    if way == "no_work":
        came = await _came(facts, week)
        await say(t("checkin-no-work", owner=owner))
        return WeekTold(week, way, amount=came)
    trouble = (
        await text("trouble", t("checkin-trouble", owner=owner), questions="yes")
        if way == "something"
        else ""
    )
    told: Mapping[str, str] = {}
    if _taps(facts):
        told = await each({one.id: choice(f"done/{one.id}", _tapped(one), _halves()) for one in _taps(facts)})
    told_before = await earlier(older_list(facts))
    for goal in several_in(facts):
        await say(t("checkin-share-goal", what=goal.what, metric=goal.metric))
    numbers = await numbers_of(facts, week, listed=bool(told_before))
    sure = await verdict("sure", t("checkin-sure", owner=owner), sureness())
    doubt = await _doubt(owner) if sure == "shaky" else None
    await say(_sent(facts))
    if told_before:
        numbers |= zip((goal.id for goal in several_in(facts)), told_before["counts"] or (), strict=False)
    counts: dict[str, tuple[float, float | None] | None] = {
        goal.id: counted_as(goal, told.get(goal.id) or _by_steps(facts, goal, told), numbers.get(goal.id))
        for goal in facts.goals
    }
    done = [item.id for item in facts.items if told[item.id] == "done"]
    done += [goal.step for goal in facts.goals if goal.step and told.get(goal.id) == "done"]
    return WeekTold(
        week, way, sure, trouble, numbers.get("amount"), counts, tuple(done), numbers.get("news") or "",
        doubt or "",
    )  # fmt: skip


def _doubt(owner: str) -> Prompt[str | None]:
    return text("shaky", t("checkin-shaky", owner=owner), optional=True)


async def _which_week(facts: CheckInFacts) -> Week:
    """Asked only where last week has no word yet."""
    if len(facts.weeks) == 1:
        return facts.weeks[0]
    options = tuple(Option(week.id, _named(week)) for week in facts.weeks)
    picked = await choice("week", t("checkin-which-week"), options)
    return next(week for week in facts.weeks if week.id == picked)


def _named(week: Week) -> Text:
    return t("checkin-last-week", week=week.monday) if week.late else t("checkin-this-week", week=week.monday)


def ways() -> tuple[Option, ...]:
    """What may be in the way of a week."""
    return (
        Option("nothing", t("way-nothing"), bare="no"),
        Option("something", t("way-something")),
        Option("no_work", t("way-no-work")),
        Option("outage", t("way-outage")),
    )


def sureness() -> tuple[Option, ...]:
    """How sure somebody is that it will work out."""
    return (
        Option("sure", t("week-sure")),
        Option("likely", t("week-likely")),
        Option("even", t("week-even")),
        Option("shaky", t("week-shaky")),
    )


def _halves() -> tuple[Option, ...]:
    return (
        Option("done", t("checkin-done")),
        Option("half", t("checkin-half")),
        Option("not", t("checkin-not-yet")),
    )


def _taps(facts: CheckInFacts) -> tuple[ToCount, ...]:
    """Steps of the plan, then goals that are done or not; not the same skill twice."""
    told = {item.skill for item in facts.items if item.skill}
    return (
        *facts.items,
        *(goal for goal in facts.goals if goal.counted == "done" and goal.skill not in told),
    )


def _by_steps(facts: CheckInFacts, goal: ToCount, told: Mapping[str, str]) -> str | None:
    """What steps of the plan say about the goal that they lead to: on its way, or not yet."""
    steps = {told[item.id] for item in facts.items if item.skill and item.skill == goal.skill}
    if not steps:
        return None
    return "not" if steps == {"not"} else "half"


def _tapped(one: ToCount) -> Text:
    if one.what and one.metric:
        return t("checkin-goal", what=one.what, metric=one.metric)
    return t("checkin-item", what=one.what or one.metric)


async def _came(facts: CheckInFacts, week: Week) -> float | None:
    """How much work came in a week without enough of it."""
    pay, bought = facts.pay_of(week), facts.bought_for(week)
    if pay == "project":
        return None
    ask = (
        t("checkin-came-hours", amount=bought) if pay == "hours" else t("checkin-came-pieces", amount=bought)
    )
    return await number("came", ask, most=bought or MOST[pay], whole=False, counts=counts_by(pay))


def _sent(facts: CheckInFacts) -> Text:
    owner = facts.scene.owner.name
    if facts.holiday is None:
        return t("checkin-sent", owner=owner)
    day, name = facts.holiday
    return t("checkin-sent-holiday", owner=owner, day=day, holiday=literal(name))


CHECKIN = Dialog(
    "checkin",
    (PROFESSIONAL,),
    CheckInFacts,
    prepare_checkin,
    checkin,
    finish_checkin,
    t("title-checkin"),
    minutes=2,
    skippable=True,
    owed=False,
)
