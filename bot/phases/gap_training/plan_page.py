"""The page that proposes a plan, line by line, and the order of its days."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from bot.dialog import Scene
from bot.engine.kinds import DURATION, Option
from bot.engine.prompts import Page, Prompt, ask_for, choice, each, review, say, text
from bot.engine.text import Text, t
from bot.model import OWNER
from bot.phases.gap_training.parts import Part, duration, lines_of, paid, when

AGAIN = "again/"
"""What the keys begin with when days are asked for once more."""
ROUND_MINUTES = 5
"""Nobody offers 1 h 36 min."""


async def proposed_plan(
    parts: tuple[Part, ...], scene: Scene, ask: Text, accept: Text, last: date | None
) -> tuple[Part, ...]:
    """The plan as the owner wants it; asked again where a step would wait for a part that comes after it."""
    kept = as_changed(parts, await proposal(parts, scene, ask, accept, last))
    if not await meant_so(kept, scene, OWNER):
        kept = as_changed(kept, await proposal(kept, scene, ask, accept, last, AGAIN), AGAIN)
    if kept != parts and paid(kept):
        # What was changed reads otherwise than the page above: a line that was left out, another sum.
        await say(t("plan-offered-so", name=scene.professional.name, minutes=duration(paid(kept))))
        for line in lines_of(kept, scene, OWNER):
            await say(line)
    return kept


async def meant_so(parts: tuple[Part, ...], scene: Scene, to: str) -> bool:
    """Point at a step that is due before what it follows: the owner's part, or the step before it."""
    early = [(part, before) for part, before in _followed(parts) if part.due < before.due]
    if not early:
        return True
    step, before = min(early, key=lambda pair: pair[0].due)
    options = (Option("again", t("plan-order-again")), Option("keep", t("plan-order-keep")))
    return await choice("order", _order(step, before, scene, to), options, audience="you") == "keep"


def _followed(parts: tuple[Part, ...]) -> Iterator[tuple[Part, Part]]:
    """Every step that follows something of its skill, with what it follows."""
    last: dict[str, Part] = {}
    for part in sorted(parts, key=lambda part: (not part.owners, part.position)):
        if part.skill in last and not part.owners:
            yield part, last[part.skill]
        last[part.skill] = part


def _order(step: Part, before: Part, scene: Scene, to: str) -> Text:
    skill, day = step.skill_name, before.due
    if not before.owners:
        return t("plan-order-steps", skill=skill, what=step.what, step=step.due, before=before.what, day=day)
    if to == OWNER:
        return t("plan-order-yours", skill=skill, day=day, name=scene.professional.name, step=step.due)
    return t("plan-order-theirs", skill=skill, day=day, owner=scene.owner.name, step=step.due)


def proposal(
    parts: tuple[Part, ...], scene: Scene, ask: Text, accept: Text, last: date | None, again: str = ""
) -> Page[dict[str, Any]]:
    """The whole plan as one page: a tap offers it, and every line of it can be changed or left out.

    `again`: what the keys begin with when it is asked once more.
    """
    name = scene.professional.name
    rows: dict[str, Prompt[Any]] = {}
    values: dict[str, Any] = {}
    for part in parts:
        length = duration(part.minutes)
        mine = t("plan-row-you", skill=part.skill_name)
        theirs = t("plan-row-name", skill=part.skill_name, name=name)
        rows[f"{again}what/{part.id}"] = text(
            f"{again}what/{part.id}", mine if part.owners else theirs, long=False, optional=True
        )
        values[f"{again}what/{part.id}"] = part.what
        day = f"{again}day/{part.id}"
        rows[day] = when(day, t("plan-row-by", minutes=length), scene.today, last)
        values[day] = part.due
        if part.proof:
            rows[f"{again}proof/{part.id}"] = text(
                f"{again}proof/{part.id}",
                t("plan-row-closed"),
                long=False,
                optional=True,
            )
            values[f"{again}proof/{part.id}"] = part.proof
    rows[f"{again}paid"] = ask_for(DURATION, f"{again}paid", t("plan-row-paid"))
    values[f"{again}paid"] = paid(parts)
    # Without a change the paid time is the sum that the words above name.
    return review(
        each(rows), values, ask=ask, accept=accept, folded=(f"{again}paid",), about=t("plan-about", name=name)
    )


def as_changed(parts: tuple[Part, ...], answers: Mapping[str, Any], again: str = "") -> tuple[Part, ...]:
    """The plan as the page came back. A line left empty is left out; paid time is shared out as before."""
    kept = tuple(
        replace(
            part,
            what=answers[f"{again}what/{part.id}"],
            due=answers[f"{again}day/{part.id}"],
            proof=(answers.get(f"{again}proof/{part.id}") or "") if part.proof else "",
        )
        for part in parts
        if answers[f"{again}what/{part.id}"]
    )
    kept = _still_closed(parts, kept, answers, again)
    total = answers[f"{again}paid"]
    return kept if total == paid(parts) else _shared(kept, total)


def _still_closed(
    parts: tuple[Part, ...], kept: tuple[Part, ...], answers: Mapping[str, Any], again: str
) -> tuple[Part, ...]:
    """What closes a skill goes from a step that is left out to the last one of it that stays."""
    stays = {part.id for part in kept}
    last = {part.skill: part for part in kept if not part.owners}
    closes = {
        last[part.skill].id: answers.get(f"{again}proof/{part.id}") or ""
        for part in parts
        if part.proof and part.id not in stays and part.skill in last and not last[part.skill].proof
    }
    return tuple(replace(part, proof=closes.get(part.id, part.proof)) for part in kept)


def _shared(parts: tuple[Part, ...], total: int) -> tuple[Part, ...]:
    """The same steps with so many minutes in all, in shares as before, in fives where there are enough."""
    theirs = [part for part in parts if not part.owners]
    unit = ROUND_MINUTES if total >= ROUND_MINUTES * 2 * len(theirs) else 1
    before, so_far, given = paid(theirs), 0, 0
    minutes: dict[str, int] = {}
    for part in theirs:
        so_far += part.minutes
        until = total if part is theirs[-1] else round(total * so_far / max(1, before) / unit) * unit
        minutes[part.id], given = until - given, until
    return tuple(replace(part, minutes=minutes.get(part.id, part.minutes)) for part in parts)
