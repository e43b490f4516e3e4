"""What adding a person leaves behind: the facts it starts from, and the records it ends in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TypeAlias

from bot import model
from bot.dialog import Begin, Change, Effect, Outcome, Scene, Start, Write
from bot.engine.kinds import Contact
from bot.model import PROFESSIONAL
from bot.practice.holidays import country_of_zone
from bot.practice.identity import derived_id, listed_id
from bot.practice.roles import skills_for
from bot.practice.workdays import FIRST_ROUND_WEEKS, round_end

MOST_SKILLS = 6


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


Lines: TypeAlias = tuple[tuple[str, str], ...]
"""The lines of a list: what each is known by, and its words."""


@dataclass(frozen=True, slots=True)
class RoleFacts:
    """As much of a role template as adding a person needs."""

    id: str
    name: str
    jobs: tuple[JobFacts, ...]
    decides: Lines
    access: Lines
    skills: tuple[SkillFacts, ...]
    pay: str = "hours"
    """How this work is paid most often: what is proposed first."""
    goes_with: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """The jobs without which something is not decided or needed, by "decides/id" or "access/id"."""

    def of(self, jobs: tuple[JobFacts, ...]) -> RoleFacts:
        """The same role where only these jobs are handed over."""
        chosen = {job.id for job in jobs}

        def kept(kind: str, lines: Lines) -> Lines:
            wanted = ((line, self.goes_with.get(f"{kind}/{line[0]}")) for line in lines)
            return tuple(line for line, only in wanted if not only or chosen & set(only))

        return replace(self, decides=kept("decides", self.decides), access=kept("access", self.access))


@dataclass(frozen=True, slots=True)
class Earlier:
    """How the newest of the owner's people works for them: what is settled with one may fit the next."""

    engagement: str
    user: str
    """Who that is, by their user id on the platform."""
    name: str
    role: RoleFacts
    kind: str
    pay: str
    amount: float
    decides: Lines
    """The jobs of the role are theirs, each with what was settled as good."""


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
    owner_version: int = 0
    zone_known: bool = True
    """False where the platform does not tell the owner's zone: then it is asked, and never guessed."""
    at_work: Mapping[str, str] = field(default_factory=dict)
    """Whoever works for the owner by now: the state of it, by their user id on the platform."""
    erased: tuple[str, ...] = ()
    """Persons of this account of whom nothing is left but their id: whoever comes again is another."""
    soon: date | None = None
    """The day by which the owner's own part of the start is due."""
    then: str = ""
    """Who else was named with the command: it is one at a time."""
    any_work: Lines = ()
    """What is proposed to be decided alone where the role proposes nothing; () in older talks."""
    earlier: Earlier | None = None


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
    decides: Lines
    sent: bool
    zone: str = ""
    """The owner's own, where it was asked."""


def look_back(facts: AddFacts, start: date) -> date:
    """The day both look back at the first round."""
    return round_end(max(start, facts.scene.today), FIRST_ROUND_WEEKS, frozenset(facts.closed))


def finish_add(facts: AddFacts, added: Added | None) -> Outcome:
    """Write the person, the engagement and its jobs; send the invitation. None = nothing is new."""
    if added is None:
        return Outcome()
    owner = facts.scene.owner.id
    account = facts.account
    engagement = derived_id(facts.scene.conversation, "engagement")
    known = facts.known.get(added.who.user)
    professional = known or _new_id(facts, added.who.user)
    effects: list[Effect] = []
    if added.zone:
        here = {
            "zone": added.zone,
            "zone_confirmed": True,
            "country": country_of_zone(added.zone) or "",
        }
        effects.append(Change(model.Person, owner, facts.owner_version, here))
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
                round_ends_on=look_back(facts, added.starts_on),
                expectation=added.expectation,
                created_at=facts.scene.now_ms,
            )
        )
    )
    effects += _work(facts, engagement, added)
    if added.sent:
        effects.append(Begin(Start("invitation", {PROFESSIONAL: professional}, engagement)))
    return Outcome(tuple(effects))


def _new_id(facts: AddFacts, user: str) -> str:
    """The same for everybody who adds them at this moment, so that there is one of them."""
    before = [facts.account, facts.platform, facts.scope, user]
    while (id := derived_id(*before)) in facts.erased:
        before.append("again")
    return id


def _new_person(facts: AddFacts, id: str, who: Contact) -> list[Effect]:
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


def _work(facts: AddFacts, engagement: str, added: Added) -> list[Effect]:
    """Jobs, what may be decided alone, the owner's dated to-dos, and the skills the jobs need."""
    account, owner = facts.account, facts.scene.owner.id
    due = facts.soon or facts.scene.today
    if added.starts_on > facts.scene.today:
        due = min(due, added.starts_on)  # what is to be ready before the start is no later than it
    effects: list[Effect] = [
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
                account=account,
                id=listed_id(position, engagement, "decides", id),
                engagement=engagement,
                text=words,
            )
        )
        for position, (id, words) in enumerate(added.decides)
    ]
    effects += [
        Write(
            model.Todo(
                account=account,
                id=listed_id(position, engagement, "access", id),
                engagement=engagement,
                person=owner,
                what=words,
                minutes=10,
                due_on=due,
                source="start",
            )
        )
        for position, (id, words) in enumerate(added.role.access)
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
        SkillFacts(job.skills[0], job.name, 3, 3)
        for job in added.jobs
        if job.skills and job.skills[0] not in known
    )
    return (*own, *skills_for(added.role.skills, needed))[:MOST_SKILLS]
