"""Phase 4, each on their own (O21 to O23, P21, P22): skills over the whole round, and keep one, change one.

Neither reads the other's answers before both are in. Judgements have no default; moments are shown
spread over the round, so that its last days do not speak for all of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bot import model
from bot.dialog import Arrive, Begin, Change, Dialog, Effect, Outcome, Start
from bot.engine.kinds import Option
from bot.engine.prompts import Prompt, choice, each, many, say, scale, text, verdict
from bot.engine.text import Text, literal, t
from bot.model import OWNER, PROFESSIONAL
from bot.phases.performance_assessment.look_back import judgement_id
from bot.phases.performance_assessment.nearest import Nearest, nearest_of
from bot.phases.performance_assessment.view_facts import (
    EXPECTATIONS,
    ViewFacts,
    close_occasion,
    is_compared,
    prepare_look_back_view,
)
from bot.phases.performance_assessment.words_between import finding_text
from bot.phases.promises import let_go
from bot.phases.skill_assessment.rating import RatedSkill, described
from bot.practice import bias
from bot.practice.findings import asks_nothing, check_feedback
from bot.practice.identity import derived_id


@dataclass(frozen=True, slots=True)
class View:
    """Levels (None = not seen), the judgement, and the words to the other one."""

    levels: Mapping[str, int | None]
    met: str
    nearest: Nearest
    keep: str = ""
    change: str = ""


async def look_back_owner(facts: ViewFacts) -> View:
    """O21 to O23."""
    levels = await _levels(facts)
    words = facts.expectation
    ask = (
        t("look-back-met", words=words, since=facts.said_on)
        if words
        else t("look-back-met-plain", name=facts.other)
    )
    met = await verdict("met", ask, MET, to=OWNER)
    nearest = await nearest_of(facts.other, facts.task_due) if met == "not" else Nearest()
    keep = await _words(facts, "keep", t("look-back-keep", name=facts.other))
    change = await _words(facts, "change", t("look-back-change", name=facts.other))
    await say(t("look-back-alone") if facts.alone else t("look-back-thanks", other=facts.other), to=OWNER)
    return View(levels, met, nearest, keep, change)


async def look_back_professional(facts: ViewFacts) -> View:
    """P21 and P22. What is said about the owner is read by the owner, with the name, and never scored."""
    levels = await _levels(facts)
    met = await verdict("met", t("look-back-expected", owner=facts.other), EXPECTED, to=PROFESSIONAL)
    keep = await _words(facts, "keep", t("look-back-own-keep", owner=facts.other))
    change = await _words(facts, "change", t("look-back-own-change", owner=facts.other))
    await say(t("look-back-thanks", other=facts.other), to=PROFESSIONAL)
    return View(levels, met, Nearest(), keep, change)


MET = (
    Option("exceeded", t("met-exceeded")),
    Option("met", t("met-met")),
    Option("partly", t("met-partly")),
    Option("not", t("met-not")),
)

EXPECTED = (
    Option("better", t("expected-better")),
    Option("expected", t("expected-as")),
    Option("partly", t("expected-partly")),
    Option("not", t("expected-no")),
)


async def _levels(facts: ViewFacts) -> dict[str, int | None]:
    """The skills of this round, then what else has changed: one at a time, each over the whole round."""
    role = facts.role
    if facts.moments:
        await say(t("look-back-moments", moments=tuple(one.text for one in facts.moments)), to=role)
    levels: dict[str, int | None] = {}
    if facts.skills:
        rated = await each(
            {skill.id: _scale(facts, skill) for skill in facts.skills},
            ask=t("look-back-skills", round=facts.round),
        )
        levels.update(rated)
    others = await _others(facts)
    if others:
        more = await each({skill.id: _scale(facts, skill) for skill in others})
        levels.update(more)
    if levels and all(level is None for level in levels.values()):
        await say(t("look-back-nothing-seen", name=facts.other), to=role)
    warned = bias.warnings(levels, facts.before)
    if warned:
        await say(t("look-back-all-equal") if "all_equal" in warned else t("look-back-same-change"), to=role)
    return levels


def _scale(facts: ViewFacts, skill: RatedSkill) -> Prompt[int | None]:
    seen = facts.role == OWNER
    noted = facts.by_skill.get(skill.id, ())
    hint = t("look-back-skill-moments", moments=tuple(one.text for one in noted)) if noted else None
    return scale(
        f"level/{skill.id}",
        literal(skill.name),
        described(skill.anchors, unseen=seen),
        hint=hint,
        to=facts.role,
        audience="blind",
    )


async def _others(facts: ViewFacts) -> tuple[RatedSkill, ...]:
    """The other skills that changed, if any did."""
    if not facts.others:
        return ()
    options = (Option("none", t("look-back-none"), bare="no"), Option("some", t("yes")))
    ask = t("look-back-others") if facts.skills else t("look-back-any")
    if await choice("others", ask, options, to=facts.role, audience="blind") == "none":
        return ()
    which = await many(
        "which",
        t("look-back-which"),
        [Option(one.id, literal(one.name)) for one in facts.others],
        least=1,
        to=facts.role,
        audience="blind",
    )
    return tuple(one for one in facts.others if one.id in which)


async def _words(facts: ViewFacts, key: str, ask: Text) -> str:
    """One thing in own words. What is found in them is shown once; it stays theirs to send as it is.

    The professional may leave it out: nobody has to criticise a client in writing. So may the owner what
    should change: a round in which nothing should is one.
    """
    role = facts.role
    hint = t("look-back-words-hint") if key == "change" else None
    if role == PROFESSIONAL or key == "change":
        words = await text(key, ask, hint=hint, to=role, audience="blind", optional=True) or ""
    else:
        words = await text(key, ask, hint=hint, to=role, audience="blind")
    if key == "keep" or not words or asks_nothing(words):
        return words
    # What the owner asks for becomes a step; to a client, saying what happened is enough.
    found = check_feedback(words, names=(facts.other,), next_step=role == OWNER)
    if not found:
        return words
    options = (Option("again", t("look-back-again")), Option("send", t("look-back-as-it-is")))
    # What is said of the person weighs most: it is pointed at first, and once more where it stays.
    traits = [one for one in found if one.code == "trait"]
    ask_again = finding_text((traits or found)[0])
    if await choice(f"{key}/found", ask_again, options, to=role, audience="you") == "send":
        return words
    again = await text(f"{key}/again", t("look-back-write-again", words=words), to=role, audience="blind")
    still = [one for one in check_feedback(again, names=(facts.other,)) if one.code == "trait"]
    if not still:
        return again
    ask_again = finding_text(still[0])
    if await choice(f"{key}/still", ask_again, options, to=role, audience="you") == "send":
        return again
    return await text(f"{key}/last", t("look-back-write-again", words=again), to=role, audience="blind")


# --- what it causes -------------------------------------------------------------------------------


def finish_look_back_owner(facts: ViewFacts, view: View) -> Outcome:
    """Keep the owner's view; their own task where that is nearest; the second of the two opens the talk."""
    effects = _kept(facts, view)
    near = view.nearest
    if near.which == "unclear" and near.words:
        effects.append(
            facts.put(
                model.Todo(
                    account=facts.account,
                    id=facts.task or derived_id(facts.scene.conversation, "clear"),
                    engagement=facts.scene.engagement,
                    person=facts.scene.owner.id,
                    what=near.words,
                    minutes=15,
                    due_on=facts.task_due,
                    source=EXPECTATIONS,
                )
            )
        )
    if near.which == "able" and near.words and near.day is not None:
        effects.append(
            facts.put(
                model.Step(
                    account=facts.account,
                    id=facts.step or derived_id(facts.scene.conversation, "step"),
                    engagement=facts.scene.engagement,
                    round=facts.round,
                    person=facts.scene.professional.id,
                    what=near.words,
                    due_on=near.day,
                    at=facts.scene.now_ms,
                )
            )
        )
    elif facts.step:
        effects.append(Change(model.Step, facts.step, facts.versions[facts.step], {"what": ""}))
    if facts.task and near.which != "unclear":
        effects.append(let_go(facts.task, facts.versions[facts.task], facts.scene.now_ms))
    return Outcome(tuple(effects))


def finish_look_back_professional(facts: ViewFacts, view: View) -> Outcome:
    """Keep the professional's view; the second of the two opens the talk."""
    return Outcome(tuple(_kept(facts, view)))


def _kept(facts: ViewFacts, view: View) -> list[Effect]:
    scene, role = facts.scene, facts.role
    owner, professional = scene.owner.id, scene.professional.id
    me, other = (owner, professional) if role == OWNER else (professional, owner)
    occasion = close_occasion(facts.round)
    effects: list[Effect] = [
        facts.put(
            model.Rating(
                account=facts.account,
                id=derived_id(scene.engagement, skill, occasion, role),
                engagement=scene.engagement,
                skill=skill,
                round=facts.round,
                role=role,
                level=level,
                at=facts.at,
            )
        )
        for skill, level in view.levels.items()
    ]
    for kind, words in (("keep", view.keep), ("change", view.change)):
        if words:
            record = model.Feedback(
                account=facts.account,
                id=derived_id(scene.engagement, occasion, role, kind),
                engagement=scene.engagement,
                round=facts.round,
                by=me,
                to=other,
                kind=kind,
                words=words,
                at=facts.at,
            )
            effects.append(facts.put(record))
    effects += _taken_out(facts, view, occasion)
    effects.append(
        facts.put(
            model.Judgement(
                account=facts.account,
                id=judgement_id(scene.engagement, facts.round, role),
                engagement=scene.engagement,
                round=facts.round,
                role=role,
                met=view.met,
                why=view.nearest.which,
                at=facts.at,
            )
        )
    )
    if facts.alone:
        close = Start(
            "round_close",
            {OWNER: owner},
            scene.engagement,
            terms={"round": facts.round},
            conversation=facts.closing,
        )
        return [*effects, Begin(close)]
    if facts.silent is None or facts.silent.start is None:
        return effects
    both = facts.silent.start
    talk = Start(
        both.dialog, both.seats, both.engagement, terms={"round": facts.round}, conversation=both.conversation
    )
    gate = f"look-back/{scene.engagement}/{facts.round}"
    return [*effects, Arrive(gate, role, (OWNER, PROFESSIONAL), (talk,)), facts.silent]


def _taken_out(facts: ViewFacts, view: View, occasion: str) -> Iterator[Effect]:
    """What was kept before, and is no part of the view by now: it is as if it had not been said."""
    work = facts.scene.engagement
    for skill in (*facts.skills, *facts.others):
        id = derived_id(work, skill.id, occasion, facts.role)
        if id in facts.versions and skill.id not in view.levels:
            yield Change(model.Rating, id, facts.versions[id], {"level": None})
    for kind, words in (("keep", view.keep), ("change", view.change)):
        id = derived_id(work, occasion, facts.role, kind)
        if id in facts.versions and not words:
            yield Change(model.Feedback, id, facts.versions[id], {"words": ""})


LOOK_BACK_OWNER = Dialog(
    "look_back_owner",
    (OWNER,),
    ViewFacts,
    prepare_look_back_view,
    look_back_owner,
    finish_look_back_owner,
    t("title-look-back-owner"),
    minutes=5,
    audience="blind",
    revisable=True,
    read=is_compared,
)

LOOK_BACK_PROFESSIONAL = Dialog(
    "look_back_professional",
    (PROFESSIONAL,),
    ViewFacts,
    prepare_look_back_view,
    look_back_professional,
    finish_look_back_professional,
    t("title-look-back-professional"),
    minutes=3,
    audience="blind",
    revisable=True,
    read=is_compared,
)
