"""How a gap closes: whose part comes first, the steps after it, what proves it, and by which day.

The words of a step come with the role templates, by language, and are a proposal: both may change them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from types import MappingProxyType
from typing import Literal

from bot.engine.read_numbers import small_number
from bot.practice.gaps import Actor, Cause
from bot.practice.roles import document, folders_for, text_of, toml_in

StepName = Literal["explain", "access", "look", "guide", "practice", "live"]

STEPS: Mapping[Cause, tuple[StepName, ...]] = MappingProxyType(
    {
        "never_explained": ("explain", "practice", "live"),
        "access_tools_time": ("access", "live"),
        "new_to_them": ("guide", "live"),
        "not_sure": ("look", "practice", "live"),
    }
)
"""What closes a gap of each cause. Every way ends in live work: only that proves anything."""

OWNER_STEPS: frozenset[StepName] = frozenset({"explain", "access", "look"})

MINUTES: Mapping[StepName, int] = MappingProxyType(
    {"explain": 15, "access": 15, "look": 10, "guide": 30, "practice": 60, "live": 30}
)
"""Live work is paid as the work it is; its half hour is what learning adds to it."""

FIRST_PROMISE = 1
"""The place of the owner's first day among the coming working days: on Tuesday that is Thursday."""
LIVE_DAYS = 8
"""Working days for the live ones, which need work to come in: about two weeks with the steps before."""

PLANS = "plans"
"""The folder, in that of a language, with the words of the steps by role."""
GENERAL = "general"
"""The words of every skill that no other file describes."""

_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class PlanWords:
    """What each step is called for one skill, and what closes it."""

    explain: str
    access: str
    look: str
    guide: str
    practice: str
    live: str
    proof: str

    def of(self, step: StepName) -> str:
        """The words of one step."""
        words: str = getattr(self, step)
        return words


@dataclass(frozen=True, slots=True)
class Step:
    """One step towards closing the gap of one skill. Only live steps carry a proof."""

    skill: str
    name: StepName
    actor: Actor
    what: str
    minutes: int
    proof: str = ""


@dataclass(frozen=True, slots=True)
class Dated:
    """A step and the day by which it is done."""

    step: Step
    due: date


def words_for(role: str, template: str, skill: str, language: str = "en") -> PlanWords:
    """The words for a skill: those of its role's template, else general ones with the skill's name."""
    known = _files(language)
    found = {**known[GENERAL][GENERAL], **known.get(role, {}).get(template, {})}
    return PlanWords(**{name: words.replace("{skill}", skill) for name, words in found.items()})


@cache
def _files(language: str) -> Mapping[str, Mapping[str, Mapping[str, str]]]:
    """The words of the steps by role, each file in the nearest language that has it."""
    return {
        file.name.removesuffix(".toml"): document(text_of(file), file.name)
        for folder in reversed(folders_for(language))
        for file in toml_in(folder.joinpath(PLANS))
    }


def steps_for(skill: str, cause: Cause, words: PlanWords) -> tuple[Step, ...]:
    """The steps that close one gap, in order."""
    return tuple(
        Step(
            skill,
            name,
            "owner" if name in OWNER_STEPS else "professional",
            words.of(name),
            MINUTES[name],
            words.proof if name == "live" else "",
        )
        for name in STEPS[cause]
    )


def in_a_row(proof: str) -> int:
    """How many a proof asks for: "ten in a row go out unchanged" is 10; 0 where it names no number."""
    for word in _WORD.findall(proof.casefold()):
        value = (
            int(word) if word.isdecimal() and len(word) < 5 else _TENS.get(word) or small_number(word, "en")
        )
        if value is not None and value > 1:
            return value
    return 0


def row_asked(words: str) -> int:
    """How many in a row the words for a result ask for: "five in a row without a change" is 5, else 0."""
    before, found, _ = words.casefold().partition(" in a row")
    return in_a_row(before) if found else 0


def row_told(words: str) -> int:
    """The count in a line that tells nothing else: "5 in a row now!" is 5; 0 where there is none."""
    told = words.casefold()
    if "in a row" not in told or "?" in told or len(told.split()) > _COUNT_WORDS:
        return 0
    return in_a_row(told)


_COUNT_WORDS = 8
_TENS = {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50}


def dated(
    plan: Sequence[Sequence[Step]],
    owner_days: Sequence[date],
    professional_days: Sequence[date],
    weekly_minutes: float,
    last: date,
) -> tuple[tuple[Dated, ...], ...]:
    """Give every step its day. `plan` holds the steps of each skill, the most urgent skill first.

    The owner's parts are due first, one a working day; a skill's next step follows its owner's part;
    two skills never ask for their first step on the same day. Nothing lies after `last`, the end of
    the round, unless that has passed. `weekly_minutes` are the paid minutes of a week, 0 where
    nobody buys hours: a plan that needs more of them than one week has takes as many times longer.

    Args:
        owner_days, professional_days: the coming working days of each, from tomorrow on, at least one.
    """
    paid = sum(step.minutes for steps in plan for step in steps if step.actor == "professional")
    slower = max(1, -(-paid // int(weekly_minutes))) if weekly_minutes >= 1 else 1
    days = [day for day in professional_days if day <= last] or list(professional_days)
    mine = [day for day in owner_days if day <= last] or list(owner_days)
    promised = free = 0
    found = []
    for steps in plan:
        row: list[Dated] = []
        place = 0
        for step in steps:
            if step.actor == "owner":
                due = _at(mine, FIRST_PROMISE + promised)
                promised += 1
                place = max(place, sum(day <= due for day in days) - 1)
            elif step.name == "live":
                place += LIVE_DAYS * slower
                due = _at(days, place)
            else:
                place = max(place + slower, free)
                free = place + slower
                due = _at(days, place)
            row.append(Dated(step, due))
        found.append(tuple(row))
    return tuple(found)


def _at(days: Sequence[date], place: int) -> date:
    return days[min(place, len(days) - 1)]
