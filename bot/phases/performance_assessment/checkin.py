"""Phase 4, the check-in (P12, P13, X5, X6): two minutes about a week, mostly taps.

It may come early, late or twice: a week has one record, which the last answer revises. What was not
counted stays empty, for no answer is never zero. Firing one plans the next (bot/phases/rhythm.py).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import zip_longest
from typing import Any

from bot import model
from bot.dialog import Begin, Close, Dialog, Drop, Effect, Note, Outcome, Post, Start, Write
from bot.engine.cards import card
from bot.engine.kinds import RATIO, NumberKind, Option, RatiosKind
from bot.engine.prompts import LONG, Page, Prompt, choice, each, number, prefilled, say, text, verdict
from bot.engine.text import Text, literal, t
from bot.model import OWNER, PROFESSIONAL
from bot.phases.gap_training.parts import asked_before
from bot.phases.performance_assessment.checkin_facts import CheckInFacts, ToCount, Week, prepare_checkin
from bot.phases.performance_assessment.in_the_way import told_in_the_way
from bot.phases.performance_assessment.questions import in_their_hours
from bot.phases.terms import MOST, counts_by
from bot.practice.identity import derived_id
from bot.tallies.doubts import doubt_id
from bot.tallies.weeks import checkin_id

_shares = lru_cache(maxsize=256)(RatiosKind)
"""Every replay asks for the same list, and a kind is made to be shared."""
_COUNTED = NumberKind(0, 1_000_000, False, None)
_PIECES = NumberKind(0, 1_000_000, False, None, "pieces")


@dataclass(frozen=True, slots=True)
class WeekTold:
    """A week in the professional's words and numbers. None is not counted."""

    week: Week
    way: str
    sure: str = ""
    trouble: str = ""
    amount: float | None = None
    counts: Mapping[str, tuple[float, float | None] | None] | None = None
    """None = the counts of the week stay as they are."""
    done: tuple[str, ...] = ()
    """Plan items that are done."""
    news: str = ""
    doubt: str = ""
    """What makes the goals shaky, and what would help."""


# --- the talk -------------------------------------------------------------------------------------


async def checkin(facts: CheckInFacts) -> WeekTold:
    """P12 and P13: what is in the way first, since it decides what else is worth asking."""
    owner = facts.scene.owner.name
    week = await _which_week(facts)
    if week.round:
        # Its goals are closed, and those of today are about other weeks.
        facts = replace(facts, goals=())
    for what in facts.since:
        await say(t("checkin-since-done", owner=owner, what=what))
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
            return WeekTold(week, "nothing", "likely", amount=_known(facts, week).get("amount"))
    way = await choice("way", t("checkin-way", owner=owner, week=week.monday), _ways())
    if way == "outage":
        await say(t("checkin-outage", owner=owner, late=int(week.late)))
        return WeekTold(week, way)
    if way == "no_work":
        came = await _came(facts, week)
        await say(t("checkin-no-work", owner=owner))
        return WeekTold(week, way, amount=came)
    trouble = await text("trouble", t("checkin-trouble", owner=owner)) if way == "something" else ""
    told: Mapping[str, str] = {}
    if _taps(facts):
        told = await each({one.id: choice(f"done/{one.id}", _tapped(one), _halves()) for one in _taps(facts)})
    for goal in _listed(facts):
        await say(t("checkin-ratios-goal", what=goal.what, metric=goal.metric))
    numbers = await _numbers(facts, week)
    sure = await verdict("sure", t("checkin-sure", owner=owner), sureness())
    doubt = await _doubt(owner) if sure == "shaky" else None
    await say(_sent(facts))
    if "counts" in numbers:
        numbers |= zip((goal.id for goal in _listed(facts)), numbers["counts"] or (), strict=False)
    counts: dict[str, tuple[float, float | None] | None] = {
        goal.id: _counted(goal, told.get(goal.id) or _by_steps(facts, goal, told), numbers.get(goal.id))
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


def _ways() -> tuple[Option, ...]:
    return (
        Option("nothing", t("way-nothing"), plain="no"),
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


def _numbers(facts: CheckInFacts, week: Week) -> Page[dict[str, Any]]:
    """One form: what was counted, hours or pieces as agreed unless changed, good news if there is any."""
    asked: dict[str, Prompt[Any]] = {}
    listed = _listed(facts)
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
    return prefilled(each(asked, ask=t("checkin-numbers")), _known(facts, week))


def _listed(facts: CheckInFacts) -> tuple[ToCount, ...]:
    """Several shares are one list to type, by their names; a single one is a number with its own question."""
    shares = tuple(goal for goal in facts.goals if goal.counted == "ratio")
    names = {goal.what.casefold() for goal in shares if goal.what}
    return shares if facts.listed and len(shares) > 1 and len(names) == len(shares) else ()


def _known(facts: CheckInFacts, week: Week) -> dict[str, Any]:
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
    listed = _listed(facts)
    pairs = tuple(known.pop(f"count/{goal.id}", None) for goal in listed)
    if any(pairs):
        known["counts"] = pairs
    if week.news:
        known["news"] = week.news
    return known


_DONE = {"done": 1.0, "half": 0.5, "not": 0.0}


def _counted(goal: ToCount, tapped: str | None, counted: Any) -> tuple[float, float | None] | None:
    if goal.counted == "done":
        # Of what a step closes its proof says that it is done; until then it is on its way.
        told = "half" if tapped == "done" and goal.step else tapped
        return (_DONE[told], 1.0) if told else None
    if counted is None:
        return None
    return (float(counted[0]), float(counted[1])) if goal.counted == "ratio" else (float(counted), None)


def _sent(facts: CheckInFacts) -> Text:
    owner = facts.scene.owner.name
    if facts.holiday is None:
        return t("checkin-sent", owner=owner)
    day, name = facts.holiday
    return t("checkin-sent-holiday", owner=owner, day=day, holiday=literal(name))


# --- what it causes -------------------------------------------------------------------------------


def finish_checkin(facts: CheckInFacts, told: WeekTold) -> Outcome:
    """Keep the week; a question goes to the owner at once, and late words reach the channel's post."""
    scene, week = facts.scene, told.week
    id = checkin_id(scene.engagement, week.monday)
    pieces = facts.pay_of(week) == "pieces"
    record = model.CheckIn(
        account=facts.account, id=id, engagement=scene.engagement, round=week.round or facts.round,
        week_of=week.monday, sure=told.sure, way=told.way, trouble=told.trouble,
        hours=None if pieces else told.amount,
        pieces=told.amount if pieces else None, news=told.news, late=week.late, at=scene.now_ms,
    )  # fmt: skip
    effects: list[Effect] = [
        Write(record, week.version),
        *_counts(facts, told, id),
        *_doubted(facts, told, id),
    ]
    for item in told.done:
        start = Start("item_done", {PROFESSIONAL: scene.professional.id}, scene.engagement, about=item)
        effects += (asked_before(item, scene.engagement), Begin(start))
    effects += _taken_back(facts, week, id) if week.version else ()
    effects += _to_owner(facts, told)
    # What asks about another week still waits.
    same = {"day": week.due_on} if week.due_on else {}
    effects.append(Close(scene.engagement, "answered", ("checkin",), same))
    if facts.coming is not None:
        effects.append(facts.coming)
    effects += week.look_back
    if week.late:
        effects += [Post(channel, f"summary/{week.id}") for channel in facts.channels]
    return Outcome(tuple(effects))


def _doubted(facts: CheckInFacts, told: WeekTold, checkin: str) -> tuple[Effect, ...]:
    """The words of a doubt; what was emptied on a second telling is emptied here too."""
    version, scene = told.week.doubt_version, facts.scene
    if not told.doubt and not version:
        return ()
    record = model.Sureness(
        account=facts.account, id=doubt_id(checkin), engagement=scene.engagement,
        round=told.week.round or facts.round, role=PROFESSIONAL, sure=told.sure, why=told.doubt,
        at=scene.now_ms,
    )  # fmt: skip
    return (Write(record, version),)


def _counts(facts: CheckInFacts, told: WeekTold, checkin: str) -> list[Effect]:
    """One count for each goal; what was emptied on a second telling is emptied here too."""
    versions = {before.goal: before.version for before in told.week.counts}
    effects: list[Effect] = []
    for goal, counted in (told.counts or {}).items():
        version = versions.get(goal, 0)
        if counted is None and not version:
            continue
        part, whole = counted or (None, None)
        record = model.Count(
            account=facts.account, id=derived_id(checkin, goal), engagement=facts.scene.engagement, goal=goal,
            checkin=checkin, week_of=told.week.monday, part=part, whole=whole, at=facts.scene.now_ms,
        )  # fmt: skip
        effects.append(Write(record, version))
    return effects


def _taken_back(facts: CheckInFacts, week: Week, checkin: str) -> tuple[Effect, ...]:
    """What the owner was to hear of a week that is told anew, as far as it waits still."""
    owner = facts.scene.owner.id
    return (
        Drop("note", owner, f"outage/{checkin}"),
        Drop("start", owner, f"no-work/{week.id}/{checkin}"),
        Close(facts.scene.engagement, "replaced", ("no_work",), about=checkin),
    )


def _to_owner(facts: CheckInFacts, told: WeekTold) -> tuple[Effect, ...]:
    """What the owner hears before Monday, in their hours."""
    scene = facts.scene
    id = checkin_id(scene.engagement, told.week.monday)
    asked = told_in_the_way(scene, facts.account, id, told.trouble, told.week.in_the_way, facts.owner_open_ms)
    if told.way == "no_work":
        terms = {"came": told.amount, "week": told.week.monday.isoformat()}
        start = Start("no_work", {OWNER: scene.owner.id}, scene.engagement, about=id, terms=terms)
        occurrence = f"no-work/{told.week.id}/{id}/{scene.conversation}"
        return *asked, in_their_hours(start, scene.owner.id, facts.owner_open_ms, scene.now_ms, occurrence)
    if told.way == "outage":
        words = card(t("outage-told", name=scene.professional.name, week=told.week.monday))
        return *asked, Note(scene.owner.id, words, f"outage/{id}", at_ms=facts.owner_open_ms)
    return asked


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
)
