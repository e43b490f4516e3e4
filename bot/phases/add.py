"""Add a person (O1 to O6): who, on what terms, which jobs, what good looks like, what is ready.

Nothing reaches the person before the owner has read the invitation word by word and sent it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from bot import model
from bot.dialog import Begin, Book, Dialog, Outcome, Scene, Start, Write, day_of
from bot.engine.kinds import DATE, PERSON, YES_NO, Contact, Option
from bot.engine.prompts import agree, ask_for, choice, each, form, many, number, review, say, text
from bot.engine.text import Person, literal, t
from bot.model import OWNER, PROFESSIONAL
from bot.phases.invitation import invitation_text
from bot.phases.terms import KINDS, PAYS
from bot.practice import roles
from bot.practice.holidays import country_of_zone, public_holidays
from bot.practice.identity import derived_id
from bot.practice.workdays import add_working_days, closed_time, round_end

FIRST_ROUND_WEEKS = 6
MOST_JOBS = 3
MOST_SKILLS = 6
OTHER = "other"


@dataclass(frozen=True, slots=True)
class JobFacts:
    """A job of a role template: what good looks like, and the skills it needs."""

    id: str
    name: str
    good: str
    skills: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SkillFacts:
    """A skill of a role template."""

    id: str
    name: str
    importance: int
    required: int
    core: bool = True


@dataclass(frozen=True, slots=True)
class RoleFacts:
    """As much of a role template as adding a person needs."""

    id: str
    name: str
    jobs: tuple[JobFacts, ...]
    decides: tuple[tuple[str, str], ...]
    access: tuple[tuple[str, str], ...]
    skills: tuple[SkillFacts, ...]


@dataclass(frozen=True, slots=True)
class AddFacts:
    """What is known before the owner names anybody."""

    scene: Scene
    account: str
    platform: str
    scope: str
    owner_name: str
    roles: tuple[RoleFacts, ...]
    known: Mapping[str, str]
    """Persons of this account by their user id on the platform."""
    closed: tuple[date, ...]
    """Days of the coming year on which the owner's country does not work."""


@dataclass(frozen=True, slots=True)
class Added:
    """Everything the owner said about the person, the work and how it starts."""

    who: Contact
    role: RoleFacts
    kind: str
    pay: str
    amount: float
    worked_before: bool
    starts_on: date
    jobs: tuple[JobFacts, ...]
    good: Mapping[str, str]
    expectation: str
    ready: tuple[str, ...]
    decides: tuple[str, ...]
    sent: bool


def prepare_add(book: Book, start: Start) -> AddFacts:
    """Anybody may add a person: they become the owner of the engagement, in their own account."""
    owner = book.one(model.Person, start.seats[OWNER])
    address = book.find(model.Address, person=owner.id)[0]
    here = book.find(model.Address, platform=address.platform, scope=address.scope)
    today = day_of(book.now_ms, owner.zone)
    years = range(today.year, today.year + 2)
    scene = Scene(start.conversation, Person(owner.id, owner.called), Person("", ""), today, book.now_ms)
    return AddFacts(
        scene,
        book.account,
        address.platform,
        address.scope,
        owner.name,
        tuple(_role(template) for template in roles.load(owner.locale[:2]).values()),
        {other.user: other.person for other in here},
        tuple(sorted(closed_time(years, holidays=(public_holidays(owner.country, years),)))),
    )


def _role(template: roles.RoleTemplate) -> RoleFacts:
    return RoleFacts(
        template.id,
        template.name,
        tuple(JobFacts(job.id, job.name, job.good, tuple(job.skills)) for job in template.jobs),
        tuple((decision.id, decision.text) for decision in template.decides),
        tuple((access.id, access.text) for access in template.access),
        tuple(SkillFacts(s.id, s.name, s.importance, s.required, s.core) for s in template.skills),
    )


async def add(facts: AddFacts) -> Added:
    """O1 to O6: who, on what terms, which jobs, what good looks like, what is ready; then the sending."""
    who = await ask_for(PERSON, "who", t("add-who"), hint=t("add-who-hint"), audience="you")
    role = await _which_role(facts)
    kind, pay, worked_before, starts_on = await _terms(facts, who)
    amount = await _amount(pay, who)
    jobs = await _jobs(role, who)
    good = await review(
        each({job.id: text(f"good/{job.id}", literal(job.name)) for job in jobs}),
        {job.id: job.good for job in jobs},
        ask=t("add-good"),
        accept=t("looks-right"),
    )
    expectation = await text(
        "expectation",
        t("add-expectation", name=who.called, month=_look_back(facts, starts_on)),
        hint=t("add-expectation-hint"),
    )
    ready = await many(
        "ready",
        t("add-ready", name=who.called),
        _options(role.access),
        hint=t("add-ready-hint"),
        audience="you",
    )
    decides = await review(
        many("decides", t("add-decides", name=who.called), _options(role.decides)),
        tuple(id for id, _ in role.decides),
        ask=t("add-decides-ask", name=who.called),
        accept=t("looks-right"),
    )
    preview = invitation_text(who.called, facts.owner_name, role.name, pay, amount)
    terms = {
        "jobs": [(job.id, good[job.id]) for job in jobs],
        "decides": decides,
        "pay": pay,
        "amount": amount,
    }
    sent = await agree(
        "send",
        terms,
        t("add-preview", name=who.called, invitation=preview),
        yes=t("send"),
        otherwise={"not-now": t("not-now")},
        audience="you",
    )
    if sent:
        await say(t("add-sent", name=who.called))
    else:
        await say(t("add-not-sent", name=who.called))
    return Added(
        who,
        role,
        kind,
        pay,
        amount,
        worked_before,
        starts_on,
        jobs,
        good,
        expectation,
        ready,
        decides,
        bool(sent),
    )


async def _which_role(facts: AddFacts) -> RoleFacts:
    names = [
        *(Option(role.id, literal(role.name)) for role in facts.roles),
        Option(OTHER, t("something-else")),
    ]
    chosen = await choice("role", t("add-role"), names, audience="you")
    for role in facts.roles:
        if role.id == chosen:
            return role
    name = await text("role-name", t("add-role-name"), long=False, audience="you")
    lines = await text("role-jobs", t("add-role-jobs"), hint=t("add-role-jobs-hint"))
    jobs = [line.strip(" -*.\t") for line in lines.splitlines() if line.strip(" -*.\t")][:MOST_JOBS]
    made = [
        JobFacts(derived_id(job.casefold()), job[:60], job, (derived_id(job.casefold()),)) for job in jobs
    ]
    unique = tuple({job.id: job for job in made}.values())
    return RoleFacts(
        OTHER, name, unique, (), (), tuple(SkillFacts(job.id, job.name[:24], 3, 3) for job in unique)
    )


async def _terms(facts: AddFacts, who: Contact) -> tuple[str, str, bool, date]:
    today = facts.scene.today
    return await review(
        form(
            choice("kind", t("add-kind", name=who.called), KINDS),
            choice("pay", t("add-pay"), PAYS),
            ask_for(YES_NO, "worked-before", t("add-worked-before", name=who.called)),
            ask_for(DATE, "starts", t("add-starts")),
        ),
        ("contractor", "hours", False, today),
        ask=t("add-terms", name=who.called, back=_look_back(facts, today)),
        accept=t("looks-right"),
    )


async def _amount(pay: str, who: Contact) -> float:
    if pay == "project":
        return 0
    ask = t("add-hours", name=who.called) if pay == "hours" else t("add-pieces", name=who.called)
    unit = t("unit-hours") if pay == "hours" else t("unit-pieces")
    usual = 20.0 if pay == "hours" else 1.0
    return await review(
        number("amount", ask, least=0.5, most=80, whole=False, unit=unit),
        usual,
        ask=t("add-amount", name=who.called),
        accept=t("looks-right"),
    )


async def _jobs(role: RoleFacts, who: Contact) -> tuple[JobFacts, ...]:
    if role.id == OTHER:
        return role.jobs
    options = [*(Option(job.id, literal(job.name)) for job in role.jobs), Option(OTHER, t("something-else"))]
    chosen = await many("jobs", t("add-jobs", name=who.called), options, least=1, most=MOST_JOBS)
    jobs = tuple(job for job in role.jobs if job.id in chosen)
    if OTHER not in chosen:
        return jobs
    own = await text("job-other", t("add-job-other"), long=False)
    return (*jobs, JobFacts(derived_id(own.casefold()), own[:60], own, (derived_id(own.casefold()),)))


def _options(pairs: tuple[tuple[str, str], ...]) -> tuple[Option, ...]:
    return tuple(Option(id, literal(words)) for id, words in pairs)


def _look_back(facts: AddFacts, start: date) -> date:
    return round_end(max(start, facts.scene.today), FIRST_ROUND_WEEKS, frozenset(facts.closed))


def finish_add(facts: AddFacts, added: Added) -> Outcome:
    """Write the person, the engagement and its jobs; send the invitation."""
    owner = facts.scene.owner.id
    account = facts.account
    engagement = derived_id(facts.scene.conversation, "engagement")
    known = facts.known.get(added.who.user)
    professional = known or derived_id(account, facts.platform, facts.scope, added.who.user)
    effects: list[Write | Begin] = []
    if known is None:
        effects += _new_person(facts, professional, added.who)
    effects.append(
        Write(
            model.Engagement(
                account=account,
                id=engagement,
                owner=owner,
                professional=professional,
                role=added.role.id,
                role_name=added.role.name,
                kind=added.kind,
                pay=added.pay,
                amount=added.amount,
                state="invited" if added.sent else "draft",
                worked_before=added.worked_before,
                starts_on=added.starts_on,
                round_ends_on=_look_back(facts, added.starts_on),
                expectation=added.expectation,
                created_at=facts.scene.now_ms,
            )
        )
    )
    effects += _work(facts, engagement, added)
    if added.sent:
        effects.append(Begin(Start("invitation", {PROFESSIONAL: professional}, engagement)))
    return Outcome(tuple(effects))


def _new_person(facts: AddFacts, id: str, who: Contact) -> list[Write | Begin]:
    zone = who.zone or "UTC"
    return [
        Write(
            model.Person(
                account=facts.account,
                id=id,
                name=who.name,
                called=who.called,
                zone=zone,
                locale=who.locale or "en",
                country=country_of_zone(zone) or "",
                created_at=facts.scene.now_ms,
            )
        ),
        Write(
            model.Address(
                account=facts.account,
                id=derived_id(id, facts.platform, facts.scope, who.user),
                person=id,
                platform=facts.platform,
                scope=facts.scope,
                user=who.user,
            )
        ),
    ]


def _work(facts: AddFacts, engagement: str, added: Added) -> list[Write | Begin]:
    """Jobs, what may be decided alone, the owner's dated to-dos, and the skills the jobs need."""
    account, owner = facts.account, facts.scene.owner.id
    due = add_working_days(facts.scene.today, 2, frozenset(facts.closed))
    effects: list[Write | Begin] = [
        Write(
            model.Job(
                account=account,
                id=derived_id(engagement, job.id),
                engagement=engagement,
                template=job.id,
                name=job.name,
                good=added.good[job.id],
                position=position,
            )
        )
        for position, job in enumerate(added.jobs)
    ]
    effects += [
        Write(
            model.Discretion(
                account=account, id=derived_id(engagement, "decides", id), engagement=engagement, text=words
            )
        )
        for id, words in added.role.decides
        if id in added.decides
    ]
    effects += [
        Write(
            model.Todo(
                account=account,
                id=derived_id(engagement, "access", id),
                engagement=engagement,
                person=owner,
                what=words,
                minutes=10,
                due_on=due,
                source="start",
            )
        )
        for id, words in added.role.access
        if id not in added.ready
    ]
    effects += [
        Write(
            model.Skill(
                account=account,
                id=derived_id(engagement, "skill", skill.id),
                engagement=engagement,
                template=skill.id,
                name=skill.name,
                importance=skill.importance,
                required=skill.required,
                position=position,
            )
        )
        for position, skill in enumerate(_skills(added))
    ]
    return effects


def _skills(added: Added) -> tuple[SkillFacts, ...]:
    """The skills that the chosen jobs need: the owner's own jobs, then the most important."""
    needed = {skill for job in added.jobs for skill in job.skills}
    known = {skill.id for skill in added.role.skills}
    own = tuple(
        SkillFacts(job.skills[0], job.name[:24], 3, 3)
        for job in added.jobs
        if job.skills and job.skills[0] not in known
    )
    chosen = [s for s in added.role.skills if s.id in needed] or [s for s in added.role.skills if s.core]
    most_important = sorted(chosen, key=lambda skill: (-skill.importance, not skill.core))
    return (*own, *most_important)[:MOST_SKILLS]


ADD = Dialog(
    "add", (OWNER,), AddFacts, prepare_add, add, finish_add, t("title-add"), minutes=5, audience="both"
)
