"""How the numbers of a round read: what was counted for each goal, what was agreed, what that comes to."""

from __future__ import annotations

from bot.engine.text import Text, literal, t
from bot.tallies.learned import Learned
from bot.tallies.rounds import Result


def counted_lines(results: tuple[Result, ...], learned: tuple[Learned, ...]) -> tuple[Text, ...]:
    """One line for each goal, and for each plan that no goal speaks for."""
    told = {one.skill for one in results if one.learning}
    return (
        *(result_line(one) for one in results),
        *(learned_line(one) for one in learned if one.skill not in told),
    )


def result_line(result: Result) -> Text:
    """What was counted for one goal, what was agreed, and what that comes to; and what only one says."""
    line = _line(result)
    if result.put_right:
        counted, none = shown_value(result, result.counted_value), int(result.counted_value is None)
        line = t("look-back-put-right", line=line, counted=counted, none=none)
    for one in result.said:
        line = t("look-back-says", line=line, name=one.name, value=shown_value(result, one.value))
    return line


def named(result: Result) -> Text:
    """A goal by its name."""
    return literal(result.what) if result.what else t("erased-goal")


def _line(result: Result) -> Text:
    what = named(result)
    if result.counted == "done":
        if result.done_on is not None and result.by_word:
            return t("look-back-done-told", what=what, day=result.done_on, level=_of_day(result.level or 0))
        if result.done_on is not None:
            return t("look-back-done-on", what=what, day=result.done_on, level=_of_day(result.level or 0))
        if result.handed_in_on is not None:
            return t("look-back-handed-in", what=what, day=result.handed_in_on, due=result.due_on)
        if result.level is None and result.part is None:
            return t("look-back-not-told", what=what, due=result.due_on)
        return t("look-back-open", what=what, due=result.due_on)
    if result.value is None:
        return t("look-back-uncounted", what=what)
    if result.expected is None or result.level is None:
        return t("look-back-no-number", what=what, value=_shown(result))
    return t(
        "look-back-result",
        what=what,
        value=_shown(result),
        agreed=agreed_in(result),
        level=standing(result.level, less_is_better=result.less_is_better),
    )


def agreed_in(result: Result) -> Text:
    """The number that was agreed for a goal; where less is better, how many at most."""
    value = t("answer-number", value=result.expected or 0)
    return t("goals-at-most", value=value) if result.less_is_better and result.expected else value


def _shown(result: Result) -> Text:
    return shown_value(result, result.value or 0)


def shown_value(result: Result, value: float | None) -> Text:
    """A number of a goal, in its own measure."""
    if value is None:
        return t("level-uncounted")
    if result.unit == "pieces":
        return t("goals-pieces", value=value)
    return t("goals-of-hundred", value=value) if result.counted == "ratio" else t("goals-value", value=value)


def standing(level: int | None, *, less_is_better: bool = False) -> Text:
    """One of the five levels, in words: where less is better, "less than agreed" would be praise."""
    match level:
        case -2:
            return t("level-far") if less_is_better else t("level-much-less")
        case -1:
            return t("level-not-quite") if less_is_better else t("level-less")
        case 0:
            return t("level-agreed")
        case 1:
            return t("level-better") if less_is_better else t("level-more")
        case 2:
            return t("level-much-better") if less_is_better else t("level-much-more")
        case _:
            return t("level-uncounted")


def _of_day(level: int) -> Text:
    if level == 0:
        return t("level-agreed")
    return t("level-sooner") if level > 0 else t("level-later")


def learned_line(learned: Learned) -> Text:
    """A plan, and when it was closed."""
    if learned.closed_on is None:
        return t("look-back-still-learning", skill=learned.name)
    return t("look-back-learned", skill=learned.name, day=learned.closed_on)
