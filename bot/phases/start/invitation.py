"""The invitation (P1 to P3): yes, a question first, or no. Nothing is scheduled before the yes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time

from bot import model
from bot.dialog import (
    Begin,
    Book,
    Change,
    Close,
    Dialog,
    Effect,
    Outcome,
    Plan,
    Refused,
    Scene,
    Start,
    Write,
    instant_of,
    scene_of,
)
from bot.engine.kinds import WALL_TIME, ZONE, Option
from bot.engine.prompts import ask_for, choice, form, review, say, text
from bot.engine.text import Text, literal, t
from bot.model import OWNER, PROFESSIONAL
from bot.phases import rhythm, round_end
from bot.phases.goal_setting.frame import Frame, frame_of
from bot.phases.goal_setting.own_goals import offered_after_all
from bot.phases.hours import knows_zone, past_midnight
from bot.phases.start.before_the_yes import no_other
from bot.phases.terms import amount_of, weekdays
from bot.practice.calendar import local
from bot.practice.holidays import country_of_zone, public_holidays
from bot.practice.identity import derived_id
from bot.tallies.jobs import decided_alone, good_of, jobs_of


@dataclass(frozen=True, slots=True)
class InvitationFacts:
    """What the invitation says, and what is proposed for the check-ins."""

    scene: Scene
    account: str
    versions: tuple[int, int]
    """Of the engagement and of the professional, as they were read."""
    owner_name: str
    role_name: str
    worked_before: bool
    amount: float
    jobs: tuple[str, ...]
    zone: str
    work_from: time
    work_to: time
    checkin_day: int
    holiday: tuple[date, str] | None
    reply: str
    """The owner's answer to a question that was asked before the yes."""
    zone_known: bool = True
    """False where the platform does not tell: then it is asked, and never guessed."""
    plans: tuple[Plan, ...] = ()
    """What a yes puts on the calendar, by the clock that is known so far."""
    last_week: round_end.LastWeek | None = None
    """What the look back among it hangs on: it goes by the clock and the day that they tell."""
    alone: tuple[str, ...] = ()
    """What the professional may decide without asking."""
    came_back: bool = False
    """Whether they asked for it themselves, after a no."""
    without: Frame | None = None
    """What went on without them after a no."""
    declined: bool = False
    """Whether they said no before, and the owner still has to decide."""


@dataclass(frozen=True, slots=True)
class Invited:
    """What the professional said: yes with their hours and words, a question, or no."""

    reply: str
    question: str = ""
    zone: str = ""
    work_from: time = time(9)
    work_to: time = time(18)
    checkin_day: int = 5
    name: str = ""
    words: str = ""
    missing: str = ""


def prepare_invitation(book: Book, start: Start) -> InvitationFacts:
    """Only the invited professional, and only while the engagement waits for their answer."""
    engagement = book.one(model.Engagement, start.engagement)
    if engagement.state not in model.UNANSWERED:
        raise Refused(t("invitation-over"))
    person = book.one(model.Person, engagement.professional)
    owner = book.one(model.Person, engagement.owner)
    scene = scene_of(book, start)
    return InvitationFacts(
        scene,
        book.account,
        (engagement.version, person.version),
        owner.name,
        engagement.role_name,
        engagement.worked_before,
        engagement.amount,
        _good(book, engagement.id),
        person.zone,
        time.fromisoformat(person.work_from),
        time.fromisoformat(person.work_to),
        engagement.checkin_day,
        coming_holiday(person.country, scene.today),
        str(start.terms.get("reply", "")),
        knows_zone(person),
        rhythm.begin_work(engagement, owner, person, book.now_ms),
        round_end.last_week(book, engagement, owner, person),
        decided_alone(book, engagement.id),
        start.by == person.id,
        frame_of(book, start)[1] if engagement.state == "alone" else None,
        engagement.state == model.DECLINED,
    )


def coming_holiday(country: str, today: date) -> tuple[date, str] | None:
    """The next public holiday of a country."""
    days = public_holidays(country, (today.year, today.year + 1))
    return next(((day, name) for day, name in days.items() if today < day), None)


def _good(book: Book, engagement: str) -> tuple[str, ...]:
    jobs = jobs_of(book, engagement)
    return tuple(f"{job.name}: {good}" if (good := good_of(job)) else job.name for job in jobs)


def invitation_text(name: str, owner: str, called: str, role: str, pay: str, amount: float) -> Text:
    """P1, exactly as the professional gets it and the owner reads it first."""
    return t(
        "invitation",
        name=name,
        owner=owner,
        called=called,
        role=role,
        terms=amount_of(pay, amount),
    )


async def invitation(facts: InvitationFacts) -> Invited:
    """P1 to P3: yes, a question first, or no; then when and how to write, and the start in own words."""
    owner = facts.scene.owner.name
    if facts.reply:
        await say(t("invitation-reply", owner=owner, words=facts.reply))
    reply = await choice(
        "reply",
        invitation_text(
            facts.scene.professional.name,
            facts.owner_name,
            owner,
            facts.role_name,
            facts.scene.pay,
            facts.amount,
        ),
        (
            Option("yes", t("lets-start")),
            Option("ask", t("ask-first", owner=owner)),
            Option("no", t("not-for-me")),
        ),
        offers="ask",
    )
    if reply == "no":
        await say(t("invitation-declined", owner=owner))
        return Invited("no")
    if reply == "ask":
        question = await text("question", t("invitation-question", owner=owner), questions="yes")
        await say(t("invitation-asked", owner=owner))
        return Invited("ask", question)
    zone, work_from, work_to, day, name = await _hours(facts)
    work_from, work_to = await past_midnight(work_from, work_to)
    await say(t("invitation-good"))
    for job in facts.jobs:
        await say(t("invitation-job", words=job))
    if facts.alone:
        await say(t("invitation-alone", items=tuple(map(literal, facts.alone))))
    words = await text("words", t("invitation-words", owner=owner))
    clear = await choice(
        "clear",
        t("invitation-clear"),
        (Option("clear", t("all-clear")), Option("missing", t("something-missing"))),
        offers="missing",
    )
    missing = (
        await text("missing", t("invitation-missing", owner=owner), questions="yes")
        if clear == "missing"
        else ""
    )
    return Invited("yes", "", zone, work_from, work_to, int(day), name, words, missing)


async def _hours(facts: InvitationFacts) -> tuple[str, time, time, str, str]:
    hours = (
        ask_for(WALL_TIME, "from", t("write-from")),
        ask_for(WALL_TIME, "to", t("write-to")),
        choice("day", t("checkin-day"), weekdays()),
        text("name", t("your-name"), long=False),
    )
    noted = (facts.work_from, facts.work_to, str(facts.checkin_day), facts.scene.professional.name)
    if not facts.zone_known:
        zone = await ask_for(ZONE, "zone", t("which-city"), hint=t("which-city-hint"))
        clock = local(instant_of(facts.scene.now_ms), zone).strftime("%H:%M")
        await say(t("city-noted", clock=clock, city=ZONE.show(zone)))
        there = coming_holiday(country_of_zone(zone) or "", facts.scene.today)
        kept = await review(form(*hours), noted, ask=_ask(there), accept=t("all-right"))
        return zone, *kept
    where = ask_for(ZONE, "zone", t("your-zone"))
    return await review(
        form(where, *hours), (facts.zone, *noted), ask=_ask(facts.holiday), accept=t("all-right")
    )


def _ask(holiday: tuple[date, str] | None) -> Text:
    if holiday is None:
        return t("invitation-hours")
    return t("invitation-hours-holiday", day=holiday[0], holiday=holiday[1])


def finish_invitation(facts: InvitationFacts, invited: Invited) -> Outcome:
    """Yes starts the skill assessment, a question goes to the owner, a no leaves them in peace (X1)."""
    owner, engagement = facts.scene.owner.id, facts.scene.engagement
    if invited.reply == "ask":
        asked = Start("invitation_question", {OWNER: owner}, engagement, terms={"question": invited.question})
        return Outcome((Begin(asked),))
    if invited.reply == "no" and (facts.without is not None or facts.declined):
        return Outcome((no_other(engagement, "answered"),))  # as it was
    if invited.reply == "no":
        no = Change(model.Engagement, engagement, facts.versions[0], {"state": model.DECLINED})
        declined = Start("declined", {OWNER: owner}, engagement)
        return Outcome((no, no_other(engagement, "answered"), Begin(declined)))
    return Outcome(_accepted(facts, invited))


def _accepted(facts: InvitationFacts, invited: Invited) -> tuple[Effect, ...]:
    scene, (engagement_version, person_version) = facts.scene, facts.versions
    owner, professional, engagement = scene.owner.id, scene.professional.id, scene.engagement
    hours = {
        "called": invited.name,
        "zone": invited.zone,
        "zone_confirmed": True,
        "country": country_of_zone(invited.zone) or "",
        "work_from": invited.work_from.strftime("%H:%M"),
        "work_to": invited.work_to.strftime("%H:%M"),
    }
    understanding = model.Understanding(
        account=facts.account,
        id=derived_id(scene.conversation, "words"),
        engagement=engagement,
        words=invited.words,
        at=scene.now_ms,
    )
    told = {"words": invited.words, "missing": invited.missing}
    last = facts.last_week
    looks_back = round_end.looks_back_by(last, invited.checkin_day, invited.zone) if last else ()
    return (
        Change(model.Person, professional, person_version, hours),
        Change(
            model.Engagement,
            engagement,
            engagement_version,
            {"state": "active", "checkin_day": invited.checkin_day},
        ),
        Write(understanding),
        *((Close(engagement, "answered", ("declined",)),) if facts.came_back else ()),
        no_other(engagement, "answered"),
        *facts.plans,
        *looks_back,
        Begin(Start("understanding", {OWNER: owner}, engagement, about=understanding.id, terms=told)),
        Begin(Start("own_rating", {PROFESSIONAL: professional}, engagement)),
        *(offered_after_all(scene, facts.without) if facts.without else ()),
    )


INVITATION = Dialog(
    "invitation",
    (PROFESSIONAL,),
    InvitationFacts,
    prepare_invitation,
    invitation,
    finish_invitation,
    t("title-invitation"),
    minutes=5,
    nudge=False,
)
