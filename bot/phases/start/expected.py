"""What good looks like for each job, and what may be decided alone so that small things never wait."""

from __future__ import annotations

from typing import Any

from bot import model
from bot.engine.kinds import Contact, LinesKind, Option
from bot.engine.prompts import Prompt, each, earlier, many, review, text
from bot.engine.read import lines_of
from bot.engine.text import literal, t
from bot.phases.start.add_records import JobFacts, Lines, RoleFacts
from bot.practice import roles
from bot.practice.identity import derived_id
from bot.words import Reader, plain

ALONE = LinesKind(roles.MOST_LINES)
ANY_WORK = (("order", t("add-decides-order")), ("slips", t("add-decides-slips")))
"""What is proposed to be decided alone where no template proposes anything."""


def in_any_work(owner: model.Person) -> Lines:
    """What may be decided alone in any work, in the owner's language: modest, and theirs to change."""
    reader = Reader(owner.locale, owner.zone)
    return tuple((id, plain(words, reader)) for id, words in ANY_WORK)


def alone_lines(name: str) -> Prompt[Any]:
    """The lines of what somebody may decide alone; none is an answer too."""
    return Prompt[Any]("alone", ALONE, t("add-decides", name=name), t("add-decides-hint"), optional=True)


async def expected(role: RoleFacts, jobs: tuple[JobFacts, ...], who: Contact) -> tuple[dict[str, str], Lines]:
    """What good looks like, and what may be decided alone so that small things never wait."""
    own = [job for job in jobs if job.good == job.name]
    known: dict[str, Any] = {job.id: job.good for job in jobs if job not in own}
    asked: dict[str, Prompt[Any]] = {
        job.id: text(f"good/{job.id}", literal(job.name)) for job in jobs if job not in own
    }
    ask_alone = t("add-decides", name=who.called)
    ticked = await earlier({"decides": many("decides", ask_alone, options_of(role.decides))})
    alone: dict[str, Prompt[Any]] = {}
    if role.decides and not ticked:
        alone["alone"] = alone_lines(who.called)
        known["alone"] = "\n".join(words for _, words in role.decides)
    told: dict[str, Any] = {}
    if asked:
        about = t("add-good-about")
        told = await review(
            each(asked | alone), known, ask=t("add-good"), accept=t("looks-right"), about=about
        )
    if own:
        told |= await _good_own(own)
    if alone and not asked:
        # Every job is in the owner's own words: nothing is proposed for them that it could stand beside.
        (lines,) = alone.values()
        told["alone"] = await review(lines, known["alone"], ask=t("add-alone"), accept=t("looks-right"))
    if ticked:
        decides = tuple(line for line in role.decides if line[0] in ticked["decides"])
    else:
        decides = _alone(role, told.get("alone"))
    return {job.id: told[job.id] or job.good for job in jobs}, decides


def _alone(role: RoleFacts, lines: str | None) -> Lines:
    """What may be decided alone, line by line. What stands there as it was proposed is the template's."""
    known = {words: id for id, words in role.decides}
    return tuple((known.get(line, derived_id(line)), line) for line in dict.fromkeys(lines_of(lines or "")))


async def _good_own(jobs: list[JobFacts]) -> dict[str, str | None]:
    """Jobs in own words: the name of one, proposed as its own good, would say nothing."""
    ask = t("add-good-own", jobs=tuple(literal(job.name) for job in jobs))
    asked = {job.id: text(f"good/{job.id}", literal(job.name), optional=True) for job in jobs}
    if len(jobs) > 1:
        return await each(asked, ask=ask)
    (only,) = jobs
    return {only.id: await text(f"good/{only.id}", ask, optional=True)}


def options_of(pairs: Lines) -> tuple[Option, ...]:
    """Each line as an option."""
    return tuple(Option(id, literal(words)) for id, words in pairs)
