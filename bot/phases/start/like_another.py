"""Work like somebody else's: what was settled with one person, offered whole for the next."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from bot import model
from bot.dialog import Book
from bot.engine.kinds import Contact, Option
from bot.engine.prompts import say
from bot.engine.text import literal, t
from bot.phases.start.add_records import Earlier, JobFacts, RoleFacts, SkillFacts
from bot.phases.terms import amount_of
from bot.practice.identity import derived_id

SETTLED = ("active", "paused")


def earlier_work(
    book: Book, owner: str, users: Mapping[str, str], role_of: Callable[[str], RoleFacts | None]
) -> Earlier | None:
    """The newest work that is under way, as it stands in the records; none where nobody works yet.

    `users`: the user ids of everybody who is here, by person.
    """
    led = [
        e for e in book.find(model.Engagement, owner=owner) if e.state in SETTLED and e.professional != owner
    ]
    there = [e for e in led if e.professional in users]
    if not there:
        return None
    work = max(there, key=lambda e: (e.created_at, e.id))
    kept = [job for job in book.find(model.Job, engagement=work.id) if job.position >= 0]
    jobs = sorted(kept, key=lambda job: job.position)
    known = role_of(work.role)
    skills = {job.id: job.skills for job in known.jobs} if known else {}
    found = tuple(
        JobFacts(job.template, job.name, job.good, skills.get(job.template, (job.template,))) for job in jobs
    )
    own = tuple(SkillFacts(job.id, job.name, 3, 3) for job in found)
    role = replace(known, jobs=found) if known else RoleFacts(work.role, work.role_name, found, (), (), own)
    decides = book.find(model.Discretion, engagement=work.id)
    return Earlier(
        work.id,
        users[work.professional],
        book.one(model.Person, work.professional).called,
        role,
        work.kind,
        work.pay,
        work.amount,
        tuple((derived_id(one.text), one.text) for one in decides if one.text),
    )


def like(earlier: Earlier | None, who: Contact) -> Option | None:
    """The option to settle the same for somebody else; none for whoever has that work already."""
    if earlier is None or earlier.user == who.user or not earlier.role.jobs:
        return None
    return Option(f"like-{earlier.engagement}", t("add-like", name=earlier.name))


async def say_how(earlier: Earlier) -> None:
    """All of it, so that one tap says yes to what can be read."""
    terms, role = amount_of(earlier.pay, earlier.amount), literal(earlier.role.name)
    await say(t("add-like-work", name=earlier.name, role=role, kind=earlier.kind, terms=terms))
    for job in earlier.role.jobs:
        await say(t("add-like-job", job=literal(job.name), good=literal(job.good)))
    if earlier.decides:
        await say(t("add-like-decides", items=tuple(literal(words) for _, words in earlier.decides)))
