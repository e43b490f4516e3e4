"""Making a goal: its kind, its five levels, what is vague about its text, and whether both mean it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import floor, isfinite
from statistics import mean
from typing import Literal

from bot.practice import mentions
from bot.practice.attainment import Thresholds
from bot.practice.levels import check_level
from bot.practice.mentions import Span

STEP_PERCENT = 20
"""Distance between levels in percent of the target where no baseline says more: our own choice."""

MORE_TENTHS = 7
"""How much of the room up to the limit earns "more than agreed", in tenths, so that 90 of 100 asks for
97: our own choice."""

COMMITMENT_ITEMS = 4
COMMITMENT_GATE = 3.0
"""Mean of the four K.U.T. items (Klein and others 2014, public domain) under which a goal is talked about
again. The items are theirs, the gate is our own choice."""

Kind = Literal["learning", "number"]
Sureness = Literal["sure", "likely", "fifty_fifty", "shaky"]
Commitment = Literal["agreed", "renegotiate", "unanswered"]
Code = Literal["no_number", "no_date", "vague_verb", "several_goals"]


@dataclass(frozen=True, slots=True)
class Vague:
    """One thing that is vague about a goal: what it is and the words it is about.

    `span` is where the words stand; None, with `words` empty, for what is missing from the text.
    """

    code: Code
    span: Span | None = None
    words: str = ""


def kind_of_goal(required: int, level: int | None, *, new_task: bool) -> Kind:
    """Decide what kind of goal helps now: a number where the skill is there, learning where it is not.

    A hard number before the skill is there makes results worse; a learning goal comes first then (Seijts
    and Latham 2005). An unknown level is not "there" yet. Raises ValueError off the 0-5 scale.
    """
    check_level(required)
    met = level is not None and check_level(level) >= required
    return "number" if met and not new_task else "learning"


def propose_levels(
    target: float,
    baseline: float | None = None,
    *,
    limit: float | None = None,
    lower_is_better: bool = False,
    whole: bool = True,
) -> Thresholds:
    """Propose the values of a goal's five levels around its target, for two people to change.

    `baseline` is today's value, None while it is not known; `limit` the best value there can be, as in
    100 of 100; where less is better it is 0 unless said. Halfway from the baseline is still "less", so
    standing still is "much less". Without a baseline short of the target a step is 20% of the target, or
    the room up to the limit if that is smaller. Nothing proposed lies beyond the limit, and what cannot
    be beaten has no level above the agreed one. `whole` keeps to whole numbers, rounded towards the
    target. The construction is our own; Goal Attainment Scaling asks only for five
    described levels with the baseline at -2 or -1.

    Raises ValueError for numbers that are not finite, for a limit on the wrong side of the target, and
    for a target that is not whole where `whole` is set.
    """
    if not all(number is None or isfinite(number) for number in (target, baseline, limit)):
        raise ValueError("levels of a goal need finite values")
    if whole and target != floor(target):
        raise ValueError(f"{target} is not a whole number")
    sign = -1 if lower_is_better else 1
    if limit is None and lower_is_better and target >= 0:
        limit = 0
    room = None if limit is None else sign * (limit - target)
    if room is not None and room < 0:
        raise ValueError(f"a target of {target} lies beyond the limit {limit}")
    step = _step(target, None if baseline is None else sign * (target - baseline), room, whole)
    offsets = [-step, 0]
    for offset, share in ((step, MORE_TENTHS), (2 * step, 10)):
        reach = offset if room is None else min(offset, room * share / 10)
        if whole and room != 0:
            reach = max(1, floor(reach))
        if reach > offsets[-1] and (room is None or reach <= room):
            offsets.append(reach)
    less, expected, *above = (target + sign * offset for offset in offsets)
    return Thresholds(less, expected, *above)


def _step(target: float, way: float | None, room: float | None, whole: bool) -> float:
    if way is not None and way > 0:
        step = way / 2
    else:
        step = abs(target) * STEP_PERCENT / 100
        if room:
            step = min(step, room) or room
    return max(1, floor(step)) if whole else step or 1.0


_WOOLLY = (
    r"try(?:ing)? to",
    r"do (?:your|my|their|our) best",
    r"help (?:with|out|to|me|us|the|our|my|customers|clients)",
    r"support (?:me|us|the|our|my|with)",
    r"assist(?:ing)? with",
    r"work on",
    r"focus on",
    r"deal with",
    r"look (?:into|after)",
    r"take care of",
    r"be (?:more )?(?:proactive|responsible|careful|better|involved|available|faster|quicker)",
    r"keep (?:up|on top)",
    r"stay on top",
    r"get better",
    r"make sure",
    r"as (?:soon|much|well|many|fast) as possible",
    r"and so on",
    r"etc",
)
_WITHOUT_A_NUMBER = (
    r"(?:improve|increase|reduce|decrease|grow|raise|lower|boost|enhance|optimi[sz]e|streamline|speed up"
    r"|handle|manage|maintain|strengthen|minimi[sz]e|maximi[sz]e|cut down)(?:s|d|ing)?",
)
_ACTION = (
    r"(?:answer|write|send|post|publish|book|build|create|prepare|clean|design|deliver|fix|update|finish"
    r"|launch|learn|reply|sort|review|translate|train|test|set up|collect|call|research|reconcile|record)"
)
_VAGUE_VERB = re.compile(rf"\b(?:{'|'.join(_WOOLLY)})\b", re.IGNORECASE)
_VAGUE_ALONE = re.compile(rf"\b(?:{'|'.join(_WITHOUT_A_NUMBER)})\b", re.IGNORECASE)
_SEVERAL = re.compile(
    r"(?:\band also\b|\bas well as\b|\bin addition\b|\bplus\b(?! or)|\bon top of that\b)"
    rf"|(?:,\s*|\s)(?:and|then)\s+(?:to\s+)?{_ACTION}\b"
    r"|,\s*and\s+(?:a|an|the)\s"
    r"|;\s*(?=\w)"
    r"|\n[ \t]*(?:(?:[-*\N{BULLET}]|\d+[.)])[ \t]*)?(?=\w)",
    re.IGNORECASE,
)


def vagueness(text: str, *, has_number: bool = False, has_date: bool = False) -> tuple[Vague, ...]:
    """Look for what is vague in a goal's text: no number, no date, woolly verbs, several goals in one.

    `has_number` and `has_date` say that the goal carries them outside the text. Verbs of direction such
    as "improve" are vague only without a number. Findings come in the order of the text, then what is
    missing; they point and never rewrite. English only; the checklist is Doran's (SMART, 1981).
    An empty text has no findings.
    """
    if not text.strip():
        return ()
    counted = has_number or bool(mentions.numbers(text))
    spans: list[tuple[Span, Code]] = [(match.span(), "vague_verb") for match in _VAGUE_VERB.finditer(text)]
    if not counted:
        spans += [(match.span(), "vague_verb") for match in _VAGUE_ALONE.finditer(text)]
    several = _SEVERAL.search(text.strip())
    if several:
        indent = len(text) - len(text.lstrip())
        spans.append(((several.start() + indent, several.end() + indent), "several_goals"))
    found = [Vague(code, span, text[slice(*span)]) for span, code in sorted(spans)]
    if not counted:
        found.append(Vague("no_number"))
    if not has_date and not mentions.deadlines(text):
        found.append(Vague("no_date"))
    return tuple(found)


def asks_commitment(sureness: Iterable[Sureness | None]) -> bool:
    """Whether the four commitment items are worth asking: somebody is at fifty-fifty or less sure.

    Where the line lies is our own choice. Who has not answered does not count as in doubt.
    """
    return any(sure in ("fifty_fifty", "shaky") for sure in sureness)


def commitment(items: Sequence[int | None]) -> float | None:
    """Mean of the four K.U.T. items, 1 (not at all) to 5 (extremely); unanswered ones are left out.

    None if none was answered. Raises ValueError for another number of items or one off its scale.
    """
    if len(items) != COMMITMENT_ITEMS:
        raise ValueError(f"commitment has {COMMITMENT_ITEMS} items, not {len(items)}")
    known = [item for item in items if item is not None]
    if any(not 1 <= item <= 5 for item in known):
        raise ValueError("a commitment item is 1 to 5")
    return float(mean(known)) if known else None


def gate(owner: float | None, professional: float | None) -> Commitment:
    """Whether both mean it: either mean below 3.0 renegotiates the goal, whatever the other says."""
    if any(score is not None and score < COMMITMENT_GATE for score in (owner, professional)):
        return "renegotiate"
    return "unanswered" if owner is None or professional is None else "agreed"
