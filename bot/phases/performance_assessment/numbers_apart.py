"""A number that one of the two would put otherwise (O20, P20): the other one takes it, or both stay.

What both take is what the round closes with. What only one says stands beside what was counted.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot import model
from bot.dialog import Book
from bot.engine.kinds import Counts, NumberKind, Option
from bot.engine.prompts import Prompt, choice, each, earlier, text
from bot.engine.text import Text, t
from bot.model import OWNER, PROFESSIONAL
from bot.phases.performance_assessment.result_lines import named, shown_value
from bot.tallies.numbers_said import Said, said_in
from bot.tallies.rounds import Result, results_of


@dataclass(frozen=True, slots=True)
class Apart:
    """One number of one goal, as it was counted and as one of the two says."""

    result: Result
    said: Said

    @property
    def key(self) -> str:
        """Under which the other one answers."""
        return f"number/{self.said.role}/{self.result.goal}"


def numbers_of(book: Book, engagement: model.Engagement, today: date) -> tuple[Apart, ...]:
    """What each of the two says of the numbers of the round that runs."""
    said = said_in(book, engagement, engagement.round)
    results = results_of(book, engagement, engagement.round, today)
    return tuple(Apart(result, one) for result in results for one in said.get(result.goal, ()))


def has_number(result: Result) -> bool:
    """Whether a goal comes to a number that can be put otherwise."""
    return result.counted in ("ratio", "number")


async def what_is_off(results: tuple[Result, ...], role: str) -> Mapping[str, Any]:
    """What is off in words, and the number that would be right, for any goal with one.

    An older talk asked for words only, under a key of their own.
    """
    told = await earlier({"off": _off("off", role)})
    return told or await each({"off": _off("what", role), **_would_be(results, role)})


def _off(key: str, role: str) -> Prompt[str]:
    return text(key, t("look-back-what"), hint=t("look-back-what-hint"), to=role)


def _would_be(results: tuple[Result, ...], role: str) -> dict[str, Prompt[Any]]:
    asked: dict[str, Prompt[Any]] = {}
    for one in filter(has_number, results):
        of_hundred = one.counted == "ratio"
        unit = t("goals-unit-hundred") if of_hundred else None
        counts: Counts = "%" if of_hundred else "pieces" if one.unit == "pieces" else ""
        kind = NumberKind(0, 100 if of_hundred else 1_000_000, False, unit, counts)
        ask = t(
            "look-back-would-be",
            what=named(one),
            value=shown_value(one, one.value),
            none=int(one.value is None),
        )
        hint = t("look-back-would-be-hint")
        asked[one.goal] = Prompt(f"right/{one.goal}", kind, ask, hint, to=role, optional=True)
    return asked


def others(results: tuple[Result, ...], answers: Mapping[str, Any]) -> dict[str, float]:
    """The numbers that differ from what was counted, by goal."""
    given = ((one, answers.get(one.goal)) for one in results)
    return {one.goal: float(value) for one, value in given if value is not None and value != one.value}


# --- on the sheet ---------------------------------------------------------------------------------


def both_say(numbers: tuple[Apart, ...]) -> frozenset[str]:
    """Goals of which both have said the same number."""
    told: dict[str, list[float]] = {}
    for one in numbers:
        told.setdefault(one.result.goal, []).append(one.said.value)
    return frozenset(goal for goal, values in told.items() if len(values) > 1 and len(set(values)) == 1)


def said_by(numbers: tuple[Apart, ...], role: str) -> tuple[Text, ...]:
    """One's own numbers, as they stand on one's own sheet."""
    return tuple(
        t(
            "talk-number-yours",
            what=named(one.result),
            counted=shown_value(one.result, one.result.value),
            none=int(one.result.value is None),
            right=shown_value(one.result, one.said.value),
        )
        for one in numbers
        if one.said.role == role
    )


def asked_of_the_other(numbers: tuple[Apart, ...]) -> dict[str, Prompt[str]]:
    """Each number that only one of the two says, for the other one to take or not."""
    same = both_say(numbers)
    return {one.key: _taken(one) for one in numbers if one.result.goal not in same}


def _taken(one: Apart) -> Prompt[str]:
    right, counted = shown_value(one.result, one.said.value), shown_value(one.result, one.result.value)
    none = int(one.result.value is None)
    options = (
        Option("take", t("talk-number-take", value=right)),
        Option("leave", t("talk-number-leave", value=counted, none=none)),
    )
    ask = t(
        "talk-number", what=named(one.result), counted=counted, none=none, name=one.said.name, right=right
    )
    return choice(one.key, ask, options, to=OWNER if one.said.role == PROFESSIONAL else PROFESSIONAL)


def answered(numbers: tuple[Apart, ...], answers: Mapping[str, str]) -> dict[tuple[str, str], bool]:
    """Whether each number is taken, by who said it and its goal.

    Where each of the two takes what the other one says, nobody knows which of them counts.
    """
    same = both_say(numbers)
    took = {
        (one.said.role, one.result.goal): one.result.goal in same or answers.get(one.key) == "take"
        for one in numbers
    }
    yeses = Counter(goal for (_, goal), yes in took.items() if yes)
    crossed = {goal for goal, count in yeses.items() if count > 1} - same
    return {at: yes and at[1] not in crossed for at, yes in took.items()}


def outcome_lines(
    numbers: tuple[Apart, ...], taken: Mapping[tuple[str, str], bool], reader: str
) -> tuple[Text, ...]:
    """What came of it, for one of the two: one line for each goal, or for each number that stays beside
    what was counted."""
    settled = {goal for (_, goal), yes in taken.items() if yes}
    lines: dict[tuple[str, float], Text] = {}
    for one in numbers:
        goal, what = one.result.goal, named(one.result)
        right = shown_value(one.result, one.said.value)
        if taken[one.said.role, goal]:
            lines[goal, one.said.value] = t("talk-number-taken", what=what, value=right)
        elif goal not in settled:
            counted = shown_value(one.result, one.result.value)
            none = int(one.result.value is None)
            lines[goal, one.said.value] = t(
                "talk-number-stays",
                what=what,
                counted=counted,
                none=none,
                name=one.said.name,
                own=int(one.said.role == reader),
                right=right,
            )
    return tuple(lines.values())
