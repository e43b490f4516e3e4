"""Phase 1, the two ratings (P4 to P6, O8): each blind to the other's.

The professional rates from knowing, the owner only from work seen. Nobody reads the other's view
before both are in.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from bot import model
from bot.dialog import Arrive, Book, Dialog, Effect, Outcome, Refused, Scene, Start, Write, scene_of
from bot.engine.kinds import Option, ScaleKind
from bot.engine.prompts import each, say, scale, text
from bot.engine.text import literal, t
from bot.model import OWNER, PROFESSIONAL
from bot.phases.templates import anchors_for, template_of
from bot.practice.identity import derived_id
from bot.tallies import levels as agreed_levels

LEAST_SURE = 2
"""A rating this low is worth a line on what was seen."""
STRONG = 4
AGAIN = "again"
"""How the occasion of a second look begins."""


def rating_of(
    role: str, scene: Scene, *, about: str = "", skills: tuple[str, ...] = (), occasion: str = ""
) -> Start:
    """The rating that one side gives: of all skills, or of those due for another look."""
    dialog, person = (
        ("owner_rating", scene.owner.id) if role == OWNER else ("own_rating", scene.professional.id)
    )
    terms = {"skills": list(skills), "occasion": occasion}
    named = derived_id(scene.engagement, dialog, occasion) if occasion else ""
    return Start(dialog, {role: person}, scene.engagement, about=about, terms=terms, conversation=named)


@dataclass(frozen=True, slots=True)
class RatedSkill:
    """A skill to rate, with its six described levels in the rater's voice."""

    id: str
    name: str
    anchors: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RatingFacts:
    """What one side rates, and what they rate it from."""

    scene: Scene
    account: str
    round: int
    occasion: str
    skills: tuple[RatedSkill, ...]
    work: str = ""
    """What the professional handed in; empty when rating from work already known."""
    key: tuple[str, ...] = ()
    """What good work of this sample has."""
    versions: Mapping[str, int] = field(default_factory=dict)
    """Of the ratings that this one revises, by skill."""
    task: str = ""
    """The sample task that the work answers."""


@dataclass(frozen=True, slots=True)
class Ratings:
    """Levels by skill (None = not seen yet) and one line of reason."""

    levels: Mapping[str, int | None]
    reason: str | None


_NAMES = (
    ("not done yet", "never done"),
    ("know how", "knows how"),
    ("with help",),
    ("alone", "on my own", "by myself", "independently"),
    ("hard cases too", "hard cases", "advanced"),
    ("set up", "sets up"),
)
"""What a level is called beyond doubt, beside what stands on its button."""
_NEAR = (
    ("none", "nothing", "never"),
    ("aware", "awareness", "basics", "in theory"),
    ("novice", "beginner", "checklist"),
    ("intermediate", "independent", "competent"),
    ("strong", "proficient"),
    ("expert", "master", "teach", "teaches"),
)
"""What people also say, by scales that are not this one: an expert here may be a 4 elsewhere."""


@lru_cache(maxsize=256)  # every replay asks for the same scales, and a kind is made to be shared
def described(anchors: tuple[str, ...], *, unseen: bool) -> ScaleKind:
    """The 0 to 5 scale: short names that are the same for every skill, this skill's own words behind each.

    Where one can only judge work there is "not seen yet" as well, and the names speak of somebody else.
    """
    points = tuple(
        Option(
            str(level),
            t("scale-seen", level=level) if unseen else t("scale-own", level=level),
            literal(words),
        )
        for level, words in enumerate(anchors)
    )
    return ScaleKind(points, _NAMES, Option("unseen", t("not-seen-yet")) if unseen else None, _NEAR)


# --- the professional's own view ----------------------------------------------------------------


def prepare_own_rating(book: Book, start: Start) -> RatingFacts:
    """Only the professional of the engagement, and only until both views are in."""
    return _rating_facts(book, start, seen=False)


def prepare_owner_rating(book: Book, start: Start) -> RatingFacts:
    """Only the owner of the engagement, and only until both views are in."""
    return _rating_facts(book, start, seen=True)


def _rating_facts(book: Book, start: Start, *, seen: bool) -> RatingFacts:
    scene = scene_of(book, start)
    engagement = book.one(model.Engagement, start.engagement)
    if engagement.state not in ("active", "alone"):
        raise Refused(t("not-active"))
    template = template_of(book, engagement)
    anchors = anchors_for(book, engagement, OWNER if seen else PROFESSIONAL)
    wanted = set(start.terms.get("skills") or ())
    skills = sorted(book.find(model.Skill, engagement=engagement.id), key=lambda skill: skill.position)
    rated = tuple(s for s in skills if not wanted or s.id in wanted)
    occasion = _occasion(book, start, engagement, rated, OWNER if seen else PROFESSIONAL)
    if occasion.startswith(AGAIN):
        rated = tuple(s for s in rated if _is_open(book, s))
        if not rated:
            raise Refused(t("both-views-in"))
    own = _views(book, rated, occasion, OWNER if seen else PROFESSIONAL)
    if own and _views(book, rated, occasion, PROFESSIONAL if seen else OWNER):
        raise Refused(t("both-views-in"))
    sample = book.one(model.Sample, start.about) if start.about else None
    return RatingFacts(
        scene,
        book.account,
        engagement.round,
        occasion,
        tuple(RatedSkill(s.id, s.name, anchors(s)) for s in rated),
        sample.work if sample else "",
        tuple(template.sample.key) if template and sample and not sample.recent else (),
        {rating.skill: rating.version for rating in own},
        sample.brief if seen and sample and sample.work and not sample.recent else "",
    )


def _occasion(
    book: Book, start: Start, engagement: model.Engagement, skills: Sequence[model.Skill], role: str
) -> str:
    """What a rating is for. One without a name is that of the round in which it was first answered."""
    if named := str(start.terms.get("occasion", "")):
        return named
    rounds = [f"round-{number}" for number in range(engagement.round, 0, -1)]
    return next((one for one in rounds if _views(book, skills, one, role)), rounds[0])


def both_in(book: Book, start: Start) -> bool:
    """Whether both views of these skills are in: then each of the two reads the other's."""
    engagement = book.one(model.Engagement, start.engagement)
    wanted = set(start.terms.get("skills") or ())
    found = book.find(model.Skill, engagement=engagement.id)
    skills = [one for one in found if not wanted or one.id in wanted]
    occasion = _occasion(book, start, engagement, skills, OWNER if OWNER in start.seats else PROFESSIONAL)
    return all(_views(book, skills, occasion, role) for role in (OWNER, PROFESSIONAL))


def _is_open(book: Book, skill: model.Skill) -> bool:
    """Whether a second look is still wanted: a proof seen in real work meanwhile has settled it."""
    level = agreed_levels.newest(book, skill)
    return level is not None and level.look_again_on is not None


def _views(book: Book, skills: Sequence[model.Skill], occasion: str, role: str) -> tuple[model.Rating, ...]:
    """What one side has said about these skills on this occasion."""
    ids = {derived_id(skill.engagement, skill.id, occasion, role) for skill in skills}
    return tuple(
        rating
        for skill in skills
        for rating in book.find(model.Rating, skill=skill.id, role=role)
        if rating.id in ids
    )


async def own_rating(facts: RatingFacts) -> Ratings:
    """P4 to P6: one tap a skill; an example where the view is high. Nobody reads it before theirs is in."""
    owner = facts.scene.owner.name
    if facts.occasion.startswith(AGAIN):
        await say(t("rating-again"))
    levels = await each(
        {
            s.id: scale(f"level/{s.id}", literal(s.name), described(s.anchors, unseen=False))
            for s in facts.skills
        },
        ask=t("own-rating", owner=owner, count=len(facts.skills)),
    )
    strong = tuple(literal(skill.name) for skill in facts.skills if (levels[skill.id] or 0) >= STRONG)
    example = (
        await text("example", t("own-rating-example", owner=owner, skills=strong), optional=True)
        if strong
        else None
    )
    await say(t("own-rating-thanks", name=facts.scene.professional.name))
    return Ratings(levels, example)


async def owner_rating(facts: RatingFacts) -> Ratings:
    """O8: only what was seen, before the other view is shown."""
    name = facts.scene.professional.name
    if facts.occasion.startswith(AGAIN):
        await say(t("rating-again"))
    if facts.work:
        await say(t("owner-rating-work", name=name, words=facts.work))
    if facts.task:
        await say(t("owner-rating-task", words=facts.task), behind=t("sample-task"))
    if facts.key:
        await say(t("owner-rating-key"))
        for point in facts.key:
            await say(t("owner-rating-point", words=point))
    levels = await each(
        {
            s.id: scale(f"level/{s.id}", literal(s.name), described(s.anchors, unseen=True))
            for s in facts.skills
        },
        ask=t("owner-rating", name=name) if facts.work else t("owner-rating-known", name=name),
    )
    low = tuple(
        literal(s.name) for s in facts.skills if (level := levels[s.id]) is not None and level <= LEAST_SURE
    )
    reason = (
        await text("reason", t("owner-rating-reason", name=name, skills=low), optional=True) if low else None
    )
    await say(t("owner-rating-thanks", name=name))
    return Ratings(levels, reason)


def finish_own_rating(facts: RatingFacts, ratings: Ratings) -> Outcome:
    """Keep the professional's view; the second of the two opens the reveal."""
    return _kept(facts, ratings, PROFESSIONAL, STRONG)


def finish_owner_rating(facts: RatingFacts, ratings: Ratings) -> Outcome:
    """Keep the owner's view; the second of the two opens the reveal."""
    return _kept(facts, ratings, OWNER, 0)


def _kept(facts: RatingFacts, ratings: Ratings, role: str, example_from: int) -> Outcome:
    scene = facts.scene
    occasion = facts.occasion
    about_low = role == OWNER
    records: list[Effect] = []
    for skill in facts.skills:
        level = ratings.levels[skill.id]
        speaks = level is not None and (level <= LEAST_SURE if about_low else level >= example_from)
        records.append(
            Write(
                model.Rating(
                    account=facts.account,
                    id=derived_id(scene.engagement, skill.id, occasion, role),
                    engagement=scene.engagement,
                    skill=skill.id,
                    round=facts.round,
                    role=role,
                    level=level,
                    example=(ratings.reason or "") if speaks else "",
                    at=scene.now_ms,
                ),
                facts.versions.get(skill.id, 0),
            )
        )
    gate = f"reveal/{scene.engagement}/{occasion}"
    both = Start(
        "reveal",
        {OWNER: scene.owner.id, PROFESSIONAL: scene.professional.id},
        scene.engagement,
        terms={"occasion": occasion, "skills": [skill.id for skill in facts.skills]},
    )
    return Outcome((*records, Arrive(gate, role, (OWNER, PROFESSIONAL), (both,))))


OWN_RATING = Dialog(
    "own_rating",
    (PROFESSIONAL,),
    RatingFacts,
    prepare_own_rating,
    own_rating,
    finish_own_rating,
    t("title-own-rating"),
    minutes=3,
    audience="blind",
    revisable=True,
    read=both_in,
)

OWNER_RATING = Dialog(
    "owner_rating",
    (OWNER,),
    RatingFacts,
    prepare_owner_rating,
    owner_rating,
    finish_owner_rating,
    t("title-owner-rating"),
    minutes=3,
    audience="blind",
    revisable=True,
    read=both_in,
)
