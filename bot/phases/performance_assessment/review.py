"""Phase 4, a look back that somebody asks for: at its day, or sooner than planned."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from bot import model
from bot.dialog import Begin, Book, Change, Dialog, Effect, Outcome, Plan, Scene, Start, day_of
from bot.engine.kinds import Option
from bot.engine.prompts import choice, say
from bot.engine.text import t
from bot.model import OWNER, PROFESSIONAL
from bot.phases import round_end
from bot.phases.performance_assessment.look_back import judged, looking_back
from bot.practice.calendar import monday_of
from bot.tallies.rounds import began_on
from bot.tallies.weeks import tells_weekly

FIRST_WEEK = 7
"""A round younger than this has little to look back on."""


@dataclass(frozen=True, slots=True)
class ReviewFacts:
    """A look back that somebody asks for, and where the round stands."""

    scene: Scene
    by: str
    version: int
    round: int
    days: int
    """How old the round is."""
    ends_on: date
    alone: bool
    waits: bool
    """Whether this one has said everything, and the other one has not."""
    plans: tuple[Plan, ...]
    """The closing of the round, if nothing comes of it."""
    after_telling: tuple[Plan, ...] = ()
    """The look back of both, where the days since the last check-in are told first."""
    last: date | None = None
    """The day on which the round would end now: today for both of them, wherever they are."""

    @property
    def other(self) -> str:
        """The name of the other one."""
        return self.scene.other(self.by).name


def prepare_review(book: Book, start: Start) -> ReviewFacts:
    """Either of the two, at any time of a round."""
    engagement = book.one(model.Engagement, start.engagement)
    by = PROFESSIONAL if start.by == engagement.professional != engagement.owner else OWNER
    scene, _ = looking_back(book, start)
    owner = book.one(model.Person, engagement.owner)
    professional = book.one(model.Person, engagement.professional)
    zones = (owner.zone, professional.zone)
    today = min(engagement.round_ends_on, *(day_of(book.now_ms, zone) for zone in zones))
    early = engagement.model_copy(update={"round_ends_on": today})
    plans = round_end.look_back(early, owner, professional)
    closing = tuple(plan for plan in plans if plan.start and plan.start.dialog == "round_close")
    return ReviewFacts(
        scene,
        by,
        engagement.version,
        engagement.round,
        (scene.today - began_on(book, engagement)).days,
        engagement.round_ends_on,
        engagement.state == "alone",
        judged(book, engagement, by) is not None,
        closing,
        tuple(plan for plan in plans if plan not in closing) if _untold(book, early, professional) else (),
        today,
    )


def _untold(book: Book, engagement: model.Engagement, professional: model.Person) -> bool:
    """Whether days of work would be left out: the round ends before the check-in of its last week."""
    week = monday_of(engagement.round_ends_on)
    told = book.find(model.CheckIn, engagement=engagement.id, week_of=week)
    asked = tells_weekly(book, engagement) and round_end.told_on_its_last_day(engagement, professional)
    return asked and not told


async def review(facts: ReviewFacts) -> bool:
    """Whether both look back now; the other one is asked the same."""
    if facts.waits:
        await say(t("review-waits", other=facts.other), to=facts.by)
        return False
    if facts.ends_on <= facts.scene.today:
        return True
    ask = (
        t(
            "review-first-week",
            days=max(0, facts.days),
            round=facts.round,
            ends=facts.ends_on,
            other=facts.other,
        )
        if facts.days < FIRST_WEEK
        else t("review-early", round=facts.round, ends=facts.ends_on, other=facts.other)
    )
    options = (Option("now", t("review-now"), bare="yes"), Option("wait", t("review-wait"), bare="no"))
    if await choice("when", ask, options, to=facts.by) == "wait":
        await say(t("review-later", ends=facts.ends_on), to=facts.by)
        return False
    if facts.after_telling:
        name = facts.scene.professional.name
        await say(t("review-told-first", by=facts.by, name=name), to=facts.by)
    return True


def finish_review(facts: ReviewFacts, now: bool) -> Outcome:
    """The round ends today, and both are asked; at its end only whoever asked."""
    if not now:
        return Outcome()
    scene = facts.scene
    last = facts.last or scene.today
    people: dict[str, str] = {OWNER: scene.owner.id, PROFESSIONAL: scene.professional.id}
    early = scene.today < facts.ends_on
    roles = (
        (facts.by, OWNER if facts.by == PROFESSIONAL else PROFESSIONAL)
        if early and not facts.alone
        else (facts.by,)
    )
    effects: list[Effect] = []
    if early:
        effects.append(Change(model.Engagement, scene.engagement, facts.version, {"round_ends_on": last}))
        effects += facts.plans
    if early and facts.after_telling:
        last_days = Start(
            "checkin",
            {PROFESSIONAL: scene.professional.id},
            scene.engagement,
            terms={"day": last.isoformat()},
        )
        return Outcome((*effects, *facts.after_telling, Begin(last_days)))
    effects += [
        Begin(Start("look_back_facts", {role: people[role]}, scene.engagement, terms={"round": facts.round}))
        for role in roles
    ]
    return Outcome(tuple(effects))


REVIEW = Dialog(
    "review",
    (OWNER, PROFESSIONAL),
    ReviewFacts,
    prepare_review,
    review,
    finish_review,
    t("title-review"),
    minutes=1,
    nudge=False,
)
