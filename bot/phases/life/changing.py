"""Other hours, pieces, pay or jobs: one proposes, the other agrees, and a Monday begins it.

Nothing changes before the yes. Weeks are counted whole, so a change begins on a Monday; those before
it stay as they were agreed (`bot.tallies.bought`). Skills, levels and goals live on; only the goals of
a job that leaves are set aside.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import timedelta

from bot import model
from bot.dialog import Begin, Book, Close, Dialog, Outcome, Refused, Scene, Start, day_of, scene_of
from bot.engine.kinds import DateKind, NumberKind, Option
from bot.engine.prompts import ask_for, choice, number, review, say, text
from bot.engine.read import Reading
from bot.engine.text import Invalid, Person, t
from bot.model import OWNER, PROFESSIONAL
from bot.phases.life.other_work import (
    ANSWER,
    WEEK,
    JobThere,
    Lasting,
    agreed,
    beginning,
    jobs_there,
    lasting_of,
    lines_of,
    words_of,
)
from bot.phases.terms import MOST, PAYS, counts_by
from bot.practice.calendar import monday_of
from bot.tallies.bought import Bought, Latest, WorkChange, agreed_for, changes_of, latest_of

FURTHEST = timedelta(days=183)
"""Half a year ahead at most, so that a day without its year may also be one that has passed."""
NEW = "new"


@dataclass(frozen=True, slots=True)
class ChangingFacts:
    """How the work is bought today, what is agreed for later, and who would like it otherwise."""

    scene: Scene
    by: str
    """The role of the one who proposes."""
    alone: bool
    """The professional would rather not use Fivefold: there is nobody to ask."""
    now: Bought
    changes: tuple[WorkChange, ...]
    goals: tuple[Lasting, ...]
    jobs: tuple[JobThere, ...]
    owner_zone: str
    latest: Latest | None
    reply: str = ""
    """What the other one said to the last proposal."""

    @property
    def other(self) -> Person:
        """The one who answers."""
        return self.scene.other(self.by)


@dataclass(frozen=True, slots=True)
class Job:
    """A job that leaves, or one that comes and what good looks like for it."""

    leaves: str = ""
    comes: str = ""
    good: str = ""


@dataclass(frozen=True, slots=True)
class Proposed:
    """Other terms, and why; None where everything stays."""

    change: WorkChange | None
    why: str = ""


def prepare_changing(book: Book, start: Start) -> ChangingFacts:
    """Either of the two, about work that is under way."""
    engagement = book.one(model.Engagement, start.engagement)
    scene = scene_of(book, start)
    alone = engagement.state == "alone"
    if engagement.state != "active" and not alone:
        raise Refused(t("changing-not"))
    by = PROFESSIONAL if start.by == engagement.professional != engagement.owner else OWNER
    if len(start.seats) == 1:  # after an answer it is the turn of the one who proposed
        by = OWNER if OWNER in start.seats else PROFESSIONAL
    if by == PROFESSIONAL and alone:
        raise Refused
    owner, professional = (book.one(model.Person, id) for id in (engagement.owner, engagement.professional))
    me = owner if by == OWNER else professional
    return ChangingFacts(
        replace(scene, today=day_of(book.now_ms, me.zone)),
        by,
        alone,
        Bought(engagement.pay, engagement.amount),
        tuple(changes_of(book, engagement.id)),
        lasting_of(book, engagement),
        jobs_there(book, engagement),
        owner.zone,
        latest_of(book, engagement.id),
        str(start.terms.get("reply", "")),
    )


async def changing(facts: ChangingFacts) -> Proposed:
    """What changes, to what, from when; then it is on its way to the other one."""
    by, other = facts.by, facts.other.name
    if facts.reply:
        await say(t("changing-reply", other=other, words=facts.reply), to=by)
    today = agreed_for(monday_of(facts.scene.today), facts.now, facts.changes)
    name, now = facts.scene.professional.name, words_of(today)
    ask = t("changing-what", name=name, now=now) if by == OWNER else t("changing-what-own", now=now)
    options = _what(today.pay, again=bool(facts.reply))
    said = {"hours": says_hours, "pieces": says_pieces}.get(today.pay)
    what = await choice("what", ask, options, to=by, said=said, both="amount" if said else "")
    if what == "stay":
        await say(t("changing-stays"), to=by)
        return Proposed(None)
    job = await _job(facts) if what == "work" else Job()
    wanted = await _bought(today.pay, what, by) if what != "work" else None
    monday = monday_of(facts.scene.today) + WEEK
    day = await review(
        ask_for(DateKind(facts.scene.today, facts.scene.today + FURTHEST), "from", t("changing-from"), to=by),
        monday,
        ask=t("changing-when", day=monday),
        accept=t("changing-then", day=monday),
        folded=("from",),
    )
    begins = beginning(max(day, facts.scene.today))  # whoever goes on days later meets another today
    before = agreed_for(begins, facts.now, facts.changes)
    change = WorkChange(before, wanted or before, begins, job.leaves, job.comes, job.good)
    if change.is_empty:
        await say(t("changing-same", day=begins, now=words_of(change.after)), to=by)
        return Proposed(None)
    why = ""
    if not facts.alone:
        why = await text("why", t("changing-why", other=other), to=by, optional=True) or ""
    for line in lines_of(change, facts.goals, facts.changes, facts.jobs):
        await say(line, to=by)
    await say(t("changing-noted") if facts.alone else t("changing-sent", other=other), to=by)
    return Proposed(change, why)


def says_hours(typed: str, reading: Reading) -> str:
    """Whoever writes a number of hours wants that many."""
    return _says("hours", typed, reading)


def says_pieces(typed: str, reading: Reading) -> str:
    """The same of pieces."""
    return _says("pieces", typed, reading)


def _says(pay: str, typed: str, reading: Reading) -> str:
    if len(typed.strip()) < 2:
        return ""  # a single figure is a place in the list
    with suppress(Invalid):
        NumberKind(1, MOST[pay], False, None, counts_by(pay)).read(typed, reading)
        return "amount"
    return ""


def _what(pay: str, *, again: bool) -> tuple[Option, ...]:
    options = [Option("pay", t("changing-how-paid"))]
    if pay != "project":
        much = t("changing-hours") if pay == "hours" else t("changing-pieces")
        options.insert(0, Option("amount", much))
    options.append(Option("work", t("changing-work")))
    if again:
        options.append(Option("stay", t("changing-stay")))
    return tuple(options)


async def _job(facts: ChangingFacts) -> Job:
    """Which job leaves, or what comes; the last one cannot leave, for that would be the end."""
    by = facts.by
    options = [Option(NEW, t("changing-new-job"))]
    if len(facts.jobs) > 1:
        options += [Option(job.id, t("changing-without", job=job.name)) for job in facts.jobs]
    which = await choice("job", t("changing-which-job"), options, to=by)
    if which != NEW:
        return Job(leaves=which)
    name = await text("job-name", t("changing-job-name"), long=False, to=by)
    return Job(comes=name, good=await text("job-good", t("changing-job-good", job=name), to=by))


async def _bought(pay: str, what: str, by: str) -> Bought:
    if what == "pay":
        others = tuple(option for option in PAYS if option.id != pay)
        pay = await choice("pay", t("changing-pay"), others, to=by)
    return Bought(pay, await _amount(pay, by))


async def _amount(pay: str, by: str) -> float:
    if pay == "project":
        return 0.0
    # Hours and pieces are two questions: who goes back to the pay is not offered the other number.
    ask = t("changing-many-hours") if pay == "hours" else t("changing-many-pieces")
    return await number(pay, ask, least=1, most=MOST[pay], whole=False, counts=counts_by(pay), to=by)


def finish_changing(facts: ChangingFacts, proposed: Proposed) -> Outcome:
    """The other one answers. A newer proposal takes the place of one that waits."""
    scene, change = facts.scene, proposed.change
    if change is None:
        return Outcome()
    if facts.alone:
        return Outcome(tuple(agreed(scene, facts.latest, change, facts.owner_zone)))
    role = PROFESSIONAL if facts.by == OWNER else OWNER
    terms = {**change.data, "by": facts.by, "why": proposed.why}
    answer = Start(ANSWER, {role: facts.other.id}, scene.engagement, terms=terms)
    return Outcome((Close(scene.engagement, "replaced", (ANSWER,)), Begin(answer)))


CHANGING = Dialog(
    "changing",
    (OWNER, PROFESSIONAL),
    ChangingFacts,
    prepare_changing,
    changing,
    finish_changing,
    t("title-changing"),
    minutes=1,
    nudge=False,
    owed=False,
)
