"""Add a person (O1 to O6): who, on what terms, which jobs, what good looks like, what is ready.

Nothing reaches the person before the owner has read the invitation word by word and sent it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from bot import model
from bot.dialog import Book, Dialog, Scene, Start, day_of, instant_of
from bot.engine.kinds import DATE, PERSON, YES_NO, ZONE, Contact, LinesKind, Option
from bot.engine.prompts import (
    Prompt,
    agree,
    ask_for,
    choice,
    each,
    many,
    number,
    review,
    say,
    text,
)
from bot.engine.read import lines_of
from bot.engine.text import Person, Text, literal, t
from bot.model import OWNER
from bot.phases.hours import knows_zone
from bot.phases.start.add_records import (
    Added,
    AddFacts,
    JobFacts,
    RoleFacts,
    SkillFacts,
    finish_add,
    look_back,
)
from bot.phases.start.expected import expected, in_any_work, options_of
from bot.phases.start.invitation import invitation_text
from bot.phases.start.like_another import earlier_work, like, say_how
from bot.phases.terms import KINDS, MOST, PAYS, counts_by
from bot.practice import roles
from bot.practice.calendar import local
from bot.practice.identity import derived_id
from bot.tallies.days import day_after, days_off
from bot.tallies.jobs import name_of

MOST_JOBS = 3
OWN_JOBS = LinesKind(MOST_JOBS)
USUAL = {"hours": 20.0, "pieces": 1.0}
"""What is proposed for a week."""
OWN_PART_DAYS = 2
"""Working days for what the owner gets ready."""
OTHER = "other"
AT_WORK = ("invited", model.DECLINED, "active", "paused", "alone")


def prepare_add(book: Book, start: Start) -> AddFacts:
    """Anybody may add a person: they become the owner of the engagement, in their own account."""
    owner = book.one(model.Person, start.seats[OWNER])
    address = book.find(model.Address, person=owner.id)[0]
    here = book.find(model.Address, platform=address.platform, scope=address.scope)
    today = day_of(book.now_ms, owner.zone)
    scene = Scene(start.conversation, Person(owner.id, owner.called), Person("", ""), today, book.now_ms)
    templates = {template.id: _role(template) for template in roles.load(owner.locale).values()}
    return AddFacts(
        scene,
        book.account,
        address.platform,
        address.scope,
        owner.name,
        tuple(templates.values()),
        {other.user: other.person for other in here},
        tuple(sorted(days_off((owner,), today))),
        owner.version,
        knows_zone(owner),
        _at_work(book, owner.id, {other.person: other.user for other in here}),
        _erased(book),
        day_after((owner,), today, OWN_PART_DAYS),
        str(start.terms.get("then", "")),
        in_any_work(owner),
        earlier_work(book, owner.id, {other.person: other.user for other in here}, templates.get),
    )


def _erased(book: Book) -> tuple[str, ...]:
    there = {address.person for address in book.find(model.Address)}
    return tuple(sorted(person.id for person in book.find(model.Person) if person.id not in there))


def _at_work(book: Book, owner: str, users: Mapping[str, str]) -> dict[str, str]:
    led = book.find(model.Engagement, owner=owner)
    return {users[e.professional]: e.state for e in led if e.state in AT_WORK and e.professional in users}


def _role(template: roles.RoleTemplate) -> RoleFacts:
    return RoleFacts(
        template.id,
        template.name,
        tuple(JobFacts(job.id, job.name, job.good, tuple(job.skills)) for job in template.jobs),
        tuple((decision.id, decision.text) for decision in template.decides),
        tuple((access.id, access.text) for access in template.access),
        tuple(SkillFacts(s.id, s.name, s.importance, s.required, s.core) for s in template.skills),
        template.pay,
        {
            **{f"decides/{decision.id}": decision.jobs for decision in template.decides},
            **{f"access/{access.id}": access.jobs for access in template.access},
        },
    )


async def add(facts: AddFacts) -> Added | None:
    """O1 to O6: who, on what terms, which jobs, what good looks like, what is ready; then the sending."""
    who = await ask_for(PERSON, "who", t("add-who"), hint=t("add-who-hint"), audience="you")
    if who.user in facts.at_work and not await _once_more(who, facts.at_work[who.user]):
        await say(t("add-left", name=who.called))
        return None
    alone = _is_owner(facts, who)
    if alone:
        await say(t("add-myself"))
    zone = "" if facts.zone_known else await _zone(facts)
    earlier = None if alone else facts.earlier
    same = like(earlier, who)
    if earlier is not None and same is not None:
        await say_how(earlier)
    role = await _which_role(facts, t("add-role-own") if alone else t("add-role", name=who.called), same)
    settled = earlier is not None and role is earlier.role
    if earlier is not None and settled:
        kind, pay, amount, worked_before, starts_on = (
            earlier.kind, earlier.pay, earlier.amount, False, facts.scene.today
        )  # fmt: skip
        jobs, decides = role.jobs, earlier.decides
        role = role.of(jobs)
        good = {job.id: job.good for job in jobs}
        if role.access:
            await say(t("add-like-ready", name=who.called))
    else:
        kind, pay, amount, worked_before, starts_on = await _terms(facts, role, who)
        jobs = await _jobs(role, who)
        role = role.of(jobs)
        role = role if role.decides else replace(role, decides=facts.any_work)
        good, decides = await expected(role, jobs, who)
    expectation = await text(
        "expectation",
        t("add-expectation", name=who.called, month=look_back(facts, starts_on)),
    )
    ready = () if settled else await _ready(role, who)
    preview = invitation_text(who.called, facts.owner_name, facts.scene.owner.name, role.name, pay, amount)
    terms = {
        "jobs": [(job.id, good[job.id]) for job in jobs],
        "decides": tuple(id for id, _ in decides),
        "pay": pay,
        "amount": amount,
    }
    sent = await agree(
        "send",
        terms,
        t("add-preview", name=who.called, invitation=preview),
        yes=t("send"),
        otherwise={"not-now": t("not-now")},
    )
    if sent:
        await say(t("add-sent", name=who.called))
    else:
        await say(t("add-not-sent", name=who.called))
    if facts.then:
        await say(t("add-then", name=facts.then))
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
        zone,
    )


async def _once_more(who: Contact, state: str) -> bool:
    """Whether somebody who is here already gets other work as well."""
    options = (
        Option("other", t("add-other-work", name=who.called), bare="yes"),
        Option("leave", t("add-leave")),
    )
    ask = t("add-here-already", name=who.called, state=state)
    return await choice("again", ask, options, audience="you") == "other"


async def _zone(facts: AddFacts) -> str:
    zone = await ask_for(ZONE, "zone", t("which-city"), hint=t("which-city-hint"), audience="known")
    clock = local(instant_of(facts.scene.now_ms), zone).strftime("%H:%M")
    await say(t("city-noted", clock=clock, city=ZONE.show(zone)))
    return zone


async def _which_role(facts: AddFacts, ask: Text, same: Option | None) -> RoleFacts:
    """The template, or the owner's own name for it; the one of somebody else where it is to be the same."""
    names = [
        *((same,) if same is not None else ()),
        *(Option(role.id, literal(role.name)) for role in facts.roles),
        Option(OTHER, t("something-else")),
    ]
    chosen = await choice("role", ask, names)
    if same is not None and facts.earlier is not None and chosen == same.id:
        return facts.earlier.role
    for role in facts.roles:
        if role.id == chosen:
            return role
    name = await text("role-name", t("add-role-name"), long=False)
    lines = await Prompt[str]("role-jobs", OWN_JOBS, t("add-role-jobs"), t("add-role-jobs-hint"))
    unique = tuple({job.id: job for job in map(_own_job, lines_of(lines)[:MOST_JOBS])}.values())
    return RoleFacts(OTHER, name, unique, (), (), tuple(SkillFacts(job.id, job.name, 3, 3) for job in unique))


def _own_job(words: str) -> JobFacts:
    """A job in the owner's own words, and the one kind of work that it needs."""
    id = derived_id(words.casefold())
    return JobFacts(id, name_of(words), words, (id,))


async def _terms(facts: AddFacts, role: RoleFacts, who: Contact) -> tuple[str, str, float, bool, date]:
    """On what terms, on one page. How much is asked again only where this work is usually paid otherwise."""
    today, usual = facts.scene.today, role.pay
    asked: dict[str, Prompt[Any]] = {
        "kind": choice("kind", t("add-kind", name=who.called), KINDS),
        "pay": choice("pay", t("add-pay"), PAYS),
        "worked-before": ask_for(YES_NO, "worked-before", t("add-worked-before")),
        "starts": ask_for(DATE, "starts", t("add-starts")),
    }
    known: dict[str, Any] = {"kind": "contractor", "pay": usual, "worked-before": False, "starts": today}
    if usual in USUAL:
        asked["amount"] = _how_much(usual, t("add-hours") if usual == "hours" else t("add-by-piece"))
        known["amount"] = USUAL[usual]
    ask = t("add-terms", name=who.called, back=look_back(facts, today))
    about = t("add-terms-about", name=who.called)
    told = await review(each(asked), known, ask=ask, accept=t("looks-right"), about=about)
    pay = told["pay"]
    amount = told.get("amount", 0.0) if pay == usual else 0.0
    if pay != usual and pay in USUAL:
        label = t("add-hours-of", name=who.called) if pay == "hours" else t("add-pieces", name=who.called)
        page = _how_much(pay, label)
        amount = await review(page, USUAL[pay], ask=t("add-amount"), accept=t("looks-right"))
    return told["kind"], pay, amount, told["worked-before"], told["starts"]


def _how_much(pay: str, label: Text) -> Prompt[float]:
    unit = t("unit-hours") if pay == "hours" else None
    return number(
        f"amount/{pay}", label, least=0.5, most=MOST[pay], whole=False, unit=unit, counts=counts_by(pay)
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
    return (*jobs, _own_job(own))


async def _ready(role: RoleFacts, who: Contact) -> tuple[str, ...]:
    if not role.access:
        return ()
    return await many(
        "ready",
        t("add-ready", name=who.called),
        options_of(role.access),
        hint=t("add-ready-hint"),
    )


def _is_owner(facts: AddFacts, who: Contact) -> bool:
    return facts.known.get(who.user) == facts.scene.owner.id


def on_oneself(facts: AddFacts, answers: Mapping[str, Any]) -> bool:
    """Whether the owner has named themselves."""
    return "who" in answers and _is_owner(facts, PERSON.load(answers["who"]))


ADD = Dialog(
    "add",
    (OWNER,),
    AddFacts,
    prepare_add,
    add,
    finish_add,
    t("title-add"),
    minutes=5,
    audience="both",
    names="who",
    holds=True,
    alone=on_oneself,
)
