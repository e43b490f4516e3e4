"""Phase 4, the end of a round (O20, P20): what was counted, confirmed by each of the two on their own.

Then both look at it blind (`own_views`), and together (`talk_sheet`). What nobody counted is said as
that: it is never zero.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot import model
from bot.dialog import (
    Begin,
    Book,
    Dialog,
    Effect,
    Outcome,
    Refused,
    Scene,
    Start,
    Write,
    scene_of,
)
from bot.engine.kinds import Option
from bot.engine.prompts import agree, choice, say
from bot.engine.text import Text, t
from bot.model import OWNER, PROFESSIONAL
from bot.phases.performance_assessment.correcting import correction_line
from bot.phases.performance_assessment.numbers_apart import others, what_is_off
from bot.phases.performance_assessment.result_lines import counted_lines
from bot.practice.identity import derived_id
from bot.tallies.answers import how_long
from bot.tallies.corrections import Correction, corrections_in
from bot.tallies.learned import Learned, learned_of
from bot.tallies.numbers_said import OFF, dumped, off_id
from bot.tallies.rounds import Questions, Result, asked_of, began_on, results_of


def role_of(start: Start) -> str:
    """Whose talk it is, where each of the two has their own."""
    return OWNER if OWNER in start.seats else PROFESSIONAL


def judgement_id(engagement: str, round: int, role: str) -> str:
    """One judgement of each of the two for each round."""
    return derived_id(engagement, "judgement", str(round), role)


def judged_by_both(book: Book, engagement: model.Engagement, round: int) -> bool:
    """Whether each of the two has said at a round's end what they think of it."""
    ids = [judgement_id(engagement.id, round, role) for role in (OWNER, PROFESSIONAL)]
    return all(book.find(model.Judgement, id=id) for id in ids)


def judged(book: Book, engagement: model.Engagement, role: str) -> model.Judgement | None:
    """What one of the two said at the end of the round that runs, if they have."""
    found = book.find(model.Judgement, engagement=engagement.id, round=engagement.round, role=role)
    return found[0] if found else None


def closed(book: Book, engagement: model.Engagement, round: int = 0) -> bool:
    """Whether a round is closed already, or the one that runs."""
    wanted = round or engagement.round
    return any(one.round == wanted for one in book.find(model.Closing, engagement=engagement.id))


def looking_back(book: Book, start: Start) -> tuple[Scene, model.Engagement]:
    """The scene of a talk at the round's end.

    Raises:
        Refused: the work is not under way, the round is another one or ends on another day by now,
            or it is closed.
    """
    scene = scene_of(book, start)
    engagement = book.one(model.Engagement, start.engagement)
    if engagement.state not in ("active", "alone"):
        raise Refused(t("look-back-not"))
    if start.terms.get("round", engagement.round) != engagement.round or closed(book, engagement):
        raise Refused(t("look-back-closed", round=engagement.round))
    if start.terms.get("day", engagement.round_ends_on.isoformat()) != engagement.round_ends_on.isoformat():
        raise Refused  # the end has moved, and the look back with it
    return scene, engagement


# --- what was counted -----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class CountedFacts:
    """What was counted in a round, for one of the two."""

    scene: Scene
    account: str
    role: str
    round: int
    results: tuple[Result, ...]
    learned: tuple[Learned, ...]
    asked: Questions
    corrections: tuple[Correction, ...] = ()
    """What was put right after its answer."""
    bound: bool = False
    """Whether what they say of the numbers is about these and no others. No in a talk begun before that."""

    @property
    def other(self) -> str:
        """The name of the other one."""
        return self.scene.other(self.role).name


def prepare_look_back_facts(book: Book, start: Start) -> CountedFacts:
    """Either of the two, once for each round."""
    scene, engagement = looking_back(book, start)
    role = role_of(start)
    if judged(book, engagement, role) is not None:
        raise Refused(t("look-back-done"))
    first = began_on(book, engagement)
    return CountedFacts(
        scene,
        book.account,
        role,
        engagement.round,
        results_of(book, engagement, engagement.round, scene.today),
        learned_of(book, engagement, engagement.round, scene.today),
        asked_of(book, engagement, first, max(scene.today, engagement.round_ends_on)),
        corrections_in(book, engagement, engagement.round),
        bound=True,
    )


@dataclass(frozen=True, slots=True)
class Off:
    """What is off about the numbers, in words, and those that would be right, by goal."""

    words: str = ""
    numbers: Mapping[str, float] = field(default_factory=dict)


async def look_back_facts(facts: CountedFacts) -> Off:
    """O20 and P20: the numbers first. What is off about them is said in words."""
    role = facts.role
    await say(t("look-back", round=facts.round, other=facts.other), to=role)
    for line in counted_lines(facts.results, facts.learned):
        await say(line, to=role)
    for one in facts.corrections:
        await say(correction_line(one, facts.scene.at(role).id), to=role)
    for line in questions_lines(facts):
        await say(line, to=role)
    if not facts.results and not facts.learned:
        await say(t("look-back-no-goals"), to=role)
        return Off()
    if await _are_right(facts):
        return Off()
    answers = await what_is_off(facts.results, role)
    await say(t("look-back-noted", other=facts.other), to=role)
    return Off(answers["off"], others(facts.results, answers))


async def _are_right(facts: CountedFacts) -> bool:
    """Whether the numbers are right: those that stand there. A week that is told meanwhile is seen first."""
    ask, behind = t("look-back-counted"), t("look-back-behind")
    right, off = t("look-back-right"), t("look-back-off")
    if not facts.bound:
        options = (Option("right", right), Option("off", off))
        return await choice("counted", ask, options, hint=behind, to=facts.role) == "right"
    counted = [(one.goal, one.part, one.whole, one.value, one.done_on) for one in facts.results]
    otherwise = {"off": off}
    said = await agree(
        "numbers", counted, ask, yes=right, otherwise=otherwise, hint=behind, to=facts.role, audience=None
    )
    return said.given


def questions_lines(facts: CountedFacts) -> tuple[Text, ...]:
    """How long the professional's questions waited, and how many still do."""
    asked, name = facts.asked, facts.scene.professional.name
    answered = asked.count if asked.answered is None else asked.answered
    lines = []
    if asked.hours is not None:
        hours = how_long(asked.hours)
        lines.append(
            t("look-back-questions", name=name, count=answered, hours=hours)
            if facts.role == OWNER
            else t("look-back-own-questions", count=answered, hours=hours)
        )
    if asked.waiting:
        lines.append(
            t("look-back-theirs-wait", name=name, count=asked.waiting)
            if facts.role == OWNER
            else t("look-back-yours-wait", count=asked.waiting, of=asked.count)
        )
    return tuple(lines)


def finish_look_back_facts(facts: CountedFacts, off: Off) -> Outcome:
    """Keep what is off for the talk, and go on to the own view."""
    scene, role = facts.scene, facts.role
    me, other = scene.owner.id, scene.professional.id
    if role == PROFESSIONAL:
        me, other = other, me
    effects: list[Effect] = []
    if off.words:
        words = model.Feedback(
            account=facts.account,
            id=off_id(scene.engagement, facts.round, role),
            engagement=scene.engagement,
            round=facts.round,
            by=me,
            to=other,
            kind=OFF,
            words=off.words,
            about=dumped(off.numbers),
            at=scene.now_ms,
        )
        effects.append(Write(words))
    dialog = "look_back_owner" if role == OWNER else "look_back_professional"
    effects.append(Begin(Start(dialog, {role: me}, scene.engagement, terms={"round": facts.round})))
    return Outcome(tuple(effects))


LOOK_BACK_FACTS = Dialog(
    "look_back_facts",
    (OWNER, PROFESSIONAL),
    CountedFacts,
    prepare_look_back_facts,
    look_back_facts,
    finish_look_back_facts,
    t("title-look-back-facts"),
    minutes=1,
)
