"""The page that proposes a plan, step by step, and the order of its days."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from bot.dialog import Scene
from bot.engine.kinds import DURATION, Option
from bot.engine.prompts import Prompt, agree, ask_for, choice, each, earlier, prefilled, say, text
from bot.engine.text import Text, literal, t
from bot.model import OWNER
from bot.phases.gap_training.parts import Part, duration, lines_of, paid, terms_of, when

AGAIN = "again/"
"""What the keys begin with when days are asked for once more."""
ROUND_MINUTES = 5
"""Nobody offers 1 h 36 min."""
MOST_CHANGES = 30
"""More than every step of the longest plan, several times; from then on it is offered as it stands."""
PAID = "paid"
"""What is picked in place of a step: the paid time of all of them."""


async def proposed_plan(
    parts: tuple[Part, ...],
    scene: Scene,
    ask: Callable[[tuple[Part, ...]], Text],
    accept: Text,
    last: date | None,
) -> tuple[Part, ...]:
    """The plan as the owner wants it: offered with one tap, or one step of it changed and shown again.

    Pointed at once where a step would wait for a part that comes after it.
    """
    pointed_at, number = False, 0
    for asked in ("", AGAIN):
        parts, whole = await _accepted_before(parts, scene, last, asked)
        if not whole:
            break
        if pointed_at or await meant_so(parts, scene, OWNER):
            return parts
        pointed_at = True
    while True:
        for line in lines_of(parts, scene, OWNER):
            await say(line)
        offer = f"offer/{number}"
        other = {"change": t("plan-change")} if number < MOST_CHANGES else {}
        if await agree(offer, terms_of(parts), ask(parts), yes=accept, otherwise=other, audience=None):
            if pointed_at or await meant_so(parts, scene, OWNER):
                return parts
            pointed_at = True
        parts = await _changed(parts, scene, last, number)
        if all(part.owners for part in parts):
            return parts  # nothing is left to offer
        number += 1


async def _accepted_before(
    parts: tuple[Part, ...], scene: Scene, last: date | None, asked: str
) -> tuple[tuple[Part, ...], bool]:
    """The plan as it was taken when it was one page of all its rows, and whether each row was answered.

    `asked`: what the keys began with.
    """
    rows: list[Prompt[Any]] = [ask_for(DURATION, f"{asked}paid", t("plan-row-paid"))]
    for part in parts:
        rows += _fields(part, f"{asked}{{}}/{part.id}", scene, last).values()
    told = await earlier({prompt.key: prompt for prompt in rows})
    if not told:
        return parts, False
    kept = parts
    for part in parts:
        end = f"{asked}{{}}/{part.id}".format
        what, day = told.get(end("what"), part.what), told.get(end("day"), part.due)
        proof = told.get(end("proof"), part.proof) or ""
        changed = replace(part, what=what or part.what, due=day, proof=proof)
        kept = tuple(changed if one.id == part.id else one for one in kept)
        if not what:
            kept = _without(kept, changed)
    total = told.get(f"{asked}paid", paid(parts))
    return (kept if total == paid(parts) else _shared(kept, total)), len(told) == len(rows)


async def _changed(parts: tuple[Part, ...], scene: Scene, last: date | None, number: int) -> tuple[Part, ...]:
    """One step with other words, another day or another proof, or left out; or another paid time in all."""
    options = [_pick(at, part) for at, part in enumerate(parts, start=1)]
    if paid(parts):
        options.append(Option(PAID, t("plan-row-paid"), t("plan-paid-now", minutes=duration(paid(parts)))))
    which = await choice(f"which/{number}", t("plan-which-part"), options)
    if which == PAID:
        return _shared(parts, await ask_for(DURATION, f"paid/{number}", t("plan-row-paid")))
    part = next(part for part in parts if part.id == which)
    end = f"{number}/{part.id}"
    fields = _fields(part, f"{{}}/{end}", scene, last)
    known: dict[str, Any] = {f"what/{end}": part.what, f"day/{end}": part.due}
    if part.proof:
        known[f"proof/{end}"] = part.proof
    told = await prefilled(each(fields, ask=_row(part, scene)), known)
    if not told["what"]:
        return _without(parts, part)
    changed = replace(part, what=told["what"], due=told["day"], proof=told.get("proof") or "")
    return tuple(changed if one.id == part.id else one for one in parts)


def _fields(part: Part, key: str, scene: Scene, last: date | None) -> dict[str, Prompt[Any]]:
    """What of a step can be other than proposed; `key` has a place for the name of each."""
    hint = t("plan-row-what-hint")
    fields: dict[str, Prompt[Any]] = {
        "what": text(key.format("what"), t("plan-row-what"), hint=hint, long=False, optional=True),
        "day": when(key.format("day"), t("plan-row-day"), scene.today, last),
    }
    if part.proof:
        fields["proof"] = text(key.format("proof"), t("plan-row-closed"), long=False, optional=True)
    return fields


def _pick(at: int, part: Part) -> Option:
    """One step of the list, by its place, its skill and its day; what it is stands beside it."""
    told: dict[str, Any] = {"at": at, "skill": part.skill_name, "day": part.due}
    label = t("plan-pick-yours", **told) if part.owners else t("plan-pick", **told)
    return Option(part.id, label, literal(part.what))


def _row(part: Part, scene: Scene) -> Text:
    if part.owners:
        return t("plan-row-you", skill=part.skill_name)
    minutes, name = duration(part.minutes), scene.professional.name
    return t("plan-row-name", skill=part.skill_name, name=name, minutes=minutes)


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


def _without(parts: tuple[Part, ...], gone: Part) -> tuple[Part, ...]:
    """The plan without a step: what closes its skill goes to the last one of it that stays."""
    kept = tuple(part for part in parts if part.id != gone.id)
    last = {part.skill: part.id for part in kept if not part.owners}
    return tuple(
        replace(part, proof=gone.proof)
        if gone.proof and part.id == last.get(gone.skill) and not part.proof
        else part
        for part in kept
    )


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
