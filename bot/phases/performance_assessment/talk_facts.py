"""The talk sheet (O24, P23): what both wrote and saw, side by side, as each of them reads it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from bot import model
from bot.dialog import Book, Plan, Scene, Start, instant_of
from bot.engine.prompts import say
from bot.engine.text import File, Instant, Text, literal, t
from bot.model import OWNER, PROFESSIONAL
from bot.phases import round_end
from bot.phases.hours import TALK_MINUTES, talk_at
from bot.phases.performance_assessment.differing import again
from bot.phases.performance_assessment.look_back import judged, looking_back
from bot.phases.performance_assessment.numbers_apart import Apart, numbers_of, said_by
from bot.phases.performance_assessment.own_views import EXPECTED, MET
from bot.phases.performance_assessment.view_facts import close_occasion
from bot.phases.quoted import in_words_of
from bot.practice.findings import asks_nothing, next_step_of, says_only_how
from bot.practice.ics import ics_event
from bot.practice.identity import derived_id
from bot.practice.levels import Compared, compare, talk_order
from bot.tallies.numbers_said import OFF, off_id

NOTICE_MS = 12 * 3_600_000
"""Nobody is asked to talk about this at once."""
ROLES = (OWNER, PROFESSIONAL)


@dataclass(frozen=True, slots=True)
class Proposed:
    """What one of the two does from now on; proposed out of what the other one asked for."""

    id: str
    role: str
    what: str
    due_on: date | None = None
    version: int = 0
    """0 = not written down yet."""
    by: str = OWNER
    """Whose words they are."""

    @property
    def written(self) -> bool:
        """Whether it has words of its own; else it stands in what the other one asked for."""
        return self.version > 0


@dataclass(frozen=True, slots=True)
class Words:
    """Something one of the two wrote at the round's end."""

    id: str
    version: int
    role: str
    kind: str
    words: str


@dataclass(frozen=True, slots=True)
class TalkFacts:
    """Both views side by side, what each asks of the other, and a time to talk."""

    scene: Scene
    account: str
    round: int
    names: Mapping[str, str]
    """Skill names by id."""
    views: tuple[Compared, ...]
    """Furthest apart first."""
    judgements: Mapping[str, str]
    """What each answered to "as expected?"; nobody who stayed silent."""
    words: tuple[Words, ...]
    steps: tuple[Proposed, ...]
    talk_at_ms: int
    """0 where they are never at work at the same time."""
    raised_on: date
    raised: Plan
    closing: str
    numbers: tuple[Apart, ...] = ()
    """What one of the two says of a number that was counted."""

    def name(self, role: str) -> str:
        """What one of the two is called."""
        return self.scene.at(role).name


def other_of(role: str) -> str:
    """The other of the two roles."""
    return PROFESSIONAL if role == OWNER else OWNER


def prepare_talk_sheet(book: Book, start: Start) -> TalkFacts:
    """Both people of the engagement, once both views are in, or one of them for long enough."""
    scene, engagement = looking_back(book, start)
    owner = book.one(model.Person, engagement.owner)
    professional = book.one(model.Person, engagement.professional)
    words = _words(book, engagement)
    found = {role: judged(book, engagement, role) for role in ROLES}
    raised_on, raised = again(book, engagement, scene.today)
    return TalkFacts(
        scene,
        book.account,
        engagement.round,
        {skill.id: skill.name for skill in book.find(model.Skill, engagement=engagement.id)},
        _views(book, engagement, raised_on),
        {role: one.met for role, one in found.items() if one is not None},
        words,
        _steps(book, engagement, words),
        talk_at(owner, professional, book.now_ms + NOTICE_MS),
        raised_on,
        raised,
        round_end.closing_id(engagement),
        numbers_of(book, engagement, scene.today),
    )


def _words(book: Book, engagement: model.Engagement) -> tuple[Words, ...]:
    """What both wrote for this talk, in the order in which it is talked about."""
    order = {OFF: 0, "keep": 1, "change": 2}
    roles = {engagement.professional: PROFESSIONAL, engagement.owner: OWNER}
    occasion = close_occasion(engagement.round)
    mine = {
        derived_id(engagement.id, *parts, role, kind)
        if parts
        else off_id(engagement.id, engagement.round, role): role
        for role in ROLES
        for kind, parts in (("keep", (occasion,)), ("change", (occasion,)), (OFF, ()))
    }
    found = book.find(model.Feedback, engagement=engagement.id, round=engagement.round)
    said = [one for one in found if one.id in mine and one.by in roles and one.words]
    said.sort(key=lambda one: (order[one.kind], mine[one.id]))
    return tuple(Words(one.id, one.version, mine[one.id], one.kind, one.words) for one in said)


def _views(book: Book, engagement: model.Engagement, look_again: date) -> tuple[Compared, ...]:
    occasion = close_occasion(engagement.round)
    ratings = {
        rating.id: rating
        for rating in book.find(model.Rating, engagement=engagement.id, round=engagement.round)
    }
    views = []
    for skill in book.find(model.Skill, engagement=engagement.id):
        own = ratings.get(derived_id(engagement.id, skill.id, occasion, PROFESSIONAL))
        seen = ratings.get(derived_id(engagement.id, skill.id, occasion, OWNER))
        if own is None and seen is None:
            continue
        level = seen.level if seen else None
        views.append(
            compare(
                skill.id,
                own.level if own else None,
                level,
                seen=level is not None,
                example=True,
                look_again=look_again,
            )
        )
    return talk_order(views)


def _steps(book: Book, engagement: model.Engagement, words: tuple[Words, ...]) -> tuple[Proposed, ...]:
    """What each asked of the other; a step that the owner wrote with a date takes its place."""
    people: dict[str, str] = {OWNER: engagement.owner, PROFESSIONAL: engagement.professional}
    written = book.find(model.Step, engagement=engagement.id, round=engagement.round)
    names = tuple(book.one(model.Person, person).called for person in people.values())
    steps = []
    for role in ROLES:
        mine = next(
            (one for one in written if one.person == people[role] and not one.agreed and one.what), None
        )
        asked = next((one for one in words if one.kind == "change" and one.role == other_of(role)), None)
        if mine is not None:
            steps.append(Proposed(mine.id, role, mine.what, mine.due_on, mine.version))
        elif asked is not None and not asks_nothing(asked.words) and not says_only_how(asked.words, names):
            id = derived_id(engagement.id, "step", str(engagement.round), role)
            steps.append(Proposed(id, role, next_step_of(asked.words), by=other_of(role)))
    return tuple(steps)


# --- as each of them reads it ---------------------------------------------------------------------


async def sheet(facts: TalkFacts, role: str) -> None:
    """The sheet as one of the two reads it."""
    other = other_of(role)
    await say(t("talk-sheet", other=facts.name(other)), to=role)
    if facts.talk_at_ms:
        await say(t("talk-at", at=Instant(facts.talk_at_ms), file=calendar_file(facts)), to=role)
    else:
        await say(t("talk-never", other=facts.name(other)), to=role)
    for silent in ROLES:
        if silent not in facts.judgements:
            await say(
                t("talk-own-silent") if silent == role else t("talk-silent", other=facts.name(silent)),
                to=role,
            )
    for one in facts.words:
        if one.kind == OFF:
            await say(_said(facts, one, role), to=role)
    for line in said_by(facts.numbers, role):
        await say(line, to=role)
    for view in facts.views:
        if view.standing == "apart":
            await say(_apart(facts, view, role), to=role)
    # One's own words stand here too: both have the same sheet before them while they talk.
    for asker in (other, role):
        if asker in facts.judgements:
            await say(_verdict(facts, asker, role), to=role)
    for one in facts.words:
        if one.kind != OFF:
            await say(_said(facts, one, role), to=role)
    if _asks_nothing(facts):
        await say(t("talk-no-change", owner=facts.name(OWNER), own=int(role == OWNER)), to=role)
    near = [view for view in facts.views if view.standing == "settled"]
    if near:
        same = tuple(_both(facts, view, role) for view in near)
        apart = any(view.owner != view.professional for view in near)
        await say(t("talk-near", skills=same) if apart else t("talk-same", skills=same), to=role)
    alone = tuple(
        literal(facts.names[view.skill]) for view in facts.views if view.standing in ("one_view", "unrated")
    )
    if alone:
        await say(t("talk-one-view", skills=alone), to=role)
    for line in step_lines(facts, tuple(step for step in facts.steps if step.written), role):
        await say(line, to=role)


def _asks_nothing(facts: TalkFacts) -> bool:
    """Whether all is to go on as it is: no word says it of a round that was not as expected."""
    asked = any(one.role == OWNER and one.kind == "change" for one in facts.words)
    stepped = any(step.role == PROFESSIONAL for step in facts.steps)
    return facts.judgements.get(OWNER) in ("exceeded", "met") and not asked and not stepped


def _both(facts: TalkFacts, view: Compared, role: str) -> Text:
    """A skill with the level that both see, or with the two that are one apart."""
    skill = facts.names[view.skill]
    if view.owner == view.professional:
        return t("talk-level", skill=skill, level=view.owner or 0)
    mine, theirs = (view.owner, view.professional) if role == OWNER else (view.professional, view.owner)
    return t("talk-levels", skill=skill, mine=mine or 0, theirs=theirs or 0, other=facts.name(other_of(role)))


def calendar_file(facts: TalkFacts) -> File:
    """The talk as a calendar has it."""
    at = instant_of(facts.talk_at_ms)
    title = f"{facts.scene.owner.name} + {facts.scene.professional.name}"
    content = ics_event(
        uid=f"{facts.scene.conversation}@fivefold",
        start=at,
        minutes=TALK_MINUTES,
        title=title,
        stamp=instant_of(facts.scene.now_ms),
    )
    return File("talk.ics", "text/calendar", content)


def _apart(facts: TalkFacts, view: Compared, role: str) -> Text:
    mine, theirs = (view.owner, view.professional) if role == OWNER else (view.professional, view.owner)
    return t(
        "talk-apart",
        skill=facts.names[view.skill],
        other=facts.scene.other(role).name,
        theirs=theirs or 0,
        mine=mine or 0,
    )


def _verdict(facts: TalkFacts, asker: str, reader: str) -> Text:
    options = MET if asker == OWNER else EXPECTED
    label = next((option.label for option in options if option.id == facts.judgements[asker]), literal(""))
    if asker == reader:
        return t("talk-your-verdict", verdict=label)
    return t("talk-their-verdict", other=facts.name(asker), verdict=label)


def _said(facts: TalkFacts, one: Words, role: str) -> Text:
    mine, other = one.role == role, facts.scene.other(role).name
    match one.kind:
        case "count":
            return (
                t("talk-off-yours", words=one.words)
                if mine
                else t("talk-off-theirs", other=other, words=one.words)
            )
        case "keep":
            return (
                t("talk-keep-yours", other=other, words=one.words)
                if mine
                else t("talk-keep-theirs", other=other, words=one.words)
            )
        case _:
            return (
                t("talk-change-yours", other=other, words=one.words)
                if mine
                else t("talk-change-theirs", other=other, words=one.words)
            )


def step_lines(facts: TalkFacts, steps: tuple[Proposed, ...], role: str) -> tuple[Text, ...]:
    return tuple(_step(facts, step, role) for step in steps)


def _step(facts: TalkFacts, step: Proposed, role: str) -> Text:
    words = in_words_of(facts.name(step.by), step.what, own=step.by == role)
    what = t("talk-by", what=words, day=step.due_on) if step.due_on is not None else words
    if step.role == role:
        return t("talk-step-yours", what=what)
    return t("talk-step-theirs", name=facts.name(step.role), what=what)
