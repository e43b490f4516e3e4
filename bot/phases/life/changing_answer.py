"""A change of the work as the other one gets it: yes, not like this, or no."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from bot import model
from bot.dialog import (
    Begin,
    Book,
    Dialog,
    Effect,
    Note,
    Outcome,
    Refused,
    Scene,
    Start,
    day_of,
    scene_of,
)
from bot.engine.cards import Card, card
from bot.engine.prompts import agree, say, text
from bot.engine.text import Person, Text, literal, t
from bot.model import OWNER, PROFESSIONAL
from bot.phases.hours import open_at
from bot.phases.life.other_work import (
    ANSWER,
    JobThere,
    Lasting,
    agreed,
    beginning,
    jobs_there,
    lasting_of,
    lines_of,
    words_of,
)
from bot.phases.terms import agreed_on
from bot.tallies.bought import (
    Bought,
    Latest,
    WorkChange,
    agreed_for,
    changes_of,
    latest_of,
    load_change,
)


@dataclass(frozen=True, slots=True)
class ChangeAnswerFacts:
    """What is proposed, as it would change what is agreed today."""

    scene: Scene
    by: str
    """The role of the one who proposed it; proposing it was their yes."""
    change: WorkChange
    wanted: date
    """The Monday that was proposed: it may have passed since."""
    why: str
    goals: tuple[Lasting, ...]
    jobs: tuple[JobThere, ...]
    others: tuple[WorkChange, ...]
    latest: Latest | None
    owner_zone: str
    professional_zone: str
    open_ms: int
    """When the one who proposed it may be written to."""

    @property
    def proposer(self) -> Person:
        """The one who would like it otherwise."""
        return self.scene.at(self.by)

    @property
    def me(self) -> Person:
        """The one who answers."""
        return self.scene.other(self.by)


@dataclass(frozen=True, slots=True)
class ChangeAnswered:
    """yes, other or no, with own words."""

    then: str
    words: str = ""


def prepare_changing_answer(book: Book, start: Start) -> ChangeAnswerFacts:
    """Only the one who was asked, about work that is under way and is not yet so."""
    scene = scene_of(book, start)
    engagement = book.one(model.Engagement, start.engagement)
    if engagement.state != "active":
        raise Refused(t("changing-not"))
    by = str(start.terms["by"])
    if by in start.seats:
        raise Refused  # nobody answers their own proposal
    owner, professional = (book.one(model.Person, id) for id in (engagement.owner, engagement.professional))
    me, proposer = (professional, owner) if by == OWNER else (owner, professional)
    today = day_of(book.now_ms, me.zone)
    proposed = load_change(start.terms)
    others = tuple(changes_of(book, engagement.id))
    begins = beginning(max(proposed.begins_on, today))
    before = agreed_for(begins, Bought(engagement.pay, engagement.amount), others)
    jobs = jobs_there(book, engagement)
    about_job = proposed.before == proposed.after
    after = before if about_job else proposed.after
    change = replace(proposed, before=before, after=after, begins_on=begins)
    if change.is_empty:
        raise Refused(t("changing-same", day=begins, now=words_of(before)))
    if change.leaves and change.leaves not in {job.id for job in jobs}:
        raise Refused(t("changing-gone"))
    return ChangeAnswerFacts(
        replace(scene, today=today),
        by,
        change,
        proposed.begins_on,
        str(start.terms.get("why", "")),
        lasting_of(book, engagement),
        jobs,
        others,
        latest_of(book, engagement.id),
        owner.zone,
        professional.zone,
        open_at(proposer, book.now_ms),
    )


async def changing_answer(facts: ChangeAnswerFacts) -> ChangeAnswered:
    """Before and after, what lives on, and then a yes that binds to just that."""
    name = facts.proposer.name
    await say(t("changing-proposed", name=name))
    for line in lines_of(facts.change, facts.goals, facts.others, facts.jobs):
        await say(line)
    if facts.change.begins_on != facts.wanted:
        await say(t("changing-moved", wanted=facts.wanted, day=facts.change.begins_on))
    if facts.why:
        await say(t("changing-because", name=name, words=facts.why))
    consent = await agree(
        "yes",
        facts.change.data,
        t("changing-agree"),
        yes=t("yes"),
        otherwise={"other": t("changing-not-so"), "no": t("changing-no")},
    )
    if consent:
        await say(t("changing-agreed", day=facts.change.begins_on))
        return ChangeAnswered("yes")
    if consent.otherwise == "other":
        words = await text("words", t("changing-rather", name=name), questions="perhaps")
        await say(t("goals-sent", owner=name))
        return ChangeAnswered("other", words)
    words = await text("no-words", t("changing-no-words", name=name), optional=True) or ""
    await say(t("changing-stays"))
    return ChangeAnswered("no", words)


def finish_answer(facts: ChangeAnswerFacts, answered: ChangeAnswered) -> Outcome:
    """A new version with a copy for both; or their words go back, and everything stays as it was."""
    scene, name = facts.scene, facts.me.name
    if answered.then == "yes":
        effects: list[Effect] = agreed(scene, facts.latest, facts.change, facts.owner_zone, facts.why)
        effects.append(Note(facts.proposer.id, _copy(facts, facts.by), "copy/other", at_ms=facts.open_ms))
        if facts.me.id != facts.proposer.id:
            mine = PROFESSIONAL if facts.by == OWNER else OWNER
            effects.append(Note(facts.me.id, _copy(facts, mine), "copy/own"))
        return Outcome(tuple(effects))
    if answered.then == "other":
        again = Start(
            "changing",
            {facts.by: facts.proposer.id},
            scene.engagement,
            terms={"reply": answered.words},
            by=facts.proposer.id,
        )
        return Outcome((Begin(again),))
    lines: list[Text] = [t("changing-told-no", name=name)]
    if answered.words:
        lines.append(t("changing-because", name=name, words=answered.words))
    return Outcome((Note(facts.proposer.id, card(*lines), "no", at_ms=facts.open_ms),))


def _copy(facts: ChangeAnswerFacts, role: str) -> Card:
    """The change as it was agreed, the same for both."""
    scene = facts.scene
    zone = facts.owner_zone if role == OWNER else facts.professional_zone
    day = agreed_on(scene.now_ms, facts.owner_zone, zone)
    if facts.latest is None:
        done = t("changing-copy-agreed", day=day)
    else:
        done = t("changing-copy-version", day=day, number=facts.latest.number + 1)
    change = facts.change
    lines = lines_of(change, facts.goals, facts.others, facts.jobs)
    rows: tuple[tuple[Text, Text], ...] = ()
    if change.before != change.after:
        lines = lines[1:]  # the rows say it
        rows = (
            (t("changing-copy-before"), words_of(change.before)),
            (t("changing-copy-after"), words_of(change.after)),
            (t("changing-copy-from"), t("answer-date", value=change.begins_on)),
        )
    if facts.why:
        rows += ((t("changing-copy-why"), literal(facts.why)),)
    title = t("changing-copy-title", owner=scene.owner.name, name=scene.professional.name)
    return Card((done, *lines, t("changing-weeks")), title=title, facts=rows)


CHANGING_ANSWER = Dialog(
    ANSWER,
    (OWNER, PROFESSIONAL),
    ChangeAnswerFacts,
    prepare_changing_answer,
    changing_answer,
    finish_answer,
    t("title-changing-answer"),
    minutes=1,
)
