"""Phase 4, together (O24, P23, X7): one sheet for a ten-minute talk, and what both do from now on.

Both get it at the same moment. Read is not agreed: a reply is kept beside it, and what both still see
differently stays visible with both texts, without a number, and comes up again.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

from bot import model
from bot.dialog import Begin, Change, Close, Dialog, Effect, Outcome, Start, Write
from bot.engine.kinds import Consent
from bot.engine.prompts import LONG, Follows, Prompt, Said, agree, each, earlier, form, prefilled, say, text
from bot.engine.text import Text, literal, t
from bot.model import OWNER, PROFESSIONAL
from bot.phases.performance_assessment.numbers_apart import answered, asked_of_the_other, outcome_lines
from bot.phases.performance_assessment.talk_facts import (
    ROLES,
    Proposed,
    TalkFacts,
    Words,
    other_of,
    prepare_talk_sheet,
    sheet,
    step_lines,
)
from bot.phases.performance_assessment.view_facts import close_occasion
from bot.practice.identity import derived_id
from bot.practice.levels import Compared, disagree
from bot.tallies.numbers_said import OFF, dumped

LOOK_BACKS = ("look_back_facts", "look_back_owner", "look_back_professional")
"""Talks that are over once both have talked."""


@dataclass(frozen=True, slots=True)
class Talked:
    """agreed, read (not agreed, with a reply) or differs; the steps as they came out."""

    ending: str
    steps: tuple[Proposed, ...]
    replies: Mapping[str, str]
    taken: Mapping[tuple[str, str], bool] = field(default_factory=dict)
    """Whether the other one takes a number, by who said it and its goal."""


async def talk_sheet(facts: TalkFacts) -> Talked:
    """O24 and P23: the same sheet for both, what each does from now on, and their yes or reply."""
    for role in ROLES:
        await sheet(facts, role)
    asked: dict[str, Prompt[Any]] = {**asked_of_the_other(facts.numbers)}
    asked |= {role: _take(facts, "take", facts.steps, role) for role in ROLES}
    told = await earlier({role: _view(facts, role, "words") for role in ROLES})
    views = {f"view/{role}": _view(facts, role, "view") for role in ROLES if role not in told}
    follows = {key: Follows(f"take/{prompt.to}", _has_words) for key, prompt in views.items()}
    first = {**await each(asked | views, follows=follows, heard=partial(_heard, facts))}
    first |= {f"view/{role}": told[role] for role in told if _has_words(first[role])}
    taken = answered(facts.numbers, first)
    for role in ROLES:
        for line in outcome_lines(facts.numbers, taken, role):
            await say(line, to=role)
    return replace(await _together(facts, first, told), taken=taken)


async def _together(facts: TalkFacts, first: Mapping[str, Any], told: Mapping[str, str]) -> Talked:
    """What both say to the steps: their yes, a reply, or their own view.

    `told`: the words of an older talk, in which one key stood for all of them.
    """
    replies: dict[str, str] = {role: words for role in ROLES if (words := first.get(f"view/{role}"))}
    steps = await _changed(facts) if first[OWNER].otherwise == "change" else facts.steps
    differs = any(first[role].otherwise == "differently" for role in ROLES)
    if not differs and steps == facts.steps:
        ending = "agreed" if all(first[role] for role in ROLES) else "read"
        await _end(facts, ending, replies)
        return Talked(ending, steps, replies)
    return await _second(facts, steps, replies, told, both=differs)


TELL = ("differently", "reply")
"""The answers to the steps after which somebody is asked what they see."""


def _has_words(taken: Consent) -> bool:
    """Whether somebody has more to say than yes: they are asked at once what they see."""
    return taken.otherwise in TELL


def _heard(facts: TalkFacts, so_far: Mapping[str, Any]) -> tuple[Said, ...]:
    """What one of the two sees differently or replies: the other one has it before them when they answer."""
    return tuple(
        say(_differs(facts, role, so_far[f"view/{role}"], so_far[f"take/{role}"]), to=other_of(role))
        for role in ROLES
        if f"view/{role}" in so_far
    )


def _differs(facts: TalkFacts, role: str, words: str, taken: Consent) -> Text:
    replies = taken.otherwise == "reply"
    return t("talk-replies" if replies else "talk-differs", other=facts.name(role), words=words)


def _view(facts: TalkFacts, role: str, key: str) -> Prompt[str]:
    """What somebody sees differently, or would reply. Only the professional is offered a reply."""
    other = facts.scene.other(role).name
    ask = t("talk-your-view", other=other) if role == OWNER else t("talk-your-view-or-reply", other=other)
    return text(f"{key}/{role}", ask, to=role, audience="both", questions="perhaps")


async def _second(
    facts: TalkFacts,
    steps: tuple[Proposed, ...],
    replies: dict[str, str],
    told: Mapping[str, str],
    *,
    both: bool,
) -> Talked:
    """Once more with the other's words; a second "differently" is a state, not a failure."""
    asked = ROLES if both else (PROFESSIONAL,)
    for role in asked:
        theirs = replies.get(other_of(role), "")
        if theirs:
            await say(t("talk-differs", other=facts.scene.other(role).name, words=theirs), to=role)
        elif both:
            await say(t("talk-heard", other=facts.scene.other(role).name), to=role)
        if steps != facts.steps:
            changed = t("talk-changed", other=facts.name(OWNER))
            await say(changed if role == PROFESSIONAL else t("talk-changed-own"), to=role)
            for line in step_lines(facts, steps, role):
                await say(line, to=role)
    second = await each({role: _take(facts, "take-again", steps, role) for role in asked})
    if OWNER in second and second[OWNER].otherwise == "change":
        steps = await _changed(facts)
        await say(t("talk-changed", other=facts.name(OWNER)), to=PROFESSIONAL)
        for line in step_lines(facts, steps, PROFESSIONAL):
            await say(line, to=PROFESSIONAL)
        second = {PROFESSIONAL: await _take(facts, "take-changed", steps, PROFESSIONAL)}
    if all(second.values()):
        await _end(facts, "agreed", replies)
        return Talked("agreed", steps, replies)
    for role in ROLES:
        if role in told:
            replies[role] = told[role] or ""
        elif role not in replies:
            ask = t("talk-your-side", other=facts.scene.other(role).name)
            # Who insists says what they see; who would have taken it may leave it at that.
            insists = role in second and _has_words(second[role])
            side = Prompt[str | None](
                f"side/{role}", LONG, ask, to=role, audience="both", optional=not insists
            )
            replies[role] = await side or ""
    await _end(facts, "differs", replies)
    return Talked("differs", steps, replies)


async def _end(facts: TalkFacts, ending: str, replies: Mapping[str, str]) -> None:
    for role in ROLES:
        theirs = replies.get(other_of(role), "")
        if ending == "read" and theirs:
            await say(t("talk-read", other=facts.scene.other(role).name, words=theirs), to=role)
        elif ending == "read":
            await say(t("talk-read-kept"), to=role)
    if ending == "agreed":
        await say(t("talk-agreed"))
    if ending == "differs":
        await say(_lasting(facts, replies))


def _lasting(facts: TalkFacts, replies: Mapping[str, str]) -> Text:
    """X7: the words stay, and a level that is seen differently has no number until it comes up again."""
    apart = tuple(literal(facts.names[view.skill]) for view in facts.views if view.standing == "apart")
    texts = sum(bool(words) for words in replies.values())
    return t("talk-lasting", texts=texts, apart=len(apart), skills=apart, day=facts.raised_on)


def _take(facts: TalkFacts, key: str, steps: tuple[Proposed, ...], role: str) -> Prompt[Consent]:
    terms = [[step.role, step.what, str(step.due_on or "")] for step in steps]
    first = key == "take"
    otherwise: dict[str, Text] = {}
    if role == OWNER and steps and steps == facts.steps:
        otherwise["change"] = t("change")
    otherwise["differently"] = t("talk-differently") if first else t("talk-still-differently")
    if first and role == PROFESSIONAL:
        otherwise["reply"] = t("talk-reply-button")
    asked = int(steps == facts.steps and any(not step.written for step in steps))
    ask = t("talk-take", asked=asked) if steps else t("talk-take-none")
    if role == PROFESSIONAL:
        ask = t("talk-take-read", asked=asked) if steps else t("talk-take-none-read")
    return agree(
        f"{key}/{role}",
        terms,
        ask,
        yes=t("talk-yes", count=len(steps)),
        otherwise=otherwise,
        words=TELL if first else (),
        to=role,
    )


async def _changed(facts: TalkFacts) -> tuple[Proposed, ...]:
    """The steps in other words."""
    fields = [
        text(
            f"step/{step.role}",
            t("talk-step-field", name=facts.name(step.role), own=int(step.role == OWNER)),
            to=OWNER,
            audience="both",
        )
        for step in facts.steps
    ]
    if len(fields) == 1:
        only = await fields[0]
        return (_put(facts.steps[0], only),)
    known = {f"step/{step.role}": step.what for step in facts.steps}
    first, second = await prefilled(form(fields[0], fields[1], ask=t("talk-change")), known)
    return (_put(facts.steps[0], first), _put(facts.steps[1], second))


def _put(step: Proposed, what: str) -> Proposed:
    """A step in the owner's words, where they are others."""
    return step if what == step.what else replace(step, what=what, by=OWNER)


# --- what it causes -------------------------------------------------------------------------------


def finish_talk_sheet(facts: TalkFacts, talked: Talked) -> Outcome:
    """Keep the steps, the levels and every word; close the round."""
    scene = facts.scene
    people: dict[str, str] = {OWNER: scene.owner.id, PROFESSIONAL: scene.professional.id}
    effects: list[Effect] = []
    for step in talked.steps:
        values = {
            "what": step.what,
            "due_on": step.due_on,
            "agreed": talked.ending == "agreed",
            "at": scene.now_ms,
        }
        if step.version:
            effects.append(Change(model.Step, step.id, step.version, values))
        else:
            record = model.Step(
                account=facts.account,
                id=step.id,
                engagement=scene.engagement,
                round=facts.round,
                person=people[step.role],
                what=step.what,
                due_on=step.due_on,
                agreed=talked.ending == "agreed",
                at=scene.now_ms,
            )
            effects.append(Write(record))
    effects += [
        Change(
            model.Feedback, one.id, one.version, {"shown_at": scene.now_ms, **_answered(facts, one, talked)}
        )
        for one in facts.words
    ]
    kind = "differs" if talked.ending == "differs" else "reply"
    for role, words in talked.replies.items():
        if words:
            record_ = model.Feedback(
                account=facts.account,
                id=derived_id(scene.engagement, kind, str(facts.round), role),
                engagement=scene.engagement,
                round=facts.round,
                by=people[role],
                to=people[other_of(role)],
                kind=kind,
                words=words,
                shown_at=scene.now_ms,
                at=scene.now_ms,
            )
            effects.append(Write(record_))
    effects += [_level(facts, view, talked.ending) for view in facts.views if view.standing != "unrated"]
    if talked.ending == "differs":
        effects.append(facts.raised)
    effects.append(Close(scene.engagement, "talked", LOOK_BACKS))
    close = Start(
        "round_close",
        {OWNER: scene.owner.id},
        scene.engagement,
        terms={"round": facts.round},
        conversation=facts.closing,
    )
    return Outcome((*effects, Begin(close)))


def _answered(facts: TalkFacts, one: Words, talked: Talked) -> dict[str, Any]:
    """The numbers that somebody said with these words, and whether each is taken."""
    if one.kind != OFF:
        return {}
    mine = {n.result.goal: n.said.value for n in facts.numbers if n.said.role == one.role}
    taken = {goal: yes for (role, goal), yes in talked.taken.items() if role == one.role}
    return {"about": dumped(mine, taken)} if mine else {}


def _level(facts: TalkFacts, view: Compared, ending: str) -> Write:
    """The level from now on. What is still seen differently gets no number."""
    kept = disagree(view, facts.raised_on) if view.standing == "apart" and ending == "differs" else view
    return Write(
        model.Level(
            account=facts.account,
            id=derived_id(facts.scene.engagement, view.skill, close_occasion(facts.round), "level"),
            engagement=facts.scene.engagement,
            skill=view.skill,
            round=facts.round,
            level=kept.level,
            provisional=kept.provisional,
            disputed=kept.standing == "disagreed",
            look_again_on=kept.look_again,
            at=facts.scene.now_ms,
        )
    )


TALK_SHEET = Dialog(
    "talk_sheet",
    ROLES,
    TalkFacts,
    prepare_talk_sheet,
    talk_sheet,
    finish_talk_sheet,
    t("title-talk-sheet"),
    minutes=2,
)
