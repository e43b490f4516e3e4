"""One goal field by field: kept with one tap or changed, with its levels, or written in own words."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from bot.dialog import Scene
from bot.engine.kinds import BesideKind, Counts, DateKind, NumberKind, Option
from bot.engine.prompts import Prompt, choice, earlier, form, number, review, say, text
from bot.engine.text import Text, t
from bot.phases.goal_setting.frame import Frame
from bot.phases.goal_setting.goal_terms import OF_A_HUNDRED, GoalTerms, agreed_of, moved_levels, with_levels
from bot.phases.goal_setting.proposals import Idea, counting_until
from bot.phases.goal_setting.reach import realism_of
from bot.practice.attainment import HEAVIEST, LIGHTEST
from bot.practice.goals import Code, vagueness
from bot.practice.plans import row_asked

OUT = "out"
_ANY = NumberKind(0, 1_000_000, False, None, "%")


def ways_of() -> tuple[Option, ...]:
    """How a goal can be counted, and the way out of it."""
    return (
        Option("ratio", t("goals-way-ratio")),
        Option("number", t("goals-way-number")),
        Option("fewer", t("goals-way-fewer")),
        Option("done", t("goals-way-done")),
        Option(OUT, t("goals-way-out")),
    )


def way_of(goal: GoalTerms) -> str:
    """How a goal is counted, as the options of a page name it."""
    return "fewer" if goal.counted == "number" and goal.less_is_better else goal.counted


def _counted(goal: GoalTerms, way: str) -> GoalTerms:
    """The goal counted another way; its old levels say nothing about the new one."""
    if way == way_of(goal):
        return goal
    kind = "number" if way == "fewer" else way
    waits = kind == "ratio" and goal.baseline_until is not None
    return replace(
        goal,
        counted=kind,
        unit="",
        less_is_better=way == "fewer",
        learning=goal.learning and kind == "done",
        less=None,
        expected=None,
        more=None,
        much_more=None,
        baseline=None,
        baseline_until=goal.baseline_until if waits else None,
        settled=not waits,
    )


def due_kind(scene: Scene, frame: Frame) -> DateKind:
    """A day after today and within the round."""
    tomorrow = scene.today + timedelta(days=1)
    return DateKind(earliest=tomorrow, latest=max(tomorrow, frame.ends_on))


async def edit(
    scene: Scene,
    frame: Frame,
    idea: Idea,
    ask: Text,
    *,
    accept: Text,
    to: str,
    open_goals: int = 1,
    told: bool = False,
) -> GoalTerms | None:
    """O12 and O13: a goal as it stands, kept with one tap or changed field by field; None = left out.

    `told`: the words of `ask` name its levels, so that the page does not say them again.
    """
    goal = idea.goal
    key, about = f"goal/{goal.id}", t("goals-about", what=goal.what)
    if goal.due_on < scene.today:
        await say(t("goals-day-is-over", what=goal.what, day=goal.due_on), to=to)
    what = text(f"{key}/metric", t("goals-field-metric") if goal.has_number else t("goals-field-done"), to=to)
    way = choice(f"{key}/way", t("goals-field-way"), ways_of(), to=to)
    due: Prompt[date] = Prompt(f"{key}/due", due_kind(scene, frame), t("goals-field-due"), to=to)
    weight = number(
        f"{key}/weight",
        t("goals-field-weight"),
        least=LIGHTEST,
        most=HEAVIEST,
        hint=t("goals-weight-hint"),
        to=to,
    )
    if goal.has_number:
        agreed = _agreed(goal, f"{key}/agreed", to)
        metric, counted, value, day, heavy = await review(
            form(what, way, agreed, due, weight),
            (goal.metric, way_of(goal), goal.expected or 0.0, goal.due_on, float(goal.weight)),
            ask=ask,
            accept=accept,
            folded=_folded(goal, *((way, agreed, weight) if told else (weight,))),
            about=about,
        )
    else:
        metric, counted, day, heavy = await review(
            form(what, way, due, weight),
            (goal.metric, "done", goal.due_on, float(goal.weight)),
            ask=ask,
            accept=accept,
            folded=_folded(goal, *((way, weight) if told else (weight,))),
            about=about,
        )
        value = 0.0
    if counted == OUT:
        return None
    metric = await _plain_words(metric, key, counted != "done", to)
    counted = await _there_or_not(metric, key, counted, to)
    changed = replace(_counted(goal, counted), metric=metric, due_on=day, weight=int(heavy))
    same_way, kept = counted == way_of(goal), value == goal.expected
    if not changed.has_number or (same_way and kept):
        return changed
    if (kept and not same_way) or not _counts(changed, value):
        value = await _value_alone(changed, f"{key}/value", to)
    return await _levels(scene, idea, changed, float(value), open_goals, to)


def _folded(goal: GoalTerms, *said: Prompt[Any]) -> tuple[str, ...]:
    """What need not be spelled out: what the words above say already; all weigh the same."""
    return tuple(prompt.key for prompt in said if not prompt.key.endswith("/weight") or goal.weight == 1)


def _agreed(goal: GoalTerms, key: str, to: str) -> Prompt[float]:
    """What counts as agreed, beside the way of counting, which may become another one in the same form."""
    kind = NumberKind(0, 1_000_000, False, None, counts_of(goal))
    return Prompt(key, kind, t("goals-field-agreed"), t("goals-agreed-hint"), to=to)


def _counts(goal: GoalTerms, value: float) -> bool:
    """Whether a number can be what is agreed for a goal that is counted this way."""
    return (
        value <= OF_A_HUNDRED and value >= 1 if goal.counted == "ratio" else value > 0 or goal.less_is_better
    )


def _value_alone(goal: GoalTerms, key: str, to: str) -> Prompt[float]:
    """What counts as agreed, of a hundred or over the round, where the form left it open."""
    if goal.counted == "ratio":
        kind = NumberKind(1, OF_A_HUNDRED, False, t("goals-unit-hundred"), "%")
        return Prompt(key, kind, t("goals-value-of", what=goal.what), to=to)
    unit = t("goals-unit-pieces") if goal.unit == "pieces" else None
    least = 0 if goal.less_is_better else 1
    kind = NumberKind(least, 1_000_000, False, unit, counts_of(goal))
    if goal.less_is_better:
        return Prompt(key, kind, t("goals-value-of-most", what=goal.what), to=to)
    return Prompt(key, kind, t("goals-value-of-sum", what=goal.what), to=to)


def _most(goal: GoalTerms) -> int:
    return OF_A_HUNDRED if goal.counted == "ratio" else 1_000_000


def counts_of(goal: GoalTerms) -> Counts:
    """What the number of a goal counts."""
    if goal.counted == "ratio":
        return "%"
    return "pieces" if goal.unit == "pieces" else ""


async def _plain_words(words: str, key: str, has_number: bool, to: str) -> str:
    """Point at what is vague, once; whoever wrote it may keep it."""
    found = vagueness(words, has_number=has_number, has_date=True)
    if not found:
        return words
    told = tuple(_vague(one.code, one.words) for one in found)
    then = await choice(
        f"{key}/vague",
        t("goals-vague", words=words, found=told),
        (Option("again", t("goals-write-again")), Option("keep", t("goals-keep-words"))),
        to=to,
        audience="you",
    )
    return await text(f"{key}/again", t("goals-again-words"), to=to) if then == "again" else words


async def _there_or_not(words: str, key: str, way: str, to: str) -> str:
    """How it is counted. So many in a row are there or not yet: no share of a hundred tells that."""
    if way == "done" or not row_asked(words):
        return way
    options = (Option("done", t("goals-way-done")), Option("keep", t("goals-row-keep")))
    ask = t("goals-row", words=words)
    return "done" if await choice(f"{key}/row", ask, options, to=to, audience="you") == "done" else way


def _vague(code: Code, words: str) -> Text:
    match code:
        case "vague_verb":
            return t("goals-vague-words", words=words)
        case "several_goals":
            return t("goals-vague-several")
        case "no_date":
            return t("goals-vague-date")
        case _:
            return t("goals-vague-number")


async def _levels(
    scene: Scene, idea: Idea, goal: GoalTerms, value: float, open_goals: int, to: str
) -> GoalTerms:
    """The levels around a number that was changed: proposed, shown with its arithmetic, accepted or set."""
    key, about = f"goal/{goal.id}", t("goals-about", what=goal.what)
    kind = NumberKind(0, _most(goal), False, None, counts_of(goal))
    ask_today = Prompt[float | None](
        f"{key}/today", kind, t("goals-field-today", what=goal.what), to=to, optional=True
    )
    today = goal.baseline
    if not idea.is_counted(goal) or await earlier({"today": ask_today}):
        today = await ask_today
    settled = replace(goal, baseline_until=None, settled=True) if today is not None else goal
    proposed = with_levels(settled, value, None if today is None else float(today))
    ask = t(
        "goals-levels-ask",
        what=goal.what,
        expected=agreed_of(proposed),
        realism=realism_of(scene, idea, proposed, open_goals, to),
    )
    least, most = _beside(proposed, value)
    fewer = goal.less_is_better
    label = t("goals-field-worse") if fewer else t("goals-field-less")
    less = Prompt[float](f"{key}/less", least, label, to=to)
    if proposed.more is None:
        low: float = await review(less, proposed.less or 0.0, ask=ask, accept=t("goals-good"), about=about)
        high = None
    else:
        label = t("goals-field-better") if fewer else t("goals-field-more")
        more = Prompt[float](f"{key}/more", most, label, to=to)
        low, high = await review(
            form(less, more),
            (proposed.less or 0.0, proposed.more),
            ask=ask,
            accept=t("goals-good"),
            about=about,
        )
    return moved_levels(proposed, float(low), None if high is None else float(high))


def _beside(goal: GoalTerms, value: float) -> tuple[BesideKind, BesideKind]:
    """What less and more than agreed may be: one on each side of what is agreed, never level with it."""
    step = 1 if value.is_integer() else 0.1
    near = [level for level in (goal.less, goal.more) if level is not None]
    lower = max([value - step, *(level for level in near if level < value)])
    upper = min([value + step, *(level for level in near if level > value)])
    below = BesideKind(0, max(0, lower), False, None, counts_of(goal))
    above = BesideKind(upper, _most(goal), False, None, counts_of(goal))
    return (above, below) if goal.less_is_better else (below, above)


async def write_goal(scene: Scene, frame: Frame, id: str, to: str) -> GoalTerms:
    """A goal in own words, where nothing is there to be proposed."""
    key = f"goal/{id}"
    what, metric, way, agreed, due = await form(
        text(f"{key}/what", t("goals-field-what"), to=to, long=False),
        text(f"{key}/metric", t("goals-field-metric"), to=to),
        choice(f"{key}/way", t("goals-field-way"), ways_of()[:-1], to=to),
        Prompt[float | None](
            f"{key}/agreed", _ANY, t("goals-field-agreed"), t("goals-agreed-hint"), to=to, optional=True
        ),
        Prompt[date](f"{key}/due", due_kind(scene, frame), t("goals-field-due"), to=to),
        ask=t("goals-own"),
    )
    until = counting_until(scene.today, frame)
    metric = await _plain_words(metric, key, way != "done", to)
    way = await _there_or_not(metric, key, way, to)
    goal = _counted(GoalTerms(id, what, metric, due, baseline_until=until, settled=until is None), way)
    if not goal.has_number:
        return goal
    if agreed is None or not _counts(goal, agreed):
        agreed = await _value_alone(goal, f"{key}/value", to)
    return with_levels(goal, float(agreed), None)
